"""Own rows against the GeoNames extract: same name far away, and points whose neighbours lie elsewhere.

GeoNames' populated places stand in for boundaries: a point is plausible where one of the nearest of them lies in the
country and in the division that the row names. What is right in spite of that is listed with a reason in `audited.tsv`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import km
from marsad.places.rows import Row

FAR_KM = 15.0  # a deviation from GeoNames that needs a reason (issue "Where it happened")
NEIGHBOURS = 8  # GeoNames places that are asked for their country and division
SEEN_KM = 60.0  # neighbours farther away say nothing (deserts, islands)
_STRIP = frozenset(
    {"Gaza", "North Gaza", "Deir al-Balah", "Khan Yunis", "Rafah"}
)  # GeoNames knows no governorates here
_POINTS = frozenset({"site", "neighbourhood", "village", "town", "district"})
COLUMNS = ("id", "check", "why")


class Finding(NamedTuple):
    """A row that a check is not content with: `check` is name, country or division."""

    id: str
    check: str
    what: str


def audit(gazetteer: Gazetteer) -> list[Finding]:
    """All findings, by id; explained ones too."""
    own = [r for r in gazetteer.rows.values() if r.rank >= 3.0 and r.level in _POINTS and r.country]
    near = _grid(r for r in gazetteer.rows.values() if r.id.startswith("gn."))
    found = [f for row in own for f in (_name(row, gazetteer), *_surroundings(row, near)) if f]
    return sorted(found)


def unexplained(gazetteer: Gazetteer) -> list[str]:
    """Findings without a reason in `audited.tsv`, and reasons that no finding needs any more."""
    whys = read_whys()
    found = {(f.id, f.check): f for f in audit(gazetteer)}
    open_ones = [f"{f.id}: {f.check}: {f.what}" for key, f in found.items() if key not in whys]
    stale = [
        f"audited.tsv: {i} {check}: no finding needs this reason"
        for i, check in whys
        if check != "box" and (i, check) not in found
    ]
    return open_ones + stale


def read_whys() -> Mapping[tuple[str, str], str]:
    """Reasons by id and check (`box` is the lint's: points outside their country's box)."""
    lines = (files("marsad") / "data" / "places" / "audited.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]
    return {(cells[0], cells[1]): cells[2] for cells in rows}


def _name(row: Row, gazetteer: Gazetteer) -> Finding | None:
    """GeoNames places of the row's main name in its country and division, all far away."""
    if row.level not in ("town", "village"):
        return None
    same = [
        r
        for r in gazetteer.find(row.name_ar)
        if r.id.startswith("gn.") and r.country == row.country and r.admin1 == row.admin1
    ]
    away = [(round(km(row.lat, row.lon, r.lat, r.lon), 1), r) for r in same]
    if not away or min(away)[0] <= FAR_KM:
        return None
    far, other = min(away)
    return Finding(row.id, "name", f"{far} km from {other.id} {other.name} ({other.lat}, {other.lon})")


def _surroundings(row: Row, near: Mapping[tuple[int, int], list[Row]]) -> Iterator[Finding]:
    """The nearest GeoNames places lie in another country, or in other divisions of it."""
    around = sorted((km(row.lat, row.lon, r.lat, r.lon), r) for r in _cells(row, near))[:NEIGHBOURS]
    seen = [r for away, r in around if away <= SEEN_KM]
    if len(seen) < NEIGHBOURS // 2:
        return
    if all(r.country != row.country for r in seen):
        yield Finding(row.id, "country", "nearest: " + ", ".join(f"{r.name} {r.country}" for r in seen[:3]))
        return
    told = [r for r in seen if r.country == row.country and r.admin1]
    division = _division(row)
    if division and len(told) >= NEIGHBOURS // 2 and all(r.admin1 != division for r in told):
        yield Finding(
            row.id, "division", f"{division}; nearest: " + ", ".join(f"{r.name} {r.admin1}" for r in told[:3])
        )


def _division(row: Row) -> str:
    """The row's division as GeoNames divides the country."""
    if row.country == "PS" and row.admin1:
        return "Gaza Strip" if row.admin1 in _STRIP else "West Bank"
    return row.admin1


def _grid(rows: Iterable[Row]) -> Mapping[tuple[int, int], list[Row]]:
    out: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        out[math.floor(row.lat), math.floor(row.lon)].append(row)
    return out


def _cells(row: Row, near: Mapping[tuple[int, int], list[Row]]) -> Iterator[Row]:
    y, x = math.floor(row.lat), math.floor(row.lon)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            yield from near.get((y + dy, x + dx), ())
