"""JSON objects one after another: as one array, or one a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import msgspec


def write_objects(file: IO[bytes], objects: Iterable[object], *, lines: bool) -> None:
    """An array with one object a line, or JSON lines; nothing is held but the object at hand."""
    lead = b"" if lines else b"[\n"
    for value in objects:
        file.write(lead + msgspec.json.encode(value))
        lead = b"\n" if lines else b",\n"
    if lines:
        file.write(b"\n" if lead else b"")
    else:
        file.write(b"\n]\n" if lead == b",\n" else b"[]\n")
