"""The workbook by itself: what stands in a cell is what comes out of it, whatever it is."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from marsad.export.wording import Cell
from marsad.export.workbook import Workbook

HARD: tuple[Cell, ...] = (
    "سطر\nوسطر", 'قال "نعم"', "a & b <c>", "  spaces  ", "\u202bمن اليمين\u202c\u200f", "tab\tin it",
    0, -34.6, 999_999_999_999_999, 1e-7, "",
)  # fmt: skip


def made(*rows: tuple[Cell, ...]) -> bytes:
    out = io.BytesIO()
    with Workbook() as book:
        sheet = book.sheet("الأول", [f"c{n}" for n in range(len(rows[0]))], right_to_left=True)
        other = book.sheet("Second", ["only"])
        for row in rows:
            sheet.append(row)
        other.append(["one"])
        book.save(out)
    return out.getvalue()


def test_hard_cells_come_back():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(made(HARD)))["الأول"]
    assert tuple(c.value for c in sheet[2]) == (*HARD[:-1], None)
    assert sheet.freeze_panes == "A2" and sheet.sheet_view.rightToLeft and sheet["A1"].font.bold


def test_pandas_reads_it():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    frame = pandas.read_excel(io.BytesIO(made(("أ", 1), (None, None), ("ج", 3))), sheet_name="الأول")
    assert frame.shape == (3, 2) and frame["c0"][0] == "أ" and frame["c1"].sum() == 4 and frame["c0"].isna()[1]


def test_numbers_that_excel_would_round_are_text():
    data = zipfile.ZipFile(io.BytesIO(made((10**18 + 1, float("inf"))))).read("xl/worksheets/sheet1.xml").decode()
    assert f"<t>{10**18 + 1}</t>" in data and "inf" not in data


def test_what_excel_would_take_for_a_coded_character_is_coded_itself():
    data = zipfile.ZipFile(io.BytesIO(made(("_x0041_",)))).read("xl/worksheets/sheet1.xml")
    assert b"_x005F_x0041_" in data  # Excel shows _x0041_ (ECMA-376, ST_Xstring); openpyxl does not decode it


def test_columns_after_z_and_every_part_is_xml():
    data = zipfile.ZipFile(io.BytesIO(made(tuple(range(60)))))
    assert b'r="AA2"' in data.read("xl/worksheets/sheet1.xml") and b'r="BH2"' in data.read("xl/worksheets/sheet1.xml")
    assert [etree.fromstring(data.read(name)).tag for name in data.namelist()]
    assert {i.date_time for i in data.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_rows_give_the_same_bytes():
    assert made(HARD) == made(HARD)
