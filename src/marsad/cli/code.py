"""`marsad code`: any mix of inputs in, one record each out, and into a base where one is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.folders import PlacesOption, places_folder
from marsad.cli.output import WRITERS, Format, opened
from marsad.cli.second import ModelOption, OutOption, ReaderOption, TimeoutOption, checked, second_summary
from marsad.cli.surface import Shield, complain
from marsad.service import Coded, Counts, Failure

if TYPE_CHECKING:
    from marsad.service import Coding

LIMIT_MB = 64  # of one input; the largest real news page seen in crawls is below 10 MB


def iso_day(value: str | None) -> str | None:
    """A date or date and time as ISO 8601 text; anything else is wrong use."""
    import datetime as dt

    if value is None:
        return None
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date such as 2020-05-26 or 2020-05-26T19:37") from None
    return value


PublishedOption = Annotated[
    str | None,
    typer.Option(callback=iso_day, metavar="DATE", help="Publication date for inputs that show none (ISO 8601)."),
]


def column_map(value: str | None) -> str | None:
    """A column map that can be read; anything else is wrong use."""
    from marsad import service
    from marsad.errors import MarsadError

    try:
        if value is not None:
            service.parse_columns(value)
    except MarsadError as error:
        raise typer.BadParameter(str(error)) from None
    return value


ColumnsOption = Annotated[
    str | None,
    typer.Option(
        callback=column_map,
        metavar="MAP",
        help="Columns of JSONL, CSV and Parquet dumps, as text=body,id=guid,published=date,title=headline,url=link.",
    ),
]


def code(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Files, archives, folders, URLs, or - for stdin.")
    ],
    db: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Keep everything in this base: a file (made if missing), or a database URL."),
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Then link what is new in the base, as marsad link does.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How to write the records.")] = Format.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rules fired, on stderr.")] = False,
    published: PublishedOption = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the records there, not to stdout.")] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no counts; problems are still shown.")
    ] = False,
    limit_mb: Annotated[int, typer.Option(min=1, help="Refuse an input larger than this (MB).")] = LIMIT_MB,
    columns: ColumnsOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Code anew what the base already holds by this version.")
    ] = False,
    places: PlacesOption = None,
    control: Annotated[
        Path | None,
        typer.Option(metavar="MAP", help="GeoJSON of who held what when: adds the holder of each place on its day."),
    ] = None,
    reader: ReaderOption = None,
    reader_model: ModelOption = "default",
    reader_timeout: TimeoutOption = 120.0,
    reader_out: OutOption = None,
) -> None:
    """Code Arabic news into sourced events.

    Inputs may be plain text, HTML, JSONL ({"id", "text", "published"?, "url"?, "title"?}), CSV, Parquet, mail (.eml,
    .mbox), WARC and WACZ, gzip, zip and tar of those, and URLs. What a crawl holds that is no Arabic page is left out
    and counted. Problems go to stderr, a line each. Exit status: 0 all good, 1 some inputs failed, 2 wrong use, 3 lexicon,
    4 base or output. With --reader a language model reads each article too, and what it says is shown beside the
    record; a remote one sees the text of your articles (docs/SECOND_READER.md).

    Example: marsad code page.html dump.jsonl.gz --db marsad.db --link

    Example: marsad code - --format jsonl < articles.jsonl > coded.jsonl
    """
    from marsad import service
    from marsad.cli.clock import utc_now

    checked(reader, reader_out)
    if link and db is None:
        raise typer.BadParameter("--link needs a base to link in: add --db FILE")
    coder = service.load_coder(places_folder(places), control)
    extract = service.load_extract()
    counts = Counts()
    with ExitStack() as stack:
        store = None
        if db is not None:
            from marsad.store.repository import Store

            store = stack.enter_context(Store.open(db))
        second = None
        if reader is not None:
            made = service.second_reader(reader, coder, model=reader_model, seconds=reader_timeout, out=reader_out)
            second = stack.enter_context(made)
        shield = stack.enter_context(Shield())
        fetcher = service.make_fetcher(limit_mb)
        captures = service.read(
            inputs, clock=utc_now, stdin=sys.stdin.buffer, fetcher=fetcher, published=published, limit_mb=limit_mb,
            columns=service.parse_columns(columns) if columns else None,
        )  # fmt: skip
        writer = WRITERS[format](stack.enter_context(opened(out)))
        stack.callback(writer.close)
        tick = stack.enter_context(progress(quiet=quiet, busy_stdout=out is None))
        outcomes = service.code(
            captures, coder, extract, clock=utc_now, store=store, again=again, reader=second, hold=shield.hold
        )
        for outcome in stack.enter_context(closing(outcomes)):
            counts.add(outcome)
            tick(counts)
            with shield.hold():
                writer.write(outcome)
            if isinstance(outcome, Failure):
                if outcome.dropped:
                    continue
                complain(outcome.origin, outcome.message, outcome.code)
                continue
            if outcome.second and outcome.second.error:
                complain(f"{outcome.origin}: second reader", outcome.second.error.message, outcome.second.error.code)
            if explain:
                _explain(coder, outcome)
    if not quiet:
        sys.stderr.writelines(f"{line}\n" for line in summary(counts, db))
    if link and db is not None:
        from marsad.cli.incidents import link as link_reports

        link_reports(db, quiet=quiet)
    if counts.failed or counts.unread:
        raise typer.Exit(1)


def _explain(coder: Coding, outcome: Coded) -> None:
    from marsad import service

    sys.stderr.write(f"{outcome.record.id}\n")
    for line in service.explain(coder, outcome.record.text, outcome.record.published):
        sys.stderr.write(f"  {line}\n")


def summary(counts: Counts, db: str | None) -> Iterator[str]:
    """What a run found and what it left out, by reason."""
    found = ", ".join(f"{number} {name}" for name, number in counts.found.items())
    yield f"coded {counts.coded} articles{': ' if found else ''}{found}"
    if db is not None:
        from marsad.store.engine import shown

        yield f"in {shown(db)}: {counts.new} new readings, {counts.known} there already"
    for title, by_reason in (
        ("left out", counts.dropped), ("not coded", counts.failures), ("mentions set aside", counts.rejections),
    ):  # fmt: skip
        if by_reason:
            reasons = sorted(by_reason.items(), key=lambda item: (-item[1], item[0]))
            yield f"{title}: " + ", ".join(f"{reason} {number}" for reason, number in reasons)
    yield from second_summary(counts)


@contextmanager
def progress(*, quiet: bool, busy_stdout: bool) -> Iterator[Callable[[Counts], None]]:
    """A moving line on stderr where it is a terminal and the records do not scroll through the same one."""
    if quiet or not sys.stderr.isatty() or (busy_stdout and sys.stdout.isatty()):
        yield lambda counts: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")

        def tick(counts: Counts) -> None:
            failed = f", {counts.failed} failed" if counts.failed else ""
            bar.update(task, description=f"{counts.coded} articles, {counts.found['events']} events{failed}")

        yield tick
