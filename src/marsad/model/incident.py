"""An incident: what all reports of one happening say together, with every report's own figures kept."""

from __future__ import annotations

from msgspec import Struct

from marsad.model.record import Figure


class ReportRef(Struct, frozen=True):
    """A report in an incident. `article` and `event` are the ids as given and coded; `source` is what it counts as
    when independent sources are counted: copies of one text and pages of one publisher share it."""

    article: str
    event: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str
    copy_of: str | None = None  # the article whose text this one repeats


class Support(Struct, frozen=True):
    """A value and the reports (event ids) that say it, the best supported first."""

    value: str
    reports: tuple[str, ...]
    sources: int  # independent ones


class Stated(Struct, frozen=True):
    """One report's figure, at the time it was published."""

    report: str
    source: str
    published: str | None
    figure: Figure


class Reconciled(Struct, frozen=True):
    """A figure over all reports. `low`, `high`: the bounds of the last figure of each source (`high` None: open);
    `best` by `rule`; `series`: every report's figure in order of publication, so that a rising toll can be seen."""

    low: int | None
    high: int | None
    best: int | None
    rule: str
    agreed: bool
    series: tuple[Stated, ...]
    silent: tuple[str, ...]  # reports that give no such figure


class Stance(Struct, frozen=True):
    """What a claim or denial in one of the articles says of this incident."""

    kind: str
    claimant: str
    outlet: str | None
    article: str
    quote: str
    silent_on: tuple[str, ...] = ()


class ScenePlace(Struct, frozen=True):
    """The best supported place, as the most precise of its reports resolved it (WGS 84)."""

    name: str
    name_ar: str | None
    level: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    geo_precision: int | None
    extent_km: float | None


class Days(Struct, frozen=True):
    """The best supported interval. `basis`: "stated", or "published" where no report dates it."""

    start: str | None
    end: str | None
    precision: str
    basis: str


class MapHolder(Struct, frozen=True):
    """Who held the place of an incident by a control map of the user: derived from the map, stated by no report.
    `holder` None: the map does not tell, for `reason`. `reports`: those whose place and days the map was asked for."""

    map: str  # file name of the map
    digest: str  # SHA-256 of the file, first 12 hex digits
    holder: str | None
    reason: str | None
    reports: tuple[str, ...]
    sources: int  # independent ones


class Incident(Struct, frozen=True):
    """One incident as its reports tell it. Alternatives keep what the best value left out; nothing is dropped."""

    id: str
    event_type: str
    sub_event_type: str
    sub_event_types: tuple[Support, ...]
    date: Days
    dates: tuple[Support, ...]
    place: ScenePlace | None
    places: tuple[Support, ...]
    actor1: tuple[Support, ...]
    actor2: tuple[Support, ...]
    control: tuple[Support, ...]  # as stated; what a map tells is in `control_map` only
    fatalities: Reconciled | None
    injured: Reconciled | None
    captured: Reconciled | None
    abducted: Reconciled | None
    escaped: Reconciled | None
    status: str  # reported | claimed | disputed
    background: bool
    stances: tuple[Stance, ...]
    people: tuple[Support, ...]
    sources: int  # independent
    contradictions: tuple[str, ...]  # fields on which the sources differ
    reports: tuple[ReportRef, ...]
    control_map: tuple[MapHolder, ...] = ()  # only from reports that were coded with a control map
