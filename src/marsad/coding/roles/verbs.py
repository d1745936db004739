"""Roles by a verb: its subject and its object, where Arabic writes neither case nor voice.

قتل is "killed" and "was killed": the order of the noun phrases, what kind of people they are, endings of the verb and small
signs around it decide which of them did it and which suffered it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import AUTHORITY, ENROLLED, Participant, with_joined
from marsad.coding.roles.casting import give_role
from marsad.coding.roles.casualties import FELL, left_dead
from marsad.coding.roles.neighbours import (
    LED,
    ON_THEM,
    agentive,
    groups_behind,
    nearest_before,
    of_forces,
    opening_subject,
    own_forces,
    stands_behind,
    subject_before,
)
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import (
    BOTH_VOICES,
    DONE_BY,
    FOUND,
    NO_PASSIVE,
    PLANTED,
    SEIZES,
    accusative,
    bare_nation,
    faction,
    in_the_act,
    lost_by,
    one_man,
    raiders,
    received_by,
    same_people,
    taken_by_nouns,
    takes_ground,
    was_suffered,
    whose_arms,
    whose_attempt,
    words_between,
    wrought,
)
from marsad.coding.sentence.slots import TARGETING


@dataclass(slots=True)
class _Clause:
    """A verb with the people of its stretch, by where they stand to it."""

    tokens: Sequence[Token]
    draft: Draft
    use: Use
    everybody: Sequence[Participant]
    people: Sequence[Participant]  # without bare nations and those of whom was told before
    after: list[Participant]
    by: list[Participant]  # behind "من قبل"
    on: list[Participant]  # behind "على", "ضد" …
    direct: list[list[Participant]]  # groups behind the verb, without a preposition
    before: list[Participant]

    @property
    def struck(self) -> Sequence[Participant]:
        """Those behind the verb, or else behind "on"."""
        return self.direct[0] if self.direct else self.aimed_at

    @property
    def aimed_at(self) -> Sequence[Participant]:
        return with_joined(self.on[0], self.after) if self.on else []

    def give(self, role: str | None, group: Sequence[Participant]) -> None:
        give_role(self.draft, self.use, role, group)


def roles_by_verb(
    tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant], verbs: Sequence[int]
) -> None:
    """Give the roles that a verb tells of. `verbs`: token indices of all verb triggers of the sentence, `people` those of the
    stretch."""
    clause = _clause(tokens, draft, use, people, verbs)
    if _of_one_role(clause):
        return
    if clause.by:
        clause.give(use.frame.subject or "agent", with_joined(clause.by[0], clause.after))
    if not _by_voice(clause):
        if clause.direct and _answered(tokens, draft, use, clause.direct[0]):
            return
        if not _by_form(clause):
            _by_order(clause)
    _others_told(clause)


def _clause(
    tokens: Sequence[Token], draft: Draft, use: Use, everybody: Sequence[Participant], verbs: Sequence[int]
) -> _Clause:
    """People behind the verb belong to it up to the next verb or toll."""
    stop = min((v for v in verbs if v >= use.last), default=draft.last)
    tolls = (u.first for u in draft.uses if not u.verb and u.frame.counts and u.frame.idafa == "patient")
    stop = min(stop, use.last + 22, *(first for first in tolls if first >= use.last))
    people = [p for p in everybody if not bare_nation(p) and not (p.first == use.last and left_dead(tokens, p))]
    taken = taken_by_nouns(use, draft.uses, people)
    after = [p for p in people if stands_behind(use, p) and p.first < stop and p not in taken]
    by = [p for p in after if p.slot == "by"]
    on = [p for p in after if p.slot == "on"]
    whole = [p for p in after if p.slot in ("", "for") and not p.part]
    if after and after[0].part and after[0].first - use.last <= _AMONG_WITHIN and whole[:1] != after[:1]:
        whole = []  # "30 مسلحا قتلوا بينهم القيادي فلان، قائد الحركة": who some of them were
    direct = groups_behind(tokens, use.last, whole, draft.adverbial)
    if use.frame.family == "protest" and direct and any(t.norm in LED for t in tokens[use.last : direct[0][0].first]):
        direct = []  # "يحتجون على تدخل الجيش": what against, and nobody who took part
    before = subject_before(tokens, use, people, draft.first, draft.uses)
    within = use.last < draft.last and tokens[use.last].norm in _IN_IT
    if within and use.trigger.frame in BOTH_VOICES and before and before[0].asset:
        before = []  # "تفجير أمام مقر الوزارة قتل فيه سبعة جنود": the blow is its subject
    return _Clause(tokens, draft, use, everybody, people, after, by, on, direct, before)


def _of_one_role(clause: _Clause) -> bool:
    """Give the one role of a verb that tells of one only, wherever those who have it stand."""
    draft, use, before, direct = clause.draft, clause.use, clause.before, clause.direct
    if use.trigger.id == _EXPLODES:  # it has no object: "انفجرت سيارة أمام دورية", "سيارات تعود للحركة انفجرت"
        near = direct[0] if direct else [p for p in clause.after if p.slot == "with_b"][:1]
        clause.give("patient", [p for p in near if p.civil or of_forces(p)])
        clause.give("patient", clause.aimed_at)
        return True
    if use.frame.before == "patient":
        group = before or nearest_before(clause.tokens, use, clause.people) or (direct[0] if direct else [])
        clause.give("patient", group)
        return True
    if use.frame.subject == "patient" and before and clause.tokens[before[0].first].norm in ENROLLED:
        draft.patients += [p for p in before if p not in draft.patients]  # whose men they were, and no number
        return True
    return False


def _by_voice(clause: _Clause) -> bool:
    """Give roles where it is plain whether the verb is active: with a thing or a deed for its subject, in the passive, of one's own
    forces. False where it is not."""
    tokens, draft, use, direct = clause.tokens, clause.draft, clause.use, clause.direct
    frame = use.frame
    passive = use.hit.phrase.info.startswith("passive") or bool(clause.by)
    relative = use.first > draft.first and unwaw(tokens[use.first - 1].norm) in _IT_IS
    nouns = (u for u in draft.uses if not u.verb and u.frame.family == "violence" and "ب" not in u.hit.proclitics)
    deeds = [u for u in nouns if 0 <= u.first - use.last <= 1]
    if frame.object and direct and not passive and _thing_strikes(clause):
        clause.give(frame.object, direct[0])  # "سيارة ملغمة اقتحمت دورية عسكرية"
    elif ((deeds or relative) and unwaw(tokens[use.first].norm) in TARGETING) or wrought(use, deeds):
        # "تستهدف الغارات التركية … وحدات …", "التفجير الذي استهدف مسجد قوات …"
        aims = [g for g in direct if not any(g[0].first == u.last for u in deeds)]
        clause.give(frame.object, aims[0] if aims else clause.aimed_at)
    elif passive:
        behind = direct and not same_people(direct[0], clause.by)
        clause.give(frame.object or "patient", direct[0] if behind else clause.before)
    elif own := own_forces(tokens, use, clause.everybody):
        facing = [p for p in draft.agents if p.slot == "with"]  # "أن قواتها استعادت … بعد مواجهات مع التنظيم"
        draft.agents = [p for p in draft.agents if p not in facing]
        draft.patients += facing
        clause.give(frame.subject, own)
        clause.give(frame.object, clause.struck)
    else:
        return False
    return True


def _thing_strikes(clause: _Clause) -> bool:
    """ "سيارة ملغمة اقتحمت دورية", "استهدفت عبوة ناسفة دورية"; not "أصابت قنبلة زرعتها الحركة حافلة"."""
    tokens, use = clause.tokens, clause.use
    if use.first > clause.draft.first and tokens[use.first - 1].norm in _STRIKING:
        return True
    lead = [t.norm for t in tokens[use.last : clause.direct[0][0].first]]
    struck_by = not _STRIKING.isdisjoint(lead[:2]) and DONE_BY.isdisjoint(lead) and PLANTED.isdisjoint(lead)
    return struck_by and not tokens[use.first].norm.endswith(_HIM)


def _by_form(clause: _Clause) -> bool:
    """Give roles where the form of words tells subject and object apart: a pronoun in the verb, a case, a plural, an order of two.
    False where none does."""
    tokens, use, direct, before = clause.tokens, clause.use, clause.direct, clause.before
    frame = use.frame
    if direct and frame.object and _object_told(tokens, use, direct[0][0]):
        clause.give(frame.subject, direct[0])
        struck = [p for p in before if not p.armed]  # "المترجمة قد خطفها مسلحون"
        struck = struck or [p for p in clause.people if p.last == use.first and (not p.slot or p.asset)]
        clause.give(frame.object, struck)  # "عشرة جنود قتلهم مسلحون", "قاعدة للجيش هاجمها مسلحون"
    elif direct and frame.object and accusative(tokens, direct[0][0]):
        clause.give(frame.subject, before)  # "شاب يدهس شرطيا"
        clause.give(frame.object, direct[0])
    elif before and direct and _did(tokens, clause.draft, use, direct[0][0]) and frame.object:
        clause.give(frame.subject, before)  # "مسلحون اغتالوا العميد": the plural agrees with who stands before
        clause.give(frame.object, direct[0])
    elif len(direct) >= 2 and (
        (agentive(direct[0]) and not one_man(use, direct[0][0])) or _begins(use, direct) or _by_case(tokens, direct)
    ):
        clause.give(frame.subject, direct[0])
        clause.give(frame.object, direct[1])
    else:
        return False
    return True


def _by_order(clause: _Clause) -> None:
    """Give roles by who stands before the verb and who behind it, and by what kind of people they are."""
    tokens, draft, use, direct, before = clause.tokens, clause.draft, clause.use, clause.direct, clause.before
    frame = use.frame
    if before and before[0].counted and tokens[use.first].norm.endswith(_THEM) and frame.object:
        clause.give(frame.object, before)  # "صدم ثلاثة جنود فأصابهم"
    elif before and was_suffered(use, before, direct) and frame.object:
        _suffering(tokens, draft, use, before, clause.people)
    elif before and (direct or _struck_by(draft, use, clause.on)) and frame.object:
        clause.give(frame.subject, before)
        clause.give(frame.object, clause.struck)
    elif direct and before and use.trigger.frame == "disrupt" and direct[0][0].armed and agentive(before):
        clause.give(frame.subject, before)  # "أن القوات أحبطت محاولة تسلل للميليشيا"
    elif direct:
        _single(tokens, draft, use, direct[0])
    elif before and use.trigger.frame in BOTH_VOICES and frame.object:
        _suffering(tokens, draft, use, before, clause.people)
    elif before:
        _single(tokens, draft, use, before)


def _others_told(clause: _Clause) -> None:
    """Give roles to those whom the verb tells beside subject and object: from whom land or arms were taken, on whom it was, with whom."""
    tokens, draft, use, people, after = clause.tokens, clause.draft, clause.use, clause.people, clause.after
    frame = use.frame
    if not draft.agents and takes_ground(use) and use.hit.proclitics.startswith("و"):
        clause.give("agent", opening_subject(tokens, draft, use, people))
    if takes_ground(use):
        clause.give("patient", lost_by(tokens, use.last, [p for p in people if stands_behind(use, p)]))
    if use.trigger.frame == "disrupt":
        clause.give("patient", whose_attempt(tokens, use, people))
    if use.trigger.frame in FOUND:
        clause.give("patient", whose_arms(tokens, use.last, after))
    if frame.li == "patient" and draft.agents:
        clause.give("patient", received_by(after))
    plain = clause.direct or not clause.before or not frame.object
    if plain and frame.family in ("violence", "coerce", "strategic"):
        clause.give("patient", clause.aimed_at)
    if frame.baina == "both" or use.trigger.frame == "clash":
        withs = [p for p in after if p.slot == "with"]
        clause.give("patient" if draft.agents else "agent", withs[:1])
        clause.give("patient", withs[1:2])


_AMONG_WITHIN = 2  # words from the verb to those who are a part ("من بينهم")
_EXPLODES = "bomb.infijar"  # "انفجر", which has no object
_IN_IT = frozenset({"فيه", "فيها", "خلاله", "خلالها", "جراءه", "جراءها", "بسببه", "بسببها"})
_IT_IS = frozenset({"انه", "انها", "الذي", "التي", "بانه", "بانها"})
# a thing that strikes by itself, right before its verb
_STRIKING = frozenset(
    {"ملغمه", "مفخخه", "ناسفه", "قذيفه", "صاروخ", "قذايف", "صواريخ", "قنبله", "لغم", "رصاصه", "شظايا", "رصاصات"}
)
_THEM = ("هم", "هن", "هما")


def _did(tokens: Sequence[Token], draft: Draft, use: Use, p: Participant) -> bool:
    """ "مسلحون اغتالوا العميد": a plural verb and its object behind it; in "الجنود قتلوا في كمين نصبه مسلحون" another deed stands
    between, and those before the verb are the dead."""
    plural = use.last - use.first == 1 and tokens[use.first].norm.endswith("وا")
    return plural and not any(use.last <= u.first < p.first and not u.verb for u in draft.uses)


def _struck_by(draft: Draft, use: Use, on: Sequence[Participant]) -> bool:
    """Does "on" say whom the verb struck? In "جنديان قتلا في معارك ضد الحركة" it is of the fight between."""
    if use.frame.counts not in FELL:
        return bool(on)
    return bool(on) and not any(use.last <= u.first < on[0].first and not u.verb for u in draft.uses)


def _answered(tokens: Sequence[Token], draft: Draft, use: Use, group: Sequence[Participant]) -> bool:
    """ "أطلق رجل النار على … قبل أن تقتله الشرطة", "… تطلق عليه الشرطة النار": forces kill the one man whom the stretch tells as
    the attacker."""
    lone = [a for a in draft.agents if a.kinds and a.kinds <= _LONE and not a.plural and a.last <= use.first]
    before = any(u.first < use.first and u.frame.family == "violence" for u in draft.uses)
    lead = [t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]]
    near = {t.norm for t in tokens[use.last : group[-1].last + 3]}
    him = _object_told(tokens, use, group[0]) or (use.trigger.frame == "shoot" and not near.isdisjoint(ON_THEM))
    return him and all(map(of_forces, group)) and (bool(lone) or (before and lead == ["قبل", "ان"]))


def _object_told(tokens: Sequence[Token], use: Use, p: Participant) -> bool:
    """ "اختطفته عناصر إرهابية": the verb has its object in its ending, and armed people behind it are its subject."""
    adjacent = p.first - use.last <= 1 and p.armed and not p.outcome and p.slot == ""
    word = tokens[use.first].norm
    seized = use.trigger.frame in SEIZES or use.trigger.id in _ACTIVE
    held = seized and word.endswith(_HIM) and len(unwaw(word)) > _SHORTEST_VERB
    return adjacent and use.verb and (word.endswith(_ITS_OBJECT) or held)


_ACTIVE = frozenset({"attack.hajama"})  # "هاجم": its passive is "هوجم"
_LONE = frozenset({"person", "worker"})  # "رجل", "سائق"
_HIM = ("ه", "ها", "هم", "هما", "هن")  # "خطفهما مسلحون": the object in the ending, the subject behind
_ITS_OBJECT = ("ته", "تها", "تهم", "تهما", "وه", "وها", "وهم")  # "قتلته عناصر": the one behind such a verb did it
_SHORTEST_VERB = 3  # letters of a past verb


def _begins(use: Use, direct: Sequence[Sequence[Participant]]) -> bool:
    """ "هاجم سائق قوة عسكرية": right behind a verb whose passive is written otherwise its subject, armed or not."""
    first, struck = direct[0][0], direct[1][0]
    one = not first.slot and not first.asset and not first.counted and first.first == use.last
    if one and use.verb and not first.armed and first.kinds and first.kinds <= _LONE and not first.plural:
        # "احتجز رجل رهائن", "طعن شاب رجلا": two beside each other without "و" are subject and object
        return struck.first == direct[0][-1].last and not struck.clitic and struck.plural
    return use.trigger.id in _ACTIVE and one and struck.armed


def _by_case(tokens: Sequence[Token], direct: Sequence[Sequence[Participant]]) -> bool:
    """ "طعن فلسطيني جنديا": the second is an object by its ending, and the first is none."""
    first, second = direct[0][0], direct[1][0]
    return accusative(tokens, second) and not (first.counted or accusative(tokens, first) or first.slot or first.asset)


def _suffering(
    tokens: Sequence[Token],
    draft: Draft,
    use: Use,
    before: list[Participant],
    people: Sequence[Participant],
) -> None:
    """ "إن 12 شخصا قتلوا", "مستوطنا قتل": a verb of both voices that comes after its noun and has no object tells what
    happened to it; with the object in a suffix ("قتلوه") it tells what it did, and the suffix may mean those counted
    before ("عشر طالبات كان مسلحون خطفوهن")."""
    suffix = tokens[use.first].norm.endswith(("وه", "وها", "هم", "هما", "هن"))
    p = before[0]
    acted = (
        suffix
        or AUTHORITY in p.kinds
        or in_the_act(tokens, use, p)
        or (use.trigger.frame in NO_PASSIVE and p.armed and not (p.counted or p.asset or p.outcome))
        or (use.trigger.frame == "arrest" and of_forces(p) and not (p.counted or p.asset or p.outcome or p.part))
    )
    give_role(draft, use, use.frame.subject if acted else use.frame.object, before)
    if suffix and use.frame.counts:
        meant = [q for q in people if draft.first <= q.first and q.last <= p.first and q.counted]
        own = {n.name for q in before for n in q.named}
        others = [q for q in meant if not q.outcome and own.isdisjoint(n.name for n in q.named)]
        give_role(draft, use, use.frame.object, others[-1:])


def _single(tokens: Sequence[Token], draft: Draft, use: Use, group: list[Participant]) -> None:
    """One noun phrase with a verb that hides its voice: an organisation or a bare armed noun acts, the counted suffer."""
    frame, p = use.frame, group[0]
    role: str | None
    if p.slot == "for" and frame.object and p.first > use.last and use.trigger.frame != "repel":
        role = frame.object  # "دمرت المقاتلات مخزنا للحركة": whose it was
    elif use.trigger.frame == "expel" and _told_apart(draft, p):
        role = frame.object  # "حققت القوات تقدما، حيث دحرت الميليشيات من مواقع": who drove them out is told
    elif use.trigger.frame == "destroy" and agentive(group) and not p.counted:
        role = frame.subject  # "أضرم محتجون النار في …": what burns is no person
    elif use.trigger.frame == "repel" and any(
        t.norm.startswith("ل") and t.norm not in _TO_THEM for t in tokens[use.last : p.first]
    ):
        role = frame.object  # "تصدت لمحاولة القوات …": whose attempt it was
    elif use.trigger.id in _TOLD_APART and use.verb and use.hit.phrase.info.startswith("active"):
        role = frame.subject if agentive(group) else frame.object
    elif use.trigger.frame in BOTH_VOICES or not frame.object:
        role = (
            frame.subject
            if (
                not frame.object
                or raiders(tokens, use, p)
                or (use.trigger.frame == "arrest" and p.first >= use.last and _who_arrest(p))
                or (
                    p.organisation
                    and not p.counted
                    and not p.outcome
                    and p.slot != "for"
                    and not _men_of_it(tokens, p)
                    and words_between(tokens, use.last, p.first) <= 2  # "تقتل رئيس الذراع السياسي للحركة الحوثية"
                )
            )
            else frame.object
        )
    else:
        role = frame.subject if agentive(group) else frame.object
    if role == "agent" and p.asset and frame.family != "protest":
        role = "patient"
    give_role(draft, use, role, group)


_TOLD_APART = frozenset({"kill.assassinate"})  # "اغتال" and "اغتيل": the voice is written
_TO_THEM = frozenset({"له", "لها", "لهم", "لهما"})  # "تصدت لها الدفاعات": who repelled it stands behind


def _told_apart(draft: Draft, p: Participant) -> bool:
    """Those who act in the stretch are told before, and stand on another side than the group."""
    ours = {n.side or n.name for a in draft.agents if a.last <= p.first for n in a.named if n.organisation}
    return faction(p) and bool(ours) and ours.isdisjoint(n.side or n.name for n in p.named)


def _who_arrest(p: Participant) -> bool:
    """ "اعتقلت السلطات …", "أوقفت الشرطة …": right behind the verb they are nobody whom it befell."""
    forces = AUTHORITY in p.kinds or (p.plural and p.definite and p.kinds <= {"state", "police"})
    return forces and not (p.counted or p.asset or p.outcome or p.slot)


def _men_of_it(tokens: Sequence[Token], p: Participant) -> bool:
    """ "قتل حوثيون في هجوم": men of an organisation, told in an indefinite plural, and no party that killed."""
    return not p.definite and tokens[p.first].norm.endswith(("ون", "ين", "ان"))
