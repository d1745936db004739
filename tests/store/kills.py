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

ARTICLES = 8  # a writer is killed after 0 to so many articles, whatever the speed of the machine,
PAUSE = 0.012  # and up to so many seconds later: some two articles
EARLY = 0.1  # the share that is killed while the base is being opened


def kill_one(base: str, count: int, signs: int, pause: float) -> bool:
    """Let a writer begin, kill it some seconds after so many signs of life (one when the base is open, one for each
    article); was it still writing?"""
    end, sign = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            tell = lambda: os.write(sign, b".") and None  # noqa: E731
            writer.main(base, count, say=lambda line: None, opened=tell, kept=tell)
        os._exit(0)
    os.close(sign)
    while signs > 0 and (got := os.read(end, signs)):
        signs -= len(got)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(end)
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
            signs = 0 if chance.random() < EARLY else 1 + chance.randrange(ARTICLES + 1)
            seen["midway"] += kill_one(base, count, signs, chance.uniform(0, PAUSE))
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
