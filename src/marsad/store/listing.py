"""Incidents page by page, and the columns that the map and the timeline draw."""

from __future__ import annotations

import base64
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import and_, func, or_, select

from marsad.model.incident import Incident
from marsad.store.failures import QueryError
from marsad.store.filters import IncidentFilter, conditions
from marsad.store.schema import incidents

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from marsad.store.repository import Store

PAGE = 50
EPOCH = dt.date(1970, 1, 1).toordinal()
_NO_DAY = ""  # incidents without a day come last


class IncidentPage(Struct, frozen=True):
    """`next`: the cursor of the following page, None on the last; `total`: incidents that meet the filter."""

    incidents: tuple[Incident, ...]
    next: str | None
    total: int


def page(store: Store, wanted: IncidentFilter, cursor: str | None = None, limit: int = PAGE) -> IncidentPage:
    """A page of incidents, the latest first. Raises QueryError for a cursor that this function did not make."""
    where = conditions(wanted)
    day = func.coalesce(incidents.c.date_start, _NO_DAY)
    columns = [incidents.c.key, day, incidents.c.id]  # records only of those that are shown
    at_once = bool(wanted.q or wanted.actor or wanted.control) and not cursor
    if at_once:  # names are slow to look through: once is enough
        columns.append(func.count().over())
    query = select(*columns).where(*where)
    if cursor:
        query = query.where(_after(day, *read_cursor(cursor)))
    query = query.order_by(day.desc(), incidents.c.id).limit(limit + 1)
    with store.reading() as connection:
        rows = connection.execute(query).all()
        if at_once:
            total = rows[0][3] if rows else 0
        else:
            total = int(connection.execute(select(func.count()).select_from(incidents).where(*where)).scalar_one())
        keys = [row[0] for row in rows[:limit]]
        held = select(incidents.c.key, incidents.c.record).where(incidents.c.key.in_(keys))
        records = {row[0]: row[1] for row in connection.execute(held)}
    found = tuple(msgspec.json.decode(records[key], type=Incident) for key in keys)
    more = write_cursor(rows[limit - 1][1], rows[limit - 1][2]) if len(rows) > limit else None
    return IncidentPage(found, more, total)


def some(store: Store, wanted: IncidentFilter, most: int) -> list[Incident]:
    """The latest incidents of a filter, uncounted."""
    c = incidents.c
    query = select(c.record).where(*conditions(wanted)).order_by(c.date_start.desc(), c.id).limit(most)
    with store.reading() as connection:
        return [msgspec.json.decode(record, type=Incident) for record in connection.execute(query).scalars()]


def _after(day: Any, last_day: str, last_id: str) -> ColumnElement[bool]:
    return or_(day < last_day, and_(day == last_day, incidents.c.id > last_id))


def write_cursor(*parts: str) -> str:
    """A cursor for a page that begins after these sort values."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    """The sort values of a cursor. Raises QueryError."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=tuple[str, str])
    except (ValueError, msgspec.DecodeError):
        raise QueryError("no cursor of ours", where="cursor", todo="Take `next` of the page before") from None


class _Names:
    """Names in the order in which they are met, each with its index."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self._known: dict[str | None, int | None] = {None: None, "": None}

    def each(self, column: Sequence[str | None], *, whole: bool = False) -> list[int | None]:
        """The index of each value; of names joined by "; ", which stand in the order of their support, the first."""
        known = self._known
        return [known[text] if text in known else self._new(text, whole) for text in column]

    def _new(self, text: str | None, whole: bool) -> int:
        name = text or ""
        first = name if whole else name.split("; ")[0]
        found = self._known[text] = self.index.setdefault(first, len(self.index))
        return found


def overview(store: Store, wanted: IncidentFilter) -> dict[str, Any]:
    """The incidents of a filter as columns: coordinates in degrees, days since 1970-01-01, names as indices.

    Actors and controllers are the best supported ones; `killed` is the best figure, null where none is stated.
    `places` and `places_ar` are the names of places in English and, where known, in Arabic.
    """
    c = incidents.c
    query = select(
        c.id, c.lat, c.lon, c.extent_km, c.geo_precision, c.date_start, c.event_type, c.sub_event_type, c.actor1,
        c.actor2, c.country, c.control, c.place, c.fatalities_best, c.sources, c.place_ar,
    ).where(*conditions(wanted))  # fmt: skip
    with store.reading() as connection:
        rows = sorted(connection.execute(query).all(), key=lambda row: (row[5] or "", row[0]))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 16
    days: dict[str | None, int | None] = {}
    types, subs, actors, countries, controls, places = (_Names() for _ in range(6))
    arabic = {english: name for english, name in zip(columns[12], columns[15], strict=True) if english and name}
    out: dict[str, Any] = {
        "n": len(rows),
        "id": columns[0], "lat": columns[1], "lon": columns[2], "extent_km": columns[3], "precision": columns[4],
        "day": [days[d] if d in days else days.setdefault(d, _day(d)) for d in columns[5]],
        "type": types.each(columns[6]), "sub": subs.each(columns[7]), "actor1": actors.each(columns[8]),
        "actor2": actors.each(columns[9]), "country": countries.each(columns[10]), "control": controls.each(columns[11]),
        "place": places.each(columns[12], whole=True), "killed": columns[13], "sources": columns[14],
        "types": list(types.index), "subs": list(subs.index), "actors": list(actors.index),
        "countries": list(countries.index), "controls": list(controls.index), "places": list(places.index),
    }  # fmt: skip
    out["places_ar"] = [arabic.get(name) for name in places.index]
    return out


def _day(date: str | None) -> int | None:
    try:
        return dt.date.fromisoformat(date).toordinal() - EPOCH if date else None
    except ValueError:  # a year alone
        return None


def choices(store: Store) -> dict[str, list[str]]:
    """What the filters may be set to: values on record, the most frequent first."""
    kinds = {"country": ("country",), "event_type": ("event_type",), "sub_event_type": ("sub_event_type",),
             "status": ("status",), "actor": ("actor1", "actor2"), "control": ("control",)}  # fmt: skip
    with store.reading() as connection:
        return {name: list(_counted(connection, columns)) for name, columns in kinds.items()}


def _counted(connection: Connection, columns: Sequence[str]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for name in columns:
        column = incidents.c[name]
        for names, count in connection.execute(select(column, func.count()).group_by(column)):
            for one in dict.fromkeys(n for n in (names or "").split("; ") if n):
                counts[one] += count
    yield from (n for n, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
