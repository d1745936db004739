"""The columns that the map and the timeline draw: of all incidents, and of those of a filter, picked out of them.

Reading a column of every incident out of the base takes most of the time of an answer, and columns do not change until
incidents do: whoever answers often keeps `drawn` (some 320 bytes an incident) and asks the base for keys alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, select
from sqlalchemy.sql.functions import aggregate_strings

from marsad.store.filters import IncidentFilter, conditions
from marsad.store.schema import incidents

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

ROWS = 5_000  # read at once
EPOCH = dt.date(1970, 1, 1).toordinal()
PLAIN = ("id", "lat", "lon", "extent_km", "precision", "day", "killed", "sources")
NAMED = {"types": ("type",), "subs": ("sub",), "actors": ("actor1", "actor2"), "countries": ("country",),
         "controls": ("control",), "places": ("place",)}  # fmt: skip
Column = Sequence[Any]


class Drawn:
    """Incidents as columns, by first day and id: coordinates in degrees, days since 1970-01-01, names as indices.

    Actors and controllers are the best supported ones; `killed` is the best figure, null where none is stated.
    `places` and `places_ar` are the names of places in English and, where known, in Arabic.
    """

    def __init__(self, keys: Iterable[int], columns: dict[str, Column], names: dict[str, list[str]]) -> None:
        self._columns, self._names = columns, names
        self._at = {key: at for at, key in enumerate(keys)}

    def all(self) -> dict[str, Any]:
        """Every incident."""
        return self._told(self._columns)

    def of(self, keys: Iterable[int]) -> dict[str, Any]:
        """Those with these keys."""
        at = self._at
        rows = sorted(at[key] for key in keys)
        return self._told({name: list(map(column.__getitem__, rows)) for name, column in self._columns.items()})

    def _told(self, columns: dict[str, Column]) -> dict[str, Any]:
        """The columns with the names that occur in them, each name once and in the order in which it is met."""
        out: dict[str, Any] = {"n": len(columns["id"]), **{name: columns[name] for name in PLAIN}}
        for kind, of in NAMED.items():
            met = dict.fromkeys(chain.from_iterable(columns[name] for name in of))
            met.pop(None, None)
            index: dict[int | None, int | None] = {None: None, **{old: new for new, old in enumerate(met)}}
            out |= {name: list(map(index.__getitem__, columns[name])) for name in of}
            out[kind] = [self._names[kind][old] for old in met]
        arabic = {place: name for place, name in zip(columns["place"], columns["place_ar"], strict=True) if name}
        out["places_ar"] = [arabic.get(place) for place in dict.fromkeys(columns["place"]) if place is not None]
        return out


class _Names:
    """Names in the order in which they are met, each with its index."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self._known: dict[str | None, int | None] = {None: None, "": None}

    def each(self, column: Column, *, whole: bool = False) -> list[int | None]:
        """The index of each value; of names joined by "; ", which stand in the order of their support, the first."""
        known = self._known
        return [known[text] if text in known else self._new(text, whole) for text in column]

    def _new(self, text: str, whole: bool) -> int:
        first = text if whole else text.split("; ")[0]
        found = self._known[text] = self.index.setdefault(first, len(self.index))
        return found


def drawn(connection: Connection) -> Drawn:
    """The columns of all incidents."""
    c = incidents.c
    query = select(
        c.key, c.id, c.lat, c.lon, c.extent_km, c.geo_precision, c.date_start, c.fatalities_best, c.sources, c.event_type,
        c.sub_event_type, c.actor1, c.actor2, c.country, c.control, c.place, c.place_ar,
    )  # fmt: skip
    keys, ids, *rest = _read(connection, query)
    dates = rest[4]
    order = sorted(range(len(keys)), key=lambda row: (dates[row] or "", ids[row]))
    keys, ids, *rest = ([column[row] for row in order] for column in (keys, ids, *rest))
    columns: dict[str, Column] = dict(zip(PLAIN, (ids, *rest[:7]), strict=True))
    days = {day: _day(day) for day in set(columns["day"])}
    columns["day"] = [days[day] for day in columns["day"]]
    names: dict[str, list[str]] = {}
    told = iter(rest[7:14])
    for kind, of in NAMED.items():
        met = _Names()
        columns |= {name: met.each(next(told), whole=kind == "places") for name in of}
        names[kind] = list(met.index)
    return Drawn(keys, columns | {"place_ar": rest[14]}, names)


def _read(connection: Connection, query: Select[Any]) -> list[list[Any]]:
    """What a query gives, by column: some rows at a time, and one object for equal values of a column, which takes a
    fraction of the memory."""
    columns: list[list[Any]] = [[] for _ in query.selected_columns]
    met: list[dict[Any, Any]] = [{} for _ in columns]
    for rows in connection.execute(query).partitions(ROWS):
        for column, known, values in zip(columns, met, zip(*rows, strict=True), strict=True):
            column.extend(map(known.setdefault, values, values))
    return columns


def keys_of(connection: Connection, wanted: IncidentFilter) -> Sequence[int]:
    """The keys of the incidents that a filter keeps, in no order."""
    told = aggregate_strings(cast(incidents.c.key, Text), ",")  # one text is read many times as fast as a row a key
    found = connection.execute(select(told).where(*conditions(wanted))).scalar()
    return [int(key) for key in found.split(",")] if found else []


def _day(date: str | None) -> int | None:
    try:
        return dt.date.fromisoformat(date).toordinal() - EPOCH if date else None
    except ValueError:  # a year alone
        return None
