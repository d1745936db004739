"""Answers as JSON, CSV or GeoJSON by what the client accepts, with an ETag, so that an unchanged answer is not sent twice."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from marsad.api.problems import FormatError
from marsad.export.withheld import STATEMENT
from marsad.model.holder import held_by
from marsad.model.incident import Incident

JSON, CSV, GEOJSON = "application/json", "text/csv", "application/geo+json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would run (OWASP: CSV injection)
Rows = Iterable[Mapping[str, Any]]


def wanted(request: Request, offered: Sequence[str]) -> str:
    """The first format the client likes best. Raises FormatError where there is none."""
    header = request.headers.get("accept", "").strip() or "*/*"
    asked: list[tuple[float, str]] = []
    for piece in header.split(","):
        media, *rest = (part.strip().lower() for part in piece.split(";"))
        quality = next((_number(part[2:]) for part in rest if part.startswith("q=")), 1.0)
        asked.append((quality, media))
    for _, media in sorted((a for a in asked if a[0] > 0), key=lambda a: -a[0]):
        for offer in offered:
            if media in (offer, "*/*", offer.partition("/")[0] + "/*"):
                return offer
    raise FormatError(f"not to be had as {header[:80]}", where="Accept", todo=f"Ask for one of {', '.join(offered)}")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def tagged(request: Request, body: bytes, media: str, etag: str = "") -> Response:
    """The body with its ETag (where it is not known already), or 304 where the client has it."""
    etag = etag or etag_of(body)
    headers = {"ETag": etag, "Vary": "Accept"}
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)


def answered(request: Request, value: object, rows: Rows | None = None, features: Rows | None = None) -> Response:
    """`value` as JSON; where given, `rows` as CSV or `features` as GeoJSON, which hold no private names and say so."""
    offered = [JSON, *([CSV] if rows is not None else []), *([GEOJSON] if features is not None else [])]
    media = wanted(request, offered)
    if media == CSV and rows is not None:
        answer = tagged(request, csv_bytes(rows), "text/csv; charset=utf-8")
    elif media == GEOJSON and features is not None:
        collection = {"type": "FeatureCollection", "features": list(features)}
        answer = tagged(request, msgspec.json.encode(collection), GEOJSON)
    else:
        return tagged(request, msgspec.json.encode(value), JSON)
    answer.headers["X-Private-Names"] = STATEMENT
    return answer


def csv_bytes(rows: Rows) -> bytes:
    """Comma separated, UTF-8 with a mark that spreadsheets need; what looks like a formula gets a ' in front."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(v) for v in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def incident_cells(found: Incident) -> dict[str, Any]:
    """An incident as a flat row; figures not stated stay empty. `control_basis`: "stated" or "map:NAME"."""
    place = found.place
    row: dict[str, Any] = {
        "id": found.id, "date_start": found.date.start, "date_end": found.date.end, "date_precision": found.date.precision,
        "event_type": found.event_type, "sub_event_type": found.sub_event_type,
        "actor1": [s.value for s in found.actor1], "actor2": [s.value for s in found.actor2],
        "place": place and place.name, "place_ar": place and place.name_ar, "country": place and place.country,
        "admin1": place and place.admin1, "admin2": place and place.admin2, "lat": place and place.lat,
        "lon": place and place.lon, "geo_precision": place and place.geo_precision,
    }  # fmt: skip
    for name in ("fatalities", "injured", "captured", "abducted", "escaped"):
        figure = getattr(found, name)
        for part in ("low", "high", "best"):
            row[f"{name}_{part}"] = getattr(figure, part) if figure else None
    names, basis = held_by(found)
    row |= {"control": list(names), "control_basis": basis}
    row |= {"status": found.status, "background": found.background, "sources": found.sources}
    return row | {"reports": len(found.reports), "contradictions": found.contradictions}


def feature(cells: Mapping[str, Any]) -> dict[str, Any]:
    """An incident's row as a GeoJSON feature (RFC 7946); without coordinates its geometry is null."""
    point = None
    if cells["lat"] is not None and cells["lon"] is not None:
        point = {"type": "Point", "coordinates": [cells["lon"], cells["lat"]]}
    return {"type": "Feature", "id": cells["id"], "geometry": point, "properties": cells}
