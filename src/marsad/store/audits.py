"""The tallies on record, audited against the incidents on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import or_, select

from marsad.incidents.audit import Audit, audit, countable
from marsad.model.incident import Incident
from marsad.model.record import Tally
from marsad.store.schema import IN_FORCE, articles, incidents, readings, tallies

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from marsad.store.repository import Store

ROWS = 500  # fetched at once


def audits(
    store: Store, countries: Mapping[str, str], article: str | None = None, first: int = 0, most: int | None = None
) -> tuple[list[Audit], int]:
    """Tallies in force (or those of one article), audited from number `first` on (at most `most`), and how many there
    are. `countries`: English names by ISO code; tallies of one thing by several bodies name each other."""
    query = (
        select(tallies.c.record, articles.c.id, articles.c.publisher, articles.c.published)
        .join(readings, readings.c.key == tallies.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(IN_FORCE)
        .order_by(articles.c.key, tallies.c.number)
    )
    if article is not None:
        query = query.where(articles.c.id == article)
    with store.reading() as connection:
        rows = [(msgspec.json.decode(row[0], type=Tally), *row[1:]) for row in connection.execute(query).all()]
        inside = {(id_, part.start, part.end) for tally, id_, _, _ in rows for part in tally.parts}
        # a part is shown as part of the tally it belongs to
        every = [row for row in rows if (row[1], row[0].start, row[0].end) not in inside]
        same = _by_subject(every)
        nearby = _Nearby(connection)
        wanted = every[first:] if most is None else every[first : first + most]
        found = []
        for tally, id_, publisher, published in wanted:
            done = audit(tally, id_, publisher, published, list(nearby.of(tally)), countries)
            found.append(replace(done, beside=_beside(tally, done.source, same)))
    return found, len(every)


class _Nearby:
    """Incidents by the period and the actors of a tally, each decoded once: tallies overlap, and decoding takes time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._decoded: dict[int, Incident] = {}
        self._lasting: list[tuple[str, str, int, str, str]] | None = None  # first and last day, key, who, to whom

    def of(self, tally: Tally) -> Iterator[Incident]:
        """Those that the period does not exclude; a tally that cannot be counted against the record has none."""
        if tally.period.start is None or not countable(tally):
            return
        since, until = tally.period.start, tally.period.end or "9999"
        keys = [key for start, end, key, one, two in self._longer() if start < since <= end
                and _any(tally.actor, one) and _any(tally.victim, two)]  # fmt: skip
        c = incidents.c
        begun = select(c.key).where(c.date_start >= since, c.date_start <= until)
        named = begun.where(*_named(c.actor1, tally.actor), *_named(c.actor2, tally.victim))
        keys += self._connection.execute(named.order_by(c.date_start, c.id)).scalars()
        missing = [key for key in keys if key not in self._decoded]
        for first in range(0, len(missing), ROWS):
            wanted = select(c.key, c.record).where(c.key.in_(missing[first : first + ROWS]))
            for key, record in self._connection.execute(wanted):
                self._decoded[key] = msgspec.json.decode(record, type=Incident)
        yield from (self._decoded[key] for key in keys)

    def _longer(self) -> list[tuple[str, str, int, str, str]]:
        """Incidents of more than a day, which may have begun before a period; by day, then id, read once."""
        if self._lasting is None:
            c = incidents.c
            query = select(c.date_start, c.date_end, c.key, c.actor1, c.actor2).where(c.date_end > c.date_start)
            rows = self._connection.execute(query.order_by(c.date_start, c.id))
            self._lasting = [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
        return self._lasting


def _named(column: ColumnElement[str], wanted: Sequence[str]) -> list[ColumnElement[bool]]:
    """`_any` as a condition."""
    return [or_(*(column.contains(name, autoescape=True) for name in wanted))] if wanted else []


def _any(wanted: Sequence[str], names: str) -> bool:
    """Whether one of some names is among those joined by "; "; a part of a name does no harm here."""
    return not wanted or any(name in names for name in wanted)


def _subject(tally: Tally) -> tuple[object, ...]:
    """What a tally counts: equal subjects of different bodies stand side by side."""
    return tally.what, tally.actor, tally.victim, tally.place, tally.period.start, tally.period.end


def _by_subject(
    rows: Sequence[tuple[Tally, str, str | None, str | None]],
) -> Mapping[object, list[tuple[str | None, str]]]:
    """By what is counted: the source of each tally, and the line that tells of it beside another."""
    out: dict[object, list[tuple[str | None, str]]] = {}
    for tally, id_, publisher, _ in rows:
        source = tally.source.name if tally.source else None
        number = tally.count.low if countable(tally) else "?"
        out.setdefault(_subject(tally), []).append((source, f"{source or publisher or id_}: {number}"))
    return out


def _beside(tally: Tally, source: str | None, same: Mapping[object, list[tuple[str | None, str]]]) -> tuple[str, ...]:
    if tally.period.start is None:
        return ()
    return tuple(dict.fromkeys(line for other, line in same[_subject(tally)] if other != source))
