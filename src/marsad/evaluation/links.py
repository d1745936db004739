"""How well reports are linked: B-cubed over marked clusters of articles, precision and recall over marked pairs.

Two articles count as linked where an incident holds a report of each. For B-cubed the articles are put into the
connected groups of that relation; an article without a marked cluster is one of its own. B-cubed as in Bagga and
Baldwin (1998): for every article the share of its group that belongs with it, and of what belongs with it that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from marsad.errors import InputError

Pair = tuple[str, str]


class Marked(Struct, frozen=True):
    """Pairs of articles that were read: of one incident, or of different ones."""

    same: tuple[Pair, ...]
    different: tuple[Pair, ...]

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(article for pair in (*self.same, *self.different) for article in pair)


class Scores(Struct, frozen=True):
    """Precision, recall and F1, each 0 to 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


def read_marked(path: Path) -> Marked:
    """The pairs of a table with the columns label, a, b. Raises InputError with file:line."""
    found: dict[str, list[Pair]] = {"same": [], "different": []}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in found:
            raise InputError(
                "not a marked pair", where=f"{path}:{number}", todo="Write: same|different, tab, id, tab, id"
            )
        found[cells[0]].append((min(cells[1:]), max(cells[1:])))
    return Marked(tuple(found["same"]), tuple(found["different"]))


def linked_pairs(incidents: Iterable[Iterable[str]]) -> frozenset[Pair]:
    """Pairs of articles that share an incident; `incidents`: the articles of each."""
    return frozenset(pair for articles in incidents for pair in combinations(sorted(set(articles)), 2))


def pair_scores(marked: Marked, linked: frozenset[Pair]) -> Scores:
    """Over the marked pairs alone."""
    right = len(linked.intersection(marked.same))
    wrong = len(linked.intersection(marked.different))
    return _scores(right / (right + wrong) if right + wrong else 0.0, right / len(marked.same) if marked.same else 0.0)


def b_cubed(clusters: Mapping[str, str | None], linked: frozenset[Pair]) -> Scores:
    """Over articles with their marked cluster (None: one of its own)."""
    gold = {article: cluster or f"alone {article}" for article, cluster in clusters.items()}
    found = _groups(sorted(gold), linked)
    precision = recall = 0.0
    for article, cluster in gold.items():
        group = [other for other in gold if found[other] == found[article]]
        family = [other for other in gold if gold[other] == cluster]
        right = sum(gold[other] == cluster for other in group)
        precision += right / len(group)
        recall += right / len(family)
    return _scores(precision / len(gold), recall / len(gold)) if gold else Scores(0.0, 0.0, 0.0)


def _groups(articles: Sequence[str], linked: frozenset[Pair]) -> dict[str, str]:
    top = {article: article for article in articles}

    def root(article: str) -> str:
        while top[article] != article:
            article = top[article]
        return article

    for a, b in linked:
        if a in top and b in top:
            top[root(b)] = root(a)
    return {article: root(article) for article in articles}


def _scores(precision: float, recall: float) -> Scores:
    total = precision + recall
    return Scores(round(precision, 4), round(recall, 4), round(2 * precision * recall / total, 4) if total else 0.0)
