"""What the command line (and later the API and the web pages) call: the only place that wires the stages together.

Everything heavy is imported inside the functions, so that importing this module costs nothing. The clock, standard
input and the network are handed in; results come one by one, so that memory does not grow with the number of inputs.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from msgspec import Struct, structs

from marsad.errors import InputError, MarsadError, StoreError
from marsad.model.document import Article, Capture
from marsad.model.record import MapControl, Record, Versions
from marsad.second.reading import SecondReading

if TYPE_CHECKING:
    from marsad.capture import Fetcher, Unreadable
    from marsad.capture.archives.columns import Columns
    from marsad.capture.gauge import Gauge
    from marsad.coding.coder import Coder
    from marsad.coding.gaps import Gap as LexiconGap
    from marsad.places.added.adding import AddedSet
    from marsad.places.added.sets import SetInfo as SetInfo
    from marsad.places.catalogue import Gazetteer
    from marsad.places.control.map import ControlMap
    from marsad.places.gaps import GapCounter
    from marsad.places.rows import Row
    from marsad.places.service import Explained as ExplainedPlace
    from marsad.second.reader import SecondReader
    from marsad.store.repository import Store

Clock = Callable[[], str]  # the time now, ISO 8601, UTC
Extract = Callable[[Capture], Article]
Hold = Callable[[], AbstractContextManager[None]]


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

    def names(self, words: str) -> frozenset[str]: ...


class Coded(Struct, frozen=True):
    """An input that was coded. `new`: the base got a new reading of it; None without a base. `second`: what the second
    reader says, where one was named."""

    origin: str
    record: Record
    new: bool | None = None
    second: SecondReading | None = None


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
        self.second: Counter[str] = Counter()  # events by verdict of the comparison with a second reader
        self.unquoted: Counter[str] = Counter()  # values of the second reader that were dropped, by reason code
        self.unread: Counter[str] = Counter()  # articles without a second reading by error code

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
        if outcome.second:
            self.second.update(pair.verdict for pair in outcome.second.comparison)
            self.unquoted.update(value.reason for value in outcome.second.dropped)
            if outcome.second.error:
                self.unread[outcome.second.error.code] += 1

    @property
    def failed(self) -> int:
        return self.failures.total()


def load_coder(places: Path | None = None, control: Path | None = None) -> Coder:
    """The coder with the package's lexicons, the places of a user's folder and a control map, where given.

    Raises LexiconError (PlacesError for the user's files) with every problem.
    """
    from marsad.coding.coder import Coder
    from marsad.places.added.sets import load_added

    return Coder.load(load_added(places) if places else None, load_control(control) if control else None)


def load_extract(*, fast: bool = False) -> Extract:
    """The step from a capture to its article, with the package's page layouts; `fast`: HTML by the quicker, coarser way."""
    from marsad.capture import Layout, to_article

    layout = Layout.load()
    return lambda capture: to_article(capture, layout, fast=fast)


def make_fetcher(limit_mb: int, agent: str | None = None) -> Fetcher:
    """What fetches URLs, refusing private networks and answers above the limit; `agent`: the User-Agent."""
    from marsad.capture import Fetcher
    from marsad.capture.fetch import AGENT

    return Fetcher(limit=limit_mb * 1_000_000, agent=agent or AGENT)


@contextmanager
def second_reader(url: str, coder: Coding, *, model: str, seconds: float, out: Path | None) -> Iterator[SecondReader]:
    """A second reader at an OpenAI-compatible endpoint; answers are kept in `out` if given. The key is taken from the
    environment, here and nowhere else. Raises ReaderError for an address, key or file that is of no use."""
    import os

    from marsad.arabic.dates.calendar import load_calendar
    from marsad.arabic.numbers import load_number_words
    from marsad.second.figures import Figures
    from marsad.second.kept import Kept
    from marsad.second.protocol import KEY, Endpoint
    from marsad.second.reader import SecondReader

    endpoint = Endpoint(url, model, key=os.environ.get(KEY) or None, seconds=seconds)
    figures = Figures(load_number_words(), load_calendar())
    with Kept(out) if out else nullcontext() as kept:
        yield SecondReader(endpoint, figures, coder.names, kept)


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
    clock: Clock, store: Store | None = None, again: bool = False, reader: SecondReader | None = None,
    hold: Hold = nullcontext,
) -> Generator[Coded | Failure, None, None]:  # fmt: skip
    """Code one capture after the other. An input that fails becomes a Failure and the others go on; a failing store
    ends it (StoreError), with every article before it kept whole. What the store holds of the same bytes by the same
    versions is not coded again unless `again`. A `reader` gives its second reading beside the record, never in it.
    `hold`: a block that no signal cuts in two, for what is written into the store."""
    run = store.start_run("code", coder.versions, clock()) if store else 0
    counts, stopped = Counts(), "interrupted"
    try:
        for capture in captures:
            outcome = _outcome(capture, coder, extract, clock, store, again, hold)
            if reader and isinstance(outcome, Coded):
                outcome = structs.replace(outcome, second=reader.read(outcome.record))
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
    capture: Capture | Unreadable, coder: Coding, extract: Extract, clock: Clock, store: Store | None, again: bool,
    hold: Hold = nullcontext,
) -> Coded | Failure:  # fmt: skip
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
    with hold():
        added = store.add(capture, article, record, at=clock())
    return Coded(capture.origin, record, new=added.new_reading)


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
        record = msgspec.json.encode(outcome.record)
        if outcome.second is None:
            return record
        return record[:-1] + b',"second_reading":' + msgspec.json.encode(outcome.second) + b"}"
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


def lexicon_gaps(
    captures: Iterable[Capture | Unreadable], extract: Extract, *, near: str, most: int, seen: Callable[[int], None]
) -> tuple[list[LexiconGap], list[Failure]]:
    """What the lexicons lack `near` known "triggers" or "actors", and the inputs that could not be read. `seen` hears
    how many articles were read."""
    from marsad.coding.gaps import Gaps
    from marsad.coding.lexicon import Lexicon

    gaps, failures, read_ = Gaps(Lexicon.load(), near), [], 0
    for capture in captures:
        if not isinstance(capture, Capture):
            failures.append(Failure(capture.origin, capture.code, capture.message))
            continue
        try:
            gaps.add(extract(capture))
        except InputError as error:
            failures.append(Failure(capture.origin, error.code, _message(error), stated_id(capture)))
        read_ += 1
        seen(read_)
    return gaps.top(most), failures


def gazetteer_with(folder: Path | None) -> Gazetteer:
    """The package's gazetteer with the places of a user's folder."""
    from marsad.places.added.sets import load_added
    from marsad.places.catalogue import Gazetteer

    return Gazetteer.load(added=load_added(folder) if folder else None)


def find_places(name: str, folder: Path | None = None) -> list[Row]:
    """Rows of the gazetteer that carry a name, best first."""
    from marsad.places import service as places

    return places.find(gazetteer_with(folder), name)


def explain_places(text: str, folder: Path | None = None) -> list[str]:
    """Lines: country weights of a text, and each place mention with what it resolves to or why it is refused."""
    from marsad.places import service as places

    return list(places.explained_lines(gazetteer_with(folder), text))


def load_place_explainer() -> Callable[[str], list[ExplainedPlace]]:
    """What `explain_places` finds in a text, with the place tables loaded once for many texts."""
    from marsad.places import service as places

    gazetteer = gazetteer_with(None)
    return lambda text: places.explain(gazetteer, text)[1]


def list_places(country: str | None, level: str | None, folder: Path | None = None) -> list[Row]:
    """Rows of the place tables, own tables first."""
    from marsad.places import service as places

    return list(places.listing(gazetteer_with(folder), country=country, level=level))


def gap_counter(folder: Path | None = None, *, all_nouns: bool = False) -> GapCounter:
    """A counter of names after a place noun that no table has."""
    from marsad.places.gaps import GapCounter

    return GapCounter(gazetteer_with(folder), all_nouns=all_nouns)


def count_gaps(
    captures: Iterable[Capture | Unreadable], counter: GapCounter, extract: Extract
) -> Iterator[Failure | None]:
    """Count the candidates of each capture: None for one that was counted, else what is wrong with it."""
    for capture in captures:
        if not isinstance(capture, Capture):
            yield Failure(capture.origin, capture.code, capture.message)
            continue
        try:
            article = extract(capture)
        except InputError as error:
            yield Failure(capture.origin, error.code, _message(error), stated_id(capture))
            continue
        counter.add(article.id, article.text)
        yield None


def add_places(
    folder: Path, paths: Sequence[Path], *, clock: Clock, name: str = "", country: str = "", replace: bool = False,
    leave_out: bool = False,
) -> AddedSet:  # fmt: skip
    """Keep the places of files as a set of a folder. Raises PlacesError with all problems; then nothing is kept."""
    from marsad.places.added.adding import Wish, add_files

    return add_files(folder, paths, Wish(name, country, replace, leave_out), gazetteer_with(None), at=clock())


def added_places(folder: Path) -> list[SetInfo]:
    """The sets of a folder."""
    from marsad.places.added.sets import list_sets

    return list_sets(folder)


def remove_places(folder: Path, name: str) -> None:
    """Remove a set. Raises PlacesError where there is none of that name."""
    from marsad.places.added.sets import remove_set

    remove_set(folder, name)


def load_control(path: Path) -> ControlMap:
    """A user's control map. Raises PlacesError with all its problems."""
    from marsad.places.control.map import load_map

    return load_map(path)


def control_at(
    path: Path, lat: float, lon: float, day: dt.date, *, precision: int = 1, extent_km: float | None = None
) -> MapControl:
    """Who held a point on a day by a control map, or why the map does not tell."""
    from marsad.coding.control import map_control
    from marsad.places.control.holder import Spot

    return map_control(load_control(path), Spot(lat, lon, precision, extent_km), day, day)


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
    (second,), found = msgspec.json.schema_components([SecondReading], ref_template="#/$defs/{name}")
    schema["$defs"] |= found
    record["properties"]["second_reading"] = {"description": "Only with --reader"} | second
    text = {"type": "string"}
    record["properties"]["error"] = {
        "description": "Only on a line that could not be coded: the reason code and what to do",
        "type": "object",
        "properties": {"code": text, "message": text},
        "required": ["code", "message"],
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Marsad record"}
    return cast(dict[str, object], head | schema)
