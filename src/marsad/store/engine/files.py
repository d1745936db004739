"""A SQLite base as a file: copied while others work with it, and put in the place of another.

The copy is made by SQLite's online backup (sqlite.org/backup.html) in one step, so that writers cannot make it begin
again; it is a single file, without a WAL beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

from marsad.store.engine.sqlite import MAGIC
from marsad.store.failures import StoreLockedError

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to a file


def is_sqlite(path: Path) -> bool:
    """Does the file begin as SQLite files do?"""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def copy(source: Path, target: Path, *, timeout: float) -> None:
    """A copy of the base as it is now, as one file that is on the disk when this returns. Raises sqlite3.Error."""
    import sqlite3
    from contextlib import closing

    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=timeout)) as old,
        closing(sqlite3.connect(target, timeout=timeout)) as new,
    ):
        old.execute("PRAGMA query_only = ON")
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
    sync(target)


def sync(path: Path) -> None:
    """Have the file and its name on the disk."""
    for name in (path, path.parent):
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def set_aside(path: Path, *, where: str) -> Path:
    """Give a base (whole or not) and what is beside it another name; returns that. Raises StoreLockedError where
    another process has it open."""
    _ours_alone(path, where)
    number = 1
    while (aside := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + end))
    path.replace(aside)
    return aside


def _ours_alone(path: Path, where: str) -> None:
    """In WAL mode an exclusive lock is refused while anybody has the file open (sqlite.org/pragma.html)."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                todo = "End whatever uses it, then run the command again"
                raise StoreLockedError("another process has it open", where=where, todo=todo) from None
            # damaged or no base at all: nobody can be working with it
