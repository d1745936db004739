"""`marsad places`: look into the gazetteer and see how place words of a text are read."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.cli import added
from marsad.cli.folders import PlacesOption, places_folder

places = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look into the gazetteer.\n\n"
                     "Example: marsad places find الطبقة")  # fmt: skip


@places.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A place name in Arabic, as the press writes it.")],
    places: PlacesOption = None,
) -> None:
    """List the rows that carry a name, best first. Exit status 1 when there is none.

    Example: marsad places find الطبقة
    """
    from marsad import service

    rows = service.find_places(name, places_folder(places))
    for row in rows:
        typer.echo(f"{row.id}\t{row.name}\t{row.level}\t{row.country}\t{row.admin1}\t{row.lat:.4f}\t{row.lon:.4f}")
    if not rows:
        typer.echo(f"marsad: {name}: no place of that name. Try it without its type noun (مدينة، بلدة …)", err=True)
        raise typer.Exit(1)


@places.command("explain")
def explain(text: Annotated[str, typer.Argument(help="A sentence or a text.")], places: PlacesOption = None) -> None:
    """Show each place mention of a text, what it resolves to, or why it is refused.

    Example: marsad places explain "في حي غويران بمدينة الحسكة شمال شرقي سوريا"
    """
    from marsad import service

    for line in service.explain_places(text, places_folder(places)):
        typer.echo(line)


@places.command("list")
def listing(
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code, e.g. SY.")] = None,
    level: Annotated[str | None, typer.Option(help="site, town, village, district, province …")] = None,
    places: PlacesOption = None,
) -> None:
    """List rows of the place tables, own tables first.

    Example: marsad places list --country SY --level site
    """
    from marsad import service

    for row in service.list_places(country, level, places_folder(places)):
        typer.echo(f"{row.id}\t{row.name}\t{row.name_ar}\t{row.level}\t{row.country}\t{row.lat:.4f}\t{row.lon:.4f}")


@places.command("gaps")
def gaps(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="JSONL of articles, archives, pages, folders, or - for stdin.")
    ],
    least: Annotated[int, typer.Option(min=1, help="Show names seen at least so often.")] = 2,
    most: Annotated[int | None, typer.Option(min=1, help="Show no more than so many.")] = None,
    all_nouns: Annotated[
        bool, typer.Option("--all-nouns", help="After general nouns too (سوق، موقع، مركز …), which seldom head a name.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no counts.")] = False,
    places: PlacesOption = None,
) -> None:
    """List names after a place noun (في مدينة، بلدة، سجن …) that no table has, by frequency.

    A line: times, articles, noun, name, an example's id, its words.

    Example: marsad places gaps articles.jsonl.gz --least 5
    """
    from marsad.cli.place_gaps import list_gaps

    list_gaps(inputs, places_folder(places), least=least, most=most, all_nouns=all_nouns, quiet=quiet)


places.command("add")(added.add)
places.command("added")(added.added)
places.command("remove")(added.remove)
places.command("control")(added.control)
