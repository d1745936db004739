"""Reads dates: Gregorian in the four traditions of the Arab press, Hijri, weekdays, relative words and periods.

Every mention is an interval of days with a precision. The anchor (publication day) is an argument: without it relative
words stay empty. A month or a day without a year is the latest such one not after the anchor. Nothing is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import compress, count, pairwise

from marsad.arabic.dates.calendar import COUNTING, Calendar, Opening, Openings
from marsad.arabic.dates.gregorian import ordinal_day, read_day_month, read_month, read_numeric, read_share, read_year
from marsad.arabic.dates.hijri import read_hijri
from marsad.arabic.dates.mention import DateMention, stretch
from marsad.arabic.dates.relative import read_relative
from marsad.arabic.dates.units import read_counted, read_named_unit
from marsad.arabic.dates.weekdays import read_weekday
from marsad.arabic.dates.words import DateText
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import is_figure


def dates(
    norms: Sequence[str],
    numbers: Sequence[Number],
    calendar: Calendar,
    anchor: dt.date | None,
    first: int = 0,
    end: int | None = None,
) -> list[DateMention]:
    """Date mentions that begin in norms[first:end], from left to right; where two readings overlap the one that began first and
    is longer stands. `numbers`: those that begin there."""
    text = DateText(norms, numbers, calendar, anchor)
    out: list[DateMention] = []
    last = 0
    for i in sorted({*compress(count(first), map(calendar.openings.__getitem__, norms[first:end])), *text.number_at}):
        if i < last:
            continue
        openings, counting = calendar.openings[norms[i]] or ((), COUNTING)
        found = _read(text, i, counting if i in text.number_at else openings)
        if found is None or found.last <= i:
            continue
        if _is_a_name(text, found):
            continue
        found = _ranged(text, _joined(text, found))
        if _beats(found, out):
            out.append(found)
            last = max(found.last, i + 1)
    return _periods(norms, out, anchor)


def _read(text: DateText, i: int, openings: Openings) -> DateMention | None:
    """What the first reader that finds something reads at token i."""
    for opening in openings:
        if found := _READERS[opening](text, i):
            return found
    return None


_READERS: Mapping[Opening, Callable[[DateText, int], DateMention | None]] = {
    "numeric": read_numeric,
    "day_month": read_day_month,
    "month": read_month,
    "hijri": read_hijri,
    "weekday": read_weekday,
    "relative": read_relative,
    "counted": read_counted,
    "named_unit": read_named_unit,
    "year": read_year,
    "share": read_share,
}


def _is_a_name(text: DateText, found: DateMention) -> bool:
    """ "ميدان 6 أكتوبر", "قوى 14 آذار": a day and a month, without a year, that something is named after."""
    if found.rule != "date.day_month" or text.year(found.last - 1) is not None:
        return False
    return text.norm(found.first - 1).lstrip("وبلك").removeprefix("ال") in text.calendar.named_after


def _beats(found: DateMention, out: list[DateMention]) -> bool:
    """Does a mention stand against those before it that it overlaps? It removes what it beats."""
    while out and out[-1].last > found.first:
        if out[-1].precision == "day" and found.precision != "day" and out[-1].start:
            return False
        out.pop()
    return True


def _joined(text: DateText, found: DateMention) -> DateMention:
    """ "أمس الأحد", "اليوم السبت", "مساء اليوم الاثنين": one mention; the weekday corrects the relative word."""
    if found.rule in ("date.yesterday", "date.today"):
        j = found.last + 1 if text.norm(found.last) in ("(", "،") else found.last
        if text.bare(j) in text.calendar.weekdays:
            day = read_weekday(text, j)
            if day and day.start and text.norm(j - 1) != "،":
                end = day.last + 1 if text.norm(day.last) == ")" else day.last
                return day._replace(first=found.first, last=end, rule=found.rule + "_weekday")
    return found


def _ranged(text: DateText, found: DateMention) -> DateMention:
    """ "بين العاشر والثالث عشر من الشهر الماضي", "من 10 إلى 20 مايو": the days of a range whose month is told once."""
    if found.rule not in ("date.day_month", "date.day_of_month") or not found.start or found.start != found.end:
        return found
    joint = text.norm(found.first - 1)
    at = found.first - 1 if joint in ("و", "الي", "حتي", "-") else found.first
    if at == found.first and not text.norm(at).startswith("و"):
        return found
    opened = _day_that_ends(text, at)
    if opened is None:
        return found
    first, day = opened
    opener = text.norm(first - 1).removeprefix("و")
    fits = opener == "من" if joint in ("الي", "حتي") else joint == "-" or opener == "بين"
    if not fits or not 1 <= day < int(found.start[-2:]):
        return found
    return stretch(first, found.last, f"{found.start[:-2]}{day:02d}", found.start)


def _day_that_ends(text: DateText, at: int) -> tuple[int, int] | None:
    """The day of a month whose words end before token `at` ("العاشر", "الحادي عشر", "12"), and where they begin."""
    if is_figure(text.norm(at - 1)) and len(text.norm(at - 1)) <= _DAY_FIGURES:
        return at - 1, int(text.norm(at - 1))
    for first in (at - 2, at - 1):
        ordinal = ordinal_day(text, first) if first >= 0 else None
        if ordinal and ordinal[1] == at:
            return first, ordinal[0]
    return None


_DAY_FIGURES = 2  # of a day of the month


def _two_in_a_row(norms: Sequence[str], a: DateMention, b: DateMention) -> DateMention | None:
    """ "السبت والأحد الماضيين", "ليل الأحد إلى الاثنين": two weekdays that follow each other are one stretch."""
    if a.kind != "weekday" or b.kind != "weekday" or not a.end or not b.start or a.rule != "date.weekday":
        return None
    gap = list(norms[a.last : b.first])
    joined = gap == ["الي"] or gap == ["و"] or (not gap and norms[b.first].startswith("و"))
    next_day = (dt.date.fromisoformat(a.end) + dt.timedelta(days=1)).isoformat()
    return b._replace(first=a.first, start=a.start, rule="date.two_days") if joined and b.start == next_day else None


def _periods(norms: Sequence[str], found: list[DateMention], anchor: dt.date | None) -> list[DateMention]:
    """ "منذ X" runs to the anchor; "بين X وY", "من X إلى Y" are one period."""
    out: list[DateMention] = []
    for mention in found:
        before = norms[mention.first - 1].lstrip("و") if mention.first else ""
        previous = out[-1] if out else None
        if previous and (days := _two_in_a_row(norms, previous, mention)):
            out[-1] = days
            continue
        if (
            previous
            and previous.start
            and mention.end
            and previous.kind in ("absolute", "weekday", "period")
            and 0 <= mention.first - previous.last <= 2
        ):
            opener = norms[previous.first - 1].lstrip("و") if previous.first else ""
            gap = list(norms[previous.last : mention.first])
            if (opener == "بين" and gap in (["و"], [])) or (opener == "من" and gap in (["الي"], ["حتي"])):
                start = previous.start
                if start > mention.end:
                    start = f"{int(start[:4]) - 1}{start[4:]}"
                out[-1] = (
                    stretch(previous.first, mention.last, start, mention.end)
                    if previous.precision == mention.precision == "day"
                    else DateMention(
                        previous.first, mention.last, start, mention.end, previous.precision, "period", "date.between"
                    )
                )
                continue
        if (
            before == "منذ"
            and mention.start
            and anchor
            and mention.kind in ("absolute", "weekday", "relative")
            and mention.rule != "date.today"
        ):
            mention = mention._replace(
                first=mention.first - 1, end=anchor.isoformat(), kind="period", rule="date.since"
            )
        out.append(mention)
    return out


def told_on(norms: Sequence[str], published: dt.date, calendar: Calendar) -> dt.date:
    """The day on which an article was written: that of publication, or where all its "اليوم الأحد" and "أمس الثلاثاء" name
    another weekday (a text that stands under a later stamp), the last such day before it."""
    weekdays = calendar.weekdays
    today = compress(pairwise(norms), map(_TODAY.__contains__, norms))
    told = {(weekdays[day] + _TODAY[word]) % 7 for word, day in today if day in weekdays}
    if len(told) != 1:
        return published
    back = (published.weekday() - told.pop()) % 7
    return (
        published - dt.timedelta(days=back) if back < _SIX else published
    )  # tomorrow, where the stamp is of another zone


_TODAY = {"اليوم": 0, "امس": 1}
_SIX = 6  # days
