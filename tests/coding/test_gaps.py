"""What the lexicons lack is found beside what they know, and nowhere else."""

from __future__ import annotations

from functools import cache

import pytest

from marsad.coding.gaps import Gap, Gaps
from marsad.coding.lexicon import Lexicon
from marsad.coding.sketch import Sketch
from marsad.model.document import Article, Paragraph, Role


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


def hunt(near: str, *texts: str) -> dict[str, Gap]:
    gaps = Gaps(lexicon(), near)
    for n, text in enumerate(texts):
        gaps.add(Article(id=f"a{n}", text=text, paragraphs=(Paragraph(0, len(text), Role.BODY),)))
    return {g.text: g for g in gaps.top(100)}


# Made-up roots and names, so that a growing lexicon does not spoil the cases.
CALM = "افتتح الوزير معرضا للكتاب في العاصمة. وتحدث عن أهمية القراءة."


def test_a_verb_and_a_masdar_beside_casualties():
    found = hunt("triggers", "زقلف المسلحون القرية وسقط خمسة قتلى. وبعد ازتقاق الجنود سقط ستة جرحى.", CALM, CALM)
    assert {"زقلف", "ازتقاق"} <= set(found)
    assert found["زقلف"].times == 1
    assert found["زقلف"].examples == (("a0", "[زقلف] المسلحون القرية وسقط خمسة قتلى."),)


def test_a_radical_waw_is_no_conjunction():
    assert "وزقف" in hunt("triggers", "وزقف المسلحون قرب القرية، وسقط خمسة قتلى.", CALM)


def test_a_word_that_stands_everywhere_is_left_out():
    calm = ["زقلف الطلاب في المدرسة."] * 9
    assert "زقلف" not in hunt("triggers", "زقلف المسلحون وسقط خمسة قتلى.", *calm)


def test_what_the_lexicon_has_is_left_out():
    assert not {"قتل", "انفجار", "هجوم"} & set(hunt("triggers", "قتل خمسة جنود في هجوم إثر انفجار عبوة ناسفة.", CALM))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("هاجمت كتيبة زقلف الرملي حاجزا وقتل جنديان.", "كتيبه زقلف الرملي"),
        ("قتل جنديان في كمين نصبته حركة أبناء الزقلوف.", "حركه ابناء الزقلوف"),
        ("وقتل ثلاثة على يد زقلوف الرملي.", "زقلوف الرملي"),
        ("هجوم شنه مقاتلو «زقلوف».", "مقاتلو زقلوف"),
    ],
)
def test_a_name_after_its_head_or_a_doer_word(text: str, name: str):
    assert name in hunt("actors", text)


def test_the_longer_name_is_shown_where_it_is_the_usual_one():
    often = ["هاجمت كتيبة زقلف الرملي حاجزا وقتل جنديان."] * 3
    found = hunt("actors", *often, "وقتلت كتيبة زقلف جنديا.")
    assert "كتيبه زقلف" not in found
    assert found["كتيبه زقلف الرملي"].times == 3
    assert [article for article, _ in found["كتيبه زقلف الرملي"].examples] == ["a0", "a1", "a2"]


@pytest.mark.parametrize(
    "text",
    ["هاجم مقاتلو طالبان حاجزا وقتل جنديان.", "أعلنت حركة زقلف الرملي برنامجها الثقافي.", "قتل جنديان من قبل مسلحين."],
)
def test_known_names_and_calm_sentences_give_nothing(text: str):
    assert hunt("actors", text) == {}


def test_counts_stay_bounded_and_frequent_words_stay():
    sketch = Sketch(most=100)
    for n in range(5000):
        sketch.add(f"rare{n}", lambda: ("a", "x"))
        sketch.add("often", lambda n=n: (f"a{n}", "x"))
    assert len(list(sketch.items())) <= 100
    assert sketch.count("often") == 5000
    assert len(sketch.examples("often")) == 3
    assert sketch.missed > 0
