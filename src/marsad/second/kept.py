"""The side file of answers (JSON lines), so that an article is asked about once for each model and prompt.

Each line holds the article's id, a hash of what was sent, the prompt's digest, the answer as it came, and its reading
at that time. The answer is raw and untrusted: it is checked again whenever it is used.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from marsad.second.problems import ReaderError
from marsad.second.reading import SecondReading


class Answer(msgspec.Struct, frozen=True):
    """One line. `sent` is a hash of publication day and text; together with `prompt` it is the key."""

    id: str
    sent: str
    prompt: str
    answer: str
    second_reading: SecondReading


class _Key(msgspec.Struct):
    sent: str
    prompt: str


class _Raw(msgspec.Struct):
    answer: str


class Kept:
    """Answers in a file that only grows. In memory: 32 bytes of key and an offset for each, not the answers."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at: dict[tuple[str, str], int] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Kept:
        """Opens the file and learns what it holds; the torn last line of a killed run is cut off."""
        try:
            self._file = self._path.open("a+b")
            self._file.seek(0)
            whole = self._learn(self._file)
            if whole < self._path.stat().st_size:
                self._file.truncate(whole)
        except OSError as error:
            raise self._unusable(f"cannot be read or written ({error.strerror})") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def _learn(self, file: IO[bytes]) -> int:
        """Bytes up to the end of the last whole line."""
        offset = 0
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                break
            try:
                key = msgspec.json.decode(line, type=_Key)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise self._unusable(f"line {number} is no answer of a second reader") from error
            self._at[key.sent, key.prompt] = offset
            offset += len(line)
        return offset

    def _unusable(self, what: str) -> ReaderError:
        return ReaderError("reader-file", what, "Name another file after --reader-out", where=str(self._path))

    def find(self, sent: str, prompt: str) -> str | None:
        """The answer that was given before, or None."""
        offset = self._at.get((sent, prompt))
        if offset is None or self._file is None:
            return None
        self._file.seek(offset)
        return msgspec.json.decode(self._file.readline(), type=_Raw).answer

    def add(self, answer: Answer) -> None:
        """Append a line; it is on the disk when this returns."""
        assert self._file is not None
        try:
            offset = self._file.seek(0, os.SEEK_END)
            self._file.write(msgspec.json.encode(answer) + b"\n")
            self._file.flush()
        except OSError as error:
            raise self._unusable(f"cannot be written ({error.strerror})") from error
        self._at[answer.sent, answer.prompt] = offset
