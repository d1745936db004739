"""Reads numbers: digits and number words in every gender and case, modifiers, ranges, vague quantities.

The result covers the words of the number itself; "على الأقل" up to three words later opens the upper bound without
widening the span. Percentages, decimals and ordinals are returned with that kind, so that nobody counts people by them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from itertools import compress, count
from typing import NamedTuple

import yaml

from marsad.arabic.folding import word_key
from marsad.arabic.memory import WordMemory
from marsad.arabic.tokens import MOST_DIGITS, is_figure

_POSTPONED = 4  # words after a number within which "على الأقل" still belongs to it ("9 أشخاص على الأقل")
_PREFIXES = ("وب", "ول", "فال", "وال", "بال", "ال", "و", "ف", "ب", "ل", "ك")


class Number(NamedTuple):
    """tokens[first:last] say low..high (high None: open). kind: exact, about, at_least, at_most, range, indefinite,
    ordinal, percent, decimal."""

    first: int
    last: int
    low: int | None
    high: int | None
    kind: str
    rule: str


class NumberWords:
    """Folded number words. `plain`: word -> (class, value); modifiers and vague words as folded phrases.

    What a word can be is worked out once: `known` (the number word in it, or None), `begins` (may a number begin here),
    `modifying` (the modifiers that end with it, longest first)."""

    def __init__(
        self,
        plain: Mapping[str, tuple[str, int]],
        vague: Mapping[str, tuple[int, int | None]],
        ordinals: frozenset[str],
        modifiers: tuple[tuple[tuple[str, ...], str], ...],
        postponed: tuple[tuple[str, ...], ...],
        fractions: Mapping[str, int] | None = None,
    ) -> None:
        self.plain, self.vague, self.ordinals = plain, vague, ordinals
        self.fractions = fractions or {}  # "ربع" -> 4
        self.modifiers = modifiers
        self.postponed: dict[str, list[tuple[str, ...]]] = {}  # by first words
        for form in postponed:
            self.postponed.setdefault(form[0], []).append(form)
        self.known: WordMemory[str | None] = WordMemory(self._known)
        self.begins: WordMemory[bool] = WordMemory(self._begins)
        self.modifying: WordMemory[tuple[tuple[tuple[str, ...], str], ...]] = WordMemory(self._modifying)

    def _known(self, norm: str) -> str | None:
        """The number word in a token: as it stands, or after proclitics ("بثلاثة", "والعشرين")."""
        if norm in self.plain or norm in self.vague or norm in self.ordinals:
            return norm
        for prefix in _PREFIXES:
            if norm.startswith(prefix):
                rest = norm[len(prefix) :]
                if len(rest) >= 2 and (rest in self.plain or rest in self.vague or rest in self.ordinals):
                    return rest
        return None

    def _begins(self, norm: str) -> bool:
        return is_figure(norm) or norm.removeprefix("و") in ("احد", "احدي") or self._known(norm) is not None

    def _modifying(self, norm: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        bare = norm[1:] if norm[:1] in "وبف" else norm
        return tuple(
            (form, kind) for form, kind in self.modifiers if form[-1] == norm or (len(form) == 1 and form[0] == bare)
        )


def load_number_words() -> NumberWords:
    """The package's number words (data/arabic/numbers.yaml)."""
    raw = (files("marsad") / "data" / "arabic" / "numbers.yaml").read_bytes()
    data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    plain: dict[str, tuple[str, int]] = {}
    for group in ("dual_scales", "scales", "hundreds", "tens", "units"):
        for word, value in data[group].items():
            plain.setdefault(word_key(word), (group, value))
    modifiers = [(tuple(word_key(f).split()), kind) for kind in ("about", "at_least", "at_most") for f in data[kind]]
    return NumberWords(
        plain=plain,
        vague={word_key(w): (low, high) for w, (low, high) in data["vague"].items()},
        ordinals=frozenset(word_key(w) for w in data["ordinals"]),
        modifiers=tuple(sorted(modifiers, key=lambda m: -len(m[0]))),
        postponed=tuple(tuple(word_key(f).split()) for f in data["after_least"]),
        fractions={word_key(w): share for w, share in data["fractions"].items()},
    )


Glue = Callable[[int], bool]  # does word i begin right where the one before it ends? (arabic/tokens.py)


def numbers(
    norms: Sequence[str], glued: Glue, words: NumberWords, first: int = 0, end: int | None = None
) -> list[Number]:
    """Numbers that begin in norms[first:end], folded words, from left to right, not overlapping, longest first."""
    out: list[Number] = []
    last = 0  # of the number before, its modifiers included
    for i in compress(count(first), map(words.begins.__getitem__, norms[first:end])):
        found = _at(norms, i, glued, words) if i >= last else None
        if found is not None:
            out.append(_modified(norms, found, words, out[-1].last if out else 0))
            last = found.last
    return _ranges(norms, out)


def _at(norms: Sequence[str], i: int, glued: Glue, words: NumberWords) -> Number | None:
    norm = norms[i]
    if is_figure(norm):
        return _digits(norms, i, glued, words)
    if norm.removeprefix("و") in ("احد", "احدي") and i + 1 < len(norms) and norms[i + 1] in ("عشر", "عشره"):
        value, last, _ = _scaled(norms, 11, i + 2, words)  # "أحد عشر ألفا"
        return Number(i, last, int(value), int(value), "exact", "number.words")
    word = words.known[norm]
    if word is None:
        return None
    if word in words.ordinals and word not in words.plain:
        tens = (
            i + 1 < len(norms) and norms[i + 1].startswith(("وال", "عشر")) and words.known[norms[i + 1]] in words.plain
        )
        return Number(i, i + 2 if tens else i + 1, None, None, "ordinal", "number.ordinal")
    if word in words.vague and not (word in words.plain and _numeral_before(norms, i, words)):
        return _vague(norms, i, word, words)
    return _words(norms, i, words)


def _numeral_before(norms: Sequence[str], i: int, words: NumberWords) -> bool:
    return i > 0 and (is_figure(norms[i - 1]) or words.known[norms[i - 1]] in words.plain)


def _vague(norms: Sequence[str], i: int, word: str, words: NumberWords) -> Number | None:
    low, high = words.vague[word]
    j = i + 1
    while (
        j < len(norms)
        and (rest := words.known[norms[j]] or "") in words.plain
        and words.plain[rest][0] in ("scales", "tens")
    ):
        factor = words.plain[rest][1]
        low, high = (
            (20 * factor, None)
            if word in ("عشرات", "العشرات")
            else (low * factor, None if high is None else high * factor)
        )
        j += 1
    if word in ("بضعه", "بضع") and j < len(norms) and norms[j] in ("عشرات", "مئات", "ميات", "الاف"):
        low, high, j = {"عشرات": 20, "ميات": 200, "مئات": 200, "الاف": 2000}[norms[j]], None, j + 1
    if word in ("عشرات", "ميات") and j < len(norms) and norms[j].removeprefix("ال") in ("الاف", "الالاف", "لاف"):
        low, high, j = (20_000 if word == "عشرات" else 200_000), None, j + 1
    return Number(i, j, low, high, "indefinite", "number.vague")


def _digits(norms: Sequence[str], i: int, glued: Glue, words: NumberWords) -> Number | None:
    text, j = norms[i], i + 1
    n = len(norms)
    decimal = False
    while j + 1 < n and norms[j] in (",", ".") and is_figure(norms[j + 1]) and glued(j) and glued(j + 1):
        if len(text) > MOST_DIGITS:
            return None
        if len(norms[j + 1]) == 3 and len(text) <= 3 + 4 * (j - i):
            text += norms[j + 1]
        elif not decimal:
            decimal, text = True, f"{text}.{norms[j + 1]}"
        else:
            return None
        j += 2
    if j < n and norms[j] == ":" and j + 1 < n and is_figure(norms[j + 1]) and glued(j + 1):
        return Number(i, j + 2, None, None, "decimal", "number.clock")
    value = float(text) if decimal else int(text[:MOST_DIGITS])  # of more than 12 digits it is none: see below
    value, j, scaled = _scaled(norms, value, j, words)
    if width := _percent(norms, j):
        return Number(i, j + width, None, None, "percent", "number.percent")
    if decimal and not scaled:
        return Number(i, j, None, None, "decimal", "number.decimal")
    if len(text) > 12:
        return None
    return Number(i, j, int(value), int(value), "exact", "number.digits")


def _scaled(norms: Sequence[str], value: float, j: int, words: NumberWords) -> tuple[float, int, bool]:
    """ "200 ألف", "240 ألفا و381", "1.5 مليون"."""
    scaled = False
    while j < len(norms):
        word = words.plain.get(norms[j])
        if word is None or word[0] != "scales":
            break
        value, j, scaled = value * word[1], j + 1, True
    if scaled and j + 1 < len(norms) and norms[j] == "و" and is_figure(norms[j + 1]) and int(norms[j + 1]) < 1000:
        value, j = value + int(norms[j + 1]), j + 2
    return value, j, scaled


def _percent(norms: Sequence[str], j: int) -> int:
    """How many words of a percentage follow (0: none)."""
    after = list(norms[j : j + 2])
    if after and after[0] in ("%", "بالميه", "بالمايه"):
        return 1
    return 2 if after[:1] == ["في"] and after[1:] and after[1] in ("الميه", "المايه") else 0


def _words(norms: Sequence[str], i: int, words: NumberWords) -> Number | None:
    """Number words joined by و: units before tens, hundreds, thousands ("ألفين وخمسمئة وثلاثة وعشرين")."""
    total, current, j, last_class, last_value = 0, 0, i, "", 0
    n = len(norms)
    while j < n:
        norm = norms[j]
        if (
            norm == "و"
            and j > i
            and j + 1 < n
            and (is_figure(norms[j + 1]) or words.known[norms[j + 1]] in words.plain)
            and last_class in ("scales", "dual_scales")
        ):
            if is_figure(norms[j + 1]):
                total, current, j = total + current + int(norms[j + 1]), 0, j + 2
                break
            j += 1
            continue
        if norm in ("واحد", "واحدي") and j > i and j + 1 < n and norms[j + 1] in ("عشر", "عشره"):
            current, last_class, last_value, j = current + 11, "units", 11, j + 2
            continue
        word = words.known[norm]
        if word is None or word not in words.plain or is_figure(norm):
            break
        kind, value = words.plain[word]
        joined = j == i or (norm.startswith("و") and norm not in ("واحد", "واحده", "واحدا"))
        if j > i and not joined and not _composes(last_class, kind, last_value):
            break
        if joined and j > i and not _follows(last_class, kind):
            break
        if kind == "units" and value == 10 and last_class == "units" and not joined:
            current += 10
        elif kind == "scales":
            current = max(current, 1) * value
            total, current = total + current, 0
        elif kind == "dual_scales":
            total += value
        elif kind == "hundreds" and last_class == "units" and value == 100 and not joined:
            current *= 100
        else:
            current += value
        last_class, last_value, j = kind, value, j + 1
    if j == i or total + current <= 0:
        return None
    if j == i + 1 and norms[i] in ("الالف", "المليون", "الملايين"):
        return None
    value = total + current
    first, value = _fraction(norms, i, j, value, words)
    if width := _percent(norms, j):
        return Number(i, j + width, None, None, "percent", "number.percent")
    return Number(first, j, value, value, "exact", "number.words")


def _fraction(norms: Sequence[str], i: int, j: int, value: int, words: NumberWords) -> tuple[int, int]:
    """ "ربع مليون", "نصف ألف": a scale by itself with a part of it named before; where the number begins, and its value."""
    part = norms[i - 1].lstrip("وبل") if i else ""
    share = words.fractions.get(part) or words.fractions.get(norms[i - 1]) if i else None
    alone = j == i + 1 and words.plain.get(norms[i], ("", 0))[0] == "scales"
    return (i - 1, value // share) if share and alone else (i, value)


def _composes(last: str, kind: str, last_value: int) -> bool:
    """Words that stand side by side without و: "ثلاثة عشر", "خمس مئة", "ستة آلاف", "مئة ألف"."""
    if kind == "scales":
        return last in ("units", "tens", "hundreds")
    if kind == "hundreds":
        return last == "units" and last_value < 10
    return kind == "units" and last == "units" and last_value < 10


def _follows(last: str, kind: str) -> bool:
    """What may follow after و."""
    order = {
        "units": ("tens",),
        "tens": (),
        "hundreds": ("units", "tens"),
        "scales": ("units", "tens", "hundreds", "scales"),
        "dual_scales": ("units", "tens", "hundreds", "scales"),
    }
    return kind in order.get(last, ())


def _modified(norms: Sequence[str], number: Number, words: NumberWords, floor: int) -> Number:
    """Apply what stands before ("ما لا يقل عن", "نحو") or shortly after ("على الأقل")."""
    if number.low is None:
        return number
    before = norms[number.first - 1] if number.first else ""
    for form, kind in words.modifying[before]:
        start = number.first - len(form)
        if start < floor:
            continue
        head = norms[start]
        if (head == form[0] or (head[:1] in "وبف" and head[1:] == form[0])) and _stands(norms, start + 1, form[1:]):
            if kind == "about":
                return number._replace(
                    first=start, kind="about" if number.kind == "exact" else number.kind, rule="number.about"
                )
            if kind == "at_least":
                return number._replace(first=start, high=None, kind="at_least", rule="number.at_least")
            return number._replace(first=start, low=1, high=number.low, kind="at_most", rule="number.at_most")
    for at in range(number.last, min(number.last + _POSTPONED, len(norms))):
        norm = norms[at]
        if norm in words.postponed and any(_stands(norms, at, form) for form in words.postponed[norm]):
            return number._replace(high=None, kind="at_least", rule="number.at_least")
        if norm in ("،", ".", "و") or is_figure(norm):
            break
    return number


def _stands(norms: Sequence[str], at: int, words: tuple[str, ...]) -> bool:
    """Do these words stand from token `at` on?"""
    return len(norms) >= at + len(words) and all(norms[at + k] == word for k, word in enumerate(words))


def _ranges(norms: Sequence[str], found: list[Number]) -> list[Number]:
    """ "بين 5 و7", "ما بين 5 إلى 7", "من خمسة إلى سبعة", "5-7": with the word that leads to it."""
    out: list[Number] = []
    for number in found:
        previous = out[-1] if out else None
        if (
            previous
            and previous.kind == number.kind == "exact"
            and previous.low is not None
            and number.low is not None
            and previous.low < number.low
        ):
            gap = list(norms[previous.last : number.first])
            before = norms[previous.first - 1] if previous.first else ""
            attached = norms[number.first].startswith("و") and not gap
            between = before in ("بين", "وبين") and (gap in (["و"], ["الي"]) or attached)
            between = between and not (_is_year(norms, previous) and _is_year(norms, number))  # "بين 2011 و2013"
            if between or (before == "من" and gap in (["الي"],)) or (gap == ["-"] and is_figure(norms[previous.first])):
                what = between and norms[previous.first - 2 : previous.first - 1] == ["ما"]  # "ما بين 20 و30"
                first = previous.first - between - what
                out[-1] = Number(first, number.last, previous.low, number.low, "range", "number.range")
                continue
        out.append(number)
    return out


def _is_year(norms: Sequence[str], number: Number) -> bool:
    """ "2011": four figures that are a year of these times."""
    return number.last - number.first == 1 and is_figure(norms[number.first]) and number.low in _YEARS


_YEARS = range(1900, 2101)
