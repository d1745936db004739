"""Overlaps and gaps of a control map: two holders of one place on one day, and places that lose their holder between."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from marsad.places.control.map import Holding

SLIVER = 0.001  # of the smaller polygon: borders drawn twice never match to the metre
SMALLEST_KM2 = 0.1  # overlaps and gaps below this are drawing errors
DEGREE_KM = 111.2  # length of a degree of latitude
DAY = dt.timedelta(days=1)


class Gap(NamedTuple):
    """Nobody holds `km2` around a point from a day to a day (both inclusive)."""

    first: dt.date
    last: dt.date
    lat: float
    lon: float
    km2: float
    kind: str  # "time": held before and after; "hole": surrounded by what is held

    def __str__(self) -> str:
        what = "held before and after" if self.kind == "time" else "inside what is held"
        days = f"{self.first} to {'today' if self.last == dt.date.max else self.last}"
        return f"gap: nobody holds {self.km2:.1f} km² around lat {self.lat:.4f}, lon {self.lon:.4f}, {days} ({what})"


def overlaps(holdings: Sequence[Holding]) -> Iterator[tuple[Holding, Holding, float]]:
    """Pairs of polygons, the earlier in the file first, that share ground on some day, and how much (km²)."""
    import shapely

    if not holdings:
        return
    shapes = [h.shape for h in holdings]
    tree = shapely.STRtree(shapes)
    lefts, rights = tree.query(shapes, predicate="intersects")
    for i, j in sorted(zip(lefts.tolist(), rights.tolist(), strict=True)):
        one, other = holdings[i], holdings[j]
        if i >= j or one.first > other.last or other.first > one.last:
            continue
        shared = one.shape.intersection(other.shape)
        square, smaller = _km2(shared), min(_km2(one.shape), _km2(other.shape))
        if square >= SMALLEST_KM2 and square > SLIVER * smaller:
            yield one, other, square


def gaps(holdings: Sequence[Holding]) -> list[Gap]:
    """Ground that is held, then by nobody, then held again; and holes in what is held. Days without change go together."""
    import shapely

    days = sorted({h.first for h in holdings} | {h.last + DAY for h in holdings if h.last != dt.date.max})
    spans = [(day, days[n + 1] - DAY if n + 1 < len(days) else dt.date.max) for n, day in enumerate(days)]
    covers = [shapely.union_all([h.shape for h in holdings if h.first <= first <= h.last]) for first, _ in spans]
    later = list(covers)  # ground held on that span or any after it
    for n in range(len(later) - 2, -1, -1):
        later[n] = shapely.union(covers[n], later[n + 1])
    out: list[Gap] = []
    before: Any = shapely.Polygon()
    for n, (span, cover) in enumerate(zip(spans, covers, strict=True)):
        if n + 1 < len(covers):
            lost = shapely.difference(shapely.intersection(before, later[n + 1]), cover)
            out += [_gap(span, part, "time") for part in _parts(lost)]
        out += [_gap(span, hole, "hole") for hole in _holes(cover)]
        before = shapely.union(before, cover)
    return _joined(out)


def _gap(span: tuple[dt.date, dt.date], shape: Any, kind: str) -> Gap:
    spot = shape.representative_point()
    return Gap(*span, round(spot.y, 4), round(spot.x, 4), _km2(shape), kind)


def _holes(cover: Any) -> list[Any]:
    import shapely

    rings = [r for part in shapely.get_parts(cover) if part.geom_type == "Polygon" for r in part.interiors]
    return [hole for r in rings if _km2(hole := shapely.Polygon(r)) >= SMALLEST_KM2]


def _parts(shape: Any) -> list[Any]:
    import shapely

    return [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and _km2(p) >= SMALLEST_KM2]


def _joined(found: Sequence[Gap]) -> list[Gap]:
    """The same gap on successive spans is one; a hole that is also a loss in time is told once."""
    out: dict[tuple[float, float, float], list[Gap]] = {}
    for gap in sorted(found, key=lambda g: (g.first, g.kind == "hole")):
        runs = out.setdefault((gap.lat, gap.lon, round(gap.km2, 3)), [])
        if runs and runs[-1].last != dt.date.max and runs[-1].last + DAY >= gap.first:
            runs[-1] = runs[-1]._replace(last=max(runs[-1].last, gap.last))
        elif not runs or runs[-1].last < gap.first:
            runs.append(gap)
    return sorted((g for runs in out.values() for g in runs), key=lambda g: (g.first, g.last, g.lat, g.lon))


def _km2(shape: Any) -> float:
    """Area on the sphere, by the latitude of the middle (under 1 % off for shapes within a few degrees)."""
    if shape.is_empty:
        return 0.0
    return float(shape.area * DEGREE_KM**2 * math.cos(math.radians(shape.centroid.y)))
