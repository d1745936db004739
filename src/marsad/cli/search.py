"""`marsad search`: articles that hold some words."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marsad.cli.base import BaseOption
from marsad.cli.output import Format, write_values
from marsad.cli.surface import printable

LIMIT = 20


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All of them; "words in quotes" stand side by side.')],
    db: BaseOption,
    limit: Annotated[int, typer.Option(min=1, help="How many articles at most.")] = LIMIT,
    format: Annotated[Format, typer.Option(help="How to write them.")] = Format.TABLE,
) -> None:
    """Find articles by their words, best first, with the captured text around them.

    Spelling and proclitics do not matter: قتل finds قُتل and والقتل, ادلب finds إدلب. In quotes words are taken as they
    stand. Exit status 1 when nothing is found.

    Example: marsad search "قصف ادلب" --db marsad.db

    Example: marsad search '"مجلس الأمن" ليبيا' --db marsad.db --format json
    """
    from marsad.store.repository import Store
    from marsad.store.search import lines
    from marsad.store.search import search as find

    with Store.view(db) as store:
        results = find(store, words, limit)
    if format is Format.TABLE:
        text = "".join(f"{printable(line)}\n" for line in lines(results))
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        write_values(results, format)
    if not results:
        typer.echo("marsad: no article holds all of these words", err=True)
        raise typer.Exit(1)
