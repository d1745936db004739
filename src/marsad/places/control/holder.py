"""Who held a place on the days of an event by a control map, or why the map does not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from marsad.places.control.map import ControlMap, Holding
from marsad.places.geometry import ring


class Spot(NamedTuple):
    """Where: a point (WGS 84 degrees) with its precision (1 the place, 2 near it, 3 a larger region) and the radius of its
    extent in km, where known."""

    lat: float
    lon: float
    precision: int = 1
    extent_km: float | None = None


class Answer(NamedTuple):
    """`holding` None: not told, for `reason` (a stable code); `basis` says what was looked at, in words."""

    holding: Holding | None
    reason: str | None
    basis: str


def holder_of(control: ControlMap, spot: Spot, first: dt.date, last: dt.date) -> Answer:
    """The holder on all days from `first` to `last`.

    A point with precision 2 or 3 stands for an extent: it has a holder only if all of that lies in one polygon.
    Reasons: extent_not_known, outside_map, not_on_that_day, changed_hands, on_a_border, extent_not_in_one_area.
    """
    import shapely

    if spot.precision == 1:
        shape, basis = shapely.Point(spot.lon, spot.lat), "the point"
    elif spot.extent_km is None:
        return Answer(None, "extent_not_known", f"geo_precision {spot.precision} without an extent")
    else:
        edge = ring(spot.lat, spot.lon, spot.extent_km)
        shape = shapely.Polygon([(lon, lat) for lat, lon in edge])
        basis = f"the whole extent, {spot.extent_km:g} km around the point"
    touching = control.around(shape)
    if not touching:
        return Answer(None, "outside_map", basis)
    during = [h for h in touching if h.first <= last and first <= h.last]
    if not during:
        return Answer(None, "not_on_that_day", basis)
    whole = [h for h in during if h.first <= first and last <= h.last]
    if len(during) == 1 and len(whole) == 1 and _within(whole[0], shape):
        return Answer(whole[0], None, basis)
    return Answer(None, _reason(during, whole, spot.precision), basis)


def _within(holding: Holding, shape: object) -> bool:
    """Does a polygon hold the shape within it, not on its edge?"""
    return bool(holding.shape.contains(shape))


def _reason(during: Sequence[Holding], whole: Sequence[Holding], precision: int) -> str:
    if len(whole) < len(during):
        return "changed_hands"
    return "on_a_border" if precision == 1 else "extent_not_in_one_area"
