"""Rows of the gazetteer and the readers of its tables. Every problem is collected as file:line: what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

OWN = (
    "id", "name", "level", "kind", "country", "admin1", "parent", "lat", "lon", "extent_km", "precision", "source", "note", "names_ar",
)  # fmt: skip
COUNTRY = ("id", "name", "country", "lat", "lon", "names_ar", "adjectives")
BOX = ("country", "south", "west", "north", "east", "capital")
ADMIN1 = ("iso", "country", "name", "lat", "lon", "geonames", "names_ar")
GEONAMES = ("geonameid", "name", "country", "admin1", "lat", "lon", "population", "names_ar")
LEVELS = ("site", "neighbourhood", "village", "town", "district", "province", "region", "country")


class Row(NamedTuple):
    """One place. lat, lon in WGS 84 degrees; extent (radius) in km; rank breaks ties (own 3, countries 2.5, GeoNames
    0.2 to 2.2 by inhabitants); `population` 0 where not known; `code` is ISO 3166-2 for provinces."""

    id: str
    name: str
    level: str
    kind: str
    country: str
    admin1: str
    parent: str
    lat: float
    lon: float
    extent_km: float | None
    precision: int
    name_ar: str
    rank: float
    population: int = 0
    code: str = ""


class Box(NamedTuple):
    """A country's bounding box in degrees (west > east where it crosses 180°) and the Arabic name of its capital."""

    south: float
    west: float
    north: float
    east: float
    capital: str


class Division(NamedTuple):
    """A first-level division: ISO 3166-2 code, names, centre, and its code in GeoNames."""

    iso: str
    country: str
    name: str
    lat: float
    lon: float
    geonames: str
    names: tuple[str, ...]


Names = tuple[str, ...]


def lines_of(file: str, raw: bytes, columns: Sequence[str], problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each data line of a UTF-8 TSV that has exactly these columns."""
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        at = raw.count(b"\n", 0, error.start) + 1
        problems.append(f"{file}:{at}: not UTF-8 (byte {error.start}); save the table as UTF-8")
        return
    if tuple(lines[0].rstrip("\r").split("\t")) != tuple(columns):
        problems.append(f"{file}:1: the columns must be: {' '.join(columns)}")
        return
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(columns):
            problems.append(f"{file}:{number}: {len(cells)} cells where {len(columns)} belong")
        else:
            yield number, cells


def own_rows(file: str, raw: bytes, problems: list[str]) -> list[tuple[Row, Names]]:
    """Rows of one own table with their authored spellings (`~` marks a weak one)."""
    out = []
    for number, cells in lines_of(file, raw, OWN, problems):
        try:
            row, names = _own(cells)
        except ValueError as error:
            problems.append(f"{file}:{number}: {error}")
        else:
            out.append((row, names))
    return out


def _own(cells: Sequence[str]) -> tuple[Row, Names]:
    i, name, level, kind, country, admin1, parent, lat, lon, extent, precision, _, _, forms = cells
    if level not in LEVELS:
        raise ValueError(f"level {level!r} is none of {', '.join(LEVELS)}")
    y, x = _point(lat, lon)
    names = tuple(n for n in forms.split("|") if n.strip("~ "))
    if not (i and names):
        raise ValueError("no id" if not i else "no Arabic name")
    try:
        wide, exact = float(extent) if extent else None, int(precision or 1)
    except ValueError:
        raise ValueError("extent_km and precision must be numbers") from None
    return Row(i, name, level, kind, country, admin1, parent, y, x, wide, exact, names[0].rstrip("~"), 3.0), names


def _point(lat: str, lon: str) -> tuple[float, float]:
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"lat {lat!r} and lon {lon!r} must be degrees") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise ValueError("lat or lon out of range (are they swapped?)")
    return y, x


def country_rows(file: str, raw: bytes, problems: list[str]) -> tuple[list[tuple[Row, Names]], dict[str, Names]]:
    """Country rows with their names, and the adjectives (as authored) of each country."""
    rows: list[tuple[Row, Names]] = []
    adjectives: dict[str, Names] = {}
    for number, (i, name, iso, lat, lon, forms, adjs) in lines_of(file, raw, COUNTRY, problems):
        try:
            y, x = _point(lat, lon)
        except ValueError as error:
            problems.append(f"{file}:{number}: {error}")
            continue
        names = tuple(forms.split("|"))
        rows.append(
            (Row(f"country.{i}", name, "country", "", iso, "", "", y, x, None, 3, names[0].rstrip("~"), 2.5), names)
        )
        adjectives[iso] = tuple(a for a in adjs.split("|") if a)
    return rows, adjectives


def boxes(file: str, raw: bytes, problems: list[str]) -> dict[str, Box]:
    """Bounding boxes by country."""
    out = {}
    for number, (iso, south, west, north, east, capital) in lines_of(file, raw, BOX, problems):
        try:
            (s, w), (n, e) = _point(south, west), _point(north, east)
        except ValueError as error:
            problems.append(f"{file}:{number}: {error}")
        else:
            out[iso] = Box(s, w, n, e, capital)
    return out


def divisions(file: str, raw: bytes, problems: list[str]) -> list[Division]:
    """The first-level divisions."""
    out = []
    for number, (iso, country, name, lat, lon, code, forms) in lines_of(file, raw, ADMIN1, problems):
        try:
            y, x = _point(lat, lon)
        except ValueError as error:
            problems.append(f"{file}:{number}: {error}")
        else:
            out.append(Division(iso, country, name, y, x, code, tuple(n for n in forms.split("|") if n)))
    return out


def geonames_rows(raw: bytes, admin1: dict[tuple[str, str], str]) -> list[tuple[Row, Names]]:
    """The extracted GeoNames rows (machine-made: no checks beyond the types)."""
    out = []
    for line in raw.decode("utf-8").split("\n")[1:]:
        if not line:
            continue
        i, name, country, code, lat, lon, population, names = line.split("\t")
        people, forms = int(population), tuple(names.split("|"))
        rank = 0.2 + min(people, 2_000_000) / 1_000_000
        level = "town" if people >= 5_000 or not people else "village"
        province = admin1.get((country, code), "")
        row = Row(
            f"gn.{i}", name, level, "", country, province, "", float(lat), float(lon), None, 1, forms[0], rank, people
        )
        out.append((row, forms))
    return out
