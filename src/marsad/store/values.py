"""The coded values of a record one by one, each with its words: what a reader of the article looks at and judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from marsad.model.record import DateRef, Event, Evidence, Figure, Record
from marsad.store.revisions import Revision, found_at
from marsad.store.rows import FIGURES


class Value(Struct, frozen=True):
    """One coded value. `field` is its role; `event` the id of its event, None for tallies, claims, people, rejections.
    `revision`: the last judgement about it, if any."""

    start: int
    end: int
    quote: str
    field: str
    value: str
    event: str | None = None
    rule: str = ""
    entry: str = ""
    revision: Revision | None = None


def figure_text(figure: Figure | None) -> str:
    """A count as one reads it: "5", "5-7", "5+" (open above); empty where not stated."""
    if figure is None or (figure.low is None and figure.high is None):
        return ""
    if figure.high is None:
        return f"{figure.low}+"
    return str(figure.high) if figure.low in (None, figure.high) else f"{figure.low}-{figure.high}"


def date_text(date: DateRef) -> str:
    if date.start is None:
        return ""
    return date.start if date.end in (None, date.start) else f"{date.start}..{date.end}"


def values_of(record: Record, judged: Sequence[Revision] = ()) -> tuple[list[Value], list[Revision]]:
    """Values in the order of the text with the last judgement of each, and the revisions whose words or value are gone."""
    coded = sorted(dict.fromkeys(_coded(record)), key=lambda v: (v.start, v.end, v.field, v.event or ""))
    last: dict[tuple[int, int, str, str | None], Revision] = {}
    loose: list[Revision] = []
    for revision in judged:
        spot = found_at(record.text, revision)
        if spot is None:
            loose.append(revision)
        else:
            last[(*spot, revision.field, revision.event)] = revision
    out = []
    for value in coded:
        said = last.pop((value.start, value.end, value.field, value.event), None)
        out.append(Value(value.start, value.end, value.quote, value.field, value.value, value.event, value.rule,
                         value.entry, said))  # fmt: skip
    for (start, end, field, event), revision in last.items():
        if revision.action == "add":
            out.append(Value(start, end, revision.quote, field, revision.value or "", event, "", "", revision))
        else:
            loose.append(revision)
    return sorted(out, key=lambda v: (v.start, v.end, v.field)), loose


def _coded(record: Record) -> Iterator[Value]:
    for event in record.events:
        yield from _of_event(event)
    for tally in record.tallies:
        yield Value(tally.start, tally.end, tally.quote, "tally", f"{figure_text(tally.count)} {tally.what}", None,
                    *_source(tally.evidence))  # fmt: skip
    for claim in record.claims:
        yield Value(claim.start, claim.end, claim.quote, claim.kind, claim.claimant, None, *_source(claim.evidence))
    for person in record.people:
        quote = record.text[person.start : person.end]
        yield Value(
            person.start, person.end, quote, "person", person.role or person.name, None, *_source(person.evidence)
        )
    for no in record.rejections:
        yield Value(no.start, no.end, no.quote, "rejected", no.reason, None, no.rule, no.entry)


def _of_event(event: Event) -> Iterator[Value]:
    known = {(words.start, words.end, words.role): words for words in event.evidence}
    said = {name: figure_text(getattr(event, name)) for name in FIGURES}
    said |= {
        "trigger": event.sub_event_type,
        "place": event.place.name if event.place else "",
        "date": date_text(event.date),
    }
    for words in event.evidence:
        value = said.get(words.role, words.entry or words.quote)
        yield Value(words.start, words.end, words.quote, words.role, value, event.id, words.rule, words.entry)
    for role in ("actor1", "actor2"):
        for actor in getattr(event, role):
            if (actor.start, actor.end, role) not in known and actor.end > actor.start:
                yield Value(actor.start, actor.end, actor.text, role, actor.name, event.id, "", actor.entry)
    for source in event.sources:
        yield Value(source.start, source.end, source.text, "source", source.name, event.id, "", source.entry)
    if event.control:
        held = event.control
        yield Value(held.start, held.end, held.text, "control", held.name, event.id)


def _source(evidence: Sequence[Evidence]) -> tuple[str, str]:
    return (evidence[0].rule, evidence[0].entry) if evidence else ("", "")
