"""What `marsad places find|explain|list` show, as data and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.arabic.tokens import Token, tokens_of
from marsad.places.added.administered import administered
from marsad.places.catalogue import Gazetteer
from marsad.places.context import country_context
from marsad.places.mentions import mentions_in
from marsad.places.refusals import passed_over, told
from marsad.places.resolve import Refused, Resolved, resolve
from marsad.places.rows import Row
from marsad.places.scan import Scan


class Explained(NamedTuple):
    """A mention in a text: its words and offsets (code points), what leads to it, its outer parts, the answer; or a name
    passed over as part of another (`relation` "none", the answer refused)."""

    start: int
    end: int
    text: str
    relation: str
    typed: str | None
    outer: tuple[str, ...]
    candidates: tuple[tuple[str, int], ...]  # row id, weakness 0-2
    answer: Resolved | Refused


def find(gazetteer: Gazetteer, name: str) -> list[Row]:
    """Rows that carry a name, best first."""
    return gazetteer.find(name)


def explain(gazetteer: Gazetteer, text: str) -> tuple[dict[str, float], list[Explained]]:
    """Country weights of a text and each mention with its answer."""
    tokens = tokens_of(text)
    scan = Scan(tokens, gazetteer, text=text)
    mentions = mentions_in(scan)
    context = country_context(scan, mentions)
    out = []
    for m in mentions:
        start, end = _span(tokens, m.first, m.last)
        outer = tuple(text[slice(*_span(tokens, p.first, p.last))] for p in m.chain)
        rows = tuple((c.row.id, c.weak) for c in m.candidates)
        answer = resolve(m, context, gazetteer)
        if isinstance(answer, Resolved):
            answer = administered(answer, gazetteer.added)
        out.append(Explained(start, end, text[start:end], m.relation, m.typed, outer, rows, answer))
    for p in passed_over(scan, [(m.first, m.last) for m in mentions]):
        start, end = _span(tokens, p.first, p.last)
        rows = tuple((i, 0) for i in p.rows)
        out.append(Explained(start, end, text[start:end], "none", None, (), rows, Refused(p.reason)))
    return dict(context.countries), sorted(out, key=lambda m: (m.start, m.end))


def explained_lines(gazetteer: Gazetteer, text: str) -> Iterator[str]:
    """What `explain` found, a line each."""
    countries, found = explain(gazetteer, text)
    yield "countries: " + (", ".join(f"{c} {w:.1f}" for c, w in sorted(countries.items())) or "none")
    for m in found:
        led = ", ".join(x for x in (m.relation, m.typed, m.outer and "in " + " / ".join(m.outer)) if x)
        yield f"{m.text}  [{led}]  {told(m.answer)}"
    if not found:
        yield "no place mention"


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
