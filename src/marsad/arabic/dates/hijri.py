"""Hijri days and months (Umm al-Qura), and the feasts of that calendar."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.dates.words import DateText
from marsad.arabic.tokens import is_figure

HIJRI_YEARS = range(1343, 1501)  # what hijridate converts (Umm al-Qura)


def read_hijri(text: DateText, i: int) -> DateMention | None:
    feast = _feast(text, i)
    if feast:
        return feast
    found = text.named(i, text.calendar.hijri)
    if not found:
        return None
    month, j = found
    stated = int(text.norm(j)) if is_figure(text.norm(j)) and int(text.norm(j)) in HIJRI_YEARS else None
    marked = (
        stated
        or text.norm(i - 1).endswith("شهر")
        or text.norm(j) in text.calendar.past | text.calendar.present
        or (month == 9 and text.norm(i - 1) in ("في", "خلال", "منذ", "بدايه", "نهايه"))
    )
    if not marked:
        return None
    year = stated or _hijri_year(text, month)
    first = i - 1 if text.norm(i - 1).endswith("شهر") else i
    last = j + 1 if stated or text.norm(j) in text.calendar.past | text.calendar.present else j
    if year is None:
        return DateMention(first, last, None, None, "unknown", "period", "date.hijri_month")
    return _hijri_days(text, first, last, year, month, 1, None, "month")


def _feast(text: DateText, i: int) -> DateMention | None:
    for words, (month, day, length) in text.calendar.feasts.items():
        if text.bare(i) == words[0] and all(text.norm(i + k) == w for k, w in enumerate(words)):
            year = _hijri_year(text, month)
            if year is None:
                return DateMention(i, i + len(words), None, None, "unknown", "relative", "date.feast")
            return _hijri_days(text, i, i + len(words), year, month, day, length, "day" if length == 1 else "week")
    return None


def read_day_hijri(text: DateText, first: int, i: int, day: int) -> DateMention | None:
    found = text.named(i, text.calendar.hijri)
    if not found:
        return None
    month, j = found
    stated = text.norm(j)
    if is_figure(stated) and int(stated) in HIJRI_YEARS:
        last = j + 2 if text.norm(j + 1) in ("ه", "هـ", "هجري", "هجريه") else j + 1
        return hijri_day(text, first, last, int(stated), month, day)
    year = _hijri_year(text, month)
    return hijri_day(text, first, j, year, month, day) if year else None


def hijri_day(text: DateText, first: int, last: int, year: int, month: int, day: int) -> DateMention | None:
    from hijridate import Hijri

    try:
        value = Hijri(year, month, day).to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return None
    return DateMention(first, last, value, value, "day", "absolute", "date.hijri")


def _hijri_days(
    text: DateText, first: int, last: int, year: int, month: int, day: int, length: int | None, precision: str
) -> DateMention:
    from hijridate import Hijri

    start = Hijri(year, month, day)
    days = length or start.month_length()
    begin = start.to_gregorian()
    end = dt.date(begin.year, begin.month, begin.day) + dt.timedelta(days=days - 1)
    return DateMention(
        first,
        last,
        begin.isoformat(),
        end.isoformat(),
        precision,
        "period" if precision == "month" else "absolute",
        "date.hijri",
    )


def _hijri_year(text: DateText, month: int) -> int | None:
    """The Hijri year of the latest such month that began not after the anchor."""
    if text.anchor is None or not dt.date(1990, 1, 1) <= text.anchor <= dt.date(2070, 1, 1):
        return None
    from hijridate import Gregorian

    now = Gregorian(text.anchor.year, text.anchor.month, text.anchor.day).to_hijri()
    return int(now.year if month <= now.month else now.year - 1)
