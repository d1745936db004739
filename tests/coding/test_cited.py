"""Days, sources and background of events told in single sentences (tests/corpus/cited.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.test_events import read

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "cited.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_day_sources_and_background(case: dict[str, Any]):
    event = read(case["text"]).events[0]
    if "sources" in case:
        assert [s.name for s in event.sources] == case["sources"]
    if "date" in case:
        days = case["date"] and [str(d) for d in case["date"]]
        assert ([event.date.start, event.date.end] if event.date.start else None) == days
    if "background" in case:
        assert event.background is case["background"]
