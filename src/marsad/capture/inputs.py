"""Reads whatever mix of inputs a user names, one capture at a time; what cannot be read is reported and passed over."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from marsad.capture.fetch import Fetcher
from marsad.capture.problems import CaptureError
from marsad.model.document import Capture

RATIO = 200  # a member that unpacks to more than this many times its size is a bomb
MEMBERS = 10_000
_CHUNK = 1 << 16
_LINES = (".jsonl", ".ndjson")


class Unreadable(Struct, frozen=True):
    """An input that could not be read: where, a stable code, and what is wrong with what to do."""

    origin: str
    code: str
    message: str


class _Reader:
    def __init__(self, at: str, published: str | None, limit: int) -> None:
        self.at, self.published, self.limit = at, published, limit
        self.seen: set[str] = set()

    def capture(self, raw: bytes, origin: str, obtained: str, media: str, charset: str | None = None) -> Capture:
        return Capture(raw, hashlib.sha256(raw).hexdigest(), origin, obtained, self.at, media, charset, self.published)

    # ---- kinds of content
    def stream(self, file: BinaryIO, origin: str, obtained: str, name: str) -> Iterator[Capture | Unreadable]:
        """A file, member or standard input: gzip and zip are opened, JSONL is read line by line."""
        head = file.read(_CHUNK)
        if not head:
            raise CaptureError("empty", "is empty", todo="Give a file with text in it")
        rest = cast(BinaryIO, _Joined(head, file))
        if head[:2] == b"\x1f\x8b":
            inner = name[:-3] if name.lower().endswith(".gz") else name
            yield from self.gunzip(rest, origin, inner)
        elif head[:4] == b"PK\x03\x04":
            yield from self.unzip(rest, origin)
        elif name.lower().endswith(_LINES) or _looks_like_lines(head):
            yield from self.lines(rest, origin, obtained)
        else:
            raw = rest.read(self.limit + 1)
            if len(raw) > self.limit:
                raise CaptureError(
                    "too-large", f"is larger than {self.limit // 1_000_000} MB", todo="Raise --limit-mb or split it"
                )
            yield self.capture(raw, origin, obtained, _media(raw, name))

    def gunzip(self, file: BinaryIO, origin: str, inner: str) -> Iterator[Capture | Unreadable]:
        try:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from self.stream(unpacked, origin, "archive", inner)  # type: ignore[arg-type]
        except (OSError, EOFError, zlib.error) as error:
            raise CaptureError("bad-archive", "is a broken gzip file", todo="Fetch or pack it again") from error

    def unzip(self, file: BinaryIO, origin: str) -> Iterator[Capture | Unreadable]:
        raw = file.read(self.limit + 1)
        if len(raw) > self.limit:
            raise CaptureError(
                "too-large",
                f"is an archive larger than {self.limit // 1_000_000} MB",
                todo="Raise --limit-mb or unpack it",
            )
        try:
            archive = zipfile.ZipFile(io.BytesIO(raw))
            infos = [i for i in archive.infolist() if not i.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise CaptureError("bad-archive", "is a broken zip file", todo="Fetch or pack it again") from error
        if len(infos) > MEMBERS:
            raise CaptureError("bomb", f"holds more than {MEMBERS} members", todo="Unpack it yourself")
        for info in infos:
            yield from self.member(archive, info, f"{origin}!{info.filename}")

    def member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str) -> Iterator[Capture | Unreadable]:
        try:
            if info.file_size > self.limit or info.file_size > RATIO * max(info.compress_size, 1000):
                raise CaptureError(
                    "bomb", "unpacks to far more than its size", todo="Unpack it yourself if you trust it"
                )
            with archive.open(info) as member:
                yield from self.stream(member, origin, "archive", info.filename)  # type: ignore[arg-type]
        except CaptureError as error:
            yield _unreadable(origin, error)
        except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile, NotImplementedError):
            yield Unreadable(origin, "bad-archive", "cannot be unpacked. Fetch or pack the archive again")

    def lines(self, file: BinaryIO, origin: str, obtained: str) -> Iterator[Capture | Unreadable]:
        for number, raw in _lines(file, self.limit):
            where = f"{origin}#{number}"
            if raw is None:
                yield Unreadable(
                    where,
                    "too-large",
                    f"is a line longer than {self.limit // 1_000_000} MB. Raise --limit-mb or split it",
                )
            elif raw.strip():
                yield self.line(raw, where, obtained)

    def line(self, raw: bytes, where: str, obtained: str) -> Capture | Unreadable:
        """One JSONL line; what is wrong inside it is said when it becomes an article, so that its id can answer."""
        return self.capture(raw, where, obtained, "application/json")

    # ---- places of content
    def path(self, item: str) -> Iterator[Capture | Unreadable]:
        path = Path(item)
        try:
            if path.is_dir():
                yield from self.folder(path)
                return
            with path.open("rb") as file:
                yield from self.stream(file, item, "file", path.name)
        except FileNotFoundError:
            yield Unreadable(item, "missing", "there is no such file. Check the name")
        except PermissionError:
            yield Unreadable(item, "permission", "may not be read. Check its permissions")
        except CaptureError as error:
            yield _unreadable(item, error)
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
            yield _unreadable(item, error)
            return
        yield self.capture(raw, item, "url", media if media.startswith("text/") else _media(raw, item), charset)


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
        out = self._head[:size]
        self._head = self._head[size:]
        return out + self._rest.read(size - len(out)) if len(out) < size else out


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) with bounded memory; None for a line over the limit, which is skipped to its end."""
    number, held, over = 0, b"", False
    while chunk := file.read(_CHUNK * 4):
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


def _looks_like_lines(head: bytes) -> bool:
    """A JSON object on the first line with a text or id in it."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    return first.startswith(b"{") and (b'"text"' in first or b'"id"' in first)


def _media(raw: bytes, name: str) -> str:
    if name.lower().split("?")[0].endswith((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php", ".shtml")):
        return "text/html"
    head = raw[:4000].replace(b"\0", b"").lower()
    tags = (b"<html", b"<!doctype html", b"<body", b"<head", b"<table", b"<div", b"<article")
    return "text/html" if any(t in head for t in tags) else "text/plain"


def _unreadable(origin: str, error: CaptureError) -> Unreadable:
    message = error.what + (f". {error.todo}" if error.todo else "")
    return Unreadable(origin, error.code, message)


def read_inputs(
    items: Sequence[str],
    *,
    at: str,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    published: str | None = None,
    limit: int = 50_000_000,
) -> Iterator[Capture | Unreadable]:
    """Captures of paths, folders, archives, URLs and "-" (standard input), in the order given. `limit`: bytes a document."""
    reader = _Reader(at, published, limit)
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
        yield from reader.stream(stdin, "-", "stdin", "-")
    except CaptureError as error:
        yield _unreadable("-", error)


def json_row(raw: bytes) -> dict[str, object]:
    """The object of a JSONL line. Raises CaptureError `not-json`."""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CaptureError(
            "not-json", "is no valid JSON", todo='Each line must be an object like {"id": …, "text": …}'
        ) from error
    if not isinstance(row, dict):
        raise CaptureError(
            "not-json", "is JSON but no object", todo='Each line must be an object like {"id": …, "text": …}'
        )
    return row
