"""What linking needs to know of a report, taken once from the event and its article.

A card holds days as ordinals (datetime.date.toordinal), kilometres, and words as checksums, so that two cards compare
in microseconds. It depends on the report alone, never on what else is on record: the same reports in any order give
the same incidents.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from marsad.arabic.folding import Folded
from marsad.arabic.tokens import tokenize
from marsad.incidents.weights import ONCE
from marsad.model.record import ActorRef, Event, Figure, Person, PlaceRef

DAYS_BEFORE = 2  # a report without a date tells of the day it came out or of the two days before it
WIDE_DAYS = 7  # intervals longer than a week (a month, a year) date nothing by themselves
REACH_KM = {"site": 3.0, "neighbourhood": 3.0, "village": 4.0, "town": 8.0, "district": 30.0, "region": 60.0,
            "province": 80.0, "country": 500.0}  # fmt: skip
FINE = frozenset(("site", "neighbourhood", "village", "town"))
FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")
_SENTENCE_END = re.compile(r"[.!?؟\n]")
_PREFIX = re.compile(r"^(?:[وف]?(?:ال|لل|بال|كال)|و(?=..))")


class Side(Struct, frozen=True):
    """One named party: its neutral name, its alignment ("syria.opposition"; "" unknown), and whether it is a kind of
    people ("Civilians", "Unidentified armed group") rather than an organisation."""

    name: str
    side: str
    generic: bool


class Card(Struct, frozen=True):
    """A report as linking sees it. `first`..`last`: days; `stated`: the text dates it. Counts are (low, high)."""

    article: str
    event: str
    group: str  # what the report counts as when sources are counted: its publisher
    first: int
    last: int
    stated: bool
    published: int | None
    event_type: str
    sub_event_type: str
    country: str
    place: str
    level: str
    division: str  # the first-level division, "" unknown
    lat: float | None
    lon: float | None
    reach: float
    once: bool  # a site where incidents seldom follow one another (weights.ONCE)
    actor1: tuple[Side, ...]
    actor2: tuple[Side, ...]
    figures: Mapping[str, tuple[int | None, int | None]]
    people: tuple[str, ...]
    words: frozenset[int]
    quote: int  # checksum of the sentence of the trigger: equal in copies of one text

    @property
    def identity(self) -> tuple[str, str]:
        return self.article, self.event


SideOf = Callable[[ActorRef], Side]


def card_of(event: Event, article: str, text: str, published: str | None, group: str, people: Iterable[Person],
            side_of: SideOf, ignored: frozenset[str]) -> Card | None:  # fmt: skip
    """The card of an event; None where neither the event nor its article has any date, so that nothing can be near it.

    `ignored`: folded function words that say nothing of an incident.
    """
    days = interval(event, published)
    if days is None:
        return None
    sentence = sentence_of(event, text)
    place = event.place
    return Card(
        article=article, event=event.id, group=group, first=days[0], last=days[1], stated=event.date.start is not None,
        published=ordinal(published), event_type=event.event_type, sub_event_type=event.sub_event_type,
        country=(place and place.country) or "", place=_place_key(place), level=(place and place.level) or "", division=(place and place.admin1) or "",
        lat=place.lat if place else None, lon=place.lon if place else None, reach=_reach(place), once=_once(place),
        actor1=tuple(dict.fromkeys(map(side_of, event.actor1))), actor2=tuple(dict.fromkeys(map(side_of, event.actor2))),
        figures={name: bounds for name in FIGURES if (bounds := _bounds(getattr(event, name)))},
        people=tuple(sorted({_plain(p.name) for p in people if p.event == event.id})),
        words=words_of(sentence, ignored), quote=zlib.crc32(_plain(sentence).encode()),
    )  # fmt: skip


def ordinal(day: str | None) -> int | None:
    """The ordinal of an ISO date (or date and time); None without one."""
    return dt.date.fromisoformat(day[:10]).toordinal() if day else None


def interval(event: Event, published: str | None) -> tuple[int, int] | None:
    """First and last day on which the event can have been, as the text says or as its publication bounds it."""
    latest = ordinal(event.reported or published)
    first, last = ordinal(event.date.start), ordinal(event.date.end or event.date.start)
    if first is None or last is None:
        return None if latest is None else (latest - DAYS_BEFORE, latest)
    if last - first > WIDE_DAYS and latest is not None and first <= latest and not event.background:
        near = max(first, latest - DAYS_BEFORE)  # "this year": the news is of now, unless it is marked as background
        return near, max(near, min(last, latest))
    return first, last


def sentence_of(event: Event, text: str) -> str:
    """The sentences that hold the trigger words of an event, each once, in order."""
    pieces: dict[tuple[int, int], None] = {}
    for words in event.evidence:
        if words.role == "trigger":
            starts = [m.end() for m in _SENTENCE_END.finditer(text, max(0, words.start - 400), words.start)]
            stop = _SENTENCE_END.search(text, words.end, words.end + 400)
            pieces[starts[-1] if starts else max(0, words.start - 400), stop.start() if stop else words.end + 400] = (
                None
            )
    return " ".join(text[start:end].strip() for start, end in sorted(pieces))


def words_of(text: str, ignored: frozenset[str]) -> frozenset[int]:
    """Checksums of the content words, without article and conjunction; numbers are compared as figures instead."""
    found = set()
    for token in tokenize(Folded(text)):
        word = _PREFIX.sub("", token.norm)
        if len(word) > 2 and word.isalpha() and word not in ignored and token.norm not in ignored:
            found.add(zlib.crc32(word.encode()))
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(Folded(text).text.split())


def _place_key(place: PlaceRef | None) -> str:
    return (place.entry or f"{place.country}:{place.name}") if place else ""


def _reach(place: PlaceRef | None) -> float:
    if place is None:
        return 0.0
    return max(place.extent_km or 0.0, REACH_KM.get(place.level, 30.0))


def _once(place: PlaceRef | None) -> bool:
    if place is None or place.level != "site":
        return False
    words = set(re.findall(r"[a-z]+", place.name.lower()))
    return not words.isdisjoint(ONCE)


def _bounds(figure: Figure | None) -> tuple[int | None, int | None] | None:
    return (figure.low, figure.high) if figure else None
