"""Articles that people have judged, as gold data: what was coded, with every judgement applied, one record a line.

Accepted values stay, rejected ones go, corrected ones carry the new value, added ones come in. A corrected place has the
coordinates of the gazetteer or of the person who corrected it; one that neither tells has none, and its record says so
(`unlocated`). A value that nobody judged is kept as it was coded and counted (`unjudged`), so that a user of the file can
choose.

A line is also a gold record for `marsad eval`: `relevant`, and `quotes` of each event, the sentences of its triggers. What
the coder reads there (id, text, published) is what it read before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.arabic.sentences import sentence_around
from marsad.model.kinds import kind_of
from marsad.model.record import PlaceRef
from marsad.store.revisions import Revision, of_article, revised_articles
from marsad.store.rows import FIGURES
from marsad.store.values import Value, values_of

if TYPE_CHECKING:
    from marsad.model.record import Record
    from marsad.store.repository import Store

Locate = Callable[["Record", Value], PlaceRef | None]  # the place that the revision of a value states
_FIGURE = re.compile(r"(\d{1,9})(\+|\s*[-–]\s*(\d{1,9}))?")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?")


def gold(store: Store, locate: Locate) -> Iterator[bytes]:
    """A line for each judged article in force, by id. `locate` looks up a place that a person states."""
    with store.reading() as connection:
        wanted = revised_articles(connection)
    for id_ in wanted:
        with store.reading() as connection:
            judged = of_article(connection, id_)
        record = store.record(id_)
        values, loose = values_of(record, judged)
        line = _applied(record, values, locate)
        line["revisions"] = msgspec.to_builtins(judged)
        line["loose"] = msgspec.to_builtins(loose)
        line["unjudged"] = sum(v.revision is None and v.field != "rejected" for v in values)
        yield msgspec.json.encode(line) + b"\n"


def _applied(record: Record, values: list[Value], locate: Locate) -> dict[str, Any]:
    line: dict[str, Any] = msgspec.to_builtins(record)
    line["people"] = [person for person in line["people"] if not person["private"]]
    events = {event["id"]: event for event in line["events"]}
    line["added"] = []
    for value, said in _changes(values):
        event = events.get(value.event or "")
        if event is not None:
            place = locate(record, value) if value.field == "place" and said.action != "reject" else None
            _to_event(event, value, said.action, said.value or "", place)
        elif said.action == "reject":
            for name in ("tallies", "claims", "people", "rejections"):
                line[name] = [v for v in line[name] if (v["start"], v["end"]) != (value.start, value.end)]
        else:
            line["added"].append({"start": value.start, "end": value.end, "quote": value.quote, "field": value.field,
                                  "value": said.value, "instead": said.old})  # fmt: skip
    line["events"] = [event for event in line["events"] if not _no_event(event, values)]
    for event in line["events"]:
        spots = [(e["start"], e["end"]) for e in event["evidence"] if e["role"] == "trigger"]
        event["quotes"] = list(
            dict.fromkeys(record.text[slice(*sentence_around(record.text, *spot))] for spot in spots)
        )
    places = (event["place"] for event in line["events"] if event["place"])
    line["unlocated"] = [place["name"] for place in places if place.get("lat") is None]
    line["relevant"] = bool(line["events"] or line["tallies"])
    return line


def _changes(values: list[Value]) -> list[tuple[Value, Revision]]:
    """What was judged wrong or added: rejections first, so that what came instead stays, then as people said it."""
    said = [(value, value.revision) for value in values if value.revision and value.revision.action != "accept"]
    return sorted(said, key=lambda pair: (pair[1].action != "reject", pair[1].at))


def _no_event(event: dict[str, Any], values: list[Value]) -> bool:
    """All the triggers of an event were rejected: it did not happen, or is not told here."""
    triggers = [v for v in values if v.event == event["id"] and v.field == "trigger"]
    return bool(triggers) and all(v.revision is not None and v.revision.action == "reject" for v in triggers)


def _to_event(event: dict[str, Any], value: Value, action: str, new: str, place: PlaceRef | None) -> None:
    gone = action == "reject"
    words = {"start": value.start, "end": value.end, "quote": value.quote, "role": value.field, "rule": "revision"}
    event["evidence"] = [e for e in event["evidence"] if not (gone and _same(e, value) and e["role"] == value.field)]
    if action == "add":
        event["evidence"].append(words)
    if value.field in FIGURES:
        event[value.field] = None if gone else figure_of(new)
    elif value.field == "trigger" and not gone:
        event["sub_event_type"] = new
        event["event_type"] = kind_of(new) or event["event_type"]
    elif value.field == "place":
        unlocated = PlaceRef(new, value.quote, value.start, value.end, "unknown")
        event["place"] = None if gone else msgspec.to_builtins(place or unlocated)
        event["place_reason"] = "revision" if gone else None
    elif value.field == "date":
        event["date"] = date_of("" if gone else new, value.quote)
    elif value.field in ("actor1", "actor2"):
        kept = [a for a in event[value.field] if not _same(a, value)]
        if not gone:
            kept.append({"name": new, "text": value.quote, "start": value.start, "end": value.end})
        event[value.field] = kept


def _same(part: dict[str, Any], value: Value) -> bool:
    return (part["start"], part["end"]) == (value.start, value.end)


def figure_of(text: str) -> dict[str, int | None] | None:
    """ "5", "5+" (open above) or "5-7"; None for anything else."""
    found = _FIGURE.fullmatch(text.strip())
    if not found:
        return None
    low = int(found[1])
    return {"low": low, "high": None if found[2] == "+" else int(found[3] or low)}


def date_of(text: str, quote: str) -> dict[str, Any]:
    """ "2015-08-01" or "2015-08-01..2015-08-03"; anything else is an empty date that keeps the words."""
    found = _DAYS.fullmatch(text.strip())
    if not found:
        return {"start": None, "end": None, "precision": "unknown", "text": quote, "reason": "revision"}
    return {"start": found[1], "end": found[2] or found[1], "precision": "day", "text": quote}
