"""Bad input of every kind: one clear line with a reason code, a proper exit status, the other inputs go on, and
nothing half-written stays."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from marsad.store.repository import Store
from tests.cli.running import line, marsad, records

GOOD = "قُتل جندي في كمين نصبه مسلحون على الطريق العام قرب البلدة مساء أمس."
LINE = re.compile(r"^marsad: (?P<where>.+?): (?P<what>[^\[]+) \[(?P<code>[a-z][a-z0-9-]+)\]$")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    path.write_text(line("good", GOOD))
    return path


def problems(done) -> list[tuple[str, str]]:
    """(where, code) of each problem; every line on stderr must be one (run with -q)."""
    found = []
    for text in done.stderr.splitlines():
        match = LINE.match(text)
        assert match, f"not a problem line: {text!r}"
        assert "Traceback" not in text and match["code"] != "internal"
        found.append((match["where"], match["code"]))
    return found


def one_problem_and_the_good_one(bad: Path | str, good: Path, **options: Any) -> str:
    """The reason code of the only problem; the good input before and after the bad one was coded."""
    done = marsad("code", good, bad, good, "--format", "jsonl", "-q", **options)
    assert [r["id"] for r in records(done) if "error" not in r] == ["good", "good"]
    assert done.returncode == 1
    [(where, code)] = problems(done)
    assert str(bad) in where
    return code


def bytes_of(kind: str) -> bytes:
    chance = random.Random(3)
    noise = bytes(chance.randrange(256) for _ in range(5000))
    return {
        "empty": b"",
        "blank": b" \n\t\n \xef\xbb\xbf",
        "noise": noise,
        "image": b"\x89PNG\r\n\x1a\n" + noise,
        "pdf": b"%PDF-1.7\n" + noise,
        "cut gzip": b"\x1f\x8b\x08\x00" + noise[:40],
        "cut zip": b"PK\x03\x04" + noise[:60],
    }[kind]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("empty", "x.html"), ("empty", "x.txt"), ("empty", "x.jsonl"), ("blank", "x.txt"), ("noise", "x.txt"),
        ("noise", "x.html"), ("image", "x.html"), ("pdf", "x.txt"), ("cut gzip", "x.jsonl.gz"), ("cut zip", "x.zip"),
    ],
)  # fmt: skip
def test_files_without_text(tmp_path: Path, good: Path, kind: str, name: str):
    bad = tmp_path / name
    bad.write_bytes(bytes_of(kind))
    assert one_problem_and_the_good_one(bad, good)


def test_not_arabic(tmp_path: Path, good: Path):
    bad = tmp_path / "english.txt"
    bad.write_text("The council met on Tuesday to discuss the new budget of the city.\n" * 20)
    assert "arabic" in one_problem_and_the_good_one(bad, good)


def test_missing_file(tmp_path: Path, good: Path):
    assert one_problem_and_the_good_one(tmp_path / "missing.html", good) == "missing"


def test_control_characters_in_a_name_do_not_reach_the_terminal(tmp_path: Path):
    done = marsad("code", tmp_path / "x\x1b[31m\n.html", "-q")
    assert "\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_permission(tmp_path: Path, good: Path, what: str):
    bad = tmp_path / "closed"
    if what == "file":
        bad.write_text(GOOD)
    else:
        bad.mkdir()
    options: dict[str, Any] = {}
    if os.geteuid() == 0:  # root may read everything: be nobody
        options = {"user": 65534, "group": 65534, "extra_groups": []}
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        try:
            runs = marsad("--version", **options).returncode == 0
        except PermissionError:
            runs = False
        if not runs:
            pytest.skip("nobody may not run this checkout")
    bad.chmod(0)
    try:
        assert one_problem_and_the_good_one(bad, good, **options)
    finally:
        bad.chmod(0o755)


def test_a_huge_line_is_refused_without_being_held_in_memory(tmp_path: Path, good: Path):
    """200 MB in one line, under a limit of 1 GB of address space on top of what Python needs."""
    bad = tmp_path / "huge.jsonl"
    with bad.open("wb") as file:
        file.write(b'{"id": "huge", "text": "')
        for _ in range(200):
            file.write("قُتل ".encode() * 110_000)
        file.write(b'"}\n')
        file.write(line("after", GOOD).encode())

    done = marsad("code", bad, good, "--format", "jsonl", "-q", "--limit-mb", "16")
    assert [r["id"] for r in records(done) if "error" not in r] == ["after", "good"]
    assert done.returncode == 1
    assert len(problems(done)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 200_000 + GOOD,
        "<p " + " ".join(f'a{n}="x"' for n in range(300_000)) + f">{GOOD}</p>",
        "<html><body><table><tr><td>" + GOOD + "<table><p></html></b></i>",
        "<!--" + GOOD,
        "<script>" + GOOD * 50,
    ],
    ids=["deep nesting", "many attributes", "unclosed", "open comment", "open script"],
)
def test_hostile_html_does_not_stop_the_run(tmp_path: Path, good: Path, text: str):
    bad = tmp_path / "bad.html"
    bad.write_text(f"<html><head><title>عنوان</title></head><body>{text}")
    done = marsad("code", good, bad, good, "--format", "jsonl", "-q")
    assert [r["id"] for r in records(done)][:: len(records(done)) - 1] == ["good", "good"]
    assert done.returncode == bool(problems(done))


@pytest.mark.parametrize(
    ("bad", "known"),
    [
        ('{"id": "k", "text": ""}', "k"),
        ('{"id": "k"}', "k"),
        ('{"id": "k", "text": 5}', "k"),
        ('{"id": 17, "text": "   "}', "17"),
        ('{"id": "k", "text": "cut off', None),
        ("[1, 2]", None),
        ("قتل", None),
    ],
)
def test_bad_lines_of_a_dump(tmp_path: Path, bad: str, known: str | None):
    path = tmp_path / "dump.jsonl"
    path.write_text(line("one", GOOD) + bad + "\n" + line("two", GOOD))
    done = marsad("code", path, "--format", "jsonl", "-q")
    assert [r["id"] for r in records(done)] == (["one", known, "two"] if known else ["one", "two"])
    assert done.returncode == 1
    [(where, code)] = problems(done)
    assert where.endswith("#2")
    if known:
        failed = records(done)[1]
        assert failed["error"]["code"] == code and failed["error"]["message"]
        assert (failed["events"], failed["tallies"], failed["claims"], failed["people"]) == ([], [], [], [])


def test_a_bug_of_the_coder_costs_one_article(tmp_path: Path):
    path = tmp_path / "dump.jsonl"
    path.write_text(line("one", GOOD) + line("bug", "BOOM " + GOOD) + line("two", GOOD))
    done = marsad("code", path, "--format", "jsonl", "-q")
    assert [(r["id"], "error" in r) for r in records(done)] == [("one", False), ("bug", True), ("two", False)]
    assert done.returncode == 1
    assert "[internal]" in done.stderr and "ValueError" in done.stderr and "Traceback" not in done.stderr


def test_problems_are_kept_in_the_base(tmp_path: Path, good: Path):
    db = tmp_path / "m.db"
    marsad("code", good, tmp_path / "missing.txt", "--db", db, "-q")
    with sqlite3.connect(db) as connection:
        [(origin, code)] = connection.execute("SELECT origin, code FROM problems").fetchall()
        assert connection.execute("SELECT coded, failed FROM runs").fetchall() == [(1, 1)]
    assert origin.endswith("missing.txt") and code == "missing"


class TestWriting:
    def test_locked_base(self, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch):
        db = tmp_path / "m.db"
        Store.open(db).close()
        blocker = sqlite3.connect(db, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        done = marsad("code", good, "--db", db, "-q", env={"STAND_IN_BUSY": "0.3"})
        blocker.close()
        assert (done.returncode, done.stdout) == (4, "")
        assert problems(done) == [(str(db), "store-locked")]

    @pytest.mark.parametrize("what", ["a folder", "not a base"])
    def test_no_base(self, tmp_path: Path, good: Path, what: str):
        db = tmp_path / "m.db"
        if what == "a folder":
            db.mkdir()
        else:
            db.write_text(GOOD * 50)
        done = marsad("code", good, "--db", db, "-q")
        assert (done.returncode, done.stdout) == (4, "")
        [(where, code)] = problems(done)
        assert where == str(db) and code in ("store-denied", "store-foreign")

    def small_files(self, room: int) -> Any:
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    def test_base_on_a_full_disk(self, tmp_path: Path):
        db, many = tmp_path / "m.db", tmp_path / "many.jsonl"
        many.write_text("".join(line(f"n{n}", f"{GOOD} {n}") for n in range(500)))
        Store.open(db).close()
        done = marsad("code", many, "--db", db, "--format", "jsonl", "-q", preexec_fn=self.small_files(400_000))
        assert done.returncode == 4
        assert problems(done) == [(str(db), "store-full")]
        with Store.view(db) as store:
            assert store.check() == []
            kept = store.counts()["articles"]
        assert 0 < kept < 500
        again = marsad("code", many, "--db", db, "--format", "jsonl")
        assert again.returncode == 0
        assert f"{500 - kept} new readings, {kept} there already" in again.stderr

    def test_out_on_a_full_disk_leaves_the_old_file(self, tmp_path: Path):
        out, many = tmp_path / "coded.jsonl", tmp_path / "many.jsonl"
        many.write_text("".join(line(f"n{n}", f"{GOOD} {n}") for n in range(500)))
        out.write_text("as it was\n")
        done = marsad("code", many, "--out", out, "--format", "jsonl", "-q", preexec_fn=self.small_files(100_000))
        assert done.returncode == 4
        assert problems(done) == [(str(out), "output")]
        assert out.read_text() == "as it was\n"
        assert {p.name for p in tmp_path.iterdir()} == {"coded.jsonl", "many.jsonl"}

    def test_stdout_on_a_full_disk(self, good: Path):
        with Path("/dev/full").open("wb") as full:
            import subprocess

            from tests.cli.running import ROOT, command, environment

            done = subprocess.run(
                command("code", good, "--format", "jsonl", "-q"), stdout=full, stderr=subprocess.PIPE, cwd=ROOT,
                env=environment(None),
            )  # fmt: skip
        assert done.returncode == 4
        assert done.stderr.decode().splitlines() == [
            "marsad: cannot write the output (No space left on device). Check the disk [output]"
        ]

    @pytest.mark.parametrize("where", ["no/such/folder/x.jsonl", "."])
    def test_out_nowhere(self, tmp_path: Path, good: Path, where: str):
        done = marsad("code", good, "--out", tmp_path / where, "--format", "jsonl", "-q")
        assert (done.returncode, done.stdout) == (4, "")
        assert [code for _, code in problems(done)] == ["output"]


class Site(BaseHTTPRequestHandler):
    """/page works, /gone is 404, /loop redirects for ever, /big never ends, /inside redirects to a private address."""

    def do_GET(self) -> None:
        if self.path == "/page":
            body = f"<html><head><title>خبر</title></head><body><h1>خبر</h1><p>{GOOD}</p></body></html>".encode()
            self._answer(200, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}, body)
        elif self.path == "/loop":
            self._answer(302, {"Location": "/loop"})
        elif self.path == "/inside":
            self._answer(302, {"Location": "http://10.0.0.7/secret"})
        elif self.path == "/big":
            self._answer(200, {"Content-Type": "text/html"}, b"<p>" + GOOD.encode() * 40_000)
        else:
            self._answer(404, {}, b"not here")

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class TestUrls:
    env = {"STAND_IN_LOOPBACK": "1"}

    def test_a_page(self, site: str):
        done = marsad("code", f"{site}/page", "--format", "jsonl", "-q", env=self.env)
        assert (done.returncode, problems(done)) == (0, [])
        [record] = records(done)
        assert GOOD in record["text"] and record["url"] == f"{site}/page"

    @pytest.mark.parametrize("path", ["/gone", "/loop", "/inside"])
    def test_answers_that_are_no_page(self, site: str, good: Path, path: str):
        one_problem_and_the_good_one(site + path, good, env=self.env)

    def test_an_answer_above_the_limit(self, site: str, good: Path):
        done = marsad("code", f"{site}/big", good, "--limit-mb", "1", "--format", "jsonl", "-q", env=self.env)
        assert [r["id"] for r in records(done)] == ["good"]
        assert len(problems(done)) == 1

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:9/x", "http://localhost/x", "http://10.0.0.7/x", "http://169.254.169.254/latest",
                "http://[::1]/x", "http://0x7f000001/x"],
    )  # fmt: skip
    def test_private_networks_are_refused(self, good: Path, url: str):
        one_problem_and_the_good_one(url, good)


def test_json_of_failures_is_still_json(tmp_path: Path):
    path = tmp_path / "dump.jsonl"
    path.write_text('{"id": "k", "text": ""}\n' + line("two", GOOD))
    found = json.loads(marsad("code", path, "--format", "json", "-q").stdout)
    assert [("error" in r) for r in found] == [True, False]
