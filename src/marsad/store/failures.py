"""What can go wrong with a base, each with its own stable code; the driver's errors are put into these words here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from marsad.errors import MarsadError, StoreError


class StoreLockedError(StoreError):
    """Another process held the base for longer than the timeout."""

    code = "store-locked"


class StoreFullError(StoreError):
    """The disk (or quota, or file size limit) has no room for the write; the article was rolled back."""

    code = "store-full"


class StoreDeniedError(StoreError):
    """The file or its folder may not be read or written, or is not a file at all."""

    code = "store-denied"


class StoreMissingError(StoreError):
    """There is no base at that path, and the command does not make one."""

    code = "store-missing"


class StoreForeignError(StoreError):
    """The file is not a Marsad base."""

    code = "store-foreign"


class StoreNewerError(StoreError):
    """The base was written by a newer Marsad, whose tables this one does not know."""

    code = "store-newer"


class StoreDamagedError(StoreError):
    """The file is a base, but its pages are damaged."""

    code = "store-damaged"


class NotStoredError(MarsadError):
    """The base holds nothing under the id that was asked for."""

    code = "not-found"


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


def explain(error: BaseException, where: str) -> StoreError:
    """The named error for a driver's error; an unknown one keeps the driver's words."""
    origin = getattr(error, "orig", None) or error
    name = getattr(origin, "sqlite_errorname", None) or ""
    for prefix, kind, what, todo in _CAUSES:
        if name.startswith(prefix):
            return kind(what, where=where, todo=todo)
    return StoreError(
        f"the base refused the command ({origin})", where=where, todo="Please report this with the command"
    )


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turn the driver's errors inside the block into named ones, with `where` (the path) in front."""
    import sqlite3

    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise explain(error, where) from error
