"""Places told by their nation, or by a noun that stands for it: "بلدة تركية", "الأراضي السورية", "جنوب البلاد", "في القطاع",
"في العاصمة", "العاصمة البريطانية"."""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import compress, count

from marsad.places.approach import approach
from marsad.places.names import Candidate, bare
from marsad.places.parts import Part
from marsad.places.rows import Row
from marsad.places.scan import Scan
from marsad.places.unlisted import DAYS

STATE = "دوله"  # the type noun under which such a part goes: it fits a country's row, and tells it from the bare name of a party
_LANDS = frozenset(  # what lies in the country of the adjective after it; no bases, posts and embassies, which stand abroad too
    (
        "الاراضي التراب الداخل العمق الشارع الشوارع الساحه المدن القري البلدات المناطق المحافظات الولايات السجون المعتقلات المياه "
        "السواحل الشواطي الساحل الاجواء المجال الجامعات المطارات المواني الجانب اراضي اراض شوارع مدن قري بلدات مناطق محافظات "
        "ولايات سجون سجن معتقلات مياه سواحل مدينه بلده قريه منطقه ولايه محافظه مقاطعه اقليم اقاليم ضاحيه جزيره سوق ملهي كنيسه "
        "مطار مطارات مواني"
    ).split()
)
_BORDERS = frozenset("الحدود حدود الشريط".split())
_BESIDE = frozenset({"مع", "حدود", "الحدود", "سفير", "السفير"})  # before a country that is another than the scene's
_KINGDOMS = ("SA", "JO", "BH", "MA", "GB")  # what "المملكة" may mean, by the country that the text speaks of most
_HOME_SHARE = 0.5  # of all that speaks for countries: what "البلاد" means
_NEAR = 12  # words from a country named as a scene ("في اليمن") to "البلاد", which points to it
_TOLD = frozenset({"in", "near", "direction"})
_STRIP = ("ps.gaza_strip", "ps.gaza", "ps.gaza_border")
_FENCED = frozenset({"الحدودي", "الفاصل", "الامني", "الشايك"})  # after "السياج"


def with_nations(scan: Scan, parts: Sequence[Part]) -> list[Part]:
    """The parts, and those for lands named by an adjective, and for "البلاد", "المملكة", "القطاع", where no name stands."""
    kept = [p for p in parts if p.typed or scan.norms[p.head_first] not in _MEANT or not p.candidates[0].weak]
    used = scan.blocked.union(*(range(p.first, p.last) for p in kept))
    by_adjective = [part for i, iso in scan.nations if i not in used and (part := _by_adjective(scan, i, iso, used))]
    return sorted([*kept, *by_adjective, *_by_noun(scan, used)], key=lambda p: p.head_first)


def _by_adjective(scan: Scan, i: int, iso: str, used: Collection[int]) -> Part | None:
    """ "بلدة تركية", "المجال الجوي التركي": a noun of _LANDS before the adjective at i, or before one more adjective."""
    row = scan.gazetteer.rows.get(f"country.{iso.lower()}")
    if row is None or not scan.norms[i].endswith(("ي", "ه")) or _another(scan, i + 1):
        return None
    definite = scan.norms[i].startswith("ال")
    for at in (i - 1, i - 2):
        if at < 0 or at in used:
            return None
        norm = scan.norms[at]
        if bare(norm, _BORDERS):
            return _part(scan, at, i + 1, row, "border")
        if ("ال" in norm[:3]) != definite:
            return None  # "قرية زنقيسة الإثيوبية": the word between is a name
        if _land(norm):
            back = scan.back(at)
            if norm == "الجانب" and scan.norms[back : back + 1] != ["في"]:
                return None  # "طالب الجانب السوري", "رشقوا الجانب السوري من الحدود": a side, not the land where one is
            another = back >= 0 and scan.gazetteer.before(scan.norms[back]).of_another  # "صحيفة المدينة السعودية"
            return None if another else _part(scan, at, i + 1, row)
        if not norm.endswith(("ه", "ي")):
            return None
    return None


def _land(norm: str) -> bool:
    """Is it a noun of _LANDS in its own form? "المدينة التركية" points back to one that was named."""
    stem = bare(norm, _LANDS)
    return stem is not None and (stem.startswith("ال") or "ل" not in norm.removesuffix(stem))


def _another(scan: Scan, i: int) -> bool:
    """Does a second nation follow ("الحدود السورية التركية", "المنطقة الليبية التونسية")?"""
    return i < len(scan.norms) and scan.gazetteer.nation(scan.norms[i]) is not None


def _by_noun(scan: Scan, used: Collection[int]) -> Iterator[Part]:
    for i in compress(count(), map(_POINTING.__contains__, scan.norms)):
        norm = scan.norms[i]
        if norm in _CAPITAL and i not in used and (capital := _capital(scan, i, used)):
            yield capital
        if norm not in _MEANT or i in used:
            continue
        row = _meant(scan, norm.removeprefix("ب"), i)
        part = _part(scan, i, i + (2 if norm == "السياج" else 1), row) if row else None
        if row is None or part is None:
            continue
        strip = row.level != "country" and norm != "السياج"
        if norm == "البلد" and part.bearing is None:  # "جنوب شرق البلد"; "وسط البلد" is a quarter
            continue
        if strip or part.relation in _TOLD:
            yield _named_region(scan, part, row)


_CAPITAL = frozenset({"العاصمه", "بالعاصمه"})


def _capital(scan: Scan, i: int, used: Collection[int]) -> Part | None:
    """ "في العاصمة" is the capital of the country that the text speaks of, "العاصمة البريطانية" that of the adjective; where a name
    follows, that name tells it, and "العاصمة الاقتصادية" is another town."""
    after = i + 1
    iso = scan.gazetteer.nation(scan.norms[after]) if after < len(scan.norms) and after not in used else None
    if not iso and (after in used or _described(scan, after)):
        return None
    land = None if iso else _meant(scan, "البلاد", i)
    row = scan.gazetteer.capital(iso or (land.country if land else ""))
    if row is None:
        return None
    part = _part(scan, i, after + 1 if iso else after, row)
    return part._replace(typed="عاصمه") if part.relation in _TOLD else None


def _named_region(scan: Scan, part: Part, country: Row) -> Part:
    """ "جنوب البلاد" is the region "جنوب سوريا" where a table has it."""
    if part.bearing is None or part.distance_km is not None:
        return part
    region = scan.gazetteer.side(country, part.bearing)
    return part._replace(candidates=(Candidate(region, 0),), bearing=None, typed=None) if region else part


_MEANT = frozenset({"البلاد", "بالبلاد", "البلد", "المملكه", "بالمملكه", "القطاع", "بالقطاع", "السياج"})


_POINTING = _CAPITAL | _MEANT


def _meant(scan: Scan, noun: str, i: int) -> Row | None:
    """The row that a noun with the article points to, by what the whole text names."""
    rows = scan.gazetteer.rows
    if noun in ("القطاع", "السياج"):
        ids = {c.row.id for k, _, candidates in scan.names if scan.norms[k] not in _MEANT for c in candidates[:1]}
        if ids.isdisjoint(_STRIP):
            return None
        if noun == "السياج":  # "قرب السياج الفاصل" of an article on Gaza is its border
            return rows.get("ps.gaza_border") if not _FENCED.isdisjoint(scan.norms[i + 1 : i + 2]) else None
        return rows.get(_STRIP[0]) if not _described(scan, i + 1) else None
    if noun == "المملكه" and _described(scan, i + 1):
        return None
    named = [
        (k, c[0].row.country)
        for k, _, c in scan.names
        if c[0].row.level == "country" and not c[0].weak and scan.norms[k - 1] not in _BESIDE
    ]
    told = Counter([iso for _, iso in (*scan.nations, *named, *named)])  # a name says more than an adjective
    if noun == "المملكه":
        told = Counter({iso: n for iso, n in told.items() if iso in _KINGDOMS})
    else:
        near = _land_of_place(scan, i) or next(
            (iso for k, iso in named[::-1] if 0 < i - k <= _NEAR and scan.norms[k - 1] == "في"), None
        )
        if near:  # "الحوثيين في اليمن الذين سيطروا على شمال البلاد"
            return rows.get(f"country.{near.lower()}")
    best = max(told, key=lambda iso: told[iso], default="")
    return rows.get(f"country.{best.lower()}") if best and told[best] >= _HOME_SHARE * told.total() else None


def _land_of_place(scan: Scan, i: int) -> str | None:
    """ "منطقة عفرين بشمال البلاد" in an article on Turkey: of the place right before it, where all of its name are of one country."""
    end = i
    while end and (scan.norms[end - 1] in scan.wording.bearings or scan.norms[end - 1] in _LEADS_ON):
        end -= 1
    candidates = next((c for _, last, c in scan.names if last == end), ()) if end < i else ()
    countries = {c.row.country for c in candidates if c.row.rank >= 3.0 or len(candidates) == 1}
    return countries.pop() if len(countries) == 1 and candidates[0].row.level != "country" else None


_LEADS_ON = frozenset({"في", "اقصي", "باقصي", "،", "وسط"})  # between a place and the part of its country


def _described(scan: Scan, i: int) -> bool:
    """ "القطاع الخاص", "المملكة المتحدة": an adjective follows, and no day."""
    return i < len(scan.norms) and scan.norms[i].startswith("ال") and scan.norms[i] not in DAYS | {"المحاصر", "الي"}


def _part(scan: Scan, first: int, last: int, row: Row, relation: str = "") -> Part:
    way = approach(scan, first, 0)
    typed = STATE if row.level == "country" else None
    return Part(
        way.start,
        last,
        first,
        last,
        (Candidate(row, 0),),
        typed,
        relation or way.relation,
        way.bearing,
        way.distance_km,
    )
