"""Names after a place noun that no table has: how they are bounded, counted and shown."""

from __future__ import annotations

from marsad.places import gaps
from marsad.places.gaps import Gap, GapCounter
from tests.places.made import package

ONE = "قصفت المدفعية بلدة خربوشة العليا صباح اليوم"
TWO = "دخلت قوة إلى بلدة خربوشة العليا ثم انسحبت"


def counted(*texts: str, least: int = 2, all_nouns: bool = False) -> list[Gap]:
    counter = GapCounter(package(), all_nouns=all_nouns)
    for n, text in enumerate(texts, 1):
        counter.add(f"a{n}", text)
    return counter.gaps(least)


def test_a_name_is_as_long_as_its_mentions_agree() -> None:
    found = counted(ONE, TWO)
    assert [(g.noun, g.name, g.times, g.articles, g.example) for g in found] == [("بلده", "خربوشة العليا", 2, 2, "a1")]
    assert found[0].context == "قصفت المدفعية بلدة خربوشة العليا صباح اليوم"


def test_two_names_with_one_beginning_are_told_apart() -> None:
    texts = [f"هجوم على قرية كفربوش {tail} امس" for tail in ("الكبيرة", "الصغيرة") for _ in range(3)]
    assert [(g.name, g.times) for g in counted(*texts)] == [("كفربوش الصغيرة", 3), ("كفربوش الكبيرة", 3)]


def test_names_seen_less_often_and_known_names_are_not_listed() -> None:
    assert counted(ONE, TWO, least=3) == []
    assert counted("انفجار في مدينة الحسكة", "انفجار في مدينة الحسكة") == []
    assert counted("هجوم في مدينة سورية كبيرة", "هجوم في مدينة سورية كبيرة") == []


def test_the_most_frequent_comes_first_and_times_are_not_articles() -> None:
    found = counted(ONE, "في مخيم زعفرون وفي مخيم زعفرون وفي مخيم زعفرون", TWO)
    assert [(g.noun, g.name, g.times, g.articles) for g in found] == [
        ("مخيم", "زعفرون", 3, 1),
        ("بلده", "خربوشة العليا", 2, 2),
    ]


def test_general_nouns_are_left_out_unless_wanted() -> None:
    texts = ["اجتمعوا في سوق خرنوشة القديم"] * 2
    assert counted(*texts) == []
    assert [g.noun for g in counted(*texts, all_nouns=True)] == ["سوق"]


def test_memory_is_bounded_and_what_was_forgotten_is_told(monkeypatch) -> None:
    monkeypatch.setattr(gaps, "MOST_KEYS", 10)
    counter = GapCounter(package())
    letters = "بتثجحخدذرزسشصضط"
    for n, letter in enumerate(letters):
        counter.add(str(n), f"{ONE} . في قرية خر{letter}وفشة")
    assert counter.forgotten > 5
    assert counter.gaps(15)[0].times == len(letters)
