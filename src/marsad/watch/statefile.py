"""The small SQLite file of the watch: its tables and version, opening it, and transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from marsad.store.failures import in_words
from marsad.watch.problems import WatchNewerError

VERSION = 1
APPLICATION = 0x6D727764  # "mrwd", told by `file` and checked on opening
_TABLES = """
CREATE TABLE sources (name TEXT PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, shape TEXT NOT NULL,
  listed INTEGER NOT NULL,
  due REAL NOT NULL, since REAL NOT NULL, success TEXT, failures INTEGER NOT NULL DEFAULT 0,
  error TEXT, error_at TEXT, note TEXT NOT NULL DEFAULT '');
CREATE TABLE feeds (url TEXT PRIMARY KEY, source TEXT NOT NULL, etag TEXT, modified TEXT, stamp TEXT);
CREATE TABLE hosts (host TEXT PRIMARY KEY, robots TEXT, robots_due REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, since REAL NOT NULL DEFAULT 0);
CREATE TABLE pages (key INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL, host TEXT NOT NULL,
  stamp TEXT NOT NULL, at REAL, found TEXT NOT NULL, state TEXT NOT NULL, due REAL NOT NULL, since REAL NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, checks INTEGER NOT NULL DEFAULT 0, etag TEXT, modified TEXT,
  reason TEXT, message TEXT);
CREATE INDEX pages_due ON pages (state, host, due, key);
CREATE TABLE captures (key INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES pages (key), article TEXT NOT NULL,
  url TEXT NOT NULL, canonical TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL,
  start INTEGER NOT NULL, length INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, UNIQUE (article, sha256));
CREATE INDEX captures_state ON captures (state);
CREATE TABLE warcs (file TEXT PRIMARY KEY, length INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0, note TEXT);
"""


class StateFile:
    """The open file. Raises StoreError subclasses only."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.where = str(path)
        with in_words(self.where):
            mode = "ro" if readonly else "rwc"
            self.db = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            try:
                self._settle(readonly)
            except BaseException:
                self.db.close()
                raise

    def _settle(self, readonly: bool) -> None:
        self.db.row_factory = sqlite3.Row
        if not readonly:
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA synchronous = NORMAL")
        version = int(self.db.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise WatchNewerError(
                f"was written by a newer Marsad (state {version}, known {VERSION})", where=self.where,
                todo="Install the newer one",
            )  # fmt: skip
        if version == 0 and not readonly:
            with self.step():
                for statement in filter(str.strip, _TABLES.split(";")):
                    self.db.execute(statement)
                self.db.execute(f"PRAGMA user_version = {VERSION}")
                self.db.execute(f"PRAGMA application_id = {APPLICATION}")

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def step(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        with in_words(self.where):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with in_words(self.where), closing(self.db.execute(query, values)) as cursor:
            return cursor.fetchall()

    def one(self, query: str, *values: Any) -> sqlite3.Row | None:
        found = self.rows(query, *values)
        return found[0] if found else None

    def run(self, query: str, *values: Any) -> int:
        """Change rows; inside or outside of a step. Returns how many changed."""
        with in_words(self.where):
            return self.db.execute(query, values).rowcount
