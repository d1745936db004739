"""Which reports tell of one incident: neighbours by day and place, then clusters in each connected part.

The outcome is a function of the set of reports and decisions alone. A run over a few new reports visits only the parts
they touch, and gives what a run over everything would give.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor

from msgspec import Struct, field

from marsad.incidents.cards import FINE, WIDE_DAYS, Card
from marsad.incidents.cluster import MOST, Pair, clusters, parts
from marsad.incidents.compare import likely, score
from marsad.incidents.weights import DATE_MAX_GAP, EDGE_AT

DAYS_IN_MEMORY = 400
Cards = list[tuple[int, Card]]


class Decisions(Struct, frozen=True):
    """What analysts decided about pairs of reports (keys of cards)."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


class Part(Struct, frozen=True):
    """A connected part and its clusters: keys of cards."""

    keys: tuple[int, ...]
    clusters: tuple[tuple[int, ...], ...]


class _Day(Struct):
    """The cards of one day: fine places by degree cell, areas by country, and those without a country."""

    cells: dict[tuple[str, int, int], Cards] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, Cards] = field(default_factory=lambda: defaultdict(list))
    country: dict[str, Cards] = field(default_factory=lambda: defaultdict(list))

    def put(self, key: int, card: Card) -> None:
        self.country[card.country].append((key, card))
        if fine(card):
            self.cells[cell(card)].append((key, card))
        else:
            self.areas[card.country].append((key, card))

    def near(self, card: Card) -> Iterator[tuple[int, Card]]:
        if not card.country:
            for cards in self.country.values():
                yield from cards
            return
        yield from self.country.get("", ())
        if not fine(card):
            yield from self.country.get(card.country, ())
            return
        yield from self.areas.get(card.country, ())
        _, row, column = cell(card)
        for r in (row - 1, row, row + 1):
            for c in (column - 1, column, column + 1):
                yield from self.cells.get((card.country, r, c), ())


def fine(card: Card) -> bool:
    """A point that stands for a place and not for an area."""
    return card.lat is not None and card.lon is not None and card.level in FINE


def cell(card: Card) -> tuple[str, int, int]:
    """Country and whole degrees: wider than the 60 km up to which two places are compared, below 57 degrees north."""
    assert card.lat is not None and card.lon is not None
    return card.country, floor(card.lat), floor(card.lon)


def wide(card: Card) -> bool:
    """Dated to a month, a year or longer: it meets only others that begin on the same day."""
    return card.last - card.first > WIDE_DAYS


def reach(card: Card) -> tuple[int, int]:
    """The first and last day on which a card has neighbours."""
    return (card.first, card.first) if wide(card) else (card.first - DATE_MAX_GAP, card.last + DATE_MAX_GAP)


class Shelf:
    """Cards by day, fetched when first asked for. `fetch(day)` gives the cards whose interval covers the day, wide ones
    only on their first day."""

    def __init__(self, fetch: Callable[[int], Iterable[tuple[int, Card]]], keep: int = DAYS_IN_MEMORY) -> None:
        self._fetch, self._keep = fetch, keep
        self._days: OrderedDict[int, _Day] = OrderedDict()

    def near(self, key: int, card: Card) -> dict[int, Card]:
        """The cards that may be about the same incident, by key."""
        first, last = reach(card)
        found: dict[int, Card] = {}
        for day in range(first, last + 1):
            found.update(self._day(day).near(card))
        found.pop(key, None)
        return {k: c for k, c in found.items() if wide(c) == wide(card)}

    def _day(self, day: int) -> _Day:
        held = self._days.get(day)
        if held is None:
            held = _Day()
            for key, card in self._fetch(day):
                held.put(key, card)
            self._days[day] = held
            if len(self._days) > self._keep:
                self._days.popitem(last=False)
        else:
            self._days.move_to_end(day)
        return held


def in_memory(cards: Mapping[int, Card]) -> Callable[[int], Cards]:
    """A `fetch` over cards that are all in memory."""
    days: dict[int, Cards] = defaultdict(list)
    for key, card in cards.items():
        for day in range(card.first, (card.first if wide(card) else card.last) + 1):
            days[day].append((key, card))
    return lambda day: days.get(day, [])


def link(
    start: Iterable[tuple[int, Card]], shelf: Shelf, look_up: Callable[[int], Card], decisions: Decisions
) -> Iterator[Part]:
    """The parts that hold the cards in `start`, each with its clusters; a part is given once."""
    decided: dict[int, set[int]] = defaultdict(set)
    for a, b in decisions.same:
        decided[a].add(b)
        decided[b].add(a)
    done: set[int] = set()
    for key, card in start:
        if key in done:
            continue
        cards, edges = _part(key, card, shelf, look_up, decided)
        done.update(cards)
        yield Part(tuple(sorted(cards)), tuple(cluster_part(cards, edges, decisions)))


def likely_pairs(cards: Mapping[int, Card], shelf: Shelf) -> Iterator[tuple[Pair, float]]:
    """All pairs among some cards that `link` would put into one part, with their scores: for engines that link by blocks."""
    for key, card in cards.items():
        for other, its in shelf.near(key, card).items():
            if key < other and (value := likely(card, its, EDGE_AT)) is not None:
                yield (key, other), value


def _part(key: int, card: Card, shelf: Shelf, look_up: Callable[[int], Card], decided: Mapping[int, set[int]]
          ) -> tuple[dict[int, Card], dict[Pair, float]]:  # fmt: skip
    """Everything that hangs together with one card: its cards, and the likely pairs among them with their scores."""
    cards, edges = {key: card}, {}
    queue, expanded = [key], set()
    while queue:
        here = queue.pop()
        expanded.add(here)
        near = shelf.near(here, cards[here])
        for other in decided.get(here, ()):
            near.setdefault(other, look_up(other))
        for other, its in near.items():
            if other in expanded:
                continue
            value = likely(cards[here], its, EDGE_AT)
            if value is None and other in decided.get(here, ()):
                value = score(cards[here], its)
            if value is not None:
                edges[min(here, other), max(here, other)] = value
                if other not in cards:
                    cards[other] = its
                    queue.append(other)
    return cards, edges


def cluster_part(
    cards: Mapping[int, Card], edges: Mapping[Pair, float], decisions: Decisions
) -> Iterator[tuple[int, ...]]:
    """The clusters of one connected part, from its cards and the likely pairs among them."""
    for keys in _small_parts(list(cards), edges, EDGE_AT, decisions.same):
        order = sorted(keys, key=lambda k: (cards[k].identity, k))
        place = {key: n for n, key in enumerate(order)}

        def value(a: int, b: int, order: list[int] = order) -> float:
            pair = min(order[a], order[b]), max(order[a], order[b])
            known = edges.get(pair)
            return score(cards[pair[0]], cards[pair[1]]) if known is None else known

        same = [(place[a], place[b]) for a, b in decisions.same if a in place and b in place]
        apart = [(place[a], place[b]) for a, b in decisions.different if a in place and b in place]
        for group in clusters(len(order), value, same=same, different=apart):
            yield tuple(order[n] for n in group)


def _small_parts(
    keys: list[int], edges: Mapping[Pair, float], limit: float, kept: frozenset[Pair]
) -> Iterator[list[int]]:
    """The part itself, or, where it is too large to compare all with all, what it falls into under rising limits."""
    if len(keys) <= MOST:
        yield keys
        return
    inside: dict[int, list[int]] = {key: [] for key in keys}
    for (a, b), value in edges.items():
        if a in inside and b in inside and (value > limit + 0.5 or (a, b) in kept):
            inside[a].append(b)
            inside[b].append(a)
    found = parts(inside)
    if len(found) == 1 and limit > 12.0:  # nothing tells them apart: thousands of copies of one sentence
        yield from (keys[n : n + MOST] for n in range(0, len(keys), MOST))
        return
    for piece in found:
        yield from _small_parts(piece, edges, limit + 0.5, kept)
