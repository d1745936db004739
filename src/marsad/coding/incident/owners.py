"""Sides told elsewhere in the article: who flies, whom a force fights, and the attackers that a later sentence speaks of.

The owner of an unnamed air strike is filled in where the article names one, and only one, who bombs from the air.

Reports name the air force once and then write "غارة" alone. The name must stand in the same article as the doer of
another air strike, or beside its aircraft ("طيران التحالف", "مقاتلات التحالف"); with two such names nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from marsad.arabic.tokens import unwaw
from marsad.coding.incident.merge import Incident
from marsad.coding.people.participants import (
    ARMED_CLASSES,
    AUTHORITY,
    FACTIONS,
    STATES,
    Named,
    Participant,
    with_joined,
)
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.signs import bare_noun
from marsad.coding.sentence.view import SentenceView

AIRCRAFT = frozenset({"طيران", "طايرات", "طايره", "مقاتلات", "مقاتله", "مروحيات", "مروحيه", "غارات", "غاره", "ضربات", "قاذفات"})  # fmt: skip
_ATTACKERS = frozenset(
    {"group.armed.01", "group.armed.03", "group.armed.05"}
)  # gunmen, attackers, masked men; no "culprits"
_ARMED = frozenset({"armed"})


def fill(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """Give the drafts of ownerless air strikes the one flier that the article names."""
    ownerless = [i for i in incidents if _by_air(i) and not any(d.agents for d in i.drafts)]
    if not ownerless:
        return
    told = [
        {n.name: p for p in group for n in p.named if n.actor_class in STATES} for group in _fliers(incidents, views)
    ]
    named = max(told, key=len, default={})
    if named and all(group.keys() <= named.keys() for group in told):
        for incident in ownerless:
            incident.drafts[0].agents.extend({id(p): p for p in named.values()}.values())


def fill_guns(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """The same for shelling: "وتركز القصف على الأحياء السكنية. وتواصل قوات النظام قصفها": the one party of which the article says
    anywhere that it shells."""
    strokes = [i for i in incidents if any(d.has("strike") for d in i.drafts)]
    ownerless = [i for i in strokes if not _by_air(i) and not any(d.agents for d in i.drafts)]
    ownerless = [i for i in ownerless if all(d.has("strike") or d.family == "outcome" for d in i.drafts)]
    if not ownerless:
        return
    told = {n.name: p for i in strokes for d in i.drafts for p in d.agents for n in p.named if p.armed}
    for view in views:
        if view.holds(_SHELLING):
            told |= {n.name: p for p in view.people if _shells(view, p) for n in p.named}
    if len(told) != 1:
        return
    [(name, p)] = told.items()
    for incident in ownerless:
        struck = {n.name for d in incident.drafts for q in d.patients for n in q.named}
        if name not in struck:
            incident.drafts[0].agents.append(p)


def _shells(view: SentenceView, p: Participant) -> bool:
    """ "تقصف قوات النظام", "تواصل القوات قصفها", "لقصف من قوات النظام"."""
    if not (p.armed and p.organisation) or p.asset or p.counted or p.slot not in ("", "of", "by"):
        return False
    norms = view.norms
    lead = norms[max(view.sentence.first, p.first - 2) : p.first]
    if p.slot == "of":
        return bool(lead) and lead[-1] == "من" and not _SHELLING.isdisjoint(lead)
    before = bool(lead) and unwaw(lead[-1]) in _SHELLS
    return before or not _THEIR_SHELLING.isdisjoint(norms[p.last : p.last + 2])


_SHELLS = frozenset({"قصفت", "تقصف", "يقصف", "قصف", "قصفته", "قصفتها", "دكت", "تدك"})
_THEIR_SHELLING = frozenset({"قصفها", "قصفه", "قصفهم", "تقصف", "يقصف", "القصف", "بقصف"})
_SHELLING = _SHELLS | _THEIR_SHELLING | {"و" + word for word in _SHELLS} | {"لقصف", "قصفا", "لقصفها"}

_REBELS = "rebels.any"  # entry of actors/global.tsv: "المتمردون" without a name


def name_rebels(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "المتمردون" of an article that calls one organisation so, and only one ("المتمردين الحوثيين", "متمردو الحركة"), are its."""
    bare = [
        p
        for i in incidents
        for d in i.drafts
        for p in (*d.agents, *d.patients)
        if any(n.entry == _REBELS for n in p.named)
    ]
    if not bare:
        return
    called: dict[str, Named] = {}
    for view in views:
        for p in view.people:
            words = view.norms[p.first : p.last]
            if any("متمرد" in word for word in words):
                called |= {n.name: n for n in p.named if n.organisation and n.entry != _REBELS}
    if len(called) == 1:
        [name] = called.values()
        for p in bare:
            p.named = [name if n.entry == _REBELS else n for n in p.named]


def fill_attackers(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "المهاجمون", "المسلحون" in a later sentence are those of the one attack that the article tells without a doer."""
    doerless = [i for i in incidents if _an_attack(i) and not any(d.agents for d in i.drafts)]
    if len(doerless) != 1 or len([i for i in incidents if _an_attack(i)]) > 1:
        return
    [incident] = doerless
    struck = {id(p) for d in incident.drafts for p in d.patients}
    for view in views:
        for p in view.people_of(_ARMED):
            spoken = p.kinds == {"armed"} and p.definite and p.plural and not p.counted
            if spoken and id(p) not in struck and all(n.entry in _ATTACKERS for n in p.named):
                incident.drafts[-1].agents.append(p)
                return


def fill_accused(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "اتهمت الحكومة حركة الشباب بالوقوف وراء الهجوم": where the article tells of one attack, and of it no doer, the one party that
    somebody accuses of it."""
    attacks = [i for i in incidents if any(d.family == "violence" for d in i.drafts)]
    open_ = [i for i in attacks if not any(d.agents for d in i.drafts)]
    if len(open_) != 1:
        return
    accused: dict[str, Participant] = {}
    for view in views:
        if view.holds(_ACCUSING):
            accused |= {p.named[-1].name: p for p in _accused(view)}
        if view.holds(_BEHIND):
            accused |= {p.named[-1].name: p for p in _behind_it(view)}
        if view.holds(_POINTING):
            accused |= {p.named[-1].name: p for p in _pointed_at(view)}
    struck = {n.name for d in open_[0].drafts for p in d.patients for n in p.named}
    others = {n.name for i in attacks if i is not open_[0] for d in i.drafts for p in d.agents for n in p.named}
    if len(accused) == 1 and (struck | others).isdisjoint(accused):
        open_[0].drafts[-1].agents += accused.values()


def fill_gassers(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "اتهام النظام السوري باستخدام السلاح الكيماوي في دوما": of an attack with gas that nobody is told to have made, the one party of
    which the article says that it uses such arms or is accused of the attack."""
    open_ = [i for i in incidents if any(d.best_weapon() == "chemical" for d in i.drafts)]
    open_ = [i for i in open_ if not any(d.agents or d.has(*_AT_A_STORE) for d in i.drafts)]
    if not open_:
        return
    told: dict[str, Participant] = {}
    for view in views:
        if view.holds(_GAS):
            told |= {p.named[-1].name: p for p in view.people if _uses_gas(view, p)}
    if len(told) != 1:
        return
    [(name, p)] = told.items()
    for incident in open_:
        if all(n.name != name for d in incident.drafts for q in d.patients for n in q.named):
            incident.drafts[0].agents.append(p)


def _uses_gas(view: SentenceView, p: Participant) -> bool:
    """ "استخدام النظام أسلحة كيماوية", "المنسوب إلى النظام", "اتهمت روسيا بتسميم", "أن روسيا تقف خلف", "تورط روسيا"."""
    if not p.armed or p.counted or p.outcome or not any(n.organisation for n in p.named):
        return False
    norms = view.norms
    lead = [unwaw(n) for n in norms[max(view.sentence.first, p.first - _LAID_AT) : p.first]]
    behind = norms[p.last : min(view.sentence.last, p.last + _LAID_AT)]
    if lead[-1:] and lead[-1] in _USE_OF and not _GAS_OF_IT.isdisjoint(behind):
        return True
    if any(n.startswith(_THEIR_PART) for n in behind[:_PART_AT]):
        return True
    if p.slot in ("to", "for", "by") and any(n.removeprefix("ال").startswith(_LAID_TO) for n in lead):
        return True
    charged = behind[:1] and behind[0] in _USING
    if charged and not _ACCUSES.isdisjoint(lead):
        return True
    return (
        bool(behind[:1])
        and behind[0] in _STANDS_BEHIND
        and not {"خلف", "وراء", "المسووله", "المسوول"}.isdisjoint(behind)
    )


_GAS = frozenset({w + e for w in ("كيماوي", "كيميايي", "كيمياوي") for e in ("", "ه", "ا")} | {"ال" + w + e for w in ("كيماوي", "كيميايي", "كيمياوي") for e in ("", "ه")} | {"بالكيماوي", "اعصاب", "الاعصاب", "للاعصاب", "السارين", "الكلور", "سام", "السام", "سامه", "السامه", "تسميم", "نوفيتشوك"})  # fmt: skip
_GAS_OF_IT = _GAS | {"غاز", "غازات", "الهجوم", "هجوم", "للغاز"}
_THEIR_PART = ("تورطها", "تورطه", "ضلوعها", "ضلوعه", "بتورطها", "بضلوعها", "لتورطها", "لضلوعها")
_PART_AT = 3  # words from a party to "تورطها"
_USE_OF = frozenset({"استخدام", "باستخدام", "لاستخدام", "استعمال", "باستعمال", "تورط", "ضلوع", "تنفيذ", "بتورط", "بضلوع", "شن"})  # fmt: skip
_LAID_TO = ("منسوب", "نسب", "ينسب", "تنسب")
_USING = frozenset({"باستخدام", "باستعمال", "بشن", "بتنفيذ", "بتسميم", "بالوقوف", "بالمسووليه", "بالضلوع", "بالتورط", "بارتكاب"})  # fmt: skip
_STANDS_BEHIND = frozenset({"تقف", "يقف", "هي", "هو", "مسووله", "مسوول", "كانت", "كان"})
_AT_A_STORE = ("destroy", "operation")  # "ضربة لتدمير مخازن أسلحة كيماوية": no gas was used
_LAID_AT = 6  # words from a party to what is laid to its charge


def _accused(view: SentenceView) -> list[Participant]:
    """Of the parties between a word for accusing and that of which, the last: "اتهم الحزب إسرائيل باغتياله"."""
    norms, end = view.norms, view.sentence.last
    at = next(i for i in range(view.sentence.first, end) if unwaw(norms[i]) in _ACCUSES)
    deed = next((i for i in range(at + 1, min(end, at + _ACCUSED_WITHIN)) if _charge(norms, i, end)), None)
    if deed is None or any(n in _NOT_SO for n in norms[max(view.sentence.first, at - 2) : at]):
        return []
    between = [p for p in view.people if at < p.first and p.last <= deed and p.armed and p.organisation]
    if (
        len(between) == 1
        and not norms[at].endswith("اتهام")
        and between[0].first == at + 1
        and not any(p.last == at for p in view.people)
    ):
        return []  # "اتهم الحزب بالوقوف وراء الهجوم": may be the accuser, or the accused of a verb without its voice
    return between[-1:] if between and between[-1].last == deed else []


def _behind_it(view: SentenceView) -> list[Participant]:
    """ "هذه الصواريخ تردد أن الدولة وراءها": the party between "أن" and "وراءها"."""
    norms = view.norms
    found = [p for p in view.people if p.last < view.sentence.last and norms[p.last] in _BEHIND and p.organisation]
    return [p for p in found if p.first > view.sentence.first and norms[p.first - 1] in ("ان", "بان")]


def _pointed_at(view: SentenceView) -> list[Participant]:
    """ "تشير أصابع الاتهام إلى التنظيم", "يحمل الهجوم بصمات الحركة": to whom it points."""
    norms = view.norms
    return [
        p
        for p in view.people
        if p.organisation
        and p.armed
        and p.first - 2 >= view.sentence.first
        and (norms[p.first - 1] in _MARKS or (norms[p.first - 1] == "الي" and norms[p.first - 2] in _FINGERS))
    ]


_MARKS = frozenset({"بصمات", "بصمه"})
_FINGERS = frozenset({"الاتهام", "الاتهامات", "الشكوك", "الشبهات"})
_POINTING = _MARKS | _FINGERS
_BEHIND = frozenset({"وراءه", "وراءها", "وراءهما", "خلفه", "خلفها"})


def _charge(norms: Sequence[str], i: int, end: int) -> bool:
    """ "بالوقوف وراء الهجوم", "بتدبير الانفجار", "مسؤولية التفجير", "باغتياله": a known deed, told with the article or a pronoun."""
    if norms[i] in _OF_HIM:
        return True
    deed = i + 2 if norms[i] == "بالوقوف" else i + 1
    if deed < end and norms[deed] in ("عن", "هذا", "هذه"):
        deed += 1
    return norms[i] in _CHARGES and deed < end and bool(_KNOWN_DEED.match(norms[deed]))


_ACCUSES = frozenset(
    {
        "اتهام",
        "باتهام",
        "اتهم",
        "اتهمت",
        "اتهموا",
        "يتهم",
        "تتهم",
        "متهما",
        "متهمه",
        "متهمين",
        "حمل",
        "حملت",
        "محملا",
        "محمله",
    }
)
_ACCUSING = _ACCUSES | {"و" + word for word in _ACCUSES}
_ACCUSED_WITHIN = 14  # words from the accusation to what is laid to somebody's charge
_CHARGES = frozenset(
    {"بالوقوف", "بتدبير", "بتنفيذ", "بارتكاب", "بشن", "مسووليه", "المسووليه", "بالمسووليه", "بالتورط", "بالضلوع"}
)
# "الهجوم", "التفجيرين", "هجماته", "باغتياله" without "ب": a known deed, in any number
_KNOWN_DEED = re.compile(
    "ال(?:هجوم|هجم|تفجير|انفجار|اغتيال|قصف|غار|ضرب|عملي|مجزر|اعتداء|حادث|جريم|كمين|خطف|اختطاف)(?:ين|ات|ه|تين)?$|(?:اغتيال|قتل|مقتل|خطف|اختطاف)(?:ه|ها|هم|هما)$"
)
_OF_HIM = frozenset(
    {"باغتياله", "باغتيالها", "باغتيالهم", "بقتله", "بقتلهم", "بقتلها", "باختطافه", "باختطافهم", "بخطفه"}
)
_NOT_SO = frozenset({"لم", "ولم", "لا", "ولا"})


def fill_enemies(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """Whom a named force fights is told once and then left out ("سيطرت المقاومة على الجبل"): where the article's other
    incidents name one, and only one, armed organisation as the other side of that force, a fight of it that names nobody has
    the same. A group that the article merely mentions is no such side."""
    for incident in incidents:
        doers = {n.name for d in incident.drafts for p in d.agents for n in p.named if n.organisation}
        fought = any(d.has(*_FIGHTS) for d in incident.drafts) and not any(d.has(*_OTHER) for d in incident.drafts)
        if not doers or not fought or any(d.patients for d in incident.drafts):
            continue
        others = [i for i in incidents if i is not incident]
        enemies = {n.name: (n, p) for other in others for n, p in _enemies(other, doers)}
        foes = [] if enemies else _only_foe(incident, views)
        if not enemies and not foes:
            enemies = {n.name: (n, p) for other in others for n, p in _enemies_across(other, doers)}
        incident.drafts[0].patients.extend(foes)
        if _of_one_side(enemies):
            incident.drafts[0].patients.extend(p for _, p in enemies.values())


def fill_struck(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "وتركزت غارات التحالف في مديريتي …": a stroke that names nobody struck those whom the article's other strokes of the same
    force struck, or, where these name nobody, whom its other fights name as its enemy, if these are one armed organisation."""
    strokes = [
        i for i in incidents if any(d.has("strike") for d in i.drafts) and not any(d.has("clash") for d in i.drafts)
    ]
    for incident in strokes:
        doers = {n.name for d in incident.drafts for p in d.agents for n in p.named if n.organisation}
        if not doers or any(d.patients or d.has(*_FIGHTS) for d in incident.drafts):
            continue
        for others in (strokes, () if _on_a_public_place(incident, views) else incidents):
            struck = {n.name: (n, p) for other in others if other is not incident for n, p in _enemies(other, doers)}
            if struck:
                break
        if _of_one_side(struck) and not any(n.actor_class in STATES for n, _ in struck.values()):
            incident.drafts[0].patients.extend(p for _, p in struck.values())


def _on_a_public_place(incident: Incident, views: Sequence[SentenceView]) -> bool:
    """ "غارة على مشفى البلدة": whoever is there, and no fighters."""
    return any(
        bare_noun(unwaw(norm)) in views[d.sentence.number].words["asset_public"]
        for d in incident.drafts
        for norm in views[d.sentence.number].norms[d.first : d.last]
    )


def _of_one_side(parties: Mapping[str, tuple[Named, Participant]]) -> bool:
    """One organisation, or allies of one conflict ("الحوثيين وقوات صالح")."""
    return len({n.side or name for name, (n, _) in parties.items()}) == 1


def fill_doers(incidents: Sequence[Incident]) -> None:
    """The same the other way round: a fight that names only whom it struck ("مقتل 20 حوثيا في معارك") was with the one armed
    organisation that the article's other incidents name as their enemy."""
    for incident in incidents:
        drafts = incident.drafts
        if any(d.agents or d.has(*_OTHER) or d.best_weapon() for d in drafts) or not any(
            d.has(*_FIGHTS) for d in drafts
        ):
            continue  # a strike or a bomb may be anybody's
        struck = {n.name for d in drafts for p in d.patients for n in p.named if n.organisation and p.armed}
        if len(struck) != 1:
            continue
        enemies = {n.name: p for other in incidents if other is not incident for n, p in _enemies(other, struck)}
        if len(enemies) == 1:
            drafts[0].agents.extend(enemies.values())


def fill_captors(incidents: Sequence[Incident]) -> None:
    """ "واعتقل ثلاثة آخرون في المدينة": who arrests is told once; where the article's other arrests and raids name forces of one
    state, and of one only, they made those that name nobody too."""
    open_ = [i for i in incidents if _arrests(i) and not any(d.agents for d in i.drafts)]
    if not open_:
        return
    lands = {
        d.place.where.country for i in incidents for d in i.drafts if d.place is not None and d.place.place is not None
    }
    if len(lands) > 1:
        return  # "أوقفت الشرطة في برلين شابا، واعتقل في باريس شخصان"
    named: dict[str, Participant] = {}
    unnamed: list[Participant] = []  # "قوات الأمن", "السلطات": of which state the scene says
    for p in (p for i in incidents for d in i.drafts if d.has("arrest", "raid", "dismantle") for p in d.agents):
        organisations = [n for n in p.named if n.organisation or n.entry.startswith("nation.")]
        if organisations:
            named |= {n.name: p for n in organisations}
        elif p.kinds and p.kinds <= _CAPTORS:
            unnamed.append(p)
        else:
            return  # gunmen take people too
    captors = list(named.values()) or unnamed[:1]
    if len(named) > 1 or not captors or not all(n.actor_class in STATES for n in captors[0].named):
        return
    for incident in open_:
        incident.drafts[0].agents.append(captors[0])


def fill_backers(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "وتمت العملية بغطاء من طيران التحالف", "وشاركت مقاتلات التحالف في المعارك": who is told, in the sentence of a fight or in one of
    the next, to have lent it arms fought on the side of those who did it, if the article tells nowhere that these fight it."""
    fights = [i for i in incidents if any(d.has(*_ON_THE_GROUND) for d in i.drafts) and _leading(i) is not None]
    if not fights:
        return
    for view in views:
        if not view.holds(_BACKS):
            continue
        for p in view.people:
            if not _backs(view, p):
                continue
            near = [(at, i) for i in fights if (at := _told_just_before(i, view.sentence.number)) is not None]
            leading = _leading(max(near, key=lambda n: n[0])[1]) if near else None
            if leading is not None and _may_back(p, leading, incidents) and _of_their_fight(view, p, leading):
                leading.agents.append(p)


def _leading(incident: Incident) -> Draft | None:
    """The first draft of an incident that names an organisation as its doer."""
    return next((d for d in incident.drafts if any(n.organisation for p in d.agents for n in p.named)), None)


def _told_just_before(incident: Incident, number: int) -> int | None:
    """The last of an incident's sentences that stands at most a few before sentence `number`."""
    told = [d.sentence.number for d in incident.drafts if 0 <= number - d.sentence.number <= _BACKED_WITHIN]
    return max(told, default=None)


def _backs(view: SentenceView, p: Participant) -> bool:
    """Forces of a state behind "بإسناد من", or with aircraft or guns behind or before a verb of support, in a sentence that
    speaks of a known fight."""
    forces = p.organisation or any(n.entry.startswith("nation.") for n in p.named)
    if not forces or not p.named or not all(n.actor_class in STATES for n in p.named) or p.counted or p.outcome:
        return False
    norms, first = view.norms, view.sentence.first
    if p.slot == "ally":
        lead = {unwaw(norm) for norm in norms[max(first, p.first - _LEAD_WITHIN) : p.first]}
        return not lead.isdisjoint(_LENT)
    near = {*norms[max(first, p.first - 2) : p.first], *norms[p.last : p.last + 2]}
    supports = not {unwaw(norm) for norm in near}.isdisjoint(_SUPPORTS)
    return supports and not p.asset and (_with_aircraft(view, p) or not _GUNS.isdisjoint(near)) and view.holds(_KNOWN)


def _of_their_fight(view: SentenceView, p: Participant, fight: Draft) -> bool:
    """ "وتقدمت المقاومة بإسناد من التحالف": where the sentence names forces beside who backs them, one of them fought for the doers."""
    ours, foes = ({n.side or n.name for q in people for n in q.named} for people in (fight.agents, fight.patients))
    beside = {n.side or n.name for q in view.people if q is not p and q.armed for n in q.named if n.organisation}
    return beside <= foes - ours or not ours.isdisjoint(beside)


def _may_back(p: Participant, fight: Draft, incidents: Sequence[Incident]) -> bool:
    """Neither told with the fight already nor, anywhere in the article, on the other side of its doers."""
    names = {n.name for n in p.named}
    doers = {n.name for q in fight.agents for n in q.named if n.organisation}
    if names & (doers | {n.name for q in fight.patients for n in q.named}):
        return False
    return all(n.name not in names for i in incidents for n, _ in _enemies(i, doers))


_ON_THE_GROUND = ("retake", "overtake", "clash", "advance", "expel", "enter", "operation", "repel", "attack")
_BACKED_WITHIN = 2  # sentences from those of a fight to one that tells who backed it
_LEAD_WITHIN = 8  # words from "بإسناد" to who gave it
_LENT = frozenset({"بدعم", "باسناد", "بغطاء", "غطاء", "بمسانده", "بموازره", "بتغطيه", "اسناد", "بمشاركه", "باشتراك", "مدعومه", "مدعوما", "مدعومين", "مسنوده", "مسنودا", "مسنودين"})  # fmt: skip
_SUPPORTS = frozenset({"شارك", "شاركت", "مشاركه", "ساند", "ساندت", "تساند", "يساند", "دعمت", "تدعم", "يدعم", "اسندت", "قدم", "قدمت", "وفر", "وفرت", "امن", "امنت"})  # fmt: skip
_BACKS = _LENT | _SUPPORTS | {"و" + word for word in _LENT | _SUPPORTS}
_GUNS = frozenset({"مدفعيه", "مروحيات", "مقاتلات", "طايرات", "بوارج"})
# a fight or those who fight, told of before
_KNOWN = frozenset({"المعارك", "المعركه", "العمليه", "العمليات", "الهجوم", "المواجهات", "الاشتباكات", "التقدم", "القوات", "للقوات", "الجيش", "المقاومه", "معارك", "المقاتلين"})  # fmt: skip


_CAPTORS = frozenset({"state", "police", AUTHORITY})


def _arrests(incident: Incident) -> bool:
    return all(d.family == "coerce" and d.has("arrest") for d in incident.drafts)


_GROUND = ("overtake", "retake", "repel")  # deeds that need somebody who held the land or attacked


def _only_foe(incident: Incident, views: Sequence[SentenceView]) -> list[Participant]:
    """Of land that forces took, or an attack that they repelled: the armed groups of the article of which none is theirs, if
    it names one side only ("استعاد الجيش المدينة. وقال شهود إن مسلحي الحركة …")."""
    if not any(d.has(*_GROUND) for d in incident.drafts):
        return []
    ours = [n for d in incident.drafts for p in d.agents for n in p.named if n.organisation]
    if not ours or not all(n.side for n in ours):
        return []
    own, wars = {n.side for n in ours}, {n.side.partition(".")[0] for n in ours}
    state = all(n.actor_class in STATES for n in ours)
    found: dict[str, tuple[Named, Participant]] = {}
    for view in views:
        for p in view.people:
            for n in p.named:
                armed = FACTIONS if state else ARMED_CLASSES
                foe = n.organisation and n.actor_class in armed and n.side not in own
                if foe and not n.entry.endswith(".any") and (state or n.side.partition(".")[0] in wars):
                    found.setdefault(n.name, (n, p))
    return [p for _, p in found.values()] if len(found) <= _ALLIED and _of_one_side(found) else []


_ALLIED = 2  # "الحوثيون وقوات صالح": of more groups of one side not all hold one place


_FIGHTS = (
    "clash",
    "clash_soft",
    "attack",
    "attack_soft",
    "repel",
    "overtake",
    "retake",
    "operation",
    "advance",
    "expel",
)
_OTHER = ("arrest", "intercept", "disrupt", "strike")  # a strike may hit anybody


def _enemies(incident: Incident, doers: set[str]) -> list[tuple[Named, Participant]]:
    """Armed organisations that an incident tells as the other side of `doers`."""
    out = []
    for d in incident.drafts:
        for ours, theirs in ((d.agents, d.patients), (d.patients, d.agents)):
            if any(n.name in doers for p in ours for n in p.named):
                out += [(n, p) for p in theirs if p.armed for n in p.named if n.organisation and n.name not in doers]
    return out


def _enemies_across(incident: Incident, doers: set[str]) -> list[tuple[Named, Participant]]:
    """The same where one of its sentences names `doers` and another those whom they fought."""
    agents = [p for d in incident.drafts for p in d.agents]
    patients = [p for d in incident.drafts for p in d.patients]
    out = []
    for ours, theirs in ((agents, patients), (patients, agents)):
        if any(n.name in doers for p in ours for n in p.named):
            out += [(n, p) for p in theirs if p.armed for n in p.named if n.organisation and n.name not in doers]
    return out


def _an_attack(incident: Incident) -> bool:
    return any(d.family == "violence" for d in incident.drafts) and not _by_air(incident)


def _by_air(incident: Incident) -> bool:
    return any(d.best_weapon() == "air" for d in incident.drafts)


def _fliers(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> list[list[Participant]]:
    """Those who fly, with those told beside them ("طائرات الولايات المتحدة والتحالف")."""
    doers = [[p for p in d.agents if p.organisation] for i in incidents for d in i.drafts if d.best_weapon() == "air"]
    named = [(p, view.people) for view in views for p in view.people if p.organisation and _with_aircraft(view, p)]
    return doers + [[q for q in with_joined(p, people) if q.organisation] for p, people in named]


def _with_aircraft(view: SentenceView, p: Participant) -> bool:
    """Aircraft or strikes right before the name ("غارات التحالف"), or inside it ("طائرات التحالف")."""
    tokens = view.reading.tokens
    start = max(view.sentence.first, p.first - 1)
    words = {t.norm.removeprefix("و").removeprefix("ل").removeprefix("ال") for t in tokens[start : p.last]}
    return not words.isdisjoint(AIRCRAFT)
