"""Place expressions in tokens: a named part with its type noun, relation, direction and distance, and its outer parts.

"حي غويران في مدينة الحسكة شمال شرقي سوريا" is one mention: head غويران, typed حي, outer parts الحسكة and سوريا.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.arabic.tokens import Token
from marsad.places.catalogue import Candidate, Gazetteer, Start, bare
from marsad.places.geometry import km, mean_bearing
from marsad.places.idioms import idioms
from marsad.places.rows import Row

_OPEN = frozenset({'"', "#", "(", "'", "_"})
_REACH = {
    "province": 200.0,
    "region": 250.0,
    "district": 70.0,
    "town": 35.0,
    "village": 12.0,
    "neighbourhood": 8.0,
    "site": 8.0,
}
_NEVER_BEFORE_AND = frozenset({"في", "من", "الي", "قرب", "مدينه"})
MOST_GLUE = 5  # tokens between an inner and an outer part ("الواقعة في الريف الشمالي الشرقي ل" is the longest seen)
MOST_UNLISTED = 3  # words of a name that no table has


class Part(NamedTuple):
    """tokens[first:last]: a named part with its type noun; the name is tokens[head_first:head_last]."""

    first: int
    last: int
    head_first: int
    head_last: int
    candidates: tuple[Candidate, ...]
    typed: str | None
    relation: str
    bearing: float | None = None
    distance_km: float | None = None
    countries: tuple[str, ...] = ()  # of nationality adjectives right after the name ("طرابلس اللبنانية")
    plural: bool = False


class PlaceMention(NamedTuple):
    """One place expression. relation: in, near, direction, between, border, road, from, to, speaker, bare."""

    first: int
    last: int
    head_first: int
    head_last: int
    candidates: tuple[Candidate, ...]
    chain: tuple[Part, ...]
    typed: str | None
    relation: str
    bearing: float | None = None
    distance_km: float | None = None
    countries: tuple[str, ...] = ()
    other: Part | None = None  # the second end of "بين X وY", "طريق X - Y"


def find_mentions(
    tokens: Sequence[Token], gazetteer: Gazetteer, *, taken: Collection[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """All place expressions from left to right. `taken`: spans of names that are no places (actors, outlets)."""
    blocked = {i for first, last in taken for i in range(first, last)} | idioms(tokens, gazetteer.wording)
    parts = _inherited(tokens, _listed(tokens, gazetteer, blocked), gazetteer)
    parts = sorted([*parts, *_unlisted(tokens, gazetteer, blocked, parts)], key=lambda p: p.head_first)
    return _nested(tokens, gazetteer, parts)


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Can the inner row lie in the outer one? By country, division and distance (no boundaries at hand)."""
    o, i = outer.row, inner.row
    if o.country != i.country or o.id == i.id:
        return False
    if o.level == "country":
        return True
    if o.level == "province" and i.level == "country":
        return False
    if o.level == "province" and o.admin1 and i.admin1:
        return o.admin1 == i.admin1
    return km(o.lat, o.lon, i.lat, i.lon) <= max(_REACH[o.level], 1.5 * (o.extent_km or 0))


# ---- named parts
def _listed(tokens: Sequence[Token], gazetteer: Gazetteer, blocked: set[int]) -> list[Part]:
    parts: list[Part] = []
    i, n = 0, len(tokens)
    while i < n:
        starts = gazetteer.starts(tokens[i].norm)
        found = _longest(tokens, i, starts) if starts and i not in blocked else None
        if found is None:
            i += 1
            continue
        last, candidates = found
        noun = last == i + 1 and gazetteer.noun(tokens[i].norm) is not None and candidates[0].weak == 2
        if noun and not (i and gazetteer.noun(tokens[i - 1].norm)):
            i += 1  # "معسكر" is a camp unless a type noun stands before it ("ولاية معسكر")
            continue
        floor = parts[-1].last if parts else 0
        if any(k in blocked for k in range(i, last)) or _part_of_other(tokens, i, gazetteer, floor):
            i += 1
            continue
        parts.append(_part(tokens, gazetteer, i, last, candidates, floor))
        i = last
    return parts


def _longest(tokens: Sequence[Token], i: int, starts: Sequence[Start]) -> tuple[int, tuple[Candidate, ...]] | None:
    best: dict[int, dict[str, Candidate]] = {}
    if i and tokens[i - 1].norm in _NEVER_BEFORE_AND and any(not s.proclitics for s in starts):
        starts = [s for s in starts if not s.proclitics.startswith("و")]  # "في وجدة" is Oujda, not "and Jeddah"
    for clitic, stem, named in starts:
        for name in named:
            last = _tail(tokens, i, name.rest)
            if not last or (clitic and _doubtful(clitic, stem, name.rest, name.row, name.weak)):
                continue
            held = best.setdefault(last, {})
            known = held.get(name.row.id)
            if known is None or name.weak < known.weak:
                held[name.row.id] = Candidate(name.row, name.weak)
        if not clitic and any(not c.weak for held in best.values() for c in held.values()):
            break  # "لبنان" is no ل + بنان
    if not best:
        return None
    last = max(best)
    return last, tuple(sorted(best[last].values(), key=lambda c: (c.weak, -c.row.rank, c.row.id)))


def _tail(tokens: Sequence[Token], i: int, rest: tuple[str, ...]) -> int:
    j, n = i + 1, len(tokens)
    for word in rest:
        while j < n and tokens[j].norm in ('"', "-"):
            j += 1
        if j >= n or tokens[j].norm != word:
            return 0
        j += 1
    return j


def _doubtful(clitic: str, stem: str, rest: tuple[str, ...], row: Row, weak: int) -> bool:
    """A clitic before a short or weak name is more often another word ("بصور", "لقد", "وان")."""
    if rest:
        return False
    if len(stem) <= 2:
        return bool(weak) or clitic != "و" or row.id.startswith("gn.")  # "بين تعز وإب"
    geonames = row.id.startswith("gn.")
    if clitic.endswith("ب"):
        return len(stem) <= 3 and (bool(weak) or geonames)
    return (bool(weak) or geonames) and not (stem.startswith("ال") and len(stem) > 5)


def _back(tokens: Sequence[Token], i: int) -> int:
    """The index before i, over quotation marks and hash signs; -1 at the start."""
    i -= 1
    while i >= 0 and tokens[i].norm in _OPEN:
        i -= 1
    return i


def _part_of_other(tokens: Sequence[Token], i: int, gazetteer: Gazetteer, floor: int) -> bool:
    """After "صحيفة", "جيش", "اتفاق", a first name or "بن", a name is part of something else.

    Words before `floor` belong to the name before ("كفر الشيخ وطنطا") and lead to nothing."""
    j = _back(tokens, i)
    if j < floor:
        return False
    if tokens[i].norm.startswith(("ب", "ل")) and gazetteer.starts(tokens[i].norm)[0].proclitics:
        return False  # "صحيفة بالرياض" is a newspaper in Riyadh
    head, sets = tokens[j].norm, gazetteer.wording.sets
    if head in gazetteer.wording.types:
        return False
    readings = {head, head.removeprefix("و"), *((head[1:],) if len(head) > 4 and head[0] in "وبلف" else ())}
    if readings & sets["given"]:
        return gazetteer.noun(tokens[j - 1].norm) is None if j else True
    return bool(readings & sets["exclude"])


def _part(
    tokens: Sequence[Token], gazetteer: Gazetteer, i: int, last: int, candidates: tuple[Candidate, ...], floor: int
) -> Part:
    """The named part with what stands before it (type noun, near-word, direction, preposition) and after it."""
    wording = gazetteer.wording
    first, typed, plural = i, None, False
    j = _back(tokens, i)
    if j >= floor:
        noun = gazetteer.noun(tokens[j].norm) or bare(tokens[j].norm, wording.sets["countryside"])
        if noun and (not tokens[j].norm.startswith("ال") or noun.startswith("ال") or noun == "عاصمه"):
            first, typed, plural = j, noun, noun in wording.many
    country, last = _nationality(tokens, gazetteer, last)
    start, bearing, away, relation = _approach(tokens, gazetteer, first, floor)
    return Part(
        start,
        last,
        i,
        last if not country else i + _width(candidates),
        candidates,
        typed,
        relation,
        bearing,
        away,
        country,
        plural,
    )


def _width(candidates: tuple[Candidate, ...]) -> int:
    return 1 if not candidates else max(1, len(candidates[0].row.name_ar.split()))


def _nationality(tokens: Sequence[Token], gazetteer: Gazetteer, last: int) -> tuple[tuple[str, ...], int]:
    """Countries of the adjectives right after a name; the span grows over them."""
    found: list[str] = []
    while last < len(tokens) and len(found) < 2:
        norm = tokens[last].norm
        iso = gazetteer.adjectives.get(norm.removeprefix("ال")) if norm.startswith("ال") else None
        if iso is None:
            break
        found.append(iso)
        last += 1
    return tuple(found), last


def _approach(
    tokens: Sequence[Token], gazetteer: Gazetteer, first: int, floor: int
) -> tuple[int, float | None, float | None, str]:
    """What leads to tokens[first]: (start, bearing, distance in km, relation)."""
    wording = gazetteer.wording
    j, bearing, away, near = _back(tokens, first), None, None, False
    start = first
    if (
        j >= floor
        and tokens[j].norm == "من"
        and j - 1 >= floor
        and (
            tokens[j - 1].norm in wording.bearings
            or tokens[j - 1].norm.removeprefix("ال") in wording.bearings
            or tokens[j - 1].norm.lstrip("وب") in ("القرب", "مقربه", "لقرب")
        )
    ):
        j -= 1
    if (
        j >= floor
        and bare(tokens[j].norm, ("مدينه", "مركز", "بلده"))
        and first == start
        and j + 1 == first
        and tokens[j].norm not in wording.bearings
    ):
        start, j = j, _back(tokens, j)
    while j >= floor and tokens[j].norm in wording.bearings:
        degrees = wording.bearings[tokens[j].norm]
        bearing = degrees if bearing is None else mean_bearing(bearing, degrees)
        start, j = j, j - 1
    while j >= floor and tokens[j].norm in ("الي", "من", "جهه"):
        if bearing is None:
            break
        j -= 1
    if j >= floor and tokens[j].norm in wording.units:
        unit = wording.units[tokens[j].norm]
        number = _number(tokens, j - 1)
        if number is not None:
            away, start = number[0] * unit, number[1]
            j = start - 1
    while j >= floor and (
        tokens[j].norm in wording.sets["near"]
        or tokens[j].norm.removeprefix("و") in wording.sets["near"]
        or tokens[j].norm in ("لقرب", "بالقرب")
    ):
        near, start, j = True, j, j - 1
    relation = _relation(tokens, gazetteer, start, floor)
    if away is not None or (bearing is not None and relation in ("bare", "in")):
        relation = "direction"
    elif near and relation in ("bare", "in", "from"):
        relation = "near"
    return start, bearing, away, relation


def _number(tokens: Sequence[Token], j: int) -> tuple[float, int] | None:
    """Digits (with a decimal part) that end at token j."""
    if j < 0 or not tokens[j].norm.isdigit():
        return None
    if (
        j >= 2
        and tokens[j - 1].norm in (".", ",")
        and tokens[j - 2].norm.isdigit()
        and tokens[j - 2].end == tokens[j - 1].start
    ):
        return float(f"{tokens[j - 2].norm}.{tokens[j].norm}"), j - 2
    return float(tokens[j].norm), j


def _relation(tokens: Sequence[Token], gazetteer: Gazetteer, start: int, floor: int) -> str:
    sets = gazetteer.wording.sets
    own = tokens[start].norm
    j = _back(tokens, start)
    last = tokens[j].norm.removeprefix("و") if j >= max(floor - 1, 0) else ""
    if last == "بين" or tokens[start].norm == "بين":
        return "between"
    if bare(last, ("حدود", "الحدود")) or (last == "مع" and j and bare(tokens[j - 1].norm, ("حدود",))):
        return "border"
    if bare(last, ("طريق",)):
        return "road"
    if last in sets["near"]:
        return "near"
    if last in sets["in"]:
        return "in"
    if own.startswith(("ب", "وب", "فب")) and _with_clitic(own, gazetteer):
        return "in"
    if last in sets["to"]:
        return "to"
    if last in sets["from"]:
        return "from"
    if last in sets["said"]:
        return "speaker"
    return "bare"


def _with_clitic(norm: str, gazetteer: Gazetteer) -> bool:
    """Is the first letter the preposition bi-, before a name, a type noun or a direction?"""
    starts = gazetteer.starts(norm)
    if starts:
        return bool(starts[0].proclitics)
    wording = gazetteer.wording
    return norm not in wording.types and (gazetteer.noun(norm) is not None or norm.lstrip("وف")[1:] in wording.bearings)


# ---- lists and names that no table has
def _inherited(tokens: Sequence[Token], parts: list[Part], gazetteer: Gazetteer) -> list[Part]:
    """ "قريتي X وY", "بلدات X وY وZ": the later members of a list take the type noun and relation of the first."""
    out: list[Part] = []
    noun, relation, end = None, "bare", -1
    for part in parts:
        if part.plural:
            noun, relation = part.typed, part.relation
        elif noun and part.typed is None and _listing(tokens, end, part.first):
            part = part._replace(typed=noun, relation=relation if part.relation == "bare" else part.relation)
        elif (
            out
            and part.typed is None
            and part.relation == "bare"
            and out[-1].relation in ("in", "near")
            and _listing(tokens, out[-1].last, part.first)
        ):
            part, noun = part._replace(relation=out[-1].relation), None
        else:
            noun = None
        out.append(part)
        end = part.last
    return out


def _listing(tokens: Sequence[Token], end: int, start: int) -> bool:
    gap = [t.norm for t in tokens[end:start]]
    if len(gap) > 1 + MOST_UNLISTED:
        return False
    return (tokens[start].norm.startswith("و") and all(g in ("،", ",") or g.startswith("و") for g in gap)) or gap in (
        ["،"],
        [","],
    )


def _unlisted(tokens: Sequence[Token], gazetteer: Gazetteer, blocked: set[int], parts: Sequence[Part]) -> list[Part]:
    """Type nouns before words that no table has ("قرية الفلانية بريف حلب"): parts without candidates."""
    used = {i for p in parts for i in range(p.first, p.last)}
    wording = gazetteer.wording
    out = []
    for i in range(len(tokens) - 1):
        if i in used or i in blocked:
            continue
        noun = gazetteer.noun(tokens[i].norm)
        if (
            noun is None
            or tokens[i].norm.startswith("ال")
            or ("ال" in tokens[i].norm[:4] and not noun.startswith("ال") and tokens[i].norm != noun)
            or noun in ("المدينه", "البلده", "المنطقه", "عاصمه", "العاصمه")
        ):
            continue
        last = i + 1
        while (
            last < len(tokens)
            and last - i <= MOST_UNLISTED
            and _name_word(tokens[last].norm, wording.sets, last == i + 1)
            and last not in used
            and last not in blocked
        ):
            last += 1
        if last == i + 1:
            continue
        start, bearing, away, relation = _approach(tokens, gazetteer, i, 0)
        out.append(Part(start, last, i + 1, last, (), noun, relation, bearing, away, (), noun in wording.many))
    return out


def _name_word(norm: str, sets: dict[str, frozenset[str]], beginning: bool) -> bool:
    if (
        not norm.isalpha()
        or len(norm) < 2
        or norm in sets["in"]
        or norm in sets["near"]
        or norm in sets["from"]
        or norm in sets["to"]
    ):
        return False
    if (
        norm in sets["glue"]
        or norm in sets["bearing"]
        or norm
        in (
            "كان",
            "كانت",
            "التي",
            "الذي",
            "هو",
            "هي",
            "ان",
            "بعد",
            "قبل",
            "خلال",
            "مع",
            "عند",
            "او",
            "ذات",
            "اخري",
            "اليوم",
            "امس",
            "يوم",
            "ما",
            "لا",
            "لم",
            "قد",
            "بين",
            "كما",
            "تم",
            "حيث",
            "هناك",
            "غير",
            "كل",
            "بعض",
            "منذ",
            "تقع",
            "يقع",
            "تسيطر",
            "حتي",
            "دون",
            "ضد",
        )
    ):
        return False
    return beginning or not norm.startswith(("ب", "ل", "و", "ف", "ي", "ت"))


# ---- nests
def _nested(tokens: Sequence[Token], gazetteer: Gazetteer, parts: Sequence[Part]) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    nest: list[Part] = []
    ends: Part | None = None
    for part in parts:
        if nest and ends is None and len(nest) == 1 and _second_end(tokens, nest[0], part):
            ends = part
            continue
        if nest and ends is None and part.first >= nest[-1].last and _inside(tokens, gazetteer, nest, part):
            nest.append(part)
            continue
        if nest:
            out.append(_mention(nest, ends))
        nest, ends = [part], None
    if nest:
        out.append(_mention(nest, ends))
    return [m for m in out if m.typed or m.chain or m.countries or not m.candidates or m.candidates[0].weak < 2]


def _second_end(tokens: Sequence[Token], one: Part, two: Part) -> bool:
    """ "بين حلب وإدلب", "طريق الفيوم - القاهرة": two ends of one stretch."""
    if one.relation not in ("between", "road") and one.typed != "طريق":
        return False
    gap = [t.norm for t in tokens[one.last : two.first]]
    if not one.candidates or not two.candidates:
        return False
    if one.relation == "between":
        return (not gap and tokens[two.first].norm.startswith("و")) or gap == ["و"] or gap in (["،"], ["ومدينه"])
    return gap in ([], ["-"], ["/"], ["_"]) and not tokens[two.first].norm.startswith(("ب", "ف"))


def _inside(tokens: Sequence[Token], gazetteer: Gazetteer, nest: Sequence[Part], outer: Part) -> bool:
    """Does the expression go on with the part that holds it?"""
    inner = nest[-1]
    gap = [t.norm for t in tokens[inner.last : outer.first]]
    glue = gazetteer.wording.sets["glue"]
    opening = tokens[outer.first].norm
    if opening.startswith("و") and opening[1:] in gazetteer.wording.sets["near"]:
        return False  # "قضاء سنجار ومحيط تلعفر" are two places
    listed = inner.plural and not inner.candidates  # "قريتي X وY بريف Z" with unlisted X and Y
    joined = all(g in glue or (g[1:] in glue and g[0] in "بل") or (listed and g.startswith("و")) for g in gap)
    if len(gap) > MOST_GLUE or not joined:
        return False
    if (
        tokens[outer.first].norm.startswith("و") and not gazetteer.starts(tokens[outer.first].norm)[:1]
    ) or not outer.candidates:
        return False
    if (
        tokens[outer.head_first].norm.startswith("و")
        and outer.head_first == outer.first
        and not any(s.proclitics == "" for s in gazetteer.starts(tokens[outer.first].norm))
    ):
        return False
    loose = not gap or gap == ["،"] or gap == ["-"]
    if (
        loose
        and outer.relation == "bare"
        and outer.typed is None
        and not outer.countries
        and any(c.row.level == "country" for c in outer.candidates) is False
    ):
        led = tokens[outer.head_first].norm in gazetteer.wording.bearings  # "تلعفر غرب الموصل" as a listed region
        return (led or gap != []) and _any_contains(outer, inner)
    if not inner.candidates:
        return outer.relation not in ("to", "speaker", "from") or gap != []
    return _any_contains(outer, inner)


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
