"""The columns and properties of coded gazetteers and boundaries (HDX common operational datasets), whatever their case.

Known spellings, N from 0 to 4: admN_pcode, ADMN_PCODE, adminNPcode · admN_en, ADMN_EN, adminNName_en, admN_name ·
admN_ar, ADMN_AR, adminNName_ar, admN_name1 with Arabic letters · latitude/lat/y/center_lat · longitude/lon/x/center_lon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from marsad.places.added.drafts import ARABIC

_COLUMN = re.compile(r"^adm(?:in)?_?([0-4])_?(pcode|p_code|code|name_en|nameen|en|name_ar|namear|ar|name\d?)(?:_?\d)?$")
_LAT = ("latitude", "lat", "center_lat", "centroid_lat", "y", "y_coord", "point_y")
_LON = ("longitude", "lon", "long", "lng", "center_lon", "centroid_lon", "x", "x_coord", "point_x")
_PREFIX = re.compile(r"^([A-Za-z]{2})(?=[\d-])")
DEEPEST = 4


class Unit(NamedTuple):
    """One administrative unit as a line names it."""

    pcode: str
    name: str
    name_ar: str


class Layout(NamedTuple):
    """Which column holds what: (level, "pcode" | "en" | "ar" | "name") -> columns, first of several first."""

    columns: Mapping[tuple[int, str], tuple[str, ...]]
    lat: str | None
    lon: str | None

    @property
    def coded(self) -> bool:
        """Is there a column of p-codes?"""
        return any(kind == "pcode" for _, kind in self.columns)

    def units(self, values: Mapping[str, str]) -> dict[int, Unit]:
        """The units that a line names, by level; those without a p-code are left out."""
        out = {}
        for level in range(DEEPEST + 1):
            pcode = self._first(level, "pcode", values)
            if pcode:
                plain = self._all(level, "name", values)
                arabic = self._first(level, "ar", values) or next((n for n in plain if ARABIC.search(n)), "")
                english = self._first(level, "en", values) or next((n for n in plain if not ARABIC.search(n)), "")
                out[level] = Unit(pcode, english, arabic)
        return out

    def _all(self, level: int, kind: str, values: Mapping[str, str]) -> list[str]:
        return [v for c in self.columns.get((level, kind), ()) if (v := values.get(c, ""))]

    def _first(self, level: int, kind: str, values: Mapping[str, str]) -> str:
        return next(iter(self._all(level, kind, values)), "")


def layout_of(header: Iterable[str]) -> Layout:
    """The layout of a header or of the properties of a feature."""
    columns: dict[tuple[int, str], tuple[str, ...]] = {}
    header = list(header)
    for column in header:
        found = _COLUMN.match(column.strip().lower())
        if found:
            kind = _kind(found.group(2))
            key = (int(found.group(1)), kind)
            columns[key] = (*columns.get(key, ()), column)
    lower = {c.strip().lower(): c for c in reversed(header)}
    lat, lon = (next((lower[n] for n in names if n in lower), None) for names in (_LAT, _LON))
    return Layout(columns, lat, lon)


def _kind(tail: str) -> str:
    if tail in ("pcode", "p_code", "code"):
        return "pcode"
    if tail in ("name_en", "nameen", "en"):
        return "en"
    return "ar" if tail in ("name_ar", "namear", "ar") else "name"


def country_of(units: Mapping[int, Unit], given: str) -> str:
    """ISO 3166-1 code: of level 0, else the letters that begin a p-code ("SY0203" -> SY), else what the user gave."""
    nought = units.get(0)
    if nought and re.fullmatch("[A-Za-z]{2}", nought.pcode):
        return nought.pcode.upper()
    if given:
        return given
    found = next((m for level in sorted(units) if (m := _PREFIX.match(units[level].pcode))), None)
    return found.group(1).upper() if found else ""
