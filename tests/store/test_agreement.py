"""Kappa and alpha against worked examples, and agreement out of a base."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from marsad.store.agreement import agreement, alpha, kappa
from marsad.store.queue import second_readings
from marsad.store.repository import Store
from marsad.store.revisions import Revision, keep
from tests.store.bases import write
from tests.store.made import AT


def test_kappa_of_a_worked_example():
    """20 both yes, 5 yes/no, 10 no/yes, 15 both no: observed .7, by chance .5, kappa .4 (Wikipedia, Cohen's kappa)."""
    both = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(both) == pytest.approx(0.4)


def test_kappa_without_variance_is_none():
    assert kappa([("y", "y")] * 3) is None


def test_alpha_of_a_worked_example():
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: two observers, ten units, binary: .095."""
    first, second = (
        ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"],
        ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"],
    )
    assert alpha([{"a": a, "b": b} for a, b in zip(first, second, strict=True)]) == pytest.approx(0.095, abs=0.001)


def test_alpha_leaves_out_what_one_coder_judged():
    units = [{"a": "x", "b": "x"}, {"a": "y", "b": "y"}]
    assert alpha(units) == alpha([*units, {"a": "x"}]) == 1
    assert alpha([]) is None and alpha([{"a": "x"}]) is None


def test_agreement_of_a_base(tmp_path: Path):
    with Store.open(tmp_path / "x.db") as store:
        for n in range(3):
            write(store, n)
        said = Revision(
            "a0", 0, 4, store.record("a0").text[:4], "trigger", "a0#1", "accept", "Armed clash", None, "", "rima", AT
        )
        keep(store, said)
        keep(store, replace(said, who="omar"))
        keep(store, replace(said, event="a0#2", action="reject", why="a drill"))
        keep(store, replace(said, event="a0#2", who="omar"))
        keep(
            store, replace(said, event="a0#2", who="omar", action="reject", why="I looked again")
        )  # the last word counts
        keep(store, replace(said, article="a1", quote=store.record("a1").text[:4], event="a1#1"))
        with store.reading() as connection:
            found = agreement(connection)
        (pair,) = found.pairs
        assert (pair.one, pair.other, pair.units, pair.same, pair.kappa) == ("omar", "rima", 2, 1.0, 1.0)
        assert (found.units, found.alpha, found.fields) == (2, 1.0, (("trigger", 2, 1.0),))
        assert second_readings(store, "omar", 5) == ["a1"] and second_readings(store, "rima", 5) == []
