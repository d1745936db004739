"""Streams incidents with their reports out of a base, a batch at a time, so that memory does not grow with the base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from marsad.incidents.cards import sentence_of
from marsad.model.incident import Incident
from marsad.model.record import Event, Person
from marsad.model.sourced import PrivateName, Sourced, SourcedReport
from marsad.store.failures import NotStoredError
from marsad.store.linking import waiting
from marsad.store.schema import articles, incidents, memberships, metadata, people, readings, reports

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from marsad.store.repository import Store

_INNER = frozenset(("key", "reading", "number", "record"))  # what only the base itself needs
BATCH = 200  # incidents held at once with the texts of their articles


class NotLinkedError(NotStoredError):
    """The base has reports but no incidents: they have not been linked yet."""

    code = "not-linked"
    exit_status = 4


def check_linked(store: Store) -> int:
    """How many reports are not in the incidents yet. Raises NotLinkedError where none is linked at all."""
    unlinked = waiting(store)
    if unlinked:
        with store.reading() as connection:
            any_incident = connection.execute(select(func.count()).select_from(incidents)).scalar_one()
        if not any_incident:
            raise NotLinkedError(f"its {unlinked} reports are not linked into incidents yet", where=store.where,
                                 todo=f"Run: marsad link --db {store.where}")  # fmt: skip
    return unlinked


def every_sourced(store: Store, keep: Callable[[Incident], bool]) -> Iterator[Sourced]:
    """The incidents that `keep` takes, by first day (undated ones last), then id; all of one state of the base."""
    query = select(incidents.c.key, incidents.c.record).order_by(incidents.c.date_start.nulls_last(), incidents.c.id)
    with store.reading() as connection:
        batch: list[tuple[int, Incident]] = []
        for key, record in connection.execution_options(yield_per=BATCH).execute(query):
            found = msgspec.json.decode(record, type=Incident)
            if keep(found):
                batch.append((key, found))
            if len(batch) >= BATCH:
                yield from _filled(connection, batch)
                batch = []
        yield from _filled(connection, batch)


def _filled(connection: Connection, batch: Sequence[tuple[int, Incident]]) -> Iterator[Sourced]:
    if not batch:
        return
    a = articles.c
    query = (
        select(memberships.c.incident, readings.c.key, readings.c.at, reports.c.record,
               a.id, a.title, a.publisher, a.published, a.url, a.text)
        .join(reports, reports.c.key == memberships.c.report)
        .join(readings, readings.c.key == reports.c.reading)
        .join(articles, a.key == readings.c.article)
        .where(memberships.c.incident.in_([key for key, _ in batch]))
    )  # fmt: skip
    rows = connection.execute(query).all()
    private = _private(connection, sorted({row[1] for row in rows}))
    found: dict[int, dict[tuple[str, str], SourcedReport]] = defaultdict(dict)
    for incident, reading, at, record, article, title, publisher, published, url, text in rows:
        event = msgspec.json.decode(record, type=Event)
        found[incident][article, event.id] = SourcedReport(
            article, event, title, publisher, published, url, sentence_of(event, text), at, tuple(private[reading])
        )
    for key, incident in batch:
        its = found[key]
        yield Sourced(incident, tuple(its[r.article, r.event] for r in incident.reports if (r.article, r.event) in its))


def _private(connection: Connection, of: Sequence[int]) -> dict[int, list[PrivateName]]:
    """The private persons that readings name, with every spelling that the article uses for them."""
    found: dict[int, list[PrivateName]] = defaultdict(list)
    query = (
        select(people.c.reading, people.c.record)
        .where(people.c.private == 1, people.c.reading.in_(of))
        .order_by(people.c.reading, people.c.number)
    )
    for reading, record in connection.execute(query):
        person = msgspec.json.decode(record, type=Person)
        found[reading].append(PrivateName(person.event, _spellings(person)))
    return found


def _spellings(person: Person) -> tuple[str, ...]:
    spellings = [person.name, person.alias or "", *(e.quote for e in person.evidence if e.role == "person")]
    return tuple(dict.fromkeys(s for s in spellings if s))


def private_names(store: Store, of: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By article id every spelling of a private person's name in the article and in whatever shares an incident with it,
    the longest first."""
    found: dict[str, set[str]] = defaultdict(set)
    with store.reading() as connection:
        for start in range(0, len(of), BATCH):
            for article, record in connection.execute(_private_near(of[start : start + BATCH])):
                found[article].update(_spellings(msgspec.json.decode(record, type=Person)))
    return {article: tuple(sorted(names, key=lambda s: (-len(s), s))) for article, names in found.items()}


def _private_near(ids: Sequence[str]) -> Select[Any]:
    """Article ids with the private persons of their own readings in force, and of those they share an incident with."""
    own = (
        select(articles.c.id, readings.c.key.label("reading"))
        .join(readings, readings.c.article == articles.c.key)
        .where(readings.c.current == 1, articles.c.id.in_(ids))
    )
    report, member = reports.alias(), memberships.alias()
    mine = own.subquery()
    beside = (
        select(mine.c.id, reports.c.reading)
        .join(report, report.c.reading == mine.c.reading)
        .join(member, member.c.report == report.c.key)
        .join(memberships, memberships.c.incident == member.c.incident)
        .join(reports, reports.c.key == memberships.c.report)
    )
    near = own.union(beside).subquery()
    return (
        select(near.c.id, people.c.record).join(people, people.c.reading == near.c.reading).where(people.c.private == 1)
    )


def columns_of(what: str) -> list[str]:
    """The names of the values that `rows_of` gives."""
    return ["article", *(c.name for c in metadata.tables[what].columns if c.name not in _INNER)]


def rows_of(store: Store, what: str) -> Iterator[tuple[object, ...]]:
    """The rows in force of reports, tallies or claims, with the id of their article, as the articles first came."""
    table = metadata.tables[what]
    query = (
        select(articles.c.id, *(c for c in table.columns if c.name not in _INNER))
        .join(readings, readings.c.key == table.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1)
        .order_by(articles.c.key, table.c.number)
    )
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=1000).execute(query):
            yield tuple(row)
