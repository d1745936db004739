"""GeoJSON of a user: boundaries (polygons with p-codes) and points with names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from marsad.places.added.codes import country_of, layout_of
from marsad.places.added.decoding import decoded
from marsad.places.added.drafts import ARABIC, COUNTRY, POINTS, AreaDraft, Contents, PlaceDraft, degrees
from marsad.places.added.features import Feature, features_of, polygon_of
from marsad.places.added.findings import Findings
from marsad.places.added.ocha import unit_draft
from marsad.places.rows import LEVELS, Row

# Values of `level`, `place`, `type` besides our own levels (OpenStreetMap's words for settlements).
_LEVELS = {"city": "town", "hamlet": "village", "suburb": "neighbourhood", "quarter": "neighbourhood"} | {
    x: x for x in LEVELS
}
_PRECISION = {"district": 2, "province": 3, "region": 3, "country": 3}


def read_geojson(file: str, raw: bytes, country: str, set_name: str, findings: Findings) -> Contents:
    """Points and boundaries of a file; other geometries are problems."""
    text = decoded(file, raw, findings)
    places: list[PlaceDraft] = []
    areas: list[AreaDraft] = []
    for number, feature in enumerate(features_of(file, text or "", findings.file) if text else (), 1):
        kind = feature.geometry.get("type") if isinstance(feature.geometry, dict) else None
        try:
            if kind in ("Polygon", "MultiPolygon"):
                areas.append(_area(feature, country))
                continue
            draft = _point(feature, country, set_name, number)
        except ValueError as error:
            findings.row(feature.where, f"feature {number}: {error}")
            continue
        if draft is None or not draft.names:
            findings.skip("no Arabic name" if draft else "countries (the package has them)")
        else:
            places.append(draft)
    return Contents("boundaries" if areas and not places else "points", places, areas)


def _values(feature: Feature) -> Mapping[str, str]:
    return {str(k): "" if v is None else str(v).strip() for k, v in feature.properties.items()}


def _area(feature: Feature, country: str) -> AreaDraft:
    values = _values(feature)
    units = layout_of(values).units(values)
    if not units:
        raise ValueError("a boundary without a p-code (want properties such as adm1_pcode, adm1_en, adm1_ar)")
    level = max(units)
    own, first, second = units[level], units.get(1), units.get(2)
    if not (own.name or own.name_ar):
        raise ValueError(f"the name of {own.pcode} is empty")
    iso = country_of(units, country)
    if not COUNTRY.match(iso):
        raise ValueError(f"no country: p-code {own.pcode} does not begin with its two letters; give --country")
    return AreaDraft(
        feature.where, own.pcode, level, iso, own.name or own.name_ar, own.name_ar,
        (first.name or first.name_ar) if first else "", first.name_ar if first else "",
        (second.name or second.name_ar) if second else "", polygon_of(feature.geometry),
    )  # fmt: skip


def _point(feature: Feature, country: str, set_name: str, number: int) -> PlaceDraft | None:
    geometry = feature.geometry
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        raise ValueError(f"the geometry is {kind or 'missing'} where a Point or Polygon is wanted")
    spot = geometry.get("coordinates")
    if not isinstance(spot, list) or len(spot) < 2:
        raise ValueError("the point has no coordinates [longitude, latitude]")
    lat, lon = degrees(spot[1], spot[0])
    values = _values(feature)
    layout = layout_of(values)
    if layout.coded:
        coded = unit_draft(feature.where, values, layout, country)
        return coded and coded._replace(row=coded.row._replace(lat=lat, lon=lon))
    return _named(feature, country, set_name, number, lat, lon)


def _named(feature: Feature, country: str, set_name: str, number: int, lat: float, lon: float) -> PlaceDraft:
    said = feature.text("name_ar", "names_ar", "name:ar", "arabic")
    plain = feature.text("name")
    said = said or (plain if ARABIC.search(plain) else "")
    english = feature.text("name_en", "name:en", "english") or plain or said
    if not english:
        raise ValueError("the name is empty (want name_ar, and name or name_en)")
    names = tuple(dict.fromkeys(n.strip() for n in re.split(r"[|;]", said) if n.strip("~ ")))
    stated = feature.text("level", "place", "type")
    level = _LEVELS.get(stated.lower()) if stated else "site"
    if level is None or level == "country":
        raise ValueError(f"level {stated!r} is none of {', '.join(x for x in _LEVELS if x != 'country')}")
    wide = feature.text("extent_km")
    try:
        extent = float(wide) if wide else None
        precision = int(feature.text("precision") or _PRECISION.get(level, 1))
    except ValueError:
        raise ValueError("extent_km and precision must be numbers") from None
    if precision not in (1, 2, 3) or (extent is not None and not 0 < extent <= 1500):
        raise ValueError("precision must be 1, 2 or 3 and extent_km between 0 and 1500")
    identity = feature.text("id") or feature.id or str(number)
    row = Row(
        f"{set_name}.{identity}", english, level, feature.text("kind"), (feature.text("country") or country).upper(),
        feature.text("admin1"), feature.text("parent"), lat, lon, extent, precision, names[0].rstrip("~") if names else "", POINTS,
    )  # fmt: skip
    return PlaceDraft(feature.where, row, names, feature.text("admin2"))
