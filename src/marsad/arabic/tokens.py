"""Tokens with offsets into the captured text, and the proclitics a token may carry."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from marsad.arabic.folding import Folded

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


class Token(NamedTuple):
    """A word, a run of digits, or one mark. `start`, `end`: code points in the captured text; `norm` is folded."""

    start: int
    end: int
    norm: str


def tokenize(folded: Folded, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of the folded text between two FOLDED indices (default: all), with offsets into the captured text."""
    stop = len(folded.text) if end is None else end
    at = folded.at
    return [Token(at(m.start()), at(m.end()), m.group()) for m in _TOKEN.finditer(folded.text, start, stop)]


def tokens_of(text: str) -> list[Token]:
    """Tokens of a text by itself (tests, lexicon, explain)."""
    return tokenize(Folded(text))


# Proclitic strings in the order they may stand before a word; longest first so that "وبال" is tried whole.
_CONJUNCTIONS = ("و", "ف", "")
_PARTICLES = ("لل", "بال", "كال", "ال", "ب", "ل", "ك", "س", "")


@lru_cache(maxsize=65536)
def stems(norm: str) -> tuple[tuple[str, str], ...]:
    """Readings of a folded word as (proclitics, stem), the whole word first; stems keep at least two letters.

    `لل` is li + al, so its stem is tried both bare and with the article's lam restored ("للعراق" -> "عراق", "العراق").
    """
    out: dict[tuple[str, str], None] = {("", norm): None}
    for conjunction in _CONJUNCTIONS:
        if not norm.startswith(conjunction):
            continue
        rest = norm[len(conjunction) :]
        for particle in _PARTICLES:
            if rest.startswith(particle) and len(rest) - len(particle) >= 2:
                stem = rest[len(particle) :]
                out[conjunction + particle, stem] = None
                if particle == "لل":
                    out[conjunction + "ل", "ال" + stem] = None
    return tuple(out)
