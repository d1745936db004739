"""A small crowd of readers and writers at a made base: nothing fails. bench/workbench_load.py is the large one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from marsad.store.repository import Store
from tests.cli.running import start

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
made_base = pytest.importorskip("made_base")
workbench_load = pytest.importorskip("workbench_load")


@pytest.mark.slow
def test_readers_and_writers_at_once(tmp_path: Path):
    with Store.open(tmp_path / "x.db") as store:
        made_base.fill(store, 300)
        assert store.check() == []
    port = workbench_load.free_port()
    address = f"http://127.0.0.1:{port}"
    process = start("serve", "--db", tmp_path / "x.db", "--port", port)
    try:
        workbench_load.wait_for(address)
        crowd = asyncio.run(workbench_load.crowd(address, 8, 2, 10))
    finally:
        process.terminate()
        process.wait(30)
    assert crowd.failures == []
    assert crowd.times["POST /revisions"] and crowd.times["/incidents/ID"]
