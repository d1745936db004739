"""`marsad batch`: archives and dumps into a folder of Parquet files, by several processes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.code import LIMIT_MB, ColumnsOption, PublishedOption
from marsad.cli.surface import complain

if TYPE_CHECKING:
    from marsad.batch.run import Progress, Summary

TERMINAL_SECONDS, LOG_SECONDS = 0.5, 30.0  # between two lines of progress


class SummaryFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def paths(values: list[str]) -> list[str]:
    """Files and folders; anything else is wrong use."""
    for item in values:
        if item == "-" or "://" in item:
            raise typer.BadParameter(f"{item} is no file or folder: a batch reads what a rerun finds again")
    return values


def batch(
    inputs: Annotated[
        list[str], typer.Argument(callback=paths, metavar="INPUT", help="Files, archives, dumps or folders of them.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the Parquet files (made if missing).")],
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Processes that code.", show_default="one for each processor")
    ] = os.cpu_count() or 1,
    columns: ColumnsOption = None,
    published: PublishedOption = None,
    format: Annotated[SummaryFormat, typer.Option(help="How to write the summary on stdout.")] = SummaryFormat.TEXT,
    limit_seconds: Annotated[
        float, typer.Option(min=0.1, help="Set an article aside that takes longer than this.")
    ] = 10.0,
    limit_mb: Annotated[int, typer.Option(min=1, help="Refuse a document larger than this (MB).")] = LIMIT_MB,
    shard_articles: Annotated[int, typer.Option(min=1, help="Most articles of a shard.")] = 500,
    shard_mb: Annotated[int, typer.Option(min=1, help="Most megabytes of a shard, unpacked.")] = 32,
    fast_pages: Annotated[
        bool, typer.Option("--fast-pages", help="Read HTML several times as fast, and old page layouts worse.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Code archives and dumps into a folder of Parquet files.

    Run the same command again after a stop of any kind: finished shards are kept. Exit status: 0 all good, 1 some
    documents or shards failed, 2 wrong use, 3 lexicon, 4 output.

    Example: marsad batch CC-NEWS-20210506.warc.gz --out coded --workers 8

    Example: marsad batch dump.csv --columns text=body,id=guid,published=date --out coded --format json
    """
    from marsad import service
    from marsad.batch.run import Plan, run
    from marsad.cli.clock import utc_now

    plan = Plan(
        tuple(inputs), out, workers, columns, published, limit_seconds, limit_mb, shard_articles, shard_mb, fast_pages
    )
    summary = run(plan, service.load_coder(), clock=utc_now, tick=_ticker(quiet))
    for shard, reason in summary.failed_shards.items():
        complain(f"{out} shard {shard}", reason, "shard-failed")
    if format is SummaryFormat.JSON:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(summary) + b"\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in told(summary))
    if not summary.whole:
        raise typer.Exit(1)


def told(summary: Summary) -> Iterator[str]:
    """The summary in words."""
    found = ", ".join(f"{number} {name}" for name, number in summary.found.items())
    yield f"coded {summary.coded} articles{': ' if found else ''}{found}"
    shards = ", ".join(f"{number} {name}" for name, number in summary.shards.items())
    yield f"shards: {shards}; this run: {summary.articles} articles in {summary.seconds:.1f} s, {summary.articles_per_second:g} a second"
    named = (
        ("left out", summary.dropped),
        ("not coded", summary.failed),
        ("mentions set aside", summary.mentions_set_aside),
    )
    for title, by_reason in named:
        if by_reason:
            reasons = sorted(by_reason.items(), key=lambda item: (-item[1], item[0]))
            yield f"{title}: " + ", ".join(f"{reason} {number}" for reason, number in reasons)
    if summary.articles_set_aside:
        yield f"{summary.articles_set_aside} articles are kept in {summary.out}/set-aside for a look"
    yield f"in {summary.out}: articles, reports, evidence, tallies, claims, people, rejections, problems (Parquet), records"


def _ticker(quiet: bool) -> Callable[[Progress], None]:
    """Progress on stderr: a moving line in a terminal, now and then a line in a log."""
    terminal = sys.stderr.isatty()
    pause = TERMINAL_SECONDS if terminal else LOG_SECONDS
    last = time.monotonic()

    def tick(progress: Progress) -> None:
        nonlocal last
        if quiet or time.monotonic() - last < pause:
            return
        last = time.monotonic()
        line = progress_line(progress)
        sys.stderr.write(f"\r\x1b[K{line}" if terminal else f"{line}\n")
        sys.stderr.flush()

    return tick


def progress_line(progress: Progress) -> str:
    """`1200 articles, 85.0 a second, 34 %, 0:02:10 left; 12 shards, 3 from before, 0 failed`."""
    left = progress.seconds_left
    until = "" if left is None else f", {int(left) // 3600}:{int(left) // 60 % 60:02}:{int(left) % 60:02} left"
    return (
        f"{progress.articles} articles, {progress.rate:.1f} a second, {progress.share:.0%}{until}; "
        f"{progress.shards} shards, {progress.skipped} from before, {progress.failed} failed"
    )
