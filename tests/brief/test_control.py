"""Incidents by who held the area: a statement where there is one, else the user's control map, and the row says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.brief.gathering import gather
from marsad.brief.wish import parse_period
from marsad.brief.writing import Wanted, brief
from marsad.places.control.map import load_map
from marsad.store.repository import Store
from tests.brief.made_base import made_base
from tests.places.made import collection, holding, square

WEEK = parse_period("2024-05-01", "2024-05-07")


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """G lies in Alpha's area, H in Beta's while its report names another holder."""
    folder = tmp_path_factory.mktemp("mapped")
    control = load_map(
        collection(
            folder / "front.geojson",
            holding(square(37, 36, 38, 37), "Alpha", "2024-01-01"),
            holding(square(36, 34, 37, 35), "Beta", "2024-01-01"),
        )
    )
    return made_base(folder / "x.db", control)


def page(base: Path, **more: str) -> str:
    with Store.view(base) as store:
        return brief(store, Wanted(first="2024-05-01", last="2024-05-07", **more), "html").decode()


def test_counted_by_holder_and_basis(mapped: Path):
    with Store.view(mapped) as store:
        found = gather(store, WEEK, None, {"SY": "Syria"})
    told = {s.key: (sorted(found.reports[i][0].report for i in s.incidents), s.killed.best) for s in found.holders}
    assert told == {
        ("SDF", "stated"): (["a0#1", "h0#1"], 12),
        ("Alpha", "map:front.geojson"): (["g0#1"], 2),
        ("", ""): (["b0#1", "c0#1"], 4),
    }


def test_the_row_says_by_which_map_in_both_languages(mapped: Path):
    text = page(mapped)
    assert "Alpha (by the map front.geojson)" in text and "derived and states nothing" in text
    assert "(بحسب الخريطة \u2068front.geojson\u2069)" in text and "ولم يذكره أي تقرير" in text
    assert "Beta" not in text, "the statement stands, not the map"


def test_only_a_stated_holder_is_a_filter_of_the_workbench(mapped: Path):
    text = page(mapped, base_url="http://localhost:8000")
    assert "control=SDF" in text and "control=Alpha" not in text


def test_without_a_map_none_is_spoken_of(base: Path):
    text = page(base)
    assert "not as a map would have it" in text and "by the map" not in text
