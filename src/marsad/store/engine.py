"""Connections: the one place that knows which database stands behind the tables (today SQLite).

SQLite runs in WAL (readers while one writer works) with foreign keys on. `synchronous=NORMAL` in WAL keeps the base
whole through a power cut; the last articles before it may have to be coded again (sqlite.org/pragma.html).
The driver's own transaction handling is switched off so that tables are made inside a transaction too.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.store.failures import StoreDeniedError, StoreForeignError, StoreMissingError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def file_of(target: str | Path) -> Path:
    """The file behind a path or a sqlite:/// URL. Raises StoreForeignError for URLs of databases not supported yet."""
    text = str(target)
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    if "://" in text:
        raise StoreForeignError("this kind of database is not supported yet", where=text, todo="Name a file after --db")
    return Path(text)


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
    """An engine for the base. `timeout`: seconds to wait while another process writes. Touches the file only on use.

    A transaction takes the writer's place at its start, so that it never has to give up half-way; with the execution
    option `reading` it does not.
    """
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


def damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages and references; empty when all is whole."""
    lines = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return lines + [f"{row[0]} row {row[1]} points to a missing row of {row[2]}" for row in orphans]
