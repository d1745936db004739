"""link, incidents, incident, tallies, merge, split, undo, decisions: as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.store.repository import Store
from tests.cli.running import marsad
from tests.store.test_linking import put


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        for n in range(3):
            put(store, n)
        put(store, 3, place="Idlib", lat=30.0)
    return path


def listed(db: Path) -> list[list[str]]:
    done = marsad("incidents", "--db", db, "--format", "jsonl")
    assert done.returncode == 0
    return sorted(sorted(ref["event"] for ref in json.loads(line)["reports"]) for line in done.stdout.splitlines())


def test_link_then_list(db: Path):
    before = marsad("incidents", "--db", db, "--format", "jsonl")
    assert "4 reports are not linked yet" in before.stderr and before.stdout == ""
    assert marsad("link", "--db", db).returncode == 0
    assert listed(db) == [["a0#1", "a1#1", "a2#1"], ["a3#1"]]
    line = json.loads(marsad("incidents", "--db", db, "--format", "jsonl").stdout.splitlines()[0])
    assert {"article", "event"} <= set(line["reports"][0])


def test_incident_shows_figures_by_source_and_why(db: Path):
    marsad("link", "--db", db)
    done = marsad("incident", "a0#1", "--db", db)
    assert done.returncode == 0
    for words in ("3 independent, 3 reports", "best 9", "paper 1", "a1#1 with a0#1", "place +"):
        assert words in done.stdout
    assert json.loads(marsad("incident", "a0#1", "--db", db, "--format", "json").stdout)[0]["sources"] == 3


def test_decisions_from_end_to_end(db: Path):
    marsad("link", "--db", db)
    assert marsad("split", "a0#1", "a2#1", "--db", db, "--why", "another day", "--who", "rima").returncode == 0
    assert listed(db) == [["a0#1", "a1#1"], ["a2#1"], ["a3#1"]]
    assert marsad("merge", "a2#1", "a3#1", "--db", db, "--why", "one convoy", "--who", "omar").returncode == 0
    assert ["a2#1", "a3#1"] in listed(db)
    assert marsad("undo", 1, "--db", db, "--why", "no", "--who", "rima").returncode == 0
    told = marsad("decisions", "--db", db).stdout
    assert "another day" in told and "taken back by rima" in told and "one convoy" in told


def test_code_and_link_in_one_go(tmp_path: Path):
    (tmp_path / "a.txt").write_text("قتل ثلاثة جنود في هجوم", encoding="utf-8")
    done = marsad("code", tmp_path / "a.txt", "--db", tmp_path / "y.db", "--link")
    assert done.returncode == 0 and "incidents" in done.stderr
    assert marsad("code", tmp_path / "a.txt", "--link").returncode == 2


def test_link_explain(db: Path):
    marsad("link", "--db", db)
    done = marsad("link", "--db", db, "--explain", "a0#1", "a3#1")
    assert "two incidents" in done.stdout and "prior" in done.stdout and "average over all pairs" in done.stdout


def test_tallies(db: Path):
    marsad("link", "--db", db)
    done = marsad("tallies", "--audit", "--db", db)
    assert done.returncode == 0 and "operations" in done.stdout and "not counted" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("incident", "nobody"), "not-found"),
        (("undo", "7", "--why", "x"), "no decision 7"),
        (("merge", "a0#1", "--why", "x"), "at least two"),
        (("split", "a0#1", "a9#1", "--why", "x"), "not among its reports"),
    ],
)
def test_wrong_use_is_told(db: Path, arguments: tuple[str, ...], words: str):
    marsad("link", "--db", db)
    done = marsad(*arguments, "--db", db)
    assert done.returncode != 0 and words in done.stderr and "Traceback" not in done.stderr
