"""`marsad places add|added|remove|control|gaps` and `marsad code --places --control`, as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import line
from tests.places import made

PROGRAM = "import sys; sys.argv[0] = 'marsad'; from marsad.cli import main; main()"
TEXT = "قتل ثلاثة جنود في هجوم شنه مسلحون في قرية تجارب السفلى بريف الحسكة أمس"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a table, boundaries and a control map of invented places, where the commands run."""
    made.written(
        tmp_path / "mine.tsv", made.OWN_HEADER, made.own_line("my.tajarib", "تجارب السفلى", 36.6, 40.8, name="Tajarib")
    )
    made.boundaries(tmp_path)
    made.collection(
        tmp_path / "map.geojson",
        made.holding(made.square(40.5, 36, 41, 37), "Alpha", "2015-01-01", "2020-05-26", source="a note"),
        made.holding(made.square(40.5, 36, 41, 37), "Beta", "2020-05-27"),
    )
    article = {"id": "a1", "text": TEXT, "published": "2020-05-26T10:00:00"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def marsad(home: Path, *arguments: str, places: str | None = "places") -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "MARSAD_PLACES"} | {"XDG_DATA_HOME": str(home / "data")}
    if places:
        env["MARSAD_PLACES"] = str(home / places)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=home,
        env={**env, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def record(home: Path, *arguments: str) -> dict:
    done = marsad(home, "code", "a.jsonl", "--format", "jsonl", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_added_places_serve_the_whole_pipeline_until_they_are_removed(home: Path) -> None:
    before = record(home)
    assert marsad(home, "places", "find", "تجارب السفلى").returncode == 1
    done = marsad(home, "places", "add", "mine.tsv", "bounds.geojson", "--name", "trial")
    assert (done.returncode, done.stderr) == (0, "")
    assert "trial\t3 places\t3 boundaries" not in done.stdout
    assert "trial\t4 places\t3 boundaries\tSY" in done.stdout
    assert "my.tajarib\tTajarib" in marsad(home, "places", "find", "تجارب السفلى").stdout
    assert "boundaries of trial" in marsad(home, "places", "explain", "انفجار في قرية تجارب السفلى في سوريا").stdout
    assert "boundaries of trial" in marsad(home, "explain", TEXT).stdout
    after = record(home)
    assert after["versions"] != before["versions"]
    place = after["events"][0]["place"]
    assert (place["name"], place["admin1"], place["admin2"]) == ("Tajarib", "Al-Hasakah", "Sharqiya")
    assert place["admin_basis"] == "boundaries of trial"
    assert "trial" in marsad(home, "places", "added").stdout
    assert marsad(home, "places", "remove", "trial").returncode == 0
    assert record(home) == before
    gone = marsad(home, "places", "remove", "trial")
    assert gone.returncode == 3
    assert "no set trial; the sets are: none" in gone.stderr


def test_all_problems_are_lines_and_the_status_is_three(home: Path) -> None:
    made.written(home / "bad.tsv", made.OWN_HEADER, made.own_line("x.1", ""), made.own_line("x.2", "س س", 40.8, 36.6))
    done = marsad(home, "places", "add", "bad.tsv")
    assert done.returncode == 3
    assert [x.split(": ")[1] for x in done.stderr.splitlines()] == ["bad.tsv:2", "bad.tsv:3"]
    assert all(x.endswith("[places]") for x in done.stderr.splitlines())
    assert "no sets in" in marsad(home, "places", "added").stderr


def test_the_folder_is_the_option_then_the_environment_then_the_data_folder(home: Path) -> None:
    marsad(home, "places", "add", "mine.tsv", places=None)
    assert (home / "data" / "marsad" / "places" / "mine.zip").is_file()
    marsad(home, "places", "add", "mine.tsv", places="from_env")
    assert (home / "from_env" / "mine.zip").is_file()
    marsad(home, "places", "add", "mine.tsv", "--places", "stated", places="from_env_2")
    assert (home / "stated" / "mine.zip").is_file()
    assert not (home / "from_env_2").exists()


def test_a_control_map_adds_the_holder_marked_as_derived(home: Path) -> None:
    marsad(home, "places", "add", "mine.tsv")
    plain = record(home)
    assert plain["events"][0]["control_map"] is None
    coded = record(home, "--control", "map.geojson")
    assert coded["versions"] != plain["versions"]
    event = coded["events"][0]
    assert event["control"] is None
    derived = event["control_map"]
    assert (derived["holder"], derived["reason"], derived["map"]) == ("Alpha", None, "map.geojson")
    assert (derived["valid_from"], derived["valid_to"], derived["source"]) == ("2015-01-01", "2020-05-26", "a note")
    assert len(derived["digest"]) == 12
    schema = json.loads(marsad(home, "schema").stdout)
    jsonschema.validate(coded, schema)


def test_a_coarse_place_has_no_holder_and_says_why(home: Path) -> None:
    near = {"id": "a2", "text": TEXT.replace("في قرية", "قرب قرية"), "published": "2020-05-26T10:00:00"}
    marsad(home, "places", "add", "mine.tsv")
    (home / "a.jsonl").write_text(json.dumps(near, ensure_ascii=False) + "\n", encoding="utf-8")
    event = record(home, "--control", "map.geojson")["events"][0]
    assert event["place"]["geo_precision"] == 2
    assert (event["control_map"]["holder"], event["control_map"]["reason"]) == (None, "extent_not_known")


def test_the_holder_by_the_map_goes_on_into_incidents_tallies_and_exports(home: Path) -> None:
    """From the map to the count: a day of Alpha and a later one of Beta."""
    texts = {
        "a1": (TEXT, "2020-05-26"),
        "a2": (TEXT.replace("ثلاثة", "خمسة"), "2020-06-20"),
        "a3": ("نفذ مسلحون 12 هجوما في سوريا بين 1 مايو 2020 و30 يونيو 2020", "2020-07-01"),
    }
    lines = [json.dumps({"id": i, "text": t, "published": f"{day}T10:00:00"}, ensure_ascii=False)
             for i, (t, day) in texts.items()]  # fmt: skip
    made.written(home / "a.jsonl", *lines)
    marsad(home, "places", "add", "mine.tsv")
    assert marsad(home, "code", "a.jsonl", "--control", "map.geojson", "--db", "x.db").returncode == 0
    assert marsad(home, "link", "--db", "x.db").returncode == 0
    tallies = marsad(home, "tallies", "--audit", "--db", "x.db").stdout
    assert "held by   Alpha (map:map.geojson): 1 on record" in tallies
    assert "held by   Beta (map:map.geojson): 1 on record" in tallies
    told = marsad(home, "incidents", "--db", "x.db", "--format", "jsonl").stdout
    incidents = [json.loads(text) for text in told.splitlines()]
    assert {i["control_map"][0]["holder"]: i["control"] for i in incidents} == {"Alpha": [], "Beta": []}
    shown = marsad(home, "incident", incidents[0]["id"], "--db", "x.db").stdout
    assert f"map says  {incidents[0]['control_map'][0]['holder']} (1; derived from map.geojson " in shown
    rows = marsad(home, "export", "csv", "--more", "--db", "x.db", "--out", "-").stdout
    assert rows.count(",map:map.geojson,") == 2


def test_a_broken_map_stops_the_run_with_all_its_problems(home: Path) -> None:
    made.collection(
        home / "bad.geojson", made.holding(made.square(40, 36, 41, 37), "", "2015-01-01"),
        made.holding(made.square(40, 36, 41, 37), "A", "soon"),
    )  # fmt: skip
    done = marsad(home, "code", "a.jsonl", "--control", "bad.geojson")
    assert done.returncode == 3
    assert [x.split(": ")[1] for x in done.stderr.splitlines()] == ["bad.geojson:2", "bad.geojson:3"]


def test_asking_a_map(home: Path) -> None:
    done = marsad(home, "places", "control", "map.geojson", "--at", "2020-05-26", "36.5", "40.8")
    assert done.stdout.startswith("Alpha  2015-01-01 to 2020-05-26  source: a note\nderived from map.geojson (")
    done = marsad(home, "places", "control", "map.geojson", "36.5", "39.8", "--at", "2020-05-26")
    assert (done.returncode, done.stdout) == (1, "no holder: outside_map (the point)\n")
    done = marsad(home, "places", "control", "map.geojson", "--at", "2020-05-26", "--precision", "3", "36.5", "40.8")
    assert done.stdout == "no holder: extent_not_known (geo_precision 3 without an extent)\n"
    done = marsad(
        home,
        "places",
        "control",
        "map.geojson",
        "--at",
        "2020-05-26",
        "--precision",
        "2",
        "--extent",
        "5",
        "36.5",
        "40.8",
    )
    assert done.stdout.startswith("Alpha")
    assert marsad(home, "places", "control", "map.geojson", "36.5").returncode == 2
    assert marsad(home, "places", "control", "map.geojson", "36.5", "40.8", "--at", "today").returncode == 2


def test_checking_a_map_lists_its_gaps(home: Path) -> None:
    done = marsad(home, "places", "control", "map.geojson")
    assert done.returncode == 0
    assert "2 polygons, holders: Alpha, Beta" in done.stdout
    made.collection(
        home / "gap.geojson",
        made.holding(made.square(40, 36, 41, 37), "Alpha", "2015-01-01", "2015-12-31"),
        made.holding(made.square(40, 36, 41, 37), "Beta", "2016-02-01"),
    )
    done = marsad(home, "places", "control", "gap.geojson")
    assert done.returncode == 3
    assert "gap.geojson: gap: nobody holds" in done.stderr
    assert "2016-01-01 to 2016-01-31 (held before and after)" in done.stderr
    assert marsad(home, "code", "a.jsonl", "--control", "gap.geojson").returncode == 0


def test_gaps_of_a_corpus_with_a_bad_line(home: Path) -> None:
    lines = [
        line(n, f"دخلت قوة إلى بلدة خربوشة العليا {more} مساء اليوم وانسحبت")
        for n, more in enumerate(("و", "في", "عند"))
    ]
    (home / "c.jsonl").write_text("".join([*lines, "{broken\n"]), encoding="utf-8")
    done = marsad(home, "places", "gaps", "c.jsonl")
    assert done.returncode == 1
    assert done.stdout.split("\t")[:5] == ["3", "3", "بلده", "خربوشة العليا", "0"]
    assert "دخلت قوة" in done.stdout
    assert "c.jsonl" in done.stderr
    assert "3 articles, 3 mentions, 1 names" in done.stderr
