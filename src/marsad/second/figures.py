"""Reads the numbers and days that a quote says, as the rules read them: in the sentence it stands in, not by itself.

"ثلاثة" quoted out of "ثلاثة وعشرون" is not three, and "9 أشخاص" out of "9 أشخاص على الأقل" is nine or more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from marsad.arabic.dates.calendar import Calendar
from marsad.arabic.dates.finding import dates
from marsad.arabic.folding import Folded
from marsad.arabic.numbers import Number, NumberWords, numbers
from marsad.arabic.tokens import Token, glue, norms_of, tokenize

_COUNTS = frozenset({"exact", "about", "at_least", "at_most", "range", "indefinite"})


class Figures:
    """Number words and calendar, loaded once by the caller."""

    def __init__(self, words: NumberWords, calendar: Calendar) -> None:
        self._words, self._calendar = words, calendar

    def counts(self, text: str, span: tuple[int, int]) -> set[tuple[int | None, int | None]]:
        """(low, high) of every number that the quote says whole; high None: open."""
        tokens = _line(text, span)
        alone = {n.low for n in self._numbers(_inside(tokens, span))}
        return {
            (n.low, n.high)
            for n in self._numbers(tokens)
            if n.kind in _COUNTS
            and tokens[n.first].start < span[1]
            and span[0] < tokens[n.last - 1].end
            and (n.low in alone or n.high in alone)
        }

    def days(self, text: str, span: tuple[int, int], published: str | None) -> set[tuple[str, str]]:
        """First and last day of every date that begins or ends in the quote, counted from the publication day."""
        tokens = _line(text, span)
        anchor = _anchor(published)
        found = dates(norms_of(tokens), self._numbers(tokens), self._calendar, anchor)
        return {
            (d.start, d.end)
            for d in found
            if d.start and d.end and tokens[d.first].start < span[1] and span[0] < tokens[d.last - 1].end
        }

    def _numbers(self, tokens: Sequence[Token]) -> list[Number]:
        return numbers(norms_of(tokens), glue(tokens), self._words)


def _anchor(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _line(text: str, span: tuple[int, int]) -> list[Token]:
    """Tokens of the line around a span, with offsets into the text."""
    first = text.rfind("\n", 0, span[0]) + 1
    last = text.find("\n", span[1])
    line = text[first : len(text) if last < 0 else last]
    return tokenize(Folded(line), first)


def _inside(tokens: list[Token], span: tuple[int, int]) -> list[Token]:
    return [t for t in tokens if span[0] < t.end and t.start < span[1]]
