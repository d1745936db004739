"""`marsad places`: look into the gazetteer and see how place words of a text are read."""

from __future__ import annotations

from typing import Annotated

import typer

places = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look into the gazetteer.\n\n"
                     "Example: marsad places find الطبقة")  # fmt: skip


@places.command("find")
def find(name: Annotated[str, typer.Argument(help="A place name in Arabic, as the press writes it.")]) -> None:
    """List the rows that carry a name, best first. Exit status 1 when there is none.

    Example: marsad places find الطبقة
    """
    from marsad import service

    rows = service.find_places(name)
    for row in rows:
        typer.echo(f"{row.id}\t{row.name}\t{row.level}\t{row.country}\t{row.admin1}\t{row.lat:.4f}\t{row.lon:.4f}")
    if not rows:
        typer.echo(f"marsad: {name}: no place of that name. Try it without its type noun (مدينة، بلدة …)", err=True)
        raise typer.Exit(1)


@places.command("explain")
def explain(text: Annotated[str, typer.Argument(help="A sentence or a text.")]) -> None:
    """Show each place mention of a text, what it resolves to, or why it is refused.

    Example: marsad places explain "في حي غويران بمدينة الحسكة شمال شرقي سوريا"
    """
    from marsad import service

    countries, found = service.explain_places(text)
    typer.echo("countries: " + (", ".join(f"{c} {w:.1f}" for c, w in sorted(countries.items())) or "none"))
    for m in found:
        typer.echo(f"{m.text}  [{m.relation}{', ' + m.typed if m.typed else ''}]  {m.answer}")


@places.command("list")
def listing(
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code, e.g. SY.")] = None,
    level: Annotated[str | None, typer.Option(help="site, town, village, district, province …")] = None,
) -> None:
    """List rows of the place tables, own tables first.

    Example: marsad places list --country SY --level site
    """
    from marsad import service

    for row in service.list_places(country, level):
        typer.echo(f"{row.id}\t{row.name}\t{row.name_ar}\t{row.level}\t{row.country}\t{row.lat:.4f}\t{row.lon:.4f}")


@places.command("gaps")
def gaps(
    file: Annotated[str, typer.Argument(help="JSONL of articles with id and text.")],
    least: Annotated[int, typer.Option(help="Show words seen at least so often.")] = 2,
) -> None:
    """List words after a place noun (في مدينة، قرية …) that no table has, by frequency.

    Example: marsad places gaps articles.jsonl --least 5
    """
    import json
    from pathlib import Path

    from marsad import service

    with Path(file).open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.strip())
        texts = ((str(r.get("id")), str(r.get("text"))) for r in rows)
        for gap in service.place_gaps(texts, least):
            typer.echo(f"{gap.times}\t{gap.text}\t{gap.example}")
