"""Event JSON of Forensic Architecture's timemap. Its schema wants coordinates and dates as text, "" where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from marsad.export.choice import Choice
from marsad.export.more import more
from marsad.export.objects import write_objects
from marsad.export.wording import Cell, notes_of
from marsad.model.sourced import Sourced

FIELDS = ("id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category",
          "associations", "sources")  # fmt: skip


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The JSON file: an array, or lines."""
    write_objects(file, (event_of(found, choice) for found in incidents), lines=choice.lines)


def event_of(found: Sourced, choice: Choice) -> dict[str, Any]:
    """One incident; `associations` are its actors, `sources` the links of its reports (the source where there is none)."""
    incident = found.incident
    place = incident.place
    links = {(r.article, r.event.id): r.url for r in found.reports}
    out: dict[str, Any] = {
        "id": incident.id, "description": notes_of(found, choice.codes), "date": incident.date.start or "", "time": "",
        "time_precision": incident.date.precision if incident.date.start else "",
        "location": place.name if place else "", "latitude": _text(place.lat if place else None),
        "longitude": _text(place.lon if place else None), "type": incident.sub_event_type, "category": incident.event_type,
        "associations": list(dict.fromkeys(s.value for s in (*incident.actor1, *incident.actor2))),
        "sources": list(dict.fromkeys(links.get((r.article, r.event)) or r.source for r in incident.reports)),
    }  # fmt: skip
    if choice.more:
        out["marsad"] = more(found, private=choice.private)
    return out


def _text(value: Cell) -> str:
    return "" if value is None else str(value)
