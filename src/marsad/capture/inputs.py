"""Reads whatever mix of inputs a user names, one capture at a time; what cannot be read is reported and passed over."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from marsad.capture.archives import KINDS
from marsad.capture.archives.columns import Columns
from marsad.capture.archives.detect import kind_of, media_of
from marsad.capture.archives.reading import CHUNK, Source, direct, read_whole
from marsad.capture.fetch import Fetcher
from marsad.capture.gauge import Gauge
from marsad.capture.problems import CaptureError, Unreadable, unreadable
from marsad.model.document import Capture

DEEPEST = 5  # archives inside archives; a zip can hold itself


class _Reader:
    def __init__(
        self, at: str, published: str | None, limit: int, columns: Columns | None, gauge: Gauge | None
    ) -> None:
        self.at, self.published, self.limit, self.columns = at, published, limit, columns
        self._depth, self._gauge = 0, gauge or Gauge()

    def capture(
        self, raw: bytes, origin: str, obtained: str, media: str, charset: str | None = None,
        *, url: str | None = None, at: str | None = None,
    ) -> Capture:  # fmt: skip
        digest = hashlib.sha256(raw).hexdigest()
        return Capture(raw, digest, origin, obtained, at or self.at, media, charset, self.published, url)

    # ---- kinds of content
    def stream(self, source: Source) -> Iterator[Capture | Unreadable]:
        """A file, member or standard input: archives and dumps are opened, anything else is one document."""
        file, start = source.file, source.file.tell() if direct(source.file) else 0
        head = file.read(CHUNK)
        if not head:
            raise CaptureError("empty", "is empty", todo="Give a file with text in it")
        kind = kind_of(head, source.name, self.columns)
        if direct(file):
            file.seek(start)
        else:
            file = cast(BinaryIO, _Joined(head, file))
        source = source._replace(file=file)
        if kind is None:
            yield self._document(source)
            return
        if self._depth >= DEEPEST:
            raise CaptureError("bomb", f"is an archive in {DEEPEST} others", todo="Unpack it yourself if you trust it")
        self._depth += 1
        try:
            yield from KINDS[kind](self, source)
        finally:
            self._depth -= 1

    def _document(self, source: Source) -> Capture:
        raw = read_whole(self, source.file)
        return self.capture(raw, source.origin, source.obtained, media_of(raw, source.name))

    # ---- places of content
    def path(self, item: str) -> Iterator[Capture | Unreadable]:
        path = Path(item)
        try:
            if path.is_dir():
                yield from self.folder(path)
                return
            with path.open("rb") as file, self._gauge.reading(file):
                yield from self.stream(Source(file, item, "file", path.name))
        except FileNotFoundError:
            yield Unreadable(item, "missing", "there is no such file. Check the name")
        except PermissionError:
            yield Unreadable(item, "permission", "may not be read. Check its permissions")
        except CaptureError as error:
            yield unreadable(item, error)
        except (OSError, ValueError) as error:
            yield Unreadable(
                item, "unreadable", f"cannot be read ({getattr(error, 'strerror', None) or 'bad name'}). Check the file"
            )

    def folder(self, path: Path) -> Iterator[Capture | Unreadable]:
        children = sorted(p for p in path.iterdir() if not p.name.startswith("."))
        if not children:
            raise CaptureError("directory-empty", "is an empty directory", todo="Name a directory with pages in it")
        for child in children:
            yield from self.path(str(child))

    def url(self, item: str, fetcher: Fetcher | None) -> Iterator[Capture | Unreadable]:
        if fetcher is None:
            yield Unreadable(item, "network", "fetching is switched off here. Save the page and name the file")
            return
        try:
            raw, charset, media = fetcher.get(item)
        except CaptureError as error:
            yield unreadable(item, error)
            return
        yield self.capture(raw, item, "url", media if media.startswith("text/") else media_of(raw, item), charset)


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        if not self._head:
            return self._rest.read(size)
        out, self._head = self._head[:size], self._head[size:]
        return out


def read_inputs(
    items: Sequence[str],
    *,
    at: str,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    published: str | None = None,
    limit: int = 50_000_000,
    columns: Columns | None = None,
    gauge: Gauge | None = None,
) -> Iterator[Capture | Unreadable]:
    """Captures of paths, folders, archives, URLs and "-" (standard input), in the order given. `limit`: bytes a document.
    `columns` says which columns of JSONL, CSV and Parquet are which field; `gauge` shows how much has been read."""
    reader = _Reader(at, published, limit, columns, gauge)
    for item in items:
        if item == "-":
            yield from _stdin(reader, stdin)
        elif item.lower().startswith(("http://", "https://")):
            yield from reader.url(item, fetcher)
        elif "://" in item:
            yield Unreadable(item, "scheme", "is no http or https address. Only these are fetched")
        else:
            yield from reader.path(item)


def _stdin(reader: _Reader, stdin: BinaryIO | None) -> Iterator[Capture | Unreadable]:
    if stdin is None:
        yield Unreadable("-", "missing", "there is no standard input. Name a file")
        return
    try:
        yield from reader.stream(Source(stdin, "-", "stdin", "-"))
    except CaptureError as error:
        yield unreadable("-", error)
