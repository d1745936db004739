"""The places of an article, in one call: mentions found, context gathered, each mention resolved or refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import compress, count
from typing import NamedTuple

from marsad.arabic.tokens import Token
from marsad.model.document import Article
from marsad.places.added.administered import administered
from marsad.places.before import readings
from marsad.places.catalogue import Gazetteer
from marsad.places.context import Context, country_context
from marsad.places.mentions import PlaceMention, mentions_in
from marsad.places.resolve import Refused, Resolved, as_it_is, from_article, resolve
from marsad.places.scan import Scan
from marsad.places.unlisted import told_name

_ANAPHOR_REACH = 150  # tokens back to which "المدينة" may point
_SIDE = ".side."  # in the ids of rows such as "غرب أفغانستان", to which "الإقليم" does not point back


class Answer(NamedTuple):
    """What the resolver says of a mention; `place` None: refused, with the reason. `told`: words of a name that no table has."""

    place: Resolved | None
    reason: str | None = None
    rivals: tuple[str, ...] = ()  # of a refused name: ids of the rows that carry it
    told: str = ""


class PlaceFound:
    """tokens[first:last]: a mention with its outer parts. It is resolved when first asked for: of most mentions only the
    words count, which are neither people nor dates."""

    __slots__ = ("_answer", "_resolve", "first", "last", "relation", "typed")

    def __init__(self, first: int, last: int, relation: str, typed: str | None, resolve: Callable[[], Answer]) -> None:
        self.first, self.last, self.relation, self.typed = first, last, relation, typed
        self._resolve = resolve
        self._answer: Answer | None = None

    @property
    def answer(self) -> Answer:
        if self._answer is None:
            self._answer = self._resolve()
        return self._answer

    @property
    def place(self) -> Resolved | None:
        return (self._answer or self.answer).place  # asked for far more often than it is worked out

    @property
    def reason(self) -> str | None:
        return self.answer.reason

    @property
    def rivals(self) -> tuple[str, ...]:
        return self.answer.rivals

    @property
    def where(self) -> Resolved:
        """The place of a mention that was resolved."""
        if self.place is None:
            raise ValueError(f"refused: {self.reason}")
        return self.place


# relations of a mention that say where something is, and not what is spoken of
LOCATIVE = frozenset({"in", "near", "direction", "between", "border", "road"})


class PlacesRead(NamedTuple):
    """All place mentions of an article, the weight of each country in it, and the scan that they were found in."""

    found: list[PlaceFound]
    countries: Mapping[str, float]
    scan: Scan


def read_places(
    tokens: Sequence[Token], gazetteer: Gazetteer, taken: Collection[tuple[int, int]], article: Article
) -> PlacesRead:
    """The places of an article. `taken`: spans of names that are no places."""
    scan = Scan(tokens, gazetteer, taken, article.text)
    mentions = mentions_in(scan)
    context = country_context(scan, mentions, place_line=article.place_line)
    found = [
        PlaceFound(m.first, m.last, m.relation, m.typed, partial(_answer, m, context, scan, mentions)) for m in mentions
    ]
    found = sorted([*found, *_anaphors(scan, found)], key=lambda f: (f.first, f.last))
    return PlacesRead(found, context.countries, scan)


_PUBLIC = frozenset({"سوق", "شارع", "ساحه", "ميدان", "حي"})  # of a town: "انفجار سوق السنك" in the one of the article
_SEAS = {"w.red_sea.r": {"YE": "ye.red_sea.r"}}  # a sea's row -> country -> the part of it off that country
_TERRITORIES = {"ps.gaza": "ps.gaza_strip"}  # a town's row -> the territory that its bare name stands for in the press


def _answer(mention: PlaceMention, context: Context, scan: Scan, mentions: Sequence[PlaceMention]) -> Answer:
    gazetteer = scan.gazetteer
    answer = resolve(mention, context, gazetteer)
    bare = mention.typed is None and not mention.chain and mention.bearing is None and mention.last - mention.first == 1
    if isinstance(answer, Resolved) and bare:
        whole = gazetteer.rows.get(_TERRITORIES.get(answer.entry, ""))
        if whole and any(_names(m, whole.id) for m in mentions):  # "غارات على غزة" in an article that says "قطاع غزة"
            answer = as_it_is(whole, "the territory that the article names in full", gazetteer)
    if isinstance(answer, Resolved) and answer.entry in _SEAS:  # "هاجموا ناقلة في البحر الأحمر" in an article on Yemen
        part = gazetteer.rows.get(_SEAS[answer.entry].get(max(context.countries, key=context.share, default=""), ""))
        answer = as_it_is(part, "the part of the sea off the country of the article", gazetteer) if part else answer
    told_so = mention.typed is not None or (bare and _befallen(mention, scan))
    if isinstance(answer, Refused) and answer.reason == "name_too_weak_here" and told_so:
        answer = _told_elsewhere(mention, context, gazetteer, mentions) or answer
    if isinstance(answer, Refused):
        told = told_name(scan, mention) if answer.reason == "unlisted_place" else ""
        struck = mention.typed in _PUBLIC and _befallen(mention, scan)
        there = told and (mention.relation in ("in", "near") or struck)
        parent = from_article(mention, context, gazetteer) if there else None
        if parent:
            return Answer(administered(parent._replace(told=told), gazetteer.added), told=told)
        return Answer(None, answer.reason, tuple(a.entry for a in answer.alternatives), told)
    if answer.basis.startswith("parent of unlisted"):
        answer = answer._replace(told=told_name(scan, mention))
    return Answer(administered(answer, gazetteer.added))


def _befallen(mention: PlaceMention, scan: Scan) -> bool:
    """Does a word stand before the name of what befalls a place, or of who lives there ("هجوم دوما", "أهالي دوما"), or does
    the name head the text ("المهدية: ...")?"""
    at = scan.back(mention.first)
    if at < 0:
        return scan.norms[mention.last : mention.last + 1] == [":"]
    return not readings(scan.norms[at]).isdisjoint(scan.wording.sets["befalls"])


def _told_elsewhere(
    mention: PlaceMention, context: Context, gazetteer: Gazetteer, mentions: Sequence[PlaceMention]
) -> Resolved | None:
    """The place of a weak name that stands with its noun, its parent or a preposition elsewhere in the article."""
    rows = {c.row.id for c in mention.candidates if c.weak == 1}
    told_fully = (m for m in mentions if m.typed or m.chain or m.relation in ("in", "near"))
    fuller = (m for m in told_fully if any(c.row.id in rows for c in m.candidates))
    for other in fuller if rows else ():
        told = resolve(other, context, gazetteer)
        if isinstance(told, Resolved) and told.entry in rows and other.bearing is None:
            return told._replace(basis="named in full elsewhere in the article")
    return None


_SAME_LAND = {"ps.gaza_border": "ps.gaza_strip"}  # what a name speaks of too


def _names(mention: PlaceMention, entry: str) -> bool:
    outer = (c for part in mention.chain for c in part.candidates)
    return any(entry in (c.row.id, _SAME_LAND.get(c.row.id)) for c in (*mention.candidates, *outer))


_POINTED = {  # a noun that points back -> the kind of site that it can mean
    "المخيم": "camp", "السجن": "prison", "المطار": "airport", "القاعده": "base", "المعبر": "crossing", "المستشفي": "hospital",
}  # fmt: skip


def _anaphors(scan: Scan, found: Sequence[PlaceFound]) -> list[PlaceFound]:
    """ "في المدينة", "أطراف البلدة": the last place of that level named before, within the article's last words."""
    norms, wording = scan.norms, scan.wording
    pointing = [i for i in compress(count(), map(wording.anaphors.__contains__, norms)) if i]
    covered = (
        {i for f in found for i in range(f.first, f.last)} if pointing else ()
    )  # "المدينة الخضراء" points to nothing
    out = []
    for i in pointing:
        levels = wording.anaphors[norms[i]]
        if not levels or i in covered:
            continue
        before = norms[i - 1].removeprefix("و")
        clitic = norms[i].startswith("ب")
        relation = "near" if before in wording.sets["near"] else "in" if clitic or before in wording.sets["in"] else ""
        if not relation:
            continue
        earlier = [f for f in reversed(found) if i - _ANAPHOR_REACH <= f.first < i]
        kind = _POINTED.get(norms[i].removeprefix("ب"))
        rows = scan.gazetteer.rows
        places = [f.place for f in earlier if f.place and f.place.level in levels and _SIDE not in f.place.entry]
        fitting = [p for p in places if kind is None or p.entry not in rows or rows[p.entry].kind in ("", kind)]
        plain = (p for p in fitting if p.entry not in scan.gazetteer.capitals)  # which is "العاصمة" when told again
        place = next(plain, fitting[0] if fitting else None)
        if place:
            precision = max(place.geo_precision, 2) if relation == "near" else place.geo_precision
            place = place._replace(geo_precision=precision, basis=f"the {place.level} named before")
            out.append(PlaceFound(i, i + 1, relation, norms[i], partial(Answer, place)))
    return out
