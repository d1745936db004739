"""Killed at random points, and out of room: no half article, and the next run goes on where it was."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.store.repository import Store
from marsad.store.search import search
from tests.store.bases import write
from tests.store.cluster import Cluster

IN_WAL = 30  # articles, some 20 pages of log each
ROOT = Path(__file__).parents[2]


def start(base: Path | str, count: int, **options) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(base), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def killed(kills: int, count: int, bases: list[str]) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.store.kills", str(kills), "7", str(count), *bases]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    seen: dict[str, int] = json.loads(done.stdout)
    assert seen["midway"] >= seen["kills"] // 2, "the kills came too late to say anything"
    assert seen["grew"] >= seen["kills"] // 2 and seen["left"], "the kills came too early to say anything"
    return seen


@pytest.mark.slow
def test_kill_at_200_random_points(tmp_path: Path):
    bases = [str(tmp_path / f"{n}.db") for n in range(10)]
    assert killed(20, 170, bases)["kills"] == 200


@pytest.mark.slow
def test_kill_at_random_points_with_a_server(cluster: Cluster):
    killed(25, 250, [cluster.make()])


def test_a_server_that_dies(cluster: Cluster):
    """SIGQUIT ends the server as a power cut would; it replays its log, and the run goes on where it was."""
    base = cluster.make()
    child = start(base, 2000)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(1.0)
    cluster.stop(signal.SIGQUIT)
    _, err = child.communicate(timeout=60)
    cluster.start()
    assert child.returncode == 1 and "StoreLockedError" in err and "server" in err, err
    with Store.open(base) as store:
        assert store.check() == []
        ids = [record.id for record in store.records()]
    assert ids == [f"a{n}" for n in range(len(ids))]
    out, _ = start(base, len(ids) + 10).communicate(timeout=120)
    assert out.splitlines()[-1] == "done 10"


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """A base whose last articles are in the WAL alone, as files at the moment of a power cut; the sizes of the WAL
    after each article."""
    folder = tmp_path_factory.mktemp("logged")
    base, cut = folder / "marsad.db", folder / "cut.db"
    with Store.open(base) as store:
        write(store, 0)
    sizes = []
    with Store.open(base) as store:
        for n in range(1, IN_WAL + 1):
            write(store, n)
            sizes.append(base.with_name("marsad.db-wal").stat().st_size)
        for end in ("", "-wal"):
            shutil.copy(f"{base}{end}", f"{cut}{end}")
    return cut, sizes


def after_power_cut(cut: Path, wal: bytes, folder: Path) -> int:
    """Open a base with what is left of its WAL; how many articles it holds, having looked that they are whole."""
    base = folder / "marsad.db"
    for old in folder.glob("marsad.db*"):
        old.unlink()
    shutil.copy(cut, base)
    base.with_name("marsad.db-wal").write_bytes(wal)
    with Store.open(base) as store:
        assert store.check() == []
        ids = [record.id for record in store.records()]
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")
        assert len(search(store, "هجوم", IN_WAL * 2)) == len(ids)
    assert ids == [f"a{n}" for n in range(len(ids))]
    return len(ids)


def test_power_cut_in_the_log(logged: tuple[Path, list[int]], tmp_path: Path):
    """The log ends at any byte: every article whose last page had reached the disk is there, and no half one."""
    cut, sizes = logged
    wal, chance = cut.with_name("cut.db-wal").read_bytes(), random.Random(11)
    assert after_power_cut(cut, wal, tmp_path) == IN_WAL + 1
    for size in [0, 10, *(chance.randrange(len(wal)) for _ in range(60))]:
        assert after_power_cut(cut, wal[:size], tmp_path) == 1 + sum(end <= size for end in sizes)


def test_torn_pages_at_the_end_of_the_log(logged: tuple[Path, list[int]], tmp_path: Path):
    """The last pages hold zeros or rubbish, as a disk leaves them that wrote out of order."""
    cut, sizes = logged
    wal, chance = cut.with_name("cut.db-wal").read_bytes(), random.Random(12)
    for n in range(60):
        start, length = chance.randrange(len(wal)), chance.choice([1, 512, 4096, 9000])
        torn = bytes(0 if n % 2 else 255 - byte for byte in wal[start : start + length])
        kept = after_power_cut(cut, wal[:start] + torn, tmp_path)
        whole = 1 + sum(end <= start for end in sizes)
        assert kept == whole or (n % 2 and kept == whole + 1)  # zeros may be what had been there


def test_two_writers_at_once(base: str):
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
