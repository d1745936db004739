"""Values that several formats share: figures, places, sources and links in words and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from marsad.export.codes import Codes
from marsad.model.incident import Incident, Reconciled
from marsad.model.sourced import Sourced

Cell = str | int | float | None


def joined(values: Iterable[str | None], by: str = "; ") -> str:
    """Values that are there, each once, in their order."""
    return by.join(dict.fromkeys(v for v in values if v))


def sources_of(found: Sourced) -> str:
    """What the reports count as when independent sources are counted: publishers, mostly. A report without a publisher
    counts by its article's id, which is the name of no source."""
    return joined(r.source for r in found.incident.reports if r.source != r.article)


def links_of(found: Sourced) -> str:
    return joined((r.url for r in found.reports), " ")


def interval(figure: Reconciled) -> str:
    """ "7 to 12", "7 or more", "7": the bounds over all sources."""
    low, high = figure.low, figure.high
    if high is None:
        return f"{low or 0} or more"
    return str(high) if low == high else f"{low if low is not None else 0} to {high}"


def by_source(figure: Reconciled | None) -> str:
    """Every report's own figure in order of publication: "paper A 2024-05-01: 7 to 9; paper B: 12"."""
    if figure is None:
        return ""
    told = []
    for stated in figure.series:
        low, high = stated.figure.low, stated.figure.high
        count = f"{low or 0} or more" if high is None else str(high) if low == high else f"{low or 0} to {high}"
        told.append(f"{stated.source}{' ' + stated.published[:10] if stated.published else ''}: {count}")
    return joined(told)


def notes_of(found: Sourced, codes: Codes) -> str:
    """One line of plain English from the coded values, with what the single figure of the dead stands for."""
    incident = found.incident
    first, second = (joined(a.value for a in side) for side in (incident.actor1, incident.actor2))
    sides = " ".join(s for s in (first and f"By {first}", second and f"{'a' if first else 'A'}gainst {second}") if s)
    place = incident.place
    where = joined((place.name, place.admin1, codes.country(place.country).name), ", ") if place else "place not stated"
    parts = [incident.sub_event_type, sides, where, _when(incident), _dead(incident.fatalities)]
    reports = len(incident.reports)
    parts.append(
        f"{incident.sources} independent source{'s' * (incident.sources != 1)}, {reports} report{'s' * (reports != 1)}"
    )
    return ". ".join(p for p in parts if p) + "."


def _when(incident: Incident) -> str:
    date = incident.date
    if date.start is None:
        return f"Day not stated, published by {date.end}" if date.end else "Day not stated"
    return date.start if date.start == date.end else f"Between {date.start} and {date.end}"


def _dead(figure: Reconciled | None) -> str:
    if figure is None or figure.best is None:
        return "Fatalities not stated"
    if figure.agreed and figure.low == figure.high:
        return f"Fatalities {figure.best}"
    return f"Fatalities {figure.best} of {interval(figure)} ({figure.rule})"


def last_read(found: Sourced) -> str:
    """When the last of the reports was coded (ISO 8601, UTC): the clock of the record, not of the export."""
    return max((r.read_at for r in found.reports), default="")


def unix_seconds(at: str) -> int | None:
    return int(dt.datetime.fromisoformat(at).timestamp()) if at else None
