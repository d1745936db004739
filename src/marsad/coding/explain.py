"""Says why: what was found in a text, which rules and entries fired, what was set aside and for what reason."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.coding.incident import acled
from marsad.coding.incident.actors import choose
from marsad.coding.news.reported import Reported, features
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.reading import Reading
from marsad.coding.sentence.view import SentenceView
from marsad.model.record import Record
from marsad.places.locate import PlaceFound


class Explanation(Struct, frozen=True):
    """Lines for a reader, and the record they explain."""

    lines: tuple[str, ...]
    record: Record


def explain_views(
    reading: Reading,
    views: Sequence[SentenceView],
    drafts: Sequence[Draft],
    rejected: Sequence[tuple[int, Use]],
    reported: Reported | None,
) -> list[str]:
    """One block a sentence: triggers, people, figures, places, dates, drafts and the reasons of what was set aside."""
    lines: list[str] = []
    for view in views:
        lines.append(f"sentence {view.sentence.number + 1}: {reading.quote(view.sentence.first, view.sentence.last)}")
        lines += [
            f"  trigger   {_words(reading, u)}  [{u.trigger.id}, frame {u.trigger.frame}]"
            + (f"  set aside: {u.reason}" if u.reason else "")
            for u in view.uses
        ]
        lines += [f"  weapon    {reading.quote(h.first, h.last)}  [{h.phrase.entry.id}]" for h in view.weapons]
        lines += [f"  party     {_party(reading, p)}" for p in view.people]
        lines += [f"  place     {reading.quote(p.first, p.last)}  [{_where(p)}, {p.relation}]" for p in view.places]
        lines += [
            f"  date      {reading.quote(d.first, d.last)}  [{d.start} … {d.end}, {d.precision}, {d.kind}, {d.rule}]"
            for d in view.dates
        ]
        lines += [f"  marker    {reading.quote(h.first, h.last)}  [{h.phrase.entry.id}]" for h in view.markers]
        for draft in drafts:
            if draft.sentence is view.sentence:
                lines += _draft(reading, view, draft, len(views), reported)
        refused = [u for i, u in rejected if i == view.sentence.number and u.reason == "not_reported"]
        lines += [f"  mention   {_words(reading, u)}  set aside: not_reported" for u in refused]
    return lines


def _where(found: PlaceFound) -> str:
    """A place with how it and its units are known, or why it was refused."""
    if found.place is None:
        rivals = f" ({', '.join(found.rivals)})" if found.rivals else ""
        return f"refused: {found.reason}{rivals}"
    place = found.place
    units = (
        f", {' / '.join(u for u in (place.admin2, place.admin1) if u)} by {place.admin_basis}"
        if place.admin_basis
        else ""
    )
    return f"{place.name}{units}"


def _words(reading: Reading, use: Use) -> str:
    return reading.quote(use.first, use.last)


def _party(reading: Reading, p: Participant) -> str:
    names = ", ".join(n.name for n in choose(p)) or "?"
    notes = [
        p.slot and f"slot {p.slot}",
        p.figure and f"{p.figure.low}..{'' if p.figure.high is None else p.figure.high}",
        p.outcome,
        p.part and "part",
        p.asset and f"of {p.asset}",
    ]
    return f"{reading.quote(p.first, p.last)}  [{names}; {', '.join(str(n) for n in notes if n) or 'plain'}; {' '.join(n.entry for n in p.named)}]"


def _draft(reading: Reading, view: SentenceView, draft: Draft, sentences: int, reported: Reported | None) -> list[str]:
    kind, sub = acled.event_kind(draft)
    names = [" + ".join(n.name for p in people for n in choose(p)) or "-" for people in (draft.agents, draft.patients)]
    counts = ", ".join(f"{c.key} {c.low}..{'' if c.high is None else c.high}" for c in draft.counts)
    lines = [f"  reads as  {kind} / {sub}: {names[0]} -> {names[1]}" + (f"; {counts}" if counts else "")]
    if reported:
        found = features(view, draft, sentences)
        parts = sorted(((reported.weights.get(k, 0.0) * v, k) for k, v in found.items() if v), key=lambda p: -abs(p[0]))
        shown = ", ".join(f"{k} {w:+.1f}" for w, k in parts[:7] if abs(w) >= 0.05)
        lines.append(
            f"  score     {reported.score(found):+.2f} (founds an event from {reported.threshold:+.2f}): {shown}"
        )
    return lines
