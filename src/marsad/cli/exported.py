"""`marsad export acled|ucdp|…`: incidents in the formats of others, one command a format, the same options for all."""

import inspect
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from marsad.cli.base import BaseOption
from marsad.cli.surface import OutputError
from marsad.export.formats import FORMATS, Format

Names = list[str] | None
OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write; - is stdout.")]
EXTRA = ("numbers", "no_bom")  # options of some formats only


def _options(*names: str, metavar: str = "NAME", help: str) -> Any:
    return Annotated[Names, typer.Option(*names, metavar=metavar, help=help)]


def add_formats(group: typer.Typer) -> None:
    """A command for each format."""
    for format in FORMATS.values():
        group.command(format.name)(_command(format))


def _command(format: Format) -> Any:
    def run(
        db: BaseOption,
        out: OutOption,
        first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="From this day on (2024-04-30).")] = None,
        last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Up to this day.")] = None,
        country: _options("--country", help="Code or name (SY, SYR, Syria); may be given again.") = None,  # type: ignore[valid-type]
        admin1: _options("--admin1", help="First-level division; may be given again.") = None,  # type: ignore[valid-type]
        type: _options("--type", metavar="TYPE", help="Event type or sub-type; may be given again.") = None,  # type: ignore[valid-type]
        actor: _options("--actor", help="Neutral name of an actor on either side; may be given again.") = None,  # type: ignore[valid-type]
        control: _options("--control", help="Who held the area; may be given again.") = None,  # type: ignore[valid-type]
        min_sources: Annotated[int, typer.Option(min=1, help="Independent sources at least.")] = 1,
        status: _options("--status", metavar="STATUS", help="reported, claimed or disputed; may be given again.") = None,  # type: ignore[valid-type]
        background: Annotated[bool, typer.Option("--background/--no-background", help="Also what is told as what went before.")] = False,
        more: Annotated[bool, typer.Option("--more", help="Further columns: bounds, every source's figure, injured, claims, quotes, links.")] = False,
        private: Annotated[bool, typer.Option("--private", help="Also names of private persons (docs/RESPONSIBLE_USE.md).")] = False,
        numbers: Annotated[bool, typer.Option("--numbers", help="inter1, inter2 and interaction as numbers.")] = False,
        no_bom: Annotated[bool, typer.Option("--no-bom", help="Without the mark by which Excel knows UTF-8.")] = False,
    ) -> None:  # fmt: skip
        from marsad import __version__, export_service
        from marsad.export.choice import Choice
        from marsad.export.filters import filter_of

        codes = export_service.codes()
        wanted = filter_of(
            codes, first=first, last=last, countries=country or (), admin1=admin1 or (), types=type or (), actors=actor or (),
            control=control or (), statuses=status or (), min_sources=min_sources, background=background,
        )  # fmt: skip
        lines = format.lines and out.suffix in (".jsonl", ".ndjson")
        choice = Choice(codes, __version__, numbers, more, private, not no_bom, lines)
        _write(db, out, format, wanted, choice)

    run.__doc__ = _help(format)
    signature = inspect.signature(run)
    unfit = {name for name, fits in zip(EXTRA, (format.numbers, format.bom), strict=True) if not fits}
    kept = [p for name, p in signature.parameters.items() if name not in unfit]
    run.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
    return run


def _help(format: Format) -> str:
    ending = {"plover": "json", "timemap": "json", "geoparquet": "parquet"}.get(format.name)
    ending = ending or (format.name if format.name in ("geojson", "xlsx") else "csv")
    return (
        f"Write incidents as {format.about}; docs/EXPORTS.md says what each value is.\n\n"
        f"Example: marsad export {format.name} --db marsad.db --out incidents.{ending} --from 2024-01-01 --country SY"
    )


def _write(db: str, out: Path, format: Format, wanted: Any, choice: Any) -> None:
    from marsad import export_service
    from marsad.cli.output import opened
    from marsad.export.withheld import OPEN_STATEMENT, STATEMENT
    from marsad.store.repository import Store
    from marsad.store.sourced import check_linked

    target = None if str(out) == "-" else out
    if target is None and format.binary:
        raise OutputError("is no text", where=format.name, todo="Name a file after --out")
    private = OPEN_STATEMENT if choice.private else STATEMENT
    with Store.view(db) as store:
        if unlinked := check_linked(store):
            sys.stderr.write(f"marsad: {unlinked} reports are not linked yet. Run: marsad link --db {store.where}\n")
        with opened(target) as file:
            count = export_service.write(store, file, format, wanted, choice)
        sys.stderr.write(f"in {out}: {count} incidents of {store.where}. {private}\n")
    if target is not None and target.is_file() and not format.says:
        with opened(target.with_name(f"{target.name}.README.txt")) as file:
            file.write(f"{target.name}: incidents by Marsad {choice.version}, {format.about}.\n{private}\n".encode())
