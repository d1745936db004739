"""Checks across the rows of an import: ids, countries, coordinates. Each problem names its file and line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from marsad.places.added.boundaries import Boundaries
from marsad.places.added.drafts import COUNTRY, AreaDraft, PlaceDraft
from marsad.places.added.findings import Findings
from marsad.places.rows import Box

BOX_MARGIN = 0.3  # degrees: boxes are rounded to a tenth, coasts and islands stick out (as in the lint of our tables)
BORDER_MARGIN = 0.05  # degrees, about 5 km: coastlines of boundaries are simplified, ports stand in the sea


def unique(drafts: Iterable[PlaceDraft], taken: Mapping[str, str], findings: Findings) -> list[PlaceDraft]:
    """Drafts whose id nobody else has; `taken`: ids of other tables -> where. Spellings must be stated once."""
    seen: dict[str, str] = {}
    out = []
    for draft in drafts:
        i = draft.row.id
        if not i.startswith("gn.") and i in taken:
            findings.row(draft.where, f"id {i} is also in {taken[i]}; choose another")
        elif i in seen:
            findings.row(draft.where, f"id {i} is also at {seen[i]}")
        elif len(set(draft.names)) != len(draft.names):
            findings.row(draft.where, f"an Arabic name of {i} stands twice")
        else:
            out.append(draft)
        seen.setdefault(i, draft.where)
    return out


def unique_areas(areas: Iterable[AreaDraft], findings: Findings) -> list[AreaDraft]:
    """Boundaries whose p-code no other boundary has."""
    seen: dict[str, str] = {}
    out = []
    for area in areas:
        if area.pcode in seen:
            findings.row(area.where, f"p-code {area.pcode} is also at {seen[area.pcode]}")
        else:
            out.append(area)
        seen.setdefault(area.pcode, area.where)
    return out


def inside(
    drafts: Iterable[PlaceDraft], lands: Mapping[str, Box], boundaries: Boundaries | None, findings: Findings
) -> list[PlaceDraft]:
    """Drafts that lie in their country: in its outline where a boundary of level 0 is added, else in its bounding box."""
    out = []
    for draft in drafts:
        problem = _misplaced(draft, lands, boundaries)
        if problem:
            findings.row(draft.where, problem)
        else:
            out.append(draft)
    return out


def _misplaced(draft: PlaceDraft, lands: Mapping[str, Box], boundaries: Boundaries | None) -> str | None:
    row = draft.row
    if not row.country:
        return f"{row.id} states no country and lies in no boundary; give it a country, or --country for all"
    if not COUNTRY.match(row.country):
        return f"country {row.country!r} is no ISO 3166-1 code of two letters"
    if math.isnan(row.lat) or math.isnan(row.lon):
        return f"{row.id} has no coordinates; add the columns latitude and longitude, or the boundaries with its p-code"
    told = f"lat {row.lat:g}, lon {row.lon:g} lies outside {row.country}"
    if boundaries and row.country in boundaries.outlined:
        if boundaries.near(row.lat, row.lon, row.country, BORDER_MARGIN):
            return None
        return told + ("; lat and lon look swapped" if boundaries.near(row.lon, row.lat, row.country, 0.0) else "")
    box = lands.get(row.country)
    if box is None or in_box(row.lat, row.lon, box):
        return None
    return told + ("; lat and lon look swapped" if in_box(row.lon, row.lat, box) else "")


def boundaries_inside(areas: Sequence[AreaDraft], lands: Mapping[str, Box], findings: Findings) -> list[AreaDraft]:
    """Boundaries whose middle lies in their country's bounding box."""
    out = []
    for area in areas:
        box = lands.get(area.country)
        spot = area.shape.representative_point()
        if box and not in_box(spot.y, spot.x, box):
            swapped = "; lat and lon look swapped" if in_box(spot.x, spot.y, box) else ""
            findings.row(
                area.where, f"{area.pcode} around lat {spot.y:g}, lon {spot.x:g} lies outside {area.country}{swapped}"
            )
        else:
            out.append(area)
    return out


def in_box(lat: float, lon: float, box: Box) -> bool:
    """Is a point in a country's box, with a margin?"""
    within = box.west - BOX_MARGIN <= lon <= box.east + BOX_MARGIN
    if box.west > box.east:  # the box crosses 180 degrees
        within = lon >= box.west - BOX_MARGIN or lon <= box.east + BOX_MARGIN
    return box.south - BOX_MARGIN <= lat <= box.north + BOX_MARGIN and within
