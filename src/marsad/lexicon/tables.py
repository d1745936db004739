"""Loads the flat lexicon tables (actors, groups, sources, outlets, demonyms): typed rows, every problem as file:line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from importlib.abc import Traversable
from importlib.resources import files

from msgspec import Struct

from marsad.errors import LexiconError

_CONDITION = re.compile(r"^(.*?)(?:\{(after|(?:cue|and):[^{}]+|[A-Z]{2}(?:,[A-Z]{2})*)\})?$")


class Form(Struct, frozen=True):
    """One spelling. condition: "" always; "after" (a full mention came before), "cue:word", "and:word" (joined to that word by "و"), or country codes "SY,IQ"."""

    text: str
    condition: str = ""
    label: bool = False


class ActorEntry(Struct, frozen=True):
    """A named actor. `class_` is the ACLED class; `side` its alignment; start/end bound the years of a dated name."""

    id: str
    name: str
    class_: str
    country: str
    side: str
    parent: str
    start: str
    end: str
    forms: tuple[Form, ...]
    where: str = ""


class GroupNoun(Struct, frozen=True):
    """A noun for people, with its forms by number. `weak` nouns are a party only beside a count or an event word."""

    id: str
    name: str
    class_: str
    kind: str
    weak: bool
    singular: tuple[str, ...]
    dual: tuple[str, ...]
    plural: tuple[str, ...]
    where: str = ""


class SourceEntry(Struct, frozen=True):
    """Somebody who gets cited."""

    id: str
    name: str
    kind: str
    leaning: str
    forms: tuple[Form, ...]
    where: str = ""


class OutletEntry(Struct, frozen=True):
    """A channel of claims, with the actor it speaks for."""

    id: str
    name: str
    actor: str
    forms: tuple[Form, ...]
    where: str = ""


class Demonym(Struct, frozen=True):
    """A country's names and adjectives; as an actor ("غارة تركية") it stands for `name` (its forces)."""

    id: str
    country: str
    name: str
    class_: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    where: str = ""


class Tables(Struct, frozen=True):
    """All tables and the hash of their files."""

    actors: tuple[ActorEntry, ...]
    groups: tuple[GroupNoun, ...]
    sources: tuple[SourceEntry, ...]
    outlets: tuple[OutletEntry, ...]
    demonyms: tuple[Demonym, ...]
    uncalled: frozenset[tuple[str, str]]  # names of armies, and countries whose government did not call them
    fliers: frozenset[tuple[str, str]]  # names of forces, and countries where they fight from the air ("": everywhere)
    foes: frozenset[frozenset[str]]  # two sides that are at war
    version: str


HEADS = {
    "actors": ("id", "name", "class", "country", "side", "parent", "from", "to", "source", "note", "forms", "labels"),
    "groups.tsv": ("id", "name", "class", "kind", "weak", "source", "note", "singular", "dual", "plural"),
    "sources.tsv": ("id", "name", "kind", "leaning", "country", "source", "note", "forms"),
    "claim_outlets.tsv": ("id", "name", "actor", "source", "note", "forms"),
    "demonyms.tsv": ("country", "name", "attack_actor", "names", "adjectives"),
    "uncalled.tsv": ("actor", "country", "source", "note"),
    "fliers.tsv": ("actor", "country", "source", "note"),
    "foes.tsv": ("side", "other", "source", "note"),
}


def load_tables(root: Traversable | None = None) -> Tables:
    """Read the package's tables (or those under `root`). Raises LexiconError with all problems."""
    base = root or files("marsad") / "data" / "lexicon"
    problems: list[str] = []
    digest = hashlib.sha256()
    actors: list[ActorEntry] = []
    for file in sorted((base / "actors").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv"):
            actors += [_actor(row, where) for row, where in _rows(file, HEADS["actors"], digest, problems)]
    groups = [_group(row, where) for row, where in _rows(base / "groups.tsv", HEADS["groups.tsv"], digest, problems)]
    sources = [
        SourceEntry(r["id"], r["name"], r["kind"], r["leaning"], forms_of(r["forms"]), w)
        for r, w in _rows(base / "sources.tsv", HEADS["sources.tsv"], digest, problems)
    ]
    outlets = [
        OutletEntry(r["id"], r["name"], r["actor"], forms_of(r["forms"]), w)
        for r, w in _rows(base / "claim_outlets.tsv", HEADS["claim_outlets.tsv"], digest, problems)
    ]
    by_id = {a.id: a for a in actors}
    demonyms = [
        _demonym(r, w, by_id, problems)
        for r, w in _rows(base / "demonyms.tsv", HEADS["demonyms.tsv"], digest, problems)
    ]
    abroad: dict[str, set[tuple[str, str]]] = {"uncalled.tsv": set(), "fliers.tsv": set()}
    for file_name, pairs in abroad.items():
        for r, where in _rows(base / file_name, HEADS[file_name], digest, problems):
            if r["actor"] in by_id:
                pairs.add((by_id[r["actor"]].name, r["country"]))
            else:
                problems.append(f"{where}: no actor has the id {r['actor']!r}")
    sides = {a.side for a in actors}
    foes: set[frozenset[str]] = set()
    for r, where in _rows(base / "foes.tsv", HEADS["foes.tsv"], digest, problems):
        foes.add(frozenset((r["side"], r["other"])))
        problems += [
            f"{where}: no actor is of the side {side!r}" for side in (r["side"], r["other"]) if side not in sides
        ]
    if problems:
        raise LexiconError(problems)
    actors += _forces(demonyms, {a.country for a in actors if a.class_ == "State forces"})
    return Tables(
        tuple(actors), tuple(groups), tuple(sources), tuple(outlets), tuple(demonyms), frozenset(abroad["uncalled.tsv"]),
        frozenset(abroad["fliers.tsv"]), frozenset(foes), digest.hexdigest()[:12],
    )  # fmt: skip


def _rows(
    file: Traversable, head: Sequence[str], digest: hashlib._Hash, problems: list[str]
) -> Iterator[tuple[dict[str, str], str]]:
    raw = file.read_bytes()
    digest.update(file.name.encode() + b"\0" + raw)
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        problems.append(f"{file.name}:1: not UTF-8 (byte {error.start})")
        return
    if lines[0].split("\t") != list(head):
        problems.append(f"{file.name}:1: the columns must be: {' '.join(head)}")
        return
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(head):
            problems.append(f"{file.name}:{number}: {len(cells)} cells where {len(head)} belong")
            continue
        yield dict(zip(head, cells, strict=True)), f"{file.name}:{number}"


def forms_of(cell: str, label: bool = False) -> tuple[Form, ...]:
    """ "الجيش{SY}|قسد" -> forms with their conditions."""
    out = []
    for text in cell.split("|"):
        if text:
            match = _CONDITION.match(text)
            assert match is not None
            out.append(Form(match.group(1), match.group(2) or "", label))
    return tuple(out)


def _actor(r: dict[str, str], where: str) -> ActorEntry:
    forms = forms_of(r["forms"]) + forms_of(r["labels"], label=True)
    return ActorEntry(
        r["id"], r["name"], r["class"], r["country"], r["side"], r["parent"], r["from"], r["to"], forms, where
    )


def _group(r: dict[str, str], where: str) -> GroupNoun:
    singular, dual, plural = (tuple(f for f in r[c].split("|") if f) for c in ("singular", "dual", "plural"))
    return GroupNoun(r["id"], r["name"], r["class"], r["kind"], r["weak"] == "1", singular, dual, plural, where)


def _demonym(r: dict[str, str], where: str, actors: dict[str, ActorEntry], problems: list[str]) -> Demonym:
    actor = actors.get(r["attack_actor"])
    if r["attack_actor"] and actor is None:
        problems.append(f"{where}: no actor has the id {r['attack_actor']!r}")
    name = actor.name if actor else r["name"]  # a state abroad is told by its country ("Germany"), as in the codebook
    kind = actor.class_ if actor else "State forces"
    names, adjectives = (tuple(f for f in r[c].split("|") if f) for c in ("names", "adjectives"))
    return Demonym(f"nation.{r['country'].lower()}", r["country"], name, kind, names, adjectives, where)


def _forces(demonyms: Sequence[Demonym], covered: set[str]) -> list[ActorEntry]:
    """Army, security forces and police of each country that the tables do not name themselves, from its adjectives."""
    out = []
    for nation in demonyms:
        if len(nation.adjectives) < 2:
            continue
        he, she = nation.adjectives[:2]
        police = (Form(f"الشرطة ال{she}"), Form(f"شرطة {nation.names[0]}"))
        out.append(
            ActorEntry(
                f"{nation.country.lower()}.police.auto",
                "Police",
                "State forces",
                nation.country,
                "",
                "",
                "",
                "",
                police,
                nation.where,
            )
        )
        if nation.country in covered:
            continue
        army = (
            Form(f"الجيش ال{he}"),
            Form(f"القوات ال{she}"),
            Form(f"قوات الأمن ال{she}"),
            Form(f"القوات الحكومية ال{she}"),
        )
        out.append(
            ActorEntry(
                f"{nation.country.lower()}.forces.auto",
                nation.name,
                "State forces",
                nation.country,
                "",
                "",
                "",
                "",
                army,
                nation.where,
            )
        )
    return out
