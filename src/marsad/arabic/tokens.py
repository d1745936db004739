"""Tokens with offsets into the captured text, and the proclitics a token may carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, count, repeat
from operator import add

from msgspec import Struct

from marsad.arabic.folding import Folded

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_RUN = re.compile(rb"a+|\.|1+")  # the same over the kinds of a folded text


class Line:
    """Where the tokens of a folded text stand in the captured one, worked out when first asked for: of most only the words count.
    `offset`: where the folded text begins in the captured one."""

    __slots__ = ("_spans", "folded", "norms", "offset")

    def __init__(self, folded: Folded, norms: Sequence[str], offset: int) -> None:
        self.folded, self.norms, self.offset = folded, norms, offset
        self._spans: tuple[list[int], list[int]] | None = None

    @property
    def spans(self) -> tuple[list[int], list[int]]:
        """Where each token begins, and where it ends."""
        if self._spans is None:
            self._spans = _spans(self.folded, self.norms, self.offset)
        return self._spans


class Token(Struct, frozen=True, gc=False):
    """A word, a run of digits, or one mark; `norm` is folded.

    A Struct: made in half the time of a named tuple and read in half, and an article asks its tokens thousands of times."""

    norm: str
    line: Line
    at: int  # which of the line's tokens it is

    @property
    def start(self) -> int:
        """Where it begins in the captured text, in code points."""
        return self.line.spans[0][self.at]

    @property
    def end(self) -> int:
        return self.line.spans[1][self.at]


def words(folded: Folded) -> list[str]:
    """The words of `tokenize` without their offsets, in a fifth of its time: most of what looks at a text needs no more."""
    kinds = folded.kinds
    if kinds is None or (b"1" in kinds and (b"a1" in kinds or b"1a" in kinds)):
        return _TOKEN.findall(folded.text)
    return folded.apart().split()


def tokenize(folded: Folded, offset: int = 0, norms: Sequence[str] | None = None) -> list[Token]:
    """Tokens of a folded text; `offset`: where it begins in the captured text, `norms`: its words, if they are there."""
    norms = words(folded) if norms is None else norms
    return list(map(Token, norms, repeat(Line(folded, norms, offset)), count()))


def _spans(folded: Folded, norms: Sequence[str], offset: int) -> tuple[list[int], list[int]]:
    """Where each word of a folded text begins in the captured one, and where it ends."""
    lengths = list(map(len, norms))
    if folded.kinds is None:
        starts = [m.start() for m in _TOKEN.finditer(folded.text)]
    else:
        gaps = map(len, _RUN.split(folded.kinds))
        begins = 0 if folded.shifted else offset
        starts = list(accumulate(map(add, gaps, chain((begins,), lengths))))
        if not folded.shifted:
            return starts[: len(norms)], list(map(add, starts, lengths))
    ends = folded.offsets(list(map(add, starts, lengths)))
    starts = folded.offsets(starts[: len(norms)])
    if offset:
        starts, ends = [s + offset for s in starts], [e + offset for e in ends]
    return starts, ends


def tokens_of(text: str) -> list[Token]:
    """Tokens of a text by itself (tests, lexicon, explain)."""
    return tokenize(Folded(text))


def unwaw(norm: str) -> str:
    """A word without the "و" or "ف" that joins it to what went before; short words keep theirs ("وقع", "فتح" lose none by length)."""
    joined = norm and norm[0] in "وف" and (len(norm) > 3 or norm in _SHORT_JOINED) and norm not in _THEIR_OWN
    return norm[1:] if joined else norm


# words that begin with a "و" or "ف" of their own and are looked for in the news of fights
_THEIR_OWN = frozenset({"فرضت", "فرضوا", "فقدت", "فجرت", "فجروا", "فتحت", "فتحوا", "فرار", "فرقه", "فصايل", "فصيل", "وقفت", "وجهت", "وجهوا", "وصلت", "وصول", "وكاله", "وفاه", "وقوع", "وقعت", "وجود", "وحدات", "وحده", "وافق", "واصل", "واصلت", "واصلوا", "وراء", "وزير", "وزاره"})  # fmt: skip


_SHORT_JOINED = frozenset({"وشن", "فشن"})  # "وشن التنظيم هجوما": no word begins so by itself


MOST_DIGITS = 400  # longer runs are no figures but noise: Python refuses to read them as numbers beyond 4,300


def is_figure(norm: str) -> bool:
    """Is a folded word a run of digits that can be read as a number? Superscripts and rings ("²", "①") are not."""
    return norm.isdecimal() and len(norm) <= MOST_DIGITS


def norms_of(tokens: Sequence[Token]) -> list[str]:
    """The folded words of tokens."""
    return [token.norm for token in tokens]


def glue(tokens: Sequence[Token]) -> Callable[[int], bool]:
    """Whether token i begins right where the one before it ends."""
    return lambda i: tokens[i - 1].end == tokens[i].start


# Particles that a word may begin with, by their first letter; longest first so that "بال" is tried whole.
_PARTICLES = {"ل": ("لل", "ل"), "ب": ("بال", "ب"), "ك": ("كال", "ك"), "ا": ("ال",), "س": ("س",)}
_CONJUNCTIONS = ("و", "ف")


@lru_cache(maxsize=65536)
def stems(norm: str) -> tuple[tuple[str, str], ...]:
    """Readings of a folded word as (proclitics, stem), the whole word first; stems keep at least two letters.

    `لل` is li + al, so its stem is tried both bare and with the article's lam restored ("للعراق" -> "عراق", "العراق").
    """
    readings = [("", norm)]
    if norm.startswith(_CONJUNCTIONS):
        readings += _with_particles(norm[0], norm[1:])
        if len(norm) >= 3:
            readings.append((norm[0], norm[1:]))
    return (*readings, *_with_particles("", norm))


def _with_particles(conjunction: str, word: str) -> list[tuple[str, str]]:
    readings = []
    for particle in _PARTICLES.get(word[:1], ()):
        stem = word[len(particle) :]
        if word.startswith(particle) and len(stem) >= 2:
            readings.append((conjunction + particle, stem))
            if particle == "لل":
                readings.append((conjunction + "ل", "ال" + stem))
    return readings
