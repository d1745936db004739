"""A batch: the same records as one process gives, nothing done twice, and what goes wrong costs no more than itself."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from marsad.batch.folder import TABLES
from tests.capture.made_archives import PERSIAN, TEXT, Answer, make_warc, page
from tests.cli.running import line, marsad, start

GOOD = "قُتل جندي في كمين نصبه مسلحون على الطريق العام قرب البلدة مساء أمس."


def dump(path: Path, count: int, *more: str) -> Path:
    path.write_text("".join(line(f"a{n}", f"{GOOD} رقم {n}") for n in range(count)) + "".join(more))
    return path


def batch(*arguments: object, **options: Any) -> tuple[dict[str, Any], subprocess.CompletedProcess[str]]:
    done = marsad("batch", *arguments, "--format", "json", "-q", **options)
    return (json.loads(done.stdout) if done.stdout else {}), done


def coded(out: Path) -> bytes:
    return b"".join(gzip.decompress(p.read_bytes()) for p in sorted((out / "records").iterdir()))


def once(*inputs: object) -> bytes:
    """What one process gives, as JSON lines."""
    return marsad("code", *inputs, "--format", "jsonl", "-q").stdout.encode()


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    """A query over the tables of a batch, by DuckDB."""
    with duckdb.connect() as base:
        for name in TABLES:
            base.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{out}/{name}/*.parquet')")
        return base.execute(query).fetchall()


def everything(out: Path) -> dict[str, bytes]:
    """All files that a user reads, by name."""
    return {str(p.relative_to(out)): p.read_bytes() for name in (*TABLES, "records") for p in (out / name).iterdir()}


class TestResult:
    def test_the_records_are_those_of_one_process_byte_for_byte(self, tmp_path: Path):
        first = dump(
            tmp_path / "a.jsonl", 23, '{"id": "empty", "text": ""}\n', "no json\n", line("en", "Only English here.")
        )
        second = tmp_path / "b.jsonl.gz"
        second.write_bytes(gzip.compress(dump(tmp_path / "b", 10).read_bytes()))
        third = tmp_path / "c.warc.gz"
        third.write_bytes(make_warc([Answer("https://news.example/", page(TEXT).encode())]))
        summary, done = batch(first, second, third, "--out", tmp_path / "out", "--workers", 3, "--shard-articles", 4)
        assert (done.returncode, summary["coded"], summary["shards"]) == (
            1,
            34,
            {"done": 11, "skipped": 0, "failed": 0},
        )
        assert summary["failed"] == {"empty": 1, "not-json": 1} and summary["dropped"] == {"not-arabic": 1}
        assert coded(tmp_path / "out") == once(first, second, third)

    def test_the_files_do_not_depend_on_the_workers(self, tmp_path: Path):
        path = dump(tmp_path / "a.jsonl", 30)
        for workers in (1, 3):
            batch(path, "--out", tmp_path / str(workers), "--workers", workers, "--shard-articles", 7)
        assert everything(tmp_path / "1") == everything(tmp_path / "3")

    def test_the_tables_say_what_the_records_say(self, tmp_path: Path):
        out = tmp_path / "out"
        batch(dump(tmp_path / "a.jsonl", 9), "--out", out, "--workers", 2, "--shard-articles", 4)
        records = [json.loads(x) for x in coded(out).splitlines()]
        query = "SELECT article, text FROM articles ORDER BY shard, article_number"
        assert rows(out, query) == [(r["id"], r["text"]) for r in records]
        events = [json.dumps(e, sort_keys=True) for r in records for e in r["events"]]
        query = "SELECT record FROM reports ORDER BY shard, article_number, number"
        assert [json.dumps(json.loads(x), sort_keys=True) for (x,) in rows(out, query)] == events and events
        query = """SELECT count(*), sum((substr(a.text, e.start + 1, e.end - e.start) = e.quote)::int)
                   FROM evidence e JOIN articles a USING (shard, article_number)"""
        [(count, right)] = rows(out, query.replace("e.end", 'e."end"').replace("e.start", 'e."start"'))
        assert count == right == len(events)

    def test_columns_are_typed(self, tmp_path: Path):
        out = tmp_path / "out"
        batch(dump(tmp_path / "a.jsonl", 3), "--out", out)
        kinds = {f.name: str(f.type) for f in pq.read_schema(out / "reports" / "0000-00000.parquet")}
        wanted = {"date_start": "date32[day]", "fatalities_low": "int64", "lat": "double", "background": "bool",
                  "id": "string", "article_number": "int32"}  # fmt: skip
        assert {name: kinds[name] for name in wanted} == wanted
        [(low, high, day, background)] = rows(
            out, "SELECT DISTINCT fatalities_low, fatalities_high, date_start::text, background FROM reports"
        )
        assert (low, high, day, background) == (1, None, "2024-04-30", False)

    def test_every_shard_has_every_table(self, tmp_path: Path):
        (tmp_path / "a.jsonl").write_text(line("x", "خبر لا حدث فيه ولا أرقام."))
        batch(tmp_path / "a.jsonl", "--out", tmp_path / "out")
        assert {p.parent.name for p in (tmp_path / "out").glob("*/0000-00000.parquet")} == set(TABLES)
        assert rows(tmp_path / "out", "SELECT count(*) FROM reports") == [(0,)]

    def test_a_crawl_counts_what_it_leaves_out_and_is_no_failure(self, tmp_path: Path):
        answers = [
            Answer("https://news.example/1", page(TEXT).encode()),
            Answer("https://news.example/2", page(PERSIAN, "عنوان").encode()),
            Answer("https://news.example/3", page("News of the town council. " * 9, "News").encode()),
            Answer("https://news.example/4", b"\x89PNG", "image/png"),
        ]
        path = tmp_path / "x.warc.gz"
        path.write_bytes(make_warc(answers))
        summary, done = batch(path, "--out", tmp_path / "out")
        reasons = {"not-arabic": 1, "not-html": 1, "other-language": 1}
        assert (done.returncode, summary["coded"], summary["dropped"], summary["failed"]) == (0, 1, reasons, {})
        assert rows(tmp_path / "out", "SELECT url FROM articles") == [("https://news.example/1",)]
        assert rows(tmp_path / "out", "SELECT count(*) FROM problems WHERE dropped") == [(3,)]
        done = marsad("code", path, "--format", "jsonl")
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
        assert "left out: " in done.stderr and "[not-html]" not in done.stderr

    def test_the_summary_in_words(self, tmp_path: Path):
        done = marsad("batch", dump(tmp_path / "a.jsonl", 3), "--out", tmp_path / "out")
        assert done.stdout.startswith("coded 3 articles: 0 claims, 3 events") and done.returncode == 0

    def test_the_shape_of_the_summary(self, tmp_path: Path):
        summary, _ = batch(dump(tmp_path / "a.jsonl", 1), "--out", tmp_path / "out")
        assert list(summary) == [
            "out", "shards", "coded", "found", "dropped", "failed", "mentions_set_aside", "articles_set_aside",
            "failed_shards", "articles", "seconds", "articles_per_second",
        ]  # fmt: skip


class TestAgain:
    def test_what_is_whole_is_not_done_again(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 20), tmp_path / "out"
        batch(path, "--out", out, "--shard-articles", 5)
        before = {name: (out / name).stat().st_mtime_ns for name in everything(out)}
        (out / "done" / "0000-00002.json").unlink()  # as if it had been killed before the marker
        summary, _ = batch(path, "--out", out, "--shard-articles", 5, "--workers", 2)
        assert (summary["shards"], summary["articles"]) == ({"done": 1, "skipped": 3, "failed": 0}, 5)
        assert summary["coded"] == 20 and coded(out) == once(path)
        changed = {name for name in before if (out / name).stat().st_mtime_ns != before[name]}
        assert {Path(name).name.split(".")[0] for name in changed} == {"0000-00002"}

    def test_a_shard_whose_bytes_have_changed_is_done_anew_and_one_that_is_gone_goes(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 20), tmp_path / "out"
        batch(path, "--out", out, "--shard-articles", 5)
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join([*lines[:7], line("new", GOOD), *lines[8:12]]))
        summary, _ = batch(path, "--out", out, "--shard-articles", 5)
        assert summary["shards"] == {"done": 2, "skipped": 1, "failed": 0}
        assert coded(out) == once(path)
        assert rows(out, "SELECT count(*) FROM articles") == [(12,)]

    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
    def test_a_batch_that_is_stopped_goes_on_where_it_was(self, tmp_path: Path, how: signal.Signals):
        path, out = dump(tmp_path / "a.jsonl", 160), tmp_path / "out"
        arguments = ("batch", path, "--out", out, "--shard-articles", 4, "--workers", 2, "-q")
        running = start(*arguments, env={"STAND_IN_SLEEP": "0.05"})
        end = time.monotonic() + 60
        while len(list((out / "done").glob("*")) if (out / "done").exists() else []) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        running.send_signal(how)
        assert running.wait(30) == (130 if how == signal.SIGINT else -how)
        kept = len(list((out / "done").iterdir()))
        for part in everything(out):
            if part.endswith(".parquet"):
                pq.read_table(out / part)  # every file there is whole
        summary, done = batch(path, "--out", out, "--shard-articles", 4)
        assert done.returncode == 0 and summary["shards"]["skipped"] >= kept >= 2 and summary["articles"] < 160
        assert coded(out) == once(path)

    def test_another_batch_may_not_mix_with_it(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 3), tmp_path / "out"
        batch(path, "--out", out)
        _, done = batch(path, "--out", out, "--published", "2024-01-01")
        assert done.returncode == 2 and "another published" in done.stderr and "[batch-differs]" in done.stderr
        _, done = batch(path, "--out", out, env={"STAND_IN_LEXICON": "lexicon-2"})
        assert done.returncode == 2 and "another lexicon" in done.stderr

    def test_one_batch_at_a_time(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 50), tmp_path / "out"
        first = start("batch", path, "--out", out, "-q", env={"STAND_IN_SLEEP": "0.2"})
        end = time.monotonic() + 60
        while not (out / "batch.json").exists() and time.monotonic() < end:
            time.sleep(0.02)
        _, done = batch(path, "--out", out)
        first.kill()
        first.wait()
        assert done.returncode == 4 and "[batch-busy]" in done.stderr


class TestTrouble:
    def test_what_no_file_can_hold_costs_nothing(self, tmp_path: Path):
        half = r'{"id": "half", "text": "' + GOOD + r' \ud800"}' + "\n"
        path, out = dump(tmp_path / "a.jsonl", 2, half), tmp_path / "out"
        summary, done = batch(path, "--out", out)
        assert (done.returncode, summary["coded"], coded(out)) == (0, 3, once(path))
        (tmp_path / "odd").mkdir()
        (tmp_path / "odd" / os.fsdecode(b"\xff.txt")).write_text("Only English here.")
        summary, done = batch(tmp_path / "odd", "--out", tmp_path / "out2")
        assert (done.returncode, summary["dropped"], summary["failed_shards"]) == (0, {"not-arabic": 1}, {})

    def poisoned(self, tmp_path: Path, word: str, **options: Any) -> tuple[dict[str, Any], Path]:
        """A batch with one bad article among 20; all others must be coded."""
        bad, out = line("bad", f"{word} {GOOD}"), tmp_path / "out"
        path = dump(tmp_path / "a.jsonl", 10, bad, *(line(f"b{n}", f"{GOOD} {n}") for n in range(9)))
        arguments = ("--shard-articles", 7, "--workers", 2, "--limit-seconds", 1)
        summary, done = batch(path, "--out", out, *arguments, **options)
        assert summary["coded"] == 19 and done.returncode == 1
        assert summary["articles_set_aside"] == 1 and summary["failed_shards"] == {}
        [(code, aside, article)] = rows(out, "SELECT code, set_aside, article FROM problems")
        assert summary["failed"] == {code: 1} and article == "bad"
        assert (out / aside).read_bytes() == bad.rstrip("\n").encode()
        errors = [r for r in map(json.loads, coded(out).splitlines()) if "error" in r]
        assert [(r["id"], r["error"]["code"]) for r in errors] == [("bad", code)]
        return summary, out

    def test_a_bug_of_the_coder(self, tmp_path: Path):
        summary, _ = self.poisoned(tmp_path, "BOOM")
        assert summary["failed"] == {"internal": 1}

    def test_an_article_that_hangs(self, tmp_path: Path):
        started = time.monotonic()
        summary, _ = self.poisoned(tmp_path, "HANG")
        assert summary["failed"] == {"too-slow": 1} and time.monotonic() - started < 60

    def test_an_article_that_kills_the_process(self, tmp_path: Path):
        summary, _ = self.poisoned(tmp_path, "DIE")
        assert summary["failed"] == {"crashed": 1}

    def test_a_process_that_dies_once_is_replaced_and_nothing_is_lost(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 10, line("x", f"ONCE {GOOD}")), tmp_path / "out"
        env = {"STAND_IN_FLAG": str(tmp_path / "flag")}
        summary, done = batch(path, "--out", out, "--shard-articles", 4, "--workers", 2, env=env)
        assert (tmp_path / "flag").exists()
        assert (done.returncode, summary["coded"], summary["failed"]) == (0, 11, {})

    def test_a_shard_that_cannot_be_written_is_set_aside_and_the_others_are_there(self, tmp_path: Path):
        path, out = dump(tmp_path / "a.jsonl", 10, line("x", f"ENDLESS {GOOD}")), tmp_path / "out"
        summary, done = batch(path, "--out", out, "--shard-articles", 4, "--workers", 2)
        assert (done.returncode, summary["coded"]) == (1, 8)
        assert summary["shards"] == {"done": 2, "skipped": 0, "failed": 1}
        assert list(summary["failed_shards"]) == ["0000-00002"] and "[shard-failed]" in done.stderr
        told = json.loads((out / "failed" / "0000-00002.json").read_text())
        assert told["articles"] == 3 and "OverflowError" in told["message"]
        assert rows(out, "SELECT count(*) FROM articles") == [(8,)]

    def test_a_full_disk_is_said_and_the_rerun_goes_on(self, tmp_path: Path):
        long = [line(f"l{n}", (GOOD + f" {n} ") * 3000) for n in range(12)]
        path, out = dump(tmp_path / "a.jsonl", 30, *long), tmp_path / "out"

        def small() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

        _, done = batch(path, "--out", out, "--shard-articles", 10, preexec_fn=small)
        assert (done.returncode, done.stdout) == (4, "")
        assert done.stderr.count("\n") == 1 and "[batch-full]" in done.stderr and "Make room" in done.stderr
        summary, done = batch(path, "--out", out, "--shard-articles", 10)
        assert (done.returncode, summary["coded"]) == (0, 42) and summary["shards"]["skipped"] >= 1
        assert coded(out) == once(path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written(self, tmp_path: Path):
        (tmp_path / "out").mkdir(mode=0o500)
        _, done = batch(dump(tmp_path / "a.jsonl", 1), "--out", tmp_path / "out")
        assert done.returncode == 4 and "[batch-output]" in done.stderr

    def test_a_file_in_place_of_the_folder(self, tmp_path: Path):
        path = dump(tmp_path / "a.jsonl", 1)
        _, done = batch(path, "--out", path)
        assert done.returncode == 4 and "[batch-output]" in done.stderr and "Traceback" not in done.stderr

    @pytest.mark.parametrize("item", ["-", "https://news.example/"])
    def test_inputs_that_a_rerun_could_not_find(self, tmp_path: Path, item: str):
        _, done = batch(item, "--out", tmp_path / "out")
        assert done.returncode == 2 and not (tmp_path / "out").exists()

    def test_a_missing_file_is_told_and_the_others_are_coded(self, tmp_path: Path):
        summary, done = batch(tmp_path / "none", dump(tmp_path / "a.jsonl", 2), "--out", tmp_path / "out")
        assert (done.returncode, summary["coded"], summary["failed"]) == (1, 2, {"missing": 1})


def test_a_column_map(tmp_path: Path):
    path = tmp_path / "dump.csv"
    path.write_text(f"guid,body,date\ng1,{GOOD},2024-05-01\n")
    arguments = (path, "--columns", "text=body,id=guid,published=date")
    summary, done = batch(*arguments, "--out", tmp_path / "out")
    assert (done.returncode, summary["coded"]) == (0, 1)
    assert rows(tmp_path / "out", "SELECT article, published FROM articles") == [("g1", "2024-05-01")]
    assert coded(tmp_path / "out") == once(*arguments)
    _, done = batch(path, "--columns", "body", "--out", tmp_path / "out")
    assert done.returncode == 2 and "FIELD=COLUMN" in done.stderr


def test_pages_the_fast_way(tmp_path: Path):
    path, out = tmp_path / "x.warc.gz", tmp_path / "out"
    menu = "".join(f"<li><a href='/{n}'>قسم الأخبار {n}</a></li>" for n in range(9))
    html = page(f"{GOOD} {TEXT}").replace("<article>", f"<div><ul>{menu}</ul></div><article>")
    path.write_bytes(make_warc([Answer("https://news.example/1", html.encode())]))
    summary, done = batch(path, "--out", out, "--fast-pages")
    assert (done.returncode, summary["coded"]) == (0, 1) and summary["found"]["events"] > 0
    [(text,)] = rows(out, "SELECT text FROM articles")
    assert GOOD in text and "قسم الأخبار" not in text
    _, done = batch(path, "--out", out)
    assert done.returncode == 2 and "another fast-pages" in done.stderr
