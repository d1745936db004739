"""Writes `count` made articles into a base, one after the other; the kill test ends it at random points.

usage: python -m tests.store.writer BASE COUNT
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from marsad.store.repository import Store
from tests.store.made import AT, FIRST, make_article, make_capture, make_record


def _print(line: str) -> None:
    print(line, flush=True)


def _nothing() -> None:
    pass


def main(
    base: str, count: int, say: Callable[[str], None] = _print, opened: Callable[[], None] = _nothing,
    kept: Callable[[], None] = _nothing,
) -> None:  # fmt: skip
    """Write; `opened` is called once the base is open, `kept` after each new article."""
    say("loaded")
    with Store.open(base) as store:
        run = store.start_run("test", FIRST, AT)
        opened()
        fresh = 0
        for n in range(count):
            capture = make_capture(n)
            if store.known(capture, FIRST) is None:
                article = make_article(capture)
                fresh += store.add(capture, article, make_record(article, events=1 + n % 5), at=AT).new_reading
                kept()
        store.end_run(run, AT, coded=count, new_readings=fresh, failed=0)
    say(f"done {fresh}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
