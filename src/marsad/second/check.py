"""Checks an answer value by value: what the text does not say is dropped, with a reason, and counted.

An answer is untrusted input: it is parsed here, once, and nothing of it goes on but codes of ours, dates and numbers
that the quote itself says, and spans of the captured text.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from marsad.model.kinds import EVENT_TYPES
from marsad.model.record import Record
from marsad.second.figures import Figures
from marsad.second.problems import ReaderError
from marsad.second.prompt import MOST_EVENTS
from marsad.second.quotes import LONGEST, Quotes, Span
from marsad.second.reading import FIGURES, Dropped, Proposal, Words

MOST_ACTORS = 8  # on one side
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def events_of(content: str) -> list[Any]:
    """The proposed events, unchecked. Raises ReaderError reader-not-json."""
    fenced = _FENCE.match(content)
    try:
        answer = msgspec.json.decode(fenced.group(1) if fenced else content)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _not_json() from error
    events = answer.get("events") if isinstance(answer, dict) else None
    if not isinstance(events, list):
        raise _not_json()
    return events


def _not_json() -> ReaderError:
    what, todo = "answered with something else than the JSON asked for", "Use a model that follows a JSON schema"
    return ReaderError("reader-not-json", what, todo)


class Checker:
    """Checks the proposals for one record; `dropped` grows with each value that is not taken."""

    def __init__(self, record: Record, figures: Figures) -> None:
        self._quotes, self._figures, self._published = Quotes(record), figures, record.published
        self.dropped: list[Dropped] = []
        self._number = 0

    def proposals(self, events: list[Any]) -> tuple[Proposal, ...]:
        """What stands after the checks, in the order of the answer."""
        out = []
        for self._number, event in enumerate(events[:MOST_EVENTS], 1):
            proposal = self._event(event)
            if proposal:
                out.append(proposal)
        for self._number in range(MOST_EVENTS + 1, min(len(events), 10 * MOST_EVENTS) + 1):
            self._drop("event", "too_many")
        return tuple(out)

    def _drop(self, field: str, reason: str) -> None:
        self.dropped.append(Dropped(self._number, field, reason))

    def _event(self, event: Any) -> Proposal | None:
        if not isinstance(event, dict):
            self._drop("event", "malformed")
            return None
        kind = event.get("type")
        if not isinstance(kind, str) or kind not in EVENT_TYPES:
            self._drop("event", "unknown_type")
            return None
        span = self._span("event", event)
        if span is None:
            return None
        sub = event.get("sub_type")
        if sub is not None and (not isinstance(sub, str) or sub not in EVENT_TYPES[kind]):
            self._drop("sub_type", "unknown_sub_type")
            sub = None
        return Proposal(
            type=self._words(kind, span), sub_type=sub,
            actor1=self._actors("actor1", event, span), actor2=self._actors("actor2", event, span),
            place=self._named("place", event.get("place"), span), date=self._date(event.get("date"), span),
            **{name: self._figure(name, event.get(name), span) for name in FIGURES},
        )  # fmt: skip

    def _words(self, value: str, span: Span) -> Words:
        return Words(value, self._quotes.text[slice(*span)], *span)

    def _span(self, field: str, value: Any, near: Span | None = None) -> Span | None:
        quote = value.get("quote") if isinstance(value, dict) else None
        if not isinstance(quote, str):
            self._drop(field, "malformed")
            return None
        if len(quote) > LONGEST:
            self._drop(field, "quote_too_long")
            return None
        span = self._quotes.find(quote, near)
        if span is None:
            self._drop(field, "quote_not_in_text")
        return span

    def _actors(self, field: str, event: dict[str, Any], near: Span) -> tuple[Words, ...]:
        given = event.get(field)
        if not isinstance(given, list):
            if given is not None:
                self._drop(field, "malformed")
            return ()
        if len(given) > MOST_ACTORS:
            self._drop(field, "too_many")
        return tuple(w for one in given[:MOST_ACTORS] if (w := self._named(field, one, near)))

    def _named(self, field: str, value: Any, near: Span) -> Words | None:
        """A name must be words of its quote; it is given on as the text spells it."""
        if value is None:
            return None
        span = self._span(field, value, near)
        if span is None:
            return None
        name = value.get("value")
        if not isinstance(name, str) or not name.strip():
            self._drop(field, "malformed")
            return None
        inner = self._quotes.find(name, span)
        if inner is None or not (span[0] <= inner[0] and inner[1] <= span[1]):
            self._drop(field, "value_not_in_quote")
            return None
        return self._words(self._quotes.text[slice(*inner)], span)

    def _date(self, value: Any, near: Span) -> Words | None:
        if value is None:
            return None
        span = self._span("date", value, near)
        if span is None:
            return None
        start, end = value.get("start"), value.get("end")
        end = start if end is None else end
        if not isinstance(start, str) or not isinstance(end, str):
            self._drop("date", "malformed")
            return None
        if (start, end) not in self._figures.days(self._quotes.text, span, self._published):
            self._drop("date", "date_not_in_quote")
            return None
        return self._words(start if start == end else f"{start}/{end}", span)

    def _figure(self, field: str, value: Any, near: Span) -> Words | None:
        if value is None:
            return None
        span = self._span(field, value, near)
        if span is None:
            return None
        low, high = value.get("low"), value.get("high")
        if not _count(low) or not (high is None or _count(high)):
            self._drop(field, "malformed")
            return None
        if (low, high) not in self._figures.counts(self._quotes.text, span):
            self._drop(field, "number_not_in_quote")
            return None
        return self._words(_shown(low, high), span)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _shown(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"
