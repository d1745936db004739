"""Profiles of actors and sources, lists of claims and people, and how the base is doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import func, or_, select

from marsad.model.incident import Incident
from marsad.model.record import Claim, Person
from marsad.store.filters import IncidentFilter, conditions
from marsad.store.schema import IN_FORCE, articles, claims, incidents, people, problems, readings, rejections, runs

if TYPE_CHECKING:
    from sqlalchemy.sql import Select

    from marsad.store.repository import Store

Counted = list[tuple[str, int]]


class ActorProfile(Struct, frozen=True):
    """What is on record of an actor. `allies` stand on the same side of an incident, `opponents` on the other."""

    name: str
    incidents: int
    did: int
    suffered: int
    killed: int  # best figures of incidents in which it is the acting side; only stated ones
    months: Counted
    places: Counted
    kinds: Counted
    allies: Counted
    opponents: Counted
    places_ar: dict[str, str] = {}  # Arabic names of the places, where known


class SourceProfile(Struct, frozen=True):
    """A source over all incidents. `alone`: nobody else tells of it; `differs`: it tells with others, who contradict."""

    name: str
    incidents: int
    alone: int
    differs: int


class SaidClaim(Struct, frozen=True):
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    claim: Claim


class NamedPerson(Struct, frozen=True):
    article: str
    title: str | None
    published: str | None
    person: Person


def actors(store: Store) -> Counted:
    """Every actor with the number of its incidents, the most frequent first."""
    counts: Counter[str] = Counter()
    with store.reading() as connection:
        pair = incidents.c.actor1, incidents.c.actor2
        for one, two, count in connection.execute(select(*pair, func.count()).group_by(*pair)):
            for name in {*_split(one), *_split(two)}:
                counts[name] += count
    return _ranked(counts)


def actor(store: Store, name: str) -> ActorProfile | None:
    """The profile of an actor; None where no incident names it."""
    c = incidents.c
    query = select(c.actor1, c.actor2, c.date_start, c.place, c.place_ar, c.sub_event_type, c.fatalities_best)
    arabic: dict[str, str] = {}
    months: Counter[str] = Counter()
    places: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    against: Counter[str] = Counter()
    did = suffered = killed = total = 0
    with store.reading() as connection:
        for row in connection.execute(query.where(*conditions(IncidentFilter(actor=name)))):
            total += 1
            one, two = _split(row.actor1), _split(row.actor2)
            for mine, other in ((one, two), (two, one)):
                if name in mine:
                    beside.update(n for n in mine if n != name)
                    against.update(n for n in other if n != name)
            did, suffered = did + (name in one), suffered + (name in two)
            killed += (row.fatalities_best or 0) if name in one else 0
            kinds[row.sub_event_type] += 1
            if row.date_start:
                months[row.date_start[:7]] += 1
            if row.place:
                places[row.place] += 1
                if row.place_ar:
                    arabic[row.place] = row.place_ar
    if not total:
        return None
    return ActorProfile(name, total, did, suffered, killed, sorted(months.items()), _ranked(places)[:15],
                        _ranked(kinds), _ranked(beside)[:15], _ranked(against)[:15], arabic)  # fmt: skip


def sources(store: Store) -> list[SourceProfile]:
    """Every source by the number of incidents it tells of."""
    told: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    differs: Counter[str] = Counter()
    with store.reading() as connection:
        for record in connection.execute(select(incidents.c.record)).scalars():
            found = msgspec.json.decode(record, type=_Sourced)
            names = {ref.source for ref in found.reports}
            told.update(names)
            if len(names) == 1:
                alone.update(names)
            elif found.contradictions:
                differs.update(names)
    return [SourceProfile(name, count, alone[name], differs[name]) for name, count in _ranked(told)]


class _Ref(Struct, frozen=True):
    source: str


class _Sourced(Struct, frozen=True):
    """The part of an incident that tells of its sources: decoding no more keeps the page quick."""

    reports: tuple[_Ref, ...]
    contradictions: tuple[str, ...]


def claims_made(store: Store, limit: int = 200, after: int | None = None) -> list[tuple[int, SaidClaim]]:
    """Claims and denials in force with their row keys, the newest row first."""
    query = _part(claims).order_by(claims.c.key.desc()).limit(limit)
    if after is not None:
        query = query.where(claims.c.key < after)
    with store.reading() as connection:
        return [(r[0], SaidClaim(r[1], r[2], r[3], r[4], msgspec.json.decode(r[5], type=Claim)))
                for r in connection.execute(query)]  # fmt: skip


def public_people(store: Store, limit: int = 500) -> list[NamedPerson]:
    """People with a public role in a reported event; private persons are left out."""
    query = _part(people).where(
        people.c.private == 0, or_(people.c.role.is_not(None), people.c.group_name.is_not(None))
    )
    with store.reading() as connection:
        rows = connection.execute(query.order_by(people.c.name, people.c.key).limit(limit)).all()
    return [NamedPerson(r[1], r[2], r[4], msgspec.json.decode(r[5], type=Person)) for r in rows]


def _part(table: Any) -> Select[Any]:
    return (
        select(table.c.key, articles.c.id, articles.c.title, articles.c.publisher, articles.c.published, table.c.record)
        .join(readings, readings.c.key == table.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(IN_FORCE)
    )


class Health(Struct, frozen=True):
    """How the base is doing. `runs`: the last ones; `problems` and `rejections` by reason code."""

    counts: dict[str, int]
    incidents: int
    runs: list[dict[str, Any]]
    problems: Counted
    last_problems: list[dict[str, Any]]
    rejections: Counted


class InForce(Struct, frozen=True):
    """How much the base holds, and what was not coded, by reason: counted over all readings in force."""

    counts: dict[str, int]
    rejections: Counted


def in_force(store: Store) -> InForce:
    """Counted anew. Takes a moment on a large base, and holds until something is read (store/stamps.py)."""
    refused = (
        select(rejections.c.reason, func.count())
        .join(readings, readings.c.key == rejections.c.reading)
        .where(readings.c.current == 1)
        .group_by(rejections.c.reason)
    )
    with store.reading() as connection:
        by_reason = _grouped(connection, refused)
    return InForce(store.counts(), by_reason)


def health(store: Store, held: InForce) -> Health:
    """What the base holds, its runs, and what was not coded, by reason."""
    with store.reading() as connection:
        last = connection.execute(select(runs).order_by(runs.c.key.desc()).limit(20)).mappings().all()
        recent = connection.execute(select(problems).order_by(problems.c.key.desc()).limit(50)).mappings().all()
        total = int(connection.execute(select(func.count()).select_from(incidents)).scalar_one())
        by_code = _grouped(connection, select(problems.c.code, func.count()).group_by(problems.c.code))
    return Health(held.counts, total, [dict(r) for r in last], by_code, [dict(r) for r in recent], held.rejections)


def _grouped(connection: Any, query: Any) -> Counted:
    return sorted(((str(r[0]), int(r[1])) for r in connection.execute(query)), key=lambda pair: (-pair[1], pair[0]))


def incidents_of(store: Store, events: set[str]) -> Iterator[Incident]:
    """Incidents that hold any of some reports (event ids)."""
    from marsad.store.schema import memberships, reports

    query = (
        select(incidents.c.record)
        .join(memberships, memberships.c.incident == incidents.c.key)
        .join(reports, reports.c.key == memberships.c.report)
        .where(reports.c.id.in_(sorted(events)))
        .distinct()
        .order_by(incidents.c.record)
    )
    with store.reading() as connection:
        for record in connection.execute(query).scalars():
            yield msgspec.json.decode(record, type=Incident)


def _split(names: str) -> list[str]:
    return [n for n in names.split("; ") if n]


def _ranked(counts: Counter[str]) -> Counted:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
