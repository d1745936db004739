"""`marsad watch`: follow feeds, sitemaps and listing pages into a base."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.surface import INTERRUPTED, OutputError, complain, printable

if TYPE_CHECKING:
    from marsad.watch.report import Report
    from marsad.watch.watcher import Watch

PAGE_MB = 50  # of one answer unpacked: sitemaps.org allows sitemaps of 50 MB; pages are bounded at 10 MB


class HealthFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def watch(
    sources: Annotated[
        Path | None, typer.Argument(metavar="SOURCES", help="A TOML file that lists what to follow.")
    ] = None,
    db: Annotated[Path | None, typer.Option(metavar="FILE", help="The base to keep everything in.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due and end, for cron.")] = False,
    warc: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the pages are archived (default: FILE.warc).")
    ] = None,
    warc_mb: Annotated[int, typer.Option(min=1, help="Begin another WARC file after so many MB.")] = 1000,
    health: Annotated[bool, typer.Option("--health", help="Say how each source is doing, and end.")] = False,
    format: Annotated[HealthFormat, typer.Option(help="How to write --health.")] = HealthFormat.TABLE,
    init: Annotated[bool, typer.Option("--init", help="Write a starter list to SOURCES, and end.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No counts; problems are still shown.")] = False,
) -> None:
    """Follow RSS, Atom, sitemaps and listing pages, keep each page as WARC, and code it.

    It obeys robots.txt, waits between requests, asks conditionally, and goes on where it was after any end. Without
    --once it runs until SIGTERM or Ctrl-C. Exit status: 0 all good, 1 some sources or pages failed (--once), 2 wrong
    use or a faulty list, 3 lexicon, 4 base, archive or another watch at work.

    Example: marsad watch --init sources.toml

    Example: marsad watch sources.toml --db marsad.db --once

    Example: marsad watch --health --db marsad.db
    """
    if init:
        _init(sources)
    elif db is None:
        raise typer.BadParameter("name the base: --db marsad.db", param_hint="--db")
    elif health:
        _health(db, format)
    elif sources is None:
        raise typer.BadParameter("name a file of sources; make one: marsad watch --init sources.toml")
    else:
        _watch(sources, db, warc or db.with_name(db.name + ".warc"), warc_mb, once=once, quiet=quiet)


def _init(path: Path | None) -> None:
    from marsad.watch.sources import starter

    if path is None:
        raise typer.BadParameter("name the file to write: marsad watch --init sources.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(starter())
    except FileExistsError:
        raise OutputError("is there already", where=str(path), todo="Name another file") from None
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", where=str(path), todo="Check the folder") from error
    typer.echo(f"wrote {path}; look through it, then: marsad watch {path} --db marsad.db --once")


def _health(db: Path, format: HealthFormat) -> None:
    import msgspec

    from marsad.store.failures import StoreMissingError
    from marsad.watch import health as report
    from marsad.watch.state import State

    path = state_file(db)
    if not path.exists():
        raise StoreMissingError("no watch has run for this base", where=str(path), todo="Start one: marsad watch -h")
    with State(path, readonly=True) as state:
        sources = report.health(state)
    if format is HealthFormat.JSON:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(sources)) + b"\n")
    else:
        for line in report.lines(sources):
            typer.echo(printable(line))


def state_file(db: Path) -> Path:
    """Where the watch of a base keeps what it remembers: beside the base, wherever a link to it stands."""
    base = db.resolve()
    return base.with_name(base.name + ".watch.db")


def _watch(sources: Path, db: Path, warc: Path, warc_mb: int, *, once: bool, quiet: bool) -> None:
    from marsad.watch.ending import Ending
    from marsad.watch.problems import Stopped
    from marsad.watch.report import Report

    report = Report()

    def say() -> None:
        if not quiet and (report.counts["polled"] or report.counts["fetched"] or report.coded.coded):
            sys.stderr.writelines(f"{printable(line)}\n" for line in report.lines())
            sys.stderr.flush()

    def after_round() -> None:
        say()
        report.reset()

    with ExitStack() as stack:
        ending = stack.enter_context(Ending())
        try:
            watcher = _wired(stack, ending, report, sources, db, warc, warc_mb)
            if once:
                watcher.round(once=True)
                say()
            else:
                watcher.forever(after_round)
        except Stopped:
            say()
            sys.stderr.write("marsad: ended by a signal; what was begun is whole, the rest waits for the next start\n")
            if once and ending.wanted == signal.SIGINT:
                raise typer.Exit(INTERRUPTED) from None
            return
    if report.failed:
        raise typer.Exit(1)


def _wired(
    stack: ExitStack, ending: object, report: Report, sources: Path, db: Path, warc: Path, warc_mb: int
) -> Watch:
    """The watch with all that it needs, to be closed by `stack`."""
    import random

    from marsad import __version__, service
    from marsad.store.repository import Store
    from marsad.watch.archive import Archive
    from marsad.watch.clock import SystemClock
    from marsad.watch.ending import Ending, EndingClock, only_watcher
    from marsad.watch.sources import load
    from marsad.watch.state import State
    from marsad.watch.watcher import Watch

    assert isinstance(ending, Ending)
    listed = load(sources)
    agent = f"marsad/{__version__} (Arabic news observatory{'; ' + listed.contact if listed.contact else ''})"
    store = stack.enter_context(Store.open(db))  # says what is wrong with the path before anything else is made
    path = state_file(db)
    stack.enter_context(only_watcher(path.with_suffix(".lock")))
    state = stack.enter_context(State(path))
    clock = EndingClock(SystemClock(), ending)
    fetcher = service.make_fetcher(PAGE_MB, agent=agent)
    archive = Archive(warc, state, agent=agent, size=warc_mb * 1_000_000)
    return Watch(
        listed.sources, state, archive, fetcher, store,
        clock=clock, chance=random.Random(),  # noqa: S311 — pauses, no secrets
        ending=ending, report=report, tell=complain,
    )  # fmt: skip
