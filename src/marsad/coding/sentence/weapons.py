"""Which weapon words say how a deed was done: not those of another sense, nor what somebody carried, nor what was struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.arabic.tokens import Token
from marsad.coding.sentence.draft import Use
from marsad.lexicon.phrases import Hit
from marsad.lexicon.rules import Weapon

_SENSE_WITHIN = 2  # words beside a weapon word that can give it another sense ("خطوط جوية", "طائرة ركاب")
_STORES = frozenset({"منصه", "منصات", "منصتي", "عربه", "عربات", "مخزن", "مخازن", "مستودع", "مستودعات", "ورشه", "مصنع", "معمل", "شحنه", "شحنات", "مرابض", "مربض", "معدات", "ترسانه", "مخزون"})  # fmt: skip
# "يشتبه بأنه يحوي مواد كيميائية", "مركز لتطوير وإنتاج الأسلحة الكيماوية": what lies or is made in the place that was struck
_MADE = frozenset({"بوجود", "يحوي", "تحوي", "يحتوي", "تحتوي", "تطوير", "انتاج", "تخزين", "تصنيع", "صنع", "برنامج"})
_MADE_WITHIN = 5  # words from it to "كيميائية"
_BEFORE = 2  # words before it that make it a thing carried ("يحمل حزاما ناسفا")
_BACKED_WITHIN = 3  # words from "بإسناد" to the arms of the helper
_STRUCK_WITHIN = 4  # "تدمير خمس عجلات مفخخة"
_TARGETING = ("استهدف", "تستهدف", "يستهدف", "استهدفت", "استهدفا", "استهدفتا")


def in_this_sense(tokens: Sequence[Token], first: int, last: int, hits: Sequence[Hit]) -> list[Hit]:
    """Weapon hits of a sentence, tokens[first:last], without those whose neighbour gives them another sense."""
    return [h for h in hits if not _other_sense(tokens, first, last, h)]


def _other_sense(tokens: Sequence[Token], first: int, last: int, hit: Hit) -> bool:
    weapon: Weapon = hit.phrase.entry
    near = [*tokens[max(first, hit.first - _SENSE_WITHIN) : hit.first]]
    near += tokens[hit.last : min(last, hit.last + _SENSE_WITHIN)]
    if not weapon.unless:
        return False
    near_words = {t.norm.removeprefix("و") for t in near}
    return any(n in weapon.unless or (n[:1] in "بلك" and n[1:] in weapon.unless) for n in near_words)


def means(
    tokens: Sequence[Token], first: int, hits: Sequence[Hit], uses: Sequence[Use], words: Mapping[str, frozenset[str]]
) -> list[tuple[Hit, Weapon]]:
    """What a deed told in a sentence that begins at token `first` was done with."""
    found: list[tuple[Hit, Weapon]] = []
    for hit in hits:
        before = [t.norm.removeprefix("و") for t in tokens[max(first, hit.first - _BEFORE) : hit.first]]
        near = {t.norm.removeprefix("و") for t in tokens[max(first, hit.first - _BACKED_WITHIN) : hit.first + 1]}
        if hit.phrase.entry.weapon == "chemical" and _made_there(tokens, first, hit):
            continue
        if near & words["backing"]:
            continue  # "تمكنت القوات بإسناد من طيران التحالف من اقتحام …": what another helped with
        stored = not hit.proclitics and before[-1:] and before[-1].lstrip("بل") in _STORES
        if (
            stored
            or any(b in words["carried"] for b in before)
            or (hit.phrase.entry.struck and _struck(tokens, hit, uses, words))
        ):  # "دمرت الطائرات منصة صواريخ": a thing, and not how it was struck
            continue
        found.append((hit, hit.phrase.entry))
    return found


def _made_there(tokens: Sequence[Token], first: int, hit: Hit) -> bool:
    norms = (t.norm for t in tokens[max(first, hit.first - _MADE_WITHIN) : hit.first])
    return any(n in _MADE or n.lstrip("وبل") in _MADE for n in norms)


def _struck(tokens: Sequence[Token], hit: Hit, uses: Sequence[Use], words: Mapping[str, frozenset[str]]) -> bool:
    """ "تدمير سيارة مفخخة", "ضربة استهدفت آلية مفخخة"; but "استهدفت سيارة مفخخة المقر": there it is the subject."""
    if hit.proclitics.endswith("ب"):
        return False
    for i in range(max(0, hit.first - _STRUCK_WITHIN), hit.first):
        norm = tokens[i].norm.removeprefix("و")
        if norm in words["destroying"]:
            return True
        if norm in _TARGETING and any(not u.verb and 0 <= i - u.last <= 1 for u in uses):
            return True
    return False
