"""Codes of countries and classes of actors, as the formats want them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from msgspec import Struct

from marsad.export.taxonomy import INTER
from marsad.model.record import ActorRef

_BY_NAME = {"Protesters": "Protesters", "Rioters": "Rioters"}  # a crowd's class depends on what it does, so on its name


class Country(Struct, frozen=True):
    """`gw`: number of the state by Gleditsch and Ward, "" where we hold none. `numeric`: ISO 3166-1."""

    iso2: str
    iso3: str
    numeric: str
    name: str
    acled_region: str
    ucdp_region: str
    gw: str


NOWHERE = Country("", "", "", "", "", "", "")


class Codes(Struct, frozen=True):
    """`classes`: ACLED class by the id of a lexicon entry; `names`: by the neutral name; `homes`: the country of a state's
    forces by their name; `divisions`: ISO 3166-2 code by country and name of a first-level division; `arabic`: names of
    countries by ISO alpha-2; `arabic_actors`: a form of an actor's name in Arabic by the neutral one."""

    countries: Mapping[str, Country]
    classes: Mapping[str, str]
    names: Mapping[str, str]
    homes: Mapping[str, str]
    divisions: Mapping[tuple[str, str], str]
    arabic: Mapping[str, str]
    arabic_actors: Mapping[str, str]

    def country(self, iso2: str | None) -> Country:
        """A country, or one with empty values. A code that the table lacks keeps itself as its name."""
        if not iso2:
            return NOWHERE
        return self.countries.get(iso2) or Country(iso2, "", "", iso2, "", "", "")

    def find_country(self, wanted: str) -> str | None:
        """The ISO alpha-2 code of a code or an English name."""
        key = wanted.strip().casefold()
        for country in self.countries.values():
            if key in (country.iso2.casefold(), country.iso3.casefold(), country.name.casefold()):
                return country.iso2
        return None

    def class_of(self, ref: ActorRef) -> str:
        """ACLED class of an actor in a report, "" unknown."""
        found = (
            _BY_NAME.get(ref.name) or ref.actor_class or self.classes.get(ref.entry) or self.names.get(ref.name) or ""
        )
        return found if found in INTER else ""

    def class_of_name(self, name: str) -> str:
        """ACLED class of a neutral name, as in the parts of a figure."""
        found = _BY_NAME.get(name) or self.names.get(name) or ""
        return found if found in INTER else ""


def load_countries() -> dict[str, Country]:
    """The package's table of countries, by ISO alpha-2."""
    text = (files("marsad") / "data" / "codes" / "countries.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {row[0]: Country(*row) for row in rows}
