"""Checks of the place tables: every problem at once, as file:line: what."""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from marsad.places.audit import read_whys
from marsad.places.geometry import km
from marsad.places.rows import OWN as COLUMNS
from marsad.places.rows import Box, Division, Names, Row, boxes, divisions, lines_of, own_rows

BOX_MARGIN = 0.3  # degrees: boxes are rounded to a tenth, coasts and islands stick out
DIVISION_KM = 700.0  # the widest division, the Eastern Province of Saudi Arabia, reaches 680 km from its centre
COMPLETE = frozenset(  # countries with all first-level divisions in admin1.tsv
    "AE AF BH DJ DZ EG IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN TR YE".split()
)
PRECISIONS = frozenset({1, 2, 3})


def lint_tables(paths: list[Path] | None = None) -> list[str]:
    """Problems of the given own tables, or of the package's; parents may be rows of any of the package's tables."""
    base = files("marsad") / "data" / "places"
    problems: list[str] = []
    package = [
        (f.name, f.read_bytes())
        for f in sorted((base / "own").iterdir(), key=lambda f: f.name)
        if f.name.endswith(".tsv")
    ]
    tables = [(str(p), p.read_bytes()) for p in paths] if paths is not None else package
    known = _ids(package) if paths is not None else {}
    lands = boxes("country_boxes.tsv", (base / "country_boxes.tsv").read_bytes(), problems)
    areas = divisions("admin1.tsv", (base / "admin1.tsv").read_bytes(), problems)
    return problems + lint(tables, lands, areas, known, frozenset(i for i, check in read_whys() if check == "box"))


def lint(
    tables: list[tuple[str, bytes]],
    lands: dict[str, Box],
    areas: list[Division],
    known: dict[str, str],
    offshore: frozenset[str] = frozenset(),
) -> list[str]:
    """Problems of tables against country boxes, divisions and ids known from elsewhere (id -> where).

    `offshore`: ids that lie outside their country's box for a reason."""
    problems: list[str] = []
    seen = dict(known)
    rows: list[tuple[str, Row, Names]] = []
    for file, raw in tables:
        rows += _placed_rows(file, raw, problems)
    for where, row, _ in rows:
        if row.id in seen:
            problems.append(f"{where}: id {row.id} is also at {seen[row.id]}")
        seen.setdefault(row.id, where)
    for where, row, names in rows:
        within = {} if row.id in offshore else lands
        problems += [f"{where}: {what}" for what in _row_problems(row, names, seen, within, areas)]
    return problems


def _ids(tables: list[tuple[str, bytes]]) -> dict[str, str]:
    return {row.id: where for file, raw in tables for where, row, _ in _placed_rows(file, raw, [])}


def _placed_rows(file: str, raw: bytes, problems: list[str]) -> list[tuple[str, Row, Names]]:
    """Rows with file:line; a row that cannot be read is a problem."""
    header = ("\t".join(COLUMNS) + "\n").encode()
    out = []
    for number, cells in lines_of(file, raw, COLUMNS, problems):
        found: list[str] = []
        line = own_rows(file, header + "\t".join(cells).encode(), found)
        problems += [f"{file}:{number}: {p.split(': ', 1)[1]}" for p in found]
        out += [(f"{file}:{number}", row, names) for row, names in line]
    return out


def _row_problems(
    row: Row, names: Names, ids: dict[str, str], lands: dict[str, Box], areas: list[Division]
) -> list[str]:
    out = []
    if row.parent and row.parent not in ids:
        out.append(f"unknown parent {row.parent}")
    if row.parent == row.id:
        out.append("a row cannot be its own parent")
    if row.precision not in PRECISIONS:
        out.append(f"precision {row.precision} is none of 1, 2, 3")
    if row.extent_km is not None and not 0 < row.extent_km <= 1500:
        out.append(f"extent_km {row.extent_km:g} is not between 0 and 1500")
    if len(set(names)) != len(names):
        out.append("an Arabic name stands twice")
    box = lands.get(row.country)
    if box and row.country and not _inside(row.lat, row.lon, box):
        swapped = "; lat and lon look swapped" if _inside(row.lon, row.lat, box) else ""
        out.append(f"{row.lat}, {row.lon} lies outside {row.country}{swapped}")
    centre = [a for a in areas if (a.country, a.name) == (row.country, row.admin1)]
    if row.admin1 and not centre and row.country in COMPLETE:
        out.append(f"admin1 {row.admin1!r} is no division of {row.country} in admin1.tsv")
    far = km(row.lat, row.lon, centre[0].lat, centre[0].lon) if centre else 0.0
    if far > DIVISION_KM + (row.extent_km or 0.0):
        out.append(f"{far:.0f} km from the centre of {row.admin1}")
    return out


def _inside(lat: float, lon: float, box: Box) -> bool:
    within = box.west - BOX_MARGIN <= lon <= box.east + BOX_MARGIN
    if box.west > box.east:  # the box crosses 180 degrees
        within = lon >= box.west - BOX_MARGIN or lon <= box.east + BOX_MARGIN
    return box.south - BOX_MARGIN <= lat <= box.north + BOX_MARGIN and within
