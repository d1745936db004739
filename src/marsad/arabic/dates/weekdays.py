"""Weekdays: the latest one not after the anchor, two in a row, nights between two, and a weekday beside a day of the month."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.gregorian import read_day_month, read_numeric
from marsad.arabic.dates.mention import DateMention
from marsad.arabic.dates.words import DateText


def read_weekday(text: DateText, i: int) -> DateMention | None:
    """يوم الجمعة, الجمعة الماضي, الجمعة 29 أغسطس, ليل السبت - الأحد, يومي الجمعة والسبت."""
    word = text.bare(i)
    if word not in text.calendar.weekdays:
        return None
    if word == "الاثنين" and (text.norm(i - 1) in _THE_TWO or text.norm(i) in ("بالاثنين", "للاثنين")):
        return None  # "الاعتداء على الاثنين", "صلته بالاثنين المقبوض عليهما": the two
    first, j = _begin(text, i), i + 1
    k = j + 1 if text.norm(j) in ("،", "-", "الموافق", "(") else j
    absolute = read_numeric(text, k) or read_day_month(text, k)
    outvoted = _outvoted(text, absolute, first, i)
    if absolute and absolute.start and not outvoted:
        return absolute._replace(first=first, rule="date.weekday_" + absolute.rule.removeprefix("date."))
    if text.norm(first - 1).lstrip("و") == "يومي" or text.norm(first).lstrip("و") == "يومي":
        return _two_days(text, first, i)
    if text.norm(j) in text.calendar.future or text.norm(first - 1).lstrip("و") in ("غدا", "غد"):
        last = j + 1 if text.norm(j) in text.calendar.future else j
        return DateMention(first, last, None, None, "unknown", "future", "date.weekday_next")
    if text.norm(i - 1) == "بين" and text.norm(i - 2) == "الفاصله":
        return _night_between(text, i)
    return _latest(text, first, i, absolute.last if absolute and outvoted else None)


_THE_TWO = frozenset({"علي", "كلا", "هذين", "هولاء", "احد"})


def _begin(text: DateText, i: int) -> int:
    """Where the words begin that tell of the part of the weekday at i: "مساء يوم الجمعة", "أول أمس الجمعة"."""
    first = i
    while (
        text.norm(first - 1).lstrip("و") in text.calendar.parts | {"يوم", "امس", "اليوم", "اول", "مساء", "ليله"}
        and i - first < 3
    ):
        first -= 1
    return first


def _latest(text: DateText, first: int, i: int, stated: int | None) -> DateMention:
    """The latest such weekday not after the anchor, "الماضي" before it, with the next one where two are told. `stated`: the end of
    the mention, where a day of the month stands behind it."""
    word, j = text.bare(i), i + 1
    of_second = _second_day(text, i)
    past = text.norm(j) in text.calendar.past and not (text.norm(j) in _LAST_OF and text.norm(j + 1) == "من")
    before_last = text.norm(j) == "قبل" and text.norm(j + 1) in text.calendar.past
    j += before_last
    past = past or before_last
    if text.anchor is None:
        return DateMention(first, j + past, None, None, "unknown", "weekday", "date.weekday")
    back = (text.anchor.weekday() - text.calendar.weekdays[word]) % 7 + (7 if before_last else 0)
    if past and back == 0:
        back = 7
    if "امس" in (text.norm(first), text.norm(first + 1)) and first < i:
        back = back if back <= 2 else 1
    day = text.anchor - dt.timedelta(days=back)
    end = day
    if of_second:
        end, j = day + dt.timedelta(days=1), j + of_second
        if "منتصف" in text.norms[max(0, first - 1) : i] and "قبل" not in text.norms[max(0, first - 2) : i]:
            day = end  # "بعد منتصف ليل الأحد - الاثنين" is on Monday
    return DateMention(first, stated or j + past, day.isoformat(), end.isoformat(), "day", "weekday", "date.weekday")


_LAST_OF = frozenset({"الاخير", "الاخيره"})  # "الجمعة الأخيرة من الحملة": the last of a row, and not last Friday


def _second_day(text: DateText, i: int) -> int:
    """How many words tell the weekday that follows the one at i: "ليل السبت - الأحد", "ليلة الاثنين الثلاثاء"."""
    if text.norm(i - 1).lstrip("و") in _NIGHT and _next_day(text, text.bare(i), text.bare(i + 1)):
        return 1
    return 2 if text.norm(i + 1) in ("-", "/") and text.bare(i + 2) in text.calendar.weekdays else 0


_NIGHT = frozenset({"ليل", "ليله"})


def _outvoted(text: DateText, absolute: DateMention | None, first: int, i: int) -> bool:
    """ "أمس الجمعة 29 أوت" where the 29th is a Saturday: the weekday and the relative word agree against the number."""
    if text.anchor is None or absolute is None or not absolute.start:
        return False
    day, weekday = dt.date.fromisoformat(absolute.start), text.calendar.weekdays[text.bare(i)]
    said = {text.norm(n) for n in range(first, i)}
    back = 1 if "امس" in said else 0 if "اليوم" in said else None
    return back is not None and day.weekday() != weekday == (text.anchor - dt.timedelta(days=back)).weekday()


def _next_day(text: DateText, word: str, other: str) -> bool:
    weekdays = text.calendar.weekdays
    return other in weekdays and (weekdays[other] - weekdays[word]) % 7 == 1


def _two_days(text: DateText, first: int, i: int) -> DateMention | None:
    """يومي الجمعة والسبت الماضيين: the latest such two days in a row."""
    a, b = text.calendar.weekdays[text.bare(i)], text.calendar.weekdays.get(text.bare(i + 1))
    if b is None or (b - a) % 7 != 1 or text.norm(i + 2) in ("المقبلين", "القادمين") or text.norm(i + 2).isdigit():
        return DateMention(first, i + 2, None, None, "unknown", "future", "date.two_days")
    last = i + 3 if text.norm(i + 2) == "الماضيين" else i + 2
    if text.anchor is None:
        return DateMention(first, last, None, None, "unknown", "weekday", "date.two_days")
    end = text.anchor - dt.timedelta(days=(text.anchor.weekday() - b) % 7)
    start = end - dt.timedelta(days=1)
    return DateMention(first, last, start.isoformat(), end.isoformat(), "day", "weekday", "date.two_days")


def _night_between(text: DateText, i: int) -> DateMention | None:
    """ "في الليلة الفاصلة بين الجمعة والسبت": the latest such night."""
    nights = _two_days(text, i - 3, i)
    return nights if nights and nights.start else None
