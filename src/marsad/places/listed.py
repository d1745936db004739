"""Parts whose names the tables have: the longest name at each word, unless it is part of something else's name."""

from __future__ import annotations

from collections.abc import Collection

from marsad.places.approach import approach
from marsad.places.before import readings
from marsad.places.embedded import adjective, embedded, measured
from marsad.places.names import Candidate, Found, bare
from marsad.places.parts import Part
from marsad.places.scan import Scan

SUBJECT_WORDS = 3  # of a verb of taking, before its object
_ORDINARY = 2  # weakness of a name that is an ordinary word
_NO_NOUNS = frozenset(
    {"الي", "والي", "التي", "الذي", "الان", "اليوم", "الواقعه", "الواقع"}
)  # begin like a definite noun
_APPOSED = frozenset({"العاصمه", "المدينه", "البلده", "القريه"})  # nouns that a name explains


def listed(scan: Scan) -> list[Part]:
    """Named parts from left to right, not overlapping."""
    parts: list[Part] = []
    end = 0
    for i, last, candidates in scan.names:
        if i < end or i in scan.blocked or measured(scan, i, last):
            continue
        if last == i + 1 and candidates[0].weak == _ORDINARY and scan.spelled(i):
            candidates = tuple(c._replace(weak=0) for c in candidates)
        floor = parts[-1].last if parts else 0
        if (
            _only_a_noun(scan, i, last, candidates)
            or _only_a_head(scan, i, last, candidates)
            or _of_another(scan, i, last, floor)
        ):
            continue
        if adjective(scan, i, last, candidates) or _describes(scan, i, last, candidates):
            continue
        part = _part(scan, i, last, candidates, floor)
        parts.append(_widened(scan, part) if candidates[0].weak else part)
        end = last
    return parts


def _only_a_noun(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
    """ "معسكر" is a camp unless a type noun stands before it ("ولاية معسكر"); "العاصمة" before a name leads to it."""
    noun = scan.gazetteer.noun
    if last != i + 1 or candidates[0].weak != 2 or noun(scan.norms[i]) is None:
        return False
    if scan.norms[i] in _APPOSED and last < len(scan.norms) and scan.gazetteer.starts(scan.norms[last]):
        return True
    return not (i and noun(scan.norms[i - 1]))


def _only_a_head(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
    """ "كتاب غزة", "العبارة القاهرة": a weak name that heads the name of something else right before a place, and no place."""
    if last != i + 1 or not candidates[0].weak or last >= len(scan.norms):
        return False
    sets, after = scan.wording.sets, scan.known[last]
    if after is None or not after.alone or readings(scan.norms[i]).isdisjoint(sets["exclude"] | sets["work"]):
        return False
    return not (i and (scan.gazetteer.before(scan.norms[i - 1]).lead or scan.gazetteer.noun(scan.norms[i - 1])))


def _describes(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
    """Is the name an ordinary word that describes the definite noun before it ("المستشفى العسكري في منطقة …")?"""
    if last != i + 1 or i == 0 or candidates[0].weak != _ORDINARY or not scan.norms[i].startswith("ال"):
        return False
    before = scan.norms[i - 1]
    return before.startswith(("ال", "وال", "بال", "لل")) and before not in _NO_NOUNS


def names_in_names(scan: Scan, skip: Collection[int]) -> list[Found]:
    """(first, last, candidates) of the names that `listed` passes over as parts of other names; none at `skip`."""
    return [name for name in scan.names if name[0] and name[0] not in skip and embedded(scan, name[0], name[1], 0)]


def _of_another(scan: Scan, i: int, last: int, floor: int) -> bool:
    """Is the name inside the name of something else: a blocked one, "صحيفة X", "جيش X", "اتفاق X", after a first name?"""
    inside = (
        i not in scan.blocked and last not in scan.blocked
    )  # "الحدود بين غزة وإسرائيل": the state is part of the place's name
    return ((last - i == 1 or not inside) and not scan.blocked.isdisjoint(range(i, last))) or embedded(
        scan, i, last, floor
    )


def _part(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...], floor: int) -> Part:
    """The named part with what stands before it (type noun, near-word, direction, preposition) and after it."""
    at = scan.back(i)
    at, before = _apposition(scan, at, floor)
    typed = _type_noun(scan, at) if at >= floor and not _led_by_in(scan, i) else None
    head_last = last
    countries, last = _nationality(scan, last)
    countries = countries or before
    if countries:
        head_last = i + max(1, len(candidates[0].row.name_ar.split()))
    way = approach(scan, at if typed else i, floor)
    relation, away = way.relation, way.distance_km
    told_after = scan.length_after(last) if way.bearing is not None and away is None else None
    if told_after:  # "شمال الرقة بنحو 20 كيلومترا"
        relation, (away, last) = "direction", told_after
    if relation == "bare" and typed is None and _weak_town(candidates[0]) and _taken(scan, at, floor):
        relation = "object"
    plural = typed is not None and typed in scan.wording.many
    return Part(way.start, last, i, head_last, candidates, typed, relation, way.bearing, away, countries, plural)


def _weak_town(one: Candidate) -> bool:
    return one.weak == 1 and one.row.level == "town"


def _taken(scan: Scan, at: int, floor: int) -> bool:
    """ "دخلت بارا", "استعاد الجيش السوداني بارا": is the name the object of a verb of taking or striking, with nothing but the
    verb's subject between?"""
    takes, before = scan.wording.sets["takes"], scan.gazetteer.before
    for k in range(at, max(floor, at - SUBJECT_WORDS) - 1, -1):
        word = scan.norms[k]
        if word.removeprefix("و") in takes:
            return True
        if not word.isalpha() or before(word).lead or word.startswith(("ب", "لل")):
            return False
    return False


def _led_by_in(scan: Scan, i: int) -> bool:
    """ "فندق بمقديشو", "مسجد بصنعاء": a hotel in the town, and none of its name."""
    word = scan.known[i]
    return word is not None and bool(word.starts) and all(s.proclitics.endswith("ب") for s in word.starts)


def _widened(scan: Scan, part: Part) -> Part:
    """A weak name with its type noun in it ("حي الثورة" of one town) may be another place of the name without the noun."""
    i, word = part.head_first, scan.known[part.head_first]
    noun = word.noun if word else None
    end = i + len(part.candidates[0].row.name_ar.split()) if part.countries else part.last
    found = scan.gazetteer.longest(scan.norms, i + 1) if noun and part.typed is None and end > i + 1 else None
    if found is None or found[0] != end:
        return part
    known = {c.row.id for c in part.candidates}
    more = tuple(c for c in found[1] if c.row.id not in known)
    return part._replace(candidates=(*part.candidates, *more), typed=noun) if more else part


def _apposition(scan: Scan, at: int, floor: int) -> tuple[int, tuple[str, ...]]:
    """The "العاصمة" of "في العاصمة الفرنسية، باريس" and the country of the adjective between; else `at` and no country."""
    k = at - 1 if at > floor and scan.norms[at] in ("،", ",") else at
    if k <= floor or not scan.norms[k].startswith("ال"):
        return at, ()
    iso = scan.gazetteer.adjectives.get(scan.norms[k].removeprefix("ال"))
    if iso is None or bare(scan.norms[k - 1], _APPOSED) is None:
        return at, ()
    return k - 1, (iso,)


def _type_noun(scan: Scan, at: int) -> str | None:
    """The type noun or "ريف" in a token, which governs the name after it: without an article, save in names of their own."""
    norm, word = scan.norms[at], scan.known[at]
    noun = word.governor if word else None
    if noun and (not norm.startswith("ال") or noun.startswith("ال") or noun == "عاصمه"):
        return noun
    return None


def _nationality(scan: Scan, last: int) -> tuple[tuple[str, ...], int]:
    """Countries of the adjectives right after a name ("طرابلس اللبنانية"), two at most; the span grows over them."""
    found: list[str] = []
    while last < len(scan.norms) and scan.known[last] and len(found) < 2:
        norm = scan.norms[last]
        iso = scan.gazetteer.adjectives.get(norm.removeprefix("ال")) if norm.startswith("ال") else None
        if iso is None or norm.endswith(("ين", "ون")):  # "الحجاج العراقيين" are people
            break
        found.append(iso)
        last += 1
    return tuple(found), last
