"""`marsad eval` on a tiny gold set of our own: what the coder gets to see, and what is left behind for reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.evaluation.gold import GoldMissingError, gold_files
from tests.cli.running import line, marsad

SCORER = """
import json, sys
kind, gold, system = sys.argv[1:4]
coded = [json.loads(row) for row in open(system, encoding="utf-8")]
figures = {"events": {"f1": 0.5, "of": sum(len(c["events"]) for c in coded)}}
print(kind, figures)
json.dump(figures, open(sys.argv[sys.argv.index("--json") + 1], "w"))
open(sys.argv[sys.argv.index("--errors") + 1], "w").write(json.dumps({"error": "miss"}) + "\\n")
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "score.py").write_text(SCORER)
    secret = {"events": [{"quotes": ["قُتل"]}], "title": "لا يراه المُرمِّز", "published": None}
    text = "قُتل حارس في هجوم على البوابة الشمالية للمخيم"
    (folder / "articles_dev.jsonl").write_text(line("p1", text, **secret) + line("p2", "لا شيء يُذكر في البلدة اليوم"))
    return folder


def test_tables_and_files(gold: Path, tmp_path: Path):
    done = marsad("eval", "--gold", gold, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "articles_dev.jsonl: 2 records coded" in done.stdout
    assert "articles {'events': {'f1': 0.5, 'of': 1}}" in done.stdout
    coded = [json.loads(row) for row in (tmp_path / "out" / "coded-articles_dev.jsonl").read_text().splitlines()]
    assert [(r["id"], r["title"]) for r in coded] == [("p1", None), ("p2", None)], "gold fields must not be seen"
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "coded-articles_dev.jsonl", "errors-articles_dev.jsonl", "figures-articles_dev.json",
    }  # fmt: skip


def test_no_gold_data(tmp_path: Path):
    done = marsad("eval", "--gold", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"marsad: {tmp_path}: no gold data here. Name the folder")
    with pytest.raises(GoldMissingError):
        gold_files(tmp_path)


def test_a_scorer_that_fails_says_so(gold: Path, tmp_path: Path):
    (gold / "score.py").write_text("raise SystemExit('broken gold')")
    done = marsad("eval", "--gold", gold, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "broken gold" in done.stderr and "Traceback" not in done.stderr
