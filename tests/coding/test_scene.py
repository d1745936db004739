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
