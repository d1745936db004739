"""A subject that goes on: "فرضت الميليشيا حظرا للتجول … واختطفت عددا من الأهالي" says once who did both.

A verb of the same ending that "و", "كما", "ثم" or "في وقت" joins to an earlier one, with an object or a preposition right behind it and so no
subject of its own, has the subject of the earlier verb."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import Participant, with_joined
from marsad.coding.sentence.draft import Draft, Use


def carried_on(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """Who did it, told as the subject of an earlier verb of the sentence. `people`: all of the sentence."""
    for use in draft.uses:
        if use.trigger.frame in _ANSWERS and use is not draft.head:
            continue  # "أغلقت قوات الأمن موقع الهجوم واعتقلت عددا": no attackers
        ending = _joined(tokens, draft, use)
        if not ending or not _without_subject(tokens, draft, use):
            continue
        struck = {n.name for p in draft.patients for n in p.named}
        before = [p for p in people if p.last <= use.first and use.first - p.last <= _WITHIN]
        for p in reversed(before):
            if _subject(tokens, draft, p, ending):
                doers = with_joined(p, [q for q in before if not q.slot])
                return doers if struck.isdisjoint(n.name for q in doers for n in q.named) else []
    return []


def _joined(tokens: Sequence[Token], draft: Draft, use: Use) -> str:
    """The ending of a past verb that goes on from an earlier one, or "" """
    word = tokens[use.first].norm
    if not (use.verb and use.last - use.first == 1 and use.trigger.frame in _DEEDS):
        return ""
    lead = tokens[use.first - 1].norm if use.first > draft.sentence.first else ""
    within = use.last < draft.sentence.last and tokens[use.last].norm in _IN_IT
    if not (use.hit.proclitics.startswith("و") or lead in _GOES_ON or within):
        return ""
    return next((e for e in ("وا", "ون", "ت") if word.endswith(e)), "")


def _without_subject(tokens: Sequence[Token], draft: Draft, use: Use) -> bool:
    """Right behind the verb a preposition, a number, an accusative or whom it struck: "سيطرت على", "وأسرت عددا من", "أحرقوا مقرا"."""
    at = use.last + (use.last < draft.sentence.last and tokens[use.last].norm in _IN_IT)
    if at >= draft.sentence.last:
        return False
    norm = tokens[at].norm
    object_ = norm.endswith(("ا", "ها", "هم")) or norm.isdigit() or norm in _MANY
    struck = any(p.first <= at < p.last and (p.asset or p.civil or p.counted) for p in draft.patients)
    if use.frame.counts:
        return object_ or (struck and norm.isdigit())  # "قتلت امرأة" may be of her own death
    return object_ or struck or norm in _PREPOSITIONS or norm in _FIRED


def _subject(tokens: Sequence[Token], draft: Draft, p: Participant, ending: str) -> bool:
    """Armed people beside an earlier verb with the same ending: "تمكنت المقاومة من", "أن الميليشيا انتشرت"; a plural stands behind any."""
    if (
        not (p.armed or p.kinds & _CROWDS)
        or p.slot
        or p.asset
        or p.outcome
        or p.counted
        or p.first <= draft.sentence.first
    ):
        return False
    before = unwaw(tokens[p.first - 1].norm)
    at = p.last if tokens[p.last].norm != "في" else min(p.last + 2, draft.sentence.last - 1)  # "المقاومة في تعز سيطرت"
    after = tokens[at].norm
    if ending == "ت":
        return _past(before) or (_past(after) and after != "قد")
    return p.plural and (after.endswith("وا") or (before.endswith(("وا", "ون")) or _past(before)))


def _past(norm: str) -> bool:
    """ "سيطرت", "تمكنت": a feminine verb of the past by its looks."""
    return norm.endswith("ت") and not norm.startswith("ال") and not norm.endswith("ات") and norm not in _NOUNS


_WITHIN = 45  # words from the earlier subject to the verb that goes on
_CROWDS = frozenset({"protester", "rioter"})
_DEEDS = frozenset({"overtake", "retake", "attack", "strike", "shoot", "abduct", "capture", "arrest", "raid", "destroy", "expel", "kill", "execute", "abuse"})  # fmt: skip
_ANSWERS = frozenset({"arrest", "raid"})
_GOES_ON = frozenset({"كما", "ثم", "وقت", "بعدما", "بعدها", "بينما"})
_IN_IT = frozenset({"خلالها", "خلاله", "فيها", "فيه", "بعدها", "اثرها"})
_MANY = frozenset({"عشرات", "عدد", "ميات", "اكثر", "نحو", "قرابه", "جميع", "كل", "احد", "عناصر", "بعض"})
_PREPOSITIONS = frozenset({"علي", "في", "باتجاه", "صوب", "من", "به", "بها", "بهم", "عليه", "عليها", "عليهم"})
_FIRED = frozenset({"الرصاص", "النار", "النيران", "صواريخ", "قذايف"})
_NOUNS = frozenset({"وقت", "تحت", "بيت", "بنت", "صوت", "موت", "سبت", "زيت", "كويت", "حوت", "ليست"})
