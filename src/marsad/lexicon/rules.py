"""Loads the coding rules: triggers, frames, weapons, markers and the small word classes, as data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml
from msgspec import Struct, convert

from marsad.arabic.folding import word_key
from marsad.errors import LexiconError
from marsad.lexicon.phrases import Phrase, words_of

FILES = ("triggers.yaml", "frames.yaml", "weapons.yaml", "markers.yaml", "nearby.yaml")


class Trigger(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that reports an event (triggers.yaml documents the fields)."""

    id: str
    frame: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    with_: frozenset[str] = frozenset()
    needs: str = ""
    weapon: str | None = None
    tactic: str | None = None
    mode: str | None = None
    without: tuple[str, ...] = ()
    unless: frozenset[str] = frozenset()
    unless_led: frozenset[str] = frozenset()
    bare: bool = False


class Frame(Struct, frozen=True, forbid_unknown_fields=True):
    """What the neighbours of a trigger are (frames.yaml documents the fields)."""

    family: str
    base: str
    rank: int
    subject: str | None = None
    object: str | None = None
    idafa: str | None = None
    ala: str | None = None
    li: str | None = None
    baina: str | None = None
    before: str | None = None
    counts: str | None = None
    mode: str | None = None
    plover: str | None = None
    violent: bool = False


class Weapon(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that says how (weapons.yaml documents the fields)."""

    id: str
    weapon: str
    rank: int
    mode: str
    tactic: str
    words: tuple[str, ...]
    unless: frozenset[str] = frozenset()
    struck: bool = False


class Marker(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that says how to read a trigger (markers.yaml)."""

    id: str
    kind: str
    words: tuple[str, ...]
    reason: str | None = None
    reach: int = 0
    before: int = 0
    scope: str = "sentence"


class Rules(Struct, frozen=True):
    """All coding rules. `words` maps a small word class to its folded words."""

    triggers: tuple[Trigger, ...]
    frames: Mapping[str, Frame]
    weapons: tuple[Weapon, ...]
    markers: tuple[Marker, ...]
    words: Mapping[str, frozenset[str]]
    prepositions: tuple[tuple[tuple[str, ...], str], ...]
    version: str


def load_rules(read: Callable[[str], bytes] | None = None) -> Rules:
    """Read the rule files of the package (or through `read(name)`); every problem is listed in one LexiconError."""
    root = files("marsad") / "data" / "lexicon"
    raw = {name: (read or (lambda n: (root / n).read_bytes()))(name) for name in FILES}
    problems: list[str] = []
    parsed = {name: _parse(name, data, problems) for name, data in raw.items()}
    triggers = _rows(parsed["triggers.yaml"], Trigger, "triggers.yaml", problems)
    weapons = _rows(parsed["weapons.yaml"], Weapon, "weapons.yaml", problems)
    markers = _rows(parsed["markers.yaml"], Marker, "markers.yaml", problems)
    frames = {k: _row(v, Frame, f"frames.yaml: {k}", problems) for k, v in (parsed["frames.yaml"] or {}).items()}
    problems += [f"triggers.yaml: {t.id}: unknown frame {t.frame}" for t in triggers if t.frame not in frames]
    for rows, name in ((triggers, "triggers.yaml"), (weapons, "weapons.yaml"), (markers, "markers.yaml")):
        ids = [row.id for row in rows]
        problems += [f"{name}: {i}: id given twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if problems:
        raise LexiconError(problems)
    near = parsed["nearby.yaml"]
    prepositions = [(words_of(form), slot) for slot, forms in near.pop("prepositions").items() for form in forms]
    version = hashlib.sha256(b"\0".join(raw[name] for name in FILES)).hexdigest()[:12]
    return Rules(
        triggers=triggers,
        frames=frames,
        weapons=weapons,
        markers=markers,
        words={key: frozenset(word_key(w) for w in forms) for key, forms in near.items()},
        prepositions=tuple(sorted(prepositions, key=lambda p: -len(p[0]))),
        version=version,
    )


def _parse(name: str, data: bytes, problems: list[str]) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(data, Loader=loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(f"{name}:{mark.line + 1 if mark else '?'}: not valid YAML")
        return [] if name != "frames.yaml" else {}


def _rows(rows: Any, kind: type[Any], name: str, problems: list[str]) -> tuple[Any, ...]:
    return tuple(r for i, row in enumerate(rows or []) if (r := _row(row, kind, f"{name}: entry {i + 1}", problems)))


def _row(row: Any, kind: type[Any], where: str, problems: list[str]) -> Any:
    if isinstance(row, dict) and "with" in row:
        row = {**{k: v for k, v in row.items() if k != "with"}, "with_": [word_key(w) for w in row["with"]]}
    if isinstance(row, dict):
        row |= {key: [word_key(w) for w in row[key]] for key in ("without", "unless", "unless_led") if key in row}
    try:
        return convert(row, kind)
    except Exception as error:  # msgspec.ValidationError says which field
        problems.append(f"{where}: {error}")
        return None


def rule_phrases(
    rules: Rules, conjugate: Callable[[str], Iterator[tuple[str, str]]], decline: Callable[[str], Iterator[str]]
) -> Iterator[Phrase]:
    """Phrases of triggers, weapons and markers. `conjugate("ق ت ل:I")` yields (surface, info), `decline` noun forms."""
    for trigger in rules.triggers:
        seen: set[tuple[tuple[str, ...], str]] = set()
        forms = [(form, "x", "") for form in trigger.words]
        forms += [(form, "n", "") for noun in trigger.nouns for form in decline(noun)]
        forms += [(form, "v", info) for verb in trigger.verbs for form, info in conjugate(verb)]
        for form, pos, info in forms:
            words = words_of(form)
            if words and words[0] not in trigger.without and (words, pos + info) not in seen:
                seen.add((words, pos + info))
                yield Phrase(words, "trigger", trigger, pos, info)
    for weapon in rules.weapons:
        for spelled in dict.fromkeys(words_of(w) for w in weapon.words):
            yield Phrase(spelled, "weapon", weapon, "n")
    for marker in rules.markers:
        for spelled in dict.fromkeys(_marker_words(w) for w in marker.words):
            yield Phrase(spelled, "marker", marker, "x")


def _marker_words(form: str) -> tuple[str, ...]:
    """ "دعوات ل": the bare proclitic at the end stands for any word that carries it, and is not matched by itself."""
    words = words_of(form)
    return words[:-1] if len(words) > 1 and words[-1] in ("ل", "ب", "ي") else words
