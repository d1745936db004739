"""What a folded word can be in place expressions: the first of names, a type noun, an adjective of a country, an idiom's start."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from marsad.arabic.tokens import stems
from marsad.places.rows import Row
from marsad.places.wording import Wording

_PROCLITICS = frozenset({"", "و", "ب", "ل", "ف", "ك", "وب", "ول", "وك", "فب", "فل"})
_CLITIC = frozenset({"", "و", "ب", "ل", "ف", "وب", "ول", "فب", "ال", "بال", "وال", "لل", "وبال"})


class Candidate(NamedTuple):
    """A row that carries a name. `weak`: 0 the name counts by itself, 1 it needs a cue of any kind, 2 it is an ordinary
    word and needs a type noun or a parent beside it."""

    row: Row
    weak: int


class Named(NamedTuple):
    """A spelling of a row: the words after the first (the index key), and how weak it is (see Candidate)."""

    rest: tuple[str, ...]
    row: Row
    weak: int


class Start(NamedTuple):
    """A way to read a word as the first word of names: proclitics, stem, the spellings of that word alone, and the
    longer ones by their second word."""

    proclitics: str
    stem: str
    alone: tuple[Named, ...]
    longer: dict[str, tuple[Named, ...]]


class Word(Struct, frozen=True, gc=False):
    """What is known of a word that is anything to places: as the first of a name its readings (`starts`), the rows if no
    longer name stands there (`alone`), the words that may follow in a longer one with how many words it then goes on at
    most (`seconds`). `governor`: the type noun in it, or "ريف"; `idioms`: what follows it in expressions that mean no
    place, by the next word. `counts`: it is something by itself; `followers`: the next words with which it is."""

    starts: tuple[Start, ...]
    alone: tuple[Candidate, ...]
    seconds: dict[str, int]
    noun: str | None
    governor: str | None
    nation: str | None
    idioms: dict[str, list[tuple[str, ...]]]
    counts: bool
    followers: frozenset[str]


Found = tuple[int, int, tuple[Candidate, ...]]  # words[first:last] are a name, its rows


class Looked(NamedTuple):
    """What a text's folded words are: `known` for each word, names, and indices of type nouns, adjectives of countries and
    starts of idioms."""

    known: list[Word | None]
    names: list[Found]
    nouns: list[int]
    nations: list[tuple[int, str]]
    idioms: list[int]


_NEVER_BEFORE_AND = frozenset({"في", "من", "الي", "قرب", "مدينه"})
GAPS = frozenset({'"', "-"})  # marks that may stand between the words of a name


def read_word(
    norm: str, by_first: Mapping[str, Sequence[Named]], wording: Wording, adjectives: Mapping[str, str]
) -> Word | None:
    """All that a word can be; None for the most, which are nothing here."""
    countryside, unled = wording.sets.get("countryside", frozenset()), _unled(norm)
    types, idiomatic = wording.types, norm in wording.idioms or unled in wording.idioms
    if not idiomatic and not any(
        stem in by_first or stem in types or stem in countryside or stem in adjectives for _, stem in stems(norm)
    ):
        return None  # settled soon for nearly all words
    noun = bare(norm, types)
    governor = noun or bare(norm, countryside)
    idioms: dict[str, list[tuple[str, ...]]] = {}
    for rest in (*wording.idioms.get(norm, ()), *wording.idioms.get(unled, ())):
        idioms.setdefault(rest[0], []).append(rest)
    whole = norm in wording.sets.get("ordinary", frozenset())  # "بلاتر" is not in Latur
    leads = ("",) if whole else _PROCLITICS
    starts = tuple(_start(p, s, by_first[s]) for p, s in stems(norm) if s in by_first and p in leads)
    found = longest_name((norm,), 0, starts)
    alone = found[1] if found else ()
    seconds: dict[str, int] = {}
    for start in starts:
        for second, longer in start.longer.items():
            seconds[second] = max(seconds.get(second, 0), *(len(name.rest) for name in longer))
    nation = _nation(norm, adjectives)
    if not (starts or governor or nation or idioms):
        return None
    followers = frozenset((*seconds, *idioms, *(GAPS if seconds else ())))
    counts = bool(alone or noun or nation)
    return Word(starts, alone, seconds, noun, governor, nation, idioms, counts, followers)


def _unled(norm: str) -> str:
    return norm[1:] if norm[:1] in "وفبلك" else ""


def _nation(norm: str, adjectives: Mapping[str, str]) -> str | None:
    found = [s for p, s in stems(norm) if (p == "" or "ل" in p) and p not in ("ل", "ول") and s in adjectives]
    return adjectives[found[0]] if found else None


def led_by_and(norms: Sequence[str], i: int) -> bool:
    """After "في" and the like a waw is the word's own: "في وجدة" is Oujda, not "and Jeddah"."""
    return i > 0 and norms[i].startswith("و") and norms[i - 1] in _NEVER_BEFORE_AND


def _start(clitic: str, stem: str, named: Sequence[Named]) -> Start:
    single = [n for n in named if not n.rest]
    plain = [n for n in single if not (clitic and _doubtful(clitic, stem, n.row, n.weak))]
    # "ورفح": where one town of the name counts, its weak namesakes of the own tables are weighed beside it
    alone = tuple(n for n in single if n in plain or not n.row.id.startswith("gn.")) if plain else ()
    longer: dict[str, tuple[Named, ...]] = {}
    for name in named:
        if name.rest:
            longer[name.rest[0]] = (*longer.get(name.rest[0], ()), name)
    return Start(clitic, stem, alone, longer)


def _doubtful(clitic: str, stem: str, row: Row, weak: int) -> bool:
    """A clitic before a short or weak name is more often another word ("بصور", "لقد", "وان")."""
    geonames = row.id.startswith("gn.")
    if len(stem) <= 2:
        return weak == 1 or clitic != "و" or geonames  # "بين تعز وإب"
    if clitic.endswith("ك"):
        return len(stem) <= 3 or bool(weak) or geonames  # "مدن كحلب والرقة", but "كان", "كتل"
    if clitic.endswith("ب"):
        return len(stem) <= 3 and (bool(weak) or geonames)
    return (bool(weak) or geonames) and not (stem.startswith("ال") and len(stem) > 5)


def longest_name(norms: Sequence[str], i: int, starts: Sequence[Start]) -> tuple[int, tuple[Candidate, ...]] | None:
    best: dict[int, dict[str, Candidate]] = {}
    second = next_word(norms, i + 1)
    if i and norms[i - 1] in _NEVER_BEFORE_AND and any(not s.proclitics for s in starts):
        starts = [s for s in starts if not s.proclitics.startswith("و")]  # "في وجدة" is Oujda, not "and Jeddah"
    for start in starts:
        longer = ((_tail(norms, i, n.rest), n) for n in start.longer.get(second, ()))
        for last, name in (*((i + 1, n) for n in start.alone), *longer):
            if not last:
                continue
            held = best.setdefault(last, {})
            known = held.get(name.row.id)
            if known is None or name.weak < known.weak:
                held[name.row.id] = Candidate(name.row, name.weak)
        if not start.proclitics and any(not c.weak for held in best.values() for c in held.values()):
            break  # "لبنان" is no ل + بنان
    if not best:
        return None
    last = max(best)
    return last, tuple(sorted(best[last].values(), key=lambda c: (c.weak, -c.row.rank, c.row.id)))


def next_word(norms: Sequence[str], i: int) -> str:
    """The word at or after i, over quotation marks and hyphens; "" at the end."""
    while i < len(norms) and norms[i] in GAPS:
        i += 1
    return norms[i] if i < len(norms) else ""


def _tail(norms: Sequence[str], i: int, rest: tuple[str, ...]) -> int:
    """Index after the last of the words `rest` when they follow word i, or 0."""
    j, n = i + 1, len(norms)
    for word in rest:
        while j < n and norms[j] in GAPS:
            j += 1
        if j >= n or norms[j] != word:
            return 0
        j += 1
    return j


def bare(norm: str, words: Collection[str]) -> str | None:
    """The stem of a word if it is one of `words`, with or without proclitics."""
    if norm in words:
        return norm
    return next((stem for proclitics, stem in stems(norm) if stem in words and proclitics in _CLITIC), None)
