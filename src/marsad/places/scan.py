"""The tokens of a text as the place grammar reads them: folded words beside the gazetteer that knows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.arabic.tokens import Token
from marsad.places.catalogue import Gazetteer
from marsad.places.idioms import idioms

_OPEN = frozenset({'"', "#", "(", "'", "_"})


class Scan:
    """`norms`: the folded words; `blocked`: tokens of names that are no places (actors, outlets, idioms)."""

    def __init__(self, tokens: Sequence[Token], gazetteer: Gazetteer, taken: Collection[tuple[int, int]] = ()) -> None:
        self.tokens, self.gazetteer, self.wording = tokens, gazetteer, gazetteer.wording
        self.norms = [token.norm for token in tokens]
        self.blocked = {i for first, last in taken for i in range(first, last)} | idioms(tokens, self.wording)

    def back(self, i: int) -> int:
        """The index before i, over quotation marks and hash signs; -1 at the start."""
        i -= 1
        while i >= 0 and self.norms[i] in _OPEN:
            i -= 1
        return i

    def number_before(self, i: int) -> tuple[float, int] | None:
        """The number in digits (with a decimal part) that ends right before token i, and its first token."""
        norms, j = self.norms, i - 1
        if j < 0 or not norms[j].isdigit():
            return None
        decimal = j >= 2 and norms[j - 1] in (".", ",") and norms[j - 2].isdigit()
        if decimal and self.tokens[j - 2].end == self.tokens[j - 1].start:
            return float(f"{norms[j - 2]}.{norms[j]}"), j - 2
        return float(norms[j]), j
