"""Reading and writing the base: one transaction for each article, and nothing written twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import func, select

from marsad.model.document import Article, Capture, Paragraph
from marsad.model.record import Event, Record, Versions
from marsad.store import engine as engines
from marsad.store.failures import NotStoredError, in_words
from marsad.store.keeping import insert, keep_article, keep_capture, keep_reading, stamped
from marsad.store.schema import articles, captures, metadata, problems, readings, reports, runs
from marsad.store.upgrade import bring_up
from marsad.store.wholeness import faults

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql import Select

BUSY_SECONDS = 10.0  # how long to wait for another writer before giving up; one article takes some milliseconds


class Stored(Struct, frozen=True):
    """What a write did: which rows hold the article and its reading, and whether they are new."""

    article: int
    reading: int
    new_article: bool
    new_reading: bool


class StoredReport(Struct, frozen=True):
    """An event in force, with what one needs to know of its article."""

    article: str
    title: str | None
    publisher: str | None
    published: str | None
    event: Event


class Store:
    """An open base. Use as a context manager; every method raises StoreError subclasses only."""

    def __init__(self, target: str | Path, *, create: bool, readonly: bool, timeout: float) -> None:
        self.where = engines.shown(target)
        with in_words(self.where):
            self._engine = engines.connect(target, create=create, readonly=readonly, timeout=timeout)
            try:
                bring_up(self._engine, self.where, readonly=readonly)
            except BaseException:
                self._engine.dispose()
                raise
            self._reader = engines.reader(self._engine)

    @classmethod
    def open(cls, target: str | Path, *, timeout: float = BUSY_SECONDS) -> Self:
        """Open for writing; make the base or bring its tables up to date where needed."""
        return cls(target, create=True, readonly=False, timeout=timeout)

    @classmethod
    def view(cls, target: str | Path, *, timeout: float = BUSY_SECONDS) -> Self:
        """Open an existing base for reading only."""
        return cls(target, create=False, readonly=True, timeout=timeout)

    def close(self) -> None:
        with in_words(self.where):
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the writer's place: whole at the end of the block, or nothing of it."""
        with in_words(self.where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the base as it is now, whatever is written meanwhile."""
        with in_words(self.where), self._reader.begin() as connection:
            yield connection

    # ------------------------------------------------------------------ writing

    def start_run(self, command: str, versions: Versions, at: str) -> int:
        """Note that a command begins; `at`: ISO time (UTC). Returns the key of the run."""
        with self.writing() as connection:
            return insert(connection, runs, {"command": command, "started": at, **stamped(versions)})

    def end_run(
        self, run: int, at: str, *, coded: int, new_readings: int, failed: int, error: str | None = None
    ) -> None:
        """Note how a command ended; `error` is the code of what stopped it, None when it went through."""
        values = {"ended": at, "coded": coded, "new_readings": new_readings, "failed": failed, "error": error}
        with self.writing() as connection:
            connection.execute(runs.update().where(runs.c.key == run).values(values))

    def add_problem(self, run: int, origin: str, code: str, message: str, at: str) -> None:
        """Keep an input that could not be read or coded, with its reason code."""
        with self.writing() as connection:
            row = {"run": run, "origin": origin, "code": code, "message": message, "at": at}
            insert(connection, problems, row)

    def add(self, capture: Capture, article: Article, record: Record, *, at: str) -> Stored:
        """Write an article and its reading in one transaction; what is there already is left as it is."""
        with self.writing() as connection:
            capture_key = keep_capture(connection, capture)
            article_key, new_article = keep_article(connection, capture_key, capture.published, article, at)
            reading_key, new_reading = keep_reading(connection, article_key, record, at)
        return Stored(article_key, reading_key, new_article, new_reading)

    def sighted(self, capture: Capture) -> None:
        """Note that known bytes were met again (a new row only for a new origin)."""
        with self.writing() as connection:
            keep_capture(connection, capture)

    # ------------------------------------------------------------------ reading

    def known(self, capture: Capture, versions: Versions) -> Record | None:
        """The reading in force of these very bytes by these very versions, so that they need not be coded again."""
        query = (
            _records()
            .join(captures, captures.c.key == articles.c.capture)
            .where(captures.c.sha256 == capture.sha256, readings.c.current == 1)
            .where(articles.c.given_published.is_not_distinct_from(capture.published))
        )
        for column, value in stamped(versions).items():
            query = query.where(readings.c[column] == value)
        with self.reading() as connection:
            row = connection.execute(query).first()
        return _record(row) if row else None

    def record(self, article: str) -> Record:
        """The reading in force of an article. Raises NotStoredError."""
        query = _records().where(articles.c.id == article, readings.c.current == 1)
        with self.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise self._nothing(article)
        return _record(row)

    def article_of(self, report: str) -> str:
        """The id of the article that reports an event. Raises NotStoredError."""
        query = (
            select(articles.c.id)
            .join(readings, readings.c.article == articles.c.key)
            .join(reports, reports.c.reading == readings.c.key)
            .where(reports.c.id == report, readings.c.current == 1)
        )
        with self.reading() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            raise self._nothing(report)
        return str(found)

    def records(self) -> Iterator[Record]:
        """Every reading in force, in the order in which the articles first came."""
        query = _records().where(readings.c.current == 1).order_by(articles.c.key)
        with self.reading() as connection:
            for row in connection.execution_options(yield_per=100).execute(query):
                yield _record(row)

    def last_reports(self, limit: int) -> list[StoredReport]:
        """The events read last, newest reading first."""
        query = (
            select(articles.c.id, articles.c.title, articles.c.publisher, articles.c.published, reports.c.record)
            .join(readings, readings.c.key == reports.c.reading)
            .join(articles, articles.c.key == readings.c.article)
            .where(readings.c.current == 1)
            .order_by(readings.c.key.desc(), reports.c.number)
            .limit(limit)
        )
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return [StoredReport(*row[:4], msgspec.json.decode(row[4], type=Event)) for row in rows]

    def counts(self) -> dict[str, int]:
        """Rows in force: articles, reports, tallies, claims, people, rejections; and all readings and captures."""
        out = {}
        with self.reading() as connection:
            ids = select(func.count(articles.c.id.distinct()))
            out["articles"] = int(connection.execute(ids).scalar_one())
            for table in (captures, readings):
                out[table.name] = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name in ("reports", "tallies", "claims", "people", "rejections"):
                part = metadata.tables[name]
                query = select(func.count()).select_from(part).join(readings, readings.c.key == part.c.reading)
                out[name] = int(connection.execute(query.where(readings.c.current == 1)).scalar_one())
        return out

    def check(self, tick: Callable[[str], None] = lambda step: None) -> list[str]:
        """What is not whole, a line each; empty when all is well. `tick` is told each step as it begins."""
        with self.reading() as connection:
            return list(faults(connection, tick))

    def _nothing(self, wanted: str) -> NotStoredError:
        return NotStoredError(
            f"nothing is stored under the id {wanted}",
            where=self.where,
            todo=f"List what there is: marsad show {self.where}",
        )


def _records() -> Select[Any]:
    return select(readings.c.record, articles.c.text, articles.c.paragraphs).join(
        articles, articles.c.key == readings.c.article
    )


def _record(row: Any) -> Record:
    """The record as it was coded: what the reading holds, with the text and paragraphs of its article."""
    paragraphs = msgspec.json.decode(row[2], type=tuple[Paragraph, ...])
    return replace(msgspec.json.decode(row[0], type=Record), text=row[1], paragraphs=paragraphs)
