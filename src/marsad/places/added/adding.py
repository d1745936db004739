"""Adding files as a set: read, checked against the gazetteer and the other sets, and kept whole or refused whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.errors import PlacesError
from marsad.places.added.added import Added
from marsad.places.added.assembly import Assembled, Known, assemble
from marsad.places.added.findings import Findings
from marsad.places.added.reading import Asked, read_files
from marsad.places.added.sets import SetInfo, check_name, list_sets, load_added, write_set
from marsad.places.catalogue import Gazetteer


class Wish(NamedTuple):
    """What the user asked for. `leave_out`: lines with problems are left out instead of refusing all."""

    name: str = ""  # of the set; empty: the first file's
    country: str = ""
    replace: bool = False
    leave_out: bool = False


class AddedSet(NamedTuple):
    """The set as kept, and the problems of lines that were left out as wished."""

    info: SetInfo
    problems: tuple[str, ...]


def add_files(folder: Path, paths: Sequence[Path], wish: Wish, package: Gazetteer, *, at: str) -> AddedSet:
    """Keep the places of these files as a set. `package`: the gazetteer without
    the user's places. Raises PlacesError with all problems, and then nothing is kept."""
    name = check_name(wish.name or re.sub(r"[^\w-]+", "-", paths[0].stem).strip("-") or "places")
    if not wish.replace and any(info.name == name for info in list_sets(folder)):
        raise PlacesError([f"{folder}: there is a set {name} already; give --replace, or another --name"])
    findings = Findings()
    known = _known(package, load_added(folder, without=name))
    contents = read_files(paths, Asked(name, wish.country), _codes(package), findings)
    made = assemble(name, contents, known, findings)
    problems = findings.fatal(leave_out=wish.leave_out)
    if problems:
        raise PlacesError(problems)
    if not made.places and not made.areas:
        left = ", ".join(f"{reason} {number}" for reason, number in findings.left_out.items())
        raise PlacesError([f"{paths[0]}: no place to add" + (f" (left out: {left})" if left else "")])
    info = _info(name, at, paths, made, findings, wish)
    write_set(folder, info, made)
    return AddedSet(info, tuple(str(f) for f in findings.found))


def _info(name: str, at: str, paths: Sequence[Path], made: Assembled, findings: Findings, wish: Wish) -> SetInfo:
    countries = {row.country for row, _, _ in made.places} | {a.country for a in made.areas}
    left = dict(findings.left_out)
    if wish.leave_out and findings.found:
        left["lines with problems"] = len(findings.found)
    return SetInfo(
        name, at, {p.name: _sha256(p) for p in paths}, len(made.places), len(made.areas), tuple(sorted(countries)), left
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known(package: Gazetteer, added: Added) -> Known:
    """What the gazetteer holds, without the set that is to be (re)placed."""
    rows = {**package.rows, **{row.id: row for row, _ in added.rows}}
    taken = {i: f"set {added.origins[i].set}" if i in added.origins else "the package's tables" for i in rows}
    areas = added.boundaries.areas if added.boundaries else ()
    return Known(rows, taken, list(package.divisions.values()), package.boxes, areas)


def _codes(package: Gazetteer) -> dict[tuple[str, str], str]:
    """The names behind GeoNames' admin1 codes."""
    return {(d.country, code): d.name for d in package.divisions.values() for code in d.geonames.split("|")}
