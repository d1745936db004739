"""`marsad eval`: how well the coder does on gold data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GOLD, OUT = Path("../shared/eval"), Path("out")


def evaluate(
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder with score.py and the gold files.")] = GOLD,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the coded records and the errors go.")] = OUT,
) -> None:
    """Code the gold data and print the scorer's tables.

    Example: marsad eval --gold ../shared/eval --out out
    """
    from marsad import service
    from marsad.evaluation.gold import gold_files, score

    found = gold_files(gold)
    coder, extract = service.load_coder(), service.load_extract()
    for kind, path in found:
        scored = score(kind, path, out, coder, extract)
        typer.echo(f"{path.name}: {scored.records} records coded")
        typer.echo(scored.table)
    typer.echo(f"each miss and false alarm: {out}/errors-*.jsonl")
