"""Whose deed a noun is, where the verb that carries it names the doer: "ألقت القوات القبض على", "تمكن الجيش … من قتل",
"أعلنت الحركة مسؤوليتها عن الهجوم", "تبنت الحركة تفجيرا"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.draft import Use
from marsad.coding.participants import AUTHORITY, Participant, group_back, with_joined

MANAGED = frozenset(
    {"تمكن", "تمكنت", "تمكنوا", "نجح", "نجحت", "نجحوا", "استطاع", "استطاعت", "استطاعوا", "افلح", "افلحت", "افلحوا"}
)
DECLARES = frozenset({"اعلن", "اعلنت", "اعلنوا", "يعلن", "تعلن", "يعلنون", "اعلان", "قرر", "قررت", "قرروا", "تقرر"})
_DECLARED = frozenset({"change", "ceasefire"})  # "أعلن الحوثيون وقف الهجمات", "أعلن التحالف هدنة"
_TRIED = frozenset({"حاول", "حاولت", "حاولوا", "حاولا", "يحاول", "يحاولون", "تحاول"})
_TRIED_WITHIN = 6  # words from "حاول" to what was tried, its subject between them
_PEOPLE = frozenset({"person", "worker"})
_DOERS = frozenset({AUTHORITY, "protester", "rioter"})
_IT = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "انهما"})  # "أعلنت الشرطة أنها ألقت القبض": the speaker
_NOT = frozenset({"لم", "ولا", "نفي", "نفت", "ينفي", "تنفي", "دون", "انكر", "انكرت"})
_CARRIED_WITHIN = 16  # words between the verb and its noun
_RIGHT_BEHIND = 3  # words between the verb and its subject
_CLAIMED_WITHIN = 12  # words between the claimant and "مسؤوليتها"


def carrier(
    words: Mapping[str, frozenset[str]], tokens: Sequence[Token], first: int, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """Who is told to have done the deed that the noun of `use` names, by a verb of its sentence, which starts at token `first`."""
    if use.trigger.frame == "arrest":
        found = _subject(tokens, _carrying(tokens, first, use, words["seizing"]), use, people)
        if found:
            return found
    if use.first > first and tokens[use.first - 1].norm in ("من", "في"):
        found = _subject(tokens, _carrying(tokens, first, use, MANAGED), use, people)
        if found:
            return found
    if use.trigger.frame in _DECLARED and not use.verb:
        found = _subject(tokens, _carrying(tokens, first, use, DECLARES), use, people)
        if found:
            return found
    tried = _trying(tokens, first, use, people)
    if tried is not None:
        lone = [p for p in people if p.kinds & _PEOPLE and not p.plural and p.last <= use.first and p.slot == ""]
        doers = [p for p in lone if p.first == tried + 1 or p.last == tried]
        return (
            _subject(tokens, tried, use, people) or doers[:1]
        )  # "المتظاهرون حاولوا اقتحام الحقل", "حاول شاب طعن جندي"
    return _claimant(words, tokens, first, use, people)


def _trying(tokens: Sequence[Token], first: int, use: Use, people: Sequence[Participant]) -> int | None:
    """Token of "حاول" right before the masdar or before its subject: "حاول الحوثيون مهاجمة سفينة"."""
    for i in range(use.first - 1, max(first, use.first - _TRIED_WITHIN) - 1, -1):
        if unwaw(tokens[i].norm) in _TRIED:
            gap = range(i + 1, use.first)
            return i if all(any(p.first <= n < p.last for p in people) for n in gap) else None
    return None


def done(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], first: int, use: Use) -> bool:
    """ "ألقت الشرطة القبض على", "تمكن الجيش من السيطرة على": a verb carries the definite noun, which so tells of a new deed."""
    if use.trigger.frame == "arrest":
        return _carrying(tokens, first, use, words["seizing"]) is not None
    managed = use.first > first and tokens[use.first - 1].norm in ("من", "في")
    return managed and _carrying(tokens, first, use, MANAGED) is not None


def _carrying(tokens: Sequence[Token], first: int, use: Use, verbs: Collection[str]) -> int | None:
    """Token of the verb that carries the noun: the noun's own first word ("ألقت القبض على"), else the nearest before it."""
    at = range(use.first, max(first, use.first - _CARRIED_WITHIN) - 1, -1)
    return next((i for i in at if unwaw(tokens[i].norm) in verbs), None)


def _subject(tokens: Sequence[Token], verb: int | None, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """Armed people or a crowd right behind a verb, or right before it."""
    if verb is None:
        return []
    forces = [p for p in people if (p.armed or p.kinds & _DOERS) and not p.asset and not p.outcome]
    behind = [p for p in forces if verb < p.first and p.last <= use.first and p.slot in ("", "source")]
    if behind and behind[0].first - verb <= _RIGHT_BEHIND:
        return with_joined(behind[0], behind)
    told = [p for p in people if verb < p.first and p.last <= use.first]
    if len(told) == 1 and told == behind and not told[0].counted:
        return told  # "تمكنت يوم الجمعة فرقة … بإقليم الحرس الوطني من القبض على"
    if verb and tokens[verb - 1].norm in _IT:
        return [p for p in forces if p.last < verb and p.slot == "source"][-1:]
    at = _before_apposition(tokens, verb)
    before = [p for p in forces if p.last <= at and at - p.last <= 1 and p.slot in ("", "source")]
    return group_back(before) if before else []


def _before_apposition(tokens: Sequence[Token], verb: int) -> int:
    """ "الجيش الوطني، بقيادة حفتر، نجح في": the token before which the subject ends, over what stands between two commas."""
    if verb < 1 or tokens[verb - 1].norm != "،" or tokens[verb].norm.startswith("و"):
        return verb
    back = range(verb - 2, max(0, verb - 2 - _APPOSED) - 1, -1)
    return next((i for i in back if tokens[i].norm == "،"), verb)


_APPOSED = 8  # words between the two commas


def _claimant(
    words: Mapping[str, frozenset[str]], tokens: Sequence[Token], first: int, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """ "أعلنت الحركة مسؤوليتها عن قصف …", "تبنت الحركة الهجوم على …": those who call the deed their own."""
    named = [p for p in people if p.organisation and p.armed and p.slot in ("", "source")]
    before = range(max(first, use.first - _CLAIMED_WITHIN), use.first)
    if any(unwaw(tokens[i].norm) in _NOT for i in before):
        return []  # "لم تعلن الحركة مسؤوليتها عن", "نفت الجماعة مسؤوليتها عن"
    near = [tokens[i].norm for i in before[-3:]]
    if "عن" in near and words["claiming"].intersection(near):
        at = next(i for i in range(use.first - 1, first - 1, -1) if tokens[i].norm in words["claiming"])
        told = [p for p in named if p.last <= at and at - p.last <= _CLAIMED_WITHIN]
        return group_back(told) if told else []
    if use.first > first and tokens[use.first - 1].norm in words["adopted"]:  # "أعلنت الحركتان تبنيهما إطلاق …"
        told = [p for p in named if p.last < use.first and use.first - p.last <= _CLAIMED_WITHIN]
        return group_back(told) if told else []
    verb = _carrying(tokens, first, use, words["adopting"])
    if verb is None or (verb and tokens[verb - 1].norm in ("ان", "عن")):
        return []  # "أن تبني الحركة إطلاق …": a noun
    found = _subject(tokens, verb, use, named)
    return found if found and use.first - max(found[-1].last, verb) <= _RIGHT_BEHIND else []
