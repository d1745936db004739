"""Roles by a noun: who did what a masdar or another word for a deed names, and to whom ("مقتل X", "هجوم X على Y", "هجوم شنه X")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.casting import give_role
from marsad.coding.deeds import carrier, doer_told
from marsad.coding.doers import launchers
from marsad.coding.draft import Draft, Use
from marsad.coding.neighbours import (
    LED,
    ON_THEM,
    groups_behind,
    nearest_before,
    of_forces,
    stands_behind,
    subject_before,
)
from marsad.coding.participants import Participant, with_joined
from marsad.coding.sides import FIGHTING, exchange_of, fill_exchange, fill_sides
from marsad.coding.signs import (
    AIMED,
    BLOW,
    BOTH_VOICES,
    FOUND,
    LOST_WITHIN,
    SEIZES,
    STOP_WORDS,
    acting,
    bare_noun,
    destroyers,
    has_object,
    in_their_ambush,
    is_mutual,
    lost_by,
    meant_for,
    owned,
    received_by,
    stepped_in,
    struck_by_others,
    takes_ground,
    takes_it,
    used_arms,
    whose_arms,
    whose_attempt,
    wrought,
)
from marsad.coding.slots import STRONG_STOPS, SUPPOSED, Slots


def roles_by_noun(
    words: Mapping[str, frozenset[str]],
    slots: Slots,
    tokens: Sequence[Token],
    draft: Draft,
    use: Use,
    people: Sequence[Participant],
) -> None:
    frame = use.frame
    alone = not any(u is not use and u.frame.rank > _TOLL_RANK for u in draft.uses)
    gas = any(u.trigger.weapon == "chemical" for u in draft.uses)  # "ردا على هجوم كيماوي شنه النظام": told by itself
    if _in_answer(slots, tokens, draft.first, use) and not (alone and (gas or draft.has("kill", "die"))):
        return  # "ردا على هجمات شنها …": an earlier deed, and the other side's
    stop = min(use.last + 24, _until(draft, use))
    after = [p for p in people if stands_behind(use, p) and p.first < stop]
    near = groups_behind(
        tokens,
        use.last,
        [p for p in after if p.slot in ("", "for", "with_b") and not p.part],
        draft.adverbial,
        reach=4,
    )
    if (near and near[0][0].first - use.last <= (2 if frame.idafa == "patient" else 3)) or (
        near and _adjectival(tokens, use.last, near[0][0])
    ):
        group = near[0]
        led = [t.norm for t in tokens[use.last : group[0].first]]
        role = frame.idafa if group[0].slot == "for" or not any(w in LED for w in led) else frame.ala
        if frame.idafa == "agent" and not group[0].slot and meant_for(tokens, use):
            role = "patient"
        if frame.idafa == "agent" and (group[0].asset or (group[0].civil and frame.family != "protest")):
            role = "patient"
        if group[0].slot == "for" and frame.li and not group[0].asset:
            # "غارتين على موقعين تابعين لحركة …" are not that movement's, nor is "كمين نصب لقوات …" theirs
            laid = use.trigger.id == "attack.ambush" and _laid(tokens, draft, use)
            role = "patient" if laid or any(w in LED or w in _LAID for w in led) else frame.li
        if frame.family == "protest" and any(w in _BEFORE_WHOM for w in led):
            role = "none"  # "وقفة احتجاجية أمام مكتب النائب العام": where it was
        if not any(w in _LAID for w in led) and in_their_ambush(tokens, draft, use, group, people):
            role = "agent"
        if (
            role == "patient"
            and group[0].organisation
            and not group[0].counted
            and len(near) > 1
            and near[1][0].first - group[-1].last <= 3
            and not any(t.norm.startswith("ب") for t in tokens[group[-1].last : near[1][0].first])
        ):
            give_role(draft, use, "agent", group)
            group = near[1]
        taken = _taken(use, group, after) if role == "patient" else []
        if taken:
            give_role(draft, use, "agent", group)
            group = taken
        if destroyers(tokens, use, group):
            role = "agent"
        if any(u.last == use.first and wrought(u, [use]) for u in draft.uses if u.verb):
            role = "patient"  # "دمرت الغارات آليات للحركة"
        if use.trigger.frame == "intercept" and group[0].first == use.last and of_forces(group[0]):
            role = "agent"  # "إسقاط الدفاعات الجوية طائرة"
        if use.trigger.frame == "raid" and group[0].slot == "for" and of_forces(group[0]) and not group[0].asset:
            role = "agent"  # "خلال مداهمة للشرطة"
        if use.trigger.frame == "repel" and group[0].slot == "for" and group[0].armed and not group[0].asset:
            role = "agent"  # "إحباط هجوم للتنظيم"
        if use.trigger.frame == "bomb" and group[0].asset:
            role = "patient"  # "تفجير مقر خفر السواحل"
        armed_by = bare_noun(tokens[use.last].norm) in _GUNS if use.last < len(tokens) else False
        if (
            use.trigger.id == "attack.target"
            and role == "agent"
            and not armed_by
            and not has_object(tokens, group[-1].last, stop)
        ):
            role = "patient"  # "استهداف رجال الأمن"; but "استهداف الطائرات لمواقع التنظيم"
        if use.trigger.frame in _CAMPAIGNS and any(unwaw(w) in words["launch"] for w in led):
            role = "agent"  # "حملة اعتقالات نفذتها قوات الاحتلال"
        if role == "none" and use.trigger.frame == "retake" and takes_it(use, group[0]):
            role = "agent"
        if role and role != "none":
            give_role(draft, use, role, group)
    if (
        use.trigger.frame == "surrender"
        and not draft.agents
        and tokens[use.first].norm.endswith(("سلموا", "سلم", "سلمت"))
    ):
        give_role(draft, use, "agent", subject_before(tokens, use, people, draft.first, draft.uses))
    if use.trigger.frame == "surrender" and draft.agents:
        give_role(draft, use, "patient", received_by(after))
    for slot, role in (("on", frame.ala), ("by", "agent")):
        found = [p for p in after if p.slot == slot or (slot == "on" and p.slot == "to" and p.asset and p.armed)]
        if found and role:
            give_role(draft, use, role, with_joined(found[0], after))
    caught = use.trigger.id == "arrest.qabd" and tokens[use.last - 1].norm in ON_THEM
    if caught and not struck_by_others(draft):
        give_role(draft, use, "patient", nearest_before(tokens, use, people))  # "إن القيادي … ألقي القبض عليه"
    if takes_ground(use):
        give_role(draft, use, "patient", lost_by(tokens, use.last, after))
    if use.trigger.frame == "disrupt":
        give_role(draft, use, "patient", whose_attempt(tokens, use, people))
    if use.trigger.frame in FOUND:
        give_role(draft, use, "patient", whose_arms(tokens, use.last, after))
    fill_exchange(tokens, draft, use, people)
    if frame.baina == "both" or (use.first > draft.first and exchange_of(tokens[use.first - 1].norm)):
        if (
            tokens[use.first].norm in FIGHTING and sum(u.trigger.frame == "clash" for u in draft.uses) == 1
        ):  # "في قتال المتشددين"
            give_role(draft, use, "patient", near[0] if near and near[0][0].first == use.last else [])
        fill_sides(tokens, draft, use, after, people)
        mutual = [p for p in after if p.slot == "" and p.first - use.last <= 1 and is_mutual(p)]
        if mutual and not draft.agents:  # "اشتباكات قبلية"
            give_role(draft, use, "agent", mutual[:1])
            give_role(draft, use, "patient", [replace(mutual[0], slot="and")])
    if frame.subject == "police":
        give_role(draft, use, "police", stepped_in(draft, use, people))
    if frame.mode == "firearms" or use.trigger.frame in ("strike", "shoot", "shot", "attack"):
        bases = [p for p in after if p.slot == "of" and p.asset in _BASES and p.armed]
        own = [p for p in after if p.slot == "of" and p.organisation and p.armed and not p.counted and not p.asset]
        own = [p for p in own if tokens[p.first - 1].norm == "من" and _led_from(tokens, use.last, p.first)]
        told = with_joined(own[0], after) if own else []  # "هجوم من قوات النظام وحزب الله"
        give_role(draft, use, "agent", bases[:1] or told)  # "قصف من مواقع قوات النظام", "قصف جوي من النظام"
    if use.trigger.frame == "operation":
        give_role(draft, use, "agent", [p for p in after if p.slot in ("with", "ally")][:1])
    if not draft.agents and use.trigger.frame == "arrest":
        give_role(draft, use, "agent", _headed(tokens, draft, use, people))
    if not draft.agents:
        give_role(draft, use, "agent", carrier(words, tokens, draft.first, use, people))
    if not draft.agents and frame.idafa == "agent":
        give_role(draft, use, "agent", used_arms(tokens, draft.first, use, people))
    launcher = launchers(slots, tokens, draft, use, people) if frame.family != "outcome" else []
    if launcher and frame.baina == "both":  # "خاضت الميليشيات مواجهات مع الجيش"
        facing = [p for p in draft.agents if p.slot == "with" and p not in launcher]
        draft.agents = [p for p in draft.agents if p not in facing]
        draft.patients += facing
    if launcher:
        give_role(draft, use, "agent", launcher)
    if not draft.agents and frame.family == "violence" and tokens[use.first].norm.removeprefix("و") in _OPENING_VERBS:
        doer = subject_before(tokens, use, people, draft.first, draft.uses)
        give_role(draft, use, "agent", [p for p in doer if p.armed or p.organisation])
    aimed = use.trigger.id in AIMED
    if not draft.agents and (aimed or takes_ground(use) or (use.trigger.frame in BOTH_VOICES and draft.patients)):
        give_role(draft, use, "agent", doer_told(tokens, draft, use, people))
    if not draft.agents and (frame.idafa == "agent" or takes_ground(use)) and owned(tokens, use):
        doers = [p for p in acting(tokens, draft, people) if p.last <= use.first]
        give_role(draft, use, "agent", doers[-1:])
    survivors = _survived(tokens, draft, use, people)
    draft.patients += [
        p for p in survivors if p not in draft.patients and p not in draft.agents
    ]  # struck, and not dead
    exposed = _exposed(words, tokens, draft, use, people)
    give_role(draft, use, "patient", exposed)
    if exposed and not draft.agents:  # "تعرض لاعتداء من عوني شرطة"
        by = [p for p in after if p.slot == "of" and p.armed and tokens[p.first - 1].norm == "من"]
        give_role(draft, use, "agent", [p for p in by if p.first - use.last <= LOST_WITHIN][:1])


_TOLL_RANK = 22  # of frames.yaml: words for deaths and wounds lie below
# "استهداف مدفعية الجيش مركبة": arms that are told of as doing it
_GUNS = frozenset({"مدفعيه", "مدفعيات", "طيران", "طايرات", "مقاتلات", "مروحيات", "مسيرات"})
_CAMPAIGNS = frozenset({"arrest", "raid", "abduct"})
_BEFORE_WHOM = frozenset({"امام", "قباله", "قرب", "داخل", "علي", "ضد"})  # where, or against what, a crowd protests
_BASES = frozenset({"مواقع", "قواعد", "معسكرات", "معسكر", "حواجز", "حاجز", "مناطق", "مقرات", "ثكنات", "نقاط"})
_OPENING_VERBS = frozenset(
    {"فجر", "فجرت", "فجروا", "فجرا", "فتح", "فتحت", "فتحوا", "فتحا", "اطلق", "اطلقت", "اطلقوا", "اطلقا", "يطلق", "تطلق"}
)  # "فتحت النار"


def _led_from(tokens: Sequence[Token], last: int, first: int) -> bool:
    """ "قصف جوي من النظام", "قصف يرجح أنه من القوات": at most one word of its own between a deed and "من"."""
    return sum(t.norm not in SUPPOSED and t.norm != "،" for t in tokens[last : first - 1]) <= 1


def _until(draft: Draft, use: Use) -> int:
    """Neighbours belong to the nearest event word before them."""
    later = [
        u.first
        for u in draft.uses
        if u.first >= use.last and u.frame.family != "outcome" and u.trigger.id != "protest.who"
    ]
    return min(later, default=draft.last)


def _adjectival(tokens: Sequence[Token], start: int, p: Participant) -> bool:
    """Only adjectives between ("غارة جوية ليلية تركية"): same definiteness and a gap of at most three words."""
    gap = tokens[start : p.first]
    return len(gap) <= 3 and all(len(t.norm) > 2 and t.norm not in STOP_WORDS for t in gap)


def _laid(tokens: Sequence[Token], draft: Draft, use: Use) -> bool:
    """ "نصب مسلحون كمينا للقوات": an ambush that somebody told before it laid for those behind it."""
    return any(unwaw(t.norm) in _LAID for t in tokens[max(draft.first, use.first - _LAID_WITHIN) : use.first])


_LAID = frozenset({"نصب", "نصبه", "نصبت", "نصبته", "نصبوه", "نصبها", "نصبوا", "نصبا", "اعد", "اعدت"})
_LAID_WITHIN = 7  # words from "نصب" to "كمين"


def _headed(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "تركيا: اعتقال 17 شخصا": whose arrests a headline tells."""
    if use.first - 1 <= draft.sentence.first or tokens[use.first - 1].norm != ":":
        return []
    return [p for p in people if p.last == use.first - 1 and p.first == draft.sentence.first and p.organisation]


def _taken(use: Use, group: list[Participant], after: list[Participant]) -> list[Participant]:
    """ "اعتقال الشرطة لشخصين", "خطف مسلحين لأربعة عمال": those behind "ل" suffer what those right behind the noun do."""
    doers = group[0].armed and not group[0].counted and not group[0].outcome and group[0].slot == ""
    if not doers or use.trigger.frame not in SEIZES or not set(use.hit.phrase.words).isdisjoint(_SUFFERED):
        return []
    behind = [p for p in after if p.slot == "for" and 0 <= p.first - group[-1].last <= 1 and p.kinds and not p.asset]
    return with_joined(behind[0], after) if behind and not behind[0].organisation else []


_SUFFERED = frozenset({"مقتل", "مصرع"})  # nouns with no doer behind them


def _in_answer(slots: Slots, tokens: Sequence[Token], first: int, use: Use) -> bool:
    """ "ردا على مقتل قادتها في هجوم للجيش": a deed told as what another answers, within the same clause."""
    for i in range(use.first - 1, max(first, use.first - _ANSWER_WITHIN) - 1, -1):
        word = unwaw(tokens[i].norm)
        if word in _IN_ANSWER:
            return use.first - i <= 2 or tokens[i + 1].norm == "علي"
        if word in STRONG_STOPS or slots.launching(tokens[i].norm):
            return False
    return False


_IN_ANSWER = frozenset({"ردا", "رد", "ترد", "يرد", "للرد", "انتقاما", "ثارا"})
_ANSWER_WITHIN = 10  # words between "ردا على" and a deed of the same clause


def _exposed(
    words: Mapping[str, frozenset[str]], tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """ "تعرضت القوات لهجوم", "القوات تعرضت لقصف": who is told to have been exposed to it."""
    lead_in = {t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]}
    if "ل" not in use.hit.proclitics and not lead_in & {"الي", "لعمليه"}:
        return []
    near = range(use.first - 1, max(draft.first, use.first - _EXPOSED_WITHIN) - 1, -1)
    at = next((i for i in near if unwaw(tokens[i].norm) in _EXPOSED), None)
    if at is None:
        return []
    between = [p for p in people if at < p.first and p.last <= use.first and p.slot in ("", "for", "to")]
    if between:
        return with_joined(between[0], between)
    before = [p for p in people if p.last <= at and p.slot == "" and at - p.last <= 3]
    if tokens[at - 1].norm in words["relative"]:  # "اتصل بالمطرب الذي تعرض لاعتداء"
        before = [p for p in people if p.last == at - 1 and p.slot != "source"]
    return before[-1:]


_EXPOSED = frozenset({"تعرض", "تعرضت", "تعرضوا", "تعرضا", "يتعرض", "تتعرض", "تعرضه", "تعرضها", "تعرضهم"})
_EXPOSED_WITHIN = 14  # words between "تعرضت" and what to


def _survived(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "نجا قائد الصحوة من محاولة اغتيال", "الوزير … نجا من انفجار عبوة": whom it was meant for."""
    lead = tokens[use.first - 1].norm if use.first > draft.first else ""
    tried = lead == "محاوله" and use.trigger.frame == "kill"
    if not tried and not (lead == "من" and use.frame.family == "violence" and use.frame.rank >= BLOW):
        return []
    near = range(use.first - 1, max(draft.first, use.first - _EXPOSED_WITHIN) - 1, -1)
    at = next((i for i in near if unwaw(tokens[i].norm) in _SURVIVES), None)
    if at is None:
        return []
    behind = [p for p in people if at < p.first and p.last <= use.first and p.slot in ("", "of")]
    before = [p for p in people if p.last <= at and p.slot in ("", "source")]
    return behind[:1] or before[-1:]


_SURVIVES = frozenset({"نجا", "نجت", "نجاه", "ينجو", "تنجو", "نجوا", "بنجاه"})
