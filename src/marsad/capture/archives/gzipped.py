"""A gzip stream: whatever is inside is read as it is unpacked, up to the very byte where it breaks off."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from marsad.capture.archives.reading import CHUNK, Reader, Source, broken
from marsad.capture.problems import Unreadable
from marsad.model.document import Capture

_OUT = 1 << 18  # bytes unpacked at once


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """What is inside. Raises CaptureError `bad-archive` where it breaks off, after what came before."""
    name = source.name.lower()
    inner = source.name[:-3] if name.endswith(".gz") else source.name[:-4] + ".tar" if name.endswith(".tgz") else name
    file = cast(BinaryIO, Unpacked(source.file))
    yield from reader.stream(Source(file, source.origin, "archive", inner))


class Unpacked(io.RawIOBase):
    """The bytes inside of gzip members that follow each other. Where the packed bytes break off or are damaged, `read`
    first gives all that could be unpacked, and the next call raises CaptureError: gzip.GzipFile loses what came last."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._packed, self._out = file, b"", b""
        self._member = zlib.decompressobj(31)
        self._inside = False  # has the member begun?
        self._fault = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, left = [], size if size is not None and size >= 0 else 1 << 62
        while left and (self._out or self._more()):
            parts.append(self._out[:left])
            self._out = self._out[left:]
            left -= len(parts[-1])
        if self._fault and not parts and left:
            raise broken("gzip")
        return b"".join(parts)

    def _more(self) -> bool:
        """Unpack some bytes; False at the end and at a fault."""
        while not self._out and not self._fault:
            if self._member.eof:
                self._packed = self._member.unused_data
                self._member, self._inside = zlib.decompressobj(31), False
            if not self._packed:
                self._packed = self._file.read(CHUNK)
            if not self._inside:
                self._packed = self._packed.lstrip(b"\0")  # some writers pad with zeros
            if not self._packed:
                self._fault = self._inside
                return False
            self._unpack()
        return bool(self._out)

    def _unpack(self) -> None:
        self._inside = True
        try:
            self._out = self._member.decompress(self._packed, _OUT)
        except zlib.error:
            self._fault = True
        else:
            self._packed = b"" if self._member.eof else self._member.unconsumed_tail
