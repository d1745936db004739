"""The tallies on record, audited against the incidents on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from marsad.incidents.audit import Audit, audit
from marsad.model.incident import Incident
from marsad.model.record import Tally
from marsad.store.schema import articles, incidents, readings, tallies

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.repository import Store


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
        for tally, id_, publisher, published in rows:
            if (id_, tally.start, tally.end) in inside:
                continue  # it is shown as a part of the tally it belongs to
            done = audit(tally, id_, publisher, published, list(_near(connection, tally)), countries)
            found.append((_subject(tally), done))
    return [replace(done, beside=_beside(subject, done, found)) for subject, done in found]


def _near(connection: Connection, tally: Tally) -> Iterator[Incident]:
    """Incidents that the period of the tally does not exclude; without a period none can be counted into it."""
    if tally.period.start is None:
        return
    query = select(incidents.c.record).where(incidents.c.date_end >= tally.period.start)
    if tally.period.end is not None:
        query = query.where(incidents.c.date_start <= tally.period.end)
    for row in connection.execute(query.order_by(incidents.c.date_start, incidents.c.id)):
        yield msgspec.json.decode(row[0], type=Incident)


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
