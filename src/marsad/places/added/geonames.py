"""GeoNames country dumps (`XX.txt`, 19 columns) with their Arabic names, of the dump itself or of alternateNamesV2.txt.

What each feature code is to the news is data: `data/places/geonames_features.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from marsad.places.added.decoding import decoded
from marsad.places.added.drafts import DUMPED, Contents, PlaceDraft, degrees
from marsad.places.added.findings import Findings
from marsad.places.rows import Names, Row, lines_of

COLUMNS = 19
ALTERNATE_COLUMNS = (10, 8)  # V2 has the years of a name, the older file has not
TOWN = 5_000  # inhabitants from which a populated place is a town (as for the bundled extract)
MOST_NAMES = 12  # spellings kept of one place
_ARABIC = re.compile(r"^[\u0621-\u064a][\u0621-\u064a \u0640-]*[\u0621-\u064a]$")
_OTHER_TONGUES = re.compile("[پچژگکیۆێەہٹڈڑ]")  # Persian, Kurdish and Urdu spellings in the list without languages

Alternates = Mapping[str, Names]
Divisions = Mapping[tuple[str, str], str]  # (ISO country, GeoNames admin1 code) -> name in admin1.tsv


def read_dump(file: str, raw: bytes, alternates: Alternates, divisions: Divisions, findings: Findings) -> Contents:
    """The places of a dump; rows without an Arabic name cannot be found in Arabic text and are left out, counted."""
    text = decoded(file, raw, findings)
    features = _features(findings)
    places: list[PlaceDraft] = []
    units: dict[tuple[str, ...], str] = {}
    for where, cells in _cells(file, text or "", findings):
        unit = cells[7] == "ADM2" and tuple(cells[i] for i in (8, 10, 11))
        feature = features.get(f"{cells[6]}.{cells[7]}")
        if feature is None:
            findings.skip("feature codes that no report names as a place")
            continue
        names = alternates.get(cells[0]) or _listed(cells[3])
        if not names and cells[1].strip():
            findings.skip("no Arabic name")
            continue
        try:
            draft = _draft(where, cells, feature, names, divisions)
        except ValueError as error:
            findings.row(where, str(error))
            continue
        places.append(draft)
        if unit:
            units[unit] = draft.row.id
    return Contents("GeoNames dump", [_under(d, units) for d in places], [])


def _cells(file: str, text: str, findings: Findings) -> Iterator[tuple[str, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        where = f"{file}:{number}"
        if len(cells) != COLUMNS:
            findings.row(where, f"{len(cells)} columns where a GeoNames dump has {COLUMNS}, separated by tabs")
        elif not cells[0].isdigit():
            findings.row(where, f"geonameid {cells[0]!r} is no number")
        else:
            yield where, cells


def _draft(where: str, cells: list[str], feature: tuple[str, str], names: Names, divisions: Divisions) -> PlaceDraft:
    i, name, _, _, lat, lon, _, code, country, _, first, second = cells[:12]
    if not name.strip():
        raise ValueError("the name is empty")
    y, x = degrees(lat, lon)
    if not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(f"country code {country!r} is no ISO 3166-1 code of two letters")
    try:
        people = int(cells[14] or 0)
    except ValueError:
        raise ValueError(f"population {cells[14]!r} is no number") from None
    level, kind = feature
    level = "town" if level == "village" and people >= TOWN else level
    rank = DUMPED + min(people, 2_000_000) / 1_000_000
    parent = "|".join((country, first, second)) if second and code != "ADM2" and level != "province" else ""
    row = Row(
        f"gn.{i}", name.strip(), level, kind, country, divisions.get((country, first), ""), parent, y, x, None,
        3 if level in ("province", "region") else 2 if level == "district" else 1, names[0], rank, people,
    )  # fmt: skip
    return PlaceDraft(where, row, names)


def _under(draft: PlaceDraft, units: Mapping[tuple[str, ...], str]) -> PlaceDraft:
    """With the second-level unit of the same dump as its parent."""
    parent = units.get(tuple(draft.row.parent.split("|")), "") if draft.row.parent else ""
    return draft._replace(row=draft.row._replace(parent=parent))


def _listed(cell: str) -> Names:
    """Arabic spellings in the column of alternate names, which tells no languages."""
    names = [n.strip() for n in cell.split(",")]
    return tuple(dict.fromkeys(n for n in names if _ARABIC.match(n) and not _OTHER_TONGUES.search(n)))[:MOST_NAMES]


def read_alternates(path: Path, file: str, wanted: Iterable[str], findings: Findings) -> dict[str, Names]:
    """Arabic names by geonameid, preferred ones first; the file is read line by line (it has millions of them)."""
    ids = frozenset(wanted)
    found: dict[str, list[tuple[int, str]]] = {}
    wrong = 0
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            cells = raw.rstrip(b"\r\n").split(b"\t")
            if len(cells) not in ALTERNATE_COLUMNS:
                wrong += 1
                if wrong <= 20 and raw.strip():
                    findings.row(f"{file}:{number}", f"{len(cells)} columns where alternate names have 10 (or 8)")
                continue
            if cells[2] != b"ar" or cells[1].decode("ascii", "replace") not in ids:
                continue
            try:
                name = cells[3].decode("utf-8").strip()
            except UnicodeDecodeError:
                findings.row(f"{file}:{number}", "not UTF-8; save it as UTF-8")
                continue
            if not _ARABIC.match(name):
                findings.skip("alternate names that are not in Arabic letters")
                continue
            historic = cells[7] == b"1"
            found.setdefault(cells[1].decode(), []).append((2 if historic else 0 if cells[4] == b"1" else 1, name))
    ordered = {i: [n for _, n in sorted(names, key=lambda p: p[0])] for i, names in found.items()}
    return {i: tuple(dict.fromkeys(names))[:MOST_NAMES] for i, names in ordered.items()}


def dumped_ids(raw: bytes) -> set[str]:
    """The geonameids of a dump, for the choice among all alternate names."""
    return {line.split(b"\t", 1)[0].decode("ascii", "replace") for line in raw.split(b"\n") if line}


def _features(findings: Findings) -> dict[str, tuple[str, str]]:
    name = "geonames_features.tsv"
    problems: list[str] = []
    raw = (files("marsad") / "data" / "places" / name).read_bytes()
    out = {c[0]: (c[1], c[2]) for _, c in lines_of(name, raw, ("feature", "level", "kind", "note"), problems)}
    for problem in problems:
        findings.file(name, problem)
    return out
