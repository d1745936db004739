"""JSON lines: a document a line, read with bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from marsad.capture.archives.columns import Columns, renamed
from marsad.capture.archives.reading import CHUNK, Reader, Source
from marsad.capture.problems import Unreadable
from marsad.model.document import Capture


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """A capture a line. What is wrong inside one is said when it becomes an article, so that its id can answer."""
    for number, raw in lines(source.file, reader.limit):
        where = f"{source.origin}#{number}"
        if raw is None:
            size = reader.limit // 1_000_000
            yield Unreadable(where, "too-large", f"is a line longer than {size} MB. Raise --limit-mb or split it")
        elif raw.strip():
            line = mapped(raw, reader.columns) if reader.columns else raw
            yield reader.capture(line, where, source.obtained, "application/json")


def mapped(raw: bytes, columns: Columns) -> bytes:
    """The line with the fields that the column map names; a line that is no object stays as it is."""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return raw
    if not isinstance(row, dict):
        return raw
    return json.dumps(renamed(row, columns), ensure_ascii=False).encode("utf-8", "surrogatepass")


def lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) with bounded memory; None for a line over the limit, which is skipped to its end."""
    number, held, over = 0, b"", False
    while chunk := file.read(CHUNK * 4):
        parts = chunk.split(b"\n")
        for part in parts[:-1]:
            number += 1
            whole, held = held + part, b""
            yield number, None if over or len(whole) > limit else whole
            over = False
        held = held if over else held + parts[-1]
        if len(held) > limit:
            held, over = b"", True
    if held or over:
        yield number + 1, None if over else held
