"""The commands and where they live. Each module imports what is heavy inside its command."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.cli.base import backup, import_base, restore, upgrade, verify
from marsad.cli.batch import batch
from marsad.cli.brief import brief
from marsad.cli.code import code
from marsad.cli.evaluate import evaluate
from marsad.cli.explain import explain
from marsad.cli.export import export
from marsad.cli.incidents import decisions, incident, incidents, link, merge, split, tallies, undo
from marsad.cli.lexicon import lexicon
from marsad.cli.places import places
from marsad.cli.schema import samples, schema
from marsad.cli.search import search
from marsad.cli.serve import serve, users
from marsad.cli.show import show
from marsad.cli.surface import Surface
from marsad.cli.watch import watch

app = typer.Typer(
    cls=Surface,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from marsad import __version__

        typer.echo(f"marsad {__version__}")
        raise typer.Exit


@app.callback()
def marsad(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which one.")
    ] = False,
) -> None:
    """Marsad reads Arabic news and writes sourced records of the events it reports.

    Begin with: marsad code page.html --db marsad.db
    """


app.command("code")(code)
app.command("batch")(batch)
app.command("show")(show)
app.command("search")(search)
app.command("explain")(explain)
app.command("link")(link)
app.command("incidents")(incidents)
app.command("incident")(incident)
app.command("tallies")(tallies)
app.command("merge")(merge)
app.command("split")(split)
app.command("undo")(undo)
app.command("decisions")(decisions)
app.command("brief")(brief)
app.command("watch")(watch)
app.command("serve")(serve)
app.command("schema")(schema)
app.command("samples")(samples)
app.command("eval")(evaluate)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("verify")(verify)
app.command("upgrade")(upgrade)
app.command("import")(import_base)
app.add_typer(export, name="export")
app.add_typer(users, name="users")
app.add_typer(lexicon, name="lexicon")
app.add_typer(places, name="places")
