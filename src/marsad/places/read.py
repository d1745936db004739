"""Finds place mentions in tokens and resolves them, innermost first, with the article's countries as context.

A name that is part of another thing (a newspaper, a brigade, a person) is no place. A name that cannot be told apart is
refused with the reason; nothing falls back to a default.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.arabic.tokens import Token, stems
from marsad.model.document import Article
from marsad.places.gazetteer import Gazetteer, Named, Row

NEAR_KM = 60  # two mentions in one nest belong together within the sum of this and their extents
_LEVEL_PRIOR = {
    "town": 1.0,
    "country": 0.9,
    "province": 0.6,
    "district": 0.5,
    "region": 0.6,
    "neighbourhood": 0.4,
    "village": 0.3,
    "site": 0.8,
}
_PRECISION = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "district": 2,
    "province": 3,
    "region": 3,
    "country": 3,
}
_OK_PROCLITICS = frozenset({"", "و", "ب", "ل", "ف", "وب", "ول", "فب", "ك"})
_DISTANCES = frozenset({"كلم", "كم", "كيلومتر", "كيلومترا", "كيلومترات", "ميل", "ميلا", "اميال", "متر", "مترا"})
_DIRECTIONS = frozenset({"شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي"})


class Resolved(NamedTuple):
    """A place of the text (WGS 84)."""

    name: str
    level: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    geo_precision: int
    extent_km: float | None
    name_ar: str
    entry: str
    basis: str


class PlaceFound(NamedTuple):
    """tokens[first:last]: a mention with its outer parts; `place` None: refused, with the reason."""

    first: int
    last: int
    place: Resolved | None
    reason: str | None
    relation: str
    typed: str | None


    @property
    def where(self) -> Resolved:
        """The place of a mention that was resolved."""
        if self.place is None:
            raise ValueError(f"refused: {self.reason}")
        return self.place


class Mention(NamedTuple):
    """A name at tokens[first:last], the type noun and relation before it, and the rows that carry the name."""

    first: int
    last: int
    start: int  # with type noun
    named: tuple[Named, ...]
    typed: str | None
    type_word: str
    relation: str


def read_places(
    tokens: Sequence[Token], gazetteer: Gazetteer, taken: Sequence[tuple[int, int]], article: Article
) -> tuple[list[PlaceFound], dict[str, float]]:
    """All place mentions of an article, resolved, and the weight of each country in it."""
    blocked = {i for first, last in taken for i in range(first, last)}
    mentions = find_mentions(tokens, gazetteer, blocked)
    countries = country_weights(tokens, gazetteer, mentions)
    nests = _nests(tokens, mentions, gazetteer)
    out: list[PlaceFound] = []
    strong: Counter[str] = Counter()
    for nest in nests:
        found = _resolve(nest, countries, strong)
        if found.place and found.place.admin1:
            strong[f"{found.place.country}/{found.place.admin1}"] += 1
        out.append(found)
    return out, countries


# ---- finding
def find_mentions(tokens: Sequence[Token], gazetteer: Gazetteer, blocked: set[int]) -> list[Mention]:
    """Names from left to right, longest match at each token; names inside other names' spans are passed over."""
    out: list[Mention] = []
    i, n = 0, len(tokens)
    while i < n:
        found = _longest(tokens, i, gazetteer) if len(tokens[i].norm) > 1 else None
        if found is None or any(k in blocked for k in range(i, found[0])) or _part_of_other(tokens, i, gazetteer):
            i += 1
            continue
        last, named = found
        start, typed, word = _type_before(tokens, i, gazetteer)
        out.append(Mention(i, last, start, named, typed, word, _relation(tokens, start, i, gazetteer)))
        i = last
    return out


def _longest(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> tuple[int, tuple[Named, ...]] | None:
    best: dict[int, list[Named]] = {}
    for proclitics, stem in stems(tokens[i].norm):
        if proclitics not in _OK_PROCLITICS:
            continue
        for named in gazetteer.by_first.get(stem, ()):
            last = _tail(tokens, i, named.rest)
            if last and not (proclitics and _suspicious(proclitics, stem, named)):
                best.setdefault(last, []).append(named)
    if not best:
        return None
    last = max(best)
    return last, tuple(best[last])


def _suspicious(proclitics: str, stem: str, named: Named) -> bool:
    """A one-letter clitic before a short weak name is more often another word ("بحر", "لبنى")."""
    return (
        (named.weak or named.row.id.startswith("gn."))
        and (len(stem) <= 4 or not stem.startswith("ال"))
        and not named.rest
        and proclitics != "ب"
    ) or (proclitics == "ك")


def _tail(tokens: Sequence[Token], i: int, rest: tuple[str, ...]) -> int:
    j = i + 1
    for word in rest:
        while j < len(tokens) and tokens[j].norm in ('"', "-"):
            j += 1
        if j >= len(tokens) or tokens[j].norm != word:
            return 0
        j += 1
    return j


def _bare(norm: str, words: frozenset[str] | Mapping[str, object]) -> str | None:
    for proclitics, stem in stems(norm):
        if stem in words and proclitics in ("", "و", "ب", "ل", "ال", "بال", "وال", "لل", "وب", "ول", "ف", "وبال"):
            return stem
    return None


def _part_of_other(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> bool:
    j = i - 1
    while j >= 0 and tokens[j].norm == '"':
        j -= 1
    if j < 0:
        return False
    head = tokens[j].norm
    return head in gazetteer.words["not_after"] or (
        head.removeprefix("و").removeprefix("ل").removeprefix("ب") in gazetteer.words["not_after"] and len(head) > 4
    )


def _type_before(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> tuple[int, str | None, str]:
    j = i - 1
    while j >= 0 and tokens[j].norm == '"':
        j -= 1
    if j >= 0:
        noun = _bare(tokens[j].norm, gazetteer.types)
        if noun:
            return j, gazetteer.types[noun][0], noun
    return i, None, ""


def _relation(tokens: Sequence[Token], start: int, name: int, gazetteer: Gazetteer) -> str:
    words = gazetteer.words
    clitic = tokens[start].norm
    before = [tokens[k].norm.removeprefix("و") for k in range(max(0, start - 3), start)]
    if any(tokens[k].norm in _DISTANCES for k in range(max(0, start - 5), start)):
        return "from"  # "على بعد 30 كلم غرب X": X is where it is measured from
    while before and before[-1] in ('"', "("):
        before.pop()
    last = before[-1] if before else ""
    if (
        last in words["near"]
        or (len(before) > 1 and " ".join(before[-2:]) in words["near"])
        or (last == "من" and len(before) > 1 and before[-2] in ("بالقرب", "مقربه"))
    ):
        return "near"
    if last.removeprefix("ب") in words["near"]:
        return "near"
    if last in words["in"] or (
        clitic.startswith(("ب", "وب"))
        and (start != name or _bare(clitic, {tokens[start].norm.removeprefix("و").removeprefix("ب"): 1}))
    ):
        return "in"
    if last in words["to"]:
        return "to"
    if last in words["from"]:
        return "from"
    if last == "بين":
        return "between"
    if last in words["said"]:
        return "speaker"
    return "bare"


# ---- context
def country_weights(tokens: Sequence[Token], gazetteer: Gazetteer, mentions: Sequence[Mention]) -> dict[str, float]:
    """How much an article speaks of each country: names 2, adjectives 1, own-table places 1; earlier words count more."""
    weights: dict[str, float] = defaultdict(float)
    total = max(len(tokens), 1)
    for m in mentions:
        early = 1.5 if m.first < 60 else 1.0 if m.first < total / 2 else 0.7
        rows = [n for n in m.named if not n.weak]
        own = {n.row.country for n in rows if n.row.rank >= 2.5}
        if any(n.row.level == "country" for n in rows):
            weights[next(n.row.country for n in rows if n.row.level == "country")] += 2 * early
        elif len(own) == 1:
            weights[own.pop()] += early
        elif not own and rows:
            best = max(rows, key=lambda n: n.row.rank)
            weights[best.row.country] += 0.5 * early
    for i, token in enumerate(tokens):
        for proclitics, stem in stems(token.norm):
            iso = gazetteer.adjectives.get(stem)
            if iso and ("ال" in proclitics or proclitics in ("", "و", "لل")):
                weights[iso] += 1.5 if i < 60 else 0.8
                break
    return dict(weights)


# ---- nesting and resolution
def _nests(tokens: Sequence[Token], mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[list[Mention]]:
    """Mentions told one inside the other ("حي غويران في مدينة الحسكة شمال شرقي سوريا")."""
    nests: list[list[Mention]] = []
    for m in mentions:
        previous = nests[-1][-1] if nests else None
        gap = [t.norm for t in tokens[previous.last : m.start]] if previous else []
        glue = gazetteer.words["glue"]
        joined = (
            previous is not None
            and len(gap) <= 4
            and all(g in glue or g.removeprefix("ال") in glue for g in gap)
            and not tokens[m.start].norm.startswith("و")
        )
        if joined and previous and gap != [] and gap == ["،"] and not _contains_any(previous, m):
            joined = False
        if joined and previous and _contains_any(previous, m):
            nests[-1].append(m)
        else:
            nests.append([m])
    return nests


def _contains_any(inner: Mention, outer: Mention) -> bool:
    return any(_contains(o.row, i.row) for i in inner.named for o in outer.named)


def _contains(outer: Row, inner: Row) -> bool:
    if outer.country != inner.country or outer.id == inner.id:
        return False
    if outer.level == "country":
        return True
    reach = {
        "province": 200.0,
        "region": 250.0,
        "district": 70.0,
        "town": 35.0,
        "village": 12.0,
        "neighbourhood": 8.0,
        "site": 6.0,
    }[outer.level]
    return km(outer.lat, outer.lon, inner.lat, inner.lon) <= max(reach, outer.extent_km or 0)


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km (haversine, mean earth radius 6371 km)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _resolve(nest: Sequence[Mention], countries: Mapping[str, float], strong: Counter[str]) -> PlaceFound:
    inner, outer = nest[0], nest[1:]
    first, last = inner.start, nest[-1].last
    scored = sorted(
        ((_score(n, inner, outer, countries, strong), n.row.rank, n.row.id, n) for n in inner.named),
        key=lambda s: (-s[0], -s[1], s[2]),
    )
    scored = [s for s in scored if s[0] > -5]
    if not scored:
        return PlaceFound(first, last, None, "name_too_weak_here", inner.relation, inner.typed)
    row = scored[0][3].row
    rivals = [s for s in scored[1:] if s[0] > scored[0][0] - 0.3 and s[3].row.country != row.country]
    if rivals and row.level != "country":
        return PlaceFound(first, last, None, "ambiguous_name", inner.relation, inner.typed)
    precision = max(_PRECISION[row.level], row.precision, 2 if inner.relation == "near" else 1)
    basis = f"{inner.type_word or 'name'}; {len(outer)} outer part(s)" if outer else inner.type_word or "name"
    place = Resolved(
        row.name,
        row.level,
        row.country or None,
        row.admin1 or None,
        None,
        row.lat,
        row.lon,
        precision,
        row.extent_km,
        row.name_ar,
        row.id,
        basis,
    )
    return PlaceFound(first, last, place, None, inner.relation, inner.typed)


def _score(
    named: Named, inner: Mention, outer: Sequence[Mention], countries: Mapping[str, float], strong: Counter[str]
) -> float:
    row = named.row
    top = max(countries.values(), default=0.0)
    share = countries.get(row.country, 0.0) / top if top else 0.0
    value = _LEVEL_PRIOR[row.level] + min(row.rank, 3.0) * 0.6 + 2.5 * share
    nested = any(_contains(o.row, row) for m in outer for o in m.named)
    value += 3.0 if nested else 0.0
    value += _type_fit(inner, row)
    value += 0.8 if row.admin1 and strong.get(f"{row.country}/{row.admin1}") else 0.0
    if named.weak:
        typed = inner.typed is not None and _type_fit(inner, row) >= 0
        if row.id.startswith("gn."):
            if not (nested or (typed and share >= 0.5)):
                return -9.0
        elif not (nested or typed or (share >= 0.5 and strong.get(f"{row.country}/{row.admin1}"))):
            return -9.0
    if row.id.startswith("gn.") and top and share < 0.2 and not nested and row.rank < 0.5:
        return -9.0
    return value


def _type_fit(inner: Mention, row: Row) -> float:
    """Does the type noun before the name fit the level of the row? ("محافظة الحسكة" is the province.)"""
    if inner.typed is None:
        return 0.3 if row.level in ("town", "country") else 0.0
    word, level = inner.type_word, row.level
    if word in ("منطقه", "مناطق"):
        return 0.6 if level in ("district", "neighbourhood", "region", "village", "town", "site") else -0.5
    if word in ("ريف", "باديه", "باديتي", "ريفي"):
        return 1.5 if level == "region" else 0.4 if level in ("province", "town") else -1.0
    if word == "اقليم":
        return 1.5 if level in ("province", "region") else -1.0
    fits = {"town": ("town", "village"), "village": ("village", "town"), "neighbourhood": ("neighbourhood", "site", "village"), "province": ("province", "region"),
            "district": ("district", "town"), "region": ("region", "province"), "site": ("site",), "country": ("country",)}  # fmt: skip
    order = fits[inner.typed]
    return 1.6 if level == order[0] else 0.8 if level in order else -1.5
