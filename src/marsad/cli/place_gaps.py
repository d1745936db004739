"""The listing of `marsad places gaps`, with progress on long inputs."""

from __future__ import annotations

import sys
from pathlib import Path

from marsad.cli.surface import complain, printable

LIMIT_MB = 64  # of one input, as for `marsad code`
EVERY = 200  # articles between two signs of progress


def list_gaps(inputs: list[str], folder: Path, *, least: int, most: int | None, all_nouns: bool, quiet: bool) -> None:
    """Read all inputs, then print the gaps on stdout; progress, problems and counts go to stderr."""
    from marsad import service
    from marsad.cli.clock import utc_now

    live = not quiet and sys.stderr.isatty()
    counter = service.gap_counter(folder, all_nouns=all_nouns)
    failed = 0
    captures = service.read(
        inputs, clock=utc_now, stdin=sys.stdin.buffer, fetcher=service.make_fetcher(LIMIT_MB), limit_mb=LIMIT_MB
    )
    for outcome in service.count_gaps(captures, counter, service.load_extract()):
        if outcome is not None:
            failed += 1
            complain(outcome.origin, outcome.message, outcome.code)
        elif live and counter.articles % EVERY == 0:
            sys.stderr.write(f"\r{counter.articles} articles, {counter.mentions} names after a place noun in no table")
    if live:
        sys.stderr.write("\r\x1b[K")
    found = counter.gaps(least)
    for gap in found[:most]:
        line = (str(gap.times), str(gap.articles), gap.noun, gap.name, gap.example, gap.context)
        sys.stdout.buffer.write(
            (printable("\t".join(c.replace("\t", " ") for c in line)) + "\n").encode("utf-8", "replace")
        )
    if not quiet:
        note = f"; {counter.forgotten} seen once were forgotten to save memory" if counter.forgotten else ""
        sys.stderr.write(f"{counter.articles} articles, {counter.mentions} mentions, {len(found)} names{note}\n")
    if failed:
        import typer

        raise typer.Exit(1)
