"""Rows of records as Parquet, in the columns of the store.

Each row carries `shard` and `article_number` (which article) and `article` (its id). Flags are booleans, days are dates,
figures are integers; NULL is "not stated". `record` is the whole value as JSON.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from marsad.model.record import Record
from marsad.store.rows import Row, part_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from marsad.service import Failure

_DAYS = frozenset({"date_start", "date_end", "reported", "period_start", "period_end"})
_FLAGS = frozenset({"background", "adds_up", "private"})
_ARTICLE = (
    "title", "subtitle", "publisher", "author", "section", "place_line", "published", "zone", "zone_basis", "url",
)  # fmt: skip


def schema_of(name: str) -> pa.Schema:
    """The columns of a table. Raises KeyError for a name that is no table of a batch."""
    import pyarrow as pa

    key = [("shard", pa.string()), ("article_number", pa.int32()), ("article", pa.string())]
    text = pa.string()
    if name == "articles":
        own = [("origin", text), ("sha256", text), *((n, text) for n in _ARTICLE), ("paragraphs", text), ("text", text)]
        return pa.schema([*key, *own, ("marsad", text), ("lexicon", text), ("rules", text)])
    if name == "problems":
        own = [("origin", text), ("code", text), ("message", text), ("dropped", pa.bool_()), ("set_aside", text)]
        return pa.schema([*key, *own])
    return pa.schema([*key, *((column, kind) for column, kind in _stored(name))])


def column_kinds(name: str) -> list[tuple[str, str]]:
    """(column, Arrow type by name) of a table, for engines with types of their own."""
    return [(field.name, str(field.type)) for field in schema_of(name)]


def _stored(name: str) -> list[tuple[str, Any]]:
    """Columns of the store's table of that name, without its keys."""
    import pyarrow as pa
    from sqlalchemy import Float, Integer

    from marsad.store.schema import metadata

    found = []
    for column in metadata.tables[name].columns:
        if column.name in ("key", "reading"):
            continue
        kind = pa.float64() if isinstance(column.type, Float) else pa.string()
        if isinstance(column.type, Integer):
            kind = pa.bool_() if column.name in _FLAGS else pa.int64()
        found.append((column.name, pa.date32() if column.name in _DAYS else kind))
    return found


def record_rows(shard: str, number: int, origin: str, sha256: str, record: Record) -> dict[str, list[Row]]:
    """The rows of one record by table."""
    import msgspec

    key = {"shard": shard, "article_number": number, "article": record.id}
    article: Row = {name: getattr(record, name) for name in _ARTICLE}
    article |= {"origin": origin, "sha256": sha256, "text": record.text}
    article |= {
        "paragraphs": msgspec.json.encode(record.paragraphs).decode(),
        **msgspec.structs.asdict(record.versions),
    }
    parts = {name: [key | _typed(row) for row in rows] for name, rows in part_rows(record).items()}
    return {"articles": [key | article], **parts}


def problem_row(shard: str, number: int, failure: Failure, set_aside: str | None) -> Row:
    """The row of an input that was not coded."""
    key = {"shard": shard, "article_number": number, "article": failure.id}
    told = {"origin": failure.origin, "code": failure.code, "message": failure.message, "dropped": failure.dropped}
    return key | told | {"set_aside": set_aside}


def _typed(row: Mapping[str, Any]) -> Row:
    return {name: _cell(name, value) for name, value in row.items()}


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _FLAGS:
        return bool(value)
    return _day(value) if name in _DAYS else value


def _day(text: str) -> dt.date | None:
    """A day; what is no calendar day (none is known to occur) stays in `record` alone."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def parquet(name: str, rows: Sequence[Row]) -> bytes:
    """The file of a table; without rows too, so that every shard has every table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    table = pa.Table.from_pylist([clean(row) for row in rows], schema=schema_of(name))
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def clean(row: Row) -> Row:
    """Without lone surrogates, which a JSON line may state and no table holds."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }
