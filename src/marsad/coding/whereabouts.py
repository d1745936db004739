"""Where an incident was of which its own sentences do not say: the state behind the deed, the headline, the sentence before, the
nation of the forces that seized or freed somebody. Never the country that an article is about at large: that would be a default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from marsad.coding.draft import FREED, HOLDING, Draft
from marsad.coding.reading import Reading
from marsad.coding.scene import LOCATIVE, turns
from marsad.model.document import Role
from marsad.places.locate import Answer, PlaceFound
from marsad.places.resolve import as_it_is

Placed = list[tuple[Draft, PlaceFound]]
_OPENING = 3  # sentences that tell what the headline tells
_LAND_WITHIN = 12  # words from a deed to the state in which it was done
_HEADED = frozenset(
    {":", ".", "..", "…"}
)  # after the place that opens a headline ("تركيا: اعتقال …", "درنة.. الجيش …")


def told_elsewhere(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """The place of an incident none of whose drafts has one, by the first source that tells it."""
    ways: tuple[Callable[[Reading, Sequence[Draft]], Placed], ...] = (
        _land, _headline, _sentence_before, _forces,
    )  # fmt: skip
    return next((found for way in ways if (found := way(reading, drafts))), [])


def _land(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "اعتقلت معارضين في روسيا": the state behind a deed that nothing else places, though it also is an actor's name."""
    out = []
    for draft in drafts:
        end = min(draft.last, draft.head.last + _LAND_WITHIN)
        out += [(draft, p) for p in reading.lands if draft.head.last <= p.first < end][:1]
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
    named = [p for p in reading.places if before.first <= p.first < before.last and p.place is not None]
    exact = [p for p in named if p.relation in LOCATIVE and p.where.level != "country"]
    return [(first, exact[0])] if exact and len({p.where.name for p in exact}) == 1 else []


def _forces(reading: Reading, drafts: Sequence[Draft]) -> Placed:
    """ "اعتقلت الشرطة التركية عشرين شخصا": forces seize and free people in their own country."""
    scan = reading.placed.scan
    for draft in drafts:
        if draft.head.trigger.frame not in (HOLDING | FREED):
            continue
        for p in draft.agents:
            at = next(((i, iso) for i, iso in scan.nations if p.first <= i <= p.last), None)
            if at and (found := _state(reading, at[1], at[0], "the country of the forces")):
                return [(draft, found)]
    return []


def _state(reading: Reading, iso: str, at: int, basis: str) -> PlaceFound | None:
    gazetteer = reading.placed.scan.gazetteer
    row = gazetteer.rows.get(f"country.{iso.lower()}")
    return PlaceFound(at, at + 1, "bare", None, partial(Answer, as_it_is(row, basis, gazetteer))) if row else None
