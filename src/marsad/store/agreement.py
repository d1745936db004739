"""How far coders agree about the values that several of them judged: Cohen's kappa by pair, Krippendorff's alpha over all.

A unit is a coded value (words, role, event) of an article; what a coder says of it is the last of that coder's revisions:
accepted, rejected, or the value it should have. Added values are left out: whoever did not add one was not asked.
Kappa: J. Cohen 1960. Alpha, nominal, with missing judgements: K. Krippendorff, Content Analysis (2004), chapter 11.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import select

from marsad.store.schema import revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

Unit = tuple[str, int, int, str, str]
Said = Mapping[Unit, Mapping[str, str]]  # unit -> coder -> what the coder says of it


class Pair(Struct, frozen=True):
    """Two coders: the values both judged, the share they agree on, and kappa (None where chance alone would agree fully)."""

    one: str
    other: str
    units: int
    same: float
    kappa: float | None


class Agreement(Struct, frozen=True):
    """`units`: values judged by two coders or more; `alpha` None without any, or where all say one thing throughout."""

    units: int
    alpha: float | None
    pairs: tuple[Pair, ...]
    fields: tuple[tuple[str, int, float], ...]  # role, units, share of pairs of judgements that agree


def agreement(connection: Connection) -> Agreement:
    """Agreement over everything judged in a base."""
    said: dict[Unit, dict[str, str]] = {}
    r = revisions.c
    for row in connection.execute(select(revisions).where(r.action != "add").order_by(r.key)):
        unit = (row.article, row.start, row.end, row.field, row.event or "")
        said.setdefault(unit, {})[row.who] = f"edit {(row.value or '').strip()}" if row.action == "edit" else row.action
    shared = {unit: judged for unit, judged in said.items() if len(judged) > 1}
    coders = sorted({who for judged in shared.values() for who in judged})
    pairs = [pair for one, other in combinations(coders, 2) if (pair := _pair(shared, one, other))]
    return Agreement(len(shared), alpha(shared.values()), tuple(pairs), tuple(_by_field(shared)))


def _pair(said: Said, one: str, other: str) -> Pair | None:
    both = [(judged[one], judged[other]) for judged in said.values() if one in judged and other in judged]
    if not both:
        return None
    return Pair(one, other, len(both), sum(a == b for a, b in both) / len(both), kappa(both))


def kappa(both: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of labels; None where the labels leave nothing to chance."""
    left, right = Counter(a for a, _ in both), Counter(b for _, b in both)
    observed = sum(a == b for a, b in both) / len(both)
    expected = sum(left[label] * right[label] for label in left) / len(both) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units: Iterable[Mapping[str, str]]) -> float | None:
    """Krippendorff's alpha for nominal labels, from the coincidences within units; None where there is nothing to compare."""
    total: Counter[str] = Counter()
    apart = 0.0
    for judged in units:
        labels = Counter(judged.values())
        count = labels.total()
        if count < 2:
            continue
        total.update(labels)
        apart += sum(n * (count - n) for n in labels.values()) / (count - 1)
    n = total.total()
    by_chance = sum(c * (n - c) for c in total.values())
    return 1 - (n - 1) * apart / by_chance if by_chance else None


def _by_field(said: Said) -> Iterable[tuple[str, int, float]]:
    agreed: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for (_, _, _, field, _), judged in said.items():
        units[field] += 1
        for a, b in combinations(judged.values(), 2):
            compared[field] += 1
            agreed[field] += a == b
    for field, count in sorted(units.items(), key=lambda pair: (-pair[1], pair[0])):
        yield field, count, agreed[field] / compared[field]
