"""Reading: the coded paragraphs as tokens and sentences, with everything that the lexicons find in them.

Numbers, dates, places and the hits that depend on the country are looked for when first asked for: most sentences of most
articles report nothing of ours and never ask.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from marsad.arabic.dates import Calendar, DateMention, dates
from marsad.arabic.folding import Folded
from marsad.arabic.numbers import Number, NumberWords, numbers
from marsad.arabic.sentences import sentence_bounds
from marsad.arabic.tokens import Token, tokenize
from marsad.coding.asked import asked_once
from marsad.coding.lexicon import admitted
from marsad.lexicon.phrases import Hit, PhraseIndex
from marsad.model.document import CODED_ROLES, Article, Role
from marsad.places.catalogue import Gazetteer
from marsad.places.locate import PlaceFound, read_places


class Sentence(NamedTuple):
    """tokens[first:last] of the reading; `para` counts coded paragraphs, `role` is the paragraph's."""

    number: int
    first: int
    last: int
    para: int
    role: Role


def split(article: Article) -> tuple[list[Token], list[Sentence]]:
    """Tokens and sentences of the coded paragraphs; sentences index the tokens."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for para, paragraph in enumerate(p for p in article.paragraphs if p.role in CODED_ROLES):
        base = len(tokens)
        found = tokenize(Folded(article.text[paragraph.start : paragraph.end]), paragraph.start)
        tokens += found
        for first, last in sentence_bounds(found):
            sentences.append(Sentence(len(sentences), base + first, base + last, para, paragraph.role))
    return tokens, sentences


class Tools(NamedTuple):
    """What a reading looks with."""

    phrases: PhraseIndex
    gazetteer: Gazetteer
    calendar: Calendar
    number_words: NumberWords


class Reading:
    """All that coding looks at. Token indices are global over the coded paragraphs; spans index the captured text."""

    def __init__(self, article: Article, tools: Tools) -> None:
        self.article, self._tools = article, tools
        self.tokens, self.sentences = split(article)
        self._found = tools.phrases.find(self.tokens)
        self.raw_hits = _by_sentence(self.sentences, self._found)  # before conditions are looked at

    @asked_once
    def numbers(self) -> list[Number]:
        return numbers(self.tokens, self._tools.number_words)

    @asked_once
    def dates(self) -> list[DateMention]:
        published = self.article.published
        anchor = dt.date.fromisoformat(published[:10]) if published else None
        return dates(self.tokens, self.numbers, self._tools.calendar, anchor)

    @asked_once
    def taken(self) -> list[tuple[int, int]]:
        """Stretches of tokens that name an actor, a source or an outlet: a place name inside them is no place."""
        named = [h for h in self._found if h.phrase.kind in ("actor", "source", "outlet") and not h.phrase.condition]
        return [(h.first, h.last) for h in named]

    @asked_once
    def _placed(self) -> tuple[list[PlaceFound], dict[str, float]]:
        if not self.tokens:
            return [], {}
        return read_places(self.tokens, self._tools.gazetteer, self.taken, self.article)

    @property
    def places(self) -> list[PlaceFound]:
        return self._placed[0]

    @property
    def capitals(self) -> frozenset[str]:
        """Ids of the rows that are capitals."""
        return self._tools.gazetteer.capitals

    @asked_once
    def hits(self) -> list[list[Hit]]:
        """Hits of each sentence whose conditions hold; the countries of the places decide some of them."""
        local = any(h.phrase.condition[:1].isupper() for h in self._found)
        return admitted(self.raw_hits, self._placed[1] if local else {}, self.tokens)

    @asked_once
    def quotation_marks(self) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.norm == '"']

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the captured text of tokens[first:last]."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def quote(self, first: int, last: int) -> str:
        """The captured words of tokens[first:last]."""
        start, end = self.span(first, last)
        return self.article.text[start:end]


def _by_sentence(sentences: Sequence[Sentence], hits: Sequence[Hit]) -> list[list[Hit]]:
    out: list[list[Hit]] = [[] for _ in sentences]
    at = 0
    for hit in hits:
        while at < len(sentences) and hit.first >= sentences[at].last:
            at += 1
        if at < len(sentences) and hit.last <= sentences[at].last:
            out[at].append(hit)
    return out


def within(items: Sequence[Any], first: int, last: int) -> list[Any]:
    """Those with `.first` and `.last` inside tokens[first:last]; items are in order of `.first`."""
    start = bisect_left(items, first, key=_FIRST)
    return [item for item in items[start : bisect_left(items, last, start, key=_FIRST)] if item.last <= last]


_FIRST = attrgetter("first")
