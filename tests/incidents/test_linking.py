"""Clusters: no chains, no order, and decisions that hold."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.incidents import linking
from marsad.incidents.cards import Card
from marsad.incidents.cluster import clusters, parts
from marsad.incidents.linking import Decisions, Shelf, in_memory, link
from tests.incidents.made_cards import ARMY, DAY, PEOPLE, REBELS, card


def found(
    cards: dict[int, Card], start: list[int] | None = None, decisions: Decisions | None = None
) -> set[frozenset[str]]:
    keys = start if start is not None else sorted(cards)
    done = link([(k, cards[k]) for k in keys], Shelf(in_memory(cards)), cards.__getitem__, decisions or Decisions())
    return {frozenset(cards[k].event for k in cluster) for part in done for cluster in part.clusters}


def table(values: dict[tuple[int, int], float], other: float = -3.0):
    return lambda a, b: values.get((a, b), values.get((b, a), other))


def test_no_chain_of_unlike_things():
    """a-b and b-c are likely, a-c contradicts: the average keeps c out."""
    assert clusters(3, table({(0, 1): 3.0, (1, 2): 2.0, (0, 2): -5.0})) == [[0, 1], [2]]
    assert clusters(3, table({(0, 1): 4.0, (1, 2): 3.6, (0, 2): -1.0})) == [[0, 1, 2]]


def test_what_is_forbidden_stays_apart_however_much_agrees():
    every = {(a, b): 9.0 for a in range(6) for b in range(a)}
    made = clusters(6, table(every | {(0, 5): -20.0}))
    assert not any({0, 5} <= set(group) for group in made)


def test_decisions_outrank_scores_and_apart_outranks_same():
    assert clusters(2, table({(0, 1): 9.0}), different=[(1, 0)]) == [[0], [1]]
    assert clusters(2, table({(0, 1): -9.0}), same=[(1, 0)]) == [[0, 1]]
    assert clusters(2, table({}), same=[(0, 1)], different=[(0, 1)]) == [[0], [1]]


def test_parts_of_a_graph():
    assert parts({1: [2], 2: [1], 3: [], 4: [5], 5: [4]}) == [[1, 2], [3], [4, 5]]


def test_reports_of_one_strike_meet_and_others_do_not():
    cards = {
        1: card("a"), 2: card("b", figures={"fatalities": (11, 11)}), 3: card("c", stated=False, first=DAY - 1, last=DAY + 1),
        4: card("d", country="IQ", place="v7"), 5: card("e", place="v2", lat=36.9, lon=38.1),
        6: card("a", "a#2", place="v3", lat=35.2, lon=36.1),
    }  # fmt: skip
    assert found(cards) == {
        frozenset({"a#1", "b#1", "c#1"}),
        frozenset({"d#1"}),
        frozenset({"e#1"}),
        frozenset({"a#2"}),
    }


def test_a_decision_reaches_across_countries_and_back():
    cards = {1: card("a"), 2: card("b"), 3: card("c", country="IQ", place="v7")}
    assert found(cards, decisions=Decisions(same=frozenset({(1, 3)}))) == {
        frozenset({"a#1", "c#1"}),
        frozenset({"b#1"}),
    } or found(cards, decisions=Decisions(same=frozenset({(1, 3)}))) == {frozenset({"a#1", "b#1", "c#1"})}
    assert found(cards, decisions=Decisions(different=frozenset({(1, 2)}))) == {
        frozenset({n}) for n in ("a#1", "b#1", "c#1")
    }


def test_a_year_dates_nothing_by_itself():
    old = {1: card("a", first=DAY - 300, last=DAY + 60), 2: card("b", first=DAY - 300, last=DAY + 60), 3: card("c")}
    assert found(old) == {frozenset({"a#1", "b#1"}), frozenset({"c#1"})}


REPORTS = st.builds(
    lambda article, day, place, toll, who: (article, day, place, toll, who),
    st.integers(0, 8), st.integers(0, 5), st.integers(0, 3), st.integers(1, 6), st.sampled_from((ARMY, REBELS)),
)  # fmt: skip


def cards_of(rows: list[tuple[int, int, int, int, object]]) -> dict[int, Card]:
    out = {}
    for n, (article, day, place, toll, who) in enumerate(rows):
        out[n] = card(
            f"p{article}", f"p{article}#{n}", first=DAY + day, last=DAY + day, published=DAY + day + 1, place=f"v{place}",
            lat=35.0 + place * 0.12, figures={"fatalities": (toll, toll)}, actor1=(who,), actor2=(PEOPLE,),
            words=frozenset(range(place * 6, place * 6 + 8 + toll)), quote=n,
        )  # fmt: skip
    return out


@settings(max_examples=60, deadline=None)
@given(st.lists(REPORTS, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rows: list[tuple[int, int, int, int, object]], rnd: random.Random):
    cards = cards_of(rows)
    order = list(cards)
    rnd.shuffle(order)
    moved = {n * 7 + 1: cards[key] for n, key in enumerate(order)}
    assert found(cards) == found(moved)


@settings(max_examples=60, deadline=None)
@given(st.lists(REPORTS, min_size=2, max_size=14), st.integers(0, 13))
def test_linking_what_is_new_gives_what_linking_everything_gives(
    rows: list[tuple[int, int, int, int, object]], cut: int
):
    """A run that starts from one report only finds the very clusters of its part."""
    cards = cards_of(rows)
    key = sorted(cards)[cut % len(cards)]
    whole = found(cards)
    assert found(cards, start=[key]) <= whole


def test_a_crowd_is_cut_and_not_compared_all_with_all(monkeypatch):
    monkeypatch.setattr(linking, "MOST", 30)
    cards = {n: card(f"p{n}", quote=1) for n in range(100)}
    made = found(cards)
    assert sum(len(group) for group in made) == 100
    assert max(len(group) for group in made) <= 30
