"""Leaves the names of private persons out of what is written."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from marsad.arabic.folding import Folded, word_key
from marsad.model.sourced import Sourced, SourcedReport

MARK = "[name withheld]"
STATEMENT = "Names of private persons are left out (the word for one is " + MARK + ")."
OPEN_STATEMENT = "Names of private persons are included (--private)."


def names_of(found: Sourced) -> tuple[str, ...]:
    """Every spelling of a private person's name in the articles of an incident, the longest first."""
    spellings = {s for report in found.reports for person in report.private for s in person.spellings}
    return tuple(sorted(spellings, key=lambda s: (-len(s), s)))


def without(text: str, names: Iterable[str]) -> str:
    """The text with each name replaced by MARK, in whatever spelling of its letters it stands there."""
    folded = Folded(text)
    for name in names:
        key = word_key(name)
        start = folded.text.find(key) if key else -1
        if start < 0:
            continue
        pieces, done = [], 0
        while start >= 0:
            pieces += [text[done : folded.at(start)], MARK]
            done = folded.at(start + len(key) - 1) + 1
            start = folded.text.find(key, start + len(key))
        text = "".join([*pieces, text[done:]])
        folded = Folded(text)
    return text


def without_url(url: str | None, names: Iterable[str]) -> str:
    """A link, or MARK where its words hold a name."""
    if not url:
        return ""
    words = unquote(url).replace("-", " ").replace("_", " ").replace("+", " ")
    return MARK if without(words, names) != words else url


def shown(found: Sourced) -> Sourced:
    """The incident without names of private persons in titles, sentences, quotes and links."""
    from msgspec.structs import replace

    names = names_of(found)
    if not names:
        return found
    incident = found.incident
    return Sourced(
        replace(
            incident,
            stances=tuple(replace(s, quote=without(s.quote, names), claimant=without(s.claimant, names)) for s in incident.stances),
            people=tuple(p for p in incident.people if without(p.value, names) == p.value),
            reports=tuple(replace(r, title=without(r.title, names) if r.title else r.title) for r in incident.reports),
        ),
        tuple(_report(report, names) for report in found.reports),
    )  # fmt: skip


def _report(report: SourcedReport, names: tuple[str, ...]) -> SourcedReport:
    from msgspec.structs import replace

    event = report.event
    evidence = tuple(replace(e, quote=without(e.quote, names)) for e in event.evidence)
    sources = tuple(replace(s, name=without(s.name, names), text=without(s.text, names)) for s in event.sources)
    return replace(
        report, event=replace(event, evidence=evidence, sources=sources), private=(),
        title=without(report.title, names) if report.title else report.title,
        sentence=without(report.sentence, names), url=without_url(report.url, names) or None,
    )  # fmt: skip
