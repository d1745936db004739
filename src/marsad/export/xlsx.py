"""An Excel workbook: a sheet in English, one in Arabic from right to left, and one that says what they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from marsad.errors import MarsadError
from marsad.export import arabic_sheet
from marsad.export.choice import Choice
from marsad.export.delimited import safe
from marsad.export.plain import COLUMNS, row_of
from marsad.export.withheld import OPEN_STATEMENT, STATEMENT
from marsad.export.workbook import workbook
from marsad.model.sourced import Sourced

MOST_ROWS = 1_048_575  # of a sheet, without its heading (Excel's specification)


class TooManyRowsError(MarsadError):
    """More incidents than a sheet of Excel can hold."""

    code = "too-many-rows"


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The workbook, row after row; no text of a report may act as a formula."""
    columns = choice.columns(COLUMNS)
    with workbook(file) as book:
        english = book.sheet("Incidents", columns)
        arabic = book.sheet("الحوادث", arabic_sheet.COLUMNS, right_to_left=True)
        about = book.sheet("About", [f"Marsad {choice.version}: one row an incident, columns as in docs/EXPORTS.md"])
        about.append([OPEN_STATEMENT if choice.private else STATEMENT])
        for number, found in enumerate(incidents):
            if number >= MOST_ROWS:
                raise TooManyRowsError(f"more than {MOST_ROWS:,} incidents do not fit into a sheet", where="xlsx",
                                       todo="Choose fewer (--from, --country …) or write csv or geoparquet")  # fmt: skip
            row = choice.row(row_of(found, choice), found)
            english.append([safe(row[name]) for name in columns])
            arabic.append([safe(value) for value in arabic_sheet.row_of(found, choice.codes)])
