"""Place expressions in tokens: a named part with its type noun, relation, direction and distance, and its outer parts.

"حي غويران في مدينة الحسكة شمال شرقي سوريا" is one mention: head غويران, typed حي, outer parts الحسكة and سوريا.
"""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.arabic.tokens import Token
from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import km
from marsad.places.listed import listed
from marsad.places.names import Candidate
from marsad.places.nations import with_nations
from marsad.places.parts import Part, PlaceMention, contains
from marsad.places.rows import Row
from marsad.places.scan import Scan
from marsad.places.unlisted import in_lists, inherited, told_words, unlisted

__all__ = ["Part", "PlaceMention", "contains", "find_mentions"]
FAR_KM = {
    "site": 30.0,
    "neighbourhood": 30.0,
    "village": 40.0,
    "town": 60.0,
    "district": 120.0,
}  # else 200: no X "in Y" is farther off
_SMALL = frozenset(
    "قريه بلده حي منطقه ناحيه مخيم سوق حاجز شارع ساحه ميدان دوار".split()
)  # what lies in a district or a town
_HOLDING = frozenset({"في", "وسط", "داخل", "ضمن", "التابعه", "التابع", "الواقعه", "الواقع"})
MOST_GLUE = 5  # tokens between an inner and an outer part ("الواقعة في الريف الشمالي الشرقي ل" is the longest seen)


def find_mentions(
    tokens: Sequence[Token], gazetteer: Gazetteer, *, taken: Collection[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """All place expressions from left to right. `taken`: spans of names that are no places (actors, outlets)."""
    return mentions_in(Scan(tokens, gazetteer, taken))


def mentions_in(scan: Scan) -> list[PlaceMention]:
    """All place expressions of a scan."""
    parts = with_nations(scan, inherited(scan, in_lists(scan, listed(scan))))
    parts = sorted([*parts, *unlisted(scan, parts)], key=lambda p: p.head_first)
    mentions = [_mention(nest, ends) for nest, ends in _nests(scan, parts)]
    return [
        m
        for m in mentions
        if m.typed or m.chain or m.countries or m.distance_km or not m.candidates or m.candidates[0].weak < 2
    ]


def _nests(scan: Scan, parts: Sequence[Part]) -> list[tuple[list[Part], Part | None]]:
    """Parts that are one expression, inner first, each with the second end of its stretch if it has one."""
    out: list[tuple[list[Part], Part | None]] = []
    nest: list[Part] = []
    ends: Part | None = None
    for part in parts:
        if nest and part.first - nest[-1].last > MOST_GLUE:  # too far off to go on with it
            out.append((nest, ends))
            nest, ends = [part], None
            continue
        if nest and ends is None and len(nest) == 1 and _second_end(scan, nest[0], part):
            ends = part
            continue
        if nest and ends is None and part.first >= nest[-1].last and _inside(scan, nest[-1], part):
            nest.append(part)
            continue
        near = _near(scan, nest[-1], part) if nest and ends is None and part.first >= nest[-1].last else None
        if near is not None:
            nest[-1] = nest[-1]._replace(candidates=near, typed=_kind(scan, nest[-1]))
        if near == ():
            nest.append(part)
            continue
        if nest:
            out.append((nest, ends))
        nest, ends = [part], None
    return [*out, (nest, ends)] if nest else out


def _second_end(scan: Scan, one: Part, two: Part) -> bool:
    """ "بين حلب وإدلب", "طريق الفيوم - القاهرة": two ends of one stretch."""
    if one.relation not in ("between", "road") and one.typed != "طريق":
        return False
    gap, opening = scan.norms[one.last : two.first], scan.norms[two.first]
    if not one.candidates or not two.candidates:
        return False
    if one.relation == "between":
        return (not gap and opening.startswith("و")) or gap in (["و"], ["،"], ["ومدينه"])
    return gap in ([], ["-"], ["/"], ["_"]) and not opening.startswith(("ب", "ف"))


def _inside(scan: Scan, inner: Part, outer: Part) -> bool:
    """Does the expression go on with the part that holds it?"""
    gap = scan.norms[inner.last : outer.first]
    if not _glued(scan, inner, gap) or _begins_anew(scan, outer):
        return False
    if not outer.candidates:  # "قرية العوش بمنطقة يعر بمديرية عنس", where no table has the first two
        led = outer.relation == "in" or any(g in _HOLDING for g in gap)  # "قرية X التابعة لبلدية Y"
        if inner.candidates or not led or outer.typed == inner.typed:
            return False
        return bool(told_words(scan, inner.head_first, inner.head_last, inner.typed or ""))
    if _loose(gap, outer):
        led = scan.norms[outer.head_first] in scan.wording.bearings  # "تلعفر غرب الموصل" as a listed region
        return (led or gap != []) and _any_contains(outer, inner)
    if not inner.candidates:
        return outer.relation not in ("to", "speaker", "from") or gap != []
    return _any_contains(outer, inner)


def _near(scan: Scan, inner: Part, outer: Part) -> tuple[Candidate, ...] | None:
    """Of "منطقة X وسط قضاء Y" those X that are not far from Y: if there is none, it is a place of that name that no table
    has. None where the text does not say that X lies in Y, or all may."""
    gap = scan.norms[inner.last : outer.first]
    led = outer.relation == "in" or outer.bearing is not None or any(g in _HOLDING for g in gap)
    if not (inner.candidates and led and _kind(scan, inner) in _SMALL and _glued(scan, inner, gap)):
        return None
    if _begins_anew(scan, outer):
        return None
    holders = [c.row for c in outer.candidates if not c.weak]
    holders = [row for row in holders if row.level == "town"] or holders  # "حي X بدير الزور" is in the town
    near = tuple(c for c in inner.candidates if any(_may_hold(o, c.row) for o in holders))
    return near if holders and len(near) < len(inner.candidates) else None


def _kind(scan: Scan, part: Part) -> str | None:
    """The type noun of a part, before its name or in it ("شارع الستين")."""
    return part.typed or scan.gazetteer.noun(scan.norms[part.head_first])


def _may_hold(outer: Row, inner: Row) -> bool:
    if inner.level in ("province", "region") and inner.country == outer.country:
        return True  # "منطقة الساحل في طرطوس": wide, and told loosely
    return km(outer.lat, outer.lon, inner.lat, inner.lon) <= FAR_KM.get(outer.level, 200.0)


def _glued(scan: Scan, inner: Part, gap: Sequence[str]) -> bool:
    """Do only words stand between the parts that lead from the one to the other?"""
    glue = scan.wording.sets["glue"]
    several = inner.plural and not inner.candidates  # "قريتي X وY بريف Z" with unlisted X and Y
    return len(gap) <= MOST_GLUE and all(
        g in glue or (g[1:] in glue and g[0] in "بل") or (several and g.startswith("و")) for g in gap
    )


def _begins_anew(scan: Scan, outer: Part) -> bool:
    """Does the outer part begin with "and", and not with a name that has this letter of its own ("واسط")?"""
    opening = scan.norms[outer.first]
    if not opening.startswith("و"):
        return False
    if opening[1:] in scan.wording.sets["near"]:
        return True  # "قضاء سنجار ومحيط تلعفر" are two places
    if scan.gazetteer.noun(opening[1:]):
        return True  # so are "قضاء الخالص وقضاء بلدروز"; of "واحة" and "وادي" the letter is their own
    starts = scan.gazetteer.starts(opening)
    return not starts or (outer.head_first == outer.first and not any(s.proclitics == "" for s in starts))


def _loose(gap: Sequence[str], outer: Part) -> bool:
    """Side by side or parted by a mark alone, the outer part has no word of its own that says it holds the inner one."""
    return (
        (not gap or gap in (["،"], ["-"]))
        and outer.relation == "bare"
        and outer.typed is None
        and not outer.countries
        and not any(c.row.level == "country" for c in outer.candidates)
    )


def _any_contains(outer: Part, inner: Part) -> bool:
    return any(contains(o, i) for i in inner.candidates for o in outer.candidates)


def _mention(nest: Sequence[Part], ends: Part | None) -> PlaceMention:
    inner = nest[0]
    last = max(ends.last if ends else 0, nest[-1].last)
    relation = "road" if ends and inner.typed == "طريق" else inner.relation
    return PlaceMention(
        inner.first, last, inner.head_first, inner.head_last, inner.candidates, tuple(nest[1:]), inner.typed, relation,
        inner.bearing, inner.distance_km, inner.countries, ends,
    )  # fmt: skip
