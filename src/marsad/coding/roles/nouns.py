"""Roles by a noun: who did what a masdar or another word for a deed names, and to whom ("مقتل X", "هجوم X على Y", "هجوم شنه X")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import Participant, with_joined
from marsad.coding.roles.casting import give_role
from marsad.coding.roles.deeds import carrier, doer_told
from marsad.coding.roles.doers import launchers
from marsad.coding.roles.neighbours import (
    LED,
    ON_THEM,
    groups_behind,
    nearest_before,
    of_forces,
    stands_behind,
    subject_before,
)
from marsad.coding.roles.sides import FIGHTING, exchange_of, fill_exchange, fill_sides
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import (
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
from marsad.coding.sentence.slots import STRONG_STOPS, SUPPOSED, Slots


@dataclass(slots=True)
class _Deed:
    """A noun that names a deed, with the people of its stretch."""

    words: Mapping[str, frozenset[str]]
    slots: Slots
    tokens: Sequence[Token]
    draft: Draft
    use: Use
    people: Sequence[Participant]
    stop: int  # token at which its neighbours end
    after: list[Participant]  # those behind it
    near: list[list[Participant]]  # of them the groups that may hang on it without a preposition of place

    def give(self, role: str | None, group: Sequence[Participant]) -> None:
        give_role(self.draft, self.use, role, group)


def roles_by_noun(
    words: Mapping[str, frozenset[str]],
    slots: Slots,
    tokens: Sequence[Token],
    draft: Draft,
    use: Use,
    people: Sequence[Participant],
) -> None:
    """Give the roles that a noun for a deed tells of. `words`: the small word classes, `people`: those of the stretch."""
    if _only_answered(slots, tokens, draft, use):
        return
    stop = min(use.last + 24, _until(draft, use))
    after = [p for p in people if stands_behind(use, p) and p.first < stop]
    beside = [p for p in after if p.slot in ("", "for", "with_b") and not p.part]
    near = groups_behind(tokens, use.last, beside, draft.adverbial, reach=4)
    deed = _Deed(words, slots, tokens, draft, use, people, stop, after, near)
    if _hangs_on_it(deed):
        _by_construct(deed)
    _by_prepositions(deed)
    _by_fight(deed)
    _from_whom(deed)
    _by_doer(deed)
    _befallen(deed)


def _only_answered(slots: Slots, tokens: Sequence[Token], draft: Draft, use: Use) -> bool:
    """ "ردا على هجمات شنها …": an earlier deed, and the other side's, unless it is all that the stretch tells of."""
    alone = not any(u is not use and u.frame.rank > _TOLL_RANK for u in draft.uses)
    gas = any(u.trigger.weapon == "chemical" for u in draft.uses)  # "ردا على هجوم كيماوي شنه النظام": told by itself
    return _in_answer(slots, tokens, draft.first, use) and not (alone and (gas or draft.has("kill", "die")))


def _hangs_on_it(deed: _Deed) -> bool:
    """Does the first group behind the noun hang on it ("مقتل X", "غارة جوية ليلية تركية")?"""
    if not deed.near:
        return False
    first, last = deed.near[0][0], deed.use.last
    far = 2 if deed.use.frame.idafa == "patient" else 3
    return first.first - last <= far or _adjectival(deed.tokens, last, first)


def _by_construct(deed: _Deed) -> None:
    """Give a role to the group that hangs on the noun, and to the next one where the first did it ("قصف الجيش مواقع الحركة")."""
    tokens, draft, use, near = deed.tokens, deed.draft, deed.use, deed.near
    group = near[0]
    led = [t.norm for t in tokens[use.last : group[0].first]]
    role = _role_by_words(deed, group, led)
    if (
        role == "patient"
        and group[0].organisation
        and not group[0].counted
        and len(near) > 1
        and near[1][0].first - group[-1].last <= 3
        and not any(t.norm.startswith("ب") for t in tokens[group[-1].last : near[1][0].first])
    ):
        deed.give("agent", group)
        group = near[1]
    taken = _taken(use, group, deed.after) if role == "patient" else []
    if taken:
        deed.give("agent", group)
        group = taken
    if destroyers(tokens, use, group):
        role = "agent"
    if any(u.last == use.first and wrought(u, [use]) for u in draft.uses if u.verb):
        role = "patient"  # "دمرت الغارات آليات للحركة"
    role = _role_by_deed(deed, group, role, led)
    if role != "none":
        deed.give(role, group)


def _role_by_words(deed: _Deed, group: list[Participant], led: Sequence[str]) -> str | None:
    """The role that the frame gives those who hang on the noun, by their slot and the words `led` that lead to them."""
    tokens, draft, use = deed.tokens, deed.draft, deed.use
    frame = use.frame
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
    if not any(w in _LAID for w in led) and in_their_ambush(tokens, draft, use, group, deed.people):
        role = "agent"
    return role


def _role_by_deed(deed: _Deed, group: list[Participant], role: str | None, led: Sequence[str]) -> str | None:
    """The role of the group, where this kind of deed is done by, or to, people of its kind alone; else `role`."""
    tokens, use, p = deed.tokens, deed.use, group[0]
    if use.trigger.frame == "intercept" and p.first == use.last and of_forces(p):
        role = "agent"  # "إسقاط الدفاعات الجوية طائرة"
    if use.trigger.frame == "raid" and p.slot == "for" and of_forces(p) and not p.asset:
        role = "agent"  # "خلال مداهمة للشرطة"
    if use.trigger.frame == "repel" and p.slot == "for" and p.armed and not p.asset:
        role = "agent"  # "إحباط هجوم للتنظيم"
    if use.trigger.frame == "bomb" and p.asset:
        role = "patient"  # "تفجير مقر خفر السواحل"
    armed_by = bare_noun(tokens[use.last].norm) in _GUNS if use.last < len(tokens) else False
    targeted = use.trigger.id == "attack.target" and role == "agent" and not armed_by
    if targeted and not has_object(tokens, group[-1].last, deed.stop):
        role = "patient"  # "استهداف رجال الأمن"; but "استهداف الطائرات لمواقع التنظيم"
    if use.trigger.frame in _CAMPAIGNS and any(unwaw(w) in deed.words["launch"] for w in led):
        role = "agent"  # "حملة اعتقالات نفذتها قوات الاحتلال"
    if role == "none" and use.trigger.frame == "retake" and takes_it(use, p):
        role = "agent"
    return role


def _by_prepositions(deed: _Deed) -> None:
    """Give roles to those behind "على", "من قبل", "إلى", and to those from whom land or arms were taken."""
    tokens, draft, use, people, after = deed.tokens, deed.draft, deed.use, deed.people, deed.after
    if use.trigger.frame == "surrender":
        if not draft.agents and tokens[use.first].norm.endswith(("سلموا", "سلم", "سلمت")):
            deed.give("agent", subject_before(tokens, use, people, draft.first, draft.uses))
        if draft.agents:
            deed.give("patient", received_by(after))
    for slot, role in (("on", use.frame.ala), ("by", "agent")):
        found = [p for p in after if p.slot == slot or (slot == "on" and p.slot == "to" and p.asset and p.armed)]
        if found and role:
            deed.give(role, with_joined(found[0], after))
    caught = use.trigger.id == "arrest.qabd" and tokens[use.last - 1].norm in ON_THEM
    if caught and not struck_by_others(draft):
        deed.give("patient", nearest_before(tokens, use, people))  # "إن القيادي … ألقي القبض عليه"
    if takes_ground(use):
        deed.give("patient", lost_by(tokens, use.last, after))
    if use.trigger.frame == "disrupt":
        deed.give("patient", whose_attempt(tokens, use, people))
    if use.trigger.frame in FOUND:
        deed.give("patient", whose_arms(tokens, use.last, after))


def _by_fight(deed: _Deed) -> None:
    """Give roles to both sides of a fight or an exchange of fire."""
    tokens, draft, use, near, after = deed.tokens, deed.draft, deed.use, deed.near, deed.after
    fill_exchange(tokens, draft, use, deed.people)
    exchanged = use.first > draft.first and exchange_of(tokens[use.first - 1].norm)
    if use.frame.baina != "both" and not exchanged:
        return
    if tokens[use.first].norm in FIGHTING and near and near[0][0].first == use.last:
        alone = sum(u.trigger.frame == "clash" for u in draft.uses) == 1
        if alone or not any(p.slot in ("with", "on") for p in deed.people):
            deed.give("patient", near[0])  # "في قتال المتشددين"; "قتال القوات ضد المتشددين" is theirs
    fill_sides(tokens, draft, use, after, deed.people)
    mutual = [p for p in after if p.slot == "" and p.first - use.last <= 1 and is_mutual(p)]
    if mutual and not draft.agents:  # "اشتباكات قبلية"
        deed.give("agent", mutual[:1])
        deed.give("patient", [replace(mutual[0], slot="and")])


def _from_whom(deed: _Deed) -> None:
    """Give roles to those from whom it came, with whom it was, and to the police that stepped in."""
    tokens, use, after = deed.tokens, deed.use, deed.after
    if use.frame.subject == "police":
        deed.give("police", stepped_in(deed.draft, use, deed.people))
    if use.frame.mode == "firearms" or use.trigger.frame in ("strike", "shoot", "shot", "attack"):
        bases = [p for p in after if p.slot == "of" and p.asset in _BASES and p.armed]
        own = [p for p in after if p.slot == "of" and p.organisation and p.armed and not p.counted and not p.asset]
        own = [p for p in own if tokens[p.first - 1].norm == "من" and _led_from(tokens, use.last, p.first)]
        told = with_joined(own[0], after) if own else []  # "هجوم من قوات النظام وحزب الله"
        deed.give("agent", bases[:1] or told)  # "قصف من مواقع قوات النظام", "قصف جوي من النظام"
    if use.trigger.frame == "operation":
        deed.give("agent", [p for p in after if p.slot in ("with", "ally")][:1])


def _by_doer(deed: _Deed) -> None:
    """Give the deed to whom another word tells as its doer: who carried it out, launched, opened or announced it."""
    tokens, draft, use, people = deed.tokens, deed.draft, deed.use, deed.people
    frame = use.frame
    if not draft.agents and use.trigger.frame == "arrest":
        deed.give("agent", _headed(tokens, draft, use, people))
    if not draft.agents:
        deed.give("agent", carrier(deed.words, tokens, draft.first, use, people))
    if not draft.agents and frame.idafa == "agent":
        deed.give("agent", used_arms(tokens, draft.first, use, people))
    launched = launchers(deed.slots, tokens, draft, use, people) if frame.family != "outcome" else []
    if launched and frame.baina == "both":  # "خاضت الميليشيات مواجهات مع الجيش"
        facing = [p for p in draft.agents if p.slot == "with" and p not in launched]
        draft.agents = [p for p in draft.agents if p not in facing]
        draft.patients += facing
    deed.give("agent", launched)
    if not draft.agents and frame.family == "violence" and tokens[use.first].norm.removeprefix("و") in _OPENING_VERBS:
        doer = subject_before(tokens, use, people, draft.first, draft.uses)
        deed.give("agent", [p for p in doer if p.armed or p.organisation])
    aimed = use.trigger.id in AIMED
    if not draft.agents and (aimed or takes_ground(use) or (use.trigger.frame in BOTH_VOICES and draft.patients)):
        deed.give("agent", doer_told(tokens, draft, use, people))
    if not draft.agents and (frame.idafa == "agent" or takes_ground(use)) and owned(tokens, use):
        doers = [p for p in acting(tokens, draft, people) if p.last <= use.first]
        deed.give("agent", doers[-1:])


def _befallen(deed: _Deed) -> None:
    """Give roles to those who survived the deed or were exposed to it."""
    tokens, draft, use, people = deed.tokens, deed.draft, deed.use, deed.people
    survivors = _survived(tokens, draft, use, people)  # struck, and not dead
    draft.patients += [p for p in survivors if p not in draft.patients and p not in draft.agents]
    exposed = _exposed(deed.words, tokens, draft, use, people)
    deed.give("patient", exposed)
    if exposed and not draft.agents:  # "تعرض لاعتداء من عوني شرطة"
        by = [p for p in deed.after if p.slot == "of" and p.armed and tokens[p.first - 1].norm == "من"]
        deed.give("agent", [p for p in by if p.first - use.last <= LOST_WITHIN][:1])


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
