"""Arabic names of what records name in English: from the lexicon's and the gazetteer's own entries."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.brief.tongue import Names
from marsad.lexicon.tables import Form, Tables, load_tables
from marsad.places.catalogue import Gazetteer


def load_names(gazetteer: Gazetteer) -> Names:
    """Names from the package's tables; where entries share a name, the first in the tables gives the Arabic."""
    countries: dict[str, tuple[str, str]] = {}
    divisions: dict[str, str] = {}
    for row in gazetteer.rows.values():
        if row.level == "country":
            countries.setdefault(row.country, (row.name, row.name_ar or row.name))
        elif row.level == "province" and row.name_ar:
            divisions.setdefault(row.name, row.name_ar)
    actors: dict[str, str] = {}
    for name, arabic in _actors(load_tables()):
        actors.setdefault(name, arabic)
    return Names(actors, countries, divisions)


def _actors(tables: Tables) -> Iterator[tuple[str, str]]:
    """Neutral forms only: labels are the words of one side. The brief's own few (data/brief/ar.yaml) outrank them."""
    for actor in tables.actors:
        form = _first(actor.forms)
        if form:
            yield actor.name, form
    for group in tables.groups:
        if group.plural:
            yield group.name, group.plural[0]
    for nation in tables.demonyms:
        if nation.names:
            yield nation.name, f"قوات {nation.names[0]}"


def _first(forms: tuple[Form, ...]) -> str:
    own = [form for form in forms if not form.label]
    return own[0].text if own else ""
