"""The administrative units of a resolved place, and how they are known: boundaries, a stated parent, or the nearest one."""

from __future__ import annotations

from marsad.places.added.added import NEAREST, Added
from marsad.places.added.boundaries import Admins, Boundaries
from marsad.places.geometry import ring
from marsad.places.resolve import Resolved

_POINTS = frozenset({"site", "neighbourhood", "village", "town"})
TABLES = "parents in the place tables"


def administered(place: Resolved, added: Added) -> Resolved:
    """The place with its units by point in polygon where boundaries tell them; `admin_basis` says what was used."""
    found = _by_boundaries(place, added.boundaries) if added.boundaries else None
    if found and found.admin1:
        second = found.admin2 if place.level != "province" else None
        basis = f"boundaries of {found.set}"
        if second is None and place.admin2 and place.level != "province":
            second, basis = place.admin2, f"{basis} (admin2: {_parents(place, added)})"
        return place._replace(admin1=found.admin1, admin2=second, admin_basis=basis)
    origin = added.origins.get(place.entry)
    if origin and origin.admin2 and place.admin2 is None and place.level in _POINTS:
        place = place._replace(admin2=origin.admin2)
    return place._replace(admin_basis=_parents(place, added) if place.admin1 or place.admin2 else "")


def _parents(place: Resolved, added: Added) -> str:
    origin = added.origins.get(place.entry)
    if origin is None:
        return TABLES
    return f"nearest parent, no boundaries ({origin.set})" if origin.basis == NEAREST else f"stated in {origin.set}"


def _by_boundaries(place: Resolved, boundaries: Boundaries) -> Admins | None:
    """Points by the polygon they lie in, provinces and districts by their middle; a vague extent only where it lies
    within one second-level unit as a whole."""
    if place.country not in boundaries.countries or place.level == "country":
        return None
    if place.level == "region":
        if not place.extent_km:
            return None
        found = boundaries.one_second([(place.lat, place.lon), *ring(place.lat, place.lon, place.extent_km)])
    else:
        found = boundaries.at(place.lat, place.lon)
    return found if found and found.country == place.country else None
