"""What a worker process does with a shard: code its articles one by one, then write its files.

Outcomes go into a scratch file as they come, so that a replacement of a worker that died goes on after the article that
killed it. The parent is told before each article, and kills the worker if the article takes too long.
"""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from marsad import service
from marsad.batch.folder import TABLES, Folder, Marker, refused
from marsad.batch.shards import Shard
from marsad.batch.tables import parquet, problem_row, record_rows
from marsad.model.document import Capture
from marsad.model.record import Record
from marsad.service import Coded, Failure

if TYPE_CHECKING:
    from marsad.service import Coding, Extract
    from marsad.store.rows import Row

SET_ASIDE = frozenset({"internal", "too-slow", "crashed"})  # codes whose article is kept for a look
_ENDINGS = {"text/html": "html", "application/json": "json", "message/rfc822": "eml"}
_PARENT_SECONDS = 1.0  # between looks whether the parent still lives


class Task(NamedTuple):
    """A shard to do. `poison`: articles that are not to be tried again, by their number, with the reason."""

    shard: Shard
    poison: dict[int, Failure]


class At(NamedTuple):
    """The worker begins with an article; -1: with writing the files."""

    number: int


class Done(NamedTuple):
    marker: Marker


class Broken(NamedTuple):
    """The shard could not be done. `final`: nor could any other (the disk is full)."""

    code: str
    message: str
    final: Exception | None = None


def serve(pipe: Connection, root: Path, coder: Coding | None, fast: bool) -> None:
    """The life of a worker: a task, a Done or Broken, the next task. `coder` None: load it here. `fast`: read pages so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    parent = os.getppid()
    coder, extract = coder or service.load_coder(), service.load_extract(fast=fast)
    folder = Folder(root)

    def tell(number: int) -> None:
        if os.getppid() != parent:
            raise BrokenPipeError  # other workers hold copies of the pipe, so that the pipe itself may not say it
        pipe.send(At(number))

    try:
        while True:
            while not pipe.poll(_PARENT_SECONDS):
                if os.getppid() != parent:
                    return
            task = pipe.recv()
            pipe.send(_answer(folder, task, coder, extract, tell))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone; the next run does this shard again


def _answer(folder: Folder, task: Task, coder: Coding, extract: Extract, tell: Callable[[int], None]) -> Done | Broken:
    try:
        _code(folder, task, coder, extract, tell)
        tell(-1)
        return Done(_write(folder, task.shard))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except OSError as error:
        trouble = refused(folder.root, error)
        return Broken(trouble.code, str(trouble), trouble)
    except Exception as error:
        return Broken("internal", f"{type(error).__name__}: {error}")


def _code(folder: Folder, task: Task, coder: Coding, extract: Extract, tell: Callable[[int], None]) -> None:
    """Add the outcomes that are missing to the scratch file."""
    path = folder.scratch(task.shard.name)
    begun = _whole_lines(path)
    with path.open("ab") as scratch:
        for number, capture in list(enumerate(task.shard.captures))[begun:]:
            tell(number)
            outcome = task.poison.get(number) or service.code_one(capture, coder, extract)
            scratch.write(_line(outcome))
            scratch.flush()


def _whole_lines(path: Path) -> int:
    """How many outcomes a scratch file holds; the half of one at its end is cut off."""
    if not path.exists():
        return 0
    raw = path.read_bytes()
    os.truncate(path, raw.rfind(b"\n") + 1)
    return raw.count(b"\n")


def _line(outcome: Coded | Failure) -> bytes:
    if isinstance(outcome, Coded):
        return b"r" + msgspec.json.encode(outcome.record) + b"\n"
    told = {  # names of files may hold bytes that are no text
        name: value.encode("utf-8", "replace").decode()
        for name, value in msgspec.structs.asdict(outcome).items()
        if isinstance(value, str)
    }
    return b"f" + msgspec.json.encode(msgspec.structs.replace(outcome, **told)) + b"\n"


def _outcomes(path: Path, shard: Shard) -> Iterator[tuple[int, Coded | Failure]]:
    with path.open("rb") as scratch:
        for number, line in enumerate(scratch):
            if line[:1] == b"r":
                yield number, Coded(shard.captures[number].origin, msgspec.json.decode(line[1:], type=Record))
            else:
                yield number, msgspec.json.decode(line[1:], type=Failure)


def _write(folder: Folder, shard: Shard) -> Marker:
    """All files of a shard, its marker last."""
    folder.forget(shard.name)
    counts, aside = service.Counts(), 0
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    lines = []
    for number, outcome in _outcomes(folder.scratch(shard.name), shard):
        outcome = service.as_dropped(outcome)
        counts.add(outcome)
        capture = shard.captures[number]
        line = service.record_line(outcome)
        if line is not None:
            lines.append(line + b"\n")
        if isinstance(outcome, Coded) and isinstance(capture, Capture):
            rows = record_rows(shard.name, number, capture.origin, capture.sha256, outcome.record)
            for name, found in rows.items():
                tables[name] += found
        elif isinstance(outcome, Failure):
            kept = _set_aside(folder, shard.name, number, capture) if outcome.code in SET_ASIDE else None
            aside += kept is not None
            tables["problems"].append(problem_row(shard.name, number, outcome, kept))
    folder.write(folder.file("records", shard.name), gzip.compress(b"".join(lines), 6, mtime=0))
    for name, found in tables.items():
        folder.write(folder.file(name, shard.name), parquet(name, found))
    marker = Marker(
        shard.name, shard.digest, counts.coded, dict(counts.found), dict(counts.dropped), dict(counts.failures),
        dict(counts.rejections), aside,
    )  # fmt: skip
    folder.finish(marker)
    return marker


def _set_aside(folder: Folder, shard: str, number: int, capture: object) -> str | None:
    """Keep the bytes of an article; its path inside the folder."""
    if not isinstance(capture, Capture):
        return None
    path = folder.root / "set-aside" / f"{shard}-{number:05d}.{_ENDINGS.get(capture.media, 'txt')}"
    folder.write(path, capture.raw)
    return f"set-aside/{path.name}"
