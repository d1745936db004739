"""Reads the date line of a page's head: ISO, RFC 2822, numeric and Arabic month names, with time and stated zone."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from marsad.arabic.dates.calendar import Calendar
from marsad.arabic.dates.finding import dates
from marsad.arabic.folding import Folded, fold
from marsad.arabic.tokens import words

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_RFC = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} \d{1,2}:\d{2}(?::\d{2})?(?: (?:GMT|UTC|[+-]\d{4}))?"
)
_NUMERIC = re.compile(r"^\D{0,20}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(صباحا|مساء|ص|م|AM|PM|am|pm)?(?![\w])")
_ZONES = {
    "غرينتش": "+00:00",
    "جرينتش": "+00:00",
    "غرينيتش": "+00:00",
    "GMT": "+00:00",
    "UTC": "+00:00",
    "مكه": "+03:00",
    "الدوحه": "+03:00",
    "القاهره": "+02:00",
    "دمشق": "+03:00",
    "بغداد": "+03:00",
    "ابوظبي": "+04:00",
    "دبي": "+04:00",
}
_AFTERNOON = ("مساء", "م", "PM", "pm")
LONGEST = 90  # letters of a line that is still a date line


class Stamp(NamedTuple):
    """value: ISO local date or date and time as stated; zone: UTC offset when stated."""

    value: str
    zone: str | None


def read_stamp(line: str, calendar: Calendar) -> Stamp | None:
    """The date and time that a head line states, or None. Nothing is guessed."""
    if len(line) > LONGEST or not any(map(str.isdigit, line)):
        return None
    rfc = _RFC.search(line)
    if rfc:
        try:
            when = parsedate_to_datetime(rfc.group())
        except (ValueError, TypeError):
            return None
        offset = when.strftime("%z")
        return Stamp(
            when.replace(tzinfo=None).isoformat(),
            f"{offset[:3]}:{offset[3:]}" if offset else "+00:00" if "GMT" in line or "UTC" in line else None,
        )
    folded = fold(line)
    iso = _ISO.search(folded)
    if iso:
        return _iso(iso)
    day = _numeric(folded) or _arabic(folded, calendar)
    if day is None:
        return None
    clock = _clock(folded)
    zone = next((z for word, z in _ZONES.items() if word in folded), None)
    return Stamp(f"{day}T{clock}" if clock else day, zone if clock else None)


def read_machine_stamp(text: str) -> Stamp | None:
    """A date of a page's metadata (ISO 8601 or RFC 2822)."""
    iso = _ISO.search(text or "")
    if iso:
        return _iso(iso)
    rfc = _RFC.search(text or "")
    if rfc:
        try:
            when = parsedate_to_datetime(rfc.group())
        except ValueError:
            return None
        offset = when.strftime("%z")
        return Stamp(when.replace(tzinfo=None).isoformat(), f"{offset[:3]}:{offset[3:5]}" if offset else None)
    return None


def _iso(match: re.Match[str]) -> Stamp | None:
    y, m, d, hour, minute, second, zone = match.groups()
    try:
        day = dt.date(int(y), int(m), int(d))
        if hour is None:
            return Stamp(day.isoformat(), None)
        clock = dt.time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
    zone = "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}" if zone else None
    return Stamp(f"{day.isoformat()}T{clock.isoformat()}", zone)


def _numeric(folded: str) -> str | None:
    match = _NUMERIC.match(folded)
    if not match:
        return None
    day, month, year = (int(g) for g in match.groups())
    if month > 12 >= day:
        day, month = month, day
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _arabic(folded: str, calendar: Calendar) -> str | None:
    from marsad.arabic.numbers import Number

    norms = words(Folded(folded))
    if len(norms) > 25:
        return None
    numbers = [
        Number(i, i + 1, int(norm), int(norm), "exact", "head")
        for i, norm in enumerate(norms)
        if norm.isdigit() and len(norm) < 5
    ]
    found = [
        d for d in dates(norms, numbers, calendar, None) if d.kind == "absolute" and d.precision == "day" and d.start
    ]
    return found[0].start if found else None


def _clock(folded: str) -> str | None:
    match = _TIME.search(folded)
    if not match:
        return None
    hour, minute, second, half = int(match.group(1)), int(match.group(2)), int(match.group(3) or 0), match.group(4)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half and half not in _AFTERNOON and hour == 12:
        hour = 0
    try:
        return dt.time(hour, minute, second).isoformat()
    except ValueError:
        return None
