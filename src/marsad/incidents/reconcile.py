"""One incident out of its reports: the best supported values, every source's figures, and where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from marsad.incidents.cards import FIGURES
from marsad.model.incident import Days, Incident, MapHolder, Reconciled, ReportRef, ScenePlace, Stance, Stated, Support
from marsad.model.record import Claim, Event, Figure, Person

RULE = "the last figure of most independent sources; among equals the latest, then the lower"
PRECISION = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
LEVELS = {
    "site": 0,
    "neighbourhood": 1,
    "village": 1,
    "town": 2,
    "district": 3,
    "region": 4,
    "province": 4,
    "country": 5,
}


class Member(Struct, frozen=True):
    """A report with what its article says around it."""

    ref: ReportRef
    event: Event
    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()


def incident_id(reports: Iterable[ReportRef]) -> str:
    """A short id from the founding report: the one published first, then the smaller ids."""
    first = min(reports, key=_age)
    return "i" + hashlib.sha256(f"{first.article}\n{first.event}".encode()).hexdigest()[:12]


def _age(ref: ReportRef) -> tuple[str, str, str]:
    return ref.published or "9999", ref.article, ref.event


def independent(refs: Sequence[ReportRef]) -> int:
    """How many sources stand behind reports: copies of one text count once, and so do pages of one publisher.

    Two reports count as one source where they share a publisher, or where one repeats the text of the other; this is
    closed over chains, so that a wire text that three papers print is one source.
    """
    parent = {n: n for n in range(len(refs))}

    def top(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    first: dict[str, int] = {}
    for n, ref in enumerate(refs):
        for name in (f"source {ref.source}", f"text {ref.copy_of or ref.article}"):
            other = first.setdefault(name, n)
            parent[top(n)] = top(other)
    return len({top(n) for n in parent})


def reconcile(members: Sequence[Member]) -> Incident:
    """The incident of one or more reports; the order in which they come does not matter."""
    members = sorted(members, key=lambda m: _age(m.ref))
    refs = tuple(m.ref for m in members)
    subs = _supports(members, lambda e: [e.sub_event_type])
    figures = {name: _figure(members, name) for name in FIGURES}
    dates = _supports(members, lambda e: [_days(e)] if e.date.start else [])
    places = _supports(members, lambda e: [e.place.name] if e.place else [])
    actor1 = _supports(members, lambda e: [a.name for a in e.actor1])
    actor2 = _supports(members, lambda e: [a.name for a in e.actor2])
    by_id = {m.event.id: m.event for m in members}
    place = _scene(members, places)
    return Incident(
        id=incident_id(refs), event_type=next(e.event_type for e in by_id.values() if e.sub_event_type == subs[0].value),
        sub_event_type=subs[0].value, sub_event_types=subs, date=_best_days(members, dates), dates=dates,
        place=place, places=places, actor1=actor1, actor2=actor2,
        control=_supports(members, lambda e: [e.control.name] if e.control else []), **figures,
        status=_status(members), background=all(m.event.background for m in members), stances=tuple(_stances(members)),
        people=_people(members), sources=independent(refs),
        contradictions=tuple(_contradictions(dates, places, actor1, actor2, figures)), reports=refs,
        control_map=_by_map(members, place),
    )  # fmt: skip


def _supports(members: Sequence[Member], values: Callable[[Event], Iterable[str]]) -> tuple[Support, ...]:
    """Values by support: most independent sources first, then most reports, then the earliest."""
    said: dict[str, list[Member]] = {}
    for member in members:
        for value in dict.fromkeys(values(member.event)):
            said.setdefault(value, []).append(member)
    found = [Support(v, tuple(m.event.id for m in ms), independent([m.ref for m in ms])) for v, ms in said.items()]
    order = {value: n for n, value in enumerate(said)}
    return tuple(sorted(found, key=lambda s: (-s.sources, -len(s.reports), order[s.value])))


def _days(event: Event) -> str:
    start, end = event.date.start or "", event.date.end or event.date.start or ""
    return start if start == end else f"{start}/{end}"


def _best_days(members: Sequence[Member], dates: Sequence[Support]) -> Days:
    """The most precise of the stated intervals, the best supported among equals; without any, the publication."""
    dated = {_days(m.event): m.event.date for m in members if m.event.date.start}
    if dated:
        order = {support.value: n for n, support in enumerate(dates)}
        best = min(dated, key=lambda days: (PRECISION.get(dated[days].precision, 4), order[days]))
        return Days(dated[best].start, dated[best].end, dated[best].precision, "stated")
    published = [p[:10] for m in members if (p := m.event.reported or m.ref.published)]
    return Days(None, min(published) if published else None, "unknown", "published")


def _scene(members: Sequence[Member], places: Sequence[Support]) -> ScenePlace | None:
    """The finest level that any report names, and there the best supported place."""
    named = {m.event.place.name: m.event.place for m in reversed(members) if m.event.place}
    if not named:
        return None
    order = {support.value: n for n, support in enumerate(places)}
    place = named[min(named, key=lambda name: (LEVELS.get(named[name].level, 3) // 3, order[name]))]
    return ScenePlace(place.name, place.name_ar, place.level, place.country, place.admin1, place.admin2, place.lat,
                      place.lon, place.geo_precision, place.extent_km)  # fmt: skip


def _by_map(members: Sequence[Member], scene: ScenePlace | None) -> tuple[MapHolder, ...]:
    """What control maps tell of the reports that name the incident's place (all of them, where none names one): holders
    first, then by independent sources, by reports, and the earliest. Each report keeps its own answer in its record."""
    told: dict[tuple[str, str, str | None, str | None], list[Member]] = {}
    for member in members:
        place, found = member.event.place, member.event.control_map
        if found and (scene is None or (place and place.name == scene.name)):
            told.setdefault((found.map, found.digest, found.holder, found.reason), []).append(member)
    out = [MapHolder(*key, tuple(m.event.id for m in ms), independent([m.ref for m in ms])) for key, ms in told.items()]
    return tuple(sorted(out, key=lambda h: (h.holder is None, -h.sources, -len(h.reports))))


def _figure(members: Sequence[Member], name: str) -> Reconciled | None:
    series, silent = [], []
    for member in members:
        figure: Figure | None = getattr(member.event, name)
        if figure is None:
            silent.append(member.event.id)
        else:
            series.append(Stated(member.event.id, member.ref.source, member.ref.published, figure))
    if not series:
        return None
    last = {stated.source: stated.figure for stated in series}  # in order of publication: the last one stays
    lows = [f.low for f in last.values() if f.low is not None]
    highs = [f.high for f in last.values()]
    return Reconciled(
        low=min(lows) if lows else None, high=None if None in highs else max(h for h in highs if h is not None),
        best=_best(members, series), rule=RULE, agreed=len({(f.low, f.high) for f in last.values()}) == 1,
        series=tuple(series), silent=tuple(silent),
    )  # fmt: skip


def _best(members: Sequence[Member], series: Sequence[Stated]) -> int | None:
    """One number by RULE: of an interval its low bound, the least that the source vouches for."""
    refs = {m.event.id: m.ref for m in members}
    last = {s.source: s for s in series}
    said: dict[int, list[Stated]] = {}
    for stated in last.values():
        value = stated.figure.low if stated.figure.low is not None else stated.figure.high
        if value is not None:
            said.setdefault(value, []).append(stated)
    if not said:
        return None
    latest = {v: max(s.published or "" for s in ss) for v, ss in said.items()}
    voices = {v: independent([refs[s.report] for s in ss]) for v, ss in said.items()}
    return sorted(sorted(said), key=lambda v: (voices[v], latest[v]), reverse=True)[0]


def _status(members: Sequence[Member]) -> str:
    found = {m.event.status for m in members}
    if "disputed" in found or any(c.kind == "denial" and c.event == m.event.id for m in members for c in m.claims):
        return "disputed"
    return "reported" if "reported" in found else "claimed"


def _stances(members: Sequence[Member]) -> Iterable[Stance]:
    for member in members:
        for claim in member.claims:
            if claim.event == member.event.id:
                yield Stance(claim.kind, claim.claimant, claim.outlet, member.ref.article, claim.quote, claim.silent_on)


def _people(members: Sequence[Member]) -> tuple[Support, ...]:
    """Persons with a public role; private persons stay with their articles."""
    names = {m.event.id: [p.name for p in m.people if p.event == m.event.id and not p.private] for m in members}
    return _supports(members, lambda e: names[e.id])


def _contradictions(
    dates: Sequence[Support], places: Sequence[Support], actor1: Sequence[Support], actor2: Sequence[Support],
    figures: dict[str, Reconciled | None],
) -> Iterable[str]:  # fmt: skip
    for name, supports in (("date", dates), ("place", places), ("actor1", actor1), ("actor2", actor2)):
        if len(supports) > 1 and not set(supports[0].reports).issuperset(r for s in supports for r in s.reports):
            yield name
    yield from (name for name, figure in figures.items() if figure and not figure.agreed)
