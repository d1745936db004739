"""Short reports through the whole coder: which sentences tell of one event, which of another, and its values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.model.document import Article, Paragraph, Role
from tests.coding.test_events import agree, coder, values

STORIES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "stories.yaml").read_text(encoding="utf-8"))


def article(text: str) -> Article:
    """Its first line is the title, the second the lead."""
    paragraphs, at = [], 0
    roles = [Role.TITLE, Role.LEAD]
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        paragraphs.append(Paragraph(at, at + len(line), roles[number] if number < len(roles) else Role.BODY))
        at += len(line) + 1
    return Article(id="t", text=text, paragraphs=tuple(paragraphs), published="2020-05-26")


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s["name"])
def test_a_story_tells_its_events(story: dict[str, Any]):
    events = [values(e) for e in coder().code(article(story["text"])).events]
    assert len(events) == len(story["events"]), [(e["type"], e["place"], e["date"]) for e in events]
    for found, want in zip(events, story["events"], strict=True):
        agree(found, want)
