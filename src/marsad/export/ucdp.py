"""The 49 columns of UCDP GED's files, in their order: only incidents with at least one death."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import IO

from marsad.export.choice import Choice
from marsad.export.deaths import Deaths, deaths_of
from marsad.export.delimited import write_rows
from marsad.export.sides import Party, party
from marsad.export.wording import Cell, joined
from marsad.model.incident import Incident, ScenePlace
from marsad.model.sourced import Sourced

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
STATE = frozenset(("State forces", "External/Other forces"))
CIVIL = frozenset(("Civilians", "Protesters"))
BY_LEVEL = {"district": 3, "province": 4, "region": 5, "country": 6}
CELL = 0.5  # degrees of a PRIO-GRID cell


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The CSV file."""
    columns = choice.columns(COLUMNS)
    rows = (choice.row(row, found) for found in incidents if (row := row_of(found, choice)))
    write_rows(file, [columns], ([row[name] for name in columns] for row in rows), bom=choice.bom)


def row_of(found: Sourced, choice: Choice) -> dict[str, Cell] | None:
    """One incident in UCDP's columns, None without a death. Their own numbers of conflicts, dyads and sides stay empty."""
    incident = found.incident
    deaths = deaths_of(incident, choice.codes)
    if deaths is None:
        return None
    a, b = party(found, "actor1", choice.codes), party(found, "actor2", choice.codes)
    country = choice.codes.country(incident.place.country if incident.place else None)
    start = incident.date.start
    row: dict[str, Cell] = dict.fromkeys(COLUMNS, "")
    return row | {
        "id": incident.id, "relid": f"{country.iso3 or 'XXX'}-{start[:4] if start else '0000'}-{incident.id}",
        "year": int(start[:4]) if start else None, "type_of_violence": type_of_violence(a, b, deaths),
        "dyad_name": f"{a.name} - {b.name}" if a.name and b.name else "",
        "side_a": joined((a.name, *a.others), ", "), "side_b": joined((b.name, *b.others), ", "),
        **_sources(found), **_where(incident.place),
        "country": country.name, "country_id": int(country.gw) if country.gw else None, "region": country.ucdp_region,
        "event_clarity": 1 if date_precision(incident) in (1, 2, 3) else 2, "date_prec": date_precision(incident),
        "date_start": start, "date_end": incident.date.end if start else None,
        "deaths_a": deaths.side_a, "deaths_b": deaths.side_b, "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown, "best": deaths.best, "high": deaths.high, "low": deaths.low,
        "gwnoa": _state_number(a, choice), "gwnob": _state_number(b, choice),
    }  # fmt: skip


def type_of_violence(a: Party, b: Party, deaths: Deaths) -> int | None:
    """3 where the struck side (or all of the dead) are civilians, 1 where a state takes part, 2 between two armed groups;
    empty where a side is not stated and the other does not decide it."""
    if b.inter in CIVIL or (not b.inter and deaths.civilians == deaths.best):
        return 3
    if a.inter in STATE or b.inter in STATE:
        return 1
    return 2 if a.inter and b.inter and a.inter not in CIVIL else None


def date_precision(incident: Incident) -> int | None:
    """1 the day, 2 two to six days, 3 the week, 4 up to a month, 5 longer; empty without a stated day."""
    date = incident.date
    if date.start is None:
        return None
    days = (dt.date.fromisoformat(date.end or date.start) - dt.date.fromisoformat(date.start)).days + 1
    return 1 if days <= 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def priogrid(lat: float, lon: float) -> int:
    """The grid cell of a point: rows of half degrees from 90 S, columns from 180 W, both from 1; the last of each holds its
    outer edge too."""
    row = min(math.floor((lat + 90) / CELL), 359) + 1
    column = min(math.floor((lon + 180) / CELL), 719) + 1
    return (row - 1) * 720 + column


def _where(place: ScenePlace | None) -> dict[str, Cell]:
    if place is None:
        return {}
    precision = BY_LEVEL.get(place.level)
    if precision is None:
        precision = {1: 1, 2: 2}.get(place.geo_precision or 0, 5)
    row: dict[str, Cell] = {
        "where_prec": precision, "where_coordinates": place.name,
        "where_description": joined((place.name_ar, place.level), ", "), "adm_1": place.admin1, "adm_2": place.admin2,
    }  # fmt: skip
    if place.lat is not None and place.lon is not None:
        row |= {"latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})",
                "priogrid_gid": priogrid(place.lat, place.lon)}  # fmt: skip
    return row


def _sources(found: Sourced) -> dict[str, Cell]:
    reports = found.incident.reports
    articles = (joined((f'"{r.source}', (r.published or "")[:10], (r.title or "") + '"'), ",") for r in reports)
    return {
        "number_of_sources": found.incident.sources, "source_article": joined(articles),
        "source_office": joined(r.source for r in reports),
        "source_date": joined(r.published[:10] for r in reports if r.published),
        "source_headline": joined(r.title for r in reports),
        "source_original": joined(s.name for r in found.reports for s in r.event.sources),
    }  # fmt: skip


def _state_number(side: Party, choice: Choice) -> Cell:
    """Gleditsch and Ward's number where the side is the forces of a state that we know the number of."""
    home = choice.codes.homes.get(side.name) if side.inter in STATE else None
    gw = choice.codes.country(home).gw
    return int(gw) if gw else None
