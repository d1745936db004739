"""Tables with a header line, from CSV text or the sheets of an XLSX file: cells by column with file:line (file!sheet:row)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from marsad.places.added.decoding import decoded
from marsad.places.added.findings import Findings

MOST_UNPACKED = 500_000_000  # bytes of one sheet of an XLSX file; more is a bomb or no gazetteer
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Line(NamedTuple):
    """One data line: where it stands and its cells."""

    where: str
    cells: list[str]


class Sheet(NamedTuple):
    """A table: its header and data lines. HXL tags in the second line are left out."""

    where: str
    header: list[str]
    lines: list[Line]


def csv_sheet(file: str, raw: bytes, findings: Findings) -> Sheet | None:
    """A CSV (comma, semicolon or tab, whichever the header has most of); None after noting the problem."""
    text = decoded(file, raw, findings)
    if text is None:
        return None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [Line(f"{file}:{reader.line_num}", cells) for cells in reader]
    except csv.Error as error:
        findings.file(f"{file}:{reader.line_num}", f"broken CSV ({error})")
        return None
    return _sheet(file, rows)


def xlsx_sheets(file: str, raw: bytes, findings: Findings) -> list[Sheet]:
    """The sheets of a workbook, values as text. Problems with the archive are noted."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            shared = _shared(book)
            found = [(name, list(_rows(book, member, shared))) for name, member in _members(book)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, IndexError, OSError) as error:
        findings.file(f"{file}:1", f"cannot be read as an XLSX workbook ({error}); save it again, or as CSV")
        return []
    sheets = [_sheet(f"{file}!{name}", [Line(f"{file}!{name}:{n}", c) for n, c in rows]) for name, rows in found]
    return [s for s in sheets if s is not None]


def _sheet(where: str, rows: list[Line]) -> Sheet | None:
    rows = [r for r in rows if any(c.strip() for c in r.cells)]
    if not rows:
        return None
    body = rows[1:]
    if body and all(c.strip().startswith("#") for c in body[0].cells if c.strip()):  # HXL tags
        body = body[1:]
    return Sheet(where, [c.strip() for c in rows[0].cells], [Line(r.where, [c.strip() for c in r.cells]) for r in body])


# ---- XLSX
def _parsed(book: zipfile.ZipFile, member: str) -> Any:
    from lxml import etree

    if book.getinfo(member).file_size > MOST_UNPACKED:
        raise ValueError(f"{member} is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(book.read(member), parser)


def _members(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and member of each sheet, in the order of the workbook."""
    links = {r.get("Id"): r.get("Target") for r in _parsed(book, "xl/_rels/workbook.xml.rels")}
    out = []
    for sheet in _parsed(book, "xl/workbook.xml").iter(f"{_NS}sheet"):
        target = str(links[sheet.get(_RELATION)])
        out.append((str(sheet.get("name")), target[1:] if target.startswith("/") else f"xl/{target}"))
    return out


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(item) for item in _parsed(book, "xl/sharedStrings.xml").iter(f"{_NS}si")]


def _text(item: Any) -> str:
    """The text of a string item without its phonetic runs."""
    return "".join(t.text or "" for t in item.iter(f"{_NS}t") if t.getparent().tag != f"{_NS}rPh")


def _rows(book: zipfile.ZipFile, member: str, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(_parsed(book, member).iter(f"{_NS}row"), 1):
        cells: list[str] = []
        for cell in row.iter(f"{_NS}c"):
            at = _column(str(cell.get("r") or ""), len(cells))
            cells += [""] * (at - len(cells)) + [_value(cell, shared)]
        yield int(row.get("r") or number), cells


def _column(reference: str, following: int) -> int:
    """The index of a cell ("C7" -> 2); cells without reference follow each other."""
    letters = re.match("[A-Z]{1,3}", reference)
    if not letters:
        return following
    index = 0
    for letter in letters.group():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _value(cell: Any, shared: list[str]) -> str:
    kind, value = cell.get("t"), cell.find(f"{_NS}v")
    if kind == "inlineStr":
        return _text(cell)
    if value is None or value.text is None:
        return ""
    return shared[int(value.text)] if kind == "s" else str(value.text)
