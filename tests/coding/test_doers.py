"""Who did it, sentence by sentence: the grammar of doers and of those they struck, on sentences of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from marsad.coding.coder import Coder
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "doers.yaml").read_text(encoding="utf-8"))


@cache
def coder() -> Coder:
    return Coder.load()


def coded(text: str) -> Record:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Paragraph(at, at + len(line), Role.BODY))
        at += len(line) + 1
    return coder().code(Article("x", text, tuple(lines), published="2018-05-10"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_sides(case: dict[str, object]):
    text = str(case["text"])
    events = coded(text).events
    assert events, "no event"
    found = events[int(case.get("event", 0))]  # type: ignore[call-overload]
    for side in ("actor1", "actor2"):
        if side in case:
            assert sorted(a.name for a in getattr(found, side)) == sorted(case[side]), side  # type: ignore[call-overload]
    for ref in (*found.actor1, *found.actor2):
        assert text[ref.start : ref.end] == ref.text
