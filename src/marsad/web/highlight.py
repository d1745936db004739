"""An article cut into stretches that carry the same coded values, so that each can be marked once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from marsad.model.document import Paragraph
from marsad.store.values import Value

# Where values overlap, the stretch has the colour of the first of these; a whole sentence (tally, claim) comes last.
ORDER = ("fatalities", "injured", "captured", "abducted", "escaped", "actor1", "actor2", "place", "date", "weapon", "trigger",
         "person", "source", "control", "claimant", "outlet", "count", "tally", "claim", "denial", "rejected")  # fmt: skip


class Stretch(Struct, frozen=True):
    """Text from `start` (code points); `values`: numbers of the values on it; `role`: that of the first in ORDER."""

    start: int
    text: str
    role: str
    values: tuple[int, ...]


class Block(Struct, frozen=True):
    """A paragraph with its role and stretches."""

    role: str
    stretches: tuple[Stretch, ...]


def blocks(text: str, paragraphs: Sequence[Paragraph], values: Sequence[Value]) -> list[Block]:
    """The paragraphs in order; a text without paragraphs is one."""
    bounds = [(p.start, p.end, str(p.role)) for p in paragraphs] or [(0, len(text), "body")]
    return [Block(role, tuple(_stretches(text, start, end, values))) for start, end, role in bounds]


def _stretches(text: str, start: int, end: int, values: Sequence[Value]) -> list[Stretch]:
    here = [(n, v) for n, v in enumerate(values) if v.start < end and v.end > start]
    cuts = sorted({start, end, *(max(start, v.start) for _, v in here), *(min(end, v.end) for _, v in here)})
    out = []
    for a, b in pairwise(cuts):
        on = [(n, v.field) for n, v in here if v.start <= a and v.end >= b]
        role = min((field for _, field in on), key=rank, default="")
        out.append(Stretch(a, text[a:b], role, tuple(n for n, _ in on)))
    return out


def rank(field: str) -> int:
    return ORDER.index(field) if field in ORDER else len(ORDER)
