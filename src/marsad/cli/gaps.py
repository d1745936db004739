"""`marsad lexicon gaps`: what the word lists lack, found in articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.surface import complain, printable

if TYPE_CHECKING:
    from marsad.coding.gaps import Gap


class Near(StrEnum):
    TRIGGERS = "triggers"
    ACTORS = "actors"


class Shape(StrEnum):
    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


def gaps(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Files, archives, folders, URLs, or - for stdin.")
    ],
    near: Annotated[
        Near, typer.Option(help="triggers: verbs and masdars beside casualties and weapons; actors: names of groups.")
    ] = Near.TRIGGERS,
    top: Annotated[int, typer.Option(min=1, metavar="N", help="Show so many, the most frequent first.")] = 50,
    format: Annotated[Shape, typer.Option(help="How to write them.")] = Shape.TABLE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; problems are still shown.")] = False,
    limit_mb: Annotated[int, typer.Option(min=1, help="Refuse an input larger than this (MB).")] = 64,
) -> None:
    """List words that the lexicons do not know where they expect something, by frequency, with examples.

    Reads what `marsad code` reads. Each line: how often, how many times more often near than elsewhere (triggers only),
    the word, and where it stood. What belongs into a lexicon is for you to judge. Exit status 1: some inputs failed.

    Example: marsad lexicon gaps news.jsonl.gz --near actors --top 100
    """
    from marsad import service
    from marsad.cli.clock import utc_now

    fetcher, extract = service.make_fetcher(limit_mb), service.load_extract()
    captures = service.read(inputs, clock=utc_now, stdin=sys.stdin.buffer, fetcher=fetcher, limit_mb=limit_mb)
    with _progress(quiet) as seen:
        found, failures = service.lexicon_gaps(captures, extract, near=near.value, most=top, seen=seen)
    _write(found, format)
    for failure in failures:
        complain(failure.origin, failure.message, failure.code)
    if failures:
        raise typer.Exit(1)


def _write(found: list[Gap], format: Shape) -> None:
    if format is Shape.JSON:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        return
    if format is Shape.TSV:
        typer.echo("times\tlift\tarticle\ttext\texample")
    for gap in found:
        lift = "" if gap.lift is None else f"{gap.lift:.1f}"
        if format is Shape.TSV:
            article, example = gap.examples[0] if gap.examples else ("", "")
            typer.echo(
                "\t".join(printable(c).replace("\t", " ") for c in (str(gap.times), lift, article, gap.text, example))
            )
            continue
        typer.echo(printable(f"{gap.times:7}  {lift:>5}  {gap.text}"))
        for article, example in gap.examples:
            typer.echo(printable(f"{'':16}{article}  {example}"))


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int], None]]:
    """A moving count on stderr where it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda articles: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda articles: bar.update(task, description=f"{articles} articles")
