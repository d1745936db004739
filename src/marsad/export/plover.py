"""PLOVER events as JSON: one object an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import IO, Any

from marsad.export.choice import Choice
from marsad.export.more import more
from marsad.export.objects import write_objects
from marsad.export.taxonomy import PLOVER_MODES, QUADS
from marsad.export.wording import joined, last_read, notes_of
from marsad.model.incident import Incident, Reconciled
from marsad.model.record import Evidence
from marsad.model.sourced import Sourced, SourcedReport

FIELDS = ("id", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text", "quad_code",
          "event_scale", "mode", "context", "link", "text", "text_info", "size", "cite_info", "coder", "coded_date",
          "comment")  # fmt: skip


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The JSON file: an array, or lines."""
    write_objects(file, (event_of(found, choice) for found in incidents), lines=choice.lines)


def event_of(found: Sourced, choice: Choice) -> dict[str, Any]:
    """One incident. Text, its offsets and the link are those of the report published first; null = not stated."""
    incident = found.incident
    event, mode, note = kind_of(found)
    told = found.reports[0] if found.reports else None
    trigger = next((e for e in told.event.evidence if e.role == "trigger"), None) if told else None
    auxiliary = ["historical"] if incident.background else []
    out: dict[str, Any] = {
        "id": incident.id, "date": incident.date.start, "time": None,
        "enddate": incident.date.end if incident.date.start else None, "endtime": None,
        "actor": [s.value for s in incident.actor1], "recipient": [s.value for s in incident.actor2],
        "event": [event] if event else [], "event_loc": _location(incident, choice),
        "event_text": trigger.quote if trigger else None, "quad_code": QUADS.get(event), "event_scale": None,
        "mode": ([mode] if mode else []) + auxiliary, "context": [], "link": told.url if told else None,
        "text": told.sentence if told else None, "text_info": _text_info(told, trigger),
        "size": {"dead": _best(incident.fatalities), "injured": _best(incident.injured),
                 "arrested": _best(incident.captured)},
        "cite_info": joined(joined((r.source, (r.published or "")[:10], r.title), ", ") for r in incident.reports),
        "coder": f"marsad {choice.version}", "coded_date": last_read(found)[:10] or None,
        "comment": joined((notes_of(found, choice.codes), note), " "),
    }  # fmt: skip
    if choice.more:
        out["marsad"] = more(found, private=choice.private)
    return out


def kind_of(found: Sourced) -> tuple[str, str, str]:
    """Event and mode that most reports of the incident's own sub-type have, the first of equals; a mode that PLOVER does
    not list for the event goes into the third value, a comment."""
    own = [r for r in found.reports if r.event.sub_event_type == found.incident.sub_event_type] or found.reports
    kinds = Counter((r.event.plover.event, r.event.plover.mode or "") for r in own)
    if not kinds:
        return "", "", ""
    event, mode = kinds.most_common(1)[0][0]
    if mode in PLOVER_MODES.get(event, ()):
        return event, mode, ""
    return event, "", f"Mode as coded: {mode}." if mode else ""


def _location(incident: Incident, choice: Choice) -> dict[str, Any] | None:
    place = incident.place
    if place is None:
        return None
    country = choice.codes.country(place.country)
    return {"name": place.name, "name_ar": place.name_ar, "admin2": place.admin2, "admin1": place.admin1,
            "country": country.iso3 or place.country, "lat": place.lat, "lon": place.lon,
            "geo_precision": place.geo_precision}  # fmt: skip


def _text_info(told: SourcedReport | None, trigger: Evidence | None) -> dict[str, Any]:
    """Where the words stand: code points in the text of the article `text_story`."""
    return {"sequence": 0, "start": trigger.start if trigger else None, "end": trigger.end if trigger else None,
            "text_story": told.article if told else None}  # fmt: skip


def _best(figure: Reconciled | None) -> int | None:
    return figure.best if figure else None
