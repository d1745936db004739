"""All formats tell the same numbers, in both languages, and hold nothing that runs."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from lxml import etree

from marsad import export_service
from marsad.brief.drawings import EDGE, Point, map_of, near
from marsad.brief.links import Links
from marsad.brief.names import load_names
from marsad.brief.outlines import Box, lines_in
from marsad.brief.pdf import pdf
from marsad.brief.problems import WriterError
from marsad.brief.sources import telling_words
from marsad.brief.tongue import load_tongue
from marsad.brief.writing import Format, Lang, Wanted, brief
from marsad.model.incident import ScenePlace
from marsad.model.record import Evidence, Figure, Part
from marsad.places.catalogue import Gazetteer
from marsad.store.repository import Store
from tests.brief.made_base import PRIVATE

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
BOTH: tuple[Lang, ...] = ("ar", "en")


def made(base: Path, format: Format, languages: tuple[Lang, ...] = BOTH, **more: str) -> bytes:
    with Store.view(base) as store:
        return brief(
            store, Wanted(**{"first": "2024-05-01", "last": "2024-05-07", **more}, languages=languages), format
        )


def page(base: Path, *languages: Lang, **more: str) -> etree._Element:
    return etree.fromstring(made(base, "html", languages or BOTH, **more).replace(b"<!DOCTYPE html>\n", b""))


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_html_is_well_formed_and_alone(base: Path):
    root = page(base)
    assert not list(root.iter(XHTML + "script", XHTML + "link", XHTML + "img", XHTML + "iframe"))
    outside = [
        v for e in root.iter() for k, v in e.attrib.items() if k in ("src", "href", "action") and not v.startswith("#")
    ]
    assert outside == [] and not any(k.startswith("on") for e in root.iter() for k in e.attrib)
    assert "url(" not in etree.tostring(root, encoding="unicode") and "<i>" not in words(root).split("عنوان")[0]
    assert "عنوان a0 <i>" in words(root)  # escaped, so that it is text


def test_every_link_leads_somewhere_and_from_a_number_to_a_sentence(base: Path):
    root = page(base)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    links = list(root.iter(XHTML + "a"))
    assert links and {e.get("href", "")[1:] for e in links} <= set(ids)
    number = next(e for e in links if e.text == "13 people killed")
    listed = next(e for e in root.iter() if e.get("id") == number.get("href", "")[1:])
    target = next(e for e in listed.iter(XHTML + "a")).get("href", "")[1:]
    entry = next(e for e in root.iter(XHTML + "li") if e.get("id") == target).getparent()
    assert entry is not None
    after = " ".join(words(e) for e in entry.itersiblings())
    assert "جنود قرب الطبقة" in after and PRIVATE not in words(root)


def test_the_words_agree(base: Path):
    arabic, english = words(page(base, "ar")), words(page(base, "en"))
    assert "سُجّلت في هذه الأيام (سبعة أيام): ثلاث حوادث. الحصيلة بأفضل تقدير: 13 قتيلا، جريحان." in arabic
    assert (
        "On record in these days (7 days): 3 incidents. Toll by best figures: 13 people killed, 2 people injured."
        in english
    )
    assert "من 1 إلى 7 أيار 2024" in arabic and "تنظيم الدولة الإسلامية" in arabic
    assert "brief: 1 to 7 May 2024" in english and "The claim is silent on: the number killed." in english
    assert "لا يذكر الإعلان: عدد القتلى." in arabic and "اشتباك مسلح: الطبقة، الرقة، سوريا" in arabic
    assert "19, does not add up" in english and "2 incidents (67%)" in english
    assert "made.db" in english and "of 6 incidents and 9 articles" in english


@pytest.mark.parametrize(("months", "name"), [("levant", "أيار"), ("gulf", "مايو"), ("maghreb", "ماي")])
def test_months(base: Path, months: str, name: str):
    assert f"1 {name} 2024" in words(page(base, "ar", months=months))


def test_plots_and_map_show_what_the_tables_say(base: Path):
    root = page(base, "en")
    titles = [words(e) for e in root.iter(SVG + "title")]
    assert {"2/5: 1", "2/5: 9", "3/5: 4", "Al-Tabqah: 1", "Tunis: 1"} <= set(titles)
    hollow = [e for e in root.iter(SVG + "circle") if e.get("fill") == "none"]
    assert [words(e) for e in hollow] == ["Tunis: 1"]  # precision 2


def test_the_map_has_coasts_inside_its_frame_and_leaves_far_places_to_a_note():
    near_by = [Point(33.5, 36.3, "Damascus", 5, exact=True), Point(36.2, 37.16, "Aleppo", 3, exact=False)]
    far = Point(39.0, -94.5, "Kansas", 1, exact=True)
    assert near([*near_by, far]) == tuple(near_by) and near([far]) == (far,)
    inner = etree.fromstring(map_of(near_by, "Map", right_to_left=False)).find(SVG + "svg")
    assert inner is not None and inner.get("viewBox", "").startswith(f"{EDGE} {EDGE} ")
    drawn = inner[0].get("d", "")
    assert 100 < drawn.count("L") < 5000 and drawn.startswith("M")


def test_lines_are_those_that_meet_the_box():
    cyprus = Box(34.4, 35.8, 32.0, 34.8)  # an island: nothing but its own coast and borders
    spots = [spot for line in lines_in(cyprus) for spot in line]
    assert len(spots) > 20 and all(33 < lat < 37 and 31 < lon < 36 for lat, lon in spots)
    assert list(lines_in(Box(30.0, 31.0, -40.0, -39.0))) == []  # open sea


def test_no_name_on_the_map_lies_on_a_dot_or_on_another_name():
    names = ("Damascus", "Douma", "Darayya", "Moadamiyat", "Harasta", "Jobar", "Zabadani", "Madaya")
    crowd = [Point(33.5 + n % 3 / 30, 36.3 + n / 25, name, 1 + n % 4, exact=True) for n, name in enumerate(names)]
    points = [*crowd, Point(36.2, 37.16, "Aleppo", 9, exact=True), Point(30.0, 31.2, "Cairo", 2, exact=True)]
    drawn = etree.fromstring(map_of(points, "Map", right_to_left=False))
    dots = [[float(c.get(k)) for k in ("cx", "cy", "r")] for c in drawn.iter(SVG + "circle")]
    rooms = []
    for t in drawn.iter(SVG + "text"):
        if t.text in {p.name for p in points}:
            wide, low = 6.5 * len(t.text), float(t.get("y"))
            left = float(t.get("x")) - {"start": 0.0, "middle": 0.5, "end": 1.0}[t.get("text-anchor")] * wide
            rooms.append((left, low - 10, left + wide, low + 2))
    assert len(dots) == len(points) and len(rooms) >= 4  # the crowd cannot all be named, what stands apart is
    assert {"Aleppo", "Cairo"} <= {t.text for t in drawn.iter(SVG + "text")}
    squares = [(x - r, y - r, x + r, y + r) for x, y, r in dots]
    for n, a in enumerate(rooms):
        for b in [*squares, *rooms[:n]]:
            assert not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1])


def test_names_stand_in_the_language_of_the_brief():
    names = load_names(Gazetteer.load())
    arabic, english = load_tongue("ar", "levant", names), load_tongue("en", "levant", names)
    assert (arabic.source("Reuters"), english.source("رويترز")) == ("رويترز", "Reuters")
    assert arabic.source("Nobody's Gazette") == "\u2068Nobody's Gazette\u2069"
    assert (
        english.source("صحيفة لا أحد") == "\u2068صحيفة لا أحد\u2069"
        and english.actor("فصيل ما") == "\u2068فصيل ما\u2069"
    )
    accra = ScenePlace("Accra", "أكرا", "town", "GH", "Greater Accra", None, 5.6, -0.2, 1, None)
    assert arabic.place(accra) == "أكرا، غانا" and english.place(accra) == "Accra, Greater Accra, Ghana"
    kabul = ScenePlace("Kabul", "كابول", "town", "AF", "Kabul", None, 34.5, 69.2, 1, None)
    assert arabic.place(kabul) == "كابول، أفغانستان"  # without the division of the same name, "كابل"
    assert (arabic.actors([]), arabic.text("unstated_toll")) == ("غير مذكورة", "لم تُذكر")  # الجهة، الحصيلة
    assert arabic.listed(["عدد القتلى", "التاريخ"]) == "عدد القتلى والتاريخ"
    assert english.listed(["a"]) == "a" and english.listed(["a", "b", "c"]) == "a, b and c"
    assert english.count(1710, "fatalities") == "1,710 people killed" and arabic.number(1710) == "1,710"
    assert english.span("2024-04-29", "2024-05-05") == "29 April 2024 to 5 May 2024"


def test_both_languages_tell_the_same_numbers(base: Path):
    def numbers(lang: Lang) -> list[list[str]]:
        cells = (
            [re.findall(r"\d+", words(c)) for c in row.iter(XHTML + "td")]
            for row in page(base, lang).iter(XHTML + "tr")
        )
        return [sorted(n for cell in row for n in cell) for row in cells]

    assert numbers("ar") == numbers("en")


def test_base_url(base: Path):
    hrefs = [e.get("href", "") for e in page(base, "en", base_url="http://localhost:8000/").iter(XHTML + "a")]
    assert "http://localhost:8000/incidents?start=2024-05-01&end=2024-05-07" in hrefs
    assert any(re.fullmatch(r"http://localhost:8000/incidents/i[0-9a-f]{12}", h) for h in hrefs)


def test_markdown(base: Path):
    text = made(base, "md").decode()
    assert text.count("\n# ") == 1 and "13 قتيلا" in text and "[13 people killed](#en-list-" in text
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == anchors - {a for a in anchors if f"(#{a})" not in text}
    assert "عنوان a0 \\<i\\>" in text and PRIVATE not in text


def test_docx_read_back(base: Path):
    docx = pytest.importorskip("docx")
    file = docx.Document(io.BytesIO(made(base, "docx", ("ar",))))
    said = [p.text for p in file.paragraphs]
    assert any("ثلاث حوادث" in s and "13 قتيلا" in s for s in said)
    arabic = [p for p in file.paragraphs if re.search("[ء-ي]", p.text)]
    assert arabic and all(p._p.xpath("./w:pPr/w:bidi") for p in arabic)
    assert all(
        r.xpath("./w:rPr/w:rtl")
        for p in arabic
        for r in p._p.xpath(".//w:r")
        if re.search("[ء-ي]", "".join(r.itertext()))
    )
    assert file.tables and all(t._tbl.xpath("./w:tblPr/w:bidiVisual") for t in file.tables)
    rows = {row.cells[0].text: [c.text for c in row.cells] for row in file.tables[0].rows}
    assert rows["القتلى"] == ["القتلى", "13", "من 13 إلى 16", "2", "1", "زيادة 12"]
    marks = set(file.element.body.xpath("//w:bookmarkStart/@w:name"))
    assert set(file.element.body.xpath("//w:hyperlink/@w:anchor")) <= marks
    pictures = [str(p.get("descr")) for p in file.element.body.iter("{*}docPr")]
    drawn = len(re.findall("<svg [^>]*role=", made(base, "html", ("ar",)).decode()))
    assert len(pictures) == len(file.inline_shapes) == drawn >= 2
    assert all(re.search("[ء-ي]", told) and told in said for told in pictures)  # in words beside it too
    assert all(shape.width < file.sections[0].page_width for shape in file.inline_shapes)
    page, text = file.sections[0], "".join(file.element.body.itertext())
    assert (round(page.page_width.cm), round(page.page_height.cm)) == (
        21,
        30,
    ) and "NUMPAGES" in page.footer._element.xml
    assert "\u206635.840, 38.550\u2069" in text and "\u206635.840" not in made(base, "html", ("ar",)).decode()
    for (
        table
    ) in file.tables:  # heads come again on each page; columns fill the width and hold the longest word of the head
        assert [bool(r._tr.xpath("./w:trPr/w:tblHeader")) for r in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert sum(c.width.cm for c in table.columns) == pytest.approx(17, abs=0.1)
        assert min(c.width.cm for c in table.columns) > 1.3
    styles = {p.text: p.style.name for p in file.paragraphs}
    assert styles[next(t for t in styles if "عنوان a0" in t)].endswith(" small")
    assert file.styles["Normal small"].element.xpath("./w:rPr/w:szCs/@w:val") == ["16"]
    english = docx.Document(io.BytesIO(made(base, "docx", ("en",))))
    assert not any(t._tbl.xpath("./w:tblPr/w:bidiVisual") for t in english.tables)


@pytest.mark.parametrize("format", ["html", "md", "docx"])
def test_the_same_bytes_again(base: Path, format: Format):
    assert made(base, format) == made(base, format)


@pytest.mark.parametrize("format", ["html", "md", "docx"])
def test_an_empty_period_says_so(base: Path, format: Format):
    empty = made(base, format, first="1999-01-01", last="1999-01-07")
    if format == "docx":
        docx = pytest.importorskip("docx")
        empty = "\n".join(p.text for p in docx.Document(io.BytesIO(empty)).paragraphs).encode()
    text = empty.decode()
    assert "لا حوادث مسجلة" in text and "No incidents dated to these days are on record" in text


def test_without_chromium_the_error_says_what_to_install():
    with pytest.raises(WriterError, match="apt install chromium"):
        pdf(b"", ("no-such-browser-here",))


def test_a_browser_that_makes_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho 'no display' >&2\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WriterError, match="made no PDF: no display"):
        pdf(b"<html/>")


@pytest.mark.slow
def test_pdf(base: Path):
    try:
        printed = made(base, "pdf")
    except WriterError as error:
        if "there is none" not in str(error):
            raise
        pytest.skip(str(error))
    assert printed.startswith(b"%PDF-") and len(printed) > 10_000


def test_actors_have_the_neutral_names_that_pages_show():
    names, codes = load_names(Gazetteer.load()), export_service.codes()
    shown = {"Islamic State": "تنظيم الدولة الإسلامية", "Syrian government forces": "القوات الحكومية السورية"}
    for told in (names.actors, codes.arabic_actors):
        assert {name: told[name] for name in shown} == shown
    assert not {"داعش", "قوات النظام السوري"} & {*names.actors.values(), *codes.arabic_actors.values()}


def test_lists_tell_incidents_by_their_numbers_in_appendix_2(base: Path):
    """Nobody can look up an id on paper: neighbours stand as a run, and with a workbench each leads to its page."""
    links = Links("en", None, ["ia", "ib", "ic", "id", "ie"])
    assert links.runs(["ia", "ib", "ic", "ie"]) == [("ia", "ic"), ("ie", "ie")]
    assert links.runs(["ib", "ia"]) == [("ia", "ia"), ("ib", "ib")]
    assert len(Links("en", "http://localhost", ["ia", "ib", "ic"]).runs(["ia", "ib", "ic"])) == 3
    text = made(base, "md").decode()
    assert re.search(r"Incidents \(3\): \[1\]\(#en-i[0-9a-f]{12}\) to \[3\]", text)
    assert re.search(r'<a id="en-(i[0-9a-f]{12})"></a>1\. .+ · \1\n', text)
    assert "· [incident 1 in appendix 2](#en-i" in text and "· [الحادثة 1 في الملحق 2](#ar-i" in text


def test_of_a_sum_the_sentence_with_its_greatest_part_is_told():
    parts = [Evidence(n, n + 1, quote, "fatalities", "r") for n, quote in enumerate(("قتلى", "19 مدنيا", "٢٣ مقاتلا"))]
    figure = Figure(42, 42, (Part("Civilians", 19, 19), Part("Houthis", 23, 23)))
    assert telling_words(parts, figure).quote == "٢٣ مقاتلا"
    assert telling_words(parts, Figure(9, 9)).quote == telling_words(parts, None).quote == "قتلى"
