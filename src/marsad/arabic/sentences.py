"""Sentence bounds over tokens: full stops, question and exclamation marks, ellipses between headline halves, line ends."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token

_STOPS = frozenset(".!؟?…")
_COMMAS = frozenset("،,؛;")
MOST_TOKENS = 800  # longer ones are lists or lost full stops; the longest sentence in 13,000 articles has 691 tokens
_CLOSERS = frozenset("\"')]}")


def sentence_bounds(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Half-open token ranges of the sentences of one paragraph. A stop inside a number or after a single letter
    (an initial, "د.", "أ.ف.ب") does not end a sentence; closing quotes go with the sentence that they close."""
    bounds: list[tuple[int, int]] = []
    first, n = 0, len(tokens)
    for i in [i for i, token in enumerate(tokens) if token.norm in _STOPS]:
        if i < first or _inside(tokens, i):
            continue
        j = i + 1
        while j < n and (
            tokens[j].norm in _STOPS or (tokens[j].norm in _CLOSERS and tokens[j].start == tokens[j - 1].end)
        ):
            j += 1
        bounds += _cut(tokens, first, j)
        first = j
    if first < n:
        bounds += _cut(tokens, first, n)
    return bounds


def _cut(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """A run without a stop in pieces of at most MOST_TOKENS, cut after a comma where its second half has one."""
    pieces = []
    while last - first > MOST_TOKENS:
        half, end = first + MOST_TOKENS // 2, first + MOST_TOKENS
        at = next((i + 1 for i in range(end - 1, half, -1) if tokens[i].norm in _COMMAS), end)
        pieces.append((first, at))
        first = at
    return [*pieces, (first, last)]


def _inside(tokens: Sequence[Token], i: int) -> bool:
    if tokens[i].norm != "." or i == 0 or i + 1 >= len(tokens):
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    glued = before.end == tokens[i].start and after.start == tokens[i].end
    if glued and before.norm.isdigit() and after.norm.isdigit():
        return True
    single = before.end == tokens[i].start and len(before.norm) == 1 and before.norm.isalpha()
    latin = glued and before.norm.isascii() and after.norm.isascii() and after.norm.isalpha()
    return single or latin
