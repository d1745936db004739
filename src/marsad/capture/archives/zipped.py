"""A zip archive, member by member; a WACZ (web archive in a zip) by the WARC files in its `archive` folder."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from marsad.capture.archives.detect import holds_many
from marsad.capture.archives.reading import RATIO, Reader, Source, broken, direct, read_whole
from marsad.capture.problems import CaptureError, Unreadable, unreadable
from marsad.model.document import Capture

MEMBERS = 10_000


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """Captures of all members. Raises CaptureError for an archive that cannot be opened at all."""
    try:
        archive = zipfile.ZipFile(_whole(reader, source.file))
        infos = [i for i in archive.infolist() if not i.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise broken("zip") from error
    with archive:
        infos = _pages(infos)
        if len(infos) > MEMBERS:
            raise CaptureError("bomb", f"holds more than {MEMBERS} members", todo="Unpack it yourself")
        for info in infos:
            yield from _member(reader, archive, info, f"{source.origin}!{info.filename}")


def _whole(reader: Reader, file: BinaryIO) -> BinaryIO:
    """A zip is read from its end: the file itself, or its bytes where it is a member or a pipe."""
    if direct(file):
        return file
    return io.BytesIO(read_whole(reader, file, "is an archive"))


def _pages(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """All members; of a WACZ only its WARC files: the rest of it is indexes, logs and pictures of the pages."""
    if not any(i.filename == "datapackage.json" for i in infos):
        return infos
    return [i for i in infos if i.filename.startswith("archive/")] or infos


def _member(
    reader: Reader, archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str
) -> Iterator[Capture | Unreadable]:
    try:
        oversize = info.file_size > reader.limit and not holds_many(info.filename)
        if oversize or info.file_size > RATIO * max(info.compress_size, 1000):
            raise CaptureError("bomb", "unpacks to far more than its size", todo="Unpack it yourself if you trust it")
        with archive.open(info) as member:
            yield from reader.stream(Source(cast(BinaryIO, member), origin, "archive", info.filename))
    except CaptureError as error:
        yield unreadable(origin, error)
    except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile, NotImplementedError):
        yield Unreadable(origin, "bad-archive", "cannot be unpacked. Fetch or pack the archive again")
