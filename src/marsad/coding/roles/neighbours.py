"""The noun phrases beside an event word: those behind it, in groups, and the one before it that is its subject.

Voice and case are not written in Arabic news, so the distance of a noun phrase, what stands between, and whether the verb
agrees with it say whether it belongs to the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import AUTHORITY, ENROLLED, STATES, Participant, group_back, with_joined
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import (
    PLANTED,
    QUOTE_MARKS,
    STOP_WORDS,
    accusative,
    bare_nation,
    left_behind,
    new_clause,
)
from marsad.coding.sentence.slots import LINKS, STRONG_STOPS

ADVERBS = frozenset({"امس", "اليوم", "مساء", "صباح", "فجر", "ظهر", "ليل", "ليله", "يوم", "عصر", "اول", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "الماضي", "الماضيه", "بالفعل", "ايضا", "نحو", "حوالي", "اكثر", "لا", "يقل", "ما", "الاقل", "قرابه", "زهاء"})  # fmt: skip
LED = frozenset({"علي", "ضد", "نحو", "صوب", "باتجاه"})  # the deed goes there: "ضربة على مجمعات يستخدمها متشددون"
ON_THEM = frozenset({"عليه", "عليها", "عليهم", "عليهما"})  # "ألقي القبض عليه"
SAID_THAT = frozenset({"ان", "بان"})
FORCES = frozenset({"police", "state", AUTHORITY})
CLAUSE_WITHIN = 12  # words of a relative clause between subject and verb


def stands_behind(use: Use, p: Participant) -> bool:
    """Behind a trigger, or in its own last word ("قصف الطيران السوري")."""
    return use.last <= p.first or use.first < p.first < use.last < p.last


def agentive(group: Sequence[Participant]) -> bool:
    """People of whom one expects deeds: armed, an authority, a crowd, an organisation, a nation; not what they own, nor the fallen."""
    p = group[0]
    return (
        (
            p.armed
            or AUTHORITY in p.kinds
            or "protester" in p.kinds
            or "rioter" in p.kinds
            or (p.organisation and not p.counted)
            or (not p.kinds and not p.counted and not p.clitic and any(n.entry.startswith("nation.") for n in p.named))
        )
        and not p.asset
        and not p.outcome
    )


def of_forces(p: Participant) -> bool:
    """Soldiers or police, or an organisation of a state."""
    return bool(p.kinds & {"state", "police"}) or any(n.organisation and n.actor_class in STATES for n in p.named)


def of_another(deed: str, verb: str) -> bool:
    """ "الانفجار … كان هدفا لهجمات شنتها الحركة": a pronoun for many, or for a feminine, and a deed in the masculine singular."""
    return verb.endswith("ها") and deed.rstrip("ا").endswith(_MASCULINE_DEEDS)


_MASCULINE_DEEDS = ("هجوم", "انفجار", "تفجير", "قصف", "اعتداء", "اغتيال", "كمين")


def of_whom(tokens: Sequence[Token], p: Participant) -> bool:
    """ "لمواجهة قوات الجيش، الذي بدأ عملية", "في مواجهة الحوثيين الشيعة الذين سيطروا على": a relative clause tells what they did."""
    return any(t.norm in _WHO for t in tokens[p.last : p.last + 2])


_WHO = frozenset({"الذي", "التي", "الذين"})


def groups_behind(
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
        said = [g for g in gap if g not in ADVERBS and g not in QUOTE_MARKS and not g.isdigit() and g != "،"]
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


_CAME_OF = frozenset({"اثر", "جراء"})  # behind the people of a verb, and before those of "قتل جراء ذلك 11 مدنيا"
_SET_BY = frozenset({"نصبه", "نصبته", "نصبوه"})  # "قتلوا في كمين نصبه مسلحون"
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


def subject_before(
    tokens: Sequence[Token], use: Use, people: Sequence[Participant], first: int, uses: Sequence[Use] = ()
) -> list[Participant]:
    """Subject-first order: the noun phrase just before the verb, or the speaker when the verb follows "إنه"."""
    before = [
        p
        for p in people
        if (p.last <= use.first and not p.part)
        and (
            p.slot in ("", "source")
            or (p.slot == "of" and tokens[p.first].norm in ENROLLED)
            or (p.slot == "on" and p.armed and not p.asset and of_whom(tokens, p))
        )
    ]  # "الجندي فلان من منسوبي حرس الحدود استشهد"
    if len(before) > 1 and _struck_beside(tokens, before):
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
    if gap[:1] and gap[0] in _WHO and gap[-1] == "،" and len(gap) <= CLAUSE_WITHIN:
        gap = []  # "المهاجمون الذين لم تعرف هويتهم، اقتحموا الفندق": a relative clause that closes with a comma
    if any(g in ("انه", "انها", "انهم", "بانه", "بانها", "وانه", "وانها", "بانهم") for g in gap[-3:]):
        said = [q for q in before if q.slot == "source" and (q.organisation or q.kinds & FORCES)]
        return said[-1:]  # "ذكرت الشرطة أنها اعتقلت …"
    if any(not u.verb and u.frame.counts and 0 <= p.first - u.last <= 1 for u in uses) and p.armed:
        return []  # "وفاة شرطي وجرح شخصين": whose death is told did nothing
    if any(u.verb and u.trigger.frame in _DIED and 0 <= p.first - u.last <= 1 for u in uses):
        return []  # "قضى ثلاثة عناصر وجرح آخرون"
    far = _CLAUSE_LONG if _agrees(tokens, use, p, uses) else _CLAUSE_SHORT
    if p.slot == "source" or len(gap) > far or any(g in STRONG_STOPS and g != "،" for g in gap):
        return []
    if any(not u.verb and p.last <= u.first < use.first and u.frame.family == "violence" for u in uses):
        return []  # "قتل مدنيون في ضربة استهدفت …": the stroke targets, not the people before it
    if p.joined and any(u.verb and u.last == p.first for u in uses):
        return [p]  # "ثلاثة جنود قتلوا وضابط أصيب"
    return group_back(before)


_BUT_IT = frozenset({"لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "ولكنهم"})
_DIED = frozenset({"die", "die_soft"})
_CLAUSE_SHORT, _CLAUSE_LONG = 5, 12  # words from a subject to its verb; to one that agrees with it in the plural


def _agrees(tokens: Sequence[Token], use: Use, p: Participant, uses: Sequence[Use]) -> bool:
    """ "14 جنديا من الفرقة التاسعة في الجيش العراقي قتلوا": a verb in the plural needs those counted before it, however long they
    are described, where no other deed stands between."""
    plural = use.verb and use.last - use.first == 1 and tokens[use.first].norm.endswith("وا")
    several = p.counted or tokens[p.first].norm in ENROLLED  # "العريف وزميله من منسوبي حرس الحدود … استشهدوا"
    return plural and several and not any(p.last <= u.first < use.first for u in uses)


def _struck_beside(tokens: Sequence[Token], before: Sequence[Participant]) -> bool:
    """Is the last of them the object of who stands right before ("رجل بسيارته جنودا")?"""
    struck = before[-1]
    between = [t.norm for t in tokens[before[-2].last : struck.first]]
    plain = STOP_WORDS.isdisjoint(between) and not {"،", "."} & set(between) and not struck.slot
    lead = unwaw(tokens[struck.first - 1].norm)
    return plain and len(between) <= _BESIDE_ONE and lead not in _THAT and accusative(tokens, struck)


_BESIDE_ONE = 2  # words between one man and those whom he struck: "صدم رجل بسيارته جنودا"
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


def nearest_before(tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
    """Those told last before a trigger, with whom they are joined to, however much stands between: "إن القيادي … ألقي القبض عليه"."""
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


_SCHOOLS = frozenset({"اكاديميه", "كليه", "معهد"})  # "طلاب أكاديمية الشرطة حتفهم": the students


def opening_subject(
    tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """ "حققت الوحدات مكاسب على حساب التنظيم … وسيطرت على البلدة": the subject of the verb that opens the clause, where the
    verb joined to it by "و" has the same ending and nobody behind it."""
    near = [p for p in people if 0 < p.first - draft.first <= _OPENS_WITHIN and p.last <= use.first]
    if not near or near[0].slot or not agentive(near[:1]) or not near[0].armed:
        return []
    verb, joined = tokens[near[0].first - 1].norm, tokens[use.first].norm
    alike = verb.endswith("ت") and joined.endswith("ت")
    return with_joined(near[0], [p for p in near if not p.slot]) if alike else []


_OPENS_WITHIN = 2  # words from the start of a clause to its subject, the verb and "وقد" among them


def own_forces(tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "أعلن الجيش أن قواته قتلت …", "قالت … إن طائراتها قصفت": the forces are those of the speaker."""
    near = range(use.first - 1, max(0, use.first - CLAUSE_WITHIN) - 1, -1)
    own = next((i for i in near if unwaw(tokens[i].norm) in _OWN_FORCES), None)
    if own is None or (own != use.first - 1 and tokens[own - 1].norm not in SAID_THAT):
        return []  # "أعلن الجيش أن قواته، مدعومة بالطيران، استعادت …"
    if any(own < p.first < use.first and p.armed and p.slot != "ally" for p in people):
        return []
    said = [p for p in people if p.last < use.first and p.slot == "source" and (p.organisation or p.armed)]
    if not said:  # "أعلنت قيادة العمليات المشتركة العراقية أن قواتها استعادت"
        said = [p for p in people if p.last < own and bare_nation(p) and p.slot in ("", "source")]
        said = [replace(p, kinds={"state"}) for p in said if unwaw(tokens[p.first - 1].norm) not in _PRESS]
    return said[-1:]


_OWN_FORCES = frozenset(
    noun + suffix
    for noun in ("قوات", "طايرات", "مقاتلات", "مروحيات", "جنود", "مقاتلي", "عناصر", "طيران", "مدفعيت", "دبابات")
    for suffix in ("ه", "ها", "هم", "نا")
)
_PRESS = frozenset({"اعلام", "الاعلام", "صحيفه", "وكاله", "الصحافه", "قناه", "التلفزيون", "الاذاعه", "المعارضه"})
