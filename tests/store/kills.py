"""Kills a writer at random moments, again and again, and looks at the base after each kill.

usage: python -m tests.store.kills KILLS SEED COUNT BASE...   (KILLS for each base; prints what it saw as JSON)

The writers are forked from this process, which has loaded everything, so that a kill costs milliseconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sys
import time

import alembic.command  # noqa: F401 (so that the children need not load it)

from marsad.store.failures import StoreForeignError, StoreMissingError
from marsad.store.repository import Store
from tests.store import writer

LONGEST = {"file": 0.06, "server": 0.4}  # seconds until a kill; a connection takes its time


def kill_one(base: str, count: int, after: float) -> bool:
    """Let a writer begin, kill it after some seconds; was it still writing?"""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            writer.main(base, count, say=lambda line: None)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def look(base: str) -> int:
    """How many articles are there; fails where they are not the first ones, whole, each once."""
    try:
        with Store.view(base) as store:
            assert store.check() == [], store.check()
            counts = store.counts()
            ids = [record.id for record in store.records()]
    except (StoreMissingError, StoreForeignError):  # killed before its tables were made
        return 0
    assert ids == [f"a{n}" for n in range(len(ids))], "not the first articles, each once"
    assert counts["articles"] == counts["readings"] == counts["captures"] == len(ids), counts
    return len(ids)


def main(kills: int, seed: int, count: int, bases: list[str]) -> dict[str, int]:
    chance = random.Random(seed)
    seen = {"kills": 0, "midway": 0, "grew": 0, "left": 0}
    for base in bases:
        before = 0
        for _ in range(kills):
            seen["kills"] += 1
            seen["midway"] += kill_one(base, count, chance.uniform(0, LONGEST["server" if "://" in base else "file"]))
            now = look(base)
            assert now >= before, f"{before - now} articles that were there are gone"
            seen["grew"] += now > before
            before = now
        told: list[str] = []
        writer.main(base, count, say=told.append)
        assert told[-1] == f"done {count - before}", (told, before)
        assert look(base) == count
        seen["left"] += count - before
    return seen


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])))
