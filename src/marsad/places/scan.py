"""The tokens of a text as the place grammar reads them: folded words beside the gazetteer that knows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.arabic.tokens import Token
from marsad.places.catalogue import Gazetteer
from marsad.places.idioms import idioms

# Words that lead to a length behind a direction
_BY_ABOUT = frozenset({"ب", "بنحو", "بحوالي", "بقرابه", "بمسافه", "علي", "بعد", "مسافه", "نحو", "حوالي"})
_OPEN = frozenset({'"', "#", "(", "'", "_"})


class Scan:
    """`norms`: the folded words; `blocked`: tokens of names that are no places (actors, outlets, idioms); `text`: what the
    tokens are of."""

    def __init__(
        self, tokens: Sequence[Token], gazetteer: Gazetteer, taken: Collection[tuple[int, int]] = (), text: str = ""
    ) -> None:
        self.tokens, self.gazetteer, self.wording, self.text = tokens, gazetteer, gazetteer.wording, text
        self.norms = [token.norm for token in tokens]
        # Are there heads of titles of works, and titles of private persons, at all? Most texts have none.
        self.has_works = not self.wording.sets["work"].isdisjoint(self.norms)
        self.has_persons = not self.wording.sets["private"].isdisjoint(self.norms)
        self.known, self.names, self.nouns, self.nations, starts = gazetteer.look(self.norms)
        self.blocked = {i for first, last in taken for i in range(first, last)} | idioms(self.norms, self.known, starts)

    def spelled(self, i: int) -> bool:
        """Is the word one whose hamza tells it from an ordinary word ("إب", and no "أب" or "آب")?"""
        word = self.text[self.tokens[i].start : self.tokens[i].end]
        return word.lstrip("وبلف") in self.wording.spelled

    def back(self, i: int) -> int:
        """The index before i, over quotation marks and hash signs; -1 at the start."""
        i -= 1
        while i >= 0 and self.norms[i] in _OPEN:
            i -= 1
        return i

    def length_before(self, i: int) -> tuple[float, int] | None:
        """The length in km that ends right before token i ("20 كيلومترا", "عشرة كيلومترات", "كيلومترين"), and its first token."""
        if i < 1:
            return None
        word, wording = self.norms[i - 1], self.wording
        if word in wording.lengths:
            return wording.lengths[word], i - 1
        unit = wording.units.get(word)
        number = self.number_before(i - 1) or self._counted(i - 1) if unit is not None else None
        return (number[0] * unit, number[1]) if number and unit is not None else None

    def length_after(self, i: int) -> tuple[float, int] | None:
        """The length in km told right after a direction, from token i on ("شمال الرقة بنحو 20 كيلومترا"), and the token after it;
        none that is measured from the next name ("على بعد 20 كلم من حلب")."""
        if i >= len(self.norms) or self.norms[i] not in _BY_ABOUT:
            return None
        k = i
        while k < len(self.norms) and self.norms[k] in _BY_ABOUT:
            k += 1
        for unit in range(k, min(k + 4, len(self.norms))):
            found = self.length_before(unit + 1)
            if found:
                after = self.norms[unit + 1] if unit + 1 < len(self.norms) else ""
                own = after not in ("من", "عن", "الي") and after not in self.wording.bearings
                return (found[0], unit + 1) if found[1] == k and own else None
        return None

    def _counted(self, i: int) -> tuple[float, int] | None:
        """The number in words right before token i, of one or two words ("عشرين", "خمسة وعشرين"), and its first token."""
        counts = self.wording.counts
        last = counts.get(self.norms[i - 1]) if i else None
        if last is not None:
            return last, i - 1
        tens = counts.get(self.norms[i - 1][1:]) if i > 1 and self.norms[i - 1].startswith("و") else None
        ones = counts.get(self.norms[i - 2]) if tens is not None else None
        return (tens + ones, i - 2) if tens is not None and ones is not None else None

    def number_before(self, i: int) -> tuple[float, int] | None:
        """The number in digits (with a decimal part) that ends right before token i, and its first token."""
        norms, j = self.norms, i - 1
        if j < 0 or not norms[j].isdigit():
            return None
        decimal = j >= 2 and norms[j - 1] in (".", ",") and norms[j - 2].isdigit()
        if decimal and self.tokens[j - 2].end == self.tokens[j - 1].start:
            return float(f"{norms[j - 2]}.{norms[j]}"), j - 2
        return float(norms[j]), j
