"""Folding: one spelling for each word, with a way back to the captured text.

The lexicon and the text go through the same `fold`. Folding unifies alef and hamza seats, final ya, ta marbuta,
Persian letters, digits, quotation marks and presentation forms, and deletes diacritics, tatweel and bidi marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

DELETED = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u00ad"
_DELETED = re.compile(f"[{DELETED}]")
_EXPANDING = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in re.findall(r"(.)(?:-(.))?", DELETED):
        for code in range(ord(first), ord(last or first) + 1):
            table[code] = None
    pairs = {
        "أإآٱٲٳ": "ا", "ىیېے": "ي", "ئ": "ي", "ؤ": "و", "ةۀہە": "ه", "کڪ": "ك", "گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف",
        "«»“”„‟❝❞〝〞＂‹›": '"', "‘’‚‛´`": "'", "‐‑‒–—―−": "-", "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t": " ",
        "٪": "%", "٫": ".", "٬": ",",
    }  # fmt: skip
    for sources, target in pairs.items():
        table.update((ord(char), target) for char in sources)
    for zero in (0x660, 0x6F0):
        table.update((zero + n, str(n)) for n in range(10))
    return table


_TABLE = _table()


class Folded:
    """The folded view of a text. `text` is folded; `at(i)` gives the offset in the captured text of folded index i."""

    __slots__ = ("_map", "_shifts", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._map: list[int] | None = None
        self._shifts: list[int] = []
        if _EXPANDING.search(source):
            self._expand(source)
        else:
            self.text = source.translate(_TABLE)
            if len(self.text) != len(source):
                self._shifts = [m.start() - k for k, m in enumerate(_DELETED.finditer(source))]

    def _expand(self, source: str) -> None:
        pieces, back = [], []
        for i, char in enumerate(source):
            plain = unicodedata.normalize("NFKC", char) if _EXPANDING.match(char) else char
            piece = plain.translate(_TABLE)
            pieces.append(piece)
            back.extend([i] * len(piece))
        self.text = "".join(pieces)
        self._map = [*back, len(source)]

    def at(self, index: int) -> int:
        """Offset in the captured text; deletions right before the folded index are passed over."""
        if self._map is not None:
            return self._map[index]
        return index + bisect_right(self._shifts, index) if self._shifts else index


def fold(text: str) -> str:
    """The folded spelling alone, for lexicon entries and keys."""
    return Folded(text).text


def word_key(text: str) -> str:
    """Folded, single-spaced, stripped: the key of a phrase."""
    return " ".join(fold(text).split())
