"""A control map: GeoJSON polygons with who held them from which day to which, read and checked whole.

Properties of a feature: `holder`, `valid_from` and `valid_to` (ISO days, both inclusive; `valid_to` null: still so), and
optionally `source`. No map is bundled.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import PlacesError
from marsad.places.added.decoding import decoded
from marsad.places.added.features import Feature, features_of, polygon_of
from marsad.places.added.findings import Findings
from marsad.places.control.surveys import Gap, gaps, overlaps

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Holding(NamedTuple):
    """A polygon and who held it; `last` is the last day of the calendar where the map leaves it open."""

    where: str
    holder: str
    first: dt.date
    last: dt.date
    source: str
    shape: Any

    @property
    def until(self) -> str | None:
        """The last day as the map states it."""
        return None if self.last == dt.date.max else self.last.isoformat()


class ControlMap:
    """The holdings of a map behind a spatial index. `name`: of the file; `digest`: its SHA-256, 12 hex digits; `gaps`:
    what the map leaves open between its holdings."""

    def __init__(self, name: str, digest: str, holdings: Sequence[Holding], open_areas: Sequence[Gap]) -> None:
        import shapely

        self.name, self.digest, self.holdings, self.gaps = name, digest, tuple(holdings), tuple(open_areas)
        shapes = [h.shape for h in holdings]
        shapely.prepare(shapes)
        self._tree = shapely.STRtree(shapes)

    def around(self, shape: Any) -> list[Holding]:
        """Holdings of any day that touch a point or an extent, in the order of the file."""
        return [self.holdings[i] for i in sorted(self._tree.query(shape, predicate="intersects"))]


def load_map(path: Path) -> ControlMap:
    """The map of a file. Raises PlacesError with all problems; gaps are kept with the map and forbid nothing."""
    findings = Findings()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PlacesError([f"{path}: cannot be read ({error.strerror})"]) from error
    text = decoded(str(path), raw, findings)
    holdings = _holdings(str(path), text, findings) if text is not None else []
    for one, other, square in overlaps(holdings):
        days = f"{max(one.first, other.first)} to {min(one.last, other.last)}".replace(str(dt.date.max), "today")
        findings.row(other.where, f"overlaps {one.where} ({one.holder} and {other.holder}, {square:.1f} km², {days})")
    problems = findings.fatal(leave_out=False)
    if problems:
        raise PlacesError(problems)
    return ControlMap(path.name, hashlib.sha256(raw).hexdigest()[:12], holdings, gaps(holdings))


def _holdings(file: str, text: str, findings: Findings) -> list[Holding]:
    out = []
    for number, feature in enumerate(features_of(file, text, findings.file), 1):
        before = len(findings.found)

        def problem(what: str, feature: Feature = feature, number: int = number) -> None:
            findings.row(feature.where, f"feature {number}: {what}")

        first, last = _days(feature, problem)
        holder, shape = feature.text("holder"), None
        if not holder:
            problem("holder is empty")
        try:
            shape = polygon_of(feature.geometry)
        except ValueError as error:
            problem(str(error))
        if len(findings.found) == before:
            out.append(Holding(feature.where, holder, first, last, feature.text("source"), shape))
    if not out and not findings.found:
        findings.file(f"{file}:1", "has no features")
    return out


def _days(feature: Feature, problem: Callable[[str], None]) -> tuple[dt.date, dt.date]:
    first = _day(feature, "valid_from", problem)
    last = _day(feature, "valid_to", problem) if feature.text("valid_to") else dt.date.max
    if first is None and not feature.text("valid_from"):
        problem("valid_from is empty (want the first day, such as 2017-10-20)")
    if first and last and first > last:
        problem(f"valid_from {first} is after valid_to {last}")
    return first or dt.date.min, last or dt.date.max


def _day(feature: Feature, name: str, problem: Callable[[str], None]) -> dt.date | None:
    stated = feature.text(name)
    if not stated:
        return None
    try:
        if not _DAY.fullmatch(stated):
            raise ValueError
        return dt.date.fromisoformat(stated)
    except ValueError:
        problem(f"{name} {stated!r} is no day such as 2017-10-20")
        return None
