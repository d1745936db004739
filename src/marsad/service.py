"""What the command line (and later the API and the web pages) call: the only place that wires the stages together.

Everything heavy is imported inside the functions, so that importing this module costs nothing. The clock, standard
input and the network are handed in; results come one by one, so that memory does not grow with the number of inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from msgspec import Struct

from marsad.errors import InputError, MarsadError, StoreError
from marsad.model.document import Article, Capture
from marsad.model.record import Record, Versions

if TYPE_CHECKING:
    from marsad.capture import Fetcher, Unreadable
    from marsad.capture.archives.columns import Columns
    from marsad.capture.gauge import Gauge
    from marsad.coding.coder import Coder
    from marsad.places.rows import Row
    from marsad.places.service import Explained as ExplainedPlace
    from marsad.places.service import Gap
    from marsad.store.repository import Store

Clock = Callable[[], str]  # the time now, ISO 8601, UTC
Extract = Callable[[Capture], Article]


class Explained(Protocol):
    """Why a text was coded as it was."""

    @property
    def lines(self) -> Sequence[str]: ...


class Coding(Protocol):
    """What the service needs of a coder."""

    @property
    def versions(self) -> Versions: ...

    def code(self, article: Article) -> Record: ...

    def explain(self, text: str, published: str | None = None) -> Explained: ...


class Coded(Struct, frozen=True):
    """An input that was coded. `new`: the base got a new reading of it; None without a base."""

    origin: str
    record: Record
    new: bool | None = None


LANGUAGE = frozenset({"not-arabic", "other-language"})  # codes of documents that are not for Marsad


class Failure(Struct, frozen=True):
    """An input that was not coded: `message` says what is wrong and what to do, `id` is what the input states.
    `dropped`: nothing is wrong with it, it is not for Marsad (a crawl's picture, redirect, page in another language)."""

    origin: str
    code: str
    message: str
    id: str | None = None
    dropped: bool = False


class Counts:
    """What a run has seen so far; `add` each outcome."""

    def __init__(self) -> None:
        self.coded = self.new = self.known = 0
        self.found: Counter[str] = Counter()  # events, tallies, claims, people
        self.failures: Counter[str] = Counter()  # inputs by reason code
        self.dropped: Counter[str] = Counter()  # documents that are not for Marsad, by reason code
        self.rejections: Counter[str] = Counter()  # mentions by reason code

    def add(self, outcome: Coded | Failure) -> None:
        if isinstance(outcome, Failure):
            (self.dropped if outcome.dropped else self.failures)[outcome.code] += 1
            return
        self.coded += 1
        self.new += outcome.new is True
        self.known += outcome.new is False
        record = outcome.record
        for name in ("events", "tallies", "claims", "people"):
            self.found[name] += len(getattr(record, name))
        self.rejections.update(rejection.reason for rejection in record.rejections)

    @property
    def failed(self) -> int:
        return self.failures.total()


def load_coder() -> Coder:
    """The coder with the package's lexicons. Raises LexiconError with every problem."""
    from marsad.coding.coder import Coder

    return Coder.load()


def load_extract() -> Extract:
    """The step from a capture to its article, with the package's page layouts."""
    from marsad.capture import Layout, to_article

    layout = Layout.load()
    return lambda capture: to_article(capture, layout)


def make_fetcher(limit_mb: int) -> Fetcher:
    """What fetches URLs, refusing private networks and answers above the limit."""
    from marsad.capture import Fetcher

    return Fetcher(limit=limit_mb * 1_000_000)


def read(
    items: Sequence[str],
    *,
    clock: Clock,
    stdin: BinaryIO | None,
    fetcher: Fetcher | None,
    limit_mb: int,
    published: str | None = None,
    columns: Columns | None = None,
    gauge: Gauge | None = None,
) -> Iterator[Capture | Unreadable]:
    """Captures of files, archives, folders, URLs and standard input ("-"), in the order given."""
    from marsad.capture import read_inputs

    limit = limit_mb * 1_000_000
    return read_inputs(
        items, at=clock(), stdin=stdin, fetcher=fetcher, published=published, limit=limit, columns=columns, gauge=gauge
    )


def parse_columns(written: str) -> Columns:
    """Which column of a dump is which field: `text=body,id=guid`. Raises ColumnsError."""
    from marsad.capture.archives.columns import parse_columns

    return parse_columns(written)


def explain(coder: Coding, text: str, published: str | None = None) -> list[str]:
    """Lines that say which rules and entries fired on a text, and why something was not coded."""
    return list(coder.explain(text, published).lines)


def code(
    captures: Iterable[Capture | Unreadable], coder: Coding, extract: Extract, *,
    clock: Clock, store: Store | None = None, again: bool = False,
) -> Generator[Coded | Failure, None, None]:  # fmt: skip
    """Code one capture after the other. An input that fails becomes a Failure and the others go on; a failing store
    ends it (StoreError), with every article before it kept whole. What the store holds of the same bytes by the same
    versions is not coded again unless `again`."""
    run = store.start_run("code", coder.versions, clock()) if store else 0
    counts, stopped = Counts(), "interrupted"
    try:
        for capture in captures:
            outcome = _outcome(capture, coder, extract, clock, store, again)
            if store and isinstance(outcome, Failure) and not outcome.dropped:
                store.add_problem(run, outcome.origin, outcome.code, outcome.message, clock())
            counts.add(outcome)
            yield outcome
        stopped = ""
    except MarsadError as error:
        stopped = error.code
        raise
    finally:
        if store:
            _close_run(store, run, clock(), counts, stopped or None)


def _close_run(store: Store, run: int, at: str, counts: Counts, error: str | None) -> None:
    try:
        store.end_run(run, at, coded=counts.coded, new_readings=counts.new, failed=counts.failed, error=error)
    except StoreError:
        if not error:  # else the first error is the one to tell; a full disk takes no note of itself either
            raise


def _outcome(
    capture: Capture | Unreadable, coder: Coding, extract: Extract, clock: Clock, store: Store | None, again: bool
) -> Coded | Failure:
    if not isinstance(capture, Capture):
        return Failure(capture.origin, capture.code, capture.message, dropped=capture.dropped)
    if store and not again and (record := store.known(capture, coder.versions)):
        store.sighted(capture)
        return Coded(capture.origin, record, new=False)
    try:
        article = extract(capture)
        record = coder.code(article)
    except InputError as error:
        dropped = capture.obtained == "crawl" and error.code in LANGUAGE
        return Failure(capture.origin, error.code, _message(error), stated_id(capture), dropped)
    except Exception as error:
        what = f"Marsad itself failed on it ({type(error).__name__}: {error}). Please report it with the input"
        return Failure(capture.origin, "internal", what, stated_id(capture))
    if store is None:
        return Coded(capture.origin, record)
    return Coded(capture.origin, record, new=store.add(capture, article, record, at=clock()).new_reading)


def code_one(capture: Capture | Unreadable, coder: Coding, extract: Extract) -> Coded | Failure:
    """Code one capture without a base."""
    return _outcome(capture, coder, extract, lambda: "", None, again=True)


def as_dropped(outcome: Coded | Failure) -> Coded | Failure:
    """In a batch a document in another language is no failure, wherever it came from."""
    from msgspec.structs import replace

    if isinstance(outcome, Failure) and outcome.code in LANGUAGE:
        return replace(outcome, dropped=True)
    return outcome


def record_line(outcome: Coded | Failure) -> bytes | None:
    """The record as JSON, as `--format jsonl` writes it. A failure that stated its id has an empty record with the
    reason; one without is None: only messages tell of it."""
    import msgspec

    if isinstance(outcome, Coded):
        return msgspec.json.encode(outcome.record)
    if outcome.id is None:
        return None
    empty = Record(
        id=outcome.id, text="", title=None, subtitle=None, publisher=None, author=None, section=None,
        place_line=None, published=None, zone=None, zone_basis=None, url=None, paragraphs=(),
        versions=Versions("", "", ""),
    )  # fmt: skip
    error = {"error": {"code": outcome.code, "message": outcome.message}}
    return msgspec.json.encode(msgspec.to_builtins(empty) | error)


def _message(error: MarsadError) -> str:
    return f"{error.what}. {error.todo}" if error.todo else error.what


def stated_id(capture: Capture) -> str | None:
    """The id that a JSONL line states, even where the rest of it is of no use."""
    import msgspec

    if capture.media != "application/json":
        return None
    try:
        line = msgspec.json.decode(capture.raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    found = line.get("id") if isinstance(line, dict) else None
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None


def lint_lexicon() -> str:
    """Load and check all lexicons and place tables. Raises LexiconError with all problems; returns the version."""
    from marsad.errors import LexiconError
    from marsad.lexicon.lint import lint
    from marsad.lexicon.rules import load_rules
    from marsad.lexicon.tables import load_tables

    problems = lint(load_tables(), load_rules())
    if problems:
        raise LexiconError(problems)
    return load_coder().versions.lexicon


def find_places(name: str) -> list[Row]:
    """Rows of the gazetteer that carry a name, best first."""
    from marsad.places import service as places
    from marsad.places.catalogue import Gazetteer

    return places.find(Gazetteer.load(), name)


def explain_places(text: str) -> tuple[dict[str, float], list[ExplainedPlace]]:
    """Country weights of a text, and each place mention with what it resolves to or why it is refused."""
    from marsad.places import service as places
    from marsad.places.catalogue import Gazetteer

    return places.explain(Gazetteer.load(), text)


def list_places(country: str | None, level: str | None) -> list[Row]:
    """Rows of the place tables, own tables first."""
    from marsad.places import service as places
    from marsad.places.catalogue import Gazetteer

    return list(places.listing(Gazetteer.load(), country=country, level=level))


def place_gaps(texts: Iterable[tuple[str, str]], least: int) -> list[Gap]:
    """Words after a place noun that no table has, by frequency; `texts` are (id, text)."""
    from marsad.places import service as places
    from marsad.places.catalogue import Gazetteer

    return places.gaps(Gazetteer.load(), texts, least=least)


def lexicon_stats() -> dict[str, int]:
    """Entries of each table and rule file, by name."""
    from marsad.coding.lexicon import Lexicon

    lexicon = Lexicon.load()
    stats: dict[str, int] = {}
    for group in (lexicon.tables, lexicon.rules):
        for name in group.__struct_fields__:
            value = getattr(group, name)
            if not isinstance(value, str):
                stats[name] = len(value)
    return stats


def sample_pages() -> list[Path]:
    """The bundled sample pages, in order of their names."""
    from importlib.resources import files

    folder = Path(str(files("marsad") / "data" / "samples"))
    return sorted(p for p in folder.glob("*") if p.suffix in (".html", ".htm", ".txt", ".jsonl", ".gz", ".zip"))


def record_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of a record, as `--format json` and `jsonl` write it."""
    from typing import Any, cast

    import msgspec

    schema: dict[str, Any] = msgspec.json.schema(Record)
    record = schema["$defs"]["Record"]
    text = {"type": "string"}
    record["properties"]["error"] = {
        "description": "Only on a line that could not be coded: the reason code and what to do",
        "type": "object",
        "properties": {"code": text, "message": text},
        "required": ["code", "message"],
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Marsad record"}
    return cast(dict[str, object], head | schema)
