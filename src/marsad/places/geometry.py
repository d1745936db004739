"""Distances and points on the sphere (WGS 84 degrees, km)."""

from __future__ import annotations

import math
from functools import lru_cache

EARTH_KM = 6371.0  # mean radius; the error against the ellipsoid is under 0.6 %


@lru_cache(maxsize=16384)  # news names the same places again and again
def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km (haversine)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(h, 1.0)))


def offset(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point `distance_km` away from a point towards `bearing` (degrees clockwise from north), 4 decimals."""
    p, away, angle = math.radians(lat), distance_km / EARTH_KM, math.radians(bearing)
    q = math.asin(math.sin(p) * math.cos(away) + math.cos(p) * math.sin(away) * math.cos(angle))
    east = math.atan2(math.sin(angle) * math.sin(away) * math.cos(p), math.cos(away) - math.sin(p) * math.sin(q))
    return round(math.degrees(q), 4), round((lon + math.degrees(east) + 540) % 360 - 180, 4)


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point half-way on the great circle, 4 decimals."""
    p, q, d = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    x, y = math.cos(q) * math.cos(d), math.cos(q) * math.sin(d)
    lat = math.atan2(math.sin(p) + math.sin(q), math.hypot(math.cos(p) + x, y))
    lon = lon1 + math.degrees(math.atan2(y, math.cos(p) + x))
    return round(math.degrees(lat), 4), round((lon + 540) % 360 - 180, 4)


def mean_bearing(one: float, two: float) -> float:
    """Half-way between two bearings, the short way round ("شمال" 0 and "غرب" 270 give 315)."""
    turn = (two - one + 540) % 360 - 180
    return (one + turn / 2) % 360


def ring(lat: float, lon: float, radius_km: float, points: int = 32) -> list[tuple[float, float]]:
    """Points (lat, lon) of a circle around a point, clockwise from north."""
    return [offset(lat, lon, 360.0 * n / points, radius_km) for n in range(points)]
