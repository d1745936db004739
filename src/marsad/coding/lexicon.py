"""All lexicons compiled into one phrase index, with the context conditions of ambiguous forms applied per article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from marsad.arabic.folding import word_key
from marsad.arabic.inflection import conjugate_spec, decline_noun
from marsad.lexicon.phrases import Hit, Phrase, PhraseIndex, words_of
from marsad.lexicon.rules import Rules, load_rules, rule_phrases
from marsad.lexicon.tables import Form, Tables, load_tables


class Lexicon:
    """The compiled lexicons. `version` is a hash of every file read; `index` finds their phrases in tokens."""

    def __init__(self, rules: Rules, tables: Tables, people: Mapping[str, frozenset[str]], version: str) -> None:
        self.rules, self.tables, self.people_words, self.version = rules, tables, people, version
        phrases = [*rule_phrases(rules, conjugate_spec, decline_noun), *_table_phrases(tables)]
        self.index = PhraseIndex(phrases)
        self.nations = {d.country: d.name for d in tables.demonyms}
        self.words = dict(rules.words) | {"parts": _part_words(rules)}
        self.words |= {"names": people["titles"] | people["given"] | people["roles"]}

    @classmethod
    def load(cls) -> Lexicon:
        """Read the package's lexicons; raises LexiconError with every problem as file:line."""
        rules, tables = load_rules(), load_tables()
        raw = (files("marsad") / "data" / "lexicon" / "people.yaml").read_bytes()
        parsed = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        people = {key: frozenset(word_key(w) for w in forms) for key, forms in parsed.items()}
        version = hashlib.sha256(f"{rules.version}{tables.version}".encode() + raw).hexdigest()[:12]
        return cls(rules, tables, people, version)


def _part_words(rules: Rules) -> frozenset[str]:
    """ "بينهم", "منهم" …: what follows is a part of the figure before it."""
    return frozenset(
        w
        for m in rules.markers
        if m.kind == "part"
        for form in m.words
        for w in words_of(form)
        if w not in ("من", "بمن")
    )


def _table_phrases(tables: Tables) -> Iterator[Phrase]:
    for actor in tables.actors:
        yield from _forms(actor.forms, "actor", actor)
    for source in tables.sources:
        yield from _forms(source.forms, "source", source)
    for outlet in tables.outlets:
        yield from _forms(outlet.forms, "outlet", outlet)
    for group in tables.groups:
        plurals = {words_of(form) for form in group.plural}
        for number in ("singular", "dual", "plural"):
            for form in getattr(group, number):
                words = words_of(form)
                if words and not (number == "dual" and words in plurals):  # "مسلحين": its plural is spelled the same
                    yield Phrase(words, "group", group, "n", number)
    countries = {words_of(name) for nation in tables.demonyms for name in nation.names}
    for nation in tables.demonyms:
        for form in nation.adjectives:
            words = words_of(form)
            yield Phrase(words, "nation", nation, "n", "adjective")
            if len(words) == 1 and words[0].endswith("ي"):
                yield Phrase((words[0] + "ان",), "nation", nation, "n", "dual")
                if (words[0] + "ا",) not in countries:  # "عراقيا", but "تركيا" is the country
                    yield Phrase((words[0] + "ا",), "nation", nation, "n", "adjective")


def _forms(forms: Sequence[Form], kind: str, entry: Any) -> Iterator[Phrase]:
    for form in forms:
        words = words_of(form.text)
        if words:
            yield Phrase(words, kind, entry, "n", "label" if form.label else "", form.condition)


def admitted(hits: Sequence[Sequence[Hit]], countries: Mapping[str, float], tokens: Sequence[Any]) -> list[list[Hit]]:
    """Hits of all sentences whose context condition holds: {SY} the article is about that country, {after} the actor was
    named in full before (the last one so named, when several share the word), {cue:w} the word w stands within five."""
    seen: list[str] = []
    out: list[list[Hit]] = []
    for sentence in hits:
        kept: list[Hit] = []
        after: list[Hit] = []
        for hit in sentence:
            condition = hit.phrase.condition
            if not condition:
                kept.append(hit)
                if hit.phrase.kind in ("actor", "source") and hit.last - hit.first >= 1:
                    seen.append(hit.phrase.entry.id)
            elif condition == "after":
                after.append(hit)
            elif condition.startswith("cue:"):
                cue = word_key(condition[4:])
                near = tokens[max(0, hit.first - 5) : hit.last + 5]
                if any(t.norm.endswith(cue) or cue in t.norm for t in near):
                    kept.append(hit)
            elif any(
                countries.get(c, 0) and countries[c] >= 0.34 * max(countries.values()) for c in condition.split(",")
            ):
                kept.append(hit)
        kept += _anaphors(after, seen)
        out.append(sorted(kept, key=lambda h: (h.first, -h.last)))
    return out


def _anaphors(hits: Sequence[Hit], seen: Sequence[str]) -> list[Hit]:
    """Of the entries that share an anaphor ("التنظيم"), the one named last."""
    rank = {entry: i for i, entry in enumerate(seen)}
    best: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        entry = hit.phrase.entry.id
        if entry not in rank:
            continue
        place = (hit.first, hit.last)
        if place not in best or rank[entry] > rank[best[place].phrase.entry.id]:
            best[place] = hit
    return list(best.values())
