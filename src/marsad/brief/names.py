"""Arabic names of what records name in English: from the lexicon's and the gazetteer's own entries."""

from __future__ import annotations

from marsad.arabic.folding import word_key
from marsad.brief.tongue import Names
from marsad.lexicon.shown import arabic_names, read_shown, sources_of
from marsad.lexicon.tables import load_tables
from marsad.places.catalogue import Gazetteer


def load_names(gazetteer: Gazetteer) -> Names:
    """Names from the package's tables; actors and who is cited have the names that pages show (lexicon/shown.py)."""
    countries: dict[str, tuple[str, str]] = {}
    divisions: dict[str, str] = {}
    for row in gazetteer.rows.values():
        if row.level == "country":
            countries.setdefault(row.country, (row.name, row.name_ar or row.name))
        elif row.level == "province" and row.name_ar:
            divisions.setdefault(row.name, row.name_ar)
    tables = load_tables()
    neutral = arabic_names(tables, read_shown())  # the brief's own few (data/brief/ar.yaml) outrank them
    sources: dict[str, tuple[str, str]] = {}
    for name, forms in sources_of(tables):
        for known in (name, *forms):
            sources.setdefault(word_key(known), (name, neutral.get(name, forms[0])))
    return Names(neutral, countries, divisions, sources)
