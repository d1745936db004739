"""Control maps: all problems and gaps are told, and a point has a holder only where the map plainly says so."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from marsad.errors import PlacesError
from marsad.places.control.holder import Spot, holder_of
from marsad.places.control.map import ControlMap, load_map
from tests.places import made
from tests.places.made import holding, square

WEST, EAST = square(38, 35, 39, 36), square(39, 35, 40, 36)


def drawn(folder: Path, *features: dict[str, object]) -> ControlMap:
    return load_map(made.collection(folder / "map.geojson", *features))


def wrong(folder: Path, *features: dict[str, object]) -> list[str]:
    with pytest.raises(PlacesError) as error:
        drawn(folder, *features)
    return [p.removeprefix(f"{folder}/") for p in error.value.problems]


@pytest.fixture
def sample(tmp_path: Path) -> ControlMap:
    return drawn(
        tmp_path,
        holding(WEST, "Alpha", "2015-01-01", "2016-06-30", source="a note"),
        holding(WEST, "Beta", "2016-07-01"),
        holding(EAST, "Gamma", "2015-01-01"),
    )


def held(control: ControlMap, spot: Spot, first: str, last: str | None = None) -> str:
    answer = holder_of(control, spot, dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    assert (answer.holding is None) == (answer.reason is not None)
    return answer.holding.holder if answer.holding else str(answer.reason)


@pytest.mark.parametrize(
    ("day", "last", "expected"),
    [
        ("2015-01-01", None, "Alpha"),
        ("2016-06-30", None, "Alpha"),
        ("2016-07-01", None, "Beta"),
        ("2026-01-01", None, "Beta"),
        ("2014-12-31", None, "not_on_that_day"),
        ("2016-06-30", "2016-07-01", "changed_hands"),
        ("2014-12-01", "2015-01-31", "changed_hands"),
        ("2016-05-01", "2016-05-31", "Alpha"),
    ],
)
def test_the_holder_on_the_days_of_an_event(sample: ControlMap, day: str, last: str | None, expected: str) -> None:
    assert held(sample, Spot(35.5, 38.5), day, last) == expected


@pytest.mark.parametrize(
    ("spot", "expected"),
    [
        (Spot(35.5, 39.5), "Gamma"),
        (Spot(35.5, 39.0), "on_a_border"),
        (Spot(35.0, 38.5), "on_a_border"),
        (Spot(30.0, 38.5), "outside_map"),
        (Spot(35.5, 39.5, 2), "extent_not_known"),
        (Spot(35.5, 39.5, 3), "extent_not_known"),
        (Spot(35.5, 39.5, 2, 10.0), "Gamma"),
        (Spot(35.5, 39.5, 3, 10.0), "Gamma"),
        (Spot(35.5, 39.05, 2, 10.0), "extent_not_in_one_area"),
        (Spot(35.05, 39.5, 2, 10.0), "extent_not_in_one_area"),
    ],
)
def test_a_coarse_place_has_a_holder_only_if_all_of_it_lies_in_one_polygon(
    sample: ControlMap, spot: Spot, expected: str
) -> None:
    assert held(sample, spot, "2020-01-01") == expected


def test_an_extent_in_two_polygons_of_one_holder_is_not_in_one_area(tmp_path: Path) -> None:
    control = drawn(tmp_path, holding(WEST, "Alpha", "2015-01-01"), holding(EAST, "Alpha", "2015-01-01"))
    assert held(control, Spot(35.5, 39.05, 2, 10.0), "2020-01-01") == "extent_not_in_one_area"


BOW_TIE = [[[38, 35], [39, 36], [39, 35], [38, 36], [38, 35]]]


@pytest.mark.parametrize(
    ("feature", "what"),
    [
        (holding(WEST, "", "2015-01-01"), "holder is empty"),
        (holding(WEST, "A", ""), "valid_from is empty"),
        (holding(WEST, "A", "01/02/2015"), "valid_from '01/02/2015' is no day"),
        (holding(WEST, "A", "2015-02-30"), "valid_from '2015-02-30' is no day"),
        (holding(WEST, "A", "2015-01-01", "soon"), "valid_to 'soon' is no day"),
        (holding(WEST, "A", "2015-01-02", "2015-01-01"), "valid_from 2015-01-02 is after valid_to 2015-01-01"),
        (holding(BOW_TIE, "A", "2015-01-01"), "not valid: Self-intersection"),
        (made.point(35.5, 38.5, holder="A", valid_from="2015-01-01"), "the geometry is Point"),
        (holding(square(38.5, 35, 39.5, 36), "A", "2015-01-01"), "overlaps"),
        (holding(square(39.5, 35, 40.5, 36), "Gamma", "2015-01-01"), "overlaps"),
    ],
)
def test_each_problem_is_told_with_its_line(tmp_path: Path, feature: dict[str, object], what: str) -> None:
    found = wrong(tmp_path, holding(EAST, "Gamma", "2014-01-01", "2020-01-01"), feature)
    assert len(found) == 1
    assert found[0].startswith("map.geojson:3: ")
    assert what in found[0]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    found = wrong(
        tmp_path,
        holding(BOW_TIE, "", "x"),
        holding(WEST, "A", "2015-01-01"),
        holding(WEST, "B", "2015-03-01", "2015-04-01"),
    )
    assert [p.split(": ")[0] for p in found] == ["map.geojson:2"] * 3 + ["map.geojson:4"]
    assert "overlaps" in found[3]
    assert "A and B" in found[3]
    assert "2015-03-01 to 2015-04-01" in found[3]


def test_neighbours_and_successors_and_slivers_do_not_overlap(tmp_path: Path) -> None:
    sliver = square(39.00001, 35, 40, 36)
    control = drawn(
        tmp_path,
        holding(WEST, "A", "2015-01-01", "2015-12-31"),
        holding(WEST, "B", "2016-01-01"),
        holding(sliver, "C", "2015-01-01"),
    )
    assert control.gaps == ()


def test_gaps_in_time_and_holes_are_told_and_forbid_nothing(tmp_path: Path) -> None:
    ring = [*square(37, 34, 41, 37), *square(38, 35, 39, 36)]
    control = drawn(
        tmp_path,
        holding(ring, "A", "2015-01-01"),
        holding(square(38, 35, 39, 36), "B", "2015-01-01", "2016-06-30"),
        holding(square(38, 35, 39, 36), "C", "2016-08-01", "2017-12-31"),
    )
    assert [(str(g.first), str(g.last), g.kind) for g in control.gaps] == [
        ("2016-07-01", "2016-07-31", "time"),
        ("2018-01-01", str(dt.date.max), "hole"),
    ]
    assert "2018-01-01 to today" in str(control.gaps[1])
    assert 9_900 < control.gaps[0].km2 < 10_200
    assert held(control, Spot(35.5, 38.5), "2016-07-15") == "not_on_that_day"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"not json", "broken JSON"),
        (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "has no features"),
        ('{"type": "FeatureCollection"}'.encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_is_no_map(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "map.geojson"
    path.write_bytes(raw)
    with pytest.raises(PlacesError, match=what):
        load_map(path)
    with pytest.raises(PlacesError, match="cannot be read"):
        load_map(tmp_path / "missing.geojson")


def test_the_digest_is_that_of_the_file(sample: ControlMap, tmp_path: Path) -> None:
    import hashlib

    raw = (tmp_path / "map.geojson").read_bytes()
    assert (sample.name, sample.digest) == ("map.geojson", hashlib.sha256(raw).hexdigest()[:12])
