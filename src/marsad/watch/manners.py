"""Good manners towards hosts: robots.txt, pauses between requests, and leaving a host alone that asks for it or is down."""

from __future__ import annotations

import random
from urllib.parse import urlsplit

from msgspec import Struct

from marsad.capture.fetch import Fetcher
from marsad.capture.problems import CaptureError
from marsad.watch.clock import DAY, Clock, backoff, retry_after
from marsad.watch.links import host_of
from marsad.watch.robots import SIZE_MOST, Rules, read_robots
from marsad.watch.state import State

ROBOTS_FOR = DAY  # how long robots.txt is believed, RFC 9309 section 2.4
DOWN = frozenset({"timeout", "network", "http-429", "http-503"})  # what says that the whole host wants rest


class Limits(Struct, frozen=True):
    """Seconds, numbers and bytes; smaller ones are for tests. `first`, `most`: back-off of pages and hosts; `tries`: how
    often a page is tried; `patience`: the longest pause within a round."""

    first: float = 60.0
    most: float = 6 * 3600.0
    tries: int = 5
    patience: float = 90.0
    page: int = 10_000_000
    feed: int = 50_000_000  # sitemaps.org allows sitemaps of 50 MB
    children: int = 50  # sitemaps of an index that are read in one poll
    jitter: float = 0.25  # of a pause or interval, added by chance


class FetchError(CaptureError):
    """A fetch in vain: `wait` is what Retry-After asked for, in seconds; `again`: it may go better later."""

    def __init__(self, code: str, what: str, *, wait: float = 0.0, again: bool = True, todo: str = "") -> None:
        super().__init__(code, what, todo=todo)
        self.wait, self.again = wait, again


class Manners:
    """Asked before each request (`permit`), told of each failure (`failed`) and success (`well`)."""

    def __init__(self, state: State, fetcher: Fetcher, clock: Clock, chance: random.Random, limits: Limits) -> None:
        self._state, self._fetcher, self._clock, self._chance, self._limits = state, fetcher, clock, chance, limits
        self._ready: dict[str, float] = {}  # host -> steady time of the next request
        self._parsed: dict[str, tuple[str, Rules]] = {}
        self._delay = 5.0

    def wait_for(self, host: str) -> float:
        """Seconds until the host may be asked again."""
        return max(0.0, self._ready.get(host, 0.0) - self._clock.steady())

    def pace(self, seconds: float) -> None:
        """The delay of the source we work for; a Crawl-delay that is longer wins."""
        self._delay = seconds

    def permit(self, url: str) -> None:
        """Wait for our turn. Raises CaptureError `robots`, or FetchError where robots.txt cannot be had just now."""
        host = host_of(url)
        rules = self._rules(url, host)
        if not rules.allow(url):
            raise CaptureError("robots", "is not to be fetched, says robots.txt", todo="Leave it out")
        self._turn(host, max(self._delay, rules.delay))

    def _turn(self, host: str, delay: float) -> None:
        wait = self.wait_for(host)
        if wait > self._limits.patience:
            raise FetchError("later", f"has to wait {wait:.0f} seconds for its turn at {host}", wait=wait)
        if wait > 0:
            self._clock.sleep(wait)
        self._ready[host] = self._clock.steady() + delay * (1 + self._limits.jitter * self._chance.random())

    def _rules(self, url: str, host: str) -> Rules:
        row = self._state.one("SELECT robots, robots_due FROM hosts WHERE host = ?", host)
        if row and row["robots"] is not None and row["robots_due"] > self._clock.now():
            return self._read(host, row["robots"])
        text = self._robots(f"{urlsplit(url).scheme}://{host}/robots.txt")
        keep = """INSERT INTO hosts (host, robots, robots_due) VALUES (?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET robots = excluded.robots, robots_due = excluded.robots_due"""
        self._state.run(keep, host, text, self._clock.now() + ROBOTS_FOR)
        return self._read(host, text)

    def _read(self, host: str, text: str) -> Rules:
        """Parsed once for each text."""
        if host not in self._parsed or self._parsed[host][0] != text:
            self._parsed[host] = (text, read_robots(text))
        return self._parsed[host][1]

    def _robots(self, url: str) -> str:
        """robots.txt; "" where the site has none (4xx). A site that cannot answer for it is not fetched from (RFC 9309)."""
        self._turn(host_of(url), 0.0)
        try:
            answer = self._fetcher.fetch(url, accept="text/plain", limit=SIZE_MOST)
        except CaptureError as error:
            if error.code in ("too-large", "bomb", "redirects"):
                raise FetchError("robots-unreadable", f"has a robots.txt that {error.what}") from error
            raise
        if answer.status == 429 or answer.status >= 500:
            wait = retry_after(answer.header("retry-after"), self._clock.now())
            raise FetchError(f"http-{answer.status}", f"answered {answer.status} for robots.txt", wait=wait)
        return answer.body.decode("utf-8", "replace").replace("\0", "") if answer.status == 200 else ""

    def well(self, url: str) -> None:
        """The host answered: it is forgiven."""
        self._state.run("UPDATE hosts SET failures = 0, due = 0 WHERE host = ? AND failures > 0", host_of(url))

    def failed(self, url: str, error: CaptureError) -> None:
        """Leave a host alone for a while that is down or asks us to wait."""
        if error.code not in DOWN:
            return
        host, now = host_of(url), self._clock.now()
        row = self._state.one("SELECT failures FROM hosts WHERE host = ?", host)
        failures = (row["failures"] if row else 0) + 1
        wait = backoff(failures, first=self._limits.first, most=self._limits.most, chance=self._chance)
        due = now + max(wait, getattr(error, "wait", 0.0))
        keep = """INSERT INTO hosts (host, failures, due, since) VALUES (?, ?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET failures = excluded.failures, due = excluded.due, since = excluded.since"""
        self._state.run(keep, host, failures, due, now)
