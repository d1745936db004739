"""A watch with the stand-in coder, small limits and a clock that jumps instead of sleeping."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from marsad.capture import Fetcher
from marsad.store.repository import Store
from marsad.watch.archive import SIZE, Archive
from marsad.watch.ending import Ending
from marsad.watch.manners import Limits
from marsad.watch.report import Report
from marsad.watch.sources import Source
from marsad.watch.state import State
from marsad.watch.watcher import Watch

NOON = 1_764_072_000.0  # 2025-11-25T12:00:00Z
SMALL = Limits(page=200_000, feed=300_000, tries=3)


class FakeClock:
    """Sleeping moves it; tests move it too."""

    def __init__(self, now: float = NOON) -> None:
        self.wall, self.even, self.slept = now, 0.0, list[float]()

    def now(self) -> float:
        return self.wall

    def steady(self) -> float:
        return self.even

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.even += seconds


def loopback(host: str, port: int) -> list[str]:
    """Every name leads to the test's server, but for those that cannot be found or lead inside."""
    if host == "gone.example":
        raise OSError("no such host")
    if host[0].isdigit() or ":" in host:
        return [host]
    return {"inside.example": ["10.0.0.1"]}.get(host, ["127.0.0.1"])


def fetcher(seconds: float = 5.0) -> Fetcher:
    return Fetcher(10_000_000, allow_loopback=True, resolver=loopback, seconds=seconds, agent="marsad/test")


class Running:
    """What a test looks at."""

    def __init__(self, folder: Path, watch: Watch, state: State, store: Store, report: Report) -> None:
        self.folder, self.watch, self.state, self.store, self.report = folder, watch, state, store, report
        self.told: list[tuple[str, str, str]] = []

    def round(self) -> Report:
        self.report.reset()
        self.watch.round()
        return self.report

    def pages(self) -> dict[str, tuple[str, str | None]]:
        """path -> (state, reason) of each page."""
        rows = self.state.rows("SELECT url, state, reason FROM pages")
        return {"/" + r["url"].split("/", 3)[3]: (r["state"], r["reason"]) for r in rows}

    def captures(self) -> list[tuple[str, str]]:
        rows = self.state.rows("SELECT canonical, state FROM captures ORDER BY key")
        return [("/" + r["canonical"].split("/", 3)[3], r["state"]) for r in rows]


@contextmanager
def running(
    folder: Path, *sources: Source, clock: FakeClock | None = None, limits: Limits = SMALL, seconds: float = 5.0,
    size: int = SIZE,
) -> Iterator[Running]:  # fmt: skip
    report = Report()
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(folder / "marsad.db"))
        state = stack.enter_context(State(folder / "marsad.db.watch.db"))
        archive = Archive(folder / "warc", state, agent="marsad/test", size=size, limit=limits.feed)
        told: list[tuple[str, str, str]] = []
        watch = Watch(
            sources, state, archive, fetcher(seconds), store, clock=clock or FakeClock(), chance=random.Random(1),
            ending=Ending(), report=report, tell=lambda *words: told.append(words), limits=limits,
        )  # fmt: skip
        made = Running(folder, watch, state, store, report)
        made.told = told
        yield made


def records(folder: Path) -> list[tuple[str, str, str]]:
    """(file, type, target) of every WARC record, each checked against its digests."""
    found = []
    for path in sorted((folder / "warc").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                found.append((path.name, record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    return found


def responses(folder: Path) -> list[str]:
    return ["/" + url.split("/", 3)[3] for _, kind, url in records(folder) if kind == "response"]
