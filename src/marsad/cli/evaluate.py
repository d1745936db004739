"""`marsad eval`: how well the coder does on gold data, and the places on the toponym benchmark."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

GOLD, OUT, TOPONYMS = Path("../shared/eval"), Path("out"), Path("benchmarks/toponyms.jsonl")


class Measure(StrEnum):
    """What `marsad eval` can measure."""

    gold = "gold"
    places = "places"


def evaluate(
    what: Annotated[Measure, typer.Argument(help="gold: events in articles; places: toponyms.")] = Measure.gold,
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder with score.py and the gold files.")] = GOLD,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the coded records and the errors go.")] = OUT,
    toponyms: Annotated[Path, typer.Option(metavar="FILE", help="The benchmark of place mentions.")] = TOPONYMS,
) -> None:
    """Code the gold data, or resolve the toponym benchmark, and print the tables.

    Example: marsad eval --gold ../shared/eval --out out
    """
    if what is Measure.places:
        _places(toponyms, out)
    else:
        _gold(gold, out)


def _gold(gold: Path, out: Path) -> None:
    from marsad import service
    from marsad.evaluation.gold import gold_files, score

    found = gold_files(gold)
    coder, extract = service.load_coder(), service.load_extract()
    for kind, path in found:
        scored = score(kind, path, out, coder, extract)
        typer.echo(f"{path.name}: {scored.records} records coded")
        typer.echo(scored.table)
    typer.echo(f"each miss and false alarm: {out}/errors-*.jsonl")


def _places(path: Path, out: Path) -> None:
    import msgspec

    from marsad.evaluation.toponyms import read_benchmark, render, score_toponyms, tables

    outcomes = score_toponyms(read_benchmark(path))
    typer.echo(f"{path.name}: {len(outcomes)} mentions")
    typer.echo(render(tables(outcomes)))
    out.mkdir(parents=True, exist_ok=True)
    errors = out / "errors-toponyms.jsonl"
    wrong = [o for o in outcomes if o.verdict not in ("right", "refused_rightly")]
    errors.write_bytes(b"".join(msgspec.json.encode(o) + b"\n" for o in wrong))
    typer.echo(f"\neach of the {len(wrong)} errors: {errors}")
