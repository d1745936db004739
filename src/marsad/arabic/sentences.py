"""Sentence bounds over tokens: full stops, question and exclamation marks, ellipses between headline halves, line ends."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token

_STOPS = frozenset(".!؟?…")
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
        bounds.append((first, j))
        first = j
    if first < n:
        bounds.append((first, n))
    return bounds


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
