"""What people without arms are by their clause: of an armed group ("أشخاص يشتبه في انتمائهم إلى تنظيم إرهابي"), of a crowd ("الذين شاركوا في
احتجاجات")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.tokens import Token
from marsad.coding.people.participants import Participant

DUTY = "الواجب"


def suspected(tokens: Sequence[Token], p: Participant) -> bool:
    """ "أشخاص يشتبه في انتمائهم إلى تنظيم إرهابي", "شابا ينتمي إلى خلية تكفيرية": people of a group without a name; who is only
    linked with one ("على صلة بخلية") is not said to be of it."""
    behind = [t.norm for t in tokens[p.last : p.last + _SUSPECT_WITHIN]]
    end = next((i for i, word in enumerate(behind) if word in (".", "،", "و", "؛")), len(behind))
    behind = behind[:end]
    if _accused(behind):
        return True
    tied = next((i for i, word in enumerate(behind) if _JOINED.match(word)), end)
    groups = range(tied + 1, end - 1)
    return any(_bare_group(behind[i]) in _CELLS and behind[i + 1].removeprefix("ال") in _EXTREME for i in groups)


def armed_by_clause(words: Sequence[str]) -> bool:
    """May one of a sentence's folded words say that people without arms are armed?"""
    if not _ARMED_BY_CLAUSE.isdisjoint(words):
        return True
    return not _TERROR.isdisjoint(words) and any(word in _CREEDS or _SUSPICION.match(word) for word in words)


def _accused(behind: Sequence[str]) -> bool:
    """ "بشبهة الإرهاب", "يشتبه في أنه إرهابي", "يتبنون الفكر المتطرف": what people are suspected of."""
    at = next((i for i, word in enumerate(behind[:_SUSPECTED_SOON]) if _SUSPICION.match(word)), None)
    if at is not None and behind[at - 1 : at] != ["يد"] and not _TERROR.isdisjoint(behind[at + 1 :]):
        return not any(_LINK.match(word) for word in behind[at + 1 :])
    plain = [word for word in behind if word != '"']
    return any(a in _CREEDS and b in _TERROR for a, b in pairwise(plain))


_SUSPICION = re.compile("[وبل]*(?:ال)?(?:شبه[هت]|تهم|متهم|[يت]شتبه|اشتباه|مشتبه|تورط|متورط|ضالع|ضلوع)")
_LINK = re.compile(
    "[وبل]*(?:صل[هت]|علاق[هت])"
)  # "للاشتباه في صلتهم بخلية": who is linked with one is not said to be of it
_SUSPECTED_SOON = 4  # words from "أشخاص" to "يشتبه"
_CREEDS = frozenset({"الفكر", "فكر", "فكرا"})


def _bare_group(word: str) -> str:
    return word.removeprefix("ب").removeprefix("ل").removeprefix("ل").removeprefix("ال")


_JOINED = re.compile("[وبل]*(?:ال)?(?:مرتبطي|مرتبطو|[يت]نتمي|ينتمو|منتم|انتما|انتماء|انضم|منضم|[يت]نضم|مبايع|[يت]بايع)")
_SUSPECT_WITHIN = 9  # words from "أشخاص" to "إرهابي"
_CELLS = frozenset({"منظمه", "منظمات", "تيار", "تنظيم", "تنظيمات", "جماعه", "جماعات", "خليه", "خلايا", "مجموعه", "مجموعات", "شبكه", "عناصر", "كتيبه"})  # fmt: skip
_EXTREME = frozenset(w + e for w in ("ارهابي", "تكفيري", "متطرف", "متشدد", "جهادي", "مسلح") for e in ("", "ه"))
_TERROR = frozenset(
    lead + word
    for lead in ("", "ال", "ب", "بال", "ل", "لل")
    for word in ("ارهاب", "داعشي", "داعشيه", *_EXTREME - {"مسلح", "مسلحه"})
)
# without one of these no civilian word tells of armed people ("ينتمي إلى جماعة إرهابية", "شهداء الواجب")
_ARMED_BY_CLAUSE = _EXTREME | {"ال" + word for word in _EXTREME} | {DUTY}


def demonstrates(tokens: Sequence[Token], p: Participant) -> bool:
    """ "عشرات الفلسطينيين الذين شاركوا في احتجاجات", "قتل شاب خلال مظاهرة": people without arms told as of a crowd."""
    if not p.kinds <= {"person", "civilian"} or p.outcome or any(n.entry in _BYSTANDERS for n in p.named):
        return False
    behind = [t.norm for t in tokens[p.last : p.last + _CROWD_WITHIN]]
    if behind[:1] and behind[0] in _WHO:
        behind = behind[1:]
    if behind[:1] and behind[0] in _TAKE_PART:
        return not _CROWDED.isdisjoint(behind[1:])
    return behind[:1] != [] and behind[0] in _DURING and len(behind) > 1 and behind[1] in _CROWDED | _THEIR_PART


_CROWD_WITHIN = 6  # words from "الفلسطينيين" to "احتجاجات"
_BYSTANDERS = frozenset(
    {"group.person.04", "group.civilian.03", "group.civilian.04", "group.civilian.05"}
)  # children, refugees
_WHO = frozenset({"الذين", "الذي", "ممن", "كانوا", "كان"})
_TAKE_PART = frozenset({"شاركوا", "يشاركون", "شارك", "يشارك", "خرجوا", "كانوا", "كان"})
_CROWDED = frozenset({"احتجاجات", "الاحتجاجات", "احتجاج", "مظاهرات", "المظاهرات", "مظاهره", "تظاهره", "تظاهرات", "التظاهرات", "مسيره", "مسيرات", "المسيرات", "اعتصام", "الاعتصام"})  # fmt: skip
CROWD_WORDS = _CROWDED | frozenset(
    {"مشاركته", "مشاركتهم", "مشاركتها"}
)  # without one, nobody is of a crowd by his clause
_DURING = frozenset({"خلال", "اثناء", "في"})
_THEIR_PART = frozenset({"مشاركته", "مشاركتهم", "مشاركتها"})
