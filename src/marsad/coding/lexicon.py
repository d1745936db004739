"""All lexicons compiled into one phrase index, with the context conditions of ambiguous forms applied per article."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from msgspec import structs

from marsad.arabic.folding import word_key
from marsad.arabic.inflection import conjugate_spec, decline_noun
from marsad.arabic.tokens import unwaw
from marsad.coding.people.participants import STATES
from marsad.lexicon.phrases import Hit, Phrase, PhraseIndex, words_of
from marsad.lexicon.rules import Rules, load_rules, rule_phrases
from marsad.lexicon.tables import Form, Tables, load_tables


class Lexicon:
    """The compiled lexicons. `version` is a hash of every file read; `index` finds their phrases in tokens."""

    def __init__(self, rules: Rules, tables: Tables, people: Mapping[str, frozenset[str]], version: str) -> None:
        self.rules, self.tables, self.people_words, self.version = rules, tables, people, version
        phrases = [*rule_phrases(rules, conjugate_spec, decline_noun), *_table_phrases(tables)]
        phrases += _anaphor_phrases(tables, rules.words["anaphors"])
        phrases += _country_phrases(tables, rules.words)
        self.index = PhraseIndex([*phrases, *_misspelt(phrases)])
        self.nations = {d.country: d.name for d in tables.demonyms}  # ISO code -> neutral name of its forces
        # entry -> ISO codes, "" for those at home anywhere
        self.homes = {actor.id: actor.country for actor in tables.actors}
        # entries on a government's side
        self.official = frozenset(actor.id for actor in tables.actors if actor.side.endswith(".gov"))
        self.uncalled, self.fliers, self.foes = tables.uncalled, tables.fliers, tables.foes
        self.words = dict(rules.words) | {"parts": _part_words(rules)}
        self.words |= {"countries": frozenset(" ".join(words_of(name)) for d in tables.demonyms for name in d.names)}
        self.words |= {"names": people["titles"] | people["given"] | people["roles"]}
        told = {word + "ه" for word in self.words["said"]}  # "وفق ما أكده", "حسبما أعلنته"
        self.words |= {"cites": _with_waw(_CITES.union(told, *(self.words[name] for name in _CITING)))}
        offices = (spelled for name, words in self.words.items() if name.startswith("cited_") for spelled in words)
        self.words |= {"offices": frozenset(spelled.split()[0] for spelled in offices)}  # how one cited may begin

    @classmethod
    def load(cls) -> Lexicon:
        """Read the package's lexicons; raises LexiconError with every problem as file:line."""
        rules, tables = load_rules(), load_tables()
        raw = (files("marsad") / "data" / "lexicon" / "people.yaml").read_bytes()
        parsed = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        people = {key: frozenset(word_key(w) for w in forms) for key, forms in parsed.items()}
        version = hashlib.sha256(f"{rules.version}{tables.version}".encode() + raw).hexdigest()[:12]
        return cls(rules, tables, people, version)


# classes and words that may lead to somebody cited by an office ("قال وزير …", "في بيان ل…"; coding/incident/offices.py)
_CITING = ("said", "speaks", "cited_verbs", "said_nouns")
_CITES = frozenset({"عن", "بيان", "تصريح", "تصريحات"})


def _with_waw(words: frozenset[str]) -> frozenset[str]:
    return words | {"و" + word for word in words}


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


def _misspelt(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """ "ميلشيات الحوثي", "ميليشات الحوثي": how the news misspells "ميليشيات" once in fifty times (7,761 bench articles)."""
    known = {(phrase.words, phrase.kind) for phrase in phrases}
    for phrase in phrases:
        if not any(_MILITIA in word for word in phrase.words):
            continue
        for old, new in _MISSPELT:
            words = tuple(word.replace(old, new) for word in phrase.words)
            if (words, phrase.kind) not in known:
                known.add((words, phrase.kind))
                yield structs.replace(phrase, words=words)


_MILITIA = "ليشي"
_MISSPELT = (("ليشي", "لشي"), ("ليشيات", "ليشات"))


class Anaphor(NamedTuple):
    """ "الحركة", "التنظيم": a noun that speaks again of an organisation whose name begins with it. by_entry: the phrase that
    stands for each such organisation."""

    by_entry: Mapping[str, Phrase]


_FORCES = ("قوات",)


def _anaphor_phrases(tables: Tables, heads: frozenset[str]) -> Iterator[Phrase]:
    """One phrase a head noun ("حركه": "الحركه"), for all organisations that have it as the first word of a form."""
    by_head: dict[str, dict[str, Phrase]] = {}
    for actor in tables.actors:
        for form in actor.forms:
            words = words_of(form.text)
            forces = actor.class_ in STATES or words[:1] != _FORCES
            if len(words) > 1 and words[0] in heads and forces:
                named = Phrase(words[:1], "actor", actor, "n")
                by_head.setdefault(words[0], {}).setdefault(actor.id, named)
    for head, named_by in by_head.items():
        yield Phrase((head,), "anaphor", Anaphor(named_by), "n")


class Country(NamedTuple):
    """A country's name, which is a place unless it acts: `acts` are words that such a name stands behind; `phrase`: its forces."""

    phrase: Phrase
    acts: frozenset[str]
    does: frozenset[str]  # verbs that such a name stands before
    where: frozenset[str]  # words behind which it is a place all the same


def _country_phrases(tables: Tables, near: Mapping[str, frozenset[str]]) -> Iterator[Phrase]:
    """Names of countries that no actor has as a form ("فرنسا"; "تركيا" is one of its government)."""
    forces = {actor.name: actor for actor in reversed(tables.actors)}
    forms = {words_of(form.text) for actor in tables.actors for form in actor.forms if not form.condition}
    for nation in tables.demonyms:
        for words in {words_of(name) for name in nation.names} - forms:
            if nation.name in forces:
                phrase = Phrase(words, "actor", forces[nation.name], "n")
                acts = Country(phrase, near["state_acts"], near["state_does"], near["where_words"])
                yield Phrase(words, "country", acts, "n")


def _table_phrases(tables: Tables) -> Iterator[Phrase]:
    for actor in tables.actors:
        yield from _forms(actor.forms, "actor", actor)
    for source in tables.sources:
        yield from _forms(source.forms, "source", source)
    for outlet in tables.outlets:
        yield from _forms(outlet.forms, "outlet", outlet)
    authored = {words_of(form) for g in tables.groups for form in (*g.singular, *g.dual, *g.plural)}
    for group in tables.groups:
        plurals = {words_of(form) for form in group.plural}
        for number in ("singular", "dual", "plural"):
            for form in getattr(group, number):
                words = words_of(form)
                if words and not (number == "dual" and words in plurals):  # "مسلحين": its plural is spelled the same
                    yield Phrase(words, "group", group, "n", number)
        inflected = {words_of(form) for plural in group.plural for form in _plurals(plural, group.kind in _COMMANDED)}
        for words in inflected - authored:
            yield Phrase(words, "group", group, "n", "plural")
    names = {words_of(name) for nation in tables.demonyms for name in nation.names}
    for nation in tables.demonyms:
        for form, number in _nationals(nation.adjectives).items():
            if form in nation.adjectives or words_of(form) not in names:  # "سوريا" is a country, and no accusative
                yield Phrase(words_of(form), "nation", nation, "n", number)


_COMMANDED = frozenset(
    {"state", "police", "armed", "member"}
)  # kinds of people that an organisation has: "جنوده", "عناصرها"
_POSSESSED = ("ه", "ها", "هم")
_UNBROKEN = ("ات", "ه", "ا", "ي", "ء", "ون", "ين")  # endings of plurals that take no accusative alef
_OTHER_WORDS = frozenset({"ناجي", "مجهولي", "مجهولو", "محامي", "مدرسي", "فلاحي", "مهاجمي"})  # names and adjectives


def _plurals(form: str, commanded: bool) -> Iterator[str]:
    """Forms that a plural takes in a sentence: construct ("صحفيي"), accusative ("جنودا") and, of those whom an organisation
    commands, with a pronoun ("مقاتليه", "جنودها"). Yields folded spellings."""
    word = word_key(form)
    if " " in word or word.startswith("ال"):
        return
    stem = word.removesuffix("ين") if word.endswith("ين") else None
    made = [stem + "ي", stem + "و"] if stem else [] if word.endswith(_UNBROKEN) else [word + "ا"]
    if commanded and (stem or not word.endswith(_UNBROKEN)):
        made += [(stem + "ي" if stem else word) + pronoun for pronoun in _POSSESSED]
    yield from (spelled for spelled in made if spelled not in _OTHER_WORDS)


_NATIONAL_ENDINGS = (("ا", "adjective"), ("ان", "dual"), ("ين", "plural"), ("ون", "plural"))


def _nationals(adjectives: Sequence[str]) -> dict[str, str]:
    """Adjectives of a nation as authored, with what the sound ones make of themselves ("عراقي": "عراقيا", "عراقيان", "عراقيون"):
    form -> number. Broken plurals ("أتراك") stand in the table."""
    out = {form: "plural" if form.endswith(("ين", "ون")) else "adjective" for form in adjectives}
    for form in adjectives:
        if form.endswith("ي") and " " not in form:
            for ending, number in _NATIONAL_ENDINGS:
                out.setdefault(form + ending, number)
            for ending in ("تين", "تان"):
                out.setdefault(form + ending, "adjective")  # "طائرتي تجسس جورجيتين": two things, not two people
    return out


def _forms(forms: Sequence[Form], kind: str, entry: Any) -> Iterator[Phrase]:
    for form in forms:
        words = words_of(form.text)
        if words:
            yield Phrase(words, kind, entry, "n", "label" if form.label else "", form.condition)


class NamedActors:
    """The actors and sources that an article names in full, for words that stand for the one named last ("التنظيم")."""

    def __init__(self, hits: Sequence[Sequence[Hit]]) -> None:
        self._at: dict[str, list[int]] = {}  # entry -> which of the names are its own
        self._entries: list[str] = []  # of the names
        self._hits: list[int] = []  # of the names: which of the hits
        self._first: list[int] = [0]  # of the sentences: which of the hits begins it
        for sentence in hits:
            for n, phrase in enumerate((hit.phrase for hit in sentence), self._first[-1]):
                if phrase.kind in ("actor", "source") and not phrase.condition:
                    self._at.setdefault(phrase.entry.id, []).append(len(self._entries))
                    self._entries.append(phrase.entry.id)
                    self._hits.append(n)
            self._first.append(self._first[-1] + len(sentence))

    def last(self, entry: str, sentence: int) -> int:
        """Which of the names up to the end of a sentence is the entry's last; -1: none."""
        own = self._at.get(entry, [])
        before = bisect_left(own, bisect_left(self._hits, self._first[sentence + 1]))
        return own[before - 1] if before else -1

    def last_of(self, entries: Mapping[str, Phrase], sentence: int, hit: int) -> str | None:
        """The one of these entries that is named last before a hit of a sentence."""
        before = bisect_left(self._hits, self._first[sentence] + hit)
        return next((self._entries[i] for i in range(before - 1, -1, -1) if self._entries[i] in entries), None)


def admitted(
    hits: Sequence[Hit],
    countries: Callable[[], Mapping[str, float]],
    named: Callable[[], NamedActors],
    sentence: int,
    norms: Sequence[str],
) -> list[Hit]:
    """Hits of a sentence whose context condition holds: {SY} the article is about that country, {after} the actor was named
    in full before (the last one so named, when several share the word), {cue:w} the word w stands within five, {and:w} it is joined by "و" to a name that
    holds the word w.

    `countries`: their weights in the article, `named`: whom it names; both are asked only where a condition needs them."""
    kept: list[Hit] = []
    after: list[Hit] = []
    for n, hit in enumerate(hits):
        condition = hit.phrase.condition
        if hit.phrase.kind == "anaphor":
            by_entry = hit.phrase.entry.by_entry
            spoken = hit.definite and not _another_force(hit, norms)
            if spoken and hit.phrase.words == _FORCES:  # "القوات" alone are those of a state that the article is about
                by_entry = {e: p for e, p in by_entry.items() if _holds(p.entry.country, hit, countries, norms)}
            entry = named().last_of(by_entry, sentence, n) if spoken else None
            if entry:
                kept.append(structs.replace(hit, phrase=by_entry[entry]))
        elif hit.phrase.kind == "country":
            if _acts(hit, hit.phrase.entry, kept, norms):
                kept.append(structs.replace(hit, phrase=hit.phrase.entry.phrase))
        elif condition == "after":
            after.append(hit)
        elif not condition or _holds(condition, hit, countries, norms):
            kept.append(hit)
    kept = _heaviest(kept, countries)
    if after:
        again = _anaphors(after, lambda entry: named().last(entry, sentence))
        taken = {h.span for h in again}  # "الجيش" of an army named before is its own, and not the country's
        kept = [h for h in kept if h.span not in taken or not h.phrase.condition[:1].isupper()] + again
        kept.sort(key=lambda h: (h.first, -h.last))
    return kept


_UNITS = frozenset({"وحدات", "قوات"})


def _another_force(hit: Hit, norms: Sequence[str]) -> bool:
    """ "الوحدات الخاصة", "القوات الأميركية": an adjective makes them others than those named before; "الوحدات قتلت" and "القوات الأحد"
    are the same."""
    behind = norms[hit.last] if hit.last < len(norms) else ""
    return hit.phrase.words[0] in _UNITS and behind.startswith("ال") and behind not in _DAYS


_DAYS = frozenset({"السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "اليوم", "الليله"})


def _acts(hit: Hit, country: Country, kept: Sequence[Hit], norms: Sequence[str]) -> bool:
    """ "شنت فرنسا", "شنت الولايات المتحدة وفرنسا": behind a verb of doing, or joined to a party right before it."""
    if norms[max(0, hit.first - 2) : hit.first] == ["كل", "من"]:  # "وجهت كل من إيطاليا وإسبانيا ضربة"
        return not hit.proclitics and hit.first > 2 and unwaw(norms[hit.first - 3]) in country.acts
    if hit.proclitics == "و":
        return any(h.last == hit.first and h.phrase.kind == "actor" for h in kept)
    before = norms[hit.first - 1] if hit.first else ""
    if before in FRIEND:  # "قوات النظام السوري وحليفتها روسيا"
        return any(h.last == hit.first - 1 and h.phrase.kind == "actor" for h in kept)
    if norms[hit.last : hit.last + 1] and norms[hit.last] in country.does and not hit.proclitics:
        return before not in country.where  # "فرنسا تعتقل …"; "الوضع في فرنسا تعلن"
    if not hit.proclitics and before in _THAT:
        verb = hit.last + (norms[hit.last : hit.last + 1] == ["قد"])
        return norms[verb : verb + 1] != [] and norms[verb] in country.acts  # "إن ألمانيا أوقفت", "كانت فرنسا قد شنت"
    if not hit.proclitics and norms[hit.first - 1 : hit.first] == ["مع"]:
        return any(
            h.last == hit.first - 1 and _of_a_state(h) for h in kept
        )  # "الولايات المتحدة مع فرنسا وبريطانيا شنت"
    return not hit.proclitics and hit.first > 0 and unwaw(norms[hit.first - 1]) in country.acts


_THAT = frozenset({"ان", "بان", "وان", "كانت", "وكانت", "لكن", "ولكن", "بينما", "فيما"})
FRIEND = frozenset({"وحليفتها", "وحليفته", "وحليفتهم", "وحليفها", "وحليفه", "وحليفهم"})


def _of_a_state(hit: Hit) -> bool:
    return hit.phrase.kind == "actor" and hit.phrase.entry.class_ in ("State forces", "External/Other forces")


def _holds(condition: str, hit: Hit, countries: Callable[[], Mapping[str, float]], norms: Sequence[str]) -> bool:
    if condition.startswith("and:"):
        alone = norms[hit.first - 1 : hit.first] == ["و"]  # "الحوثي و صالح"
        lead = norms[max(0, hit.first - 2) : hit.first - 1] if alone else norms[max(0, hit.first - 1) : hit.first]
        return (alone or hit.proclitics == "و") and any(word_key(condition[4:]) in norm for norm in lead)
    if condition.startswith("cue:"):
        cue = word_key(condition[4:])
        return any(cue in norm for norm in norms[max(0, hit.first - 5) : hit.last + 5])
    weights = countries()
    return any(weights.get(c, 0) and weights[c] >= 0.34 * max(weights.values()) for c in condition.split(","))


def _heaviest(hits: list[Hit], countries: Callable[[], Mapping[str, float]]) -> list[Hit]:
    """Of actors that share the words ("الجيش{SD}", "الجيش{SS}") those of the country that the article speaks of most."""
    shared: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if hit.phrase.kind == "actor" and hit.phrase.condition[:1].isupper():
            shared.setdefault((hit.first, hit.last), []).append(hit)
    # "تنظيم القاعدة" in an article about Yemen is its branch there
    lighter = [h for h in hits if h.span in shared and h.phrase.kind == "actor" and not h.phrase.condition]
    for rivals in (r for r in shared.values() if len(r) > 1):
        weights = [max(countries().get(c, 0.0) for c in h.phrase.condition.split(",")) for h in rivals]
        lighter += [h for h, weight in zip(rivals, weights, strict=True) if weight < max(weights)]
    return [h for h in hits if h not in lighter] if lighter else hits


def _anaphors(hits: Sequence[Hit], last: Callable[[str], int]) -> list[Hit]:
    """Of the entries that share an anaphor ("التنظيم"), the one named last."""
    best: dict[tuple[int, int], tuple[int, Hit]] = {}
    for hit in hits:
        rank, place = last(hit.phrase.entry.id), (hit.first, hit.last)
        if rank >= 0 and (place not in best or rank > best[place][0]):
            best[place] = rank, hit
    return [hit for _, hit in best.values()]
