"""From the drafts of all files to the rows of a set: coordinates, country and administrative units of each place.

Units come from boundaries (point in polygon) where there are any, else as the file states them, else from the nearest
district and division that the gazetteer knows; which of these it was is kept with each row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.places.added import checks
from marsad.places.added.added import NEAREST, STATED, Origin
from marsad.places.added.boundaries import Area, Boundaries
from marsad.places.added.divisions import DivisionNames
from marsad.places.added.drafts import CODED, LEVEL_OF, AreaDraft, Contents, PlaceDraft
from marsad.places.added.findings import Findings
from marsad.places.geometry import km
from marsad.places.rows import Box, Division, Names, Row

DISTRICT_KM = 70.0  # a district is a parent within this reach (the resolver's own reach of a district)
DEGREE_KM = 111.2  # length of a degree of latitude
_WIDE = frozenset({"country", "province", "region"})


class Known(NamedTuple):
    """What the gazetteer and the sets added before hold: rows by id, where each id is, divisions, boxes, boundaries."""

    rows: Mapping[str, Row]
    taken: Mapping[str, str]
    divisions: Sequence[Division]
    lands: Mapping[str, Box]
    boundaries: Sequence[Area]


class Assembled(NamedTuple):
    """The rows of a set with their spellings and origin, and its boundaries."""

    places: list[tuple[Row, Names, Origin]]
    areas: list[Area]


def assemble(name: str, contents: Sequence[Contents], known: Known, findings: Findings) -> Assembled:
    """The set `name` of these files. Whatever is wrong goes to `findings` and not into the set."""
    names = DivisionNames(known.divisions)
    drawn = checks.unique_areas([a for c in contents for a in c.areas], findings)
    drawn = checks.boundaries_inside(drawn, known.lands, findings)
    areas = [_area(a, names, name) for a in drawn]
    boundaries = Boundaries([*known.boundaries, *areas]) if areas or known.boundaries else None
    drafts = checks.unique([d for c in contents for d in c.places], known.taken, findings)
    drafts = _of_areas(drafts, drawn, known.taken, findings)
    drafts = [_with_country(d, boundaries) for d in drafts]
    drafts = checks.inside(drafts, known.lands, boundaries, findings)
    drafts = _with_parents(drafts, known, findings)
    nearest = _Nearest(known)
    return Assembled([_placed(d, name, boundaries, names, nearest) for d in drafts], areas)


def _area(draft: AreaDraft, names: DivisionNames, set_name: str) -> Area:
    first = (draft.name, draft.name_ar) if draft.level == 1 else (draft.admin1, draft.admin1_ar)
    division = names.find(draft.country, *first)
    admin1 = division.name if division else first[0]
    title = admin1 if draft.level == 1 else draft.name
    wkb = bytes(draft.shape.wkb)
    return Area(draft.pcode, draft.level, draft.country, title, admin1, draft.admin2, wkb, set_name)


def _of_areas(
    drafts: list[PlaceDraft], areas: Sequence[AreaDraft], taken: Mapping[str, str], findings: Findings
) -> list[PlaceDraft]:
    """Units without coordinates get a point inside their boundary and its width; boundaries with an Arabic name that no
    table has are places themselves."""
    shapes = {f"pc.{a.pcode}": a for a in areas}
    listed = {d.row.id for d in drafts}
    out = [_in_shape(d, shapes[d.row.id]) if d.row.id in shapes else d for d in drafts]
    for i, area in shapes.items():
        if i in listed or not area.level:
            continue
        if not area.name_ar:
            findings.skip("boundaries without an Arabic name (used for units only)")
        elif i in taken:
            findings.row(area.where, f"id {i} is also in {taken[i]}; choose another")
        else:
            row = Row(
                i, area.name, LEVEL_OF[area.level], "", area.country, area.admin1, "", math.nan, math.nan, None,
                (3, 3, 2, 2, 1)[area.level], area.name_ar, CODED,
            )  # fmt: skip
            spelled = (area.name_ar + ("~" if area.level > 2 else ""),)
            out.append(_in_shape(PlaceDraft(area.where, row, spelled, area.admin2, area.level, area.admin1_ar), area))
    return out


def _in_shape(draft: PlaceDraft, area: AreaDraft) -> PlaceDraft:
    """With a point inside the boundary where the file gives none, and the radius of a circle of the same area (km)."""
    spot, middle = area.shape.representative_point(), area.shape.centroid.y
    square = area.shape.area * DEGREE_KM**2 * math.cos(math.radians(middle))
    row = draft.row._replace(extent_km=draft.row.extent_km or round(math.sqrt(square / math.pi), 1) or None)
    return draft._replace(row=row if draft.placed else row._replace(lat=round(spot.y, 5), lon=round(spot.x, 5)))


def _with_country(draft: PlaceDraft, boundaries: Boundaries | None) -> PlaceDraft:
    if draft.row.country or not draft.placed or boundaries is None:
        return draft
    found = boundaries.at(draft.row.lat, draft.row.lon)
    return draft._replace(row=draft.row._replace(country=found.country)) if found else draft


def _with_parents(drafts: list[PlaceDraft], known: Known, findings: Findings) -> list[PlaceDraft]:
    """Parents must be rows of this set or of the gazetteer; a p-code that only names its outer unit is no parent row."""
    ids = {d.row.id for d in drafts}
    out = []
    for draft in drafts:
        parent = draft.row.parent
        if parent and parent not in ids and parent not in known.rows:
            if not parent.startswith("pc."):
                findings.row(draft.where, f"unknown parent {parent}")
                continue
            draft = draft._replace(row=draft.row._replace(parent=""))
        elif parent == draft.row.id:
            findings.row(draft.where, "a row cannot be its own parent")
            continue
        out.append(draft)
    return out


def _placed(
    draft: PlaceDraft, set_name: str, boundaries: Boundaries | None, names: DivisionNames, nearest: _Nearest
) -> tuple[Row, Names, Origin]:
    row = draft.row
    stated = (row.admin1, draft.admin1_ar)
    division = names.find(row.country, *stated, *((row.name, row.name_ar) if row.level == "province" else ()))
    if division:
        row = row._replace(admin1=division.name, code=division.iso if row.level == "province" else "")
    elif row.level == "province" and not row.admin1:
        row = row._replace(admin1=row.name)
    if row.level in _WIDE:
        return row, draft.names, Origin(set_name, "", STATED)
    found = boundaries.at(row.lat, row.lon) if boundaries else None
    if found and found.country == row.country and found.admin1:
        row = row._replace(admin1=found.admin1)
        return row, draft.names, Origin(set_name, found.admin2 or draft.admin2, "boundaries")
    if row.admin1 and (row.parent or draft.admin2 or row.level == "district"):
        return row, draft.names, Origin(set_name, draft.admin2, STATED)
    row, basis = nearest.under(row)
    return row, draft.names, Origin(set_name, draft.admin2, basis)


class _Nearest:
    """The nearest district and division of a place, among the rows that the gazetteer knows."""

    def __init__(self, known: Known) -> None:
        self._districts: dict[str, list[Row]] = {}
        self._divisions: dict[str, list[Division]] = {}
        for row in known.rows.values():
            if row.level == "district":
                self._districts.setdefault(row.country, []).append(row)
        for division in known.divisions:
            self._divisions.setdefault(division.country, []).append(division)

    def under(self, row: Row) -> tuple[Row, str]:
        """The row in its nearest parents, and how its units are known."""
        basis = STATED if row.admin1 else ""
        if not row.parent and row.level != "district":
            near = [d for d in self._districts.get(row.country, ()) if not row.admin1 or d.admin1 == row.admin1]
            best = min(near, key=lambda d: (km(row.lat, row.lon, d.lat, d.lon), d.id), default=None)
            if best and km(row.lat, row.lon, best.lat, best.lon) <= DISTRICT_KM:
                return row._replace(parent=best.id, admin1=row.admin1 or best.admin1), NEAREST
        if not row.admin1:
            found = self._divisions.get(row.country, ())
            division = min(found, key=lambda d: (km(row.lat, row.lon, d.lat, d.lon), d.iso), default=None)
            if division:
                return row._replace(admin1=division.name), NEAREST
        return row, basis
