"""An Excel workbook: a sheet in English, one in Arabic from right to left, and one that says what they are."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, Any

from marsad.errors import MarsadError
from marsad.export import arabic_sheet
from marsad.export.choice import Choice
from marsad.export.delimited import safe
from marsad.export.plain import COLUMNS, row_of
from marsad.export.withheld import OPEN_STATEMENT, STATEMENT
from marsad.export.wording import Cell
from marsad.model.sourced import Sourced

MOST_ROWS = 1_048_575  # of a sheet, without its heading (Excel's specification)
MOST_CHARACTERS = 32_767  # of a cell (the same)
CUT = " [cut: a cell of Excel holds no more]"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP entry
MADE = "1980-01-01T00:00:00Z"  # written as the workbook's time: the same base gives the same bytes
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class TooManyRowsError(MarsadError):
    """More incidents than a sheet of Excel can hold."""

    code = "too-many-rows"


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The workbook, row after row; openpyxl keeps the sheets in temporary files until they are zipped."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    columns = choice.columns(COLUMNS)
    english, arabic, about = (book.create_sheet(name) for name in ("Incidents", "الحوادث", "About"))
    english.freeze_panes = arabic.freeze_panes = "A2"
    arabic.sheet_view.rightToLeft = True
    english.append(columns)
    arabic.append(arabic_sheet.COLUMNS)
    for number, found in enumerate(incidents):
        if number >= MOST_ROWS:
            raise TooManyRowsError(f"more than {MOST_ROWS:,} incidents do not fit into a sheet", where="xlsx",
                                   todo="Choose fewer (--from, --country …) or write csv or geoparquet")  # fmt: skip
        row = choice.row(row_of(found, choice), found)
        english.append([_cell(row[name]) for name in columns])
        arabic.append([_cell(value) for value in arabic_sheet.row_of(found, choice.codes)])
    for line in (f"Marsad {choice.version}: one row an incident, columns as in docs/EXPORTS.md",
                 OPEN_STATEMENT if choice.private else STATEMENT):  # fmt: skip
        about.append([line])
    _save(book, file)


def _cell(value: Cell) -> Cell:
    value = safe(value)
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return value[: MOST_CHARACTERS - len(CUT)] + CUT
    return value


def _save(book: Any, file: IO[bytes]) -> None:
    """Save without the clock: the times in the workbook and in its ZIP entries are fixed."""
    with tempfile.TemporaryFile() as made:
        book.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            for name in parts.namelist():
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                if name == "docProps/core.xml":
                    out.writestr(entry, _TIMES.sub(rb"\g<1>" + MADE.encode(), parts.read(name)))
                    continue
                with parts.open(name) as source, out.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)
