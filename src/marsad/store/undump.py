"""Reads a file of `marsad export base` back into rows, and refuses each line that is not as it was written."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec
from sqlalchemy import Column, Float, Table
from sqlalchemy import Integer as IntegerType

from marsad.store.dump import FORMAT, VERSION, End, Head, Line, line_sum
from marsad.store.failures import DumpError, DumpNewerError
from marsad.store.schema import HEAD, captures, metadata
from marsad.store.upgrade import known

GZIP = b"\x1f\x8b"
_AGAIN = "Take another copy of the file; nothing of it was imported"
Row = dict[str, Any]


def file_lines(file: IO[bytes], where: str) -> Iterator[bytes]:
    """The lines of a plain or gzipped file. Raises DumpError where the compressed bytes are damaged."""
    peek = getattr(file, "peek", None)
    packed = peek(2)[:2] == GZIP if peek else False
    source: Iterable[bytes] = gzip.GzipFile(fileobj=file) if packed else file
    number = 0
    try:
        for number, line in enumerate(source, 1):  # noqa: B007 (told below)
            yield line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DumpError(
            f"the compressed file is damaged or cut off ({error})", where=f"{where}:{number + 1}", todo=_AGAIN
        ) from None


def rows(lines: Iterable[bytes], where: str) -> Iterator[tuple[int, Table, Row]]:
    """(line number, table, row) of each row of a whole file, in its order. Raises DumpError with file:line."""
    numbered = enumerate(lines, 1)
    head = _head(next(numbered, (1, b""))[1], where)
    left = dict(head.rows)
    number = 1
    for number, line in numbered:
        place = f"{where}:{number}"
        if line.startswith(b'{"end"'):
            _end(line, place, number - 2, left)
            if next(numbered, None) is not None:
                raise DumpError("something stands after its end", where=place, todo=_AGAIN)
            return
        table, row = _row(line, place)
        left[table.name] = left.get(table.name, 0) - 1
        yield number, table, row
    raise DumpError("the file is cut off: its last line is missing", where=f"{where}:{number + 1}", todo=_AGAIN)


def _head(line: bytes, where: str) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError):
        head = None
    if head is None or head.format != FORMAT:
        todo = "Name a file that marsad export base wrote"
        raise DumpError("not an export of a Marsad base", where=f"{where}:1", todo=todo)
    if head.version > VERSION or (head.tables != HEAD and head.tables not in known()):
        what = f"written by a newer Marsad ({head.marsad}, tables {head.tables}; this one knows up to {HEAD})"
        raise DumpNewerError(what, where=f"{where}:1", todo="Update Marsad")
    return head


def _end(line: bytes, place: str, lines: int, left: dict[str, int]) -> None:
    try:
        end = msgspec.json.decode(line, type=End)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DumpError(f"the last line is damaged ({error})", where=place, todo=_AGAIN) from None
    wrong = sorted(name for name, count in left.items() if count)
    if end.lines != lines or wrong:
        names = f" of {', '.join(wrong)}" if wrong else ""
        raise DumpError(f"lines are missing or doubled{names}: {lines} of {end.lines}", where=place, todo=_AGAIN)


def _row(line: bytes, place: str) -> tuple[Table, Row]:
    try:
        found = msgspec.json.decode(line, type=Line)
        if line_sum(bytes(found.row)) != found.sum:
            raise ValueError("the row does not match its sum")
        table = metadata.tables.get(found.table)
        if table is None:
            raise ValueError(f"no table is called {found.table}")
        row = msgspec.json.decode(found.row, type=dict[str, Any])
        for name, value in row.items():
            if name not in table.c:
                raise ValueError(f"{found.table} has no column {name}")
            _fits(table.c[name], value)
        missing = [c.name for c in table.c if c.name not in row and not c.nullable]
        if missing:
            raise ValueError(f"{found.table} lacks {', '.join(missing)}")
        return table, _packed(row) if table is captures else row
    except (msgspec.DecodeError, ValueError) as error:
        raise DumpError(f"the line is damaged ({error})", where=place, todo=_AGAIN) from None


def _fits(column: Column[Any], value: object) -> None:
    """Raises ValueError for a value that is not of the column's kind: no database should have to guess."""
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column.name} is empty")
        return
    kind: tuple[type, ...] = (str,)
    if isinstance(column.type, Float):
        kind = (int, float)
    elif isinstance(column.type, IntegerType):
        kind = (int,)
    if isinstance(value, bool) or not isinstance(value, kind):
        raise ValueError(f"{column.name} is not of its kind")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{column.name} is too large")


def _packed(row: Row) -> Row:
    """A capture as the base keeps it. Raises ValueError where its bytes do not match their hash."""
    try:
        raw = base64.b64decode(row["raw"], validate=True)
    except binascii.Error as error:
        raise ValueError(f"raw is no base64: {error}") from None
    if hashlib.sha256(raw).hexdigest() != row["sha256"]:
        raise ValueError("the bytes of the capture do not match their hash")
    return row | {"raw": zlib.compress(raw)}
