"""What asks for people only where a word may tell of them misses nobody: each short cut beside the long way, on every sentence of the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.arabic.dates.finding import dates
from marsad.arabic.numbers import numbers
from marsad.coding.coder import Coder
from marsad.coding.sentence.reading import Reading, within
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Article, Paragraph, Role

CORPUS = Path(__file__).parents[1] / "corpus"
KINDS = [frozenset({kind}) for kind in ("armed", "detainee", "police", "protester", "rioter")]


def texts(node: Any) -> Iterator[str]:
    """Every text of a pack, however deep it stands."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from texts(inner)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(scope="module")
def views(coder: Coder) -> list[SentenceView]:
    packs = (yaml.safe_load(path.read_bytes()) for path in sorted(CORPUS.glob("*.yaml")))
    readings = [Reading(article(text), coder.tools) for pack in packs for text in texts(pack)]
    return [view for reading in readings for view in coder._views(reading, reading.sentences)]


def article(text: str) -> Article:
    return Article(id="a", text=text, paragraphs=(Paragraph(0, len(text), Role.BODY),), published="2020-05-26")


def test_there_is_something_to_look_at(views: list[SentenceView]):
    assert len(views) > 500
    assert sum(bool(view.armed) for view in views) > 100


def test_no_armed_people_are_missed(views: list[SentenceView]):
    assert all(view.armed == [p for p in view.people if p.armed] for view in views)


@pytest.mark.parametrize("kinds", KINDS, ids=lambda kinds: min(kinds))
def test_no_people_of_a_kind_are_missed(views: list[SentenceView], kinds: frozenset[str]):
    assert all(view.people_of(kinds) == [p for p in view.people if p.kinds & kinds] for view in views)


def test_whoever_is_cited_is_asked_for(views: list[SentenceView]):
    cited = [v for v in views if any(p.slot == "source" and p.organisation for p in v.people)]
    assert cited
    assert all(view.cites_actor for view in cited)


def test_dead_and_hurt_together_need_two_words_or_one_for_both(views: list[SentenceView]):
    mixed = [v for v in views if any(p.outcome == "victims" for p in v.people)]
    assert mixed
    assert all("victims" in view.outcomes or len(view.outcomes) > 1 for view in mixed)


def test_numbers_and_dates_of_a_sentence_are_those_of_the_text(coder: Coder, views: list[SentenceView]):
    for view in views:
        reading, sentence = view.reading, view.sentence
        told = numbers(reading.norms, reading.glued, coder.tools.number_words)
        dated = dates(reading.norms, told, coder.tools.calendar, reading.anchor)
        assert view.numbers == within(told, sentence.first, sentence.last)
        assert view.dates == within(dated, sentence.first, sentence.last)
