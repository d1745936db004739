"""Figures of one incident, and texts that tell of several: what each must hold (tests/corpus/tolls.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Event
from tests.coding.test_events import agree, coder, values

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "tolls.yaml").read_text(encoding="utf-8"))


def events_of(text: str) -> tuple[Event, ...]:
    """Each line is a paragraph of the body."""
    paragraphs, at = [], 0
    for line in text.rstrip("\n").split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), Role.BODY))
        at += len(line) + 1
    article = Article(id="t", text=text, paragraphs=tuple(paragraphs), published="2020-05-26")
    return coder().code(article).events


@pytest.mark.parametrize("case", CORPUS["tolls"], ids=lambda c: c["text"][:40])
def test_it_cost_what_the_text_says(case: dict[str, Any]):
    [event] = events_of(case["text"])
    agree(values(event), case["event"])


@pytest.mark.parametrize("case", CORPUS["incidents"], ids=lambda c: c["text"][:40])
def test_each_incident_stands_alone(case: dict[str, Any]):
    events = [values(e) for e in events_of(case["text"])]
    assert len(events) == len(case["events"]), [(e["type"], e["place"], e["date"]) for e in events]
    for found, want in zip(events, case["events"], strict=True):
        agree(found, want)
