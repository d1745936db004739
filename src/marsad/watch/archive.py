"""Every fetched page as WARC records (ISO 28500) in files by day and size: request and response, whole or not at all.

A pair is made in memory and appended in one write, which is taken back when the disk refuses it. The file being written
ends in `.open`. After a kill its end is compared with what the state knows: whole pairs that the state missed are
handed back, a torn one is cut off and the file closed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from marsad.capture.fetch import Answer
from marsad.watch.problems import ArchiveError
from marsad.watch.state import State
from marsad.watch.warc import FOUND, info_bytes, pair_bytes, pair_length

SIZE = 1_000_000_000  # bytes after which a file is closed, as the IIPC recommends
_OPEN = ".open"


class Place(Struct, frozen=True):
    """Where a pair of records lies: file name, first byte, bytes."""

    file: str
    start: int
    length: int


class Pair(Struct, frozen=True):
    """A page read back: the link it was found under and the answer as fetched, `at` as recorded."""

    found: str
    at: str
    answer: Answer
    place: Place


class Archive:
    """A folder of WARC files. `limit`: bytes that a body may unpack to when it is read back."""

    def __init__(self, folder: Path, state: State, *, agent: str, size: int = SIZE, limit: int = 50_000_000) -> None:
        self._folder, self._state, self._agent, self._size, self._limit = folder, state, agent, size, limit
        self._file = ""
        self._length = 0

    # ------------------------------------------------------------------ after a kill
    def recover(self) -> tuple[list[Pair], list[str]]:
        """Bring the open files in line with the state. Returns the pairs that the state does not know yet, and what to
        tell the user. Raises ArchiveError."""
        pairs: list[Pair] = []
        notes: list[str] = []
        for row in self._state.rows("SELECT file, length FROM warcs WHERE closed = 0 ORDER BY file"):
            name, known = str(row["file"]), int(row["length"])
            path = self._path(name)
            size = path.stat().st_size if path.exists() else -1
            if size < known:
                missing = "is gone" if size < 0 else f"is cut to {size} of {known} bytes"
                notes.append(f"{name} {missing}; pages in it that were not coded are fetched again")
                self._close(name)
                continue
            found = list(self._pairs(name, known)) if size > known else []
            whole = found[-1].place.start + found[-1].place.length if found else known
            pairs += found
            if size > whole:
                notes.append(f"{name} ended in a torn record of {size - whole} bytes, which was cut off")
                self._cut(path, whole)
                self._close(name)
            else:
                self._file, self._length = name, whole
        return pairs, notes

    def _pairs(self, name: str, start: int) -> Iterator[Pair]:
        """Whole pairs from a place on; ends at the first that is not whole."""
        while pair := self.read(Place(name, start, 0)):
            yield pair
            start = pair.place.start + pair.place.length

    def read(self, place: Place) -> Pair | None:
        """The pair that begins at a place; None where there is no whole one (`length` 0: as long as it is)."""
        from warcio.archiveiterator import ArchiveIterator

        from marsad.capture.problems import CaptureError

        path = self._path(place.file)
        length = place.length or pair_length(path, place.start)
        try:
            with path.open("rb") as file:
                file.seek(place.start)
                data = file.read(length or 0)
            record = next(iter(ArchiveIterator(io.BytesIO(data)))) if data else None
            if record is None or record.rec_type != "response":
                return None
            found, at = _stated(record)
            return Pair(found, at, self._answer(record), Place(place.file, place.start, len(data)))
        except (OSError, EOFError, ValueError, CaptureError):
            return None

    def _answer(self, record: Any) -> Answer:
        from marsad.capture.wire import unpack

        packed = record.raw_stream.read()
        headers = tuple((str(n), str(v)) for n, v in record.http_headers.headers)
        coding = next((v for n, v in headers if n.lower() == "content-encoding"), "")
        status, _, reason = record.http_headers.statusline.partition(" ")
        url = record.rec_headers.get_header("WARC-Target-URI")
        address = record.rec_headers.get_header("WARC-IP-Address") or ""
        return Answer(url, int(status), reason, headers, unpack(packed, coding, self._limit), packed, (), address)

    # ------------------------------------------------------------------ writing
    def write(self, found: str, answer: Answer, at: str) -> Place:
        """Append request and response of a page found under the link `found`. Raises ArchiveError, with nothing
        written. The caller notes the place in the state."""
        data = pair_bytes(found, answer, at)
        if self._file and (self._file[7:15] != at[:10].replace("-", "") or self._length >= self._size):
            self.close()
        if not self._file:
            self._begin(at)
        start = self._length
        self._append(data)
        return Place(self._file, start, len(data))

    def close(self) -> None:
        """Close the file of today: no more is written to it."""
        if self._file:
            self._close(self._file)
            self._file = ""

    def _begin(self, at: str) -> None:
        """A new file with its warcinfo record, noted in the state before anything is written."""
        day = at[:10].replace("-", "")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            used = [int(p.name[16:21]) for p in self._folder.glob(f"marsad-{day}-[0-9][0-9][0-9][0-9][0-9].warc.gz*")]
            known = self._state.rows("SELECT file FROM warcs WHERE file LIKE ?", f"marsad-{day}-%")
            serial = max([*used, *(int(str(r["file"])[16:21]) for r in known)], default=0) + 1
            name = f"marsad-{day}-{serial:05}.warc.gz"
            self._state.run("INSERT INTO warcs (file, length) VALUES (?, 0)", name)
            os.close(os.open(self._folder / (name + _OPEN), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except OSError as error:
            raise self._refused(error) from error
        self._file, self._length = name, 0
        info = info_bytes(name, self._agent, at)
        self._append(info)
        self._state.run("UPDATE warcs SET length = ? WHERE file = ?", len(info), name)

    def _append(self, data: bytes) -> None:
        path = self._path(self._file)
        try:
            with path.open("r+b", buffering=0) as file:
                file.seek(self._length)
                try:
                    rest = memoryview(data)
                    while rest:
                        rest = rest[file.write(rest) or 0 :]
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(self._length)
                    raise
        except OSError as error:
            raise self._refused(error) from error
        self._length += len(data)

    def _cut(self, path: Path, length: int) -> None:
        try:
            os.truncate(path, length)
        except OSError as error:
            raise self._refused(error) from error

    def _close(self, name: str) -> None:
        path = self._folder / (name + _OPEN)
        try:
            if path.exists():
                path.rename(self._folder / name)
        except OSError as error:
            raise self._refused(error) from error
        self._state.run("UPDATE warcs SET closed = 1 WHERE file = ?", name)

    def _path(self, name: str) -> Path:
        path = self._folder / (name + _OPEN)
        return path if path.exists() else self._folder / name

    def _refused(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"the archive cannot be written ({error.strerror}); the page was not kept and will be fetched again",
            where=str(self._folder),
            todo="Check the room on the disk and the rights of the folder",
        )


def _stated(record: Any) -> tuple[str, str]:
    """(the link it was found under, the time) of a response record."""
    headers = record.rec_headers
    return headers.get_header(FOUND) or headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date")
