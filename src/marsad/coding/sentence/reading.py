"""Reading: the coded paragraphs as tokens and sentences, with everything that the lexicons find in them.

Numbers, dates, places and the hits that depend on the country are looked for when first asked for: most sentences of most
articles report nothing of ours and never ask.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from marsad.arabic.dates.calendar import Calendar
from marsad.arabic.dates.finding import dates, told_on
from marsad.arabic.dates.mention import DateMention
from marsad.arabic.folding import Folded
from marsad.arabic.numbers import Number, NumberWords, numbers
from marsad.arabic.quotations import quoted_spans
from marsad.arabic.sentences import sentence_bounds
from marsad.arabic.tokens import Token, tokenize, words
from marsad.coding.asked import asked_once
from marsad.coding.lexicon import NamedActors, admitted
from marsad.lexicon.phrases import Hit, PhraseIndex
from marsad.model.document import CODED_ROLES, Article, Paragraph, Role
from marsad.places.catalogue import Gazetteer
from marsad.places.locate import PlaceFound, PlacesRead, read_places


class Sentence(NamedTuple):
    """tokens[first:last] of the reading; `para` counts coded paragraphs, `role` is the paragraph's."""

    number: int
    first: int
    last: int
    para: int
    role: Role


class Split:
    """The coded paragraphs as folded words (`norms`); if asked for, sentences that index them, and tokens."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.norms: list[str] = []
        self._folded: list[tuple[Folded, Paragraph, int]] = []  # each paragraph, and where it begins in the words
        for paragraph in article.paragraphs:
            if paragraph.role in CODED_ROLES:
                folded = Folded(article.text[paragraph.start : paragraph.end])
                self._folded.append((folded, paragraph, len(self.norms)))
                self.norms += words(folded)

    @asked_once
    def runs(self) -> list[list[str]]:
        """The words of each coded paragraph."""
        bases = [*(base for *_, base in self._folded), len(self.norms)]
        return [self.norms[base:end] for base, end in pairwise(bases)]

    @asked_once
    def sentences(self) -> list[Sentence]:
        """The sentences in order."""
        out: list[Sentence] = []
        for para, ((folded, paragraph, base), norms) in enumerate(zip(self._folded, self.runs, strict=True)):
            for first, last in sentence_bounds(norms, folded.text):
                out.append(Sentence(len(out), base + first, base + last, para, paragraph.role))
        return out

    @asked_once
    def tokens(self) -> list[Token]:
        """The words with their offsets in the captured text."""
        parts = zip(self._folded, self.runs, strict=True)
        return [t for (folded, paragraph, _), norms in parts for t in tokenize(folded, paragraph.start, norms)]

    def holds(self, letters: str) -> bool:
        """Do these folded letters stand anywhere in the coded paragraphs, as a word or inside one?"""
        return letters in self._letters

    @asked_once
    def _letters(self) -> str:
        return "\n".join(folded.text for folded, *_ in self._folded)

    def glued(self, i: int) -> bool:
        """Does word i begin right where the one before it ends?"""
        return self.tokens[i - 1].end == self.tokens[i].start


_INSIDE = frozenset({"في", "وفي", "داخل"})  # before the name of a state: its land
_SEES = frozenset({"شهدت", "تشهد", "شهد", "يشهد"})
_AT = frozenset({"العاصمه", "بالعاصمه", "للعاصمه"})  # before its name


_SINCE = frozenset({"منذ", "ومنذ"})  # with which the mention of a period begins


class Tools(NamedTuple):
    """What a reading looks with."""

    phrases: PhraseIndex
    gazetteer: Gazetteer
    calendar: Calendar
    number_words: NumberWords


class Reading(Split):
    """All that coding looks at. Token indices are global over the coded paragraphs; spans index the captured text."""

    def __init__(self, article: Article, tools: Tools) -> None:
        super().__init__(article)
        self._tools = tools
        self._raw: dict[int, list[Hit]] = {}

    def raw(self, sentence: Sentence) -> list[Hit]:
        """Hits of a sentence before conditions are looked at."""
        found = self._raw.get(sentence.number)
        if found is None:
            found = self._raw[sentence.number] = self._tools.phrases.find(self.norms, sentence.first, sentence.last)
        return found

    @asked_once
    def raw_hits(self) -> list[list[Hit]]:
        """`raw` of each sentence."""
        return list(map(self.raw, self.sentences))

    def numbers_in(self, sentence: Sentence) -> list[Number]:
        """The numbers of a sentence."""
        first, last = sentence.first, sentence.last
        return within(numbers(self.norms, self.glued, self._tools.number_words, first, last), first, last)

    @asked_once
    def anchor(self) -> dt.date | None:
        published = self.article.published
        return told_on(self.norms, dt.date.fromisoformat(published[:10]), self._tools.calendar) if published else None

    def dates_in(self, sentence: Sentence, numbers: Sequence[Number]) -> list[DateMention]:
        """The dates of a sentence, whose numbers are given."""
        first, last = sentence.first, sentence.last
        return within(dates(self.norms, numbers, self._tools.calendar, self.anchor, first, last), first, last)

    @asked_once
    def taken(self) -> list[tuple[int, int]]:
        """Stretches of tokens that name an actor, a source or an outlet: a place name inside them is no place."""
        found = (h for hits in self.raw_hits for h in hits if not h.phrase.condition)
        spans = [(h.first, h.last) for h in found if h.phrase.kind in ("actor", "source", "outlet")]
        return [span for span in spans if not self._capital(*span)]

    def _capital(self, first: int, last: int) -> bool:
        """ "في أنقرة", "وسط تل أبيب", "بموسكو": the town, and not the government that bears its name elsewhere."""
        norms, gazetteer = self.norms, self._tools.gazetteer
        before = norms[first - 1] if first else ""
        led = before in _AT or norms[first].startswith("ب")
        if (not led and gazetteer.lead(before) not in ("in", "near")) or before.endswith("علي"):
            return False
        found = gazetteer.longest(norms, first)
        return found is not None and found[0] == last and not found[1][0].weak and found[1][0].row.level == "town"

    @asked_once
    def lands(self) -> list[PlaceFound]:
        """States named as where something is ("في روسيا"), whose bare name is an actor's: places where an event has no other."""
        named = {span for span in self.taken if self._land(*span)}
        if not named:
            return []
        rest = [span for span in self.taken if span not in named]
        found = read_places(self.tokens, self._tools.gazetteer, rest, self.article).found
        firsts = {first for first, _ in named}
        return [
            p for p in found if p.place and p.place.level == "country" and not firsts.isdisjoint(range(p.first, p.last))
        ]

    def _land(self, first: int, last: int) -> bool:
        """ "في روسيا", "داخل إسرائيل": where something is, and no party, though the actor bears that name."""
        if not first or not (self.norms[first - 1] in _INSIDE or self.sees(first)):
            return False
        gazetteer = self._tools.gazetteer
        found = gazetteer.longest(self.norms, first)
        if found is None or found[1][0].weak or found[1][0].row.level != "country":
            return False
        rest = self.norms[found[0] : last]  # "الأمريكية" of "الولايات المتحدة الأمريكية"
        return all(gazetteer.adjectives.get(n.removeprefix("ال")) == found[1][0].row.country for n in rest)

    def sees(self, first: int) -> bool:
        """ "شهدت روسيا مظاهرات": does the state at a token follow a verb whose subject is a scene?"""
        return first > 0 and self.norms[first - 1].removeprefix("و") in _SEES

    @asked_once
    def placed(self) -> PlacesRead:
        """Its place mentions, the countries that they speak for, and the scan that they were found in."""
        return read_places(self.tokens, self._tools.gazetteer, self.taken, self.article)

    @property
    def places(self) -> list[PlaceFound]:
        return self.placed.found

    @property
    def country(self) -> str:
        """The country that the article is about, where one has two thirds of what its places weigh; else "" """
        weights = self.placed.countries
        best = max(weights, key=lambda c: weights[c], default="")
        return best if best and weights[best] >= sum(weights.values()) * 2 / 3 else ""

    def may_open_date(self, i: int) -> bool:
        """May a date begin at word i? Asked before the dates of a sentence, of which most words need none."""
        norm, tools = self.norms[i], self._tools
        return bool(tools.calendar.openings[norm]) or tools.number_words.begins[norm] or norm in _SINCE

    def may_be_place(self, first: int, last: int) -> bool:
        """Does any of these words stand in a place expression? Asked before `places`, which read the whole article."""
        return any(self._tools.gazetteer.words(self.norms[first:last]))

    @property
    def capitals(self) -> frozenset[str]:
        """Ids of the rows that are capitals."""
        return self._tools.gazetteer.capitals

    def hits(self, sentence: Sentence) -> list[Hit]:
        """Hits of a sentence whose conditions hold; the countries of the places decide some of them."""
        return admitted(
            self.raw(sentence), lambda: self.placed.countries, lambda: self._named, sentence.number, self.norms
        )

    @asked_once
    def _named(self) -> NamedActors:
        return NamedActors(self.raw_hits)

    @asked_once
    def _quotation_marks(self) -> list[int]:
        norms, marks, at = self.norms, [], -1
        for _ in range(norms.count('"')):
            at = norms.index('"', at + 1)
            marks.append(at)
        return marks

    def marks_in(self, sentence: Sentence) -> list[int]:
        """Where in a sentence quotation marks stand."""
        marks = self._quotation_marks
        return marks[bisect_left(marks, sentence.first) : bisect_left(marks, sentence.last)]

    @asked_once
    def speaking(self) -> list[Sentence]:
        """Sentences with quoted speech."""
        if len(self._quotation_marks) < 2:
            return []
        return [s for s in self.sentences if quoted_spans(self.norms, self.marks_in(s))]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the captured text of tokens[first:last]."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def quote(self, first: int, last: int) -> str:
        """The captured words of tokens[first:last]."""
        start, end = self.span(first, last)
        return self.article.text[start:end]


def within(items: Sequence[Any], first: int, last: int) -> list[Any]:
    """Those with `.first` and `.last` inside tokens[first:last]; items are in order of `.first`."""
    start = bisect_left(items, first, key=_FIRST)
    return [item for item in items[start : bisect_left(items, last, start, key=_FIRST)] if item.last <= last]


_FIRST = attrgetter("first")
