"""What the readers of all formats share: the stream they get, the services of the input reader, and limits."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Protocol, cast

from marsad.capture.archives.columns import Columns
from marsad.capture.problems import CaptureError, Unreadable
from marsad.model.document import Capture

RATIO = 200  # a member that unpacks to more than this many times its size is a bomb
CHUNK = 1 << 16
_SPOOL_MOST = 4 << 30  # bytes of a member that are put on disk because its format needs seeking


class Source(NamedTuple):
    """A stream to be read: `origin` is what messages name, `name` the file name that may tell its kind."""

    file: BinaryIO
    origin: str
    obtained: str
    name: str


class Reader(Protocol):
    """What a format's reader may ask of the input reader. `limit`: bytes of one document."""

    limit: int
    columns: Columns | None

    def stream(self, source: Source) -> Iterator[Capture | Unreadable]:
        """Whatever is inside a member: a document, or a further archive."""

    def capture(
        self,
        raw: bytes,
        origin: str,
        obtained: str,
        media: str,
        charset: str | None = None,
        *,
        url: str | None = None,
        at: str | None = None,
    ) -> Capture: ...


Read = Callable[[Reader, Source], Iterator[Capture | Unreadable]]


def too_large(reader: Reader, what: str = "is") -> CaptureError:
    """The error of a document over the limit."""
    return CaptureError(
        "too-large", f"{what} larger than {reader.limit // 1_000_000} MB", todo="Raise --limit-mb or split it"
    )


def broken(kind: str) -> CaptureError:
    """The error of an archive that breaks off or cannot be unpacked; what came before it was read."""
    return CaptureError("bad-archive", f"is a broken {kind} file", todo="Fetch or pack it again")


def read_whole(reader: Reader, file: BinaryIO, what: str = "is") -> bytes:
    """All of a document. Raises CaptureError `too-large`, and what the stream raises where it breaks off."""
    parts, size = [], 0
    while chunk := file.read(reader.limit + 1 - size):
        parts.append(chunk)
        size += len(chunk)
        if size > reader.limit:
            raise too_large(reader, what)
    return b"".join(parts)


def direct(file: BinaryIO) -> bool:
    """Is it a file on disk (or bytes in memory), which can be sought in at no cost?"""
    if isinstance(file, io.BufferedReader):
        return isinstance(file.raw, io.FileIO) and file.seekable()
    return isinstance(file, io.BytesIO)


def seekable(file: BinaryIO) -> BinaryIO:
    """The file itself where it can be sought in cheaply, else a temporary copy of its rest. Raises CaptureError."""
    if direct(file):
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    size = 0
    while chunk := file.read(CHUNK * 16):
        size += len(chunk)
        if size > _SPOOL_MOST:
            copy.close()
            raise CaptureError("too-large", "is packed in another archive and too large", todo="Unpack it yourself")
        copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
