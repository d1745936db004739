"""What participants are built from: a figure, a noun for people ("مسلحين", "جنود"), a named actor ("حركة الشباب"), a national adjective, an outcome
noun ("قتيلا"), "آخرين"; and which of them tell of a thing and of nobody ("هجوم انتحاري")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.numbers import Number
from marsad.arabic.tokens import Token, stems, unwaw
from marsad.coding.people.participants import INHABITED, OUTCOMES
from marsad.lexicon.phrases import Hit


@dataclass(slots=True)
class Piece:
    """tokens[first:last] that may tell of people, and the hit or the number that says so."""

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


def of_people(tokens: Sequence[Token], found: Sequence[Piece]) -> list[Piece]:
    """Without pieces that describe a thing, a deed or a place."""
    befores = [None, *found]
    found = [piece for piece, before in zip(found, befores, strict=False) if not _adjective(tokens, piece, before)]
    afters = [*found[1:], None]
    found = [piece for piece, after in zip(found, afters, strict=False) if not _capture(tokens, piece, after)]
    return [piece for piece in found if not _inhabited(tokens, piece)]


def _inhabited(tokens: Sequence[Token], piece: Piece) -> bool:
    """ "المناطق الآهلة بالسكان", "أماكن مأهولة بالمدنيين": what a place is like, and nobody who was struck."""
    lead = tokens[piece.first - 1].norm if piece.first else ""
    return piece.what == "group" and unwaw(lead).removeprefix("ال") in INHABITED


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
        if stem in FROM_ABROAD and before.what == "group" and before.hit is not None:
            return before.hit.definite == definite  # "المتشددين الأجانب"
        if stem in _OF_A_KIND and before.what in ("actor", "nation") and before.hit is not None:
            return before.hit.definite == definite and stem[-2:] == tokens[piece.first - 1].norm[-2:]
        return stem in _OPPOSED and before.what == "group" and stem[-2:] == tokens[piece.first - 1].norm[-2:]
    return definite and any(noun.values()) and (stem.rstrip("ه").endswith("ي") or stem in _ADJECTIVES)


_DUAL_ADJECTIVES = frozenset({"عسكريين", "عسكريان", "امنيين", "امنيان"})  # "مركزين عسكريين"
_NAMED_FOR = frozenset({"كتيبه", "كتايب", "لواء", "الويه", "سرايا", "ميدان", "ساحه", "مسجد", "مستشفي", "شارع", "جسر"})
FROM_ABROAD = frozenset({"اجانب", "محليين", "محليون"})
_OF_A_KIND = frozenset({"متشددون", "متشددين", "متطرفون", "متطرفين"})  # "مستوطنون متطرفون"
_OPPOSED = frozenset({"معارضين", "معارضون"})  # "مسلحين معارضين": of the opposition, and no politicians beside them
