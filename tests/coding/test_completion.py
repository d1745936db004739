"""The score that completes an open side: whom it takes, when it takes nobody, its words, and the coder without it."""

from __future__ import annotations

import pytest

from marsad.coding.coder import Coder
from marsad.coding.completion import COMPLETED, Completion, Met
from marsad.model.record import Event
from tests.coding.test_events import coder

NEWS = (
    "التحالف العربي يواصل دعم الجيش اليمني في الساحل الغربي\n"
    "قال مصدر محلي إن الحوثيين أغلقوا الطريق إلى مديرية رازح.\n"
    "وقصفت مقاتلات التحالف أمس موقعا في المديرية ودمرته.\n"
    "وأضاف أن السكان نزحوا إلى القرى المجاورة."
)
DEED = NEWS.split("\n")[2]
NOBODY = Met({}, {}, {})


@pytest.fixture
def scored() -> Coder:
    return Coder.load()


def weighing(scored: Coder, threshold: float = 0.5, met: Met = NOBODY, **weights: float) -> Coder:
    """The coder with these weights for the second side and none for the first."""
    named = {name.replace("_", "."): w for name, w in weights.items()}
    scored.completion = Completion({"actor1": {}, "actor2": named}, threshold, met, coder().lexicon)
    return scored


def coded(scored: Coder, text: str = NEWS) -> Event:
    [event] = scored.explain(text, "2018-05-10").record.events
    return event


def test_the_rules_alone_leave_the_side_open(scored):
    scored.completion = None
    event = coded(scored)
    assert [a.name for a in event.actor1] == ["Saudi-led Coalition"]
    assert event.actor2 == ()


def test_the_package_adds_whom_the_article_names_with_its_words(scored):
    event = coded(scored)
    [actor] = event.actor2
    assert (actor.name, actor.text) == ("Houthis", NEWS[actor.start : actor.end])
    [words] = [e for e in event.evidence if e.rule == COMPLETED]
    assert (words.role, words.start, words.end, words.quote) == ("actor2", actor.start, actor.end, actor.text)


def test_what_the_rules_chose_stays(scored):
    assert [a.name for a in coded(weighing(scored, is_faction=9.0)).actor1] == ["Saudi-led Coalition"]


def test_the_heaviest_is_taken_and_never_one_of_the_other_side(scored):
    assert [a.name for a in coded(weighing(scored, is_faction=9.0)).actor2] == ["Houthis"]
    assert [a.name for a in coded(weighing(scored, is_state=9.0)).actor2] == ["Yemeni government forces"]


def test_nobody_is_a_choice(scored):
    assert coded(weighing(scored, is_faction=9.0, nobody=12.0)).actor2 == ()
    assert coded(weighing(scored)).actor2 == ()  # all alike: none outweighs the others


def test_other_news_tells_who_met_whom(scored):
    met = Met.of({"Saudi-led Coalition > Houthis": 20}, {"Saudi-led Coalition": 20}, {"Houthis": 20})
    assert [a.name for a in coded(weighing(scored, met=met, news_often=3.0)).actor2] == ["Houthis"]
    assert coded(weighing(scored, news_often=3.0)).actor2 == ()


def test_a_lone_sentence_tells_nothing_elsewhere(scored):
    weighing(scored, is_civilians=9.0, is_faction=9.0)
    assert coded(scored, DEED + " وكان الحوثيون قد وصلوا إلى المديرية.").actor2 == ()


def test_explain_says_what_was_added_and_why(scored):
    lines = scored.explain(NEWS, "2018-05-10").lines
    [line] = [line for line in lines if line.startswith("completed actor2")]
    assert "Houthis" in line
    assert "news.often" in line


def test_the_same_article_gives_the_same_choice(scored):
    assert coded(scored) == coded(scored)
