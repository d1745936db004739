"""What was struck, where nobody is told to have been struck: a school, homes or a ship tell of civilians, a post of an army of its soldiers.

Annotated news bears it out: of 145 strokes and blasts at such buildings, homes, villages and ships 92 have civilians alone as the
side that was struck, and those at a mosque or a post of forces mostly these forces. Towns and quarters say nothing: fighters hold them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.signs import QUOTE_MARKS, STOP_WORDS, bare_noun, faction
from marsad.coding.sentence.slots import STRONG_STOPS
from marsad.coding.sentence.view import SentenceView
from marsad.model.record import PlaceRef


class Struck(NamedTuple):
    """Tokens of the sentence's text that say what was struck, and whether it was an army's."""

    first: int
    last: int
    military: bool


def object_struck(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> Struck | None:
    """The first building, ship or post that one of the sentences of an incident tells as the object of a blow."""
    if any(d.has(*_FOUGHT) for d in drafts):
        return None
    for draft in drafts:
        view = views[draft.sentence.number]
        for use in (u for u in draft.uses if u.trigger.frame in _BLOWS):
            if found := _behind(view, draft, use) or _exposed(view, draft, use):
                return found
    return None


def post_at(place: PlaceRef, tokens: Sequence[Token], views: Sequence[SentenceView]) -> Struck | None:
    """ "مسجد قوات الطوارئ", "مطار كويرس العسكري": a scene that is itself a building or post of forces, and that no faction holds."""
    i = bisect_left(tokens, place.start, key=lambda t: t.start)
    view = next((v for v in views if v.sentence.first <= i < v.sentence.last), None)
    if view is None:
        return None
    last = _of_forces(view, i)
    held = any(faction(p) and 0 <= p.first - i <= _HELD_WITHIN for p in view.people)
    return Struck(i, last, True) if last and not held and bare_noun(tokens[i].norm) in view.words["posts"] else None


def _of_forces(view: SentenceView, i: int) -> int | None:
    """The end of "قوات", "العسكري" behind the noun at token i."""
    behind = view.norms[i + 1 : min(view.sentence.last, i + 1 + _OWNED_WITHIN)]
    return next((i + 2 + n for n, w in enumerate(behind) if bare_noun(w).removesuffix("ا") in _OF_FORCES), None)


def _behind(view: SentenceView, draft: Draft, use: Use) -> Struck | None:
    """ "قصفت الطائرات مدرسة", "غارة على مستشفى", "تفجير مسجد", "الهجوم الذي استهدف حافلة": the doer and adjectives between."""
    norms = view.norms
    direct = use.verb or use.trigger.tactic == "targeting" or not use.hit.definite
    own = {i for p in draft.agents for i in range(p.first, p.last)}
    near = 0
    for i in range(use.last, min(draft.last, use.last + _WITHIN)):
        word = unwaw(norms[i])
        if i in own or word in _WHICH or norms[i] in QUOTE_MARKS:
            continue
        if word in _LED:
            direct, near = True, 0
            continue
        if direct and (found := _object(view, i)):
            return found
        if word in STOP_WORDS or word in STRONG_STOPS or near == _ADJECTIVES:
            return None
        near += 1
        direct = direct and (use.verb or near <= 1)
    return None


def _exposed(view: SentenceView, draft: Draft, use: Use) -> Struck | None:
    """ "تعرضت سفينة تجارية لهجوم"."""
    if "ل" not in use.hit.proclitics and view.norms[use.first - 1] != "الي":
        return None
    for i in range(use.first - 1, max(draft.first, use.first - _WITHIN) - 1, -1):
        if unwaw(view.norms[i]) in _EXPOSED:
            return _object(view, i + 1) or _object(view, i + 2)
    return None


def _object(view: SentenceView, i: int) -> Struck | None:
    """The building or post at token i; of forces if a word for such stands behind it ("مسجد قوات الطوارئ"), nothing if
    armed people hold or own it."""
    norms, end = view.norms, view.sentence.last
    noun = bare_noun(unwaw(norms[i])).removesuffix("ا") if i < end else ""
    last = _of_forces(view, i)
    civil = noun in view.words["civil_objects"]
    if not civil and not (last and noun in view.words["posts"]):
        return None
    if any(p.armed and 0 <= p.first - i <= _HELD_WITHIN and p.slot != "by" for p in view.people):
        return None
    return Struck(i, last or i + 1, bool(last))


_BLOWS = frozenset({"strike", "attack", "attack_soft", "bomb"})
_FOUGHT = ("clash", "clash_soft", "overtake", "retake", "expel", "repel", "arrest", "raid", "disrupt", "disarm")
_WITHIN = 9  # words from a blow to what it struck
_ADJECTIVES = 3  # words between, besides the doer
_OWNED_WITHIN = 2  # words from "قاعدة" to "عسكرية"
_HELD_WITHIN = 6  # words from a building to those who hold it
_WHICH = frozenset({"الذي", "التي", "اللذين", "اللتين", "الذين"})
_LED = frozenset({"علي", "ضد", "في", "داخل", "استهدف", "استهدفت", "يستهدف", "تستهدف", "استهدفا", "استهدفتا", "طال", "طالت", "اصاب", "اصابت", "ضرب", "ضربت"})  # fmt: skip
_EXPOSED = frozenset({"تعرض", "تعرضت", "تعرضتا", "تعرضا", "يتعرض", "تتعرض", "بتعرض", "تعرضها", "تعرضه"})
_OF_FORCES = frozenset({"قوات", "قوه", "جيش", "عسكري", "عسكريه", "امنيه", "امني", "حرس", "طواري"})
