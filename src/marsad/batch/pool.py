"""Worker processes: each does one shard at a time; one that dies or hangs is replaced, and the article it was at named.

An article that takes too long is set aside at once. One in which the worker died is tried once more, since the machine
may have been out of memory; so is a shard that could not be written.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from marsad.batch.shards import Shard
from marsad.batch.work import At, Broken, Done, Task, serve
from marsad.model.document import Capture
from marsad.service import Failure, stated_id

if TYPE_CHECKING:
    from marsad.service import Coding

WRITING_SECONDS = 600.0  # for the files of a shard; the disk may be slow
TRIES = 2


class Lost(NamedTuple):
    """A shard that is set aside, with the reason."""

    shard: Shard
    code: str
    message: str


class _Worker:
    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.task: Task | None = None
        self.at: int | None = None  # the article it is at; -1 writing
        self.since = 0.0


class Pool:
    """`give` shards, `step` to let time pass and get what came of them. Coded articles are counted in `articles`."""

    def __init__(self, root: Path, coder: Coding, workers: int, limit_seconds: float, *, fast: bool) -> None:
        self._root, self._coder, self._limit, self._fast = root, coder, limit_seconds, fast
        forks = "fork" in mp.get_all_start_methods() and sys.platform == "linux"
        self._context = mp.get_context("fork" if forks else "spawn")
        self._preloaded = coder if forks else None
        self._waiting: deque[Task] = deque()
        self._tries: dict[tuple[str, int | None], int] = {}
        self._workers = [self._start() for _ in range(workers)]
        self.articles = 0

    @property
    def hungry(self) -> bool:
        """Would more shards be of use now? One is kept ready for each worker."""
        return len(self._waiting) < len(self._workers)

    @property
    def busy(self) -> bool:
        return bool(self._waiting) or any(w.task for w in self._workers)

    def give(self, shard: Shard) -> None:
        self._waiting.append(Task(shard, {}))

    def step(self, seconds: float) -> Iterator[Done | Lost]:
        """What came in within the time. Raises BatchError where the disk refuses to be written."""
        for worker in self._workers:
            if worker.task is None and self._waiting:
                self._hand(worker, self._waiting.popleft())
        ready = set(wait([w.pipe for w in self._workers], timeout=seconds))
        for place, worker in enumerate(self._workers):
            try:
                while worker.pipe in ready and worker.pipe.poll():
                    yield from self._hear(worker, worker.pipe.recv())
            except (EOFError, OSError):
                yield from self._replace(place, f"died ({_ending(worker.process)})", "crashed")
                continue
            if worker.task and time.monotonic() - worker.since > self._seconds(worker):
                yield from self._replace(place, f"took longer than {self._limit:g} seconds", "too-slow")

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def _seconds(self, worker: _Worker) -> float:
        return self._limit if worker.at is not None and worker.at >= 0 else WRITING_SECONDS

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        make: Callable[..., BaseProcess] = self._context.Process  # type: ignore[attr-defined]
        process = make(target=serve, args=(there, self._root, self._preloaded, self._fast), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _hand(self, worker: _Worker, task: Task) -> None:
        worker.task, worker.at, worker.since = task, None, time.monotonic()
        with contextlib.suppress(OSError):  # it died; `step` hears of that from the pipe
            worker.pipe.send(task)

    def _hear(self, worker: _Worker, message: At | Done | Broken) -> Iterator[Done | Lost]:
        if isinstance(message, At):
            self.articles += worker.at is not None and worker.at >= 0
            worker.at, worker.since = message.number, time.monotonic()
            return
        task, worker.task, worker.at = worker.task, None, None
        assert task is not None
        if isinstance(message, Done):
            yield message
        elif message.final:
            raise message.final
        else:
            yield from self._again(task, None, message.code, message.message)

    def _replace(self, place: int, what: str, code: str) -> Iterator[Lost]:
        worker = self._workers[place]
        task, at = worker.task, worker.at
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers[place] = self._start()
        if task is None:
            return
        number = at if at is not None and at >= 0 else None
        if number is None:
            yield from self._again(task, None, code, f"the process {what}")
        elif code == "too-slow":
            self._waiting.appendleft(_spared(task, number, code, what))
        else:
            yield from self._again(task, number, code, what)

    def _again(self, task: Task, number: int | None, code: str, what: str) -> Iterator[Lost]:
        """Once more; after that without the article that is to blame, or else the shard is lost."""
        key = (task.shard.name, number)
        self._tries[key] = self._tries.get(key, 0) + 1
        if self._tries[key] < TRIES:
            self._waiting.appendleft(task)
        elif number is None:
            yield Lost(task.shard, code, what)
        else:
            self._waiting.appendleft(_spared(task, number, code, f"Marsad {what} on it"))


def _spared(task: Task, number: int, code: str, what: str) -> Task:
    capture = task.shard.captures[number]
    identity = stated_id(capture) if isinstance(capture, Capture) else None
    said = what if what.startswith("Marsad") else f"Marsad {what} over it"
    message = f"{said}. Its bytes are set aside; please report it with them"
    return Task(task.shard, {**task.poison, number: Failure(capture.origin, code, message, identity)})


def _ending(process: BaseProcess) -> str:
    process.join(5)
    code = process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
