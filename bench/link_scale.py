"""How linking grows: time and memory for 10k, 100k and 1M event reports, simulated from real ones by jitter.

    python bench/link_scale.py BASE.db 10000 100000 1000000

BASE.db: a base that marsad code and marsad link wrote. Each round of copies of its reports is shifted by 60 days and
more, its points by some hundred metres and its tolls by one or two, under new articles, so that density in time and
place stays what it is in real news.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from marsad.incidents.cards import Card
from marsad.incidents.linking import Decisions, Shelf, in_memory, link
from marsad.store.repository import Store
from marsad.store.schema import cards

SHIFT = 90  # days between the rounds: neighbours in time are those of one round


def real(base: Path) -> list[Card]:
    with Store.view(base) as store, store.reading() as connection:
        return [msgspec.msgpack.decode(row[0], type=Card) for row in connection.execute(select(cards.c.card))]


def simulated(found: list[Card], size: int) -> Iterator[Card]:
    rnd = random.Random(size)  # noqa: S311 (nothing secret)
    span = max(c.last for c in found) - min(c.first for c in found) + SHIFT
    for n in range(size):
        card, turn = found[n % len(found)], n // len(found)
        if turn == 0:
            yield card
            continue
        days = turn * span
        figures = {
            name: tuple(v and max(1, v + rnd.choice((-1, 0, 0, 1))) for v in pair)
            for name, pair in card.figures.items()
        }
        moved = (
            {}
            if card.lat is None or card.lon is None
            else {"lat": card.lat + rnd.uniform(-0.01, 0.01), "lon": card.lon}
        )
        yield replace(card, article=f"{card.article}.{turn}", event=f"{card.event}.{turn}", first=card.first + days, last=card.last + days,
                      published=card.published and card.published + days, figures=figures, quote=card.quote ^ turn, **moved)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    args = parser.parse_args()
    found = real(args.base)
    print(f"{len(found)} real reports")
    for size in args.sizes:
        made = dict(enumerate(simulated(found, size)))
        start, busy = time.perf_counter(), time.process_time()
        order = sorted(made, key=lambda key: (made[key].first, made[key].identity))
        parts = link(((key, made[key]) for key in order), Shelf(in_memory(made)), made.__getitem__, Decisions())
        incidents = sum(len(part.clusters) for part in parts)
        took, used = time.perf_counter() - start, time.process_time() - busy
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>9} reports: {incidents} incidents, {took:.1f} s ({used:.1f} s of one core), {size / used:.0f} reports/s, {memory:.0f} MB at most",
            flush=True,
        )


if __name__ == "__main__":
    main()
