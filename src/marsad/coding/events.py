"""From an incident's drafts to the event of the record: sides, figures, place, date, control and evidence."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import structs

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token, unwaw
from marsad.coding import kinds
from marsad.coding.attribution import cited, sources_of, status_of
from marsad.coding.casting import RESPONSES
from marsad.coding.casualties import total
from marsad.coding.clauses import days_later
from marsad.coding.dating import (
    LONG_AGO,
    came_before,
    counted_back,
    of_other_years,
    of_something_else,
    of_the_past,
    of_the_saying,
    put_out_then,
    said_then,
    speaks,
    told_of_the_answer,
    went_before,
)
from marsad.coding.deeds import done
from marsad.coding.draft import (
    ATTACKER,
    FOLLOWERS,
    Draft,
    Use,
    drones,
    flies,
    intercepts,
    launch_only,
    launches,
    of_a_crowd,
    of_the_state,
    sides,
)
from marsad.coding.intercepted import launchers
from marsad.coding.lexicon import Lexicon
from marsad.coding.merge import Incident
from marsad.coding.objects import object_struck
from marsad.coding.participants import ARMED_CLASSES, AUTHORITY, FACTIONS, STATES, Named, Participant
from marsad.coding.reading import Reading
from marsad.coding.refusals import refused_in
from marsad.coding.scene import LOCATIVE, on_a_border
from marsad.coding.signs import bare_nation, of_a_state
from marsad.coding.tolls import RIVALS
from marsad.coding.view import SentenceView
from marsad.coding.whereabouts import narrowed, told_elsewhere
from marsad.model.document import Role
from marsad.model.record import ActorRef, ControlRef, DateRef, Event, Evidence, Figure, Part, PlaceRef
from marsad.places.locate import PlaceFound

_REMOTE = "Explosions/Remote violence"
FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")
TOLD_WITHIN = 3  # sentences that say who was struck; those after them go on to other things
_HELD = frozenset({"الخاضعه", "خاضعه", "الخاضع", "الواقع", "الواقعه", "تسيطر", "يسيطر", "سيطره"})
_OCCUPIED = {"PS": ("Israel", "Palestinian Authority")}  # soldiers there are the occupier's, security services its own
_MEMBER_OF = "group.family.01"  # فرد, أفراد: of a family or of a force
_SETTLERS = frozenset({"settlers"})  # who attack are an actor, who are attacked civilians


def event_of(
    incident: Incident,
    reading: Reading,
    views: Sequence[SentenceView],
    number: int,
    lexicon: Lexicon,
    days: Collection[tuple[int, int]],
) -> Event:
    """The event that the drafts of one incident tell together. `days`: the dates (first, last) of all incidents of the article."""
    drafts, naming, fired = _caught(_attackers_first(incident.drafts), reading.tokens)
    lead = _lead(naming)
    event_type, sub_type = _kind(naming, views)
    if fired and sub_type == _DISRUPTED:
        event_type, sub_type = _of_arms(naming)
    place, reason = _place(reading, drafts)
    forces = _forces_of((place.country if place else reading.country) or "", lexicon.nations)
    doers, facing = _parted(_doers(drafts, lead), drafts, sub_type, lexicon.foes)
    actor1 = _sided(_actors(reading, doers, "agent", crowd=event_type in ("Protests", "Riots")), event_type, forces)
    if event_type in ("Protests", "Riots") and (not actor1 or _forces_alone(actor1, sub_type)):
        actor1 = (*_crowd(reading, [lead], event_type), *actor1)
    actor1 = _struck_first(actor1, _sided(_actors(reading, lead.patients, "patient"), event_type, forces))
    responding = lead.head.trigger.frame in RESPONSES
    deeds = [
        d for d in drafts if responding or d.head.trigger.frame not in RESPONSES
    ]  # without who was arrested for it
    struck = _struck(deeds, {a.name for a in actor1})
    if not any(_specific(n) for p in struck for n in p.named):
        struck += facing
    struck += [p for p in _harmed_beside(deeds) if p not in struck]
    told = _actors(reading, struck, "patient", {a.name for a in actor1})
    by_crowd = any(a.name == "Rioters" for a in actor1)
    own_forces = None if place and _foreigners(struck, place.country or "") else forces
    actor2 = _sided(told, event_type, own_forces, struck=by_crowd)
    own = {a.name for a in actor1} - {a.name for a in told}  # unnamed soldiers that turn out to be of the doers
    actor2 = tuple(a for a in actor2 if a.name not in own)
    seized = sub_type == "Arrests" and not any(a.actor_class in FACTIONS for a in actor1)
    fought = any(d.has("clash") for d in drafts)
    if seized or (fought and not any(d.has(*_ON_ANYBODY) for d in drafts if any(p in struck for p in d.patients))):
        actor2 = _without_the_untold(actor2, struck)
    if sub_type == _SEIZED and actor1 and all(a.actor_class in STATES or a.entry in lexicon.official for a in actor1):
        sub_type = _REGAINED  # told in one sentence, the forces in another
    if sub_type == _REGAINED and not any(d.has("retake") for d in drafts):
        known = {a.name for a in actor1}
        sub_type = kinds.taken_by([p for p in doers if any(n.name in known for n in p.named)], sub_type)
    if sub_type == _REGAINED and place and _invaders(actor1, place.country or "", lexicon.uncalled):
        sub_type = _SEIZED
    if sub_type == _EXCESSIVE[1]:
        actor1, actor2 = _against_a_crowd(actor1, actor2)
    else:
        actor1, actor2 = _facing_a_crowd(actor1, actor2, event_type, sub_type)
    if event_type == "Riots" and not actor1:
        actor1 = _crowd(reading, drafts, event_type)
    if sub_type in _UNTOLD_HOW and _flew(drafts, actor1, place, lexicon.fliers):
        event_type, sub_type = _REMOTE, "Air/drone strike"
    if sub_type in _ON_GROUND and not actor1 and _struck_from_above(drafts, views):
        event_type, sub_type = _REMOTE, "Air/drone strike"
    if sub_type == "Air/drone strike":
        actor1 = _fliers(actor1)
    if sub_type == "Armed clash" and _on_the_unarmed(drafts, actor2):
        event_type, sub_type = "Violence against civilians", "Attack"
    if not actor2 and sub_type in _ON_PEOPLE:
        actor2 = _by_name(reading, drafts)
    if not actor2 and place and sub_type in _FROM_AFAR and any(intercepts(d) or launches(d) for d in drafts):
        actor2 = _fired_at(actor1, place, lexicon)
    if not actor2 and sub_type in _BLOWN:
        actor2 = _whose_object(reading, drafts, views, forces if _of_a_foe(actor1, place, lexicon) else None)
        if sub_type == "Armed clash" and any(a.actor_class == "Civilians" for a in actor2):
            event_type, sub_type = "Violence against civilians", "Attack"
    date = _date(reading, drafts, views, days)
    background = _background(drafts, reading, views, date)
    sources = sources_of(incident, views, past=background)
    counted = {c.key for d in drafts for c in d.counts}
    figures = {
        key: _attackers(_figure(drafts, key, views, date), drafts, actor1) if key in counted else None
        for key in FIGURES
    }
    return Event(
        id=f"{reading.article.id}#{number}", event_type=event_type, sub_event_type=sub_type,
        plover=kinds.plover(lead, event_type), tactics=tuple(dict.fromkeys(t for d in drafts for t in kinds.tactics(d))),
        actor1=actor1, actor2=actor2, place=place, place_reason=reason, date=date,
        reported=(reading.article.published or "")[:10] or None,
        **figures, control=_control(reading, drafts, views), sources=sources,
        status=status_of(incident, views, sources), background=background,
        evidence=_evidence(reading, drafts), control_map=None,
    )  # fmt: skip


def _caught(drafts: Sequence[Draft], tokens: Sequence[Token]) -> tuple[Sequence[Draft], Sequence[Draft], bool]:
    """Drafts of an incident, those that name it, and whether somebody fired what was brought down in it. A missile that was brought
    down is the deed of who fired it, and those who caught it are the side it was fired at; where nobody is told to have fired it,
    it is theirs who caught it."""
    if not any(intercepts(d) for d in drafts):
        return drafts, drafts, False
    fired = launchers(drafts, tokens) if any(flies(d) for d in drafts) else []
    if not fired:
        return drafts, [d for d in drafts if not launch_only(d)], False
    turned = [_turned(d, fired) if intercepts(d) else d for d in drafts]
    return turned, turned, True


def _attackers_first(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """ "طعن رجل خمسة أشخاص … وقتلت الشرطة المهاجم": who is told as the attacker did it, to those others, and the forces that killed or
    caught him in the end are no side that began."""
    victims = [p for d in drafts for p in (*d.patients, *(c.who for c in d.counts)) if p.civil or p.outcome]
    if not any(not _attacker(p) for p in victims):
        return drafts
    return [_answered(d) for d in drafts]


def _answered(draft: Draft) -> Draft:
    attackers = [p for p in draft.patients if _attacker(p)]
    forces = draft.agents and all(of_the_state(p) for p in draft.agents)
    if not attackers or not forces or draft.has("clash"):
        return draft
    return replace(draft, agents=attackers, patients=[p for p in draft.patients if p not in attackers])


def _attacker(p: Participant) -> bool:
    return any(n.entry == ATTACKER for n in p.named)


def _turned(draft: Draft, fired: Sequence[Participant]) -> Draft:
    doers = [p for p in (*draft.patients, *draft.agents) if p in fired]
    return replace(draft, agents=doers, patients=[p for p in (*draft.agents, *draft.patients) if p not in fired])


def _of_arms(drafts: Sequence[Draft]) -> tuple[str, str]:
    """How arms that were brought down would have struck."""
    return _REMOTE, kinds.BY_WEAPON["air" if any(map(drones, drafts)) else "shell"]


_ON_PEOPLE = ("Arrests", "Attack")
_ON_ANYBODY = (
    "attack",
    "shoot",
    "bomb",
    "strike",
    "execute",
    "massacre",
)  # frames of blows that may have hit bystanders


def _by_name(reading: Reading, drafts: Sequence[Draft]) -> tuple[ActorRef, ...]:
    """ "اعتقلت السلطات سارة حسين": who is told by name alone bore no arms."""
    for p in (c.who for d in drafts for c in d.own if c.who.kinds == {"named"}):
        if len(reading.tokens[p.first].norm) < _SHORTEST_NAME:
            continue
        start, end = reading.span(p.first, p.last)
        return (ActorRef("Civilians", reading.quote(p.first, p.last), start, end, "group.person", "Civilians"),)
    return ()


_SHORTEST_NAME = 3  # letters


_FROM_AFAR = ("Shelling/artillery/missile attack", "Air/drone strike")


def _fired_at(actor1: Sequence[ActorRef], place: PlaceRef, lexicon: Lexicon) -> tuple[ActorRef, ...]:
    """ "أطلق الحوثيون صاروخا على جازان": a group's missiles into a country that is not its own, where nobody is told to have been
    struck, were fired at that state."""
    country = place.country or ""
    homes = [lexicon.homes.get(a.entry, "") for a in actor1 if a.actor_class in FACTIONS]
    abroad = (
        bool(homes) and len(homes) == len(actor1) and all(home and country not in home.split(",") for home in homes)
    )
    if not abroad or country not in lexicon.nations:
        return ()
    entry = f"nation.{country.lower()}"
    return (ActorRef(lexicon.nations[country], place.text, place.start, place.end, entry, "State forces"),)


_BLOWN = frozenset({"Shelling/artillery/missile attack", "Air/drone strike", "Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Attack", "Armed clash"})  # fmt: skip


def _whose_object(
    reading: Reading,
    drafts: Sequence[Draft],
    views: Sequence[SentenceView],
    forces: Forces | None,
) -> tuple[ActorRef, ...]:
    """ "غارة على مدرسة", "هاجم مسلحون قاعدة عسكرية": of civilians, or of the soldiers of the scene's country."""
    found = object_struck(drafts, views)
    if found is None:
        return ()
    start, end = reading.span(found.first, found.last)
    quote = reading.quote(found.first, found.last)
    if not found.military:
        return (ActorRef("Civilians", quote, start, end, "group.person", "Civilians"),)
    if forces is None:
        return ()
    return (ActorRef(forces.soldiers, quote, start, end, _SOLDIERS, "State forces"),)


def _of_a_foe(actor1: Sequence[ActorRef], place: PlaceRef | None, lexicon: Lexicon) -> bool:
    """Nobody, groups, or an army that the scene's country did not call (`uncalled.tsv`): its bases are then its army's. Whom another
    state strikes in bases there ("غارات التحالف على قاعدة جوية") the text does not say."""
    country = (place.country if place else "") or ""
    return all(a.actor_class in FACTIONS or (a.name, country) in lexicon.uncalled for a in actor1)


_SOLDIERS = "group.state.01"  # entry of groups.tsv: جندي, جنود
_DISRUPTED = "Disrupted weapons use"


def _struck_first(actor1: tuple[ActorRef, ...], struck: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """ "طعن شاب جنديا إسرائيليا قبل أن يقتل برصاص الجيش": whose people are struck by another, and then answer, did not begin."""
    at = {a.name: a.start for a in struck}
    others = tuple(a for a in actor1 if not (a.name in at and at[a.name] < a.start))
    return others if others and others[0] == actor1[0] else actor1


_UNTOLD_HOW = frozenset({"Shelling/artillery/missile attack", "Armed clash", "Attack"})


def _flew(
    drafts: Sequence[Draft], actor1: Sequence[ActorRef], place: PlaceRef | None, fliers: Collection[tuple[str, str]]
) -> bool:
    """ "قصف التحالف مواقع في المدينة", "استهدف التحالف الدولي مقرا": a force that fights there from the air (`fliers.tsv`), and no
    word says with what."""
    at = place.country if place else ""
    if not actor1 or not all((a.name, "") in fliers or (a.name, at) in fliers for a in actor1):
        return False
    blows = [u for d in drafts for u in d.uses if u.frame.family != "outcome" and u.trigger.frame not in _OUTCOMES]
    struck = all(u.trigger.frame == "strike" or u.trigger.tactic == "targeting" for u in blows)
    return bool(blows) and struck and all(_bare_strike(d) for d in drafts)


_ON_GROUND = ("Armed clash", "Attack")
_STRIKES_WITHIN = 3  # sentences from the air strikes to the blow that is told without its doer


def _struck_from_above(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> bool:
    """ "قتل تسعة منهم في استهداف معسكر للتنظيم" behind "غارات للتحالف": a blow with neither doer nor weapon on an armed organisation, in an
    article whose headline, or a sentence shortly before, tells of air strikes."""
    blows = [u for d in drafts for u in d.uses if u.frame.family != "outcome" and u.trigger.frame not in _OUTCOMES]
    aimed = bool(blows) and all(u.trigger.tactic == "targeting" for u in blows)
    if not aimed or any(d.weapons or d.agents for d in drafts):
        return False
    if not any(n.organisation and n.actor_class in FACTIONS for d in drafts for p in d.patients for n in p.named):
        return False
    at = min(d.sentence.number for d in drafts)
    near = (v for v in views if v.sentence.role == Role.TITLE or at - _STRIKES_WITHIN <= v.sentence.number <= at)
    return any(h.phrase.entry.id == "air" for v in near for h in v.weapons)


_OUTCOMES = frozenset({"kill", "die", "die_light", "injure", "destroy"})


def _fliers(actor1: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Of those told with an air strike the states, where there are any: fighters of another clause flew nothing."""
    states = tuple(a for a in actor1 if a.actor_class in STATES)
    others = tuple(a for a in actor1 if a.actor_class not in STATES and a.actor_class not in FACTIONS)
    return (*states, *others) if states else actor1


_HARMED = ("fatalities", "injured")


def _on_the_unarmed(drafts: Sequence[Draft], struck: Sequence[ActorRef]) -> bool:
    """ "قتل 38 سائحا في الهجوم": who was struck bore no arms, whatever else the sentences tell, and nobody is said to have fought."""
    if not struck or any(a.actor_class != "Civilians" for a in struck):
        return False
    harmed = any(c.key in _HARMED and c.high != 0 for d in drafts for c in d.counts)
    return harmed and not any(d.has("clash", "clash_soft", "repel", "operation") for d in drafts)


_SEIZED = "Non-state actor overtakes territory"
_REGAINED = "Government regains territory"


def _invaders(actor1: Sequence[ActorRef], country: str, uncalled: Collection[tuple[str, str]]) -> bool:
    """A foreign army in a country whose government did not call it (`uncalled.tsv`) takes land like a group that no state commands."""
    armies = [a for a in actor1 if a.actor_class in STATES]
    return bool(armies) and all((a.name, country) in uncalled for a in armies)


def _forces_alone(actor1: Sequence[ActorRef], sub_type: str) -> bool:
    """ "اعتقلت قوات الاحتلال عشرين شابا إثر التظاهرة": the forces are no demonstrators."""
    return sub_type != "Excessive force against protesters" and all(a.actor_class == "State forces" for a in actor1)


def _facing_a_crowd(
    actor1: tuple[ActorRef, ...], actor2: tuple[ActorRef, ...], event_type: str, sub_type: str
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Those who demonstrate are the first side and the forces that step in against them the second (CODEBOOK.md). Nobody stands against a peaceful one: its sentence tells of other deeds of the forces."""
    if event_type not in ("Protests", "Riots"):
        return actor1, actor2
    if actor1 and all(a.actor_class == "State forces" for a in actor1) and any(a.name == "Rioters" for a in actor2):
        others = tuple(a for a in actor2 if a.actor_class == "State forces")
        return tuple(a for a in actor2 if a not in others), (*actor1, *others)
    crowd = tuple(a for a in actor1 if a.actor_class != "State forces")
    if not crowd or len(crowd) == len(actor1):
        return actor1, actor2
    if sub_type == "Peaceful protest":
        return crowd, actor2
    known = {a.name for a in actor2}
    forces = tuple(a for a in actor1 if a.actor_class == "State forces" and a.name not in known)
    return crowd, (*actor2, *forces)


def _against_a_crowd(
    actor1: tuple[ActorRef, ...], actor2: tuple[ActorRef, ...]
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """The crowd before the forces of a state that met it, whichever sentence told them first; gunmen and militias that shoot at it
    before the crowd ("أطلق مسلحون النار على متظاهرين")."""
    both = {a.name: a for a in (*actor1, *actor2)}.values()
    forces = tuple(a for a in both if a.actor_class in ARMED_CLASSES)
    crowd = tuple(a for a in both if a not in forces)
    gunmen = any(unwaw(word_key(a.text)).removeprefix("ال").startswith(_GUNMEN) for a in forces)
    state = not gunmen and all(a.actor_class in STATES for a in forces)
    return (crowd, forces) if state else (forces, crowd)


_GUNMEN = ("مسلحو", "مسلحي")


class Forces(NamedTuple):
    """Neutral names of the soldiers and of the security services of the country of a scene, where the text names neither."""

    soldiers: str
    security: str


def _forces_of(country: str, nations: Mapping[str, str]) -> Forces | None:
    """Forces of the country of the scene, or, where no place is told, of the one that the article is about."""
    if country in _OCCUPIED:
        return Forces(*_OCCUPIED[country])
    return Forces(nations[country], nations[country]) if country in nations else None


def _crowd(reading: Reading, drafts: Sequence[Draft], event_type: str) -> tuple[ActorRef, ...]:
    """A demonstration without a noun for its people is told by its own word ("مظاهرة", "احتجاجات"), here or in another sentence."""
    uses = [u for d in drafts for u in d.uses if u.frame.family == "protest"]
    if not uses:
        return ()
    start, end = reading.span(uses[0].first, uses[0].last)
    name = "Rioters" if event_type == "Riots" else "Protesters"
    return (ActorRef(name, reading.quote(uses[0].first, uses[0].last), start, end, uses[0].trigger.id, name),)


def _doers(drafts: Sequence[Draft], lead: Draft) -> list[Participant]:
    """Those who did it, as the first sentence that names them tells. Later ones tell of other sides too ("قوات أخرى تقاتل
    التنظيم"): they may add to a kind of people ("مسلحون") its name, and nothing to a name."""
    told: dict[int, list[Participant]] = {}
    for d in drafts:
        if d.head.trigger.frame in RESPONSES and lead.head.trigger.frame not in RESPONSES:
            continue
        told.setdefault(d.sentence.number, []).extend(p for p in d.agents if _acts(p, lead))
    against = _foes(drafts)
    found: list[Participant] = []
    for same in told.values():
        doers = [p for p in same if not {n.side or n.name for n in p.named} & against] or same
        if not any(_specific(n) for p in found for n in p.named):
            found += doers
        else:
            found += _of_our_side(doers, found, lead)
    return found


def _parted(
    doers: list[Participant], drafts: Sequence[Draft], sub_type: str, foes: Collection[frozenset[str]]
) -> tuple[list[Participant], list[Participant]]:
    """Doers of one side, without those who are at war with them (`foes.tsv`), and who of these was surely struck ("أسر الجيش عشرات
    الحوثيين"): a government regains land; whoever is told as struck too, fell or was counted did not begin, else the first told did."""
    of = {id(p): {n.side for n in p.named if n.side} for p in doers}

    def at_war(ours: set[str], theirs: set[str]) -> bool:
        return any(frozenset((a, b)) in foes for a in ours for b in theirs)

    pairs = [(p, q) for p in doers for q in doers if p is not q and at_war(of[id(p)], of[id(q)])]
    if not pairs:
        return doers, []
    sure = [p for p, _ in pairs]
    hit = {n.side for d in drafts for p in d.patients for n in p.named}
    sure = [p for p in sure if of[id(p)].isdisjoint(hit)] or sure
    sure = [p for p in sure if at_war(of[id(p)], hit)] or sure
    if sub_type in (_REGAINED, "Air/drone strike"):
        sure = [p for p in sure if of_a_state(p) or any(side.endswith(_OFFICIAL) for side in of[id(p)])] or sure
    ours = next((p for p in sure if not (p.counted or p.outcome)), sure[0])
    theirs = [q for p, q in pairs if p is ours]
    sided = [q for q in theirs if sub_type == _REGAINED or q.counted or q.outcome]
    return [p for p in doers if p not in theirs], sided


def _of_our_side(doers: Sequence[Participant], found: Sequence[Participant], lead: Draft) -> Sequence[Participant]:
    """Of those whom a later sentence tells as doers: those of our side; who backs a state and its allies ("تدور معارك بإسناد من
    طيران التحالف"); and all who back ours ("المروحيات تساند الجيش في المعارك"). A stroke needs nobody beside its doer."""
    allies = {n.side or n.name for p in found for n in p.named}
    ours = [p for p in doers if any((n.side or n.name) in allies for n in p.named)]
    stroke = lead.has("strike") and not any(p in lead.agents for p in doers)
    lent = [] if stroke else [p for p in doers if p.slot == "ally" and of_a_state(p)]
    if any(p in ours for p in lent):
        return doers
    others = [p for p in doers if p not in lent]
    official = any(of_a_state(p) or any(n.side.endswith(_OFFICIAL) for n in p.named) for p in found)
    backed = official if not others else any(p in ours for p in others)
    return [*ours, *lent] if backed else ours


_OFFICIAL = ".gov"  # of the side of a government ("المقاومة الشعبية" in Yemen)


def _foes(drafts: Sequence[Draft]) -> set[str]:
    """Sides that a fight was told to be against ("مصرع حوثيين في مواجهات مع المقاومة"): no doers of it, whatever else their
    sentence tells of them or of their allies."""
    fought = next((d for d in drafts if d.has("clash") and d.agents and d.patients), None)
    if fought is None:
        return set()
    own, foes = ({n.side or n.name for p in people for n in p.named} for people in (fought.agents, fought.patients))
    return foes - own


def _struck(drafts: Sequence[Draft], doers: set[str]) -> list[Participant]:
    """Those it was done to: all that the headline and the first sentence which says who they are name. Later sentences tell of
    other incidents too ("وشهدت المحافظة من قبل تفجيرات طالت مقاتلين"): they add to mere numbers and "people", and allies."""
    told: dict[int, list[Draft]] = {}
    for d in drafts:
        told.setdefault(d.sentence.number, []).append(d)
    found: list[Participant] = []
    closed = False
    naming = 0
    for same in told.values():
        struck = [p for d in same for p in _other_side(d, doers)]
        allies = {n.side for p in found for n in p.named if n.side}
        found += [p for p in struck if not closed or any(n.side in allies for n in p.named)]
        headline = same[0].sentence.role in (Role.TITLE, Role.SUBTITLE)
        described = not all(_undescribed(p) for p in found)
        naming += bool(struck)
        closed = closed or (not headline and described) or naming == TOLD_WITHIN
    return found


def _harmed_beside(drafts: Sequence[Draft]) -> list[Participant]:
    """ "وأصيب سبعة مدنيين في الهجوم": people without arms whom a later sentence counts among those hit by the one blow."""
    if any(d.has("clash", "clash_soft", "repel", "operation") for d in drafts):
        return []
    back = [d for d in drafts if any(u.hit.definite and not u.verb and u.frame.family == "violence" for u in d.uses)]
    told = [c.who for d in back if not d.separate for c in d.counts if c.key in _HARMED and c.stated and not c.tally]
    return [p for p in told if p.civil and p.counted and not p.part and not _undescribed(p)]


def _other_side(draft: Draft, doers: set[str]) -> list[Participant]:
    """The patients; in a fight that is told from the other side ("القتال بين المتمردين والجيش") those who are not the doers."""
    if draft.has("clash") and sides(draft.patients) & doers and not sides(draft.agents) & doers:
        return draft.agents
    return draft.patients


def _specific(named: Named) -> bool:
    """A named organisation, and not merely "rebels", "militants"."""
    return named.organisation and not named.entry.endswith(".any")


def _undescribed(p: Participant) -> bool:
    """A number, "people", a proper name, "hostages": who they are may yet be told."""
    hostages = p.kinds == {"detainee"} and all(n.name == "Civilians" for n in p.named)
    return (hostages or p.kinds <= {"person", "unknown", "family", "named", "them"}) and not any(
        n.organisation for n in p.named
    )


def _acts(p: Participant, lead: Draft) -> bool:
    """Whoever demonstrates may; the adjective in "تظاهرات فلسطينية" is no government."""
    return not bare_nation(p) if lead.family == "protest" or of_a_crowd(lead) else _can_act(p)


def _can_act(p: Participant) -> bool:
    """Civilians, the counted dead and people without a noun do no violence by themselves; an organisation may."""
    if p.kinds & {"protester", "rioter"}:
        return True
    return p.organisation or not (p.civil or p.outcome or p.kinds == {"unknown"} or (p.others and not p.kinds))


def _lead(drafts: Sequence[Draft]) -> Draft:
    """The draft that names the event best: the highest-ranked trigger, the earliest among equals."""
    return max(drafts, key=lambda d: (d.head.frame.rank, -d.first))


def _kind(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> tuple[str, str]:
    """Type of the incident: land that changed hands; else what the first sentence with a telling word says; else its highest
    word, with remote violence told anywhere before a general word, and the sides of all its sentences."""
    ranked = sorted(drafts, key=lambda d: (-d.head.frame.rank, d.first))
    told = [d for d in ranked if d.family != "outcome"] or ranked[:1]
    beside = {id(d) for d in told if _fight_beside(d, told)}
    told = [d for d in told if id(d) not in beside]
    found = [kinds.event_kind(d) for d in told]
    crowd = [k for k in found if k in _DEMONSTRATIONS]
    if found[0] in crowd:
        stones = all(kinds.stones_alone(d) for d in told) and not any(v.holds(v.words["demonstrations"]) for v in views)
        return _MOB if stones else min(crowd, key=_DEMONSTRATIONS.index)
    if crowd and found[0] == ("Battles", "Armed clash") and any(of_a_crowd(d) for d in told):
        return min(crowd, key=_DEMONSTRATIONS.index)  # a headline's "اشتباكات", of which the text says who they were
    deadly = any(c.key == "fatalities" for d in drafts for c in d.counts)
    fired = deadly or any(d.has("shot", "shoot") for d in drafts)
    if found[0] in _GENERAL and fired and _in_a_crowd(drafts, views):
        return _EXCESSIVE
    first = _first_told(told, views)
    if (first and first[0] == "Battles") or _opened_with_a_blast(told, views):
        return first if first and first[0] == "Battles" else ("Battles", "Armed clash")
    plain = [(_bare_strike(d), k) for d, k in zip(told, found, strict=True) if k[0] == _REMOTE]
    weapon = [k for _, k in sorted(plain, key=lambda p: p[0])]  # "ضربات جوية" says more than a headline's "قصف"
    general = found[0][0] in ("Violence against civilians", "Battles") or found[0] == _TORN_DOWN
    if weapon and general and found[0] != _ABDUCTION:
        return _most_telling(weapon)
    if found[0] in weapon or "Suicide bomb" in {k[1] for k in weapon}:
        return _most_telling(weapon)
    bloody = deadly or any(c.key == "injured" and c.stated and c.low for d in drafts for c in d.counts)
    hurt = any(p.civil and d.head.frame.family == "violence" for d in drafts for p in d.patients)
    faced = [(p, d) for d in drafts for p in d.patients if kinds.fights(p) and not _taken_in(p, d)]
    fought = any(not (hurt and (kinds.began(p) or bare_nation(p) or _shot_for_it(p, d))) for p, d in faced)
    by_hand = hurt and any(kinds.by_hand(d) for d in drafts)  # "دهس المارة": a policeman among the dead makes no fight
    clashed = any(d.has("clash", "repel") and not (kinds.shot_amid(d) or d.summary or id(d) in beside) for d in drafts)
    armed = (fought and not by_hand) or clashed
    bare = found[0] == _ATTACK and told[0].head.trigger.frame == "attack" and not told[0].head.verb
    if found[0] == ("Battles", "Armed clash") or bare:
        if any(d.has("arrest", "dismantle", "topple") for d in drafts) and not (
            bloody or armed or any(d.has("shoot") for d in drafts)
        ):
            return "Strategic developments", "Arrests"  # a raid that only arrests
        if _ATTACK in found and not armed and not bare:
            return _ATTACK
    if found[0] == _CLASH and any(d.at_prayer for d in told) and not clashed:
        return _ATTACK
    if _ABDUCTION in found and found[0] in _GENERAL and not (deadly or armed):
        return _ABDUCTION  # "اختطفن بعد اقتحام مسلحين مدرستهن"
    if found[0] == _FOILED and _plotters_caught(told[0], drafts):
        return "Strategic developments", "Arrests"
    if deadly and found[0] == _TORN_DOWN:
        return ("Battles", "Armed clash") if armed else _ATTACK
    if found[0] == _ATTACK and armed and not (told[0].has("execute") or (told[0].at_prayer and not clashed)):
        return "Battles", "Armed clash"
    return found[0]


_FOILED = ("Strategic developments", _DISRUPTED)
_CAUGHT = ("arrest", "dismantle", "topple", "capture")


def _plotters_caught(lead: Draft, drafts: Sequence[Draft]) -> bool:
    """ "إحباط محاولة اعتداء وتوقيف شقيقين": of what was foiled only the arrests are told, and no arms were found."""
    caught = any(d.has(*_CAUGHT) for d in drafts)
    return lead.has("disrupt") and caught and not any(d.has("disarm", "destroy") for d in drafts)


def _fight_beside(draft: Draft, told: Sequence[Draft]) -> bool:
    """ "وقتل مئة شخص في اشتباكات منذ العام الماضي" after "قتل مجهولون سائحا": a fight without fighters on its other side, told after the
    blow on people without arms, is another's."""
    if not draft.has("clash", "repel") or draft.has("attack") or any(kinds.fights(p) for p in draft.patients):
        return False
    if kinds.event_kind(draft) != _CLASH:
        return False
    before = [d for d in told if d.first < draft.first and kinds.event_kind(d) == _ATTACK]
    if not draft.has("shot") and any(_toll(d) and _toll(d) == _toll(draft) for d in before):
        return False  # "قتل العشرات … قتل العشرات في اشتباكات": how those told of died
    return any(p.civil and not p.outcome and not _only_counted([p]) for d in before for p in d.patients)


def _toll(draft: Draft) -> set[tuple[int, int | None]]:
    return {(c.low, c.high) for c in draft.own if c.key == "fatalities"}


def _shot_for_it(p: Participant, draft: Draft) -> bool:
    """ "أطلق رجال الأمن النار على المسلح": forces that answer the one who attacked."""
    answered = bool(draft.agents) and all(of_the_state(q) for q in draft.agents) and draft.has("shoot", "shot", "kill")
    return answered and not of_the_state(p) and not any(n.organisation for n in p.named)


_EXCESSIVE = ("Protests", "Excessive force against protesters")
_AMID = frozenset({"خلال", "اثناء", "في", "ضمن"})
_MARCH = frozenset({"مسيره", "مسيرات"})
_AMID_WITHIN = 4  # words from "في" to the demonstrations ("في الجمعة الخامسة من الاحتجاجات")


def _in_a_crowd(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> bool:
    """ "استشهد فتى برصاص الجيش في احتجاجات العودة": forces of a state shot dead somebody unarmed in a demonstration."""
    doers = [p for d in drafts for p in d.agents]
    if not doers or not all(of_the_state(p) for p in doers) or not any(d.has("shot", "shoot", "kill") for d in drafts):
        return False
    struck = [p for d in drafts for p in d.patients]
    if any(kinds.fights(p) for p in struck):
        return False
    if any("protester" in p.kinds for p in struck):
        return True
    scuffle = any(d.has("clash") for d in drafts) and any(
        v.holds(v.words["demonstrations"]) for v in (views[d.sentence.number] for d in drafts)
    )
    return scuffle or any(_amid_a_demonstration(views[d.sentence.number], d) for d in drafts if not d.has("clash"))


def _amid_a_demonstration(view: SentenceView, draft: Draft) -> bool:
    for i in range(draft.first, draft.last):
        norm = view.norms[i].removeprefix("و")
        told_in = norm.removeprefix("ب") in view.words["demonstrations"] and norm.startswith("ب")
        if told_in or (norm in _MARCH and view.norms[i + 1 : i + 2] == ["العوده"]):
            return True  # "برصاص الجيش في مسيرة العودة"
        if norm in view.words["demonstrations"]:
            before = view.norms[max(draft.first, i - _AMID_WITHIN) : i]
            if not _AMID.isdisjoint(before):
                return True
    return False


def _bare_strike(draft: Draft) -> bool:
    """ "قصف" without a word that says from the air or from the ground."""
    return not draft.weapons and all(u.trigger.weapon in (None, "shell") for u in draft.uses)


_ABDUCTION = ("Violence against civilians", "Abduction/forced disappearance")
_MOB = ("Riots", "Mob violence")
_ATTACK = ("Violence against civilians", "Attack")
_CLASH = ("Battles", "Armed clash")
_TORN_DOWN = ("Strategic developments", "Looting/property destruction")
_GENERAL = (("Battles", "Armed clash"), ("Violence against civilians", "Attack"))


def _opened_with_a_blast(told: Sequence[Draft], views: Sequence[SentenceView]) -> bool:
    """ "بدأ الهجوم بتفجير سيارة مفخخة … وأسفرت الاشتباكات عن": a ground attack in which people fought, and the blast its beginning."""
    if not any(d.has("clash") for d in told):
        return False
    for draft in told:
        norms = views[draft.sentence.number].norms
        for use in draft.uses:
            lead = {norms[i].removeprefix("و") for i in range(max(draft.sentence.first, use.first - 5), use.first)}
            if use.trigger.frame == "bomb" and use.hit.proclitics == "ب" and lead & _BEGAN:
                return True
    return False


_BEGAN = frozenset({"بدا", "بدات", "بدؤوا", "استهل", "استهلوا", "استهلت", "افتتح", "مهدوا", "مهد", "بداوا"})


def _taken_in(p: Participant, draft: Draft) -> bool:
    """ "القبض على عشرة من عناصر التنظيم", "خطف خمسة جنود": armed or not, they were taken and not fought."""
    return any(c.who is p and c.key in ("captured", "abducted") for c in draft.counts) and not draft.has(
        "kill", "injure", "shoot"
    )


_ITS_OWN = ("تها", "ته", "تهم")
_SEIZED_IN_WORDS = ("فرضت", "فرضوا", "بسطت", "بسطوا", "احكمت", "احكموا", "انتزعت", "انتزعوا", "سقطت")  # no nouns
_DONE = ("تمكن", "مكن", "نجح", "استطاع", "احكم", "بسط", "فرض", "اعلن", "اكد", "استكمل", "اكمل", "عن")


def _taken(use: Use, view: SentenceView) -> bool:
    """Land that was taken: "سيطرت على", "تمكنت من السيطرة على"; not "اقتربت من السيطرة على", "خلال سيطرتهم على"."""
    if use.trigger.frame == "enter":
        return _entered_after_fights(use, view)
    if use.trigger.frame == "expel":
        return use.verb  # "طردت المقاومة الميليشيات من المديرية بعد معارك"
    if use.trigger.frame not in ("overtake", "retake"):
        return False
    if unwaw(view.norms[use.first]).startswith(_SEIZED_IN_WORDS):
        return True  # "فرضت سيطرتها على", "سقطت مدينة"
    before = view.tokens[max(view.sentence.first, use.first - 3) : use.first]
    if use.trigger.id == "terr.retake" and view.norms[use.first].endswith(_ITS_OWN):
        return True  # "تزامن مع استعادتها مواقع في المديرية"
    if use.verb or use.first == view.sentence.first or done(view.words, view.tokens, view.sentence.first, use):
        return True
    return any(t.norm.removeprefix("و").startswith(_DONE) for t in before)


_FOUGHT_BEFORE = frozenset({"بعد", "عقب", "اثر"})


def _entered_after_fights(use: Use, view: SentenceView) -> bool:
    """ "دخلت القوات مدينة دمت بعد معارك مع الحوثيين": the town was taken in the fight."""
    if not (use.verb and use.hit.phrase.info.endswith("past")):
        return False
    fights = [u for u in view.uses if u.trigger.frame == "clash" and u.first > use.last and not u.reason]
    return any(unwaw(view.norms[u.first - 1]) in _FOUGHT_BEFORE for u in fights)


_DEMONSTRATIONS = (  # what any sentence tells of a crowd, the most violent first
    ("Riots", "Violent demonstration"),
    ("Protests", "Excessive force against protesters"),
    ("Protests", "Protest with intervention"),
    ("Protests", "Peaceful protest"),
)


def _most_telling(weapon: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Of the ways in which one blow is told: gas and a suicide say more than what carried them, else the highest word's."""
    said = {sub for _, sub in weapon}
    return next(((_REMOTE, sub) for sub in ("Chemical weapon", "Suicide bomb", "Grenade") if sub in said), weapon[0])


def _first_told(told: Sequence[Draft], views: Sequence[SentenceView]) -> tuple[str, str] | None:
    """What the earliest sentence with a word for a fight, a stroke, a blast or a seizure of land calls the incident."""
    for draft in sorted(told, key=lambda d: d.first):
        if any(_taken(u, views[draft.sentence.number]) for u in draft.uses):
            return kinds.territory(draft)
        if draft.has("clash", "strike", "bomb"):
            kind = kinds.event_kind(draft)
            if kind[0] == "Battles":
                return next((kinds.territory(d) for d in told if _takes_land(d, views)), kind)
            return kind
    return None


def _takes_land(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """A later sentence of the same fight tells that land was taken, and not of earlier days."""
    return not draft.background and any(_taken(u, views[draft.sentence.number]) for u in draft.uses)


def _foreigners(people: Sequence[Participant], country: str) -> bool:
    """Somebody of another nation is among them ("أربعة أميركيين هم جنديان ومدنيان"): soldiers may be of that army."""
    stated = {n.entry.removeprefix("nation.").upper() for p in people for n in p.named if n.entry.startswith("nation.")}
    return bool(stated - {country})


_SECURITY = frozenset({"الامن", "قوات الامن", "رجال الامن", "عناصر الامن", "قوي الامن", "القوي الامنيه", "القوات الامنيه", "اجهزه الامن"})  # fmt: skip


def _sided(
    refs: tuple[ActorRef, ...], event_type: str, forces: Forces | None, *, struck: bool = False
) -> tuple[ActorRef, ...]:
    """Soldiers of an unnamed army are those of the country of the scene; demonstrators who riot are rioters, the
    people they struck are not."""
    out: dict[str, ActorRef] = {}
    named = any(r.actor_class == "State forces" and r.name not in ("State forces", "Police") for r in refs)
    for ref in refs:
        if ref.name == "State forces" and named:
            continue
        security = word_key(ref.text).removeprefix("و") in _SECURITY
        if event_type in ("Protests", "Riots") and security and ref.actor_class == "State forces":
            ref = structs.replace(ref, name="Police")  # the forces that face a crowd at home
        elif ref.name == "State forces" and forces:
            ref = structs.replace(ref, name=forces.security if security else forces.soldiers)
        elif ref.name == "Civilians" and event_type == "Protests":
            ref = structs.replace(ref, name="Protesters")
        elif event_type == "Riots" and (ref.name == "Protesters" or (ref.name == "Civilians" and not struck)):
            ref = structs.replace(ref, name="Rioters")
        out.setdefault(ref.name, ref)
    return tuple(out.values())


def _without_the_untold(actor2: tuple[ActorRef, ...], struck: Sequence[Participant]) -> tuple[ActorRef, ...]:
    """ "مقتل 39 شخصا في اشتباكات بين فصيلين", "القبض على أربعة أشخاص": who fell in a fight or was arrested is told as a number or as
    "persons" alone, and nobody says that they bore no arms."""
    untold = all(_untold(p) for p in struck if any(n.name == "Civilians" for n in choose(p, "patient")))
    return tuple(a for a in actor2 if a.name != "Civilians") if untold else actor2


def _untold(p: Participant) -> bool:
    return p.kinds <= {"person", "unknown"} and all(n.entry in _ANYBODIES for n in p.named)


_ANYBODY = "group.person.01"  # شخص, أشخاص
_ANYBODIES = frozenset({_ANYBODY, "group.person.02"})  # رجل, رجال


def _only_counted(people: Sequence[Participant]) -> bool:
    """Are those without arms mere numbers and "persons" ("قتل تسعة أشخاص في اشتباكات بين الجيش ومسلحين")?"""
    return not any(p.civil and any(n.entry != _ANYBODY and not n.organisation for n in p.named) for p in people)


def _actors(
    reading: Reading,
    people: Sequence[Participant],
    role: str,
    other: set[str] | None = None,
    *,
    crowd: bool = False,
) -> tuple[ActorRef, ...]:
    """Actors each name once; organisations are preferred to the nouns that stand for them ("مسلحون" of a named group)."""
    refs: dict[str, ActorRef] = {}
    for p in people:
        for named in choose(p, role, crowd=crowd):
            start, end = reading.span(p.first, p.last)
            ref = ActorRef(
                named.name, reading.quote(p.first, p.last), start, end, named.entry, named.actor_class, named.label
            )
            known = refs.get(ref.name)
            if known is None or (role == "patient" and ref.start < known.start):
                refs[ref.name] = ref
    armed = [r for r in refs.values() if r.actor_class in ARMED_CLASSES]
    if "Unidentified armed group" in refs and (len(armed) > 1 if _only_counted(people) else len(refs) > 1):
        armed.remove(refs.pop("Unidentified armed group"))
    for ref in armed:
        if ref.entry.endswith(".any") and any(not r.entry.endswith(".any") for r in armed):
            refs.pop(ref.name)  # "المتمردون" beside the name of theirs
    facing = any(p.slot in ("with", "and") and p.armed for p in people)
    suspects = any(
        p.kinds == {"suspect"} for p in people
    )  # "إيقاف شخصين": a sentence says of them what they are suspected of
    unknown = _only_counted(people) if facing or suspects else not any(p.civil for p in people)
    if role == "patient" and "Civilians" in refs and len(refs) > 1 and unknown:
        refs.pop("Civilians")  # "قتلى", "الجرحى" beside those that are named: who they are is told
    branches = {n.side for p in people for n in p.named if n.organisation and n.entry != n.side}
    for ref in [r for r in refs.values() if r.entry in branches]:
        refs.pop(ref.name)  # "القاعدة" beside the name of its branch
    mutual = {n.name for p in people if p.slot == "and" for n in p.named}  # "بين قبيلتين"
    for name in [
        n for n in refs if n in (other or ()) and n not in mutual
    ]:  # in the order of mention: which one stays must not be chance
        refs.pop(name, None)
    return tuple(refs.values())


_UNITS = "group.state.10"  # entry of groups.tsv: "دورية", "رتل عسكري"
_ALLIES = 4  # nations that one phrase names together


def choose(p: Participant, role: str = "", *, crowd: bool = False) -> list[Named]:
    """Names of a participant: the organisation where there is one, civilians by their noun, a nation by its forces."""
    organisations = [n for n in p.named if n.organisation]
    nations = [n for n in p.named if n.entry.startswith("nation.")]
    groups = [n for n in p.named if not n.organisation and n not in nations and n.name]
    if p.armed and len(groups) > 1 and groups[0].entry == _MEMBER_OF:
        groups = groups[1:]  # "أفراد من الشرطة" are no family
    if len(groups) > 1 and groups[0].entry == _UNITS and groups[1].actor_class == "State forces":
        groups = groups[1:]  # "دورية للشرطة": whose unit it is
    civil = (p.kinds - {"family"} if _MEMBER_OF in {n.entry for n in p.named} and p.armed else p.kinds) & {
        "civilian",
        "person",
        "journalist",
        "aid",
        "health",
        "official",
        "detainee",
        "family",
        "worker",
        "religious",
        "protester",
        "rioter",
    }
    if role == "patient" and any(n.entry in _SETTLERS for n in organisations) and "armed" not in p.kinds:
        return [Named("Civilians", n.entry, n.first, n.last, "Civilians") for n in organisations[:1]]
    if organisations and role == "agent" and not crowd and groups and groups[0].entry == FOLLOWERS:
        return organisations[:2]  # "اعتدى مناصرو الحزب على مرشح"
    if civil == {"person"} and not organisations and len(groups) > 1:
        armed = [n for n in groups[1:] if n.actor_class in FACTIONS and n.first == groups[0].last]
        if armed:
            return armed[:1]  # "قتلت الشرطة رجلين مسلحين"
    if role == "patient" and civil == {"official"} and any(n.actor_class in FACTIONS for n in organisations):
        return organisations[:1]  # "المسؤول العسكري في الجبهة"
    if civil and groups and not (organisations and groups[0].entry == _MEMBER_OF and p.armed):
        return groups[:1]
    if organisations:
        return organisations[:2]
    if nations and (p.kinds & {"state", AUTHORITY} or (not p.kinds and not p.counted and role != "patient")):
        together = all(a.last == b.first for a, b in pairwise(nations))
        # "الضربة الأميركية البريطانية الفرنسية"
        return nations[:_ALLIES] if role == "agent" and together else nations[:1]
    if groups:
        return groups[:1]
    if (
        p.kinds == {"unknown"}
        or (p.outcome and not p.lost)
        or p.others
        or (nations and (p.counted or "person" in p.kinds))
    ):
        return [Named("Civilians", "group.person", p.first, p.last, "Civilians")]
    return []


def _rivals(exact: Sequence[tuple[Draft, Figure]], low: int | None, views: Sequence[SentenceView]) -> list[int]:
    """Other sources' figures for the same incident: cited by another name, and not too far from the first."""
    said: dict[int | None, set[str]] = {}
    if all(f.low == low for _, f in exact):
        return []
    for d, f in exact:
        said.setdefault(f.low, set()).update(_voices(d, views[d.sentence.number]))
    mine = said.get(low) or set()
    tolls = {f.low for d, f in exact if d.toll}  # "وقال ناشطون إن عدد القتلى بلغ 25", beside the article's own figure
    out = []
    for other, names in said.items():
        near = other and low and other != low and RIVALS <= other / low <= 1 / RIVALS
        told = (mine and names) or ((mine or names) and not tolls.isdisjoint((low, other)))
        if other and near and told and not mine & names and not _of_others(exact, low, other, views):
            out.append(other)
    return out


def _voices(draft: Draft, view: SentenceView) -> set[str]:
    """Who says what the stretch tells: those that it cites, else somebody whom it does not name ("قال ضابط آخر إن")."""
    start, end = view.reading.span(draft.first, draft.last)
    named = {s.name for s in cited(view) if start <= s.start < end}
    speech = any(h.phrase.entry.kind == "said" and draft.first <= h.first < draft.last for h in view.markers)
    return named or ({"somebody"} if speech else set())


def _of_others(
    told: Sequence[tuple[Draft, Figure]], low: int | None, other: int, views: Sequence[SentenceView]
) -> bool:
    """The soldiers or gunmen among the dead ("مقتل خمسة عسكريين" beside "12 شخصا") are a part of them, and no other toll; so are those
    told as a part elsewhere ("25 قتيلا بينهم تسعة صحفيين"), and who make up the whole with a number beside them ("19 قتيلا", "13 من
    القوات مقابل ستة من المسلحين")."""
    armed = {n: {c.who.armed for d, f in told if f.low == n for c in d.own if c.low == n} for n in (low, other)}
    who = {n.entry for d, _ in told for c in d.own if c.low == other for n in c.who.named}
    parts = [p for d, _ in told for p in views[d.sentence.number].people if p.part and p.figure]
    parts = [p for p in parts if p.armed or any(n.entry in who for n in p.named)]
    least, most = sorted((low or 0, other))
    beside = (n for d, f in told if f.low == least for n in views[d.sentence.number].numbers)
    whole = most != 2 * least and any(n.kind == "exact" and n.low == most - least for n in beside)
    return whole or armed[low].isdisjoint(armed[other]) or any(p.figure and p.figure.low == other for p in parts)


def _days_ago(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """ "وقتل قبل أيام 45 مسلحا": an earlier toll, told beside today's."""
    norms = [t.norm for t in views[draft.sentence.number].tokens[draft.first : draft.last]]
    return any(a == "قبل" and b in LONG_AGO for a, b in pairwise(norms))


def _before_it(draft: Draft, date: DateRef) -> bool:
    """ "والشهر الماضي قتل عشرة": dated days before the incident."""
    ended = draft.date.end if draft.date else None
    return bool(ended and date.start) and days_before(str(ended), str(date.start)) > _STILL_IT


_STILL_IT = 2  # days from a toll's day to the one chosen for its incident: news of the day after tells both


def _both_sides(told: Sequence[tuple[Draft, Figure]]) -> Figure | None:
    """The dead of two sides told apart ("25 قتيلا من قوات النظام … مقتل 18 داعشيا") are one toll with parts, unless some sentence
    gives a toll as high. Only for fights, and only where each figure names its side."""
    fought = any(d.has("clash", "overtake", "retake", "repel") for d, _ in told)
    sides: dict[frozenset[str], Figure] = {}
    for draft, figure in told:
        names = frozenset(n.name for c in draft.own if c.stated for n in c.who.named if n.organisation)
        if names and not (figure.low or 0) < (sides[names].low or 0 if names in sides else 0):
            sides[names] = figure
    groups = list(sides)
    if not fought or len(groups) != 2 or groups[0] & groups[1]:
        return None
    figures = [sides[g] for g in groups]
    low = sum(f.low or 0 for f in figures)
    if any((f.low or 0) >= low for _, f in told):
        return None
    high = None if any(f.high is None for f in figures) else sum(f.high or 0 for f in figures)
    parts = tuple(Part(min(g), f.low, f.high) for g, f in sides.items())
    return Figure(low, high, parts)


def _with_attackers(told: Sequence[tuple[Draft, Figure]], key: str, views: Sequence[SentenceView]) -> Figure | None:
    """ "سبعة مهاجمين قتلوا …، وقتل شرطي": the dead attackers and those whom they killed are told apart and are one toll, unless
    some sentence has them among the others ("خمسة قتلى بينهم المهاجم")."""
    if key != "fatalities" or len(told) < 2:
        return None
    people = (p for d, _ in told for p in views[d.sentence.number].people)
    if any(p.part and any(n.entry == ATTACKER for n in p.named) for p in people):
        return None
    ours = [(d, f, {n.entry for c in d.own if c.key == key for n in c.who.named}) for d, f in told]
    attackers = [f for _, f, who in ours if who == {ATTACKER}]
    others = [f for d, f, who in ours if ATTACKER not in who and any(_struck_man(c.who) for c in d.own if c.key == key)]
    if not attackers or not others or len(attackers) + len(others) < len(ours):
        return None
    theirs, rest = (max(g, key=lambda f: f.low or 0) for g in (attackers, others))
    return _plus(rest, theirs) if rest.low != theirs.low or not rest.low or rest.low < _SAME_TOLL else None


def _struck_man(p: Participant) -> bool:
    """Told by his kind: "20 قتيلا" may hold the attackers."""
    return p.civil or bool(p.kinds & {"police", "state"})


_SAME_TOLL = 3  # the same higher figure for both is one toll told twice

_HEADS = frozenset({Role.TITLE, Role.SUBTITLE})


def _figure(drafts: Sequence[Draft], key: str, views: Sequence[SentenceView], date: DateRef) -> Figure | None:
    """One figure of all drafts: stated numbers before mere nouns, exact before "dozens"; of differing ones the most often
    told, then the highest (a running toll replaces the earlier); "at least" said once opens the upper bound."""
    told = [(d, f) for d in drafts if (f := total(d.own, key)) and f.low]
    told = [t for t in told if not (t[0].background or _days_ago(t[0], views))] or told
    told = [t for t in told if not _before_it(t[0], date)] or told
    told = _added_up(told, key)
    if not told:
        none = any(c.key == key and c.high == 0 for d in drafts for c in d.own)
        return Figure(0, 0) if none else None
    stated = [(d, f) for d, f in told if any(c.stated for c in d.own if c.key == key)] or told
    exact = [(d, f) for d, f in stated if not any(c.who.vague for c in d.own if c.key == key)] or stated
    exact = [
        t for t in exact if t[0].sentence.role not in _HEADS
    ] or exact  # a headline rounds, and may name another deed
    summed = _with_attackers(exact, key, views) or _both_sides(
        [(d, f) for d, f in exact if any(c.stated for c in d.own if c.key == key)]
    )
    if summed and key in ("fatalities", "injured"):
        return summed
    often = Counter(f.low for _, f in exact)
    low = max(often, key=lambda n: (often[n], n or 0))
    base = low
    same = [f for _, f in stated if f.low == base]
    high = None if any(f.high is None for f in same) else max(f.high or 0 for f in same)
    rivals = _rivals(exact, low, views)
    if rivals:
        # "at least" of one is the figure that another gives
        low, high = min([low or 0, *rivals]), max([low or 0, *rivals])
    return Figure(low, high, _parts([d for d, f in exact if f.low == base], key))


def _added_up(told: Sequence[tuple[Draft, Figure]], key: str) -> list[tuple[Draft, Figure]]:
    """ "إصابة 18 مصليا، فيما أصيب أربعة من الشرطة": the figures of different people in the clauses of one sentence are one toll, and
    so is what "كما أصيب ثلاثة مدنيين" adds in the next; so are those of "إيقاف شخص … كما تم إيقاف 12 شخصا"."""
    out: list[tuple[Draft, Figure]] = []
    for draft, figure in told:
        before = out[-1] if out else None
        if before is not None and before[0].sentence.role in _HEADS:
            out.append((draft, figure))  # a headline's figure is told again
            continue
        if before is not None and draft.also and key in _TAKEN and before[1].low != figure.low:
            out[-1] = (before[0], _plus(before[1], figure))
            continue
        if before is not None and not draft.toll and (before[0].sentence is draft.sentence or draft.also):
            ours, theirs = (
                {n.entry for c in d.own if c.key == key and c.stated for n in c.who.named} for d in (before[0], draft)
            )
            vague = any(c.who.vague for d in (before[0], draft) for c in d.own if c.key == key)
            if ours and theirs and not ours & theirs and not vague:
                both = [*before[0].counts, *(c for c in draft.counts if c.key == key)]
                out[-1] = (replace(before[0], counts=both), _plus(before[1], figure))
                continue
        out.append((draft, figure))
    return out


_TAKEN = frozenset({"captured", "abducted"})


def _plus(a: Figure, b: Figure) -> Figure:
    high = None if a.high is None or b.high is None else a.high + b.high
    return Figure((a.low or 0) + (b.low or 0), high)


def _attackers(figure: Figure | None, drafts: Sequence[Draft], actor1: Sequence[ActorRef]) -> Figure | None:
    """Losses of "المهاجمين" are those of actor1."""
    if figure is None or not actor1 or "Unidentified armed group" in {a.name for a in actor1}:
        return figure
    words = {n.entry for d in drafts for c in d.own for n in c.who.named}
    parts = tuple(
        structs.replace(p, group=actor1[0].name) if p.group == "Unidentified armed group" and ATTACKER in words else p
        for p in figure.parts
    )
    return structs.replace(figure, parts=parts)


def _parts(drafts: Sequence[Draft], key: str) -> tuple[Part, ...]:
    """Shares by group, from the first draft that names who is counted."""
    for draft in drafts:
        parts: dict[str, Part] = {}
        for c in draft.own:
            names = choose(c.who)
            if c.key == key and c.stated and names:
                old = parts.get(names[0].name)
                low = c.low + (old.low or 0 if old else 0)
                high = None if c.high is None or (old and old.high is None) else c.high + (old.high or 0 if old else 0)
                parts[names[0].name] = Part(names[0].name, low, high)
        if parts:
            return tuple(parts.values())
    return ()


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


def _place(reading: Reading, drafts: Sequence[Draft]) -> tuple[PlaceRef | None, str | None]:
    """The most precise place that the drafts name, the first told among equals."""
    found = [(d, d.place) for d in drafts if d.place is not None and d.place.place is not None]
    found = _in_one_land(found) or told_elsewhere(reading, drafts)
    found = narrowed(reading, found)
    if not found:
        return None, refused_in(reading, drafts) or "no_place_in_text"
    parts = {p.where.admin1 for _, p in found if p.where.level == "district" and p.relation in LOCATIVE}
    _, best = max(found, key=lambda f: (_fineness(f[1], parts), f[0].sentence.role != Role.TITLE, -f[1].first))
    start, end = reading.span(best.first, best.last)
    row: Any = best.place
    return PlaceRef(
        name=_told(row, row.name, ", "), text=reading.quote(best.first, best.last), start=start, end=end, level=row.level, country=row.country,
        admin1=row.admin1, admin2=row.admin2, lat=row.lat, lon=row.lon,
        geo_precision=row.geo_precision if row.geo_precision is not None else _PRECISION.get(row.level),
        extent_km=row.extent_km, name_ar=_told(row, row.name_ar, "، "), entry=row.entry, basis=row.basis,
        admin_basis=row.admin_basis,
    ), None  # fmt: skip


def _in_one_land(found: list[tuple[Draft, PlaceFound]]) -> list[tuple[Draft, PlaceFound]]:
    """ "قصف في ليبيا … بعد هجوم المنيا": without bare names of a country that is first named behind the one in which it was."""
    kept: list[tuple[Draft, PlaceFound]] = []
    for draft, p in sorted(found, key=lambda f: (f[0].sentence.number, f[1].first)):
        before = [q for _, q in kept]
        told = any(q.relation in LOCATIVE for q in before)
        if p.relation in LOCATIVE or p.typed or not told or any(q.where.country == p.where.country for q in before):
            kept.append((draft, p))
    return kept


def _discourse_date(
    drafts: Sequence[Draft], views: Sequence[SentenceView], published: str | None, taken: Collection[tuple[int, int]]
) -> DateMention | None:
    """News tells the day once: an undated incident has the day of the sentence before it in its paragraph, else of the
    paragraph just before, else today or yesterday where the whole text tells of no other day. Background and incidents told as past keep none."""
    first = min(drafts, key=lambda d: d.sentence.number)
    if any(d.background or _recently(d, views) for d in drafts):
        return None
    if (at := came_before(views[first.sentence.number], first)) is not None:  # "بعد يومين من هجوم صاروخي"
        before = (d for view in reversed(views[: first.sentence.number]) if not _speaks_only(view) for d in _days(view))
        return counted_back(views[first.sentence.number], at, next(before, None))
    if days_later(views[first.sentence.number], first.head) is not None:
        return None
    others = {
        (d.first, d.last)
        for draft in drafts
        for d in _days(views[draft.sentence.number])
        if draft.first <= d.first < draft.last
        and (
            of_something_else(views[draft.sentence.number], draft, d)
            or of_the_saying(views[draft.sentence.number], draft, d)
        )
    }
    for view in reversed(views[: first.sentence.number + 1]):
        sentences = first.sentence.number - view.sentence.number
        if first.sentence.para - view.sentence.para > 1 or sentences > _NEAR:
            break
        if view.sentence.number != first.sentence.number and of_the_past(view):
            continue  # "وكانت قوات هاجمت أمس …": told as what went before, and of nothing told beside it
        days = [*_days(view), *_row(view, first)]
        if not sentences:  # "غارة يوم السبت كما قصفت …": and not "… قتل خمسة، فيما اعتقل الجيش أمس ثلاثة"
            days = [d for d in days if d.first < first.head.first] if not first.answered else []
        dated = [d for d in days if (d.first, d.last) not in others and not _only_said(view, d)]
        claimed = min((h.first for h in view.markers if h.phrase.entry.kind == "claim"), default=view.sentence.last)
        deeds = [u.first for u in view.uses if not u.reason]
        if (
            dated
            and view.uses
            and not _speaks_only(view)
            and (claimed == view.sentence.last or (deeds and min(deeds) < dated[0].first < claimed))
            and not _of_an_old_deed(view, dated[0], first)
        ):
            return dated[0]  # a day that is told after a claim is that of the statement
    head = (
        first.sentence.role == Role.TITLE
    )  # what it tells is told again right behind it, in words that may name no deed
    telling = [
        view
        for view in views
        if (view.uses and not _speaks_only(view))
        or (head and not view.uses and _ahead(view, first) and not speaks(view))
    ]
    told = [(view, d) for view in telling for d in _days(view) if (d.first, d.last) not in others]
    if len({(d.start, d.end) for _, d in told}) != 1:
        return None
    apart = (p for p in told if p[0].sentence.number != first.sentence.number)
    own = [(view, d) for view, d in apart if not (of_the_past(view) or _only_said(view, d))]
    own = [
        (view, d)
        for view, d in own
        if _ahead(view, first)
        or ((d.first, d.last) in taken and not said_then(view, d))  # a day of news, and no statement's
    ]
    return next((d for _, d in own if _fresh(d, published)), None)


def _ahead(view: SentenceView, first: Draft) -> bool:
    """A sentence right behind the headline, or the lead, of an incident: there its day is told."""
    return 0 < view.sentence.number - first.sentence.number <= _AHEAD


_NEAR = 2  # sentences of a long paragraph after which its day is told no more
_AHEAD = 2  # sentences after a headline in which the day of what it tells may be found


_UNREAL = frozenset({"threatened", "planned", "feared", "called_for", "hypothetical", "averted", "general", "question", "other_sense", "metaphor", "negated", "denied"})  # fmt: skip


def _only_said(view: SentenceView, date: DateMention) -> bool:
    """ "حذر الوزير، الثلاثاء، من أي هجوم", "أعلن المتحدث الاثنين بدء الإعمار": the day of a statement that tells of no deed."""
    return put_out_then(view, date) or (all(u.reason in _UNREAL for u in view.uses) and said_then(view, date))


def _of_an_old_deed(view: SentenceView, date: DateMention, draft: Draft) -> bool:
    """ "قتل برصاص شرطي في 9 أغسطس 2014. ونظمت تظاهرات في عموم البلاد": a day of other years is that of the killing told with it,
    and of no demonstration of another sentence."""
    plain = draft.family == "protest" and all(u.frame.family == "protest" for u in draft.uses)
    if not plain or view.sentence.number == draft.sentence.number:
        return False
    return of_other_years(view, date) and all(u.frame.family != "protest" for u in view.uses)


_ROW = "date.row"  # the rule of a row of days
_SPOKEN_OF = frozenset({"court", "commemorated", "historical"})


def _speaks_only(view: SentenceView) -> bool:
    """ "قضت محكمة، الخميس، بإعدام 17 في قضية تفجير": the day of a sentence that only judges or remembers the deed is none of a deed."""
    return all(u.reason in _SPOKEN_OF for u in view.uses)


def _fresh(d: DateMention, published: str | None) -> bool:
    """The day of the report or the one before it."""
    if d.kind == "relative" or _WITH_TODAY in d.rule or _WITH_YESTERDAY in d.rule:
        return True
    return bool(published and d.start) and 0 <= days_before(str(d.start), str(published)[:10]) <= 1


_WITH_TODAY, _WITH_YESTERDAY = "today_weekday", "yesterday_weekday"
_RECENTLY = frozenset({"موخرا", "اخيرا", "حديثا", "سابقا"})


def _recently(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """ "التفجير الذي وقع مؤخرا": its day is not that of the report."""
    return any(t.norm in _RECENTLY for t in views[draft.sentence.number].tokens[draft.first : draft.last])


def _days(view: SentenceView) -> list[DateMention]:
    kinds = ("relative", "weekday", "absolute")
    return [d for d in view.dates if d.start and d.precision == "day" and d.kind in kinds]


def _row(view: SentenceView, draft: Draft) -> list[DateMention]:
    """ "لليوم الثالث على التوالي": the days of a protest, told in the sentence before it."""
    return [d for d in view.dates if d.rule == _ROW and d.start] if draft.family == "protest" else []


def _told_yesterday(date: DateMention, views: Sequence[SentenceView]) -> DateMention:
    """ "الليلة الماضية" in tomorrow's paper: where all that happened is told as "أمس" and nothing as "اليوم", whoever speaks of
    last night spoke yesterday."""
    if date.rule != "date.last_night" or not date.start or not date.end:
        return date
    rules = [d.rule for view in views for d in view.dates]
    if not any("yesterday" in r for r in rules) or any("today" in r for r in rules):
        return date
    start, end = ((dt.date.fromisoformat(d) - dt.timedelta(days=1)).isoformat() for d in (date.start, date.end))
    return date._replace(start=start, end=end, rule="date.last_night.told_yesterday")


def _date(
    reading: Reading, drafts: Sequence[Draft], views: Sequence[SentenceView], days: Collection[tuple[int, int]]
) -> DateRef:
    """The finest date told for the incident; empty with its reason when the text gives none."""
    order = {"day": 0, "week": 1, "month": 2, "year": 3}
    found = [(d.date, d) for d in drafts if d.date is not None and d.date.start]
    said = min((str(m.end) for m, d in found if d.undated), default=None)  # a rough date is another deed's then
    found = [(m, d) for m, d in found if not d.undated and (said is None or m.precision == "day")]
    if found:
        rank = [(order.get(m.precision, 9), m.rule == _ROW, _loose(views[d.sentence.number], d, m)) for m, d in found]
        best = _told_yesterday(found[rank.index(min(rank))][0], views)
        if best.rule == _ROW:  # "لليوم الخامس على التوالي": a day that is told beside it says more
            best = _discourse_date(drafts, views, reading.article.published, days) or best
        start, end = reading.span(best.first, best.last)
        return DateRef(
            best.start, best.end, best.precision, reading.quote(best.first, best.last), start, end, best.rule
        )
    heard = _discourse_date(drafts, views, reading.article.published, days)
    if heard and (said is None or str(heard.end) <= said):
        start, end = reading.span(heard.first, heard.last)
        return DateRef(
            heard.start,
            heard.end,
            heard.precision,
            reading.quote(heard.first, heard.last),
            start,
            end,
            "date.discourse",
        )
    unresolved = next((d.date for d in drafts if d.date is not None and not (d.undated or d.date.start)), None)
    if unresolved:
        start, end = reading.span(unresolved.first, unresolved.last)
        return DateRef(
            None,
            None,
            "unknown",
            reading.quote(unresolved.first, unresolved.last),
            start,
            end,
            unresolved.rule,
            "no_publication_date",
        )
    return DateRef(None, None, "unknown", reason="not_stated")


def _loose(view: SentenceView, draft: Draft, date: DateMention) -> bool:
    """A day that may be later than the deed's: of a statement, or of what came after it."""
    return said_then(view, date) or told_of_the_answer(view, draft, date)


def _control(reading: Reading, drafts: Sequence[Draft], views: Sequence[SentenceView]) -> ControlRef | None:
    """The holder of the area as stated near the event: "الخاضعة لسيطرة …", "الواقع تحت سيطرة …"."""
    for draft in drafts:
        view = views[draft.sentence.number]
        for p in view.people:
            if p.organisation and not _HELD.isdisjoint(view.norms[max(view.sentence.first, p.first - 4) : p.first]):
                start, end = reading.span(max(view.sentence.first, p.first - 3), p.last)
                return ControlRef(p.named[0].name, reading.article.text[start:end], start, end)
    return None


_GONE_BY = (
    5  # days: of the incidents of the gold that are told six days and more after their day nine of ten are background
)
_LEADING = (Role.TITLE, Role.SUBTITLE, Role.LEAD)
_OPENING = 3  # sentences of an article that say what its headline is about
_LONG_GONE = 30  # days after which a headline's incident too is one that the news only comes back to


def _background(drafts: Sequence[Draft], reading: Reading, views: Sequence[SentenceView], date: DateRef) -> bool:
    """Told as what went before: dated well before the publication, or every draft in the pluperfect or as what led up to it."""
    published = (reading.article.published or "")[:10]
    ago = days_before(date.end, published) if published and date.end else 0
    headline = any(d.sentence.role == Role.TITLE for d in drafts)
    opening = (d.date for d in drafts if d.sentence.role in _LEADING or d.sentence.number <= _OPENING)
    leading = any(m and m.end and published and days_before(m.end, published) > _LONG_GONE for m in opening)
    if ago > (_LONG_GONE if headline else _GONE_BY) and (leading or not headline):
        return True
    return not headline and all(d.background or went_before(views[d.sentence.number], d) for d in drafts)


def days_before(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days


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
