"""Own coordinates against the GeoNames extract: every deviation mended or explained."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad.places import audit
from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import km
from marsad.places.lint import lint_tables
from marsad.places.rows import Row


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_every_finding_has_a_reason_and_every_reason_a_finding() -> None:
    assert audit.unexplained(gazetteer()) == []


def test_every_point_lies_in_its_country_and_near_its_division() -> None:
    assert lint_tables() == []


def test_reasons_say_something() -> None:
    assert all(len(why.split()) >= 5 for why in audit.read_whys().values())


def shifted(row: Row, lat: float, lon: float) -> list[str]:
    """What the audit says of a row that was moved."""
    holder = gazetteer()
    held = holder.rows[row.id]
    try:
        holder.rows[row.id] = row._replace(lat=lat, lon=lon)
        return [f.check for f in audit.audit(holder) if f.id == row.id]
    finally:
        holder.rows[row.id] = held


@pytest.mark.parametrize(
    ("entry", "lat", "lon", "checks"),
    [
        ("sy.manbij", 36.75, 37.95, ["name"]),  # 25 km north, still among places of Aleppo
        ("sy.manbij", 33.3, 44.4, ["country", "name"]),  # in Baghdad
        ("sy.manbij", 35.1, 36.75, ["division", "name"]),  # in Hama
    ],
)
def test_a_moved_town_is_found(entry: str, lat: float, lon: float, checks: list[str]) -> None:
    row = gazetteer().rows[entry]
    assert km(row.lat, row.lon, 36.528, 37.955) < 3
    assert sorted(shifted(row, lat, lon)) == checks
