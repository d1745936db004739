"""The same records and incidents on Spark as in one process; needs pyspark and Java. All traffic stays on loopback."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow.parquet as pq
import pytest

from marsad import incident_service, service
from marsad.batch.spark import Options, code_paths
from marsad.batch.spark_link import link_coded
from marsad.store import incidents
from marsad.store.repository import Store
from tests.batch.spark_cluster import LOOPBACK, cluster, environment
from tests.capture.made_archives import PERSIAN, TEXT, Answer, make_warc, page

AT = "2024-01-01T00:00:00Z"
HERE = ("الرقة", "الموصل", "تعز")
pytestmark = [pytest.mark.slow]


@contextmanager
def session(master: str, patch: pytest.MonkeyPatch) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    for name, value in environment().items():
        patch.setenv(name, value)
    builder = SparkSession.builder.master(master)
    options = {
        "spark.ui.enabled": "false", "spark.driver.bindAddress": LOOPBACK, "spark.driver.host": LOOPBACK,
        "spark.driver.memory": "600m", "spark.executor.memory": "500m", "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "4", "spark.network.timeout": "60s", "spark.executor.heartbeatInterval": "5s",
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
    }  # fmt: skip
    for name, value in options.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'marsad[spark]')")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    with pytest.MonkeyPatch.context() as patched:
        yield patched


def told(place: str, day: int, toll: int, outlet: str) -> str:
    """A report of its own words about one of a few incidents, so that there is something to link."""
    return (
        f"قتل {toll} جنود وأصيب آخرون بجروح في هجوم شنه مسلحون على حاجز للجيش قرب مدينة {place} يوم {day} مايو 2024، "
        f"وفق ما نقلته {outlet} عن مصدر أمني. وقال المصدر إن المهاجمين انسحبوا بعد اشتباك دام نحو ساعة مع عناصر الحاجز."
    )


def inputs(folder: Path) -> list[str]:
    """Dumps with copies, retellings, broken lines; a crawl with a page in Persian; a path that is missing."""
    paths = []
    for n in range(3):
        rows = [
            {"id": f"a{n}-{k}", "text": told(place, 3 + k, 4 + n % 2, f"وكالة رقم {n % 4}"), "published": f"2024-05-0{4 + k}",
             "url": f"https://site{n}.example/{k}"}
            for k, place in enumerate(HERE)
        ]  # fmt: skip
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path = folder / f"{n}.jsonl"
        path.write_text("\n".join([*lines, "no json", '{"id": "empty", "text": ""}'][: 5 - n % 2]), encoding="utf-8")
        paths.append(str(path))
    crawl = folder / "crawl.warc.gz"
    bodies = (page(TEXT), page(PERSIAN, "عنوان"))
    crawl.write_bytes(make_warc([Answer(f"https://news.example/{n}", b.encode()) for n, b in enumerate(bodies)]))
    return [*paths, str(crawl), str(folder / "missing")]


class Told(NamedTuple):
    """Record lines, problems and incidents as one process finds them in `paths`."""

    paths: list[str]
    lines: list[str]
    problems: list[tuple[str, bool]]
    found: list[str]


def one_process(paths: list[str], base: Path) -> Told:
    coder, extract = service.load_coder(), service.load_extract()
    with Store.open(base) as store:
        captures = service.read(paths, clock=lambda: AT, stdin=None, fetcher=None, limit_mb=64)
        outcomes = list(service.code(captures, coder, extract, clock=lambda: AT, store=store, again=True))
        incident_service.link(store)
        found = sorted(msgspec.json.encode(incident).decode() for incident in incidents.every(store))
    lines = [line.decode() for outcome in outcomes if (line := service.record_line(outcome)) is not None]
    problems = [(o.code, service.as_dropped(o).dropped) for o in outcomes if isinstance(o, service.Failure)]
    return Told(paths, lines, problems, found)


@pytest.fixture(scope="module")
def one(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("one")
    return one_process(inputs(folder), folder / "one.db")


def rows(folder: Path) -> list[dict[str, Any]]:
    return sorted(pq.read_table(folder).to_pylist(), key=lambda r: (r["shard"], r["article_number"]))


def same(one: Told, folder: Path) -> None:
    assert [row["record"] for row in rows(folder / "out" / "records")] == one.lines and len(one.lines) > 10
    assert [(row["code"], row["dropped"]) for row in rows(folder / "out" / "problems")] == one.problems != []
    events = sum(len(json.loads(line)["events"]) for line in one.lines)
    assert len(rows(folder / "out" / "reports")) == events > len(one.found) > 0
    assert sorted(pq.read_table(folder / "linked").column("record").to_pylist()) == one.found
    assert any(len(json.loads(record)["reports"]) > 1 for record in one.found), "something was linked"
    assert any(ref["copy_of"] for record in one.found for ref in json.loads(record)["reports"]), "and a copy found"


def test_two_local_threads_give_what_one_process_gives(tmp_path: Path, patch: pytest.MonkeyPatch, one: Told):
    with session("local[2]", patch) as spark:
        code_paths(spark, one.paths, str(tmp_path / "out"), Options(AT))
        link_coded(spark, str(tmp_path / "out"), str(tmp_path / "linked"))
    same(one, tmp_path)


def test_a_worker_that_is_killed_in_mid_job_costs_nothing(tmp_path: Path, patch: pytest.MonkeyPatch, one: Told):
    """Two workers; one is killed (-9, its executor too) after the first partition has begun on it."""
    with cluster(tmp_path, "first", "second") as made, session(made.url, patch) as spark:
        killed = threading.Event()

        def killer() -> None:
            end = time.monotonic() + 120
            while time.monotonic() < end:
                if begun(tmp_path / "work-first"):
                    made.kill("first")
                    killed.set()
                    return
                time.sleep(0.05)

        watching = threading.Thread(target=killer)
        watching.start()
        code_paths(spark, one.paths, str(tmp_path / "out"), Options(AT))
        watching.join()
        assert killed.is_set(), "the worker was killed while the job ran"
        link_coded(spark, str(tmp_path / "out"), str(tmp_path / "linked"))
    same(one, tmp_path)


def begun(work: Path) -> bool:
    """Does an executor of the worker run a task?"""
    return any("Running task" in log.read_text(errors="replace") for log in work.glob("app-*/*/stderr"))
