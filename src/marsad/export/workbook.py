"""A minimal Excel workbook (Office Open XML, ECMA-376) that is written row after row.

openpyxl needs over 150 s for 100,000 incidents on two sheets; a workbook of plain cells is little XML, and with it the
file takes the time of the CSV. Text stands in its cell (inline strings), so that no table of strings grows in memory.
"""

from __future__ import annotations

import math
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import IO

from marsad.export.wording import Cell

MOST_DIGITS = 15  # of a number in Excel; a longer one is written as text, so that it stays what it is
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP entry: the same rows give the same bytes
PORTION = 1 << 20  # bytes read at once from a sheet's temporary file
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a reader would take for a coded character
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)


class Sheet:
    """One sheet in a temporary file. `right_to_left`: its first column stands at the right."""

    def __init__(self, name: str, file: IO[bytes], *, head: Sequence[str], right_to_left: bool = False) -> None:
        self.name, self.file, self.rows = name, file, 0
        self.letters = [_letters(n) for n in range(len(head))]
        view = ' rightToLeft="1"' if right_to_left else ""
        file.write(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{view} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
            'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
            f'<cols><col min="1" max="{len(head)}" width="18" customWidth="1"/></cols><sheetData>'.encode()
        )
        self.append(head, style=' s="1"')

    def append(self, cells: Sequence[Cell], style: str = "") -> None:
        """A row; what is None or empty gets no cell."""
        self.rows += 1
        number = self.rows
        row = [
            f'<c r="{letters}{number}"{style}{_value(cell)}</c>'
            for letters, cell in zip(self.letters, cells, strict=True)
            if cell is not None and cell != ""
        ]
        self.file.write(f'<row r="{number}">{"".join(row)}</row>'.encode())

    def close(self) -> None:
        self.file.write(b"</sheetData></worksheet>")


def _value(cell: str | int | float) -> str:
    """The rest of a cell's tag with what is in it."""
    if isinstance(cell, str):
        text = _CODED.sub("_x005F_", cell).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f' t="inlineStr"><is><t xml:space="preserve">{text.replace(chr(13), "&#13;")}</t></is>'
    if isinstance(cell, float) and not math.isfinite(cell):
        return ' t="inlineStr"><is><t></t></is>'
    if isinstance(cell, int) and abs(cell) >= 10**MOST_DIGITS:
        return f' t="inlineStr"><is><t>{cell}</t></is>'
    return f"><v>{cell!r}</v>"


def _letters(column: int) -> str:
    """A, B … Z, AA, AB … from 0."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


class Workbook:
    """Sheets that are filled side by side, then packed into one file."""

    def __init__(self) -> None:
        self._files = ExitStack()
        self._sheets: list[Sheet] = []

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def sheet(self, name: str, head: Sequence[str], *, right_to_left: bool = False) -> Sheet:
        file = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        self._sheets.append(Sheet(name, file, head=head, right_to_left=right_to_left))
        return self._sheets[-1]

    def save(self, file: IO[bytes]) -> None:
        """Pack the sheets; none may grow after that."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, text in _parts([s.name for s in self._sheets]):
                pack.writestr(_entry(name), text)
            for number, sheet in enumerate(self._sheets, 1):
                sheet.close()
                sheet.file.seek(0)
                with pack.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as target:
                    while portion := sheet.file.read(PORTION):
                        target.write(portion)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _parts(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    """All but the sheets: what kinds of parts there are, how they hang together, and the styles."""
    numbers = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    yield "[Content_Types].xml", (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}styles+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}worksheet+xml"/>' for n in numbers)
        + "</Types>"
    )  # fmt: skip
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    yield "xl/workbook.xml", f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    targets = [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    yield "xl/styles.xml", _STYLES


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    """`rId1`, `rId2` … in the order given."""
    its = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{its}</Relationships>'
