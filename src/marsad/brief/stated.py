"""What parties state: claims, denials and tallies, each with the sentence that holds its words, private names hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from marsad.brief.facts import Held
from marsad.brief.sources import hidden, nameless, sentence_at
from marsad.incidents.audit import Audit
from marsad.model.incident import Incident
from marsad.model.record import Person, Tally
from marsad.store.periods import ReportText

People = Mapping[str, Sequence[Person]]  # by article or incident id
Counting = Mapping[str, tuple[str, Sequence[Tally]]]  # text and tallies by article id


def stances(counted: Sequence[Incident], texts: Sequence[ReportText], unnamed: People) -> tuple[Held, ...]:
    """Every claim and denial about the incidents, in their order. `unnamed`: whom not to name, by incident id."""
    by_article = {text.article: text.text for text in texts}
    out = []
    for incident in counted:
        for stance in incident.stances:
            text = by_article.get(stance.article, "")
            at = text.find(stance.quote)
            sentence = sentence_at(text, at, at + len(stance.quote)) if at >= 0 else stance.quote
            out.append(Held(incident, stance, hidden(sentence, unnamed.get(incident.id, ()))))
    return tuple(out)


def tallies(audits: Sequence[Audit], counting: Counting, people: People) -> tuple[tuple[Audit, str], ...]:
    """Audits with the sentence of each."""
    out = []
    for audit in audits:
        text, its = counting[audit.article]
        tally = tally_of(audit, its)
        private = nameless(people.get(audit.article, ()))
        sentence = hidden(sentence_at(text, tally.start, tally.end), private)
        out.append((replace(audit, quote=hidden(audit.quote, private)), sentence))
    return tuple(out)


class Told(Struct, frozen=True):
    """Which audits a brief tells, and how many it leaves out: `bare` say too little to be held against a record,
    `earlier` count a time before the base's first article, against which its record is empty by nature."""

    audits: list[Audit]
    bare: int = 0
    earlier: int = 0


def worth_telling(
    every: Sequence[Audit], counting: Counting, since: str | None, counted: set[str], *, narrow: bool
) -> Told:
    """The audits that hold a tally against something on record, and sums that do not add up. `since`: the day of the
    base's first article; `narrow`: only those that count one of the incidents."""
    stated = [a for a in every if a.whole is not None or a.adds_up is False]
    told = [a for a in stated if a.adds_up is False or _start(a, counting) >= (since or "")]
    if narrow:
        return Told([a for a in told if a.whole and counted & set(a.whole.incidents)])
    return Told(told, len(every) - len(stated), len(stated) - len(told))


def _start(audit: Audit, counting: Counting) -> str:
    """The first day that a tally counts; "" where it states none."""
    return tally_of(audit, counting[audit.article][1]).period.start or ""


def tally_of(audit: Audit, tallies: Sequence[Tally]) -> Tally:
    """The tally that was audited, among those of its article."""
    return next(t for t in tallies if t.quote == audit.quote and t.what == audit.what)
