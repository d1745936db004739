"""What is passed over without a closer look has nothing in it, and no trigger is overheard, whatever it is joined to."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec import structs

from marsad.coding.coder import Coder
from marsad.coding.reading import Reading
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record

CORPUS = Path(__file__).parents[1] / "corpus"
TOLD = {
    "a trigger behind two proclitics": "وبقصفهم",
    "behind the article": "القصف",
    "with the article after li": "للاشتباكات",
    "in two words": "إطلاق النار",
    "in two words, the second in quotation marks": 'إطلاق "النار"',
    "a word of claiming": "تبنت الجماعة",
    "a counted thing": "نزوح 700 ألف شخص",
}
NOT_TOLD = {
    "the first word of a trigger alone": "فارق السن",
    "a counted thing without a number": "عاد النازحون",
    "a number in another sentence": "جاء 700. عاد النازحون",
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


@pytest.mark.parametrize("pack", ["events.yaml", "hard_negatives.yaml", "genres.yaml", "stories.yaml", "doers.yaml"])
def test_what_is_passed_over_has_nothing_in_it(coder: Coder, pack: str, monkeypatch: pytest.MonkeyPatch):
    texts = sorted(set(_texts(yaml.safe_load((CORPUS / pack).read_text(encoding="utf-8")))))
    passed = [text for text in texts if not hears(coder, text)]
    monkeypatch.setattr(coder.listener, "hears", lambda reading: True)
    for text in passed:
        assert _bare(coder.code(article(text))) == _bare(coder.code(article("")))


def _bare(record: Record) -> Record:
    return structs.replace(record, text="", paragraphs=(), quotations=())


def _texts(node: object) -> list[str]:
    """Every string of a pack that is a sentence or more."""
    if isinstance(node, str):
        return [node] if len(node.split()) > 4 else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _texts(child)]
