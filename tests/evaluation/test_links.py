"""The measure of linking itself, on clusters whose scores are known by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.evaluation.links import Marked, b_cubed, linked_pairs, pair_scores, read_marked

CLUSTERS = {"a": "x", "b": "x", "c": "y", "d": None}


def test_b_cubed_by_hand():
    assert b_cubed(CLUSTERS, frozenset({("a", "b")})).f1 == 1.0
    alone = b_cubed(CLUSTERS, frozenset())
    assert (alone.precision, alone.recall) == (1.0, 0.75)
    lumped = b_cubed(CLUSTERS, frozenset({("a", "b"), ("b", "c"), ("c", "d")}))
    assert (lumped.precision, lumped.recall) == (0.375, 1.0)


def test_pairs_by_hand():
    marked = Marked(same=(("a", "b"), ("c", "d")), different=(("a", "c"),))
    found = linked_pairs([["b", "a", "a"], ["c"], ["a", "c"]])
    scores = pair_scores(marked, found)
    assert (scores.precision, scores.recall) == (0.5, 0.5)


def test_bad_lines_are_named(tmp_path: Path):
    (tmp_path / "x.tsv").write_text("label\ta\tb\nsame\ta\tb\nmaybe\ta\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.tsv:3"):
        read_marked(tmp_path / "x.tsv")


def test_the_marked_pairs_hold_together():
    marked = read_marked(Path(__file__).parents[2] / "benchmarks" / "links.tsv")
    assert len(marked.same) >= 60 and len(marked.different) >= 100
    assert not set(marked.same) & set(marked.different)
    assert len(set(marked.same)) == len(marked.same) and len(set(marked.different)) == len(marked.different)
