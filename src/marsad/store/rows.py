"""A record taken apart into the rows of its tables, without the key of the reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from marsad.model.record import ActorRef, Claim, Event, Evidence, Figure, Person, Record, Rejection, Tally

Row = dict[str, Any]
FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")


def part_rows(record: Record) -> dict[str, list[Row]]:
    """Rows by table name, in the order in which they are written."""
    return {
        "reports": [_report(n, event) for n, event in enumerate(record.events)],
        "tallies": [_tally(n, tally) for n, tally in enumerate(record.tallies)],
        "claims": [_claim(n, claim) for n, claim in enumerate(record.claims)],
        "people": [_person(n, person) for n, person in enumerate(record.people)],
        "rejections": [_rejection(n, rejection) for n, rejection in enumerate(record.rejections)],
        "evidence": [
            *_evidence("reports", record.events),
            *_evidence("tallies", record.tallies),
            *_evidence("claims", record.claims),
            *_evidence("people", record.people),
        ],
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _names(actors: Sequence[ActorRef]) -> str:
    return "; ".join(dict.fromkeys(actor.name for actor in actors))


def _bounds(name: str, figure: Figure | None) -> Row:
    return {f"{name}_low": figure.low if figure else None, f"{name}_high": figure.high if figure else None}


def _report(number: int, event: Event) -> Row:
    row: Row = {
        "number": number,
        "id": event.id,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
    }
    row |= {"plover_event": event.plover.event, "plover_mode": event.plover.mode}
    row |= {"actor1": _names(event.actor1), "actor2": _names(event.actor2)}
    place = event.place
    row |= {
        "place": place and place.name, "place_ar": place and place.name_ar, "place_level": place and place.level,
        "country": place and place.country, "admin1": place and place.admin1, "admin2": place and place.admin2,
        "lat": place and place.lat, "lon": place and place.lon, "geo_precision": place and place.geo_precision,
    }  # fmt: skip
    row |= {"date_start": event.date.start, "date_end": event.date.end, "date_precision": event.date.precision}
    for name in FIGURES:
        row |= _bounds(name, getattr(event, name))
    row |= {"reported": event.reported, "status": event.status, "background": int(event.background)}
    return row | {"record": _json(event)}


def _tally(number: int, tally: Tally) -> Row:
    row: Row = {"number": number, "start": tally.start, "end": tally.end, "quote": tally.quote, "what": tally.what}
    row |= _bounds("count", tally.count)
    row |= {"place": tally.place, "period_start": tally.period.start, "period_end": tally.period.end}
    row |= {"source": tally.source and tally.source.name}
    return row | {"adds_up": None if tally.adds_up is None else int(tally.adds_up), "record": _json(tally)}


def _claim(number: int, claim: Claim) -> Row:
    row: Row = {"number": number, "start": claim.start, "end": claim.end, "quote": claim.quote, "kind": claim.kind}
    row |= {"claimant": claim.claimant, "outlet": claim.outlet, "date": claim.date, "event": claim.event}
    return row | {"record": _json(claim)}


def _person(number: int, person: Person) -> Row:
    row: Row = {"number": number, "start": person.start, "end": person.end, "name": person.name, "alias": person.alias}
    row |= {"role": person.role, "group_name": person.group, "outcome": person.outcome, "event": person.event}
    return row | {"private": int(person.private), "record": _json(person)}


def _rejection(number: int, rejection: Rejection) -> Row:
    return {"number": number, **msgspec.structs.asdict(rejection)}


def _evidence(part: str, values: Sequence[Event | Tally | Claim | Person]) -> list[Row]:
    return [
        {"part": part, "part_number": owner, "number": n, **_words(words)}
        for owner, value in enumerate(values)
        for n, words in enumerate(value.evidence)
    ]


def _words(words: Evidence) -> Row:
    return msgspec.structs.asdict(words)
