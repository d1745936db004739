"""Folding: one spelling for each word, with a way back to the captured text.

The lexicon and the text go through the same `fold`. Folding unifies alef and hamza seats, final ya, ta marbuta,
Persian letters, digits, quotation marks and presentation forms, and deletes diacritics, tatweel and bidi marks.
The words of a hashtag ("#الجيش_اليمني") stand apart, as they are read.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from functools import partial
from operator import add
from typing import NamedTuple

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
        "«»“”„‟❝❞〝〞＂‹›": '"', "‘’‚‛´`": "'", "‐‑‒–—―−": "-", "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t#_": " ",
        "٪": "%", "٫": ".", "٬": ",",
    }  # fmt: skip
    for sources, target in pairs.items():
        table.update((ord(char), target) for char in sources)
    for zero in (0x660, 0x6F0):
        table.update((zero + n, str(n)) for n in range(10))
    return table


_TABLE = _table()


class _Press(NamedTuple):
    """Folding as C code: the 256 characters of nearly all Arabic news as bytes, and back as folded characters.

    Three passes of the charmap codec over a text are twenty times as fast as one `str.translate` with a dictionary. A text with
    any other character (one in a hundred) takes the slow way; both ways give the same (tests/arabic/test_folding.py).
    """

    encode: object  # str -> one byte a character
    decode: str  # byte -> folded character
    kinds: bytes  # byte -> class of its folded character: a letter, 1 digit, space, or . (a mark)
    deleted: bytes
    no_marks: bytes  # all bytes but those of marks
    spaced: tuple[tuple[bytes, bytes], ...]  # byte -> itself, and itself between spaces


def _press() -> _Press:
    plain = [*map(chr, range(0x20, 0x7F)), "\n", "\r", "،", "؛", "؟", "…", "·", "•", "°", "é", "è", "ç", "à"]
    arabic = map(chr, [*range(0x621, 0x653), 0x670, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF])
    known = dict.fromkeys(["\0", *plain, *arabic, *(chr(code) for code, folded in _TABLE.items() if folded)])
    alphabet = "".join(known).ljust(256, "\ufffe")  # the codec's sign for "no character"
    deleted = bytes(i for i, char in enumerate(alphabet) if _TABLE.get(ord(char), char) is None)
    folded = "".join(_TABLE.get(ord(char)) or char for char in alphabet)
    kinds = bytes(map(_kind, folded))
    no_marks = bytes(i for i, kind in enumerate(kinds) if kind != ord("."))
    space, each = bytes([folded.index(" ")]), [bytes([i]) for i in range(256)]
    spaced = tuple((byte, space + byte + space) for byte in each)
    return _Press(codecs.charmap_build(alphabet), folded, kinds, deleted, no_marks, spaced)


def _kind(char: str) -> int:
    word = "1" if char.isdecimal() else "a" if char.isalnum() else "."
    return ord(" " if char.isspace() else word)


_PRESS = _press()


class Folded:
    """The folded view of a text. `text` is folded; `at(i)` gives the offset in the captured text of folded index i.

    `kinds`: one byte for each folded character (a letter, 1 digit, space, . mark), or None after the slow way."""

    __slots__ = ("_kept", "_map", "_shifts", "kinds", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._map: list[int] | None = None
        self._shifts: list[int] = []
        self.kinds: bytes | None = None
        try:
            coded = codecs.charmap_encode(source, "strict", _PRESS.encode)[0]  # type: ignore[arg-type]
        except UnicodeEncodeError:
            self._fold(source)
        else:
            self._kept = kept = coded.translate(None, _PRESS.deleted)
            self.text = codecs.charmap_decode(kept, "strict", _PRESS.decode)[0]
            self.kinds = kept.translate(_PRESS.kinds)
        if self._map is None and len(self.text) != len(source):
            self._shifts = [m.start() - k for k, m in enumerate(_DELETED.finditer(source))]

    def _fold(self, source: str) -> None:
        if _EXPANDING.search(source):
            self._expand(source)
        else:
            self.text = source.translate(_TABLE)

    def _expand(self, source: str) -> None:
        pieces, back = [], []
        for i, char in enumerate(source):
            plain = unicodedata.normalize("NFKC", char) if _EXPANDING.match(char) else char
            piece = plain.translate(_TABLE)
            pieces.append(piece)
            back.extend([i] * len(piece))
        self.text = "".join(pieces)
        self._map = [*back, len(source)]

    def apart(self) -> str:
        """The folded text with a space on either side of each mark; only after the quick way."""
        kept = self._kept
        for mark in set(kept.translate(None, _PRESS.no_marks)):
            kept = kept.replace(*_PRESS.spaced[mark])
        return codecs.charmap_decode(kept, "strict", _PRESS.decode)[0]

    @property
    def shifted(self) -> bool:
        """Does a folded index differ from its offset in the captured text anywhere?"""
        return bool(self._shifts) or self._map is not None

    def at(self, index: int) -> int:
        """Offset in the captured text; deletions right before the folded index are passed over."""
        if self._map is not None:
            return self._map[index]
        return index + bisect_right(self._shifts, index) if self._shifts else index

    def offsets(self, indices: list[int]) -> list[int]:
        """`at` of each index."""
        if self._map is not None:
            return list(map(self._map.__getitem__, indices))
        if not self._shifts:
            return indices
        return list(map(add, indices, map(partial(bisect_right, self._shifts), indices)))


def fold(text: str) -> str:
    """The folded spelling alone, for lexicon entries and keys."""
    return Folded(text).text


def word_key(text: str) -> str:
    """Folded, single-spaced, stripped: the key of a phrase."""
    return " ".join(fold(text).split())
