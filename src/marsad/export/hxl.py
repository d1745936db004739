"""CSV with tags of the humanitarian exchange language in its second row, as on HDX."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from marsad.export.choice import Choice
from marsad.export.delimited import write_rows
from marsad.export.more import HXL
from marsad.export.sides import party
from marsad.export.wording import Cell, joined, notes_of, sources_of
from marsad.model.incident import Reconciled
from marsad.model.sourced import Sourced

TAGS = {
    "event_date": "#date+occurred", "date_start": "#date+start", "date_end": "#date+end",
    "event_type": "#event+type", "sub_event_type": "#event+type+sub",
    "actor1": "#group+name+first", "actor2": "#group+name+second",
    "country": "#country+name", "country_code": "#country+code",
    "admin1": "#adm1+name", "admin1_code": "#adm1+code", "admin2": "#adm2+name", "admin2_code": "#adm2+code",
    "admin3": "#adm3+name", "admin3_code": "#adm3+code",
    "location": "#loc+name", "latitude": "#geo+lat", "longitude": "#geo+lon", "notes": "#description",
    "fatalities": "#affected+killed", "injured": "#affected+injured", "abducted": "#affected+abducted",
    "arrested": "#affected+detained", "source": "#meta+source", "url": "#meta+url",
}  # fmt: skip
COLUMNS = tuple(TAGS)


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The CSV file: names, tags, rows."""
    columns = choice.columns(COLUMNS)
    tags = [TAGS.get(name) or HXL.get(name) or f"#meta+{name}" for name in columns]
    rows = (choice.row(row_of(found, choice), found) for found in incidents)
    write_rows(file, [columns, tags], ([row[name] for name in columns] for row in rows), bom=choice.bom)


def row_of(found: Sourced, choice: Choice) -> dict[str, Cell]:
    """One incident. `event_date` only where a day is stated; admin1_code is ISO 3166-2 (we hold no p-codes)."""
    incident, codes = found.incident, choice.codes
    date, place = incident.date, incident.place
    country = codes.country(place.country if place else None)
    first, second = party(found, "actor1", codes), party(found, "actor2", codes)
    one_day = date.start is not None and date.start == date.end
    return {
        "event_date": date.start if one_day else "", "date_start": date.start, "date_end": date.end if date.start else "",
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "actor1": joined((first.name, *first.others)), "actor2": joined((second.name, *second.others)),
        "country": country.name, "country_code": country.iso3,
        "admin1": place.admin1 if place else "",
        "admin1_code": codes.divisions.get((country.iso2, place.admin1 or ""), "") if place else "",
        "admin2": place.admin2 if place else "", "admin2_code": "", "admin3": "", "admin3_code": "",
        "location": place.name if place else "", "latitude": place.lat if place else None,
        "longitude": place.lon if place else None, "notes": notes_of(found, codes),
        "fatalities": _best(incident.fatalities), "injured": _best(incident.injured),
        "abducted": _best(incident.abducted), "arrested": _best(incident.captured),
        "source": sources_of(found), "url": next((r.url for r in found.reports if r.url), ""),
    }  # fmt: skip


def _best(figure: Reconciled | None) -> int | None:
    return figure.best if figure else None
