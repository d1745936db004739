"""What a brief tells, as typed facts with the incidents behind each number. Nothing here knows a language or a format."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.brief.sources import ReportShown
from marsad.brief.wish import Area, Period
from marsad.incidents.audit import Audit
from marsad.model.incident import Incident, Stance
from marsad.store.periods import InForce

# In this order everywhere; "held" (captured and abducted) is told apart, since a prisoner is no hostage.
FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")


class Toll(Struct, frozen=True):
    """A figure over incidents. `low`, `best`, `high`: sums over the incidents that state it (`high` None: one of them is
    open above); `incidents`: those that state it; `silent`: how many do not. Not stated adds nothing and is not zero."""

    low: int
    best: int
    high: int | None
    incidents: tuple[str, ...]
    silent: int


class Share(Struct, frozen=True):
    """Incidents that have something in common, with the dead in them."""

    key: tuple[str, ...]
    incidents: tuple[str, ...]
    killed: Toll


class Commander(Struct, frozen=True):
    """A person with a public role who is reported killed, captured or abducted. `report`: the article that says it."""

    name: str
    alias: str | None
    role: str
    group: str | None
    outcome: str
    incident: str
    sentence: str
    publisher: str | None
    published: str | None


class Held(Struct, frozen=True):
    """A claim or denial of responsibility for an incident, with the sentence that holds its words."""

    incident: Incident
    stance: Stance
    sentence: str


class Doubts(Struct, frozen=True):
    """What is uncertain, as incident ids. `wide`, `undated`: incidents that may belong here and are in no count.
    `waiting`: reports of the base that are not linked yet."""

    contradicted: tuple[str, ...]  # sources differ on a toll
    differing: tuple[str, ...]  # sources differ on something else
    pointless: tuple[str, ...]  # no place with coordinates
    single: tuple[str, ...]  # one independent source
    disputed: tuple[str, ...]
    background: tuple[str, ...]  # told only as background of other news
    wide: tuple[str, ...]
    undated: tuple[str, ...]
    waiting: int


class Facts(Struct, frozen=True):
    """A brief before it is put into words."""

    base: str  # its name, without the folders it lies in
    held: InForce
    period: Period
    area: Area | None
    incidents: tuple[Incident, ...]  # counted, by date, then id
    before: tuple[Incident, ...]  # counted in the period before
    others: tuple[Incident, ...]  # in no count, named as doubts or by a tally
    tolls: dict[str, Toll]
    tolls_before: dict[str, Toll]
    kinds: tuple[Share, ...]
    kinds_before: tuple[Share, ...]
    holders: tuple[Share, ...]  # by who held the area and its basis (model.holder); key ("", ""): not known
    holders_before: tuple[Share, ...]
    days: tuple[Share, ...]
    gravest: tuple[Incident, ...]
    commanders: tuple[Commander, ...]
    stances: tuple[Held, ...]
    audits: tuple[tuple[Audit, str], ...]  # each with the sentence that states it
    audits_bare: int  # tallies of articles of these days that say too little to be held against the record
    audits_earlier: int  # tallies that count a time before the base's first article
    doubts: Doubts
    reports: dict[str, tuple[ReportShown, ...]]  # by incident id

    def in_order(self) -> tuple[Incident, ...]:
        """Every incident that the brief may lead to, as the appendix tells them."""
        return tuple({i.id: i for i in (*self.incidents, *self.before, *self.others)}.values())


def toll(incidents: Sequence[Incident], figure: str) -> Toll:
    """The sums of a figure. A report that gives bounds without a best value counts with its lower bound."""
    low, best, high, stating = 0, 0, 0, []
    opened = False
    for incident in incidents:
        value = getattr(incident, figure)
        if value is None or (value.low is None and value.best is None and value.high is None):
            continue
        stating.append(incident.id)
        least = value.low if value.low is not None else 0
        middle = value.best if value.best is not None else least
        low, best = low + least, best + middle
        opened = opened or value.high is None
        high += value.high or 0
    return Toll(low, best, None if opened else high, tuple(stating), len(incidents) - len(stating))
