"""Incidents page by page, and what they may be filtered by."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import and_, func, or_, select, type_coerce
from sqlalchemy.sql.functions import aggregate_strings

from marsad.model.incident import Incident
from marsad.store.engine.columns import WORDS
from marsad.store.failures import QueryError
from marsad.store.filters import IncidentFilter, conditions
from marsad.store.schema import incidents

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from marsad.store.repository import Store

PAGE = 50
_BETWEEN = "\x1e"  # RECORD SEPARATOR: in no name that a lexicon or a news text has
_NO_DAY = ""  # incidents without a day come last


class IncidentPage(Struct, frozen=True):
    """`next`: the cursor of the following page, None on the last; `total`: incidents that meet the filter."""

    incidents: tuple[Incident, ...]
    next: str | None
    total: int


def page(store: Store, wanted: IncidentFilter, cursor: str | None = None, limit: int = PAGE) -> IncidentPage:
    """A page of incidents, the latest first. Raises QueryError for a cursor that this function did not make."""
    where = conditions(wanted)
    day = func.coalesce(incidents.c.date_start, _NO_DAY)
    columns = [incidents.c.key, day, incidents.c.id]  # records only of those that are shown
    at_once = bool(wanted.q or wanted.actor or wanted.control) and not cursor
    if at_once:  # names are slow to look through: once is enough
        columns.append(func.count().over())
    query = select(*columns).where(*where)
    if cursor:
        query = query.where(_after(day, *read_cursor(cursor)))
    query = query.order_by(day.desc(), incidents.c.id).limit(limit + 1)
    with store.reading() as connection:
        rows = connection.execute(query).all()
        if at_once:
            total = rows[0][3] if rows else 0
        else:
            total = int(connection.execute(select(func.count()).select_from(incidents).where(*where)).scalar_one())
        keys = [row[0] for row in rows[:limit]]
        held = select(incidents.c.key, incidents.c.record).where(incidents.c.key.in_(keys))
        records = {row[0]: row[1] for row in connection.execute(held)}
    found = tuple(msgspec.json.decode(records[key], type=Incident) for key in keys)
    more = write_cursor(rows[limit - 1][1], rows[limit - 1][2]) if len(rows) > limit else None
    return IncidentPage(found, more, total)


def some(store: Store, wanted: IncidentFilter, most: int) -> list[Incident]:
    """The latest incidents of a filter, uncounted."""
    c = incidents.c
    query = select(c.record).where(*conditions(wanted)).order_by(c.date_start.desc(), c.id).limit(most)
    with store.reading() as connection:
        return [msgspec.json.decode(record, type=Incident) for record in connection.execute(query).scalars()]


def _after(day: Any, last_day: str, last_id: str) -> ColumnElement[bool]:
    return or_(day < last_day, and_(day == last_day, incidents.c.id > last_id))


def write_cursor(*parts: str) -> str:
    """A cursor for a page that begins after these sort values."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    """The sort values of a cursor. Raises QueryError."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=tuple[str, str])
    except (ValueError, msgspec.DecodeError):
        raise QueryError("no cursor of ours", where="cursor", todo="Take `next` of the page before") from None


def choices(store: Store) -> dict[str, list[str]]:
    """What the filters may be set to: values on record, the most frequent first."""
    kinds = {"country": ("country",), "event_type": ("event_type",), "sub_event_type": ("sub_event_type",),
             "status": ("status",), "actor": ("actor1", "actor2"), "control": ("control",)}  # fmt: skip
    names = [name for columns in kinds.values() for name in columns]
    # One look through the incidents, each column as one text: a count of each by the base takes twice the time.
    told = [type_coerce(aggregate_strings(incidents.c[name], _BETWEEN), WORDS) for name in names]
    with store.reading() as connection:
        column = dict(zip(names, connection.execute(select(*told)).one(), strict=True))
    return {kind: list(_counted([column[name] or "" for name in columns])) for kind, columns in kinds.items()}


def _counted(columns: Sequence[str]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for column in columns:
        for names, count in Counter(column.split(_BETWEEN)).items():
            for one in dict.fromkeys(n for n in names.split("; ") if n):
                counts[one] += count
    yield from (n for n, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
