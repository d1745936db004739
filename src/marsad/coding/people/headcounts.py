"""How many people a noun phrase tells of: numbers before, behind and in the noun, "عدد من", "أحد", duals; and numbers that count no people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from marsad.arabic.tokens import Token
from marsad.coding.people.participants import Participant
from marsad.coding.people.pieces import Piece
from marsad.model.record import Figure

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


def count(tokens: Sequence[Token], p: Participant) -> None:
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


def one_more(tokens: Sequence[Token], p: Participant) -> bool:
    """ "قتل جندي وأصيب آخر"; but "عدد آخر منهم"."""
    if not p.others or p.counted or p.kinds or tokens[p.first].norm.lstrip("و") != "اخر":
        return False
    return p.first == 0 or tokens[p.first - 1].norm not in _SOME


_SOME = frozenset({"عدد", "عددا", "قسم", "قسما", "جزء", "بعض", "فريق", "جانب", "طرف", "يوم", "مكان"})


def numbered(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "الجنود القطريين الأربعة": the number as the noun's adjective; "أسرت القوات العشرات من" counts those behind it."""
    if piece.number is not None and piece.number.kind == "indefinite":
        return False
    both = tokens[piece.first].norm.startswith("ال") and tokens[p.last - 1].norm.startswith("ال")
    return both and piece.what == "num" and piece.first == p.last and piece.last - piece.first == 1


def family_of(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "أسرة من خمسة أفراد", "عائلة مكونة من سبعة أشخاص": how many they are."""
    family = p.kinds == {"family"} and bool(p.named) and p.named[0].entry == _FAMILY
    gap = [t.norm for t in tokens[p.last : piece.first]]
    return (
        family and piece.what == "num" and 0 < len(gap) <= _FAMILY_WITHIN and gap[-1] == "من" and set(gap) <= _MADE_OF
    )


_FAMILY = "group.family.02"  # entry of groups.tsv: "أسرة", "عائلة"
_FAMILY_WITHIN = 3  # words from "أسرة" to its number
_MADE_OF = frozenset({"من", "مكونه", "مولفه", "تتكون", "تتالف", "كامله", "باكملها"})


def two(tokens: Sequence[Token], piece: Piece) -> bool:
    """The number behind its dual noun: "عسكريين اثنين"; in "قتلت الشرطة اثنين من المهاجمين" it begins another party."""
    if piece.what != "num" or tokens[piece.first].norm not in _TWO or not piece.first:
        return False
    return tokens[piece.first - 1].norm.endswith(DUAL_ENDINGS)


_TWO = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})
DUAL_ENDINGS = ("ين", "ان")


def told_number(tokens: Sequence[Token], p: Participant, found: Sequence[Piece], i: int) -> bool:
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
AND_ONE_OF = "واحد"  # folded, "وأحد" looks like "واحد"


def bare_number(tokens: Sequence[Token], p: Participant, words: Any) -> Participant | None:
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
    theirs = p.clitic == "و" and tokens[p.first].norm == AND_ONE_OF
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
