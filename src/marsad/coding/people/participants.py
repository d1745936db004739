"""Participants: people and organisations that stand in a sentence, with how many of them; the classes and kinds they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
ENROLLED = frozenset({"منسوبي", "منسوبو", "منتسبي", "منتسبو"})  # "منسوبي قوات الطوارئ": men of a force
INHABITED = frozenset({"اهله", "ماهوله", "ماهول", "ماهولا", "مكتظه", "مكتظ", "مكتظا"})


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
    """The last of them and those before it that it is coordinated with."""
    out = [before[-1]]
    for q in reversed(before[:-1]):
        if not out[0].joined:
            break
        out.insert(0, q)
    return out
