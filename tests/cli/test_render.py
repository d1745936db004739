"""How values read in a terminal."""

from __future__ import annotations

import msgspec
import pytest

from marsad.cli.render import article_lines, days, event_lines, figure, row
from marsad.cli.surface import printable
from marsad.model.record import DateRef, Figure, Part, SourceRef
from tests.store.made import make_article, make_capture, make_event, make_record

ARTICLE = make_article(make_capture(1))
EVENT = make_event(ARTICLE, 0)


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(7, 7, "7"), (7, None, "7+"), (5, 7, "5-7"), (None, 9, "at most 9"), (0, 0, "0")]
)
def test_figures(low: int | None, high: int | None, shown: str):
    assert figure(Figure(low, high)) == shown


@pytest.mark.parametrize(
    ("start", "end", "reported", "shown"),
    [
        ("2020-05-21", "2020-05-22", None, "2020-05-21..2020-05-22"),
        ("2020-05-21", "2020-05-21", "2020-05-26", "2020-05-21"),
        (None, None, "2020-05-26", "by 2020-05-26"),
        (None, None, None, "not stated"),
    ],
)
def test_days(start: str | None, end: str | None, reported: str | None, shown: str):
    assert days(DateRef(start, end, "day"), reported) == shown


def test_what_is_not_stated_is_a_dash():
    bare = msgspec.structs.replace(EVENT, actor1=(), actor2=(), place=None, fatalities=None, background=True)
    assert row(bare)[3:] == ("-", "-", "-", "-", "reported, background")


def test_an_event_shows_each_value_with_its_words():
    full = msgspec.structs.replace(
        EVENT,
        fatalities=Figure(7, 7, (Part("Islamic State", 7, 7),)),
        sources=(SourceRef("Raqqa Media Center", "مركز", 0, 4, leaning="close to the Autonomous Administration"),),
    )
    shown = "\n".join(event_lines(full))
    for fact in (
        "Battles / Armed clash (PLOVER ASSAULT firearms)", "Islamic State «داعش»", "SDF «قسد»", "7 (Islamic State 7)",
        "Raqqa Media Center (close to the Autonomous Administration) «مركز»",
        "Al-Tabqah, Raqqa, SY; town (35.840, 38.550)",
        "trigger      0-4 frame.kill t.qtl «قُتل»",
    ):  # fmt: skip
        assert fact in shown


def test_no_place_shows_the_reason():
    event = msgspec.structs.replace(EVENT, place=None, place_reason="ambiguous: طرابلس")
    assert "  place     ambiguous: طرابلس" in list(event_lines(event))


def test_an_article_shows_all_that_was_read():
    shown = "\n".join(article_lines(make_record(ARTICLE)))
    for fact in ("5 operations", "claim by Islamic State through Amaq of a1#1", "أبو فلان", "planned: «", "lexicon-1"):
        assert fact in shown


def test_control_characters_are_not_printed():
    assert printable("a\x1b[2Jب\x07") == "a\ufffd[2Jب\ufffd"
