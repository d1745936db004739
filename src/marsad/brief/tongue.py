"""A language of the brief: its templates, counted nouns, dates and names, read from data/brief/LANG.yaml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Literal

from msgspec import Struct, convert

from marsad.arabic.folding import word_key
from marsad.brief.arabic_numbers import Noun, counted
from marsad.model.incident import Days, ScenePlace, Support
from marsad.model.months import LOCALES

_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
Lang = Literal["ar", "en"]


class EnglishNoun(Struct, frozen=True, forbid_unknown_fields=True):
    one: str
    many: str


class Names(Struct, frozen=True):
    """Arabic names by the neutral ones that records carry: actors by name, countries and divisions by code or name.
    `sources`: who publishes or is cited, in English and Arabic, by any of their names (folded: `word_key`)."""

    actors: Mapping[str, str]
    countries: Mapping[str, tuple[str, str]]  # ISO code: English, Arabic
    divisions: Mapping[str, str]  # English name of a first-level division: Arabic
    sources: Mapping[str, tuple[str, str]]


class Tongue(Struct, frozen=True):
    """How one language says things. `locale`: for dates (CLDR)."""

    lang: Lang
    locale: str
    nouns: Mapping[str, Noun] | Mapping[str, EnglishNoun]
    texts: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]  # figures, fields, outcomes, counted_things, kinds
    names: Names

    def text(self, key: str, **values: str) -> str:
        return self.texts[key].format(**values)

    def word(self, group: str, key: str) -> str:
        """A term of a code; where the data has none the code itself, which is English."""
        return self.words[group].get(key, key)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun, agreeing."""
        its = self.nouns[noun]
        if isinstance(its, Noun):
            return counted(number, its)
        return f"{self.number(number) if number else 'no'} {its.one if number == 1 else its.many}"

    def number(self, number: int) -> str:
        """A bare number, thousands set off as on the pages."""
        return f"{number:,}"

    def day(self, iso: str, *, weekday: bool = False) -> str:
        from babel.dates import format_date

        return format_date(dt.date.fromisoformat(iso[:10]), "EEEE d MMMM y" if weekday else "d MMMM y", self.locale)

    def span(self, first: str, last: str) -> str:
        """Two days with what lies between; month and year once where both share them: "5 to 11 August 2015"."""
        if first == last:
            return self.day(first)
        start = str(int(first[8:10])) if first[:7] == last[:7] else self.day(first)
        return self.text("range", a=start, b=self.day(last))

    def days(self, days: Days) -> str:
        if days.start is None:
            return self.text("no_date")
        return self.span(days.start, days.end or days.start)

    def apart(self, text: str) -> str:
        """Words from elsewhere inside a line: Latin letters in Arabic and Arabic ones in English are isolated (FSI … PDI),
        so that a number after them stays in its place."""
        other = _LATIN if self.lang == "ar" else _ARABIC
        return f"\u2068{text}\u2069" if other.search(text) else text

    def join(self, parts: Sequence[str]) -> str:
        return self.texts["comma"].join(parts)

    def listed(self, parts: Sequence[str]) -> str:
        """Parts of one sentence: "a, b and c", "أ وب وج"."""
        if self.lang == "ar":
            return self.texts["and"].join(parts)
        return self.texts["and"].join([p for p in (self.join(parts[:-1]), *parts[-1:]) if p])

    def actor(self, name: str) -> str:
        """The neutral name; in Arabic the first form of the entry with that name, English where no entry has it."""
        if self.lang == "en":
            return self.apart(name)
        return self.words["actors"].get(name) or self.names.actors.get(name) or self.source(name)

    def source(self, name: str) -> str:
        """Who publishes or is cited, in this language where the tables hold the name."""
        english, arabic = self.names.sources.get(word_key(name), (name, name))
        return self.apart(arabic if self.lang == "ar" else english)

    def actors(self, supports: Sequence[Support]) -> str:
        return self.join([self.actor(s.value) for s in supports]) or self.texts["unstated_actor"]

    def country(self, code: str) -> str:
        """By our tables, else by CLDR, which names every country."""
        from babel import Locale

        if code in self.names.countries:
            return self.names.countries[code][self.lang == "ar"]
        return str(Locale.parse(self.locale).territories.get(code, code))

    def place(self, place: ScenePlace | None) -> str:
        """From the smallest unit to the country, each once; in Arabic without a division that has no Arabic name."""
        if place is None:
            return self.texts["no_place"]
        own = self.apart((place.name_ar if self.lang == "ar" else None) or place.name)
        division = place.admin1 if place.admin1 and place.admin1 != place.name else ""  # "كابول، كابل"
        if self.lang == "ar":
            division = self.names.divisions.get(division, "")
        chain = dict.fromkeys(p for p in (own, division, self.country(place.country) if place.country else "") if p)
        return self.join(list(chain))


def load_tongue(lang: Lang, months: str, names: Names) -> Tongue:
    """A language with its data; `months`: a custom (model/months.py), of no matter in English."""
    import yaml

    source = files("marsad") / "data" / "brief" / f"{lang}.yaml"
    data = yaml.safe_load(source.read_text("utf-8"))
    read: type[dict[str, Noun]] | type[dict[str, EnglishNoun]] = (
        dict[str, Noun] if lang == "ar" else dict[str, EnglishNoun]
    )
    nouns = convert(data["nouns"], read)
    words = {
        group: dict(data[group]) for group in ("figures", "fields", "outcomes", "counted_things", "kinds", "actors")
    }
    return Tongue(lang, LOCALES[months] if lang == "ar" else "en_GB", nouns, data["text"], words, names)
