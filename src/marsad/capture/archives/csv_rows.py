"""CSV and TSV dumps with a header line; separator and encoding are told from the first bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from marsad.capture.archives.columns import as_row, wanted
from marsad.capture.archives.reading import CHUNK, Reader, Source
from marsad.capture.charsets import decode
from marsad.capture.problems import CaptureError, Unreadable
from marsad.model.document import Capture

_SEPARATORS = (",", ";", "\t", "|")


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """A capture a row. Rows with too many or too few cells are reported and passed over. Raises CaptureError."""
    head = source.file.read(CHUNK)
    charset = decode(head).charset
    file = _After(head, source)
    text = io.TextIOWrapper(
        io.BufferedReader(file, CHUNK),
        encoding="utf-8-sig" if charset == "utf-8" else charset,
        errors="replace",
        newline="",
    )
    csv.field_size_limit(reader.limit)  # the module keeps it for the process: the same limit for every dump of a run
    try:
        rows = csv.reader(text, delimiter=_separator(head, charset), strict=True)
        yield from _rows(reader, source, rows)
    finally:
        text.detach().detach()  # the stream belongs to the caller


def _rows(reader: Reader, source: Source, rows: Iterator[list[str]]) -> Iterator[Capture | Unreadable]:
    header: list[str] | None = None
    places: dict[str, int] = {}
    number = 0
    while True:
        number += 1
        where = f"{source.origin}#{number}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            if header is None:
                raise CaptureError("bad-row", f"has no header line that can be read ({error})") from error
            yield Unreadable(
                where, "bad-row", f"is a broken row ({error}). Check its quotes, or --limit-mb if it is long"
            )
            continue
        if row is None:
            return
        if header is None:
            header = row
            places = {field: header.index(column) for field, column in wanted(reader.columns, header).items()}
        elif len(row) != len(header):
            if row:
                yield Unreadable(where, "bad-row", f"has {len(row)} cells, not {len(header)}. Check its quotes")
        else:
            line = as_row({field: row[at] or None for field, at in places.items()})
            yield reader.capture(line, where, source.obtained, "application/json")


def _separator(head: bytes, charset: str) -> str:
    """The separator that occurs most in the header line."""
    first = head.decode(charset, errors="replace").splitlines()[0]
    return max(_SEPARATORS, key=first.count)


class _After(io.RawIOBase):
    """A raw stream that begins with bytes read already, for the text layer."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head, self._file = head, source.file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._head[: len(buffer)] if self._head else self._file.read(len(buffer))
        self._head = self._head[len(chunk) :] if self._head else b""
        buffer[: len(chunk)] = chunk
        return len(chunk)
