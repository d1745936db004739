"""Incidents page by page, and the columns that the map and the timeline draw."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import and_, func, or_, select

from marsad.model.incident import Incident
from marsad.store.failures import QueryError
from marsad.store.filters import IncidentFilter, conditions
from marsad.store.schema import incidents

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

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
    query = select(incidents.c.record, day, incidents.c.id).where(*where)
    if cursor:
        query = query.where(_after(day, *read_cursor(cursor)))
    query = query.order_by(day.desc(), incidents.c.id).limit(limit + 1)
    with store.reading() as connection:
        total = int(connection.execute(select(func.count()).select_from(incidents).where(*where)).scalar_one())
        rows = connection.execute(query).all()
    found = tuple(msgspec.json.decode(row[0], type=Incident) for row in rows[:limit])
    more = write_cursor(rows[limit - 1][1], rows[limit - 1][2]) if len(rows) > limit else None
    return IncidentPage(found, more, total)


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

    def of(self, name: str | None) -> int | None:
        return None if not name else self.index.setdefault(name, len(self.index))

    def first_of(self, names: str | None) -> int | None:
        """Of names joined by "; ", which stand in the order of their support, the first."""
        return self.of((names or "").split("; ")[0])


def overview(store: Store, wanted: IncidentFilter) -> dict[str, Any]:
    """The incidents of a filter as columns: coordinates in degrees, days since 1970-01-01, names as indices.

    Actors and controllers are the best supported ones; `killed` is the best figure, null where none is stated.
    """
    c = incidents.c
    extent = func.json_extract(c.record, "$.place.extent_km")
    query = select(
        c.id, c.lat, c.lon, c.geo_precision, c.date_start, c.event_type, c.sub_event_type, c.actor1, c.actor2,
        c.country, c.control, c.fatalities_best, c.sources, extent if _sqlite(store) else c.record,
    ).where(*conditions(wanted)).order_by(c.date_start, c.id)  # fmt: skip
    with store.reading() as connection:
        rows = connection.execute(query).all()
    types, subs, actors, countries, controls = (_Names() for _ in range(5))
    return {
        "n": len(rows),
        "id": [r[0] for r in rows], "lat": [r[1] for r in rows], "lon": [r[2] for r in rows],
        "extent_km": [_extent(r[13]) for r in rows],
        "precision": [r[3] for r in rows], "day": [_day(r[4]) for r in rows],
        "type": [types.of(r[5]) for r in rows], "sub": [subs.of(r[6]) for r in rows],
        "actor1": [actors.first_of(r[7]) for r in rows], "actor2": [actors.first_of(r[8]) for r in rows],
        "country": [countries.of(r[9]) for r in rows], "control": [controls.first_of(r[10]) for r in rows],
        "killed": [r[11] for r in rows], "sources": [r[12] for r in rows],
        "types": list(types.index), "subs": list(subs.index), "actors": list(actors.index),
        "countries": list(countries.index), "controls": list(controls.index),
    }  # fmt: skip


def _sqlite(store: Store) -> bool:
    with store.reading() as connection:
        return connection.dialect.name == "sqlite"


def _extent(value: Any) -> float | None:
    """Kilometres, as the database took them out of the record, or out of the record itself."""
    if isinstance(value, str):
        place = msgspec.json.decode(value, type=Incident).place
        return place.extent_km if place else None
    return value  # type: ignore[no-any-return]


def _day(date: str | None) -> int | None:
    try:
        return dt.date.fromisoformat(date).toordinal() - EPOCH if date else None
    except ValueError:  # a year alone
        return None


def choices(store: Store) -> dict[str, list[str]]:
    """What the filters may be set to: values on record, the most frequent first."""
    out: dict[str, list[str]] = {}
    with store.reading() as connection:
        for name in ("country", "event_type", "sub_event_type", "status"):
            column = incidents.c[name]
            query = select(column).where(column.is_not(None)).group_by(column).order_by(func.count().desc(), column)
            out[name] = list(connection.execute(query).scalars())
        for name in ("actor", "control"):
            out[name] = list(_counted(connection, name))
    return out


def _counted(connection: Any, name: str) -> Iterator[str]:
    from collections import Counter

    columns = ("actor1", "actor2") if name == "actor" else ("control",)
    counts: Counter[str] = Counter()
    for column in columns:
        for names in connection.execute(select(incidents.c[column])).scalars():
            counts.update(n for n in (names or "").split("; ") if n)
    yield from (n for n, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
