"""The watch itself: rounds of polling, fetching and coding, one step at a time, each of which survives a kill."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from marsad import service
from marsad.capture.problems import CaptureError, Unreadable
from marsad.errors import MarsadError
from marsad.model.document import Article, Capture
from marsad.watch.clock import DAY, Clock, backoff, iso
from marsad.watch.language import refuse_other_languages
from marsad.watch.links import article_id, host_of
from marsad.watch.manners import Limits, Manners
from marsad.watch.pages import Pages
from marsad.watch.polling import Found, Poller
from marsad.watch.sources import Source

if TYPE_CHECKING:
    from marsad.capture import Fetcher
    from marsad.store.repository import Store
    from marsad.watch.archive import Archive
    from marsad.watch.ending import Ending
    from marsad.watch.report import Report
    from marsad.watch.state import Kept, Page, State

Tell = Callable[[str, str, str], None]  # where, message, code
NAP = 60.0  # seconds; the longest sleep between looks at what is due, so that a changed clock is noticed
SLACK = 0.2  # of `every`: with --once a source is polled that is due this little later, so that cron does not skip it


class Watch:
    """Follows sources into a base. `tell` hears of each problem as it happens."""

    def __init__(
        self, sources: tuple[Source, ...], state: State, archive: Archive, fetcher: Fetcher, store: Store, *,
        clock: Clock, chance: random.Random, ending: Ending, report: Report, tell: Tell, limits: Limits | None = None,
    ) -> None:  # fmt: skip
        limits = limits or Limits()
        self._sources = {source.name: source for source in sources if not source.off}
        self._state, self._store, self._clock, self._chance, self._limits = state, store, clock, chance, limits
        self._ending, self._report, self._tell = ending, report, tell
        self._manners = Manners(state, fetcher, clock, chance, limits)
        self._poller = Poller(state, fetcher, self._manners, clock, limits)
        self._pages = Pages(state, archive, fetcher, self._manners, clock, chance, limits, ending, report)
        self._hand: Kept | None = None  # what the coder has in hand
        self._coder: service.Coding | None = None
        self._extract: service.Extract | None = None
        state.list_sources(self._sources.values())
        for note in self._pages.adopt():
            tell("", note, "recovered")

    def round(self, *, once: bool = False) -> None:
        """Do all that is due. `once`: for cron, see SLACK. Raises StoreError; Stopped on a signal."""
        work = self._work(once)
        first = next(work, None)
        if first is not None:
            self._code(chain([first], work))
        self._report.add("resting", number=self._state.resting(self._clock.now()))
        waiting = self._state.waiting(self._clock.now())
        if waiting:
            self._report.add("waiting-still", number=waiting[0])
            self._report.waits_until = iso(waiting[1])

    def forever(self, after_round: Callable[[], None]) -> None:
        """Rounds until a signal ends it (Stopped); `after_round` is called after each."""
        while True:
            self.round()
            after_round()
            self._ending.check()
            left = self._state.next_due() - self._clock.now()
            self._clock.sleep(min(max(left, 1.0), NAP))

    # ------------------------------------------------------------------ coding
    def _code(self, captures: Iterator[Capture | Unreadable]) -> None:
        self._coder = self._coder or service.load_coder()
        extract = self._extract = self._extract or service.load_extract()
        outcomes = service.code(
            captures, self._coder, lambda capture: _article(capture, extract),
            clock=lambda: iso(self._clock.now()), store=self._store,
        )  # fmt: skip
        try:
            for outcome in outcomes:
                self._report.outcome(outcome)
                failure = outcome if isinstance(outcome, service.Failure) else None
                if self._hand is not None:
                    self._state.capture_read(
                        self._hand, "refused" if failure else "coded", failure.code if failure else None
                    )
                if failure:
                    self._tell(failure.origin, failure.message, failure.code)
        finally:
            outcomes.close()

    # ------------------------------------------------------------------ polling and fetching
    def _work(self, once: bool) -> Iterator[Capture | Unreadable]:
        """Captures, one for each step that brings one; what was fetched before a kill comes first."""
        if self._state.rebase(self._clock.now()):
            self._tell("", "the clock was set back; what is left of each pause counts from now", "clock")
        for kept in self._pages.pending():
            if capture := self._pages.read_back(kept):
                self._hand = kept
                self._report.add("recovered")
                yield capture
        done: set[str] = set()
        while job := self._next(once, done):
            self._ending.check()
            self._hand = None
            if isinstance(job, Source):
                done.add(job.name)
                self._poll(job)
                continue
            found = self._fetch(job)
            if isinstance(found, Unreadable):
                yield found
            elif found:
                self._hand, capture = found
                yield capture

    def _next(self, once: bool, done: set[str]) -> Source | Page | None:
        """What can be done soonest: sources before pages; None when nothing is due or all hosts want a longer pause."""
        now = self._clock.now()
        jobs: list[tuple[float, Source | Page]] = []
        for row in self._state.sources_due(now, DAY if once else 0.0):
            source = self._sources.get(row["name"])
            if source is None or source.name in done or self._state.host_rests(host_of(source.url), now):
                continue
            early = SLACK * source.every if once and not row["failures"] else 0.0
            if row["due"] - early <= now:
                jobs.append((self._manners.wait_for(host_of(source.url)), source))
        jobs += [(self._manners.wait_for(page.host), page) for page in self._state.next_pages(now)]
        wait, job = min(jobs, key=lambda pair: pair[0], default=(0.0, None))
        return job if wait <= self._limits.patience else None

    def _poll(self, source: Source) -> None:
        self._report.add("polled")
        try:
            with self._ending.open():
                found = self._poller.poll(source)
        except CaptureError as error:
            self._poll_failed(source, error)
            return
        except MarsadError:
            raise
        except Exception as error:
            what = f"made Marsad itself fail ({type(error).__name__}: {error})"
            self._poll_failed(source, CaptureError("internal", what, todo="Please report it"))
            return
        self._manners.well(source.url)
        self._poll_done(source, found)

    def _poll_done(self, source: Source, found: Found) -> None:
        now = self._clock.now()
        due = now + source.every * (1 + self._limits.jitter * self._chance.random() / 4)
        links = [(entry, host_of(entry.url)) for entry in found.entries]
        new, again = self._state.poll_done(source, links, found.polled, at=iso(now), now=now, due=due, note=found.note)
        self._report.add("new", number=new)
        self._report.add("again", number=again)
        self._report.add("quiet", number=found.unchanged)
        for reason, number in found.left.items():
            self._report.add("left-out", reason, number)
        if found.note:
            self._tell(source.name, found.note, "note")

    def _poll_failed(self, source: Source, error: CaptureError) -> None:
        now = self._clock.now()
        self._manners.failed(source.url, error)
        failures = self._state.failures(source.name) + 1
        wait = backoff(failures, first=source.every, most=DAY, chance=self._chance)
        due = now + max(wait, getattr(error, "wait", 0.0))
        message = f"{error.what} [{error.code}]"
        self._state.poll_failed(source.name, message, at=iso(now), now=now, due=due)
        self._report.add("poll-failed", error.code)
        todo = f"{error.todo}; " if error.todo else ""
        self._tell(source.name, f"{source.url} {error.what}. {todo}polled again after {iso(due)}", error.code)

    def _fetch(self, page: Page) -> tuple[Kept, Capture] | Unreadable | None:
        try:
            return self._pages.fetch(page, self._sources[page.source])
        except MarsadError:
            raise
        except Exception as error:
            now, what = self._clock.now(), f"Marsad itself failed on it ({type(error).__name__}: {error}). Report it"
            self._state.page_left(page.key, "failed", "internal", what, now=now, due=now)
            return Unreadable(page.url, "internal", what)


def _article(capture: Capture, extract: service.Extract) -> Article:
    """The article of a page, under the id of its canonical address: another version of it is the same article."""
    article = extract(capture)
    refuse_other_languages(article.text)
    return replace(article, id=article_id(capture.origin), url=capture.origin)
