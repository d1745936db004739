"""GeoJSON (RFC 7946): a point, longitude before latitude, WGS 84; no geometry where the place is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from marsad.export.choice import Choice
from marsad.export.plain import row_of
from marsad.export.withheld import OPEN_STATEMENT, STATEMENT
from marsad.model.sourced import Sourced


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """One feature collection, a feature a line; nothing is held but the feature at hand."""
    metadata = {"marsad": choice.version, "private_names": OPEN_STATEMENT if choice.private else STATEMENT}
    file.write(b'{"type":"FeatureCollection","metadata":' + msgspec.json.encode(metadata) + b',"features":[')
    lead = b"\n"
    for found in incidents:
        file.write(lead + msgspec.json.encode(feature_of(found, choice)))
        lead = b",\n"
    file.write(b"\n]}\n")


def feature_of(found: Sourced, choice: Choice) -> dict[str, Any]:
    """One incident; its properties are our columns."""
    row = choice.row(row_of(found, choice), found)
    lat, lon = row["latitude"], row["longitude"]
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    return {"type": "Feature", "id": found.incident.id, "geometry": point, "properties": row}
