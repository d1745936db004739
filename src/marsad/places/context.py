"""What an article says about where it plays: the weight of each country, and the places that it names plainly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.arabic.tokens import tokens_of
from marsad.places.catalogue import Gazetteer
from marsad.places.mentions import PlaceMention, find_mentions
from marsad.places.nations import STATE
from marsad.places.rows import Row
from marsad.places.scan import Scan

_SIDE = ".side."  # in the ids of rows such as "شمال شرق مالي", which say the country's name
EARLY = 60  # tokens of headline and lead, where a country counts most


class Context(NamedTuple):
    """`countries`: ISO 3166-1 alpha-2 -> weight; `places`: rows named plainly, once for each mention; `place_line` rows."""

    countries: Mapping[str, float]
    places: tuple[Row, ...] = ()
    place_line: tuple[Row, ...] = ()
    publisher: str | None = None
    witnesses: Mapping[str, frozenset[str]] = {}  # country -> the names and adjectives that speak for it

    def only_witness(self, country: str, word: str) -> bool:
        """Does nothing but the name `word` speak for a country?"""
        return self.witnesses.get(country, frozenset()) <= {word}

    def share(self, country: str) -> float:
        """Weight of a country against the weightiest one, 0 to 1."""
        top = max(self.countries.values(), default=0.0)
        return self.countries.get(country, 0.0) / top if top else 0.0


def country_context(
    scan: Scan,
    mentions: Sequence[PlaceMention],
    *,
    place_line: str | None = None,
    publisher: str | None = None,
) -> Context:
    """Country names count 2, adjectives and plain own places 1, GeoNames cities 0.5; the beginning counts half more.

    A name that several countries share counts for none. `publisher`: ISO code of the outlet's country, counts 0.5.
    """
    total = len(scan.norms)
    weights: dict[str, float] = defaultdict(float)
    witnesses: dict[str, set[str]] = defaultdict(set)
    plain: list[Row] = []
    for mention in mentions:
        if mention.typed == STATE:
            continue  # "الأراضي السورية": its adjective counts below
        early = _early(mention.first, total)
        for candidates, hints in [
            (mention.candidates, mention.countries),
            *((p.candidates, p.countries) for p in mention.chain),
        ]:
            for iso in hints:
                weights[iso] += early
                witnesses[iso].add("")
            rows = [c.row for c in candidates if not c.weak and (not hints or c.row.country in hints)]
            weight = _weigh(rows)
            if weight and rows[0].country:  # seas are no country's
                weights[rows[0].country] += weight * early
                witnesses[rows[0].country].add(rows[0].name_ar)
                if (
                    rows[0].level not in ("country", "region")
                    and len({r.admin1 for r in rows if r.rank >= 3 or rows[0].rank < 3}) == 1
                ):
                    plain.append(rows[0])
    for i, nation in scan.nations:
        weights[nation] += _early(i, total)
        witnesses[nation].add(scan.norms[i])
    line = tuple(_line_rows(place_line, scan.gazetteer)) if place_line else ()
    for row in line:
        weights[row.country] += 1.0
        witnesses[row.country].add(row.name_ar)
    if publisher:
        weights[publisher] += 0.5
        witnesses[publisher].add("")
    told = {iso: frozenset(words) for iso, words in witnesses.items()}
    return Context(dict(weights), tuple(plain), line, publisher, told)


def _early(i: int, total: int) -> float:
    return 1.5 if i < EARLY else 1.0 if i < total / 2 else 0.7


def _weigh(rows: Sequence[Row]) -> float:
    if not rows:
        return 0.0
    if rows[0].level == "country" or _SIDE in rows[0].id:
        return 2.0
    own = {r.country for r in rows if r.rank >= 2.3}
    if own:
        return 1.0 if len(own) == 1 else 0.0
    rivals = {r.country for r in rows if r.rank > rows[0].rank - 0.3}
    return 0.5 if len(rivals) == 1 else 0.0


def _line_rows(line: str, gazetteer: Gazetteer) -> list[Row]:
    return [c.row for m in find_mentions(tokens_of(line), gazetteer) for c in m.candidates[:1] if not c.weak]
