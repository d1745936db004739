"""A standalone Spark cluster on loopback: a master and worker processes of its own, so that one can be killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"


class Cluster:
    """`url` for a session's master. The processes are our own children, each the leader of a group with its executors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, subprocess.Popen[bytes]] = {}
        self.url = self._start("master", "org.apache.spark.deploy.master.Master", r"spark://[\d.]+:\d+", "--port", "0")

    def add_worker(self, name: str) -> None:
        where = ["--cores", "1", "--memory", "700M", "--work-dir", str(self._folder / f"work-{name}"), self.url]
        self._start(name, "org.apache.spark.deploy.worker.Worker", r"Successfully registered with master", *where)

    def _start(self, name: str, what: str, sign: str, *more: str) -> str:
        import pyspark

        home = Path(pyspark.__file__).parent
        log = self._folder / f"{name}.log"
        command = [str(home / "bin" / "spark-class"), what, "--host", LOOPBACK, "--webui-port", "0", *more]
        with log.open("wb") as out:
            self._held[name] = subprocess.Popen(
                command, stdout=out, stderr=out, env=environment(), start_new_session=True
            )
        end = time.monotonic() + 120
        while time.monotonic() < end and self._held[name].poll() is None:
            if found := re.search(sign, log.read_text(errors="replace")):
                return found.group()
            time.sleep(0.1)
        raise AssertionError(f"{name} did not start: {log.read_text(errors='replace')[-2000:]}")

    def kill(self, name: str) -> None:
        """kill -9 of a worker with the executors and Python processes that it started."""
        process = self._held.pop(name)
        for pid in (*_below(process.pid), process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait()

    def end(self) -> None:
        for name in list(self._held):
            self.kill(name)


def environment() -> dict[str, str]:
    """What master, workers and executors are started with: this Python, this checkout, loopback alone."""
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": LOOPBACK, "SPARK_NO_DAEMONIZE": "1", "SPARK_DAEMON_MEMORY": "300m",
    }  # fmt: skip


def _below(pid: int) -> list[int]:
    """All descendants of a process that we started, the deepest first."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(child) for child in children.read_text().split()] if children.is_file() else []
    return [pid for child in own for pid in (*_below(child), child)]


@contextmanager
def cluster(folder: Path, *workers: str) -> Iterator[Cluster]:
    made = Cluster(folder)
    try:
        for name in workers:
            made.add_worker(name)
        yield made
    finally:
        made.end()
