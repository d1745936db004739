"""Where a user's own data lies: `--places`, MARSAD_PLACES, or the platform's folder for data of programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

PlacesOption = Annotated[
    Path | None,
    typer.Option(
        "--places",
        metavar="DIR",
        envvar="MARSAD_PLACES",
        help="Folder of the places you added (default: in your data folder).",
    ),
]


def data_home() -> Path:
    """The folder for data of this user's programs, by the conventions of the platform."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    stated = os.environ.get("XDG_DATA_HOME", "")
    return Path(stated) if stated.startswith("/") else Path.home() / ".local" / "share"


def places_folder(stated: Path | None) -> Path:
    """The folder of added places. One that does not exist yet holds none."""
    return stated or data_home() / "marsad" / "places"
