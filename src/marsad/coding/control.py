"""Who held the place of an event by the user's control map: derived from the map, beside what the text states."""

from __future__ import annotations

import datetime as dt

from msgspec import structs

from marsad.model.record import Event, MapControl
from marsad.places.control.holder import Spot, holder_of
from marsad.places.control.map import ControlMap


def held(event: Event, control: ControlMap) -> Event:
    """The event with the holder of its place on its day, or the reason why the map does not tell. `control`, what the
    text states, stays as it is."""
    return structs.replace(event, control_map=_derived(event, control))


def _derived(event: Event, control: ControlMap) -> MapControl:
    place, date = event.place, event.date
    if place is None or place.lat is None or place.lon is None:
        return MapControl(control.name, control.digest, reason="no_place")
    if not date.start or not date.end:
        return MapControl(control.name, control.digest, reason="no_date")
    spot = Spot(place.lat, place.lon, place.geo_precision or 3, place.extent_km)
    return map_control(control, spot, dt.date.fromisoformat(date.start), dt.date.fromisoformat(date.end))


def map_control(control: ControlMap, spot: Spot, first: dt.date, last: dt.date) -> MapControl:
    """The map's answer for a spot on some days, marked with the map it is derived from."""
    answer = holder_of(control, spot, first, last)
    holding = answer.holding
    if holding is None:
        return MapControl(control.name, control.digest, reason=answer.reason, basis=answer.basis)
    return MapControl(
        control.name, control.digest, holding.holder, None, holding.first.isoformat(), holding.until, holding.source or None,
        answer.basis,
    )  # fmt: skip
