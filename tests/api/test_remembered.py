"""Answers that are kept: made once for all who wait for them, and nobody waits for an answer of another name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from marsad.api.remembered import Remembered

SOON = 20  # seconds by which a test that would wait for ever has failed


def test_the_first_page_does_not_wait_for_the_map():
    kept, begun, go_on = Remembered(), Event(), Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(3 * SOON)
        return "map"

    with ThreadPoolExecutor(2) as pool:
        try:
            drawn = pool.submit(kept.get, "overview", 1, slow)
            assert begun.wait(SOON)
            assert pool.submit(kept.get, "page", 1, lambda: "page").result(SOON) == "page"
            assert not drawn.done()
        finally:
            go_on.set()
        assert drawn.result(SOON) == "map"


def test_those_who_come_together_wait_for_one_answer():
    kept, begun, go_on, made = Remembered(), Event(), Event(), []

    def slow() -> int:
        begun.set()
        assert go_on.wait(SOON)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(kept.get, "page", 1, slow) for _ in range(4)]
        assert begun.wait(SOON)
        go_on.set()
        assert [answer.result(SOON) for answer in asked] == [1, 1, 1, 1]
    assert kept.get("page", 1, slow) == 1 and kept.get("page", 2, slow) == 2
