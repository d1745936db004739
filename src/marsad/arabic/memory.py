"""What a function says of a word, kept: news repeats its words, so that most look-ups are one step in C."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

MOST_WORDS = (
    100_000  # then the memory starts anew: bounds its size on endless streams (an article brings some 20 new words)
)


class WordMemory(dict[str, Value]):
    """A dictionary that asks `read` for a word it does not know yet, and keeps the answer. Use it by `memory[word]`."""

    def __init__(self, read: Callable[[str], Value], most: int = MOST_WORDS) -> None:
        super().__init__()
        self._read, self._most = read, most

    def __missing__(self, word: str) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[word] = self._read(word)
        return value
