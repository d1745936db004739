"""The sentence behind an incident: what each report says in its own words, without the names of private persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from marsad.arabic.sentences import sentence_around
from marsad.model.record import Event, Evidence, Figure, Person
from marsad.store.periods import ReportText

HIDDEN = "[…]"
_DIGITS = re.compile(r"\d{1,9}")  # of any script
LONGEST = 600  # characters of a sentence that a brief shows; longer ones are lists or lost full stops
_ROLES = ("fatalities", "injured", "captured", "abducted", "trigger")  # the sentence of the first of these is shown


class ReportShown(Struct, frozen=True):
    """A report as the appendix shows it; `sentence` may be cut at both ends (…) and has no private names."""

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    sentence: str


def shown(report: ReportText, private: Sequence[Person]) -> ReportShown:
    """A report with its sentence, private persons hidden in both sentence and title."""
    sentence = hidden(sentence_of(report.text, report.event), private)
    title = hidden(report.title, private) if report.title else None
    return ReportShown(report.event.id, title, report.publisher, report.published, report.url, sentence)


def sentence_of(text: str, event: Event) -> str:
    """The sentence that holds the gravest figure of the event, else its trigger; "" where it has no evidence."""
    for role in _ROLES:
        its = [e for e in event.evidence if e.role == role]
        if its:
            best = telling_words(its, getattr(event, role, None))
            return sentence_at(text, best.start, best.end)
    return sentence_at(text, event.evidence[0].start, event.evidence[0].end) if event.evidence else ""


def telling_words(evidence: Sequence[Evidence], figure: Figure | None) -> Evidence:
    """The words with the count itself where it is written in digits; of a sum, those with its greatest part."""
    counts = [] if figure is None else [figure.low, *sorted((p.low or 0 for p in figure.parts), reverse=True)]
    for count in filter(None, counts):
        for its in evidence:
            if count in map(int, _DIGITS.findall(its.quote)):
                return its
    return evidence[0]


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around some words of a text, at most LONGEST characters of it, its white space made single."""
    left, right = sentence_around(text, start, end)
    return _cut(text, left, right, start)


def _cut(line: str, left: int, right: int, at: int) -> str:
    if right - left <= LONGEST:
        return " ".join(line[left:right].split())
    first = max(left, at - LONGEST // 2)
    last = min(right, first + LONGEST)
    words = " ".join(line[first:last].split())
    return ("… " if first > left else "") + words + (" …" if last < right else "")


def nameless(people: Iterable[Person]) -> list[Person]:
    """Those whom a brief does not name: private persons, and people of whom the text states no role."""
    return [person for person in people if person.private or person.role is None]


def hidden(text: str, private: Sequence[Person]) -> str:
    """The text with the names of private persons taken out, longest first, so that no part of a name stays."""
    names = {name for person in private for name in (person.name, person.alias) if name}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        text = text.replace(name, HIDDEN)
    return text
