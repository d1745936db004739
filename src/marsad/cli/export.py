"""`marsad export base`, and beside it a command for each format of others (exported.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from marsad.cli.base import BaseOption
from marsad.cli.exported import add_formats
from marsad.cli.folders import PlacesOption, places_folder
from marsad.cli.surface import printable

export = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Write a base in the formats of others.\n\n"
                     "Example: marsad export base --db marsad.db --out base.jsonl.gz")  # fmt: skip

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write; - is stdout, .gz is packed.")]


@export.command("base")
def base(db: BaseOption, out: OutOption) -> None:
    """Write the whole base as JSON lines that marsad import reads on any database (docs/BASE_FORMAT.md).

    Example: marsad export base --db marsad.db --out base.jsonl.gz

    Example: marsad export base --db marsad.db --out - | gzip > base.jsonl.gz
    """
    from marsad.cli.output import opened
    from marsad.store.backup import packer
    from marsad.store.dump import dump
    from marsad.store.repository import Store

    target = None if str(out) == "-" else out
    with (
        Store.view(db) as store,
        opened(target) as file,
        packer(file, packed=target is not None and target.suffix == ".gz") as lines,
    ):
        lines.writelines(dump(store))


@export.command("gold")
def gold(db: BaseOption, out: OutOption, places: PlacesOption = None) -> None:
    """Write the articles that people judged in the workbench as gold data, one JSON line each (docs/CODERS.md).

    Places that people corrected get the coordinates of the gazetteer; those without any are named on stderr.

    Example: marsad export gold --db marsad.db --out gold.jsonl
    """
    from msgspec import json

    from marsad import export_service, service
    from marsad.cli.output import opened
    from marsad.store.repository import Store

    gazetteer = service.gazetteer_with(places_folder(places))
    with Store.view(db) as store, opened(None if str(out) == "-" else out) as file:
        for line in export_service.gold(store, gazetteer):
            file.write(line)
            judged = json.decode(line, type=_Judged)
            for name in judged.unlocated:
                todo = "Correct it to NAME, COUNTRY or NAME @ LATITUDE, LONGITUDE"
                typer.echo(f"marsad: {judged.id}: no coordinates for {printable(name)}. {todo}", err=True)


class _Judged(Struct):
    id: str
    unlocated: list[str]


add_formats(export)
