"""The command line with a stand-in coder, so that its own behaviour is tried without loading the lexicons.

usage: python -m tests.cli.stand_in ARGUMENTS OF MARSAD

The stand-in sees an event at each "قُتل". The environment sets STAND_IN_LEXICON (its lexicon version), STAND_IN_SLEEP
(seconds for each article), STAND_IN_FLAG (a file that remembers that "ONCE" has killed the process), STAND_IN_BUSY (seconds to wait for a locked base) and STAND_IN_LOOPBACK (allow URLs of a
test server on this machine).
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import msgspec

from marsad import service
from marsad.model.document import Article
from marsad.model.record import Evidence, Figure, Record, Rejection, Versions
from tests.store.made import make_event, make_record

WORD = "قُتل"


class Explanation(msgspec.Struct):
    lines: list[str]


class StandIn:
    """Codes as a coder does, by the simplest of rules; fails on articles that say "BOOM"."""

    def __init__(self, *_: object) -> None:
        self.versions = Versions("0.1.0", os.environ.get("STAND_IN_LEXICON", "lexicon-1"), "rules-1")

    def code(self, article: Article) -> Record:
        time.sleep(float(os.environ.get("STAND_IN_SLEEP", "0")))
        if "BOOM" in article.text:
            raise ValueError("a bug of the coder")
        while "HANG" in article.text:
            time.sleep(0.01)
        if "DIE" in article.text or ("ONCE" in article.text and first_time()):
            os.kill(os.getpid(), signal.SIGKILL)
        empty = make_record(article, self.versions, events=0)
        words = [Evidence(m.start(), m.end(), m.group(), "trigger") for m in re.finditer(WORD, article.text)]
        events = tuple(
            msgspec.structs.replace(make_event(article, n), evidence=(word,)) for n, word in enumerate(words)
        )
        rejections = (Rejection(0, 1, article.text[:1], "planned"),)
        record = msgspec.structs.replace(empty, events=events, rejections=rejections, tallies=(), claims=(), people=())
        if "ENDLESS" in article.text:  # a figure that no table holds
            words = make_record(article, self.versions).tallies[0]
            record = msgspec.structs.replace(
                record, tallies=(msgspec.structs.replace(words, count=Figure(1 << 70, None)),)
            )
        return record

    def names(self, words: str) -> frozenset[str]:
        return frozenset({"Islamic State"} if words == "تنظيم الدولة" else ())

    def explain(self, text: str, published: str | None = None) -> Explanation:
        return Explanation([f"{text.count(WORD)} × {WORD}", f"published {published}"])


def first_time() -> bool:
    flag = Path(os.environ["STAND_IN_FLAG"])
    known = flag.exists()
    flag.touch()
    return not known


def main() -> None:
    service.load_coder = StandIn  # type: ignore[assignment]
    if "STAND_IN_BUSY" in os.environ:
        wait_less(float(os.environ["STAND_IN_BUSY"]))
    if os.environ.get("STAND_IN_LOOPBACK"):
        allow_loopback()
    from marsad.cli import main as run

    sys.argv[0] = "marsad"
    run()


def wait_less(seconds: float) -> None:
    """Give up on a locked base after `seconds`, so that the test need not wait the usual time."""
    from marsad.store import repository

    usual = repository.Store.open
    repository.Store.open = lambda target: usual(target, timeout=seconds)  # type: ignore[assignment, method-assign]


def allow_loopback() -> None:
    """Let the fetcher reach the test server; redirects into other private networks stay refused."""
    from marsad import capture

    service.make_fetcher = lambda limit_mb, agent="test": capture.Fetcher(  # type: ignore[assignment]
        limit=limit_mb * 1_000_000, allow_loopback=True, agent=agent
    )


if __name__ == "__main__":
    main()
