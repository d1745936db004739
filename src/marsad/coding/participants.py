"""Who stands in a sentence: noun phrases of people and organisations, with how many of them.

A participant is built from neighbouring pieces that the lexicons and the number reader found: a figure, a noun for
people ("مسلحين", "جنود"), a named actor ("حركة الشباب"), a national adjective, an outcome noun ("قتيلا"), "آخرين".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from marsad.arabic.numbers import Number
from marsad.arabic.tokens import Token, stems, unwaw
from marsad.lexicon.phrases import Hit
from marsad.model.record import Figure

FACTIONS = frozenset({"Rebel group", "Political militia", "Identity militia"})  # classes that no state commands
STATES = frozenset({"State forces", "External/Other forces"})
ARMED_CLASSES = FACTIONS | STATES
ARMED_KINDS = frozenset({"armed", "state", "police", "suspect", "member"})
CIVIL_KINDS = frozenset(
    {
        "civilian",
        "official",
        "detainee",
        "journalist",
        "aid",
        "health",
        "religious",
        "family",
        "worker",
        "person",
        "protester",
        "rioter",
        "vessel",
    }
)
AMONG = "among"  # of a crowd only by what their clause says ("الذين شاركوا في احتجاجات")
AUTHORITY = "authority"  # "السلطات", "وزارة الداخلية": they arrest and ban, and are no armed side of a fight
OUTCOMES = {
    "toll.dead": "fatalities",
    "toll.martyrs": "fatalities",
    "toll.hurt": "injured",
    "toll.victims": "victims",
    "toll.losses": "fatalities",
}


@dataclass(slots=True)
class Named:
    """One actor inside a participant: its neutral name, lexicon entry and the tokens that say it."""

    name: str
    entry: str
    first: int
    last: int
    actor_class: str | None = None
    label: str | None = None
    organisation: bool = False
    side: str = ""  # allies of one conflict share it


@dataclass(slots=True)
class Participant:
    """tokens[first:last]; `slot` is the preposition class before it ("", on, by, with, of, to, source)."""

    first: int
    last: int
    named: list[Named] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    figure: Figure | None = None
    counted: bool = False
    vague: bool = False  # "عشرات", "عدد من": its figure is no number
    outcome: str | None = None
    lost: bool = False  # "خسائر بشرية": whose people they were is told beside it, or nowhere
    others: bool = False
    slot: str = ""
    joined: bool = False
    asset: str | None = None
    part: bool = False
    plural: bool = False
    definite: bool = False
    clitic: str = ""  # proclitics of the first word

    @property
    def armed(self) -> bool:
        if not ARMED_KINDS.isdisjoint(self.kinds):
            return True
        return any(n.organisation and n.actor_class in ARMED_CLASSES for n in self.named)

    @property
    def civil(self) -> bool:
        return not CIVIL_KINDS.isdisjoint(self.kinds) and not self.armed

    @property
    def organisation(self) -> bool:
        return not self.kinds and any(n.organisation for n in self.named)


@dataclass(slots=True)
class Piece:
    first: int
    last: int
    what: str  # num | actor | group | nation | toll | others
    hit: Hit | None = None
    number: Number | None = None


def may_tell_of_people(hits: Sequence[Hit], numbers: Sequence[Number]) -> bool:
    """Is there anything that `pieces` would take?"""
    return any(n.kind not in _NO_COUNT for n in numbers) or any(map(_what, hits))


_NO_COUNT = ("percent", "decimal", "ordinal")


def pieces(hits: Sequence[Hit], numbers: Sequence[Number]) -> list[Piece]:
    """All pieces, which may overlap."""
    found = [Piece(h.first, h.last, what, hit=h) for h in hits if (what := _what(h))]
    return found + [Piece(n.first, n.last, "num", number=n) for n in numbers if n.kind not in _NO_COUNT]


_ORDER = {"actor": 0, "toll": 1, "group": 2, "nation": 3, "others": 4, "num": 9}


def apart(found: Sequence[Piece], blocked: Sequence[tuple[int, int]]) -> list[Piece]:
    """Non-overlapping pieces in order; longer ones and actors win, numbers keep their place unless inside a name."""
    taken: set[int] = {i for first, last in blocked for i in range(first, last)}
    kept: list[Piece] = []
    for piece in sorted(found, key=lambda p: (p.what == "num", -(p.last - p.first), _ORDER[p.what], p.first)):
        span = range(piece.first, piece.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(piece)
    return sorted(kept, key=lambda p: p.first)


def _what(hit: Hit) -> str | None:
    phrase = hit.phrase
    if phrase.kind in ("actor", "group", "nation"):
        return phrase.kind
    if phrase.kind == "trigger" and phrase.entry.id in OUTCOMES:
        return "toll"
    if phrase.kind == "marker" and phrase.entry.kind == "others":
        return "others"
    return None


ENROLLED = frozenset({"منسوبي", "منسوبو", "منتسبي", "منتسبو"})  # "منسوبي قوات الطوارئ": men of a force
_DUTY = "الواجب"
_SOLDIERS = "group.state.01"  # entry of groups.tsv: جندي, جنود
_GLUE = frozenset(
    {"من", "في", "بين", "اجمالي", '"', "(", ")", "عناصر", "افراد", "اعضاء", "مقاتلي", "مسلحي", "اصل", "ال", *ENROLLED}
)
# "عدد من", "مجموعة من" with a plural behind them: several ("عدد من الجنود": two or more)
_COUNTERS = {
    "عدد": (2, None),
    "عددا": (2, None),
    "اعداد": (2, None),
    "اعدادا": (2, None),
    "مجموعه": (2, None),
    "العديد": (2, None),
    "المزيد": (2, None),
    "احد": (1, 1),
    "احدي": (1, 1),
    "عشرات": (20, None),
    "بعض": (2, None),
}


def build(tokens: Sequence[Token], found: Sequence[Piece], words: Any) -> list[Participant]:
    """Participants of one sentence from its pieces."""
    out: list[Participant] = []
    befores = [None, *found]
    found = [piece for piece, before in zip(found, befores, strict=False) if not _adjective(tokens, piece, before)]
    afters = [*found[1:], None]
    found = [piece for piece, after in zip(found, afters, strict=False) if not _capture(tokens, piece, after)]
    found = [piece for piece in found if not _inhabited(tokens, piece)]
    i = 0
    while i < len(found):
        participant, i = _grow(tokens, found, i, words)
        if participant and not _bereaved(tokens, participant):
            out.append(participant)
    _mixed(tokens, out)
    for p in out:
        if p.kinds == {"person"} and not p.outcome and _suspected(tokens, p):
            p.kinds = {"suspect"}
            p.named = [Named("Unidentified armed group", _GUNMEN, p.first, p.last, "Rebel group")]
        if p.civil and _demonstrates(tokens, p):
            p.kinds = {"protester", AMONG}
            p.named.insert(0, Named("Protesters", "group.protester.01", p.first, p.last, "Protesters"))
    return out


def _bereaved(tokens: Sequence[Token], p: Participant) -> bool:
    """ "تعازيه لأسر الشهداء", "والدة الشهيد": the family of those who were struck, and nobody who was."""
    kin = bool(p.named) and p.named[0].entry.startswith(_KIN) and p.named[0].entry != _MEMBER and not p.counted
    behind = tokens[p.named[0].last].norm if kin and p.named[0].last < len(tokens) else ""
    return kin and (bool(p.outcome) or behind.removeprefix("ال") in _STRUCK)


_KIN = "group.family."
_MEMBER = "group.family.01"  # entry of groups.tsv: فرد, أفراد
_STRUCK = frozenset(
    {"شهيد", "شهيده", "شهيدين", "شهداء", "ضحيه", "ضحايا", "قتيل", "قتلي", "مصابين", "جرحي", "فقيد", "مفقودين"}
)


def _inhabited(tokens: Sequence[Token], piece: Piece) -> bool:
    """ "المناطق الآهلة بالسكان", "أماكن مأهولة بالمدنيين": what a place is like, and nobody who was struck."""
    lead = tokens[piece.first - 1].norm if piece.first else ""
    return piece.what == "group" and unwaw(lead).removeprefix("ال") in INHABITED


INHABITED = frozenset({"اهله", "ماهوله", "ماهول", "ماهولا", "مكتظه", "مكتظ", "مكتظا"})


def _suspected(tokens: Sequence[Token], p: Participant) -> bool:
    """ "أشخاص يشتبه في انتمائهم إلى تنظيم إرهابي", "شابا ينتمي إلى خلية تكفيرية": people of a group without a name; who is only
    linked with one ("على صلة بخلية") is not said to be of it."""
    behind = [t.norm for t in tokens[p.last : p.last + _SUSPECT_WITHIN]]
    end = next((i for i, word in enumerate(behind) if word in (".", "،", "و", "؛")), len(behind))
    behind = behind[:end]
    if _accused(behind):
        return True
    tied = next((i for i, word in enumerate(behind) if _JOINED.match(word)), end)
    groups = range(tied + 1, end - 1)
    return any(bare_group(behind[i]) in _CELLS and behind[i + 1].removeprefix("ال") in _EXTREME for i in groups)


def armed_by_clause(words: Sequence[str]) -> bool:
    """May one of a sentence's folded words say that people without arms are armed?"""
    if not ARMED_BY_CLAUSE.isdisjoint(words):
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


def bare_group(word: str) -> str:
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
ARMED_BY_CLAUSE = _EXTREME | {"ال" + word for word in _EXTREME} | {_DUTY}
_GUNMEN = "group.armed.01"  # entry of groups.tsv: مسلح, مسلحون


def _demonstrates(tokens: Sequence[Token], p: Participant) -> bool:
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


def _capture(tokens: Sequence[Token], piece: Piece, next_: Piece | None) -> bool:
    """ "وأسر 4 آخرين", "أسر خمسة جنود", "وأسر آخرين": the taking of prisoners, and no families."""
    number = next_ is not None and next_.what in ("num", "others") and next_.first == piece.last
    return piece.what == "group" and number and tokens[piece.first].norm.removeprefix("و") == "اسر"


_DEEDS = frozenset({"هجوم", "هجوما", "هجمات", "هجومين", "هجومان", "تفجير", "تفجيرا", "تفجيرين", "تفجيران", "تفجيرات", "انفجار", "عمليه", "عمليتين", "عمليات", "اعتداء", "اعتداءات", "عمل", "اعمال", "موقع", "مصدر", "تدخل", "قصف", "حاجز", "مقر", "انقلاب", "تصعيد", "دعم", "بيان", "مطار", "معسكر", "رتل", "حزام", "احزمه", "سطو", "كمين", "اشتباك", "اشتباكات", "نزاع", "صراع", "تمرد", "عصيان", "تنظيم", "تنظيمات", "فصيل", "فصائل", "فصايل", "جناح", "مخطط", "فكر", "خطاب", "تيار", "يمين", "حزب", "مكان", "مصير", "سلوك", "حادث"})  # fmt: skip
_ADJECTIVES = frozenset({"عسكري", "مدني", "امني", "انتحاري", "انتحاريه", "انتحاريين", "انتحاريان", "انتحاريا", "مسلح", "مسلحا", "مسلحه", "ارهابي", "ارهابيا", "متطرف", "متشدد", "مجهول", "حاكم"})  # fmt: skip


def _adjective(tokens: Sequence[Token], piece: Piece, before: Piece | None) -> bool:
    """A word for one person that stands as the adjective of a thing before it: "هجوم انتحاري", "الجناح المسلح", "المجلس السياسي".
    After a word for people it is a noun or describes them ("قتلت الشرطة الانتحاري", "الشاب المسلح")."""
    if piece.first == 0 or piece.last - piece.first != 1:
        return False
    if piece.what == "toll":  # "كتيبة شهداء …", "مستشفى الشهداء"
        near = [t.norm for t in tokens[max(0, piece.first - 2) : piece.first] if t.norm != '"'][-1:]
        return (
            tokens[piece.first].norm.removeprefix("ال") == "شهداء"
            and near != []
            and near[0].removeprefix("ال") in _NAMED_FOR
        )
    if piece.what != "group":
        return False
    word = tokens[piece.first].norm
    stem = word.removeprefix("ال")
    definite = word != stem
    if tokens[piece.first - 1].norm == '"' and stem in _ADJECTIVES and piece.first > 1:
        lead = tokens[piece.first - 2].norm
        return lead in _DEEDS and not definite  # "اعتداء "إرهابي""
    noun = {base: "ال" in particles or "لل" in particles for particles, base in stems(tokens[piece.first - 1].norm)}
    if stem in _ADJECTIVES and any(noun.get(deed) == definite for deed in _DEEDS.intersection(noun)):
        return True
    if stem in _DUAL_ADJECTIVES and (before is None or before.last != piece.first):
        return len(tokens[piece.first - 1].norm) > 4 and tokens[piece.first - 1].norm.endswith(stem[-2:])
    accusative = tokens[piece.first - 1].norm
    if word.endswith("يا") and accusative.endswith("ا") and not accusative.endswith(("وا", "ها")):
        return before is None or before.last != piece.first  # "تقدما عسكريا"
    if before is not None and before.last == piece.first:
        if stem in _FROM_ABROAD and before.what == "group" and before.hit is not None:
            return before.hit.definite == definite  # "المتشددين الأجانب"
        if stem in _OF_A_KIND and before.what in ("actor", "nation") and before.hit is not None:
            return before.hit.definite == definite and stem[-2:] == tokens[piece.first - 1].norm[-2:]
        return stem in _OPPOSED and before.what == "group" and stem[-2:] == tokens[piece.first - 1].norm[-2:]
    return definite and any(noun.values()) and (stem.rstrip("ه").endswith("ي") or stem in _ADJECTIVES)


_DUAL_ADJECTIVES = frozenset({"عسكريين", "عسكريان", "امنيين", "امنيان"})  # "مركزين عسكريين"
_NAMED_FOR = frozenset({"كتيبه", "كتايب", "لواء", "الويه", "سرايا", "ميدان", "ساحه", "مسجد", "مستشفي", "شارع", "جسر"})
_FROM_ABROAD = frozenset({"اجانب", "محليين", "محليون"})
_OF_A_KIND = frozenset({"متشددون", "متشددين", "متطرفون", "متطرفين"})  # "مستوطنون متطرفون"
_OPPOSED = frozenset({"معارضين", "معارضون"})  # "مسلحين معارضين": of the opposition, and no politicians beside them


def _grow(tokens: Sequence[Token], found: Sequence[Piece], i: int, words: Any) -> tuple[Participant | None, int]:
    piece = found[i]
    p = Participant(piece.first, piece.last, clitic=_clitic(tokens, piece))
    if i and _two(tokens, piece) and found[i - 1].last == piece.first:
        return None, i + 1  # "عسكريين اثنين"
    if _rebels_of(tokens, piece, found[i + 1] if i + 1 < len(found) else None):
        i += 1
        piece = found[i]
    if piece.what == "num":
        head = found[i + 1] if i + 1 < len(found) else None
        joined = (
            head
            and head.what in ("group", "actor", "toll", "others", "nation")
            and _glued(tokens, piece.last, head.first, 3)
        )
        number = piece.number
        assert number is not None
        p.figure, p.counted, p.vague = Figure(number.low, number.high), True, number.kind == "indefinite"
        if not joined:
            return _bare_number(tokens, p, words), i + 1
        i += 1
        piece = found[i]
    _absorb(p, piece)
    if piece.what == "nation" and _of_two_things(tokens, piece, words):
        p.kinds, p.plural, p.figure, p.counted = set(), False, None, False
    if _one_national(tokens, p, piece):
        p.kinds.add("person")
    p.last = piece.last
    i += 1
    while i < len(found) and _continues(tokens, p, found[i]):
        _absorb(p, found[i])
        p.last = found[i].last
        i += 1
    if p.outcome and not p.counted and _told_number(tokens, p, found, i):
        number = found[i].number
        assert number is not None
        p.figure, p.counted, p.last = Figure(number.low, number.high), True, number.last
        i += 1
        joined = i < len(found) and _clitic(tokens, found[i]).startswith("و")
        if i < len(found) and found[i].first == p.last and found[i].what in ("toll", "group") and not joined:
            toll = found[i].hit
            if found[i].what == "toll" and toll is not None:
                p.outcome = OUTCOMES[toll.phrase.entry.id]  # "حصيلة ضحايا التفجير إلى 25 قتيلا"
            p.last = found[i].last
            i += 1
    if not p.counted and i < len(found) and found[i].first == p.last and _two(tokens, found[i]):
        p.figure, p.counted, p.last = Figure(2, 2), True, found[i].last
        i += 1
    if not p.counted and i < len(found) and _numbered(tokens, p, found[i]):
        number = found[i].number
        assert number is not None
        p.figure, p.counted, p.last = Figure(number.low, number.high), True, found[i].last
        i += 1
    if not p.counted and i < len(found) and _family_of(tokens, p, found[i]):
        number = found[i].number
        assert number is not None
        i += 1
        if i < len(found) and found[i].what == "group" and found[i].first == found[i - 1].last:
            i += 1
        p.figure, p.counted, p.last = Figure(number.low, number.high), True, found[i - 1].last
    while p.counted and p.kinds and i < len(found) and _continues(tokens, p, found[i]):
        _absorb(p, found[i])  # "قياديين اثنين في قوات …", "الجنود الأربعة من …"
        p.last = found[i].last
        i += 1
    if _one_more(tokens, p):
        p.figure, p.counted = Figure(1, 1), True
    if p.organisation and not p.counted and p.last - p.first == 1 and (men := _MEN_OF.get(tokens[p.first].norm)):
        p.figure, p.counted = Figure(men, men), True  # "قتل مستوطنان"
    if p.outcome and not p.named and p.last < len(tokens) and tokens[p.last].norm == _DUTY:
        p.kinds.add("state")  # "شهداء الواجب"
        p.named.append(Named("State forces", _SOLDIERS, p.last, p.last + 1, "State forces"))
    of_forces = piece.what == "actor" or p.kinds == {"state"}
    if of_forces and p.armed and tokens[piece.first - 1].norm in ENROLLED and piece.first:
        p.kinds.add("member")
        p.plural = True
        p.first = min(p.first, piece.first - 1)
    if not p.counted:
        _count(tokens, p)
    if p.counted and not p.kinds and p.named and all(n.entry.startswith("nation.") for n in p.named):
        p.kinds.add("person")  # "25 فلسطينيا"
    if p.kinds in _OF_A_GROUP and len(p.named) > 1 and _of_a_party(tokens, p.named[-1]):
        p.kinds, p.named = {"member"}, [n for n in p.named if n.organisation]  # "أشخاصا ينتمون لداعش"
    return p, i


# "أشخاصا ينتمون لداعش", "تونسيين من عناصر داعش"
_OF_A_GROUP: tuple[set[str], ...] = ({"person"}, {"person", "member"}, {"person", "armed"})
_FIGHT = ("member", "armed")


def _rebels_of(tokens: Sequence[Token], piece: Piece, next_: Piece | None) -> bool:
    """ "متمردو حزب العمال": a construct with the name of whose rebels they are."""
    named = next_ is not None and next_.what == "actor" and next_.first == piece.last
    return named and tokens[piece.last - 1].norm.endswith(_REBELS_OF)


_REBELS_OF = ("متمردو", "متمردي")


def _sole_nation(p: Participant) -> bool:
    return bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def _accusative(norm: str) -> bool:
    """ "جنديا", "فلسطينيا": the ending of an indefinite object."""
    return norm.endswith("ا") and not norm.endswith("وا")


_MEN_OF = {"مستوطن": 1, "مستوطنا": 1, "ومستوطن": 1, "مستوطنان": 2, "ومستوطنان": 2}  # names whose number is written


def _of_a_party(tokens: Sequence[Token], named: Named) -> bool:
    """ "أشخاصا ينتمون لداعش", "على ارتباط بالحرس الثوري": an armed group or a service, and no government or country."""
    service = tokens[named.first].norm.lstrip("وبل").removeprefix("ال") in _SERVICES
    return named.organisation and (named.actor_class in FACTIONS or service)


def _one_more(tokens: Sequence[Token], p: Participant) -> bool:
    """ "قتل جندي وأصيب آخر"; but "عدد آخر منهم"."""
    if not p.others or p.counted or p.kinds or tokens[p.first].norm.lstrip("و") != "اخر":
        return False
    return p.first == 0 or tokens[p.first - 1].norm not in _SOME


_SOME = frozenset({"عدد", "عددا", "قسم", "قسما", "جزء", "بعض", "فريق", "جانب", "طرف", "يوم", "مكان"})


def _numbered(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "الجنود القطريين الأربعة": the number as the noun's adjective; "أسرت القوات العشرات من" counts those behind it."""
    if piece.number is not None and piece.number.kind == "indefinite":
        return False
    both = tokens[piece.first].norm.startswith("ال") and tokens[p.last - 1].norm.startswith("ال")
    return both and piece.what == "num" and piece.first == p.last and piece.last - piece.first == 1


def _family_of(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "أسرة من خمسة أفراد", "عائلة مكونة من سبعة أشخاص": how many they are."""
    family = p.kinds == {"family"} and bool(p.named) and p.named[0].entry == _FAMILY
    gap = [t.norm for t in tokens[p.last : piece.first]]
    return (
        family and piece.what == "num" and 0 < len(gap) <= _FAMILY_WITHIN and gap[-1] == "من" and set(gap) <= _MADE_OF
    )


_FAMILY = "group.family.02"  # entry of groups.tsv: "أسرة", "عائلة"
_FAMILY_WITHIN = 3  # words from "أسرة" to its number
_MADE_OF = frozenset({"من", "مكونه", "مولفه", "تتكون", "تتالف", "كامله", "باكملها"})


def _two(tokens: Sequence[Token], piece: Piece) -> bool:
    """The number behind its dual noun: "عسكريين اثنين"; in "قتلت الشرطة اثنين من المهاجمين" it begins another party."""
    if piece.what != "num" or tokens[piece.first].norm not in _TWO or not piece.first:
        return False
    return tokens[piece.first - 1].norm.endswith(_DUAL_ENDINGS)


_TWO = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})
_DUAL_ENDINGS = ("ين", "ان")


def _of_two_things(tokens: Sequence[Token], piece: Piece, words: Any) -> bool:
    """ "صاروخين إسرائيليين", "موقعين سوريين": the adjective of two things, and no people."""
    norm = tokens[piece.first - 1].norm if piece.first else ""
    thing = unwaw(norm) if unwaw(norm) in TWO_MISSILES else unwaw(norm)[1:] if norm[:1] in "لب" else unwaw(norm)
    return thing.endswith(("ين", "ان")) and (thing in TWO_MISSILES or thing in words["assets"])


TWO_MISSILES = frozenset(
    {"صاروخين", "صاروخان", "قذيفتين", "قذيفتان"}
)  # their adjective is in the dual, and means no men


def _one_national(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "قتلت القوات فلسطينيا": one of a nation; after an accusative it is its adjective ("قصفا إسرائيليا")."""
    if piece.what != "nation" or p.kinds or p.counted:
        return False
    if p.clitic in ("ل", "ول") and piece.hit and not piece.hit.definite:
        return True  # "عملية قنص لفلسطيني": no adjective takes "ل"
    lead = tokens[piece.first - 1].norm if piece.first else ""
    if unwaw(lead).removeprefix("ب") in _OF_ONE and piece.hit and not piece.hit.proclitics:
        return True  # "مقتل فلسطيني", "قتل لبناني", "يعتدي على فلسطيني"
    if not tokens[piece.first].norm.endswith("يا"):
        return False
    return piece.first > 0 and not tokens[piece.first - 1].norm.endswith("ا")


_OF_ONE = frozenset({"مقتل", "اصابه", "استشهاد", "اعتقال", "وفاه", "اغتيال", "خطف", "اختطاف", "علي", "قتل", "اصيب", "جرح", "استشهد", "طعن", "دهس"})  # fmt: skip


def _told_number(tokens: Sequence[Token], p: Participant, found: Sequence[Piece], i: int) -> bool:
    """ "عدد القتلى بلغ 30", "حصيلة الجرحى إلى 70", "عدد قتلى الهجوم ارتفع إلى 12": a number told of those dead or hurt."""
    if (
        i < len(found)
        and found[i].what == "num"
        and found[i].first == p.last
        and tokens[p.first].norm.startswith("وال")
    ):
        return True  # "عدد القتلى 25 والجرحى 50"
    before = {t.norm.removeprefix("و").removeprefix("ب") for t in tokens[max(0, p.first - 2) : p.first]}
    if not before & _NUMBER_OF or i >= len(found) or found[i].what != "num" or found[i].first - p.last > _TOLD_WITHIN:
        return False
    gap = [t.norm for t in tokens[p.last : found[i].first]]
    return not any(g in (".", "،", "؛") for g in gap) and (not gap or any(g in _REACHES for g in gap))


_NUMBER_OF = frozenset({"عدد", "حصيله", "اعداد"})
_REACHES = frozenset(
    {"بلغ", "بلغت", "يبلغ", "تبلغ", "الي", "وصل", "وصلت", "يصل", "تصل", "تجاوز", "تجاوزت", "ناهز", "يقارب", "هو"}
)
_TOLD_WITHIN = 6  # words between "عدد القتلى" and its number


def _mixed(tokens: Sequence[Token], people: Sequence[Participant]) -> None:
    """ "20 بين قتيل وجريح", "عشرات القتلى والجرحى": one figure for dead and hurt together is neither's: its outcome is "victims"."""
    for n, (a, b) in enumerate(pairwise(people)):
        if a.outcome and b.outcome and b.first == a.last and b.clitic == "و" and not (a.named or a.kinds):
            a.named, a.kinds = list(b.named), set(b.kinds)  # "قتلى وجرحى من المتمردين"
        if not (a.outcome and b.outcome and a.outcome != b.outcome) or b.counted or b.first != a.last:
            continue
        between = a.first and tokens[a.first - 1].norm in ("بين", "وبين")
        if not b.clitic.startswith("و") or not (between or (a.counted and (not b.plural or b.definite))):
            continue
        a.outcome = b.outcome = "victims"
        before = people[n - 1] if n else None
        if before and not a.counted and before.counted and a.first - before.last <= 3:
            before.outcome = "victims"


def _clitic(tokens: Sequence[Token], piece: Piece) -> str:
    if piece.hit:
        lead = [t.norm for t in tokens[max(0, piece.first - 2) : piece.first]]
        alone = not piece.hit.proclitics and (lead[-1:] == ["و"] or lead == ["و", '"'])  # "قوات النظام و«حزب الله»"
        return "و" if alone else piece.hit.proclitics
    norm = tokens[piece.first].norm
    if norm.isdigit():
        before = tokens[piece.first - 1] if piece.first else None
        return (
            before.norm
            if before and before.end == tokens[piece.first].start and before.norm in ("و", "ب", "ل", "وب", "ول")
            else ""
        )
    if norm == _AND_ONE_OF and piece.last < len(tokens) and _one_of(tokens[piece.last].norm):
        return "و"
    for prefix in ("وب", "ول", "و", "ب", "ل"):
        if norm.startswith(prefix) and not norm.startswith(("واحد", "بضع")) and len(norm) - len(prefix) >= 3:
            return prefix
    return ""


_AND_ONE_OF = "واحد"  # folded, "وأحد" looks like "واحد"


def _one_of(following: str) -> bool:
    """ "ضابط وأحد مرافقيه", "وأحد العناصر": "one of", which stands before those it is one of, and not "one"."""
    return following.startswith("ال") or following.endswith(("يه", "يها", "يهم", "ائه", "ائها"))


def _bare_number(tokens: Sequence[Token], p: Participant, words: Any) -> Participant | None:
    """A number before an unknown noun still counts people ("ستة بحارة") unless the noun is a unit or a thing."""
    after = tokens[p.last].norm if p.last < len(tokens) else ""
    plain = after.removeprefix("ال")
    if (
        plain in words["time_units"]
        or plain in words["assets"]
        or plain in words["measures"]
        or _age(tokens, p.last)
        or (p.first and tokens[p.first - 1].norm in _MODEL_HEADS)
    ):
        return None
    if after in _THROUGH and _of_a_span(tokens, p.last, words):
        return None  # "عمرهما 27 و32 سنة"
    low = p.figure.low if p.figure else None
    if low is not None and 1900 <= low <= 2100 and p.last - p.first == 1 and tokens[p.first].norm.isdigit():
        return None
    if p.vague and tokens[p.first].norm.lstrip("وبلك") == "عده":
        return None  # "على عدة جبهات": of what no lexicon knows, and mostly things
    if plain in _INJURIES:
        sick = p.last + 1 < len(tokens) and tokens[p.last + 1].norm.startswith(_SICK)
        p.outcome, p.last = (None if sick else "injured"), p.last + 1  # "مئات الإصابات", "3 إصابات"
        return None if sick else p
    of = tokens[p.last + 1].norm if after == "من" and p.last + 1 < len(tokens) else ""
    if of.removeprefix("ال") in words["assets"]:
        return None  # "عشرات من الأهداف"
    theirs = p.clitic == "و" and tokens[p.first].norm == _AND_ONE_OF
    p.kinds = (
        {"them"} if theirs or after in _OF_THEM or of.endswith(("يه", "يها", "يهم", "ائه", "اتباعه")) else {"unknown"}
    )
    return p


_THROUGH = frozenset({"و", "الي", "-", "او"})


def _of_a_span(tokens: Sequence[Token], at: int, words: Any) -> bool:
    """Is the number behind the word at `at` one of years, hours or metres?"""
    if at + 2 >= len(tokens) or not tokens[at + 1].norm.isdigit():
        return False
    unit = tokens[at + 2].norm.removeprefix("ال")
    return unit in words["time_units"] or unit in words["measures"]


_INJURIES = frozenset({"اصابه", "اصابات"})
_SICK = ("بفيروس", "بكورونا", "بالكوليرا", "بمرض", "بالمرض", "بحمي", "جديده", "موكده", "مسجله", "بالفيروس", "بعدوي")
_OF_THEM = frozenset({"منهم", "منهن"})  # "ثلاثة منهم", "أربعة من مرافقيه": of whom this says nothing


def _age(tokens: Sequence[Token], at: int) -> bool:
    """ "في الـ16 من عمره"."""
    return (
        [t.norm for t in tokens[at : at + 1]] == ["من"]
        and tokens[at + 1 : at + 2] != []
        and "عمر" in tokens[at + 1].norm
    )


_MODEL_HEADS = frozenset(
    {
        "اللواء",
        "لواء",
        "الفرقه",
        "فرقه",
        "الفوج",
        "فوج",
        "الكتيبه",
        "كتيبه",
        "اف",
        "ميغ",
        "بي",
        "رقم",
        "الساعه",
        "سوخوي",
        "الماده",
        "القرار",
        "عام",
        "سنه",
        "عمره",
        "العمر",
        "ميلاده",
        "ميلادها",
        "ذكراه",
        "ذكراها",
        "طراز",
        "عيار",
    }
)


def _glued(tokens: Sequence[Token], first: int, last: int, most: int) -> bool:
    return last - first <= most and all(t.norm in _GLUE for t in tokens[first:last])


def _continues(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """Does the next piece describe the same people? ("عناصر" + "الشرطة", "جنديا" + "أميركيا", "مسلحين من" + "طالبان")"""
    gap = [t.norm for t in tokens[p.last : piece.first]]
    if piece.what == "others":
        near = not gap or all(g in _FROM_ABROAD or g in _DESCRIBED for g in gap)  # "خمسة متشددين أجانب آخرين"
        return near and p.counted and not p.others and not (piece.hit and piece.hit.proclitics)
    if p.others and not p.kinds and not p.counted and not gap and piece.hit and piece.hit.definite:
        return False  # "رشق آخرون الجنود"
    if piece.what == "num" or (piece.what == "toll" and p.outcome):
        return False
    if piece.hit and piece.hit.proclitics[:1] in ("و", "ف"):
        return False
    if _said_to_belong(p, piece, gap):
        return True
    if piece.hit and piece.hit.proclitics[:1] in ("ب", "ك"):
        return not gap and _serves(p, piece)
    if piece.what == "actor" and piece.hit and _master(tokens, p, piece.hit):
        return False  # "الميليشيات الحوثية التابعة لإيران"
    if not gap and piece.what == "actor" and p.organisation and p.named[-1].entry == _REBELS:
        return piece.hit is not None and not piece.hit.definite and piece.hit.phrase.entry.class_ in FACTIONS
    if piece.what == "actor" and piece.hit and piece.hit.proclitics in _FOR and _to_a_state(p, piece.hit):
        return False  # "استسلم 20 من مقاتلي الحركة للقوات الأفغانية"
    if not gap and piece.what == "group" and piece.hit and _man_beside_many(tokens, p, piece.hit):
        return False
    if piece.what == "group" and AUTHORITY in p.kinds and piece.hit and piece.hit.phrase.entry.kind != AUTHORITY:
        return False  # "اعتقلت السلطات رئيس الوزراء"
    if (
        piece.what == "actor"
        and piece.hit
        and gap[-1:]
        and gap[-1] in _LOYAL
        and len(gap) <= 2
        and p.kinds == {"armed"}
    ):
        return piece.hit.phrase.entry.class_ in FACTIONS  # "متشددين موالين لتنظيم الدولة"
    if not gap and _armed_men(tokens, p, piece):
        return True
    if gap == ["من"] and p.kinds == {"person"} and _sole_nation(p) and _fighters(piece):
        return True  # "عشرة تونسيين من عناصر التنظيم"
    if piece.what == "group" and p.kinds and piece.hit and _other_side(p, piece.hit.phrase.entry.kind):
        return False  # "اغتال مسلحون ناشطا": two parties side by side
    if p.kinds & _CROWD and _beside_a_crowd(p, piece, gap):
        return False  # "رشق محتجون قوات الأمن", "قتل حشد غاضب رجلا", "مئات المحتجين في موسكو"
    bare = piece.what == "group" and piece.hit is not None and not piece.hit.definite
    if not gap and bare and p.kinds & {"state", "police"} and tokens[p.last - 1].norm.startswith("ال"):
        return False  # "اعتقلت الشرطة مسلحين": no adjective, for they do not agree
    if not gap and bare and _another_case(tokens[p.last - 1].norm, tokens[piece.first].norm):
        return False
    apart = _no_construct(tokens, p) or AUTHORITY in p.kinds
    if not gap and apart and piece.what == "actor" and piece.hit and _noun_headed(piece.hit):
        return False  # "اتهم مسؤولون حزب العمال", "حملت السلطات جماعة …": two parties side by side
    if not gap and _no_construct(tokens, p) and piece.hit and _definite_force(tokens, piece):
        return False  # "هاجم مسلحون الشرطة": a plural that is no construct, and the force that it struck
    of_a_thing = not p.kinds and _sole_nation(p) and not p.definite and tokens[p.last - 1].norm.endswith("يه")
    if not gap and of_a_thing and piece.what == "actor" and piece.hit and _noun_headed(piece.hit):
        return False  # "استهدفت صواريخ إسرائيلية قوات النظام"
    if not gap and bare and not p.kinds and _sole_nation(p) and _accusative(tokens[piece.first].norm):
        return _accusative(tokens[p.last - 1].norm)  # "طعن فلسطيني جنديا"
    if not gap and bare and not p.kinds and _sole_nation(p) and tokens[p.last - 1].norm.endswith("يه"):
        return tokens[piece.first].norm.endswith(("ه", "ات"))  # "قتلت غارة أميركية زعيم التنظيم": adjective of the raid
    one = piece.what == "group" and piece.hit is not None and piece.hit.phrase.info == "singular"
    if not gap and one and p.plural and tokens[p.last - 1].norm.endswith(("ون", "ين")):
        return False  # "خطف مسلحون ضابطا": a plural that is no construct, and one man beside it
    if not gap and bare and piece.hit and piece.hit.phrase.info == "dual" and "armed" in p.kinds and not p.plural:
        return tokens[p.last - 1].norm.endswith(_DUAL_ENDINGS)  # "قتل مسلح جنديين"
    if not gap and piece.what == "nation" and _another(p, tokens[p.last - 1].norm, tokens[piece.first].norm):
        return False
    if one and piece.hit and piece.hit.definite and p.plural and p.kinds & {"state", "police"}:
        return False  # "قتلت الشرطة المسلح"
    if not gap and piece.what == "actor" and piece.hit and not p.outcome and _same_name(p, piece.hit):
        return True  # "متمردين حوثيين"
    if not gap or all(g == '"' for g in gap):
        return not (p.organisation and piece.what in ("group", "actor") and not p.kinds)
    if piece.what == "toll":
        return False
    plain = [g for g in gap if g not in _UNSAID]
    while len(plain) > 1 and plain[0] in _DESCRIBED:
        plain = plain[1:]  # "خمسة عناصر مفترضين من التنظيم"
    if plain and plain[0] in _SUSPECTED and piece.what == "actor" and len(plain) <= 5:
        return (
            plain[-1] == "الي"
            or (len(plain) > 1 and plain[1] in _THEY_ARE and _GLUE.issuperset(plain[2:]))  # "يشتبه بأنهم من أعضاء"
            or (piece.hit is not None and piece.hit.proclitics in ("ل", "ب", "لل"))
        )
    if plain and plain[-1] == "في" and piece.hit and _capital(p, piece.hit):
        return False  # "سبعة من عناصر التنظيم في موسكو": where
    if plain and plain[-1] == "في" and piece.what == "actor" and p.kinds == {"member"} and len(plain) <= 5:
        return not _APART.intersection(plain) and "،" not in plain  # "قائد قوات التدخل السريع في الحركة"
    if not plain or len(plain) > 3 or piece.what not in ("actor", "group") or _APART.intersection(plain):
        return False
    if p.outcome and plain == ["في", "صفوف"]:
        return True  # "قتلى وجرحى في صفوف المدنيين"
    if plain[0] == "في":
        return piece.what == "actor" and (len(plain) == 1 or plain[1] == "صفوف")
    if plain[0] == "من" and len(plain) == _FAR:
        return False  # "طيران التحالف من اقتحام معسكر لتنظيم …": a deed stands between
    return plain[0] in _BELONGING and (piece.what == "actor" or plain == ["من"])


_REBELS = "rebels.any"  # entry of actors/global.tsv: "متمردو بوكو حرام"
_FOR = frozenset({"ل", "لل"})


def _to_a_state(p: Participant, hit: Hit) -> bool:
    """A force told with "ل" behind fighters that have a name already."""
    faction = any(n.organisation and n.actor_class in FACTIONS for n in p.named)
    return faction and hit.phrase.entry.class_ in STATES


def _man_beside_many(tokens: Sequence[Token], p: Participant, hit: Hit) -> bool:
    """ "احتجز رجل رهائن", "صدم سائق جنودا": one man told without the article, and many beside him, whom no adjective makes of him."""
    alone = not (p.plural or p.counted or p.definite) and p.kinds in ({"person"}, {"worker"}) and p.last - p.first == 1
    return alone and hit.phrase.info == "plural" and not hit.definite


def _armed_men(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "رجلين مسلحين", "شابا مسلحا": an adjective that agrees with the one for men before it; "قتل رجل مسلحا" are two."""
    if piece.what != "group" or p.kinds != {"person"} or p.definite or piece.hit is None or piece.hit.definite:
        return False
    noun, word = tokens[p.last - 1].norm, tokens[piece.first].norm
    alike = noun.endswith("ا") == word.endswith("ا") and noun.endswith(("ين", "ان")) == word.endswith(("ين", "ان"))
    entry = piece.hit.phrase.entry
    return alike and entry.kind == "armed" and entry.id not in _FACELESS and piece.last - piece.first == 1


# مجهول, ملثم: "شخصا مجهولا", "شبان ملثمون" are not said to bear arms
_FACELESS = frozenset({"group.armed.02", "group.armed.05"})


def _capital(p: Participant, hit: Hit) -> bool:
    """One word that stands for a state, behind men whose organisation is told."""
    return len(hit.phrase.words) == 1 and hit.phrase.entry.class_ in STATES and any(n.organisation for n in p.named)


def _no_construct(tokens: Sequence[Token], p: Participant) -> bool:
    """ "مسلحون", "متظاهرين": an indefinite plural with its nūn, which nothing definite belongs to."""
    last = tokens[p.last - 1].norm
    return not p.definite and p.plural and last.endswith(("ون", "ين")) and not last.startswith(("ال", "وال", "لل"))


def _noun_headed(hit: Hit) -> bool:
    """Does the name begin with a noun for a group ("حزب العمال", "قوات النظام"), and with no adjective of those before it?"""
    return hit.phrase.words[0].removeprefix("ال") in _GROUP_NOUNS and len(hit.phrase.words) > 1


_GROUP_NOUNS = frozenset({"حزب", "حركه", "تنظيم", "جماعه", "جيش", "قوات", "جبهه", "هييه", "كتايب", "سرايا", "لواء", "مليشيا", "ميليشيا", "ميليشيات", "مليشيات", "حشد"})  # fmt: skip


def _definite_force(tokens: Sequence[Token], piece: Piece) -> bool:
    """ "الشرطة", "الجيش اليمني": a force of a state with the article."""
    hit = piece.hit
    assert hit is not None
    entry, article = hit.phrase.entry, tokens[piece.first].norm.startswith("ال")
    group = piece.what == "group" and entry.kind in ("state", "police")
    return article and (group or (piece.what == "actor" and entry.class_ in STATES))


def _said_to_belong(p: Participant, piece: Piece, gap: Sequence[str]) -> bool:
    """ "4 أشخاص متهمين بالارتباط بتنظيم داعش", "شخصا ينتمي إلى حركة الشباب": an armed group behind words for belonging to one."""
    if piece.what != "actor" or piece.hit is None or not 0 < len(gap) <= _BELONGS_WITHIN:
        return False
    if p.kinds not in _LINKED_KINDS or any(n.organisation for n in p.named):
        return False
    service = piece.hit.phrase.words[0].removeprefix("ال") in _SERVICES and linked(gap[-1:])
    armed = piece.hit.phrase.entry.class_ in FACTIONS or service
    return armed and not {"،", "."} & set(gap) and linked(gap)


_LOYAL = frozenset({"موالين", "موالون", "الموالين", "الموالون", "مواليين", "مبايعين", "مبايعون", "مرتبطين", "مرتبطون"})
_BELONGS_WITHIN = 5  # words from "أشخاص" to the group
_LINKED_KINDS: tuple[set[str], ...] = ({"person"}, {"suspect"}, {"armed"})  # "أشخاص", "مشتبه بهم", "خلية مسلحة"
_SERVICES = frozenset({"حرس", "مخابرات", "استخبارات", "فيلق", "موساد"})  # "على ارتباط بالحرس الثوري"
# Words that tie a man to a group, with whatever stands before and behind them: "ينتمون", "لارتباطه", "مقربا", "على صلة"
_TIES = re.compile(
    "[وبل]*(?:ال)?(?:[يت]نتمي|ينتمو|منتم|انتما|انتماء|مرتبط|[يت]رتبط|ارتباط|صل[هت]|علاق[هت]|مقرب|قريبا?ه?$|انضم|منضم|[يت]نضم|لصالح$|لحساب$|موالي|مبايع|[يت]بايع|ولاء|ولاي?ه[ما]?$)"
)


def linked(words: Iterable[str]) -> bool:
    """Does one of the folded words tie a man to a group?"""
    return any(_TIES.match(word) for word in words)


_FAR = 3  # words, "من" and two more, that are no description


_CROWD = frozenset({"protester", "rioter"})


def _beside_a_crowd(p: Participant, piece: Piece, gap: Sequence[str]) -> bool:
    """Forces, a state (told by its capital) or one man: no word that describes a crowd."""
    if piece.hit is None:
        return False
    one = piece.what == "group" and piece.hit.phrase.info == "singular" and not piece.hit.definite
    return (one and (p.plural or "rioter" in p.kinds)) or (
        piece.what == "actor" and piece.hit.phrase.entry.class_ in STATES and gap[:1] != ["من"]
    )


def _master(tokens: Sequence[Token], p: Participant, hit: Hit) -> bool:
    """A state whose an armed group that has a name already is said to be: no party itself."""
    owned = tokens[hit.first - 1].norm in _OWNED and hit.phrase.entry.class_ in STATES
    return owned and any(n.organisation and n.actor_class in FACTIONS for n in p.named)


_OWNED = frozenset({"تابعه", "التابعه", "تابعين", "التابعين", "التابع", "تابع"})


def _same_name(p: Participant, hit: Hit) -> bool:
    return any(n.organisation and n.name == hit.phrase.entry.name for n in p.named)


def _serves(p: Participant, piece: Piece) -> bool:
    """ "مجند بالشرطة", "قيادي بالحركة": a man of a force, told with "ب"."""
    if not p.kinds & {"state", "member", "official"} or p.named[-1].organisation:
        return False
    assert piece.hit is not None
    return piece.what == "actor" or (piece.what == "group" and piece.hit.phrase.entry.kind in ("police", "state"))


_BELONGING = frozenset({"من", "تابعين", "التابعين", "تابعون", "التابعون", "تابعان", "تابعه", "التابعه", "ينتمون"})
_THEY_ARE = frozenset({"انهم", "بانهم", "انه", "بانه"})
_SUSPECTED = frozenset({"يشتبه", "يعتقد", "يرجح", "ينتمون", "ينتمي", "يزعم"})  # "مسلحون يعتقد أنهم ينتمون إلى"
_APART = frozenset(
    {
        "مع",
        "بين",
        "علي",
        "ضد",
        "الي",
        "عن",
        "قبل",
        "جانب",
        "طرف",
        "قبضه",
        "جهته",
        "جهتها",
        "جهتهم",
        "جانبه",
        "جانبها",
        "جانبهم",
        "ناحيته",
        "ناحيتها",
    }
)


def _another_case(word: str, noun: str) -> bool:
    """ "قتل مسلحون شرطيين", "هاجم مسلحون جنودا": a subject and its object, for an adjective has the case of its noun."""
    return word.endswith("ون") and noun.endswith(("ين", "ا"))


def _another(p: Participant, word: str, nation: str) -> bool:
    """ "القوات الإسرائيلية فلسطينيا", "مسلحون أميركيا", "جندي فلسطينيا": no adjective of the word before it, for they do not agree."""
    one = bool(p.kinds) and not p.plural and not p.counted and (p.last - p.first == 1 or word.endswith("ي"))
    bare = one and not word.endswith(("ا", "ه"))
    return nation.endswith("يا") and (word.startswith("ال") or word.endswith("ون") or bare)


_DESCRIBED = frozenset({"مفترض", "مفترضا", "مفترضين", "مفترضون", "المفترضين", "المفترضون", "بارز", "بارزا", "بارزين", "بارزون", "ميداني", "ميدانيا", "ميدانيين", "كبار", "كبير", "كبيرا", "سابق", "سابقا", "سابقين", "محلي", "محليا", "محليين", "محتمل", "محتملين", "مزعوم", "مزعومين", "مدججين", "ملثمين"})  # fmt: skip
_UNSAID = frozenset({'"', "(", ")", "/", "علي", "الاقل"})  # "من تنظيم / داعش /"


def _fighters(piece: Piece) -> bool:
    """ "عناصر", "مقاتلي": a noun for those of a group."""
    hit = piece.hit
    return piece.what == "group" and hit is not None and hit.phrase.entry.kind in _FIGHT and not hit.proclitics


def _other_side(p: Participant, kind: str) -> bool:
    return bool(p.kinds & ARMED_KINDS) != (kind in ARMED_KINDS)


def _absorb(p: Participant, piece: Piece) -> None:
    hit = piece.hit
    assert hit is not None
    entry = hit.phrase.entry
    if not p.named and not p.kinds and not (p.outcome and piece.first > p.last):  # "جرحى في صفوف المتمردين"
        p.definite = hit.definite
    if piece.what == "others":
        p.others = True
        if hit.phrase.words == ("اخران",) and not p.counted:
            p.figure, p.counted = Figure(2, 2), True
    elif piece.what == "toll":
        p.outcome = OUTCOMES[entry.id]
        p.lost = entry.id == "toll.losses"
        p.plural = p.plural or _plural_form(hit)
    elif piece.what == "group":
        # "رئيس مجلس الطلبة", "قتيل من أفراد الشرطة" are one man
        p.plural = p.plural or (
            hit.phrase.info == "plural" and not p.kinds and not (p.outcome and piece.first >= p.last)
        )
        p.kinds.add(entry.kind)
        p.named.append(Named(entry.name, entry.id, hit.first, hit.last, entry.class_))
        if hit.phrase.info == "dual" and not p.counted:
            p.figure, p.counted = Figure(2, 2), True
    else:
        if piece.what == "nation" and hit.phrase.info in ("dual", "plural") and not p.kinds and not p.named:
            p.kinds.add("person")  # "عراقيان", "الفلسطينيون": people of a nation
            p.plural = True
        if hit.phrase.info == "dual" and not p.counted:
            p.figure, p.counted = Figure(2, 2), True
        label = hit.phrase.words if hit.phrase.info == "label" else None
        p.named.append(
            Named(
                entry.name,
                entry.id,
                hit.first,
                hit.last,
                entry.class_,
                " ".join(label) if label else None,
                piece.what == "actor",
                entry.side if piece.what == "actor" else "",
            )
        )


_PLURALS = frozenset({"قتلي", "جرحي", "مصابين", "مصابون", "مصابو", "شهداء", "ضحايا", "بشريه", "وماديه", "ارواح"})


def _plural_form(hit: Hit) -> bool:
    return hit.phrase.words[-1].removeprefix("ال") in _PLURALS


def _count(tokens: Sequence[Token], p: Participant) -> None:
    """Figures that no number word gives: "عدد من", "أحد" before the noun, duals of outcome nouns that can only be duals."""
    head = tokens[p.first].norm
    for back in (1, 2, 3):
        if p.first - back < 0:
            break
        key = tokens[p.first - back].norm
        key = _COUNTER.sub("", key) if key[0] in "وب" else key
        if key not in _COUNTERS:
            continue
        gap = [t.norm for t in tokens[p.first - back + 1 : p.first]]
        if key in _OF and gap[-1:] != ["من"]:
            continue  # "عدد القتلى" is the number of them, "عدد من القتلى" some of them
        if back == 1 or key in _OF or (back == 2 and gap[0] in _ONE_OF):
            low, high = _COUNTERS[key]
            if high is None and (p.outcome or not _LARGE_NUMBER.isdisjoint(gap)):
                low = max(low, 2)  # "عدد من الجرحى", "عدد كبير من الجنود": a word that means several
            p.figure, p.counted, p.vague = Figure(low, high), True, high is None
            p.first -= back
            if tokens[p.first].norm != key and tokens[p.first].norm[0] == "و":
                p.clitic = "و"  # "قائد عسكري وأحد العناصر"
            return
    these = tokens[p.first - 1].norm.lstrip("وبل") if p.first else ""
    if (p.outcome and head.endswith(_ONLY_DUAL)) or (these in _THESE_TWO and head.endswith(("ين", "ان"))):
        p.figure, p.counted = Figure(2, 2), True


_LARGE_NUMBER = frozenset({"كبير", "كبيرا", "كبيره", "هايل"})
_COUNTER = re.compile("^[وب]+(?=ع|مج|اح|بع)")
_ONE_OF = frozenset(
    {
        "اخطر",
        "ابرز",
        "اهم",
        "اكبر",
        "اشهر",
        "من",
        "افراد",
        "عناصر",
        "ابناء",
        "رجال",
        "قاده",
        "كبار",
        "قيادات",
        "اعضاء",
        "هولاء",
        "مقاتلي",
    }
)
_OF = frozenset({"عدد", "عددا", "اعداد", "اعدادا", "مجموعه", "العديد", "المزيد"})  # count only with "من"
_THESE_TWO = frozenset({"هذين", "هذان", "هاتين", "كلا", "كلتا"})
# A participle in -ين may be its plural ("المصابين"); "قتيلين" has the plural "قتلى" and can only be a dual.
_ONLY_DUAL = ("ان", "قتيلين", "جريحين", "شهيدين")


def with_joined(p: Participant, people: Sequence[Participant]) -> list[Participant]:
    """p and those coordinated with it."""
    out, seen = [p], False
    for q in people:
        if q is p:
            seen = True
        elif seen:
            if not q.joined or q.outcome:
                break
            out.append(q)
    return out


def group_back(before: Sequence[Participant]) -> list[Participant]:
    out = [before[-1]]
    for q in reversed(before[:-1]):
        if not out[0].joined:
            break
        out.insert(0, q)
    return out
