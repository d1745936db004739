"""How much of the inputs has been read, by the bytes of the files, for a time that is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


class Gauge:
    """`read` counts bytes of files as they are on disk; the files that are being read count by how far they are."""

    def __init__(self) -> None:
        self._done = 0
        self._file: BinaryIO | None = None

    @contextmanager
    def reading(self, file: BinaryIO) -> Iterator[None]:
        """Count a file while it is read, and all of it once it has been."""
        self._file = file
        try:
            yield
        finally:
            self._done, self._file = self.read, None

    @property
    def read(self) -> int:
        """Bytes of the inputs that lie behind the reader."""
        return self._done + (self._file.tell() if self._file and self._file.seekable() else 0)
