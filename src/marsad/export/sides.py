"""The two sides of an incident: the actor supported best, those beside it, and their class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.export.codes import Codes
from marsad.export.taxonomy import INTER
from marsad.model.incident import Support
from marsad.model.sourced import Sourced

SideName = Literal["actor1", "actor2"]


class Party(Struct, frozen=True):
    """`name`: the actor most sources name; `others`: the rest; `inter`: the class of `name`; "" = not stated."""

    name: str
    others: tuple[str, ...]
    inter: str


def party(found: Sourced, side: SideName, codes: Codes) -> Party:
    """A side of an incident, as its reports name it."""
    supports: Sequence[Support] = getattr(found.incident, side)
    if not supports:
        return Party("", (), "")
    name = supports[0].value
    classes = Counter(
        kind
        for report in found.reports
        for ref in getattr(report.event, side)
        if ref.name == name and (kind := codes.class_of(ref))
    )
    inter = min(classes, key=lambda kind: (-classes[kind], INTER[kind])) if classes else codes.class_of_name(name)
    return Party(name, tuple(s.value for s in supports[1:]), inter)


def targets_civilians(found: Sourced, second: Party) -> bool:
    """Whether civilians were the main target: by the sub-type, or as the struck side of remote violence or of a mob."""
    incident = found.incident
    if incident.event_type == "Violence against civilians":
        return True
    if incident.sub_event_type == "Excessive force against protesters":
        return True
    violent = incident.event_type in ("Explosions/Remote violence", "Riots")
    return violent and second.inter in ("Civilians", "Protesters")
