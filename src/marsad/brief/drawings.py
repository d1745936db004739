"""The map and the plots of a brief, as SVG without script, style sheet or remote resource.

The map is equirectangular, true to scale at its middle latitude, with coasts and borders of Natural Earth, and as wide
as its points; its degrees are written on its edges.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from msgspec import Struct

from marsad.brief.outlines import Box, lines_in

WIDTH, HEIGHT, EDGE = 640, 420, 34
LABELS = 12  # places named on the map: the ones with the most incidents; the table names all
_APART = 44  # pixels between longitudes, so that their numbers do not meet
_STEPS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30)  # degrees between lines
Rect = tuple[float, float, float, float]  # west, north, east, south in pixels
At = Callable[[float, float], tuple[float, float]]  # latitude and squeezed longitude to pixels
_INK, _LINE, _DOT, _FAINT, _BORDER = "#1f2933", "#e3e8ec", "#9a3412", "#5b6770", "#9fb0bd"
_REACH = 24.0  # degrees from the middle of the incidents, as Aden is from the north of Syria; what lies farther off would make
# all of them one blot
_FINEST = 0.7  # pixels: a line's spots that are nearer to each other say nothing more


class Point(Struct, frozen=True):
    """A place on the map. `number`: incidents there; `exact`: the point is the place itself."""

    lat: float
    lon: float
    name: str
    number: int
    exact: bool


def near(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points that one map can show: those at most _REACH degrees of latitude, and 1.75 times that of longitude (the map
    is wider than high), from the middle incident."""
    lat, lon = (_middle([(getattr(p, axis), p.number) for p in points]) for axis in ("lat", "lon"))
    return tuple(p for p in points if abs(p.lat - lat) <= _REACH and abs(p.lon - lon) <= 1.75 * _REACH)


def _middle(values: Sequence[tuple[float, int]]) -> float:
    """The weighted median: half of the incidents lie on either side."""
    half, passed = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        passed += weight
        if passed >= half:
            return value
    raise ValueError("no points")


def map_of(points: Sequence[Point], title: str, *, right_to_left: bool) -> str:
    """Dots over coasts, borders and a graticule, named where there is room."""
    south, north, west, east, squeeze = _extent(points)
    scale = min((WIDTH - 2 * EDGE) / (east - west), (HEIGHT - 2 * EDGE) / (north - south))
    wide, high = (east - west) * scale, (north - south) * scale

    def at(lat: float, lon: float) -> tuple[float, float]:
        return round(EDGE + (lon - west) * scale, 1), round(EDGE + (north - lat) * scale, 1)

    frame = f'x="{EDGE}" y="{EDGE}" width="{wide:.1f}" height="{high:.1f}"'
    parts = [f'<rect {frame} fill="#fff"/>', *_graticule((south, north, west, east), at, squeeze)]
    lines = _outlines(Box(south, north, west / squeeze, east / squeeze), at, squeeze)
    # An inner SVG cuts off what lies outside of it.
    parts.append(f'<svg {frame} viewBox="{EDGE} {EDGE} {wide:.1f} {high:.1f}"><path d="{lines}" fill="none" stroke="{_BORDER}" '
                 f'stroke-width="0.8"/></svg><rect {frame} fill="none" stroke="{_BORDER}"/>')  # fmt: skip
    for p in sorted(points, key=lambda p: (-p.number, p.name)):
        x, y = at(p.lat, p.lon * squeeze)
        fill = _DOT if p.exact else "none"
        parts.append(f'<circle cx="{x}" cy="{y}" r="{_radius(p):.1f}" fill="{fill}" '
                     f'fill-opacity="0.55" stroke="{_DOT}"><title>{escape(p.name)}: {p.number}</title></circle>')  # fmt: skip
    parts += _labels(points, at, squeeze, EDGE + wide, EDGE + high)
    return _svg(WIDTH, round(high) + 2 * EDGE, title, parts, right_to_left)


def _outlines(box: Box, at: At, squeeze: float) -> str:
    """Coasts and borders as one path, without spots that lie on the last one drawn."""
    out: list[str] = []
    for stretch in lines_in(box):
        x, y = at(stretch[0][0], stretch[0][1] * squeeze)
        out.append(f"M{x:g} {y:g}")
        for n, (lat, lon) in enumerate(stretch[1:], 2):
            px, py = at(lat, lon * squeeze)
            if abs(px - x) + abs(py - y) >= _FINEST or n == len(stretch):
                x, y = px, py
                out.append(f"L{x:g} {y:g}")
    return "".join(out)


def _extent(points: Sequence[Point]) -> tuple[float, float, float, float, float]:
    """South, north, west, east in degrees of latitude (longitudes times the cosine of the middle latitude, which comes
    last), with room around the points: at least a degree and a half, so that a border is in sight, else a twelfth."""
    lats = [p.lat for p in points]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    lons = [p.lon * squeeze for p in points]
    room = max(1.5, (max(lats) - min(lats)) / 12, (max(lons) - min(lons)) / 12)
    return min(lats) - room, max(lats) + room, min(lons) - room, max(lons) + room, squeeze


def _graticule(extent: tuple[float, float, float, float], at: At, squeeze: float) -> list[str]:
    south, north, west, east = extent
    step = next((s for s in _STEPS if max(north - south, east - west) / s <= 8), _STEPS[-1])
    out = []
    for n in range(math.ceil(south / step), math.floor(north / step) + 1):
        (x1, y), (x2, _) = at(n * step, west), at(n * step, east)
        out.append(f'<path d="M{x1} {y}H{x2}" stroke="{_LINE}"/><text x="{x1 - 3}" y="{y + 3}" text-anchor="end" '
                   f'font-size="9" fill="{_FAINT}" direction="ltr">{_degrees(n * step, "N", "S")}</text>')  # fmt: skip
    degree = at(south, squeeze)[0] - at(south, 0.0)[0]  # pixels
    lon_step = next((s for s in _STEPS if s * degree >= _APART), _STEPS[-1])
    for n in range(math.ceil(west / squeeze / lon_step), math.floor(east / squeeze / lon_step) + 1):
        (x, y1), (_, y2) = at(south, n * lon_step * squeeze), at(north, n * lon_step * squeeze)
        out.append(f'<path d="M{x} {y1}V{y2}" stroke="{_LINE}"/><text x="{x}" y="{y1 + 12}" text-anchor="middle" '
                   f'font-size="9" fill="{_FAINT}" direction="ltr">{_degrees(n * lon_step, "E", "W")}</text>')  # fmt: skip
    return out


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}°{plus if value > 0 else minus if value < 0 else ''}"


def _labels(points: Sequence[Point], at: At, squeeze: float, right: float, bottom: float) -> list[str]:
    """Names of the places with the most incidents, beside, under or over their dots; left out where each of these spots lies
    on another name, on a dot or beyond the edge."""
    out: list[str] = []
    dots = [(*at(p.lat, p.lon * squeeze), _radius(p), p) for p in points]
    taken: list[Rect] = [(x - r, y - r, x + r, y + r) for x, y, r, _ in dots]
    for x, y, r, p in sorted(dots, key=lambda dot: (-dot[3].number, dot[3].name))[: LABELS * 2]:
        width, high = 6.5 * len(p.name), 6.0  # about, at 11 px
        spots = ((x + r + 3, y, "start"), (x - r - 3, y, "end"), (x, y + r + 9, "middle"), (x, y - r - 9, "middle"))
        for hold, middle, anchor in spots:
            left = hold - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
            room = (left, middle - high, left + width, middle + high)
            inside = room[0] >= EDGE and room[1] >= EDGE and room[2] <= right and room[3] <= bottom
            if inside and not any(_meet(room, other) for other in taken):
                taken.append(room)
                out.append(_written(p.name, hold, middle, anchor))
                break
        if len(out) == LABELS:
            break
    return out


def _written(name: str, hold: float, middle: float, anchor: str) -> str:
    return (f'<text x="{hold:.1f}" y="{middle + 4:.1f}" text-anchor="{anchor}" font-size="11" fill="{_INK}" stroke="#fff" stroke-width="2.5" '
            f'paint-order="stroke" direction="ltr">{escape(name)}</text>')  # fmt: skip


def _radius(point: Point) -> float:
    """Of a dot, px: its area grows with the incidents."""
    return 2.5 + 2.5 * math.sqrt(point.number)


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def bars(values: Sequence[tuple[str, int]], title: str, *, right_to_left: bool) -> str:
    """A bar a day, the days from right to left in Arabic. Every bar carries its number; the scale begins at 0."""
    high, room = 120, 26
    most = max((number for _, number in values), default=0) or 1
    step = (WIDTH - 2 * EDGE) / max(1, len(values))
    every = max(1, math.ceil(len(values) / 14))  # so that the names of days do not meet
    parts = [f'<path d="M{EDGE} {room + high}H{WIDTH - EDGE}" stroke="{_FAINT}"/>']
    for n, (label, number) in enumerate(values):
        place = len(values) - 1 - n if right_to_left else n
        x, tall = EDGE + place * step, high * number / most
        middle = f"{x + step / 2:.1f}"
        parts.append(f'<rect x="{x + step * 0.15:.1f}" y="{room + high - tall:.1f}" width="{step * 0.7:.1f}" '
                     f'height="{tall:.1f}" fill="{_DOT}" fill-opacity="0.75"><title>{escape(label)}: {number}</title></rect>')  # fmt: skip
        if number and len(values) <= 31:
            parts.append(f'<text x="{middle}" y="{room + high - tall - 4:.1f}" text-anchor="middle" font-size="10" '
                         f'fill="{_INK}">{number}</text>')  # fmt: skip
        if n % every == 0:
            parts.append(f'<text x="{middle}" y="{room + high + 15}" text-anchor="middle" font-size="10" '
                         f'fill="{_FAINT}">{escape(label)}</text>')  # fmt: skip
    return _svg(WIDTH, high + 2 * room, title, parts, right_to_left)


def _svg(width: int, height: int, title: str, parts: Sequence[str], right_to_left: bool) -> str:
    font = "'Noto Naskh Arabic', 'DejaVu Sans', sans-serif" if right_to_left else "sans-serif"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="{font}">'
            f"<title>{escape(title)}</title>{''.join(parts)}</svg>")  # fmt: skip
