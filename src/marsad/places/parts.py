"""What place expressions are made of: named parts, the mention that they join into, and which part can hold which."""

from __future__ import annotations

from typing import NamedTuple

from marsad.places.geometry import km
from marsad.places.names import Candidate

_REACH = {
    "province": 200.0,
    "region": 250.0,
    "district": 70.0,
    "town": 35.0,
    "village": 12.0,
    "neighbourhood": 8.0,
    "site": 8.0,
}
_QUARTER_KM = 15.0  # from the middle of a town: a quarter farther off is another town's
_SMALL = frozenset({"site", "neighbourhood", "village"})
_LARGER = frozenset({"town", "district", "province", "region"})
_KM_A_DEGREE = 111.0  # of latitude, a little less than the shortest there is on the sphere of geometry.py


class Part(NamedTuple):
    """tokens[first:last]: a named part with its type noun; the name is tokens[head_first:head_last]."""

    first: int
    last: int
    head_first: int
    head_last: int
    candidates: tuple[Candidate, ...]
    typed: str | None
    relation: str
    bearing: float | None = None
    distance_km: float | None = None
    countries: tuple[str, ...] = ()  # of nationality adjectives right after the name ("طرابلس اللبنانية")
    plural: bool = False


class PlaceMention(NamedTuple):
    """One place expression. relation: in, near, direction, between, border, road, from, to, speaker, object (of a
    verb of taking), bare."""

    first: int
    last: int
    head_first: int
    head_last: int
    candidates: tuple[Candidate, ...]
    chain: tuple[Part, ...]
    typed: str | None
    relation: str
    bearing: float | None = None
    distance_km: float | None = None
    countries: tuple[str, ...] = ()
    other: Part | None = None  # the second end of "بين X وY", "طريق X - Y"


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Can the inner row lie in the outer one? By country, division and distance (no boundaries at hand)."""
    o, i = outer.row, inner.row
    if o.country != i.country or o.id == i.id:
        return False
    if o.level == "country":
        return True
    if o.level == "province" and i.level == "country":
        return False
    if o.level == "province" and o.admin1 and i.admin1:
        return o.admin1 == i.admin1
    if o.level in _SMALL and i.level in _LARGER:
        return False  # "شاب من بلدة X على حاجز Y": no checkpoint holds a town
    reach = _QUARTER_KM if (o.level, i.level) == ("town", "neighbourhood") else _REACH[o.level]
    reach = max(reach, 1.5 * (o.extent_km or 0))
    return abs(o.lat - i.lat) * _KM_A_DEGREE <= reach and km(o.lat, o.lon, i.lat, i.lon) <= reach
