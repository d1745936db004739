"""How a watch ends: SIGTERM and Ctrl-C are answered at once while we only wait, else after the step in hand."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from marsad.watch.clock import Clock
from marsad.watch.problems import Stopped, WatchLockedError


class Ending:
    """Catches the signals as a context manager; without one it lets everything pass."""

    def __init__(self) -> None:
        self.wanted = 0  # number of the signal that asked for the end
        self._open = False

    def __enter__(self) -> Ending:
        self._before = {n: signal.signal(n, self._asked) for n in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        again, self.wanted = bool(self.wanted), number
        if self._open or again:  # the second signal does not wait
            raise Stopped

    @contextmanager
    def open(self) -> Iterator[None]:
        """A stretch that may be left at any point: waiting, fetching. Raises Stopped, also for a signal from before."""
        outer, self._open = self._open, True
        try:
            self.check()
            yield
        finally:
            self._open = outer

    def check(self) -> None:
        if self.wanted:
            raise Stopped


class EndingClock:
    """A clock whose pauses end with a signal."""

    def __init__(self, clock: Clock, ending: Ending) -> None:
        self._clock, self._ending = clock, ending

    def now(self) -> float:
        return self._clock.now()

    def steady(self) -> float:
        return self._clock.steady()

    def sleep(self, seconds: float) -> None:
        with self._ending.open():
            self._clock.sleep(seconds)


@contextmanager
def only_watcher(path: Path) -> Iterator[None]:
    """Hold the lock beside the base; the system frees it however we end. Raises WatchLockedError."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise WatchLockedError(
                "another watch works for this base", where=str(path), todo="Let it work, or end it first"
            ) from error
        yield
