"""Words that name a day by that of publication: أمس, اليوم, الليلة, قبل قليل, "لليوم الثاني على التوالي"."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.calendar import FOR_THE_DAY, ORDINAL_DAYS
from marsad.arabic.dates.gregorian import ordinal_day
from marsad.arabic.dates.mention import DateMention
from marsad.arabic.dates.units import (
    BEFORE_WHAT,
    LATER,
    PLURAL_UNITS,
    ago,
    later,
    led_by,
    of_what,
    some_days,
    some_units,
)
from marsad.arabic.dates.words import DateText


def read_relative(text: DateText, i: int) -> DateMention | None:
    """أمس, أول من أمس, اليوم, الليلة الماضية, قبل قليل, قبل أسبوع, خلال شهر: words without a number."""
    word, after, before = text.bare(i), text.norm(i + 1), text.norm(i - 1).lstrip("و")
    if word == "امس":
        return _yesterday(text, i, before, after)
    if word == "البارحه":
        return _back(text, i, i + 1, 1, "date.yesterday")
    if word == "اليوم" and before not in _PAPERS and before not in _SOME_OTHER and after not in _NOT_TODAY:
        return _back(text, i, i + 1, 0, "date.today")
    if word == FOR_THE_DAY:
        return _in_a_row(text, i)
    if word == "غدا":
        return DateMention(i, i + 1, None, None, "unknown", "future", "date.tomorrow")
    if word == "الليله" and (night := _tonight(text, i, before, after)):
        return night
    return _of_a_unit(text, i, word, before)


_SOME_OTHER = frozenset({"نفس", "ذات", "ذلك", "مثل"})  # "في نفس اليوم", "في مثل هذا اليوم"
_PAPERS = frozenset(
    {"الصادره", "الصادر", "صادره", "صحيفه", "جريده", "المصري", "روسيا", "قناه", "اخبار", "حتي", "بعد", "عكاظ", "العالم"}
)
_NOT_TODAY = frozenset({"الذي", "التالي", "الموالي", "المذكور", "نفسه", "ذاته", "العالمي", "الوطني", *ORDINAL_DAYS})


def _yesterday(text: DateText, i: int, before: str, after: str) -> DateMention:
    """أمس, أمس الأول, أول أمس, أول من أمس."""
    first, back, last = i, 1, i + 1
    if after in ("الاول",):
        back, last = 2, i + 2
    elif before == "من" and text.norm(i - 2).lstrip("و") == "اول":
        first, back = i - 2, 2
    elif before == "اول":
        first, back = i - 1, 2
    return _back(text, first, last, back, "date.yesterday")


def _tonight(text: DateText, i: int, before: str, after: str) -> DateMention | None:
    """الليلة, الليلة الماضية, الليلة قبل الماضية."""
    if after in text.calendar.past:
        return _back(text, i, i + 2, 1, "date.last_night", days=2)
    if after == "قبل" and text.norm(i + 2) in text.calendar.past:
        return _back(text, i, i + 3, 2, "date.night_before_last", days=2)
    if before not in _OTHER_NIGHTS and after not in _NOT_TODAY and after not in text.calendar.future:
        return _back(text, i, i + 1, 0, "date.today")  # "في هجوم شنه مسلحون الليلة"
    return None


_OTHER_NIGHTS = frozenset({"تلك", "نفس", "ذات", "في", "الف", "منتصف"})  # "في الليلة نفسها"


def _of_a_unit(text: DateText, i: int, word: str, before: str) -> DateMention | None:
    """قبل قليل, منذ أيام, قبل أسبوع, بعد شهر من, خلال عام: a unit that stands without a number."""
    if before in ("قبل", "منذ") and word in ("قليل", "لحظات", "دقايق", "ساعات"):
        return _back(text, i - 1, i + 1, 0, "date.just_now")
    if word == "ايام" and before in ("قبل", "منذ"):
        return some_days(text, i - 1, i + 1)
    if before == "قبل" and word in text.calendar.units and text.norm(i + 1) in BEFORE_WHAT:
        return DateMention(i - 1, i + 1, None, None, "unknown", "age_or_duration", "date.before_that")
    if before in ("قبل", "منذ") and word in PLURAL_UNITS:
        return some_units(text, i - 1, i + 1, PLURAL_UNITS[word])
    if word in text.calendar.units and (led := led_by(text, i)):
        return ago(text, led[0], i + 1, 1, text.calendar.units[word], led[1])
    if word in text.calendar.units and (led := led_by(text, i, LATER)) and (behind := of_what(text, i + 1)):
        if word == "ايام":
            return some_days(text, i - 1, behind)._replace(kind="counted", rule="date.counted")
        many = word in PLURAL_UNITS or word == "ساعات"
        return None if many else later(text, led[0], behind, 1, text.calendar.units[word])
    if before in ("خلال", "غضون", "مدي") and word in text.calendar.units and text.anchor is not None:
        return _within(i, text.calendar.units[word], text.anchor)
    return None


def _within(i: int, unit: str, anchor: dt.date) -> DateMention:
    """ "خلال شهر", "في غضون يومين": so long up to the anchor."""
    days = {"day": 1, "week": 7, "month": 30, "year": 365}.get(unit.rstrip("s2"), 1) * (2 if unit.endswith("2") else 1)
    start = anchor - dt.timedelta(days=days)
    return DateMention(i, i + 1, start.isoformat(), anchor.isoformat(), "week", "period", "date.within")


def _back(text: DateText, first: int, last: int, days_ago: int, rule: str, days: int = 1) -> DateMention:
    """The `days` days that begin so many before the anchor, with the words for a part of the day before them."""
    while text.norm(first - 1).lstrip("و") in text.calendar.parts | {"يوم"} and first > 0:
        first -= 1
    if text.anchor is None:
        return DateMention(first, last, None, None, "unknown", "relative", rule)
    start = text.anchor - dt.timedelta(days=days_ago)
    end = start + dt.timedelta(days=days - 1)
    midnight = "منتصف" in text.norms[first : first + 2] and "قبل" not in text.norms[max(0, first - 1) : first]
    start = end if midnight else start  # "منتصف الليلة الماضية" is on the second of its two days
    return DateMention(first, last, start.isoformat(), end.isoformat(), "day", "relative", rule)


def _in_a_row(text: DateText, i: int) -> DateMention | None:
    """ "لليوم الثاني على التوالي", "لليوم الثالث": the days up to that of the paper, where they are few."""
    ordinal = ordinal_day(text, i + 1)
    if ordinal is None or not 1 < ordinal[0] <= _LONGEST_ROW or text.anchor is None:
        return None
    count, last = ordinal
    last += 2 * (text.norm(last) == "علي" and text.norm(last + 1) == "التوالي")
    start = text.anchor - dt.timedelta(days=count - 1)
    return DateMention(i, last, start.isoformat(), text.anchor.isoformat(), "day", "period", "date.row")


_LONGEST_ROW = 7  # days of a row of days that an incident can be dated by
