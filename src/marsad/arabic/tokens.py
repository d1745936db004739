"""Tokens with offsets into the captured text, and the proclitics a token may carry."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from marsad.arabic.folding import Folded

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_RUNS = re.compile(rb"(a+|\.|1+)")  # the same over the kinds of a folded text


class Token(NamedTuple):
    """A word, a run of digits, or one mark. `start`, `end`: code points in the captured text; `norm` is folded."""

    start: int
    end: int
    norm: str


_token = partial(tuple.__new__, Token)  # Token(*fields) without a Python frame


def tokenize(folded: Folded, offset: int = 0) -> list[Token]:
    """Tokens of a folded text; `offset`: where it begins in the captured text."""
    text, kinds = folded.text, folded.kinds
    if kinds is None:
        spans = [m.span() for m in _TOKEN.finditer(text)]
        starts, ends = [s for s, _ in spans], [e for _, e in spans]
    else:
        edges = list(accumulate(map(len, _RUNS.split(kinds))))  # gap, run, gap, run … gap
        starts, ends = edges[:-1:2], edges[1::2]
    norms = map(text.__getitem__, map(slice, starts, ends))
    starts, ends = folded.offsets(starts), folded.offsets(ends)
    if offset:
        starts, ends = [s + offset for s in starts], [e + offset for e in ends]
    return list(map(_token, zip(starts, ends, norms, strict=True)))


def tokens_of(text: str) -> list[Token]:
    """Tokens of a text by itself (tests, lexicon, explain)."""
    return tokenize(Folded(text))


# Particles that a word may begin with, by their first letter; longest first so that "بال" is tried whole.
_PARTICLES = {"ل": ("لل", "ل"), "ب": ("بال", "ب"), "ك": ("كال", "ك"), "ا": ("ال",), "س": ("س",)}
_CONJUNCTIONS = ("و", "ف")


@lru_cache(maxsize=65536)
def stems(norm: str) -> tuple[tuple[str, str], ...]:
    """Readings of a folded word as (proclitics, stem), the whole word first; stems keep at least two letters.

    `لل` is li + al, so its stem is tried both bare and with the article's lam restored ("للعراق" -> "عراق", "العراق").
    """
    readings = [("", norm)]
    if norm.startswith(_CONJUNCTIONS):
        readings += _with_particles(norm[0], norm[1:])
        if len(norm) >= 3:
            readings.append((norm[0], norm[1:]))
    return (*readings, *_with_particles("", norm))


def _with_particles(conjunction: str, word: str) -> list[tuple[str, str]]:
    readings = []
    for particle in _PARTICLES.get(word[:1], ()):
        stem = word[len(particle) :]
        if word.startswith(particle) and len(stem) >= 2:
            readings.append((conjunction + particle, stem))
            if particle == "لل":
                readings.append((conjunction + "ل", "ال" + stem))
    return readings
