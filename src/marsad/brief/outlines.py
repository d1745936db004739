"""Coasts and borders for the brief's map: Natural Earth (public domain), the same file as the workbench's base map.

The file is TopoJSON: each arc is one line between two junctions, so that drawing every arc once draws every coast and
border once. https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import msgspec
from msgspec import Struct

Spot = tuple[float, float]  # latitude, longitude, degrees WGS 84


class Box(Struct, frozen=True):
    """Edges of a stretch of the earth in degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


class _Transform(Struct):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _Topology(Struct):
    transform: _Transform
    arcs: list[list[tuple[int, int]]]


@cache
def world() -> tuple[tuple[Spot, ...], ...]:
    """All lines, 1:50 million."""
    read = msgspec.json.decode((files("marsad") / "web" / "static" / "world.json").read_bytes(), type=_Topology)
    return tuple(tuple(_spots(arc, read.transform)) for arc in read.arcs)


def _spots(arc: Iterable[tuple[int, int]], transform: _Transform) -> Iterator[Spot]:
    """Each position is a step from the one before it, in units of the transform."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield transform.translate[1] + y * transform.scale[1], transform.translate[0] + x * transform.scale[0]


def lines_in(box: Box) -> Iterator[list[Spot]]:
    """The stretches of lines that meet a box; the first and last spot of a stretch may lie outside of it."""
    for arc in world():
        stretch: list[Spot] = []
        for before, after in pairwise(arc):
            if _meets(before, after, box):
                stretch = stretch or [before]
                stretch.append(after)
            elif stretch:
                yield stretch
                stretch = []
        if stretch:
            yield stretch


def _meets(a: Spot, b: Spot, box: Box) -> bool:
    """May a segment cross the box (true where their rectangles meet)?"""
    return (
        max(a[0], b[0]) >= box.south and min(a[0], b[0]) <= box.north
        and max(a[1], b[1]) >= box.west and min(a[1], b[1]) <= box.east
        and abs(a[1] - b[1]) < 180  # not once around the earth
    )  # fmt: skip
