"""CSV that spreadsheets read as it is meant: UTF-8 with a mark, and no cell that they would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import IO

from marsad.export.wording import Cell

BOM = b"\xef\xbb\xbf"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is a formula to a spreadsheet (OWASP, CSV injection)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def safe(cell: Cell) -> Cell:
    """Text that no spreadsheet runs: an apostrophe before what would be a formula. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    cell = _CONTROLS.sub("\ufffd", cell)
    return "'" + cell if cell.startswith(FORMULA) else cell


def write_rows(file: IO[bytes], heads: Iterable[Sequence[str]], rows: Iterable[Sequence[Cell]], *, bom: bool) -> None:
    """Head rows as they are, then rows with safe cells."""
    if bom:
        file.write(BOM)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    try:
        out = csv.writer(text)
        out.writerows(heads)
        for row in rows:
            out.writerow(["" if cell is None else safe(cell) for cell in row])
    finally:
        text.flush()
        text.detach()
