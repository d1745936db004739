"""Cards, incidents and decisions in the base: what `incidents.linking` needs, and what it finds, kept in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import delete, func, select, update

from marsad.incidents.cards import Card, SideOf, card_of
from marsad.incidents.linking import Decisions, Part, Shelf, link, wide
from marsad.incidents.publishers import source_of
from marsad.incidents.reconcile import Member, reconcile
from marsad.model.incident import ReportRef
from marsad.model.record import Claim, Event, Person
from marsad.store.copies import original_of
from marsad.store.decisions import pairs_of
from marsad.store.incident_rows import incident_row
from marsad.store.schema import aliases, articles, cards, claims, incidents, memberships, people, readings, reports
from marsad.store.stamps import incidents_changed

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from marsad.store.repository import Store

T = TypeVar("T")
BATCH = 200  # readings made into cards, or parts written, in one transaction
IN_A_QUERY = 500  # keys in one IN (...): SQLite allows more, a plan is no better for it
_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(Card).decode


def waiting(store: Store) -> int:
    """How many reports are not linked yet."""
    unlinked = select(cards.c.report).where(cards.c.linked == 0)
    query = (
        select(func.count())
        .select_from(reports)
        .join(readings, readings.c.key == reports.c.reading)
        .where(readings.c.current == 1)
        .where(reports.c.key.not_in(select(memberships.c.report)) | reports.c.key.in_(unlinked))
    )
    with store.reading() as connection:
        return int(connection.execute(query).scalar_one())


# ---------------------------------------------------------------------- cards


def make_cards(store: Store, side_of: SideOf, ignored: frozenset[str]) -> Iterator[int]:
    """Cards for reports that have none; cards of replaced readings go, and what hung together with them is linked anew."""
    with store.writing() as connection:
        _forget(connection)
    after = 0
    while True:
        with store.writing() as connection:
            batch = _without_cards(connection, after)
            rows = [row for key, facts in batch for row in _cards(connection, key, facts, side_of, ignored)]
            if rows:
                connection.execute(cards.insert(), rows)
        if not batch:
            return
        after = batch[-1][0]
        yield len(batch)


def _forget(connection: Connection) -> None:
    current = select(reports.c.key).join(readings, readings.c.key == reports.c.reading).where(readings.c.current == 1)
    gone = connection.execute(select(cards.c.report, cards.c.part).where(cards.c.report.not_in(current))).all()
    if gone:
        incidents_changed(connection)
    for keys in _slices([row[0] for row in gone]):
        _drop_incidents(connection, keys)
        connection.execute(delete(cards).where(cards.c.report.in_(keys)))
    for touched in _slices(sorted({row[1] for row in gone if row[1] is not None})):
        connection.execute(update(cards).where(cards.c.part.in_(touched)).values(linked=0))


def _without_cards(connection: Connection, after: int) -> list[tuple[int, tuple[str, ...]]]:
    """Readings in force with a report that has no card: key, and id, text, publication and source of the article."""
    query = (
        select(
            readings.c.key, articles.c.id, articles.c.text, articles.c.published, articles.c.publisher, articles.c.url
        )
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1, readings.c.key > after)
        .where(
            select(reports.c.key)
            .where(reports.c.reading == readings.c.key, reports.c.key.not_in(select(cards.c.report)))
            .exists()
        )
        .order_by(readings.c.key)
        .limit(BATCH)
    )
    return [(row[0], (row[1], row[2], row[3], source_of(row[4], row[5], row[1]))) for row in connection.execute(query)]


def _cards(connection: Connection, reading: int, facts: tuple[str, ...], side_of: SideOf, ignored: frozenset[str]
           ) -> Iterator[dict[str, object]]:  # fmt: skip
    article, text, published, source = facts
    named = _parts(connection, people, [reading], Person).get(reading, ())
    query = select(reports.c.key, reports.c.record).where(
        reports.c.reading == reading, reports.c.key.not_in(select(cards.c.report))
    )
    for key, record in connection.execute(query).all():
        event = msgspec.json.decode(record, type=Event)
        card = card_of(event, article, text, published, source, named, side_of, ignored)
        if card:
            yield {"report": key, "article": article, "event": event.id, "first": card.first, "last": card.last,
                   "linked": 0, "card": _ENCODE(card)}  # fmt: skip


# ---------------------------------------------------------------------- linking


def link_reports(store: Store) -> Iterator[int]:
    """Link every report that is not linked yet; yields how many were, batch by batch. What is written is whole after
    each batch, and a run that was cut off goes on where it was."""
    with store.reading() as connection:
        decisions = pairs_of(connection)
        query = select(cards.c.report, cards.c.card).where(cards.c.linked == 0)
        start = [
            (row[0], _DECODE(row[1]))
            for row in connection.execute(query.order_by(cards.c.first, cards.c.article, cards.c.event))
        ]
        shelf = Shelf(_fetcher(connection))
        batch: list[Part] = []
        size = 0
        for part in link(start, shelf, _finder(connection), decisions):
            batch.append(part)
            size += len(part.keys)
            if size >= BATCH:
                _write(store, batch)
                yield size
                batch, size = [], 0
    if batch:
        _write(store, batch)
        yield size
    _link_undated(store)


def _fetcher(connection: Connection) -> Callable[[int], list[tuple[int, Card]]]:
    from marsad.incidents.cards import WIDE_DAYS

    def fetch(day: int) -> list[tuple[int, Card]]:
        query = select(cards.c.report, cards.c.card).where(
            cards.c.first.between(day - WIDE_DAYS, day), cards.c.last >= day
        )
        found = [(row[0], _DECODE(row[1])) for row in connection.execute(query.order_by(cards.c.report))]
        return [(key, card) for key, card in found if not wide(card) or card.first == day]

    return fetch


def _finder(connection: Connection) -> Callable[[int], Card]:
    def look_up(key: int) -> Card:
        return _DECODE(connection.execute(select(cards.c.card).where(cards.c.report == key)).scalar_one())

    return look_up


def card_of_report(connection: Connection, report: int) -> Card | None:
    """The card of a report (by key); None where it has none."""
    found = connection.execute(select(cards.c.card).where(cards.c.report == report)).scalar()
    return _DECODE(found) if found else None


def clusters_now(connection: Connection, card: Card, key: int, decisions: Decisions) -> Part:
    """The part a card is in and its clusters, as a run would find them now."""
    return next(link([(key, card)], Shelf(_fetcher(connection)), _finder(connection), decisions))


def _write(store: Store, batch: Sequence[Part]) -> None:
    with store.writing() as connection:
        incidents_changed(connection)
        keys = [key for part in batch for key in part.keys]
        for piece in _slices(keys):
            _drop_incidents(connection, piece)
        members = _members(connection, keys)
        for part in batch:
            for cluster in part.clusters:
                _insert(connection, cluster, members)
            for piece in _slices(part.keys):
                connection.execute(update(cards).where(cards.c.report.in_(piece)).values(linked=1, part=part.keys[0]))


def _link_undated(store: Store) -> None:
    """Reports without any date have no card; each is an incident of its own."""
    with store.writing() as connection:
        query = (
            select(reports.c.key)
            .join(readings, readings.c.key == reports.c.reading)
            .where(readings.c.current == 1, reports.c.key.not_in(select(cards.c.report)))
            .where(reports.c.key.not_in(select(memberships.c.report)))
        )
        keys = [row[0] for row in connection.execute(query)]
        members = _members(connection, keys)
        for key in keys:
            _insert(connection, (key,), members)
        stale = select(memberships.c.report).where(
            memberships.c.report.not_in(
                select(reports.c.key).join(readings, readings.c.key == reports.c.reading).where(readings.c.current == 1)
            )
        )
        gone = [row[0] for row in connection.execute(stale)]
        if keys or gone:
            incidents_changed(connection)
        for piece in _slices(gone):
            _drop_incidents(connection, piece)


def _drop_incidents(connection: Connection, keys: Sequence[int]) -> None:
    """Take out the incidents that hold these reports; their ids stay known as aliases of their founding report."""
    found = connection.execute(
        select(incidents.c.key, incidents.c.id, incidents.c.record).where(
            incidents.c.key.in_(select(memberships.c.incident).where(memberships.c.report.in_(keys)))
        )
    ).all()
    for key, name, record in found:
        founder = msgspec.json.decode(record)["reports"][0]
        if not connection.execute(select(aliases.c.alias).where(aliases.c.alias == name)).first():
            row = {"alias": name, "article": founder["article"], "event": founder["event"]}
            connection.execute(aliases.insert().values(**row))
        connection.execute(delete(memberships).where(memberships.c.incident == key))
        connection.execute(delete(incidents).where(incidents.c.key == key))


def _insert(connection: Connection, cluster: Sequence[int], members: dict[int, Member]) -> None:
    incident = reconcile([members[key] for key in cluster])
    made = connection.execute(incidents.insert().values(**incident_row(incident))).inserted_primary_key
    assert made is not None
    connection.execute(memberships.insert(), [{"report": key, "incident": made[0]} for key in cluster])


def _members(connection: Connection, keys: Sequence[int]) -> dict[int, Member]:
    """Reports with what their articles say around them."""
    out: dict[int, Member] = {}
    for piece in _slices(keys):
        query = (
            select(reports.c.key, reports.c.reading, reports.c.record, articles.c.key, articles.c.id, articles.c.title,
                   articles.c.publisher, articles.c.published, articles.c.url)
            .join(readings, readings.c.key == reports.c.reading)
            .join(articles, articles.c.key == readings.c.article)
            .where(reports.c.key.in_(piece))
        )  # fmt: skip
        rows = connection.execute(query).all()
        read = sorted({row[1] for row in rows})
        said = _parts(connection, claims, read, Claim)
        named = _parts(connection, people, read, Person)
        originals = original_of(connection, sorted({row[3] for row in rows}))
        for key, reading, record, article, id_, title, publisher, published, url in rows:
            event = msgspec.json.decode(record, type=Event)
            ref = ReportRef(
                id_, event.id, title, publisher, published, source_of(publisher, url, id_), originals.get(article)
            )
            out[key] = Member(ref, event, said.get(reading, ()), named.get(reading, ()))
    return out


def _parts(connection: Connection, table: Table, read: Sequence[int], type_: type[T]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    query = (
        select(table.c.reading, table.c.record)
        .where(table.c.reading.in_(read))
        .order_by(table.c.reading, table.c.number)
    )
    for reading, record in connection.execute(query):
        found.setdefault(reading, []).append(msgspec.json.decode(record, type=type_))
    return {reading: tuple(values) for reading, values in found.items()}


def _slices(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), IN_A_QUERY):
        yield keys[start : start + IN_A_QUERY]
