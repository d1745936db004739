"""One poll of a source: a conditional request, the links it shows, and which of them are worth a look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from marsad.capture.fetch import Answer, Fetcher
from marsad.capture.problems import CaptureError
from marsad.watch.clock import Clock, retry_after
from marsad.watch.feeds import Contents, Entry, read_feed
from marsad.watch.links import plain, within
from marsad.watch.listing import read_listing
from marsad.watch.manners import FetchError, Limits, Manners
from marsad.watch.sources import Source
from marsad.watch.state import Polled, State

_ACCEPT = {
    "feed": "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1",
    "sitemap": "application/xml,text/xml,application/gzip;q=0.9,*/*;q=0.1",
    "listing": "text/html,application/xhtml+xml",
}


class Found(Struct, frozen=True):
    """What a poll saw. `entries` are worth a look, `left` counts the others by reason; `polled` are the validators to
    keep; `unchanged`: the server said that nothing is new (304)."""

    entries: tuple[Entry, ...] = ()
    left: dict[str, int] = {}
    polled: tuple[Polled, ...] = ()
    unchanged: bool = False
    note: str = ""


def conditions(etag: str | None, modified: str | None) -> tuple[tuple[str, str], ...]:
    """Headers that let a server answer 304."""
    pairs = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return tuple((name, value) for name, value in pairs if value)


def refuse_status(answer: Answer, now: float) -> None:
    """Raises FetchError unless the answer is 200: 408, 425, 429 and 5xx may go better later."""
    if answer.status == 200:
        return
    again = answer.status in (408, 425, 429) or answer.status >= 500
    wait = retry_after(answer.header("retry-after"), now)
    raise FetchError(
        f"http-{answer.status}", f"answered {answer.status}", wait=wait, again=again, todo="Check it in a browser"
    )


class Poller:
    """Reads sources by their kind."""

    def __init__(self, state: State, fetcher: Fetcher, manners: Manners, clock: Clock, limits: Limits) -> None:
        self._state, self._fetcher, self._manners, self._clock, self._limits = state, fetcher, manners, clock, limits

    def poll(self, source: Source) -> Found:
        """The links of a source. Raises CaptureError; `note` tells of what failed in part."""
        self._manners.pace(source.delay)
        answer = self._get(source.url, source.kind)
        if answer is None:
            return Found(unchanged=True)
        contents = self._contents(answer, source)
        polled = [_validators(source.url, answer)]
        notes = [contents.note] if contents.note else []
        entries = list(contents.entries)
        for child in self._children(contents, notes):
            try:
                below = self._get(child.url, source.kind)
                if below is not None:
                    entries += self._contents(below, source).entries
                    polled.append(_validators(child.url, below, child.stamp))
            except CaptureError as error:
                notes.append(f"{child.url} {error.what}")
                if error.code in ("timeout", "network", "http-429", "http-503"):
                    break
        chosen, left = self._choose(entries, source)
        complete = not left.get("over-limit") and not notes  # else the rest must be seen again at the next poll
        return Found(tuple(chosen), dict(left), tuple(polled) if complete else (), note="; ".join(notes)[:500])

    def _get(self, url: str, kind: str) -> Answer | None:
        """The answer; None for 304. Raises CaptureError."""
        known = self._state.feed(url)
        answer = self._fetcher.fetch(
            url,
            headers=conditions(known.etag, known.modified) if known else (),
            accept=_ACCEPT[kind],
            permit=self._manners.permit,
            limit=self._limits.feed,
        )
        if answer.status == 304 and known:
            return None
        refuse_status(answer, self._clock.now())
        return answer

    def _contents(self, answer: Answer, source: Source) -> Contents:
        body = answer.body
        if body.startswith(b"\x1f\x8b"):  # sitemap.xml.gz
            from marsad.capture.wire import unpack

            body = unpack(body, "gzip", self._limits.feed)
        if source.kind == "listing":
            return Contents(read_listing(body, answer.charset, answer.url, source.select))
        return read_feed(body, answer.charset)

    def _children(self, contents: Contents, notes: list[str]) -> list[Entry]:
        """Sitemaps of an index that may hold something new, the newest first."""
        fresh = []
        for child in contents.children:
            url = plain(child.url)
            known = self._state.feed(url) if url else None
            if url and not (known and child.stamp and known.stamp == child.stamp):
                fresh.append(Entry(url, child.stamp, child.at))
        fresh.sort(key=lambda child: -(child.at or 0.0))
        if len(fresh) > self._limits.children:
            notes.append(f"has {len(fresh)} new sitemaps, of which {self._limits.children} were read")
        return fresh[: self._limits.children]

    def _choose(self, entries: Iterable[Entry], source: Source) -> tuple[list[Entry], Counter[str]]:
        """The entries worth a look, newest first, and the number left out by reason."""
        left: Counter[str] = Counter()
        pattern = re.compile(source.pattern) if source.pattern else None
        oldest = self._clock.now() - source.newest
        chosen: dict[str, Entry] = {}
        for entry in entries:
            url = plain(entry.url, source.url)
            reason = _left_out(url, entry, source, pattern, oldest)
            if url and not reason:
                chosen.setdefault(url, Entry(url, entry.stamp, entry.at))
            else:
                left[reason] += 1
        kept, fresh = [], 0
        for entry in sorted(chosen.values(), key=lambda e: -(e.at or 0.0)):
            new = self._state.one("SELECT 1 FROM pages WHERE url = ?", entry.url) is None
            if new and fresh >= source.most:
                left["over-limit"] += 1
                continue
            fresh += new
            kept.append(entry)
        return kept, left


def _left_out(
    url: str | None, entry: Entry, source: Source, pattern: re.Pattern[str] | None, oldest: float
) -> str:  # fmt: skip
    """Why an entry is not worth a look: a reason code, or "" if it is."""
    if url is None:
        return "address"
    if source.kind == "listing" and not within(url, source.url):
        return "elsewhere"
    if pattern and not pattern.search(url):
        return "pattern"
    if entry.at is not None and entry.at < oldest:
        return "older"
    return ""


def _validators(url: str, answer: Answer, stamp: str = "") -> Polled:
    return Polled(url, answer.header("etag"), answer.header("last-modified"), stamp)
