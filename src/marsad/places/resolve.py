"""Which place a mention means: candidates scored by type noun, outer parts, country, neighbours; or a refusal.

Nothing falls back to a default: a name too weak for its surroundings, or two far-apart rows with like scores, are refused.
"""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from marsad.places.catalogue import Gazetteer
from marsad.places.context import Context
from marsad.places.geometry import km, midpoint, offset
from marsad.places.mentions import Part, PlaceMention, contains
from marsad.places.names import Candidate
from marsad.places.rows import Row

LEVEL_PRIOR = {
    "town": 1.0,
    "country": 0.9,
    "site": 0.8,
    "province": 0.6,
    "region": 0.6,
    "district": 0.5,
    "neighbourhood": 0.4,
    "village": 0.3,
}
PRECISION = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "district": 2,
    "province": 3,
    "region": 3,
    "country": 3,
}
MOST_KM = 500.0  # from a town named with a distance; farther ones are ranges and routes
SMALL_CITY = 100_000  # inhabitants; a GeoNames name of a smaller one needs its country in the article
REGION = frozenset(  # countries whose towns the own tables hold
    "AE AF BF BH DJ DZ EG EH ER ET IL IQ IR JO KM KW LB LY MA ML MR NE NG OM PK PS QA SA SD SO SS SY TD TN TR YE".split()
)
MILLIONS = 1_000_000  # inhabitants from which a GeoNames name is known by itself
STRETCH_KM = 150.0  # two weak names this near, told as ends of one stretch, vouch for each other
NEARBY_KM = 60.0  # a weak name counts when the article plainly names a place this near
NEXT_KM = 10.0  # two towns of a name this near, in two countries, are one that a border cuts
SAME_KM = 25.0  # rivals this near are one place for every use (the scorer's reach for towns)
STREET_KM = 20.0  # a weak street ("شارع بورقيبة") farther from all that the article names plainly is another town's
UNKNOWN_KM = 999.0  # the distance to the nearest plain place where none is named
CLOSE_SCORE = 0.3  # scores nearer than this do not tell rivals apart
FIRST_LEVEL = 1.6  # what type_fit gives the level that a type noun means first
REGION_COUNTRIES = frozenset({"SA", "NE", "ML", "BF"})  # whose first-level divisions are called "منطقة"
_FRONTS = frozenset("جبهه جبهات جبهتي محور".split())
_LIVED_IN = frozenset({"town", "neighbourhood"})
_STREETS = frozenset({"road", "square"})
_WITHIN = frozenset({"in", "near", "direction"})
_NAMED_FOR = frozenset("ميناء مرفا معبر منفذ مطار حاميه".split())  # mostly named for the town that they serve
_PUBLIC = frozenset("مستشفي مشفي سوق جسر مصنع ملعب".split())  # mostly named for the town that they stand in
_LARGE = frozenset({"province", "region", "country", "district"})
_LOCAL = frozenset(
    "قريه قري قريتي قريتا ضيعه عزبه نجع حي احياء حيي حاره ناحيه مديريه".split()
)  # small, and of a land that is told
_MISSIONS = frozenset({"سفاره", "قنصليه"})
_KINDS = {
    "سجن": "prison", "معتقل": "prison", "مخيم": "camp", "مطار": "airport", "معبر": "crossing", "منفذ": "crossing", "قاعده": "base",
    "معسكر": "base", "ثكنه": "base", "ميناء": "port", "مرفا": "port", "سد": "dam", "حقل": "oilfield", "مستشفي": "hospital",
    "مشفي": "hospital", "جسر": "bridge", "جبل": "mountain", "جبال": "mountain", "طريق": "road", "جامعه": "university", "سوق": "market",
    "مسجد": "mosque", "جامع": "mosque", "كنيسه": "church", "حاجز": "checkpoint", "ساحه": "square", "ميدان": "square", "دوار": "square",
    "وادي": "valley",
}  # fmt: skip


class Alternative(NamedTuple):
    """Another row that carries the name."""

    entry: str
    name: str
    country: str
    score: float


class Resolved(NamedTuple):
    """A place (WGS 84 degrees; extent in km). `geo_precision` 1 the place, 2 near or part of it, 3 a larger region."""

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
    alternatives: tuple[Alternative, ...] = ()
    admin_basis: str = ""  # how admin1 and admin2 are known
    told: str = ""  # words of a name that no table has, where the place is its parent ("قرية أبو ناعورة")


class Refused(NamedTuple):
    """No place, with the reason: name_too_weak_here, ambiguous_name, unlisted_place, other_country."""

    reason: str
    alternatives: tuple[Alternative, ...] = ()


def resolve(mention: PlaceMention, context: Context, gazetteer: Gazetteer) -> Resolved | Refused:
    """The place that a mention means in an article."""
    inner = _inner(mention)
    scored = ranked(inner, mention.chain, context) or _vouching(inner, mention.other)
    others = tuple(Alternative(c.row.id, c.row.name, c.row.country, round(s, 2)) for s, c in scored[1:4])
    if not scored:
        return _from_parent(mention, context, gazetteer)
    scored = _on_one_side(scored, context)
    score, best = scored[0]
    row = best.row
    if any(s > score - CLOSE_SCORE and apart(row, c.row) for s, c in scored[1:]) and row.level != "country":
        return Refused(
            "ambiguous_name",
            tuple(Alternative(c.row.id, c.row.name, c.row.country, round(s, 2)) for s, c in scored[:4]),
        )
    if _named_after(mention, row, context, gazetteer):
        return _from_parent(mention, context, gazetteer)
    border = _border_of(row, mention, context, gazetteer) if row.level == "country" else None
    if border:
        return _placed(mention, border, gazetteer, others)
    if mention.other is not None:
        return _stretch(mention, row, context, gazetteer, others)
    return _placed(mention, row, gazetteer, others)


def _on_one_side(scored: list[tuple[float, Candidate]], context: Context) -> list[tuple[float, Candidate]]:
    """Of a town that a border cuts in two ("رفح") the side in the country that other words of the text speak of, first and alone."""
    best = scored[0][1].row
    sides = [
        (s, c)
        for s, c in scored
        if c.row.level == best.level and km(c.row.lat, c.row.lon, best.lat, best.lon) <= NEXT_KM
    ]
    told = {c.row.country for _, c in sides if not context.only_witness(c.row.country, c.row.name_ar)}
    if len({c.row.country for _, c in sides}) == 1 or len(told) != 1:
        return scored
    ours = [(s, c) for s, c in sides if c.row.country in told]
    across = {id(c) for _, c in sides if c.row.country not in told}
    country = ours[0][1].row.country
    return ours[:1] + [
        (s, c) for s, c in scored if c is not ours[0][1] and id(c) not in across and c.row.country == country
    ]


def _inner(mention: PlaceMention) -> Part:
    return Part(
        mention.first, mention.last, mention.head_first, mention.head_last, mention.candidates, mention.typed, mention.relation,
        mention.bearing, mention.distance_km, mention.countries,
    )  # fmt: skip


def ranked(inner: Part, chain: tuple[Part, ...], context: Context) -> list[tuple[float, Candidate]]:
    """Admitted candidates with their scores, best first."""
    scored = [(s, c) for c in inner.candidates if (s := _score(c, inner, chain, context)) is not None]
    nested = [(s, c) for s, c in scored if any(contains(o, c) for part in chain for o in part.candidates)]
    scored = nested or scored  # "سوق الإسكندرية شمالي بابل": the text says which one
    return sorted(scored, key=lambda p: (-p[0], -p[1].row.rank, p[1].row.id))


def _vouching(inner: Part, other: Part | None) -> list[tuple[float, Candidate]]:
    """The nearest pair of weak names that a stretch joins ("بين رأس العين وتل تمر"), in one country."""
    ends = other.candidates if other else ()
    pairs = [
        (away, one)
        for one in inner.candidates
        for two in ends
        if max(one.weak, two.weak) < 2
        and one.row.country == two.row.country
        and 0 < (away := km(one.row.lat, one.row.lon, two.row.lat, two.row.lon)) <= STRETCH_KM
    ]
    return [(1.0, min(pairs, key=lambda p: (p[0], p[1].row.id))[1])] if pairs else []


def _border_of(row: Row, mention: PlaceMention, context: Context, gazetteer: Gazetteer) -> Row | None:
    """The border that a mention of a country tells: "بين العراق وسوريا", or "قرب الحدود مع العراق" in an article on Iran, whose
    side of it is meant."""
    if mention.other is not None:
        second = [c.row.country for c in mention.other.candidates if c.row.level == "country"]
        return _border(row.country, second[0], gazetteer) if second else None
    if mention.relation != "border":
        return None
    others = sorted((iso for iso in context.countries if iso != row.country), key=lambda c: -context.countries[c])
    for iso in others:
        found = _border(row.country, iso, gazetteer)
        if found:
            return found._replace(country=iso)
    return gazetteer.rows.get(f"country.{others[0].lower()}") if others else None


def _border(one: str, other: str, gazetteer: Gazetteer) -> Row | None:
    """The border between two countries, where a table has it."""
    lands = [gazetteer.rows.get(f"country.{iso.lower()}") for iso in (one, other)]
    a, b = (land.name_ar if land else "" for land in lands)
    named = (*gazetteer.find(f"حدود {a} مع {b}"), *gazetteer.find(f"حدود {b} مع {a}"))
    return next((found for found in named if found.level == "region"), None)


def _score(candidate: Candidate, inner: Part, chain: tuple[Part, ...], context: Context) -> float | None:
    """None where the name is too weak here, or the text names another country for it; 0 where it has no rivals."""
    row = candidate.row
    hints = inner.countries or tuple(iso for part in chain for iso in part.countries)
    if hints and row.country not in hints:
        return None
    nested = any(contains(o, candidate) for part in chain for o in part.candidates)
    outer_country = {o.row.country for part in chain for o in part.candidates if not o.weak}
    if outer_country and row.country not in outer_country:
        return None
    share = context.share(row.country)
    if _foreign(candidate, inner, context, share, nested or bool(hints)):
        return None
    if len(inner.candidates) == 1 and not candidate.weak:
        return 0.0
    fit = type_fit(inner.typed, row)
    away = _distances(row, inner, context)
    nearest = min(away, default=UNKNOWN_KM)
    if candidate.weak:
        located = inner.relation not in ("bare", "speaker", "object")
        on_line = any(p.id == row.id for p in context.place_line)
        close = (
            candidate.weak < 2
            and row.level not in ("province", "country")
            and (on_line or (located and nearest <= NEARBY_KM))
        )
        beside = inner.relation == "near" and share >= 0.5 and not row.id.startswith("gn.")  # "قرب تدمر"
        # "في معان", "نحو راوة", but "إشارة إلى الخبر"
        toward = inner.relation == "to" and not row.name_ar.startswith("ال")
        told = (inner.relation in _WITHIN or toward) and _is_settlement(candidate)
        plain = (
            not context.countries or share >= 0.5 or inner.distance_km is not None
        )  # a distance is measured from a place
        within = told and (share >= 0.5 or (plain and _only_town(candidate, inner)))
        within = within or (inner.relation == "object" and _is_settlement(candidate) and share >= 0.5)
        division = row.level == "province" and candidate.weak == 1  # "ما حدث في عسير" in an article on Saudi Arabia
        within = within or (division and inner.relation == "in" and share >= 0.5)
        measured = inner.distance_km is not None or inner.typed in _NAMED_FOR  # "10 كلم شمال الأبيض", "ميناء خصب"
        within = within or (measured and _own_town(row) and plain and _only_town(candidate, inner))
        alone = not context.countries and candidate.weak == 1 and fit >= FIRST_LEVEL and _one_country(inner)
        named_so = row.level == "site" and inner.head_last - inner.head_first > 1  # the name brings its type noun along
        named_so = named_so and not (row.kind in _STREETS and STREET_KM < nearest < UNKNOWN_KM)
        if (
            not ((named_so and share >= 0.2) or (row.level == "country" and share >= 0.5))
            and not (beside or within or alone)
            and not _admitted(row, inner.typed, fit, nested or bool(hints), share, close)
        ):
            return None
    value = LEVEL_PRIOR[row.level] + min(row.rank, 3.0) * 0.6 + 2.5 * share + fit + (3.0 if nested else 0.0)
    if row.level not in _LARGE:
        value += max(0.0, 1.0 - nearest / 150.0) * 0.9 + 1.2 * _support(away)
    return value - (1.0 if candidate.weak else 0.0)


def _foreign(candidate: Candidate, inner: Part, context: Context, share: float, told: bool) -> bool:
    """Is the name out of place here: a GeoNames row of a country that the article hardly names, or a bare word that alone
    would speak for its country beside others ("في حانة (بوكان)" in an article on Cameroon)? `told`: the text says where."""
    row = candidate.row
    if told or not context.countries or row.level == "country" or not row.country:
        return False
    bare = inner.relation in ("bare", "speaker") and inner.typed is None
    if inner.typed in _LOCAL and share < 0.1 and context.only_witness(row.country, row.name_ar):
        return True  # "قرى الجنينة" in an article on Syria are not the town of Sudan
    if row.id.startswith("gn."):
        small = row.population < SMALL_CITY
        if small and row.country not in REGION and context.only_witness(row.country, row.name_ar):
            return True  # "غوسي" in Mali is no Goshi of Japan
        return (share < 0.1 and small) or (bare and share < 0.3 and row.population < MILLIONS)
    alone = context.only_witness(row.country, row.name_ar)
    return bare and share < 0.25 and alone and row.level not in ("province", "region")


def _is_settlement(candidate: Candidate) -> bool:
    """A town of an own table whose name a reviewer marked as weak, and that is no ordinary word."""
    return candidate.weak == 1 and _own_town(candidate.row)


def _own_town(row: Row) -> bool:
    return row.level == "town" and not row.id.startswith("gn.")


def _only_town(candidate: Candidate, inner: Part) -> bool:
    """Do the own tables know no town or quarter of that name in another country?"""
    rivals = (
        c
        for c in inner.candidates
        if not c.weak or c.row.level == "country" or (c.row.rank >= 3.0 and c.row.level in _LIVED_IN)
    )
    return all(c.row.country == candidate.row.country for c in rivals)


def _one_country(inner: Part) -> bool:
    return len({c.row.country for c in inner.candidates}) == 1


def _distances(row: Row, inner: Part, context: Context) -> list[float]:
    """Km from a row to each of the article's plain place mentions; none for a country or province, which is near nothing."""
    if row.level in ("country", "province"):
        return []
    namesakes = {c.row.id for c in inner.candidates}  # one row must not vouch for its own double
    return [km(row.lat, row.lon, p.lat, p.lon) for p in context.places if p.id not in namesakes]


def _support(away: Sequence[float]) -> float:
    """Share of the article's plain place mentions that lie near, 0 to 1."""
    return sum(far <= 30.0 for far in away) / len(away) if away else 0.0


def _admitted(row: Row, typed: str | None, fit: float, nested: bool, share: float, close: bool) -> bool:
    """Is there a cue for a weak name: a fitting type noun in a country of the article, a parent, a neighbour?"""
    if nested:
        return True
    suits = typed is not None and fit >= 0
    if row.id.startswith("gn."):
        return suits and (share >= 0.5 or close)
    return (suits and share >= 0.2) or (close and share >= 0.5)


def type_fit(typed: str | None, row: Row) -> float:
    """How a type noun agrees with a row: "محافظة الحسكة" is the province, "مدينة الحسكة" the town."""
    level = row.level
    if typed is None:
        return 0.3 if level in ("town", "country") else 0.0
    if typed in _KINDS:
        return 1.6 if row.kind == _KINDS[typed] else 0.4 if level == "site" else -0.4
    if typed in ("ريف", "ريفي", "ارياف", "باديه"):
        return 1.5 if level == "region" else 0.6 if level in ("town", "province") else -1.0
    if typed in _FRONTS and level != "country":
        return 0.2  # "جبهة الضباب": named for any place
    if typed in ("منطقه", "المنطقه") and level == "province" and row.country in REGION_COUNTRIES:
        return FIRST_LEVEL
    for words, order in _FITS:
        if typed in words:
            return max(0.1, FIRST_LEVEL - 0.7 * order.index(level)) if level in order else -1.5
    return 0.4 if level in ("site", "region") else -0.3


_FITS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset("عاصمه العاصمه".split()), ("town", "neighbourhood")),
    (frozenset("مدينه المدينه مدينتي مدينتا مدن".split()), ("town", "village", "neighbourhood")),
    (frozenset("بلده البلده بلدتي بلدتا بلدات بلديه بلديات".split()), ("town", "village", "district", "neighbourhood")),
    (frozenset("قريه قريتي قريتا قري ضيعه هجره عزبه نجع مستوطنه مستوطنات".split()), ("village", "town", "neighbourhood", "site")),
    (frozenset("حي حيي احياء حاره ضاحيه ضواحي".split()), ("neighbourhood", "site", "village", "town")),
    (frozenset("محافظه محافظتي محافظات محافظتا ولايه ولايتي ولايات مقاطعه مقاطعات اماره اقليم اقاليم".split()), ("province", "region", "district")),
    (frozenset("قضاء ناحيه مديريه مديريتي مركز محليه معتمديه نواحي عماله مديريات اقضيه".split()), ("district", "town", "village")),
    (frozenset("منطقه مناطق منطقتي".split()), ("district", "neighbourhood", "region")),
    (frozenset("دوله جمهوريه مملكه سلطنه".split()), ("country",)),
)  # fmt: skip


_FITS_PROVINCE = next(words for words, order in _FITS if order[0] == "province")


def apart(one: Row, two: Row) -> bool:
    """Are two rows of like scores two places for every use: in two countries, or far from each other?"""
    if one.country != two.country:  # "معبر رفح" has a row on each side of the border
        return not (one.level == two.level == "site" and km(one.lat, one.lon, two.lat, two.lon) <= NEXT_KM)
    return km(one.lat, one.lon, two.lat, two.lon) > max(
        SAME_KM, 2 * (one.extent_km or 0), 2 * (two.extent_km or 0)
    ) and not (one.admin1 == two.admin1 and (one.level in _LARGE or two.level in _LARGE))


def _named_after(mention: PlaceMention, row: Row, context: Context, gazetteer: Gazetteer) -> bool:
    """Streets, hotels, mosques and squares bear the names of far places ("فندق الجزيرة", "شارع بغداد")."""
    typed = mention.typed
    if typed in _MISSIONS and row.level == "country":
        return True  # "القنصلية السعودية" stands abroad
    if (
        typed is None
        or row.level == "site"
        or (typed not in _KINDS and typed not in gazetteer.wording.sets["namesake"])
    ):
        return False
    if row.level == "neighbourhood" and typed in ("شارع", "ساحه", "ميدان", "دوار", "سوق"):
        return False
    if row.level in ("country", "region") or row.level == "province":
        return typed not in ("طريق", "جبال", "جبل")
    nested = any(contains(o, Candidate(row, 0)) for part in mention.chain for o in part.candidates)
    if typed in _PUBLIC and row.level in ("town", "village", "district", "neighbourhood"):
        return not nested and context.share(row.country) < 0.5
    if typed in gazetteer.wording.sets["namesake"] or (mention.chain and not nested):
        return True
    known = context.countries or typed not in _NAMED_FOR  # "ميناء خصب" in a text that names no country
    return bool(known) and context.share(row.country) < 0.5


def _from_parent(mention: PlaceMention, context: Context, gazetteer: Gazetteer) -> Resolved | Refused:
    """An unlisted name inside a known one stands for its parent, and says so."""
    known = next((k for k, part in enumerate(mention.chain) if part.candidates), None)
    if mention.typed and known is not None:
        outer, rest = mention.chain[known], mention.chain[known + 1 :]
        scored = ranked(outer, rest, context)
        if scored and not any(s > scored[0][0] - CLOSE_SCORE and apart(scored[0][1].row, c.row) for s, c in scored[1:]):
            row = scored[0][1].row
            precision = 3 if row.level in ("province", "region", "country") else 2
            lat, lon = row.lat, row.lon
            if outer.bearing is not None and outer.distance_km is not None and outer.distance_km <= MOST_KM:
                lat, lon = offset(lat, lon, outer.bearing, outer.distance_km)
            basis = f"parent of unlisted {mention.typed}"
            return _make(row, lat, lon, row.level, precision, row.extent_km, basis, gazetteer)
    land = gazetteer.rows.get(f"country.{mention.countries[0].lower()}") if mention.countries else None
    if mention.typed and land and not mention.candidates:  # "قرية زنقيسة الإثيوبية"
        return as_it_is(land, f"parent of unlisted {mention.typed}", gazetteer)
    return Refused("unlisted_place" if mention.typed and not mention.candidates else "name_too_weak_here")


_URBAN = frozenset(
    "حي حاره ضاحيه شارع ساحه ميدان دوار تقاطع سوق مسجد جامع كنيسه مستشفي مشفي مدرسه جامعه فندق جسر".split()
)
_ABOUT = 0.75  # of what speaks for countries: the one that an article is about


def from_article(mention: PlaceMention, context: Context, gazetteer: Gazetteer) -> Resolved | None:
    """Where an unlisted name lies of which the text does not say so: a quarter or street in the one town that the article
    names, else in the one province that its places lie in, else in the country that it is about."""
    weights = context.countries
    iso = max(weights, key=lambda c: weights[c], default="")
    row = gazetteer.rows.get(f"country.{iso.lower()}")
    if row is None or weights[iso] < _ABOUT * sum(weights.values()):
        return None
    towns = {r.id: r for r in context.places if r.level == "town"}
    if mention.typed in _URBAN and len(towns) == 1:
        row = next(iter(towns.values()))
    else:
        row = _one_province(iso, context, gazetteer) or row
    place = as_it_is(row, f"parent of unlisted {mention.typed}, by the article", gazetteer)
    return place._replace(geo_precision=2 if row.level == "town" else 3)


def _one_province(iso: str, context: Context, gazetteer: Gazetteer) -> Row | None:
    """The province in which all places lie that an article names plainly ("محافظة تعز", "الرمادة")."""
    named = {r.admin1 for r in context.places if r.country == iso}
    if len(named) != 1:
        return None
    return gazetteer.provinces.get((iso, named.pop()))


def as_it_is(row: Row, basis: str, gazetteer: Gazetteer) -> Resolved:
    """The place of a row, for a reason other than its name in the text."""
    precision = max(PRECISION[row.level], row.precision)
    return _make(row, row.lat, row.lon, row.level, precision, row.extent_km, basis, gazetteer)


def _stretch(
    mention: PlaceMention, row: Row, context: Context, gazetteer: Gazetteer, others: tuple[Alternative, ...]
) -> Resolved | Refused:
    """Half-way between two ends; the extent is half their distance."""
    other = mention.other
    scored = ranked(other, mention.chain, context) if other else []
    same = [c.row for _, c in scored if c.row.country == row.country and c.row.level == row.level] or [
        c.row for _, c in scored
    ]
    if not same or row.level == "country":
        return _placed(mention, row, gazetteer, others)
    far = km(row.lat, row.lon, same[0].lat, same[0].lon)
    if far > 800:  # no stretch of road or country in these regions is told by ends farther apart
        return _placed(mention, row, gazetteer, others)
    lat, lon = midpoint(row.lat, row.lon, same[0].lat, same[0].lon)
    made = _make(
        row,
        lat,
        lon,
        "region",
        2 if far < 100 else 3,
        round(far / 2, 1),
        f"half-way to {same[0].name}",
        gazetteer,
        others,
    )
    return made._replace(name=f"{row.name} - {same[0].name}", name_ar=f"{row.name_ar} - {same[0].name_ar}")


def _placed(mention: PlaceMention, row: Row, gazetteer: Gazetteer, others: tuple[Alternative, ...]) -> Resolved:
    if mention.bearing is not None and mention.distance_km is None and (part := gazetteer.side(row, mention.bearing)):
        basis = f"part of {row.name} at {mention.bearing:.0f}°"
        return _make(
            part, part.lat, part.lon, part.level, PRECISION[part.level], part.extent_km, basis, gazetteer, others
        )
    lat, lon, level, extent = row.lat, row.lon, row.level, row.extent_km
    precision = max(PRECISION[level], row.precision if level in ("site", "region", "district") else 1)
    basis = mention.typed or "name"
    if mention.chain:
        basis += f"; {len(mention.chain)} outer part(s)"
    if mention.bearing is not None and mention.distance_km is not None and mention.distance_km <= MOST_KM:
        lat, lon = offset(lat, lon, mention.bearing, mention.distance_km)
        precision, level, extent = 2, "region", max(5.0, mention.distance_km / 4)
        basis = f"{mention.distance_km:g} km at {mention.bearing:.0f}° from {row.name}"
    elif mention.distance_km is not None and mention.bearing is None and mention.distance_km <= MOST_KM:
        precision, extent = (2 if mention.distance_km <= 50 else 3), max(extent or 0.0, mention.distance_km)
        level, basis = "region", f"within {mention.distance_km:g} km of {row.name}"
    elif mention.bearing is not None and level in ("province", "country"):
        lat, lon, extent = _part_of(row, mention.bearing, gazetteer)
        precision, level = 3, "region"
        basis = f"part of {row.name} at {mention.bearing:.0f}°"
    elif mention.relation in ("near", "direction", "border") or mention.bearing is not None:
        precision, basis = max(precision, 2), f"{basis}; near"
    if mention.typed in gazetteer.wording.sets["countryside"] and row.level != "region":
        precision, level, extent, basis = (
            max(precision, 3),
            "region",
            max(extent or 0.0, 25.0),
            f"countryside of {row.name}",
        )
    elif mention.typed in _FITS_PROVINCE and row.level in ("town", "village"):
        far = 2 if row.country == "SA" else 3  # what is called "محافظة" there is a district
        precision, basis = max(precision, far), f"{mention.typed} named for its town"
    elif mention.typed in _KINDS and row.level not in ("site", "region", "neighbourhood"):
        precision, basis = max(precision, 2), f"{mention.typed} named for its place"
    return _make(row, lat, lon, level, precision, extent, basis, gazetteer, others)


_KM_A_DEGREE = 111.0


def _part_of(row: Row, bearing: float, gazetteer: Gazetteer) -> tuple[float, float, float]:
    """Middle and extent of the part of a country or province on one side: half-way to the edge of its box, where one is known."""
    box = gazetteer.boxes.get(row.country) if row.level == "country" else None
    if box is None or box.west > box.east:
        wide = row.extent_km or (50.0 if row.level == "province" else 250.0)
        return *offset(row.lat, row.lon, bearing, min(wide, 300.0) / 2), wide / 2
    high, wide = (box.north - box.south) / 4, (box.east - box.west) / 4
    angle = math.radians(bearing)
    lat, lon = row.lat + high * math.cos(angle), row.lon + wide * math.sin(angle)
    return round(lat, 4), round(lon, 4), round(max(high, wide * math.cos(math.radians(lat))) * _KM_A_DEGREE, 1)


def _make(
    row: Row, lat: float, lon: float, level: str, precision: int, extent: float | None, basis: str, gazetteer: Gazetteer,
    others: tuple[Alternative, ...] = (),
) -> Resolved:  # fmt: skip
    district = gazetteer.district(row)
    return Resolved(
        row.name, level, row.country or None, row.admin1 or None, district.name if district else None, lat, lon, precision,
        extent, row.name_ar, row.id, basis, others,
    )  # fmt: skip
