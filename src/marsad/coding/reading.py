"""Reading: the coded paragraphs as tokens and sentences, with everything that the lexicons found in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from marsad.arabic.dates import DateMention
from marsad.arabic.folding import Folded
from marsad.arabic.numbers import Number
from marsad.arabic.sentences import sentence_bounds
from marsad.arabic.tokens import Token, tokenize
from marsad.lexicon.phrases import Hit
from marsad.model.document import CODED_ROLES, Article, Role
from marsad.places.locate import PlaceFound


class Sentence(NamedTuple):
    """tokens[first:last] of the reading; `para` counts coded paragraphs, `role` is the paragraph's."""

    number: int
    first: int
    last: int
    para: int
    role: Role


class Reading:
    """All that coding looks at. Token indices are global over the coded paragraphs; spans index the captured text."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        for para, paragraph in enumerate(p for p in article.paragraphs if p.role in CODED_ROLES):
            self._add(para, paragraph.start, paragraph.end, paragraph.role)
        self.hits: list[list[Hit]] = []
        self.numbers: list[Number] = []
        self.dates: list[DateMention] = []
        self.places: list[PlaceFound] = []
        self.taken: list[tuple[int, int]] = []  # spans of actors, sources and outlets

    def _add(self, para: int, start: int, end: int, role: Role) -> None:
        base = len(self.tokens)
        tokens = [Token(start + t.start, start + t.end, t.norm) for t in tokenize(Folded(self.article.text[start:end]))]
        self.tokens += tokens
        for first, last in sentence_bounds(tokens):
            self.sentences.append(Sentence(len(self.sentences), base + first, base + last, para, role))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the captured text of tokens[first:last]."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def quote(self, first: int, last: int) -> str:
        """The captured words of tokens[first:last]."""
        start, end = self.span(first, last)
        return self.article.text[start:end]


def within(items: Sequence[Any], first: int, last: int) -> list[Any]:
    """Those with `.first` and `.last` inside tokens[first:last]."""
    return [item for item in items if item.first >= first and item.last <= last]
