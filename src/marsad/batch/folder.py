"""The folder that a batch writes: what lies where, what is whole, and that one batch at a time writes into it.

batch.json            what the folder was made from; another batch may not mix with it
TABLE/SHARD.parquet   a file for each table and shard
records/SHARD.jsonl.gz  the records, as `marsad code --format jsonl` writes them
set-aside/            the bytes of articles that crashed or hung the coder
failed/SHARD.json     shards that could not be written, with the reason
done/SHARD.json       the shard's files are whole; written last, by renaming
work/                 what is being written
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from marsad.errors import NO_ROOM, MarsadError

TABLES = ("articles", "reports", "evidence", "tallies", "claims", "people", "rejections", "problems")
LOCK_SECONDS = 5.0  # the workers of a batch that was killed need a moment to notice, and hold the lock until then


class BatchError(MarsadError):
    """The folder cannot be used or written. Codes: batch-differs, batch-busy, batch-output, batch-full."""

    def __init__(self, code: str, what: str, *, where: str = "", todo: str = "") -> None:
        self.code = code
        self.exit_status = 2 if code == "batch-differs" else 4
        super().__init__(what, where=where, todo=todo)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.what, self.where, self.todo)


def _again(code: str, what: str, where: str, todo: str) -> BatchError:
    return BatchError(code, what, where=where, todo=todo)


class Settings(Struct, frozen=True):
    """What decides the content of a folder, apart from the bytes of the inputs."""

    inputs: tuple[str, ...]
    marsad: str
    lexicon: str
    rules: str
    shard_articles: int
    shard_mb: int
    columns: str | None = None
    published: str | None = None
    fast_pages: bool = False


class Marker(Struct, frozen=True):
    """What a finished shard holds. `set_aside`: articles whose bytes were kept for a look."""

    shard: str
    digest: str
    coded: int
    found: dict[str, int]
    dropped: dict[str, int]
    failures: dict[str, int]
    rejections: dict[str, int]
    set_aside: int


class Folder:
    """`root` with its parts. Every method that writes raises OSError; `opened` makes what a user can read of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, part: str, shard: str) -> Path:
        """Where the file of a table, or "records", "done", "failed", lies."""
        ending = {"records": "jsonl.gz", "done": "json", "failed": "json"}.get(part, "parquet")
        return self.root / part / f"{shard}.{ending}"

    def scratch(self, shard: str) -> Path:
        return self.root / "work" / f"{shard}.part"

    def marker(self, shard: str) -> Marker | None:
        """The marker of a finished shard; None if there is none that can be read."""
        try:
            return msgspec.json.decode(self.file("done", shard).read_bytes(), type=Marker)
        except (OSError, msgspec.DecodeError):
            return None

    def write(self, path: Path, raw: bytes) -> None:
        """A file that appears whole or not at all."""
        part = self.root / "work" / f"{path.parent.name}-{path.name}"
        with part.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def finish(self, marker: Marker) -> None:
        """Say that all files of a shard are whole."""
        self.write(self.file("done", marker.shard), msgspec.json.encode(marker))
        self.file("failed", marker.shard).unlink(missing_ok=True)
        self.scratch(marker.shard).unlink(missing_ok=True)

    def forget(self, shard: str) -> None:
        """Take back a shard, its marker first."""
        for part in ("done", "failed", "records", *TABLES):
            self.file(part, shard).unlink(missing_ok=True)
        for kept in (self.root / "set-aside").glob(f"{shard}-*"):
            kept.unlink()

    def strays(self, shards: set[str]) -> list[str]:
        """Shards of an earlier run that the inputs, which have become shorter, no longer give."""
        there = {path.name.split(".")[0] for part in ("done", "failed") for path in (self.root / part).iterdir()}
        return sorted(there - shards)


@contextlib.contextmanager
def opened(root: Path, settings: Settings) -> Iterator[Folder]:
    """The folder, made if missing, for one batch at a time. Raises BatchError."""
    try:
        for part in ("work", "done", "failed", "records", "set-aside", *TABLES):
            (root / part).mkdir(parents=True, exist_ok=True)
        with (root / ".lock").open("w") as lock:
            _lock(lock, root)
            _agree(root / "batch.json", settings)
            shutil.rmtree(root / "work")
            (root / "work").mkdir()
            yield Folder(root)
    except OSError as error:
        raise refused(root, error) from error


def refused(root: Path, error: OSError) -> BatchError:
    """The error of a folder that cannot be written."""
    if error.errno in NO_ROOM:
        todo = "Make room and run the same command again: finished shards are kept"
        return BatchError("batch-full", f"has no room left ({error.strerror})", where=str(root), todo=todo)
    what = f"cannot be written ({error.strerror or error})"
    return BatchError("batch-output", what, where=str(root), todo="Check the folder and its permissions")


def _lock(lock: IO[str], root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < end:
                time.sleep(0.1)
                continue
            todo = "Wait for it, or choose another --out"
            raise BatchError("batch-busy", "another batch is writing there", where=str(root), todo=todo) from None
        return


def _agree(path: Path, settings: Settings) -> None:
    """Settings of the folder must be those of an earlier run, or nothing may have been made there yet."""
    raw = msgspec.json.encode(settings)
    try:
        before = msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        path.with_suffix(".part").write_bytes(raw)
        path.with_suffix(".part").replace(path)
        return
    except msgspec.DecodeError as error:
        raise BatchError("batch-output", "is no batch.json", where=str(path), todo="Choose another --out") from error
    names = [name for name in settings.__struct_fields__ if getattr(before, name) != getattr(settings, name)]
    if names:
        what = f"holds a batch with another {', '.join(names).replace('_', '-')}"
        raise BatchError("batch-differs", what, where=str(path.parent), todo="Choose another --out, or remove that one")


def tally(markers: list[Marker], name: str) -> dict[str, int]:
    """One kind of count, summed over markers, by name."""
    out: Counter[str] = Counter()
    for marker in markers:
        out.update(getattr(marker, name))
    return dict(sorted(out.items()))
