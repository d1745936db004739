"""Who did what to whom: fills agents, patients and counts of a draft from the grammar around each trigger.

Arabic news leaves voice unwritten (قتل is "killed" and "was killed"), so slots decide: verb-subject-object order,
subject-first order after "إن" and in headlines, من قبل / على يد, masdar chains ("مقتل X", "هجوم X على Y", "هجوم شنه X"),
"بين X وY". Frames (data/lexicon/frames.yaml) say what each slot means for a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.carried import carried_on
from marsad.coding.deals import dealers
from marsad.coding.deeds import MANAGED, carrier
from marsad.coding.draft import Count, Draft, Use
from marsad.coding.participants import (
    AUTHORITY,
    ENROLLED,
    INHABITED,
    STATES,
    Named,
    Participant,
    group_back,
    with_joined,
)
from marsad.coding.signs import (
    AIMED,
    BOTH_VOICES,
    BY_BODY,
    LOST_WITHIN,
    NO_PASSIVE,
    PLANTED,
    QUOTE_MARKS,
    STOP_WORDS,
    accusative,
    across,
    acting,
    announces_own,
    bare_nation,
    bare_noun,
    bare_people,
    beaten,
    both_fell,
    destroyers,
    end_of_side,
    faction,
    fighters_first,
    gave_way,
    has_object,
    in_the_act,
    in_their_ambush,
    is_mutual,
    left_behind,
    lost_by,
    meant_for,
    new_clause,
    of_a_state,
    one_man,
    owned,
    raiders,
    received_by,
    same_people,
    sought,
    stepped_in,
    struck_by_others,
    taken_by_nouns,
    takes_ground,
    takes_it,
    told_by_verb,
    used_arms,
    was_suffered,
    whose_arms,
    whose_attempt,
    words_between,
)
from marsad.coding.slots import LINKS, STRONG_STOPS, SUPPOSED, TARGETING, Slots
from marsad.model.record import Figure

# What forces do after a deed ("فرضت قوات الأمن طوقا حول مكان التفجير"): not what was done.
RESPONSES = frozenset({"attack_soft", "raid", "coerce", "arrest", "disarm", "disrupt"})
_ADVERBS = frozenset({"امس", "اليوم", "مساء", "صباح", "فجر", "ظهر", "ليل", "ليله", "يوم", "عصر", "اول", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "الماضي", "الماضيه", "بالفعل", "ايضا", "نحو", "حوالي", "اكثر", "لا", "يقل", "ما", "الاقل", "قرابه", "زهاء"})  # fmt: skip
_THAT = frozenset(
    {
        "ان",
        "انه",
        "انها",
        "انهم",
        "بان",
        "بانه",
        "بانها",
        "وانه",
        "وانها",
        "وان",
        "لكن",
        "كان",
        "وكان",
        "كانت",
        "وكانت",
        "قد",
        "حيث",
    }
)


class Grammar:
    """The role grammar over one sentence. `words`: the small word classes; `prepositions`: phrases with their slot."""

    def __init__(self, words: Any, prepositions: Sequence[tuple[tuple[str, ...], str]]) -> None:
        self._words = words
        self.slots = Slots(words, prepositions)

    def fill(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant], verbs: Sequence[int]) -> None:
        """Fill the draft's agents, patients and counts. `verbs`: token indices of all verb triggers in the sentence."""
        inside = [p for p in people if p.first >= draft.first and p.last <= draft.last]
        lent = (range(self.slots.backed_from(tokens, p, draft.first), p.last) for p in inside if p.slot == "ally")
        draft.adverbial = draft.adverbial.union(*lent)  # "هاجم الجيش مسنودا بالطيران مواقع الحركة"
        for use in sorted(draft.uses, key=lambda u: -u.frame.rank):
            if (
                use.frame.family == "outcome"
                and use.trigger.frame.startswith("toll_")
                and use.trigger.frame != "toll_lives"
            ):
                continue
            if use.verb or use.trigger.frame == "die_light":
                self._verb(tokens, draft, use, inside, verbs)
            else:
                self._noun(tokens, draft, use, inside)
            if use.trigger.frame in ("kill", "die", "execute"):
                self._named_victim(tokens, draft, use)
            elif use.trigger.frame in ("arrest", "abduct"):
                self._named_captive(tokens, draft, use)
        self._beside(tokens, draft, inside)
        self._announced(tokens, draft, inside)
        if not draft.agents:
            draft.agents += carried_on(tokens, draft, people)
        self._confronted(draft)
        self._raiding(tokens, draft, inside)
        sought(tokens, draft, inside)
        self._bombers(draft, inside)
        self._planters(tokens, draft, inside)
        self._accused(tokens, draft, people)
        self._jailers(tokens, draft, inside)
        self._allies(tokens, draft, inside)
        self._tolls(tokens, draft, inside)
        self._parts_of(draft, inside)
        self._blasted(draft, inside)
        self._robbed(tokens, draft, inside)
        self._loose(tokens, draft, inside)
        self._part_figures(draft)
        fighters_first(tokens, draft)
        both_fell(draft)
        dealers(tokens, draft, inside)
        if not draft.agents and len(draft.uses) == 1 and tokens[draft.head.first].norm in _FIGHTING:
            draft.patients = []  # "شركاء في قتال التنظيم": nobody fought

    def _verb(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant], verbs: Sequence[int]
    ) -> None:
        stop = min((v for v in verbs if v >= use.last), default=draft.last)
        tolls = (u.first for u in draft.uses if not u.verb and u.frame.counts and u.frame.idafa == "patient")
        stop = min(stop, use.last + 22, *(first for first in tolls if first >= use.last))
        everybody = people
        people = [p for p in people if not bare_nation(p) and not (p.first == use.last and _left_dead(tokens, p))]
        taken = taken_by_nouns(use, draft.uses, people)
        after = [p for p in people if _behind(use, p) and p.first < stop and p not in taken]
        by = [p for p in after if p.slot == "by"]
        on = [p for p in after if p.slot == "on"]
        whole = [p for p in after if p.slot in ("", "for") and not p.part]
        if after and after[0].part and after[0].first - use.last <= _AMONG_WITHIN and whole[:1] != after[:1]:
            whole = []  # "30 مسلحا قتلوا بينهم القيادي فلان، قائد الحركة": who some of them were
        direct = self._groups(tokens, use.last, whole, draft.adverbial)
        before = self._subject_before(tokens, use, people, draft.first, draft.uses)
        within = use.last < draft.last and tokens[use.last].norm in _IN_IT
        if within and use.trigger.frame in BOTH_VOICES and before and before[0].asset:
            before = []  # "تفجير أمام مقر الوزارة قتل فيه سبعة جنود": the blow is its subject
        frame = use.frame
        if use.trigger.id == _EXPLODES:  # it has no object: "انفجرت سيارة أمام دورية", "سيارات تعود للحركة انفجرت"
            near = direct[0] if direct else [p for p in after if p.slot == "with_b"][:1]
            self._give(draft, use, "patient", [p for p in near if p.civil or _of_forces(p)])
            self._give(draft, use, "patient", with_joined(on[0], after) if on else [])
            return
        if frame.family == "protest" and direct and any(t.norm in _LED for t in tokens[use.last : direct[0][0].first]):
            direct = []  # "يحتجون على تدخل الجيش": what against, and nobody who took part
        if frame.before == "patient":
            group = before or (self._nearest_before(tokens, use, people)) or (direct[0] if direct else [])
            self._give(draft, use, "patient", group)
            return
        if frame.subject == "patient" and before and tokens[before[0].first].norm in ENROLLED:
            draft.patients += [p for p in before if p not in draft.patients]  # whose men they were, and no number
            return
        info = use.hit.phrase.info
        passive = info.startswith("passive") or bool(by)
        if by:
            self._give(draft, use, frame.subject or "agent", with_joined(by[0], after))
        word = tokens[use.first].norm
        relative = use.first > draft.first and unwaw(tokens[use.first - 1].norm) in _IT_IS
        nouns = (u for u in draft.uses if not u.verb and u.frame.family == "violence" and "ب" not in u.hit.proclitics)
        deeds = [u for u in nouns if 0 <= u.first - use.last <= 1]
        thing = use.first > draft.first and tokens[use.first - 1].norm in _STRIKING
        lead = [t.norm for t in tokens[use.last : direct[0][0].first]] if direct else []
        struck_by = not _STRIKING.isdisjoint(lead[:2]) and _DONE_BY.isdisjoint(lead) and PLANTED.isdisjoint(lead)
        thing = thing or (
            struck_by and not tokens[use.first].norm.endswith(_HIM)
        )  # "استهدفت عبوة ناسفة دورية"; not "أصابت قنبلة زرعتها الحركة حافلة"
        if thing and frame.object and direct and not passive:
            self._give(draft, use, frame.object, direct[0])  # "سيارة ملغمة اقتحمت دورية عسكرية"
        elif ((deeds or relative) and unwaw(word) in TARGETING) or self._wrought(use, deeds):
            # "تستهدف الغارات التركية … وحدات …", "التفجير الذي استهدف مسجد قوات …"
            aims = [g for g in direct if not any(g[0].first == u.last for u in deeds)]
            self._give(draft, use, frame.object, aims[0] if aims else with_joined(on[0], after) if on else [])
        elif passive:
            self._give(
                draft,
                use,
                frame.object or "patient",
                direct[0] if direct and not same_people(direct[0], by) else before,
            )
        elif own := self._own_forces(tokens, use, everybody):
            facing = [p for p in draft.agents if p.slot == "with"]  # "أن قواتها استعادت … بعد مواجهات مع التنظيم"
            draft.agents = [p for p in draft.agents if p not in facing]
            draft.patients += facing
            self._give(draft, use, frame.subject, own)
            self._give(draft, use, frame.object, direct[0] if direct else with_joined(on[0], after) if on else [])
        elif direct and self._answered(tokens, draft, use, direct[0]):
            return
        elif direct and frame.object and self._object_told(tokens, use, direct[0][0]):
            self._give(draft, use, frame.subject, direct[0])
            struck = [p for p in before if not p.armed]  # "المترجمة قد خطفها مسلحون"
            struck = struck or [p for p in people if p.last == use.first and (not p.slot or p.asset)]
            self._give(draft, use, frame.object, struck)  # "عشرة جنود قتلهم مسلحون", "قاعدة للجيش هاجمها مسلحون"
        elif direct and frame.object and accusative(tokens, direct[0][0]):
            self._give(draft, use, frame.subject, before)  # "شاب يدهس شرطيا"
            self._give(draft, use, frame.object, direct[0])
        elif before and direct and self._did(tokens, draft, use, direct[0][0]) and frame.object:
            self._give(
                draft, use, frame.subject, before
            )  # "مسلحون اغتالوا العميد": the plural agrees with who stands before
            self._give(draft, use, frame.object, direct[0])
        elif len(direct) >= 2 and (
            (self._agentive(direct[0]) and not one_man(use, direct[0][0]))
            or self._begins(use, direct)
            or self._by_case(tokens, direct)
        ):
            self._give(draft, use, frame.subject, direct[0])
            self._give(draft, use, frame.object, direct[1])
        elif before and before[0].counted and tokens[use.first].norm.endswith(_THEM) and frame.object:
            self._give(draft, use, frame.object, before)  # "صدم ثلاثة جنود فأصابهم"
        elif before and was_suffered(use, before, direct) and frame.object:
            self._suffering(tokens, draft, use, before, people)
        elif before and (direct or self._struck_by(draft, use, on)) and frame.object:
            self._give(draft, use, frame.subject, before)
            self._give(draft, use, frame.object, direct[0] if direct else with_joined(on[0], after))
        elif direct and before and use.trigger.frame == "disrupt" and direct[0][0].armed and self._agentive(before):
            self._give(draft, use, frame.subject, before)  # "أن القوات أحبطت محاولة تسلل للميليشيا"
        elif direct:
            self._single(tokens, draft, use, direct[0])
        elif before and use.trigger.frame in BOTH_VOICES and frame.object:
            self._suffering(tokens, draft, use, before, people)
        elif before:
            self._single(tokens, draft, use, before)
        if not draft.agents and takes_ground(use) and use.hit.proclitics.startswith("و"):
            self._give(draft, use, "agent", self._opening_subject(tokens, draft, use, people))
        if takes_ground(use):
            self._give(draft, use, "patient", lost_by(tokens, use.last, [p for p in people if _behind(use, p)]))
        if use.trigger.frame == "disrupt":
            self._give(draft, use, "patient", whose_attempt(tokens, use, people))
        if use.trigger.frame in _FOUND:
            self._give(draft, use, "patient", whose_arms(tokens, use.last, after))
        if frame.li == "patient" and draft.agents:
            self._give(draft, use, "patient", received_by(after))
        if on and (direct or not before or not frame.object) and frame.family in ("violence", "coerce", "strategic"):
            self._give(draft, use, "patient", with_joined(on[0], after))
        if frame.baina == "both" or use.trigger.frame == "clash":
            withs = [p for p in after if p.slot == "with"]
            if withs:
                self._give(draft, use, "patient" if draft.agents else "agent", withs[:1])
                if len(withs) > 1:
                    self._give(draft, use, "patient", withs[1:2])

    def _beside(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
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

    def _did(self, tokens: Sequence[Token], draft: Draft, use: Use, p: Participant) -> bool:
        """ "مسلحون اغتالوا العميد": a plural verb and its object behind it; in "الجنود قتلوا في كمين نصبه مسلحون" another deed stands
        between, and those before the verb are the dead."""
        plural = use.last - use.first == 1 and tokens[use.first].norm.endswith("وا")
        return plural and not any(use.last <= u.first < p.first and not u.verb for u in draft.uses)

    def _struck_by(self, draft: Draft, use: Use, on: Sequence[Participant]) -> bool:
        """Does "on" say whom the verb struck? In "جنديان قتلا في معارك ضد الحركة" it is of the fight between."""
        if use.frame.counts not in _FELL:
            return bool(on)
        return bool(on) and not any(use.last <= u.first < on[0].first and not u.verb for u in draft.uses)

    def _wrought(self, use: Use, deeds: Sequence[Use]) -> bool:
        """ "دمرت الغارات آليات للحركة": what the blow right behind the verb did."""
        blow = any(u.first == use.last and u.frame.rank >= _BLOW and u.hit.definite for u in deeds)
        return blow and use.trigger.frame in _WROUGHT and not use.frame.counts

    def _opening_subject(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "حققت الوحدات مكاسب على حساب التنظيم … وسيطرت على البلدة": the subject of the verb that opens the clause, where the
        verb joined to it by "و" has the same ending and nobody behind it."""
        near = [p for p in people if 0 < p.first - draft.first <= _OPENS_WITHIN and p.last <= use.first]
        if not near or near[0].slot or not self._agentive(near[:1]) or not near[0].armed:
            return []
        verb, joined = tokens[near[0].first - 1].norm, tokens[use.first].norm
        alike = verb.endswith("ت") and joined.endswith("ت")
        return with_joined(near[0], [p for p in near if not p.slot]) if alike else []

    def _object_told(self, tokens: Sequence[Token], use: Use, p: Participant) -> bool:
        """ "اختطفته عناصر إرهابية": the verb has its object in its ending, and armed people behind it are its subject."""
        adjacent = p.first - use.last <= 1 and p.armed and not p.outcome and p.slot == ""
        word = tokens[use.first].norm
        seized = use.trigger.frame in _SEIZES or use.trigger.id in _ACTIVE
        held = seized and word.endswith(_HIM) and len(unwaw(word)) > _SHORTEST_VERB
        return adjacent and use.verb and (word.endswith(_ITS_OBJECT) or held)

    def _begins(self, use: Use, direct: Sequence[Sequence[Participant]]) -> bool:
        """ "هاجم سائق قوة عسكرية": right behind a verb whose passive is written otherwise its subject, armed or not."""
        first, struck = direct[0][0], direct[1][0]
        one = not first.slot and not first.asset and not first.counted and first.first == use.last
        if one and use.verb and not first.armed and first.kinds and first.kinds <= _LONE and not first.plural:
            # "احتجز رجل رهائن", "طعن شاب رجلا": two beside each other without "و" are subject and object
            return struck.first == direct[0][-1].last and not struck.clitic and struck.plural
        return use.trigger.id in _ACTIVE and one and struck.armed

    def _by_case(self, tokens: Sequence[Token], direct: Sequence[Sequence[Participant]]) -> bool:
        """ "طعن فلسطيني جنديا": the second is an object by its ending, and the first is none."""
        first, second = direct[0][0], direct[1][0]
        return accusative(tokens, second) and not (
            first.counted or accusative(tokens, first) or first.slot or first.asset
        )

    def _own_forces(self, tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
        """ "أعلن الجيش أن قواته قتلت …", "قالت … إن طائراتها قصفت": the forces are those of the speaker."""
        near = range(use.first - 1, max(0, use.first - _CLAUSE_WITHIN) - 1, -1)
        own = next((i for i in near if unwaw(tokens[i].norm) in _OWN_FORCES), None)
        if own is None or (own != use.first - 1 and tokens[own - 1].norm not in _SAID_THAT):
            return []  # "أعلن الجيش أن قواته، مدعومة بالطيران، استعادت …"
        if any(own < p.first < use.first and p.armed and p.slot != "ally" for p in people):
            return []
        said = [p for p in people if p.last < use.first and p.slot == "source" and (p.organisation or p.armed)]
        if not said:  # "أعلنت قيادة العمليات المشتركة العراقية أن قواتها استعادت"
            said = [p for p in people if p.last < own and bare_nation(p) and p.slot in ("", "source")]
            said = [replace(p, kinds={"state"}) for p in said if unwaw(tokens[p.first - 1].norm) not in _PRESS]
        return said[-1:]

    def _suffering(
        self,
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
            or (use.trigger.frame == "arrest" and _of_forces(p) and not (p.counted or p.asset or p.outcome or p.part))
        )
        self._give(draft, use, use.frame.subject if acted else use.frame.object, before)
        if suffix and use.frame.counts:
            meant = [q for q in people if draft.first <= q.first and q.last <= p.first and q.counted]
            own = {n.name for q in before for n in q.named}
            others = [q for q in meant if not q.outcome and own.isdisjoint(n.name for n in q.named)]
            self._give(draft, use, use.frame.object, others[-1:])

    def _single(self, tokens: Sequence[Token], draft: Draft, use: Use, group: list[Participant]) -> None:
        """One noun phrase with a verb that hides its voice: an organisation or a bare armed noun acts, the counted suffer."""
        frame, p = use.frame, group[0]
        role: str | None
        if p.slot == "for" and frame.object and p.first > use.last and use.trigger.frame != "repel":
            role = frame.object  # "دمرت المقاتلات مخزنا للحركة": whose it was
        elif use.trigger.frame == "expel" and _told_apart(draft, p):
            role = frame.object  # "حققت القوات تقدما، حيث دحرت الميليشيات من مواقع": who drove them out is told
        elif use.trigger.frame == "destroy" and self._agentive(group) and not p.counted:
            role = frame.subject  # "أضرم محتجون النار في …": what burns is no person
        elif use.trigger.frame == "repel" and any(
            t.norm.startswith("ل") and t.norm not in _TO_THEM for t in tokens[use.last : p.first]
        ):
            role = frame.object  # "تصدت لمحاولة القوات …": whose attempt it was
        elif use.trigger.id in _TOLD_APART and use.verb and use.hit.phrase.info.startswith("active"):
            role = frame.subject if self._agentive(group) else frame.object
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
                        and not self._men_of_it(tokens, p)
                        and words_between(tokens, use.last, p.first) <= 2  # "تقتل رئيس الذراع السياسي للحركة الحوثية"
                    )
                )
                else frame.object
            )
        else:
            role = frame.subject if self._agentive(group) else frame.object
        if role == "agent" and p.asset and frame.family != "protest":
            role = "patient"
        self._give(draft, use, role, group)

    def _men_of_it(self, tokens: Sequence[Token], p: Participant) -> bool:
        """ "قتل حوثيون في هجوم": men of an organisation, told in an indefinite plural, and no party that killed."""
        return not p.definite and tokens[p.first].norm.endswith(("ون", "ين", "ان"))

    def _agentive(self, group: list[Participant]) -> bool:
        p = group[0]
        return (
            (
                p.armed
                or AUTHORITY in p.kinds
                or "protester" in p.kinds
                or "rioter" in p.kinds
                or (p.organisation and not p.counted)
                or (
                    not p.kinds
                    and not p.counted
                    and not p.clitic
                    and any(n.entry.startswith("nation.") for n in p.named)
                )
            )
            and not p.asset
            and not p.outcome
        )

    def _noun(self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> None:
        frame = use.frame
        alone = not any(u is not use and u.frame.rank > _TOLL_RANK for u in draft.uses)
        gas = any(
            u.trigger.weapon == "chemical" for u in draft.uses
        )  # "ردا على هجوم كيماوي شنه النظام": told by itself
        if self._in_answer(tokens, draft.first, use) and not (alone and (gas or draft.has("kill", "die"))):
            return  # "ردا على هجمات شنها …": an earlier deed, and the other side's
        stop = min(use.last + 24, self._until(draft, use))
        after = [p for p in people if _behind(use, p) and p.first < stop]
        near = self._groups(
            tokens,
            use.last,
            [p for p in after if p.slot in ("", "for", "with_b") and not p.part],
            draft.adverbial,
            reach=4,
        )
        if (near and near[0][0].first - use.last <= (2 if frame.idafa == "patient" else 3)) or (
            near and self._adjectival(tokens, use.last, near[0][0])
        ):
            group = near[0]
            led = [t.norm for t in tokens[use.last : group[0].first]]
            role = frame.idafa if group[0].slot == "for" or not any(w in _LED for w in led) else frame.ala
            if frame.idafa == "agent" and not group[0].slot and meant_for(tokens, use):
                role = "patient"
            if frame.idafa == "agent" and (group[0].asset or (group[0].civil and frame.family != "protest")):
                role = "patient"
            if group[0].slot == "for" and frame.li and not group[0].asset:
                # "غارتين على موقعين تابعين لحركة …" are not that movement's, nor is "كمين نصب لقوات …" theirs
                laid = use.trigger.id == "attack.ambush" and self._laid(tokens, draft, use)
                role = "patient" if laid or any(w in _LED or w in _LAID for w in led) else frame.li
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
                self._give(draft, use, "agent", group)
                group = near[1]
            taken = self._taken(use, group, after) if role == "patient" else []
            if taken:
                self._give(draft, use, "agent", group)
                group = taken
            if destroyers(tokens, use, group):
                role = "agent"
            if any(u.last == use.first and self._wrought(u, [use]) for u in draft.uses if u.verb):
                role = "patient"  # "دمرت الغارات آليات للحركة"
            if use.trigger.frame == "intercept" and group[0].first == use.last and _of_forces(group[0]):
                role = "agent"  # "إسقاط الدفاعات الجوية طائرة"
            if use.trigger.frame == "raid" and group[0].slot == "for" and _of_forces(group[0]) and not group[0].asset:
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
            if use.trigger.frame in _CAMPAIGNS and any(unwaw(w) in self._words["launch"] for w in led):
                role = "agent"  # "حملة اعتقالات نفذتها قوات الاحتلال"
            if role == "none" and use.trigger.frame == "retake" and takes_it(use, group[0]):
                role = "agent"
            if role and role != "none":
                self._give(draft, use, role, group)
        if (
            use.trigger.frame == "surrender"
            and not draft.agents
            and tokens[use.first].norm.endswith(("سلموا", "سلم", "سلمت"))
        ):
            self._give(draft, use, "agent", self._subject_before(tokens, use, people, draft.first, draft.uses))
        if use.trigger.frame == "surrender" and draft.agents:
            self._give(draft, use, "patient", received_by(after))
        for slot, role in (("on", frame.ala), ("by", "agent")):
            found = [p for p in after if p.slot == slot or (slot == "on" and p.slot == "to" and p.asset and p.armed)]
            if found and role:
                self._give(draft, use, role, with_joined(found[0], after))
        caught = use.trigger.id == "arrest.qabd" and tokens[use.last - 1].norm in _ON_THEM
        if caught and not struck_by_others(draft):
            self._give(
                draft, use, "patient", self._nearest_before(tokens, use, people)
            )  # "إن القيادي … ألقي القبض عليه"
        if takes_ground(use):
            self._give(draft, use, "patient", lost_by(tokens, use.last, after))
        if use.trigger.frame == "disrupt":
            self._give(draft, use, "patient", whose_attempt(tokens, use, people))
        if use.trigger.frame in _FOUND:
            self._give(draft, use, "patient", whose_arms(tokens, use.last, after))
        self._exchanged(tokens, draft, use, people)
        if frame.baina == "both" or (use.first > draft.first and _exchange_of(tokens[use.first - 1].norm)):
            if (
                tokens[use.first].norm in _FIGHTING and sum(u.trigger.frame == "clash" for u in draft.uses) == 1
            ):  # "في قتال المتشددين"
                self._give(draft, use, "patient", near[0] if near and near[0][0].first == use.last else [])
            self._between(tokens, draft, use, after, people)
            mutual = [p for p in after if p.slot == "" and p.first - use.last <= 1 and is_mutual(p)]
            if mutual and not draft.agents:  # "اشتباكات قبلية"
                self._give(draft, use, "agent", mutual[:1])
                self._give(draft, use, "patient", [replace(mutual[0], slot="and")])
        if frame.subject == "police":
            self._give(draft, use, "police", stepped_in(draft, use, people))
        if frame.mode == "firearms" or use.trigger.frame in ("strike", "shoot", "shot", "attack"):
            bases = [p for p in after if p.slot == "of" and p.asset in _BASES and p.armed]
            own = [p for p in after if p.slot == "of" and p.organisation and p.armed and not p.counted and not p.asset]
            own = [p for p in own if tokens[p.first - 1].norm == "من" and _led_from(tokens, use.last, p.first)]
            told = with_joined(own[0], after) if own else []  # "هجوم من قوات النظام وحزب الله"
            self._give(draft, use, "agent", bases[:1] or told)  # "قصف من مواقع قوات النظام", "قصف جوي من النظام"
        if use.trigger.frame == "operation":
            self._give(draft, use, "agent", [p for p in after if p.slot in ("with", "ally")][:1])
        if not draft.agents and use.trigger.frame == "arrest":
            self._give(draft, use, "agent", self._headed(tokens, draft, use, people))
        if not draft.agents:
            self._give(draft, use, "agent", carrier(self._words, tokens, draft.first, use, people))
        if not draft.agents and frame.idafa == "agent":
            self._give(draft, use, "agent", used_arms(tokens, draft.first, use, people))
        launcher = self._launcher(tokens, draft, use, people) if frame.family != "outcome" else []
        if launcher and frame.baina == "both":  # "خاضت الميليشيات مواجهات مع الجيش"
            facing = [p for p in draft.agents if p.slot == "with" and p not in launcher]
            draft.agents = [p for p in draft.agents if p not in facing]
            draft.patients += facing
        if launcher:
            self._give(draft, use, "agent", launcher)
        if (
            not draft.agents
            and frame.family == "violence"
            and tokens[use.first].norm.removeprefix("و") in _OPENING_VERBS
        ):
            doer = self._subject_before(tokens, use, people, draft.first, draft.uses)
            self._give(draft, use, "agent", [p for p in doer if p.armed or p.organisation])
        aimed = use.trigger.id in AIMED
        if not draft.agents and (aimed or takes_ground(use) or (use.trigger.frame in BOTH_VOICES and draft.patients)):
            self._give(draft, use, "agent", self._doer_told(tokens, draft, use, people))
        if not draft.agents and (frame.idafa == "agent" or takes_ground(use)) and owned(tokens, use):
            doers = [p for p in acting(tokens, draft, people) if p.last <= use.first]
            self._give(draft, use, "agent", doers[-1:])
        survivors = self._survived(tokens, draft, use, people)
        draft.patients += [
            p for p in survivors if p not in draft.patients and p not in draft.agents
        ]  # struck, and not dead
        exposed = self._exposed(tokens, draft, use, people)
        self._give(draft, use, "patient", exposed)
        if exposed and not draft.agents:  # "تعرض لاعتداء من عوني شرطة"
            by = [p for p in after if p.slot == "of" and p.armed and tokens[p.first - 1].norm == "من"]
            self._give(draft, use, "agent", [p for p in by if p.first - use.last <= LOST_WITHIN][:1])

    def _laid(self, tokens: Sequence[Token], draft: Draft, use: Use) -> bool:
        """ "نصب مسلحون كمينا للقوات": an ambush that somebody told before it laid for those behind it."""
        return any(unwaw(t.norm) in _LAID for t in tokens[max(draft.first, use.first - _LAID_WITHIN) : use.first])

    def _headed(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "تركيا: اعتقال 17 شخصا": whose arrests a headline tells."""
        if use.first - 1 <= draft.sentence.first or tokens[use.first - 1].norm != ":":
            return []
        return [p for p in people if p.last == use.first - 1 and p.first == draft.sentence.first and p.organisation]

    def _taken(self, use: Use, group: list[Participant], after: list[Participant]) -> list[Participant]:
        """ "اعتقال الشرطة لشخصين", "خطف مسلحين لأربعة عمال": those behind "ل" suffer what those right behind the noun do."""
        doers = group[0].armed and not group[0].counted and not group[0].outcome and group[0].slot == ""
        if not doers or use.trigger.frame not in _SEIZES or not set(use.hit.phrase.words).isdisjoint(_SUFFERED):
            return []
        behind = [
            p for p in after if p.slot == "for" and 0 <= p.first - group[-1].last <= 1 and p.kinds and not p.asset
        ]
        return with_joined(behind[0], after) if behind and not behind[0].organisation else []

    def _in_answer(self, tokens: Sequence[Token], first: int, use: Use) -> bool:
        """ "ردا على مقتل قادتها في هجوم للجيش": a deed told as what another answers, within the same clause."""
        for i in range(use.first - 1, max(first, use.first - _ANSWER_WITHIN) - 1, -1):
            word = unwaw(tokens[i].norm)
            if word in _IN_ANSWER:
                return use.first - i <= 2 or tokens[i + 1].norm == "علي"
            if word in STRONG_STOPS or self.slots.launching(tokens[i].norm):
                return False
        return False

    def _exposed(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
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
        if tokens[at - 1].norm in self._words["relative"]:  # "اتصل بالمطرب الذي تعرض لاعتداء"
            before = [p for p in people if p.last == at - 1 and p.slot != "source"]
        return before[-1:]

    def _survived(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "نجا قائد الصحوة من محاولة اغتيال", "الوزير … نجا من انفجار عبوة": whom it was meant for."""
        lead = tokens[use.first - 1].norm if use.first > draft.first else ""
        tried = lead == "محاوله" and use.trigger.frame == "kill"
        if not tried and not (lead == "من" and use.frame.family == "violence" and use.frame.rank >= _BLOW):
            return []
        near = range(use.first - 1, max(draft.first, use.first - _EXPOSED_WITHIN) - 1, -1)
        at = next((i for i in near if unwaw(tokens[i].norm) in _SURVIVES), None)
        if at is None:
            return []
        behind = [p for p in people if at < p.first and p.last <= use.first and p.slot in ("", "of")]
        before = [p for p in people if p.last <= at and p.slot in ("", "source")]
        return behind[:1] or before[-1:]

    def _doer_told(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "تمكنت القوات من قتل …", and a force that announces the death or capture of its enemies: "أعلن الجيش مقتل 30 من …"."""
        managed = [i for i in range(max(draft.first, use.first - 3), use.first) if unwaw(tokens[i].norm) in MANAGED]
        if managed:  # "قوة أمنية، بمساندة الحشد، تمكنت من قتل …"
            able = [p for p in people if p.last <= managed[0] and p.armed and not p.asset and not p.slot]
            if able and managed[0] - able[-1].last <= _CLAUSE_WITHIN:
                return group_back(able)
        able = [p for p in people if p.armed or AUTHORITY in p.kinds]
        before = [p for p in able if p.last <= use.first and use.first - p.last <= 6 and not p.asset]
        if before and before[-1].last == use.first and told_by_verb(tokens, use):
            return group_back(before)  # "الأمن يقضي على مسلحين"
        for p in reversed(before):
            lead = unwaw(tokens[p.first - 1].norm) if p.first > draft.first else ""
            after = unwaw(tokens[p.last].norm) if p.last < use.first else ""
            if p.slot == "" and (lead in MANAGED or after in MANAGED):
                return with_joined(p, before)
            struck = [q for q in draft.patients if q.named]
            own = {n.name for n in p.named}
            takes = takes_ground(use) or use.trigger.frame == "arrest"
            speaks = p.slot == "source" and (p.organisation or AUTHORITY in p.kinds)
            speaks = speaks or (p.slot == "source" and use.trigger.frame == "arrest" and _who_arrest_alone(p))
            if speaks and (takes or announces_own(use, p)):
                return [p]  # "أعلنت قوات الشرعية استعادة المعسكر", "أعلن الجيش اعتقال …", "أعلن الحوثيون استهداف سفينة"
            if (
                p.slot == "source"
                and p.organisation
                and struck
                and all(q.armed and own.isdisjoint(n.name for n in q.named) for q in struck)
            ):
                if all(q.kinds == {"member"} and not any(n.name for n in q.named) for q in struck):
                    return []  # "أعلن التنظيم مقتل قيادي": one of its own
                if not faction(p) and all(_unnamed_forces(q) for q in struck):
                    return []  # "أعلن الجيش مقتل جنديين في تفجير": its own soldiers
                return [p]
        return []

    def _until(self, draft: Draft, use: Use) -> int:
        """Neighbours belong to the nearest event word before them."""
        later = [
            u.first
            for u in draft.uses
            if u.first >= use.last and u.frame.family != "outcome" and u.trigger.id != "protest.who"
        ]
        return min(later, default=draft.last)

    def _between(
        self,
        tokens: Sequence[Token],
        draft: Draft,
        use: Use,
        after: Sequence[Participant],
        people: Sequence[Participant],
    ) -> None:
        withs = [p for p in after if p.slot == "with"] or self._against(tokens, draft, use, after)
        lead_in = {t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]}
        if not withs or (draft.has("bomb", "strike") and lead_in & _MEANWHILE):
            return
        first, rest, allies = withs[0], withs[1:2], list[Participant]()
        if len(withs) == _THREE and _of_one_side(*withs):
            allies, rest = rest, withs[2:]  # "بين مسلحي القاعدة والجماعات المتشددة، والجيش"
        elif len(withs) >= _THREE and _of_one_side(withs[1], withs[2], first):
            rest = withs[1:3]  # "بين المقاومة والحوثيين وقوات صالح"
        if (
            first.first and unwaw(tokens[first.first - 1].norm) == "مع"
        ):  # "مواجهات مع X وY وZ": all of them the other side
            allies = [p for p in with_joined(first, withs) if p in withs and p is not first]
            rest = []
        side = end_of_side(tokens, first.last, withs[-1].first)
        if side and not draft.agents:
            self._give(draft, use, "agent", [p for p in withs if p.last <= side])
            self._give(draft, use, "patient", [p for p in withs if p.first > side])
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
            self._give(draft, use, "agent", group_back(doers) if doers else [])
        if not rest and not draft.agents and is_mutual(first):
            rest = [replace(first, slot="and")]  # "بين قبيلتين": both sides are of one kind
        if rest or not draft.agents:
            self._give(draft, use, "agent", [first, *allies])
            self._give(draft, use, "patient", rest)
        else:
            self._give(draft, use, "patient", [first, *allies])

    def _against(
        self, tokens: Sequence[Token], draft: Draft, use: Use, after: Sequence[Participant]
    ) -> list[Participant]:
        """ "جنديان قتلا في معارك ضد الحركة": where somebody fell in it, those whom a fight is "against" are those it is with."""
        fell = any(u.verb and u.frame.counts in _FELL and u.last <= use.first for u in draft.uses)
        near = [p for p in after if p.slot == "on" and p.first - use.last <= _AGAINST_WITHIN]
        foes = [p for p in near if fell and tokens[p.first - 1].norm == "ضد" and not p.asset]
        for p in foes:
            p.slot = "with"
        return foes

    def _exchanged(self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> None:
        """ "تبادل الجيش والمتمردون القصف", "تبادلت القوات الهندية والباكستانية إطلاق النار": both sides stand between the verb and its noun."""
        if draft.agents or draft.patients:
            return
        near = range(use.first - 1, max(draft.first, use.first - _EXCHANGED_WITHIN) - 1, -1)
        at = next((i for i in near if unwaw(tokens[i].norm) in _EXCHANGES), None)
        if at is None:
            return
        both = [p for p in people if at < p.first and p.last <= use.first and (p.armed or bare_nation(p))]
        if len(both) > 1 and both[0].first == at + 1 and both[1].joined:
            self._give(draft, use, "agent", both[:1])
            self._give(draft, use, "patient", both[1:])

    def _adjectival(self, tokens: Sequence[Token], start: int, p: Participant) -> bool:
        """Only adjectives between ("غارة جوية ليلية تركية"): same definiteness and a gap of at most three words."""
        gap = tokens[start : p.first]
        return len(gap) <= 3 and all(len(t.norm) > 2 and t.norm not in STOP_WORDS for t in gap)

    def _launcher(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """The one who شن / نفذ it: "شن X هجوما", "X شنت هجوما", "هجوم شنه X"."""
        if blamed := self._blamed(tokens, draft, use, people):
            return blamed
        if use.last < draft.last and unwaw(tokens[use.last].norm) in _THEY_DID:
            tellers = [p for p in people if p.last <= use.first and p.slot in ("", "source") and p.organisation]
            struck = {n.name for p in draft.patients for n in p.named}
            return [p for p in tellers if struck.isdisjoint(n.name for n in p.named)][
                -1:
            ]  # "أعلن المتمردون مقتل … في كمين نصبوه"
        opened = any(unwaw(t.norm) in _LAUNCHED for t in tokens[max(draft.first, use.first - 4) : use.first])
        for i in range(use.last, min(draft.last, use.last + 9)):
            if (
                self.slots.launching(tokens[i].norm)
                and not opened
                and not _of_another(tokens[use.first].norm, tokens[i].norm)
            ):
                told = [p for p in people if i < p.first <= i + 9 and p.slot in ("", "with_b", "by") and not p.asset]
                nxt = [p for p in told if p.first <= i + 3 or self._only_when(tokens, draft, i + 1, p.first)]
                if nxt and self._agentive(nxt):
                    return with_joined(nxt[0], people)
                said = [
                    p for p in people if p.last == i and tokens[p.first - 1].norm in ("ان", "بان") and p.organisation
                ]
                if said and tokens[i].norm.endswith("ه"):
                    return said  # "وقال ناشطون إن النظام شنه"
        own = use.last - use.first > 1  # "شن غارات" holds its verb itself
        for i in range(use.first - 1 + own, max(draft.first, use.first - 20) - 1, -1):
            if self.slots.launching(tokens[i].norm):
                between = [
                    p
                    for p in people
                    if i < p.first and p.last <= use.first and p.slot in ("", "with_b", "by") and not p.asset
                ]
                if between and self._agentive(between):
                    return self._taking_part(tokens[i], with_joined(between[0], between))
                if i > draft.first and tokens[i - 1].norm in _IT_DID:  # "أعلن الجيش، مساء السبت، أنه نفذ ضربات"
                    said = [
                        p for p in people if p.last < i and p.slot == "source" and (p.organisation or p.kinds & _FORCES)
                    ]
                    if said:
                        return said[-1:]
                if tokens[i].norm.endswith(("ه", "ها")) and unwaw(tokens[i].norm) in _OWN_DEED:
                    said = [p for p in people if p.last <= i and p.slot == "source" and p.organisation]
                    return said[-1:]
                before = [
                    p
                    for p in people
                    if p.last <= i
                    and words_between(tokens, p.last, i) <= 5
                    and not beaten(tokens, p)
                    and (p.slot in ("", "source") or (p.slot in ("by", "on") and _of_whom(tokens, p)))
                    and not p.asset
                ]
                return group_back(before) if before and self._agentive(before[-1:]) else []
        return []

    def _taking_part(self, verb: Token, group: list[Participant]) -> list[Participant]:
        """ "شاركت مقاتلات التحالف في المعارك": who took part did so beside those that other sentences name."""
        for p in group:
            if unwaw(verb.norm) in _TAKES_PART and p.organisation:
                p.slot = "ally"
        return group

    def _only_when(self, tokens: Sequence[Token], draft: Draft, first: int, last: int) -> bool:
        """Nothing but days and places between: "الغارات التي شنتها، يوم الجمعة، الولايات المتحدة"."""
        gap = [tokens[i].norm for i in range(first, last) if i not in draft.adverbial]
        return all(g in _ADVERBS or g == "،" for g in gap)

    def _blamed(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "اتهمت الحكومة الحركة بشن الهجوم", "وجه السكان اللوم في الغارة إلى التحالف": who is said to have done it."""
        for i in range(use.first - 1, max(draft.first, use.first - _BLAME_WITHIN) - 1, -1):
            word = unwaw(tokens[i].norm)
            if word in _ACCUSES:
                between = [p for p in people if i < p.first and p.last <= use.first and p.slot in ("", "source")]
                before = [p for p in people if p.last <= i and i - p.last <= 2]
                parties = [p for p in between if not p.joined]  # "اتهمت سوريا وروسيا إسرائيل بشن …"
                accused = parties[1:] if len(parties) > 1 else parties if before else []
                return [p for p in accused[:1] if p.armed or p.organisation]
            if word in _ACCUSES_HIM and not _LAID_TO_HIM.isdisjoint(
                t.norm for t in tokens[i : use.first]
            ):  # "الضربة التي وجهت إلى النظام بعدما اتهمته واشنطن بالوقوف خلف هجوم"
                meant = [
                    p for p in people if p.last <= i and i - p.last <= _BLAME_WITHIN and p.armed and p.organisation
                ]
                return meant[-1:]
            if word in _ATTRIBUTES:
                to = [p for p in people if use.last <= p.first and p.slot == "to" and (p.armed or p.organisation)]
                return to[:1]  # "نسب المتمردون الغارات إلى التحالف"
            if word in _POINTS and any(t.norm == "باللوم" for t in tokens[i : use.first]):
                upon = [p for p in people if i < p.first and p.last <= use.first and p.slot == "on"]
                return upon[:1]  # "ألقت … باللوم على الحركة في الهجوم"
            if word in _POINTS and any(t.norm in _BLAME for t in tokens[i : use.first]):
                return [p for p in people if use.last <= p.first and p.slot == "to" and (p.armed or p.organisation)][:1]
        return []

    def _subject_before(
        self, tokens: Sequence[Token], use: Use, people: Sequence[Participant], first: int, uses: Sequence[Use] = ()
    ) -> list[Participant]:
        """Subject-first order: the noun phrase just before the verb, or the speaker when the verb follows "إنه"."""
        before = [
            p
            for p in people
            if (p.last <= use.first and not p.part)
            and (
                p.slot in ("", "source")
                or (p.slot == "of" and tokens[p.first].norm in ENROLLED)
                or (p.slot == "on" and p.armed and not p.asset and _of_whom(tokens, p))
            )
        ]  # "الجندي فلان من منسوبي حرس الحدود استشهد"
        if len(before) > 1 and self._struck_beside(tokens, before):
            before = before[:-1]  # "صدم رجل بسيارته جنودا أمام ثكنة فأصاب ستة منهم"
        if not before:
            return []
        p = before[-1]
        own = {n.name for n in p.named}
        same = [q.last for q in people if p.last <= q.first < use.first and own & {n.name for n in q.named}]
        # "كتائب القسام، الجناح العسكري لحركة حماس قد أطلقت": those named again in between are the same
        gap = [t.norm for t in tokens[same[-1] if same else p.last : use.first] if t.norm not in QUOTE_MARKS]
        if not _BUT_IT.isdisjoint(gap):
            return []  # "زرعتها الحركة لضرب الجنود لكنها أصابت حافلة": the bomb
        if gap[:2] == ["علي", "الاقل"]:
            gap = gap[2:]  # "14 مقاتلا على الأقل، بينهم أجانب، قتلوا"
        if gap[:1] == ["،"] and gap.count("،") == 2:  # "X، الجناح المسلح لحركة Y، أطلقت": an apposition stands between
            gap = gap[len(gap) - gap[::-1].index("،") :]
        if gap[:1] and gap[0] in _WHO and gap[-1] == "،" and len(gap) <= _CLAUSE_WITHIN:
            gap = []  # "المهاجمون الذين لم تعرف هويتهم، اقتحموا الفندق": a relative clause that closes with a comma
        if any(g in ("انه", "انها", "انهم", "بانه", "بانها", "وانه", "وانها", "بانهم") for g in gap[-3:]):
            said = [q for q in before if q.slot == "source" and (q.organisation or q.kinds & _FORCES)]
            return said[-1:]  # "ذكرت الشرطة أنها اعتقلت …"
        if any(not u.verb and u.frame.counts and 0 <= p.first - u.last <= 1 for u in uses) and p.armed:
            return []  # "وفاة شرطي وجرح شخصين": whose death is told did nothing
        if any(u.verb and u.trigger.frame in _DIED and 0 <= p.first - u.last <= 1 for u in uses):
            return []  # "قضى ثلاثة عناصر وجرح آخرون"
        far = _CLAUSE_LONG if self._agrees(tokens, use, p, uses) else _CLAUSE_SHORT
        if p.slot == "source" or len(gap) > far or any(g in STRONG_STOPS and g != "،" for g in gap):
            return []
        if any(not u.verb and p.last <= u.first < use.first and u.frame.family == "violence" for u in uses):
            return []  # "قتل مدنيون في ضربة استهدفت …": the stroke targets, not the people before it
        if p.joined and any(u.verb and u.last == p.first for u in uses):
            return [p]  # "ثلاثة جنود قتلوا وضابط أصيب"
        return group_back(before)

    def _agrees(self, tokens: Sequence[Token], use: Use, p: Participant, uses: Sequence[Use]) -> bool:
        """ "14 جنديا من الفرقة التاسعة في الجيش العراقي قتلوا": a verb in the plural needs those counted before it, however long they
        are described, where no other deed stands between."""
        plural = use.verb and use.last - use.first == 1 and tokens[use.first].norm.endswith("وا")
        several = p.counted or tokens[p.first].norm in ENROLLED  # "العريف وزميله من منسوبي حرس الحدود … استشهدوا"
        return plural and several and not any(p.last <= u.first < use.first for u in uses)

    def _struck_beside(self, tokens: Sequence[Token], before: Sequence[Participant]) -> bool:
        """Is the last of them the object of who stands right before ("رجل بسيارته جنودا")?"""
        struck = before[-1]
        between = [t.norm for t in tokens[before[-2].last : struck.first]]
        plain = STOP_WORDS.isdisjoint(between) and not {"،", "."} & set(between) and not struck.slot
        lead = unwaw(tokens[struck.first - 1].norm)
        return plain and len(between) <= _BESIDE_ONE and lead not in _THAT and accusative(tokens, struck)

    def _nearest_before(self, tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
        before = [
            p
            for p in people
            if p.last <= use.first
            and use.first - p.last <= 14
            and not p.part
            and p.slot not in ("source", "by", "on", "aside")
            and not (p.first and tokens[p.first - 1].norm in _SCHOOLS)
        ]
        return group_back(before) if before else []

    def _groups(
        self,
        tokens: Sequence[Token],
        start: int,
        people: Sequence[Participant],
        adverbial: frozenset[int],
        reach: int = 9,
    ) -> list[list[Participant]]:
        """Coordinated participants as groups, in order, as long as each starts within `reach` words of what precedes."""
        groups: list[list[Participant]] = []
        at, owner = start, None
        for p in people:
            gap = [tokens[i].norm for i in range(at, p.first) if i not in adverbial]
            if not groups and p.joined and p.first == start and tokens[start - 1].norm.endswith("وا"):
                break  # "ثلاثة جنود قتلوا وضابط أصيب": the next one's own verb follows
            if tokens[p.first - 1].norm not in PLANTED and left_behind(tokens, p.first - 1, start):
                break  # "قتلوا بانفجار ألغام تركها الحوثيون"
            said = [g for g in gap if g not in _ADVERBS and g not in QUOTE_MARKS and not g.isdigit() and g != "،"]
            content = [g for g in said if not (p.asset and g in LINKS - STOP_WORDS)]  # "مخازن أسلحة تابعة للحركة"
            if len(content) > reach or any(g in STRONG_STOPS and g != "،" for g in gap):
                break
            if (
                groups
                and not p.joined
                and (len(content) > 4 or any(g in STOP_WORDS and not (p.asset and g == "من") for g in content))
                and not (p.counted and len(content) <= 5)
            ):
                break
            led = not groups and p.counted and not p.clitic and at == start
            if not led and any(unwaw(g) in _CAME_OF for g in gap):
                break
            if any(unwaw(g) in _RELATIVES or g in _SET_BY or (groups and g in PLANTED) for g in gap) or (
                groups and not p.joined and new_clause(gap)
            ):
                break  # "قتل ثلاثة جنود، وتمنى الوزير …": a clause of its own
            if p.slot == "for" and groups and not p.asset and (not p.joined or owner is not None):
                owner = p  # "صد الجيش هجوما للمتمردين وميليشيا …": whose a thing is, with those beside him
            elif p.joined and groups:
                groups[-1].append(p)
            else:
                groups.append([p])
            at = p.last
        return groups

    def _give(self, draft: Draft, use: Use, role: str | None, group: Sequence[Participant]) -> None:
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
        if role == "patient" and use.frame.counts in _FELL:
            draft.agents = other = [p for p in draft.agents if p not in group or not _told_fallen(use, p)]
        for p in group:
            if p.kinds == {"unknown"} and not use.frame.counts and use.frame.family != "protest":
                continue
            if p not in target and p not in other and use.frame.counts != "escaped":
                target.append(p)
            if role == "patient" and use.frame.counts and p not in draft.agents:
                self._count(draft, use, p)

    def _answered(self, tokens: Sequence[Token], draft: Draft, use: Use, group: Sequence[Participant]) -> bool:
        """ "أطلق رجل النار على … قبل أن تقتله الشرطة", "… تطلق عليه الشرطة النار": forces kill the one man whom the stretch tells as
        the attacker."""
        lone = [a for a in draft.agents if a.kinds and a.kinds <= _LONE and not a.plural and a.last <= use.first]
        before = any(u.first < use.first and u.frame.family == "violence" for u in draft.uses)
        lead = [t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]]
        near = {t.norm for t in tokens[use.last : group[-1].last + 3]}
        him = self._object_told(tokens, use, group[0]) or (
            use.trigger.frame == "shoot" and not near.isdisjoint(_ON_THEM)
        )
        return him and all(map(_of_forces, group)) and (bool(lone) or (before and lead == ["قبل", "ان"]))

    def _count(self, draft: Draft, use: Use, p: Participant) -> None:
        key = use.frame.counts
        assert key
        if p.kinds == {"vessel"}:
            return
        if p.part or any(c.key == key and c.who is p for c in draft.counts) or (p.outcome and p.outcome != key):
            return
        if p.figure and p.figure.low is not None:
            draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
        elif p.others:
            draft.counts.append(Count(key, 1, None, p, False))
        elif (
            p.asset or (p.slot == "on" and use.trigger.frame not in _UPON) or (p.slot == "of" and p.kinds >= _ENLISTED)
        ):
            return
        elif p.kinds and (p.plural or all(n.entry == _FAMILY for n in p.named)):
            draft.counts.append(Count(key, 2, None, p, False))
        elif p.kinds and not p.organisation:
            draft.counts.append(Count(key, 1, 1, p, False))

    def _announced(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "أعلن التحالف أمس اعتراض صاروخ", "الحوثيون يعلنون قصف المطار": a masdar right behind who announces it is his own deed."""
        if draft.agents and not draft.has("repel"):
            return
        for use in draft.uses:
            before = tokens[use.first - 1].norm if use.first > draft.sentence.first else ""
            led = before in _GOING_ON  # "أعلن سلاح الجو استمرار الغارات على"
            known = tokens[use.first].norm.startswith("ال") or use.hit.proclitics
            if use.trigger.frame not in _OWN_DEEDS or (known and not led):
                continue
            for p in people:
                gap = [tokens[i].norm for i in range(p.last, use.first) if i not in draft.adverbial]
                lead = range(max(draft.sentence.first, p.first - _LED_WITHIN), p.first)  # "أعلن متحدث باسم الجيش"
                told = any(unwaw(tokens[i].norm) in _ANNOUNCES for i in lead) or (gap and gap[0] in _ANNOUNCES)
                if p.last <= use.first and told and all(g in _BESIDE_DEED for g in gap):
                    self._announcer(draft, use, p)
                    return

    def _announcer(self, draft: Draft, use: Use, p: Participant) -> None:
        """ "أعلن الجيش استهداف إحدى دورياته" is no deed of his: a blow that has a target needs one of another's."""
        struck = {n.name for q in draft.patients for n in q.named if n.organisation}
        if use.trigger.id == "attack.target" and not faction(p) and not struck - {n.name for n in p.named}:
            return
        if (p.armed or p.organisation or AUTHORITY in p.kinds) and p not in draft.patients:
            (draft.patients if use.trigger.frame == "repel" else draft.agents).append(p)

    def _confronted(self, draft: Draft) -> None:
        """ "قتل أحد مقاتلي الحركة عندما كان يتصدى لقوات الاحتلال": those whom the fallen stood against struck him."""
        if draft.agents or not draft.has("kill", "die"):
            return
        for use in (u for u in draft.uses if u.trigger.frame == "repel" and u.first > draft.uses[0].last):
            fell = [p for p in draft.patients if p.last <= use.first]
            beyond = [p for p in draft.patients if p.first >= use.last and p.armed]
            if fell and beyond:
                draft.agents, draft.patients = beyond, [p for p in draft.patients if p not in beyond]

    def _raiding(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "مقتل ستة أشخاص خلال حملة للجيش على …": whose raid it was that people died in."""
        if draft.agents or draft.family != "violence" or not draft.patients:
            return
        for p in people:
            if p.slot == "for" and p.armed and not p.counted and p.first - 2 >= draft.first and p not in draft.patients:
                lead = [tokens[p.first - 2].norm, tokens[p.first - 1].norm]
                if lead[0] in _AMID and lead[1] in _RAIDS:
                    draft.agents.append(p)
                    return

    def _bombers(self, draft: Draft, people: Sequence[Participant]) -> None:
        """A suicide bomber told anywhere in the stretch of a blast did it ("سيارة يقودها انتحاري", "فجرت انتحارية نفسها")."""
        if draft.agents or not draft.has("bomb", "attack", "strike"):
            return
        bombers = [p for p in people if any(n.entry == _BOMBER for n in p.named) and p not in draft.patients]
        draft.agents += bombers[:1]

    def _blasted(self, draft: Draft, people: Sequence[Participant]) -> None:
        """ "فجر مجهولون عبوة ناسفة بدورية للشرطة", "تفجير عبوة في آلية للجيش": at whose vehicles or posts a charge went off."""
        if draft.patients or draft.head.trigger.frame != "bomb":
            return
        behind = [p for p in people if 0 <= p.first - draft.head.last <= _BLASTED_WITHIN and p not in draft.agents]
        struck = [p for p in behind if (p.slot == "with_b" or (p.slot == "for" and p.asset)) and _of_forces(p)]
        struck = struck or [p for p in behind if p.slot == "for" and p.asset and p.armed]
        draft.patients += struck[:1]

    def _robbed(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "هدمت الجرافات منزلين لمواطنين", "صادرت القوات معدات لمزارعين": whose property it was."""
        if draft.patients or draft.head.trigger.frame != "destroy":
            return
        behind = [p for p in people if 0 <= p.first - draft.head.last <= _BLASTED_WITHIN and p not in draft.agents]
        draft.patients += [p for p in behind if p.civil and not p.part and (p.slot == "for" or p.asset)][:1]
        if not draft.patients and draft.agents and draft.head.trigger.id in _TORN_DOWN:
            draft.patients += self._homes(tokens, draft)

    def _homes(self, tokens: Sequence[Token], draft: Draft) -> list[Participant]:
        """ "هدمت الجرافات منزلا", "صادرت القوات أراضي في البلدة": what people live in and on, whosever it was."""
        for i in range(draft.head.last, min(draft.last, draft.head.last + _BLASTED_WITHIN)):
            if bare_noun(unwaw(tokens[i].norm)).removesuffix("ا") in _PRIVATE and i not in draft.adverbial:
                who = Named("Civilians", "group.person", i, i + 1, "Civilians")
                return [Participant(i, i + 1, named=[who], kinds={"civilian"})]
        return []

    def _planters(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "أصابت قنبلة زرعتها الحركة حافلة", "قتلوا بصاروخ أطلقته الجماعة": who laid or fired what struck."""
        if (
            draft.agents
            or draft.has(*_FOUND)
            or not (draft.has(*_HARM) or any(c.key == "fatalities" for c in draft.counts))
        ):
            return
        if draft.has("bomb"):
            mined = [p for p in people if p.armed and p.organisation and tokens[p.first - 1].norm in _MINES]
            if mined and mined[0] not in draft.patients:
                draft.agents += mined[:1]  # "بانفجار لغم حوثي"
                return
        laid = [p for p in people if p.slot == "by" and p.armed and _laid_before(tokens, p, draft.first)]
        if laid:
            draft.agents += laid[:1]
            draft.patients = [p for p in draft.patients if p is not laid[0]]
            return
        for i in range(draft.first, draft.last):
            blow = tokens[i].norm in _DONE_BY and not _of_another(tokens[draft.head.first].norm, tokens[i].norm)
            if tokens[i].norm in PLANTED or blow or left_behind(tokens, i, draft.first):
                by = [p for p in people if 0 <= p.first - i - 1 <= 1 and not p.slot and (p.armed or p.organisation)]
                draft.agents += by[:1]
                draft.patients = [p for p in draft.patients if p not in by]
                return

    def _allies(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "القوات الحكومية بمساندة الحشد الشعبي": those who acted with the doers."""
        for p in people:
            if p.slot != "ally" or not p.armed or draft.has("agreement", "ceasefire"):
                continue
            if p in draft.agents or p in draft.patients:
                continue
            joined = [q for q in with_joined(p, people)[1:] if q.armed and q not in draft.patients]
            lent = [p, *joined]  # "بدعم من طيران الجيش والتحالف"
            if not draft.agents:
                draft.agents += self._backed(tokens, draft, p, people)
            if len(lent) > 1 and _one_side_told(tokens, draft):
                draft.patients += [q for q in lent[1:] if q not in draft.patients]
                lent = lent[:1]  # "بين الجيش مدعوما بطيران التحالف ومسلحي الحركة": the "و" leads to the other side
            if self._of_the_struck(tokens, draft, p, people):
                draft.patients += [q for q in lent if q not in draft.patients and not of_a_state(q)]
            elif self._lent_to_doers(tokens, draft, p, people) or self._backed_first(tokens, draft, p, people):
                draft.patients = [q for q in draft.patients if q not in lent]
                draft.agents += [q for q in lent if q not in draft.agents]
        states = [a for a in draft.agents if a.organisation and any(n.actor_class in STATES for n in a.named)]
        if not draft.has(*_JOINT) or draft.has("clash", "ceasefire", "agreement"):
            return
        beside = [p for p in people if p.slot == "with" and any(p.first - a.last == 1 for a in states)]
        if beside and beside[0].organisation and any(n.actor_class in STATES for n in beside[0].named):
            draft.patients = [p for p in draft.patients if p not in with_joined(beside[0], people)]
            draft.agents += [p for p in with_joined(beside[0], people) if p not in draft.agents]  # "أمريكا مع فرنسا"

    def _backed(
        self, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
    ) -> list[Participant]:
        """ "واصلت قوات المقاومة بإسناد من التحالف التقدم بعد استعادة المطار": whom it backs, right before the backing."""
        if not draft.has(*_FOUGHT_OVER):
            return []
        at = self.slots.backed_from(tokens, p, draft.first)
        near = [q for q in people if q.last <= at and at - q.last <= 1 and q.armed and not q.slot and not q.asset]
        return group_back(near) if near and near[-1] not in draft.patients else []

    def _backed_first(
        self, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
    ) -> bool:
        """ "بإسناد من طيران التحالف، تمكنت القوات من", "تم تحرير المطار بمشاركة الألوية": backing told before the doers, or where a
        deed is told without any."""
        start = self.slots.backed_from(tokens, p, draft.first)
        if not {unwaw(t.norm) for t in tokens[max(draft.first, start - 1) : start + 1]} & self.slots.lending:
            return False
        if not draft.agents:
            return draft.has(*_FOUGHT_OVER) and not any(q.slot == "with" for q in people)
        doer = min(draft.agents, key=lambda a: a.first)
        others = [q for q in people if q.armed and not q.joined and q.slot != "ally"]
        between = [q for q in others if draft.first <= q.first < start or p.last <= q.first < doer.first]
        return p.last <= doer.first <= p.last + _ALLY_FAR and not between

    def _jailers(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "قضى شاب تحت التعذيب في سجون قوات النظام": in whose prison somebody dies under torture."""
        if draft.agents or not draft.has("abuse"):
            return
        free = [p for p in people if p.armed and p not in draft.patients]
        held = [p for p in free if p.asset in _PRISONS]
        camps = (p for p in free if p.kinds == {"detainee"} and tokens[p.first].norm == _PRISON_CAMPS)
        # "معتقلات الحركة": no women in prison, but prisons
        held += [replace(p, kinds=set(), named=[n for n in p.named if n.organisation]) for p in camps]
        draft.agents += held[:1]

    def _accused(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "قتلوا في هجوم … واتهمت الحكومة الحركة بتنفيذه", "يعتقد أن الحركة تقف وراءه": who is told behind the deed to have done
        it, in the words right behind the party."""
        if draft.agents or draft.family != "violence":
            return
        for i in range(draft.head.last, min(draft.sentence.last, draft.head.last + _ACCUSED_WITHIN)):
            word = tokens[i].norm
            if unwaw(word) in _ATTRIBUTED_IT:
                to = [
                    p for p in people if 0 < p.first - i <= _ATTRIBUTED_WITHIN and p.slot in ("to", "for") and p.armed
                ]
                draft.agents += [p for p in to if p.organisation and p not in draft.patients][:1]
                return
            named = word in _BEHIND_IT and any(p.last == i and tokens[p.first - 1].norm in _SAID_THAT for p in people)
            if word in _HIS_DEED or named or (word in _BEHIND_IT and unwaw(tokens[i - 1].norm) in _STANDS):
                by = [
                    p for p in people if draft.head.last <= p.first and p.last <= i and not p.asset and p.organisation
                ]
                near = [p for p in by if p.armed and i - p.last <= _TO_HIS_DEED and p not in draft.patients]
                draft.agents += near[-1:]
                return

    def _of_the_struck(
        self, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
    ) -> bool:
        """ "الحوثيين المسنودين بقوات صالح", "مسلحي التنظيم مدعومين بعناصر أجنبية": a participle right behind those who were struck or
        fought agrees with them, while "بدعم من" tells of the deed."""
        start = self.slots.backed_from(tokens, p, draft.first)
        left = [q for q in people if 0 <= start - q.last <= 1 and q.armed]  # "قوات الجيش الوطني مسنودة": an adjective
        if not left or p in draft.agents:
            return False
        agrees = unwaw(tokens[start].norm).removeprefix("ال").startswith("م")
        repelled = draft.has("repel") and left[-1] in draft.patients  # "صدت القوات مسنودة بالمقاومة هجوما للحركة"
        return repelled or (agrees and left[-1] in draft.patients)

    def _lent_to_doers(
        self, tokens: Sequence[Token], draft: Draft, p: Participant, people: Sequence[Participant]
    ) -> bool:
        """Backing that is told of the deed is lent to its doers, wherever it stands in their clause: "سيطر الجيش على جبل في … بعد معارك
        مع الحركة، بإسناد من التحالف"; an ally without a word for it ("إلى جانب", "برفقة") stands near them."""
        start = self.slots.backed_from(tokens, p, draft.first)
        gaps = [p.first - a.last for a in draft.agents if a.last <= p.first]
        if not gaps:
            return False
        between = [q for q in people if p.first - min(gaps) <= q.first < p.first and q.armed and q.slot != "with"]
        if not {unwaw(t.norm) for t in tokens[max(draft.first, start - 1) : start + 1]} & self.slots.lending:
            return min(gaps) <= _ALLY_WITHIN or (not between and min(gaps) <= _ALLY_FAR)
        own, foes = ({n.side or n.name for q in side for n in q.named} for side in (draft.agents, draft.patients))
        if any((n.side or n.name) in foes - own for n in p.named):
            return False
        return min(gaps) <= _ALLY_WITHIN or all(q in draft.patients or q in draft.agents or q.slot for q in between)

    def _tolls(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """Outcome nouns count by themselves: "43 قتيلا", "سقوط قتلى وجرحى"."""
        for p in people:
            if not p.outcome or p.part or any(c.who is p for c in draft.counts):
                continue
            if draft.patients and _left_dead(tokens, p):
                draft.counts.append(Count(p.outcome, 1, 1, draft.patients[-1], False))
                continue  # "فأردوه قتيلا": he is told before
            if p.outcome == "victims":  # one figure for dead and hurt: who they are, but no toll
                some = p.figure.low if p.plural and p.figure and p.figure.high is None else None
                if some not in _NO_NUMBERS or not any(
                    q.first == p.last and q.outcome == "victims" and q.joined for q in people
                ):
                    some = None
                if (
                    some
                ):  # "عدد من القتلى والجرحى", "عشرات القتلى والجرحى": so many of each; "المزيد من الضحايا" says nothing
                    draft.counts += [Count(key, some, None, p, some > _SOME) for key in ("fatalities", "injured")]
                if (p.named or some) and p not in draft.patients and p not in draft.agents:
                    draft.patients.append(p)
                continue
            for q in with_joined(p, people)[1:] if p.named else []:  # "25 قتيلا من قوات النظام والمسلحين الموالين لها"
                if q.named and q.armed and q not in draft.patients and q not in draft.agents:
                    draft.patients.append(q)
            if p.figure and p.figure.low is not None:
                draft.counts.append(Count(p.outcome, p.figure.low, p.figure.high, p, True))
            elif p.plural and not p.definite:
                draft.counts.append(Count(p.outcome, 2, None, p, False))
            elif not p.definite and not p.plural:
                draft.counts.append(Count(p.outcome, 1, 1, p, False))
            else:
                continue
            if p not in draft.patients and p not in draft.agents:
                draft.patients.append(p)

    def _named_victim(self, tokens: Sequence[Token], draft: Draft, use: Use) -> None:
        """A victim told by name or title only ("مقتل فلان", "اغتيال رئيس …") counts as one, beside those told with him ("قتل القيادي
        فلان واثنان من مرافقيه")."""
        others = [*draft.patients, *(c.who for c in draft.counts if c.key == "fatalities")]
        besides = all("و" in p.clitic and 1 < p.first - use.last <= _NAME_WITHIN for p in others)
        if not besides or use.last >= draft.last:
            return
        i = use.last
        while i < draft.last and tokens[i].norm in QUOTE_MARKS:
            i += 1
        named = i > use.last or (i < draft.last and tokens[i].norm in self._words["names"])
        if not named or i >= draft.last or tokens[i].norm in STOP_WORDS:
            return
        if use.verb and not use.hit.phrase.info.endswith("past"):
            return
        victim = Participant(i, min(i + 2, draft.last), kinds={"named"})
        draft.patients.append(victim)
        draft.counts.append(Count("fatalities", 1, 1, victim, bool(others)))

    def _named_captive(self, tokens: Sequence[Token], draft: Draft, use: Use) -> None:
        """ "اعتقلت قوات الاحتلال محمد سعيد", "واعتقل سعيد (42 عاما)": somebody told by name alone, and as no fighter."""
        if draft.patients:
            return
        behind = [p.last for p in draft.agents if 0 <= p.first - use.last <= 1]
        i = max(behind, default=use.last)
        while i < draft.last and (tokens[i].norm in QUOTE_MARKS or tokens[i].norm in _EACH_OF):
            i += 1
        word = tokens[i].norm if i < draft.last else "."
        aged = any(t.norm == "(" and _an_age(tokens, n) for n, t in enumerate(tokens[i : i + _NAME_LONG], i))
        if word in STOP_WORDS or not word.isalpha() or word.startswith("ابو"):
            return
        if aged or word in self._words["names"]:
            who = Named("Civilians", "group.person", i, i + 1, "Civilians")
            draft.patients.append(Participant(i, min(i + 2, draft.last), named=[who], kinds={"person", "named"}))

    def _parts_of(self, draft: Draft, people: Sequence[Participant]) -> None:
        """Those told as part of the struck ("بينهم خمسة عسكريين") are named with them and not counted again."""
        ends = [p.last for p in draft.patients]
        for p in people:
            if (
                p.part
                and any(0 <= p.first - end <= _PART_WITHIN for end in ends)
                and p not in draft.patients
                and p not in draft.agents
            ):
                if bare_people(p) and draft.patients and draft.patients[-1].armed:
                    p.kinds = {"state"}  # "14 مقاتلا بينهم إيرانيون"
                draft.patients.append(p)
                ends.append(p.last)

    def _loose(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """Without a patient, a target named by "استهدف/على" anywhere in the stretch is the one struck; and so are those of whom
        the counted are ("غارات على مقاتلي الحركة … مقتل 20 منهم")."""
        if draft.family != "violence":
            return
        if draft.patients and all(p.kinds == {"them"} for p in draft.patients):
            before = [p for p in people if p.last <= draft.patients[0].first and p.slot == "on" and p.armed]
            draft.patients += [p for p in before if p not in draft.agents][-1:]
        if all(p.civil or (p.outcome and not p.named) for p in draft.patients):
            draft.patients += self._cost(tokens, draft, people)
        if not draft.patients:
            head = draft.head
            free = [p for p in people if p.slot in ("on", "from") and p not in draft.agents]
            behind = [p for p in free if 0 <= p.first - head.last <= 15]
            lost = [p for p in free if p.slot == "from" and p.armed] if takes_ground(head) else []
            told = behind or lost or self._aimed_at(tokens, draft, people) or self._foes(draft, people)
            draft.patients += (told or self._ranks(tokens, draft, people) or self._dwellers(tokens, draft))[:1]

    def _dwellers(self, tokens: Sequence[Token], draft: Draft) -> list[Participant]:
        """ "تركز القصف على الأحياء السكنية": where people live is struck with those who live there."""
        if not draft.has("strike"):
            return []
        for i in range(max(draft.first + 2, draft.head.first), draft.last):
            homes = bare_noun(unwaw(tokens[i - 1].norm)).removesuffix("ا")
            if tokens[i].norm.removeprefix("ال") not in _RESIDENTIAL or homes not in _HOMES:
                continue
            if tokens[i - 2].norm not in _WITHIN:
                who = Named("Civilians", "group.person", i - 1, i + 1, "Civilians")
                return [Participant(i - 1, i + 1, named=[who], kinds={"civilian"}, plural=True, slot="on")]
        return []

    def _aimed_at(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
        """ "قصفت القوات البلدة … لاستعادة السيطرة عليها من فصائل المعارضة": from whom the land is to be taken."""
        goals = [i for i in range(draft.head.last, draft.last) if tokens[i].norm in _TO_RETAKE]
        found = lost_by(tokens, goals[0], [p for p in people if p.first > goals[0]]) if goals else []
        return [p for p in found if p not in draft.agents and p.organisation]

    def _opponents(self, draft: Draft, people: Sequence[Participant]) -> list[Participant]:
        """Organisations of a fight told by one side that are not of that side."""
        if not draft.has("clash", "clash_soft", "overtake", "retake") or not draft.agents:
            return []
        own = {n.name for p in draft.agents for n in p.named}
        return [p for p in people if p.organisation and p.armed and own.isdisjoint(n.name for n in p.named)]

    def _cost(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
        """ "خاضت القوات معارك …، مكبدة الميليشيات مئات القتلى": whom the fight cost it."""
        others = self._opponents(draft, people)
        return [p for p in others if p.first and unwaw(tokens[p.first - 1].norm) in _COSTS][:1]

    def _foes(self, draft: Draft, people: Sequence[Participant]) -> list[Participant]:
        """ "حققت القوات انتصارات على الحركة في معركة المدينة": whom the victory was over."""
        others = self._opponents(draft, people)
        return [p for p in others if p.slot == "on" and p.last <= draft.head.first and not p.asset][:1]

    def _ranks(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
        """ "خسائر في صفوف الميليشيات جراء قصف للجيش": in whose ranks the losses were."""
        ranks = [p for p in people if p.organisation and p.armed and p.first and tokens[p.first - 1].norm in _RANKS]
        return [p for p in ranks if p not in draft.agents]

    def _part_figures(self, draft: Draft) -> None:
        """An outcome noun without a name takes the names of the people beside it ("سقوط 3 قتلى من الجنود")."""
        for c in draft.counts:
            if c.who.named or not c.who.others:
                continue
            earlier = [d.who for d in draft.counts if d.who.named and d.who.first < c.who.first]
            if earlier:
                c.who.named = list(earlier[-1].named)
                c.who.kinds |= earlier[-1].kinds


_FELL = frozenset({"fatalities", "injured"})
_AMONG_WITHIN = 2  # words from the verb to those who are a part ("من بينهم")
_AGAINST_WITHIN = 3  # words from "معارك" over "عنيفة ضد" to the other side
_FELL_BESIDE = 3  # words between the number and the word for what befell those counted


def _told_fallen(use: Use, p: Participant) -> bool:
    """ "إن جنديين قتلا في معارك ضد الحركة", "قتل 16 مسلحا في مواجهات مع الجيش": those counted right beside a word for death or
    wounds fell in the fight, whoever "in fights with" made one side of it."""
    beside = 0 <= p.first - use.last <= _FELL_BESIDE or 0 <= use.first - p.last <= _FELL_BESIDE
    return p.counted and beside and p.slot in ("", "source")


def _an_age(tokens: Sequence[Token], at: int) -> bool:
    """ "(42 عاما)": behind the bracket at token `at`."""
    inside = [t.norm for t in tokens[at + 1 : at + 3]]
    return len(inside) == _AGE_LONG and inside[0].isdigit() and inside[1] in ("عاما", "سنه", "عام", "سنوات", "اعوام")


_AGE_LONG = 2  # "42 عاما"


def _attacker(p: Participant) -> Participant:
    """ "أطلق شاب فلسطيني الرصاص على": a Palestinian who shoots or stabs is told as one of those who fight."""
    lone = p.civil and not p.plural and any(n.entry == "nation.ps" for n in p.named)
    nation = [n for n in p.named if n.entry == "nation.ps"]
    return replace(p, kinds={"state"}, named=nation) if lone else p


_ENLISTED = frozenset({"member", "state"})  # "الجندي فلان من منسوبي حرس الحدود": whose man he is, and no number
_TORN_DOWN = frozenset(
    {"strat.destroy", "strat.bulldoze", "strat.confiscate", "strat.smash", "strat.uproot", "strat.burn", "strat.loot"}
)
_PRIVATE = frozenset({"منزل", "منازل", "منزلين", "بيت", "بيوت", "محل", "محال", "محلات", "متجر", "متاجر", "بنايه", "مبني", "مباني", "خيمه", "خيام", "خيمتين", "بركس", "بركسات", "مزرعه", "مزارع", "اشجار", "شجره", "شتله", "اراضي", "ارض", "دونم", "دونمات", "بئر", "ابار", "مساكن", "مسكن", "منشاه", "منشات", "منشاتين", "حظيره", "حظاير", "غرفه", "غرف", "كشك", "سيارات", "سياره"})  # fmt: skip


_BY_HAND = frozenset({"attack.fire.broken", "attack.fire", "attack.stab", "attack.ram"})


def _laid_before(tokens: Sequence[Token], p: Participant, first: int) -> bool:
    """ "قنبلة زرعت على ما يبدو من قبل متشددين"."""
    return any(t.norm in _WAS_LAID for t in tokens[max(first, p.first - _LAID_WITHIN) : p.first])


def _led_from(tokens: Sequence[Token], last: int, first: int) -> bool:
    """ "قصف جوي من النظام", "قصف يرجح أنه من القوات": at most one word of its own between a deed and "من"."""
    return sum(t.norm not in SUPPOSED and t.norm != "،" for t in tokens[last : first - 1]) <= 1


_WAS_LAID = frozenset({"زرعت", "زرع", "مزروعه", "وضعت", "وضع", "فجرت", "اطلقت", "القيت", "نصبت"})
_LAID_WITHIN = 7  # words from "زرعت" to "من قبل" and who did
_NAME_WITHIN = 8  # words of a name and title, up to "واثنان من مرافقيه"


def _one_side_told(tokens: Sequence[Token], draft: Draft) -> bool:
    """ "بين X …": of a fight told so far with its first side only."""
    first = draft.agents[:1]
    return bool(first) and not draft.patients and first[0].slot == "with" and tokens[first[0].first - 1].norm == "بين"


def _unnamed_forces(p: Participant) -> bool:
    """ "جنديين", "ثلاثة شرطيين": of whose forces is not said."""
    nation = any(n.organisation or n.entry.startswith("nation.") for n in p.named)
    return bool(p.kinds) and p.kinds <= {"state", "police"} and not nation


def _of_one_side(first: Participant, second: Participant, third: Participant) -> bool:
    """Of three parties to a fight the first two: allies of one conflict, or the second without a name, or both without a state and
    the third of the other kind."""
    sides = [{n.side for n in p.named if n.side} for p in (first, second, third)]
    if sides[0] & sides[1]:
        return sides[0].isdisjoint(sides[2])
    if faction(first) and second.kinds == {"armed"} and not any(n.organisation for n in second.named):
        return third.organisation and sides[0].isdisjoint(sides[2])
    return _of_forces(first) == _of_forces(second) != _of_forces(third) and sides[1].isdisjoint(sides[2])


def _who_arrest_alone(p: Participant) -> bool:
    """ "أعلنت الشرطة اعتقال ثلاثة": forces without a name."""
    return bool(p.kinds) and p.kinds <= {"police", "state"} and p.definite and not (p.counted or p.asset or p.outcome)


def _who_arrest(p: Participant) -> bool:
    """ "اعتقلت السلطات …", "أوقفت الشرطة …": right behind the verb they are nobody whom it befell."""
    forces = AUTHORITY in p.kinds or (p.plural and p.definite and p.kinds <= {"state", "police"})
    return forces and not (p.counted or p.asset or p.outcome or p.slot)


def _of_forces(p: Participant) -> bool:
    return bool(p.kinds & {"state", "police"}) or any(n.organisation and n.actor_class in STATES for n in p.named)


def _behind(use: Use, p: Participant) -> bool:
    """Behind a trigger, or in its own last word ("قصف الطيران السوري")."""
    return use.last <= p.first or use.first < p.first < use.last < p.last


_ANNOUNCES = frozenset({"اعلن", "اعلنت", "اعلنوا", "يعلن", "تعلن", "يعلنون", "اكد", "اكدت", "يوكد", "توكد"})
_LED_WITHIN = 3  # words from "أعلن" to whose spokesman he is
_BESIDE_ONE = 2  # words between one man and those whom he struck: "صدم رجل بسيارته جنودا"
_EACH_OF = frozenset({"كلا", "كل", "من"})  # "اعتقلت كلا من محمد وسعيد"
_NAME_LONG = 5  # words of a name up to "(42 عاما)"
_GOING_ON = frozenset({"استمرار", "بدء", "انطلاق", "تنفيذ", "شن", "مواصله", "توجيه", "انتهاء", "تكثيف", "تنفيذه", "تنفيذها", "شنه", "شنها"})  # fmt: skip
_BESIDE_DEED = {"عن"} | _ADVERBS | _ANNOUNCES | _GOING_ON | QUOTE_MARKS
# what is announced as one's own deed by a bare masdar
_OWN_DEEDS = frozenset({"strike", "attack", "intercept", "disarm", "disrupt", "destroy", "capture", "execute", "neutralise", "abduct", "repel", "release", "ceasefire", "dismantle"})  # fmt: skip
_AMID = frozenset({"خلال", "في", "اثناء", "اثر", "عقب", "جراء", "نتيجه"})
_RAIDS = frozenset({"حمله", "مداهمه", "عمليه", "اقتحام", "عمليات", "مداهمات", "توغل", "انزال"})
_PART_WITHIN = 6  # words between the struck and "بينهم" with those who are part of them


_FIGHTING = frozenset({"قتال", "بقتال", "لقتال"})
_IT_DID = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم"})
_TAKES_PART = frozenset({"شارك", "شاركت", "مشاركه", "شاركوا"})
_BLOW = 45  # rank of the words for strikes, attacks and blasts
_WROUGHT = frozenset({"destroy"})
_TOLD_APART = frozenset({"kill.assassinate"})  # "اغتال" and "اغتيل": the voice is written
# "استهداف مدفعية الجيش مركبة": arms that are told of as doing it
_GUNS = frozenset({"مدفعيه", "مدفعيات", "طيران", "طايرات", "مقاتلات", "مروحيات", "مسيرات"})
_ACCUSES = frozenset({"اتهم", "اتهمت", "اتهموا", "يتهم", "تتهم", "يتهمون", "متهما", "متهمه"})
_ACCUSES_HIM = frozenset({"اتهمته", "اتهمتها", "اتهمتهم", "اتهمه", "اتهمها", "اتهموه", "اتهموها", "يتهمه", "تتهمه", "تتهمها", "يتهمها"})  # fmt: skip
_LAID_TO_HIM = frozenset({"بالوقوف", "بالضلوع", "بتنفيذ", "بشن", "بارتكاب", "بتدبير"})
_POINTS = frozenset({"وجه", "وجهت", "وجهوا", "القي", "القت"})
_ATTRIBUTES = frozenset({"نسب", "نسبت", "نسبوا", "عزا", "عزت", "ينسب", "تنسب"})
_BLAME = frozenset({"اللوم", "الاتهام", "الاتهامات", "اصابع", "اصبع", "بالمسووليه", "باللوم"})
_LAUNCHED = frozenset({"شن", "شنت", "شنوا", "نفذ", "نفذت", "نفذوا", "يشن", "تشن"})  # "شنت القوات هجوما": who is told
_BLAME_WITHIN = 16  # words between the accusation and the deed
_IN_ANSWER = frozenset({"ردا", "رد", "ترد", "يرد", "للرد", "انتقاما", "ثارا"})
_ANSWER_WITHIN = 10  # words between "ردا على" and a deed of the same clause
_MEANWHILE = frozenset({"بالتزامن", "وسط", "غداه", "رغم"})  # "انفجار وسط اشتباكات بين …": a circumstance
_PRISONS = frozenset(
    {"سجون", "سجن", "معتقلات", "معتقل", "زنازين", "اقبيه", "فروع", "فرع", "مراكز", "مركز", "مقرات", "مقر"}
)
_CAMPAIGNS = frozenset({"arrest", "raid", "abduct"})
_BEFORE_WHOM = frozenset({"امام", "قباله", "قرب", "داخل", "علي", "ضد"})  # where, or against what, a crowd protests
_BLASTED_WITHIN = 8  # words from "فجر" to "بدورية للشرطة"
_PRISON_CAMPS = "معتقلات"
_BOMBER = "group.armed.06"  # انتحاري, مفجر
_TOGETHER = frozenset(
    {"overtake", "retake", "attack", "strike", "operation", "expel", "enter", "advance", "raid", "arrest"}
)
_JOINT = ("strike", "attack", "operation")  # what states do together
_FOUGHT_OVER = ("clash", "attack", "retake", "overtake", "strike", "operation", "repel", "expel", "enter", "advance")
_ALLY_WITHIN = 6  # words between the doers and "بمساندة …"
_TO_RETAKE = frozenset({"لاستعاده", "لاسترداد", "لتحرير", "لانتزاع", "باستعاده", "للسيطره", "استعاده"})
# what the other side of a fight suffers: "كبدت الميليشيات خسائر"
_COSTS = frozenset(
    {
        "كبد",
        "كبدت",
        "كبدوا",
        "مكبدا",
        "مكبده",
        "مكبدين",
        "تكبيد",
        "كبدتها",
        "تكبدت",
        "تكبد",
        "تتكبد",
        "تكبيدها",
        "خسر",
        "خسرت",
        "فقد",
        "فقدت",
    }
)
_RANKS = frozenset({"صفوف", "بصفوف"})
_ACCUSED_WITHIN = 30  # words from a deed to "بتنفيذه"
_TOLL_RANK = 22  # of frames.yaml: words for deaths and wounds lie below
_TO_HIS_DEED = 2  # words from the accused to "بتنفيذه", "تقف" among them
_HIS_DEED = frozenset(
    {"بتنفيذه", "بتنفيذها", "بشنه", "بشنها", "بارتكابه", "بارتكابها", "بتدبيره", "بتدبيرها", "بالوقوف", "بالضلوع"}
)
_ATTRIBUTED_IT = frozenset({"نسبته", "نسبتها", "نسبه", "نسبها", "نسبوه", "نسبوها", "عزته", "عزتها", "عزاه", "عزاها"})
_ATTRIBUTED_WITHIN = 6  # words from "نسبته" to whom
_BEHIND_IT = frozenset({"وراءه", "وراءها", "خلفه", "خلفها", "وراء", "خلف"})
_STANDS = frozenset({"تقف", "يقف", "وقفت", "وقف", "يقفون"})
_ALLY_FAR = 16  # the same where nobody else stands between
_WHO = frozenset({"الذي", "التي", "الذين"})
_CLAUSE_WITHIN = 12  # words of a relative clause between subject and verb
_BASES = frozenset({"مواقع", "قواعد", "معسكرات", "معسكر", "حواجز", "حاجز", "مناطق", "مقرات", "ثكنات", "نقاط"})
_FAMILY = "group.family.02"  # "إصابة عائلتها": more than one
_SEIZES = frozenset({"kill", "abduct", "arrest", "capture", "execute", "destroy"})
_LONE = frozenset({"person", "worker"})  # "رجل", "سائق"
_ACTIVE = frozenset({"attack.hajama"})  # "هاجم": its passive is "هوجم"
_HIM = ("ه", "ها", "هم", "هما", "هن")  # "خطفهما مسلحون": the object in the ending, the subject behind
_SHORTEST_VERB = 3  # letters of a past verb
_SURVIVES = frozenset({"نجا", "نجت", "نجاه", "ينجو", "تنجو", "نجوا", "بنجاه"})
_SOME = 2  # lower bound of "عدد من"
_NO_NUMBERS = frozenset({_SOME, 20})  # and of "عشرات"
_UPON = frozenset({"arrest", "eliminate"})  # "القبض على قيادي": deeds that are told with "على"
_FORCES = frozenset({"police", "state", AUTHORITY})
_DIED = frozenset({"die", "die_soft"})
_SUFFERED = frozenset({"مقتل", "مصرع"})  # nouns with no doer behind them
_THEY_DID = frozenset(
    {"نصبوه", "نصبوها", "شنوه", "شنوها", "نفذوه", "نفذوها", "اعدوه", "دبروه"}
)  # the speaker's own deed
# a thing that strikes by itself, right before its verb
_STRIKING = frozenset(
    {"ملغمه", "مفخخه", "ناسفه", "قذيفه", "صاروخ", "قذايف", "صواريخ", "قنبله", "لغم", "رصاصه", "شظايا", "رصاصات"}
)
_SCHOOLS = frozenset({"اكاديميه", "كليه", "معهد"})  # "طلاب أكاديمية الشرطة حتفهم": the students
_OPENS_WITHIN = 2  # words from the start of a clause to its subject, the verb and "وقد" among them
_IN_IT = frozenset({"فيه", "فيها", "خلاله", "خلالها", "جراءه", "جراءها", "بسببه", "بسببها"})
_MINES = frozenset({"لغم", "بلغم", "لغما", "الغام", "بالغام", "لغمين", "عبوه", "عبوات"})
_FOUND = frozenset({"disarm", "disrupt"})  # arms that were found or stopped, whose they were is told behind them
_ON_THEM = frozenset({"عليه", "عليها", "عليهم", "عليهما"})
_BUT_IT = frozenset({"لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "ولكنهم"})
_EXPOSED = frozenset({"تعرض", "تعرضت", "تعرضوا", "تعرضا", "يتعرض", "تتعرض", "تعرضه", "تعرضها", "تعرضهم"})
_EXPOSED_WITHIN = 14  # words between "تعرضت" and what to
_LED = frozenset({"علي", "ضد", "نحو", "صوب", "باتجاه"})  # the deed goes there: "ضربة على مجمعات يستخدمها متشددون"
_LAID = frozenset({"نصب", "نصبه", "نصبت", "نصبته", "نصبوه", "نصبها", "نصبوا", "نصبا", "اعد", "اعدت"})
_OWN_DEED = frozenset(
    {"تنفيذه", "تنفيذها", "شنه", "شنها", "قيامه", "قيامها"}
)  # the speaker's own deed: "اعلن … تنفيذه عملية"
_RELATIVES = frozenset(
    {
        "الذي",
        "التي",
        "الذين",
        "شنه",
        "شنته",
        "نفذه",
        "نفذته",
        "استهدف",
        "استهدفت",
        "اسفر",
        "ادي",
        "ادت",
        "هي",
        "هو",
        "هم",
    }
)
_CLAUSE_SHORT, _CLAUSE_LONG = 5, 12  # words from a subject to its verb; to one that agrees with it in the plural
_CAME_OF = frozenset({"اثر", "جراء"})  # behind the people of a verb, and before those of "قتل جراء ذلك 11 مدنيا"
_OWN_FORCES = frozenset(
    noun + suffix
    for noun in ("قوات", "طايرات", "مقاتلات", "مروحيات", "جنود", "مقاتلي", "عناصر", "طيران", "مدفعيت", "دبابات")
    for suffix in ("ه", "ها", "هم", "نا")
)
_OPENING_VERBS = frozenset(
    {"فجر", "فجرت", "فجروا", "فجرا", "فتح", "فتحت", "فتحوا", "فتحا", "اطلق", "اطلقت", "اطلقوا", "اطلقا", "يطلق", "تطلق"}
)  # "فتحت النار"
_EXPLODES = "bomb.infijar"  # "انفجر", which has no object
# "صاروخ أطلقته الجماعة", "حريق أضرمه مستوطنون": a clause about what struck, its doer behind the verb
_DONE_BY = frozenset({"اطلقه", "اطلقها", "اطلقته", "اطلقتها", "اطلقوه", "اطلقوها", "القاها", "القتها", "القوها", "فجرها", "فجره", "فجرته", "فجرتها", "نفذه", "نفذته", "نفذها", "نفذتها", "نفذوه", "شنه", "شنته", "شنها", "شنتها", "شنوه", "نصبه", "نصبته", "نصبوه", "اضرمه", "اضرمها", "اشعله", "اشعلها"})  # fmt: skip
_EXCHANGES = frozenset({"تبادل", "تبادلت", "تبادلا", "تبادلوا", "يتبادل", "تتبادل", "تتبادلان", "يتبادلان"})


def _exchange_of(norm: str) -> bool:
    """ "تبادل القصف بين X وY", "تبادلا لإطلاق القذائف بين"."""
    return unwaw(norm).removeprefix("ب").removeprefix("ال") in ("تبادل", "تبادلا")


_EXCHANGED_WITHIN = 10  # words from "تبادل" to the blows
_RESIDENTIAL = INHABITED | {"سكنيه", "سكني", "سكنيا", "شعبي", "شعبيا", "شعبيه"}
_HOMES = frozenset({"اماكن", "احياء", "حي", "مناطق", "منطقه", "مبني", "مباني", "مجمع", "مجمعات", "تجمعات", "سوق", "اسواق", "بنايه", "منازل"})  # fmt: skip
_WITHIN = frozenset({"في", "من", "داخل", "وسط", "قرب", "بين"})
_PRESS = frozenset({"اعلام", "الاعلام", "صحيفه", "وكاله", "الصحافه", "قناه", "التلفزيون", "الاذاعه", "المعارضه"})
_SET_BY = frozenset({"نصبه", "نصبته", "نصبوه"})  # "قتلوا في كمين نصبه مسلحون"
_THREE = 3  # parties of "بين": two of them on one side
_HARM = ("bomb", "kill", "injure", "die", "die_light", "strike")  # what arms do that somebody laid or fired
_SAID_THAT = frozenset({"ان", "بان"})
_TO_THEM = frozenset({"له", "لها", "لهم", "لهما"})  # "تصدت لها الدفاعات": who repelled it stands behind
_THEM = ("هم", "هن", "هما")


def _of_another(deed: str, verb: str) -> bool:
    """ "الانفجار … كان هدفا لهجمات شنتها الحركة": a pronoun for many, or for a feminine, and a deed in the masculine singular."""
    return verb.endswith("ها") and deed.rstrip("ا").endswith(_MASCULINE_DEEDS)


_MASCULINE_DEEDS = ("هجوم", "انفجار", "تفجير", "قصف", "اعتداء", "اغتيال", "كمين")


def _of_whom(tokens: Sequence[Token], p: Participant) -> bool:
    """ "لمواجهة قوات الجيش، الذي بدأ عملية", "في مواجهة الحوثيين الشيعة الذين سيطروا على": a relative clause tells what they did."""
    return any(t.norm in _WHO for t in tokens[p.last : p.last + 2])


def _told_apart(draft: Draft, p: Participant) -> bool:
    """Those who act in the stretch are told before, and stand on another side than the group."""
    ours = {n.side or n.name for a in draft.agents if a.last <= p.first for n in a.named if n.organisation}
    return faction(p) and bool(ours) and ours.isdisjoint(n.side or n.name for n in p.named)


def _left_dead(tokens: Sequence[Token], p: Participant) -> bool:
    """ "فأردوه قتيلا", "وأرداه جريحا": of whom was told before."""
    if not p.outcome or p.counted or p.named or not p.first:
        return False
    return unwaw(tokens[p.first - 1].norm.removeprefix("ف")) in _STRUCK_DEAD


_STRUCK_DEAD = frozenset({"اردوه", "ارداه", "اردته", "اردوها", "ارداها", "اردتها"})
_ITS_OBJECT = ("ته", "تها", "تهم", "تهما", "وه", "وها", "وهم")  # "قتلته عناصر": the one behind such a verb did it
_IT_IS = frozenset({"انه", "انها", "الذي", "التي", "بانه", "بانها"})


def total(counts: Sequence[Count], key: str) -> Figure | None:
    """Sum of the figures of one outcome within one stretch."""
    mine = [c for c in counts if c.key == key]
    if not mine:
        return None
    stated = [c for c in mine if c.stated] or mine
    high = None if any(c.high is None for c in stated) else sum(c.high or 0 for c in stated)
    return Figure(sum(c.low for c in stated), high)
