"""What `marsad places find|explain|gaps|list` show, as data. (`add` is not written yet.)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from marsad.arabic.tokens import Token, tokens_of
from marsad.places.catalogue import Gazetteer
from marsad.places.context import country_context
from marsad.places.mentions import find_mentions
from marsad.places.resolve import Refused, Resolved, resolve
from marsad.places.rows import Row


class Explained(NamedTuple):
    """A mention in a text: its words and offsets (code points), what leads to it, its outer parts, the answer."""

    start: int
    end: int
    text: str
    relation: str
    typed: str | None
    outer: tuple[str, ...]
    candidates: tuple[tuple[str, int], ...]  # row id, weakness 0-2
    answer: Resolved | Refused


class Gap(NamedTuple):
    """Words after a type noun that no table has, with their count in a corpus and one article that has them."""

    text: str
    times: int
    example: str


def find(gazetteer: Gazetteer, name: str) -> list[Row]:
    """Rows that carry a name, best first."""
    return gazetteer.find(name)


def explain(gazetteer: Gazetteer, text: str) -> tuple[dict[str, float], list[Explained]]:
    """Country weights of a text and each mention with its answer."""
    tokens = tokens_of(text)
    mentions = find_mentions(tokens, gazetteer)
    context = country_context(tokens, mentions, gazetteer)
    out = []
    for m in mentions:
        start, end = _span(tokens, m.first, m.last)
        outer = tuple(text[slice(*_span(tokens, p.first, p.last))] for p in m.chain)
        rows = tuple((c.row.id, c.weak) for c in m.candidates)
        out.append(
            Explained(start, end, text[start:end], m.relation, m.typed, outer, rows, resolve(m, context, gazetteer))
        )
    return dict(context.countries), out


def gaps(gazetteer: Gazetteer, texts: Iterable[tuple[str, str]], *, least: int = 2) -> list[Gap]:
    """Place candidates by context (after في مدينة، بلدة، قرية …) that are not in the tables; texts are (id, text)."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for identity, text in texts:
        tokens = tokens_of(text)
        for m in find_mentions(tokens, gazetteer):
            if m.typed and not m.candidates:
                words = " ".join(t.norm for t in tokens[m.head_first - 1 : m.head_last])
                counts[words] += 1
                examples.setdefault(words, identity)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Gap(words, count, examples[words]) for words, count in ordered if count >= least]


def listing(
    gazetteer: Gazetteer, *, country: str | None = None, level: str | None = None, kind: str | None = None
) -> list[Row]:
    """Rows of the tables (own first), narrowed by country, level and kind."""
    wanted = [
        row
        for row in gazetteer.rows.values()
        if (country is None or row.country == country)
        and (level is None or row.level == level)
        and (kind is None or row.kind == kind)
    ]
    return sorted(wanted, key=lambda r: (-min(r.rank, 3.0) if r.rank >= 2.3 else 0.0, r.country, r.admin1, r.id))


def _span(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    return tokens[first].start, tokens[last - 1].end
