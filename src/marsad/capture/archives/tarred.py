"""A tar archive, read in one pass: plain members only, links and devices are never followed."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from marsad.capture.archives.detect import holds_many
from marsad.capture.archives.reading import Reader, Source, broken
from marsad.capture.problems import CaptureError, Unreadable, unreadable
from marsad.model.document import Capture


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """Captures of all members. Raises CaptureError `bad-archive` where it breaks off, after what came before."""
    file = _Tail(source.file)
    try:
        with tarfile.open(fileobj=cast(BinaryIO, file), mode="r|") as archive:
            for info in archive:
                if info.isfile():
                    yield from _member(reader, archive, info, f"{source.origin}!{info.name}")
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise broken("tar") from error
    if file.tail.strip(b"\0"):
        raise broken("tar")  # an archive ends with zeros; tarfile takes a cut between members for the end


class _Tail(io.RawIOBase):
    """A stream that remembers the last block that was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.tail = file, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        out = self._file.read(size)
        self.tail = (self.tail + out)[-512:]
        return out


def _member(
    reader: Reader, archive: tarfile.TarFile, info: tarfile.TarInfo, origin: str
) -> Iterator[Capture | Unreadable]:
    if info.size > reader.limit and not holds_many(info.name):
        yield Unreadable(
            origin, "too-large", f"is larger than {reader.limit // 1_000_000} MB. Raise --limit-mb or split it"
        )
        return
    member = archive.extractfile(info)
    if member is None:
        return
    try:
        whole = cast(BinaryIO, _Whole(cast(BinaryIO, member), info.size))
        yield from reader.stream(Source(whole, origin, "archive", info.name))
    except CaptureError as error:
        yield unreadable(origin, error)


class _Whole(io.RawIOBase):
    """A member that must have the size it states; tarfile hands over the half of one as if it were all."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        out = self._file.read(size)
        self._left -= len(out)
        if not out and size and self._left > 0:
            raise broken("tar")
        return out
