"""Who stands in a sentence: participants built from neighbouring pieces that the lexicons and the number reader found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.belonging import continues, glued, of_a_party
from marsad.coding.people.described import DUTY, demonstrates, suspected
from marsad.coding.people.headcounts import (
    AND_ONE_OF,
    bare_number,
    count,
    family_of,
    numbered,
    one_more,
    told_number,
    two,
)
from marsad.coding.people.participants import AMONG, ENROLLED, OUTCOMES, Named, Participant
from marsad.coding.people.pieces import Piece, of_people
from marsad.lexicon.phrases import Hit
from marsad.model.record import Figure

_SOLDIERS = "group.state.01"  # entry of groups.tsv: جندي, جنود


def build(tokens: Sequence[Token], found: Sequence[Piece], words: Any) -> list[Participant]:
    """Participants of one sentence from its pieces."""
    out: list[Participant] = []
    found = of_people(tokens, found)
    i = 0
    while i < len(found):
        participant, i = _grow(tokens, found, i, words)
        if participant and not _bereaved(tokens, participant):
            out.append(participant)
    _mixed(tokens, out)
    for p in out:
        if p.kinds == {"person"} and not p.outcome and suspected(tokens, p):
            p.kinds = {"suspect"}
            p.named = [Named("Unidentified armed group", _GUNMEN, p.first, p.last, "Rebel group")]
        if p.civil and demonstrates(tokens, p):
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
_GUNMEN = "group.armed.01"  # entry of groups.tsv: مسلح, مسلحون


def _grow(tokens: Sequence[Token], found: Sequence[Piece], i: int, words: Any) -> tuple[Participant | None, int]:
    """The participant that begins at a piece, if it is one, and the index of the next piece."""
    piece = found[i]
    p = Participant(piece.first, piece.last, clitic=_clitic(tokens, piece))
    if i and two(tokens, piece) and found[i - 1].last == piece.first:
        return None, i + 1  # "عسكريين اثنين"
    if _rebels_of(tokens, piece, found[i + 1] if i + 1 < len(found) else None):
        i += 1
        piece = found[i]
    if piece.what == "num":
        head = found[i + 1] if i + 1 < len(found) else None
        joined = (
            head
            and head.what in ("group", "actor", "toll", "others", "nation")
            and glued(tokens, piece.last, head.first, 3)
        )
        number = piece.number
        assert number is not None
        p.figure, p.counted, p.vague = Figure(number.low, number.high), True, number.kind == "indefinite"
        if not joined:
            return bare_number(tokens, p, words), i + 1
        i += 1
        piece = found[i]
    _absorb(p, piece)
    if piece.what == "nation" and _of_two_things(tokens, piece, words):
        p.kinds, p.plural, p.figure, p.counted = set(), False, None, False
    if _one_national(tokens, p, piece):
        p.kinds.add("person")
    p.last = piece.last
    i += 1
    while i < len(found) and continues(tokens, p, found[i]):
        _absorb(p, found[i])
        p.last = found[i].last
        i += 1
    i = _number_behind(tokens, p, found, i)
    while p.counted and p.kinds and i < len(found) and continues(tokens, p, found[i]):
        _absorb(p, found[i])  # "قياديين اثنين في قوات …", "الجنود الأربعة من …"
        p.last = found[i].last
        i += 1
    _complete(tokens, p, piece)
    return p, i


def _number_behind(tokens: Sequence[Token], p: Participant, found: Sequence[Piece], i: int) -> int:
    """Takes in a number told behind the noun ("عدد القتلى بلغ 30", "الجنود الأربعة"); the index of the next piece."""
    if p.outcome and not p.counted and told_number(tokens, p, found, i):
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
    if not p.counted and i < len(found) and found[i].first == p.last and two(tokens, found[i]):
        p.figure, p.counted, p.last = Figure(2, 2), True, found[i].last
        i += 1
    if not p.counted and i < len(found) and numbered(tokens, p, found[i]):
        number = found[i].number
        assert number is not None
        p.figure, p.counted, p.last = Figure(number.low, number.high), True, found[i].last
        i += 1
    if not p.counted and i < len(found) and family_of(tokens, p, found[i]):
        number = found[i].number
        assert number is not None
        i += 1
        if i < len(found) and found[i].what == "group" and found[i].first == found[i - 1].last:
            i += 1
        p.figure, p.counted, p.last = Figure(number.low, number.high), True, found[i - 1].last
    return i


def _complete(tokens: Sequence[Token], p: Participant, piece: Piece) -> None:
    """What a participant is when all its pieces are in: how many where no number says so, and of what kind. `piece`: its head."""
    if one_more(tokens, p):
        p.figure, p.counted = Figure(1, 1), True
    if p.organisation and not p.counted and p.last - p.first == 1 and (men := _MEN_OF.get(tokens[p.first].norm)):
        p.figure, p.counted = Figure(men, men), True  # "قتل مستوطنان"
    if p.outcome and not p.named and p.last < len(tokens) and tokens[p.last].norm == DUTY:
        p.kinds.add("state")  # "شهداء الواجب"
        p.named.append(Named("State forces", _SOLDIERS, p.last, p.last + 1, "State forces"))
    of_forces = piece.what == "actor" or p.kinds == {"state"}
    if of_forces and p.armed and tokens[piece.first - 1].norm in ENROLLED and piece.first:
        p.kinds.add("member")
        p.plural = True
        p.first = min(p.first, piece.first - 1)
    if not p.counted:
        count(tokens, p)
    if p.counted and not p.kinds and p.named and all(n.entry.startswith("nation.") for n in p.named):
        p.kinds.add("person")  # "25 فلسطينيا"
    if p.kinds in _OF_A_GROUP and len(p.named) > 1 and of_a_party(tokens, p.named[-1]):
        p.kinds, p.named = {"member"}, [n for n in p.named if n.organisation]  # "أشخاصا ينتمون لداعش"


# "أشخاصا ينتمون لداعش", "تونسيين من عناصر داعش"
_OF_A_GROUP: tuple[set[str], ...] = ({"person"}, {"person", "member"}, {"person", "armed"})


def _rebels_of(tokens: Sequence[Token], piece: Piece, next_: Piece | None) -> bool:
    """ "متمردو حزب العمال": a construct with the name of whose rebels they are."""
    named = next_ is not None and next_.what == "actor" and next_.first == piece.last
    return named and tokens[piece.last - 1].norm.endswith(_REBELS_OF)


_REBELS_OF = ("متمردو", "متمردي")
_MEN_OF = {"مستوطن": 1, "مستوطنا": 1, "ومستوطن": 1, "مستوطنان": 2, "ومستوطنان": 2}  # names whose number is written


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
    if norm == AND_ONE_OF and piece.last < len(tokens) and _one_of(tokens[piece.last].norm):
        return "و"
    for prefix in ("وب", "ول", "و", "ب", "ل"):
        if norm.startswith(prefix) and not norm.startswith(("واحد", "بضع")) and len(norm) - len(prefix) >= 3:
            return prefix
    return ""


def _one_of(following: str) -> bool:
    """ "ضابط وأحد مرافقيه", "وأحد العناصر": "one of", which stands before those it is one of, and not "one"."""
    return following.startswith("ال") or following.endswith(("يه", "يها", "يهم", "ائه", "ائها"))


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
