"""The places of an article, in one call: mentions found, context gathered, each mention resolved or refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.arabic.tokens import Token
from marsad.model.document import Article
from marsad.places.added.administered import administered
from marsad.places.catalogue import Gazetteer
from marsad.places.context import country_context
from marsad.places.mentions import PlaceMention, mentions_in
from marsad.places.resolve import Refused, Resolved, resolve
from marsad.places.scan import Scan

_ANAPHOR_REACH = 150  # tokens back to which "المدينة" may point


class PlaceFound(NamedTuple):
    """tokens[first:last]: a mention with its outer parts; `place` None: refused, with the reason."""

    first: int
    last: int
    place: Resolved | None
    reason: str | None
    relation: str
    typed: str | None
    rivals: tuple[str, ...] = ()  # of a refused name: ids of the rows that carry it

    @property
    def where(self) -> Resolved:
        """The place of a mention that was resolved."""
        if self.place is None:
            raise ValueError(f"refused: {self.reason}")
        return self.place


def read_places(
    tokens: Sequence[Token], gazetteer: Gazetteer, taken: Collection[tuple[int, int]], article: Article
) -> tuple[list[PlaceFound], dict[str, float]]:
    """All place mentions of an article, and the weight of each country in it."""
    scan = Scan(tokens, gazetteer, taken)
    mentions = mentions_in(scan)
    context = country_context(scan, mentions, place_line=article.place_line)
    found = [_found(m, resolve(m, context, gazetteer), gazetteer) for m in mentions]
    found = sorted([*found, *_anaphors(tokens, gazetteer, found)], key=lambda f: (f.first, f.last))
    return found, dict(context.countries)


def _found(mention: PlaceMention, answer: Resolved | Refused, gazetteer: Gazetteer) -> PlaceFound:
    resolved = answer if isinstance(answer, Resolved) else None
    place = administered(resolved, gazetteer.added) if resolved else None
    reason = answer.reason if isinstance(answer, Refused) else None
    rivals = tuple(a.entry for a in answer.alternatives) if isinstance(answer, Refused) else ()
    return PlaceFound(mention.first, mention.last, place, reason, mention.relation, mention.typed, rivals)


def _anaphors(tokens: Sequence[Token], gazetteer: Gazetteer, found: Sequence[PlaceFound]) -> list[PlaceFound]:
    """ "في المدينة", "أطراف البلدة": the last place of that level named before, within the article's last words."""
    wording = gazetteer.wording
    pointing = [(i, t) for i, t in enumerate(tokens) if i and t.norm in wording.anaphors]
    covered = (
        {i for f in found for i in range(f.first, f.last)} if pointing else ()
    )  # "المدينة الخضراء" points to nothing
    out = []
    for i, token in pointing:
        levels = wording.anaphors[token.norm]
        if not levels or i in covered:
            continue
        before = tokens[i - 1].norm.removeprefix("و")
        clitic = token.norm.startswith("ب")
        relation = "near" if before in wording.sets["near"] else "in" if clitic or before in wording.sets["in"] else ""
        earlier = [f for f in found if f.place and f.place.level in levels and i - _ANAPHOR_REACH <= f.first < i]
        if relation and earlier and earlier[-1].place:
            place = earlier[-1].place
            precision = max(place.geo_precision, 2) if relation == "near" else place.geo_precision
            place = place._replace(geo_precision=precision, basis=f"the {place.level} named before")
            out.append(PlaceFound(i, i + 1, place, None, relation, token.norm))
    return out
