"""What a brief is asked to be about, parsed once from what the user wrote."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from marsad.brief.problems import AreaError, PeriodError
from marsad.model.incident import Incident
from marsad.places.catalogue import Gazetteer

MOST_DAYS = 366  # a brief of more than a year is no brief; exports are for that


class Period(Struct, frozen=True):
    """Some days, both ends in it."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of the same length that ends the day before this one begins."""
        return Period(self.first - dt.timedelta(self.days), self.first - dt.timedelta(1))

    def holds(self, start: str, end: str) -> bool:
        return self.first.isoformat() <= start and end <= self.last.isoformat()


class Area(Struct, frozen=True):
    """A country (`country`: ISO 3166-1 alpha-2) or the places that carry one of some names (folded in case)."""

    name: str
    name_ar: str
    country: str | None
    names: frozenset[str] = frozenset()

    def holds(self, incident: Incident) -> bool:
        place = incident.place
        if place is None:
            return False
        if self.country is not None:
            return place.country == self.country
        its = (place.name, place.name_ar, place.admin1, place.admin2)
        return any(name.casefold() in self.names for name in its if name)


def parse_period(first: str, last: str) -> Period:
    """Two ISO dates, both in the period. Raises PeriodError."""
    period = Period(_day(first, "--from"), _day(last, "--to"))
    if period.last < period.first:
        raise PeriodError(f"--to {last} is before --from {first}", todo="Give the earlier day first")
    if period.days > MOST_DAYS:
        raise PeriodError(f"{period.days} days are more than a brief holds ({MOST_DAYS})", todo="Ask for a shorter one")
    if period.first.toordinal() <= period.days:
        raise PeriodError(f"there are no {period.days} days before {first} to compare with")
    return period


def _day(written: str, option: str) -> dt.date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):  # week dates and short forms are not promised
            raise ValueError
        return dt.date.fromisoformat(written)
    except ValueError:
        raise PeriodError(f"{option} {written!r} is no date", todo="Write it as 2018-04-07") from None


def parse_area(written: str, gazetteer: Gazetteer) -> Area:
    """A country by ISO code or name, or a place by name, in Arabic or English. Raises AreaError."""
    from marsad.places.service import find

    wanted = written.strip()
    for row in gazetteer.rows.values():
        if row.level == "country" and wanted.casefold() in (
            row.country.casefold(),
            row.name.casefold(),
            (row.name_ar or "").casefold(),
        ):
            return Area(row.name, row.name_ar or row.name, row.country)
    found = find(gazetteer, wanted) if wanted else []
    if not found:
        raise AreaError(f"--area {written!r} is no country or place on record",
                        todo="Give an ISO code (SY), or a name that marsad places find knows")  # fmt: skip
    best = found[0]
    if best.level == "country":
        return Area(best.name, best.name_ar or best.name, best.country)
    names = frozenset(n.casefold() for n in (wanted, best.name, best.name_ar) if n)
    return Area(best.name, best.name_ar or best.name, None, names)
