"""Who held an incident's place: what reports state and what a control map tells are kept apart, and the basis is said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from marsad.coding.control import held
from marsad.incidents.reconcile import Member, reconcile
from marsad.model.holder import Holder, held_by, holder_of
from marsad.model.incident import Incident, MapHolder, ReportRef
from marsad.model.record import ControlRef, DateRef, Event
from marsad.places.control.map import ControlMap, load_map
from tests.places.made import collection, holding, square
from tests.store.made import make_article, make_capture, make_event

HERE, ELSEWHERE = square(38, 35, 39, 36), square(10, 10, 11, 11)
DAY = "2024-04-30"


def drawn(folder: Path, *features: dict[str, object], name: str = "front.geojson") -> ControlMap:
    return load_map(collection(folder / name, *features))


def report(n: int, by: ControlMap | None, day: str | None = DAY, **changes: object) -> Member:
    event: Event = make_event(make_article(make_capture(n)), 0)
    date = DateRef(day, day, "day") if day else DateRef(None, None, "unknown", reason="none")
    event = replace(event, date=date, **changes)
    event = held(event, by) if by else event
    return Member(ReportRef(f"a{n}", event.id, None, f"s{n}", "2024-05-01", f"s{n}"), event)


def answer(incident: Incident) -> tuple[str | None, str | None]:
    (told,) = incident.control_map
    return told.holder, told.reason


def stated(name: str) -> ControlRef:
    return ControlRef(name, "words", 0, 5)


def test_a_place_inside_a_polygon_on_that_day(tmp_path: Path):
    control = drawn(tmp_path, holding(HERE, "Alpha", "2024-04-01", DAY), holding(HERE, "Beta", "2024-05-01"))
    found = reconcile([report(1, control)])
    assert found.control_map == (MapHolder("front.geojson", control.digest, "Alpha", None, ("a1#1",), 1),)
    assert holder_of(found) == Holder("Alpha", "map:front.geojson")
    assert (
        held_by(found) == (("Alpha",), "map:front.geojson")
        and Holder("Alpha", "map:front.geojson").map == "front.geojson"
    )
    assert found.control == (), "the map states nothing"


@pytest.mark.parametrize(
    ("area", "first", "day", "changes", "reason"),
    [
        (HERE, "2024-05-01", DAY, {}, "not_on_that_day"),
        (ELSEWHERE, "2020-01-01", DAY, {}, "outside_map"),
        (HERE, "2020-01-01", None, {}, "no_date"),
        (HERE, "2020-01-01", DAY, {"place": None}, "no_place"),
    ],
)
def test_where_the_map_does_not_tell_the_reason_stands(
    tmp_path: Path, area: list[list[list[float]]], first: str, day: str | None, changes: dict[str, object], reason: str
):
    found = reconcile([report(1, drawn(tmp_path, holding(area, "Alpha", first)), day, **changes)])
    assert answer(found) == (None, reason)
    assert holder_of(found) is None and held_by(found) == ((), "")


def test_a_statement_outranks_the_map_and_neither_enters_the_other(tmp_path: Path):
    control = drawn(tmp_path, holding(HERE, "Alpha", "2020-01-01"))
    found = reconcile([report(1, control, control=stated("Beta")), report(2, control, control=stated("Gamma"))])
    assert [s.value for s in found.control] == ["Beta", "Gamma"]
    assert answer(found) == ("Alpha", None) and found.control_map[0].sources == 2
    assert holder_of(found) == Holder("Beta", "stated") and Holder("Beta", "stated").map is None
    assert held_by(found) == (("Beta", "Gamma"), "stated")


def test_the_map_is_asked_for_the_place_of_the_incident_only(tmp_path: Path):
    """A report that puts it elsewhere has its own answer, which is none about the incident's place."""
    control = drawn(tmp_path, holding(HERE, "Alpha", "2020-01-01"), holding(ELSEWHERE, "Beta", "2020-01-01"))
    scene = report(1, control).event.place
    assert scene is not None
    away = replace(scene, name="Elsewhere", level="province", lat=10.5, lon=10.5)
    found = reconcile([report(1, control), report(2, control, place=away)])
    assert found.place is not None and found.place.name == scene.name
    assert answer(found) == ("Alpha", None) and found.control_map[0].reports == ("a1#1",)


def test_a_holder_comes_before_a_reason_and_maps_are_told_apart(tmp_path: Path):
    old = drawn(tmp_path, holding(HERE, "Alpha", "2020-01-01"), name="old.geojson")
    new = drawn(tmp_path, holding(HERE, "Beta", "2020-01-01"), name="new.geojson")
    undated = report(1, new, None)
    found = reconcile([undated, report(2, new), report(3, new), report(4, old)])
    assert [(h.map, h.holder, h.reason) for h in found.control_map] == [
        ("new.geojson", "Beta", None), ("old.geojson", "Alpha", None), ("new.geojson", None, "no_date")]  # fmt: skip


def test_without_a_map_there_is_nothing_and_incidents_stored_before_can_be_read():
    found = reconcile([report(1, None, control=stated("Beta"))])
    assert found.control_map == () and held_by(found) == (("Beta",), "stated")
    raw = msgspec.to_builtins(found)
    del raw["control_map"]
    assert msgspec.convert(raw, Incident) == found
