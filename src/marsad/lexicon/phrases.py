"""Finds the lexicon's words and phrases in a run of tokens: one dictionary look-up a token, longest match first.

A phrase's first word may carry proclitics (و ف ب ل ك س ال …); the words after it stand as authored. Quotation marks
between the words of a phrase are passed over (قوات سوريا الديمقراطية «قسد»).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from marsad.arabic.folding import fold
from marsad.arabic.tokens import Token, stems, tokens_of


class Phrase(NamedTuple):
    """A form of a lexicon entry. `pos`: v (verb), n (noun: takes the article), x (as it stands)."""

    words: tuple[str, ...]
    kind: str
    entry: Any
    pos: str
    info: str = ""
    condition: str = ""


class Hit(NamedTuple):
    """A phrase found at tokens[first:last]; `proclitics` is what was stripped from the first word."""

    first: int
    last: int
    proclitics: str
    phrase: Phrase

    @property
    def definite(self) -> bool:
        return "ال" in self.proclitics or "لل" in self.proclitics or self.phrase.words[0].startswith("ال")


_VERB_PROCLITICS = frozenset({"", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"})
_NOT_VERB = ("ب", "ك", "ال", "لل")


def _allowed(proclitics: str, pos: str) -> bool:
    if pos == "v":
        return proclitics in _VERB_PROCLITICS
    return "س" not in proclitics


class PhraseIndex:
    """All phrases of one or several lexicons, keyed by folded first word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._by_first.setdefault(phrase.words[0], []).append(phrase)
        for group in self._by_first.values():
            group.sort(key=lambda p: (-len(p.words), p.kind, p.pos))
        self._candidates: dict[str, tuple[tuple[str, Phrase], ...]] = {}

    def candidates(self, norm: str) -> tuple[tuple[str, Phrase], ...]:
        """Phrases that may begin at a word of this spelling, with the proclitics stripped for each."""
        found = self._candidates.get(norm)
        if found is None:
            found = tuple(
                (proclitics, phrase)
                for proclitics, stem in stems(norm)
                for phrase in self._by_first.get(stem, ())
                if _allowed(proclitics, phrase.pos)
            )
            if len(self._candidates) < 200_000:
                self._candidates[norm] = found
        return found

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every phrase at every place (kinds overlap; callers pick), in order of place, longer ones first."""
        hits: list[Hit] = []
        for i, token in enumerate(tokens):
            for proclitics, phrase in self.candidates(token.norm):
                last = _match(tokens, i, phrase.words)
                if last:
                    hits.append(Hit(i, last, proclitics, phrase))
        return hits


def _match(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> int:
    """Index after the last matched token, or 0."""
    j = first + 1
    for word in words[1:]:
        while j < len(tokens) and tokens[j].norm == '"':
            j += 1
        if j >= len(tokens) or tokens[j].norm != word:
            return 0
        j += 1
    return j


def words_of(form: str) -> tuple[str, ...]:
    """The folded words of an authored form, quotation marks left out."""
    return tuple(t.norm for t in tokens_of(fold(form)) if t.norm != '"')
