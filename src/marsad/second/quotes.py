"""Finds a quote in the captured text: as it stands, else folded; whole words only, inside what the reader was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from marsad.arabic.folding import Folded, word_key
from marsad.model.document import CODED_ROLES
from marsad.model.record import Record

LONGEST = 400  # code points of a quote: whoever quotes a whole article has pointed at nothing
MOST = 200  # places of one quote that are looked at, so that a quote of one letter costs no more than others
_WORD = re.compile(r"\w")
_PROCLITICS = re.compile(r"[وف]?(?:ال|لل|[بكلس](?:ال)?)?")  # arabic/tokens.py strips the same before a word

Span = tuple[int, int]


class Quotes:
    """The places of quotes in one record's text. Paragraphs that are not coded were not sent and hold no quote."""

    def __init__(self, record: Record) -> None:
        self.text = record.text
        self._folded: Folded | None = None
        self._shown = [(p.start, p.end) for p in record.paragraphs if p.role in CODED_ROLES]

    def find(self, quote: str, near: Span | None = None) -> Span | None:
        """The span of a quote; of several, the one closest to `near`, else the first."""
        if not quote.strip() or len(quote) > LONGEST:
            return None
        found = list(islice(self._exact(quote.strip()), MOST)) or list(islice(self._loose(quote), MOST))
        if not found:
            return None
        return min(found, key=lambda span: (distance(span, near) if near else 0, span))

    def _exact(self, quote: str) -> Iterator[Span]:
        at = self.text.find(quote)
        while at >= 0:
            span = at, at + len(quote)
            if self._whole(span):
                yield span
            at = self.text.find(quote, at + 1)

    def _loose(self, quote: str) -> Iterator[Span]:
        """Folded on both sides, any white space between words."""
        words = word_key(quote).split()
        if not words:
            return
        if self._folded is None:
            self._folded = Folded(self.text)
        view = self._folded
        for match in re.finditer(r"\s+".join(map(re.escape, words)), view.text):
            start, last = view.at(match.start()), view.at(match.end() - 1)
            span = start, max(view.at(match.end()), last + 1)
            if self._whole(span):
                yield span

    def _whole(self, span: Span) -> bool:
        """Shown to the reader, and no piece of a longer word or number (proclitics may stand before it)."""
        start, end = span
        if not any(a <= start and end <= b for a, b in self._shown):
            return False
        if end < len(self.text) and _WORD.match(self.text[end]) and _WORD.match(self.text[end - 1]):
            return False
        head = start
        while head and _WORD.match(self.text[head - 1]):
            head -= 1
        return head == start or bool(_PROCLITICS.fullmatch(self.text[head:start]))


def distance(one: Span, other: Span) -> int:
    """Code points between two spans, 0 where they meet."""
    return max(0, one[0] - other[1], other[0] - one[1])
