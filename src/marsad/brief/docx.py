"""The brief as a Word document: right-to-left paragraphs, runs and tables, pictures, and links inside the document."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from marsad.brief.document import Block, Document, Drawing, Grid, Heading, Line, Span, Text
from marsad.brief.problems import WriterError

# Of the file, not of the brief: a fixed one, so that the same brief gives the same bytes.
MADE = dt.datetime(2000, 1, 1)
_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARGIN_CM, WIDTH_CM = 2.0, 17.0  # of a page of A4, and what is between its margins
PICTURE_CM = 16  # width of a drawing
QUOTE_CM = 0.8  # by which a quote is set in
SIZES = {"Normal": (10, 4), "List Bullet": (10, 2), "Quote": (10, 4), "Caption": (9, 6)}  # points, and points after
SMALL = (8, 1)  # of an appendix, for looking things up
LEAST, MOST = 11, 40  # letters by which the width of a column is measured
_LETTER = re.compile(r"[^\W\d_]")
SHARP = 2.5  # pixels for one of the SVG
_BOOKMARK = re.compile(r"[^A-Za-z0-9_]")


def docx(documents: Sequence[Document]) -> bytes:
    """The file. Raises WriterError without python-docx or resvg_py."""
    try:
        import docx as word
        import resvg_py  # noqa: F401 (asked for here, used for drawings)
    except ImportError:
        raise WriterError("a DOCX needs python-docx and resvg_py", todo="Run: pip install 'marsad[docx]'") from None
    file = word.Document()
    core = file.core_properties
    core.title, core.author, core.comments = " · ".join(d.title for d in documents), "Marsad", ""
    core.created = core.modified = MADE
    _lay_out(file)
    writer = _Writer(file)
    for n, document in enumerate(documents):
        if n:
            writer.turn_page()
        writer.write(document)
    out = io.BytesIO()
    file.save(out)
    return _undated(out.getvalue())


def _undated(packed: bytes) -> bytes:
    """The archive with one date on all its members: zip writes the clock into them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _lay_out(file: Any) -> None:
    """A4 with the page's number below, and sizes that hold for Arabic letters too, with smaller styles for appendices."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm

    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    for name, (size, after) in SIZES.items():
        _sized(file.styles[name], size, after)
        small = file.styles.add_style(f"{name} small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = file.styles[name]
        _sized(small, *SMALL)
    for spacing in file.styles["Title"].element.rPr.findall(qn("w:spacing")):  # it would stretch Arabic letters
        file.styles["Title"].element.rPr.remove(spacing)
    quote = file.styles["Quote"]  # Arabic has no italics: set in instead
    quote.font.italic = quote.font.cs_italic = None
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(QUOTE_CM)
    foot = page.footer.paragraphs[0]
    foot.alignment = 1  # in the middle
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            foot.add_run(" / ")
        told = _element("w:fldSimple", {"w:instr": field})
        told.append(foot.add_run("1")._r)
        foot._p.append(told)


def _sized(style: Any, size: int, after: int) -> None:
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.paragraph_format.space_after = Pt(after)
    style.element.get_or_add_rPr().insert_element_before(
        _element("w:szCs", {"w:val": str(2 * size)}), "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText",
        "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
    )  # fmt: skip


def _shares(head: Sequence[str], rows: Sequence[Sequence[Line]]) -> list[float]:
    """How much of a table's width each column takes, by its longest cell."""
    longest = [max([len(name), *(sum(len(s.text) for s in row[n]) for row in rows)]) for n, name in enumerate(head)]
    weights = [min(max(length, LEAST), MOST) for length in longest]
    return [weight / sum(weights) for weight in weights]


def _belong(block: Block, following: Block | None) -> bool:
    """Is a page not to end between them? A quote and who says it, a note and its table."""
    if not isinstance(block, Text):
        return False
    if block.kind == "quote":
        return isinstance(following, Text) and following.kind == "note"
    return block.kind == "note" and isinstance(following, Grid)


class _Writer:
    """Puts documents into a file; bookmarks are numbered over all of it."""

    def __init__(self, file: Any) -> None:
        self.file, self.bookmarks, self.rtl, self.small = file, 0, False, ""
        self.keep = False  # the next paragraph on the page of the one after it
        self.styles = {style.name: style.style_id for style in file.styles}  # python-docx looks through all each time

    def turn_page(self) -> None:
        self.file.add_page_break()

    def write(self, document: Document) -> None:
        self.rtl = document.right_to_left
        self._paragraph((Span(document.title),), "Title")
        for n, section in enumerate(document.sections):
            self.small = " small" if n >= len(document.sections) - document.appendices else ""
            for block, following in zip_longest(section, section[1:]):
                self.keep = not self.small and _belong(block, following)
                self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level, anchor):
                self._paragraph((Span(text),), f"Heading {level - 1}", anchor)
            case Text(line, kind, anchor):
                styles = {"item": "List Bullet", "quote": "Quote"}
                self._paragraph(line, styles.get(kind, "Normal") + self.small, anchor, quote=kind == "quote")
            case Grid(head, rows):
                self._table(head, rows)
            case Drawing(svg, caption):
                self._picture(svg, caption)
                self._paragraph((Span(caption),), "Caption")

    def _paragraph(self, line: Line, style: str, anchor: str = "", *, quote: bool = False) -> None:
        paragraph = self.file.add_paragraph()
        paragraph._p.style = self.styles[style]
        if self.keep:
            paragraph.paragraph_format.keep_with_next = True
        self._fill(paragraph, line, anchor, rtl=self.rtl or quote)

    def _picture(self, svg: str, caption: str) -> None:
        from docx.shared import Cm

        shape = self.file.add_picture(io.BytesIO(png(svg)), width=Cm(PICTURE_CM))
        shape._inline.docPr.set("descr", _XML.sub("\ufffd", caption))

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[Line]]) -> None:
        from docx.shared import Cm, Pt

        table = self.file.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = False
        widths = [Cm(WIDTH_CM * share) for share in _shares(head, rows)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if self.rtl:
            table._tbl.tblPr.insert_element_before(
                _element("w:bidiVisual"), "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
                "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
            )  # fmt: skip
        for row in ([(Span(cell),) for cell in head], *rows):
            made = table.add_row()
            kept = made._tr.get_or_add_trPr()
            kept.append(_element("w:cantSplit"))
            for cell, line, width in zip(made.cells, row, widths, strict=True):
                cell.width = width
                spacing = cell.paragraphs[0].paragraph_format
                spacing.space_before = spacing.space_after = Pt(1)
                self._fill(cell.paragraphs[0], line, "", rtl=self.rtl)
                if made._index == 0:
                    cell._tc.get_or_add_tcPr().append(
                        _element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "EEF2F5"})
                    )
                    for run in cell.paragraphs[0].runs:
                        run.font.bold = run.font.cs_bold = True
            if made._index == 0:
                kept.append(_element("w:tblHeader"))  # again on every page
        self.file.add_paragraph()._p.style = self.styles["Caption"]

    def _fill(self, paragraph: Any, line: Line, anchor: str, *, rtl: bool) -> None:
        if rtl:
            properties = paragraph._p.get_or_add_pPr()
            properties.insert_element_before(_element("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
                                             "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:rPr", "w:sectPr")  # fmt: skip
        if anchor:
            self.bookmarks += 1
            mark = {"w:id": str(self.bookmarks)}
            paragraph._p.append(_element("w:bookmarkStart", mark | {"w:name": bookmark(anchor)}))
            paragraph._p.append(_element("w:bookmarkEnd", mark))
        for span in line:
            if span.text:
                self._span(paragraph, span, rtl=rtl)

    def _span(self, paragraph: Any, span: Span, *, rtl: bool) -> None:
        text = _XML.sub("\ufffd", span.text)
        if rtl and span.foreign and not _LETTER.search(text):
            text = f"\u2066{text}\u2069"  # figures alone, which would stand in the order of the line (LRI … PDI)
        run = paragraph.add_run(text)
        if rtl and not span.foreign:
            run.font.rtl = True
        if not span.to:
            return
        run.font.underline = True
        if span.to.startswith("#"):
            link = _element("w:hyperlink", {"w:anchor": bookmark(span.to[1:])})
        else:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            link = _element("w:hyperlink", {"r:id": paragraph.part.relate_to(span.to, kind, is_external=True)})
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)


def png(svg: str) -> bytes:
    """A drawing as a picture, with the fonts of this machine."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP, background="#ffffff", sans_serif_family="Noto Sans"))


def bookmark(anchor: str) -> str:
    """A name that Word takes: letters, digits and underscores, at most 40."""
    return _BOOKMARK.sub("_", anchor)[:40]


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made
