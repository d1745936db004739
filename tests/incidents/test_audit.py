"""Tallies against the record."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marsad.cli.incident_lines import tally_lines
from marsad.incidents.audit import Audit, audit, falls_in
from marsad.incidents.reconcile import Member, reconcile
from marsad.model.incident import Incident, ReportRef
from marsad.model.record import ControlRef, DateRef, Figure, MapControl, Period, Tally, TallyPart
from tests.store.made import make_article, make_capture, make_event

COUNTRIES = {"SY": "Syria"}
TALLY = Tally(
    0, 4, "43 عملية", Figure(43, 43), "operations", ("Islamic State",), (), "Syria", Period("2024-04-10", "2024-05-09", "رمضان"), None,
    parts=(TallyPart("areas of Syrian government forces", 11, 0, 2), TallyPart("areas of SDF", 32, 3, 4)), adds_up=True,
)  # fmt: skip


def incident(n: int, day: str = "2024-04-30", holder: str | None = "SDF", **changes: object) -> Incident:
    event = make_event(make_article(make_capture(n)), 0)
    event = replace(
        event, date=DateRef(day, day, "day"), control=holder and ControlRef(holder, holder, 0, 1), **changes
    )
    return reconcile([Member(ReportRef(f"a{n}", event.id, None, "x", "2024-05-01", "x"), event)])


INSIDE = incident(1)


def test_recorded_against_claimed_by_part():
    done = audit(
        TALLY, "t", None, None, [INSIDE, incident(2), incident(3, holder="Syrian government forces")], COUNTRIES
    )
    assert done.whole is not None
    assert (done.sum, done.adds_up, done.whole.claimed, done.whole.recorded, done.whole.gap) == (43, True, 43, 3, 40)
    assert [(p.claimed, p.recorded) for p in done.parts] == [(11, 1), (32, 2)]


@pytest.mark.parametrize(
    ("tally", "found"),
    [
        (TALLY, True),
        (replace(TALLY, place="Raqqa"), True),
        (replace(TALLY, place="Iraq"), False),
        (replace(TALLY, actor=("SDF",)), False),
        (replace(TALLY, victim=("SDF",)), True),
        (replace(TALLY, period=Period("2024-05-01", "2024-05-09", "")), False),
        (replace(TALLY, what="airstrikes"), False),
        (replace(TALLY, what="clashes"), True),
        (replace(TALLY, what="killed"), True),
        (replace(TALLY, what="injured"), False),
    ],
)
def test_what_falls_in(tally: Tally, found: bool):
    assert falls_in(tally, INSIDE, COUNTRIES) is found


def test_people_are_summed_and_incidents_counted():
    done = audit(
        replace(TALLY, what="killed", parts=(), adds_up=None), "t", None, None, [INSIDE, incident(2)], COUNTRIES
    )
    assert done.whole is not None and done.whole.recorded == 2 and len(done.whole.incidents) == 2
    assert done.sum is None


@pytest.mark.parametrize(
    "tally",
    [
        replace(TALLY, period=Period(None, None, "")),
        replace(TALLY, actor=(), place=None),
        replace(TALLY, what="displaced"),
    ],
)
def test_what_says_too_little_is_not_counted(tally: Tally):
    assert audit(tally, "t", None, None, [INSIDE], COUNTRIES).whole is None


ALPHA = MapControl("front.geojson", "0123456789ab", "Alpha", None, "2024-01-01")
OUTSIDE = MapControl("front.geojson", "0123456789ab", reason="outside_map")
BY_HOLDER = [
    incident(1), incident(2, holder=None, control_map=ALPHA), incident(3, holder="Alpha", control_map=ALPHA),
    incident(4, holder=None, control_map=ALPHA, fatalities=Figure(5, 5)), incident(5, holder=None, control_map=OUTSIDE),
]  # fmt: skip


def held(done: Audit) -> list[tuple[str | None, str | None, int]]:
    return [(its.holder, its.basis, its.recorded) for its in done.held]


def test_the_record_by_holder_and_what_is_derived_from_a_map_apart():
    done = audit(TALLY, "t", None, None, BY_HOLDER, COUNTRIES)
    assert held(done) == [
        ("Alpha", "map:front.geojson", 2), ("Alpha", "stated", 1), ("SDF", "stated", 1), (None, None, 1)]  # fmt: skip
    assert sum(its.recorded for its in done.held) == done.whole.recorded == 5  # type: ignore[union-attr]
    lines = "\n".join(tally_lines(done, True))
    assert "  held by   Alpha (map:front.geojson): 2 on record: " + ", ".join(done.held[0].incidents) in lines
    assert "  held by   not known: 1 on record: " in lines
    assert "held by" not in "\n".join(tally_lines(done, False))


def test_people_by_holder_are_summed():
    done = audit(replace(TALLY, what="killed", parts=(), adds_up=None), "t", None, None, BY_HOLDER, COUNTRIES)
    own = BY_HOLDER[1].fatalities
    assert own is not None and own.best is not None
    assert held(done)[0] == ("Alpha", "map:front.geojson", own.best + 5)


@pytest.mark.parametrize(
    ("tally", "record"),
    [
        (replace(TALLY, place=None), BY_HOLDER),
        (TALLY, [incident(5, holder=None, control_map=OUTSIDE), incident(6, holder=None)]),
        (TALLY, []),
        (replace(TALLY, what="displaced"), BY_HOLDER),
    ],
)
def test_without_a_place_or_any_holder_nothing_is_broken_down(tally: Tally, record: list[Incident]):
    assert audit(tally, "t", None, None, record, COUNTRIES).held == ()
