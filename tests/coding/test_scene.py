"""Which place mention is the scene of an event: no party, no court, no dateline."""

from __future__ import annotations

import pytest

from tests.coding.test_events import read


def places(text: str) -> list[str | None]:
    return [e.place.name if e.place else None for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("شهدت باريس تفجيرا انتحاريا أدى إلى مقتل عشرة أشخاص الثلاثاء.", "Paris"),
        ("قتل عشرة أشخاص في هجمات باريس الثلاثاء.", "Paris"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون في اليمن الثلاثاء.", "Yemen"),
        ("قتل مسلحون ثلاثة جنود في هجوم وسط بغداد الثلاثاء.", "Baghdad"),
        ("تجددت المعارك في جبل مرة غرب السودان وقتل عشرة جنود الثلاثاء.", "Jebel Marra"),
    ],
)
def test_the_scene(text: str, place: str) -> None:
    assert place in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت طهران أن ثلاثة جنود قتلوا في هجوم شنه مسلحون الثلاثاء.",
        "قتل ثلاثة جنود في هجوم شنه مسلحون تدعمهم إيران الثلاثاء.",
        "دبي، الإمارات العربية المتحدة (CNN) -- قتل ثلاثة جنود في هجوم شنه مسلحون الثلاثاء.",
        "مثل متهمون أمام محكمة في أديس أبابا على خلفية هجوم بقنبلة قتل فيه شخصان السبت.",
    ],
)
def test_a_party_a_desk_and_a_court_are_no_scene(text: str) -> None:
    assert set(places(text)) <= {None}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل شرطيان برصاص مسلحين بقرية أبو زنبيل بمركز سنورس بالفيوم الثلاثاء.", "قرية أبو زنبيل, Sinnuris"),
        ("قتل ثلاثة جنود في اشتباكات في جبل الصقيع بمديرية ناطع بمحافظة البيضاء.", "جبل الصقيع, Natia"),
        ("وفي مدينة منبج قتل عشرة مدنيين جراء قصف جوي استهدف مستشفى النبراس.", "مستشفى النبراس, Manbij"),
        ("استهدفت غارات موقعا في قرية صغيرة بمديرية ناطع بمحافظة البيضاء وقتلت جنديا.", "Natia"),
        ("قتل ثلاثة مدنيين بانفجار في سوق شعبية بمدينة منبج الثلاثاء.", "Manbij"),
        ("قتل ثلاثة مدنيين بقصف استهدف مستشفى النبراس بعد هجوم في مدينة منبج.", "Manbij"),
    ],
)
def test_a_place_that_no_table_has_is_named_as_the_text_does(text: str, place: str) -> None:
    assert place in places(text)


def test_the_name_from_the_text_has_the_point_of_its_parent_and_says_so() -> None:
    (event,) = read("قتل شرطيان برصاص مسلحين بقرية أبو زنبيل بمركز سنورس بالفيوم الثلاثاء.").events
    place = event.place
    assert place and (place.name_ar, place.entry) == ("قرية أبو زنبيل، سنورس", "eg.sinnuris")
    assert place.geo_precision == 2
    assert place.basis.startswith("parent of unlisted")
    assert "أبو زنبيل" in place.text


def test_the_border_is_more_exact_than_the_town_that_opens_the_sentence() -> None:
    text = "وفي غزة، أصيب عشرون فلسطينيا برصاص الجيش الإسرائيلي على حدود قطاع غزة مع إسرائيل الثلاثاء."
    assert places(text) == ["Gaza-Israel border"]
