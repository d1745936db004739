"""Boundaries of administrative units: which first- and second-level unit a point lies in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct


class Area(Struct, frozen=True):
    """A unit's boundary as kept in a set: its level 0-4, names of its outer units, and its shape as WKB (lon, lat)."""

    pcode: str
    level: int
    country: str
    name: str
    admin1: str
    admin2: str
    wkb: bytes
    set: str = ""


class Admins(NamedTuple):
    """The units that a point lies in (None where no boundary tells), and the set whose boundaries say so."""

    country: str
    admin1: str | None
    admin2: str | None
    set: str


class Boundaries:
    """All added boundaries behind one spatial index, which is built at the first question."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = areas
        self.countries = frozenset(a.country for a in areas)
        self.outlined = frozenset(a.country for a in areas if a.level == 0)
        self._index: tuple[Any, Any] | None = None

    def at(self, lat: float, lon: float) -> Admins | None:
        """The units around a point; None outside all boundaries. On a border between two units neither is told."""
        import shapely

        tree, _ = self._tree()
        found = [self.areas[i] for i in sorted(tree.query(shapely.Point(lon, lat), predicate="intersects"))]
        countries = {a.country for a in found}
        if len(countries) != 1:
            return None
        first = {a.name if a.level == 1 else a.admin1 for a in found if a.level >= 1} - {""}
        second = {a.name if a.level == 2 else a.admin2 for a in found if a.level >= 2} - {""}
        return Admins(countries.pop(), _only(first), _only(second), found[-1].set)

    def one_second(self, ring: Sequence[tuple[float, float]]) -> Admins | None:
        """The units that hold a whole extent, given as the (lat, lon) points of its edge; None where it crosses a border."""
        found = [self.at(lat, lon) for lat, lon in ring]
        alike = {(a.country, a.admin1, a.admin2) for a in found if a}
        return found[0] if len(alike) == 1 and None not in found else None

    def near(self, lat: float, lon: float, country: str, degrees: float) -> bool:
        """Does a point lie within a country's outline (its boundary of level 0), or so many degrees off?"""
        import shapely

        tree, _ = self._tree()
        found = tree.query(shapely.Point(lon, lat), predicate="dwithin", distance=degrees)
        return any(self.areas[i].country == country and self.areas[i].level == 0 for i in found)

    def _tree(self) -> tuple[Any, Any]:
        if self._index is None:
            import shapely

            shapes = shapely.from_wkb([a.wkb for a in self.areas])
            shapely.prepare(shapes)
            self._index = shapely.STRtree(shapes), shapes
        return self._index


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None
