"""One page: fetched with conditions, kept in the archive, noted in the state, handed on as a capture."""

from __future__ import annotations

import hashlib
import random

from marsad.capture.charsets import decode
from marsad.capture.fetch import Answer, Fetcher, check_text
from marsad.capture.problems import CaptureError, Unreadable
from marsad.model.document import Capture
from marsad.watch.archive import Archive, Place
from marsad.watch.clock import Clock, backoff, iso
from marsad.watch.ending import Ending
from marsad.watch.links import article_id, canonical
from marsad.watch.manners import Limits, Manners
from marsad.watch.polling import conditions, refuse_status
from marsad.watch.report import Report
from marsad.watch.sources import Source
from marsad.watch.state import Kept, Page, State

# What another try may mend; everything else is what the page is.
_AGAIN = frozenset({"timeout", "network", "cut-short", "bad-encoding", "empty"})
_SKIPPED = frozenset({"robots", "media"})


class Pages:
    """Fetches due pages and reads back those that were fetched before a kill."""

    def __init__(
        self, state: State, archive: Archive, fetcher: Fetcher, manners: Manners, clock: Clock,
        chance: random.Random, limits: Limits, ending: Ending, report: Report,
    ) -> None:  # fmt: skip
        self._state, self._archive, self._fetcher, self._manners = state, archive, fetcher, manners
        self._clock, self._chance, self._limits, self._ending, self._report = clock, chance, limits, ending, report

    def fetch(self, page: Page, source: Source) -> tuple[Kept, Capture] | Unreadable | None:
        """A new capture, what failed for good, or None: nothing new, or another try later. Raises ArchiveError."""
        self._manners.pace(source.delay)
        try:
            with self._ending.open():
                answer = self._fetcher.fetch(
                    page.url,
                    headers=conditions(page.etag, page.modified),
                    permit=self._manners.permit,
                    limit=self._limits.page,
                )
            if answer.status == 304 and (page.etag or page.modified):
                self._done(page, source, answer)
                self._report.add("unchanged")
                return None
            refuse_status(answer, self._clock.now())
            check_text(answer)
        except CaptureError as error:
            return self._left(page, error)
        self._manners.well(page.url)
        return self._keep(page, source, answer)

    def _keep(self, page: Page, source: Source, answer: Answer) -> tuple[Kept, Capture] | None:
        at = iso(self._clock.now())
        kept, capture = made(page.key, answer, at)
        if self._state.has(kept.article, kept.sha256):
            self._done(page, source, answer)
            self._report.add("same")
            return None
        place = self._archive.write(page.url, answer, at)
        kept = placed(kept, place)
        with self._state.step():
            self._state.add_capture(kept)
            self._done(page, source, answer)
        self._report.add("fetched")
        return kept, capture

    def _done(self, page: Page, source: Source, answer: Answer) -> None:
        now, again = self._clock.now(), None
        if page.checks < len(source.recheck):
            before = source.recheck[page.checks - 1] if page.checks else 0.0
            again = now + max(60.0, source.recheck[page.checks] - before)
        etag, modified = answer.header("etag") or page.etag, answer.header("last-modified") or page.modified
        self._state.page_done(page.key, etag=etag, modified=modified, now=now, due=again)

    def _left(self, page: Page, error: CaptureError) -> Unreadable | None:
        """Another try later, or the end of it with the reason."""
        self._manners.failed(page.url, error)
        now = self._clock.now()
        again = getattr(error, "again", error.code in _AGAIN)
        message = error.what + (f". {error.todo}" if error.todo else "")
        if again and page.tries + 1 < self._limits.tries:
            limits = self._limits
            wait = backoff(page.tries + 1, first=limits.first, most=limits.most, chance=self._chance)
            due = now + max(wait, getattr(error, "wait", 0.0))
            self._state.page_left(page.key, "due", error.code, message, now=now, due=due)
            self._report.add("waiting", error.code)
            return None
        state = "skipped" if error.code in _SKIPPED else "failed"
        self._state.page_left(page.key, state, error.code, message, now=now, due=now)
        return Unreadable(page.url, error.code, message)

    def adopt(self) -> list[str]:
        """After a kill: note captures that the archive holds and the state missed. Returns what to tell the user."""
        pairs, notes = self._archive.recover()
        for pair in pairs:
            page = self._state.one("SELECT key FROM pages WHERE url = ?", pair.found)
            with self._state.step():
                if page is not None:
                    kept, _ = made(page["key"], pair.answer, pair.at)
                    self._state.add_capture(placed(kept, pair.place))
                    headers = pair.answer.header("etag"), pair.answer.header("last-modified")
                    now = self._clock.now()
                    self._state.page_done(page["key"], etag=headers[0], modified=headers[1], now=now, due=None)
                end = pair.place.start + pair.place.length
                self._state.run("UPDATE warcs SET length = ? WHERE file = ?", end, pair.place.file)
        if pairs:
            notes.append(f"{len(pairs)} pages were in the archive but not noted when the last run was cut off")
        return notes

    def pending(self) -> list[Kept]:
        return self._state.pending()

    def read_back(self, kept: Kept) -> Capture | None:
        """The capture of a page fetched before; None if its record is gone, and the page will be fetched again."""
        pair = self._archive.read(Place(kept.file, kept.start, kept.length))
        if pair is None:
            self._state.capture_lost(kept, self._clock.now())
            return None
        return made(kept.page, pair.answer, kept.at)[1]


def made(page: int, answer: Answer, at: str) -> tuple[Kept, Capture]:
    """The capture in an answer, and its row (without a place yet). The origin is the canonical address."""
    try:
        html = decode(answer.body, answer.charset).text
    except CaptureError:
        html = ""  # kept all the same; the coder says what is wrong with it
    own = canonical(html, answer.url)
    sha = hashlib.sha256(answer.body).hexdigest()
    media = "text/plain" if answer.media == "text/plain" else "text/html"
    capture = Capture(answer.body, sha, own, "url", at, media, answer.charset)
    return Kept(page, article_id(own), answer.url, own, sha, at, "", 0, 0), capture


def placed(kept: Kept, place: Place) -> Kept:
    from msgspec.structs import replace

    return replace(kept, file=place.file, start=place.start, length=place.length)
