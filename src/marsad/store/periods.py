"""Asking a base for a period: its incidents, what their articles say, and the people in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, or_, select

from marsad.model.incident import Incident
from marsad.model.record import Event, Person, Tally
from marsad.store.schema import articles, incidents, memberships, people, readings, reports, tallies

AT_ONCE = 500  # ids in one query: well below what any database takes


class ReportText(Struct, frozen=True):
    """A report of an incident with the article that it is from."""

    incident: str
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    event: Event


class InForce(Struct, frozen=True):
    """What a base holds, and the versions that read it ("marsad lexicon rules", each once). `since`: the day of its first
    article (ISO), None where none is dated."""

    articles: int
    incidents: int
    since: str | None
    versions: tuple[str, ...]


def touching(connection: Connection, first: str, last: str) -> list[Incident]:
    """Incidents whose interval of days meets first..last (ISO, both in it), or that no report dates and whose first
    report came out in it."""
    dated = (incidents.c.date_start <= last) & (func.coalesce(incidents.c.date_end, incidents.c.date_start) >= first)
    undated = incidents.c.date_start.is_(None) & (incidents.c.date_end >= first) & (incidents.c.date_end <= last)
    query = select(incidents.c.record).where(or_(dated, undated)).order_by(incidents.c.date_start, incidents.c.id)
    found = [msgspec.json.decode(row[0], type=Incident) for row in connection.execute(query)]
    return sorted(found, key=lambda i: (i.date.start or "", i.id))  # databases differ on where NULL goes


def report_texts(connection: Connection, ids: Sequence[str]) -> Iterator[ReportText]:
    """Every report of some incidents with its article, by incident, then as published."""
    columns = (incidents.c.id, articles.c.id, articles.c.title, articles.c.publisher, articles.c.published,
               articles.c.url, articles.c.text, reports.c.record)  # fmt: skip
    query = (
        select(*columns)
        .join(memberships, memberships.c.incident == incidents.c.key)
        .join(reports, reports.c.key == memberships.c.report)
        .join(readings, readings.c.key == reports.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1)
        .order_by(incidents.c.id, articles.c.published, articles.c.id, reports.c.number)
    )
    for some in _portions(ids):
        for row in connection.execute(query.where(incidents.c.id.in_(some))):
            yield ReportText(*row[:7], msgspec.json.decode(row[7], type=Event))


def people_in(connection: Connection, ids: Sequence[str]) -> dict[str, list[Person]]:
    """The people whom the readings in force of some articles name, by article id; private ones are marked."""
    query = (
        select(articles.c.id, people.c.record)
        .join(readings, readings.c.key == people.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1)
        .order_by(articles.c.id, people.c.number)
    )
    found: dict[str, list[Person]] = {}
    for some in _portions(ids):
        for id_, record in connection.execute(query.where(articles.c.id.in_(some))):
            found.setdefault(id_, []).append(msgspec.json.decode(record, type=Person))
    return found


def articles_with_tallies(connection: Connection, first: str, last: str) -> dict[str, tuple[str, list[Tally]]]:
    """Articles that came out on first..last and state a tally, as published: their text and tallies by id."""
    query = (
        select(articles.c.id, articles.c.text, tallies.c.record)
        .join(readings, readings.c.article == articles.c.key)
        .join(tallies, tallies.c.reading == readings.c.key)
        .where(readings.c.current == 1, func.substr(articles.c.published, 1, 10).between(first, last))
        .order_by(articles.c.published, articles.c.id, tallies.c.number)
    )
    found: dict[str, tuple[str, list[Tally]]] = {}
    for id_, text, record in connection.execute(query):
        found.setdefault(str(id_), (str(text), []))[1].append(msgspec.json.decode(record, type=Tally))
    return found


def in_force(connection: Connection) -> InForce:
    """How much there is, and by which versions it was read."""
    texts = connection.execute(select(func.count(articles.c.id.distinct()))).scalar_one()
    made = connection.execute(select(func.count()).select_from(incidents)).scalar_one()
    columns = (readings.c.marsad, readings.c.lexicon, readings.c.rules)
    rows = connection.execute(select(*columns).where(readings.c.current == 1).distinct())
    first = connection.execute(select(func.min(articles.c.published)).where(articles.c.published != "")).scalar_one()
    return InForce(int(texts), int(made), first[:10] if first else None, tuple(sorted(" ".join(row) for row in rows)))


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
