"""Records as lines for a terminal: plain text, one fact a line, Arabic last on the line (it runs right to left)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.cli.surface import printable
from marsad.model.record import (
    ActorRef,
    Claim,
    DateRef,
    Event,
    Evidence,
    Figure,
    MapControl,
    Person,
    PlaceRef,
    Record,
    Tally,
)

OUTCOMES = {"fatalities": "killed", "injured": "injured", "captured": "captured", "abducted": "abducted",
            "escaped": "escaped"}  # fmt: skip
COLUMNS = ("event", "date", "what", "who", "whom", "where", "people", "status")


def figure(value: Figure) -> str:
    """7 · 7+ (at least) · 5-7 · at most 7."""
    if value.low is None:
        return f"at most {value.high}"
    if value.high is None:
        return f"{value.low}+"
    return str(value.low) if value.low == value.high else f"{value.low}-{value.high}"


def days(date: DateRef, reported: str | None) -> str:
    """The interval; without one, the latest day possible."""
    if date.start is None:
        return f"by {reported}" if reported else "not stated"
    return date.start if date.end in (None, date.start) else f"{date.start}..{date.end}"


def names(actors: Sequence[ActorRef]) -> str:
    return ", ".join(dict.fromkeys(a.name for a in actors)) or "-"


def toll(event: Event) -> str:
    """All stated figures in one phrase: "7 killed, 2+ captured"."""
    values = ((getattr(event, key), word) for key, word in OUTCOMES.items())
    return ", ".join(f"{figure(value)} {word}" for value, word in values if value) or "-"


def where(place: PlaceRef | None) -> str:
    return ", ".join(p for p in (place.name, place.country) if p) if place else "-"


def row(event: Event) -> tuple[str, ...]:
    """The cells of COLUMNS."""
    status = f"{event.status}, background" if event.background else event.status
    return (
        event.id, days(event.date, event.reported), event.sub_event_type, names(event.actor1), names(event.actor2),
        where(event.place), toll(event), status,
    )  # fmt: skip


def heading(record: Record) -> str:
    """The one line that stands for an article in a listing."""
    facts = [record.id, *(f for f in (record.published, record.publisher, record.title) if f)]
    return printable("  ".join(facts))


def article_lines(record: Record) -> Iterator[str]:
    """An article in full: what it is, and everything read in it with the words that say it."""
    yield heading(record)
    labels = {"author": record.author, "section": record.section, "place line": record.place_line, "url": record.url}
    for label, value in labels.items():
        if value:
            yield printable(f"  {label}: {value}")
    for event in record.events:
        yield ""
        yield from event_lines(event)
    for title, lines in (
        ("tallies", [line for t in record.tallies for line in _tally(t)]),
        ("claims", [line for c in record.claims for line in _claim(c)]),
        ("people", [_person(p) for p in record.people]),
        ("seen and not coded", [f"{r.reason}: «{r.quote}»" for r in record.rejections]),
    ):
        if lines:
            yield ""
            yield title
            yield from (printable(f"  {line}") for line in lines)
    yield ""
    v = record.versions
    yield f"read by Marsad {v.marsad}, lexicon {v.lexicon}, rules {v.rules}"


def event_lines(event: Event) -> Iterator[str]:
    """One event, value by value, then the words it rests on."""
    plover = f"{event.plover.event} {event.plover.mode}" if event.plover.mode else event.plover.event
    yield printable(f"{event.id}  {event.event_type} / {event.sub_event_type} (PLOVER {plover})")
    for label, value in _values(event):
        yield printable(f"  {label:9} {value}")
    yield "  words"
    for words in event.evidence:
        yield printable(f"    {_words(words)}")


def _values(event: Event) -> Iterator[tuple[str, str]]:
    if event.tactics:
        yield "tactics", ", ".join(event.tactics)
    date = f"{days(event.date, event.reported)} ({event.date.precision})"
    yield "date", f"{date} «{event.date.text}»" if event.date.text else date
    if event.place:
        yield "place", _place(event.place)
    else:
        yield "place", event.place_reason or "not stated"
    for label, actors in (("who", event.actor1), ("whom", event.actor2)):
        for actor in actors:
            yield label, f"{actor.name} «{actor.text}»"
    for key, word in OUTCOMES.items():
        value = getattr(event, key)
        if value:
            parts = ", ".join(f"{p.group} {figure(Figure(p.low, p.high))}" for p in value.parts)
            yield word, f"{figure(value)} ({parts})" if parts else figure(value)
    if event.control:
        yield "held by", f"{event.control.name} «{event.control.text}»"
    if event.control_map:
        yield "map says", _map_control(event.control_map)
    for source in event.sources:
        leaning = f" ({source.leaning})" if source.leaning else ""
        yield "source", f"{source.name}{leaning} «{source.text}»"
    yield "status", f"{event.status}, background" if event.background else event.status


def _map_control(found: MapControl) -> str:
    """Who held the place by the user's control map, marked as derived from it."""
    derived = f"derived from {found.map} {found.digest}"
    if found.holder is None:
        return f"no holder, {found.reason} ({derived})"
    return f"{found.holder}, {found.valid_from} to {found.valid_to or 'today'} ({derived}; {found.basis})"


def _place(place: PlaceRef) -> str:
    chain = ", ".join(dict.fromkeys(p for p in (place.name, place.admin2, place.admin1, place.country) if p))
    point = "" if place.lat is None or place.lon is None else f" ({place.lat:.3f}, {place.lon:.3f})"
    return f"{chain}; {place.level}{point} «{place.text}»"


def _words(words: Evidence) -> str:
    by = " ".join(p for p in (words.rule, words.entry) if p)
    return f"{words.role:12} {words.start}-{words.end} {by} «{words.quote}»"


def _tally(tally: Tally) -> Iterator[str]:
    period = f" {tally.period.start}..{tally.period.end}" if tally.period.start else ""
    source = f" by {tally.source.name}" if tally.source else ""
    actor = f" of {', '.join(tally.actor)}" if tally.actor else ""
    yield f"{figure(tally.count)} {tally.what}{actor}{period}{source} «{tally.quote}»"
    for part in tally.parts:
        yield f"  {part.count} {part.label}"
    if tally.adds_up is not None:
        yield "  the parts add up" if tally.adds_up else "  the parts do not add up"


def _claim(claim: Claim) -> Iterator[str]:
    rest = "".join((f" through {claim.outlet}" if claim.outlet else "", f" of {claim.event}" if claim.event else ""))
    silent = f"; silent on {', '.join(claim.silent_on)}" if claim.silent_on else ""
    yield f"{claim.kind} by {claim.claimant}{rest}{silent} «{claim.quote}»"


def _person(person: Person) -> str:
    facts = [f for f in (person.alias, person.role, person.group, person.outcome, person.event) if f]
    return f"{person.name} ({'; '.join(facts)})" if facts else person.name
