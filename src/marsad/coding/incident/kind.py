"""Type and sub-type of an incident whose sentences tell several things: land that changed hands, else what its first telling sentence
says, else its highest word; and the same put right once the sides are known (who took the land, who flies, who bore no arms)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.arabic.tokens import unwaw
from marsad.coding.incident import acled
from marsad.coding.incident.acled import EXCESSIVE, REGAINED, REMOTE, SEIZED
from marsad.coding.incident.actors import only_counted
from marsad.coding.incident.figures import HARMED
from marsad.coding.lexicon import Lexicon
from marsad.coding.people.participants import FACTIONS, STATES, Participant
from marsad.coding.roles.deeds import done
from marsad.coding.sentence.draft import (
    Draft,
    Use,
    drones,
    of_a_crowd,
    of_the_state,
)
from marsad.coding.sentence.signs import bare_nation
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Role
from marsad.model.record import ActorRef, PlaceRef

Kind = tuple[str, str]  # type and sub-type
_ABDUCTION = ("Violence against civilians", "Abduction/forced disappearance")
_MOB = ("Riots", "Mob violence")
_ATTACK = ("Violence against civilians", "Attack")
_CLASH = ("Battles", "Armed clash")
_TORN_DOWN = ("Strategic developments", "Looting/property destruction")
_GENERAL = (_CLASH, _ATTACK)
_ARRESTS = ("Strategic developments", "Arrests")
_AIR = (REMOTE, "Air/drone strike")
_DEMONSTRATIONS = (  # what any sentence tells of a crowd, the most violent first
    ("Riots", "Violent demonstration"),
    EXCESSIVE,
    ("Protests", "Protest with intervention"),
    ("Protests", "Peaceful protest"),
)
DISRUPTED = "Disrupted weapons use"


def lead_of(drafts: Sequence[Draft]) -> Draft:
    """The draft that names the event best: the highest-ranked trigger, the earliest among equals."""
    return max(drafts, key=lambda d: (d.head.frame.rank, -d.first))


def kind_of(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> Kind:
    """Type of the incident: land that changed hands; else what the first sentence with a telling word says; else its highest
    word, with remote violence told anywhere before a general word, and the sides of all its sentences."""
    told, beside = _telling(drafts)
    found = [acled.event_kind(d) for d in told]
    return (
        _in_demonstrations(drafts, told, found, views)
        or _of_a_fight(told, views)
        or _of_remote_violence(told, found)
        or _by_the_sides(drafts, told, found, beside)
    )


def _telling(drafts: Sequence[Draft]) -> tuple[list[Draft], set[int]]:
    """Drafts that tell how it was done, the highest word first, and the ids of those without: fights told beside the blow."""
    ranked = sorted(drafts, key=lambda d: (-d.head.frame.rank, d.first))
    told = [d for d in ranked if d.family != "outcome"] or ranked[:1]
    beside = {id(d) for d in told if _fight_beside(d, told)}
    return [d for d in told if id(d) not in beside], beside


def _in_demonstrations(
    drafts: Sequence[Draft], told: Sequence[Draft], found: Sequence[Kind], views: Sequence[SentenceView]
) -> Kind | None:
    """What is told of a crowd, and of forces that shot at one."""
    crowd = [k for k in found if k in _DEMONSTRATIONS]
    if found[0] in crowd:
        stones = all(acled.stones_alone(d) for d in told) and not any(v.holds(v.words["demonstrations"]) for v in views)
        return _MOB if stones else min(crowd, key=_DEMONSTRATIONS.index)
    if crowd and found[0] == _CLASH and any(of_a_crowd(d) for d in told):
        return min(crowd, key=_DEMONSTRATIONS.index)  # a headline's "اشتباكات", of which the text says who they were
    fired = _deadly(drafts) or any(d.has("shot", "shoot") for d in drafts)
    return EXCESSIVE if found[0] in _GENERAL and fired and _in_a_crowd(drafts, views) else None


def _of_a_fight(told: Sequence[Draft], views: Sequence[SentenceView]) -> Kind | None:
    """A fight, or land taken in it, that the first telling sentence tells, or that a blast only opened."""
    first = _first_told(told, views)
    if first and first[0] == "Battles":
        return first
    return _CLASH if _opened_with_a_blast(told, views) else None


def _of_remote_violence(told: Sequence[Draft], found: Sequence[Kind]) -> Kind | None:
    """Remote violence told anywhere, where the highest word is one of it or a general one."""
    plain = [(_bare_strike(d), k) for d, k in zip(told, found, strict=True) if k[0] == REMOTE]
    weapon = [k for _, k in sorted(plain, key=lambda p: p[0])]  # "ضربات جوية" says more than a headline's "قصف"
    general = found[0][0] in ("Violence against civilians", "Battles") or found[0] == _TORN_DOWN
    if weapon and general and found[0] != _ABDUCTION:
        return _most_telling(weapon)
    return _most_telling(weapon) if found[0] in weapon or "Suicide bomb" in {k[1] for k in weapon} else None


def _by_the_sides(drafts: Sequence[Draft], told: Sequence[Draft], found: Sequence[Kind], beside: set[int]) -> Kind:
    """What the highest word says, by who bore arms, who died and who was only taken in all the sentences."""
    deadly = _deadly(drafts)
    clashed = any(d.has("clash", "repel") and not (acled.shot_amid(d) or d.summary or id(d) in beside) for d in drafts)
    armed = clashed or _fought(drafts)
    bare = found[0] == _ATTACK and told[0].head.trigger.frame == "attack" and not told[0].head.verb
    if found[0] == _CLASH or bare:
        if any(d.has("arrest", "dismantle", "topple") for d in drafts) and not (
            deadly or _wounded(drafts) or armed or any(d.has("shoot") for d in drafts)
        ):
            return _ARRESTS  # a raid that only arrests
        if _ATTACK in found and not armed and not bare:
            return _ATTACK
    if found[0] == _CLASH and any(d.at_prayer for d in told) and not clashed:
        return _ATTACK
    if _ABDUCTION in found and found[0] in _GENERAL and not (deadly or armed):
        return _ABDUCTION  # "اختطفن بعد اقتحام مسلحين مدرستهن"
    if found[0] == _FOILED and _plotters_caught(told[0], drafts):
        return _ARRESTS
    if deadly and found[0] == _TORN_DOWN:
        return _CLASH if armed else _ATTACK
    if found[0] == _ATTACK and armed and not (told[0].has("execute") or (told[0].at_prayer and not clashed)):
        return _CLASH
    return found[0]


def _deadly(drafts: Sequence[Draft]) -> bool:
    return any(c.key == "fatalities" for d in drafts for c in d.counts)


def _wounded(drafts: Sequence[Draft]) -> bool:
    return any(c.key == "injured" and c.stated and c.low for d in drafts for c in d.counts)


def _fought(drafts: Sequence[Draft]) -> bool:
    """Was somebody with arms struck, who did not begin and was not only answered or taken in?"""
    hurt = any(p.civil and d.head.frame.family == "violence" for d in drafts for p in d.patients)
    faced = [(p, d) for d in drafts for p in d.patients if acled.fights(p) and not _taken_in(p, d)]
    fought = any(not (hurt and (acled.began(p) or bare_nation(p) or _shot_for_it(p, d))) for p, d in faced)
    by_hand = hurt and any(acled.by_hand(d) for d in drafts)  # "دهس المارة": a policeman among the dead makes no fight
    return fought and not by_hand


_FOILED = ("Strategic developments", DISRUPTED)
_CAUGHT = ("arrest", "dismantle", "topple", "capture")


def _plotters_caught(lead: Draft, drafts: Sequence[Draft]) -> bool:
    """ "إحباط محاولة اعتداء وتوقيف شقيقين": of what was foiled only the arrests are told, and no arms were found."""
    caught = any(d.has(*_CAUGHT) for d in drafts)
    return lead.has("disrupt") and caught and not any(d.has("disarm", "destroy") for d in drafts)


def _fight_beside(draft: Draft, told: Sequence[Draft]) -> bool:
    """ "وقتل مئة شخص في اشتباكات منذ العام الماضي" after "قتل مجهولون سائحا": a fight without fighters on its other side, told after the
    blow on people without arms, is another's."""
    if not draft.has("clash", "repel") or draft.has("attack") or any(acled.fights(p) for p in draft.patients):
        return False
    if acled.event_kind(draft) != _CLASH:
        return False
    before = [d for d in told if d.first < draft.first and acled.event_kind(d) == _ATTACK]
    if not draft.has("shot") and any(_toll(d) and _toll(d) == _toll(draft) for d in before):
        return False  # "قتل العشرات … قتل العشرات في اشتباكات": how those told of died
    return any(p.civil and not p.outcome and not only_counted([p]) for d in before for p in d.patients)


def _toll(draft: Draft) -> set[tuple[int, int | None]]:
    return {(c.low, c.high) for c in draft.own if c.key == "fatalities"}


def _shot_for_it(p: Participant, draft: Draft) -> bool:
    """ "أطلق رجال الأمن النار على المسلح": forces that answer the one who attacked."""
    answered = bool(draft.agents) and all(of_the_state(q) for q in draft.agents) and draft.has("shoot", "shot", "kill")
    return answered and not of_the_state(p) and not any(n.organisation for n in p.named)


_AMID = frozenset({"خلال", "اثناء", "في", "ضمن"})
_MARCH = frozenset({"مسيره", "مسيرات"})
_AMID_WITHIN = 4  # words from "في" to the demonstrations ("في الجمعة الخامسة من الاحتجاجات")


def _in_a_crowd(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> bool:
    """ "استشهد فتى برصاص الجيش في احتجاجات العودة": forces of a state shot dead somebody unarmed in a demonstration."""
    doers = [p for d in drafts for p in d.agents]
    if not doers or not all(of_the_state(p) for p in doers) or not any(d.has("shot", "shoot", "kill") for d in drafts):
        return False
    struck = [p for d in drafts for p in d.patients]
    if any(acled.fights(p) for p in struck):
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


def _most_telling(weapon: Sequence[Kind]) -> Kind:
    """Of the ways in which one blow is told: gas and a suicide say more than what carried them, else the highest word's."""
    said = {sub for _, sub in weapon}
    return next(((REMOTE, sub) for sub in ("Chemical weapon", "Suicide bomb", "Grenade") if sub in said), weapon[0])


def _first_told(told: Sequence[Draft], views: Sequence[SentenceView]) -> Kind | None:
    """What the earliest sentence with a word for a fight, a stroke, a blast or a seizure of land calls the incident."""
    for draft in sorted(told, key=lambda d: d.first):
        if any(_taken(u, views[draft.sentence.number]) for u in draft.uses):
            return acled.territory(draft)
        if draft.has("clash", "strike", "bomb"):
            kind = acled.event_kind(draft)
            if kind[0] == "Battles":
                return next((acled.territory(d) for d in told if _takes_land(d, views)), kind)
            return kind
    return None


def _takes_land(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """A later sentence of the same fight tells that land was taken, and not of earlier days."""
    return not draft.background and any(_taken(u, views[draft.sentence.number]) for u in draft.uses)


def of_arms(drafts: Sequence[Draft]) -> Kind:
    """How arms that were brought down would have struck."""
    return REMOTE, acled.BY_WEAPON["air" if any(map(drones, drafts)) else "shell"]


def land_taken(
    sub_type: str,
    drafts: Sequence[Draft],
    doers: Sequence[Participant],
    actor1: Sequence[ActorRef],
    place: PlaceRef | None,
    lexicon: Lexicon,
) -> str:
    """Sub-type of land that changed hands, by those who are known to have taken it; any other sub-type stays."""
    if sub_type == SEIZED and actor1 and all(a.actor_class in STATES or a.entry in lexicon.official for a in actor1):
        sub_type = REGAINED  # told in one sentence, the forces in another
    if sub_type == REGAINED and not any(d.has("retake") for d in drafts):
        known = {a.name for a in actor1}
        sub_type = acled.taken_by([p for p in doers if any(n.name in known for n in p.named)], sub_type)
    if sub_type == REGAINED and place and _invaders(actor1, place.country or "", lexicon.uncalled):
        sub_type = SEIZED
    return sub_type


def _invaders(actor1: Sequence[ActorRef], country: str, uncalled: Collection[tuple[str, str]]) -> bool:
    """A foreign army in a country whose government did not call it (`uncalled.tsv`) takes land like a group that no state commands."""
    armies = [a for a in actor1 if a.actor_class in STATES]
    return bool(armies) and all((a.name, country) in uncalled for a in armies)


def from_above(
    kind: Kind,
    drafts: Sequence[Draft],
    views: Sequence[SentenceView],
    actor1: Sequence[ActorRef],
    place: PlaceRef | None,
    lexicon: Lexicon,
) -> Kind:
    """An air strike, where no word says with what was struck, but who struck, or the headline, does; any other kind stays."""
    if kind[1] in _UNTOLD_HOW and _flew(drafts, actor1, place, lexicon.fliers):
        return _AIR
    return _AIR if kind[1] in _ON_GROUND and not actor1 and _struck_from_above(drafts, views) else kind


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


def on_the_unarmed(drafts: Sequence[Draft], struck: Sequence[ActorRef]) -> bool:
    """ "قتل 38 سائحا في الهجوم": who was struck bore no arms, whatever else the sentences tell, and nobody is said to have fought."""
    if not struck or any(a.actor_class != "Civilians" for a in struck):
        return False
    harmed = any(c.key in HARMED and c.high != 0 for d in drafts for c in d.counts)
    return harmed and not any(d.has("clash", "clash_soft", "repel", "operation") for d in drafts)
