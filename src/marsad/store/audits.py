"""The tallies on record, audited against the incidents on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from marsad.incidents.audit import Audit, audit, bounded
from marsad.model.incident import Incident
from marsad.model.record import Tally
from marsad.store.schema import articles, incidents, readings, tallies

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.repository import Store

ROWS = 500  # fetched at once


def audits(store: Store, countries: Mapping[str, str], article: str | None = None) -> list[Audit]:
    """Every tally in force (or those of one article), audited (`countries`: English names by ISO code); tallies of one thing by several bodies name each other."""
    query = (
        select(tallies.c.record, articles.c.id, articles.c.publisher, articles.c.published)
        .join(readings, readings.c.key == tallies.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1)
        .order_by(articles.c.key, tallies.c.number)
    )
    if article is not None:
        query = query.where(articles.c.id == article)
    found: list[tuple[tuple[object, ...], Audit]] = []
    with store.reading() as connection:
        rows = [(msgspec.json.decode(row[0], type=Tally), *row[1:]) for row in connection.execute(query).all()]
        inside = {(id_, part.start, part.end) for tally, id_, _, _ in rows for part in tally.parts}
        nearby = _Nearby(connection)
        for tally, id_, publisher, published in rows:
            if (id_, tally.start, tally.end) in inside:
                continue  # it is shown as a part of the tally it belongs to
            done = audit(tally, id_, publisher, published, list(nearby.of(tally)), countries)
            found.append((_subject(tally), done))
    return [replace(done, beside=_beside(subject, done, found)) for subject, done in found]


class _Nearby:
    """Incidents by the period of a tally, each decoded once: tallies overlap, and decoding is what takes the time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._decoded: dict[int, Incident] = {}

    def of(self, tally: Tally) -> Iterator[Incident]:
        """Those that the period does not exclude; a tally that cannot be counted against the record has none."""
        if tally.period.start is None or not bounded(tally):
            return
        query = select(incidents.c.key).where(incidents.c.date_end >= tally.period.start)
        if tally.period.end is not None:
            query = query.where(incidents.c.date_start <= tally.period.end)
        keys = list(self._connection.execute(query.order_by(incidents.c.date_start, incidents.c.id)).scalars())
        missing = [key for key in keys if key not in self._decoded]
        for first in range(0, len(missing), ROWS):
            wanted = select(incidents.c.key, incidents.c.record).where(
                incidents.c.key.in_(missing[first : first + ROWS])
            )
            for key, record in self._connection.execute(wanted):
                self._decoded[key] = msgspec.json.decode(record, type=Incident)
        yield from (self._decoded[key] for key in keys)


def _subject(tally: Tally) -> tuple[object, ...]:
    """What a tally counts: equal subjects of different bodies stand side by side."""
    return tally.what, tally.actor, tally.victim, tally.place, tally.period.start, tally.period.end


def _beside(subject: tuple[object, ...], done: Audit, found: list[tuple[tuple[object, ...], Audit]]) -> tuple[str, ...]:
    others = (
        f"{other.source or other.publisher or other.article}: {other.whole.claimed if other.whole else '?'}"
        for its, other in found
        if its == subject and other is not done and subject[4] is not None and other.source != done.source
    )
    return tuple(dict.fromkeys(others))
