"""What a second reader said about one article: proposals that quote the text, what was dropped, and the comparison.

Every string here is either a code of ours or words of the captured text: an answer cannot bring in words of its own.
Spans are half-open offsets in code points into the captured text.
"""

from __future__ import annotations

from msgspec import Struct

FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")


class Words(Struct, frozen=True):
    """A value with the words that say it. `value` is a code, a date, a figure, or itself words of the quote."""

    value: str
    quote: str
    start: int
    end: int


class Proposal(Struct, frozen=True, omit_defaults=True):
    """An event as the second reader proposes it, after the checks. `type` quotes the words that report the event."""

    type: Words
    sub_type: str | None = None
    actor1: tuple[Words, ...] = ()
    actor2: tuple[Words, ...] = ()
    place: Words | None = None
    date: Words | None = None  # "2020-05-25" or "2020-05-20/2020-05-25"
    fatalities: Words | None = None  # "7", "7+" (at least), "5-7"
    injured: Words | None = None
    captured: Words | None = None
    abducted: Words | None = None
    escaped: Words | None = None


class Dropped(Struct, frozen=True):
    """A proposed value that was not taken: number of the event in the answer (from 1), the field, and a reason code."""

    event: int
    field: str
    reason: str


class Compared(Struct, frozen=True):
    """One field of an event, as the rules and as the second reader have it, each with its quotes."""

    field: str
    verdict: str  # agree | differ | only_rules | only_reader
    rules: tuple[Words, ...] = ()
    reader: tuple[Words, ...] = ()


class Pair(Struct, frozen=True):
    """An event of the rules beside a proposal (number from 1); one of them is None where only the other saw it."""

    verdict: str  # agree | differ | only_rules | only_reader
    event: str | None
    proposal: int | None
    fields: tuple[Compared, ...]


class Problem(Struct, frozen=True):
    """Why there is no second reading of an article: a stable code, and what to do."""

    code: str
    message: str


class SecondReading(Struct, frozen=True, omit_defaults=True):
    """The second reading of one article. `prompt` is the digest of instructions, schema and model; `cut`: the article
    was longer than what is sent, so that the reader saw its beginning only. Nothing of it changes the record."""

    model: str
    prompt: str
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    comparison: tuple[Pair, ...] = ()
    cut: bool = False
    error: Problem | None = None
