"""Gregorian dates in the four traditions of the Arab press: days by figures and by name, months and their parts, years and their shares."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.calendar import EDGES, ORDINAL_DAYS, SHARES
from marsad.arabic.dates.hijri import HIJRI_YEARS, hijri_day, read_day_hijri
from marsad.arabic.dates.mention import DateMention, a_day, month_days, stretch
from marsad.arabic.dates.words import DateText
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import is_figure


def read_numeric(text: DateText, i: int) -> DateMention | None:
    """2020-05-26, 26/5/2020, 26-5-2020, 26/مايو/2020; 3/9/1445 and 1445/9/3."""
    a, sep, b = text.norm(i), text.norm(i + 1), text.norm(i + 2)
    if not is_figure(a) or sep not in ("/", "-", ".") or text.norm(i + 3) != sep:
        return None
    c = text.norm(i + 4)
    month = int(b) if is_figure(b) else next((m for m, _ in [text.month(i + 2) or (0, 0)]), 0)
    if not is_figure(c) or not month:
        return None
    if len(a) == 4 and int(a) in HIJRI_YEARS:
        return hijri_day(text, i, i + 5, int(a), month, int(c))
    if len(a) == 4:
        return a_day(i, i + 5, int(a), month, int(c), "date.iso")
    if len(c) != 4:
        return None
    day = int(a)
    if int(c) in HIJRI_YEARS:
        return hijri_day(text, i, i + 5, int(c), month, day)
    if month > 12 and day <= 12 and is_figure(b):
        day, month = month, day
    return a_day(i, i + 5, int(c), month, day, "date.numeric")


def read_day_month(text: DateText, i: int) -> DateMention | None:
    """22 مايو 2020, 20 كانون الثاني/يناير, الأول من يناير, 5 و7 مايو handled as two."""
    number = text.number_at.get(i)
    j = i + 1
    if number and number.kind == "range" and (between := _between_days(text, number)):
        return between
    if number and number.kind == "exact" and number.low is not None and 1 <= number.low <= 31:
        day, j = number.low, number.last
    elif ordinal := ordinal_day(text, i):
        day, j = ordinal
    else:
        return None
    while text.norm(j) in ("من", "شهر", "/", "-") and j - i < 4:
        j += 1
    found = text.month(j)
    if not found:
        return _day_of_this_month(text, i, j, day) or read_day_hijri(text, i, j, day)
    month, j = found
    stated = text.year_after(j)
    if not stated and text.norm(j) in text.calendar.future:
        return DateMention(i, j + 1, None, None, "unknown", "future", "date.day_month_next")
    year: int | None
    if stated:
        year, j = stated
    elif text.anchor and text.norm(j) in text.calendar.present:
        year, j = text.anchor.year, j + 1  # "15 ديسمبر الجاري", though it may be yet to come
    else:
        year, j = text.recent(month, day), j + (text.norm(j) in text.calendar.past)
    if year is None:
        return DateMention(i, j, None, None, "unknown", "absolute", "date.day_month")
    return a_day(i, j, year, month, day, "date.day_month")


def _between_days(text: DateText, number: Number) -> DateMention | None:
    """ "بين 12 و15 مارس": two figures read as a range of numbers, and the month of both behind them."""
    j = number.last + (text.norm(number.last) in ("من", "شهر"))
    found = text.named(j, text.calendar.months)
    if not found or not number.low or not number.high or not 1 <= number.low < number.high <= LONGEST_MONTH:
        return None
    month, last = found
    stated = text.year_after(last)
    year, last = stated if stated else (text.recent(month, number.high), last)
    if year is None or text.norm(last) in text.calendar.future:
        return None
    last += not stated and text.norm(last) in text.calendar.past
    days = [a_day(number.first, last, year, month, day, "date.between") for day in (number.low, number.high)]
    if days[0] is None or days[1] is None:
        return None
    return stretch(number.first, last, str(days[0].start), str(days[1].start))


LONGEST_MONTH = 31  # days


def ordinal_day(text: DateText, i: int) -> tuple[int, int] | None:
    """الثالث, الحادي عشر, الخامس والعشرين: the day of the month and the index after it."""
    day, after = ORDINAL_DAYS.get(text.norm(i).lstrip("وب")), text.norm(i + 1)
    if day is None:
        return None
    tens = _ORDINAL_TENS.get(after, 0)
    return (day + tens, i + 2) if tens else None if "حادي" in text.norm(i) else (day, i + 1)


_ORDINAL_TENS = {
    "عشر": 10,
    "والعشرين": 20,
    "والعشرون": 20,
    "والثلاثين": 30,
    "والثلاثون": 30,
}


def _day_of_this_month(text: DateText, first: int, i: int, day: int) -> DateMention | None:
    """15 من الشهر الجاري, العاشر من الشهر الماضي, السابع من هذا الشهر, 7 الجاري."""
    if text.norm(i) in ("الجاري", "الحالي") and text.anchor:
        return a_day(first, i + 1, text.anchor.year, text.anchor.month, day, "date.day_of_month")
    if text.norm(i) == "هذا" and text.norm(i + 1) == "الشهر" and text.anchor:
        return a_day(first, i + 2, text.anchor.year, text.anchor.month, day, "date.day_of_month")
    past, now = text.norm(i + 1) in text.calendar.past, text.norm(i + 1) in text.calendar.present
    if text.norm(i) != "الشهر" or not (past or now):
        return None
    if text.anchor is None:
        return DateMention(first, i + 2, None, None, "unknown", "relative", "date.day_of_month")
    of = text.anchor.replace(day=1) - dt.timedelta(days=int(past))
    return a_day(first, i + 2, of.year, of.month, day, "date.day_of_month")


def read_month(text: DateText, i: int) -> DateMention | None:
    """مايو الماضي, مايو/أيار 2020, في تموز, مطلع يوليو, شهر آذار."""
    found = text.month(i)
    if not found:
        return None
    month, j = found
    stated = text.year_after(j)
    word = text.bare(i)
    if text.norm(j) in text.calendar.future:
        return DateMention(i, j + 1, None, None, "unknown", "future", "date.month_next")
    marked = (
        stated
        or text.norm(j) in text.calendar.past
        or text.norm(i - 1).endswith("شهر")
        or text.edge(i - 1) in EDGES
        or j - i > 1
    )
    if word in text.calendar.unsure and not marked:
        return None
    first = i - 1 if text.edge(i - 1) in EDGES or text.norm(i - 1).removeprefix("ال") == "شهر" else i
    year, last = stated if stated else (text.recent(month, None), j)
    if not stated and text.norm(j) in text.calendar.past:
        last = j + 1
        if text.anchor and year is not None and (year, month) >= (text.anchor.year, text.anchor.month):
            year -= 1
    if year is None:
        return DateMention(first, last, None, None, "unknown", "absolute", "date.month")
    start, end = month_days(year, month)
    start, end = edge_of(text.edge(i - 1), start, end)
    return DateMention(first, last, start, end, "month", "absolute", "date.month")


def edge_of(word: str, start: str, end: str) -> tuple[str, str]:
    """Thirds of a month: مطلع/أوائل the first ten days, منتصف the tenth to the twentieth, أواخر/نهاية from the twenty-first."""
    word = word.lstrip("وبل")
    if word in ("مطلع", "بدايه", "اوايل", "اول", "مستهل"):
        return start, start[:8] + "10"
    if word in ("منتصف", "اواسط"):
        return start[:8] + "10", start[:8] + "20"
    if word in ("نهايه", "اواخر", "اخر", "نهايات"):
        return start[:8] + "21", end
    return start, end


def read_year(text: DateText, i: int) -> DateMention | None:
    before = text.norm(i - 1).lstrip("وبل")
    year = text.year(i)
    if not year or not (before in ("عام", "سنه", "العام", "في", "منذ", "اعوام") or text.norm(i - 1) in EDGES):
        return None
    first = i - 1 if before in ("عام", "سنه", "العام") else i
    if text.norm(first - 1) in ("منذ", "ومنذ") and text.anchor:
        return DateMention(
            first - 1, i + 1, f"{year}-01-01", text.anchor.isoformat(), "year", "period", "date.since_year"
        )
    return DateMention(first, i + 1, f"{year}-01-01", f"{year}-12-31", "year", "absolute", "date.year")


def read_share(text: DateText, i: int) -> DateMention | None:
    """ "النصف الأول من 2018", "الربع الثالث من العام الماضي", "النصف الثاني من العام": months of a year."""
    if text.norm(i + 2) not in ("من", "لعام", "لسنه"):
        return _first_months(text, i)
    parts, which = SHARES[text.bare(i)], _SHARE_NUMBERS.get(text.norm(i + 1))
    if which is None:
        return None
    number = parts if which < 0 else which
    months = 12 // parts
    return _months_of(text, i, i + 3 if text.norm(i + 2) == "من" else i + 2, (number - 1) * months + 1, number * months)


_SHARE_NUMBERS = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الاخير": -1}


def _first_months(text: DateText, i: int) -> DateMention | None:
    """ "الأشهر الأربعة الأولى من 2018", "الأشهر الستة الأولى من العام الجاري"."""
    number = text.number_at.get(i + 1)
    if text.bare(i) != "الاشهر" or number is None or text.norm(number.last) != "الاولي":
        return None
    if text.norm(number.last + 1) != "من" or not number.low or number.low > 12:
        return None
    return _months_of(text, i, number.last + 2, 1, number.low)


def _months_of(text: DateText, first: int, at: int, from_month: int, to_month: int) -> DateMention | None:
    """Months of the year told at `at`: "2018", "عام 2018", "العام الماضي", "العام", "هذا العام"."""
    found = text.year_after(at)
    if not found and text.anchor and text.norm(at) in ("العام", "السنه", "هذا", "هذه"):
        found = text.anchor.year, at + (2 if text.norm(at) in ("هذا", "هذه") else 1)
    if not found or to_month > 12:
        return None
    (start, _), (_, end) = month_days(found[0], from_month), month_days(found[0], to_month)
    return DateMention(first, found[1], start, end, "year", "absolute", "date.share_of_year")
