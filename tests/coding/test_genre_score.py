"""The score of an incident in its article: its facts, what it sets aside, and the coder without it."""

from __future__ import annotations

import pytest

from marsad.coding.coder import Coder
from marsad.coding.incident import merge
from marsad.coding.incident.acled import event_kind
from marsad.coding.news.genre_score import ArticleFacts, GenreScore, incident_facts
from marsad.coding.sentence.reading import Reading
from marsad.model.document import Article, Paragraph, Role
from tests.coding.test_events import coder

NEWS = "قتل خمسة جنود في كمين نصبه مسلحون قرب مدينة أبين أمس.\nوقال مصدر عسكري إن الكمين وقع فجرا.\nونقلت الجثث إلى المدينة."
TALK = (
    "تناقش الندوة أثر الإعلام في المجتمع.\nويرى باحث أن مسلحي التنظيم يهاجمون الجنود في كل مكان.\n"
    "وأضاف أن الدول مطالبة بالعمل معا.\nواختتمت الندوة بتوصيات عدة."
)


def article(text: str) -> Article:
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), Role.BODY))
        at += len(line) + 1
    return Article(id="t", text=text, paragraphs=tuple(paragraphs), published="2020-05-26")


def facts_of(text: str) -> list[dict[str, float]]:
    reading = Reading(article(text), coder().tools)
    views = coder()._views(reading, reading.sentences)
    drafts, _ = coder()._drafts(reading, views)
    found = merge.merge(drafts, event_kind)
    facts = ArticleFacts(views, found, "2020-05-26", coder().fighting)
    return [incident_facts(i, views, facts) for i in found]


def test_a_report_is_told_and_recent():
    [facts] = facts_of(NEWS)
    assert facts["told"] == 1.0
    assert facts["age.week"] == 1.0
    assert facts["early"] == 1.0
    assert "now" not in facts


def test_practice_is_undated_and_not_told():
    [facts] = facts_of(TALK)
    assert "told" not in facts
    assert facts["no.date"] == 1.0
    assert facts["no.place"] == 1.0


def test_the_package_ranks_the_report_above_the_talk():
    score = GenreScore.load()
    assert score is not None
    assert score.score(facts_of(NEWS)[0]) > score.threshold > score.score(facts_of(TALK)[0])


@pytest.fixture
def strict() -> Coder:
    loaded = Coder.load()
    loaded.genre_score = GenreScore({"bias": 1.0}, 2.0, 2.0)  # nothing reaches its threshold
    return loaded


def test_below_the_threshold_the_triggers_keep_a_reason(strict: Coder):
    record = strict.code(article(NEWS))
    assert record.events == ()
    assert {"not_reported"} == {r.reason for r in record.rejections if r.rule.startswith("frame.")}


def test_a_text_of_two_sentences_is_not_judged(strict: Coder):
    assert strict.code(article("\n".join(NEWS.split("\n")[:2]))).events


def test_without_the_file_the_rules_work_alone(strict: Coder):
    strict.genre_score = None
    assert strict.code(article(NEWS)).events


def test_facts_name_the_words_and_the_markers_and_what_shares_a_sentence():
    [facts] = facts_of(NEWS)
    assert facts["by.attack.ambush"] == 1.0
    assert "shared" not in facts
    assert facts["fighting"] == 1.0
    assert "quiet" not in facts
    assert any(name.startswith("all.") for name in facts)


def test_what_the_sentences_take_for_talk_needs_more():
    loaded = Coder.load()
    assert loaded.reported is not None
    assert loaded.genre_score is not None
    loaded.reported.threshold = 99.0  # no sentence reaches it
    loaded.genre_score.doubted = 99.0
    short = "قتل خمسة جنود في كمين.\nوقال مصدر عسكري إن الكمين وقع.\nونقلت الجثث إلى المدينة."
    assert not loaded.code(article(short)).events
    loaded.genre_score.doubted = -99.0
    assert loaded.code(article(short)).events
