"""The words of the calendar: names of months, days, feasts and units, and which kinds of dates a word may begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal

import yaml

from marsad.arabic.folding import word_key
from marsad.arabic.memory import WordMemory
from marsad.arabic.tokens import is_figure

_CLITICS = ("و", "ب", "ل", "ف")
ORDINAL_DAYS = {
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
SHARES = {"النصف": 2, "الثلث": 3, "الربع": 4, "الاشهر": 1}
FOR_THE_DAY = "لليوم"  # and an ordinal: "لليوم الثاني على التوالي"
RELATIVE_WORDS = frozenset({"امس", "اليوم", FOR_THE_DAY, "غدا", "الليله", "البارحه", "الان", "قليل", "لحظات", "دقايق"})
NAMED_UNITS = frozenset(
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
EDGES = frozenset({"مطلع", "بدايه", "اوايل", "اول", "منتصف", "اواسط", "نهايه", "اواخر", "اخر", "مستهل", "نهايات"})
Opening = Literal[
    "numeric", "day_month", "month", "hijri", "weekday", "relative", "counted", "named_unit", "year", "share"
]  # kinds of dates, by how they begin
Openings = tuple[Opening, ...]
COUNTING: Openings = ("day_month", "counted")  # what a number may begin


@dataclass(frozen=True, eq=False)
class Calendar:
    """Folded names -> numbers. Month names are phrases of one or two words.

    What a word can be is worked out once: `bare` (without a clitic before a calendar word), `openings` (the kinds of dates
    that may begin there, without and with a number at that word, or None)."""

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
    openings: WordMemory[tuple[Openings, Openings] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", WordMemory(self._bare))
        object.__setattr__(self, "openings", WordMemory(self._openings))

    def _bare(self, norm: str) -> str:
        if norm.startswith(_CLITICS) and norm[1:] in self.starts:
            return norm[1:]
        article = "ال" + norm[2:]  # "للجمعة الرابعة على التوالي"
        return article if norm.startswith("لل") and article in self.weekdays else norm

    def _openings(self, norm: str) -> tuple[Openings, Openings] | None:
        word, ordinal = self._bare(norm), norm.lstrip("وب") in ORDINAL_DAYS
        known = is_figure(norm) or ordinal or word in self.starts
        if not known and word not in NAMED_UNITS:
            return None  # nearly all words: only `COUNTING` where a number begins
        can_be: tuple[tuple[Opening, bool], ...] = (
            ("numeric", is_figure(norm)),
            ("day_month", ordinal),
            ("month", any(word == name[0] for name in self.months)),
            ("hijri", any(word == name[0] for name in (*self.hijri, *self.feasts))),
            ("weekday", word in self.weekdays),
            ("relative", word in RELATIVE_WORDS or word in self.units),
            ("counted", False),
            ("named_unit", word in NAMED_UNITS),
            ("year", is_figure(norm)),
            ("share", word in SHARES),
        )
        if not any(may for _, may in can_be):
            return None  # "من", "خلال": they lead to a date and begin none
        return (
            tuple(opening for opening, may in can_be if may and known),
            tuple(opening for opening, may in can_be if may or opening in COUNTING),
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
        | RELATIVE_WORDS
        | NAMED_UNITS
        | set(SHARES)
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
