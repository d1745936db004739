"""What a user asks of incidents, as conditions on the table: the same for the pages, the map and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import func, literal, or_

from marsad.store.schema import incidents

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class IncidentFilter(Struct, frozen=True):
    """Empty fields exclude nothing. Days are ISO dates; `q` is a part of a place or actor name."""

    start: str = ""  # first day
    end: str = ""  # last day
    country: str = ""  # ISO 3166-1 alpha-2
    event_type: str = ""
    sub_event_type: str = ""
    actor: str = ""  # neutral name, on either side
    control: str = ""  # who held the area as stated, else by the control map
    status: str = ""
    q: str = ""
    min_sources: int = 0
    min_killed: int = 0

    def given(self) -> dict[str, Any]:
        """The fields that say something, for the address of a page."""
        return {name: value for name, value in asdict(self).items() if value}


def conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    """SQL conditions, all of which an incident has to meet."""
    c = incidents.c
    out: list[ColumnElement[bool]] = []
    if wanted.start:
        out.append(func.coalesce(c.date_end, c.date_start) >= wanted.start)
    if wanted.end:
        out.append(c.date_start <= wanted.end)
    names = ("country", "event_type", "sub_event_type", "status")
    out += [c[name] == value for name in names if (value := getattr(wanted, name))]
    if wanted.actor:
        out.append(or_(_listed(c.actor1, wanted.actor), _listed(c.actor2, wanted.actor)))
    if wanted.control:
        out.append(_listed(c.control, wanted.control))
    if wanted.q:
        named: ColumnElement[str] = c.actor1 + "\n" + c.actor2  # one text to look through, names a line each
        for column in (c.place, c.place_ar, c.admin1):
            named = named + "\n" + func.coalesce(column, "")
        out.append(named.icontains(wanted.q, autoescape=True))
    if wanted.min_sources:
        out.append(c.sources >= wanted.min_sources)
    if wanted.min_killed:
        out.append(c.fatalities_best >= wanted.min_killed)
    return out


def _listed(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a name is one of those that the column joins with "; "."""
    listed: ColumnElement[str] = literal("; ") + func.coalesce(column, "") + "; "
    return listed.contains(f"; {name}; ", autoescape=True)
