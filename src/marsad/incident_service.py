"""Linking as a service: what the command line (and later the API) calls to link, explain and decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from marsad.incidents.audit import Audit as Audit
from marsad.model.incident import ReportRef
from marsad.model.record import Event

if TYPE_CHECKING:
    from marsad.incidents.cards import SideOf
    from marsad.incidents.compare import Comparison
    from marsad.model.incident import Incident
    from marsad.model.record import Record
    from marsad.store.decisions import Decision
    from marsad.store.repository import Store

Tick = Callable[[str, int], None]  # what is being done, and how many more of it are done


class Linked(Struct, frozen=True):
    """What a run did and what the base holds after it."""

    texts: int
    reports: int
    incidents: int


class PairExplained(Struct, frozen=True):
    """Why two reports are, or are not, one incident: the pair's waterfall, and what the clusters made of it."""

    a: str
    b: str
    comparison: Comparison
    together: bool
    average: float | None  # over all pairs between the two incidents; None where they are one
    decided: str | None  # an analyst's decision about this pair, which outranks the rest


def sides() -> SideOf:
    """The party that an actor stands for, from the package's actor tables."""
    from marsad.incidents.cards import Side
    from marsad.lexicon.tables import load_tables
    from marsad.model.record import ActorRef

    by_id = {actor.id: actor for actor in load_tables().actors}

    def side_of(ref: ActorRef) -> Side:
        actor = by_id.get(ref.entry)
        return Side(ref.name, actor.side or actor.parent, False) if actor else Side(ref.name, "", True)

    return side_of


def function_words() -> frozenset[str]:
    """Folded words that say nothing of an incident."""
    from importlib.resources import files

    from marsad.arabic.folding import Folded

    text = (files("marsad") / "data" / "arabic" / "function_words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(Folded(word).text for line in lines for word in line.split())


def link(store: Store, tick: Tick = lambda what, more: None) -> Linked:
    """Compare new texts, then link new reports. May be cut off at any moment and run again."""
    from marsad.store import incidents as stored
    from marsad.store import linking
    from marsad.store.copies import compare_texts

    texts = _counted(compare_texts(store), "texts compared", tick)
    _counted(linking.make_cards(store, sides(), function_words()), "articles read", tick)
    reports = _counted(linking.link_reports(store), "reports linked", tick)
    return Linked(texts, reports, stored.count(store))


def _counted(steps: Iterator[int], what: str, tick: Tick) -> int:
    done = 0
    for more in steps:
        done += more
        tick(what, more)
    return done


def explain_pair(store: Store, a: str, b: str) -> PairExplained:
    """The waterfall of two reports (event ids, or incident ids: then their founding reports). Raises NotStoredError."""
    from marsad.incidents.compare import compare, score
    from marsad.store import incidents as stored
    from marsad.store import linking
    from marsad.store.decisions import pairs_of
    from marsad.store.failures import NotStoredError

    with store.reading() as connection:
        pairs = [_one_report(connection, wanted) for wanted in (a, b)]
        told = [stored.told(connection, *pair) for pair in pairs]
        cards = [linking.card_of_report(connection, t.key) for t in told]
        if cards[0] is None or cards[1] is None:
            raise NotStoredError("the reports are not linked yet", where=store.where, todo="Run: marsad link --db FILE")
        decisions = pairs_of(connection)
        found = {}
        for t, card in zip(told, cards, strict=True):
            assert card is not None
            part = linking.clusters_now(connection, card, t.key, decisions)
            found[t.key] = next(c for c in part.clusters if t.key in c)
        left, right = found[told[0].key], found[told[1].key]
        average = None
        if left != right:
            every = {key: linking.card_of_report(connection, key) for key in {*left, *right}}
            values = [score(x, y) for i in left for j in right if (x := every[i]) and (y := every[j])]
            average = round(sum(values) / len(values), 3)
        key = min(told[0].key, told[1].key), max(told[0].key, told[1].key)
        decided = "same" if key in decisions.same else "different" if key in decisions.different else None
    return PairExplained(
        told[0].event.id, told[1].event.id, compare(cards[0], cards[1]), left == right, average, decided
    )


def incident_with_links(store: Store, wanted: str) -> tuple[Incident, list[tuple[str, str, Comparison]]]:
    """An incident, and for each report but the first the comparison with the report it fits best. Raises NotStoredError."""
    from marsad.incidents.compare import compare
    from marsad.store import incidents as stored
    from marsad.store import linking

    with store.reading() as connection:
        found = stored.incident(connection, wanted)
        known = []
        for ref in found.reports:
            card = linking.card_of_report(connection, stored.told(connection, ref.article, ref.event).key)
            known.append((ref.event, card))
    links = []
    for n, (event, card) in enumerate(known[1:], 1):
        pairs = [(event, other, compare(card, its)) for other, its in known[:n] if card and its]
        if pairs:
            links.append(max(pairs, key=lambda pair: pair[2].score))
    return found, links


def _one_report(connection: object, wanted: str) -> tuple[str, str]:
    """Article and event id of a report, or of the founding report of an incident."""
    from sqlalchemy import Connection

    from marsad.store import incidents as stored

    assert isinstance(connection, Connection)
    found = stored.incident(connection, wanted)
    ref = next((r for r in found.reports if r.event == wanted), found.reports[0])
    return ref.article, ref.event


def merge(store: Store, wanted: Sequence[str], *, who: str, why: str, at: str) -> int:
    """Decide that incidents (or reports) are one. Returns the key of the decision; the base is linked again."""
    from marsad.store import incidents as stored
    from marsad.store.decisions import decide

    with store.writing() as connection:
        groups = [_reports_of(stored.incident(connection, name), name) for name in wanted]
        rest = [pair for group in groups[1:] for pair in group]
        key = decide(connection, "same", groups[0], rest, who, why, at)
    link(store)
    return key


def split(store: Store, wanted: str, out: Sequence[str], *, who: str, why: str, at: str) -> int:
    """Decide that some reports of an incident are not of it. Returns the key of the decision."""
    from marsad.errors import MarsadError
    from marsad.store import incidents as stored
    from marsad.store.decisions import decide

    with store.writing() as connection:
        found = stored.incident(connection, wanted)
        gone = [(r.article, r.event) for r in found.reports if r.event in out]
        stay = [(r.article, r.event) for r in found.reports if r.event not in out]
        missing = sorted(set(out) - {event for _, event in gone})
        if missing or not stay:
            what = f"{', '.join(missing)} is not among its reports" if missing else "nothing would stay in it"
            raise MarsadError(what, where=found.id, todo=f"See its reports: marsad incident {found.id} --db FILE")
        key = decide(connection, "different", gone, stay, who, why, at)
    link(store)
    return key


def undo(store: Store, key: int, *, who: str, why: str, at: str) -> Decision:
    """Take a decision out of force and link again. Raises NotStoredError."""
    from marsad.store.decisions import undo as take_back

    with store.writing() as connection:
        found = take_back(connection, key, who, why, at)
    link(store)
    return found


def _reports_of(incident: Incident, wanted: str) -> list[tuple[str, str]]:
    one = [(r.article, r.event) for r in incident.reports if r.event == wanted]
    return one or [(r.article, r.event) for r in incident.reports]


def country_names() -> dict[str, str]:
    """English names of countries by ISO code, as the place tables write them."""
    from marsad.places.catalogue import Gazetteer

    return {row.country: row.name for row in Gazetteer.load().rows.values() if row.level == "country"}


def arabic_names() -> dict[str, str]:
    """Arabic names of actors and of who is cited, by the neutral English names that records carry."""
    from marsad.lexicon.shown import arabic_names as shown
    from marsad.lexicon.shown import read_shown, sources_of
    from marsad.lexicon.tables import load_tables

    tables = load_tables()
    found = shown(tables, read_shown())
    for name, forms in sources_of(tables):
        found.setdefault(name, forms[0])
    return found


def source_name(publisher: str) -> str:
    """The one name of a publisher however an article writes it: "ا ف ب" is AFP."""
    from marsad.incidents.publishers import called

    return called(publisher)


def audits(store: Store, article: str | None = None) -> list[Audit]:
    """Every tally on record (or those of one article) against its parts and the incidents on record."""
    from marsad.store.audits import audits as audited

    return audited(store, country_names(), article)[0]


def audit_page(
    store: Store, countries: Mapping[str, str], article: str | None, first: int, most: int
) -> tuple[list[Audit], int]:
    """Some of them, and how many there are; `countries` as `country_names` gives them."""
    from marsad.store.audits import audits as audited

    return audited(store, countries, article, first, most)


def beside(store: Store, found: Incident, days: int = 3, most: int = 20) -> list[Incident]:
    """Incidents of the same country and about the same days (`days` before and after), the latest first: what an
    analyst may want to merge it with. None where day or country is not stated."""
    import datetime as dt

    from marsad.store.filters import IncidentFilter
    from marsad.store.listing import some

    country = found.place.country if found.place else None
    first, last = found.date.start or found.date.end, found.date.end or found.date.start
    if not country or not first or not last:
        return []
    span = dt.timedelta(days)
    start, end = dt.date.fromisoformat(first) - span, dt.date.fromisoformat(last) + span
    near = some(store, IncidentFilter(start.isoformat(), end.isoformat(), country), most + 1)
    return [other for other in near if other.id != found.id][:most]


class Telling(Struct, frozen=True):
    """A report of an incident with the sentences that it was read from."""

    ref: ReportRef
    event: Event
    sentences: tuple[str, ...]


def tellings(store: Store, found: Incident) -> list[Telling]:
    """The reports of an incident side by side, each with its sentences, as captured."""
    out = []
    for ref in found.reports:
        record = store.record(ref.article)
        event = next((e for e in record.events if e.id == ref.event), None)
        if event is not None:
            out.append(Telling(ref, event, tuple(_sentences(record, event))))
    return out


def _sentences(record: Record, event: Event) -> Iterator[str]:
    """Sentences of the text that hold a trigger of the event, in order."""
    from marsad.arabic.folding import Folded
    from marsad.arabic.sentences import sentence_bounds
    from marsad.arabic.tokens import norms_of, tokenize

    spots = [words.start for words in event.evidence if words.role == "trigger"]
    for paragraph in record.paragraphs:
        inside = [s - paragraph.start for s in spots if paragraph.start <= s < paragraph.end]
        if not inside:
            continue
        text = record.text[paragraph.start : paragraph.end]
        folded = Folded(text)
        tokens = tokenize(folded)
        for first, last in sentence_bounds(norms_of(tokens), folded.text):
            start, end = tokens[first].start, tokens[last - 1].end
            if any(start <= s < end for s in inside):
                yield text[start:end]


def decisions_about(store: Store, found: Incident) -> list[Decision]:
    """What was decided about the reports of an incident, the undone too."""
    from marsad.store.decisions import listing

    mine = {(r.article, r.event) for r in found.reports}
    with store.reading() as connection:
        return [d for d in listing(connection) if not mine.isdisjoint((*d.a, *d.b))]
