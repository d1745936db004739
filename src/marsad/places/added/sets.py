"""The folder of a user's sets: one file a set, written beside and renamed, so that a set is there whole or not at all.

`SET.zip` holds set.json (what it was made of), places.tsv and areas.msgpack; the same files give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from marsad.errors import PlacesError
from marsad.places.added.added import Added, Origin
from marsad.places.added.assembly import Assembled
from marsad.places.added.boundaries import Area, Boundaries
from marsad.places.rows import Names, Row, lines_of

FORMAT = 1
COLUMNS = (
    "id", "name", "level", "kind", "country", "admin1", "parent", "lat", "lon", "extent_km", "precision", "rank", "population", "code",
    "admin2", "basis", "names_ar",
)  # fmt: skip
_NAME = re.compile(r"[\w][\w.-]{0,63}")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock in the file
_PARTS = ("set.json", "places.tsv", "areas.msgpack")


class SetInfo(Struct, frozen=True):
    """What a set was made of. `sources`: file name -> SHA-256; `left_out`: reason -> number of lines."""

    name: str
    at: str
    sources: Mapping[str, str]
    places: int
    areas: int
    countries: tuple[str, ...]
    left_out: Mapping[str, int]
    format: int = FORMAT


def check_name(name: str) -> str:
    """The name of a set. Raises PlacesError unless it can be a file name everywhere."""
    if not _NAME.fullmatch(name):
        raise PlacesError([f"--name {name!r}: want letters, digits, - and _ (at most 64)"])
    return name


def write_set(folder: Path, info: SetInfo, made: Assembled) -> None:
    """Keep a set; one of the same name is replaced in one step. Raises PlacesError where the folder cannot be written."""
    target = folder / f"{check_name(info.name)}.zip"
    part = folder / f".{info.name}.{os.getpid()}.part"
    contents = (
        msgspec.json.format(msgspec.json.encode(info), indent=1) + b"\n",
        _table(made).encode(),
        msgspec.msgpack.encode(made.areas),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for name, raw in zip(_PARTS, contents, strict=True):
                packed.writestr(zipfile.ZipInfo(name, _EPOCH), raw, zipfile.ZIP_DEFLATED)
        part.replace(target)
    except OSError as error:
        raise PlacesError([f"{target}: cannot be written ({error.strerror}). Check the folder and the disk"]) from error
    finally:
        part.unlink(missing_ok=True)


def remove_set(folder: Path, name: str) -> None:
    """Remove a set. Raises PlacesError where there is none of that name."""
    target = folder / f"{check_name(name)}.zip"
    try:
        target.unlink()
    except FileNotFoundError:
        there = ", ".join(p.stem for p in _files(folder)) or "none"
        raise PlacesError([f"{folder}: no set {name}; the sets are: {there}"]) from None
    except OSError as error:
        raise PlacesError([f"{target}: cannot be removed ({error.strerror})"]) from error


def list_sets(folder: Path) -> list[SetInfo]:
    """The sets of a folder by name. Raises PlacesError with every set that cannot be read."""
    problems: list[str] = []
    found = [_info(path, problems) for path in _files(folder)]
    if problems:
        raise PlacesError(problems)
    return [info for info in found if info]


def load_added(folder: Path, *, without: str = "") -> Added:
    """Everything that a folder's sets hold (a missing folder holds nothing), but for the set `without`.

    Raises PlacesError with every set that cannot be read; nothing is loaded by halves.
    """
    problems: list[str] = []
    rows: list[tuple[Row, Names]] = []
    origins: dict[str, Origin] = {}
    areas: list[Area] = []
    digest = hashlib.sha256()
    for path in _files(folder):
        if path.stem == without or not (parts := _parts(path, problems)):
            continue
        digest.update(path.stem.encode() + b"\0")
        for raw in parts[1:]:  # set.json has the time of adding, which changes no record
            digest.update(hashlib.sha256(raw).digest())
        for row, names, origin in _rows(path, parts[1], problems):
            rows.append((row, names))
            origins[row.id] = origin
        areas += _areas(path, parts[2], problems)
    if problems:
        raise PlacesError(problems)
    unique = dict(
        zip((row.id for row, _ in rows), rows, strict=True)
    )  # of one GeoNames place in two sets the later set's
    version = digest.hexdigest()[:12] if rows or areas else ""
    return Added(list(unique.values()), origins, Boundaries(areas) if areas else None, version)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.zip") if p.is_file() and not p.name.startswith("."))


def _parts(path: Path, problems: list[str]) -> tuple[bytes, ...]:
    try:
        with zipfile.ZipFile(path) as packed:
            return tuple(packed.read(name) for name in _PARTS)
    except (OSError, zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
        problems.append(f"{path}: no set of places, or broken ({error}); remove it and add its files again")
        return ()


def _info(path: Path, problems: list[str]) -> SetInfo | None:
    parts = _parts(path, problems)
    if not parts:
        return None
    try:
        info = msgspec.json.decode(parts[0], type=SetInfo)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path}: set.json cannot be read ({error}); remove the set and add its files again")
        return None
    return msgspec.structs.replace(info, name=path.stem)


def _areas(path: Path, raw: bytes, problems: list[str]) -> list[Area]:
    try:
        found = msgspec.msgpack.decode(raw, type=list[Area])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path}: areas.msgpack cannot be read ({error}); remove the set and add its files again")
        return []
    return [msgspec.structs.replace(a, set=path.stem) for a in found]


def _table(made: Assembled) -> str:
    lines = ["\t".join(COLUMNS)]
    for row, names, origin in made.places:
        wide = "" if row.extent_km is None else f"{row.extent_km:g}"
        cells: Sequence[object] = (
            row.id, row.name, row.level, row.kind, row.country, row.admin1, row.parent, repr(row.lat), repr(row.lon), wide,
            row.precision, repr(row.rank), row.population, row.code, origin.admin2, origin.basis, "|".join(names),
        )  # fmt: skip
        lines.append("\t".join(re.sub(r"[\t\r\n]", " ", str(c)) for c in cells))
    return "\n".join(lines) + "\n"


def _rows(path: Path, raw: bytes, problems: list[str]) -> list[tuple[Row, Names, Origin]]:
    out = []
    for number, c in lines_of(f"{path}!places.tsv", raw, COLUMNS, problems):
        names = tuple(c[16].split("|"))
        try:
            row = Row(
                c[0], c[1], c[2], c[3], c[4], c[5], c[6], float(c[7]), float(c[8]), float(c[9]) if c[9] else None,
                int(c[10]), names[0].rstrip("~"), float(c[11]), int(c[12]), c[13],
            )  # fmt: skip
        except ValueError as error:
            problems.append(f"{path}!places.tsv:{number}: {error}; remove the set and add its files again")
            continue
        out.append((row, names, Origin(path.stem, c[14], c[15])))
    return out
