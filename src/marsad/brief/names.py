"""Arabic names of what records name in English: from the lexicon's and the gazetteer's own entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from marsad.arabic.folding import word_key
from marsad.brief.tongue import Names
from marsad.lexicon.shown import arabic_names, read_shown
from marsad.lexicon.tables import OutletEntry, SourceEntry, Tables, load_tables
from marsad.places.catalogue import Gazetteer

_ARABIC = re.compile("[\u0621-\u064a]")


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
    for name, forms in _sources(tables):
        for known in (name, *forms):
            sources.setdefault(word_key(known), (name, neutral.get(name, forms[0])))
    return Names(neutral, countries, divisions, sources)


def _sources(tables: Tables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Publishers, then who is cited, each with the English name and the Arabic forms, the usual one first."""
    for line in (files("marsad") / "data" / "sources" / "publishers.tsv").read_text("utf-8").splitlines()[1:]:
        _, name, _, _, forms = line.split("\t")
        if arabic := tuple(form for form in forms.split("|") if _ARABIC.search(form)):
            yield name, arabic
    cited: list[SourceEntry | OutletEntry] = [*tables.sources, *tables.outlets]
    for source in cited:
        if arabic := tuple(form.text for form in source.forms if not form.label and _ARABIC.search(form.text)):
            yield source.name, arabic
