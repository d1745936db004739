"""Days told in units of time: so many ago or later ("قبل يومين"), within so many ("خلال 24 ساعة"), and named ones ("الأسبوع الماضي")."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.calendar import EDGES
from marsad.arabic.dates.gregorian import edge_of
from marsad.arabic.dates.mention import DateMention, month_days
from marsad.arabic.dates.words import DateText

AGO, LATER = ("قبل", "منذ"), ("بعد",)
SIX = 6  # days: "more than a week ago" is less than two
BEFORE_WHAT = frozenset({"من", "علي"})  # "قبل يومين من الانتخابات": counted from another day than that of the paper
# a plural of a unit with no number: at least and at most so many days ago, told as precisely as that
PLURAL_UNITS = {
    "اسابيع": (14, 60, "month"),
    "اشهر": (60, 365, "year"),
    "شهور": (60, 365, "year"),
    "سنوات": (0, 0, ""),
    "اعوام": (0, 0, ""),
}


def read_counted(text: DateText, i: int) -> DateMention | None:
    """A number of units: after قبل/منذ a date, after خلال a period, else an age or a duration."""
    number = text.number_at.get(i)
    if not number or number.low is None:
        return None
    unit = text.calendar.units.get(text.norm(number.last))
    if not unit:
        return None
    before, last = text.norm(i - 1 - (text.norm(i - 1) == "ال")).lstrip("و"), number.last + 1  # "خلال الـ24 ساعة"
    if before == "قبل" and text.norm(last) in BEFORE_WHAT and text.norm(last + 1) not in text.calendar.present:
        return DateMention(i - 1, last, None, None, "unknown", "age_or_duration", "date.before_that")
    if before in LATER and number.kind in ("exact", "about") and (behind := of_what(text, last)):
        return later(text, i - 1, behind, number.low, unit)
    if before in AGO and unit == "day" and text.norm(i) in ("عده", "بضعه"):
        return some_days(text, i - 1, last)
    if before in AGO and text.norm(number.last) in PLURAL_UNITS and text.norm(i) in ("عده", "بضعه"):
        return some_units(text, i - 1, last, PLURAL_UNITS[text.norm(number.last)])
    if before in AGO and number.kind in ("exact", "about"):
        return ago(text, i - 1, last, number.low, unit)
    if before in AGO and number.kind in _SENSES and (count := number.low or number.high):
        return ago(text, i - 1, last, count, unit, _SENSES[number.kind])
    if before in ("خلال", "غضون", "مدي", "امتداد", "اخر"):
        if text.anchor is None or unit not in ("hour", "day", "week", "month", "year"):
            return DateMention(i, last, None, None, "unknown", "period", "date.within")
        days = {
            "hour": 1,
            "day": number.low,
            "week": 7 * number.low,
            "month": 30 * number.low,
            "year": 365 * number.low,
        }[unit]
        if days > 40000:
            return None
        bare = last
        while text.norm(last) in text.calendar.past:
            last += 1
        return DateMention(
            i,
            last,
            (text.anchor - dt.timedelta(days=days)).isoformat(),
            text.anchor.isoformat(),
            unit if unit != "hour" else "day",
            "period",
            "date.within_last" if last > bare or before == "اخر" or unit == "hour" else "date.within",
        )
    return DateMention(i, last, None, None, "unknown", "age_or_duration", "date.duration")


_SENSES = {"at_least": "more", "at_most": "less"}  # kinds of numbers


def led_by(text: DateText, i: int, by: tuple[str, ...] = AGO) -> tuple[int, str] | None:
    """ "قبل أسبوع", "منذ ما يقرب من عامين", "قبل أكثر من شهر": where the preposition before a unit stands, and how exact it is."""
    for words, sense in _MORE_OR_LESS:
        at = i - len(words) - 1
        if at >= 0 and text.norm(at).lstrip("و") in by and all(text.norm(at + 1 + k) == w for k, w in enumerate(words)):
            return at, sense
    return None


_MORE_OR_LESS = tuple(
    (tuple(words.split()), sense)
    for words, sense in (
        ("", ""),
        ("نحو", ""),
        ("حوالي", ""),
        ("قرابه", ""),
        ("زهاء", ""),
        ("ما يقرب من", ""),
        ("ما يقارب", ""),
        ("ما يناهز", ""),
        ("اكثر من", "more"),
        ("ازيد من", "more"),
        ("ما يزيد عن", "more"),
        ("ما يزيد علي", "more"),
        ("اقل من", "less"),
    )
)


def of_what(text: DateText, i: int) -> int | None:
    """The index of "من" or "على" in "بعد عام تماما على مقتل", "بعد أيام قليلة من هجوم", right or one word behind the unit at i - 1."""
    return next((j for j in (i, i + 1) if text.norm(j) in BEFORE_WHAT), None)


def later(text: DateText, first: int, last: int, count: int, unit: str) -> DateMention | None:
    """ "بعد ثلاثة أيام من هجوم": the day of what stands behind it, counted back from the anchor; `kind` "counted", since it may
    have to be counted from another day."""
    found = ago(text, first, last, count, unit)
    if found is None or not found.start or (unit == "hour" and count < _A_DAY):
        return None
    return found._replace(kind="counted", rule="date.counted")


_A_DAY = 24  # hours


def ago(text: DateText, first: int, last: int, count: int, unit: str, sense: str = "") -> DateMention | None:
    """قبل يومين, منذ ثلاثة أيام, قبل 35 عاما; `sense`: "more" than so long ago, or "less"."""
    count, unit = (2, unit[:-2]) if unit.endswith("s2") else (count, unit)
    unit = {"hour2": "hour"}.get(unit, unit)
    since = text.norm(first).lstrip("و") == "منذ"
    if text.anchor is None:
        return DateMention(first, last, None, None, "unknown", "relative", "date.ago")
    days = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    if days > 40000:
        return None
    day = text.anchor - dt.timedelta(days=days if unit != "hour" else (1 if count > 12 else 0))
    if since:
        return DateMention(
            first,
            last,
            day.isoformat(),
            text.anchor.isoformat(),
            {"hour": "day"}.get(unit, unit),
            "period",
            "date.since",
        )
    if sense == "less" or (sense == "more" and unit in ("day", "week")):  # at most six days more than so many
        begin, to = (day, text.anchor) if sense == "less" else (day - dt.timedelta(days=SIX), day)
        precision = {"day": "week", "hour": "day"}.get(unit, unit)
        return DateMention(first, last, begin.isoformat(), to.isoformat(), precision, "relative", "date.ago")
    if unit == "year":
        return DateMention(first, last, f"{day.year}-01-01", f"{day.year}-12-31", "year", "relative", "date.ago")
    if unit == "month":
        start, end = month_days(day.year, day.month)
        return DateMention(first, last, start, end, "month", "relative", "date.ago")
    if unit == "week":
        return DateMention(
            first,
            last,
            (day - dt.timedelta(days=3)).isoformat(),
            (day + dt.timedelta(days=3)).isoformat(),
            "week",
            "relative",
            "date.ago",
        )
    return DateMention(first, last, day.isoformat(), day.isoformat(), "day", "relative", "date.ago")


def some_units(text: DateText, first: int, last: int, days: tuple[int, int, str]) -> DateMention:
    """ "قبل أسابيع", "منذ أشهر": some of them, told with no number; of years nobody knows how many."""
    at_least, at_most, precision = days
    if text.anchor is None or not precision:
        return DateMention(first, last, None, None, "unknown", "age_or_duration", "date.some_units")
    start, end = (text.anchor - dt.timedelta(days=d) for d in (at_most, at_least))
    since = text.norm(first).lstrip("و") == "منذ"
    return DateMention(
        first,
        last,
        start.isoformat(),
        text.anchor.isoformat() if since else end.isoformat(),
        precision,
        "period" if since else "relative",
        "date.since" if since else "date.some_units",
    )


def some_days(text: DateText, first: int, last: int) -> DateMention:
    """ "منذ أيام", "قبل عدة أيام": within the week before."""
    if text.anchor is None:
        return DateMention(first, last, None, None, "unknown", "relative", "date.some_days")
    start = text.anchor - dt.timedelta(days=7)
    return DateMention(first, last, start.isoformat(), text.anchor.isoformat(), "week", "relative", "date.some_days")


def read_named_unit(text: DateText, i: int) -> DateMention | None:
    """الأسبوع الماضي, نهاية الأسبوع المنصرم, الشهر الجاري, العام الماضي, الأيام الثلاثة الماضية, منذ بداية العام."""
    word, after = text.bare(i), text.norm(i + 1)
    if word in _UNIT_DAYS:
        return _plural_unit(text, i, word)
    if word not in ("الاسبوع", "الشهر", "العام", "السنه"):
        return None
    if word == "الاسبوع" and after == "قبل" and text.norm(i + 2) in text.calendar.past and text.anchor:
        week = _week(text, i, i + 3, "", True)
        days = [(dt.date.fromisoformat(d or "") - dt.timedelta(days=7)).isoformat() for d in (week.start, week.end)]
        return week._replace(start=days[0], end=days[1])
    past, now = after in text.calendar.past, after in text.calendar.present or text.norm(i - 1) in ("هذا", "هذه")
    edge = text.norm(i - 1).lstrip("و")
    since = text.norm(i - 2).lstrip("و") in ("منذ", "مع") and edge in EDGES
    if after in text.calendar.future:
        return DateMention(i, i + 2, None, None, "unknown", "future", "date.next")
    if not (past or now or since or edge in ("خلال",)):
        return None
    first = i - 1 if edge in EDGES else i
    first -= since
    last = i + 2 if past or after in text.calendar.present else i + 1
    if text.anchor is None:
        return DateMention(first, last, None, None, "unknown", "relative", "date.unit")
    if word == "الاسبوع":
        return _week(text, first, last, edge, past)
    if word == "الشهر":
        year, month = (
            (text.anchor.year, text.anchor.month)
            if not past
            else (
                (text.anchor.replace(day=1) - dt.timedelta(days=1)).year,
                (text.anchor.replace(day=1) - dt.timedelta(days=1)).month,
            )
        )
        start, end = edge_of(edge, *month_days(year, month))
        precision = "month"
    else:
        year = text.anchor.year - (1 if past else 0)
        start, end, precision = f"{year}-01-01", f"{year}-12-31", "year"
    if since:
        return DateMention(first, last, start, text.anchor.isoformat(), precision, "period", "date.since_start")
    return DateMention(first, last, start, min(end, text.anchor.isoformat()), precision, "relative", "date.unit")


def _week(text: DateText, first: int, last: int, edge: str, past: bool) -> DateMention:
    """Weeks run Saturday to Friday; their end is Thursday and Friday, the weekend of most of the Arab press."""
    assert text.anchor is not None
    saturday = text.anchor - dt.timedelta(days=(text.anchor.weekday() - 5) % 7 + (7 if past else 0))
    start, end = saturday, saturday + dt.timedelta(days=6)
    if edge in ("نهايه", "اواخر"):
        start = saturday + dt.timedelta(days=5)
        if (
            past and text.anchor.weekday() == _MONDAY
        ):  # said on a Monday: the two days just gone by, wherever it is printed
            start, end = text.anchor - dt.timedelta(days=2), text.anchor - dt.timedelta(days=1)
    end = min(end, text.anchor)
    return DateMention(first, last, start.isoformat(), end.isoformat(), "week", "relative", "date.week")


_MONDAY = 0  # of date.weekday()


def _plural_unit(text: DateText, i: int, word: str) -> DateMention | None:
    j = i + 1 + (text.norm(i + 1) == "ال")  # "الساعات الـ24 الماضية"
    number = text.number_at.get(j)
    count = 7 if word == "الايام" else 2
    if number is None and text.norm(j) in _DEFINITE_COUNTS:
        count, j = _DEFINITE_COUNTS[text.norm(j)], j + 1
    elif number and number.low:
        count, j = number.low, number.last
    if text.norm(j) not in text.calendar.past:
        return None
    days = _UNIT_DAYS[word] * count
    if text.anchor is None or days > 40000:
        return DateMention(i, j + 1, None, None, "unknown", "period", "date.last_units")
    start = text.anchor - dt.timedelta(days=max(days, 1))
    two = word == "اليومين"  # "اليومين الماضيين": the two before the paper's
    return DateMention(
        i,
        j + 1,
        start.isoformat(),
        (text.anchor - dt.timedelta(days=int(two))).isoformat(),
        "day" if two or word == "الساعات" else "week" if days <= 14 else "month",
        "period",
        "date.last_units",
    )


_UNIT_DAYS = {"الايام": 1, "الساعات": 0, "الاسابيع": 7, "الاشهر": 30, "السنوات": 365, "الاعوام": 365, "اليومين": 1, "الاسبوعين": 7, "الشهرين": 30, "العامين": 365, "السنتين": 365}  # fmt: skip
_DEFINITE_COUNTS = {
    "الثلاثه": 3,
    "الثلاث": 3,
    "الاربعه": 4,
    "الاربع": 4,
    "الخمسه": 5,
    "السته": 6,
    "السبعه": 7,
    "القليله": 4,
    "العشره": 10,
}
