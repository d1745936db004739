"""From an incident's drafts to the event of the record: the steps that give its kind, sides, place, day and figures, and its evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from marsad.coding.incident import acled
from marsad.coding.incident.acled import ARRESTS, EXCESSIVE
from marsad.coding.incident.actors import (
    Forces,
    actors_of,
    against_a_crowd,
    crowd_of,
    facing_a_crowd,
    fliers,
    forces_alone,
    forces_of,
    sided,
    struck_first,
    without_the_untold,
)
from marsad.coding.incident.attribution import sources_of, status_of
from marsad.coding.incident.days import date_of, of_the_background
from marsad.coding.incident.doers import answers, attackers_first, caught, doers_of, parted, specific
from marsad.coding.incident.figures import figures_of
from marsad.coding.incident.kind import (
    DISRUPTED,
    Kind,
    from_above,
    kind_of,
    land_taken,
    lead_of,
    of_arms,
    on_the_unarmed,
)
from marsad.coding.incident.merge import Incident
from marsad.coding.incident.struck import (
    FROM_AFAR,
    UNTOLD,
    by_name,
    fired_at,
    foreigners,
    garrison,
    harmed_beside,
    of_a_foe,
    struck_in,
    whose_object,
    without_bystanders,
)
from marsad.coding.incident.whereabouts import place_of
from marsad.coding.lexicon import Lexicon
from marsad.coding.people.participants import FACTIONS, Participant
from marsad.coding.roles.casting import RESPONSES
from marsad.coding.sentence.draft import (
    Draft,
    intercepts,
    launches,
)
from marsad.coding.sentence.reading import Reading
from marsad.coding.sentence.view import SentenceView
from marsad.model.record import ActorRef, ControlRef, Event, Evidence, PlaceRef

_ATTACK = ("Violence against civilians", "Attack")
_ON_PEOPLE = ("Arrests", "Attack")
_ON_ANYBODY = (
    "attack",
    "shoot",
    "bomb",
    "strike",
    "execute",
    "massacre",
)  # frames of blows that may have hit bystanders
_BLOWS = frozenset({"Shelling/artillery/missile attack", "Air/drone strike", "Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Attack"})  # fmt: skip
_BLOWN = _BLOWS | {"Armed clash"}

Side = tuple[ActorRef, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the steps from drafts to sides ask for."""

    reading: Reading
    views: Sequence[SentenceView]
    drafts: Sequence[Draft]
    lead: Draft
    place: PlaceRef | None
    forces: Forces | None
    lexicon: Lexicon

    @property
    def country(self) -> str:
        return (self.place.country if self.place else "") or ""


def event_of(
    incident: Incident,
    reading: Reading,
    views: Sequence[SentenceView],
    number: int,
    lexicon: Lexicon,
    days: Collection[tuple[int, int]],
) -> Event:
    """The event that the drafts of one incident tell together. `days`: the dates (first, last) of all incidents of the article."""
    drafts, naming, fired = caught(attackers_first(incident.drafts), reading.tokens)
    lead = lead_of(naming)
    kind = kind_of(naming, views)
    if fired and kind[1] == DISRUPTED:
        kind = of_arms(naming)
    place, reason = place_of(reading, drafts)
    forces = forces_of((place.country if place else reading.country) or "", lexicon.nations)
    told = _Told(reading, views, drafts, lead, place, forces, lexicon)
    (event_type, sub_type), actor1, actor2 = _sides(told, kind)
    date = date_of(reading, drafts, views, days)
    background = of_the_background(drafts, reading, views, date)
    sources = sources_of(incident, views, past=background)
    return Event(
        id=f"{reading.article.id}#{number}", event_type=event_type, sub_event_type=sub_type,
        plover=acled.plover(lead, event_type), tactics=tuple(dict.fromkeys(t for d in drafts for t in acled.tactics(d))),
        actor1=actor1, actor2=actor2, place=place, place_reason=reason, date=date,
        reported=(reading.article.published or "")[:10] or None,
        **figures_of(drafts, views, date, actor1), control=_control(reading, drafts, views), sources=sources,
        status=status_of(incident, views, sources), background=background,
        evidence=_evidence(reading, drafts), control_map=None,
    )  # fmt: skip


def _sides(told: _Told, kind: Kind) -> tuple[Kind, Side, Side]:
    """Both sides, and the kind as they put it right."""
    drafts, place, lexicon = told.drafts, told.place, told.lexicon
    doers, facing = parted(
        doers_of(drafts, told.lead, responding=answers(told.lead, kind[1])), drafts, kind[1], lexicon.foes
    )
    actor1 = _first_side(told, doers, kind)
    actor2 = _second_side(told, actor1, facing, kind)
    kind = (kind[0], land_taken(kind[1], drafts, doers, actor1, place, lexicon))
    actor1, actor2 = _with_crowds(told, actor1, actor2, kind)
    kind = from_above(kind, drafts, told.views, actor1, place, lexicon)
    if kind[1] == "Air/drone strike":
        actor1 = fliers(actor1)
    if kind[1] == "Armed clash" and on_the_unarmed(drafts, actor2):
        kind = _ATTACK
    if not actor2:
        actor2 = _untold_side(told, actor1, kind[1])
        if kind[1] == "Armed clash" and any(a.actor_class == "Civilians" for a in actor2):
            kind = _ATTACK
    if kind[1] in _BLOWS and place and all(a.entry in UNTOLD for a in actor2):
        owners = garrison(told.reading, told.views, place, told.forces) if of_a_foe(actor1, place, lexicon) else ()
        actor2 = (*owners, *actor2)
    return kind, actor1, without_bystanders(actor2, kind[1])


def _first_side(told: _Told, doers: Sequence[Participant], kind: Kind) -> Side:
    """Who did it; of a demonstration nobody is told to have held, its crowd."""
    crowd = kind[0] in ("Protests", "Riots")
    actor1 = sided(actors_of(told.reading, doers, "agent", crowd=crowd), kind[0], told.forces)
    if crowd and (not actor1 or forces_alone(actor1, kind[1])):
        actor1 = (*crowd_of(told.reading, [told.lead], kind[0]), *actor1)
    return struck_first(actor1, sided(actors_of(told.reading, told.lead.patients, "patient"), kind[0], told.forces))


def _second_side(told: _Told, actor1: Side, facing: Sequence[Participant], kind: Kind) -> Side:
    """To whom it was done. `facing`: doers that are at war with those of the first side."""
    drafts = told.drafts
    responding = answers(told.lead, kind[1])
    # without who was arrested for it
    deeds = [d for d in drafts if responding or d.head.trigger.frame not in RESPONSES]
    struck = struck_in(deeds, {a.name for a in actor1})
    if not any(specific(n) for p in struck for n in p.named):
        struck += facing
    struck += [p for p in harmed_beside(deeds) if p not in struck]
    refs = actors_of(told.reading, struck, "patient", {a.name for a in actor1})
    by_crowd = any(a.name == "Rioters" for a in actor1)
    own_forces = None if told.place and foreigners(struck, told.country) else told.forces
    actor2 = sided(refs, kind[0], own_forces, struck=by_crowd)
    own = {a.name for a in actor1} - {a.name for a in refs}  # unnamed soldiers that turn out to be of the doers
    actor2 = tuple(a for a in actor2 if a.name not in own)
    seized = kind[1] == ARRESTS and not any(a.actor_class in FACTIONS for a in actor1)
    fought = any(d.has("clash") for d in drafts)
    if seized or (fought and not any(d.has(*_ON_ANYBODY) for d in drafts if any(p in struck for p in d.patients))):
        actor2 = without_the_untold(actor2, struck)
    return actor2


def _with_crowds(told: _Told, actor1: Side, actor2: Side, kind: Kind) -> tuple[Side, Side]:
    """The sides of a demonstration in the order of the codebook."""
    if kind[1] == EXCESSIVE[1]:
        actor1, actor2 = against_a_crowd(actor1, actor2)
    else:
        actor1, actor2 = facing_a_crowd(actor1, actor2, *kind)
    if kind[0] == "Riots" and not actor1:
        actor1 = crowd_of(told.reading, told.drafts, kind[0])
    return actor1, actor2


def _untold_side(told: _Told, actor1: Side, sub_type: str) -> Side:
    """Who was struck where no phrase for people says so: a bare name, the state that was fired at, the owners of what was hit."""
    drafts, place = told.drafts, told.place
    actor2: Side = by_name(told.reading, drafts) if sub_type in _ON_PEOPLE else ()
    if not actor2 and place and sub_type in FROM_AFAR and any(intercepts(d) or launches(d) for d in drafts):
        actor2 = fired_at(actor1, place, told.lexicon)
    if not actor2 and sub_type in _BLOWN:
        forces = told.forces if of_a_foe(actor1, place, told.lexicon) else None
        actor2 = whose_object(told.reading, drafts, told.views, forces)
    return actor2


_HELD = frozenset({"الخاضعه", "خاضعه", "الخاضع", "الواقع", "الواقعه", "تسيطر", "يسيطر", "سيطره"})


def _control(reading: Reading, drafts: Sequence[Draft], views: Sequence[SentenceView]) -> ControlRef | None:
    """The holder of the area as stated near the event: "الخاضعة لسيطرة …", "الواقع تحت سيطرة …"."""
    for draft in drafts:
        view = views[draft.sentence.number]
        for p in view.people:
            if p.organisation and not _HELD.isdisjoint(view.norms[max(view.sentence.first, p.first - 4) : p.first]):
                start, end = reading.span(max(view.sentence.first, p.first - 3), p.last)
                return ControlRef(p.named[0].name, reading.article.text[start:end], start, end)
    return None


def _evidence(reading: Reading, drafts: Sequence[Draft]) -> tuple[Evidence, ...]:
    out: dict[tuple[int, int, str], Evidence] = {}

    def add(first: int, last: int, role: str, rule: str, entry: str) -> None:
        start, end = reading.span(first, last)
        out.setdefault((start, end, role), Evidence(start, end, reading.quote(first, last), role, rule, entry))

    for draft in drafts:
        for use in draft.uses:
            if use.frame.family != "outcome" or all(u.frame.family == "outcome" for u in draft.uses):
                add(use.first, use.last, "trigger", f"frame.{use.trigger.frame}", use.trigger.id)
        for c in draft.own:
            add(
                c.who.first,
                c.who.last,
                c.key,
                "count.stated" if c.stated else "count.implied",
                c.who.named[0].entry if c.who.named else "",
            )
        for hit, weapon in draft.weapons:
            add(hit.first, hit.last, "weapon", "weapon", weapon.id)
        if draft.place:
            add(draft.place.first, draft.place.last, "place", f"place.{draft.place.relation}", draft.place.where.entry)
        if draft.date and not draft.undated:
            add(draft.date.first, draft.date.last, "date", draft.date.rule, "")
    return tuple(sorted(out.values(), key=lambda e: (e.role != "trigger", e.start, e.end, e.role)))
