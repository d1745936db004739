"""Inflects Arabic verbs from root and pattern, and nouns, into the unvowelled folded spellings that a text may show.

All persons, past and present, both voices, with object pronouns; a first person that is spelled like a third is the third. Unvowelled spelling often hides the
voice (قتل): such a form is "both". Proclitics are not part of a form (arabic/tokens.py strips them).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.arabic.folding import fold

WEAK = frozenset("وي")
_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "ني", "نا")


class Verb(NamedTuple):
    """A root (three or four letters) and its pattern: I to X, QI, QII."""

    root: tuple[str, ...]
    pattern: str


def parse_verb(spec: str) -> Verb:
    """ "ق ت ل:I" -> Verb. Raises ValueError with what is wrong."""
    letters, _, pattern = spec.partition(":")
    root = tuple(letters.split())
    if pattern not in _PAST or len(root) != (4 if pattern.startswith("Q") else 3) or any(len(r) != 1 for r in root):
        raise ValueError(f"not a verb: {spec!r} (root letters apart, then : and a pattern I-X, QI, QII)")
    return Verb(root, pattern)


# 1 2 3 4 stand for the root letters; A is the alef of the pattern.
_PAST = {
    "I": "123",
    "II": "123",
    "III": "1ا23",
    "IV": "ا123",
    "V": "ت123",
    "VI": "ت1ا23",
    "VII": "ان123",
    "VIII": "ا1ت23",
    "IX": "ا123",
    "X": "است123",
    "QI": "1234",
    "QII": "ت1234",
}
_PRESENT = {
    "I": "123",
    "II": "123",
    "III": "1ا23",
    "IV": "123",
    "V": "ت123",
    "VI": "ت1ا23",
    "VII": "ن123",
    "VIII": "1ت23",
    "IX": "123",
    "X": "ست123",
    "QI": "1234",
    "QII": "ت1234",
}
_PASSIVE_PAST = dict(_PAST) | {"III": "1و23", "VI": "ت1و23"}


def _stem(template: str, root: tuple[str, ...]) -> str:
    return "".join(root[int(c) - 1] if c.isdigit() else c for c in template)


def _assimilate(stem: str, verb: Verb) -> str:
    """Form VIII: the infixed ت takes on the colour of the first radical (ازدهر، اصطدم، اتخذ)."""
    if verb.pattern != "VIII":
        return stem
    first = verb.root[0]
    change = {
        "ز": "زد",
        "د": "د",
        "ذ": "د",
        "ص": "صط",
        "ض": "ضط",
        "ط": "ط",
        "ظ": "ظ",
        "و": "ت",
        "ت": "ت",
        "ا": "ت" if verb.root[1] == "خ" else "ءت",
        "ث": "ث",
    }.get(first)
    return stem.replace(first + "ت", change, 1) if change and change != "ءت" else stem


def conjugate_spec(spec: str) -> Iterator[tuple[str, str]]:
    """(surface, "voice tense") of every form of "ق ت ل:I"; voice is active, passive or both."""
    verb = parse_verb(spec)
    seen: dict[str, set[tuple[str, str]]] = {}
    for surface, voice, tense in _forms(verb):
        seen.setdefault(fold(surface), set()).add((voice, tense))
    for surface, readings in list(seen.items()):  # "I" in the present, where no other form is spelled so (أصيب)
        if surface.startswith("ن") and any(tense == "present" for _, tense in readings):
            seen.setdefault("ا" + surface[1:], set(readings))
    for surface, readings in seen.items():
        voices = {v for v, _ in readings}
        tenses = {t for _, t in readings}
        yield surface, f"{'both' if len(voices) > 1 else voices.pop()} {'past' if 'past' in tenses else 'present'}"


def _forms(verb: Verb) -> Iterator[tuple[str, str, str]]:
    if verb.root[-1] in WEAK:
        yield from _defective(verb)
    elif verb.root[1] in WEAK and verb.pattern in ("I", "IV", "VII", "VIII", "X"):
        yield from _hollow(verb)
    elif verb.root[1] == verb.root[2] and verb.pattern in ("I", "III", "IV", "VI", "VII", "VIII", "X"):
        yield from _doubled(verb)
    else:
        yield from _sound(verb)


def _paradigm(
    past: str, past_closed: str, present: str, present_plural: str, voice: str
) -> Iterator[tuple[str, str, str]]:
    """Endings on the stems: open (before vowels) and closed (before consonants)."""
    for ending in ("", "ت", "ا", "تا"):
        for pronoun in ("", *_OBJECTS):
            if voice == "active" or not pronoun:
                yield past + ending + pronoun, voice, "past"
    yield past + "وا", voice, "past"
    for pronoun in _OBJECTS if voice == "active" else ():
        yield past + "و" + pronoun, voice, "past"
    for ending in ("ن", "نا", "تم", "تما", "تن"):
        yield past_closed + ending, voice, "past"
    for prefix in ("ي", "ت", "ن"):
        for pronoun in ("", *_OBJECTS):
            if voice == "active" or not pronoun:
                yield prefix + present + pronoun, voice, "present"
        if prefix != "ن":
            for ending in ("ون", "وا", "ان", "ن"):
                yield prefix + (present_plural if ending != "ن" else present) + ending, voice, "present"
            for pronoun in _OBJECTS if voice == "active" else ():
                yield prefix + present_plural + "ون" + pronoun, voice, "present"


def _initial(stem: str, verb: Verb) -> str:
    """Present of assimilated verbs drops its و in form I (وقع -> يقع)."""
    return stem[1:] if verb.pattern == "I" and verb.root[0] == "و" else stem


def _sound(verb: Verb) -> Iterator[tuple[str, str, str]]:
    past, present = (
        _assimilate(_stem(_PAST[verb.pattern], verb.root), verb),
        _assimilate(_stem(_PRESENT[verb.pattern], verb.root), verb),
    )
    active = _initial(present, verb)
    yield from _paradigm(past, past, active, active, "active")
    passive = _assimilate(_stem(_PASSIVE_PAST[verb.pattern], verb.root), verb)
    yield from _paradigm(passive, passive, present, present, "passive")


def _doubled(verb: Verb) -> Iterator[tuple[str, str, str]]:
    """شنّ, احتجّ, استقلّ: the doubled letter is written once before vowels, twice before consonants."""
    long_past = _assimilate(_stem(_PAST[verb.pattern], verb.root), verb)
    past = long_past[:-1]
    present = _assimilate(_stem(_PRESENT[verb.pattern], verb.root), verb)
    for voice in ("active", "passive"):
        yield from _paradigm(past, long_past, present[:-1], present[:-1], voice)
    yield "ي" + present, "active", "present"
    yield "ت" + present, "active", "present"


def _hollow(verb: Verb) -> Iterator[tuple[str, str, str]]:
    """قام, أصاب, اغتال, استعاد: the middle radical is a long vowel, short before consonants."""
    a, b, c = verb.root
    heads = {
        "I": (a, a),
        "IV": ("ا" + a, a),
        "VII": ("ان" + a, "ن" + a),
        "VIII": ("ا" + a + "ت", a + "ت"),
        "X": ("است" + a, "ست" + a),
    }
    past, present = heads[verb.pattern]
    vowel = {"I": b, "IV": "ي", "VII": "ا", "VIII": "ا", "X": "ي"}[verb.pattern]
    yield from _paradigm(past + "ا" + c, past + c, present + vowel + c, present + vowel + c, "active")
    for prefix in ("ي", "ت"):  # jussive: "لم يصب"
        yield prefix + present + c, "active", "present"
    yield from _paradigm(past + "ي" + c, past + c, present + "ا" + c, present + "ا" + c, "passive")
    if verb.pattern in ("IV", "X"):
        yield "ي" + present + c, "passive", "present"
        yield "ت" + present + c, "passive", "present"


def _defective(verb: Verb) -> Iterator[tuple[str, str, str]]:
    """رمى, ألقى, استولى, لقي, دعا: the last radical is a vowel that goes before plural and feminine endings."""
    past_full, present_full = (
        _assimilate(_stem(_PAST[verb.pattern], verb.root), verb),
        _assimilate(_stem(_PRESENT[verb.pattern], verb.root), verb),
    )
    past, present = past_full[:-1], _initial(present_full, verb)[:-1]
    tail = "ا" if verb.pattern == "I" and verb.root[2] == "و" else "ي"
    present_tail = "و" if tail == "ا" else "ي"
    for voice in ("active", "passive"):
        for ending in (
            tail if voice == "active" else "ي",
            "ت",
            "وا",
            "تا",
            past_full[-1] + "ن",
            "ي",
            "يت",
            "يا",
            "يوا",
        ):
            yield past + ending, voice, "past"
        for prefix in ("ي", "ت", "ن"):
            for ending in (present_tail if voice == "active" else "ي", "", "ون", "وا", "ان", "يان"):
                if past or len(present) >= 2:
                    yield prefix + present + ending, voice, "present"
    for pronoun in _OBJECTS:
        yield past + "ا" + pronoun, "active", "past"
        yield past + "ت" + pronoun, "active", "past"
        yield past + "و" + pronoun, "active", "past"
        yield "ي" + present + present_tail + pronoun, "active", "present"
        yield "ت" + present + present_tail + pronoun, "active", "present"


def decline_noun(noun: str) -> Iterator[str]:
    """A noun as authored with its accusative alef, dual and possessive forms (masdars and event nouns)."""
    yield noun
    if " " in noun:
        return
    if noun.endswith("ة"):
        base = noun[:-1]
        for ending in ("ته", "تها", "تهم", "تين", "تان", "تا", "تي"):
            yield base + ending
    elif noun.endswith("ات"):
        for ending in ("ه", "ها", "هم"):
            yield noun + ending
    else:
        for ending in ("ا", "ه", "ها", "هم", "هما", "ين", "ان"):
            yield noun + ending
