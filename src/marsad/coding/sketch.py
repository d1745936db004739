"""Counts of many words in bounded memory, with a few examples of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

MOST = 200_000  # words held; about 40 MB
EXAMPLES = 3


class Sketch:
    """Counts words; when more than `most` are held, the rarest half goes (lossy counting). A frequent word is never lost;
    a count may be too low by at most `missed`, what a word had when it was last dropped."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[tuple[str, str]]] = {}
        self.missed = 0

    def add(self, word: str, example: Callable[[], tuple[str, str]] | None = None) -> None:
        """Count a word; `example` is asked for only where one is still wanted, one from an article."""
        self._counts[word] = self._counts.get(word, 0) + 1
        if example is not None:
            kept = self._examples.setdefault(word, [])
            if len(kept) < EXAMPLES:
                found = example()
                if found[0] not in {article for article, _ in kept}:
                    kept.append(found)
        if len(self._counts) > self._most:
            self._drop()

    def _drop(self) -> None:
        floor = sorted(self._counts.values())[len(self._counts) // 2]
        self.missed += floor
        for word in [w for w, n in self._counts.items() if n <= floor]:
            del self._counts[word]
            self._examples.pop(word, None)

    def items(self) -> Iterator[tuple[str, int]]:
        return iter(self._counts.items())

    def count(self, word: str) -> int:
        return self._counts.get(word, 0)

    def examples(self, word: str) -> tuple[tuple[str, str], ...]:
        return tuple(self._examples.get(word, ()))
