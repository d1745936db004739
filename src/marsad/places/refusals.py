"""Why a place mention has no place, in words, and the names that were passed over as parts of other names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.arabic.tokens import Token
from marsad.places.catalogue import Gazetteer
from marsad.places.mentions import names_in_names
from marsad.places.resolve import Alternative, Refused, Resolved

REASONS = {
    "ambiguous_name": "several places of this name fit, and the text does not tell them apart",
    "name_too_weak_here": "the name is also an ordinary word or a small place, and nothing beside it says which",
    "unlisted_place": "no table has a place of this name (marsad places add can bring one)",
    "part_of_other_name": "part of another name",
    "actor_name": "part of the name of an actor, source or outlet",
}


class PassedOver(NamedTuple):
    """tokens[first:last]: a name of the gazetteer that is part of another name; `reason` as in REASONS; `rows` its ids."""

    first: int
    last: int
    reason: str
    rows: tuple[str, ...]


def passed_over(
    tokens: Sequence[Token],
    gazetteer: Gazetteer,
    found: Collection[tuple[int, int]],
    taken: Collection[tuple[int, int]] = (),
) -> list[PassedOver]:
    """Strong names inside other names ("صحيفة الرياض", "جيش حلب"); weak ones are ordinary words and no news. `found`: the
    spans of place mentions; `taken`: those of actors, sources and outlets."""
    used = {i for first, last in found for i in range(first, last)}
    blocked = {i for first, last in taken for i in range(first, last)}
    out = []
    for first, last, candidates in names_in_names(tokens, gazetteer, blocked):
        if candidates[0].weak or used & set(range(first, last)):
            continue
        reason = "actor_name" if blocked & set(range(first, last)) else "part_of_other_name"
        out.append(PassedOver(first, last, reason, tuple(c.row.id for c in candidates[:4])))
    return out


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
