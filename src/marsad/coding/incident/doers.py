"""Who did it: who is told to have done it in the sentences of one incident, without those who are at war with them, those who only
answered, and those who caught what others fired."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from marsad.arabic.tokens import Token
from marsad.coding.incident.acled import ARRESTS, REGAINED
from marsad.coding.incident.intercepted import launchers
from marsad.coding.people.participants import Named, Participant
from marsad.coding.roles.casting import RESPONSES
from marsad.coding.sentence.draft import (
    ATTACKER,
    Draft,
    flies,
    intercepts,
    launch_only,
    of_a_crowd,
    of_the_state,
)
from marsad.coding.sentence.signs import bare_nation, of_a_state


def caught(drafts: Sequence[Draft], tokens: Sequence[Token]) -> tuple[Sequence[Draft], Sequence[Draft], bool]:
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


def _turned(draft: Draft, fired: Sequence[Participant]) -> Draft:
    doers = [p for p in (*draft.patients, *draft.agents) if p in fired]
    return replace(draft, agents=doers, patients=[p for p in (*draft.agents, *draft.patients) if p not in fired])


def attackers_first(drafts: Sequence[Draft]) -> Sequence[Draft]:
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


def doers_of(drafts: Sequence[Draft], lead: Draft, *, responding: bool) -> list[Participant]:
    """Those who did it, as the first sentence that names them tells. Later ones tell of other sides too ("قوات أخرى تقاتل
    التنظيم"): they may add to a kind of people ("مسلحون") its name, and nothing to a name. `responding`: the incident is itself what
    forces do after a deed (`answers`)."""
    told: dict[int, list[Participant]] = {}
    for d in drafts:
        if d.head.trigger.frame in RESPONSES and not responding:
            continue
        told.setdefault(d.sentence.number, []).extend(p for p in d.agents if _acts(p, lead))
    against = _foes(drafts)
    found: list[Participant] = []
    for same in told.values():
        doers = [p for p in same if not {n.side or n.name for n in p.named} & against] or same
        if not any(specific(n) for p in found for n in p.named):
            found += doers
        else:
            found += _of_our_side(doers, found, lead)
    return found


def answers(lead: Draft, sub_type: str) -> bool:
    """Is the incident what forces do after a deed? Of arrests told behind an attack that was averted ("أحبط هجوم … وأوقفت الشرطة ثلاثة")
    the word that names it is another's."""
    return lead.head.trigger.frame in RESPONSES or sub_type == ARRESTS


def _acts(p: Participant, lead: Draft) -> bool:
    """Whoever demonstrates may; the adjective in "تظاهرات فلسطينية" is no government."""
    return not bare_nation(p) if lead.family == "protest" or of_a_crowd(lead) else _can_act(p)


def _can_act(p: Participant) -> bool:
    """Civilians, the counted dead and people without a noun do no violence by themselves; an organisation may."""
    if p.kinds & {"protester", "rioter"}:
        return True
    return p.organisation or not (p.civil or p.outcome or p.kinds == {"unknown"} or (p.others and not p.kinds))


def _foes(drafts: Sequence[Draft]) -> set[str]:
    """Sides that a fight was told to be against ("مصرع حوثيين في مواجهات مع المقاومة"): no doers of it, whatever else their
    sentence tells of them or of their allies."""
    fought = next((d for d in drafts if d.has("clash") and d.agents and d.patients), None)
    if fought is None:
        return set()
    own, foes = ({n.side or n.name for p in people for n in p.named} for people in (fought.agents, fought.patients))
    return foes - own


_OFFICIAL = ".gov"  # of the side of a government ("المقاومة الشعبية" in Yemen)


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


def parted(
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
    if sub_type in (REGAINED, "Air/drone strike"):
        sure = [p for p in sure if of_a_state(p) or any(side.endswith(_OFFICIAL) for side in of[id(p)])] or sure
    ours = next((p for p in sure if not (p.counted or p.outcome)), sure[0])
    theirs = [q for p, q in pairs if p is ours]
    sided = [q for q in theirs if sub_type == REGAINED or q.counted or q.outcome]
    return [p for p in doers if p not in theirs], sided


def specific(named: Named) -> bool:
    """A named organisation, and not merely "rebels", "militants"."""
    return named.organisation and not named.entry.endswith(".any")
