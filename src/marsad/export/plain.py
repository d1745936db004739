"""Our own columns, for anybody: the CSV file, and what GeoJSON, GeoParquet, XLSX and data frames carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from marsad.export.choice import Choice
from marsad.export.delimited import write_rows
from marsad.export.more import NUMBERS as MORE_NUMBERS
from marsad.export.taxonomy import disorder_type
from marsad.export.wording import Cell, joined, notes_of, sources_of
from marsad.model.sourced import Sourced

COLUMNS = (
    "id", "date_start", "date_end", "date_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "actor2",
    "country", "country_code", "admin1", "admin2", "location", "location_ar", "latitude", "longitude", "geo_precision",
    "fatalities", "status", "background", "source", "notes",
)  # fmt: skip
REALS = frozenset(("latitude", "longitude"))
WHOLES = frozenset(("geo_precision", "fatalities", "background")) | MORE_NUMBERS


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The CSV file."""
    columns = choice.columns(COLUMNS)
    rows = (choice.row(row_of(found, choice), found) for found in incidents)
    write_rows(file, [columns], ([row[name] for name in columns] for row in rows), bom=choice.bom)


def row_of(found: Sourced, choice: Choice) -> dict[str, Cell]:
    """One incident in our columns."""
    incident = found.incident
    date, place = incident.date, incident.place
    country = choice.codes.country(place.country if place else None)
    return {
        "id": incident.id, "date_start": date.start, "date_end": date.end if date.start else None,
        "date_precision": date.precision, "disorder_type": disorder_type(incident.event_type, incident.sub_event_type),
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "actor1": joined(s.value for s in incident.actor1), "actor2": joined(s.value for s in incident.actor2),
        "country": country.name, "country_code": country.iso3,
        "admin1": place.admin1 if place else None, "admin2": place.admin2 if place else None,
        "location": place.name if place else None, "location_ar": place.name_ar if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None,
        "geo_precision": place.geo_precision if place else None,
        "fatalities": incident.fatalities.best if incident.fatalities else None,
        "status": incident.status, "background": int(incident.background),
        "source": sources_of(found), "notes": notes_of(found, choice.codes),
    }  # fmt: skip
