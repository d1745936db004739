"""Where an incident was: the most precise place that its sentences name. Where they do not say: the state behind the deed, the headline,
the sentence before, the nation of the forces that seized or freed somebody. Never the country that an article is about at large: that
would be a default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.scene import WITNESS, on_a_border, turns
from marsad.coding.refusals import refused_in
from marsad.coding.sentence.draft import FREED, HOLDING, Draft
from marsad.coding.sentence.reading import Reading, Sentence
from marsad.model.document import Role
from marsad.model.record import PlaceRef
from marsad.places.before import readings
from marsad.places.locate import LOCATIVE, Answer, PlaceFound
from marsad.places.resolve import PRECISION, as_it_is

Placed = list[tuple[Draft, PlaceFound]]
_OPENING = 3  # sentences that tell what the headline tells
_SCENE_WITHIN = 4  # sentences back to the one that tells where it plays
_LAND_WITHIN = 12  # words from a deed to the state in which it was done
_HEADED = frozenset(
    {":", ".", "..", "…"}
)  # after the place that opens a headline ("تركيا: اعتقال …", "درنة.. الجيش …")
_FINE = {
    "site": 6,
    "neighbourhood": 6,
    "village": 5,
    "town": 4,
    "district": 3,
    "province": 2,
    "region": 1,
    "country": 0,
}


def place_of(reading: Reading, drafts: Sequence[Draft]) -> tuple[PlaceRef | None, str | None]:
    """The most precise place that the drafts name, the first told among equals."""
    found = [(d, d.place) for d in drafts if d.place is not None and d.place.place is not None]
    found = _in_one_land(found) or _told_elsewhere(reading, drafts)
    found = _narrowed(reading, found)
    if not found:
        return None, refused_in(reading, drafts) or "no_place_in_text"
    parts = {p.where.admin1 for _, p in found if p.where.level == "district" and p.relation in LOCATIVE}
    _, best = max(found, key=lambda f: (_fineness(f[1], parts), f[0].sentence.role != Role.TITLE, -f[1].first))
    start, end = reading.span(best.first, best.last)
    row: Any = best.place
    return PlaceRef(
        name=_told(row, row.name, ", "), text=reading.quote(best.first, best.last), start=start, end=end, level=row.level, country=row.country,
        admin1=row.admin1, admin2=row.admin2, lat=row.lat, lon=row.lon,
        geo_precision=row.geo_precision if row.geo_precision is not None else PRECISION.get(row.level),
        extent_km=row.extent_km, name_ar=_told(row, row.name_ar, "، "), entry=row.entry, basis=row.basis,
        admin_basis=row.admin_basis,
    ), None  # fmt: skip


def _fineness(found: PlaceFound, parts: Collection[str | None] = ()) -> float:
    """How near a place comes to a point: by level; of regions the one of its own before part of a country ("غرب السودان"), and a
    district before a side of a town ("شرق صنعاء"). `parts`: provinces of which a district is told, whose bare name is then no
    town ("في مديرية شدا … غارات على صعدة")."""
    place = found.where
    if place.level == "town" and place.name == place.admin1 and place.admin1 in parts and found.typed is None:
        return _FINE["province"]
    if found.relation == "direction" and place.level in ("town", "village"):
        return _FINE["district"] - 0.5
    if on_a_border(place):
        return _FINE["district"]  # "على حدود قطاع غزة" before "غزة"
    part = place.level == "region" and place.entry.startswith("country.")
    return _FINE.get(place.level, 0) - (0.5 if part else 0.0) + (0.4 if place.told else 0.0)


def _told(row: Any, name: str, comma: str) -> str:
    """ "قرية أبو ناعورة, Sinnuris": a name that no table has, with its parent's, whose point it is given."""
    return f"{row.told}{comma}{name}" if row.told else name


def _in_one_land(found: list[tuple[Draft, PlaceFound]]) -> list[tuple[Draft, PlaceFound]]:
    """ "قصف في ليبيا … بعد هجوم المنيا": without bare names of a country that is first named behind the one in which it was."""
    kept: list[tuple[Draft, PlaceFound]] = []
    for draft, p in sorted(found, key=lambda f: (f[0].sentence.number, f[1].first)):
        before = [q for _, q in kept]
        told = any(q.relation in LOCATIVE for q in before)
        if p.relation in LOCATIVE or p.typed or not told or any(q.where.country == p.where.country for q in before):
            kept.append((draft, p))
    return kept


def _told_elsewhere(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """The place of an incident none of whose drafts has one, by the first source that tells it."""
    ways: tuple[Callable[[Reading, Sequence[Draft]], Placed], ...] = (
        _land, _headline, _sentence_before, _same_scene, _forces, _whole_text,
    )  # fmt: skip
    return next((found for way in ways if (found := way(reading, drafts))), [])


def _narrowed(reading: Reading, found: Placed) -> Placed:
    """ "قصف الطيران مواقع قرب درنة. وقال المتحدث إن الضربة كانت في ليبيا": of a deed that only a country places, the one place of that
    country where the sentence right before it plays."""
    if any(p.where.level != "country" for _, p in found) or not found:
        return found
    first, land = min(found, key=lambda f: f[0].sentence.number)
    own_day = first.date is not None and first.date.kind == "absolute"
    opening = reading.norms[first.sentence.first : first.head.first]
    if first.background or own_day or first.sentence.number == 0 or turns(opening):
        return found
    before = reading.sentences[first.sentence.number - 1]
    near = first.sentence.para - before.para <= 1
    exact = [p for p in _exact_in(reading, before) if p.where.country == land.where.country] if near else []
    return [(first, exact[0])] if len({p.where.name for p in exact}) == 1 else found


def _land(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "اعتقلت معارضين في روسيا", "شهدت روسيا مظاهرات": the state behind a deed, or seen before it, that nothing else places, though
    it also is an actor's name."""
    out = []
    for draft in drafts:
        end = min(draft.last, draft.head.last + _LAND_WITHIN)
        behind = [p for p in reading.lands if draft.head.last <= p.first < end]
        seen = [p for p in reading.lands if draft.first <= p.first < draft.head.first and reading.sees(p.first)]
        out += [(draft, p) for p in (*behind, *seen)][:1]
    return out


def _headline(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """The one place of the headline ("دماء في مدينة الصدر", "المهدية: …") for what the first sentences tell."""
    first = min(drafts, key=lambda d: d.sentence.number)
    if first.sentence.number > _OPENING or all(d.background for d in drafts):
        return []
    heads = [s for s in reading.sentences[:2] if s.role == Role.TITLE]
    land = _heading_land(reading, heads[0].first) if heads else None
    if land:
        return [(first, land)]
    named = [p for p in reading.places for s in heads if s.first <= p.first < s.last and p.place is not None]
    exact = [
        p for p in named if p.where.level != "country"
    ] or named  # "الجبهة الشعبية لتحرير فلسطين تبارك عملية القدس"
    if len(exact) != 1:
        return []
    (place,) = exact
    heading = place.first == heads[0].first and not _HEADED.isdisjoint(reading.norms[place.last : place.last + 1])
    return [(first, place)] if place.relation in LOCATIVE or heading else []


def _heading_land(reading: Reading, at: int) -> PlaceFound | None:
    """The state that opens a headline before a colon, though it also is an actor's name ("تركيا: اعتقال …")."""
    found = reading.placed.scan.gazetteer.longest(reading.norms, at)
    if found is None or found[1][0].weak or found[1][0].row.level != "country":
        return None
    headed = not _HEADED.isdisjoint(reading.norms[found[0] : found[0] + 1])
    return _state(reading, found[1][0].row.country, at, "the country that heads the text") if headed else None


def _sentence_before(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "… في طرابلس. وبدأ إطلاق النار …": the one place, more exact than a country, where the sentence before plays."""
    first = min(drafts, key=lambda d: d.sentence.number)
    opening = reading.norms[first.sentence.first : first.head.first]
    own_day = first.date is not None and first.date.kind == "absolute"  # a line of a list of incidents
    if first.background or own_day or first.sentence.number == 0 or turns(opening):
        return []
    before = reading.sentences[first.sentence.number - 1]
    if first.sentence.para - before.para > 1:
        return []
    exact = _exact_in(reading, before)
    return [(first, exact[0])] if exact and len({p.where.name for p in exact}) == 1 else []


def _exact_in(reading: Reading, sentence: Sentence) -> list[PlaceFound]:
    """Where a sentence plays ("في نانت", "شهدت نانت"), more exact than a country."""
    named = [p for p in reading.places if sentence.first <= p.first < sentence.last and p.place is not None]
    scenes = [p for p in named if p.relation in LOCATIVE or unwaw(reading.norms[p.first - 1]) in WITNESS]
    return [p for p in scenes if p.where.level != "country"]


def _same_scene(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "تواصلت الاحتجاجات في نانت. وقال شهود …. وأحرقت سيارة": the one place of the last sentence before that tells where it plays."""
    first = min(drafts, key=lambda d: d.sentence.number)
    own_day = first.date is not None and first.date.kind == "absolute"
    opening = reading.norms[first.sentence.first : first.head.first]
    spoken_in = first.family != "protest"  # "قال الوزير في أنقرة …": capitals are where people speak
    if first.background or first.long_ago or own_day or turns(opening):
        return []
    for before in reading.sentences[max(0, first.sentence.number - _SCENE_WITHIN) : first.sentence.number][::-1]:
        exact = _exact_in(reading, before)
        if exact:
            told = len({p.where.name for p in exact}) == 1 and not (
                spoken_in and exact[0].where.entry in reading.capitals
            )
            return [(first, exact[0])] if told else []
    return []


def _whole_text(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """The one place that the headline names ("معارك درنة", "بعد هجوم واغادوغو"), for what the text tells anywhere as news."""
    first = min(drafts, key=lambda d: d.sentence.number)
    heads = [s for s in reading.sentences[:2] if s.role == Role.TITLE]
    if not heads or all(d.background for d in drafts):
        return []
    named = [p for p in reading.places for s in heads if s.first <= p.first < s.last and p.place is not None]
    exact = [p for p in named if p.where.level != "country" and not _speaks(reading, p)]
    if exact:
        return [(first, exact[0])] if len({p.where.name for p in exact}) == 1 else []
    inside = (p for p in named if p.relation in LOCATIVE and p.relation != "between")  # "أزمة بين البرازيل ونيكاراغوا"
    land = _heading_land(reading, heads[0].first) or next(inside, None)
    return [(first, land)] if land else []


def _speaks(reading: Reading, p: PlaceFound) -> bool:
    """ "دمشق تتهم …": a capital is its government, unless the word before it tells what befell it ("هجوم واغادوغو")."""
    befalls = reading.placed.scan.wording.sets["befalls"]
    struck = p.first > 0 and not readings(reading.norms[p.first - 1]).isdisjoint(befalls)
    return p.relation not in LOCATIVE and p.typed is None and p.where.entry in reading.capitals and not struck


def _forces(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "اعتقلت الشرطة التركية عشرين شخصا": forces seize and free people in their own country; "إضراب القضاة التونسيين": so do people
    of the nation that the article is about strike and march in it."""
    scan = reading.placed.scan
    for draft in drafts:
        crowd = draft.family == "protest"
        if draft.head.trigger.frame not in (HOLDING | FREED) and not crowd:
            continue
        for p in draft.agents:
            at = next(((i, iso) for i, iso in scan.nations if p.first <= i <= p.last), None)
            if crowd and at and at[1] != reading.country:
                continue
            basis = "the country of the crowd" if crowd else "the country of the forces"
            if at and (found := _state(reading, at[1], at[0], basis)):
                return [(draft, found)]
    return []


def _state(reading: Reading, iso: str, at: int, basis: str) -> PlaceFound | None:
    gazetteer = reading.placed.scan.gazetteer
    row = gazetteer.rows.get(f"country.{iso.lower()}")
    return PlaceFound(at, at + 1, "bare", None, partial(Answer, as_it_is(row, basis, gazetteer))) if row else None
