"""What is passed over without a closer look loses nothing by it, and no trigger is overheard, whatever it is joined to."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from marsad.coding.coder import Coder
from marsad.coding.sentence.reading import Reading
from marsad.model.document import Article, Paragraph, Role

CORPUS = Path(__file__).parents[1] / "corpus"
TOLD = {
    "a trigger behind two proclitics": "وبقصفهم",
    "behind the article": "القصف",
    "with the article after li": "للاشتباكات",
    "in two words": "إطلاق النار",
    "in two words, the second in quotation marks": 'إطلاق "النار"',
    "a word of claiming": "تبنت الجماعة",
}
NOT_TOLD = {
    "the first word of a trigger alone": "فارق السن",
    "a counted thing": "700 ألف نازح يعيشون",
    "a word that ends like a trigger": "البرلمان يناقش الميزانية",
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


def article(text: str) -> Article:
    return Article(id="a", text=text, paragraphs=(Paragraph(0, len(text), Role.BODY),), published="2020-05-26")


def hears(coder: Coder, text: str) -> bool:
    return coder.listener.hears(Reading(article(text), coder.tools))


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_what_tells_is_heard(coder: Coder, text: str):
    assert hears(coder, f"قال الوزير إن {text} في المدينة")


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_tells_nothing_is_passed_over(coder: Coder, text: str):
    assert not hears(coder, f"قال الوزير إن {text} في المدينة")


def test_what_is_said_is_quoted_all_the_same(coder: Coder):
    record = coder.code(article('قال ناشطون لوكالة الأنباء: "سوف تفتح المدارس أبوابها غدا".'))
    assert [q.quote for q in record.quotations] == ["سوف تفتح المدارس أبوابها غدا"]
    assert record.rejections == ()


def test_what_is_counted_is_counted_all_the_same(coder: Coder):
    record = coder.code(article("قال الوزير إن 700 ألف نازح يعيشون في المدينة. عاد بعض النازحين."))
    assert [(t.what, t.count.low) for t in record.tallies] == [("displaced", 700_000)]
    assert coder.code(article("جاء 700 ألف. عاد بعض النازحين.")).tallies == ()


@pytest.mark.parametrize("pack", ["events.yaml", "hard_negatives.yaml", "genres.yaml", "stories.yaml", "doers.yaml"])
def test_what_is_passed_over_is_coded_as_if_it_were_not(coder: Coder, pack: str, monkeypatch: pytest.MonkeyPatch):
    texts = sorted(set(_texts(yaml.safe_load((CORPUS / pack).read_text(encoding="utf-8")))))
    passed = [article(text) for text in texts if not hears(coder, text)]
    records = [coder.code(one) for one in passed]
    monkeypatch.setattr(coder.listener, "hears", lambda reading: True)
    assert [coder.code(one) for one in passed] == records


def _texts(node: object) -> list[str]:
    """Every string of a pack that is a sentence or more."""
    if isinstance(node, str):
        return [node] if len(node.split()) > 4 else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _texts(child)]
