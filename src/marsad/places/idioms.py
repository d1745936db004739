"""Expressions that hold the name of a place and mean something else: "مسقط رأسه", "درعا واقيا", "صلاة المغرب"."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token
from marsad.places.wording import Wording


def idioms(tokens: Sequence[Token], wording: Wording) -> set[int]:
    """Indexes of the tokens of such expressions (class `idiom` of places_lexicon.tsv), with a proclitic or without."""
    found: set[int] = set()
    for i, token in enumerate(tokens):
        for word in (token.norm, token.norm[1:] if token.norm[:1] in "وفبلك" else ""):
            for rest in wording.idioms.get(word, ()):
                if [t.norm for t in tokens[i + 1 : i + 1 + len(rest)]] == list(rest):
                    found.update(range(i, i + 1 + len(rest)))
    return found
