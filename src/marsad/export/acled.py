"""The 31 columns of ACLED's files, in their order: its shape, our record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from marsad.export.choice import Choice
from marsad.export.delimited import write_rows
from marsad.export.sides import Party, party, targets_civilians
from marsad.export.taxonomy import INTER, disorder_type, interaction
from marsad.export.wording import Cell, joined, last_read, notes_of, sources_of, unix_seconds
from marsad.model.incident import Incident
from marsad.model.sourced import Sourced

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
NUMBERS = frozenset(
    ("year", "time_precision", "iso", "latitude", "longitude", "geo_precision", "fatalities", "timestamp")
)
TIME_PRECISION = {"day": 1, "week": 2, "month": 3}  # ACLED has no code for a year or for no date


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The CSV file."""
    columns = choice.columns(COLUMNS)
    rows = (choice.row(row_of(found, choice), found) for found in incidents)
    write_rows(file, [columns], ([row[name] for name in columns] for row in rows), bom=choice.bom)


def row_of(found: Sourced, choice: Choice) -> dict[str, Cell]:
    """One incident in ACLED's columns. What is not stated stays empty, `fatalities` too."""
    incident = found.incident
    first, second = (party(found, "actor1", choice.codes), party(found, "actor2", choice.codes))
    return {
        "event_id_cnty": _id(incident, choice), **_time(incident),
        "disorder_type": disorder_type(incident.event_type, incident.sub_event_type),
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "actor1": first.name, "assoc_actor_1": joined(first.others), "inter1": _inter(first, choice),
        "actor2": second.name, "assoc_actor_2": joined(second.others), "inter2": _inter(second, choice),
        "interaction": _interaction(first, second, choice),
        "civilian_targeting": "Civilian targeting" if targets_civilians(found, second) else "",
        **_place(incident, choice),
        "source": sources_of(found), "source_scale": "", "notes": notes_of(found, choice.codes),
        "fatalities": incident.fatalities.best if incident.fatalities else None,
        "tags": _tags(incident), "timestamp": unix_seconds(last_read(found)),
    }  # fmt: skip


def _id(incident: Incident, choice: Choice) -> str:
    """Three letters of the country, then our id: "XXX" where the text names no country."""
    country = choice.codes.country(incident.place.country if incident.place else None)
    return (country.iso3 or "XXX") + incident.id


def _time(incident: Incident) -> dict[str, Cell]:
    date = incident.date
    precision = TIME_PRECISION.get(date.precision) if date.start else None
    year = int(date.start[:4]) if date.start else None
    return {"event_date": date.start if precision else "", "year": year, "time_precision": precision}


def _inter(side: Party, choice: Choice) -> Cell:
    return INTER.get(side.inter) if choice.numbers else side.inter


def _interaction(first: Party, second: Party, choice: Choice) -> Cell:
    if second.name and not second.inter:  # two sides, one of unknown class: "only" would be wrong
        return ""
    return interaction(first.inter, second.inter, numbers=choice.numbers)


def _place(incident: Incident, choice: Choice) -> dict[str, Cell]:
    place = incident.place
    country = choice.codes.country(place.country if place else None)
    return {
        "iso": int(country.numeric) if country.numeric else None, "region": country.acled_region, "country": country.name,
        "admin1": (place and place.admin1) or "", "admin2": (place and place.admin2) or "", "admin3": "",
        "location": place.name if place else "", "latitude": place.lat if place else None,
        "longitude": place.lon if place else None, "geo_precision": place.geo_precision if place else None,
    }  # fmt: skip


def _tags(incident: Incident) -> str:
    """What the other columns have no room for: who held the area, a claim or dispute, a date that is only a bound."""
    date = incident.date
    return joined((
        *(f"control={support.value}" for support in incident.control),
        "" if incident.status == "reported" else f"status={incident.status}",
        f"published by={date.end}" if date.start is None and date.end else "",
    ))  # fmt: skip
