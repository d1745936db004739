"""Crowds, arrests, prisoners, land handed over, agreements, arms found, property and bans: sentences of corpus/other_frames.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.test_events import read

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "other_frames.yaml").read_text(encoding="utf-8"))
POSITIVE = [case for cases in CORPUS["positive"].values() for case in cases]
FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")
PUBLISHED = "2018-05-20"


@pytest.mark.parametrize("case", POSITIVE, ids=lambda c: c["text"][:40])
def test_it_is_coded_by_its_frame(case: dict[str, Any]):
    [event] = read(case["text"], PUBLISHED).events
    assert event.sub_event_type == case["sub"]
    for side in ("actor1", "actor2"):
        if side in case:
            assert sorted({a.name for a in getattr(event, side)}) == case[side]
    if "place" in case:
        assert event.place and event.place.name == case["place"]
    if "date" in case:
        assert event.date.start == str(case["date"])
    for key in FIGURES:
        if key in case:
            figure = getattr(event, key)
            assert figure and [figure.low, figure.high] == case[key]


@pytest.mark.parametrize("text", CORPUS["negative"], ids=lambda t: t[:40])
def test_plans_threats_and_talks_are_no_event(text: str):
    assert read(text, PUBLISHED).events == ()
