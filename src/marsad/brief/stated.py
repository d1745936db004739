"""What parties state: claims, denials and tallies, each with the sentence that holds its words, private names hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        tally = next(t for t in its if t.quote == audit.quote and t.what == audit.what)
        private = nameless(people.get(audit.article, ()))
        sentence = hidden(sentence_at(text, tally.start, tally.end), private)
        out.append((replace(audit, quote=hidden(audit.quote, private)), sentence))
    return tuple(out)


def worth_telling(every: Sequence[Audit], counted: set[str], *, narrow: bool) -> tuple[list[Audit], int]:
    """The audits that hold a tally against something (`narrow`: only those that count one of the incidents), and how
    many tallies say too little for that."""
    told = [a for a in every if a.whole is not None or a.adds_up is False]
    if narrow:
        return [a for a in told if a.whole and counted & set(a.whole.incidents)], 0
    return told, len(every) - len(told)
