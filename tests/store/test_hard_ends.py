"""Killed at random points, and out of room: no half article, and the next run goes on where it was."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.store.repository import Store

KILLS = 20
ARTICLES = 1500
ROOT = Path(__file__).parents[2]


def start(base: Path, count: int, **options) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(base), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.slow
def test_kill_at_random_points(tmp_path: Path):
    base, chance = tmp_path / "marsad.db", random.Random(7)
    killed_midway, written = 0, 0
    for _ in range(KILLS):
        child = start(base, ARTICLES)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.25))
        child.kill()
        child.communicate()
        killed_midway += child.returncode == -9
        if base.exists() and base.stat().st_size:
            with Store.open(base) as store:
                assert store.check() == []
                count = store.counts()["articles"]
                assert count >= written, "an article that was there is gone"
                written = count
    assert killed_midway >= KILLS // 2, "the kills came too late to say anything"
    out, err = start(base, ARTICLES).communicate(timeout=120)
    assert err == ""
    assert out.splitlines()[-1] == f"done {ARTICLES - written}"
    with Store.view(base) as store:
        assert store.counts()["articles"] == ARTICLES
        assert store.check() == []


def test_two_writers_at_once(tmp_path: Path):
    base = tmp_path / "marsad.db"
    children = [start(base, 300) for _ in range(2)]
    ends = [child.communicate(timeout=120) for child in children]
    assert [err for _, err in ends] == ["", ""]
    assert sum(int(out.split()[-1]) for out, _ in ends) == 300, "each article is written by one of them only"
    with Store.view(base) as store:
        assert store.counts()["articles"] == store.counts()["readings"] == 300
        assert store.check() == []


def test_no_room_for_the_file(tmp_path: Path):
    """A file size limit stands in for a full disk: SQLite meets it in the same place, the write."""
    base = tmp_path / "marsad.db"
    Store.open(base).close()
    room = 400_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    child = start(base, 2000, preexec_fn=limit)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "StoreFullError" in err and str(base) in err
    with Store.open(base) as store:
        assert store.check() == []
        kept = store.counts()["articles"]
        assert kept > 0
    out, _ = start(base, 2000).communicate(timeout=120)
    assert out.splitlines()[-1] == f"done {2000 - kept}"


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """A file system of 1 MB, where the machine lets us mount one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)], capture_output=True)
    if done.returncode:
        pytest.skip("may not mount a tmpfs here")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


def test_a_full_disk(tiny_disk: Path):
    base = tiny_disk / "marsad.db"
    child = start(base, 2000)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "StoreFullError" in err
    with Store.view(base) as store:
        assert store.check() == []
        assert store.counts()["articles"] > 0
