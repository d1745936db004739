"""Copies of texts: exact, near, cut or continued; and what only looks alike."""

from __future__ import annotations

import random

import pytest

from marsad.incidents.copies import bands, shingles, verify, words_of

PINNED = 7379693697286670784
RND = random.Random(5)
WORDS = ["قصف", "بلدة", "ريف", "طائرات", "سكان", "مصدر", "طبي", "مستشفى", "سوق", "مدرسة", "غارة", "جرحى", "شهود", "طريق", "حاجز",
         "مخيم", "قرية", "فجر", "دخان", "منازل", "فرق", "إسعاف", "نقل", "أنقاض", "عائلة"]  # fmt: skip
TEXT = [RND.choice(WORDS) + RND.choice(["", "ات", "ين", "ها"]) for _ in range(220)]


def kind(a: list[str], b: list[str]) -> str | None:
    found = verify(shingles(words_of(" ".join(a))), shingles(words_of(" ".join(b))))
    return found.kind if found else None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEXT, "exact"),
        ([f"{w}،" for w in TEXT], "exact"),  # other marks, the same words
        (["عاجل", *TEXT[:-2]], "near"),
        (TEXT[:90], "edited"),  # the first paragraphs alone
        ([*TEXT, *TEXT[::-1]], "edited"),  # continued
        (TEXT[:20] + [w[::-1] for w in TEXT[20:]], None),  # a shared opening only
        (TEXT[::-1], None),
    ],
)
def test_kinds(other: list[str], expected: str | None):
    assert kind(TEXT, other) == expected == kind(other, TEXT)


def test_short_texts_are_compared_whole():
    assert kind(["قصف", "بلدة"], ["قصف", "بلدة"]) == "exact"
    assert kind(["قصف", "بلدة"], ["قصف", "قرية"]) is None


def test_figures_and_marks_do_not_make_another_text():
    assert kind([*TEXT[:50], "12", *TEXT[50:]], [*TEXT[:50], "١٥", *TEXT[50:]]) == "exact"


def test_bands_are_the_same_in_every_run_and_near_texts_share_one():
    one, two = shingles(TEXT), shingles(["عاجل", *TEXT[:-2]])
    assert bands(one) == bands(shingles(TEXT))
    assert set(bands(one)) & set(bands(two))
    assert all(0 <= value < 2**63 for value in bands(one))
    assert not set(bands(one)) & set(bands(shingles(TEXT[::-1])))


def test_the_bands_themselves_stay_as_they_are():
    """They are kept in bases: a newer MinHash that gives others would compare nothing with what is there."""
    assert bands(frozenset({"أ ب ج د ه", "ب ج د ه و"}))[0] == PINNED
