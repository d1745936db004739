"""Names as Arabic pages show them: for the neutral English names that records carry, and for who is cited.

An entry's first form is its usual name, unless `names_ar.tsv` has a better one. Labels (the words of one side) are never
taken, and a form that needs a condition only where there is no other. Display only: no record depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.abc import Traversable
from importlib.resources import files

from msgspec import Struct

from marsad.errors import LexiconError
from marsad.lexicon.tables import Form, OutletEntry, SourceEntry, Tables

FILE = "names_ar.tsv"
_ARABIC = re.compile("[\u0621-\u064a]")
FROM_NATION = ".auto"  # end of the ids of forces that no table names: they bear the name of their country
GENERAL = " government forces"  # names that mean all of them: the army alone would be too narrow


class Shown(Struct, frozen=True):
    """Arabic names by English ones; `preferred`: beginnings of forms, best first, for the forces of a government."""

    names: dict[str, str]
    preferred: tuple[str, ...]


def read_shown(root: Traversable | None = None) -> Shown:
    """The rows of names_ar.tsv. Raises LexiconError for a row without its three cells, or a name given twice."""
    lines = ((root or files("marsad") / "data" / "lexicon") / FILE).read_text("utf-8").splitlines()
    names: dict[str, str] = {}
    preferred, problems = [], []
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or line == "name\tarabic\tnote":
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[1] or cells[0] in names:
            problems.append(f"{FILE}:{number}: wants name, arabic, note, and each name once")
        elif cells[0]:
            names[cells[0]] = cells[1]
        else:
            preferred.append(cells[1])
    if problems:
        raise LexiconError(problems)
    return Shown(names, tuple(preferred))


def arabic_names(tables: Tables, shown: Shown) -> dict[str, str]:
    """The Arabic of every name that the tables know; where entries share one, the first in the tables gives it."""
    found = dict(shown.names)
    for actor in tables.actors:
        wanted = shown.preferred if actor.name.endswith(GENERAL) or actor.id.endswith(FROM_NATION) else ()
        if form := _best(actor.forms, wanted):
            found.setdefault(actor.name, form)
    for group in tables.groups:
        if group.plural:
            found.setdefault(group.name, group.plural[0])
    for nation in tables.demonyms:
        if nation.names:
            found.setdefault(nation.name, f"قوات {nation.names[0]}")
    cited = [(outlet.name, outlet.forms) for outlet in tables.outlets] + [(s.name, s.forms) for s in tables.sources]
    for name, forms in cited:
        if form := _best(forms, ()):
            found.setdefault(name, form)
    found.pop("", None)
    return found


def _best(forms: Iterable[Form], preferred: tuple[str, ...]) -> str:
    own = sorted((f for f in forms if not f.label), key=lambda f: bool(f.condition))
    plain = [f.text for f in own if not f.condition]
    for beginning in preferred:
        if fitting := next((text for text in plain if text.startswith(f"{beginning} ")), None):
            return fitting
    return own[0].text if own else ""


def sources_of(tables: Tables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Publishers, then who is cited, each with the English name and the Arabic forms, the usual one first."""
    for line in (files("marsad") / "data" / "sources" / "publishers.tsv").read_text("utf-8").splitlines()[1:]:
        _, name, _, _, forms = line.split("\t")
        if arabic := tuple(form for form in forms.split("|") if _ARABIC.search(form)):
            yield name, arabic
    cited: list[SourceEntry | OutletEntry] = [*tables.sources, *tables.outlets]
    for source in cited:
        if arabic := tuple(form.text for form in source.forms if not form.label and _ARABIC.search(form.text)):
            yield source.name, arabic
