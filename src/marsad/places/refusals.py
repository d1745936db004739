"""Why a place mention has no place, in words, and the names that were passed over as parts of other names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.places.listed import names_in_names
from marsad.places.resolve import Alternative, Refused, Resolved
from marsad.places.scan import Scan

REASONS = {
    "ambiguous_name": "several places of this name fit, and the text does not tell them apart",
    "name_too_weak_here": "the name is also an ordinary word or a small place, and nothing beside it says which",
    "unlisted_place": "no table has a place of this name (marsad places add can bring one)",
    "part_of_other_name": "part of another name",
}


class PassedOver(NamedTuple):
    """tokens[first:last]: a name of the gazetteer that is part of another name; `rows`: ids of those that carry it."""

    first: int
    last: int
    rows: tuple[str, ...]
    reason: str = "part_of_other_name"


def passed_over(scan: Scan, spans: Collection[tuple[int, int]]) -> list[PassedOver]:
    """Strong names inside other names ("صحيفة الرياض", "جيش حلب"); weak ones are ordinary words and no news. `spans`: what
    is read already: place mentions, actors, sources and outlets."""
    used = {i for first, last in spans for i in range(first, last)}
    found = names_in_names(scan, used)
    return [
        PassedOver(first, last, tuple(c.row.id for c in named[:4])) for first, last, named in found if not named[0].weak
    ]


def told(answer: Resolved | Refused) -> str:
    """An answer of the resolver as a line for a reader."""
    if isinstance(answer, Refused):
        others = f": {_rivals(answer.alternatives)}" if answer.alternatives else ""
        return f"refused, {answer.reason}: {REASONS.get(answer.reason, 'no place')}{others}"
    wide = f" within {answer.extent_km:g} km" if answer.extent_km else ""
    units = ", ".join(u for u in (answer.admin2, answer.admin1, answer.country) if u)
    others = f"  rather than {_rivals(answer.alternatives)}" if answer.alternatives else ""
    return (
        f"{answer.name} ({answer.level}; {units})  {answer.lat:.4f}, {answer.lon:.4f}{wide}, geo_precision {answer.geo_precision}"
        f"  [{answer.entry}; by {answer.basis}; admin by {answer.admin_basis or 'nothing'}]{others}"
    )


def _rivals(alternatives: Sequence[Alternative]) -> str:
    return ", ".join(f"{a.name} {a.country} ({a.entry}, {a.score:g})" for a in alternatives)
