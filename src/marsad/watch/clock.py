"""Times to wait: the wall clock for what is written down, a steady one for pauses; both handed in from outside."""

from __future__ import annotations

import datetime as dt
import random
import time
from email.utils import parsedate_to_datetime
from typing import Protocol

DAY = 86_400.0


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since 1970 by the wall clock, which may jump."""
        ...

    def steady(self) -> float:
        """Seconds of a clock that never goes back."""
        ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> float:
        return time.time()

    def steady(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def iso(seconds: float) -> str:
    """ISO 8601 to the second, UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def backoff(tries: int, *, first: float, most: float, chance: random.Random) -> float:
    """Seconds to wait after the `tries`-th failure (from 1): doubling, at most `most`, and up to a quarter more so that
    many watchers do not come back together."""
    return min(first * 2.0 ** min(tries - 1, 30), most) * (1 + chance.random() / 4)


def retry_after(value: str | None, now: float) -> float:
    """Seconds that a Retry-After header asks to wait (a number or a date), between 0 and a day; 0 without one."""
    if not value:
        return 0.0
    text = value.strip()
    try:
        wait = float(int(text)) if text.isascii() and text.isdigit() else parsedate_to_datetime(text).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(0.0, wait), DAY)
