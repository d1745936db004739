"""Who did it, where another word than the deed's own says so: who launched it, was blamed for it, announced it as his own,
planted what went off, or keeps the prison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import AUTHORITY, Participant, group_back, with_joined
from marsad.coding.roles.neighbours import ADVERBS, FORCES, SAID_THAT, agentive, of_another, of_forces, of_whom
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import (
    DONE_BY,
    FOUND,
    PLANTED,
    QUOTE_MARKS,
    bare_nation,
    bare_noun,
    beaten,
    faction,
    left_behind,
    words_between,
)
from marsad.coding.sentence.slots import Slots


def launchers(
    slots: Slots, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """The one who شن / نفذ it: "شن X هجوما", "X شنت هجوما", "هجوم شنه X"."""
    if blamed := _blamed(tokens, draft, use, people):
        return blamed
    if use.last < draft.last and unwaw(tokens[use.last].norm) in _THEY_DID:
        tellers = [p for p in people if p.last <= use.first and p.slot in ("", "source") and p.organisation]
        struck = {n.name for p in draft.patients for n in p.named}
        # "أعلن المتمردون مقتل … في كمين نصبوه"
        return [p for p in tellers if struck.isdisjoint(n.name for n in p.named)][-1:]
    return _launched_behind(slots, tokens, draft, use, people) or _launched_before(slots, tokens, draft, use, people)


_THEY_DID = frozenset(
    {"نصبوه", "نصبوها", "شنوه", "شنوها", "نفذوه", "نفذوها", "اعدوه", "دبروه"}
)  # the speaker's own deed


def _launched_behind(
    slots: Slots, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """ "هجوم شنه X": the verb behind the deed, and its subject behind that."""
    if any(unwaw(t.norm) in _LAUNCHED for t in tokens[max(draft.first, use.first - 4) : use.first]):
        return []
    for i in range(use.last, min(draft.last, use.last + 9)):
        if not slots.launching(tokens[i].norm) or of_another(tokens[use.first].norm, tokens[i].norm):
            continue
        told = [p for p in people if i < p.first <= i + 9 and p.slot in ("", "with_b", "by") and not p.asset]
        nxt = [p for p in told if p.first <= i + 3 or _only_when(tokens, draft, i + 1, p.first)]
        if nxt and agentive(nxt):
            return with_joined(nxt[0], people)
        said = [p for p in people if p.last == i and tokens[p.first - 1].norm in ("ان", "بان") and p.organisation]
        if said and tokens[i].norm.endswith("ه"):
            return said  # "وقال ناشطون إن النظام شنه"
    return []


_LAUNCHED = frozenset({"شن", "شنت", "شنوا", "نفذ", "نفذت", "نفذوا", "يشن", "تشن"})  # "شنت القوات هجوما": who is told


def _launched_before(
    slots: Slots, tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]
) -> list[Participant]:
    """ "شن X هجوما", "X شنت هجوما": the verb before the deed, its subject between them or before both."""
    own = use.last - use.first > 1  # "شن غارات" holds its verb itself
    back = range(use.first - 1 + own, max(draft.first, use.first - 20) - 1, -1)
    i = next((i for i in back if slots.launching(tokens[i].norm)), None)
    if i is None:
        return []
    behind = [p for p in people if i < p.first and p.last <= use.first and p.slot in ("", "with_b", "by")]
    between = [p for p in behind if not p.asset]
    if between and agentive(between):
        return _taking_part(tokens[i], with_joined(between[0], between))
    if i > draft.first and tokens[i - 1].norm in _IT_DID:  # "أعلن الجيش، مساء السبت، أنه نفذ ضربات"
        said = [p for p in people if p.last < i and p.slot == "source" and (p.organisation or p.kinds & FORCES)]
        if said:
            return said[-1:]
    if tokens[i].norm.endswith(("ه", "ها")) and unwaw(tokens[i].norm) in _OWN_DEED:
        return [p for p in people if p.last <= i and p.slot == "source" and p.organisation][-1:]
    before = [
        p
        for p in people
        if p.last <= i
        and words_between(tokens, p.last, i) <= 5
        and not beaten(tokens, p)
        and (p.slot in ("", "source") or (p.slot and of_whom(tokens, p)))
        and not p.asset
    ]
    return group_back(before) if before and agentive(before[-1:]) else []


_IT_DID = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم"})
_OWN_DEED = frozenset(
    {"تنفيذه", "تنفيذها", "شنه", "شنها", "قيامه", "قيامها"}
)  # the speaker's own deed: "اعلن … تنفيذه عملية"


def _taking_part(verb: Token, group: list[Participant]) -> list[Participant]:
    """ "شاركت مقاتلات التحالف في المعارك": who took part did so beside those that other sentences name."""
    for p in group:
        if unwaw(verb.norm) in _TAKES_PART and p.organisation:
            p.slot = "ally"
    return group


_TAKES_PART = frozenset({"شارك", "شاركت", "مشاركه", "شاركوا"})


def _only_when(tokens: Sequence[Token], draft: Draft, first: int, last: int) -> bool:
    """Nothing but days and places between: "الغارات التي شنتها، يوم الجمعة، الولايات المتحدة"."""
    gap = [tokens[i].norm for i in range(first, last) if i not in draft.adverbial]
    return all(g in ADVERBS or g == "،" for g in gap)


def _blamed(tokens: Sequence[Token], draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
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
            meant = [p for p in people if p.last <= i and i - p.last <= _BLAME_WITHIN and p.armed and p.organisation]
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


_ACCUSES = frozenset({"اتهم", "اتهمت", "اتهموا", "يتهم", "تتهم", "يتهمون", "متهما", "متهمه"})
_ACCUSES_HIM = frozenset({"اتهمته", "اتهمتها", "اتهمتهم", "اتهمه", "اتهمها", "اتهموه", "اتهموها", "يتهمه", "تتهمه", "تتهمها", "يتهمها"})  # fmt: skip
_LAID_TO_HIM = frozenset({"بالوقوف", "بالضلوع", "بتنفيذ", "بشن", "بارتكاب", "بتدبير"})
_POINTS = frozenset({"وجه", "وجهت", "وجهوا", "القي", "القت"})
_ATTRIBUTES = frozenset({"نسب", "نسبت", "نسبوا", "عزا", "عزت", "ينسب", "تنسب"})
_BLAME = frozenset({"اللوم", "الاتهام", "الاتهامات", "اصابع", "اصبع", "بالمسووليه", "باللوم"})
_BLAME_WITHIN = 16  # words between the accusation and the deed


def fill_announcer(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
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
                _announcer(draft, use, p)
                return


_ANNOUNCES = frozenset({"اعلن", "اعلنت", "اعلنوا", "يعلن", "تعلن", "يعلنون", "اكد", "اكدت", "يوكد", "توكد"})
_GOING_ON = frozenset({"استمرار", "بدء", "انطلاق", "تنفيذ", "شن", "مواصله", "توجيه", "انتهاء", "تكثيف", "تنفيذه", "تنفيذها", "شنه", "شنها"})  # fmt: skip
_BESIDE_DEED = {"عن"} | ADVERBS | _ANNOUNCES | _GOING_ON | QUOTE_MARKS
# what is announced as one's own deed by a bare masdar
_OWN_DEEDS = frozenset({"strike", "attack", "intercept", "disarm", "disrupt", "destroy", "capture", "execute", "neutralise", "abduct", "repel", "release", "ceasefire", "dismantle"})  # fmt: skip
_LED_WITHIN = 3  # words from "أعلن" to whose spokesman he is


def _announcer(draft: Draft, use: Use, p: Participant) -> None:
    """ "أعلن الجيش استهداف إحدى دورياته" is no deed of his: a blow that has a target needs one of another's."""
    struck = {n.name for q in draft.patients for n in q.named if n.organisation}
    if use.trigger.id == "attack.target" and not faction(p) and not struck - {n.name for n in p.named}:
        return
    if (p.armed or p.organisation or AUTHORITY in p.kinds) and p not in draft.patients:
        (draft.patients if use.trigger.frame == "repel" else draft.agents).append(p)


def fill_teller(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "أعلنت وزارة الدفاع أنه تم القضاء على ثلاثة إرهابيين", "قال الجيش إن 40 متشددا قتلوا في القصف": forces that tell of arrests, of arms that
    were found or of fighters who fell speak of a deed of their own, where their sentence tells of nobody else who may have done it."""
    if draft.agents or not _work_of_forces(draft):
        return
    told = [p for p in people if p.slot == "source" and p.last <= draft.head.first and not p.counted and not p.asset]
    others = [
        p for p in people if (p.organisation or p.kinds & FORCES or bare_nation(p)) and p.slot not in ("aside", "for")
    ]
    if told and all(_office(tokens, p) for p in told) and all(p in told or p in draft.patients for p in others):
        draft.agents += told[-1:]


def _work_of_forces(draft: Draft) -> bool:
    """Arrests, finds of arms, or deaths of nobody but fighters of a group; a bomb may be anybody's."""
    if draft.head.trigger.frame in _POLICE_WORK:
        return True
    fell = draft.has("kill", "die", "eliminate", "neutralise") and not draft.has("bomb", "execute")
    fighters = [p for p in draft.patients if not p.others]
    return fell and bool(fighters) and all(faction(p) or (p.armed and p.kinds <= _GUNMEN) for p in fighters)


def _office(tokens: Sequence[Token], p: Participant) -> bool:
    """A ministry, the police, an army; no officer of it and no country by its mere name."""
    return AUTHORITY in p.kinds or (of_forces(p) and bare_noun(unwaw(tokens[p.first].norm)) in _UNDER_ARMS)


_POLICE_WORK = frozenset({"arrest", "eliminate", "neutralise", "dismantle", "disarm", "disrupt"})
_GUNMEN = frozenset({"armed", "suspect"})
_UNDER_ARMS = frozenset({"جيش", "قوات", "حرس", "شرطه", "سلاح", "بحريه", "مخابرات", "استخبارات", "قياده", "جهاز", "امن"})


def fill_confronted(draft: Draft) -> None:
    """ "قتل أحد مقاتلي الحركة عندما كان يتصدى لقوات الاحتلال": those whom the fallen stood against struck him."""
    if draft.agents or not draft.has("kill", "die"):
        return
    for use in (u for u in draft.uses if u.trigger.frame == "repel" and u.first > draft.uses[0].last):
        fell = [p for p in draft.patients if p.last <= use.first]
        beyond = [p for p in draft.patients if p.first >= use.last and p.armed]
        if fell and beyond:
            draft.agents, draft.patients = beyond, [p for p in draft.patients if p not in beyond]


def fill_raiders(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "مقتل ستة أشخاص خلال حملة للجيش على …": whose raid it was that people died in."""
    if draft.agents or draft.family != "violence" or not draft.patients:
        return
    for p in people:
        if p.slot == "for" and p.armed and not p.counted and p.first - 2 >= draft.first and p not in draft.patients:
            lead = [tokens[p.first - 2].norm, tokens[p.first - 1].norm]
            if lead[0] in _AMID and lead[1] in _RAIDS:
                draft.agents.append(p)
                return


_AMID = frozenset({"خلال", "في", "اثناء", "اثر", "عقب", "جراء", "نتيجه"})
_RAIDS = frozenset({"حمله", "مداهمه", "عمليه", "اقتحام", "عمليات", "مداهمات", "توغل", "انزال"})


def fill_bomber(draft: Draft, people: Sequence[Participant]) -> None:
    """A suicide bomber told anywhere in the stretch of a blast did it ("سيارة يقودها انتحاري", "فجرت انتحارية نفسها")."""
    if draft.agents or not draft.has("bomb", "attack", "strike"):
        return
    bombers = [p for p in people if any(n.entry == _BOMBER for n in p.named) and p not in draft.patients]
    draft.agents += bombers[:1]


_BOMBER = "group.armed.06"  # انتحاري, مفجر


def fill_planter(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "أصابت قنبلة زرعتها الحركة حافلة", "قتلوا بصاروخ أطلقته الجماعة": who laid or fired what struck."""
    if draft.agents or draft.has(*FOUND) or not (draft.has(*_HARM) or any(c.key == "fatalities" for c in draft.counts)):
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
        blow = tokens[i].norm in DONE_BY and not of_another(tokens[draft.head.first].norm, tokens[i].norm)
        if tokens[i].norm in PLANTED or blow or left_behind(tokens, i, draft.first):
            by = [p for p in people if 0 <= p.first - i - 1 <= 1 and not p.slot and (p.armed or p.organisation)]
            draft.agents += by[:1]
            draft.patients = [p for p in draft.patients if p not in by]
            return


_HARM = ("bomb", "kill", "injure", "die", "die_light", "strike")  # what arms do that somebody laid or fired
_MINES = frozenset({"لغم", "بلغم", "لغما", "الغام", "بالغام", "لغمين", "عبوه", "عبوات"})


def _laid_before(tokens: Sequence[Token], p: Participant, first: int) -> bool:
    """ "قنبلة زرعت على ما يبدو من قبل متشددين"."""
    return any(t.norm in _WAS_LAID for t in tokens[max(first, p.first - _LAID_WITHIN) : p.first])


_WAS_LAID = frozenset({"زرعت", "زرع", "مزروعه", "وضعت", "وضع", "فجرت", "اطلقت", "القيت", "نصبت"})
_LAID_WITHIN = 7  # words from "زرعت" to "من قبل" and who did


def fill_accused(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "قتلوا في هجوم … واتهمت الحكومة الحركة بتنفيذه", "يعتقد أن الحركة تقف وراءه": who is told behind the deed to have done
    it, in the words right behind the party."""
    if draft.agents or draft.family != "violence":
        return
    for i in range(draft.head.last, min(draft.sentence.last, draft.head.last + _ACCUSED_WITHIN)):
        word = tokens[i].norm
        if unwaw(word) in _ATTRIBUTED_IT:
            to = [p for p in people if 0 < p.first - i <= _ATTRIBUTED_WITHIN and p.slot in ("to", "for") and p.armed]
            draft.agents += [p for p in to if p.organisation and p not in draft.patients][:1]
            return
        named = word in _BEHIND_IT and any(p.last == i and tokens[p.first - 1].norm in SAID_THAT for p in people)
        if word in _HIS_DEED or named or (word in _BEHIND_IT and unwaw(tokens[i - 1].norm) in _STANDS):
            by = [p for p in people if draft.head.last <= p.first and p.last <= i and not p.asset and p.organisation]
            near = [p for p in by if p.armed and i - p.last <= _TO_HIS_DEED and p not in draft.patients]
            draft.agents += near[-1:]
            return


_ACCUSED_WITHIN = 30  # words from a deed to "بتنفيذه"
_ATTRIBUTED_IT = frozenset({"نسبته", "نسبتها", "نسبه", "نسبها", "نسبوه", "نسبوها", "عزته", "عزتها", "عزاه", "عزاها"})
_ATTRIBUTED_WITHIN = 6  # words from "نسبته" to whom
_HIS_DEED = frozenset(
    {"بتنفيذه", "بتنفيذها", "بشنه", "بشنها", "بارتكابه", "بارتكابها", "بتدبيره", "بتدبيرها", "بالوقوف", "بالضلوع"}
)
_BEHIND_IT = frozenset({"وراءه", "وراءها", "خلفه", "خلفها", "وراء", "خلف"})
_STANDS = frozenset({"تقف", "يقف", "وقفت", "وقف", "يقفون"})
_TO_HIS_DEED = 2  # words from the accused to "بتنفيذه", "تقف" among them


def fill_jailer(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "قضى شاب تحت التعذيب في سجون قوات النظام": in whose prison somebody dies under torture."""
    if draft.agents or not draft.has("abuse"):
        return
    free = [p for p in people if p.armed and p not in draft.patients]
    held = [p for p in free if p.asset in _PRISONS]
    camps = (p for p in free if p.kinds == {"detainee"} and tokens[p.first].norm == _PRISON_CAMPS)
    # "معتقلات الحركة": no women in prison, but prisons
    held += [replace(p, kinds=set(), named=[n for n in p.named if n.organisation]) for p in camps]
    draft.agents += held[:1]


_PRISONS = frozenset(
    {"سجون", "سجن", "معتقلات", "معتقل", "زنازين", "اقبيه", "فروع", "فرع", "مراكز", "مركز", "مقرات", "مقر"}
)
_PRISON_CAMPS = "معتقلات"
