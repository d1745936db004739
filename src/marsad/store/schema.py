"""The tables, in SQLAlchemy Core: one row for each thing a user may want to count or to check.

Columns carry what one filters and sorts by; `record` holds the whole value as JSON, so that a newer field needs no
migration to be kept. Rows of a reading are numbered from 0 in the order of its record. Booleans are 0/1 and times are
ISO 8601 text (UTC), the same on every database. Changing anything here needs a migration (CONTRIBUTING has the recipe).
The search index, which differs between databases, is not here but in `engine`; it can be made anew from the articles.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from marsad.store.engine.columns import DEGREES, FIGURE, WORDS

HEAD = "0006"  # the revision these tables are at; a test holds it to the newest file in migrations/versions
VERSION_TABLE = "marsad_schema"  # Alembic's table under our own name: its presence tells a Marsad base from others

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _to(target: str, name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.key"), nullable=False)


def _text(name: str, *, null: bool = True) -> Column[str]:
    return Column(name, WORDS, nullable=null)


def _int(name: str, *, null: bool = True) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)", name=name), nullable=False)


def _span() -> tuple[Column[int], Column[int]]:
    """Half-open offsets in code points into the text of the reading's article."""
    return _int("start", null=False), _int("end", null=False)


def _figure(name: str) -> tuple[Column[int], Column[int]]:
    """Low and high bound; both NULL = not stated, high NULL with a low = open."""
    return Column(f"{name}_low", FIGURE), Column(f"{name}_high", FIGURE)


def _of_reading(name: str, *columns: Column[int] | Column[str] | Column[float]) -> Table:
    """A table of numbered parts of a reading."""
    return Table(
        name, metadata, _key(), _to("readings", "reading"), _int("number", null=False), *columns,
        UniqueConstraint("reading", "number"), sqlite_strict=True,
    )  # fmt: skip


captures = Table(
    "captures", metadata, _key(),
    Column("sha256", WORDS, nullable=False, unique=True),  # of the bytes as obtained
    Column("raw", LargeBinary, nullable=False),  # those bytes, zlib
    _int("size", null=False),  # bytes before zlib
    _text("media", null=False), _text("charset"),
    sqlite_strict=True,
)  # fmt: skip

sightings = Table(  # where and when the bytes were met: the same page may come from several places
    "sightings", metadata, _key(), _to("captures", "capture"),
    _text("origin", null=False), _text("obtained", null=False), _text("at", null=False),
    UniqueConstraint("capture", "origin"), sqlite_strict=True,
)  # fmt: skip

articles = Table(  # a new text or new metadata under an old id is a further row; only its readings are in force
    "articles", metadata, _key(), _text("id", null=False), _to("captures", "capture"),
    Column("digest", WORDS, nullable=False),  # sha256 over everything below
    _text("given_published"),  # the date the user stated for it, if any
    _text("title"), _text("subtitle"), _text("publisher"), _text("author"), _text("section"), _text("place_line"),
    _text("published"), _text("published_basis"), _text("zone"), _text("zone_basis"), _text("url"),
    _text("charset"), _text("charset_basis"),
    _text("text", null=False), _text("paragraphs", null=False), _text("at", null=False),
    UniqueConstraint("id", "digest"), Index(None, "capture"), sqlite_strict=True,
)  # fmt: skip

readings = Table(  # what one version of Marsad read in an article; `current`: the one in force for that article id
    "readings", metadata, _key(), _to("articles", "article"),
    _text("marsad", null=False), _text("lexicon", null=False), _text("rules", null=False),
    Column("digest", WORDS, nullable=False), _text("at", null=False), _flag("current"),
    _text("record", null=False),  # the record as JSON without `text` and `paragraphs`, which its article holds
    UniqueConstraint("article", "digest"), Index(None, "current", "article"), sqlite_strict=True,
)  # fmt: skip

reports = _of_reading(  # an event as one article reports it
    "reports",
    _text("id", null=False),
    _text("event_type", null=False), _text("sub_event_type", null=False),
    _text("plover_event", null=False), _text("plover_mode"),
    _text("actor1", null=False), _text("actor2", null=False),  # neutral names joined by "; "
    _text("place"), _text("place_ar"), _text("place_level"), _text("country"), _text("admin1"), _text("admin2"),
    Column("lat", DEGREES), Column("lon", DEGREES), _int("geo_precision"),
    _text("date_start"), _text("date_end"), _text("date_precision", null=False), _text("reported"),
    *_figure("fatalities"), *_figure("injured"), *_figure("captured"), *_figure("abducted"), *_figure("escaped"),
    _text("status", null=False), _flag("background"), _text("record", null=False),
)  # fmt: skip
Index(None, reports.c.id)
Index(None, reports.c.date_start)

evidence = Table(  # the words behind a value; `part` and `part_number` point into reports, tallies, claims or people
    "evidence", metadata, _key(), _to("readings", "reading"),
    _text("part", null=False), _int("part_number", null=False), _int("number", null=False),
    *_span(), _text("quote", null=False), _text("role", null=False),
    _text("rule", null=False), _text("entry", null=False),
    UniqueConstraint("reading", "part", "part_number", "number"), sqlite_strict=True,
)  # fmt: skip

tallies = _of_reading(
    "tallies", *_span(), _text("quote", null=False), *_figure("count"), _text("what", null=False), _text("place"),
    _text("period_start"), _text("period_end"), _text("source"), _int("adds_up"), _text("record", null=False),
)  # fmt: skip

claims = _of_reading(
    "claims", *_span(), _text("quote", null=False), _text("kind", null=False), _text("claimant", null=False),
    _text("outlet"), _text("date"), _text("event"), _text("record", null=False),
)  # fmt: skip

people = _of_reading(
    "people", *_span(), _text("name", null=False), _text("alias"), _text("role"), _text("group_name"),
    _text("outcome"), _text("event"), _flag("private"), _text("record", null=False),
)  # fmt: skip

rejections = _of_reading(
    "rejections", *_span(), _text("quote", null=False), _text("reason", null=False),
    _text("rule", null=False), _text("entry", null=False),
)  # fmt: skip

runs = Table(  # `ended` NULL: still running, or killed
    "runs", metadata, _key(), _text("command", null=False), _text("started", null=False), _text("ended"),
    _text("marsad", null=False), _text("lexicon", null=False), _text("rules", null=False),
    _int("coded"), _int("new_readings"), _int("failed"), _text("error"), sqlite_strict=True,
)  # fmt: skip

problems = Table(  # inputs that could not be read or coded, with the reason code
    "problems", metadata, _key(), _to("runs", "run"),
    _text("origin", null=False), _text("code", null=False), _text("message", null=False), _text("at", null=False),
    sqlite_strict=True,
)  # fmt: skip

signatures = Table(  # articles whose text has been compared with the others
    "signatures",
    metadata,
    Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    sqlite_strict=True,
)

bands = Table(  # MinHash bands of a text: articles that share a value may be copies
    "bands", metadata, _key(), Column("value", FIGURE, nullable=False), _to("articles", "article"),
    Index(None, "value"), Index(None, "article"), sqlite_strict=True,
)  # fmt: skip

copies = Table(  # an article that repeats the text of an earlier one; of a group of copies only the first has no row
    "copies", metadata, Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    _to("articles", "original"), _text("kind", null=False), Column("similarity", DEGREES, nullable=False),
    Index(None, "original"), sqlite_strict=True,
)  # fmt: skip

cards = Table(  # reports as linking sees them; `part`: the connected part it was last seen in; `linked` 0: to be linked
    "cards", metadata, Column("report", Integer, ForeignKey("reports.key"), primary_key=True),
    _text("article", null=False), _text("event", null=False), _int("first", null=False), _int("last", null=False),
    _int("part"), _flag("linked"), Column("card", LargeBinary, nullable=False),
    Index(None, "first"), Index(None, "part"), Index(None, "linked"), Index(None, "article"), sqlite_strict=True,
)  # fmt: skip

incidents = Table(  # what the reports of one happening say together; `record` holds the whole of it
    "incidents", metadata, _key(), Column("id", WORDS, nullable=False, unique=True),
    _text("event_type", null=False), _text("sub_event_type", null=False), _text("actor1", null=False), _text("actor2", null=False),
    _text("place"), _text("place_ar"), _text("place_level"), _text("country"), _text("admin1"), _text("admin2"),
    Column("lat", DEGREES), Column("lon", DEGREES), _int("geo_precision"), _text("control"),
    Column("extent_km", DEGREES),
    _text("date_start"), _text("date_end"), _text("date_precision", null=False), _text("reported"),
    *(column for name in ("fatalities", "injured", "captured", "abducted", "escaped")
      for column in (*_figure(name), Column(f"{name}_best", FIGURE))),
    _text("status", null=False), _flag("background"), _int("sources", null=False), _int("reports", null=False),
    _text("record", null=False), Index(None, "date_start"), sqlite_strict=True,
)  # fmt: skip

# SQLite reads a row with its whole record even where a query wants one column of it: these hold all that filters and the
# queue ask for. PostgreSQL keeps long values apart and does not need them (nor could its indexes hold any length).
Index(
    "ix_incidents_asked", *(incidents.c[name] for name in (
        "date_start", "id", "date_end", "country", "event_type", "sub_event_type", "status", "sources", "fatalities_best",
        "control", "actor1", "actor2", "place", "place_ar", "admin1", "lat", "lon", "geo_precision", "extent_km")),
).ddl_if(dialect="sqlite")  # fmt: skip
Index(
    "ix_reports_doubted", *(reports.c[name] for name in (
        "reading", "country", "geo_precision", "date_start", "date_precision", "actor1", "actor2", "status",
        "fatalities_low", "fatalities_high")),
).ddl_if(dialect="sqlite")  # fmt: skip

# For queries over a small table of parts: SQLite would else begin with all readings in force and look for parts of each.
IN_FORCE = readings.c.current + 0 == 1

memberships = Table(  # which reports make up an incident
    "memberships", metadata, Column("report", Integer, ForeignKey("reports.key"), primary_key=True), _to("incidents", "incident"),
    Index(None, "incident"), sqlite_strict=True,
)  # fmt: skip

aliases = Table(  # ids that incidents once had: a link to one still finds it
    "aliases", metadata, Column("alias", WORDS, primary_key=True), _text("article", null=False), _text("event", null=False),
    sqlite_strict=True,
)  # fmt: skip

decisions = Table(  # what analysts decided about reports; undone ones stay, with who, when and why
    "decisions", metadata, _key(), _text("kind", null=False), _text("a", null=False), _text("b", null=False),
    _text("who", null=False), _text("why", null=False), _text("at", null=False),
    _text("undone_at"), _text("undone_by"), _text("undone_why"),
    CheckConstraint("kind IN ('same', 'different')", name="kind"), sqlite_strict=True,
)  # fmt: skip

revisions = Table(  # what people said of coded values; the span and quote find the value again after a new coding
    "revisions", metadata, _key(), Column("id", WORDS, nullable=False, unique=True),
    _text("article", null=False), *_span(), _text("quote", null=False), _text("field", null=False), _text("event"),
    _text("action", null=False), _text("old"), _text("value"),
    _text("why", null=False), _text("who", null=False), _text("at", null=False),
    CheckConstraint("action IN ('accept', 'edit', 'reject', 'add')", name="action"), Index(None, "article"),
    sqlite_strict=True,
)  # fmt: skip

users = Table(  # who may work with a base that others can reach
    "users", metadata, _key(), Column("name", WORDS, nullable=False, unique=True),
    _text("role", null=False), _text("password", null=False), _text("at", null=False),
    CheckConstraint("role IN ('reader', 'coder', 'editor', 'admin')", name="role"), sqlite_strict=True,
)  # fmt: skip

sessions = Table(  # who is logged in; `digest`: SHA-256 of the cookie; `ends`: seconds since 1970
    "sessions", metadata, _key(), Column("digest", WORDS, nullable=False, unique=True), _to("users", "user"),
    Column("ends", FIGURE, nullable=False), Index(None, "user"), sqlite_strict=True,
)  # fmt: skip

tokens = Table(  # keys to the API; `digest`: SHA-256 of the token
    "tokens", metadata, _key(), Column("digest", WORDS, nullable=False, unique=True), _to("users", "user"),
    _text("note", null=False), _text("at", null=False), Index(None, "user"), sqlite_strict=True,
)  # fmt: skip

audit_log = Table(  # who changed or tried what in the workbench
    "audit_log", metadata, _key(), _text("at", null=False), _text("who", null=False), _text("action", null=False),
    _text("what", null=False), _text("address"), sqlite_strict=True,
)  # fmt: skip

stamps = Table(  # how often something derived has changed (store/stamps.py)
    "stamps", metadata, Column("name", WORDS, primary_key=True), Column("number", FIGURE, nullable=False), sqlite_strict=True,
)  # fmt: skip

# Who may come in stays with the base: no export holds it, and no import empties it.
PRIVATE = frozenset(("users", "sessions", "tokens", "audit_log", "stamps"))
# Made anew from the other tables by `marsad link`: no export of the whole base holds them, and none is lost without them.
DERIVED = frozenset(("signatures", "bands", "copies", "cards", "incidents", "memberships"))
