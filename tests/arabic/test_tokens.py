"""What joins a word to the one before it, and what is a letter of its own."""

from __future__ import annotations

import pytest

from marsad.arabic.tokens import unwaw


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("وقصفت", "قصفت"),
        ("فقتلت", "قتلت"),
        ("وقع", "وقع"),
        ("فرضت", "فرضت"),
        ("وفرضت", "فرضت"),
        ("وجهت", "وجهت"),
        ("ووصلت", "وصلت"),
    ],
)
def test_a_letter_of_its_own_stays(word: str, bare: str):
    assert unwaw(word) == bare
