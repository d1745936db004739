"""Reads numbers: digits and number words in every gender and case, modifiers, ranges, vague quantities.

The result covers the words of the number itself; "على الأقل" up to three words later opens the upper bound without
widening the span. Percentages, decimals and ordinals are returned with that kind, so that nobody counts people by them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import yaml

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token

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


class NumberWords(NamedTuple):
    """Folded number words. `plain`: word -> (class, value); modifiers and vague words as folded phrases."""

    plain: Mapping[str, tuple[str, int]]
    vague: Mapping[str, tuple[int, int | None]]
    ordinals: frozenset[str]
    modifiers: tuple[tuple[tuple[str, ...], str], ...]
    postponed: tuple[tuple[str, ...], ...]


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
    )


def numbers(tokens: Sequence[Token], words: NumberWords) -> list[Number]:
    """Numbers from left to right, not overlapping, longest first."""
    out: list[Number] = []
    i, n = 0, len(tokens)
    while i < n:
        found = _at(tokens, i, words)
        if found is None:
            i += 1
            continue
        out.append(_modified(tokens, found, words, out[-1].last if out else 0))
        i = found.last
    return _ranges(tokens, out)


def _at(tokens: Sequence[Token], i: int, words: NumberWords) -> Number | None:
    norm = tokens[i].norm
    if norm.isdigit():
        return _digits(tokens, i, words)
    if norm.removeprefix("و") in ("احد", "احدي") and i + 1 < len(tokens) and tokens[i + 1].norm in ("عشر", "عشره"):
        return Number(i, i + 2, 11, 11, "exact", "number.words")
    word = _known(norm, words)
    if word is None:
        return None
    if word in words.ordinals and word not in words.plain:
        tens = (
            i + 1 < len(tokens)
            and tokens[i + 1].norm.startswith(("وال", "عشر"))
            and _known(tokens[i + 1].norm, words) in words.plain
        )
        return Number(i, i + 2 if tens else i + 1, None, None, "ordinal", "number.ordinal")
    if word in words.vague and not (word in words.plain and _numeral_before(tokens, i, words)):
        return _vague(tokens, i, word, words)
    return _words(tokens, i, words)


def _known(norm: str, words: NumberWords) -> str | None:
    """The number word in a token: as it stands, or after proclitics ("بثلاثة", "والعشرين")."""
    if norm in words.plain or norm in words.vague or norm in words.ordinals:
        return norm
    for prefix in _PREFIXES:
        if norm.startswith(prefix):
            rest = norm[len(prefix) :]
            if len(rest) >= 2 and (rest in words.plain or rest in words.vague or rest in words.ordinals):
                return rest
    return None


def _numeral_before(tokens: Sequence[Token], i: int, words: NumberWords) -> bool:
    return i > 0 and (tokens[i - 1].norm.isdigit() or _known(tokens[i - 1].norm, words) in words.plain)


def _vague(tokens: Sequence[Token], i: int, word: str, words: NumberWords) -> Number | None:
    low, high = words.vague[word]
    j = i + 1
    while (
        j < len(tokens)
        and (rest := _known(tokens[j].norm, words) or "") in words.plain
        and words.plain[rest][0] in ("scales", "tens")
    ):
        factor = words.plain[rest][1]
        low, high = (
            (20 * factor, None)
            if word in ("عشرات", "العشرات")
            else (low * factor, None if high is None else high * factor)
        )
        j += 1
    if word in ("بضعه", "بضع") and j < len(tokens) and tokens[j].norm in ("عشرات", "مئات", "ميات", "الاف"):
        factor = {"عشرات": 10, "ميات": 100, "مئات": 100, "الاف": 1000}[tokens[j].norm]
        low, high, j = 3 * factor, 9 * factor, j + 1
    if word in ("عشرات", "ميات") and j < len(tokens) and tokens[j].norm.removeprefix("ال") in ("الاف", "الالاف", "لاف"):
        low, high, j = (20_000 if word == "عشرات" else 200_000), None, j + 1
    return Number(i, j, low, high, "indefinite", "number.vague")


def _digits(tokens: Sequence[Token], i: int, words: NumberWords) -> Number | None:
    text, j = tokens[i].norm, i + 1
    n = len(tokens)
    decimal = False
    while (
        j + 1 < n
        and tokens[j].norm in (",", ".")
        and tokens[j + 1].norm.isdigit()
        and tokens[j].start == tokens[j - 1].end
        and tokens[j + 1].start == tokens[j].end
    ):
        if len(tokens[j + 1].norm) == 3 and len(text) <= 3 + 4 * (j - i):
            text += tokens[j + 1].norm
        elif not decimal:
            decimal, text = True, f"{text}.{tokens[j + 1].norm}"
        else:
            return None
        j += 2
    if (
        j < n
        and tokens[j].norm == ":"
        and j + 1 < n
        and tokens[j + 1].norm.isdigit()
        and tokens[j + 1].start == tokens[j].end
    ):
        return Number(i, j + 2, None, None, "decimal", "number.clock")
    value = float(text) if decimal else int(text)
    value, j, scaled = _scaled(tokens, value, j, words)
    if width := _percent(tokens, j):
        return Number(i, j + width, None, None, "percent", "number.percent")
    if decimal and not scaled:
        return Number(i, j, None, None, "decimal", "number.decimal")
    if len(text) > 12:
        return None
    return Number(i, j, int(value), int(value), "exact", "number.digits")


def _scaled(tokens: Sequence[Token], value: float, j: int, words: NumberWords) -> tuple[float, int, bool]:
    """ "200 ألف", "240 ألفا و381", "1.5 مليون"."""
    scaled = False
    while j < len(tokens):
        word = words.plain.get(tokens[j].norm)
        if word is None or word[0] != "scales":
            break
        value, j, scaled = value * word[1], j + 1, True
    if (
        scaled
        and j + 1 < len(tokens)
        and tokens[j].norm == "و"
        and tokens[j + 1].norm.isdigit()
        and int(tokens[j + 1].norm) < 1000
    ):
        value, j = value + int(tokens[j + 1].norm), j + 2
    return value, j, scaled


def _percent(tokens: Sequence[Token], j: int) -> int:
    """How many words of a percentage follow (0: none)."""
    after = [t.norm for t in tokens[j : j + 2]]
    if after and after[0] in ("%", "بالميه", "بالمايه"):
        return 1
    return 2 if after[:1] == ["في"] and after[1:] and after[1] in ("الميه", "المايه") else 0


def _words(tokens: Sequence[Token], i: int, words: NumberWords) -> Number | None:
    """Number words joined by و: units before tens, hundreds, thousands ("ألفين وخمسمئة وثلاثة وعشرين")."""
    total, current, j, last_class, last_value = 0, 0, i, "", 0
    n = len(tokens)
    while j < n:
        norm = tokens[j].norm
        if (
            norm == "و"
            and j > i
            and j + 1 < n
            and (tokens[j + 1].norm.isdigit() or _known(tokens[j + 1].norm, words) in words.plain)
            and last_class in ("scales", "dual_scales")
        ):
            if tokens[j + 1].norm.isdigit():
                total, current, j = total + current + int(tokens[j + 1].norm), 0, j + 2
                break
            j += 1
            continue
        if norm in ("واحد", "واحدي") and j > i and j + 1 < n and tokens[j + 1].norm in ("عشر", "عشره"):
            current, last_class, last_value, j = current + 11, "units", 11, j + 2
            continue
        word = _known(norm, words)
        if word is None or word not in words.plain or norm.isdigit():
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
    if j == i + 1 and tokens[i].norm in ("الالف", "المليون", "الملايين"):
        return None
    value = total + current
    if width := _percent(tokens, j):
        return Number(i, j + width, None, None, "percent", "number.percent")
    return Number(i, j, value, value, "exact", "number.words")


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


def _modified(tokens: Sequence[Token], number: Number, words: NumberWords, floor: int) -> Number:
    """Apply what stands before ("ما لا يقل عن", "نحو") or shortly after ("على الأقل")."""
    if number.low is None:
        return number
    for form, kind in words.modifiers:
        start = number.first - len(form)
        if start < floor:
            continue
        norms = tuple(t.norm for t in tokens[start : number.first])
        if norms == form or (norms and norms[0][:1] in "وبف" and (norms[0][1:], *norms[1:]) == form):
            if kind == "about":
                return number._replace(
                    first=start, kind="about" if number.kind == "exact" else number.kind, rule="number.about"
                )
            if kind == "at_least":
                return number._replace(first=start, high=None, kind="at_least", rule="number.at_least")
            return number._replace(first=start, low=1, high=number.low, kind="at_most", rule="number.at_most")
    for form in words.postponed:
        for gap in range(_POSTPONED):
            at = number.last + gap
            window = [t.norm for t in tokens[number.last : at]]
            if any(w in ("،", ".", "و") or w.isdigit() for w in window):
                break
            if tuple(t.norm for t in tokens[at : at + len(form)]) == form:
                return number._replace(high=None, kind="at_least", rule="number.at_least")
    return number


def _ranges(tokens: Sequence[Token], found: list[Number]) -> list[Number]:
    """ "بين 5 و7", "من خمسة إلى سبعة", "5-7"."""
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
            gap = [t.norm for t in tokens[previous.last : number.first]]
            before = tokens[previous.first - 1].norm if previous.first else ""
            attached = tokens[number.first].norm.startswith("و") and not gap
            if (
                (before in ("بين", "وبين") and (gap == ["و"] or attached))
                or (before == "من" and gap in (["الي"],))
                or (gap == ["-"] and tokens[previous.first].norm.isdigit())
            ):
                out[-1] = Number(previous.first, number.last, previous.low, number.low, "range", "number.range")
                continue
        out.append(number)
    return out
