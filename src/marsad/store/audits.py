"""The tallies on record, audited against the incidents on record."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, select

from marsad.incidents.audit import Audit, audit, countable
from marsad.model.incident import Incident
from marsad.model.record import Tally
from marsad.store.schema import articles, incidents, readings, tallies

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.repository import Store

FAR = 4_000_000  # days: more than there are in the calendar
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
        .where(readings.c.current == 1)
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
        self._known: list[tuple[str, str, int, str, str]] | None = None  # first and last day, key, who, to whom
        self._longest = 0  # days of the longest interval

    def of(self, tally: Tally) -> Iterator[Incident]:
        """Those that the period does not exclude; a tally that cannot be counted against the record has none."""
        if tally.period.start is None or not countable(tally):
            return
        since, until = tally.period.start, tally.period.end or "9999"
        known = self._dated()
        begin = bisect_left(known, (_earlier(since, self._longest),))
        keys = [key for start, end, key, one, two in known[begin : bisect_left(known, (f"{until}~",))] if end >= since
                and start <= until and _any(tally.actor, one) and _any(tally.victim, two)]  # fmt: skip
        missing = [key for key in keys if key not in self._decoded]
        for first in range(0, len(missing), ROWS):
            wanted = select(incidents.c.key, incidents.c.record).where(
                incidents.c.key.in_(missing[first : first + ROWS])
            )
            for key, record in self._connection.execute(wanted):
                self._decoded[key] = msgspec.json.decode(record, type=Incident)
        yield from (self._decoded[key] for key in keys)

    def _dated(self) -> list[tuple[str, str, int, str, str]]:
        """The dated incidents by day, then id; read once, when a tally first needs them."""
        if self._known is None:
            c = incidents.c
            query = select(c.date_start, func.coalesce(c.date_end, c.date_start), c.key, c.actor1, c.actor2, c.id)
            rows = self._connection.execute(query.where(c.date_start.is_not(None)))
            self._known = [tuple(row[:5]) for row in sorted(rows, key=lambda row: (row[0], row[5]))]
            lengths = {(start, end) for start, end, *_ in self._known if start != end}
            self._longest = max((_days_between(start, end) for start, end in lengths), default=0)
        return self._known


def _days_between(start: str, end: str) -> int:
    """Days from one to the other; a day that is no ISO day reaches as far as any."""
    try:
        return max(0, (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days)
    except ValueError:
        return FAR


def _earlier(day: str, days: int) -> str:
    """The ISO day so many days before; empty (before all) where there is none."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return ""


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
