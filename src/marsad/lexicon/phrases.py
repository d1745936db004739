"""Finds the lexicon's words and phrases in a run of tokens: one dictionary look-up a token, longest match first.

A phrase's first word may carry proclitics (و ف ب ل ك س ال …); the words after it stand as authored. Quotation marks
between the words of a phrase are passed over (قوات سوريا الديمقراطية «قسد»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, count
from typing import Any, NamedTuple

from msgspec import Struct

from marsad.arabic.folding import fold
from marsad.arabic.memory import WordMemory
from marsad.arabic.tokens import stems, tokens_of


class Phrase(Struct, frozen=True, gc=False):
    """A form of a lexicon entry. `pos`: v (verb), n (noun: takes the article), x (as it stands)."""

    words: tuple[str, ...]
    kind: str
    entry: Any
    pos: str
    info: str = ""
    condition: str = ""


class Hit(Struct, frozen=True, gc=False):
    """A phrase found at tokens[first:last]; `proclitics` is what was stripped from the first word."""

    first: int
    last: int
    proclitics: str
    phrase: Phrase

    @property
    def span(self) -> tuple[int, int]:
        return self.first, self.last

    @property
    def definite(self) -> bool:
        return "ال" in self.proclitics or "لل" in self.proclitics or self.phrase.words[0].startswith("ال")


_VERB_PROCLITICS = frozenset({"", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"})


def _allowed(proclitics: str, pos: str) -> bool:
    if pos == "v":
        return proclitics in _VERB_PROCLITICS
    return "س" not in proclitics


Candidates = tuple[tuple[str, Phrase], ...]  # (proclitics, phrase), longer phrases first, then in the order of stems


class _Starts(NamedTuple):
    """What may begin at a word: phrases of that word alone, and the longer ones by their second word."""

    alone: Candidates
    by_second: dict[str, Candidates]


class PhraseIndex:
    """All phrases of one or several lexicons, keyed by folded first word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._by_first.setdefault(phrase.words[0], []).append(phrase)
        for group in self._by_first.values():
            group.sort(key=lambda p: (-len(p.words), p.kind, p.pos))
        self._starts: WordMemory[_Starts | None] = WordMemory(self._read)

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase of the index."""
        return chain.from_iterable(self._by_first.values())

    def _candidates(self, norm: str) -> Candidates:
        """Phrases that may begin at a word of this spelling, with the proclitics stripped for each."""
        return tuple(
            (proclitics, phrase)
            for proclitics, stem in stems(norm)
            for phrase in self._by_first.get(stem, ())
            if _allowed(proclitics, phrase.pos)
        )

    def _read(self, norm: str) -> _Starts | None:
        found = sorted(self._candidates(norm), key=lambda c: -len(c[1].words))
        if not found:
            return None
        alone, by_second = [], defaultdict(list)
        for candidate in found:
            words = candidate[1].words
            if len(words) == 1:
                alone.append(candidate)
            else:
                by_second[words[1]].append(candidate)
        return _Starts(tuple(alone), {word: tuple(longer) for word, longer in by_second.items()})

    def find(self, text: Sequence[str], begin: int = 0, end: int | None = None) -> list[Hit]:
        """Every phrase at every place in text[begin:end], folded words (kinds overlap; callers pick), in order of place, longer
        ones first."""
        hits: list[Hit] = []
        norms = text[begin:end]
        known = list(map(self._starts.__getitem__, norms))
        for i, starts, second in compress(zip(count(), known, _seconds(norms)), known):
            assert starts is not None
            alone, by_second = starts
            if second in by_second:
                beyond = i + 2 if norms[i + 1] == second else _past_quotes(norms, i + 1) + 1
                for proclitics, phrase in by_second[second]:
                    last = beyond if len(phrase.words) == 2 else _match(norms, beyond, phrase.words[2:])
                    if last:
                        hits.append(Hit(begin + i, begin + last, proclitics, phrase))
            for proclitics, phrase in alone:
                hits.append(Hit(begin + i, begin + i + 1, proclitics, phrase))
        return hits


def _seconds(norms: Sequence[str]) -> list[str]:
    """The word behind each, quotation marks passed over; behind the last none."""
    behind = [*norms[1:], ""]
    if '"' in behind:
        for i in range(len(behind) - 2, -1, -1):
            if behind[i] == '"':
                behind[i] = behind[i + 1]
    return behind


def _past_quotes(norms: Sequence[str], at: int) -> int:
    while at < len(norms) and norms[at] == '"':
        at += 1
    return at


def _match(norms: Sequence[str], at: int, words: tuple[str, ...]) -> int:
    """Index after the last word when these words stand from `at` on, or 0."""
    for word in words:
        at = _past_quotes(norms, at)
        if at >= len(norms) or norms[at] != word:
            return 0
        at += 1
    return at


def words_of(form: str) -> tuple[str, ...]:
    """The folded words of an authored form, quotation marks left out."""
    return tuple(t.norm for t in tokens_of(fold(form)) if t.norm != '"')
