"""Articles that report nothing of ours, told by a look at their words, before any sentence, date or place is looked for.

Without a trigger there is no event, nobody in one and nothing rejected; without a word of claiming or denying no claim. Of such an
article, a sixth of the news, only the sentences that count or quote something are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from marsad.arabic.memory import WordMemory
from marsad.coding.sentence.reading import Reading
from marsad.lexicon.phrases import Phrase, PhraseIndex

_CLAIMING = frozenset(
    {"claim", "denial", "dispute"}
)  # kinds of markers that claims.py looks at; admissions name a deed


class Listener:
    """Hears in one pass whether an article may tell of an event or a claim."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        telling = [p for p in phrases if _tells(p)]
        index = PhraseIndex(telling)
        self._said: WordMemory[bool] = WordMemory(lambda said: bool(index.find(said.split())))
        self._ends = AhoCorasick(sorted({end for p in telling for end in _ends(p.words)}))

    def hears(self, reading: Reading) -> bool:
        """False only where the record has no events, claims, people and rejections."""
        return any(map(self._told, reading.runs))

    def _told(self, norms: Sequence[str]) -> bool:
        text = " ".join((*norms, "")).replace('" ', "")  # phrases pass over quotation marks
        ends = self._ends.find_matches_as_indexes(text, overlapping=True)
        return any(self._said[text[text.rfind(" ", 0, first) + 1 : last]] for _, first, last in ends)


def _tells(phrase: Phrase) -> bool:
    return phrase.kind == "trigger" or (phrase.kind == "marker" and phrase.entry.kind in _CLAIMING)


def _ends(words: tuple[str, ...]) -> Iterable[str]:
    """What the text of a phrase ends with, whatever clitics its first word carries: "العراق" is "للعراق" after "ل"."""
    text = " ".join(words) + " "
    yield text
    if text.startswith("ال"):
        yield "لل" + text[2:]
