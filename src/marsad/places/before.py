"""What a word can be before the name of a place: for nearly all words nothing, and then nobody looks farther."""

from __future__ import annotations

from typing import NamedTuple

from marsad.places.names import bare
from marsad.places.wording import Wording

TOWN_WORDS = ("مدينه", "مركز", "بلده")
AWAY = frozenset({"من", "عن"})  # between a distance and the name that it is measured from
BY = frozenset({"لقرب", "بالقرب"})
_BORDER = ("حدود", "الحدود")
_LEADS = (("near", "near"), ("in", "in"), ("to", "to"), ("from", "from"), ("speaker", "said"))  # relation, class


class Before(NamedTuple):
    """`lead`: the relation that it gives the name, "" if none; `on_the_way`: a direction, distance, near-word or the like;
    `of_another`: the name after it may be part of another's ("صحيفة الرياض")."""

    lead: str
    on_the_way: bool
    of_another: bool


def read_before(norm: str, wording: Wording) -> Before:
    """All that a word can be before a name."""
    return Before(_lead(norm, wording), _on_the_way(norm, wording), _of_another(norm, wording))


def _on_the_way(norm: str, wording: Wording) -> bool:
    measures = (wording.bearings, wording.lengths, wording.units, AWAY, BY)
    near = wording.sets.get("near", frozenset())
    return (
        any(norm in words for words in measures)
        or not near.isdisjoint((norm, norm.removeprefix("و")))
        or bare(norm, TOWN_WORDS) is not None
    )


def _of_another(norm: str, wording: Wording) -> bool:
    heads = (wording.sets.get(cls, frozenset()) for cls in ("body", "given", "title", "exclude"))
    return wording.has("member", norm) or any(not readings(norm).isdisjoint(words) for words in heads)


def readings(head: str) -> set[str]:
    """A word with and without a conjunction or preposition in front."""
    return {head, head.removeprefix("و"), *((head[1:],) if len(head) > 3 and head[0] in "وبلف" else ())}


def _lead(norm: str, wording: Wording) -> str:
    """The relation that a word before a name gives it, "" if none; "وسط" has a waw of its own, "وفي" has not."""
    forms = {norm, norm.removeprefix("و")}
    if "بين" in forms:
        return "between"
    if any(bare(form, _BORDER) for form in forms):
        return "border"
    if any(bare(form, ("طريق",)) for form in forms):
        return "road"
    return next((name for name, cls in _LEADS if forms & wording.sets.get(cls, frozenset())), "")
