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


class StoreOlderError(StoreError):
    """The base has the tables of an older Marsad; opening it for writing brings it up to date."""

    code = "store-older"


class StoreDamagedError(StoreError):
    """The file is a base, but its pages are damaged."""

    code = "store-damaged"


class StoreDriverError(StoreError):
    """The program that speaks to this kind of database is not installed, or lacks a part we need."""

    code = "store-driver"


class StoreExistsError(StoreError):
    """There is something already where a new file or base should go."""

    code = "store-exists"


class DumpError(StoreError):
    """A file of `marsad export base` that is damaged, cut off, or not one at all; `where` is file:line."""

    code = "dump-damaged"


class DumpNewerError(StoreError):
    """A file of `marsad export base` by a newer Marsad."""

    code = "dump-newer"


class QueryError(MarsadError):
    """A search without a word to search for."""

    code = "query"
    exit_status = 2


class NotStoredError(MarsadError):
    """The base holds nothing under the id that was asked for."""

    code = "not-found"


def explain(error: BaseException, where: str) -> StoreError:
    """The named error for a driver's error; an unknown one keeps the driver's words."""
    from marsad.store.engine import postgres, sqlite

    origin = getattr(error, "orig", None) or error
    found = sqlite.cause(origin) or postgres.cause(origin)
    if found:
        kind, what, todo = found
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
