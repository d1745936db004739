"""SQLite: a file, in WAL (readers while one writer works), with foreign keys on.

`synchronous=NORMAL` in WAL keeps the base whole through a power cut; the last articles before it may have to be coded
again (sqlite.org/pragma.html). The driver's own transaction handling is switched off so that tables are made inside a
transaction too. The search index is an FTS5 table without content of its own (sqlite.org/fts5.html): rowid is the key
of the article, phrases are looked for in the captured text (see store/search.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.errors import StoreError
from marsad.store.engine.found import Found
from marsad.store.failures import (
    StoreDamagedError,
    StoreDeniedError,
    StoreDriverError,
    StoreForeignError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

READING = {"reading": True}
MAGIC = b"SQLite format 3\0"  # how such a file begins (sqlite.org/fileformat.html)

# SQLite's result names (https://www.sqlite.org/rescode.html), longest prefix first.
_WAIT = "Wait for it to end, then run the command again"
_RIGHTS = "Check the path and the permissions of the file and its folder"
_AGAIN = "then run the command again: it goes on where it was"
_CAUSES: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("SQLITE_BUSY", StoreLockedError, "another process is writing to it", _WAIT),
    ("SQLITE_LOCKED", StoreLockedError, "another process is writing to it", _WAIT),
    ("SQLITE_FULL", StoreFullError, "no room left on the disk", f"Free some space, {_AGAIN}"),
    ("SQLITE_IOERR", StoreFullError, "the disk refused a read or write (full, over a quota or size limit, or failing)",
     f"Make room or check the disk, {_AGAIN}"),
    ("SQLITE_NOTADB", StoreForeignError, "not a Marsad base", "Name another file after --db"),
    ("SQLITE_CORRUPT", StoreDamagedError, "the base is damaged", "Restore it from a backup, or code into a new file"),
    ("SQLITE_READONLY", StoreDeniedError, "may not be written", _RIGHTS),
    ("SQLITE_CANTOPEN", StoreDeniedError, "cannot be opened", _RIGHTS),
    ("SQLITE_PERM", StoreDeniedError, "may not be opened", _RIGHTS),
)  # fmt: skip


def cause(error: Any) -> tuple[type[StoreError], str, str] | None:
    """Error class, what and todo for an error of the driver; None for one without a name here."""
    if "no such module: fts5" in str(error):
        return StoreDriverError, "this SQLite has no full-text search (FTS5)", "Use a Python whose sqlite3 has FTS5"
    name = getattr(error, "sqlite_errorname", None) or ""
    return next((rest for prefix, *rest in _CAUSES if name.startswith(prefix)), None)  # type: ignore[return-value]


def file_of(target: str | Path) -> Path:
    """The file behind a path or a sqlite:/// URL."""
    return Path(str(target).removeprefix("sqlite:///"))


def check_file(path: Path, *, create: bool) -> None:
    """Say clearly what SQLite would only call "unable to open database file"."""
    if path.is_dir():
        raise StoreDeniedError("is a folder", where=str(path), todo=f"Name a file, such as {path / 'marsad.db'}")
    if path.exists():
        return
    if not create:
        raise StoreMissingError("no such base", where=str(path), todo=f"Make one with: marsad code INPUT --db {path}")
    if not path.parent.is_dir():
        raise StoreMissingError("its folder is not there", where=str(path), todo=f"Make {path.parent} first")


def connect(target: str | Path, *, create: bool, readonly: bool, timeout: float) -> Engine:
    """As `engine.connect`."""
    from sqlalchemy import URL, create_engine, event

    path = file_of(target)
    check_file(path, create=create)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def settle(dbapi: Any, _record: object) -> None:
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys = ON")
        if readonly:
            dbapi.execute("PRAGMA query_only = ON")
        else:
            _write_ahead(dbapi, timeout)
            dbapi.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = readonly or connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(dbapi: Any, timeout: float) -> None:
    """Turn WAL on. SQLite does not wait for a lock here (sqlite.org/wal.html), so two processes that open a new base
    at once would meet; we wait for up to `timeout` seconds instead."""
    import sqlite3

    until = time.monotonic() + timeout
    while True:
        try:
            dbapi.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(0.02)


def damage(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong with the pages and indexes of the file."""
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"the file: {row[0]}"


def after_load(connection: Connection, table: str) -> None:
    """Nothing to do: the next key comes after the largest."""


def make_index(connection: Connection) -> None:
    """The table of the search index (migration 0003)."""
    connection.exec_driver_sql("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='unicode61')")


def add_words(connection: Connection, article: int, words: Sequence[str]) -> None:
    """As `engine.add_words`."""
    connection.exec_driver_sql("INSERT INTO search (rowid, words) VALUES (?, ?)", (article, " ".join(words)))


def clear_words(connection: Connection) -> None:
    """As `engine.clear_words`."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")


def matches(connection: Connection, groups: Sequence[Sequence[str]]) -> Iterator[Found]:
    """As `engine.matches`, by bm25. Words hold letters and digits only, so that quoting them is enough."""
    wanted = " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)
    query = "SELECT rowid, bm25(search) FROM search WHERE search MATCH ? ORDER BY 2, 1"
    for key, rank in connection.exec_driver_sql(query, (wanted,)):
        yield Found(key, -rank)


def unindexed(connection: Connection) -> list[int]:
    """As `engine.unindexed`."""
    query = "SELECT key FROM articles WHERE key NOT IN (SELECT rowid FROM search) ORDER BY key"
    return [row[0] for row in connection.exec_driver_sql(query)]
