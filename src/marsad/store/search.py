"""Full-text search: several words mean all of them, "words in quotes" stand side by side in that order.

The index (`engine`) answers which articles hold the words; this module reads the query, checks phrases in the captured
text and cuts the snippet from it, the same on every database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import select

from marsad.arabic.folding import fold
from marsad.arabic.tokens import stems
from marsad.model.document import Paragraph
from marsad.store import engine as engines
from marsad.store.failures import QueryError
from marsad.store.indexing import heads, searched, spellings, words_of
from marsad.store.schema import articles, readings

if TYPE_CHECKING:
    from marsad.store.repository import Store

SNIPPET = 160  # code points of captured text around the words
BEFORE = 50  # of them before the first word found

# What may be stripped of a word of the QUERY. Bare ف، ك and س are left out: they are mostly part of the word there.
_STRIPPED = frozenset(
    conjunction + particle
    for conjunction in ("و", "ف", "")
    for particle in ("ال", "لل", "بال", "كال", "ب", "ل", "")
) - {"", "ف"}  # fmt: skip
_NOT_STEMS = frozenset({"له", "ذي", "تي", "لذي", "لتي"})  # what is left of الله، الذي، التي is no word
_LEAST = {
    True: 2,
    False: 3,
}  # letters of a stem: after the article (الدم), after a bare preposition (وزير is no و + زير)


class Clause(NamedTuple):
    """One thing that must be there: for each word side by side, the spellings that will do. As in the lexicon, the
    first word may carry proclitics in the text and the words after it stand as written."""

    words: tuple[tuple[str, ...], ...]


class Snippet(Struct, frozen=True):
    """Captured text around the words found: `text` is Article.text[start:end]; `hits` are spans in the same text."""

    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]


class SearchResult(Struct, frozen=True):
    """An article that holds the words. `score` orders the results of one search (larger is better)."""

    article: str
    title: str | None
    publisher: str | None
    published: str | None
    score: float
    snippet: Snippet


def _loose(norm: str) -> tuple[str, ...]:
    """The spellings that will do for a word of the query: itself, and without article and proclitics."""
    out = [norm]
    for proclitics, stem in stems(norm):
        article = proclitics.endswith(("ال", "لل"))
        if proclitics in _STRIPPED and len(stem) >= _LEAST[article] and stem not in _NOT_STEMS:
            out.append(stem)
    return tuple(dict.fromkeys(out))


def parse(query: str) -> list[Clause]:
    """The clauses of a query; marks are passed over and an open quotation mark is no mark. Raises QueryError."""
    pieces = fold(query).split('"')
    clauses: list[Clause] = []
    for n, piece in enumerate(pieces):
        norms = [token.norm for token in words_of(piece)]
        if n % 2 and n < len(pieces) - 1 and norms:
            clauses.append(Clause(tuple((norm,) for norm in norms)))
        else:
            clauses += [Clause((_loose(norm),)) for norm in norms]
    if not clauses:
        raise QueryError("no word to search for", where=query, todo='Give words, such as: marsad search "قصف ادلب"')
    return clauses


def search(store: Store, query: str, limit: int) -> list[SearchResult]:
    """The articles in force that hold all of the query, best first (at most `limit`). Raises QueryError."""
    clauses = parse(query)
    groups = list(dict.fromkeys(word for clause in clauses for word in clause.words))
    of_article = (
        select(
            articles.c.id, articles.c.title, articles.c.publisher, articles.c.published,
            articles.c.subtitle, articles.c.text, articles.c.paragraphs,
        )
        .join(readings, readings.c.article == articles.c.key)
        .where(readings.c.current == 1)
    )  # fmt: skip
    out: list[SearchResult] = []
    with store.reading() as connection:
        for found in engines.matches(connection, groups):
            row = connection.execute(of_article.where(articles.c.key == found.article)).first()
            if row is None:  # an older text of its article
                continue
            paragraphs = msgspec.json.decode(row.paragraphs, type=tuple[Paragraph, ...])
            snippet = look(clauses, row.text, paragraphs, tuple(heads(row.title, row.subtitle, row.text)))
            if snippet:
                out.append(SearchResult(row.id, row.title, row.publisher, row.published, found.score, snippet))
                if len(out) == limit:
                    break
    return out


class _Spot(NamedTuple):
    """A place where a clause was found: its number and the span in the captured text."""

    start: int
    end: int
    clause: int


def look(
    clauses: Sequence[Clause], text: str, paragraphs: tuple[Paragraph, ...], beside: Sequence[str] = ()
) -> Snippet | None:
    """The best snippet of a text that holds every clause, in itself or in the heads `beside` it; else None."""
    spots: list[tuple[int, int, list[_Spot]]] = []
    for start, end in searched(text, paragraphs):
        found = [_Spot(start + s.start, start + s.end, s.clause) for s in _spots(clauses, text[start:end])]
        spots.append((start, end, found))
    in_heads = {s.clause for head in beside for s in _spots(clauses, head)}
    if in_heads.union(s.clause for _, _, found in spots for s in found) != set(range(len(clauses))):
        return None
    if not spots:
        return Snippet(0, 0, "", ())
    return _cut(text, *max(spots, key=lambda stretch: _worth(stretch[2])))


def _spots(clauses: Sequence[Clause], text: str) -> list[_Spot]:
    tokens = words_of(text)
    forms = [frozenset(spellings(token.norm)) for token in tokens]
    return sorted(
        _Spot(tokens[i].start, tokens[i + len(clause.words) - 1].end, number)
        for number, clause in enumerate(clauses)
        for i in range(len(tokens) - len(clause.words) + 1)
        if not forms[i].isdisjoint(clause.words[0])
        and all(tokens[i + k].norm in word for k, word in enumerate(clause.words) if k)
    )


def _worth(spots: Sequence[_Spot]) -> int:
    """How many different clauses a stretch holds within the length of a snippet, at most."""
    return max((len(_near(spots, n)) for n in range(len(spots))), default=0)


def _near(spots: Sequence[_Spot], first: int) -> set[int]:
    return {s.clause for s in spots[first:] if s.end - spots[first].start <= SNIPPET - BEFORE}


def _cut(text: str, start: int, end: int, spots: Sequence[_Spot]) -> Snippet:
    """At most SNIPPET code points (more where one phrase is longer), from white space to white space."""
    best = max(range(len(spots)), key=lambda n: (len(_near(spots, n)), -n)) if spots else None
    first = start if best is None else max(start, spots[best].start - BEFORE)
    last = min(end, max(first + SNIPPET, first if best is None else spots[best].end))
    while start < first < last and not text[first - 1].isspace():
        first += 1
    keep = first if best is None else max((s.end for s in spots if s.end <= last), default=first)
    while keep < last < end and not text[last].isspace():
        last -= 1
    if best is not None:
        first = min(first, spots[best].start)
    hits = tuple(dict.fromkeys((s.start, s.end) for s in spots if s.start >= first and s.end <= last))
    return Snippet(first, last, text[first:last], hits)


def lines(results: Sequence[SearchResult]) -> Iterator[str]:
    """Results for reading, two lines each, Arabic last."""
    for result in results:
        facts = (result.article, result.published or "-", result.publisher or "-", result.title or "")
        yield "  ".join(facts).rstrip()
        snippet = result.snippet
        yield f"    {snippet.start}-{snippet.end}  {' '.join(snippet.text.split())}"
