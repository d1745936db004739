"""Expressions that hold the name of a place and mean something else: "مسقط رأسه", "درعا واقيا", "صلاة المغرب"."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.places.names import Word


def idioms(norms: Sequence[str], known: Sequence[Word | None], starts: Sequence[int]) -> set[int]:
    """Indexes of the words of such expressions (class `idiom` of places_lexicon.tsv), with a proclitic or without. `starts`:
    the words that begin one, as far as the word after each tells."""
    found: set[int] = set()
    for i in starts:
        for rest in known[i].idioms[norms[i + 1]]:  # type: ignore[union-attr]
            if tuple(norms[i + 1 : i + 1 + len(rest)]) == rest:
                found.update(range(i, i + 1 + len(rest)))
    return found
