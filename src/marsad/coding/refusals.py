"""Place mentions without a place, as rejections of the record and as the reason of an event that has no place."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.reading import Reading
from marsad.model.record import Rejection
from marsad.places.locate import PlaceFound
from marsad.places.refusals import passed_over


def refused_places(reading: Reading) -> tuple[Rejection, ...]:
    """Mentions that the resolver refused and names inside other names, in the order of the text; `entry` lists the ids of
    the rows that carry the name."""
    found = [(p.first, p.last, p.reason, f"place.{p.relation}", p.rivals) for p in _refused(reading.places)]
    spans = [*((p.first, p.last) for p in reading.places), *reading.taken]
    inner = passed_over(reading.placed.scan, spans)
    found += [(p.first, p.last, p.reason, "place.none", p.rows) for p in inner]
    out = []
    for first, last, reason, rule, rows in sorted(found, key=lambda f: f[:2]):
        start, end = reading.span(first, last)
        out.append(Rejection(start, end, reading.quote(first, last), reason or "", rule, "|".join(rows)))
    return tuple(out)


def refused_in(reading: Reading, drafts: Sequence[Draft]) -> str | None:
    """Why an event has no place, where its words name one that was refused: "ambiguous_name: طرابلس"."""
    for place in _refused(reading.places):
        if any(d.first <= place.first < d.last for d in drafts):
            return f"{place.reason}: {reading.quote(place.first, place.last)}"
    return None


def _refused(places: Sequence[PlaceFound]) -> list[PlaceFound]:
    return [p for p in places if p.place is None]
