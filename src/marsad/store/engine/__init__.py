"""Connections: the one place that knows which database stands behind the tables.

A path or `sqlite:///` URL is a SQLite file; `postgresql+psycopg://user@host/db` is PostgreSQL. Both give the same
promise: a transaction that writes takes the writer's place at its start (so writers come one after the other and none
has to give up half-way), and readers see the base as it was when they began. What differs is in `sqlite` and
`postgres`, which offer the same functions; callers use the ones below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from marsad.store.engine import postgres, sqlite
from marsad.store.engine.found import Found
from marsad.store.failures import StoreForeignError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["Found", "add_words", "connect", "damage", "file_of", "matches", "reader", "shown", "unindexed"]

_BY_SCHEME = {"postgresql": postgres, "postgresql+psycopg": postgres, "sqlite": sqlite}


def _database(target: str | Path) -> ModuleType:
    text = str(target)
    if "://" not in text:
        return sqlite
    scheme = text.split("://", 1)[0]
    if scheme not in _BY_SCHEME:
        todo = "Name a file after --db, or postgresql+psycopg://user@host/db"
        raise StoreForeignError(f"{scheme} is no kind of database that Marsad knows", where=shown(text), todo=todo)
    return _BY_SCHEME[scheme]


def _of(connection: Connection) -> ModuleType:
    return postgres if connection.dialect.name == "postgresql" else sqlite


def shown(target: str | Path) -> str:
    """The target as messages may show it: a path, or the URL without its password."""
    text = str(target)
    if "://" not in text:
        return text
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(text).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return text.split("://", 1)[0] + "://…"


def file_of(target: str | Path) -> Path | None:
    """The SQLite file behind a path or URL; None for a base on a server."""
    return sqlite.file_of(target) if _database(target) is sqlite else None


def connect(target: str | Path, *, create: bool, readonly: bool, timeout: float) -> Engine:
    """An engine for the base. `timeout`: seconds to wait while another process writes. Touches the base only on use.

    Raises StoreForeignError for other databases, StoreDriverError where the driver is not installed.
    """
    engine: Engine = _database(target).connect(target, create=create, readonly=readonly, timeout=timeout)
    return engine


def reader(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they wait for no writer and see one state of the base."""
    options = postgres.READING if engine.dialect.name == "postgresql" else sqlite.READING
    return engine.execution_options(**options)


def damage(connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its pages; empty when all is whole."""
    return _of(connection).damage(connection)  # type: ignore[no-any-return]


def after_load(connection: Connection, table: str) -> None:
    """Rows with given keys were written into `table`: let the next own key come after them."""
    _of(connection).after_load(connection, table)


def add_words(connection: Connection, article: int, words: Sequence[str]) -> None:
    """Put the words of an article (folded spellings, in order, repeated as they occur) into the search index."""
    _of(connection).add_words(connection, article, words)


def clear_words(connection: Connection) -> None:
    """Empty the search index."""
    _of(connection).clear_words(connection)


def matches(connection: Connection, groups: Sequence[Sequence[str]]) -> Iterator[Found]:
    """Articles that hold a word of EVERY group, best first; ties in the order of their keys."""
    return _of(connection).matches(connection, groups)  # type: ignore[no-any-return]


def unindexed(connection: Connection) -> list[int]:
    """Keys of articles that the search index misses."""
    return _of(connection).unindexed(connection)  # type: ignore[no-any-return]
