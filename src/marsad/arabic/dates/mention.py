"""A date that a text tells: an interval of days with a precision, a kind and the rule that read it."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from typing import NamedTuple

_DAYS = frozenset(
    {
        "date.day_month",
        "date.just_now",
        "date.last_night",
        "date.night_before_last",
        "date.today",
        "date.weekday",
        "date.yesterday",
    }
)


class DateMention(NamedTuple):
    """tokens[first:last] name the days start..end (ISO, inclusive; None: needs an anchor that is missing).

    precision: day, week, month, year, unknown. kind: absolute, relative, weekday, period (a stretch that ends at or runs
    to the anchor or a stated day), future, age_or_duration (the last two never date an event).
    """

    first: int
    last: int
    start: str | None
    end: str | None
    precision: str
    kind: str
    rule: str

    @property
    def names_a_day(self) -> bool:
        """A single day is named, whether or not an anchor tells which: "أمس" is a day in an article without a date too."""
        return self.precision == "day" or self.rule in _DAYS


def a_day(first: int, last: int, year: int, month: int, day: int, rule: str) -> DateMention | None:
    """The mention of one day, or nothing where there is no such day (30 February)."""
    try:
        value = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return DateMention(first, last, value, value, "day", "absolute", rule)


def month_days(year: int, month: int) -> tuple[str, str]:
    """First and last day of a month."""
    last = gregorian.monthrange(year, month)[1]
    return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last:02d}"


def stretch(first: int, last: int, start: str, end: str) -> DateMention:
    """ "بين 10 و13 مارس": a few days are those of one incident, many are a period."""
    long = (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days > _EPISODE
    return DateMention(first, last, start, end, "day", "period" if long else "absolute", "date.between")


_EPISODE = 3  # days from the first to the last of a stretch that one incident can have lasted
