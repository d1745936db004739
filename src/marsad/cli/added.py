"""`marsad places add|added|remove|control`: the user's own places, boundaries and control maps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.folders import PlacesOption, places_folder
from marsad.cli.surface import complain, printable

if TYPE_CHECKING:
    from marsad.service import SetInfo


def add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="GeoNames dumps, CSV or XLSX with p-codes, GeoJSON, or our own tables."),
    ],
    name: Annotated[str, typer.Option(metavar="SET", help="What to call them (default: the first file's name).")] = "",
    country: Annotated[str, typer.Option(metavar="XX", help="ISO 3166-1 code for files that state none.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the set of that name.")] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Leave lines with problems out, telling them, instead of refusing all.")
    ] = False,
    places: PlacesOption = None,
) -> None:
    """Add places or boundaries of your own; every command uses them from then on.

    All problems are listed as file:line, and then nothing is added (exit status 3).

    Example: marsad places add SY.txt alternateNamesV2.txt --name geonames-sy

    Example: marsad places add syr_adm1.geojson syr_adm2.geojson syr_admin.xlsx --name cod-sy
    """
    from marsad import service
    from marsad.cli.clock import utc_now

    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise typer.BadParameter(f"{country!r} is no ISO 3166-1 code such as SY", param_hint="--country")
    folder = places_folder(places)
    made = service.add_places(
        folder, files, clock=utc_now, name=name, country=country.upper(), replace=replace, leave_out=leave_out
    )
    for problem in made.problems:
        complain("", f"left out: {problem}", "places")
    typer.echo(_line(made.info))
    if made.info.left_out:
        typer.echo("left out: " + ", ".join(f"{reason} {n}" for reason, n in sorted(made.info.left_out.items())))
    typer.echo(f"in {folder}")


def added(places: PlacesOption = None) -> None:
    """List the sets of places that you added.

    Example: marsad places added
    """
    from marsad import service

    folder = places_folder(places)
    sets = service.added_places(folder)
    for info in sets:
        typer.echo(_line(info))
    if not sets:
        typer.echo(f"marsad: no sets in {folder}. Add one with: marsad places add FILE", err=True)


def remove(
    names: Annotated[list[str], typer.Argument(metavar="SET…", help="Names that `marsad places added` lists.")],
    places: PlacesOption = None,
) -> None:
    """Remove sets of places that you added.

    Example: marsad places remove geonames-sy
    """
    from marsad import service

    for name in names:
        service.remove_places(places_folder(places), name)
        typer.echo(f"removed {name}")


def control(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoJSON polygons with holder, valid_from, valid_to.")],
    point: Annotated[list[float] | None, typer.Argument(metavar="[LAT LON]", help="A point in degrees.")] = None,
    at: Annotated[str | None, typer.Option(metavar="DAY", help="The day to ask for, such as 2017-10-20.")] = None,
    precision: Annotated[int, typer.Option(min=1, max=3, help="geo_precision of the point: 1, 2 near, 3 region.")] = 1,
    extent: Annotated[
        float | None, typer.Option(metavar="KM", min=0.0, help="Radius of what the point stands for.")
    ] = None,
) -> None:
    """Check a control map, or ask who held a point on a day.

    Without a point: every problem and gap of the map is a line, exit status 3 when there is one.
    A negative latitude or longitude goes after --. Exit status 1: the map does not tell.

    Example: marsad places control map.geojson

    Example: marsad places control map.geojson --at 2017-10-20 35.95 39.01
    """
    from marsad import service

    if (point is None) != (at is None) or (point is not None and len(point) != 2):
        raise typer.BadParameter("give LAT LON and --at DAY together, or neither")
    if point is None or at is None:
        _check(file)
        return
    try:
        day = dt.date.fromisoformat(at)
    except ValueError:
        raise typer.BadParameter(f"{at!r} is no day such as 2017-10-20", param_hint="--at") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise typer.BadParameter("latitude or longitude out of range (are they swapped?)")
    found = service.control_at(file, point[0], point[1], day, precision=precision, extent_km=extent)
    if found.holder is None:
        typer.echo(f"no holder: {found.reason} ({found.basis})")
        raise typer.Exit(1)
    until = found.valid_to or "today"
    typer.echo(
        printable(
            f"{found.holder}  {found.valid_from} to {until}" + (f"  source: {found.source}" if found.source else "")
        )
    )
    typer.echo(f"derived from {found.map} ({found.digest}), {found.basis}")


def _check(file: Path) -> None:
    from marsad import service

    loaded = service.load_control(file)
    for gap in loaded.gaps:
        complain(str(file), str(gap), "places")
    holders = sorted({h.holder for h in loaded.holdings})
    typer.echo(
        printable(f"{loaded.name} ({loaded.digest}): {len(loaded.holdings)} polygons, holders: {', '.join(holders)}")
    )
    if loaded.gaps:
        raise typer.Exit(3)


def _line(info: SetInfo) -> str:
    return printable(
        f"{info.name}\t{info.places} places\t{info.areas} boundaries\t{' '.join(info.countries)}\t{info.at}\t{', '.join(info.sources)}"
    )
