"""The words of the place grammar (`data/places/places_lexicon.tsv`): type nouns, prepositions, directions, exclusions.

Columns: class, value, forms (`|`-separated, authored spelling), note. Classes:
type/types (value: levels, best first; `types` are duals and plurals, which govern a whole list), in, near, to, from,
said, glue, bearing (value: degrees), unit (value: km), length (the same, with its number in it), count (value: the number),
exclude (heads that make a name part of something else), member and body (words that do so together: "مجلس ثوار X"), bodily
(adjectives of a body: "مجلس X العسكري"), press (words that end an outlet's name: "صنعاء نيوز"), someone
(nouns in the accusative before "سوريا" as an adjective), given (first names), title (persons, right before their name),
befalls (what befalls a place or who lives there: "هجوم دوما"), anaphor (value: levels), ordinary (words too common to be a place
by themselves), uncertain (the same, found by corpus, for GeoNames rows only), countryside (ريف), spelled (names that are ordinary
words but for their hamza: as written here they count), namesake (things named after far places), idiom (expressions that hold a
name and mean no place), private (titles before a first name that no list has), goes (verbs of going), work (heads of titles of
several words), takes (verbs whose object may be a town), adjectival (names of states that are plain adjectives too: "دعم مالي"),
of_state (nouns that such a name stands behind: "جيش مالي").
"""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from typing import NamedTuple

from marsad.arabic.folding import word_key

CLASSES = frozenset(
    "type types in near to from said glue bearing unit exclude given title anaphor ordinary uncertain countryside namesake idiom member body bodily press someone befalls length count spelled private goes work takes adjectival of_state".split()
)
_LED = ("work",)  # classes that are looked up with a proclitic or without
COLUMNS = ("class", "value", "forms", "note")


class Wording(NamedTuple):
    """Folded words by class. `types`: noun -> levels; `many`: dual and plural nouns; `bearings`: word -> degrees."""

    types: dict[str, tuple[str, ...]]
    many: frozenset[str]
    sets: dict[str, frozenset[str]]
    bearings: dict[str, float]
    units: dict[str, float]
    lengths: dict[str, float]
    counts: dict[str, float]
    anaphors: dict[str, tuple[str, ...]]
    idioms: dict[str, tuple[tuple[str, ...], ...]]  # first word -> the words after it
    spelled: frozenset[str] = frozenset()  # as the text writes them

    def has(self, cls: str, word: str) -> bool:
        """Is the folded word (or two words) of this class?"""
        return word in self.sets.get(cls, frozenset())


def read_wording(file: str, text: str, problems: list[str]) -> Wording:
    """The lexicon file; problems are appended as file:line: what."""
    types: dict[str, tuple[str, ...]] = {}
    many: set[str] = set()
    sets: dict[str, set[str]] = {}
    numbers: dict[str, dict[str, float]] = {"bearing": {}, "unit": {}, "length": {}, "count": {}}
    anaphors: dict[str, tuple[str, ...]] = {}
    spelled: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.split("\t")
        if number == 1 or not line or line.startswith("#"):
            continue
        if len(cells) not in (3, 4) or cells[0] not in CLASSES:
            problems.append(f"{file}:{number}: want class, value, forms, note with a known class")
            continue
        cls, value, words = cells[0], cells[1], [word_key(w) for w in cells[2].split("|") if w]
        if cls in ("type", "types"):
            for word in words:
                types[word] = tuple(dict.fromkeys((*types.get(word, ()), *value.split(","))))
            many.update(words if cls == "types" else ())
        elif cls in numbers:
            numbers[cls].update(dict.fromkeys(words, float(value)))
        elif cls == "anaphor":
            anaphors.update(dict.fromkeys(words, tuple(value.split(","))))
        elif cls == "idiom" and (single := [word for word in words if " " not in word]):
            problems.append(f"{file}:{number}: an idiom has two words or more, not {', '.join(single)}")
        if cls == "spelled":
            spelled.update(cells[2].split("|"))
        sets.setdefault(cls, set()).update(words)
    for cls in _LED:
        sets[cls] = {lead + word for word in sets.get(cls, ()) for lead in ("", "و", "ب", "ل", "ف")}
    frozen = {cls: frozenset(words) for cls, words in sets.items()}
    idioms: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in sorted(form.split() for form in sets.get("idiom", ())):
        idioms[first] = (*idioms.get(first, ()), tuple(rest))
    return Wording(
        types, frozenset(many), frozen, numbers["bearing"], numbers["unit"], numbers["length"], numbers["count"], anaphors, idioms,
        frozenset(spelled),
    )  # fmt: skip
