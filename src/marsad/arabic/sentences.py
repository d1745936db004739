"""Sentence bounds over words: full stops, question and exclamation marks, ellipses between headline halves, line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.arabic.folding import Folded
from marsad.arabic.tokens import norms_of, tokenize

_STOPS = frozenset(".!؟?…")
_STOP = re.compile("[.!؟?…]")
_COMMAS = frozenset("،,؛;")
MOST_TOKENS = 800  # longer ones are lists or lost full stops; the longest sentence in 13,000 articles has 691 tokens
_CLOSERS = frozenset("\"')]}")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around some words of a captured text begins and ends: in their line, and with all of the words."""
    top = text.rfind("\n", 0, start) + 1
    bottom = text.find("\n", end)
    bottom = len(text) if bottom < 0 else bottom
    folded = Folded(text[top:bottom])
    tokens = tokenize(folded)
    for first, last in sentence_bounds(norms_of(tokens), folded.text):
        left, right = top + tokens[first].start, top + tokens[last - 1].end
        if left <= start < right:
            return left, max(right, end)
    return top, max(bottom, end)


def sentence_bounds(norms: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences in the words of one paragraph; `text`: the folded text that these are of.

    A stop inside a number or after a single letter (an initial, "د.", "أ.ف.ب") does not end a sentence; closing quotes go
    with the sentence that they close."""
    bounds: list[tuple[int, int]] = []
    first, i = 0, -1
    for stop in _STOP.finditer(text):
        i = norms.index(stop[0], i + 1)  # a stop is a word by itself
        if i < first or _inside(norms, i, text, stop.start()):
            continue
        last = _closed(norms, i + 1, text, stop.end())
        bounds += _cut(norms, first, last)
        first = last
    if first < len(norms):
        bounds += _cut(norms, first, len(norms))
    return bounds


def _closed(norms: Sequence[str], j: int, text: str, at: int) -> int:
    """The index after the further stops and the closing marks that follow a stop; `at`: where the word before j ends."""
    while j < len(norms):
        if norms[j] in _STOPS:
            at = text.index(norms[j], at) + 1
        elif norms[j] in _CLOSERS and text.startswith(norms[j], at):
            at += 1
        else:
            break
        j += 1
    return j


def _cut(norms: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """A run without a stop in pieces of at most MOST_TOKENS, cut after a comma where its second half has one."""
    pieces = []
    while last - first > MOST_TOKENS:
        half, end = first + MOST_TOKENS // 2, first + MOST_TOKENS
        at = next((i + 1 for i in range(end - 1, half, -1) if norms[i] in _COMMAS), end)
        pieces.append((first, at))
        first = at
    return [*pieces, (first, last)]


def _inside(norms: Sequence[str], i: int, text: str, at: int) -> bool:
    """Is the stop at word i, which stands at text[at], within a number or an abbreviation?"""
    if norms[i] != "." or i == 0 or i + 1 >= len(norms):
        return False
    before, after = norms[i - 1], norms[i + 1]
    leans = not text[at - 1].isspace()  # on the word before it
    glued = leans and not text[at + 1].isspace()
    if glued and before.isdigit() and after.isdigit():
        return True
    single = leans and len(before) == 1 and before.isalpha()
    latin = glued and before.isascii() and after.isascii() and after.isalpha()
    return single or latin
