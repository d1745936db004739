"""The pinned floors hold on the gold data and on our own annotated articles, where their texts lie beside the checkout."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from marsad import service
from marsad.evaluation.gold import Scored, gold_files, score

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "shared" / "eval"
ARTICLES = HERE.parents[1] / "shared" / "bench" / "news_20k.jsonl.gz"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
ANNOTATED = ("dev", "dev6", "test")  # the sets of benchmarks/articles.jsonl
PINNED = [(kind, measure, floor) for kind, floors in FLOORS.items() for measure, floor in floors.items()]

pytestmark = [pytest.mark.gold, pytest.mark.skipif(not GOLD.is_dir(), reason="no gold data beside the checkout")]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scored]:
    coder, extract = service.load_coder(), service.load_extract()
    out = tmp_path_factory.mktemp("gold")
    found = {kind: score(kind, path, out, coder, extract) for kind, path in gold_files(GOLD)}
    if ARTICLES.is_file():
        command = [sys.executable, "scripts/annotations.py", "join", str(ARTICLES), str(GOLD / "score.py"), str(out)]
        subprocess.run(command, cwd=HERE.parent, check=True)
        for name in ANNOTATED:
            [(kind, path)] = gold_files(out / name)
            found[name] = score(kind, path, out / name, coder, extract)
    return found


def _there(scored: dict[str, Scored], kind: str) -> Scored:
    if kind in ANNOTATED and not ARTICLES.is_file():
        pytest.skip("no articles beside the checkout")
    return scored[kind]


@pytest.mark.parametrize("kind", FLOORS)
def test_every_gold_record_is_coded(scored: dict[str, Scored], kind: str):
    lines = _there(scored, kind).gold.read_text(encoding="utf-8").splitlines()
    assert scored[kind].records == len([line for line in lines if line.strip()])


@pytest.mark.parametrize(("kind", "measure", "floor"), PINNED)
def test_floor(scored: dict[str, Scored], kind: str, measure: str, floor: float):
    figures = _there(scored, kind).figures[measure]
    reached = figures["f1"] if "f1" in figures else figures["share"]
    assert reached >= floor, f"{measure}: {reached} is below the pinned {floor}\n{scored[kind].table}"
