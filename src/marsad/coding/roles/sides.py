"""The two sides of a fight, and who stood by each: "بين X وY", "مواجهات مع X", "تبادل X وY القصف", "بإسناد من"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import STATES, Participant, group_back, with_joined
from marsad.coding.roles.casting import give_role
from marsad.coding.roles.casualties import FELL
from marsad.coding.roles.neighbours import of_forces
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import (
    across,
    acting,
    bare_nation,
    end_of_side,
    faction,
    is_mutual,
    of_a_state,
    same_people,
)
from marsad.coding.sentence.slots import Slots

FIGHTING = frozenset({"قتال", "بقتال", "لقتال"})  # "في قتال المتشددين"


def fill_sides(
    tokens: Sequence[Token],
    draft: Draft,
    use: Use,
    after: Sequence[Participant],
    people: Sequence[Participant],
) -> None:
    """ "اشتباكات بين X وY", "معارك مع X": who fought whom. `after`: people behind the word, of `people`."""
    withs = [p for p in after if p.slot == "with"] or _against(tokens, draft, use, after)
    lead_in = {t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]}
    if not withs or (draft.has("bomb", "strike") and lead_in & _MEANWHILE):
        return
    first, rest, allies = withs[0], withs[1:2], list[Participant]()
    if len(withs) == _THREE and _of_one_side(*withs):
        allies, rest = rest, withs[2:]  # "بين مسلحي القاعدة والجماعات المتشددة، والجيش"
    elif len(withs) >= _THREE and _of_one_side(withs[1], withs[2], first):
        rest = withs[1:3]  # "بين المقاومة والحوثيين وقوات صالح"
    if first.first and unwaw(tokens[first.first - 1].norm) == "مع":  # "مواجهات مع X وY وZ": all of them the other side
        allies = [p for p in with_joined(first, withs) if p in withs and p is not first]
        rest = []
    side = end_of_side(tokens, first.last, withs[-1].first)
    if side and not draft.agents:
        give_role(draft, use, "agent", [p for p in withs if p.last <= side])
        give_role(draft, use, "patient", [p for p in withs if p.first > side])
        return
    if not rest and first.first and tokens[first.first - 1].norm in ("بين", "وبين"):
        rest = across(first, after)
        for p in rest:
            p.slot = "with"
    within = first.first > 0 and tokens[first.first - 1].norm == "بين"  # "بين جماعات مسلحة": both sides are told
    if not rest and not draft.agents and not draft.patients and first.first > use.last and not within:
        # "أحكم الجيش سيطرته بعد معارك مع المتمردين": those who act in the clause fought them
        doers = [p for p in acting(tokens, draft, people) if p.last <= use.first and not p.asset]
        against = {n.name for n in first.named}
        doers = [p for p in doers if against.isdisjoint(n.name for n in p.named)]
        give_role(draft, use, "agent", group_back(doers) if doers else [])
    if not rest and not draft.agents and is_mutual(first):
        rest = [replace(first, slot="and")]  # "بين قبيلتين": both sides are of one kind
    if rest or not draft.agents:
        give_role(draft, use, "agent", [first, *allies])
        give_role(draft, use, "patient", rest)
    else:
        give_role(draft, use, "patient", [first, *allies])


_MEANWHILE = frozenset({"بالتزامن", "وسط", "غداه", "رغم"})  # "انفجار وسط اشتباكات بين …": a circumstance
_THREE = 3  # parties of "بين": two of them on one side


def _of_one_side(first: Participant, second: Participant, third: Participant) -> bool:
    """Of three parties to a fight the first two: allies of one conflict, or the second without a name, or both without a state and
    the third of the other kind."""
    sides = [{n.side for n in p.named if n.side} for p in (first, second, third)]
    if sides[0] & sides[1]:
        return sides[0].isdisjoint(sides[2])
    if faction(first) and second.kinds == {"armed"} and not any(n.organisation for n in second.named):
        return third.organisation and sides[0].isdisjoint(sides[2])
    return of_forces(first) == of_forces(second) != of_forces(third) and sides[1].isdisjoint(sides[2])


def _against(tokens: Sequence[Token], draft: Draft, use: Use, after: Sequence[Participant]) -> list[Participant]:
    """ "جنديان قتلا في معارك ضد الحركة": where somebody fell in it, those whom a fight is "against" are those it is with."""
    fell = any(u.verb and u.frame.counts in FELL and u.last <= use.first for u in draft.uses)
    near = [p for p in after if p.slot == "on" and p.first - use.last <= _AGAINST_WITHIN]
    foes = [p for p in near if fell and tokens[p.first - 1].norm == "ضد" and not p.asset]
    for p in foes:
        p.slot = "with"
    return foes


_AGAINST_WITHIN = 3  # words from "معارك" over "عنيفة ضد" to the other side


def fill_exchange(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> None:
    """ "تبادل الجيش والمتمردون القصف", "تبادلت القوات الهندية والباكستانية إطلاق النار": both sides stand between the verb and its noun."""
    if draft.agents or draft.patients:
        return
    near = range(use.first - 1, max(draft.first, use.first - _EXCHANGED_WITHIN) - 1, -1)
    at = next((i for i in near if unwaw(tokens[i].norm) in _EXCHANGES), None)
    if at is None:
        return
    both = [p for p in people if at < p.first and p.last <= use.first and (p.armed or bare_nation(p))]
    if len(both) > 1 and both[0].first == at + 1 and both[1].joined:
        give_role(draft, use, "agent", both[:1])
        give_role(draft, use, "patient", both[1:])


def exchange_of(norm: str) -> bool:
    """ "تبادل القصف بين X وY", "تبادلا لإطلاق القذائف بين"."""
    return unwaw(norm).removeprefix("ب").removeprefix("ال") in ("تبادل", "تبادلا")


_EXCHANGES = frozenset({"تبادل", "تبادلت", "تبادلا", "تبادلوا", "يتبادل", "تتبادل", "تتبادلان", "يتبادلان"})
_EXCHANGED_WITHIN = 10  # words from "تبادل" to the blows


def fill_companions(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "سيطرت القوات مع فصائل موالية لها على البلدة": who is told with "مع" right behind those who acted did it with them; where
    the word is one for a fight or a deal ("اشتبكت القوات مع المسلحين") they are the other side."""
    for doer, p in pairwise(people):
        with_him = p.slot == "with" and p.armed and doer.last == p.first - 1 and tokens[doer.last].norm == "مع"
        if not with_him or doer not in draft.agents or doer.slot not in ("", "by") or same_people([p], [doer]):
            continue
        told = [u for u in draft.uses if p.first - _ALLY_FAR <= u.first < p.last + _ALLY_WITHIN]
        near = {unwaw(t.norm) for t in tokens[max(draft.first, p.first - _ALLY_FAR) : doer.first]}
        if told and all(u.trigger.frame in _TOGETHER for u in told) and _EXCHANGES.isdisjoint(near):
            group = with_joined(p, people)
            p.slot = "ally"
            draft.patients = [q for q in draft.patients if q not in group]
            draft.agents += [q for q in group if q not in draft.agents]


_TOGETHER = frozenset(
    {"overtake", "retake", "attack", "strike", "operation", "expel", "enter", "advance", "raid", "arrest"}
)
_ALLY_WITHIN = 6  # words between the doers and "بمساندة …"
_ALLY_FAR = 16  # the same where nobody else stands between


def fill_allies(slots: Slots, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "القوات الحكومية بمساندة الحشد الشعبي": those who acted with the doers."""
    for p in people:
        if p.slot != "ally" or not p.armed or draft.has("agreement", "ceasefire"):
            continue
        if p in draft.agents or p in draft.patients:
            continue
        joined = [q for q in with_joined(p, people)[1:] if q.armed and q not in draft.patients]
        lent = [p, *joined]  # "بدعم من طيران الجيش والتحالف"
        if not draft.agents:
            draft.agents += _backed(slots, tokens, draft, p, people)
        if len(lent) > 1 and _one_side_told(tokens, draft):
            draft.patients += [q for q in lent[1:] if q not in draft.patients]
            lent = lent[:1]  # "بين الجيش مدعوما بطيران التحالف ومسلحي الحركة": the "و" leads to the other side
        if _of_the_struck(slots, tokens, draft, p, people):
            draft.patients += [q for q in lent if q not in draft.patients and not of_a_state(q)]
        elif _lent_to_doers(slots, tokens, draft, p, people) or _backed_first(slots, tokens, draft, p, people):
            draft.patients = [q for q in draft.patients if q not in lent]
            draft.agents += [q for q in lent if q not in draft.agents]
    states = [a for a in draft.agents if a.organisation and any(n.actor_class in STATES for n in a.named)]
    if not draft.has(*_JOINT) or draft.has("clash", "ceasefire", "agreement"):
        return
    beside = [p for p in people if p.slot == "with" and any(p.first - a.last == 1 for a in states)]
    if beside and beside[0].organisation and any(n.actor_class in STATES for n in beside[0].named):
        draft.patients = [p for p in draft.patients if p not in with_joined(beside[0], people)]
        draft.agents += [p for p in with_joined(beside[0], people) if p not in draft.agents]  # "أمريكا مع فرنسا"


_JOINT = ("strike", "attack", "operation")  # what states do together


def _one_side_told(tokens: Sequence[Token], draft: Draft) -> bool:
    """ "بين X …": of a fight told so far with its first side only."""
    first = draft.agents[:1]
    return bool(first) and not draft.patients and first[0].slot == "with" and tokens[first[0].first - 1].norm == "بين"


def _backed(
    slots: Slots, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
) -> list[Participant]:
    """ "واصلت قوات المقاومة بإسناد من التحالف التقدم بعد استعادة المطار": whom it backs, right before the backing."""
    if not draft.has(*_FOUGHT_OVER):
        return []
    at = slots.backed_from(tokens, p, draft.first)
    near = [q for q in people if q.last <= at and at - q.last <= 1 and q.armed and not q.slot and not q.asset]
    return group_back(near) if near and near[-1] not in draft.patients else []


_FOUGHT_OVER = ("clash", "attack", "retake", "overtake", "strike", "operation", "repel", "expel", "enter", "advance")


def _backed_first(
    slots: Slots, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
) -> bool:
    """ "بإسناد من طيران التحالف، تمكنت القوات من", "تم تحرير المطار بمشاركة الألوية": backing told before the doers, or where a
    deed is told without any."""
    start = slots.backed_from(tokens, p, draft.first)
    if not {unwaw(t.norm) for t in tokens[max(draft.first, start - 1) : start + 1]} & slots.lending:
        return False
    if not draft.agents:
        return draft.has(*_FOUGHT_OVER) and not any(q.slot == "with" for q in people)
    doer = min(draft.agents, key=lambda a: a.first)
    others = [q for q in people if q.armed and not q.joined and q.slot != "ally"]
    between = [q for q in others if draft.first <= q.first < start or p.last <= q.first < doer.first]
    return p.last <= doer.first <= p.last + _ALLY_FAR and not between


def _of_the_struck(
    slots: Slots, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
) -> bool:
    """ "الحوثيين المسنودين بقوات صالح", "مسلحي التنظيم مدعومين بعناصر أجنبية": a participle right behind those who were struck or
    fought agrees with them, while "بدعم من" tells of the deed."""
    start = slots.backed_from(tokens, p, draft.first)
    left = [q for q in people if 0 <= start - q.last <= 1 and q.armed]  # "قوات الجيش الوطني مسنودة": an adjective
    if not left or p in draft.agents:
        return False
    agrees = unwaw(tokens[start].norm).removeprefix("ال").startswith("م")
    repelled = draft.has("repel") and left[-1] in draft.patients  # "صدت القوات مسنودة بالمقاومة هجوما للحركة"
    return repelled or (agrees and left[-1] in draft.patients)


def _lent_to_doers(
    slots: Slots, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
) -> bool:
    """Backing that is told of the deed is lent to its doers, wherever it stands in their clause: "سيطر الجيش على جبل في … بعد معارك
    مع الحركة، بإسناد من التحالف"; an ally without a word for it ("إلى جانب", "برفقة") stands near them."""
    start = slots.backed_from(tokens, p, draft.first)
    gaps = [p.first - a.last for a in draft.agents if a.last <= p.first]
    if not gaps:
        return False
    between = [q for q in people if p.first - min(gaps) <= q.first < p.first and q.armed and q.slot != "with"]
    if not {unwaw(t.norm) for t in tokens[max(draft.first, start - 1) : start + 1]} & slots.lending:
        return min(gaps) <= _ALLY_WITHIN or (not between and min(gaps) <= _ALLY_FAR)
    own, foes = ({n.side or n.name for q in side for n in q.named} for side in (draft.agents, draft.patients))
    if any((n.side or n.name) in foes - own for n in p.named):
        return False
    return min(gaps) <= _ALLY_WITHIN or all(q in draft.patients or q in draft.agents or q.slot for q in between)
