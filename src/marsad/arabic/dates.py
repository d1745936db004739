"""Reads dates: Gregorian in the four traditions of the Arab press, Hijri, weekdays, relative words and periods.

Every mention is an interval of days with a precision. The anchor (publication day) is an argument: without it relative
words stay empty. A month or a day without a year is the latest such one not after the anchor. Nothing is invented.
"""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import compress, count, pairwise
from typing import NamedTuple

import yaml

from marsad.arabic.folding import word_key
from marsad.arabic.memory import WordMemory
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import is_figure

_CLITICS = ("و", "ب", "ل", "ف")
_YEARS = range(1900, 2100)
_HIJRI_YEARS = range(1343, 1501)  # what hijridate converts (Umm al-Qura)


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


@dataclass(frozen=True, eq=False)
class Calendar:
    """Folded names -> numbers. Month names are phrases of one or two words.

    What a word can be is worked out once: `bare` (without a clitic before a calendar word), `openings` (the readers that
    may find a date which begins there, without and with a number at that word, or None)."""

    months: Mapping[tuple[str, ...], int]
    unsure: frozenset[str]
    hijri: Mapping[tuple[str, ...], int]
    weekdays: Mapping[str, int]
    past: frozenset[str]
    future: frozenset[str]
    present: frozenset[str]
    parts: frozenset[str]
    units: Mapping[str, str]
    feasts: Mapping[tuple[str, ...], tuple[int, int, int]]
    starts: frozenset[str]
    named_after: frozenset[str]
    bare: WordMemory[str] = field(init=False, repr=False)
    openings: WordMemory[tuple[Readers, Readers] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", WordMemory(self._bare))
        object.__setattr__(self, "openings", WordMemory(self._openings))

    def _bare(self, norm: str) -> str:
        if norm.startswith(_CLITICS) and norm[1:] in self.starts:
            return norm[1:]
        article = "ال" + norm[2:]  # "للجمعة الرابعة على التوالي"
        return article if norm.startswith("لل") and article in self.weekdays else norm

    def _openings(self, norm: str) -> tuple[Readers, Readers] | None:
        word, ordinal = self._bare(norm), norm.lstrip("وب") in _ORDINAL_DAYS
        known = is_figure(norm) or ordinal or word in self.starts
        if not known and word not in _NAMED_UNITS:
            return None  # nearly all words: only `_COUNTING` where a number begins
        can_be = (
            (_Reader._numeric, is_figure(norm)),
            (_Reader._day_month, ordinal),
            (_Reader._month, any(word == name[0] for name in self.months)),
            (_Reader._hijri, any(word == name[0] for name in (*self.hijri, *self.feasts))),
            (_Reader._weekday, word in self.weekdays),
            (_Reader._relative, word in _RELATIVE_WORDS or word in self.units),
            (_Reader._counted, False),
            (_Reader._named_unit, word in _NAMED_UNITS),
            (_Reader._year, is_figure(norm)),
            (_Reader._share, word in _SHARES),
        )
        if not any(may for _, may in can_be):
            return None  # "من", "خلال": they lead to a date and begin none
        return (
            tuple(reader for reader, may in can_be if may and known),
            tuple(reader for reader, may in can_be if may or reader in _COUNTING),
        )


def load_calendar() -> Calendar:
    """The package's calendar words (data/arabic/calendar.yaml)."""
    raw = (files("marsad") / "data" / "arabic" / "calendar.yaml").read_bytes()
    data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader

    def phrases(table: dict[int, list[str]]) -> dict[tuple[str, ...], int]:
        return {tuple(word_key(n).split()): number for number, names in table.items() for n in names}

    def words(names: list[str]) -> frozenset[str]:
        return frozenset(word_key(n) for n in names)

    months, hijri = phrases(data["months"]), phrases(data["hijri"])
    weekdays = {word_key(k): v for k, v in data["weekdays"].items()}
    units = {word_key(k): v for k, v in data["units"].items()}
    feasts = {tuple(word_key(k).split()): tuple(v) for k, v in data["feasts"].items()}
    starts = (
        {p[0] for p in (*months, *hijri, *feasts)}
        | set(weekdays)
        | set(units)
        | _RELATIVE_WORDS
        | _NAMED_UNITS
        | set(_SHARES)
        | {
            "شهر",
            "عام",
            "سنه",
            "الشهر",
            "العام",
            "السنه",
            "الاسبوع",
            "اسبوع",
            "نهايه",
            "مطلع",
            "بدايه",
            "اوايل",
            "اواخر",
            "منتصف",
            "منذ",
            "قبل",
            "خلال",
            "بين",
            "من",
            "غضون",
            "ليله",
            "ليل",
            "الليله",
            "الايام",
            "الساعات",
        }
    )
    return Calendar(months, words(data["unsure"]), hijri, weekdays, words(data["past"]), words(data["future"]), words(data["present"]),
                    words(data["parts_of_day"]), units, feasts, frozenset(starts), words(data["named_after"]))  # fmt: skip


Readers = tuple[Callable[["_Reader", int], DateMention | None], ...]
_NAMED_UNITS = frozenset(
    {
        "الايام",
        "الساعات",
        "الاسابيع",
        "الاشهر",
        "السنوات",
        "الاعوام",
        "الاسبوع",
        "الشهر",
        "العام",
        "السنه",
        "اليومين",
        "الاسبوعين",
        "الشهرين",
        "العامين",
        "السنتين",
    }
)
_FOR_THE_DAY = "لليوم"  # and an ordinal: "لليوم الثاني على التوالي"
_RELATIVE_WORDS = frozenset(
    {"امس", "اليوم", _FOR_THE_DAY, "غدا", "الليله", "البارحه", "الان", "قليل", "لحظات", "دقايق"}
)
_LAST_OF = frozenset({"الاخير", "الاخيره"})  # "الجمعة الأخيرة من الحملة": the last of a row, and not last Friday
_NIGHT = frozenset({"ليل", "ليله"})
_AGO, _LATER = ("قبل", "منذ"), ("بعد",)
_A_DAY = 24  # hours
_THE_TWO = frozenset({"علي", "كلا", "هذين", "هولاء", "احد"})
_OTHER_NIGHTS = frozenset({"تلك", "نفس", "ذات", "في", "الف", "منتصف"})  # "في الليلة نفسها"
_SOME_OTHER = frozenset({"نفس", "ذات", "ذلك", "مثل"})  # "في نفس اليوم", "في مثل هذا اليوم"
_PAPERS = frozenset(
    {"الصادره", "الصادر", "صادره", "صحيفه", "جريده", "المصري", "روسيا", "قناه", "اخبار", "حتي", "بعد", "عكاظ", "العالم"}
)


class _Reader:
    def __init__(
        self, norms: Sequence[str], numbers: Sequence[Number], calendar: Calendar, anchor: dt.date | None
    ) -> None:
        self.norms = norms
        self.calendar, self.anchor = calendar, anchor
        self.number_at = {n.first: n for n in numbers}

    def norm(self, i: int) -> str:
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def bare(self, i: int) -> str:
        """The word without a leading و/ب/ل/ف when the rest is a calendar word."""
        return self.calendar.bare[self.norm(i)]

    # ---- Gregorian
    def month(self, i: int) -> tuple[int, int] | None:
        """(month, index after it), doubled names ("كانون الثاني/يناير", "مارس آذار") read as one."""
        found = self._name(i, self.calendar.months)
        if not found:
            return None
        value, j = found
        k = j
        while self.norm(k) in ("/", "-", "(", "،") and k - j < 2:
            k += 1
        again = self._name(k, self.calendar.months)
        if again and again[0] == value:
            j = again[1]
            if self.norm(j) == ")":
                j += 1
        return value, j

    def _name(self, i: int, table: Mapping[tuple[str, ...], int]) -> tuple[int, int] | None:
        first = self.bare(i)
        for width in (2, 1):
            key = (first, *(self.norm(k) for k in range(i + 1, i + width)))
            if key in table:
                return table[key], i + width
        return None

    def year(self, i: int) -> int | None:
        norm = self.norm(i)
        return int(norm) if is_figure(norm) and len(norm) == 4 and int(norm) in _YEARS else None

    def year_after(self, i: int) -> tuple[int, int] | None:
        j = i
        while self.norm(j) in ("من", "عام", "سنه", "العام", "،", "/", "-", ".", "لعام", "لسنه") and j - i < 2:
            j += 1
        year = self.year(j)
        return (year, j + 1) if year else self.named_year(i)

    def named_year(self, i: int) -> tuple[int, int] | None:
        """ "25 أبريل من العام الماضي", "أغسطس العام الجاري"."""
        j = i + 1 if self.norm(i) == "من" else i
        past, now = self.norm(j + 1) in self.calendar.past, self.norm(j + 1) in self.calendar.present
        if self.anchor is None or self.norm(j) not in ("العام", "السنه") or not (past or now):
            return None
        return self.anchor.year - past, j + 2

    def recent(self, month: int, day: int | None) -> int | None:
        """The year of the latest such month or day that is not after the anchor."""
        if self.anchor is None:
            return None
        limit = self.anchor + dt.timedelta(days=1)
        this = (month, day or 1) <= (limit.month, limit.day)
        return self.anchor.year if this else self.anchor.year - 1

    def at(self, i: int, readers: Readers) -> DateMention | None:
        """What the first of these readers that finds something reads at token i."""
        for read in readers:
            if found := read(self, i):
                return found
        return None

    def _numeric(self, i: int) -> DateMention | None:
        """2020-05-26, 26/5/2020, 26-5-2020, 26/مايو/2020; 3/9/1445 and 1445/9/3."""
        a, sep, b = self.norm(i), self.norm(i + 1), self.norm(i + 2)
        if not is_figure(a) or sep not in ("/", "-", ".") or self.norm(i + 3) != sep:
            return None
        c = self.norm(i + 4)
        month = int(b) if is_figure(b) else next((m for m, _ in [self.month(i + 2) or (0, 0)]), 0)
        if not is_figure(c) or not month:
            return None
        if len(a) == 4 and int(a) in _HIJRI_YEARS:
            return self._hijri_day(i, i + 5, int(a), month, int(c))
        if len(a) == 4:
            return self._made(i, i + 5, int(a), month, int(c), "date.iso")
        if len(c) != 4:
            return None
        day = int(a)
        if int(c) in _HIJRI_YEARS:
            return self._hijri_day(i, i + 5, int(c), month, day)
        if month > 12 and day <= 12 and is_figure(b):
            day, month = month, day
        return self._made(i, i + 5, int(c), month, day, "date.numeric")

    def _made(self, first: int, last: int, year: int, month: int, day: int, rule: str) -> DateMention | None:
        try:
            value = dt.date(year, month, day).isoformat()
        except ValueError:
            return None
        return DateMention(first, last, value, value, "day", "absolute", rule)

    def _day_month(self, i: int) -> DateMention | None:
        """22 مايو 2020, 20 كانون الثاني/يناير, الأول من يناير, 5 و7 مايو handled as two."""
        number = self.number_at.get(i)
        j = i + 1
        if number and number.kind == "range" and (between := self._between_days(number)):
            return between
        if number and number.kind == "exact" and number.low is not None and 1 <= number.low <= 31:
            day, j = number.low, number.last
        elif ordinal := self._ordinal_day(i):
            day, j = ordinal
        else:
            return None
        while self.norm(j) in ("من", "شهر", "/", "-") and j - i < 4:
            j += 1
        found = self.month(j)
        if not found:
            return self._day_of_this_month(i, j, day) or self._day_hijri(i, j, day)
        month, j = found
        stated = self.year_after(j)
        if not stated and self.norm(j) in self.calendar.future:
            return DateMention(i, j + 1, None, None, "unknown", "future", "date.day_month_next")
        year: int | None
        if stated:
            year, j = stated
        elif self.anchor and self.norm(j) in self.calendar.present:
            year, j = self.anchor.year, j + 1  # "15 ديسمبر الجاري", though it may be yet to come
        else:
            year, j = self.recent(month, day), j + (self.norm(j) in self.calendar.past)
        if year is None:
            return DateMention(i, j, None, None, "unknown", "absolute", "date.day_month")
        return self._made(i, j, year, month, day, "date.day_month")

    def _between_days(self, number: Number) -> DateMention | None:
        """ "بين 12 و15 مارس": two figures read as a range of numbers, and the month of both behind them."""
        j = number.last + (self.norm(number.last) in ("من", "شهر"))
        found = self._name(j, self.calendar.months)
        if not found or not number.low or not number.high or not 1 <= number.low < number.high <= _LONGEST_MONTH:
            return None
        month, last = found
        stated = self.year_after(last)
        year, last = stated if stated else (self.recent(month, number.high), last)
        if year is None or self.norm(last) in self.calendar.future:
            return None
        last += not stated and self.norm(last) in self.calendar.past
        days = [self._made(number.first, last, year, month, day, "date.between") for day in (number.low, number.high)]
        if days[0] is None or days[1] is None:
            return None
        return _stretch(number.first, last, str(days[0].start), str(days[1].start))

    def _ordinal_day(self, i: int) -> tuple[int, int] | None:
        """الثالث, الحادي عشر, الخامس والعشرين: the day of the month and the index after it."""
        day, after = _ORDINAL_DAYS.get(self.norm(i).lstrip("وب")), self.norm(i + 1)
        if day is None:
            return None
        tens = _ORDINAL_TENS.get(after, 0)
        return (day + tens, i + 2) if tens else None if "حادي" in self.norm(i) else (day, i + 1)

    def _day_of_this_month(self, first: int, i: int, day: int) -> DateMention | None:
        """15 من الشهر الجاري, العاشر من الشهر الماضي, السابع من هذا الشهر, 7 الجاري."""
        if self.norm(i) in ("الجاري", "الحالي") and self.anchor:
            return self._made(first, i + 1, self.anchor.year, self.anchor.month, day, "date.day_of_month")
        if self.norm(i) == "هذا" and self.norm(i + 1) == "الشهر" and self.anchor:
            return self._made(first, i + 2, self.anchor.year, self.anchor.month, day, "date.day_of_month")
        past, now = self.norm(i + 1) in self.calendar.past, self.norm(i + 1) in self.calendar.present
        if self.norm(i) != "الشهر" or not (past or now):
            return None
        if self.anchor is None:
            return DateMention(first, i + 2, None, None, "unknown", "relative", "date.day_of_month")
        of = self.anchor.replace(day=1) - dt.timedelta(days=int(past))
        return self._made(first, i + 2, of.year, of.month, day, "date.day_of_month")

    def _day_hijri(self, first: int, i: int, day: int) -> DateMention | None:
        found = self._name(i, self.calendar.hijri)
        if not found:
            return None
        month, j = found
        stated = self.norm(j)
        if is_figure(stated) and int(stated) in _HIJRI_YEARS:
            last = j + 2 if self.norm(j + 1) in ("ه", "هـ", "هجري", "هجريه") else j + 1
            return self._hijri_day(first, last, int(stated), month, day)
        year = self._hijri_year(month)
        return self._hijri_day(first, j, year, month, day) if year else None

    def edge(self, i: int) -> str:
        return self.norm(i).removeprefix("و")

    def _month(self, i: int) -> DateMention | None:
        """مايو الماضي, مايو/أيار 2020, في تموز, مطلع يوليو, شهر آذار."""
        found = self.month(i)
        if not found:
            return None
        month, j = found
        stated = self.year_after(j)
        word = self.bare(i)
        if self.norm(j) in self.calendar.future:
            return DateMention(i, j + 1, None, None, "unknown", "future", "date.month_next")
        marked = (
            stated
            or self.norm(j) in self.calendar.past
            or self.norm(i - 1).endswith("شهر")
            or self.edge(i - 1) in EDGES
            or j - i > 1
        )
        if word in self.calendar.unsure and not marked:
            return None
        first = i - 1 if self.edge(i - 1) in EDGES or self.norm(i - 1).removeprefix("ال") == "شهر" else i
        year, last = stated if stated else (self.recent(month, None), j)
        if not stated and self.norm(j) in self.calendar.past:
            last = j + 1
            if self.anchor and year is not None and (year, month) >= (self.anchor.year, self.anchor.month):
                year -= 1
        if year is None:
            return DateMention(first, last, None, None, "unknown", "absolute", "date.month")
        start, end = _month_days(year, month)
        start, end = _edge(self.edge(i - 1), start, end)
        return DateMention(first, last, start, end, "month", "absolute", "date.month")

    def _year(self, i: int) -> DateMention | None:
        before = self.norm(i - 1).lstrip("وبل")
        year = self.year(i)
        if not year or not (before in ("عام", "سنه", "العام", "في", "منذ", "اعوام") or self.norm(i - 1) in EDGES):
            return None
        first = i - 1 if before in ("عام", "سنه", "العام") else i
        if self.norm(first - 1) in ("منذ", "ومنذ") and self.anchor:
            return DateMention(
                first - 1, i + 1, f"{year}-01-01", self.anchor.isoformat(), "year", "period", "date.since_year"
            )
        return DateMention(first, i + 1, f"{year}-01-01", f"{year}-12-31", "year", "absolute", "date.year")

    def _share(self, i: int) -> DateMention | None:
        """ "النصف الأول من 2018", "الربع الثالث من العام الماضي", "النصف الثاني من العام": months of a year."""
        if self.norm(i + 2) not in ("من", "لعام", "لسنه"):
            return self._first_months(i)
        parts, which = _SHARES[self.bare(i)], _SHARE_NUMBERS.get(self.norm(i + 1))
        if which is None:
            return None
        number = parts if which < 0 else which
        months = 12 // parts
        return self._months_of(
            i, i + 3 if self.norm(i + 2) == "من" else i + 2, (number - 1) * months + 1, number * months
        )

    def _first_months(self, i: int) -> DateMention | None:
        """ "الأشهر الأربعة الأولى من 2018", "الأشهر الستة الأولى من العام الجاري"."""
        number = self.number_at.get(i + 1)
        if self.bare(i) != "الاشهر" or number is None or self.norm(number.last) != "الاولي":
            return None
        if self.norm(number.last + 1) != "من" or not number.low or number.low > 12:
            return None
        return self._months_of(i, number.last + 2, 1, number.low)

    def _months_of(self, first: int, at: int, from_month: int, to_month: int) -> DateMention | None:
        """Months of the year told at `at`: "2018", "عام 2018", "العام الماضي", "العام", "هذا العام"."""
        found = self.year_after(at)
        if not found and self.anchor and self.norm(at) in ("العام", "السنه", "هذا", "هذه"):
            found = self.anchor.year, at + (2 if self.norm(at) in ("هذا", "هذه") else 1)
        if not found or to_month > 12:
            return None
        (start, _), (_, end) = _month_days(found[0], from_month), _month_days(found[0], to_month)
        return DateMention(first, found[1], start, end, "year", "absolute", "date.share_of_year")

    # ---- Hijri
    def _hijri_year(self, month: int) -> int | None:
        """The Hijri year of the latest such month that began not after the anchor."""
        if self.anchor is None or not dt.date(1990, 1, 1) <= self.anchor <= dt.date(2070, 1, 1):
            return None
        from hijridate import Gregorian

        now = Gregorian(self.anchor.year, self.anchor.month, self.anchor.day).to_hijri()
        return int(now.year if month <= now.month else now.year - 1)

    def _hijri_day(self, first: int, last: int, year: int, month: int, day: int) -> DateMention | None:
        from hijridate import Hijri

        try:
            value = Hijri(year, month, day).to_gregorian().isoformat()
        except (ValueError, OverflowError):
            return None
        return DateMention(first, last, value, value, "day", "absolute", "date.hijri")

    def _hijri(self, i: int) -> DateMention | None:
        feast = self._feast(i)
        if feast:
            return feast
        found = self._name(i, self.calendar.hijri)
        if not found:
            return None
        month, j = found
        stated = int(self.norm(j)) if is_figure(self.norm(j)) and int(self.norm(j)) in _HIJRI_YEARS else None
        marked = (
            stated
            or self.norm(i - 1).endswith("شهر")
            or self.norm(j) in self.calendar.past | self.calendar.present
            or (month == 9 and self.norm(i - 1) in ("في", "خلال", "منذ", "بدايه", "نهايه"))
        )
        if not marked:
            return None
        year = stated or self._hijri_year(month)
        first = i - 1 if self.norm(i - 1).endswith("شهر") else i
        last = j + 1 if stated or self.norm(j) in self.calendar.past | self.calendar.present else j
        if year is None:
            return DateMention(first, last, None, None, "unknown", "period", "date.hijri_month")
        return self._hijri_days(first, last, year, month, 1, None, "month")

    def _hijri_days(
        self, first: int, last: int, year: int, month: int, day: int, length: int | None, precision: str
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

    def _feast(self, i: int) -> DateMention | None:
        for words, (month, day, length) in self.calendar.feasts.items():
            if self.bare(i) == words[0] and all(self.norm(i + k) == w for k, w in enumerate(words)):
                year = self._hijri_year(month)
                if year is None:
                    return DateMention(i, i + len(words), None, None, "unknown", "relative", "date.feast")
                return self._hijri_days(i, i + len(words), year, month, day, length, "day" if length == 1 else "week")
        return None

    # ---- weekdays and relative words
    def _weekday(self, i: int) -> DateMention | None:
        word = self.bare(i)
        if word not in self.calendar.weekdays:
            return None
        if word == "الاثنين" and (self.norm(i - 1) in _THE_TWO or self.norm(i) in ("بالاثنين", "للاثنين")):
            return None  # "الاعتداء على الاثنين", "صلته بالاثنين المقبوض عليهما": the two
        first = i
        while (
            self.norm(first - 1).lstrip("و") in self.calendar.parts | {"يوم", "امس", "اليوم", "اول", "مساء", "ليله"}
            and i - first < 3
        ):
            first -= 1
        j = i + 1
        k = j + 1 if self.norm(j) in ("،", "-", "الموافق", "(") else j
        absolute = self._numeric(k) or self._day_month(k)
        outvoted = self._outvoted(absolute, first, i)
        if absolute and absolute.start and not outvoted:
            return absolute._replace(first=first, rule="date.weekday_" + absolute.rule.removeprefix("date."))
        second, of_second = (self.bare(j + 1), 2) if self.norm(j) in ("-", "/") else ("", 0)
        if self.norm(i - 1).lstrip("و") in _NIGHT and self._next_day(word, self.bare(j)):
            second, of_second = self.bare(j), 1  # "ليلة الاثنين الثلاثاء"
        if self.norm(first - 1).lstrip("و") == "يومي" or self.norm(first).lstrip("و") == "يومي":
            return self._two_days(first, i)
        if self.norm(j) in self.calendar.future or self.norm(first - 1).lstrip("و") in ("غدا", "غد"):
            last = j + 1 if self.norm(j) in self.calendar.future else j
            return DateMention(first, last, None, None, "unknown", "future", "date.weekday_next")
        if self.norm(i - 1) == "بين" and self.norm(i - 2) == "الفاصله":
            return self._night_between(i)
        past = self.norm(j) in self.calendar.past and not (self.norm(j) in _LAST_OF and self.norm(j + 1) == "من")
        before_last = self.norm(j) == "قبل" and self.norm(j + 1) in self.calendar.past
        j += before_last
        past = past or before_last
        if self.anchor is None:
            return DateMention(first, j + past, None, None, "unknown", "weekday", "date.weekday")
        back = (self.anchor.weekday() - self.calendar.weekdays[word]) % 7 + (7 if before_last else 0)
        if past and back == 0:
            back = 7
        if "امس" in (self.norm(first), self.norm(first + 1)) and first < i:
            back = back if back <= 2 else 1
        day = self.anchor - dt.timedelta(days=back)
        end = day
        if second in self.calendar.weekdays:
            end, j = day + dt.timedelta(days=1), j + of_second
            if "منتصف" in self.norms[max(0, first - 1) : i] and "قبل" not in self.norms[max(0, first - 2) : i]:
                day = end  # "بعد منتصف ليل الأحد - الاثنين" is on Monday
        last = absolute.last if absolute and outvoted else j + past
        return DateMention(first, last, day.isoformat(), end.isoformat(), "day", "weekday", "date.weekday")

    def _outvoted(self, absolute: DateMention | None, first: int, i: int) -> bool:
        """ "أمس الجمعة 29 أوت" where the 29th is a Saturday: the weekday and the relative word agree against the number."""
        if self.anchor is None or absolute is None or not absolute.start:
            return False
        day, weekday = dt.date.fromisoformat(absolute.start), self.calendar.weekdays[self.bare(i)]
        said = {self.norm(n) for n in range(first, i)}
        back = 1 if "امس" in said else 0 if "اليوم" in said else None
        return back is not None and day.weekday() != weekday == (self.anchor - dt.timedelta(days=back)).weekday()

    def _next_day(self, word: str, other: str) -> bool:
        weekdays = self.calendar.weekdays
        return other in weekdays and (weekdays[other] - weekdays[word]) % 7 == 1

    def _two_days(self, first: int, i: int) -> DateMention | None:
        """يومي الجمعة والسبت الماضيين: the latest such two days in a row."""
        a, b = self.calendar.weekdays[self.bare(i)], self.calendar.weekdays.get(self.bare(i + 1))
        if b is None or (b - a) % 7 != 1 or self.norm(i + 2) in ("المقبلين", "القادمين") or self.norm(i + 2).isdigit():
            return DateMention(first, i + 2, None, None, "unknown", "future", "date.two_days")
        last = i + 3 if self.norm(i + 2) == "الماضيين" else i + 2
        if self.anchor is None:
            return DateMention(first, last, None, None, "unknown", "weekday", "date.two_days")
        end = self.anchor - dt.timedelta(days=(self.anchor.weekday() - b) % 7)
        start = end - dt.timedelta(days=1)
        return DateMention(first, last, start.isoformat(), end.isoformat(), "day", "weekday", "date.two_days")

    def _night_between(self, i: int) -> DateMention | None:
        """ "في الليلة الفاصلة بين الجمعة والسبت": the latest such night."""
        nights = self._two_days(i - 3, i)
        return nights if nights and nights.start else None

    def _relative(self, i: int) -> DateMention | None:
        word, after, before = self.bare(i), self.norm(i + 1), self.norm(i - 1).lstrip("و")
        if word == "امس":
            first, back, last = i, 1, i + 1
            if after in ("الاول",):
                back, last = 2, i + 2
            elif before == "من" and self.norm(i - 2).lstrip("و") == "اول":
                first, back = i - 2, 2
            elif before == "اول":
                first, back = i - 1, 2
            return self._back(first, last, back, "date.yesterday")
        if word == "البارحه":
            return self._back(i, i + 1, 1, "date.yesterday")
        if word == "اليوم" and before not in _PAPERS and before not in _SOME_OTHER and after not in _NOT_TODAY:
            return self._back(i, i + 1, 0, "date.today")
        if word == _FOR_THE_DAY:
            return self._in_a_row(i)
        if word == "غدا":
            return DateMention(i, i + 1, None, None, "unknown", "future", "date.tomorrow")
        if word == "الليله":
            if after in self.calendar.past:
                return self._back(i, i + 2, 1, "date.last_night", days=2)
            if after == "قبل" and self.norm(i + 2) in self.calendar.past:
                return self._back(i, i + 3, 2, "date.night_before_last", days=2)
            if before not in _OTHER_NIGHTS and after not in _NOT_TODAY and after not in self.calendar.future:
                return self._back(i, i + 1, 0, "date.today")  # "في هجوم شنه مسلحون الليلة"
        if before in ("قبل", "منذ") and word in ("قليل", "لحظات", "دقايق", "ساعات"):
            return self._back(i - 1, i + 1, 0, "date.just_now")
        if word == "ايام" and before in ("قبل", "منذ"):
            return self._some_days(i - 1, i + 1)
        if before == "قبل" and word in self.calendar.units and self.norm(i + 1) in _BEFORE_WHAT:
            return DateMention(i - 1, i + 1, None, None, "unknown", "age_or_duration", "date.before_that")
        if before in ("قبل", "منذ") and word in _PLURAL_UNITS:
            return self._some(i - 1, i + 1, _PLURAL_UNITS[word])
        if word in self.calendar.units and (led := self._led(i)):
            return self._ago(led[0], i + 1, 1, self.calendar.units[word], led[1])
        if word in self.calendar.units and (led := self._led(i, _LATER)) and (behind := self._of_what(i + 1)):
            if word == "ايام":
                return self._some_days(i - 1, behind)._replace(kind="counted", rule="date.counted")
            many = word in _PLURAL_UNITS or word == "ساعات"
            return None if many else self._later(led[0], behind, 1, self.calendar.units[word])
        if before in ("خلال", "غضون", "مدي") and word in self.calendar.units and self.anchor is not None:
            unit = self.calendar.units[word]
            days = {"day": 1, "week": 7, "month": 30, "year": 365}.get(unit.rstrip("s2"), 1) * (
                2 if unit.endswith("2") else 1
            )
            start = self.anchor - dt.timedelta(days=days)
            return DateMention(i, i + 1, start.isoformat(), self.anchor.isoformat(), "week", "period", "date.within")
        return None

    def _of_what(self, i: int) -> int | None:
        """The index of "من" or "على" in "بعد عام تماما على مقتل", "بعد أيام قليلة من هجوم", right or one word behind the unit at i - 1."""
        return next((j for j in (i, i + 1) if self.norm(j) in _BEFORE_WHAT), None)

    def _later(self, first: int, last: int, count: int, unit: str) -> DateMention | None:
        """ "بعد ثلاثة أيام من هجوم": the day of what stands behind it, counted back from the anchor; `kind` "counted", since it may
        have to be counted from another day."""
        found = self._ago(first, last, count, unit)
        if found is None or not found.start or (unit == "hour" and count < _A_DAY):
            return None
        return found._replace(kind="counted", rule="date.counted")

    def _led(self, i: int, by: tuple[str, ...] = _AGO) -> tuple[int, str] | None:
        """ "قبل أسبوع", "منذ ما يقرب من عامين", "قبل أكثر من شهر": where the preposition before a unit stands, and how exact it is."""
        for words, sense in _MORE_OR_LESS:
            at = i - len(words) - 1
            if (
                at >= 0
                and self.norm(at).lstrip("و") in by
                and all(self.norm(at + 1 + k) == w for k, w in enumerate(words))
            ):
                return at, sense
        return None

    def _some(self, first: int, last: int, days: tuple[int, int, str]) -> DateMention:
        """ "قبل أسابيع", "منذ أشهر": some of them, told with no number; of years nobody knows how many."""
        at_least, at_most, precision = days
        if self.anchor is None or not precision:
            return DateMention(first, last, None, None, "unknown", "age_or_duration", "date.some_units")
        start, end = (self.anchor - dt.timedelta(days=d) for d in (at_most, at_least))
        since = self.norm(first).lstrip("و") == "منذ"
        return DateMention(
            first,
            last,
            start.isoformat(),
            self.anchor.isoformat() if since else end.isoformat(),
            precision,
            "period" if since else "relative",
            "date.since" if since else "date.some_units",
        )

    def _back(self, first: int, last: int, days_ago: int, rule: str, days: int = 1) -> DateMention:
        while self.norm(first - 1).lstrip("و") in self.calendar.parts | {"يوم"} and first > 0:
            first -= 1
        if self.anchor is None:
            return DateMention(first, last, None, None, "unknown", "relative", rule)
        start = self.anchor - dt.timedelta(days=days_ago)
        end = start + dt.timedelta(days=days - 1)
        midnight = "منتصف" in self.norms[first : first + 2] and "قبل" not in self.norms[max(0, first - 1) : first]
        start = end if midnight else start  # "منتصف الليلة الماضية" is on the second of its two days
        return DateMention(first, last, start.isoformat(), end.isoformat(), "day", "relative", rule)

    def _in_a_row(self, i: int) -> DateMention | None:
        """ "لليوم الثاني على التوالي", "لليوم الثالث": the days up to that of the paper, where they are few."""
        ordinal = self._ordinal_day(i + 1)
        if ordinal is None or not 1 < ordinal[0] <= _LONGEST_ROW or self.anchor is None:
            return None
        count, last = ordinal
        last += 2 * (self.norm(last) == "علي" and self.norm(last + 1) == "التوالي")
        start = self.anchor - dt.timedelta(days=count - 1)
        return DateMention(i, last, start.isoformat(), self.anchor.isoformat(), "day", "period", "date.row")

    def _some_days(self, first: int, last: int) -> DateMention:
        """ "منذ أيام", "قبل عدة أيام": within the week before."""
        if self.anchor is None:
            return DateMention(first, last, None, None, "unknown", "relative", "date.some_days")
        start = self.anchor - dt.timedelta(days=7)
        return DateMention(
            first, last, start.isoformat(), self.anchor.isoformat(), "week", "relative", "date.some_days"
        )

    def _ago(self, first: int, last: int, count: int, unit: str, sense: str = "") -> DateMention | None:
        """قبل يومين, منذ ثلاثة أيام, قبل 35 عاما; `sense`: "more" than so long ago, or "less"."""
        count, unit = (2, unit[:-2]) if unit.endswith("s2") else (count, unit)
        unit = {"hour2": "hour"}.get(unit, unit)
        since = self.norm(first).lstrip("و") == "منذ"
        if self.anchor is None:
            return DateMention(first, last, None, None, "unknown", "relative", "date.ago")
        days = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
        if days > 40000:
            return None
        day = self.anchor - dt.timedelta(days=days if unit != "hour" else (1 if count > 12 else 0))
        if since:
            return DateMention(
                first,
                last,
                day.isoformat(),
                self.anchor.isoformat(),
                {"hour": "day"}.get(unit, unit),
                "period",
                "date.since",
            )
        if sense == "less" or (sense == "more" and unit in ("day", "week")):  # at most six days more than so many
            begin, to = (day, self.anchor) if sense == "less" else (day - dt.timedelta(days=_SIX), day)
            precision = {"day": "week", "hour": "day"}.get(unit, unit)
            return DateMention(first, last, begin.isoformat(), to.isoformat(), precision, "relative", "date.ago")
        if unit == "year":
            return DateMention(first, last, f"{day.year}-01-01", f"{day.year}-12-31", "year", "relative", "date.ago")
        if unit == "month":
            start, end = _month_days(day.year, day.month)
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

    def _counted(self, i: int) -> DateMention | None:
        """A number of units: after قبل/منذ a date, after خلال a period, else an age or a duration."""
        number = self.number_at.get(i)
        if not number or number.low is None:
            return None
        unit = self.calendar.units.get(self.norm(number.last))
        if not unit:
            return None
        before, last = self.norm(i - 1 - (self.norm(i - 1) == "ال")).lstrip("و"), number.last + 1  # "خلال الـ24 ساعة"
        if before == "قبل" and self.norm(last) in _BEFORE_WHAT and self.norm(last + 1) not in self.calendar.present:
            return DateMention(i - 1, last, None, None, "unknown", "age_or_duration", "date.before_that")
        if before in _LATER and number.kind in ("exact", "about") and (behind := self._of_what(last)):
            return self._later(i - 1, behind, number.low, unit)
        if before in _AGO and unit == "day" and self.norm(i) in ("عده", "بضعه"):
            return self._some_days(i - 1, last)
        if before in _AGO and self.norm(number.last) in _PLURAL_UNITS and self.norm(i) in ("عده", "بضعه"):
            return self._some(i - 1, last, _PLURAL_UNITS[self.norm(number.last)])
        if before in _AGO and number.kind in ("exact", "about"):
            return self._ago(i - 1, last, number.low, unit)
        if before in _AGO and number.kind in _SENSES and (count := number.low or number.high):
            return self._ago(i - 1, last, count, unit, _SENSES[number.kind])
        if before in ("خلال", "غضون", "مدي", "امتداد", "اخر"):
            if self.anchor is None or unit not in ("hour", "day", "week", "month", "year"):
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
            while self.norm(last) in self.calendar.past:
                last += 1
            return DateMention(
                i,
                last,
                (self.anchor - dt.timedelta(days=days)).isoformat(),
                self.anchor.isoformat(),
                unit if unit != "hour" else "day",
                "period",
                "date.within_last" if last > bare or before == "اخر" or unit == "hour" else "date.within",
            )
        return DateMention(i, last, None, None, "unknown", "age_or_duration", "date.duration")

    def _named_unit(self, i: int) -> DateMention | None:
        """الأسبوع الماضي, نهاية الأسبوع المنصرم, الشهر الجاري, العام الماضي, الأيام الثلاثة الماضية, منذ بداية العام."""
        word, after = self.bare(i), self.norm(i + 1)
        if word in _UNIT_DAYS:
            return self._plural_unit(i, word)
        if word not in ("الاسبوع", "الشهر", "العام", "السنه"):
            return None
        if word == "الاسبوع" and after == "قبل" and self.norm(i + 2) in self.calendar.past and self.anchor:
            week = self._week(i, i + 3, "", True)
            days = [(dt.date.fromisoformat(d or "") - dt.timedelta(days=7)).isoformat() for d in (week.start, week.end)]
            return week._replace(start=days[0], end=days[1])
        past, now = after in self.calendar.past, after in self.calendar.present or self.norm(i - 1) in ("هذا", "هذه")
        edge = self.norm(i - 1).lstrip("و")
        since = self.norm(i - 2).lstrip("و") in ("منذ", "مع") and edge in EDGES
        if after in self.calendar.future:
            return DateMention(i, i + 2, None, None, "unknown", "future", "date.next")
        if not (past or now or since or edge in ("خلال",)):
            return None
        first = i - 1 if edge in EDGES else i
        first -= since
        last = i + 2 if past or after in self.calendar.present else i + 1
        if self.anchor is None:
            return DateMention(first, last, None, None, "unknown", "relative", "date.unit")
        if word == "الاسبوع":
            return self._week(first, last, edge, past)
        if word == "الشهر":
            year, month = (
                (self.anchor.year, self.anchor.month)
                if not past
                else (
                    (self.anchor.replace(day=1) - dt.timedelta(days=1)).year,
                    (self.anchor.replace(day=1) - dt.timedelta(days=1)).month,
                )
            )
            start, end = _edge(edge, *_month_days(year, month))
            precision = "month"
        else:
            year = self.anchor.year - (1 if past else 0)
            start, end, precision = f"{year}-01-01", f"{year}-12-31", "year"
        if since:
            return DateMention(first, last, start, self.anchor.isoformat(), precision, "period", "date.since_start")
        return DateMention(first, last, start, min(end, self.anchor.isoformat()), precision, "relative", "date.unit")

    def _week(self, first: int, last: int, edge: str, past: bool) -> DateMention:
        """Weeks run Saturday to Friday; their end is Thursday and Friday, the weekend of most of the Arab press."""
        assert self.anchor is not None
        saturday = self.anchor - dt.timedelta(days=(self.anchor.weekday() - 5) % 7 + (7 if past else 0))
        start, end = saturday, saturday + dt.timedelta(days=6)
        if edge in ("نهايه", "اواخر"):
            start = saturday + dt.timedelta(days=5)
            if (
                past and self.anchor.weekday() == _MONDAY
            ):  # said on a Monday: the two days just gone by, wherever it is printed
                start, end = self.anchor - dt.timedelta(days=2), self.anchor - dt.timedelta(days=1)
        end = min(end, self.anchor)
        return DateMention(first, last, start.isoformat(), end.isoformat(), "week", "relative", "date.week")

    def _plural_unit(self, i: int, word: str) -> DateMention | None:
        j = i + 1 + (self.norm(i + 1) == "ال")  # "الساعات الـ24 الماضية"
        number = self.number_at.get(j)
        count = 7 if word == "الايام" else 2
        if number is None and self.norm(j) in _DEFINITE_COUNTS:
            count, j = _DEFINITE_COUNTS[self.norm(j)], j + 1
        elif number and number.low:
            count, j = number.low, number.last
        if self.norm(j) not in self.calendar.past:
            return None
        days = _UNIT_DAYS[word] * count
        if self.anchor is None or days > 40000:
            return DateMention(i, j + 1, None, None, "unknown", "period", "date.last_units")
        start = self.anchor - dt.timedelta(days=max(days, 1))
        two = word == "اليومين"  # "اليومين الماضيين": the two before the paper's
        return DateMention(
            i,
            j + 1,
            start.isoformat(),
            (self.anchor - dt.timedelta(days=int(two))).isoformat(),
            "day" if two or word == "الساعات" else "week" if days <= 14 else "month",
            "period",
            "date.last_units",
        )


_MONDAY = 0  # of date.weekday()
_SIX = 6  # days: "more than a week ago" is less than two
_SENSES = {"at_least": "more", "at_most": "less"}  # kinds of numbers
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
# a plural of a unit with no number: at least and at most so many days ago, told as precisely as that
_PLURAL_UNITS = {
    "اسابيع": (14, 60, "month"),
    "اشهر": (60, 365, "year"),
    "شهور": (60, 365, "year"),
    "سنوات": (0, 0, ""),
    "اعوام": (0, 0, ""),
}
_UNIT_DAYS = {"الايام": 1, "الساعات": 0, "الاسابيع": 7, "الاشهر": 30, "السنوات": 365, "الاعوام": 365, "اليومين": 1, "الاسبوعين": 7, "الشهرين": 30, "العامين": 365, "السنتين": 365}  # fmt: skip
_BEFORE_WHAT = frozenset({"من", "علي"})  # "قبل يومين من الانتخابات": counted from another day than that of the paper
_COUNTING: Readers = (_Reader._day_month, _Reader._counted)  # what a number may begin
EDGES = frozenset({"مطلع", "بدايه", "اوايل", "اول", "منتصف", "اواسط", "نهايه", "اواخر", "اخر", "مستهل", "نهايات"})
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
_ORDINAL_TENS = {
    "عشر": 10,
    "والعشرين": 20,
    "والعشرون": 20,
    "والثلاثين": 30,
    "والثلاثون": 30,
}
_SHARES = {"النصف": 2, "الثلث": 3, "الربع": 4, "الاشهر": 1}
_SHARE_NUMBERS = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الاخير": -1}
_ORDINAL_DAYS = {
    "الحادي": 1,
    "الاول": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الخامس": 5,
    "السادس": 6,
    "السابع": 7,
    "الثامن": 8,
    "التاسع": 9,
    "العاشر": 10,
}


_NOT_TODAY = frozenset({"الذي", "التالي", "الموالي", "المذكور", "نفسه", "ذاته", "العالمي", "الوطني", *_ORDINAL_DAYS})


def _month_days(year: int, month: int) -> tuple[str, str]:
    last = gregorian.monthrange(year, month)[1]
    return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last:02d}"


def _edge(word: str, start: str, end: str) -> tuple[str, str]:
    """Thirds of a month: مطلع/أوائل the first ten days, منتصف the tenth to the twentieth, أواخر/نهاية from the twenty-first."""
    word = word.lstrip("وبل")
    if word in ("مطلع", "بدايه", "اوايل", "اول", "مستهل"):
        return start, start[:8] + "10"
    if word in ("منتصف", "اواسط"):
        return start[:8] + "10", start[:8] + "20"
    if word in ("نهايه", "اواخر", "اخر", "نهايات"):
        return start[:8] + "21", end
    return start, end


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
    reader = _Reader(norms, numbers, calendar, anchor)
    out: list[DateMention] = []
    last = 0
    for i in sorted({*compress(count(first), map(calendar.openings.__getitem__, norms[first:end])), *reader.number_at}):
        if i < last:
            continue
        readers, counting = calendar.openings[norms[i]] or ((), _COUNTING)
        found = reader.at(i, counting if i in reader.number_at else readers)
        if found is None or found.last <= i:
            continue
        if _is_a_name(reader, found):
            continue
        found = _ranged(reader, _joined(reader, found))
        if _beats(found, out):
            out.append(found)
            last = max(found.last, i + 1)
    return _periods(norms, out, anchor)


_TODAY = {"اليوم": 0, "امس": 1}


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


def _is_a_name(reader: _Reader, found: DateMention) -> bool:
    """ "ميدان 6 أكتوبر", "قوى 14 آذار": a day and a month, without a year, that something is named after."""
    if found.rule != "date.day_month" or reader.year(found.last - 1) is not None:
        return False
    return reader.norm(found.first - 1).lstrip("وبلك").removeprefix("ال") in reader.calendar.named_after


def _beats(found: DateMention, out: list[DateMention]) -> bool:
    """Does a mention stand against those before it that it overlaps? It removes what it beats."""
    while out and out[-1].last > found.first:
        if out[-1].precision == "day" and found.precision != "day" and out[-1].start:
            return False
        out.pop()
    return True


def _joined(reader: _Reader, found: DateMention) -> DateMention:
    """ "أمس الأحد", "اليوم السبت", "مساء اليوم الاثنين": one mention; the weekday corrects the relative word."""
    if found.rule in ("date.yesterday", "date.today"):
        j = found.last + 1 if reader.norm(found.last) in ("(", "،") else found.last
        if reader.bare(j) in reader.calendar.weekdays:
            day = reader._weekday(j)
            if day and day.start and reader.norm(j - 1) != "،":
                end = day.last + 1 if reader.norm(day.last) == ")" else day.last
                return day._replace(first=found.first, last=end, rule=found.rule + "_weekday")
    return found


_EPISODE = 3  # days from the first to the last of a stretch that one incident can have lasted


def _stretch(first: int, last: int, start: str, end: str) -> DateMention:
    """ "بين 10 و13 مارس": a few days are those of one incident, many are a period."""
    long = (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days > _EPISODE
    return DateMention(first, last, start, end, "day", "period" if long else "absolute", "date.between")


def _ranged(reader: _Reader, found: DateMention) -> DateMention:
    """ "بين العاشر والثالث عشر من الشهر الماضي", "من 10 إلى 20 مايو": the days of a range whose month is told once."""
    if found.rule not in ("date.day_month", "date.day_of_month") or not found.start or found.start != found.end:
        return found
    joint = reader.norm(found.first - 1)
    at = found.first - 1 if joint in ("و", "الي", "حتي", "-") else found.first
    if at == found.first and not reader.norm(at).startswith("و"):
        return found
    opened = _day_that_ends(reader, at)
    if opened is None:
        return found
    first, day = opened
    opener = reader.norm(first - 1).removeprefix("و")
    fits = opener == "من" if joint in ("الي", "حتي") else joint == "-" or opener == "بين"
    if not fits or not 1 <= day < int(found.start[-2:]):
        return found
    return _stretch(first, found.last, f"{found.start[:-2]}{day:02d}", found.start)


def _day_that_ends(reader: _Reader, at: int) -> tuple[int, int] | None:
    """The day of a month whose words end before token `at` ("العاشر", "الحادي عشر", "12"), and where they begin."""
    if is_figure(reader.norm(at - 1)) and len(reader.norm(at - 1)) <= _DAY_FIGURES:
        return at - 1, int(reader.norm(at - 1))
    for first in (at - 2, at - 1):
        ordinal = reader._ordinal_day(first) if first >= 0 else None
        if ordinal and ordinal[1] == at:
            return first, ordinal[0]
    return None


_LONGEST_MONTH = 31  # days
_LONGEST_ROW = 7  # days of a row of days that an incident can be dated by
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
                    _stretch(previous.first, mention.last, start, mention.end)
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
