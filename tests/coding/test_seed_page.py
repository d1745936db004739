"""The whole crawled page that the project was born from, if it lies beside the checkout: what must be found in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from marsad.capture import Layout, read_inputs, to_article
from marsad.coding.coder import Coder
from marsad.model.document import Capture
from marsad.model.record import Record

SEED = Path(__file__).parents[3] / "shared" / "eval" / "articles" / "seed.txt"
pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not SEED.is_file(), reason="no gold data beside the checkout"),
]


@cache
def seed() -> Record:
    [capture] = read_inputs([str(SEED)], at="2020-05-27T00:00:00Z")
    assert isinstance(capture, Capture)
    return Coder.load().code(to_article(capture, Layout.load()))


def test_two_events_and_no_more():
    assert [(e.event_type, e.sub_event_type) for e in seed().events] == [("Battles", "Armed clash")] * 2


def test_the_prison_attack():
    attack = seed().events[0]
    assert {a.name for a in attack.actor1} == {"Islamic State"}
    assert {a.name for a in attack.actor2} == {"Asayish", "SDF"}
    assert attack.place and attack.place.country == "SY" and abs(attack.place.lat - 35.837) < 0.2  # type: ignore[operator]
    assert (attack.date.start, attack.date.end) == ("2020-05-21", "2020-05-22")
    assert attack.fatalities and (attack.fatalities.low, attack.fatalities.high) == (7, 7)
    assert [p.group for p in attack.fatalities.parts] == ["Islamic State"]
    assert attack.captured and attack.captured.high is None and attack.escaped and attack.escaped.low == 2
    assert attack.control and attack.control.name == "SDF"
    source = next(s for s in attack.sources if s.name == "Raqqa Media Center")
    assert source.leaning and source.leaning.startswith("close to")
    assert {"storming", "assault", "mutiny"} <= set(attack.tactics)


def test_the_joint_raid():
    raid = seed().events[1]
    assert {a.name for a in raid.actor1} == {"US-led Coalition", "SDF"}
    assert {a.name for a in raid.actor2} == {"Islamic State"}
    assert raid.place and raid.place.name == "Deir ez-Zor"
    assert (raid.date.start, raid.reported) == (None, "2020-05-26")
    assert raid.fatalities and (raid.fatalities.low, raid.fatalities.high) == (2, 2)


def test_the_tally_adds_up():
    tally = seed().tallies[0]
    assert (tally.count.low, tally.what, tally.actor) == (43, "operations", ("Islamic State",))
    assert (tally.period.start, tally.period.end) == ("2020-04-24", "2020-05-23")
    assert tally.source and tally.source.name == "SOHR"
    assert [p.count for p in tally.parts] == [11, 32] and tally.adds_up is True
    assert {"bombing", "assault", "targeting", "ambush"} <= set(tally.kinds)


def test_the_claim():
    [claim] = seed().claims
    assert (claim.kind, claim.claimant, claim.outlet, claim.date) == ("claim", "Islamic State", "Amaq", "2020-05-22")
    assert claim.event == seed().events[0].id and "escaped" in claim.silent_on


def test_the_two_commanders():
    assert [(p.alias, p.group, p.outcome) for p in seed().people] == [
        ("أبي علي البغدادي", "Islamic State", "killed"),
        ("أبي عمار", "Islamic State", "killed"),
    ]
    assert all(p.role for p in seed().people)


def test_training_of_guards_is_no_event():
    text = seed().text
    at = text.index("تدريبات")
    assert not any(e.start <= at < e.end for event in seed().events for e in event.evidence)


def test_every_quote_stands_in_the_text():
    for event in seed().events:
        for e in event.evidence:
            assert seed().text[e.start : e.end] == e.quote
