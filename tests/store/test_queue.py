"""The queue of the reader: the least certain article first, those without a doubt when no doubtful one is left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from marsad.model.record import Event
from marsad.store.queue import next_articles
from marsad.store.repository import Store
from marsad.store.revisions import Revision, keep
from marsad.store.schema import articles

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
made_base = pytest.importorskip("made_base")


@pytest.fixture
def store(base: str) -> Iterator[Store]:
    with Store.open(base) as opened:
        made_base.fill(opened, 60)
        yield opened


def doubts(event: Event) -> int:
    """As the queue's docstring says it."""
    place, dead = event.place, event.fatalities
    found = 2 if place is None or place.country is None else int(place.geo_precision == 3)
    found += event.date.start is None or event.date.precision != "day"
    found += (not event.actor1) + (not event.actor2) + 2 * (event.status != "reported")
    return found + (dead is not None and dead.low is not None and dead.high != dead.low)


def expected(store: Store) -> list[tuple[int, str]]:
    with store.reading() as connection:
        ids = list(connection.execute(select(articles.c.id).order_by(articles.c.key)).scalars())
    told = {id_: [doubts(event) for event in store.record(id_).events] for id_ in ids}
    return sorted(((max(found), id_) for id_, found in told.items() if found), key=lambda pair: -pair[0])


def judge(store: Store, id_: str) -> None:
    record = store.record(id_)
    words = record.events[0].evidence[0]
    keep(store, Revision(id_, words.start, words.end, words.quote, words.role, record.events[0].id, "accept", None, None, "", "rima", "2026-01-01T00:00:00Z"))  # fmt: skip


def test_the_most_doubtful_first_then_as_they_came(store: Store):
    wanted = expected(store)
    assert {number for number, _ in wanted} >= {0, 1, 2}
    assert next_articles(store, 1000) == [id_ for _, id_ in wanted]
    assert [next_articles(store, n)[-1] for n in (1, 2, 30)] == [wanted[n - 1][1] for n in (1, 2, 30)]


def test_judged_ones_and_the_one_beside_are_left_out(store: Store):
    wanted = [id_ for _, id_ in expected(store)]
    judge(store, wanted[0])
    assert next_articles(store, 1) == [wanted[1]] and next_articles(store, 1, beside=wanted[1]) == [wanted[2]]


def test_when_all_doubts_are_settled_the_rest_come_as_they_came(store: Store):
    wanted = expected(store)
    certain = [id_ for number, id_ in wanted if number == 0]
    for number, id_ in wanted:
        if number:
            judge(store, id_)
    assert next_articles(store, 1) == certain[:1]
    assert next_articles(store, 1, beside=certain[0]) == certain[1:2] and next_articles(store, 1000) == certain
    for id_ in certain:
        judge(store, id_)
    assert next_articles(store, 1) == []
