"""Cuts a WARC file into its records, and goes on after broken ones.

A .warc.gz is a row of gzip members, as a rule one a record. Each is unpacked by itself, so that damage in one costs that
one: reading goes on at the next member that begins with "WARC/". Inside a member, and in a plain .warc, the lengths that
records state are checked against where the next record begins.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from marsad.capture.archives.detect import starts_warc
from marsad.capture.archives.reading import RATIO

_CHUNK = 1 << 18
_MAGIC = b"\x1f\x8b\x08"
_HEAD_MOST = 1 << 16  # bytes of the header lines of a record
_NEXT = b"\nWARC/1."
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)


class Frame(NamedTuple):
    """The bytes of one record, header lines included. `offset`: of its member or record in the file, as in a CDX."""

    offset: int
    raw: bytes


class Bad(NamedTuple):
    """Bytes that are no whole record, with a stable code."""

    offset: int
    code: str
    what: str


def frames(file: BinaryIO, limit: int) -> Iterator[Frame | Bad]:
    """The records of a WARC, packed or plain. `limit`: bytes of one record."""
    raw = _Raw(file)
    if raw.peek(2) != _MAGIC[:2]:
        for found in _records(raw.take, limit):
            yield found
        return
    while raw.peek(1):
        offset = raw.offset
        member = _Member(raw)
        told = False
        for found in _records(member.read, limit):
            told = told or isinstance(found, Bad)
            yield found._replace(offset=offset) if not (member.fault and isinstance(found, Bad)) else member.bad(offset)
            if isinstance(found, Bad) and member.is_bomb():
                member.fault = "unpacks to far more than its size"
                break
        if member.fault:
            if not told:
                yield member.bad(offset)
            raw.to_next_member(member.first)


class _Raw:
    """The file with a look ahead; `offset` is where the next byte to take stands."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.held, self.offset = file, b"", 0

    def peek(self, size: int) -> bytes:
        while len(self.held) < size and (more := self._file.read(_CHUNK)):
            self.held += more
        return self.held[:size]

    def take(self) -> bytes:
        """The next bytes, some of them; b"" at the end."""
        chunk = self.held or self._file.read(_CHUNK)
        self.held = b""
        self.offset += len(chunk)
        return chunk

    def give_back(self, chunk: bytes) -> None:
        self.held = chunk + self.held
        self.offset -= len(chunk)

    def to_next_member(self, skip: int) -> None:
        """Drop bytes until a gzip member that holds a WARC record; `skip` of them at least."""
        self.peek(skip)
        self._drop(skip)
        while self.peek(1):
            at = self.held.find(_MAGIC)
            if at < 0:
                self._drop(max(1, len(self.held) - 2))
                self.peek(3)
                if len(self.held) < 3:
                    self._drop(len(self.held))
                continue
            self._drop(at)
            if starts_warc(self.peek(4096)):
                return
            self._drop(1)

    def _drop(self, size: int) -> None:
        size = min(size, len(self.held))
        self.held = self.held[size:]
        self.offset += size


class _Member:
    """One gzip member as it is unpacked. After a fault `read` says the end, and the raw bytes of the last chunk are back."""

    def __init__(self, raw: _Raw) -> None:
        self._raw, self._unpack, self._tail = raw, zlib.decompressobj(31), b""
        self.taken = self.given = 0
        self.fault = ""
        self.first = 0  # raw bytes that are certainly this member's own and need no second look

    def read(self) -> bytes:
        while not self._unpack.eof and not self.fault:
            chunk = self._tail or self._raw.take()
            if not chunk:
                self.fault = "breaks off in the middle"
                break
            fresh = not self._tail
            try:
                out = self._unpack.decompress(chunk, _CHUNK)
            except zlib.error:
                self.fault = "is damaged"
                self._raw.give_back(chunk)
                self.first = 0 if self.taken and fresh else 1
                break
            self.taken += len(chunk) if fresh else 0
            self.given += len(out)
            self._tail = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self._raw.give_back(self._unpack.unused_data)
                self._tail = b""
            if out:
                return out
        return b""

    def is_bomb(self) -> bool:
        return self.given > RATIO * max(self.taken, 1000)

    def bad(self, offset: int) -> Bad:
        code = "bomb" if self.fault.startswith("unpacks") else "bad-archive"
        return Bad(offset, code, f"is a gzip member that {self.fault}")


def _records(read: Callable[[], bytes], limit: int) -> Iterator[Frame | Bad]:
    """Records of an unpacked stream; what is broken is reported, and the next "WARC/1." line is the next record."""
    view = _View(read)
    while view.begin():
        start = view.offset
        if not view.held.startswith(b"WARC/"):
            yield Bad(start, "bad-record", "does not begin as a WARC record")
            view.to_next()
            continue
        head = view.head_end()
        length = _LENGTH.search(view.held[:head]) if head else None
        if not length:
            yield Bad(start, "bad-record", "has no header lines with a length")
            view.to_next()
            continue
        size = int(length.group(1))
        if size > limit:
            yield Bad(start, "too-large", f"is a record of {size} bytes, larger than {limit // 1_000_000} MB")
            view.to_next()
            continue
        whole = view.fill(head + size + 9)
        after = view.held[head + size : head + size + 9].lstrip(b"\r\n")
        if whole < head + size or (after and not b"WARC/".startswith(after[:5])):
            yield Bad(start, "bad-length", "states a length that is not its own, or breaks off")
            view.to_next()
            continue
        yield Frame(start, bytes(view.held[: head + size]) + b"\r\n\r\n")
        view.drop(head + size)


class _View:
    """The unpacked stream with a look ahead of one record."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read, self.held, self.offset = read, bytearray(), 0

    def fill(self, size: int) -> int:
        while len(self.held) < size and (more := self._read()):
            self.held += more
        return len(self.held)

    def drop(self, size: int) -> None:
        self.offset += min(size, len(self.held))
        del self.held[:size]

    def begin(self) -> bool:
        """Past the empty lines between records; False at the end."""
        while self.fill(5):
            blank = len(self.held) - len(self.held.lstrip(b"\r\n"))
            if not blank:
                return True
            self.drop(blank)
        return False

    def head_end(self) -> int:
        """Where the header lines end, 0 if nowhere near."""
        size = 0
        while size < _HEAD_MOST:
            size = min(_HEAD_MOST, len(self.held) + 4096)
            there = self.fill(size)
            at = self.held.find(b"\r\n\r\n", 0, _HEAD_MOST)
            if at >= 0:
                return at + 4
            if there < size:
                break
        return 0

    def to_next(self) -> None:
        """Drop bytes until the next line that begins a record, this record's first line left out."""
        self.drop(1)
        while True:
            at = self.held.find(_NEXT)
            if at >= 0:
                self.drop(at + 1)
                return
            self.drop(max(0, len(self.held) - len(_NEXT)))
            before = len(self.held)
            if self.fill(before + 1) == before:
                self.drop(before)
                return
