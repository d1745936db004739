"""`marsad export base`, and beside it a command for each format of others (exported.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.base import BaseOption
from marsad.cli.exported import add_formats

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
def gold(db: BaseOption, out: OutOption) -> None:
    """Write the articles that people judged in the workbench as gold data, one JSON line each (docs/CODERS.md).

    Example: marsad export gold --db marsad.db --out gold.jsonl
    """
    from marsad.cli.output import opened
    from marsad.store.gold import gold as lines
    from marsad.store.repository import Store

    with Store.view(db) as store, opened(None if str(out) == "-" else out) as file:
        file.writelines(lines(store))


add_formats(export)
