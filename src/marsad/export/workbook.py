"""An Excel workbook of plain cells, written row after row by XlsxWriter.

XlsxWriter holds one row of each sheet (`constant_memory`), the rest lies in temporary files; so sheets can be filled side
by side. Cells are written as text or number by our own word: nothing becomes a formula, a link or a date by its looks.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import IO, Any

from xlsxwriter import Workbook as Book
from xlsxwriter.exceptions import FileCreateError

from marsad.export.wording import Cell

MOST_DIGITS = 15  # of a number in Excel; a longer one is written as text, so that it stays what it is
MOST_CHARACTERS = 32_767  # of a cell, in UTF-16 units (Excel's specification); XlsxWriter cuts without a word
CUT = " [cut: a cell of Excel holds no more]"
CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # as the book tells it: the same rows give the same bytes
WIDTH = 18  # of a column, in characters
_OPTIONS = {
    "constant_memory": True, "in_memory": False, "use_zip64": True,
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


class Sheet:
    """One sheet under a bold heading that stays in view."""

    def __init__(self, sheet: Any, head: Sequence[str], bold: Any) -> None:
        self._sheet, self._rows = sheet, 0
        sheet.set_column(0, len(head) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        self.append(head, bold)

    def append(self, cells: Sequence[Cell], style: Any = None) -> None:
        """A row; what is None, empty or no finite number gets no cell."""
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(self._rows, column, _text(cell), style)
            elif isinstance(cell, int) and abs(cell) >= 10**MOST_DIGITS:
                self._sheet.write_string(self._rows, column, str(cell), style)
            elif cell is not None and math.isfinite(cell):
                self._sheet.write_number(self._rows, column, cell, style)
        self._rows += 1


class Workbook:
    """The sheets of a book, in the order in which they are asked for."""

    def __init__(self, book: Any) -> None:
        self._book, self._bold = book, book.add_format({"bold": True})

    def sheet(self, name: str, head: Sequence[str], *, right_to_left: bool = False) -> Sheet:
        """A new sheet. `right_to_left`: its first column stands at the right."""
        sheet = self._book.add_worksheet(name)
        if right_to_left:
            sheet.right_to_left()
        return Sheet(sheet, head, self._bold)


@contextmanager
def workbook(file: IO[bytes]) -> Iterator[Workbook]:
    """A book that is packed into the file at the end; after an error nothing is packed. Raises OSError."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        book = Book(file, {**_OPTIONS, "tmpdir": folder})
        book.set_properties({"created": CREATED})
        yield Workbook(book)
        try:
            book.close()
        except FileCreateError as error:  # the library's wrapping of an OSError
            raise error.args[0] from error


def _text(cell: str) -> str:
    """Text as a cell holds it: lines end in LF as in Excel, and what is too long is cut and says so."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if cell.startswith("<r>") and cell.endswith("</r>"):
        cell += " "  # XlsxWriter would take it for XML of its own (rich text) and write it as it is
    if len(cell) > MOST_CHARACTERS // 2 and len(units := cell.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
        cell = units[: 2 * (MOST_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    return cell
