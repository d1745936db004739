"""Who made a deal: the parties of a truce or an agreement, whatever verb or noun tells it.

Its first party is the subject of the clause ("وقعت الحكومة السورية اتفاقا مع …", "الحركة وافقت على …"), its second whoever stands
behind "مع", beside the first ("اتفقت الحكومة والحركة على …") or behind "ل" ("وافقوا على تسليم سلاحهم لقوات النظام")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.tokens import Token, stems, unwaw
from marsad.coding.people.participants import AUTHORITY, Participant
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.signs import bare_nation

_DEALS = frozenset({"agreement", "ceasefire"})
_SPEAKS_FOR = frozenset(
    {"حكومه", "جانب", "طرف", "وفد", "نظام"}
)  # "الحكومة السورية", "الجانب الروسي": a state that deals
_FREE = ("", "source")
_WITH_FAR = 12  # words from the deal to "مع" and the other side
_HANDED_FAR = 8  # words from "وافقوا على" to "لقوات النظام"


def dealers(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """Fill the sides of a draft that tells of a deal, where "بين X وY" has not filled both."""
    use = draft.head
    if use.trigger.frame not in _DEALS or (draft.agents and draft.patients):
        return
    able = [p for p in people if _deals(tokens, p)]
    beside = [p for p in able if _led_by(tokens, p) == "مع" and p.first - use.last <= _WITH_FAR]
    within = [p for p in able if _led_by(tokens, p) == "بين"]  # "بين طالبان والحكومة الأفغانية"
    added = {id(b) for a, b in pairwise(able) if _joins(tokens, a, b)}
    free = [p for p in able if p.slot in _FREE and p not in beside and id(p) not in added]
    first = within[0] if within else _first_party(draft, free)
    if first is None:
        return
    joined = [p for p in able if p is not first and p.first >= first.last and _joins(tokens, first, p)]
    handed = [p for p in able if p.slot == "for" and 0 < p.first - use.last <= _HANDED_FAR]
    facing = [p for p in (*beside, *joined, *handed) if _other(first, p)][:1]
    known = any(tokens[i].norm.startswith("ال") for i in range(use.first, use.last))
    if not use.verb and known and not facing and first not in within:
        return  # "بعد اتفاق السلام": one that is known, and nothing of who makes it
    for p in (first, *facing):
        if bare_nation(p):
            p.kinds.add("state")
    draft.agents, draft.patients = [first], facing


def _first_party(draft: Draft, free: Sequence[Participant]) -> Participant | None:
    """Right behind a verb of agreeing its subject, else the last one told before the deal, else the first told at all."""
    use = draft.head
    behind = [p for p in free if p.first >= use.last and use.verb]
    before = [p for p in free if p.last <= use.first]
    if use.verb and behind and behind[0].first - use.last <= 1:
        return behind[0]
    if before:
        return before[-1]
    return behind[0] if behind else None


def _deals(tokens: Sequence[Token], p: Participant) -> bool:
    """Can it make a deal? An armed side, an organisation, an authority, or a state by its government ("الحكومة اليمنية")."""
    if p.asset or p.part or p.outcome:
        return False
    if bare_nation(p):
        return p.first > 0 and not _SPEAKS_FOR.isdisjoint(base for _, base in stems(tokens[p.first - 1].norm))
    return p.armed or AUTHORITY in p.kinds or any(n.organisation for n in p.named)


def _start(tokens: Sequence[Token], p: Participant) -> int:
    """Its first token, "الحكومة" of "الحكومة اليمنية" among them."""
    return p.first - 1 if bare_nation(p) else p.first


def _led_by(tokens: Sequence[Token], p: Participant) -> str:
    at = _start(tokens, p) - 1
    return unwaw(tokens[at].norm) if at >= 0 else ""


def _joins(tokens: Sequence[Token], first: Participant, p: Participant) -> bool:
    """ "الحكومة اليمنية والحوثيون", "طالبان والحكومة الأفغانية": right behind the first, joined to it by "و"."""
    at = _start(tokens, p)
    return (p.joined or tokens[at].norm.startswith("و")) and 0 <= at - first.last <= 1


def _other(first: Participant, p: Participant) -> bool:
    return p is not first and {n.name for n in first.named if n.name}.isdisjoint(n.name for n in p.named)
