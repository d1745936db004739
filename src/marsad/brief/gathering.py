"""From a base to the facts of a brief.

Counted is an incident of at most a week's span that begins in the period, so that each incident is in one period only.
Wider ones (a month, a year) and undated ones are shown as doubts and are in no count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import Connection

from marsad.brief import stated
from marsad.brief.facts import FIGURES, Commander, Doubts, Facts, Share, toll
from marsad.brief.sources import hidden, nameless, sentence_at, shown
from marsad.brief.wish import Area, Period
from marsad.model.holder import holder_of
from marsad.model.incident import Incident
from marsad.model.record import Person
from marsad.store.audits import audits
from marsad.store.linking import waiting
from marsad.store.periods import ReportText, articles_with_tallies, in_force, people_in, report_texts, touching
from marsad.store.repository import Store

WIDEST_DAYS = 7  # incidents.cards.WIDE_DAYS: what is wider dates nothing by itself
GRAVEST = 10  # incidents told one by one
_TOLD_OUTCOMES = ("killed", "captured", "abducted")


def gather(store: Store, period: Period, area: Area | None, countries: Mapping[str, str]) -> Facts:
    """The facts of a period (`countries`: English names by ISO code). A base that is written to meanwhile may be seen
    before and after one link run; each incident is whole in either."""
    unlinked = waiting(store)
    with store.reading() as connection:
        counting = articles_with_tallies(connection, period.first.isoformat(), period.last.isoformat())
    every = [done for article in counting for done in audits(store, countries, article)[0]]
    with store.reading() as connection:
        found = touching(connection, period.before().first.isoformat(), period.last.isoformat())
        mine = [i for i in found if area is None or area.holds(i)]
        counted = [i for i in mine if _counted(i, period)]
        before = [i for i in mine if _counted(i, period.before())]
        doubtful = [i for i in mine if _doubtful(i, period)]
        held = in_force(connection)
        told = stated.worth_telling(every, counting, held.since, {i.id for i in counted}, narrow=area is not None)
        named = {id_ for done in told.audits for part in (done.whole, *done.parts) if part for id_ in part.incidents}
        others = _others(connection, doubtful, named - {i.id for i in counted})
        shown_ids = [i.id for i in (*counted, *before, *others)]
        texts = list(report_texts(connection, shown_ids))
        people = people_in(connection, sorted({t.article for t in texts} | set(counting)))
    reports: dict[str, list[ReportText]] = {}
    for text in texts:
        reports.setdefault(text.incident, []).append(text)
    unnamed = {id_: _unnamed(its, people) for id_, its in reports.items()}
    return Facts(
        base=PurePath(store.where).name, held=held, period=period, area=area,
        incidents=tuple(counted), before=tuple(before), others=tuple(others),
        tolls={f: toll(counted, f) for f in FIGURES}, tolls_before={f: toll(before, f) for f in FIGURES},
        kinds=_shares(counted, _kind), kinds_before=_shares(before, _kind),
        holders=_shares(counted, _holder), holders_before=_shares(before, _holder), days=_days(counted, period),
        gravest=_gravest(counted), commanders=_commanders(counted, reports, people, unnamed),
        stances=stated.stances(counted, texts, unnamed),
        audits=stated.tallies(told.audits, counting, people),
        audits_bare=told.bare, audits_earlier=told.earlier,
        doubts=_doubts(counted, doubtful, unlinked),
        reports={id_: tuple(shown(t, unnamed[id_]) for t in its) for id_, its in reports.items()},
    )  # fmt: skip


def _span(incident: Incident) -> int:
    start, end = incident.date.start, incident.date.end
    assert start is not None
    return (dt.date.fromisoformat(end or start) - dt.date.fromisoformat(start)).days + 1


def _counted(incident: Incident, period: Period) -> bool:
    start = incident.date.start
    return start is not None and period.holds(start, start) and _span(incident) <= WIDEST_DAYS


def _doubtful(incident: Incident, period: Period) -> bool:
    """Meets the period and is counted nowhere."""
    start, end = incident.date.start, incident.date.end
    if start is None:
        return end is not None and period.holds(end, end)
    meets = start <= period.last.isoformat() and (end or start) >= period.first.isoformat()
    return meets and _span(incident) > WIDEST_DAYS


def _others(connection: Connection, doubtful: Sequence[Incident], named: set[str]) -> list[Incident]:
    """The doubtful ones, and those that tallies name from outside the period, by date, then id."""
    from marsad.store.incidents import incident

    more = [incident(connection, id_) for id_ in sorted(named - {i.id for i in doubtful})]
    return sorted([*doubtful, *more], key=lambda i: (i.date.start or "", i.id))


def _shares(counted: Sequence[Incident], keys: Callable[[Incident], Iterable[tuple[str, ...]]]) -> tuple[Share, ...]:
    """Incidents by what they have in common, the most first."""
    groups: dict[tuple[str, ...], list[Incident]] = {}
    for incident in counted:
        for key in keys(incident):
            groups.setdefault(key, []).append(incident)
    made = [Share(key, tuple(i.id for i in its), toll(its, "fatalities")) for key, its in groups.items()]
    return tuple(sorted(made, key=lambda s: (-len(s.incidents), s.key)))


def _kind(incident: Incident) -> list[tuple[str, str]]:
    return [(incident.event_type, incident.sub_event_type)]


def _holder(incident: Incident) -> list[tuple[str, str]]:
    """Who held the area, and by what basis: the best supported statement (where reports differ the rest is doubt), else
    the control map that its reports were coded with."""
    return [holder_of(incident) or ("", "")]


def _days(counted: Sequence[Incident], period: Period) -> tuple[Share, ...]:
    """Every day of the period, also those of which nothing is on record; an incident stands at its first day."""
    out = []
    for n in range(period.days):
        day = (period.first + dt.timedelta(n)).isoformat()
        its = [i for i in counted if i.date.start == day]
        out.append(Share((day,), tuple(i.id for i in its), toll(its, "fatalities")))
    return tuple(out)


def _gravest(counted: Sequence[Incident]) -> tuple[Incident, ...]:
    """By the dead as best known, then by independent sources; only incidents in which someone died or was hurt or held."""

    def weight(incident: Incident) -> tuple[int, int, str]:
        dead = incident.fatalities.best if incident.fatalities else None
        return (-(dead or 0), -incident.sources, incident.id)

    grave = [i for i in counted if any(getattr(i, f) is not None for f in FIGURES[:4])]
    return tuple(sorted(grave, key=weight)[:GRAVEST])


def _unnamed(reports: Sequence[ReportText], people: dict[str, list[Person]]) -> list[Person]:
    """Whom the brief does not name in an incident: who is private in one report of it is so in all of them."""
    return [p for report in reports for p in nameless(people.get(report.article, ()))]


def _commanders(
    counted: Sequence[Incident],
    reports: dict[str, list[ReportText]],
    people: dict[str, list[Person]],
    unnamed: dict[str, list[Person]],
) -> tuple[Commander, ...]:
    """People whose public role a report states, and no others: a name without a role may be anyone's."""
    out: dict[tuple[str, str, str], Commander] = {}
    for incident in counted:
        private = {p.name for p in unnamed.get(incident.id, ()) if p.private}
        for text in reports.get(incident.id, ()):
            for person in people.get(text.article, []):
                if person.name in private or person.private or not person.role or person.outcome not in _TOLD_OUTCOMES:
                    continue
                if person.event != text.event.id:
                    continue
                others = [p for p in unnamed[incident.id] if p.name != person.name]
                sentence = hidden(sentence_at(text.text, person.start, person.end), others)
                key = (incident.id, person.name, person.outcome)
                out.setdefault(key, Commander(person.name, person.alias, person.role, person.group, person.outcome,
                                              incident.id, sentence, text.publisher, text.published))  # fmt: skip
    return tuple(out.values())


def _doubts(counted: Sequence[Incident], doubtful: Sequence[Incident], unlinked: int) -> Doubts:
    def ids(wanted: Callable[[Incident], bool], among: Sequence[Incident] = counted) -> tuple[str, ...]:
        return tuple(i.id for i in among if wanted(i))

    return Doubts(
        contradicted=ids(lambda i: not set(FIGURES).isdisjoint(i.contradictions)),
        differing=ids(lambda i: bool(set(i.contradictions) - set(FIGURES))),
        pointless=ids(lambda i: i.place is None or i.place.lat is None or i.place.lon is None),
        single=ids(lambda i: i.sources <= 1),
        disputed=ids(lambda i: i.status == "disputed"),
        background=ids(lambda i: i.background),
        wide=ids(lambda i: i.date.start is not None, doubtful),
        undated=ids(lambda i: i.date.start is None, doubtful),
        waiting=unlinked,
    )
