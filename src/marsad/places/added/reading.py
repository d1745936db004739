"""Which format a user's file has, by its content, and its places and areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from marsad.places.added.codes import layout_of
from marsad.places.added.decoding import MOST_BYTES, decoded
from marsad.places.added.drafts import POINTS, Contents, PlaceDraft
from marsad.places.added.findings import Findings
from marsad.places.added.geojson import read_geojson
from marsad.places.added.geonames import Divisions, dumped_ids, read_alternates, read_dump
from marsad.places.added.ocha import read_csv, read_xlsx
from marsad.places.rows import OWN, Names, lines_of, own_rows

WANTED = (
    "a GeoNames dump (XX.txt, alternateNamesV2.txt), a CSV or XLSX with p-codes (adm1_pcode …), GeoJSON, "
    f"or our table with the columns {' '.join(OWN)}"
)
_HEAD = 65_536  # bytes looked at to tell the format


class Format(Enum):
    """The formats that can be added."""

    DUMP = "GeoNames dump"
    ALTERNATES = "GeoNames alternate names"
    XLSX = "XLSX"
    GEOJSON = "GeoJSON"
    OWN = "own table"
    CSV = "CSV"


class Asked(NamedTuple):
    """What the user said beside the files."""

    name: str  # of the set
    country: str = ""  # ISO 3166-1 code for files that state none


def read_files(paths: Sequence[Path], asked: Asked, divisions: Divisions, findings: Findings) -> list[Contents]:
    """The contents of all files, in order. Every problem goes to `findings`."""
    formats: list[tuple[Path, Format]] = []
    for path in paths:
        found = _format(path, findings)
        if found:
            formats.append((path, found))
    dumps = [p for p, f in formats if f is Format.DUMP]
    ids = {i for p in dumps for i in dumped_ids(p.read_bytes())}
    alternates: dict[str, Names] = {}
    for path, found in formats:
        if found is Format.ALTERNATES:
            if not dumps:
                findings.file(str(path), "alternate names need the country dump (XX.txt) beside them")
            alternates |= read_alternates(path, str(path), ids, findings)
    out = []
    for path, found in formats:
        file = str(path)
        if found is Format.DUMP:
            out.append(read_dump(file, path.read_bytes(), alternates, divisions, findings))
        elif found is Format.XLSX:
            out.append(read_xlsx(file, path.read_bytes(), asked.country, findings))
        elif found is Format.GEOJSON:
            out.append(read_geojson(file, path.read_bytes(), asked.country, asked.name, findings))
        elif found is Format.CSV:
            out.append(read_csv(file, path.read_bytes(), asked.country, findings))
        elif found is Format.OWN:
            out.append(_own(file, path.read_bytes(), findings))
    return out


def _format(path: Path, findings: Findings) -> Format | None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        size = path.stat().st_size
    except OSError as error:
        findings.file(str(path), f"cannot be read ({error.strerror})")
        return None
    if not head.strip():
        findings.file(f"{path}:1", f"is empty; want {WANTED}")
        return None
    found = _told(path.name, head)
    if found is None:
        findings.file(f"{path}:1", f"no format that Marsad knows; want {WANTED}")
    elif found is not Format.ALTERNATES and size > MOST_BYTES:
        findings.file(f"{path}:1", f"is larger than {MOST_BYTES // 1_000_000} MB; split it by country")
        return None
    return found


def _told(name: str, head: bytes) -> Format | None:
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX if name.lower().endswith((".xlsx", ".xlsm")) else None
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    if text.lstrip().startswith(("{", "[")):
        return Format.GEOJSON
    lines = [line for line in text.split("\n")[:50] if line.strip()]
    cells = [len(line.split("\t")) for line in lines]
    header = [c.strip() for c in re.split("[,;\t]", lines[0].rstrip("\r"))]
    if len(set(header) & set(OWN)) >= len(OWN) // 2 or (name.lower().endswith(".tsv") and not header[0].isdigit()):
        return Format.OWN
    dumped = [line for line in lines if re.match(r"\d+\t", line)]
    if dumped and len(dumped) * 2 >= len(lines):
        wide = max(set(cells), key=cells.count)
        if name.lower().startswith("alternatenames") or wide in (8, 10):
            return Format.ALTERNATES
        return Format.DUMP
    if layout_of(header).coded or name.lower().endswith(".csv"):
        return Format.CSV
    return Format.DUMP if re.fullmatch(r"[A-Za-z]{2}\.txt", name) else None


def _own(file: str, raw: bytes, findings: Findings) -> Contents:
    """A table in our own format: its line problems are told as for the package's tables."""
    text = decoded(file, raw, findings)
    if text is None:
        return Contents("own table", [], [])
    header = ("\t".join(OWN) + "\n").encode()
    problems: list[str] = []
    places = []
    for number, cells in lines_of(file, text.encode(), OWN, problems):
        where, wrong = f"{file}:{number}", list[str]()
        for row, names in own_rows(file, header + "\t".join(cells).encode(), wrong):
            places.append(PlaceDraft(where, row._replace(rank=POINTS), names))
        for problem in wrong:
            findings.row(where, problem.split(": ", 1)[1])
    for problem in problems:
        where, what = problem.split(": ", 1)
        findings.file(where, what)
    return Contents("own table", places, [])
