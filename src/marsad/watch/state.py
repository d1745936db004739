"""What the watch remembers, in a small SQLite file beside the base (`FILE.watch.db`): sources, hosts, pages, captures.

Each step is one transaction: a poll's validators are kept only together with the links it found, and a capture together
with the place of its WARC record, so that a kill at any point leaves a step done or to be done again. Every time to
wait for is kept with the time it was set at: when the clock is set back, what is left of the wait counts (`rebase`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from msgspec import Struct

from marsad.watch.feeds import Entry
from marsad.watch.sources import Source
from marsad.watch.statefile import StateFile


class Page(Struct, frozen=True):
    """A page to fetch: `tries` so far in vain, `checks` looks after the first capture, validators of the last answer."""

    key: int
    url: str
    source: str
    host: str
    tries: int
    checks: int
    etag: str | None
    modified: str | None
    due: float


class Kept(Struct, frozen=True):
    """A capture: which page, whose article, which bytes, and where its WARC record lies."""

    page: int
    article: str
    url: str
    canonical: str
    sha256: str
    at: str
    file: str
    start: int
    length: int


class Polled(Struct, frozen=True):
    """A feed or sitemap that was read: what makes the next request of it conditional."""

    url: str
    etag: str | None
    modified: str | None
    stamp: str = ""


class State(StateFile):
    """An open state file. Raises StoreError subclasses only."""

    # ------------------------------------------------------------------ time
    def rebase(self, now: float) -> bool:
        """Where the clock was set back, let what is left of each wait count from now. Says whether it was so."""
        moved = 0
        with self.step():
            for table in ("sources", "hosts", "pages"):
                set_ = "SET due = ? + max(0, due - since), since = ? WHERE since > ? + 1"
                moved += self.run(f"UPDATE {table} {set_}", now, now, now)
            self.run("UPDATE hosts SET robots_due = min(robots_due, ? + 86400)", now)
        return moved > 0

    # ------------------------------------------------------------------ sources
    def list_sources(self, sources: Iterable[Source]) -> None:
        """Make the listed sources known; what is no longer listed keeps its history. One whose address or choice of
        links changed is polled afresh, without conditions."""
        with self.step():
            self.run("UPDATE sources SET listed = 0")
            for source in sources:
                shape = repr((source.url, source.kind, source.pattern, source.select, source.newest))
                old = self.one("SELECT shape FROM sources WHERE name = ?", source.name)
                if old is None:
                    new = (
                        "INSERT INTO sources (name, kind, url, shape, listed, due, since) VALUES (?, ?, ?, ?, 1, 0, 0)"
                    )
                    self.run(new, source.name, source.kind, source.url, shape)
                elif old["shape"] != shape:
                    self.run("DELETE FROM feeds WHERE source = ?", source.name)
                    changed = "UPDATE sources SET kind = ?, url = ?, shape = ?, due = 0, since = 0, failures = 0 WHERE name = ?"
                    self.run(changed, source.kind, source.url, shape, source.name)
                self.run("UPDATE sources SET listed = 1 WHERE name = ?", source.name)

    def sources_due(self, now: float, early: float) -> list[sqlite3.Row]:
        """Listed sources (name, due, failures) that are due within `early` seconds."""
        return self.rows(
            "SELECT name, due, failures FROM sources WHERE listed AND due <= ? ORDER BY due, name", now + early
        )

    def failures(self, name: str) -> int:
        row = self.one("SELECT failures FROM sources WHERE name = ?", name)
        return int(row["failures"]) if row else 0

    def resting(self, now: float) -> int:
        """How many listed sources failed and are not polled again yet."""
        return int(self.rows("SELECT count(*) FROM sources WHERE listed AND failures > 0 AND due > ?", now)[0][0])

    def host_rests(self, host: str, now: float) -> bool:
        """Is the host to be left alone, because it is down or asked for it?"""
        return self.one("SELECT 1 FROM hosts WHERE host = ? AND due > ?", host, now) is not None

    def next_due(self) -> float:
        """When something is due next, in seconds since 1970; 0 where nothing is listed."""
        row = self.one("""SELECT min(due) FROM (SELECT due FROM sources WHERE listed UNION ALL
            SELECT max(p.due, coalesce(h.due, 0)) FROM pages p JOIN sources s ON s.name = p.source AND s.listed
            LEFT JOIN hosts h ON h.host = p.host WHERE p.state = 'due')""")
        return float(row[0]) if row and row[0] is not None else 0.0

    def waiting(self, now: float) -> tuple[int, float] | None:
        """(pages still to fetch, when the first may be); None if there are none."""
        row = self.one(
            """SELECT count(*), min(max(p.due, coalesce(h.due, 0), ?)) FROM pages p
            JOIN sources s ON s.name = p.source AND s.listed LEFT JOIN hosts h ON h.host = p.host WHERE p.state = 'due'""",
            now,
        )
        return (int(row[0]), float(row[1])) if row and row[0] else None

    def feed(self, url: str) -> Polled | None:
        row = self.one("SELECT url, etag, modified, stamp FROM feeds WHERE url = ?", url)
        return Polled(*row) if row else None

    def poll_done(
        self, source: Source, found: Iterable[tuple[Entry, str]], polled: Iterable[Polled], *,
        at: str, now: float, due: float, note: str = "",
    ) -> tuple[int, int]:  # fmt: skip
        """Keep what a poll found ((entry, host) pairs) with its validators. Returns (new links, pages to look at again)."""
        fresh = again = 0
        with self.step():
            for entry, host in found:
                row = self.one("SELECT key, stamp, at, source FROM pages WHERE url = ?", entry.url)
                if row is None:
                    columns = "url, source, host, stamp, at, found, state, due, since"
                    new = f"INSERT INTO pages ({columns}) VALUES (?, ?, ?, ?, ?, ?, 'due', ?, ?)"  # noqa: S608
                    fresh += self.run(new, entry.url, source.name, host, entry.stamp, entry.at, at, now, now)
                elif _later(entry, source.name, row):
                    moved = (
                        "UPDATE pages SET stamp = ?, at = ?, state = 'due', due = ?, since = ?, tries = 0 WHERE key = ?"
                    )
                    again += self.run(moved, entry.stamp, entry.at, now, now, row["key"])
                elif entry.stamp and not row["stamp"]:
                    self.run("UPDATE pages SET stamp = ?, at = ? WHERE key = ?", entry.stamp, entry.at, row["key"])
            for feed in polled:
                keep = "INSERT OR REPLACE INTO feeds (url, source, etag, modified, stamp) VALUES (?, ?, ?, ?, ?)"
                self.run(keep, feed.url, source.name, feed.etag, feed.modified, feed.stamp)
            done = "UPDATE sources SET success = ?, failures = 0, note = ?, due = ?, since = ? WHERE name = ?"
            self.run(done, at, note, due, now, source.name)
        return fresh, again

    def poll_failed(self, name: str, error: str, *, at: str, now: float, due: float) -> None:
        failed = (
            "UPDATE sources SET failures = failures + 1, error = ?, error_at = ?, due = ?, since = ? WHERE name = ?"
        )
        self.run(failed, error, at, due, now, name)

    # ------------------------------------------------------------------ pages
    def next_pages(self, now: float) -> list[Page]:
        """The first page that is due of each host that may be asked now."""
        query = """
            SELECT p.key, p.url, p.source, p.host, p.tries, p.checks, p.etag, p.modified, min(p.due * 1e9 + p.key) AS due
            FROM pages p JOIN sources s ON s.name = p.source AND s.listed LEFT JOIN hosts h ON h.host = p.host
            WHERE p.state = 'due' AND p.due <= ? AND coalesce(h.due, 0) <= ? GROUP BY p.host ORDER BY 9"""
        return [Page(*row) for row in self.rows(query, now, now)]

    def page_done(self, page: int, *, etag: str | None, modified: str | None, now: float, due: float | None) -> None:
        """The page was looked at; `due`: when to look again, None for never."""
        done = """UPDATE pages SET state = ?, due = ?, since = ?, tries = 0, checks = checks + 1, etag = ?, modified = ?,
            reason = NULL, message = NULL WHERE key = ?"""
        self.run(done, "due" if due else "done", due or now, now, etag, modified, page)

    def page_left(self, page: int, state: str, code: str, message: str, *, now: float, due: float) -> None:
        """It could not be fetched: `state` is "due" (another try at `due`), "failed" or "skipped"."""
        left = (
            "UPDATE pages SET state = ?, reason = ?, message = ?, due = ?, since = ?, tries = tries + 1 WHERE key = ?"
        )
        self.run(left, state, code, message, due, now, page)

    # ------------------------------------------------------------------ captures
    def has(self, article: str, sha256: str) -> bool:
        return self.one("SELECT 1 FROM captures WHERE article = ? AND sha256 = ?", article, sha256) is not None

    def add_capture(self, kept: Kept) -> int:
        """Note a capture whose WARC record is written, and how long the file is by now. Part of a step."""
        row = """INSERT OR IGNORE INTO captures (page, article, url, canonical, sha256, at, file, start, length, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'fetched')"""
        added = self.run(row, *(getattr(kept, name) for name in kept.__struct_fields__))
        self.run("UPDATE warcs SET length = ? WHERE file = ?", kept.start + kept.length, kept.file)
        return added

    def pending(self) -> list[Kept]:
        """Captures that were fetched but not handed to the coder yet, oldest first."""
        fields = ", ".join(Kept.__struct_fields__)
        return [Kept(*row) for row in self.rows(f"SELECT {fields} FROM captures WHERE state = 'fetched' ORDER BY key")]  # noqa: S608

    def capture_read(self, kept: Kept, state: str, reason: str | None = None) -> None:
        """The coder has seen it: `state` is "coded" or "refused" with the reason code."""
        seen = "UPDATE captures SET state = ?, reason = ? WHERE article = ? AND sha256 = ?"
        self.run(seen, state, reason, kept.article, kept.sha256)

    def capture_lost(self, kept: Kept, now: float) -> None:
        """Its WARC record is gone before it was coded: fetch the page again."""
        with self.step():
            self.run("DELETE FROM captures WHERE article = ? AND sha256 = ?", kept.article, kept.sha256)
            again = "UPDATE pages SET state = 'due', due = ?, since = ?, etag = NULL, modified = NULL WHERE key = ?"
            self.run(again, now, now, kept.page)


def _later(entry: Entry, source: str, row: sqlite3.Row) -> bool:
    """Does an entry say that its page was changed since? Sources state different dates of one page (published, modified),
    so that only a later one counts; what is no date counts where the same source stated another."""
    if entry.at is not None and row["at"] is not None:
        return bool(entry.at > row["at"])
    return entry.at is None and source == row["source"] and bool(row["stamp"]) and entry.stamp not in ("", row["stamp"])
