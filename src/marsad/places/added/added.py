"""The places of all sets that a user has added, as the gazetteer takes them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.places.added.boundaries import Boundaries
from marsad.places.rows import Names, Row

STATED, NEAREST = "stated", "nearest"


class Origin(NamedTuple):
    """Where a row comes from: the set, the second-level unit it is in, and how its units are known (stated in the file,
    boundaries, nearest parent)."""

    set: str
    admin2: str
    basis: str


class Added(NamedTuple):
    """`version` changes whenever the content of the sets does; empty without sets."""

    rows: Sequence[tuple[Row, Names]] = ()
    origins: Mapping[str, Origin] = {}
    boundaries: Boundaries | None = None
    version: str = ""

    def over(self, rows: Sequence[tuple[Row, Names]]) -> list[tuple[Row, Names]]:
        """The package's rows with the user's: a GeoNames place that a dump brings anew replaces the bundled one and
        keeps its spellings."""
        mine = {row.id: names for row, names in self.rows}
        known = {row.id: names for row, names in rows if row.id in mine}
        kept = [(row, names) for row, names in rows if row.id not in mine]
        fresh = [(row, tuple(dict.fromkeys((*names, *known.get(row.id, ()))))) for row, names in self.rows]
        return [*kept, *fresh]
