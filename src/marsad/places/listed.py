"""Parts whose names the tables have: the longest name at each word, unless it is part of something else's name."""

from __future__ import annotations

from marsad.places.approach import approach
from marsad.places.catalogue import Candidate, bare
from marsad.places.parts import Part
from marsad.places.scan import Scan


def listed(scan: Scan) -> list[Part]:
    """Named parts from left to right, not overlapping."""
    parts: list[Part] = []
    end = 0
    for i in scan.gazetteer.beginnings(scan.norms):
        if i < end or i in scan.blocked:
            continue
        found = scan.gazetteer.longest(scan.norms, i)
        if found is None:
            continue
        last, candidates = found
        if _only_a_noun(scan, i, last, candidates) or _of_another(scan, i, last):
            continue
        parts.append(_part(scan, i, last, candidates, parts[-1].last if parts else 0))
        end = last
    return parts


def _only_a_noun(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
    """ "معسكر" is a camp unless a type noun stands before it ("ولاية معسكر")."""
    noun = scan.gazetteer.noun
    if last != i + 1 or candidates[0].weak != 2 or noun(scan.norms[i]) is None:
        return False
    return not (i and noun(scan.norms[i - 1]))


def _of_another(scan: Scan, i: int, last: int) -> bool:
    """Is the name inside the name of something else: a blocked one, "صحيفة X", "جيش X", "اتفاق X", after a first name?"""
    if not scan.blocked.isdisjoint(range(i, last)):
        return True
    j = scan.back(i)
    if j < 0:
        return False
    norms, gazetteer, sets = scan.norms, scan.gazetteer, scan.wording.sets
    if norms[i].startswith(("ب", "ل")) and gazetteer.starts(norms[i])[0].proclitics:
        return False  # "صحيفة بالرياض" is a newspaper in Riyadh
    head = norms[j]
    if head in scan.wording.types:
        return False
    readings = {head, head.removeprefix("و"), *((head[1:],) if len(head) > 4 and head[0] in "وبلف" else ())}
    if readings & sets["given"]:
        return gazetteer.noun(norms[j - 1]) is None if j else True
    return bool(readings & sets["exclude"])


def _part(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...], floor: int) -> Part:
    """The named part with what stands before it (type noun, near-word, direction, preposition) and after it."""
    at = scan.back(i)
    typed = _type_noun(scan, at) if at >= floor else None
    head_last = last
    countries, last = _nationality(scan, last)
    if countries:
        head_last = i + max(1, len(candidates[0].row.name_ar.split()))
    way = approach(scan, at if typed else i, floor)
    plural = typed is not None and typed in scan.wording.many
    return Part(
        way.start, last, i, head_last, candidates, typed, way.relation, way.bearing, way.distance_km, countries, plural
    )


def _type_noun(scan: Scan, at: int) -> str | None:
    """The type noun or "ريف" in a token, which governs the name after it: without an article, save in names of their own."""
    norm = scan.norms[at]
    noun = scan.gazetteer.noun(norm) or bare(norm, scan.wording.sets["countryside"])
    if noun and (not norm.startswith("ال") or noun.startswith("ال") or noun == "عاصمه"):
        return noun
    return None


def _nationality(scan: Scan, last: int) -> tuple[tuple[str, ...], int]:
    """Countries of the adjectives right after a name ("طرابلس اللبنانية"), two at most; the span grows over them."""
    found: list[str] = []
    while last < len(scan.norms) and len(found) < 2:
        norm = scan.norms[last]
        iso = scan.gazetteer.adjectives.get(norm.removeprefix("ال")) if norm.startswith("ال") else None
        if iso is None:
            break
        found.append(iso)
        last += 1
    return tuple(found), last
