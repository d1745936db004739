"""The formats by name: what writes them, and what they can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import IO, TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from marsad.export.choice import Choice
    from marsad.model.sourced import Sourced

    Write = Callable[[IO[bytes], Iterable[Sourced], Choice], None]


class Format(Struct, frozen=True):
    """`module`: in this package, with a function `write`. `binary`: nothing to pipe into a terminal. `bom`: a spreadsheet
    may open it. `says`: the file itself says whether private persons are named; else a README beside it does. `lines`:
    may be JSON lines."""

    name: str
    module: str
    about: str
    binary: bool = False
    bom: bool = False
    numbers: bool = False
    says: bool = False
    lines: bool = False
    deaths_only: bool = False

    def writer(self) -> Write:
        return cast("Write", import_module(f"marsad.export.{self.module}").write)


FORMATS = {
    format.name: format
    for format in (
        Format("acled", "acled", "CSV with the 31 columns of ACLED", bom=True, numbers=True),
        Format(
            "ucdp",
            "ucdp",
            "CSV with the 49 columns of UCDP GED, incidents with deaths only",
            bom=True,
            deaths_only=True,
        ),
        Format("plover", "plover", "PLOVER events as JSON", lines=True),
        Format("hxl", "hxl", "CSV with HXL tags in its second row, as on HDX", bom=True),
        Format("geojson", "geojson", "GeoJSON points for maps (QGIS, Leaflet)", says=True),
        Format("geoparquet", "geoparquet", "GeoParquet 1.1 for large sets", binary=True, says=True),
        Format("xlsx", "xlsx", "an Excel workbook with an English and an Arabic sheet", binary=True, says=True),
        Format("timemap", "timemap", "event JSON of Forensic Architecture's timemap", lines=True),
        Format("csv", "plain", "CSV with columns of our own", bom=True),
    )
}
