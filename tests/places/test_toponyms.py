"""The toponym benchmark: its shape, its scorer, and floors that only rise."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from marsad.evaluation.toponyms import (
    BenchmarkError,
    Figures,
    Outcome,
    Toponym,
    figures,
    judge,
    read_benchmark,
    render,
    score_toponyms,
    share,
    tables,
)
from marsad.places.resolve import Refused, Resolved
from marsad.places.service import Explained

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "toponyms.jsonl"
COUNTRIES = [
    "DZ",
    "BH",
    "KM",
    "DJ",
    "EG",
    "IQ",
    "JO",
    "KW",
    "LB",
    "LY",
    "MR",
    "MA",
    "OM",
    "PS",
    "QA",
    "SA",
    "SO",
    "SD",
    "SY",
    "TN",
    "AE",
    "YE",
    "TR",
    "IR",
    "IL",
    "AF",
    "ET",
    "ER",
    "SS",
    "TD",
    "ML",
    "NE",
    "NG",
    "BF",
]
# Floors: what was measured, less one or two mentions. They only rise.
POINTS, HARD_POINTS, TOLERANCE, REFUSED = 0.97, 0.965, 0.965, 0.965


@lru_cache(maxsize=1)
def outcomes() -> tuple[Outcome, ...]:
    return tuple(score_toponyms(read_benchmark(BENCHMARK)))


def test_size_and_spread() -> None:
    toponyms = read_benchmark(BENCHMARK)
    assert len(toponyms) >= 420
    assert len({t.sentence for t in toponyms}) >= 300
    assert sum(t.hard for t in toponyms) >= len(toponyms) / 3
    counts = Counter(t.country for t in toponyms)
    assert [c for c in COUNTRIES if counts[c] < 5] == []
    assert len({t.id for t in toponyms}) == len(toponyms)


def test_spans_hold_whole_words_and_do_not_overlap() -> None:
    by_sentence: dict[str, list[Toponym]] = {}
    for t in read_benchmark(BENCHMARK):
        assert t.sentence[t.start : t.end] == t.sentence[t.start : t.end].strip()
        assert t.end == len(t.sentence) or not t.sentence[t.end].isalpha()
        by_sentence.setdefault(t.sentence, []).append(t)
    for found in by_sentence.values():
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_floors() -> None:
    every = tables(outcomes())["all"]
    whole, hard = every[0], every[1]
    text = render(tables(outcomes()))
    assert share(whole.points_right, whole.points) >= POINTS, text
    assert share(hard.points_right, hard.points) >= HARD_POINTS, text
    assert share(whole.places_right, whole.places) >= TOLERANCE, text
    assert share(whole.refusals_right, whole.refusals) >= REFUSED, text


TOWN = Toponym("t1.1", "انفجار في حلب", 10, 13, 36.2, 37.16, 10.0, None, "SY", False, "town")
WORD = msgspec.structs.replace(TOWN, lat=None, lon=None, tolerance_km=None, reason="no_such_place")


def answer(lat: float, basis: str = "name") -> Explained:
    place = Resolved("x", "town", "SY", None, None, lat, 37.16, 1, None, "x", "sy.x", basis)
    return Explained(10, 13, "حلب", "in", None, (), (), place)


@pytest.mark.parametrize(
    ("toponym", "found", "verdict"),
    [
        (TOWN, [answer(36.25)], "right"),
        (TOWN, [answer(36.4)], "far"),
        (TOWN, [answer(36.2)._replace(answer=Refused("ambiguous_name"))], "refused"),
        (TOWN, [answer(36.2)._replace(start=0, end=5)], "missed"),
        (WORD, [answer(36.2)], "placed_wrongly"),
        (WORD, [answer(36.2, "parent of unlisted قريه")], "refused_rightly"),
        (
            msgspec.structs.replace(WORD, reason="family_name"),
            [answer(36.2, "parent of unlisted قريه")],
            "placed_wrongly",
        ),
        (WORD, [], "refused_rightly"),
    ],
)
def test_each_verdict(toponym: Toponym, found: list[Explained], verdict: str) -> None:
    assert judge(toponym, found).verdict == verdict


def test_figures_count_points_areas_and_refusals_apart() -> None:
    area = msgspec.structs.replace(TOWN, tolerance_km=40.0)
    judged = [judge(TOWN, [answer(36.25)]), judge(area, [answer(36.4)]), judge(WORD, [answer(36.2)])]
    assert figures("g", judged) == Figures("g", 1, 1, 2, 1, 2, 1, 0)


@pytest.mark.parametrize(
    "line", ["{", '{"id": "t1"}', msgspec.json.encode(msgspec.structs.replace(TOWN, reason="x")).decode()]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(msgspec.json.encode(TOWN).decode() + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"b\.jsonl:2: "):
        read_benchmark(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="cannot read"):
        read_benchmark(tmp_path / "none.jsonl")
