"""The commands as a user sees them: what goes to stdout, to stderr, and the exit status."""

from __future__ import annotations

import gzip
import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import line, marsad, records, start

TWO = "قُتل جندي في كمين على الطريق. قُتل مدني في قصف على القرية."


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_text(line("b", TWO) + line("a", "لا جديد في المدينة اليوم سوى المطر والبرد") + line("c", TWO))
    return path


def test_jsonl_is_one_record_an_input_same_ids_same_order_and_nothing_else(dump: Path):
    done = marsad("code", dump, "--format", "jsonl")
    assert done.returncode == 0
    assert [r["id"] for r in records(done)] == ["b", "a", "c"]
    assert [len(r["events"]) for r in records(done)] == [2, 0, 2]
    assert "coded 3 articles: 4 events" in done.stderr
    assert "planned 3" in done.stderr


def test_the_text_of_a_record_is_the_input_as_given(tmp_path: Path):
    text = "  عنوان\r\n\nقُتل ثلاثة\u200f أشخاص في الهجوم على السوق القديم  "
    path = tmp_path / "x.jsonl"
    path.write_text(line("x", text))
    assert records(marsad("code", path, "--format", "jsonl"))[0]["text"] == text


def test_json_is_one_array(dump: Path):
    done = marsad("code", dump, "--format", "json")
    assert [r["id"] for r in json.loads(done.stdout)] == ["b", "a", "c"]


def test_json_of_nothing_is_an_empty_array(tmp_path: Path):
    done = marsad("code", tmp_path / "missing", "--format", "json")
    assert (json.loads(done.stdout), done.returncode) == ([], 1)


def test_the_table_names_each_event(dump: Path):
    done = marsad("code", dump)
    for shown in ("b#1", "b#2", "c#1", "Armed clash", "Al-Tabqah, SY", "1+ killed", "2024-04-30"):
        assert shown in done.stdout
    assert "\x1b" not in done.stdout, "no colours outside a terminal"


def test_same_input_and_versions_give_the_same_bytes(dump: Path):
    first, second = (marsad("code", dump, "--format", "jsonl").stdout for _ in range(2))
    assert first == second != ""


def test_quiet_leaves_only_records_and_problems(dump: Path, tmp_path: Path):
    assert marsad("code", dump, "-q").stderr == ""
    assert "[missing]" in marsad("code", dump, tmp_path / "none.html", "-q").stderr


def test_standard_input(dump: Path):
    done = marsad("code", "-", "--format", "jsonl", stdin=dump.read_bytes())
    assert [r["id"] for r in records(done)] == ["b", "a", "c"]


def test_gzip_and_plain_mixed(dump: Path, tmp_path: Path):
    packed = tmp_path / "more.jsonl.gz"
    packed.write_bytes(gzip.compress(line("z", TWO).encode()))
    page = tmp_path / "page.txt"
    page.write_text(f"عنوان الخبر الأول من المدينة\n{TWO}\n")
    done = marsad("code", packed, page, dump, "--format", "jsonl")
    ids = [r["id"] for r in records(done)]
    assert (len(ids), ids[0], ids[2:]) == (5, "z", ["b", "a", "c"])


def test_out_is_written_whole_and_stdout_stays_empty(dump: Path, tmp_path: Path):
    out = tmp_path / "coded.jsonl"
    done = marsad("code", dump, "--format", "jsonl", "--out", out)
    assert (done.stdout, len(out.read_text().splitlines())) == ("", 3)
    assert {p.name for p in tmp_path.iterdir()} == {"dump.jsonl", "coded.jsonl"}


def test_explain_goes_to_stderr(dump: Path):
    done = marsad("code", dump, "--format", "jsonl", "--explain")
    assert len(records(done)) == 3
    assert "2 × قُتل" in done.stderr


def test_records_fit_the_schema(dump: Path):
    schema = json.loads(marsad("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    dump.write_text(dump.read_text() + line("empty", " "))
    found = records(marsad("code", dump, "--format", "jsonl"))
    assert len(found) == 4
    for record in found:
        jsonschema.validate(record, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found[0] | {"events": [{"id": 1}]}, schema)


class TestBase:
    def test_coding_twice_keeps_one_of_each(self, dump: Path, tmp_path: Path):
        db = tmp_path / "m.db"
        first = marsad("code", dump, "--db", db, "--format", "jsonl")
        again = marsad("code", dump, "--db", db, "--format", "jsonl")
        assert f"in {db}: 3 new readings, 0 there already" in first.stderr
        assert f"in {db}: 0 new readings, 3 there already" in again.stderr
        assert first.stdout == again.stdout
        anew = marsad("code", dump, "--db", db, "--again", "--format", "jsonl")
        assert "0 new readings, 3 there already" in anew.stderr
        with sqlite3.connect(db) as connection:
            counted = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("articles", "reports")]
            runs = connection.execute("SELECT coded, new_readings, failed, error FROM runs").fetchall()
        assert counted == [3, 4]
        assert runs == [(3, 3, 0, None), (3, 0, 0, None), (3, 0, 0, None)]

    def test_a_newer_lexicon_keeps_the_older_reading(self, dump: Path, tmp_path: Path):
        db = tmp_path / "m.db"
        marsad("code", dump, "--db", db)
        done = marsad("code", dump, "--db", db, env={"STAND_IN_LEXICON": "lexicon-2"})
        assert "3 new readings" in done.stderr
        with sqlite3.connect(db) as connection:
            query = "SELECT lexicon, current, count(*) FROM readings GROUP BY 1, 2 ORDER BY 1"
            assert connection.execute(query).fetchall() == [("lexicon-1", 0, 3), ("lexicon-2", 1, 3)]

    def test_show(self, dump: Path, tmp_path: Path):
        db = tmp_path / "m.db"
        marsad("code", dump, "--db", db)
        last = marsad("show", db)
        assert last.returncode == 0
        assert last.stdout.index("c#1") < last.stdout.index("b#1")
        assert len(marsad("show", db, "--limit", "1").stdout.splitlines()) < len(last.stdout.splitlines())
        one = marsad("show", db, "b#2").stdout
        assert "«قُتل»" in one and "trigger" in one and "b#1" not in one
        whole = marsad("show", db, "b").stdout
        assert "b#1" in whole and "b#2" in whole and "seen and not coded" in whole
        coded = records(marsad("code", dump, "--format", "jsonl"))[0]
        assert json.loads(marsad("show", db, "b", "--format", "json").stdout) == [coded]
        assert json.loads(marsad("show", db, "b#2", "--format", "jsonl").stdout) == coded["events"][1]

    def test_show_what_is_not_there(self, dump: Path, tmp_path: Path):
        db = tmp_path / "m.db"
        missing = marsad("show", db)
        assert (missing.returncode, missing.stdout) == (4, "")
        assert "[store-missing]" in missing.stderr and not db.exists()
        marsad("code", dump, "--db", db)
        done = marsad("show", db, "nobody")
        assert done.returncode == 1
        assert "[not-found]" in done.stderr and "marsad show" in done.stderr


class TestUse:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["code"],
            ["code", "x", "--format", "xml"],
            ["code", "x", "--published", "yesterday"],
            ["code", "x", "--limit-mb", "0"],
            ["nosuch"],
            ["show"],
        ],
    )
    def test_wrong_use_is_2(self, arguments: list[str]):
        done = marsad(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr

    def test_version(self):
        from marsad import __version__

        assert marsad("--version").stdout == f"marsad {__version__}\n"

    def test_explain(self):
        done = marsad("explain", TWO, "--published", "2024-05-01")
        assert done.stdout.splitlines() == ["2 × قُتل", "published 2024-05-01"]

    def test_samples_are_files(self):
        found = [Path(p) for p in marsad("samples").stdout.splitlines()]
        assert found and all(p.is_file() for p in found)


class TestEnds:
    def test_a_closed_pipe_is_quiet(self, tmp_path: Path):
        many = tmp_path / "many.jsonl"
        many.write_text("".join(line(f"n{n}", TWO) for n in range(3000)))
        child = start("code", many, "--format", "jsonl", "-q")
        assert child.stdout is not None
        child.stdout.readline()
        child.stdout.close()
        err = child.stderr.read() if child.stderr else b""
        assert (child.wait(30), err) == (141, b"")

    @pytest.mark.parametrize("to_file", [False, True])
    def test_ctrl_c_leaves_whole_records(self, tmp_path: Path, to_file: bool):
        many, out, db = tmp_path / "many.jsonl", tmp_path / "out.jsonl", tmp_path / "m.db"
        many.write_text("".join(line(f"n{n}", f"{TWO} {n}") for n in range(2000)))
        extra = ["--out", out] if to_file else []
        child = start("code", many, "--format", "jsonl", "--db", db, *extra, env={"STAND_IN_SLEEP": "0.005"})
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (db.exists() and db.stat().st_size > 50_000):
            time.sleep(0.05)
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        stdout, err = child.communicate(timeout=30)
        assert child.returncode == 130
        assert b"interrupted" in err and b"Traceback" not in err
        written = out.read_bytes() if to_file else stdout
        assert written.endswith(b"\n")
        whole = [json.loads(text) for text in written.splitlines()]
        assert 0 < len(whole) < 2000
        with sqlite3.connect(db) as connection:
            assert connection.execute("SELECT error FROM runs").fetchall() == [("interrupted",)]
            assert 0 <= connection.execute("SELECT count(*) FROM articles").fetchone()[0] - len(whole) <= 1

    def test_memory_stays_flat(self, tmp_path: Path):
        """100 times the articles must not need more than a few MB more."""
        script = (
            "import sys; from pathlib import Path; from tests.cli import stand_in\n"
            "try: stand_in.main()\n"
            "except SystemExit: pass\n"
            "status = Path('/proc/self/status').read_text()\n"  # getrusage would count the parent's peak before exec
            "print(status.split('VmHWM:')[1].split()[0], file=sys.stderr)"
        )
        peaks = []
        for count in (30, 3000):
            path = tmp_path / f"{count}.jsonl"
            path.write_text("".join(line(f"n{n}", TWO * 60) for n in range(count)))
            command = [sys.executable, "-c", script, "code", str(path), "--format", "jsonl", "-q"]
            done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[2], check=True)
            peaks.append(int(done.stderr.split()[-1]))
        assert peaks[1] - peaks[0] < 15_000, f"kB: {peaks}"
