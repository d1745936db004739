"""Who did what to whom: fills agents, patients and counts of a draft from the grammar around each trigger.

Arabic news leaves voice unwritten (قتل is "killed" and "was killed"), so slots decide: verb-subject-object order,
subject-first order after "إن" and in headlines, من قبل / على يد, masdar chains ("مقتل X", "هجوم X على Y", "هجوم شنه X"),
"بين X وY". Frames (data/lexicon/frames.yaml) say what each slot means for a trigger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token, stems, unwaw
from marsad.coding.deeds import MANAGED, carrier
from marsad.coding.draft import Count, Draft, Use
from marsad.coding.participants import AUTHORITY, FACTIONS, STATES, Participant, group_back, with_joined
from marsad.model.record import Figure

# What forces do after a deed ("فرضت قوات الأمن طوقا حول مكان التفجير"): not what was done.
RESPONSES = frozenset({"attack_soft", "raid", "coerce", "arrest", "disarm", "disrupt"})
BOTH_VOICES = frozenset(
    {"kill", "injure", "abduct", "arrest", "execute", "capture", "abuse", "rape", "destroy", "raid", "eliminate"}
)
_QUOTE_MARKS = frozenset({'"', "(", ")", "'"})
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
        self._ending: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # prepositions by their last word
        for form, slot in prepositions:
            for last in (form[-1], "و" + form[-1]) if len(form) == 1 else (form[-1],):
                self._ending.setdefault(last, []).append((form, slot))
        saying = {*words["said"], *(form[-1] for form, slot in prepositions if slot == "source")}
        self.sayings = frozenset(saying | {"و" + word for word in saying})  # one stands before whoever is cited

    # ---- slots
    def mark_slots(self, tokens: Sequence[Token], people: Sequence[Participant], first: int) -> None:
        """Set slot, asset, joined and part of each participant of a sentence that starts at token `first`."""
        previous: Participant | None = None
        for p in people:
            self._mark(tokens, p, first, previous)
            if previous and previous.slot == "on" and self._targets(tokens, previous, p, first):
                previous.slot, p.slot = "", "on"
            previous = p

    def _mark(self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None) -> None:
        _take_unit(tokens, p, first)
        clitic = p.clitic
        i = p.first - 1
        while i >= first and (tokens[i].norm in _QUOTE_MARKS):
            i -= 1
        if (
            previous
            and clitic.startswith("و")
            and p.first - previous.last <= 8
            and not self._launches(tokens, previous.last, p.first)
        ):
            p.joined = not _between_lands(tokens, previous.last, p)
        if clitic in _FOR or p.organisation:
            lead = {unwaw(t.norm) for t in tokens[max(first, p.first - _BACKED_WITHIN) : p.first]}
            if lead & self._words["backing"]:
                p.slot = "ally"  # "بإسناد جوي قوي لطيران التحالف"
                return
        if clitic in _FOR:
            p.slot = "for"
        elif "ب" in clitic:
            p.slot = "with_b"
        steps = 0
        while i >= first and steps < 5:
            norm = tokens[i].norm
            slot = self._preposition(tokens, i, first)
            if slot == "of" and i > first and tokens[i - 1].norm == "كل":
                break  # "وجهت كل من إيطاليا وإسبانيا …"
            if slot == "of" and p.asset and i > first and unwaw(tokens[i - 1].norm) in _HOW_MANY:
                i, steps = i - 2, steps + 2  # "على عشرات من الأهداف العسكرية …"
                continue
            if norm == _TO_OUST and not p.organisation:
                break  # "مواجهة نشبت لطرد الإرهابيين": those of the next clause
            if slot == "on" and self._acting_arms(tokens, p, i) and self._subject_of_targeting(tokens, p, i, first):
                p.asset = None
                break
            if slot:
                p.slot = slot if not (p.slot == "for" and slot in ("of",)) else p.slot
                break
            plain = norm if norm in self._words["assets"] else norm.removeprefix("و")  # "وكر"
            bare = _bare(plain)
            if plain in self._words["assets"] or bare in self._words["assets"]:
                p.asset = bare
                if norm.startswith(("ب", "ل")) and norm not in self._words["assets"]:
                    p.slot = "on" if norm.startswith("ل") else p.slot
                i, steps = i - 1, steps + 1
                continue
            if norm in _LINKS:
                i, steps = i - 1, steps + 1
                continue
            if (
                clitic in _FOR
                and i == p.first - 1 > first
                and _bare(unwaw(tokens[i - 1].norm)) in self._words["assets"]
            ):
                i, steps = i - 1, steps + 1  # "قواعد خلفية لعناصر …"
                continue
            break
        if (
            any(n.entry.startswith("nation.") for n in p.named)
            and not (p.counted or any(n.organisation for n in p.named))
            and arms_before(tokens, p.first, first)
        ):
            p.kinds.add("state")  # "طائرات حربية إسرائيلية"
            p.asset = None
            if p.first > first and self._to_a_target(tokens, p, first):
                p.slot = "on"  # "أطلق النار على موقع للمدفعية السورية"
        if p.asset and bare_nation(p) and military_before(tokens, p.first, first):
            p.kinds.add("state")  # "مواقع عسكرية إسرائيلية"
        if (
            bare_nation(p)
            and p.slot in ("on", "")
            and (p.asset in _OF_WAR or (p.joined and previous and previous.kinds))
        ):
            p.kinds.add("state")  # "على أهداف عراقية وإيرانية"
        if p.slot == "holder":
            self._hold(tokens, p, first)
        p.part = any(t.norm in self._words["parts"] for t in tokens[max(first, p.first - 2) : p.first])
        if p.joined and previous and not p.slot:
            p.slot, p.asset = previous.slot, p.asset or None
            p.part = p.part or previous.part
        if self._epithet(tokens, p, first, previous):
            p.slot = "aside"
        if clitic.startswith("و") and _between_lands(tokens, first if previous is None else previous.last, p):
            p.slot = "aside"
        if self._said_before(tokens, p, first):
            p.slot = "source"

    def _acting_arms(self, tokens: Sequence[Token], p: Participant, i: int) -> bool:
        """Is the party right behind the verb at token i, by itself or as the owner of arms ("استهدفت مسيرة تركية سيارة")?"""
        return i == p.first - 1 or (i == p.first - 2 and _bare(tokens[i + 1].norm) in _ARMS)

    def _subject_of_targeting(self, tokens: Sequence[Token], p: Participant, i: int, first: int) -> bool:
        """ "تستهدف القوات الحكومية مناطق …": a verb that opens its clause is followed by its subject; after a noun
        ("هجوم استهدف القوات") by the one struck."""
        if unwaw(tokens[i].norm) not in _TARGETING or p.civil or not (p.armed or arms_before(tokens, p.first, first)):
            return False
        opens = i == first or tokens[i - 1].norm in _CLAUSE_MARKS or tokens[i].norm.startswith("و")
        struck = self._words["assets"] | self._words["asset_public"]
        return opens and any(t.norm in struck or _bare(unwaw(t.norm)) in struck for t in tokens[p.last : p.last + 9])

    def _targets(self, tokens: Sequence[Token], p: Participant, struck: Participant, first: int) -> bool:
        """ "استهدفت فصائل فلسطينية إسرائيل بقذيفة": right behind the verb that opens its clause its subject, then its object."""
        at = p.first - 1
        opens = at == first or (at > first and tokens[at - 1].norm in _CLAUSE_MARKS) or tokens[at].norm.startswith("و")
        if at < first or unwaw(tokens[at].norm) not in _TARGETING or not opens or p.civil or not p.armed:
            return False
        return struck.first == p.last and not struck.clitic and not struck.slot and struck.organisation

    def _hold(self, tokens: Sequence[Token], p: Participant, first: int) -> None:
        """ "على مواقع يتمركز فيها مسلحون": those who hold what is struck are struck; "في مدينة يسيطر عليها …" says only where."""
        near = range(p.first - 2, max(first, p.first - _HELD_WITHIN) - 1, -1)
        at = next((i for i in near if _bare(unwaw(tokens[i].norm)) in self._words["assets"]), None)
        p.slot, p.asset = "aside", None
        if at is None and any(self._preposition(tokens, i, first) == "on" for i in near):
            p.slot = "on"  # "على مخابئ يستخدمها متشددون"
        if at is not None and not tokens[at].norm.startswith("ال"):
            p.asset = _bare(tokens[at].norm)
            if at > first and unwaw(tokens[at - 1].norm) in _BESIDE:
                p.slot = "on"  # "أمام مطعم يقصده رجال شرطة"
                return
            p.slot = "on" if at > first and self._preposition(tokens, at - 1, first) == "on" else ""
            if at > first and not p.slot:
                away = any(tokens[i].norm in _IN_PLACE for i in range(at + 1, p.first))  # "معسكرا في مدينة يسيطر عليها"
                where = away or self._preposition(tokens, at - 1, first) or tokens[at].norm != p.asset
                p.slot = "aside" if where else "on"  # "قصف حيا تسيطر عليه القوات"

    def _to_a_target(self, tokens: Sequence[Token], p: Participant, first: int) -> bool:
        """Arms that stand in a place which something is done to: "على موقع للمدفعية السورية"."""
        for i in range(p.first - 1, max(first, p.first - 5) - 1, -1):
            if self._preposition(tokens, i, first) == "on":
                return any(_bare(t.norm) in self._words["assets"] - _ARMS for t in tokens[i + 1 : p.first])
        return False

    def _preposition(self, tokens: Sequence[Token], i: int, first: int) -> str:
        """The slot of the prepositional phrase that ends at token i, or "" """
        for form, slot in self._ending.get(tokens[i].norm, ()):
            start = i - len(form) + 1
            if start < first:
                continue
            norms = [t.norm for t in tokens[start : i + 1]]
            if tuple(norms) == form or (norms[0] == "و" + form[0] and tuple(norms[1:]) == form[1:]):
                harm = {t.norm for t in tokens[i + 1 : i + _DOING_WITHIN]} & _BY_FORCE
                if form[-1] == "قيام" and start > first and tokens[start - 1].norm in _WHILE and not harm:
                    return "aside"  # "أثناء قيام الجنود بأداء الصلاة"
                return slot
        return ""

    def _said_before(self, tokens: Sequence[Token], p: Participant, first: int) -> bool:
        if p.first > first and unwaw(tokens[p.first - 1].norm).removeprefix("ب") in _SUFFERED_BY:
            return False  # "أكد المتحدث مقتل قيادي …": he is told of, and tells nothing
        for back in range(1, 4):
            i = p.first - back
            if i < first:
                return False
            norm = tokens[i].norm
            if norm.removeprefix("و") in self._words["said"] and unwaw(norm) not in ("ان", "بين"):
                return True
            if norm in _STRONG_STOPS:
                return False
        return False

    def _launches(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return any(unwaw(t.norm) in self._words["launch"] for t in tokens[first:last])

    # ---- roles
    def fill(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant], verbs: Sequence[int]) -> None:
        """Fill the draft's agents, patients and counts. `verbs`: token indices of all verb triggers in the sentence."""
        inside = [p for p in people if p.first >= draft.first and p.last <= draft.last]
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
        self._bombers(draft, inside)
        self._planters(tokens, draft, inside)
        self._allies(draft, inside)
        self._tolls(draft, inside)
        self._parts_of(draft, inside)
        self._loose(tokens, draft, inside)
        self._part_figures(draft)
        _fighters_first(tokens, draft)

    def _verb(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant], verbs: Sequence[int]
    ) -> None:
        stop = min((v for v in verbs if v >= use.last), default=draft.last)
        tolls = (u.first for u in draft.uses if not u.verb and u.frame.counts and u.frame.idafa == "patient")
        stop = min(stop, use.last + 22, *(first for first in tolls if first >= use.last))
        people = [p for p in people if not bare_nation(p)]
        taken = _taken_by_nouns(use, draft.uses, people)
        after = [p for p in people if use.last <= p.first < stop and p not in taken]
        by = [p for p in after if p.slot == "by"]
        on = [p for p in after if p.slot == "on"]
        direct = self._groups(
            tokens, use.last, [p for p in after if p.slot in ("", "for") and not p.part], draft.adverbial
        )
        before = self._subject_before(tokens, use, people, draft.first, draft.uses)
        frame = use.frame
        if frame.before == "patient":
            group = before or (self._nearest_before(tokens, use, people)) or (direct[0] if direct else [])
            self._give(draft, use, "patient", group)
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
        if thing and frame.object and direct and not passive:
            self._give(draft, use, frame.object, direct[0])  # "سيارة ملغمة اقتحمت دورية عسكرية"
        elif (deeds or relative) and unwaw(word) in _TARGETING:
            # "تستهدف الغارات التركية … وحدات …", "التفجير الذي استهدف مسجد قوات …"
            aims = [g for g in direct if not any(g[0].first == u.last for u in deeds)]
            self._give(draft, use, frame.object, aims[0] if aims else with_joined(on[0], after) if on else [])
        elif passive:
            self._give(
                draft, use, frame.object or "patient", direct[0] if direct and not _same(direct[0], by) else before
            )
        elif own := self._own_forces(tokens, use, people):
            self._give(draft, use, frame.subject, own)
            self._give(draft, use, frame.object, direct[0] if direct else with_joined(on[0], after) if on else [])
        elif direct and frame.object and self._object_told(tokens, use, direct[0][0]):
            self._give(draft, use, frame.subject, direct[0])
            self._give(draft, use, frame.object, [p for p in before if not p.armed])  # "المترجمة قد خطفها مسلحون"
        elif direct and frame.object and _accusative(tokens, direct[0][0]):
            self._give(draft, use, frame.subject, before)  # "شاب يدهس شرطيا"
            self._give(draft, use, frame.object, direct[0])
        elif before and direct and use.last - use.first == 1 and tokens[use.first].norm.endswith("وا") and frame.object:
            self._give(
                draft, use, frame.subject, before
            )  # "مسلحون اغتالوا العميد": the plural agrees with who stands before
            self._give(draft, use, frame.object, direct[0])
        elif len(direct) >= 2 and self._agentive(direct[0]) and not _one_man(use, direct[0][0]):
            self._give(draft, use, frame.subject, direct[0])
            self._give(draft, use, frame.object, direct[1])
        elif before and before[0].counted and tokens[use.first].norm.endswith(_THEM) and frame.object:
            self._give(draft, use, frame.object, before)  # "صدم ثلاثة جنود فأصابهم"
        elif before and _suffered(use, before, direct) and frame.object:
            self._suffering(tokens, draft, use, before, people)
        elif before and (direct or on) and frame.object:
            self._give(draft, use, frame.subject, before)
            self._give(draft, use, frame.object, direct[0] if direct else with_joined(on[0], after))
        elif direct:
            self._single(tokens, draft, use, direct[0])
        elif before and use.trigger.frame in BOTH_VOICES and frame.object:
            self._suffering(tokens, draft, use, before, people)
        elif before:
            self._single(tokens, draft, use, before)
        if not draft.agents and _takes_ground(use) and use.hit.proclitics.startswith("و"):
            self._give(draft, use, "agent", self._opening_subject(tokens, draft, use, people))
        if _takes_ground(use):
            self._give(draft, use, "patient", _lost_by(tokens, use.last, after))
        if use.trigger.frame == "disrupt":
            self._give(draft, use, "patient", _whose_attempt(use, after))
        if on and (direct or not before or not frame.object) and frame.family in ("violence", "coerce", "strategic"):
            self._give(draft, use, "patient", with_joined(on[0], after))
        if frame.baina == "both" or use.trigger.frame == "clash":
            withs = [p for p in after if p.slot == "with"]
            if withs:
                self._give(draft, use, "patient" if draft.agents else "agent", withs[:1])
                if len(withs) > 1:
                    self._give(draft, use, "patient", withs[1:2])

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
        held = use.trigger.frame in _SEIZES and word.endswith(_HIM) and len(unwaw(word)) > _SHORTEST_VERB
        return adjacent and use.verb and (word.endswith(_ITS_OBJECT) or held)

    def _own_forces(self, tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
        """ "أعلن الجيش أن قواته قتلت …", "قالت … إن طائراتها قصفت": the forces are those of the speaker."""
        if use.first == 0 or unwaw(tokens[use.first - 1].norm) not in _OWN_FORCES:
            return []
        said = [p for p in people if p.last < use.first and p.slot == "source" and (p.organisation or p.armed)]
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
            or _in_the_act(tokens, use, p)
            or (use.trigger.frame in _NO_PASSIVE and p.armed and not (p.counted or p.asset or p.outcome))
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
                    or _raiders(tokens, use, p)
                    or (
                        p.organisation
                        and not p.counted
                        and not p.outcome
                        and p.slot != "for"
                        and _words_between(tokens, use.last, p.first) <= 2  # "تقتل رئيس الذراع السياسي للحركة الحوثية"
                    )
                )
                else frame.object
            )
        else:
            role = frame.subject if self._agentive(group) else frame.object
        if role == "agent" and p.asset and frame.family != "protest":
            role = "patient"
        self._give(draft, use, role, group)

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
        if self._in_answer(tokens, draft.first, use):
            return  # "ردا على هجمات شنها …": an earlier deed, and the other side's
        stop = min(use.last + 24, self._until(draft, use))
        after = [p for p in people if use.last <= p.first < stop]
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
            if frame.idafa == "agent" and (group[0].asset or (group[0].civil and frame.family != "protest")):
                role = "patient"
            if group[0].slot == "for" and frame.li and not group[0].asset:
                # "غارتين على موقعين تابعين لحركة …" are not that movement's, nor is "كمين نصب لقوات …" theirs
                role = "patient" if any(w in _LED or w in _LAID for w in led) else frame.li
            if not any(w in _LAID for w in led) and _in_their_ambush(tokens, draft, use, group, people):
                role = "agent"
            if (
                role == "patient"
                and group[0].organisation
                and not group[0].counted
                and len(near) > 1
                and near[1][0].first - group[-1].last <= 3
            ):
                self._give(draft, use, "agent", group)
                group = near[1]
            if _destroyers(tokens, use, group):
                role = "agent"
            if use.trigger.frame == "bomb" and group[0].asset:
                role = "patient"  # "تفجير مقر خفر السواحل"
            armed_by = _bare(tokens[use.last].norm) in _GUNS if use.last < len(tokens) else False
            if (
                use.trigger.id == "attack.target"
                and role == "agent"
                and not armed_by
                and not _has_object(tokens, group[-1].last, stop)
            ):
                role = "patient"  # "استهداف رجال الأمن"; but "استهداف الطائرات لمواقع التنظيم"
            if role == "none" and use.trigger.frame == "retake" and _takes_it(use, group[0]):
                role = "agent"
            if role and role != "none":
                self._give(draft, use, role, group)
        for slot, role in (("on", frame.ala), ("by", "agent")):
            found = [p for p in after if p.slot == slot or (slot == "on" and p.slot == "to" and p.asset and p.armed)]
            if found and role:
                self._give(draft, use, role, with_joined(found[0], after))
        caught = use.trigger.id == "arrest.qabd" and tokens[use.last - 1].norm in _ON_THEM
        if caught and not _struck_by_others(draft):
            self._give(
                draft, use, "patient", self._nearest_before(tokens, use, people)
            )  # "إن القيادي … ألقي القبض عليه"
        if _takes_ground(use):
            self._give(draft, use, "patient", _lost_by(tokens, use.last, after))
        if use.trigger.frame == "disrupt":
            self._give(draft, use, "patient", _whose_attempt(use, after))
        if frame.baina == "both":
            self._between(tokens, draft, use, after, people)
            mutual = [p for p in after if p.slot == "" and p.first - use.last <= 1 and _mutual(p)]
            if mutual and not draft.agents:  # "اشتباكات قبلية"
                self._give(draft, use, "agent", mutual[:1])
                self._give(draft, use, "patient", [replace(mutual[0], slot="and")])
        if frame.subject == "police":
            self._give(draft, use, "police", _stepped_in(draft, use, people))
        if frame.mode == "firearms" or use.trigger.frame in ("strike", "shoot", "shot"):
            bases = [p for p in after if p.slot == "of" and p.asset in _BASES and p.armed]
            own = [p for p in after if p.slot == "of" and p.organisation and p.armed and not p.counted and not p.asset]
            own = [p for p in own if tokens[p.first - 1].norm == "من" and p.first - use.last <= 2]
            self._give(draft, use, "agent", bases[:1] or own[:1])  # "قصف من مواقع قوات النظام", "قصف جوي من النظام"
        if use.trigger.frame == "operation":
            self._give(draft, use, "agent", [p for p in after if p.slot in ("with", "ally")][:1])
        if not draft.agents:
            self._give(draft, use, "agent", carrier(self._words, tokens, draft.first, use, people))
        launcher = self._launcher(tokens, draft, use, people) if frame.family != "outcome" else []
        if launcher and frame.baina == "both":  # "خاضت الميليشيات مواجهات مع الجيش"
            facing = [p for p in draft.agents if p.slot == "with" and p not in launcher]
            draft.agents = [p for p in draft.agents if p not in facing]
            draft.patients += facing
        if launcher:
            self._give(draft, use, "agent", launcher)
        if not draft.agents and frame.family == "violence" and unwaw(tokens[use.first].norm) in _OPENING_VERBS:
            doer = self._subject_before(tokens, use, people, draft.first, draft.uses)
            self._give(draft, use, "agent", [p for p in doer if p.armed or p.organisation])
        aimed = use.trigger.id in _AIMED
        if not draft.agents and (aimed or _takes_ground(use) or (use.trigger.frame in BOTH_VOICES and draft.patients)):
            self._give(draft, use, "agent", self._doer_told(tokens, draft, use, people))
        if not draft.agents and (frame.idafa == "agent" or _takes_ground(use)) and _owned(tokens, use):
            doers = [p for p in _acting(draft, people) if p.last <= use.first]
            self._give(draft, use, "agent", doers[-1:])
        survivors = self._survived(tokens, draft, use, people)
        draft.patients += [
            p for p in survivors if p not in draft.patients and p not in draft.agents
        ]  # struck, and not dead
        exposed = self._exposed(tokens, draft, use, people)
        self._give(draft, use, "patient", exposed)
        if exposed and not draft.agents:  # "تعرض لاعتداء من عوني شرطة"
            by = [p for p in after if p.slot == "of" and p.armed and tokens[p.first - 1].norm == "من"]
            self._give(draft, use, "agent", [p for p in by if p.first - use.last <= _LOST_WITHIN][:1])

    def _in_answer(self, tokens: Sequence[Token], first: int, use: Use) -> bool:
        """ "ردا على مقتل قادتها في هجوم للجيش": a deed told as what another answers, within the same clause."""
        for i in range(use.first - 1, max(first, use.first - _ANSWER_WITHIN) - 1, -1):
            word = unwaw(tokens[i].norm)
            if word in _IN_ANSWER:
                return use.first - i <= 2 or tokens[i + 1].norm == "علي"
            if word in _STRONG_STOPS or word in self._words["launch"]:
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
        """ "نجا قائد الصحوة من محاولة اغتيال", "القائد … نجا من محاولة اغتيال": whom it was meant for."""
        if use.trigger.frame != "kill" or use.first == draft.first or tokens[use.first - 1].norm != "محاوله":
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
        if before and before[-1].last == use.first and _told_by_verb(tokens, use):
            return group_back(before)  # "الأمن يقضي على مسلحين"
        for p in reversed(before):
            lead = unwaw(tokens[p.first - 1].norm) if p.first > draft.first else ""
            after = unwaw(tokens[p.last].norm) if p.last < use.first else ""
            if p.slot == "" and (lead in MANAGED or after in MANAGED):
                return with_joined(p, before)
            struck = [q for q in draft.patients if q.named]
            own = {n.name for n in p.named}
            takes = _takes_ground(use) or use.trigger.frame == "arrest"
            speaks = p.slot == "source" and (p.organisation or AUTHORITY in p.kinds)
            if speaks and (takes or _announces_own(use, p)):
                return [p]  # "أعلنت قوات الشرعية استعادة المعسكر", "أعلن الجيش اعتقال …", "أعلن الحوثيون استهداف سفينة"
            if (
                p.slot == "source"
                and p.organisation
                and struck
                and all(q.armed and own.isdisjoint(n.name for n in q.named) for q in struck)
            ):
                if all(q.kinds == {"member"} and not any(n.name for n in q.named) for q in struck):
                    return []  # "أعلن التنظيم مقتل قيادي": one of its own
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
        withs = [p for p in after if p.slot == "with"]
        lead_in = {t.norm for t in tokens[max(draft.first, use.first - 2) : use.first]}
        if not withs or (draft.has("bomb", "strike") and lead_in & _MEANWHILE):
            return
        first, rest = withs[0], withs[1:2]
        if (
            first.first and unwaw(tokens[first.first - 1].norm) == "مع"
        ):  # "مواجهات مع X وY وZ": all of them the other side
            others = [p for p in with_joined(first, withs) if p in withs and p is not first]
            self._give(draft, use, "patient", others)
            rest = []
        side = _end_of_side(tokens, first.last, withs[-1].first)
        if side and not draft.agents:
            self._give(draft, use, "agent", [p for p in withs if p.last <= side])
            self._give(draft, use, "patient", [p for p in withs if p.first > side])
            return
        if not rest and first.first and tokens[first.first - 1].norm in ("بين", "وبين"):
            rest = _across(first, after)
            for p in rest:
                p.slot = "with"
        if not rest and not draft.agents and not draft.patients and first.first > use.last:
            # "أحكم الجيش سيطرته بعد معارك مع المتمردين": those who act in the clause fought them
            doers = [p for p in _acting(draft, people) if p.last <= use.first and not p.asset]
            against = {n.name for n in first.named}
            self._give(draft, use, "agent", [p for p in doers if against.isdisjoint(n.name for n in p.named)][-1:])
        if not rest and not draft.agents and _mutual(first):
            rest = [replace(first, slot="and")]  # "بين قبيلتين": both sides are of one kind
        if rest or not draft.agents:
            self._give(draft, use, "agent", [first])
            self._give(draft, use, "patient", rest)
        else:
            self._give(draft, use, "patient", [first])

    def _epithet(self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None) -> bool:
        """ "ميليشيات الحوثي الموالية لإيران", "فصائل مدعومة من تركيا": whose friends they are; the state did nothing itself."""
        state = bool(p.named) and all(n.entry.startswith("nation.") or n.entry.endswith(".gov") for n in p.named)
        if p.organisation and p.slot == "of" and p.first - 2 >= first and "مدعوم" in tokens[p.first - 2].norm:
            return True  # "قوات الحكومة المدعومة من التحالف"
        if previous and state and previous.last == p.first - 1 and p.clitic in _FOR and _faction(previous):
            return tokens[p.first - 1].norm.removeprefix("ال").startswith("تابع")  # "الميليشيات الحوثية التابعة لإيران"
        return (state and not p.counted) and any(
            _bare(unwaw(t.norm)) in self._words["loyal"] for t in tokens[max(first, p.first - 2) : p.first]
        )

    def _adjectival(self, tokens: Sequence[Token], start: int, p: Participant) -> bool:
        """Only adjectives between ("غارة جوية ليلية تركية"): same definiteness and a gap of at most three words."""
        gap = tokens[start : p.first]
        return len(gap) <= 3 and all(len(t.norm) > 2 and t.norm not in _STOP_WORDS for t in gap)

    def _launcher(
        self, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
    ) -> list[Participant]:
        """The one who شن / نفذ it: "شن X هجوما", "X شنت هجوما", "هجوم شنه X"."""
        launch = self._words["launch"]
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
            if unwaw(tokens[i].norm) in launch and not opened:
                nxt = [p for p in people if i < p.first <= i + 3 and p.slot in ("", "with_b", "by") and not p.asset]
                if nxt and self._agentive(nxt):
                    return with_joined(nxt[0], people)
                said = [
                    p for p in people if p.last == i and tokens[p.first - 1].norm in ("ان", "بان") and p.organisation
                ]
                if said and tokens[i].norm.endswith("ه"):
                    return said  # "وقال ناشطون إن النظام شنه"
        own = use.last - use.first > 1  # "شن غارات" holds its verb itself
        for i in range(use.first - 1 + own, max(draft.first, use.first - 20) - 1, -1):
            if unwaw(tokens[i].norm) in launch:
                between = [
                    p
                    for p in people
                    if i < p.first and p.last <= use.first and p.slot in ("", "with_b", "by") and not p.asset
                ]
                if between and self._agentive(between):
                    return with_joined(between[0], between)
                if tokens[i].norm.endswith(("ه", "ها")) and unwaw(tokens[i].norm) in _OWN_DEED:
                    said = [p for p in people if p.last <= i and p.slot == "source" and p.organisation]
                    return said[-1:]
                before = [
                    p
                    for p in people
                    if p.last <= i
                    and _words_between(tokens, p.last, i) <= 5
                    and (p.slot in ("", "source") or (p.slot == "by" and tokens[p.last].norm in _WHO))
                    and not p.asset
                ]
                return group_back(before) if before and self._agentive(before[-1:]) else []
        return []

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
        before = [p for p in people if p.last <= use.first and p.slot in ("", "source") and not p.part]
        if not before:
            return []
        p = before[-1]
        own = {n.name for n in p.named}
        same = [q.last for q in people if p.last <= q.first < use.first and own & {n.name for n in q.named}]
        # "كتائب القسام، الجناح العسكري لحركة حماس قد أطلقت": those named again in between are the same
        gap = [t.norm for t in tokens[same[-1] if same else p.last : use.first] if t.norm not in _QUOTE_MARKS]
        if not _BUT_IT.isdisjoint(gap):
            return []  # "زرعتها الحركة لضرب الجنود لكنها أصابت حافلة": the bomb
        if gap[:2] == ["علي", "الاقل"]:
            gap = gap[2:]  # "14 مقاتلا على الأقل، بينهم أجانب، قتلوا"
        if gap[:1] == ["،"] and gap.count("،") == 2:  # "X، الجناح المسلح لحركة Y، أطلقت": an apposition stands between
            gap = gap[len(gap) - gap[::-1].index("،") :]
        if gap[:1] and gap[0] in _WHO and gap[-1] == "،" and len(gap) <= _CLAUSE_WITHIN:
            gap = []  # "المهاجمون الذين لم تعرف هويتهم، اقتحموا الفندق": a relative clause that closes with a comma
        if any(g in ("انه", "انها", "انهم", "بانه", "بانها", "وانه", "وانها", "بانهم") for g in gap[-3:]):
            said = [q for q in before if q.slot == "source" and q.organisation]
            return said[-1:]
        if any(not u.verb and u.frame.counts and 0 <= p.first - u.last <= 1 for u in uses) and p.armed:
            return []  # "وفاة شرطي وجرح شخصين": whose death is told did nothing
        if any(u.verb and u.trigger.frame in _DIED and 0 <= p.first - u.last <= 1 for u in uses):
            return []  # "قضى ثلاثة عناصر وجرح آخرون"
        if p.slot == "source" or len(gap) > 5 or any(g in _STRONG_STOPS and g != "،" for g in gap):
            return []
        if any(not u.verb and p.last <= u.first < use.first and u.frame.family == "violence" for u in uses):
            return []  # "قتل مدنيون في ضربة استهدفت …": the stroke targets, not the people before it
        return group_back(before)

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
        at = start
        for p in people:
            gap = [tokens[i].norm for i in range(at, p.first) if i not in adverbial]
            said = [g for g in gap if g not in _ADVERBS and g not in _QUOTE_MARKS and not g.isdigit() and g != "،"]
            content = [g for g in said if not (p.asset and g in _LINKS - _STOP_WORDS)]  # "مخازن أسلحة تابعة للحركة"
            if len(content) > reach or any(g in _STRONG_STOPS and g != "،" for g in gap):
                break
            if (
                groups
                and not p.joined
                and (len(content) > 4 or any(g in _STOP_WORDS and not (p.asset and g == "من") for g in content))
                and not (p.counted and len(content) <= 5)
            ):
                break
            if any(unwaw(g) in _RELATIVES for g in gap) or (groups and not p.joined and _new_clause(gap)):
                break  # "قتل ثلاثة جنود، وتمنى الوزير …": a clause of its own
            if p.joined and groups:
                groups[-1].append(p)
            elif p.slot == "for" and groups and not p.asset:
                pass
            else:
                groups.append([p])
            at = p.last
        return groups

    def _give(self, draft: Draft, use: Use, role: str | None, group: Sequence[Participant]) -> None:
        if not role or not group:
            return
        if role == "agent" and draft.agents and use.trigger.frame in RESPONSES:
            return  # the attackers are told: "هجوم شنه مسلحون … وطوق الجيش الفندق"
        if role == "agent" and use.trigger.frame in RESPONSES and _struck_by_others(draft):
            return  # "ألقت الشرطة القبض على مشتبه بهم في تفجير المسجد"
        if role == "both":
            role = "agent"
        if role == "agent" and _gave_way(draft, use, group):
            role = "patient"
        target = draft.agents if role == "agent" else draft.patients
        other = draft.patients if role == "agent" else draft.agents
        for p in group:
            if p.kinds == {"unknown"} and not use.frame.counts and use.frame.family != "protest":
                continue
            if p not in target and p not in other and use.frame.counts != "escaped":
                target.append(p)
            if role == "patient" and use.frame.counts and p not in draft.agents:
                self._count(draft, use, p)

    def _count(self, draft: Draft, use: Use, p: Participant) -> None:
        key = use.frame.counts
        assert key
        if p.part or any(c.key == key and c.who is p for c in draft.counts) or (p.outcome and p.outcome != key):
            return
        if p.figure and p.figure.low is not None:
            draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
        elif p.others:
            draft.counts.append(Count(key, 1, None, p, False))
        elif p.asset or (p.slot == "on" and use.trigger.frame not in _UPON):
            return
        elif p.kinds and (p.plural or all(n.entry == _FAMILY for n in p.named)):
            draft.counts.append(Count(key, 2, None, p, False))
        elif p.kinds and not p.organisation:
            draft.counts.append(Count(key, 1, 1, p, False))

    def _bombers(self, draft: Draft, people: Sequence[Participant]) -> None:
        """A suicide bomber told anywhere in the stretch of a blast did it ("سيارة يقودها انتحاري", "فجرت انتحارية نفسها")."""
        if draft.agents or not draft.has("bomb", "attack", "strike"):
            return
        bombers = [p for p in people if any(n.entry == _BOMBER for n in p.named) and p not in draft.patients]
        draft.agents += bombers[:1]

    def _planters(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
        """ "أصابت قنبلة زرعتها الحركة حافلة": who laid what went off."""
        if draft.agents or not (draft.has("bomb") or draft.weapons):
            return
        if draft.has("bomb"):
            mined = [p for p in people if p.armed and p.organisation and tokens[p.first - 1].norm in _MINES]
            if mined and mined[0] not in draft.patients:
                draft.agents += mined[:1]  # "بانفجار لغم حوثي"
                return
        for i in range(draft.first, draft.last):
            if tokens[i].norm in _PLANTED:
                by = [p for p in people if 0 <= p.first - i - 1 <= 1 and not p.slot and (p.armed or p.organisation)]
                draft.agents += by[:1]
                draft.patients = [p for p in draft.patients if p not in by]
                return

    def _allies(self, draft: Draft, people: Sequence[Participant]) -> None:
        """ "القوات الحكومية بمساندة الحشد الشعبي": those who acted with the doers."""
        for p in people:
            if p.slot == "ally" and p.armed and any(0 <= p.first - a.last <= _ALLY_WITHIN for a in draft.agents):
                draft.agents.append(p)

    def _tolls(self, draft: Draft, people: Sequence[Participant]) -> None:
        """Outcome nouns count by themselves: "43 قتيلا", "سقوط قتلى وجرحى"."""
        for p in people:
            if not p.outcome or p.part or any(c.who is p for c in draft.counts):
                continue
            if p.outcome == "victims":  # one figure for dead and hurt: who they are, but no toll
                if p.named and p not in draft.patients and p not in draft.agents:
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
        """A victim told by name or title only ("مقتل فلان", "اغتيال رئيس …") counts as one."""
        if draft.patients or any(c.key == "fatalities" for c in draft.counts) or use.last >= draft.last:
            return
        i = use.last
        while i < draft.last and tokens[i].norm in _QUOTE_MARKS:
            i += 1
        named = i > use.last or (i < draft.last and tokens[i].norm in self._words["names"])
        if not named or i >= draft.last or tokens[i].norm in _STOP_WORDS:
            return
        if use.verb and not use.hit.phrase.info.endswith("past"):
            return
        victim = Participant(i, min(i + 2, draft.last), kinds={"named"})
        draft.patients.append(victim)
        draft.counts.append(Count("fatalities", 1, 1, victim, False))

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
        """Without a patient, a target named by "استهدف/على" anywhere in the stretch is the one struck."""
        if draft.family != "violence":
            return
        if not draft.patients:
            head = draft.head
            free = [p for p in people if p.slot in ("on", "from") and p not in draft.agents]
            behind = [p for p in free if 0 <= p.first - head.last <= 15]
            lost = [p for p in free if p.slot == "from" and p.armed] if _takes_ground(head) else []
            draft.patients += (behind or lost)[:1]

    def _part_figures(self, draft: Draft) -> None:
        """An outcome noun without a name takes the names of the people beside it ("سقوط 3 قتلى من الجنود")."""
        for c in draft.counts:
            if c.who.named or not c.who.others:
                continue
            earlier = [d.who for d in draft.counts if d.who.named and d.who.first < c.who.first]
            if earlier:
                c.who.named = list(earlier[-1].named)
                c.who.kinds |= earlier[-1].kinds


def _struck_by_others(draft: Draft) -> bool:
    """ "ألقت الشرطة القبض على مشتبه بهم في تفجير المسجد", "في هجوم الأهواز": who arrests did not attack."""
    head = draft.head
    return head.trigger.frame == "bomb" or (
        head.trigger.frame == "attack" and not head.verb and head.hit.phrase.pos == "n"
    )


def _gave_way(draft: Draft, use: Use, group: Sequence[Participant]) -> bool:
    """ "معارك أسفرت عن تقدم المقاومة وانسحاب مقاتلي الحركة": who withdraws where others fought or took land lost to them."""
    if use.trigger.frame != "withdraw" or not draft.agents or not draft.has(*_TAKEN_OR_FOUGHT):
        return False
    doers = {n.name for p in draft.agents for n in p.named}
    return doers.isdisjoint(n.name for p in group for n in p.named)


_TAKEN_OR_FOUGHT = ("clash", "overtake", "retake", "expel", "attack")


def _stepped_in(draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "استخدمت الشرطة … لتفريق محتجين", "تدخل الأمن لفض اعتصام": the forces told before the word for dispersing."""
    forces = [p for p in people if p.armed and not p.counted and draft.first <= p.first and p.slot in ("", "by", "of")]
    return [p for p in forces if 0 <= use.first - p.last <= _STEPPED_IN_WITHIN][-1:]


_STEPPED_IN_WITHIN = 10  # words from the forces to "لتفريق"
_PART_WITHIN = 6  # words between the struck and "بينهم" with those who are part of them


def _suffered(use: Use, before: Sequence[Participant], direct: Sequence[Sequence[Participant]]) -> bool:
    """ "54 شخصا قتلوا في غارة على بلدة …": people without arms before a verb of both voices did nothing, unless one whom they
    struck stands right behind it ("أهالي القرية قتلوا مسلحا")."""
    if use.trigger.frame not in BOTH_VOICES or any(p.armed or p.organisation or AUTHORITY in p.kinds for p in before):
        return False
    return not direct or direct[0][0].slot == "for" or direct[0][0].first - use.last > 2


def _take_unit(tokens: Sequence[Token], p: Participant, first: int) -> None:
    """ "وحدات من الجيش", "مفرزة من الشرطة": a unit of a force is that force."""
    if p.organisation and not p.counted and p.first > first:
        force = tokens[p.first - 1].norm
        plain = next((f for f in _FORCES if force.endswith(f) and len(force) - len(f) <= 2), None)
        if plain:
            p.first, p.clitic = p.first - 1, force.removesuffix(plain)  # "بين قوات المقاومة و…"
            return
    if p.organisation and p.clitic in _OF_UNIT and not p.counted:
        near = range(p.first - 1, max(first, p.first - _UNIT_WITHIN) - 1, -1)
        of = next((i for i in near if unwaw(tokens[i].norm) in _UNITS_OF), None)
        if of is not None and all(tokens[i].norm.startswith(("ال", "وال")) for i in range(of + 1, p.first)):
            norm = tokens[of].norm  # "مفرزة للجيش", "فرقة الأبحاث والتفتيش للحرس الوطني"
            p.first, p.clitic = of, "" if norm in _UNITS_OF else "و"
            return
    at = p.first - 2
    if at < first or tokens[at + 1].norm != "من" or p.counted or not p.armed:
        return
    if at > first and tokens[at - 1].norm in _UNITS and tokens[at].norm not in _UNITS:
        at -= 1  # "مفرزة خاصة من الحشد"
    norm = tokens[at].norm
    unit = norm if norm in _UNITS else _bare(norm)
    if unit in _UNITS:
        p.first, p.clitic = at, norm.removesuffix(unit).removesuffix("ال")


_UNIT_WITHIN = 5  # words from "فرقة" to "للحرس الوطني"
_OF_UNIT = frozenset({"ل", "لل"})
# units of a police or an army that are told with "ل"
_UNITS_OF = frozenset({"مفرزه", "مفارز", "فرقه", "فرق", "وحدات", "وحده", "الوحدات", "الوحده", "دوريه", "دوريات", "كتيبه", "عناصر", "قوه", "تشكيلات", "اعوان"})  # fmt: skip


def _between_lands(tokens: Sequence[Token], first: int, p: Participant) -> bool:
    """ "الحدود بين قطاع غزة وإسرائيل": a country told as where something lies, and no party; `first`: where to look from."""
    state = p.organisation and p.last - p.first == 1 and all(n.actor_class in STATES for n in p.named)
    gap = [t.norm for t in tokens[max(first, p.first - _LANDS_WITHIN) : p.first]]
    return state and "بين" in gap


def _across(first: Participant, after: Sequence[Participant]) -> list[Participant]:
    """ "بين قوات النظام المدعومة بمليشيات من …، ومسلحي التنظيم": the second side behind words about the first."""
    own = {n.name for n in first.named}
    others = [p for p in after if 0 < p.first - first.last <= _ACROSS_WITHIN and p.clitic == "و" and p.armed]
    return [p for p in others if own.isdisjoint(n.name for n in p.named)][-1:]


def _acting(draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """Armed people of a stretch that stand free and not right behind a word of harm ("قتل جندي في معركة")."""
    harm = [u.last for u in draft.uses if u.frame.counts]
    free = [p for p in people if p.armed and not p.part and p.slot in ("", "source", "by")]
    return [p for p in free if not any(0 <= p.first - last <= 2 for last in harm)]


def _accusative(tokens: Sequence[Token], p: Participant) -> bool:
    """ "شرطيا", "جنديين", "مسلحين": an indefinite noun for people in a case that no subject has."""
    head = tokens[p.first].norm
    if (p.counted and p.figure and p.figure.low != 2) or not p.kinds & _DECLINED or p.definite or p.clitic:
        return False
    return head.endswith(("يا", "حا", "ين")) and not head.endswith("اشخاصا")


def _lost_by(tokens: Sequence[Token], last: int, people: Sequence[Participant]) -> list[Participant]:
    """ "تحرير المدينة من داعش", "من أيدي المسلحين": from whom land was taken, told within a few words of token `last`."""
    near = [p for p in people if p.armed and not p.counted and not p.outcome and p.first - last <= _LOST_WITHIN]
    lost = [p for p in near if p.slot == "from" or (p.slot == "of" and tokens[p.first - 1].norm == "من")]
    found = [p for p in lost if not tokens[p.first - 2].norm.startswith(_BACKING)][:1]
    return found or [p for p in people if p.armed and p.organisation and unwaw(tokens[p.first - 1].norm) in _ROUTED][:1]


_ATTEMPT_WITHIN = 8  # words from "أحبطت" to "هجوما لحركة …"


def _whose_attempt(use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "أفشل التحالف هجوما للحركة": those who tried it."""
    near = (p for p in people if p.slot == "for" and p.armed and not p.asset)
    return [p for p in near if p.first - use.last <= _ATTEMPT_WITHIN][:1]


def _told_by_verb(tokens: Sequence[Token], use: Use) -> bool:
    """ "قضت على", "يقضي على", and not the noun "القضاء على"."""
    return use.trigger.frame == "eliminate" and "قضا" not in tokens[use.first].norm


_ROUTED = frozenset(
    {"انهيار", "فرار", "هروب", "انسحاب", "اندحار", "طرد", "دحر", "هزيمه", "تقهقر"}
)  # "وسط انهيار الميليشيات"


def _takes_it(use: Use, p: Participant) -> bool:
    """ "تحرير القوات الشرعية المحافظة": forces right behind the masdar, by which no force is set free, are its subject."""
    forces = p.organisation or "state" in p.kinds
    return p.first == use.last and p.armed and forces and not p.slot and not (p.counted or p.asset or p.outcome)


def _takes_ground(use: Use) -> bool:
    return use.trigger.frame in ("retake", "overtake")


def _owned(tokens: Sequence[Token], use: Use) -> bool:
    """ "هجماته", "سيطرتها على": a possessive ending that is no feminine ending."""
    word = tokens[use.first].norm
    if word.endswith(("ها", "هم", "ته")):
        return True
    return word.endswith("ه") and any(word.endswith(word_key(noun) + "ه") for noun in use.trigger.nouns)


def arms_before(tokens: Sequence[Token], at: int, first: int) -> bool:
    """An aircraft, a gun or a ship right before the adjective of a nation at token `at`, at most one other adjective between."""
    return any(_bare(unwaw(t.norm)) in _ARMS for t in tokens[max(first, at - 2) : at])


def military_before(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "مواقع عسكرية إسرائيلية": the word for military right before the adjective of a nation at token `at`."""
    return at > first and tokens[at - 1].norm.removeprefix("ال") in _MILITARY


def _raiders(tokens: Sequence[Token], use: Use, p: Participant) -> bool:
    """ "داهمت القوات الأمنية الكهف": forces right behind such a verb, which nobody suffers with a number, acted."""
    forces = p.kinds <= {"state", "police"} and p.armed and not (p.counted or p.asset or p.outcome)
    return use.verb and use.trigger.frame in _NO_PASSIVE and forces and p.slot == "" and p.first - use.last <= 1


def _destroyers(tokens: Sequence[Token], use: Use, group: Sequence[Participant]) -> bool:
    """ "تدمير مسلحين تابعين للحركة أنبوب نقل النفط": armed men right behind the masdar, and a thing without the article."""
    p, after = group[0], group[-1].last
    armed = p.armed and not (p.asset or p.outcome or p.slot) and p.first == use.last
    if use.trigger.frame != "destroy" or not armed or after >= len(tokens):
        return False
    word = tokens[after].norm
    return word.isalpha() and len(word) > 3 and not word.startswith(("ال", "و", "ب", "ل")) and word not in _STOP_WORDS


_TOLD_APART = frozenset({"kill.assassinate"})  # "اغتال" and "اغتيل": the voice is written
# "استهداف مدفعية الجيش مركبة": arms that are told of as doing it
_GUNS = frozenset({"مدفعيه", "طيران", "طايرات", "مقاتلات", "مروحيات", "مسيرات"})
_OBJECT_WITHIN = 5  # words from "استهداف الطائرات" to its object


def _has_object(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A masdar's object in ل right behind its subject."""
    near = (t.norm for t in tokens[first : min(last, first + _OBJECT_WITHIN)])
    return any(n.startswith("ل") and len(n) > _SHORTEST_OBJECT for n in near)


_SHORTEST_OBJECT = 3  # letters, ل among them


def _in_the_act(tokens: Sequence[Token], use: Use, p: Participant) -> bool:
    """ "مجهولون يخطفون مدير مستشفى": gunmen before a plural verb that no preposition follows ("مسلحون يقتلون في غارة")."""
    after = tokens[use.last].norm if use.last < len(tokens) else "."
    if (not after.isalpha() and not after.isdigit()) or after in _STOP_WORDS or after.startswith("ب") or p.counted:
        return False
    forces = use.hit.phrase.info.endswith("present") and p.organisation and p.armed and not p.asset
    return forces or (tokens[use.first].norm.endswith("ون") and "armed" in p.kinds)  # "قوات النخبة تقتل تسعة …"


def _end_of_side(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where "من جهة" ends the first side of "بين X وY من جهة وZ من جهة أخرى"."""
    for i in range(first, last - 1):
        if tokens[i].norm == "من" and tokens[i + 1].norm in ("جهه", "جانب", "ناحيه", "طرف"):
            return i
    return None


def _faction(p: Participant) -> bool:
    return any(n.organisation and n.actor_class in FACTIONS for n in p.named)


def bare_nation(p: Participant) -> bool:
    """ "القضاء الإسرائيلي", "الحدود السورية": the adjective of a nation beside a noun that is no force."""
    return not p.kinds and not p.counted and bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def bare_people(p: Participant) -> bool:
    """ "إيرانيون": people of a nation, of whom nothing else is said."""
    return p.kinds == {"person"} and bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def _taken_by_nouns(use: Use, uses: Sequence[Use], people: Sequence[Participant]) -> list[Participant]:
    """ "فجرت عبوة ناسفة مركبتهم وتسببت بمقتل جندي": the soldier belongs to the death, not to the blast. A verb of killing shares
    its people with the nouns beside it ("قتل في انفجار قنبلة جنديان")."""
    if use.trigger.frame in BOTH_VOICES:
        return []
    heads = [u.last for u in uses if not u.verb and u.first >= use.last and u.frame.idafa == "patient"]
    return [p for p in people if any(0 <= p.first - head <= 2 for head in heads)]


def _mutual(p: Participant) -> bool:
    return any(n.name in _MUTUAL for n in p.named)


def _one_man(use: Use, p: Participant) -> bool:
    """ "قتل قائد اللواء": one officer after a verb that hides its voice is the one struck."""
    return use.trigger.frame in BOTH_VOICES and "member" in p.kinds and not p.plural


def _fighters_first(tokens: Sequence[Token], draft: Draft) -> None:
    """ "مقتل جندي في اشتباكات مع مسلحين": those struck fight as actor1, those they fight "with" are actor2."""
    fighters = [p for p in draft.patients if p.armed and p.slot not in ("with", "and") and not p.part]
    own = {n.name for p in draft.agents for n in p.named}
    if fighters and draft.agents and own.isdisjoint(n.name for p in fighters for n in p.named):
        foes = [p for p in draft.patients if p.slot == "with" and p.first and tokens[p.first - 1].norm == "مع"]
        draft.agents += [p for p in foes if p.armed]  # "قتل مسلحون بمواجهات مع الجيش وقصف لطائرات التحالف"
        draft.patients = [p for p in draft.patients if p not in draft.agents]
    both = any(p.slot in ("with", "and") for p in draft.patients)  # "بين X وY … ما أدى لمقتل عنصر من X"
    if draft.has("clash") and draft.agents and fighters and not both and all(p.slot == "with" for p in draft.agents):
        others = [p for p in draft.patients if p not in fighters]
        draft.agents, draft.patients = fighters, draft.agents + others


_LINKS = frozenset({"تنظيمي", "حركتي", "جماعتي", "متفرقه", "مختلفه", "متعدده", "جديده", "رئيسيه", "كبيره", "استراتيجيه", "حصينه", "محصنه", "متقدمه", "ميدانيه", "دفاعيه", "قتاليه", "حربيه", "سلاح", "اسلحه", "ذخيره", "ذخاير", "عمليات", "تدريب", "صواريخ", "تابع", "تابعه", "التابع", "التابعه", "تابعين", "التابعين", "تفتيش", "امني", "امنيه", "الامني", "الامنيه", "عسكري", "عسكريه", "العسكريه", "العسكري", "مشترك", "مشتركه", "تقل", "كان", "يستقلها", "كانت", "تستقلها", "يقلهم", "تقلهم", "مراقبه", "مليء", "مكتظ", "شعبي", "شعبيه", "لوجستيه", "عدد", "احد", "احدي", "بعض", "عده", "تجمع", "تجمعات", "من", "عناصر", "افراد", "مجموعه", "رجال"})  # fmt: skip
_STOP_WORDS = frozenset({"في", "من", "علي", "الي", "عن", "مع", "بين", "ضد", "ان", "قبل", "بعد", "منذ", "خلال", "التي", "الذي", "الذين", "اثر", "جراء", "قرب", "داخل", "امام", "وسط", "شمال", "جنوب", "شرق", "غرب"})  # fmt: skip
_ACCUSES = frozenset({"اتهم", "اتهمت", "اتهموا", "يتهم", "تتهم", "يتهمون", "متهما", "متهمه"})
_POINTS = frozenset({"وجه", "وجهت", "وجهوا", "القي", "القت"})
_BLAME = frozenset({"اللوم", "الاتهام", "الاتهامات", "اصابع", "اصبع", "بالمسووليه", "باللوم"})
_LAUNCHED = frozenset({"شن", "شنت", "شنوا", "نفذ", "نفذت", "نفذوا", "يشن", "تشن"})  # "شنت القوات هجوما": who is told
_BLAME_WITHIN = 16  # words between the accusation and the deed
_IN_ANSWER = frozenset({"ردا", "رد", "ترد", "يرد", "للرد", "انتقاما", "ثارا"})
_ANSWER_WITHIN = 10  # words between "ردا على" and a deed of the same clause
_MEANWHILE = frozenset({"بالتزامن", "وسط", "غداه", "رغم"})  # "انفجار وسط اشتباكات بين …": a circumstance
_FOR = frozenset({"ل", "لل", "ول", "ولل", "فل", "فلل"})
_BOMBER = "group.armed.06"  # انتحاري, مفجر
_ALLY_WITHIN = 6  # words between the doers and "بمساندة …"
_WHO = frozenset({"الذي", "التي", "الذين"})
_CLAUSE_WITHIN = 12  # words of a relative clause between subject and verb
_BASES = frozenset({"مواقع", "قواعد", "معسكرات", "معسكر", "حواجز", "حاجز", "مناطق", "مقرات", "ثكنات", "نقاط"})
_FAMILY = "group.family.02"  # "إصابة عائلتها": more than one
_AIMED = frozenset({"attack.target", "attack.qasf", "attack.launch", "strat.shootdown"})


def _announces_own(use: Use, p: Participant) -> bool:
    """An armed group that announces a blow right behind its name struck it; an army may speak of one that it suffered."""
    masdar = not use.verb and not use.hit.definite and use.trigger.id in _AIMED and 0 <= use.first - p.last <= 1
    return masdar and any(n.actor_class in FACTIONS for n in p.named)


_BACKED_WITHIN = 3  # words from "بإسناد" to who gave it
_FORCES = ("قوات", "عناصر", "مسلحي", "مقاتلي", "مقاتلو", "مسلحو", "ميليشيات", "مليشيات", "ميليشيا", "مليشيا")
_SEIZES = frozenset({"kill", "abduct", "arrest", "capture", "execute"})
_HIM = ("ه", "ها", "هم", "هما", "هن")  # "خطفهما مسلحون": the object in the ending, the subject behind
_SHORTEST_VERB = 3  # letters of a past verb
_SUFFERED_BY = frozenset({"مقتل", "قتل", "اصابه", "اغتيال", "اعتقال", "خطف", "اختطاف", "استشهاد", "وفاه", "اعدام", "تصفيه", "جرح", "توقيف", "احتجاز", "مصرع"})  # fmt: skip
_SURVIVES = frozenset({"نجا", "نجت", "نجاه", "ينجو", "تنجو", "نجوا", "بنجاه"})
_BESIDE = frozenset({"امام", "قرب", "بجانب", "قباله", "جوار", "داخل"})
_UPON = frozenset({"arrest", "eliminate"})  # "القبض على قيادي": deeds that are told with "على"
_OF_WAR = frozenset({"اهداف", "هدف", "هدفا", "اهدافا", "مواقع", "موقع", "قواعد", "قاعده", "ثكنات", "ثكنه", "معسكرات", "معسكر", "تحصينات"})  # fmt: skip
_DIED = frozenset({"die", "die_soft"})
_THEY_DID = frozenset(
    {"نصبوه", "نصبوها", "شنوه", "شنوها", "نفذوه", "نفذوها", "اعدوه", "دبروه"}
)  # the speaker's own deed


def _in_their_ambush(
    tokens: Sequence[Token], draft: Draft, use: Use, group: Sequence[Participant], people: Sequence[Participant]
) -> bool:
    """ "مقتل ثمانية جنود في كمين لمسلحي الحركة": where others are told dead, the ambush is that of its owner; "كمين لقوات …"
    by itself is laid for them."""
    if use.trigger.id != "attack.ambush" or group[0].slot != "for" or not group[0].armed:
        return False
    inside = "ب" in use.hit.proclitics or (use.first > draft.first and tokens[use.first - 1].norm == "في")
    owner = {n.name for p in group for n in p.named}
    told = min((u.last for u in draft.uses if u.frame.counts == "fatalities"), default=draft.last)
    dead = [p for p in people if told <= p.first and p.last <= use.first and (p.counted or p.kinds)]
    return inside and any(owner.isdisjoint(n.name for n in p.named) for p in dead)


_DOING_WITHIN = 6  # words from "قيام" to what was done
_BY_FORCE = frozenset(
    {"بفض", "باقتحام", "بمداهمه", "باعتقال", "بقصف", "باطلاق", "بهدم", "بتفريق", "بقتل", "بشن", "بتفجير"}
)
# a thing that strikes by itself, right before its verb
_STRIKING = frozenset(
    {"ملغمه", "مفخخه", "ناسفه", "قذيفه", "صاروخ", "قذايف", "صواريخ", "قنبله", "لغم", "رصاصه", "شظايا", "رصاصات"}
)
_SCHOOLS = frozenset({"اكاديميه", "كليه", "معهد"})  # "طلاب أكاديمية الشرطة حتفهم": the students
_TO_OUST = "لطرد"
_WHILE = frozenset({"اثناء", "خلال", "لدي", "عند", "حين", "وقت"})
_OPENS_WITHIN = 2  # words from the start of a clause to its subject, the verb and "وقد" among them
_MINES = frozenset({"لغم", "بلغم", "لغما", "الغام", "بالغام", "لغمين", "عبوه", "عبوات"})
_PLANTED = frozenset({"زرعها", "زرعتها", "زرعه", "زرعته", "زرعوها", "زرعوه"})
_ON_THEM = frozenset({"عليه", "عليها", "عليهم", "عليهما"})
_BUT_IT = frozenset({"لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "ولكنهم"})
_EXPOSED = frozenset({"تعرض", "تعرضت", "تعرضوا", "تعرضا", "يتعرض", "تتعرض", "تعرضه", "تعرضها", "تعرضهم"})
_EXPOSED_WITHIN = 14  # words between "تعرضت" and what to
_LED = frozenset({"علي", "ضد", "نحو", "صوب", "باتجاه"})  # the deed goes there: "ضربة على مجمعات يستخدمها متشددون"
_LAID = frozenset({"نصب", "نصبه", "نصبت", "نصبته", "نصبوه", "نصبها", "اعد", "اعدت"})
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
        "اثر",
        "جراء",
        "اسفر",
        "ادي",
        "ادت",
        "هي",
        "هو",
        "هم",
    }
)
_OWN_FORCES = frozenset(
    noun + suffix
    for noun in ("قوات", "طايرات", "مقاتلات", "مروحيات", "جنود", "مقاتلي", "عناصر", "طيران", "مدفعيت", "دبابات")
    for suffix in ("ه", "ها", "هم", "نا")
)
_OPENING_VERBS = frozenset(
    {"فجر", "فجرت", "فجروا", "فتح", "فتحت", "فتحوا", "اطلق", "اطلقت", "اطلقوا", "يطلق", "تطلق"}
)  # "فتحت النار"
_MUTUAL = frozenset({"Tribal militia"})  # "بين قبيلتين", "اشتباكات قبلية"
_IN_PLACE = frozenset({"في", "قرب", "داخل", "من"})
_HELD_WITHIN = 7  # words from what is held to who holds it: "مواقع عسكرية تتمركز فيها"
_TO_THEM = frozenset({"له", "لها", "لهم", "لهما"})  # "تصدت لها الدفاعات": who repelled it stands behind
_THEM = ("هم", "هن", "هما")
_NO_PASSIVE = frozenset({"destroy", "raid"})  # "القوات دمرت أهدافا": forces that are told so did it
_BACKING = ("مدعوم", "المدعوم", "بدعم", "باسناد", "مقرب", "قريب", "بغطا")
_LOST_WITHIN = 12  # words from the taking of land to "من" and who lost it
_UNITS = frozenset(
    {"وحدات", "وحده", "مفرزه", "مفارز", "قوه", "قوات", "تشكيلات", "فرقه", "دوريه", "دوريات", "كتيبه", "مجموعه"}
)
_HOW_MANY = frozenset({"عشرات", "العشرات", "ميات", "عدد", "عددا", "بعض", "عديد", "العديد"})
_ITS_OBJECT = ("ته", "تها", "تهم", "تهما", "وه", "وها", "وهم")  # "قتلته عناصر": the one behind such a verb did it
_DECLINED = frozenset({"armed", "state", "police", "civilian", "protester", "suspect", "worker"})
_ACROSS_WITHIN = 12  # words from the first side of "بين" to the second
_LANDS_WITHIN = 6  # words from "بين" to the second country
_MILITARY = frozenset({"عسكريه", "عسكري", "عسكريا", "قتاليه"})
_IT_IS = frozenset({"انه", "انها", "الذي", "التي", "بانه", "بانها"})
_TARGETING = frozenset({"استهدف", "استهدفت", "يستهدف", "تستهدف", "استهدفوا"})
_CLAUSE_MARKS = frozenset({"،", "؛", ":", ".", "-", '"', "فيما", "بينما", "حيث", "كما", "و"})
_ARMS = frozenset({"دفاعات", "طايرتي", "طايرتا", "مروحيتي", "اليات", "جرافات", "جرافه", "وحدات", "وحده", "دوريه", "دوريات", "سفن", "سفينه", "غواصه", "مدرعات", "كوماندوس", "طايره", "طايرات", "طايرتان", "طايرتين", "طيران", "مقاتله", "مقاتلات", "مقاتلتان", "مروحيه", "مروحيات", "مدفعيه", "مدافع", "دبابات", "بوارج", "بارجه", "زوارق", "زورق", "مسيره", "مسيرات", "قاذفات", "سلاح"})  # fmt: skip
_STRONG_STOPS = frozenset(
    {"،", "؛", ":", ".", "-", "ان", "بان", "فيما", "بينما", "حيث", "عندما", "حين", "حينما", "اذ", "بعدما", "قبل", "لكن"}
)


def _new_clause(gap: Sequence[str]) -> bool:
    """A comma and a word with "و" behind it: "ثلاثة جنود، وتمنى الوزير"."""
    return any(mark == "،" and word.startswith("و") for mark, word in pairwise(gap))


def _words_between(tokens: Sequence[Token], first: int, last: int) -> int:
    return sum(t.norm not in _QUOTE_MARKS and t.norm != "،" for t in tokens[first:last])


@lru_cache(maxsize=65536)
def _bare(norm: str) -> str:
    for proclitics, stem in stems(norm):
        if proclitics in ("ال", "ب", "ل", "لل", "بال", "وال", "ول", "ولل", "وب", "وبال", "و"):
            return stem
    return norm


def _same(group: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return any(p in other for p in group)


def total(counts: Sequence[Count], key: str) -> Figure | None:
    """Sum of the figures of one outcome within one stretch."""
    mine = [c for c in counts if c.key == key]
    if not mine:
        return None
    stated = [c for c in mine if c.stated] or mine
    high = None if any(c.high is None for c in stated) else sum(c.high or 0 for c in stated)
    return Figure(sum(c.low for c in stated), high)
