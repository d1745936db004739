"""The share of hard negatives that yield an event, and of true reports in the same topics that do."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.coding.test_events import read

PACK = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "hard_negatives.yaml").read_text(encoding="utf-8"))
MOST_FALSE = 0.04  # share of negatives that may yield an event
LEAST_FOUND = 0.95  # share of true reports that must


def test_few_hard_negatives_yield_an_event():
    texts = [t for topic in PACK["negative"].values() for t in topic]
    false = [t for t in texts if read(t).events]
    assert len(texts) >= 140
    assert len(false) / len(texts) <= MOST_FALSE, "\n".join(false)


def test_true_reports_in_the_same_topics_are_found():
    texts = PACK["positive"]
    missed = [t for t in texts if not read(t).events]
    assert len(texts) >= 50
    assert 1 - len(missed) / len(texts) >= LEAST_FOUND, "\n".join(missed)
