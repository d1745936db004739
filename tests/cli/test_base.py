"""Backup, restore, verify, export, import and search from the command line: exit statuses, streams, messages."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, environment, line, marsad
from tests.store.bases import make_older
from tests.store.cluster import Cluster

ARTICLES = "".join(
    line(f"n{n}", f"قُتل {n} جنود في قصف على حاجز قرب مدينة إدلب، وقالت وكالة إنهم وصلوا أمس") for n in range(3)
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "m.db"
    assert marsad("code", "-", "--db", path, "--format", "jsonl", stdin=ARTICLES.encode()).returncode == 0
    return path


def test_verify(db: Path):
    done = marsad("verify", "--db", db)
    assert (done.returncode, done.stdout) == (0, "")
    assert "whole: 3 articles" in done.stderr and "captures …" in done.stderr
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE evidence SET quote = 'آخر' WHERE key = 1")
        connection.execute("UPDATE articles SET title = 'x' WHERE key = 2")
    done = marsad("verify", "--db", db, "-q")
    assert done.returncode == 1
    assert [text.split(":")[0] for text in done.stdout.splitlines()] == ["articles 2 (n1)", "evidence 1 (article n0)"]
    assert "2 problems" in done.stderr


def test_verify_a_file_full_of_rubbish_in_its_middle(db: Path):
    with db.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (db.stat().st_size - 8192))
    done = marsad("verify", "--db", db, "-q")
    assert done.returncode == 1
    assert done.stdout and "Traceback" not in done.stderr


def test_verify_needs_a_base(tmp_path: Path):
    done = marsad("verify", "--db", tmp_path / "none.db")
    assert done.returncode == 4 and "[store-missing]" in done.stderr


def test_backup_and_restore(db: Path, tmp_path: Path):
    out = tmp_path / "saved.db"
    done = marsad("backup", "--db", db, "--out", out)
    assert done.returncode == 0 and "checked" in done.stderr
    again = marsad("backup", "--db", db, "--out", out)
    assert again.returncode == 4 and "[store-exists]" in again.stderr and "--replace" in again.stderr
    done = marsad("restore", out, "--db", db, "-q")
    assert done.returncode == 4 and "[store-exists]" in done.stderr
    done = marsad("restore", out, "--db", db, "--replace", "-q")
    assert done.returncode == 0 and "m.db.replaced-1" in done.stderr
    assert marsad("verify", "--db", db, "-q").returncode == 0


def test_export_and_import_through_a_pipe(db: Path, tmp_path: Path):
    out = tmp_path / "base.jsonl.gz"
    assert marsad("export", "base", "--db", db, "--out", out).returncode == 0
    piped = marsad("export", "base", "--db", db, "--out", "-")
    assert gzip.decompress(out.read_bytes()).decode() == piped.stdout
    head = json.loads(piped.stdout.splitlines()[0])
    assert (head["format"], head["version"], head["rows"]["articles"]) == ("marsad-base", 1, 3)
    new = tmp_path / "new.db"
    done = marsad("import", "-", "--db", new, stdin=piped.stdout.encode())
    assert done.returncode == 0 and "3 articles" in done.stderr
    done = marsad("import", out, "--db", new)
    assert done.returncode == 0 and "nothing new" in done.stderr
    assert marsad("export", "base", "--db", new, "--out", "-").stdout == piped.stdout


def test_a_damaged_export_is_refused_with_its_line(db: Path, tmp_path: Path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text(marsad("export", "base", "--db", db, "--out", "-").stdout.replace("إدلب", "حلب"))
    done = marsad("import", broken, "--db", tmp_path / "new.db")
    assert done.returncode == 4
    assert "broken.jsonl:" in done.stderr and "[dump-damaged]" in done.stderr and "Traceback" not in done.stderr
    assert marsad("import", tmp_path / "none", "--db", tmp_path / "new.db").returncode == 4


def test_a_reader_that_goes_away(db: Path):
    with subprocess.Popen(
        command("export", "base", "--db", db, "--out", "-"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(None), cwd=Path(__file__).parents[2],
    ) as child:  # fmt: skip
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()


def test_search(db: Path):
    done = marsad("search", "القتل ادلب", "--db", db, "--limit", "2")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 4
    (first, *_rest) = found = json.loads(marsad("search", '"مدينة إدلب"', "--db", db, "--format", "json").stdout)
    assert len(found) == 3
    assert set(first) == {"article", "title", "publisher", "published", "score", "snippet"}
    assert set(first["snippet"]) == {"start", "end", "text", "hits"}
    lines = marsad("search", "قصف", "--db", db, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(text)["article"] for text in lines] == ["n0", "n1", "n2"]
    none = marsad("search", "زلزال", "--db", db)
    assert none.returncode == 1 and "no article" in none.stderr
    wrong = marsad("search", '"()', "--db", db)
    assert wrong.returncode == 2 and "[query]" in wrong.stderr


def test_all_of_it_on_a_server(db: Path, cluster: Cluster, tmp_path: Path):
    url = cluster.make()
    done = marsad("code", "-", "--db", url, "--format", "jsonl", stdin=ARTICLES.encode())
    assert done.returncode == 0 and f"in {url.split('?')[0]}" in done.stderr
    assert "n2#1" in marsad("show", url).stdout
    assert marsad("verify", "--db", url, "-q").returncode == 0
    assert len(marsad("search", "قصف", "--db", url, "--format", "jsonl").stdout.splitlines()) == 3
    out = tmp_path / "saved.jsonl.gz"
    assert marsad("backup", "--db", url, "--out", out, "-q").returncode == 0
    assert marsad("restore", out, "--db", url, "-q").returncode == 4
    assert marsad("restore", out, "--db", url, "--replace", "-q").returncode == 0
    assert marsad("import", out, "--db", tmp_path / "new.db").returncode == 0
    lost = marsad("show", cluster.url("nowhere"))
    assert lost.returncode == 4 and "[store-missing]" in lost.stderr and "Traceback" not in lost.stderr


def test_upgrade(db: Path, tmp_path: Path):
    make_older(str(db))
    done = marsad("search", "قصف", "--db", db)
    assert done.returncode == 4 and "[store-older]" in done.stderr and "marsad upgrade --db" in done.stderr
    assert marsad("upgrade", "--db", db).returncode == 0
    assert marsad("search", "قصف", "--db", db).returncode == 0
    done = marsad("upgrade", "--db", tmp_path / "none.db")
    assert done.returncode == 4 and not (tmp_path / "none.db").exists()
