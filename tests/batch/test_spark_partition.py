"""What a partition does, without Spark: rows for every table, and an article that hangs or fails costs itself alone."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from marsad import service
from marsad.batch import spark
from tests.cli.running import line
from tests.cli.stand_in import StandIn

GOOD = "قُتل جندي في كمين نصبه مسلحون على الطريق العام قرب البلدة مساء أمس."


def test_an_article_that_hangs_or_fails_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spark, "_tools", lambda fast: (StandIn(), service.load_extract(fast=fast)))
    path = tmp_path / "a.jsonl"
    path.write_text(line("1", GOOD) + line("2", f"HANG {GOOD}") + line("3", f"BOOM {GOOD}") + line("4", GOOD))
    started = time.monotonic()
    options = spark.Options("2024-01-01T00:00:00Z", limit_seconds=0.5)
    rows = list(spark.code_partition([(7, str(path))], options))
    assert time.monotonic() - started < 20
    problems = [cells for table, _, cells in rows if table == "problems"]
    assert [(p["article_number"], p["article"], p["code"]) for p in problems] == [
        (1, "2", "too-slow"),
        (2, "3", "internal"),
    ]
    assert [cells["article_number"] for table, _, cells in rows if table == "reports"] == [0, 3]
    assert [cells["article_number"] for table, _, cells in rows if table == "records"] == [0, 1, 2, 3]
    assert {shard for _, shard, _ in rows} == {"0007"}
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0, "no alarm is left behind"
