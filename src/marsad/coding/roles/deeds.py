"""Whose deed a noun is, where the verb that carries it names the doer: "ألقت القوات القبض على", "تمكن الجيش … من قتل",
"أعلنت الحركة مسؤوليتها عن الهجوم", "تبنت الحركة تفجيرا"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import AUTHORITY, Participant, group_back, with_joined
from marsad.coding.roles.neighbours import CLAUSE_WITHIN
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import announces_own, faction, takes_ground, told_by_verb

MANAGED = frozenset(
    {
        "تمكن",
        "تمكنت",
        "تمكنوا",
        "نجح",
        "نجحت",
        "نجحوا",
        "استطاع",
        "استطاعت",
        "استطاعوا",
        "افلح",
        "افلحت",
        "افلحوا",
        "نجاح",
        "انجاز",
    }
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


def doer_told(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "تمكنت القوات من قتل …", and a force that announces the death or capture of its enemies: "أعلن الجيش مقتل 30 من …"."""
    managed = [i for i in range(max(draft.first, use.first - 3), use.first) if unwaw(tokens[i].norm) in MANAGED]
    if managed:  # "قوة أمنية، بمساندة الحشد، تمكنت من قتل …"
        able = [p for p in people if p.last <= managed[0] and p.armed and not p.asset and not p.slot]
        if able and managed[0] - able[-1].last <= CLAUSE_WITHIN:
            return group_back(able)
    able = [p for p in people if p.armed or AUTHORITY in p.kinds]
    if takes_ground(use) and (holders := _taking_hold(tokens, draft, use, able)):
        return holders
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


def _taking_hold(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "القوات فرضت سيطرتها على", "فرضت القوات سيطرة كاملة على", "انتزعت السيطرة على": the subject of the verb that "control" is an object of,
    between the two or right before the verb."""
    back = range(use.first, max(draft.first, use.first - _HOLD_WITHIN) - 1, -1)
    verb = next((i for i in back if tokens[i].norm.removeprefix("و") in _TAKES_HOLD), None)
    if verb is None:
        return []
    free = [p for p in people if p.last <= use.first and not p.slot and not p.asset]
    between = [p for p in free if verb < p.first]
    before = [p for p in free if p.last <= verb and verb - p.last <= _BESIDE_VERB]
    return with_joined(between[0], between) if between else group_back(before) if before else []


_TAKES_HOLD = frozenset({"فرض", "فرضت", "فرضوا", "يفرض", "تفرض", "بسط", "بسطت", "بسطوا", "يبسط", "تبسط", "احكم", "احكمت", "احكموا", "يحكم", "تحكم", "انتزع", "انتزعت", "انتزعوا", "ينتزع", "تنتزع"})  # fmt: skip
_HOLD_WITHIN = 8  # words from "فرضت" to "سيطرة", its subject between them
_BESIDE_VERB = 1  # words between a subject and its verb behind it


def _unnamed_forces(p: Participant) -> bool:
    """ "جنديين", "ثلاثة شرطيين": of whose forces is not said."""
    nation = any(n.organisation or n.entry.startswith("nation.") for n in p.named)
    return bool(p.kinds) and p.kinds <= {"state", "police"} and not nation


def _who_arrest_alone(p: Participant) -> bool:
    """ "أعلنت الشرطة اعتقال ثلاثة": forces without a name."""
    return bool(p.kinds) and p.kinds <= {"police", "state"} and p.definite and not (p.counted or p.asset or p.outcome)
