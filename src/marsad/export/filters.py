"""Which incidents go into a file: the choices that all formats share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from marsad.errors import MarsadError
from marsad.export.codes import Codes
from marsad.model.holder import held_by
from marsad.model.incident import Incident, Support
from marsad.model.kinds import EVENT_TYPES

STATUSES = ("reported", "claimed", "disputed")


class FilterError(MarsadError):
    """A choice that cannot be understood, or that nothing can meet."""

    code = "filter"
    exit_status = 2


class Filter(Struct, frozen=True):
    """What is asked for; an empty tuple or None asks for nothing. Days are ISO dates, both ends included; countries ISO
    3166-1 alpha-2; names in lower case; `control`: who held the area as stated, else by the control map. Several values of one choice: any of them; several choices: all of them."""

    first: str | None = None
    last: str | None = None
    countries: frozenset[str] = frozenset()
    admin1: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    control: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    min_sources: int = 1
    background: bool = False

    def keeps(self, found: Incident) -> bool:
        """Whether an incident is asked for. An undated one counts for the day on which it was first published."""
        place = found.place
        return (
            (self.background or not found.background)
            and found.sources >= self.min_sources
            and self._in_time(found)
            and (not self.countries or bool(place and place.country in self.countries))
            and (not self.admin1 or bool(place and (place.admin1 or "").casefold() in self.admin1))
            and (not self.types or not self.types.isdisjoint((found.event_type.casefold(), found.sub_event_type.casefold())))
            and (not self.actors or _any((*found.actor1, *found.actor2), self.actors))
            and (not self.control or not self.control.isdisjoint(name.casefold() for name in held_by(found)[0]))
            and (not self.statuses or found.status in self.statuses)
        )  # fmt: skip

    def _in_time(self, found: Incident) -> bool:
        if not self.first and not self.last:
            return True
        start = found.date.start or found.date.end
        end = found.date.end or found.date.start
        if start is None or end is None:
            return False
        return (not self.first or end >= self.first) and (not self.last or start <= self.last)


def _any(supports: Iterable[Support], wanted: frozenset[str]) -> bool:
    return any(support.value.casefold() in wanted for support in supports)


def filter_of(
    codes: Codes, *, first: str | None = None, last: str | None = None, countries: Iterable[str] = (),
    admin1: Iterable[str] = (), types: Iterable[str] = (), actors: Iterable[str] = (), control: Iterable[str] = (),
    statuses: Iterable[str] = (), min_sources: int = 1, background: bool = False,
) -> Filter:  # fmt: skip
    """A filter from what a user typed. Raises FilterError naming the choice and what it may be."""
    days = _day(first, "--from"), _day(last, "--to")
    if days[0] and days[1] and days[0] > days[1]:
        raise FilterError(f"{days[0]} is after {days[1]}", where="--from", todo="Give the earlier day to --from")
    known = {name.casefold() for kind, subs in EVENT_TYPES.items() for name in (kind, *subs)}
    return Filter(
        first=days[0], last=days[1], countries=frozenset(_country(codes, name) for name in countries),
        admin1=_folded(admin1), types=_of(types, known, "--type", "; ".join(EVENT_TYPES)), actors=_folded(actors),
        control=_folded(control), statuses=_of(statuses, set(STATUSES), "--status", ", ".join(STATUSES)),
        min_sources=min_sources, background=background,
    )  # fmt: skip


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in names)


def _of(names: Iterable[str], known: set[str], option: str, values: str) -> frozenset[str]:
    for name in names:
        if name.strip().casefold() not in known:
            raise FilterError(f"there is no {name!r}", where=option, todo=f"It may be: {values}")
    return _folded(names)


def _country(codes: Codes, name: str) -> str:
    found = codes.find_country(name)
    if found is None:
        raise FilterError(f"no country is known as {name!r}", where="--country", todo="Give a code (SY, SYR) or a name")
    return found


def _day(text: str | None, option: str) -> str | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise FilterError(f"{text!r} is not a day", where=option, todo="Write it as 2024-04-30") from None
