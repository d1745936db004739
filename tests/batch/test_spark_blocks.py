"""Linking by blocks of weeks finds what linking everything together finds; without Spark, block by block in this process."""

from __future__ import annotations

import random
from collections import defaultdict

import msgspec
import pytest

from marsad.batch import spark_link
from marsad.incidents.cards import Card
from marsad.incidents.linking import Decisions, Shelf, cluster_part, in_memory, link
from tests.incidents.made_cards import ARMY, DAY, PEOPLE, REBELS, card


def some(seed: int, count: int) -> dict[int, Card]:
    """Reports of a month in two countries and in none, dated to a day, some days or a month, at points and in areas."""
    rnd = random.Random(seed)
    cards = {}
    for key in range(count):
        first = DAY + rnd.randint(0, 28)
        where = rnd.choice(("village", "village", "province", ""))
        point = {"lat": 35.8 + rnd.choice((0.0, 0.02, 1.1)), "lon": 36.6} if where else {"lat": None, "lon": None}
        cards[key] = card(
            f"a{key:03d}", first=first, last=first + rnd.choice((0, 0, 0, 3, 7, 30)), stated=rnd.random() < 0.7,
            country=rnd.choice(("SY", "SY", "IQ", "")) if where else "", place=rnd.choice(("v1", "v2")), level=where,
            figures={"fatalities": (rnd.randint(8, 10),) * 2}, actor1=rnd.choice(((ARMY,), (REBELS,), ())), actor2=(PEOPLE,),
            quote=rnd.randint(0, 3), words=frozenset(rnd.sample(range(12), 8)), **point,
        )  # fmt: skip
    return cards


def by_blocks(cards: dict[int, Card]) -> set[frozenset[int]]:
    blocks = defaultdict(list)
    for key, one in cards.items():
        for week, item in spark_link._weeks((key, (msgspec.msgpack.encode(one), b""))):
            blocks[week].append(item)
    edges = {pair: value for block in blocks.values() for pair, value in spark_link._near_pairs(block)}
    part_of = spark_link._parts(edges)
    parted = defaultdict(dict)
    for key, one in cards.items():
        parted[part_of.get(key, key)][key] = one
    return {
        frozenset(group)
        for part, held in parted.items()
        for group in cluster_part(held, {p: v for p, v in edges.items() if part_of[p[0]] == part}, Decisions())
    }


def together(cards: dict[int, Card]) -> set[frozenset[int]]:
    done = link(cards.items(), Shelf(in_memory(cards)), cards.__getitem__, Decisions())
    return {frozenset(group) for part in done for group in part.clusters}


@pytest.mark.parametrize("seed", range(8))
def test_blocks_find_what_is_found_together(seed: int):
    cards = some(seed, 60)
    groups = by_blocks(cards)
    assert groups == together(cards)
    assert any(len(group) > 1 for group in groups) and len(groups) > 10


def test_numbers_of_connected_parts():
    assert spark_link._parts([(5, 2), (7, 5), (9, 8)]) == {5: 2, 2: 2, 7: 2, 9: 8, 8: 8}
    assert spark_link._parts([]) == {}


def test_a_crowded_band_tells_nothing():
    assert list(spark_link._candidates(["b", "a", "b"])) == [("a", "b")]
    assert list(spark_link._candidates(map(str, range(spark_link.CROWDED + 1)))) == []
