"""The words of the pages in each language, from data/web/*.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.errors import MarsadError
from marsad.model.months import CUSTOMS, LOCALES, USUAL

LANGUAGES = ("ar", "en")
Said = tuple[str, tuple[object, ...]]  # a reason and what fills it in, as incidents/compare.py makes it
NAMED = ("actor", "source")  # kinds of names that come from the lexicon


class TextsError(MarsadError):
    """A page asks for words that no language file has: a fault of ours."""

    code = "internal"


class Texts(Struct, frozen=True):
    """The words of one language. `countries`: names by ISO code; `names`: what actors and sources are called in it, by
    the names that records carry (read when a page first wants them). `months`: what months are called in Arabic."""

    language: str
    words: dict[str, str]
    countries: dict[str, str]
    names: Callable[[], Mapping[str, str]] = dict
    months: str = USUAL
    source: Callable[[str], str] = str  # the name that `names` knows a source by, however an article writes it

    def calling_months(self, custom: str) -> Texts:
        """The same words with the months of a custom (model/months.py)."""
        return self if custom == self.months else replace(self, months=custom)

    def eighth_months(self) -> list[tuple[str, str]]:
        """Each custom by its name of August, which is another in all of them: (custom, name)."""
        from babel.dates import get_month_names

        return [(custom, get_month_names(locale=LOCALES[custom])[8]) for custom in CUSTOMS]

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, key: str, **values: Any) -> str:
        """The words of a key, with values put in. Raises TextsError for an unknown key."""
        try:
            return self.words[key].format(**values) if values else self.words[key]
        except KeyError:
            raise TextsError("no such words", where=f"{self.language}.yaml: {key}") from None

    def name(self, kind: str, code: Any) -> str:
        """A coded value in words ("sub.Armed clash"); one without words stands as it is coded."""
        if kind == "country":
            return self.countries.get(str(code), str(code))
        if kind == "source":
            code = self.source(str(code))
        if kind in NAMED:
            return self.names().get(str(code), str(code))
        return self.words.get(f"{kind}.{code}", str(code))

    def reason(self, said: Said) -> str:
        """Why two reports are one incident, or not (incidents/compare.py), with the names of this language."""
        pattern, filling = said
        words = self.words.get(f"why.{pattern}", pattern.replace(", ", self.words["comma"] + " "))
        return words.format(*(self.reason(part) if isinstance(part, tuple) else self._called(part) for part in filling))

    def _called(self, value: object) -> str:
        """A value of which the kind is not said: the first that has words for it."""
        kinds = ("sub", "type", "actor", "country", "figure", "level")
        return next((name for kind in kinds if (name := self.name(kind, value)) != str(value)), str(value))

    @property
    def date_locale(self) -> str:
        """For dates that the browser writes (BCP 47)."""
        return self._locale.replace("_", "-")

    def day(self, iso: str | None) -> str:
        """A day ("2022-01-20"), month or year as one reads it; digits are Latin in both languages, as on the map."""
        from babel.dates import format_date

        for form, pattern in (("%Y-%m-%d", "d MMMM y"), ("%Y-%m", "MMMM y")):
            try:
                return format_date(dt.datetime.strptime(iso or "", form).date(), pattern, locale=self._locale)
            except ValueError:
                continue
        return iso or ""

    def moment(self, iso: str | None) -> str:
        """A day, and the time of day where it is told ("2022-01-21T18:20:00"); the zone stays as it is written."""
        day, _, time = (iso or "").partition("T")
        zone = time[8:] if time[8:] not in ("", "Z") else f" {self.say('utc')}" if time.endswith("Z") else ""
        return f"{self.day(day)} {time[:5]}{zone}" if time else self.day(day)

    def number(self, value: int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale="ar" if self.language == "ar" else "en_GB", numbering_system="latn")

    @property
    def _locale(self) -> str:
        return LOCALES[self.months] if self.language == "ar" else "en_GB"


def load_texts(arabic: Callable[[], Mapping[str, str]] = dict, source: Callable[[str], str] = str) -> dict[str, Texts]:
    """All languages, read once at the start of the server; `arabic`: names of actors and sources in Arabic; `source`: the
    one name of a source."""
    import yaml
    from babel import Locale

    out = {}
    for language in LANGUAGES:
        raw = (files("marsad") / "data" / "web" / f"{language}.yaml").read_text("utf-8")
        names = {code: name for code, name in Locale(language).territories.items() if len(code) == 2}
        out[language] = Texts(
            language, _flat(yaml.safe_load(raw)), names, arabic if language == "ar" else dict, source=source
        )
    return out


def _flat(tree: dict[str, Any], before: str = "") -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in tree.items():
        out |= _flat(value, f"{before}{key}.") if isinstance(value, dict) else {f"{before}{key}": str(value)}
    return out


def chosen(asked: str | None, cookie: str | None, accepted: str) -> str:
    """The language of a page: asked for in the address, chosen before, or the first of ours that the browser accepts."""
    for wanted in (asked, cookie):
        if wanted in LANGUAGES:
            return wanted
    for piece in accepted.split(","):
        language = piece.split(";")[0].strip().lower().split("-")[0]
        if language in LANGUAGES:
            return language
    return "en"
