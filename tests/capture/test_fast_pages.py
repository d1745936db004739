"""The fast way through a page: the article is there, menus are not, and wild markup costs no more than any other."""

from __future__ import annotations

import time

import pytest
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from marsad.capture.fast_pages import _selected, _sliced, read_page_fast
from marsad.capture.language import has_arabic, page_refusal
from marsad.capture.pages import read_page
from marsad.capture.problems import CaptureError

LINES = [f"أعلنت السلطات المحلية إصابة {n} أشخاص في انفجار وقع قرب السوق القديمة بعد ظهر أمس." for n in range(3, 12)]
MENU = "".join(f'<li><a href="/{n}">قسم الأخبار المحلية {n}</a></li>' for n in range(20))


def page(body: str) -> str:
    head = '<title>انفجار قرب السوق | وكالة</title><meta property="og:title" content="انفجار قرب السوق"><script>var a="<p>لا</p>";</script>'
    return (
        f"<html><head>{head}</head><body><nav><ul>{MENU}</ul></nav>{body}<footer><ul>{MENU}</ul></footer></body></html>"
    )


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
SHAPES = {
    "article": f"<article><h1>انفجار قرب السوق</h1>{PARAGRAPHS}</article>",
    "articleBody": f'<div><h1>انفجار قرب السوق</h1><div itemprop="articleBody">{PARAGRAPHS}</div></div>',
    "div": f'<div class="content"><h1>انفجار قرب السوق</h1><div>{PARAGRAPHS}</div></div>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_is_found_and_the_menu_is_not(shape: str):
    found = read_page_fast(page(SHAPES[shape]))
    lines = found.text.split("\n")
    assert lines[0] == found.title == "انفجار قرب السوق"
    assert [line for line in lines if line in LINES] == LINES
    assert "قسم الأخبار" not in found.text and "لا" not in lines


def test_both_ways_find_the_same_paragraphs():
    html = page(SHAPES["article"])
    assert [line for line in read_page(html).text.split("\n") if line in LINES] == LINES
    assert read_page_fast(html).published == read_page(html).published


def test_several_articles_are_teasers():
    teasers = "".join(f"<article><h2>خبر آخر رقم {n}</h2></article>" for n in range(4))
    assert LINES[4] in read_page_fast(page(f'<div class="content">{PARAGRAPHS}</div>{teasers}')).text


def test_no_text_is_said():
    with pytest.raises(CaptureError) as error:
        read_page_fast("<html><body><script>var x = 1;</script></body></html>")
    assert error.value.code == "no-text"


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>"])
def test_nesting_without_end_takes_no_time(opening: str):
    started = time.process_time()
    assert LINES[0] in read_page_fast(f"<html><body><article>{opening * 100_000}{PARAGRAPHS}").text
    assert time.process_time() - started < 5


def test_arabic_as_entities_is_arabic():
    written = "".join(f"&#{ord(c)};" if c > "\x7f" else c for c in LINES[0] * 3)
    arabic = f"<html><body><p>{written}</p></body></html>"
    assert has_arabic(written) and page_refusal(arabic, arabic) is None
    english = "<html><body><p>The council&#8217;s meeting &#1234; was held.</p></body></html>"
    assert not has_arabic(english) and page_refusal(english, english) == "not-arabic"


TEASER = "<article><a href='/2'>اقرأ خبرا آخر</a></article>"


@pytest.mark.parametrize(
    ("markup", "stated"),
    [
        (f"<nav>قائمة</nav><article class='x'>{PARAGRAPHS}</article><footer>حقوق</footer>", True),
        (f"<nav>قائمة</nav><article>{PARAGRAPHS}<footer>وسوم</footer>", True),  # not closed
        (f"<nav>قائمة</nav><ARTICLE>{PARAGRAPHS}</ARTICLE><footer>حقوق</footer>", True),
        (f"<nav>قائمة</nav><div itemprop='articleBody'>{PARAGRAPHS}</div><footer>حقوق</footer>", True),
        (f"<nav>قائمة</nav><articles>{PARAGRAPHS}</articles>", False),
        (f"<nav>قائمة</nav><article>{PARAGRAPHS}</article>{TEASER}", False),  # a list
        (f"<nav>قائمة</nav><div>{PARAGRAPHS}</div>", False),
    ],
)
def test_article_without_a_tree_is_that_of_the_tree(markup: str, stated: bool) -> None:
    html = page(markup)
    tree = _selected(HTMLTree.parse(html))
    assert bool(tree) == stated
    sliced = _sliced(html)
    if sliced is not None:
        assert [LINES[0] in sliced, "قائمة" in sliced, "حقوق" in sliced] == [stated, False, False]
        assert (extract_plain_text(sliced) if sliced else "") == (extract_plain_text(tree) if tree else "")
