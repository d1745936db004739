"""The workbook by itself: what stands in a cell is what comes out of it, whatever it is."""

from __future__ import annotations

import gc
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from marsad.export.wording import Cell
from marsad.export.workbook import CUT, MOST_CHARACTERS, workbook

HARD: tuple[Cell, ...] = (
    "سطر\nوسطر", 'قال "نعم"', "a & b <c>", "  spaces  ", "\u202bمن اليمين\u202c\u200f", "tab\tin it",
    0, -34.6, 999_999_999_999_999, 1e-7, "",
)  # fmt: skip


def made(*rows: tuple[Cell, ...]) -> bytes:
    out = io.BytesIO()
    with workbook(out) as book:
        sheet = book.sheet("الأول", [f"c{n}" for n in range(len(rows[0]))], right_to_left=True)
        other = book.sheet("Second", ["only"])
        for row in rows:
            sheet.append(row)
        other.append(["one"])
    return out.getvalue()


def read(data: bytes) -> Any:
    return pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data))


def xml_of(data: bytes, number: int = 1) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_hard_cells_come_back():
    sheet = read(made(HARD))["الأول"]
    assert tuple(c.value for c in sheet[2]) == (*HARD[:-1], None)
    assert sheet.freeze_panes == "A2" and sheet.sheet_view.rightToLeft and sheet["A1"].font.bold
    assert not sheet["A2"].font.bold and sheet.column_dimensions["A"].width > 15


def test_sheets_are_filled_in_turns():
    out = io.BytesIO()
    with workbook(out) as book:
        sheets = [book.sheet("A", ["n", "text"]), book.sheet("B", ["n"]), book.sheet("C", ["empty"])]
        for n in range(500):
            sheets[0].append([n, f"سطر {n}"])
            sheets[1].append([-n])
    found = read(out.getvalue())
    assert list(found["A"].values) == [("n", "text"), *((n, f"سطر {n}") for n in range(500))]
    assert list(found["B"].values) == [("n",), *((-n,) for n in range(500))]
    assert list(found["C"].values) == [("empty",)]


def test_pandas_reads_it():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    frame = pandas.read_excel(io.BytesIO(made(("أ", 1), (None, None), ("ج", 3))), sheet_name="الأول")
    assert frame.shape == (3, 2) and frame["c0"][0] == "أ" and frame["c1"].sum() == 4 and frame["c0"].isna()[1]


def test_numbers_that_excel_would_round_are_text():
    data = made((10**18 + 1, -(10**15), 10**15 - 1, float("inf"), float("nan"), "last"))
    assert [c.value for c in read(data)["الأول"][2]] == [
        str(10**18 + 1),
        str(-(10**15)),
        10**15 - 1,
        None,
        None,
        "last",
    ]
    assert "inf" not in xml_of(data).replace("inlineStr", "").lower() and "nan" not in xml_of(data).lower()


@pytest.mark.parametrize(
    "text", ["=1+1", "{=SUM(A1:A9)}", "https://news.example/1", "mailto:x@news.example", "internal:Second!A1", "0012", "1e5", "TRUE"]
)  # fmt: skip
def test_text_stays_text_whatever_it_looks_like(text: str):
    cell = read(made((text, "x")))["الأول"]["A2"]
    assert "<f>" not in xml_of(made((text, "x"))) and cell.hyperlink is None
    assert (
        "".join(etree.fromstring(xml_of(made((text, "x"))).encode()).xpath("//*[local-name()='c'][@r='A2']//text()"))
        == text
    )


def test_what_the_library_takes_for_its_own_xml_is_text():
    evil = '<r><t>x</t></r></is></c><c r="B2"><v>666</v></c><c r="C2" t="inlineStr"><is><r><t>y</t></r>'
    sheet = read(made((evil, 1), ("<r>" + "x" * (MOST_CHARACTERS - 7) + "</r>", 2)))["الأول"]
    assert sheet["A2"].value == evil + " " and sheet["B2"].value == 1 and sheet["C2"].value is None
    assert sheet["A3"].value.endswith(CUT) and sheet["B3"].value == 2


@pytest.mark.parametrize("letter", ["ا", "\U0001f4a3"])
def test_a_cell_that_excel_cannot_hold_is_cut_and_says_so(letter: str):
    fits = letter * (MOST_CHARACTERS // (len(letter.encode("utf-16-le")) // 2))
    kept, cut = (c.value for c in read(made((fits, fits + letter)))["الأول"][2])
    assert kept == fits
    assert cut.endswith(CUT) and len(cut.encode("utf-16-le")) // 2 in (MOST_CHARACTERS - 1, MOST_CHARACTERS)
    assert set(cut.removesuffix(CUT)) == {letter}


def test_lines_end_as_in_excel_and_control_characters_do_no_harm():
    sheet = read(made(("a\r\nb\rc", "bell \x07 and \ufffe", "x")))["الأول"]
    assert sheet["A2"].value == "a\nb\nc" and sheet["C2"].value == "x"


def test_what_excel_would_take_for_a_coded_character_is_coded_itself():
    assert "_x005F_x0041_" in xml_of(made(("_x0041_",)))  # Excel shows _x0041_ (ECMA-376, ST_Xstring)


def test_columns_after_z_and_every_part_is_xml():
    data = zipfile.ZipFile(io.BytesIO(made(tuple(range(60)))))
    assert b'r="AA2"' in data.read("xl/worksheets/sheet1.xml") and b'r="BH2"' in data.read("xl/worksheets/sheet1.xml")
    assert [etree.fromstring(data.read(name)).tag for name in data.namelist()]


def test_the_same_rows_give_the_same_bytes():
    first = made(HARD)
    data = zipfile.ZipFile(io.BytesIO(first))
    assert {i.date_time[0] for i in data.infolist()} == {1980}
    assert b"1980-01-01T00:00:00Z</dcterms:created>" in data.read("docProps/core.xml") and made(HARD) == first


def test_after_an_error_nothing_is_packed_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    out = io.BytesIO()
    with pytest.raises(KeyError), workbook(out) as book:
        book.sheet("One", ["a"]).append(["b"])
        raise KeyError
    assert out.getvalue() == b"" and not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library leaves its ZipFile open
def test_a_full_disk_is_an_oserror():
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"), workbook(Full()) as book:
        book.sheet("One", ["a"])
    gc.collect()  # while the warning is expected
