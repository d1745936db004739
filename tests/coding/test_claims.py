"""Claims and denials of responsibility: whose, and what is none."""

from __future__ import annotations

import pytest

from tests.coding.test_events import read


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("انفجرت سيارة مفخخة في مدينة كابول أمس، وتبنت حركة طالبان الهجوم.", [("claim", "Taliban")]),
        ("قتل عشرة مدنيين في قصف على مدينة عفرين أمس، وهو ما نفاه الجيش التركي.", [("denial", "Turkey")]),
        ("نفت حركة الشباب مسؤوليتها عن التفجير الذي وقع في مدينة مقديشو أمس.", [("denial", "Al-Shabaab")]),
        ("هز تفجير مدينة أنقرة أمس وقال الجيش التركي إنه يحقق فيه، وأعلن ناشطون مسؤوليتهم عن التفجير.", []),
        ("قتل عشرة أشخاص في تفجير في مدينة كابول أمس ولم تتبن أي جهة الهجوم.", []),
        ("نفت وزارة الدفاع العراقية وقوع هجوم على قاعدة في مدينة تكريت أمس.", []),
        ("نفت وزارة الدفاع العراقية خطف تنظيم داعش جنودا في مدينة تكريت أمس.", []),
    ],
)
def test_responsibility(text: str, want: list[tuple[str, str]]):
    assert [(c.kind, c.claimant) for c in read(text).claims] == want
