"""All lexicons compiled into one phrase index, with the context conditions of ambiguous forms applied per article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

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
        phrases += _anaphor_phrases(tables, rules.words["anaphors"])
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


class Anaphor(NamedTuple):
    """ "الحركة", "التنظيم": a noun that speaks again of an organisation whose name begins with it. by_entry: the phrase that
    stands for each such organisation."""

    by_entry: Mapping[str, Phrase]


def _anaphor_phrases(tables: Tables, heads: frozenset[str]) -> Iterator[Phrase]:
    """One phrase a head noun ("حركه": "الحركه"), for all organisations that have it as the first word of a form."""
    by_head: dict[str, dict[str, Phrase]] = {}
    for actor in tables.actors:
        for form in actor.forms:
            words = words_of(form.text)
            if len(words) > 1 and words[0] in heads:
                named = Phrase(words[:1], "actor", actor, "n")
                by_head.setdefault(words[0], {}).setdefault(actor.id, named)
    for head, named_by in by_head.items():
        yield Phrase((head,), "anaphor", Anaphor(named_by), "n")


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
    names = {words_of(name) for nation in tables.demonyms for name in nation.names}
    for nation in tables.demonyms:
        for form, number in _nationals(nation.adjectives).items():
            if form in nation.adjectives or words_of(form) not in names:  # "سوريا" is a country, and no accusative
                yield Phrase(words_of(form), "nation", nation, "n", number)


_NATIONAL_ENDINGS = (("ا", "adjective"), ("ان", "dual"), ("ين", "plural"), ("ون", "plural"))


def _nationals(adjectives: Sequence[str]) -> dict[str, str]:
    """Adjectives of a nation as authored, with what the sound ones make of themselves ("عراقي": "عراقيا", "عراقيان", "عراقيون"):
    form -> number. Broken plurals ("أتراك") stand in the table."""
    out = {form: "plural" if form.endswith(("ين", "ون")) else "adjective" for form in adjectives}
    for form in adjectives:
        if form.endswith("ي") and " " not in form:
            for ending, number in _NATIONAL_ENDINGS:
                out.setdefault(form + ending, number)
    return out


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
            if hit.phrase.kind == "anaphor":
                named = next((e for e in reversed(seen) if e in hit.phrase.entry.by_entry), None)
                if named and hit.definite:
                    kept.append(hit._replace(phrase=hit.phrase.entry.by_entry[named]))
            elif not condition:
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
        kept = _heaviest(kept, countries) + _anaphors(after, seen)
        out.append(sorted(kept, key=lambda h: (h.first, -h.last)))
    return out


def _heaviest(hits: Sequence[Hit], countries: Mapping[str, float]) -> list[Hit]:
    """Of actors that share the words ("الجيش{SD}", "الجيش{SS}") those of the country that the article speaks of most."""
    weights: dict[tuple[int, int], float] = {}

    def weight(hit: Hit) -> float | None:
        local = hit.phrase.kind == "actor" and hit.phrase.condition[:1].isupper()
        return max(countries.get(c, 0.0) for c in hit.phrase.condition.split(",")) if local else None

    for hit in hits:
        if (w := weight(hit)) is not None:
            weights[hit.first, hit.last] = max(w, weights.get((hit.first, hit.last), 0.0))
    return [h for h in hits if (w := weight(h)) is None or w >= weights[h.first, h.last]]


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
