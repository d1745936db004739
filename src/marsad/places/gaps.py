"""Place candidates by context that no table has: the words after في مدينة، بلدة، قرية، حي، مخيم، سجن …, by frequency.

Names have no end mark, so that each mention is counted under its first one, two and three words; a name grows by a word
as long as a fair share of its mentions has that word.
"""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from marsad.arabic.tokens import tokens_of
from marsad.places.catalogue import Gazetteer
from marsad.places.mentions import find_mentions
from marsad.places.unlisted import MOST_UNLISTED

SHARE = 0.3  # of a name's mentions that a longer name must have to be told instead of it
AROUND = 60  # code points of context before and after an example
MOST_KEYS = 600_000  # beyond it names seen once are forgotten: memory stays below some 400 MB on endless input

# Nouns that mostly head something other than a place's name ("موقع التواصل", "سوق العمل"), read from 20,000 articles.
GENERAL = frozenset(
    "موقع سوق مركز مراكز قطاع جبهه جبهات مقر نقطه كليه جامعه منطقه مناطق قصر طريق محور مبني منزل مجمع برج مدرسه مصنع معمل محطه بوابه "
    "ملعب استاد فندق متحف حديقه دوله جمهوريه دائره مول ساحل حوض مديريه مديريات".split()
)

Key = tuple[str, ...]  # noun, then the folded words of the name


class Gap(NamedTuple):
    """A name after a noun: how often, in how many articles, and the first example with its words."""

    noun: str
    name: str
    times: int
    articles: int
    example: str
    context: str


class _Seen:
    __slots__ = ("articles", "context", "example", "last", "name", "times")

    def __init__(self, example: str, name: str, context: str) -> None:
        self.example, self.name, self.context, self.last = example, name, context, ""
        self.times = self.articles = 0


class GapCounter:
    """Counts candidates text by text; memory is bounded. `all_nouns`: after general nouns (سوق، موقع) too. `articles` texts were seen, `mentions` candidates in them,
    `forgotten` candidates seen once were dropped to stay within bounds."""

    def __init__(self, gazetteer: Gazetteer, *, all_nouns: bool = False) -> None:
        self._gazetteer, self._general = gazetteer, frozenset() if all_nouns else GENERAL
        self._seen: dict[Key, _Seen] = {}
        self.articles = self.mentions = self.forgotten = 0

    def add(self, identity: str, text: str) -> None:
        """Count the candidates of one text."""
        self.articles += 1
        tokens = tokens_of(text)
        article = str(self.articles)
        for m in find_mentions(tokens, self._gazetteer):
            if not m.typed or m.candidates or m.typed in self._general:
                continue
            if self._gazetteer.nation(tokens[m.head_first].norm):
                continue  # "مدينة سورية"
            self.mentions += 1
            start = tokens[m.first].start
            context = _context(text, start, tokens[m.head_last - 1].end)
            for last in range(m.head_first + 1, min(m.head_last, m.head_first + MOST_UNLISTED) + 1):
                words = tokens[m.head_first : last]
                key = (m.typed, *(t.norm for t in words))
                seen = self._seen.get(key)
                if seen is None:
                    seen = self._seen[key] = _Seen(identity, text[words[0].start : words[-1].end], context)
                seen.times += 1
                if seen.last != article:
                    seen.last, seen.articles = article, seen.articles + 1
        if len(self._seen) > MOST_KEYS:
            self._forget()

    def _forget(self) -> None:
        kept = {key: seen for key, seen in self._seen.items() if seen.times > 1}
        self.forgotten += len(self._seen) - len(kept)
        self._seen = kept

    def gaps(self, least: int = 2) -> list[Gap]:
        """Names seen at least so often, the most frequent first."""
        longer: dict[Key, list[Key]] = defaultdict(list)
        for key in self._seen:
            longer[key[:-1]].append(key)
        found = [gap for key in self._seen if len(key) == 2 for gap in self._grown(key, longer, least)]
        return sorted(found, key=lambda g: (-g.times, g.noun, g.name))

    def _grown(self, key: Key, longer: dict[Key, list[Key]], least: int) -> Iterator[Gap]:
        seen = self._seen[key]
        if seen.times < least:
            return
        grown = [k for k in longer.get(key, ()) if self._seen[k].times >= max(least, SHARE * seen.times)]
        for k in grown:
            yield from self._grown(k, longer, least)
        rest = seen.times - sum(self._seen[k].times for k in grown)
        if rest >= least and (not grown or rest >= SHARE * seen.times):
            yield Gap(key[0], seen.name, rest, min(seen.articles, rest), seen.example, seen.context)


def _context(text: str, start: int, end: int) -> str:
    """The words around an example, on one line."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return ("… " if first else "") + " ".join(text[first:last].split()) + (" …" if last < len(text) else "")
