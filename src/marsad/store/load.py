"""Brings the rows of an export into a base, all in one transaction: whole, or nothing of it.

Into an empty base the rows come as they are, keys included. Into a base that holds something each row is looked up by
what makes it unique (a capture by its hash, an article by id and digest, a row without such by all its values); what is
there stays as it is, what is not gets a key of its own, and keys that point to it follow. So the same file twice is
the same as once. An article that has a reading in force keeps that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import UniqueConstraint, exists, select

from marsad.store import engine as engines
from marsad.store.failures import DumpError
from marsad.store.indexing import fill_index
from marsad.store.schema import PRIVATE, articles, metadata, readings
from marsad.store.stamps import incidents_changed
from marsad.store.undump import Row, rows
from marsad.store.wholeness import faults

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from marsad.store.repository import Store

BATCH = 500  # rows written at once
SHOWN = 5  # faults told where an import is refused


def load(store: Store, lines: Iterable[bytes], where: str, *, clear: bool = False) -> Counter[str]:
    """Import the lines of an export; returns how many rows of each table are new.

    `clear`: empty the base first, in the same transaction. Raises DumpError (file:line) for a damaged line or where the
    result would not be whole; then nothing of it is kept.
    """
    from sqlalchemy.exc import IntegrityError

    with store.writing() as connection:
        if clear:
            _clear(connection)
        loader = _Loader(connection)
        place = where
        try:
            for number, table, row in rows(lines, where):
                place = f"{where}:{number}"
                loader.take(table, row)
            loader.flush()
        except IntegrityError as error:
            what = f"at or shortly before this line a row contradicts others ({str(error.orig).splitlines()[0]})"
            raise DumpError(what, where=place, todo="Nothing was imported; export the base again") from None
        for name in sorted(loader.empty):
            if "key" in metadata.tables[name].c:
                engines.after_load(connection, name)
        fill_index(connection)
        wrong = list(faults(connection))
        if wrong:
            more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
            what = f"the base would not be whole with it: {'; '.join(wrong[:SHOWN])}{more}"
            raise DumpError(what, where=where, todo=f"Nothing was imported. Check: marsad verify --db {store.where}")
        return loader.new


def _clear(connection: Connection) -> None:
    engines.clear_words(connection)
    incidents_changed(connection)
    for table in reversed(metadata.sorted_tables):
        if table.name not in PRIVATE:
            connection.execute(table.delete())


class _Loader:
    """Writes rows table by table; rows of a table that was empty are gathered and written as they are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.empty = {t.name for t in metadata.sorted_tables if connection.execute(select(t).limit(1)).first() is None}
        self.new: Counter[str] = Counter()
        self._moved: dict[str, dict[int, int]] = {}  # table -> key in the file -> key in the base, where they differ
        self._seen: Counter[tuple[Any, ...]] = Counter()  # rows without a unique constraint: the n-th is the n-th
        self._table: Table | None = None
        self._batch: list[Row] = []

    def take(self, table: Table, row: Row) -> None:
        if table is not self._table or len(self._batch) >= BATCH:
            self.flush()
            self._table = table
        if table.name in self.empty and not self._moved:
            self._batch.append(row)
        else:
            self._merge(table, row)

    def flush(self) -> None:
        if self._batch and self._table is not None:
            self._connection.execute(self._table.insert(), self._batch)
            self.new[self._table.name] += len(self._batch)
            self._batch = []

    def _merge(self, table: Table, row: Row) -> None:
        row = {name: self._follow(table, name, value) for name, value in row.items()}
        key = row.get("key") if "key" in table.c else None
        have = self._have(table, row)
        if have is None:
            row.pop("key", None)
            if table is readings and row["current"] and self._in_force(row["article"]):
                row["current"] = 0
            written = self._connection.execute(table.insert().values(**row)).inserted_primary_key
            have = int(written[0]) if key is not None and written else 1
            self.new[table.name] += 1
        if key is not None and have is not None and have != key:
            self._moved.setdefault(table.name, {})[key] = have

    def _follow(self, table: Table, name: str, value: Any) -> Any:
        """The value, or for a key that points to another row the key of that row in this base."""
        for link in table.c[name].foreign_keys:
            if link.column.name == "key":
                return self._moved.get(link.column.table.name, {}).get(value, value)
        return value

    def _have(self, table: Table, row: Mapping[str, Any]) -> int | None:
        """The key of the same row in the base (1 for a table without `key`); None where there is none."""
        names = _telling(table)
        target = table.c["key"] if "key" in table.c else next(iter(table.primary_key))
        query = select(target).order_by(*table.primary_key)
        telling = names or [c.name for c in table.c if c.name != "key"]
        for name in telling:
            value = row.get(name)
            query = query.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        if not names:
            same = (table.name, *(row.get(name) for name in telling))
            query = query.offset(self._seen[same])
            self._seen[same] += 1
        found = self._connection.execute(query.limit(1)).scalar()
        if found is None:
            return None
        return int(found) if "key" in table.c else 1

    def _in_force(self, article: int) -> bool:
        same_id = select(articles.c.id).where(articles.c.key == article).scalar_subquery()
        query = select(
            exists().where(readings.c.article == articles.c.key, articles.c.id == same_id, readings.c.current == 1)
        )
        return bool(self._connection.execute(query).scalar())


def _telling(table: Table) -> list[str]:
    """The columns of the unique constraint of a table, or of a primary key that is not our own number; else none."""
    uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    if uniques:
        first = min(uniques, key=lambda c: [column.name for column in c.columns])
        return [column.name for column in first.columns]
    return [] if "key" in table.c else [column.name for column in table.primary_key]
