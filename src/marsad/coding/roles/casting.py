"""Gives people a role in a draft, agent or patient, unless what the stretch tells beside it forbids it; whom a word for an outcome
befell are counted with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.coding.people.participants import Participant
from marsad.coding.roles.casualties import FELL, count_people
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import BY_BODY, gave_way, struck_by_others

# What forces do after a deed ("فرضت قوات الأمن طوقا حول مكان التفجير"): not what was done.
RESPONSES = frozenset({"attack_soft", "raid", "coerce", "arrest", "disarm", "disrupt"})


def give_role(draft: Draft, use: Use, role: str | None, group: Sequence[Participant]) -> None:
    """Add the people to the agents or patients of the draft. `role`: a slot of the frame ("agent", "both", "patient", …), or none."""
    if not role or not group:
        return
    if role == "agent" and draft.agents and use.trigger.frame in RESPONSES:
        return  # the attackers are told: "هجوم شنه مسلحون … وطوق الجيش الفندق"
    if role == "agent" and use.trigger.frame in RESPONSES and struck_by_others(draft):
        return  # "ألقت الشرطة القبض على مشتبه بهم في تفجير المسجد"
    if role == "both":
        role = "agent"
    if role == "agent" and (use.verb or use.trigger.id in BY_BODY) and use.trigger.id in _BY_HAND:
        group = [_attacker(p) for p in group]
    if role == "agent" and gave_way(draft, use, group):
        role = "patient"
    if role == "agent" and use.frame.family != "protest":
        group = [p for p in group if not p.outcome]  # "سقوط ضحايا من الشرطة وإصابة مدنيين": the fallen did nothing
    target = draft.agents if role == "agent" else draft.patients
    other = draft.patients if role == "agent" else draft.agents
    if role == "patient" and use.frame.counts in FELL:
        draft.agents = other = [p for p in draft.agents if p not in group or not _told_fallen(use, p)]
    for p in group:
        if p.kinds == {"unknown"} and not use.frame.counts and use.frame.family != "protest":
            continue
        if p not in target and p not in other and use.frame.counts != "escaped":
            target.append(p)
        if role == "patient" and use.frame.counts and p not in draft.agents:
            count_people(draft, use, p)


_BY_HAND = frozenset({"attack.fire.broken", "attack.fire", "attack.stab", "attack.ram"})


def _told_fallen(use: Use, p: Participant) -> bool:
    """ "إن جنديين قتلا في معارك ضد الحركة", "قتل 16 مسلحا في مواجهات مع الجيش": those counted right beside a word for death or
    wounds fell in the fight, whoever "in fights with" made one side of it."""
    beside = 0 <= p.first - use.last <= _FELL_BESIDE or 0 <= use.first - p.last <= _FELL_BESIDE
    return p.counted and beside and p.slot in ("", "source")


_FELL_BESIDE = 3  # words between the number and the word for what befell those counted


def _attacker(p: Participant) -> Participant:
    """ "أطلق شاب فلسطيني الرصاص على": a Palestinian who shoots or stabs is told as one of those who fight."""
    lone = p.civil and not p.plural and any(n.entry == "nation.ps" for n in p.named)
    nation = [n for n in p.named if n.entry == "nation.ps"]
    return replace(p, kinds={"state"}, named=nation) if lone else p
