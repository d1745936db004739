"""What the readers of a user's files hand on: places and areas as the files state them, each with its file and line."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from marsad.places.rows import Names, Row

ARABIC = re.compile(r"[\u0621-\u064a]")
NOWHERE = math.nan  # latitude and longitude of a row whose file gives none
POINTS, CODED, DUMPED = (
    3.2,
    2.6,
    0.2,
)  # rank by origin: a user's own rows before all others, official gazetteers, GeoNames
LEVEL_OF = ("country", "province", "district", "district", "village")  # of administrative levels 0 to 4
COUNTRY = re.compile(r"^[A-Z]{2}$")


class PlaceDraft(NamedTuple):
    """A place as a file states it. `admin2` and `admin1_ar`: names of its outer units, as stated; `level` is the administrative level 0-4 of a coded unit, else None."""

    where: str
    row: Row
    names: Names
    admin2: str = ""
    level: int | None = None
    admin1_ar: str = ""

    @property
    def placed(self) -> bool:
        """Does it have coordinates?"""
        return not (math.isnan(self.row.lat) or math.isnan(self.row.lon))


class AreaDraft(NamedTuple):
    """A boundary of administrative level 0-4 with its names and those of its outer units; `shape` is shapely's."""

    where: str
    pcode: str
    level: int
    country: str
    name: str
    name_ar: str
    admin1: str
    admin1_ar: str
    admin2: str
    shape: Any


class Contents(NamedTuple):
    """What one file holds."""

    kind: str  # "GeoNames dump", "gazetteer with p-codes", "own table", "points", "boundaries"
    places: list[PlaceDraft]
    areas: list[AreaDraft]


def degrees(lat: str | float, lon: str | float) -> tuple[float, float]:
    """Latitude and longitude as numbers. Raises ValueError with what is wrong."""
    try:
        y, x = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        raise ValueError(f"lat {lat!r} and lon {lon!r} must be degrees such as 35.84 and 38.55") from None
    if not (math.isfinite(y) and math.isfinite(x)):
        raise ValueError(f"lat {lat!r} and lon {lon!r} must be finite degrees")
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        swapped = -90 <= x <= 90 and -180 <= y <= 180
        why = "lat and lon look swapped" if swapped else "they look projected; write WGS 84 degrees"
        raise ValueError(f"lat {y:g}, lon {x:g} are out of range; {why}")
    return y, x
