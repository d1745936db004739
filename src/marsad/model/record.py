"""The coded record: what the text says, each value with who says so and the words that say it.

Field names and meanings follow the evaluation contract and docs/CODEBOOK.md; extra fields are ours.
All spans are half-open offsets in code points into `Record.text`. Dates are ISO 8601 strings.
"Not stated" is `None` or an empty tuple, never 0.
"""

from __future__ import annotations

from msgspec import Struct, field

from marsad.model.document import Paragraph


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The words that say a value: span, quote, the role they play, and the rule and lexicon entry that read them."""

    start: int
    end: int
    quote: str
    role: str
    rule: str = ""
    entry: str = ""


class Plover(Struct, frozen=True):
    """PLOVER event and mode (mode None where the text does not say how)."""

    event: str
    mode: str | None = None


class ActorRef(Struct, frozen=True):
    """An actor as named by the text. `name` is neutral; `label` keeps a partisan label that the article used."""

    name: str
    text: str
    start: int
    end: int
    entry: str = ""
    actor_class: str | None = None  # ACLED inter class, e.g. "State forces"
    label: str | None = None


class PlaceRef(Struct, frozen=True):
    """A resolved place (WGS 84 degrees). `geo_precision` as ACLED: 1 the place, 2 near it, 3 a larger region."""

    name: str
    text: str
    start: int
    end: int
    level: str
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_precision: int | None = None
    extent_km: float | None = None
    name_ar: str | None = None
    entry: str = ""
    basis: str = ""  # how it was resolved, in words
    admin_basis: str = ""  # how admin1 and admin2 are known: boundaries, parents in the tables, the nearest parent


class DateRef(Struct, frozen=True):
    """An interval of days. precision: day, week, month, year, unknown (then start and end are None)."""

    start: str | None
    end: str | None
    precision: str
    text: str = ""
    span_start: int | None = None
    span_end: int | None = None
    rule: str = ""
    reason: str | None = None  # why it is empty


class Part(Struct, frozen=True):
    """The share of one group in a figure."""

    group: str
    low: int | None
    high: int | None


class Figure(Struct, frozen=True):
    """A count: low and high bounds (high None = open), with parts by side where the text splits it."""

    low: int | None
    high: int | None
    parts: tuple[Part, ...] = ()


class ControlRef(Struct, frozen=True):
    """Who holds the area, as stated ("الخاضعة لسيطرة …")."""

    name: str
    text: str
    start: int
    end: int


class MapControl(Struct, frozen=True):
    """Who held the place on the day of the event by a control map of the user: derived from that map, not stated by the
    text. `holder` None: the map does not tell, for `reason`."""

    map: str  # file name of the map
    digest: str  # SHA-256 of the file, first 12 hex digits
    holder: str | None = None
    reason: str | None = None
    valid_from: str | None = None  # of the polygon, first day
    valid_to: str | None = None  # last day; None: still valid
    source: str | None = None  # as the map states it
    basis: str = ""  # point or extent, and its size


class SourceRef(Struct, frozen=True):
    """Who is cited, with the leaning the article states."""

    name: str
    text: str
    start: int
    end: int
    leaning: str | None = None
    entry: str = ""


class Event(Struct, frozen=True):
    """One incident as one article reports it."""

    id: str
    event_type: str
    sub_event_type: str
    plover: Plover
    tactics: tuple[str, ...]
    actor1: tuple[ActorRef, ...]
    actor2: tuple[ActorRef, ...]
    place: PlaceRef | None
    place_reason: str | None  # why `place` is empty
    date: DateRef
    reported: str | None  # publication day: the latest day possible
    fatalities: Figure | None
    injured: Figure | None
    captured: Figure | None
    abducted: Figure | None
    escaped: Figure | None
    control: ControlRef | None
    sources: tuple[SourceRef, ...]
    status: str  # reported | claimed | disputed
    background: bool
    evidence: tuple[Evidence, ...]
    control_map: MapControl | None = None  # only with a control map


class TallyPart(Struct, frozen=True):
    label: str
    count: int
    start: int
    end: int


class Period(Struct, frozen=True):
    start: str | None
    end: str | None
    text: str


class TallySource(Struct, frozen=True):
    name: str
    text: str


class Tally(Struct, frozen=True):
    """A count over several incidents or a period. `adds_up`: parts sum to the count; None without parts."""

    start: int
    end: int
    quote: str
    count: Figure
    what: str
    actor: tuple[str, ...]
    victim: tuple[str, ...]
    place: str | None
    period: Period
    source: TallySource | None
    parts: tuple[TallyPart, ...] = ()
    adds_up: bool | None = None
    kinds: tuple[str, ...] = ()  # kinds of operation the text names for them ("bombing", "assault", …)
    evidence: tuple[Evidence, ...] = ()


class Claim(Struct, frozen=True):
    """A statement that claims or denies responsibility. `silent_on`: what the event records and the claim leaves out."""

    start: int
    end: int
    quote: str
    kind: str  # claim | denial
    claimant: str
    outlet: str | None
    date: str | None
    event: str | None
    silent_on: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Person(Struct, frozen=True):
    """A person with a public role in an event (commander, official, spokesman). Private persons are marked."""

    name: str
    start: int
    end: int
    alias: str | None = None
    role: str | None = None
    group: str | None = None
    outcome: str | None = None  # killed | injured | captured | abducted | escaped
    event: str | None = None
    private: bool = False
    evidence: tuple[Evidence, ...] = ()


class Quotation(Struct, frozen=True):
    """Quoted speech and who speaks (None where the sentence names nobody)."""

    start: int
    end: int
    quote: str
    speaker: SourceRef | None = None


class Rejection(Struct, frozen=True):
    """A trigger that was seen and not coded, with a stable reason code (docs/CODEBOOK.md lists them)."""

    start: int
    end: int
    quote: str
    reason: str
    rule: str = ""
    entry: str = ""


class Versions(Struct, frozen=True):
    marsad: str
    lexicon: str
    rules: str


class Record(Struct, frozen=True):
    """One article, read and coded."""

    id: str
    text: str
    title: str | None
    subtitle: str | None
    publisher: str | None
    author: str | None
    section: str | None
    place_line: str | None
    published: str | None
    zone: str | None
    zone_basis: str | None
    url: str | None
    paragraphs: tuple[Paragraph, ...]
    events: tuple[Event, ...] = ()
    tallies: tuple[Tally, ...] = ()
    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    versions: Versions = field(default_factory=lambda: Versions("", "", ""))
