"""PostgreSQL through psycopg 3 (the extra `marsad[postgres]`).

Writers come one after the other by an advisory lock that each takes at the start of its transaction; `lock_timeout`
bounds the wait. Readers run in REPEATABLE READ, so that they see one state of the base. The search index is a table
of tsvectors ('simple': our folding has done the rest) under a GIN index; a tsvector may not grow beyond 1 MB
(postgresql.org/docs/current/textsearch-limitations.html), so that a very long article takes several rows.
"""

from __future__ import annotations

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

READING = {"reading": True, "isolation_level": "REPEATABLE READ"}
WRITER = 0x6D61727361640001  # the advisory lock of whoever writes: "marsad" in ASCII, and 1
CHUNK_BYTES = 400_000  # of the words in one tsvector: with their positions that stays below 1 MB
WORD_LETTERS = 500  # of one word at most; PostgreSQL leaves out lexemes above 2 KB with a notice

_WAIT = "Wait for it to end, then run the command again"
_ACCESS = "Check the user and password in the URL (or PGPASSWORD, ~/.pgpass)"
_GRANT = "Ask the owner of the database for the right to read and write it"
_SERVER = "Check the host and port in the URL, and that the server runs"
_ROOM = "Free some space on the server, then run the command again: it goes on where it was"
_MAKE = "Make it with: createdb NAME, or check the name in the URL"

# By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html), longest prefix first.
_STATES: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("55P03", StoreLockedError, "another process is writing to it", _WAIT),
    ("40", StoreLockedError, "another process wrote at the same moment", "Run the command again"),
    ("57P03", StoreLockedError, "the server is starting or stopping", "Run the command again in a moment"),
    ("53100", StoreFullError, "no room left on the server's disk", _ROOM),
    ("53", StoreLockedError, "the server has no connection or memory left", "Run the command again in a moment"),
    ("28", StoreDeniedError, "the server refuses this user or password", _ACCESS),
    ("3D000", StoreMissingError, "there is no such database", _MAKE),
    ("42501", StoreDeniedError, "this user may not do that", _GRANT),
    ("25006", StoreDeniedError, "may not be written", "It was opened for reading, or the server only reads"),
    ("XX001", StoreDamagedError, "the base is damaged", "Restore it from a backup"),
    ("XX002", StoreDamagedError, "the base is damaged", "Restore it from a backup"),
    ("57P", StoreLockedError, "the server closed the connection", "Run the command again: it goes on where it was"),
)  # fmt: skip

# A connection that fails carries no SQLSTATE; the words are the server's or libpq's.
_WORDS: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("password", StoreDeniedError, "the server refuses this user or password", _ACCESS),
    ("authentication failed", StoreDeniedError, "the server refuses this user or password", _ACCESS),
    ("pg_hba.conf", StoreDeniedError, "the server refuses this user or password", _ACCESS),
    ("role ", StoreDeniedError, "the server does not know this user", _ACCESS),
    ("database ", StoreMissingError, "there is no such database", _MAKE),
    ("too many", StoreLockedError, "the server has no connection left", "Run the command again in a moment"),
    ("starting up", StoreLockedError, "the server is starting", "Run the command again in a moment"),
)  # fmt: skip


def cause(error: Any) -> tuple[type[StoreError], str, str] | None:
    """Error class, what and todo for an error of the driver; None for one without a name here."""
    state = getattr(error, "sqlstate", None)
    if state:
        return next((rest for prefix, *rest in _STATES if state.startswith(prefix)), None)  # type: ignore[return-value]
    words = str(error)
    if "connection failed" in words or "connection timeout" in words or "connection is bad" in words:
        told = words.split("FATAL:")[-1] if "FATAL:" in words or "password" in words else ""
        return next(
            (rest for part, *rest in _WORDS if part in told),  # type: ignore[return-value]
            (StoreMissingError, f"no server answers ({words.splitlines()[0]})", _SERVER),
        )
    if "the connection is closed" in words or "server closed the connection" in words or "terminating" in words:
        return StoreLockedError, "the server closed the connection", "Run the command again: it goes on where it was"
    return None


def connect(target: str | Path, *, create: bool, readonly: bool, timeout: float) -> Engine:
    """As `engine.connect`. The database itself is made by its owner (createdb), never here."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    from marsad.store.engine import shown

    where = shown(target)
    try:
        url = make_url(str(target)).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        todo = "Write it as postgresql+psycopg://user@host/db"
        raise StoreForeignError("not a URL of a database", where=where, todo=todo) from None
    seconds = max(2, round(timeout))  # libpq takes no less than 2
    try:
        engine = create_engine(url, connect_args={"connect_timeout": seconds, "client_encoding": "UTF8"})
    except ModuleNotFoundError:
        todo = "Install it with: pip install 'marsad[postgres]'"
        raise StoreDriverError("the driver for PostgreSQL is not installed", where=where, todo=todo) from None

    @event.listens_for(engine, "connect")
    def settle(dbapi: Any, _record: object) -> None:
        _settle(dbapi, where, readonly, timeout)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not readonly and not connection.get_execution_options().get("reading"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")

    return engine


def _settle(dbapi: Any, where: str, readonly: bool, timeout: float) -> None:
    with dbapi.cursor() as cursor:
        encoding = cursor.execute("SHOW server_encoding").fetchone()[0]
        if encoding != "UTF8":
            todo = "Make one with: createdb --encoding UTF8 --template template0 NAME"
            raise StoreForeignError(f"its encoding is {encoding}, not UTF8", where=where, todo=todo)
        cursor.execute(f"SET lock_timeout = {round(timeout * 1000)}")  # milliseconds
        if readonly:
            cursor.execute("SET default_transaction_read_only = on")
    dbapi.commit()


def damage(connection: Connection) -> Iterator[str]:
    """Nothing: the server checks pages as it reads them, and `verify` reads every row."""
    yield from ()


def after_load(connection: Connection, table: str) -> None:
    """As `engine.after_load`."""
    name = connection.dialect.identifier_preparer.quote(table)
    connection.exec_driver_sql(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'key'), (SELECT max(key) FROM {name})) "  # noqa: S608 (our tables)
        f"WHERE EXISTS (SELECT 1 FROM {name})"
    )


def make_index(connection: Connection) -> None:
    """The table of the search index (migration 0003)."""
    connection.exec_driver_sql(
        "CREATE TABLE search (article INTEGER NOT NULL REFERENCES articles (key), part INTEGER NOT NULL, "
        "words tsvector NOT NULL, PRIMARY KEY (article, part))"
    )
    connection.exec_driver_sql("CREATE INDEX ix_search_words ON search USING gin (words)")


def add_words(connection: Connection, article: int, words: Sequence[str]) -> None:
    """As `engine.add_words`."""
    from sqlalchemy import text

    insert = text("INSERT INTO search (article, part, words) VALUES (:article, :part, to_tsvector('simple', :words))")
    for part, kept in enumerate(_chunks(words)):
        connection.execute(insert, {"article": article, "part": part, "words": kept})


def _chunks(words: Sequence[str]) -> Iterator[str]:
    """The words in strings that a tsvector can hold; at least one, so that an article without words is known too."""
    chunk: list[str] = []
    size = 0
    for word in words:
        chunk.append(word[:WORD_LETTERS])
        size += len(chunk[-1].encode()) + 1
        if size > CHUNK_BYTES:
            yield " ".join(chunk)
            chunk, size = [], 0
    yield " ".join(chunk)


def clear_words(connection: Connection) -> None:
    """As `engine.clear_words`."""
    connection.exec_driver_sql("DELETE FROM search")


def matches(connection: Connection, groups: Sequence[Sequence[str]]) -> Iterator[Found]:
    """As `engine.matches`, by ts_rank. Words hold letters and digits only, so that quoting them is enough."""
    from sqlalchemy import text

    each = [" | ".join(f"'{word[:WORD_LETTERS]}'" for word in group) for group in groups]
    parameters = {f"w{n}": query for n, query in enumerate(each)}
    one = "article IN (SELECT article FROM search WHERE words @@ to_tsquery('simple', :w{}))"
    query = (
        "SELECT article, sum(ts_rank(words, to_tsquery('simple', :any), 1)) FROM search WHERE "  # noqa: S608 (our names)
        + " AND ".join(one.format(n) for n in range(len(each)))
        + " GROUP BY article ORDER BY 2 DESC, 1"
    )
    parameters["any"] = " | ".join(each)
    for key, rank in connection.execute(text(query), parameters):
        yield Found(key, rank)


def unindexed(connection: Connection) -> list[int]:
    """As `engine.unindexed`."""
    query = "SELECT key FROM articles a WHERE NOT EXISTS (SELECT 1 FROM search WHERE article = a.key) ORDER BY key"
    return [row[0] for row in connection.exec_driver_sql(query)]
