"""`marsad lexicon gaps` as a user sees it: formats, progress aside, and inputs that fail."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import line, marsad


def dump(folder: Path) -> Path:
    path = folder / "x.jsonl"
    path.write_text(line("a", "هاجمت كتيبة زقلف الرملي حاجزا قرب المدينة وقتل جنديان أمس") + line("b", "x"))
    return path


def test_json_and_tsv_and_a_failed_input(tmp_path: Path):
    done = marsad("lexicon", "gaps", dump(tmp_path), "--near", "actors", "--format", "json")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "#2" in done.stderr
    [gap] = json.loads(done.stdout)
    assert (gap["text"], gap["times"], gap["lift"]) == ("كتيبه زقلف الرملي", 1, None)
    assert gap["examples"][0][0] == "a"
    head, row = marsad("lexicon", "gaps", dump(tmp_path), "--near", "actors", "--format", "tsv").stdout.splitlines()
    assert head.split("\t") == ["times", "lift", "article", "text", "example"]
    assert row.split("\t")[:4] == ["1", "", "a", "كتيبه زقلف الرملي"]


def test_the_table_shows_where_it_stood(tmp_path: Path):
    done = marsad("lexicon", "gaps", dump(tmp_path), "--near", "actors", "--top", "1")
    assert "[كتيبة زقلف الرملي]" in done.stdout


def test_wrong_use(tmp_path: Path):
    assert marsad("lexicon", "gaps", dump(tmp_path), "--near", "verbs").returncode == 2
