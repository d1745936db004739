"""Why a place was refused: shown by `places explain`, in the record's rejections and as the reason of an event's place."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad.coding.coder import Coder
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record
from marsad.places.refusals import REASONS
from marsad.places.service import explain, explained_lines
from tests.places.made import package

CASES = [
    ("قتل جنديان في انفجار في طرابلس", "طرابلس", "ambiguous_name"),
    ("قال مراسل مجلة دمشق إن جنديين قتلا في هجوم", "دمشق", "part_of_other_name"),
    ("وقع انفجار في بلدة خربوشة", "بلدة خربوشة", "unlisted_place"),
]


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder.load()


def coded(text: str) -> Record:
    return coder().code(Article(id="x", text=text, paragraphs=(Paragraph(0, len(text), Role.BODY),)))


@pytest.mark.parametrize(("text", "words", "reason"), CASES)
def test_explain_says_why(text: str, words: str, reason: str) -> None:
    found = [(m.text, m.answer.reason) for m in explain(package(), text)[1] if hasattr(m.answer, "reason")]
    assert found == [(words, reason)]
    line = next(x for x in explained_lines(package(), text) if x.startswith(words))
    assert f"refused, {reason}: {REASONS[reason]}" in line


def test_explain_names_the_rivals_and_how_the_units_are_known() -> None:
    lines = list(explained_lines(package(), "قتل جنديان في طرابلس"))
    assert "lb.tripoli" in lines[1]
    assert "ly.tripoli" in lines[1]
    lines = list(explained_lines(package(), "قتل جنديان في حي غويران بمدينة الحسكة"))
    assert "admin by parents in the place tables" in lines[1]
    assert list(explained_lines(package(), "لا شيء هنا")) == ["countries: none", "no place mention"]


@pytest.mark.parametrize(("text", "words", "reason"), CASES)
def test_the_records_rejections_say_why(text: str, words: str, reason: str) -> None:
    found = [r for r in coded(text).rejections if r.rule.startswith("place.") and r.quote == words]
    assert [(r.reason, text[r.start : r.end]) for r in found] == [(reason, words)]


def test_an_event_without_place_says_which_name_was_refused() -> None:
    event = coded("قتل جنديان في انفجار عبوة ناسفة في طرابلس").events[0]
    assert (event.place, event.place_reason) == (None, "ambiguous_name: طرابلس")
    event = coded("قتل جنديان في انفجار عبوة ناسفة").events[0]
    assert event.place_reason == "no_place_in_text"


def test_a_rejected_name_lists_the_rows_that_carry_it() -> None:
    rejection = next(r for r in coded("قتل جنديان في انفجار في طرابلس").rejections if r.rule == "place.in")
    assert {"lb.tripoli", "ly.tripoli"} <= set(rejection.entry.split("|"))
