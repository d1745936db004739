"""Pairs of reports: what speaks for one incident, what against, and what forbids it."""

from __future__ import annotations

import pytest

from marsad.incidents import weights
from marsad.incidents.compare import STEPS, compare, likely, score, shared_side
from tests.incidents.made_cards import ARMY, DAY, PEOPLE, REBELS, card

ONE = card("a")

SAME = {
    "another paper": {},
    "a toll that rose": {"figures": {"fatalities": (14, 14)}, "published": DAY + 2},
    "no toll": {"figures": {}},
    "the town beside it": {"place": "t", "level": "town", "lat": 35.82, "lon": 36.62},
    "no date stated": {"stated": False, "first": DAY - 1, "last": DAY + 1},
    "told as an attack": {"event_type": "Violence against civilians", "sub_event_type": "Attack"},
    "sides told the other way round": {"actor1": (PEOPLE,), "actor2": (ARMY,)},
}
OTHER = {
    "another country": {"country": "IQ", "place": "v9"},
    "four days later": {"first": DAY + 4, "last": DAY + 4},
    "a village far away": {"place": "v2", "lat": 36.9, "lon": 38.1},
    "a demonstration": {"event_type": "Protests", "sub_event_type": "Peaceful protest", "figures": {}},
    "another strike told in other words two days later": {
        "first": DAY + 2, "last": DAY + 2, "figures": {"fatalities": (2, 2)}, "words": frozenset(range(100, 110)),
    },
    "an agreement": {"event_type": "Strategic developments", "sub_event_type": "Agreement", "figures": {}},
}  # fmt: skip


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME.keys())
def test_one_incident(changes: dict[str, object]):
    assert score(ONE, card("b", **changes)) > 0


@pytest.mark.parametrize("changes", OTHER.values(), ids=OTHER.keys())
def test_two_incidents(changes: dict[str, object]):
    assert score(ONE, card("b", **changes)) <= 0


def test_an_article_tells_two_events_apart():
    assert score(ONE, card("a", "a#2")) <= weights.VETO / 2


@pytest.mark.parametrize("changes", [*SAME.values(), *OTHER.values()])
def test_the_order_of_a_pair_does_not_matter(changes: dict[str, object]):
    other = card("b", **changes)
    assert compare(ONE, other).score == compare(other, ONE).score


def test_the_waterfall_names_every_step_and_adds_up():
    found = compare(ONE, card("b"))
    assert [step.name for step in found.steps] == ["prior", *STEPS]
    assert found.score == pytest.approx(sum(step.score for step in found.steps))
    assert found.score == score(ONE, card("b"))
    assert all(step.why for step in found.steps)


def test_what_makes_a_pair_hopeless_cannot_be_made_good():
    """`score` stops early below HOPELESS: no sum of what is left may lift it above zero."""
    best = [weights.SAME_WORDS, weights.ACTOR_NAME * 2, weights.FIGURES_BOUNDS[1], weights.PERSON_SAME, weights.SUB_SAME,
            max(weights.PLACE_SAME_ONCE, *weights.PLACE_SAME.values())]  # fmt: skip
    assert weights.HOPELESS + sum(best) < weights.LINK_AT


@pytest.mark.parametrize("changes", [*SAME.values(), *OTHER.values()])
def test_the_short_cut_finds_what_the_sum_finds(changes: dict[str, object]):
    other = card("b", **changes)
    whole = score(ONE, other)
    assert likely(ONE, other, 0.0) == (whole if whole > 0 else None)
    assert likely(ONE, other, -9.0) == (whole if whole > -9.0 else None)


def test_a_body_and_its_parent_are_one_side():
    assert shared_side("syria.gov", "syria.gov") == "syria.gov"
    assert shared_side("syria", "syria.gov") == "syria"
    assert shared_side("syria.gov", "syria.opposition") == ""
    assert shared_side("syr", "syria.gov") == ""
    assert shared_side("", "") == ""


def test_a_named_other_side_speaks_against():
    assert score(ONE, card("b", actor1=(REBELS,))) < score(ONE, card("b", actor1=()))
