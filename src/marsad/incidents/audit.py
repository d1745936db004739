"""Tallies against the record: do the parts add up, and which incidents on record fall into what is counted.

An incident is counted into a tally where its actor, place, period and kind are those of the tally as far as the tally
states them; what the tally leaves open excludes nothing, and is listed in `open`. The audit never corrects a tally: it
puts the claimed number and the recorded one side by side, with the incidents, so that the gap can be looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from marsad.model.holder import Holder, holder_of
from marsad.model.incident import Incident
from marsad.model.record import Tally, TallyPart

# What a counted noun may stand for, in ACLED's words. A noun that is not here counts people or things, not incidents.
COUNTED = frozenset(("operations", "attacks", "incidents", "clashes", "bombings", "airstrikes", "strikes", "raids", "protests",
                     "arrests", "kidnappings", "abductions", "assassinations", "explosions", "violations", "battles", "shellings"))  # fmt: skip
KINDS: Mapping[str, frozenset[str]] = {
    "airstrikes": frozenset(("Air/drone strike",)),
    "strikes": frozenset(("Air/drone strike", "Shelling/artillery/missile attack")),
    "clashes": frozenset(("Armed clash",)),
    "battles": frozenset(("Armed clash", "Government regains territory", "Non-state actor overtakes territory")),
    "bombings": frozenset(("Remote explosive/landmine/IED", "Suicide bomb", "Grenade")),
    "explosions": frozenset(("Remote explosive/landmine/IED", "Suicide bomb", "Grenade")),
    "shellings": frozenset(("Shelling/artillery/missile attack",)),
    "protests": frozenset(
        ("Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration")
    ),
    "arrests": frozenset(("Arrests",)),
    "kidnappings": frozenset(("Abduction/forced disappearance",)),
    "abductions": frozenset(("Abduction/forced disappearance",)),
}
PEOPLE = {"killed": "fatalities", "deaths": "fatalities", "fatalities": "fatalities", "injured": "injured", "wounded": "injured",
          "captured": "captured", "arrested": "captured", "detained": "captured", "abducted": "abducted", "kidnapped": "abducted",
          "escaped": "escaped"}  # fmt: skip


class Counted(Struct, frozen=True):
    """What is on record for a tally or one of its parts. For people, `recorded` sums the best figures (a lower bound)."""

    label: str
    claimed: int | None
    claimed_high: int | None
    recorded: int
    gap: int | None  # claimed - recorded; None where the tally states no lower bound
    incidents: tuple[str, ...]


class HeldBy(Struct, frozen=True):
    """Those of the incidents counted that lie in one holder's area. `basis`: "stated", or "map:" and the name of the
    control map it is derived from; both None where neither tells. `recorded` as in `Counted`."""

    holder: str | None
    basis: str | None
    recorded: int
    incidents: tuple[str, ...]


class Audit(Struct, frozen=True):
    """One tally, audited. `adds_up`: None without parts; `sum`: of the parts; `open`: what the tally leaves unsaid."""

    article: str
    publisher: str | None
    published: str | None
    source: str | None
    quote: str
    what: str
    sum: int | None
    adds_up: bool | None
    whole: Counted | None  # None where it counts no incidents or people, or says too little to be counted against
    parts: tuple[Counted, ...]
    open: tuple[str, ...]
    beside: tuple[str, ...] = ()  # other tallies that count the same: "source: number"
    held: tuple[HeldBy, ...] = ()  # the incidents of `whole` by area of control; only of a tally with a place


def audit(
    tally: Tally,
    article: str,
    publisher: str | None,
    published: str | None,
    incidents: Sequence[Incident],
    countries: Mapping[str, str],
) -> Audit:
    """Audit one tally against the incidents on record. `incidents` may be any superset of those that could fall in;
    `countries`: English names by ISO 3166-1 alpha-2 code."""
    figure = figure_of(tally)
    counted = countable(tally)
    inside = [i for i in incidents if falls_in(tally, i, countries)] if counted else []
    total = sum(part.count for part in tally.parts) if tally.parts else None
    return Audit(
        article=article, publisher=publisher, published=published, source=tally.source.name if tally.source else None,
        quote=tally.quote, what=tally.what, sum=total, adds_up=tally.adds_up,
        whole=_counted(tally.what, tally.count.low, tally.count.high, inside, figure) if counted else None,
        parts=tuple(_part(part, inside, figure) for part in tally.parts) if counted else (),
        open=tuple(_open(tally)), held=_by_holder(inside, figure) if tally.place else (),
    )  # fmt: skip


def figure_of(tally: Tally) -> str | None:
    """The figure of an incident that a tally of people sums up; None for tallies of incidents and of other things."""
    return PEOPLE.get(tally.what)


def countable(tally: Tally) -> bool:
    """Whether a tally counts incidents or people, and says enough to be counted against the record."""
    return (tally.what in COUNTED or figure_of(tally) is not None) and bounded(tally)


def bounded(tally: Tally) -> bool:
    """A tally without a period, or without any of actor, victim and place, could count anything: it is not audited."""
    return tally.period.start is not None and bool(tally.actor or tally.victim or tally.place)


def falls_in(tally: Tally, incident: Incident, countries: Mapping[str, str]) -> bool:
    """Whether an incident is one of those a tally counts, as far as the tally says what it counts."""
    return (
        _in_period(tally, incident)
        and _by_actor(tally, incident)
        and _of_kind(tally, incident)
        and _in_area(tally.place, incident, countries)
    )


def _in_period(tally: Tally, incident: Incident) -> bool:
    start, end = tally.period.start, tally.period.end
    first, last = incident.date.start, incident.date.end
    if start is None or first is None:
        return False
    return start <= (last or first) and (end is None or first <= end)


def _by_actor(tally: Tally, incident: Incident) -> bool:
    one, two = {s.value for s in incident.actor1}, {s.value for s in incident.actor2}
    return (not tally.actor or not one.isdisjoint(tally.actor)) and (
        not tally.victim or not two.isdisjoint(tally.victim)
    )


def _of_kind(tally: Tally, incident: Incident) -> bool:
    if figure := figure_of(tally):
        return getattr(incident, figure) is not None
    kinds = KINDS.get(tally.what)
    return incident.sub_event_type in kinds if kinds else incident.event_type != "Protests" or tally.what == "incidents"


def _in_area(area: str | None, incident: Incident, countries: Mapping[str, str]) -> bool:
    if not area:
        return True
    place = incident.place
    names = {s.value for s in incident.places}
    if place:
        names |= {n for n in (place.name, place.admin1, place.admin2, countries.get(place.country or "")) if n}
    return area in names


def _part(part: TallyPart, inside: Sequence[Incident], figure: str | None) -> Counted:
    """A part by area or by area of control: its label names one of the incident's places or its controller."""
    label = part.label.casefold()
    mine = [i for i in inside if any(name.casefold() in label for name in _area_names(i))]
    return _counted(part.label, part.count, part.count, mine, figure)


def _by_holder(inside: Sequence[Incident], figure: str | None) -> tuple[HeldBy, ...]:
    """The most incidents first, those of nobody known last; nothing where no holder is known at all. A statement outranks
    a map, and rows of the two are never one."""
    groups: dict[Holder | None, list[Incident]] = {}
    for incident in inside:
        groups.setdefault(holder_of(incident), []).append(incident)
    if not any(groups):
        return ()
    order = sorted(groups.items(), key=lambda group: (group[0] is None, -len(group[1]), group[0] or ("", "")))
    return tuple(
        HeldBy(held and held.name, held and held.basis, _recorded(its, figure), tuple(i.id for i in its))
        for held, its in order
    )


def _area_names(incident: Incident) -> Iterable[str]:
    yield from (support.value for support in incident.control)
    place = incident.place
    if place:
        yield from (n for n in (place.name, place.name_ar, place.admin1, place.admin2) if n)


def _counted(label: str, low: int | None, high: int | None, inside: Sequence[Incident], figure: str | None) -> Counted:
    recorded = _recorded(inside, figure)
    gap = None if low is None else low - recorded
    return Counted(label, low, high, recorded, gap, tuple(i.id for i in inside))


def _recorded(inside: Sequence[Incident], figure: str | None) -> int:
    return len(inside) if figure is None else sum(getattr(i, figure).best or 0 for i in inside)


def _open(tally: Tally) -> Iterable[str]:
    for name, said in (
        ("actor", tally.actor),
        ("victim", tally.victim),
        ("place", tally.place),
        ("period", tally.period.start),
    ):
        if not said:
            yield name
