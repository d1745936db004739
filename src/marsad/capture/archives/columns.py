"""Which column of a dump is which field of a document: `text=body,id=guid,published=date`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from marsad.capture.problems import CaptureError
from marsad.errors import MarsadError

FIELDS = ("text", "id", "published", "title", "url", "author", "publisher", "section")
Columns = Mapping[str, str]  # field -> column; a field that is not named here is looked for under its own name


class ColumnsError(MarsadError):
    """A column map that cannot be read."""

    code = "columns"
    exit_status = 2


def parse_columns(written: str) -> Columns:
    """`text=body,id=guid` as a map. Raises ColumnsError for a pair without "=", an unknown field or one named twice."""
    found: dict[str, str] = {}
    for pair in written.split(","):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not column:
            raise ColumnsError(f"{pair!r} is no FIELD=COLUMN", todo="Write --columns text=body,id=guid")
        if field not in FIELDS:
            raise ColumnsError(f"{field!r} is no field of a document", todo=f"Fields are {', '.join(FIELDS)}")
        if field in found:
            raise ColumnsError(f"{field!r} is given two columns", todo="Name each field once")
        found[field] = column
    return found


def wanted(columns: Columns | None, there: list[str]) -> dict[str, str]:
    """field -> column of a table that has the columns `there`. Raises CaptureError `no-column`."""
    named = columns or {}
    missing = [column for column in named.values() if column not in there]
    if "text" not in named and "text" not in there:
        missing.append("text")
    if missing:
        names = ", ".join(there)[:300]
        raise CaptureError(
            "no-column", f"has no column {missing[0]!r}", todo=f"Say which it is: --columns text=…; there are: {names}"
        )
    return {f: named.get(f, f) for f in FIELDS if f in named or (f in there and f not in named)}


def as_row(values: Mapping[str, Any]) -> bytes:
    """The JSON line of a document that a table states, without its empty fields."""
    said = {field: text for field, value in values.items() if (text := _said(value)) is not None}
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _said(value: Any) -> str | None:
    if value is None or value != value:  # NaN stands for "empty" in tables made by pandas
        return None
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value)


def renamed(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """A JSON object with the fields that the map names; "a.b" reaches into objects. Other keys stay as they are."""
    taken = set(columns.values())
    out = {key: value for key, value in row.items() if key not in taken and key not in columns}
    for field, column in columns.items():
        value: Any = row
        for key in [column] if column in row else column.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            out[field] = value
    return out
