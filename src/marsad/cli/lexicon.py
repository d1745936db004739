"""`marsad lexicon`: the word lists and rules, checked and counted."""

from __future__ import annotations

import typer

from marsad.cli.gaps import gaps

lexicon = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check and count the word lists and rules.\n\n"
                      "Example: marsad lexicon lint")  # fmt: skip


@lexicon.command("lint")
def lint() -> None:
    """Check every lexicon file; each problem is a line file:line: problem. Exit status 3 when there is one.

    Example: marsad lexicon lint
    """
    from marsad import service

    typer.echo(f"lexicon {service.lint_lexicon()} is clean")


lexicon.command("gaps")(gaps)


@lexicon.command("stats")
def stats() -> None:
    """Count the entries and forms of each lexicon.

    Example: marsad lexicon stats
    """
    from marsad import service

    for name, number in service.lexicon_stats().items():
        typer.echo(f"{number:8,}  {name}")
