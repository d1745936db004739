"""Figures of a draft put right once its roles are known: what two verbs share, whom a masdar counts, wishes, companions.

The role grammar gives a figure to the trigger that it stands with. Here stands what the figures of one stretch say together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.tokens import Token
from marsad.coding.draft import Count, Draft, Use
from marsad.coding.participants import Participant
from marsad.coding.view import SentenceView

_DEAD_OR_HURT = frozenset({"fatalities", "injured"})
_COMPANY_WITHIN = 14  # words from the one taken to "برفقة سبعة عناصر"
_NEAR = frozenset({"نحو", "حوالي", "قرابه", "زهاء", "اكثر", "من", "ما", "لا", "يقل", "عن", "يقارب", "و", '"', "("})


def settle(view: SentenceView, draft: Draft) -> None:
    """Correct the counts of a draft in place."""
    _masdars(view, draft)
    _countrymen(view, draft)
    _wished(view, draft)
    _failed(view, draft)
    _shared(view, draft)
    _company(view, draft)
    _besides(view, draft)
    _beside(draft)
    _once(draft)
    _told_again(view, draft)
    _one_more(view, draft)
    _earlier(view, draft)
    _none(view, draft)


def _masdars(view: SentenceView, draft: Draft) -> None:
    """ "أسفر الهجوم عن مقتل 3 من رجال الشرطة", "أعلن الجيش مقتل 5 من جنوده": those counted right after a masdar of killing
    are its victims, and neither attackers nor speakers; so are those coordinated with them."""
    for use in draft.uses:
        key = use.frame.counts
        if use.verb or not key or use.frame.idafa != "patient":
            continue
        last = use.last
        for p in (p for p in view.people if p.first >= use.last):
            gap = [t.norm for t in view.tokens[last : p.first]]
            if any(g not in _NEAR for g in gap) or not p.counted or p.part or not _struck(p, key, last == use.last):
                break
            last = p.last
            _count(draft, key, p)


def _struck(p: Participant, key: str, first: bool) -> bool:
    return p.slot not in ("by", "with") and p.outcome in (None, key) and (first or p.joined)


def _count(draft: Draft, key: str, p: Participant) -> None:
    if p.figure is None or p.figure.low is None or any(c.who is p for c in draft.counts):
        return
    p.slot = "" if p.slot == "source" else p.slot
    draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
    if p in draft.agents:
        draft.agents.remove(p)
    if p not in draft.patients and key != "escaped":
        draft.patients.append(p)


def _countrymen(view: SentenceView, draft: Draft) -> None:
    """ "قتل مستوطنون فلسطينيا", "مقتل فلسطينيين": people told by their nation alone are one, or two and more in the plural."""
    keys = {k for u in draft.uses if u.frame.object == "patient" and (k := u.frame.counts) in _DONE_TO}
    keys -= {c.key for c in draft.counts}
    if len(keys) != 1:
        return
    for p in draft.patients:
        nation = p.named and not p.kinds and all(n.entry.startswith("nation.") for n in p.named)
        if nation and not (p.counted or p.definite or p.part or p.asset or p.last - p.first > 1):
            many = view.tokens[p.first].norm.endswith(("ين", "ون"))
            draft.counts.append(Count(keys.pop() or "", 2 if many else 1, None if many else 1, p, False))
            return


_DONE_TO = frozenset({"fatalities", "injured", "abducted", "captured"})
_WISHES = frozenset(
    {"الشفاء", "شفاء", "بالشفاء", "الرحمه", "بالرحمه", "تعازيه", "تعازيها", "العزاء", "التعازي", "الدعاء", "الصبر"}
)


def _wished(view: SentenceView, draft: Draft) -> None:
    """Nobody states a figure in "الشفاء للمصابين", "أسر القتلى"."""

    def wished(c: Count) -> bool:
        before = [
            t.norm.removeprefix("و") for t in view.tokens[max(view.sentence.first, c.who.first - 4) : c.who.first]
        ]
        return any(b in _WISHES for b in before)

    draft.counts = [c for c in draft.counts if not wished(c)]


_FAILED = frozenset({"محاوله", "حاول", "حاولت", "حاولوا", "فاشله", "احبط", "احبطت", "احباط", "فشلت", "فشل"})


def _failed(view: SentenceView, draft: Draft) -> None:
    """ "محاولة خطف طيارين", "محاولة اغتيال الوزير": an attempt has taken and killed nobody by itself."""
    for use in draft.uses:
        near = [t.norm for t in view.tokens[max(view.sentence.first, use.first - 2) : use.last + 1]]
        if use.frame.counts in ("abducted", "captured", "escaped") and any(
            n.removeprefix("و") in _FAILED for n in near
        ):
            draft.counts = [c for c in draft.counts if c.key != use.frame.counts]
        if use.trigger.tactic == "targeted killing" and any(n.removeprefix("و") in _FAILED for n in near):
            draft.counts = [
                c for c in draft.counts if c.key != "fatalities" or c.stated or not 0 <= c.who.first - use.last <= 6
            ]


def _shared(view: SentenceView, draft: Draft) -> None:
    """ "مقتل وإصابة 15 شخصا", "قتل وجرح العشرات": one number under two words is the figure of neither; people without a
    number ("قتل وجرح آخرون") are at least one each."""
    for first, second in _neighbours(draft.uses):
        shared = next((p for p in view.people if p.first >= second.last), None)
        if shared is None or shared.first - second.last > 3 or _own_subject(view, first):
            continue
        draft.counts = [c for c in draft.counts if not (c.who is shared and c.key in _DEAD_OR_HURT)]
        vague = shared.figure is None or (shared.figure.high is None and (shared.figure.low or 0) <= 2)
        if vague and (shared.others or shared.counted or shared.plural):
            draft.counts += [Count(key, 1, None, shared, False) for key in sorted(_DEAD_OR_HURT)]


def _neighbours(uses: Sequence[Use]) -> list[tuple[Use, Use]]:
    """Words for killing and wounding that stand side by side."""
    ordered = sorted(uses, key=lambda u: u.first)
    return [
        (a, b)
        for a, b in pairwise(ordered)
        if b.first == a.last
        and b.hit.proclitics.startswith("و")
        and a.frame.family != "outcome"
        and a.trigger.frame != "die_light"
        and {a.frame.counts, b.frame.counts} == _DEAD_OR_HURT
    ]


def _own_subject(view: SentenceView, verb: Use) -> bool:
    """ "27 شخصا قتلوا وأصيب عشرات": the first verb has its people before it."""
    if not verb.verb:
        return False
    said = view.tokens[verb.first].norm
    return said.endswith("وا") or any(0 <= verb.first - p.last <= 3 and p.slot in ("", "of") for p in view.people)


_WITH = frozenset({"برفقه", "رفقه", "برفقته", "جانب", "فضلا", "اضافه"})


def _company(view: SentenceView, draft: Draft) -> None:
    """ "خطفوا قائد الفرقة برفقة سبعة عناصر": the companions share the fate."""
    for c in list(draft.counts):
        if c.key not in ("abducted", "captured"):
            continue
        for p in view.people:
            if not (0 <= p.first - c.who.last <= _COMPANY_WITHIN) or not p.figure or p.figure.low is None or p.part:
                continue
            if _after(view.tokens, p, _WITH) and not any(k.who is p for k in draft.counts):
                c.stated = True
                draft.counts.append(Count(c.key, p.figure.low, p.figure.high, p, True))


_BESIDES = frozenset({"اضافه", "بالاضافه", "فضلا", "علاوه", "جانب"})  # "إلى جانب"
_BESIDES_WITHIN = 8  # words from the dead to "إضافة إلى ثلاثة من العاملين"


def _besides(view: SentenceView, draft: Draft) -> None:
    """ "استشهاد عشرة من الجنود، إضافة إلى ثلاثة من العاملين": those told besides the dead or hurt share their fate, unless
    another word for what happened stands between."""
    for c in [c for c in draft.counts if c.key in _DEAD_OR_HURT and c.stated]:
        for p in view.people:
            gap = [t.norm.removeprefix("و") for t in view.tokens[c.who.last : p.first]]
            if not 0 < len(gap) <= _BESIDES_WITHIN or not _BESIDES & set(gap[-3:]):
                continue
            told = any(c.who.last <= u.first < p.first for u in view.uses)
            if p.figure and p.figure.low and not told and not p.part and p.outcome in (None, c.key):
                _count(draft, c.key, p)


_CAUSES = frozenset({"اثر", "بعد", "عقب", "غداه", "خلفيه", "علي", "بسبب"})
_ANSWERS = frozenset({"احتجاجا", "ردا", "انتقاما", "تنديدا", "خلفيه", "غضبا"})


def _earlier(view: SentenceView, draft: Draft) -> None:
    """ "اقتحم الجيش المخيم إثر مقتل جندي", "احتجاجا على مقتل شاب": deaths that another deed answers are no toll of it."""
    for use in draft.uses:
        if use.verb or use.frame.counts not in _DEAD_OR_HURT or use.frame.idafa != "patient":
            continue
        before = [t.norm.removeprefix("و") for t in view.tokens[max(draft.first, use.first - 2) : use.first]]
        answered = before[-1:] and before[-1] in _CAUSES and (before[-1] != "علي" or bool(set(before) & _ANSWERS))
        deeds = [u for u in draft.uses if u.last <= use.first and u.frame.family in ("violence", "coerce", "protest")]
        if answered and any(u.frame.counts is None for u in deeds):
            theirs = {id(c.who) for c in draft.counts if 0 <= c.who.first - use.last <= _CAUSE_REACH}
            draft.counts = [c for c in draft.counts if id(c.who) not in theirs or c.key != use.frame.counts]
            draft.patients = [p for p in draft.patients if id(p) not in theirs]


_CAUSE_REACH = 3  # words from "مقتل" to those killed
_NO_NEWS = frozenset({"انباء", "معلومات", "ترد", "يرد", "ورود", "حصيله", "تعرف", "يعرف", "تتوفر"})
_NEGATED_WITHIN = 6  # words from the negation to the noun ("دون أن تسجل أي إصابات")


def _none(view: SentenceView, draft: Draft) -> None:
    """ "دون سقوط قتلى", "لم تسجل إصابات": nobody, which the text states; "لم ترد أنباء عن قتلى" states nothing."""
    for use in view.uses:
        key = use.frame.counts
        if use.reason != "negated" or key not in _DEAD_OR_HURT or use.verb or not draft.first <= use.first < draft.last:
            continue
        draft.counts = [c for c in draft.counts if c.key != key or not use.first <= c.who.first <= use.last]
        draft.patients = [p for p in draft.patients if not (p.outcome and use.first <= p.first < use.last)]
        near = [
            t.norm.removeprefix("و")
            for t in view.tokens[max(view.sentence.first, use.first - _NEGATED_WITHIN) : use.first]
        ]
        if not _NO_NEWS & set(near) and not any(c.key == key for c in draft.counts):
            draft.counts.append(Count(key, 0, 0, Participant(use.first, use.last), False))


def _after(tokens: Sequence[Token], p: Participant, words: frozenset[str]) -> bool:
    return any(t.norm.removeprefix("و") in words for t in tokens[max(0, p.first - 3) : p.first])


def _beside(draft: Draft) -> None:
    """ "ضابطين ومجند", "جندي وثلاثة مدنيين": one man told beside a number is counted with it."""
    for one in draft.counts:
        if one.stated or (one.low, one.high) != (1, 1):
            continue
        for other in draft.counts:
            if other.stated and other.key == one.key and (_joins(one.who, other.who) or _joins(other.who, one.who)):
                one.stated = True
                break


def _joins(a: Participant, b: Participant) -> bool:
    return b.joined and 0 <= b.first - a.last <= 1


def _once(draft: Draft) -> None:
    """People without a number who are told twice in one stretch are the same ("احتجاز رهائن … الرهائن")."""
    kept: list[Count] = []
    for c in draft.counts:
        who = [n.entry for n in c.who.named]
        twin = (
            not c.stated
            and who
            and any(not k.stated and k.key == c.key and [n.entry for n in k.who.named] == who for k in kept)
        )
        if not twin:
            kept.append(c)
    draft.counts = kept


def _told_again(view: SentenceView, draft: Draft) -> None:
    """ "قتل 18 شخصا …، وقال المدير: «… ما تسبب بمقتل 18 شخصا»": a toll told twice in one stretch, another sentence between."""
    kept: list[Count] = []
    for c in draft.counts:
        same = [k for k in kept if k.stated and (k.key, k.low, k.high) == (c.key, c.low, c.high)]
        if not (c.stated and any(_apart(view, k.who, c.who) for k in same)):
            kept.append(c)
    draft.counts = kept


def _apart(view: SentenceView, a: Participant, b: Participant) -> bool:
    """Is there a comma and a word of speech between the two?"""
    first, last = min(a.last, b.last), max(a.first, b.first)
    between = {t.norm.removeprefix("و") for t in view.tokens[first:last]}
    alike = {n.entry for n in a.named} == {n.entry for n in b.named}
    return alike and not between.isdisjoint(view.words["said"])


def _one_more(view: SentenceView, draft: Draft) -> None:
    """ "مقتل ثلاثة جنود وإصابة رابع": one more of those told before, and not as many again."""
    ordinals = {n.first for n in view.numbers if n.kind == "ordinal"}
    for use in draft.uses:
        key = use.frame.counts
        if not key or use.last not in ordinals or use.last >= draft.last or view.tokens[use.last].norm.startswith("ال"):
            continue
        before = [c for c in draft.counts if c.who.last <= use.first and c.key != key and c.stated]
        if before:
            draft.counts = [c for c in draft.counts if c.key != key or c.who.first >= use.first]
            who = Participant(use.last, use.last + 1, list(before[-1].who.named), set(before[-1].who.kinds))
            draft.counts.append(Count(key, 1, 1, who, True))
