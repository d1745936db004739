"""Finds what the lexicons lack: words beside known triggers that no entry explains, by frequency, with examples.

Two hunts: verbs and masdars in sentences with casualties or weapons (`near="triggers"`), and names after words that
begin an armed organisation or lead to a doer, in sentences with a trigger or a weapon (`near="actors"`). A person decides; nothing here changes a lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.resources import files
from typing import NamedTuple

import yaml
from msgspec import Struct

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token
from marsad.coding.lexicon import Lexicon
from marsad.coding.sentence.reading import Split
from marsad.coding.sketch import Sketch
from marsad.lexicon.phrases import Hit, words_of
from marsad.model.document import Article

_NAMES = frozenset({"actor", "group", "nation", "source", "outlet"})
LONGEST_NAME = 3  # words after the head of a name
LIFT = 2.0  # a trigger candidate stands so many times more often near casualties and weapons than over all sentences
KEEP = 0.5  # a longer name is shown for a shorter one when it makes up that share of it
CONTEXT = 8  # words shown on each side
_LETTERS = re.compile(r"[^\W\d_]{2,}\Z")


class Gap(Struct, frozen=True):
    """A candidate: its folded words, how often it stands near, its lift (times more often near than everywhere; None
    for names), and examples as (article id, words around it, the candidate in brackets)."""

    text: str
    times: int
    lift: float | None
    examples: tuple[tuple[str, str], ...]


class Words(NamedTuple):
    """data/lexicon/gaps.yaml, folded and compiled."""

    heads: frozenset[str]
    agents: tuple[tuple[str, ...], ...]
    before_verb: frozenset[str]
    action: re.Pattern[str]
    verb: re.Pattern[str]
    stops: frozenset[str]

    @classmethod
    def load(cls) -> Words:
        raw = (files("marsad") / "data" / "lexicon" / "gaps.yaml").read_bytes()
        data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        plain = {key: frozenset(word_key(w) for w in data[key]) for key in ("heads", "before_verb", "stops")}
        return cls(
            plain["heads"], tuple(words_of(a) for a in data["agents"]), plain["before_verb"],
            _patterns(data["masdars"]), _patterns(data["verbs"]), plain["stops"],
        )  # fmt: skip


def _patterns(forms: Sequence[str]) -> re.Pattern[str]:
    """ "ا1ت2ا3" -> a letter at each digit; "-" an optional ending."""
    shapes = (re.sub("[123]", "[\u0621-\u064a]", word_key(f).replace("-", "(?:ت|وا|ا|تا|ون|ان)?")) for f in forms)
    return re.compile(f"(?:{'|'.join(shapes)})\\Z")


class Gaps:
    """Reads articles one by one (`add`) and says at the end what stood where the lexicons expect something (`top`).
    Memory is bounded by the sketches, not by the corpus."""

    def __init__(self, lexicon: Lexicon, near: str) -> None:
        self._lexicon, self._words, self._near = lexicon, Words.load(), near
        self._found, self._everywhere = Sketch(), Sketch()
        known = frozenset(w for group in lexicon.words.values() for w in group)
        self._passed = self._words.stops | known
        self._ends = self._words.stops.union(*(lexicon.words[k] for k in ("said", "launch", "relative")))
        self.sentences = self.near_sentences = 0

    def add(self, article: Article) -> None:
        """Look through one article's coded paragraphs."""
        every = Split(article)
        for sentence in every.sentences:
            self.sentences += 1
            tokens = every.tokens[sentence.first : sentence.last]
            hits = self._lexicon.index.find(every.norms[sentence.first : sentence.last])
            found = self._actors(tokens, hits) if self._near == "actors" else self._triggers(tokens, hits)
            for first, last, words in found:
                self._found.add(words, partial(_example, article, tokens, first, last))

    def top(self, most: int) -> list[Gap]:
        """The most frequent candidates; equals in the order of the alphabet."""
        rows = self._names() if self._near == "actors" else self._lifted()
        ordered = sorted(rows, key=lambda g: (-g.times, g.text))
        return ordered[:most]

    # ---- triggers
    def _triggers(self, tokens: Sequence[Token], hits: Sequence[Hit]) -> Iterator[tuple[int, int, str]]:
        known = _covered(hits, None)
        here = [(i, w) for i, w in self._actions(tokens, known)]
        for _, word in here:
            self._everywhere.add(word)
        if any(_violent(h) for h in hits):
            self.near_sentences += 1
            yield from ((i, i + 1, word) for i, word in here)

    def _actions(self, tokens: Sequence[Token], known: set[int]) -> Iterator[tuple[int, str]]:
        """Tokens that may be a verb or a masdar, without their proclitics."""
        words = self._words
        for i, token in enumerate(tokens):
            if i in known or not _LETTERS.match(token.norm) or token.norm in self._passed:
                continue
            before = tokens[i - 1].norm if i else "."
            bare = token.norm[1:] if token.norm[0] in "وف" and len(token.norm) > 4 else token.norm
            placed = not before.isalpha() or before in words.before_verb or bare is not token.norm
            masdar = re.sub("^(?:ال|بال|لل|[بلك])", "", bare) if len(bare) > 4 else bare
            if bare in self._passed or masdar in self._passed:
                continue
            if words.action.match(masdar):
                yield i, masdar
            elif placed and not bare.startswith("ال") and (3 <= len(bare) <= 4 or words.verb.match(bare)):
                yield i, bare

    def _lifted(self) -> Iterator[Gap]:
        if not self.near_sentences:
            return
        rate = self.sentences / self.near_sentences
        for word, times in self._found.items():
            lift = rate * times / max(times, self._everywhere.count(word))
            if lift >= LIFT or self.sentences == self.near_sentences:
                yield Gap(word, times, round(lift, 1), self._found.examples(word))

    # ---- actors
    def _actors(self, tokens: Sequence[Token], hits: Sequence[Hit]) -> Iterator[tuple[int, int, str]]:
        if not any(h.phrase.kind in ("trigger", "weapon") for h in hits):
            return
        known = _covered(hits, _NAMES)
        named = _covered([h for h in hits if h.last - h.first > 1], _NAMES)  # one word alone explains no longer name
        for i, token in enumerate(tokens):
            bare = self._head(token.norm)
            if bare and i not in named:
                yield from self._name(tokens, i, i + 1, known, bare)
                continue
            for agent in self._words.agents:
                if tuple(t.norm for t in tokens[i : i + len(agent)]) == agent:
                    at = i + len(agent)
                    if at < len(tokens) and at not in known and not self._head(tokens[at].norm):
                        yield from self._name(tokens, at, at, known, "")

    def _head(self, norm: str) -> str:
        """The head noun in a token, its proclitics but the article stripped; "" when it is none."""
        for prefix in ("", "و", "ب", "ل", "وب", "ول", "ف"):
            if norm.startswith(prefix) and norm[len(prefix) :] in self._words.heads:
                return norm[len(prefix) :]
        return ""

    def _name(
        self, tokens: Sequence[Token], first: int, at: int, known: set[int], head: str
    ) -> Iterator[tuple[int, int, str]]:
        """The name in each of its lengths; `_names` decides at the end which one is meant."""
        self.near_sentences += 1
        words = [head] if head else []
        for j in range(at, min(at + LONGEST_NAME, len(tokens))):
            norm = tokens[j].norm
            if norm == '"' and j == at:
                continue
            if j in known or not _LETTERS.match(norm) or norm in self._ends or norm.startswith(("وال", "لل")):
                return
            if words and words[-1].startswith("ال") and not norm.startswith("ال"):
                return  # what follows a definite word without being definite belongs to the sentence
            words.append(norm)
            if len(words) > 1:
                yield first, j + 1, " ".join(words)

    def _names(self) -> Iterator[Gap]:
        counts = dict(self._found.items())
        longer: dict[str, int] = {}
        for name, times in counts.items():
            shorter = name.rpartition(" ")[0]
            longer[shorter] = max(longer.get(shorter, 0), times)
        for name, times in counts.items():
            if times < KEEP * counts.get(name.rpartition(" ")[0], 0) or longer.get(name, 0) >= KEEP * times:
                continue
            yield Gap(name, times, None, self._found.examples(name))


def _violent(hit: Hit) -> bool:
    entry, kind = hit.phrase.entry, hit.phrase.kind
    if kind == "weapon":
        return True
    return kind == "trigger" and entry.frame in CASUALTY_FRAMES


CASUALTY_FRAMES = frozenset(
    {"kill", "die", "die_light", "execute", "massacre", "injure", "toll_dead", "toll_hurt", "toll_lives"}
)


def _covered(hits: Sequence[Hit], kinds: frozenset[str] | None) -> set[int]:
    """Tokens that the lexicons explain (by entries of these kinds). A word that only refers back ("الحركة" after the full
    name) explains no name."""
    return {
        i
        for h in hits
        if kinds is None or (h.phrase.kind in kinds and h.phrase.condition != "after")
        for i in range(h.first, h.last)
    }


def _example(article: Article, tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
    """The article and the words around a candidate as captured, on one line."""
    text = article.text
    start, end = tokens[first].start, tokens[last - 1].end
    left = text[tokens[max(0, first - CONTEXT)].start : start]
    right = text[end : tokens[min(len(tokens), last + CONTEXT) - 1].end]
    return article.id, " ".join(f"{left}[{text[start:end]}]{right}".split())
