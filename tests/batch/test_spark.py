"""The same records on Spark as in one process; needs pyspark and Java."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from marsad import service
from marsad.batch.spark import Options, code_paths
from tests.capture.made_archives import PERSIAN, TEXT, Answer, make_warc, page

AT = "2024-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    patch = pytest.MonkeyPatch()
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = (
        builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    )
    yield session
    session.stop()
    patch.undo()


@pytest.mark.slow
def test_the_records_are_those_of_one_process(tmp_path: Path, session: Any):
    dump, crawl = tmp_path / "a.jsonl", tmp_path / "b.warc.gz"
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT} رقم {n}", "published": "2024-05-01"}) for n in range(5)]
    dump.write_text("\n".join([*lines, "no json", '{"id": "empty", "text": ""}']))
    bodies = (page(TEXT), page(PERSIAN, "عنوان"))
    crawl.write_bytes(make_warc([Answer(f"https://news.example/{n}", b.encode()) for n, b in enumerate(bodies)]))
    paths = [str(dump), str(crawl), str(tmp_path / "missing")]
    code_paths(session, paths, str(tmp_path / "out"), Options(AT))

    coder, extract = service.load_coder(), service.load_extract()
    captures = service.read(paths, clock=lambda: AT, stdin=None, fetcher=None, limit_mb=64)
    outcomes = list(service.code(captures, coder, extract, clock=lambda: AT))
    wanted = [line.decode() for outcome in outcomes if (line := service.record_line(outcome)) is not None]

    def rows(name: str) -> list[dict[str, Any]]:
        return sorted(
            pq.read_table(tmp_path / "out" / name).to_pylist(), key=lambda r: (r["shard"], r["article_number"])
        )

    assert [row["record"] for row in rows("records")] == wanted and len(wanted) == 7
    events = [event for o in outcomes if isinstance(o, service.Coded) for event in o.record.events]
    assert len(rows("reports")) == len(events) > 0
    assert [(r["code"], r["dropped"]) for r in rows("problems")] == [
        ("not-json", False), ("empty", False), ("other-language", True), ("missing", False),
    ]  # fmt: skip
