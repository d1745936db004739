"""Figures told beside the toll of an incident: running tallies, a part that has its own blow, the doer's own death, kin told first."""

from __future__ import annotations

from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import ATTACKER, Count, Draft
from marsad.coding.sentence.view import SentenceView

_NUMBER_OF = frozenset({"عدد", "حصيله", "الحصيله", "اعداد"})
_RISES = frozenset({"يرتفع", "ليرتفع", "ارتفع", "ارتفعت", "ترتفع", "لترتفع", "ارتفاع", "يصل", "ليصل", "تصل", "لتصل", "وصل", "وصلت", "يرفع", "ترفع", "ليرفع", "لترفع", "رفع", "رفعت", "يبلغ", "ليبلغ", "لتبلغ"})  # fmt: skip
_RUNNING = frozenset({"منذ", "خلال", "هذا", "هذه", "الجاري", "الحالي", "الماضيه", "مسيرات", "مسيره", "احتجاجات", "الاحتجاجات", "تظاهرات", "التظاهرات", "مظاهرات", "المظاهرات", "الانتفاضه", "انتفاضه", "المستمره", "الحرب", "الثوره", "النزاع", "العام", "السنه"})  # fmt: skip
_RISES_WITHIN = 5  # words from "ليرتفع" to "قتلى", over "عدد"
_RUNNING_WITHIN = 5  # words behind the number to "خلال أسبوع"


def running(view: SentenceView, draft: Draft) -> None:
    """ "قتل شاب …، ليرتفع عدد قتلى التظاهرات المستمرة منذ أسبوعين إلى 28": a tally that the dead of the incident are added to."""
    for c in draft.counts:
        earlier = any(k is not c and k.key == c.key and k.who.last <= c.who.first for k in draft.counts)
        if not earlier or c.tally or not c.stated:
            continue
        before = [n.removeprefix("و") for n in view.norms[max(draft.first, c.who.first - _RISES_WITHIN) : c.who.first]]
        at = next((i for i, n in enumerate(before) if n in _RISES), None)
        if at is None or (
            _NUMBER_OF.isdisjoint(before) and _NUMBER_OF.isdisjoint(view.norms[c.who.first : c.who.last])
        ):
            continue
        last = min(view.sentence.last, c.who.last + _RUNNING_WITHIN)
        c.tally = not _RUNNING.isdisjoint(view.norms[c.who.first - len(before) + at : last])


_OF_THEM = frozenset({"منهم", "منهن", "منها"})
_CAME_BY = frozenset({"جراء", "في", "اثر", "نتيجه", "بسبب", "خلال", "برصاص"})
_ANY = frozenset({"unknown", "them"})  # kinds of people of whom no word is told
_PART_WITHIN = 5  # words from "17 مدنيا" to "عشرة منهم"
_BLOW_WITHIN = 3  # words from "منهم" to "غارات"
_DEATHS = frozenset({"kill", "die", "die_soft", "die_light", "injure"})


def part_of_the_blow(view: SentenceView, draft: Draft) -> None:
    """ "مقتل 17 مدنيا، عشرة منهم جراء غارات على ريف درعا": of those told, the dead of the blow are ten."""
    blows = [u for u in draft.uses if u.frame.family == "violence" and u.trigger.frame not in _DEATHS]
    if not blows:
        return
    for c in draft.counts:
        if not c.stated or c.tally or c.key not in ("fatalities", "injured"):
            continue
        for p in view.people:
            if (
                not 0 < p.first - c.who.last <= _PART_WITHIN
                or not p.figure
                or not p.figure.low
                or p.figure.low >= c.low
            ):
                continue
            of_them = p.last < view.sentence.last and view.norms[p.last] in _OF_THEM
            if not (p.part or of_them) or p.named or not p.kinds <= _ANY:
                continue  # "بينهم خمسة أطفال في غارة": of what kind they were
            at = p.last + of_them
            here = [u for u in blows if 0 <= u.first - at <= _BLOW_WITHIN]
            by = at < view.sentence.last and (view.norms[at] in _CAME_BY or any("ب" in u.hit.proclitics for u in here))
            if by and here and not any(u.first < p.first for u in blows):
                c.low, c.high = p.figure.low, p.figure.high


_HURT_OR_DEAD = frozenset({"fatalities", "injured"})


def kin_first(view: SentenceView, draft: Draft) -> None:
    """ "فيما زوجها أصيب بجروح", "إن طفليه قتلا": one of the family told before what befell him."""
    for use in draft.uses:
        key = use.frame.counts
        if not use.verb or key not in _HURT_OR_DEAD or use.first == draft.first:
            continue
        who = view.norms[use.first - 1].removeprefix("و")
        many = next((n for n, words in ((1, "his_one"), (2, "his_two")) if who in view.words[words]), 0)
        behind = any(0 <= p.first - use.last <= 1 and (p.kinds or p.counted) for p in view.people)
        if many and not behind and not any(c.key == key and c.who.first >= use.first - 1 for c in draft.counts):
            told = Participant(use.first - 1, use.first, kinds={"them"})
            draft.counts.append(Count(key, many, many, told, True))


def kin_behind(view: SentenceView, draft: Draft) -> None:
    """ "وإصابة والديه وشقيقه", "مقتل زوجته وطفليه": one or two of the family told right behind what befell them."""
    for use in draft.uses:
        key = use.frame.counts
        if key not in _HURT_OR_DEAD or use.last >= draft.last or use.trigger.frame == "die_soft":
            continue
        who = view.norms[use.last]
        many = next((n for n, words in ((1, "his_one"), (2, "his_two")) if who in view.words[words]), 0)
        if many and not any(p.first <= use.last < p.last for p in view.people):
            for c in draft.counts:
                c.stated |= c.key == key and c.who.first == use.last + 1 and "و" in c.who.clitic
            draft.counts.append(Count(key, many, many, Participant(use.last, use.last + 1, kinds={"them"}), True))


def some_of_them(view: SentenceView, draft: Draft) -> None:
    """ "بينهم ستة أشخاص خطفوا في …", "فقتل منهم 15": a part of those told, of whom a verb of its own says what befell
    them."""
    for use in draft.uses:
        key = use.frame.counts
        if not use.verb or not key:
            continue
        for p in view.people:
            if not p.part or not p.figure or not p.figure.low or any(c.who is p for c in draft.counts):
                continue
            told = 0 <= use.first - p.last <= 1 and view.norms[use.first].endswith(_THEY)
            if not told and not (p.first - use.last == 1 and view.norms[use.last] in _OF_THEM):
                continue
            if any(c.key == key and c.stated and c.who.last <= p.first for c in draft.counts):
                continue
            draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
            if p not in draft.patients and p not in draft.agents:
                draft.patients.append(p)


_THEY = ("وا", "ن")  # "خطفوا", "خطفن"
_HE_TOO = frozenset({"هو", "بدوره", "ايضا", "نفسه"})
_BEFORE_IT = (("قبل", "ان"), ("الي", "ان"), ("ثم",), ("بعدها",))
_KILLED_BY = frozenset({"برصاص", "بالرصاص", "بنيران", "علي", "خلال", "في"})


def doer_too(view: SentenceView, draft: Draft) -> None:
    """ "قتل أربعة …، قبل أن يقتل هو بالرصاص", "… قبل أن تقتله الشرطة": the lone doer who was killed is one more of the dead."""
    dead = [c for c in draft.counts if c.key == "fatalities" and not c.tally]
    lone = [p for p in view.people if p.kinds == {"armed"} and not (p.plural or p.counted or p.slot)]
    if not dead or not lone:
        return
    first = dead[0].who.first >= lone[0].last
    for use in draft.uses:
        if use.frame.counts != "fatalities" or not use.verb or use.first <= dead[-1].who.first:
            continue
        before = tuple(view.norms[max(draft.first, use.first - 2) : use.first])
        then = any(before[-len(words) :] == words for words in _BEFORE_IT)
        after = view.norms[use.last] if use.last < draft.last else ""
        himself = first and view.norms[use.first] in _IS_KILLED and after in _HE_TOO | _KILLED_BY
        by_them = view.norms[use.first] in _KILLS_HIM and lone[0].last <= use.first
        if then and (himself or by_them):
            for c in dead:
                c.stated = True
            draft.counts.append(Count("fatalities", 1, 1, Participant(use.first, use.last, [], {"armed"}), True))
            return


_IS_KILLED = frozenset({"يقتل", "قتل", "يردي", "يلقي"})
_KILLS_HIM = frozenset({"تقتله", "يقتله", "قتلته", "قتله", "ترديه", "ارداه", "اردته"})


def attacker_too(view: SentenceView, draft: Draft) -> None:
    """ "قتل ثلاثة أشخاص، فيما قتلت الشرطة المهاجم": the one attacker is counted like those who have a number; one whose death has a
    day of its own ("قتل شخصان السبت، وأعلنت الشرطة الاثنين أنها قتلت المهاجم") died later."""
    for c in draft.counts:
        if c.key in _HURT_OR_DEAD and (c.low, c.high) == (1, 1) and the_attacker(c.who):
            dated = [d for d in view.dates if d.first < c.who.first]
            c.stated = len({d.start for d in dated}) <= 1


def the_attacker(p: Participant) -> bool:
    """ "المهاجم", "منفذ الهجوم": one man."""
    one = not (p.plural or p.counted or p.part)
    return one and {n.entry for n in p.named} == {ATTACKER}
