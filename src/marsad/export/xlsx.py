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
from marsad.export.wording import Cell
from marsad.export.workbook import Workbook
from marsad.model.sourced import Sourced

MOST_ROWS = 1_048_575  # of a sheet, without its heading (Excel's specification)
MOST_CHARACTERS = 32_767  # of a cell (the same)
CUT = " [cut: a cell of Excel holds no more]"


class TooManyRowsError(MarsadError):
    """More incidents than a sheet of Excel can hold."""

    code = "too-many-rows"


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The workbook, row after row; the sheets lie in temporary files until they are packed."""
    columns = choice.columns(COLUMNS)
    with Workbook() as book:
        english = book.sheet("Incidents", columns)
        arabic = book.sheet("الحوادث", arabic_sheet.COLUMNS, right_to_left=True)
        about = book.sheet("About", [f"Marsad {choice.version}: one row an incident, columns as in docs/EXPORTS.md"])
        about.append([OPEN_STATEMENT if choice.private else STATEMENT])
        for number, found in enumerate(incidents):
            if number >= MOST_ROWS:
                raise TooManyRowsError(f"more than {MOST_ROWS:,} incidents do not fit into a sheet", where="xlsx",
                                       todo="Choose fewer (--from, --country …) or write csv or geoparquet")  # fmt: skip
            row = choice.row(row_of(found, choice), found)
            english.append([_cell(row[name]) for name in columns])
            arabic.append([_cell(value) for value in arabic_sheet.row_of(found, choice.codes)])
        book.save(file)


def _cell(value: Cell) -> Cell:
    value = safe(value)
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return value[: MOST_CHARACTERS - len(CUT)] + CUT
    return value
