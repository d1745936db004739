"""`marsad code --reader` as a user sees it, against a local server: beside the record, never in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import line, marsad, records
from tests.second.server import Server, free_port, serving

TEXT = "قُتل جندي في كمين على الطريق. قُتل مدني في قصف على القرية أمس"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.answer = answer("كمين على الطريق")
        yield running


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_text(line("a", TEXT, published="2024-05-01") + line("b", f"ب {TEXT}", published="2024-05-01"))
    return path


def answer(*quotes: str) -> str:
    events = [{"type": "Battles", "sub_type": None, "quote": q, "actor1": [], "actor2": []} for q in quotes]
    return json.dumps({"events": events}, ensure_ascii=False)


def test_without_the_flag_not_a_byte_changes_and_with_it_only_a_key_is_added(server: Server, dump: Path):
    plain = marsad("code", dump, "--format", "jsonl")
    beside = marsad("code", dump, "--format", "jsonl", "--reader", server.url("good"))
    assert (plain.returncode, beside.returncode) == (0, 0)
    assert all("second_reading" not in r for r in records(plain))
    for without, with_ in zip(plain.stdout.splitlines(), beside.stdout.splitlines(), strict=True):
        assert with_.startswith(without[:-1] + ',"second_reading":')
    schema = json.loads(marsad("schema").stdout)
    for record in records(beside):
        jsonschema.validate(record, schema)
        second = record["second_reading"]
        assert [p["type"]["quote"] for p in second["proposals"]] == ["كمين على الطريق"]
        assert second["model"] == "default"
    assert "second reader: " in beside.stderr and "second reader" not in plain.stderr


def test_the_table_shows_who_saw_what(server: Server, dump: Path):
    server.answer = answer("كمين على الطريق", "كلمات ليست هناك")
    done = marsad("code", dump, "--reader", server.url("good"), "--reader-model", "m7")
    assert "second reader: 1 events, 1 values dropped" in done.stdout
    assert "«كمين على الطريق»" in done.stdout
    assert "only the rules: " in done.stdout
    assert "quote_not_in_text 2" in done.stderr
    assert server.asked[0]["model"] == "m7"


def test_what_was_answered_is_not_asked_again(server: Server, dump: Path, tmp_path: Path):
    kept = tmp_path / "second.jsonl"
    arguments = ("code", dump, "--format", "jsonl", "--reader", server.url("good"), "--reader-out", kept)
    first = marsad(*arguments)
    assert len(server.asked) == 2
    whole = kept.read_bytes()
    assert [json.loads(text)["id"] for text in whole.splitlines()] == ["a", "b"]
    again = marsad(*arguments)
    assert (again.stdout, len(server.asked), kept.read_bytes()) == (first.stdout, 2, whole)
    marsad(*arguments, "--reader-model", "other")
    assert len(server.asked) == 4


def test_a_killed_run_goes_on_where_it_stopped(server: Server, dump: Path, tmp_path: Path):
    kept = tmp_path / "second.jsonl"
    arguments = ("code", dump, "--format", "jsonl", "--reader", server.url("good"), "--reader-out", kept)
    first = marsad(*arguments)
    one, two = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(one + two[:40])
    again = marsad(*arguments)
    assert (again.stdout, kept.read_bytes(), len(server.asked)) == (first.stdout, one + two, 3)


def test_a_side_file_that_is_something_else_is_left_alone(server: Server, dump: Path, tmp_path: Path):
    other = tmp_path / "letter.txt"
    other.write_text("dear all\n")
    done = marsad("code", dump, "--reader", server.url("good"), "--reader-out", other)
    assert (done.returncode, other.read_text(), server.asked) == (4, "dear all\n", [])
    assert "line 1 is no answer of a second reader" in done.stderr and "[reader-file]" in done.stderr


def test_failures_are_told_and_the_records_stand(server: Server, dump: Path, tmp_path: Path):
    kept = tmp_path / "second.jsonl"
    server.answer = "I cannot help with that"
    done = marsad(
        "code", dump, "--format", "jsonl", "--reader", server.url("good"), "--reader-out", kept,
    )  # fmt: skip
    assert done.returncode == 1
    assert [len(r["events"]) for r in records(done)] == [2, 2]
    assert {r["second_reading"]["error"]["code"] for r in records(done)} == {"reader-not-json"}
    assert done.stderr.count("[reader-not-json]") == 2
    assert kept.read_bytes() == b""  # to be asked again


def test_a_server_that_is_not_there_is_given_up(tmp_path: Path):
    path = tmp_path / "x.jsonl"
    path.write_text("".join(line(n, f"{TEXT} {n}") for n in range(5)))
    done = marsad("code", path, "--format", "jsonl", "--reader", f"http://127.0.0.1:{free_port()}/v1")
    codes = [r["second_reading"]["error"]["code"] for r in records(done)]
    assert codes == ["reader-unreachable"] * 3 + ["reader-given-up"] * 2
    assert done.returncode == 1


def test_the_key_is_sent_and_written_nowhere(server: Server, dump: Path, tmp_path: Path):
    kept, out, base = tmp_path / "second.jsonl", tmp_path / "out.jsonl", tmp_path / "x.db"
    server.answer = lambda body: answer("كمين على الطريق")
    done = marsad(
        "code", dump, "--format", "jsonl", "--out", out, "--db", base, "--reader", server.url("good"), "--reader-out", kept,
        env={"MARSAD_READER_KEY": "sesame-open"},
    )  # fmt: skip
    assert server.headers[0]["authorization"] == "Bearer sesame-open"
    written = [p.read_bytes() for p in tmp_path.iterdir()] + [done.stdout.encode(), done.stderr.encode()]
    assert not [b for b in written if b"sesame" in b]


def test_the_base_holds_no_second_reading(server: Server, dump: Path, tmp_path: Path):
    base = tmp_path / "x.db"
    marsad("code", dump, "--db", base, "--reader", server.url("good"))
    assert b"second_reading" not in base.read_bytes()


def test_a_hostile_answer_cannot_steer_the_terminal(server: Server, dump: Path):
    evil = {
        "type": "Battles",
        "quote": "كمين",
        "actor1": [{"value": "\x1b[2Jevil", "quote": "كمين"}],
        "sub_type": "\x1b[31m",
    }
    server.answer = json.dumps({"events": [evil]})
    done = marsad("code", dump, "--reader", server.url("good"))
    assert "evil" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--reader-out", "x.jsonl"), "--reader-out needs --reader"),
        (("--reader", "ftp://x"), "no http or https address"),
        (("--reader", "http://u:p@x/v1"), "MARSAD_READER_KEY"),
        (("--reader", "http://x", "--reader-timeout", "0"), "reader-timeout"),
    ],
)
def test_wrong_use(dump: Path, arguments: Any, said: str):
    done = marsad("code", dump, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_help_says_that_the_text_is_sent():
    help_ = " ".join(marsad("code", "--help").stdout.split())
    assert "third party" in help_ and "MARSAD_READER_KEY" in help_
