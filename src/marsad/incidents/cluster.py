"""Clusters without chains: average linkage inside each connected part of the graph of likely pairs.

Two clusters become one only where the average over ALL pairs between them is above the limit, so that A-B and B-C do
not pull together an A and a C that contradict each other. Ties are broken by identity, so the order of the input does
not matter.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from marsad.incidents.weights import LINK_AT, VETO

Pair = tuple[int, int]
MOST = 1500  # reports in one part: above it the limit for a likely pair is raised until the part falls apart


def clusters(size: int, score: Callable[[int, int], float], *, same: Iterable[Pair] = (), different: Iterable[Pair] = (),
             limit: float = LINK_AT) -> list[list[int]]:  # fmt: skip
    """Clusters of 0..size-1 (numbered in the order of their identity), each sorted, in the order of their first member.

    `score` of every pair; `same` and `different` are an analyst's decisions and outrank it (`different` outranks `same`).
    """
    apart = {(min(p), max(p)) for p in different}
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    sums: dict[int, dict[int, float]] = {n: {} for n in range(size)}
    for a, b in combinations(range(size), 2):
        value = VETO if (a, b) in apart else score(a, b)
        if value <= VETO / 2:
            value = VETO * size * size  # what cannot be one incident stays apart however many others agree
        sums[a][b] = sums[b][a] = value
    for a, b in sorted((min(p), max(p)) for p in same):
        home = {m: c for c, ms in members.items() for m in ms}
        if home[a] != home[b] and not _parted(members[home[a]], members[home[b]], apart):
            _join(members, sums, *sorted((home[a], home[b])))
    _agglomerate(members, sums, limit)
    return sorted(members.values())


def _parted(a: Sequence[int], b: Sequence[int], apart: set[Pair]) -> bool:
    return any((min(x, y), max(x, y)) in apart for x in a for y in b)


def _agglomerate(members: dict[int, list[int]], sums: dict[int, dict[int, float]], limit: float) -> None:
    heap: list[tuple[float, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        count = len(members[a]) * len(members[b])
        mean = sums[a][b] / count
        if mean > limit:
            low, high = sorted((a, b))
            heapq.heappush(heap, (-round(mean, 9), low, high, count))

    for a in members:
        for b in members:
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, count = heapq.heappop(heap)
        if a not in members or b not in members or count != len(members[a]) * len(members[b]):
            continue  # one of them has changed since
        _join(members, sums, a, b)
        for other in members:
            if other != a:
                offer(a, other)


def _join(members: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """b goes into a (a < b)."""
    members[a] = sorted(members[a] + members.pop(b))
    gone = sums.pop(b)
    for other, value in gone.items():
        if other != a:
            sums[a][other] += value
            sums[other][a] = sums[a][other]
            del sums[other][b]
    del sums[a][b]


def parts(edges: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The connected parts of a graph given as neighbours of each node, each sorted, in the order of their first node."""
    seen: set[int] = set()
    out = []
    for start in sorted(edges):
        if start in seen:
            continue
        part, queue = [], [start]
        seen.add(start)
        while queue:
            node = queue.pop()
            part.append(node)
            for near in edges[node]:
                if near not in seen:
                    seen.add(near)
                    queue.append(near)
        out.append(sorted(part))
    return out
