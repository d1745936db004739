"""What an article is about: small articles that must yield an event, or set everything aside for a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.coding.news import genre
from marsad.lexicon.tables import load_tables
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record
from tests.coding.test_events import coder

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "genres.yaml").read_text(encoding="utf-8"))


def read(title: str, body: str) -> Record:
    text, at, paragraphs = f"{title}\n{body}", 0, []
    for n, line in enumerate(text.split("\n")):
        paragraphs.append(Paragraph(at, at + len(line), Role.BODY if n else Role.TITLE))
        at += len(line) + 1
    return coder().code(Article(id="t", text=text, title=title, paragraphs=tuple(paragraphs), published="2020-05-26"))


@pytest.mark.parametrize("case", CORPUS, ids=lambda c: c["name"])
def test_what_the_article_is_about(case: dict[str, Any]):
    record = read(case["title"], case["text"])
    if case["reason"] is None:
        assert record.events
    else:
        assert record.events == ()
        assert case["reason"] in {r.reason for r in record.rejections}


def test_countries_of_conflict_come_from_the_actor_tables():
    found = genre.fighting(load_tables().actors)
    assert {"SY", "IQ", "YE", "LY", "SD", "TN"} <= found
    assert not {"US", "GB", "SE", "JP"} & found
