"""The whole base as JSON lines (docs/BASE_FORMAT.md): a head, a line for each row, and an end that says it is complete.

Every table of schema.py is written, parents before children, rows by key, so that a table added later is kept without a
change here. The search index and what linking derives are left out: they are made anew from the articles and reports.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import func, select

from marsad.store.failures import StoreDamagedError
from marsad.store.schema import DERIVED, HEAD, PRIVATE, captures, metadata

if TYPE_CHECKING:
    from marsad.store.repository import Store

FORMAT, VERSION = "marsad-base", 1
ROWS = 200  # fetched at once: articles may be long


class Head(Struct, frozen=True):
    """The first line. `tables`: the revision of the tables; `rows`: how many rows of each table follow."""

    format: str
    version: int
    tables: str
    marsad: str
    rows: dict[str, int]


class Line(Struct, frozen=True):
    """A row. `sum`: the first 16 hex digits of the SHA-256 over the JSON of `row` as it stands in the line."""

    table: str
    sum: str
    row: msgspec.Raw


class End(Struct, frozen=True):
    """The last line: without it the file was cut off. `lines`: how many rows stand above it."""

    end: bool
    lines: int


def line_sum(row: bytes) -> str:
    """The checksum of a row as JSON."""
    return hashlib.sha256(row).hexdigest()[:16]


def dump(store: Store) -> Iterator[bytes]:
    """The lines of a base, all of one moment. Raises StoreDamagedError for a capture that cannot be unpacked."""
    from marsad import __version__

    encode = msgspec.json.Encoder(order="deterministic").encode
    with store.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in DERIVED | PRIVATE]
        counts = {
            str(t.name): int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in tables
        }
        yield encode(Head(FORMAT, VERSION, HEAD, __version__, counts)) + b"\n"
        lines = 0
        for table in tables:
            name, names = str(table.name), [str(column.name) for column in table.columns]
            query = select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS)
            for row in connection.execute(query):
                values = dict(zip(names, row, strict=True))
                if table is captures:
                    values["raw"] = _unpacked(values, store.where)
                written = msgspec.json.encode(values)
                yield encode(Line(name, line_sum(written), msgspec.Raw(written))) + b"\n"
                lines += 1
        yield encode(End(True, lines)) + b"\n"


def _unpacked(capture: dict[str, Any], where: str) -> str:
    """The bytes as obtained, in base64."""
    try:
        return base64.b64encode(zlib.decompress(capture["raw"])).decode()
    except zlib.error as error:
        todo = f"See all that is wrong with it: marsad verify --db {where}"
        raise StoreDamagedError(
            f"captures {capture['key']} cannot be unpacked ({error})", where=where, todo=todo
        ) from None
