"""Who held the area of an incident: as its reports state it, else as the user's control map has it, and which of the two."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model.incident import Incident

STATED = "stated"
BY_MAP = "map:"  # with the file name of the map after it


class Holder(NamedTuple):
    """`basis`: "stated", or "map:" and the file name of the map that it is derived from."""

    name: str
    basis: str

    @property
    def map(self) -> str | None:
        """The map that it is derived from; None where it is stated."""
        return self.basis.removeprefix(BY_MAP) if self.basis.startswith(BY_MAP) else None


def holder_of(incident: Incident) -> Holder | None:
    """The best supported statement, else what the map tells; None where neither does. A statement outranks the map: it
    has a source that can be read."""
    if incident.control:
        return Holder(incident.control[0].value, STATED)
    derived = next(((m.holder, m.map) for m in incident.control_map if m.holder), None)
    return Holder(derived[0], BY_MAP + derived[1]) if derived else None


def held_by(incident: Incident) -> tuple[tuple[str, ...], str]:
    """For a table: all holders that are stated, else the one that the map tells, and the basis ("" where nothing is)."""
    held = holder_of(incident)
    if held is None:
        return (), ""
    return (held.name,) if held.map is not None else tuple(s.value for s in incident.control), held.basis
