"""Killed at random points, out of room, two at once, ended by signals: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from marsad.store.repository import Store
from marsad.watch.problems import ArchiveError
from marsad.watch.sources import Source
from tests.watch.running import records, responses, running
from tests.watch.site import Site, article, rss

ROOT = Path(__file__).parents[2]
PAGES, KILLS = 40, 12


def start(folder: Path, *arguments: str, **options: object) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.watch.child",
        "watch",
        "sources.toml",
        "--db",
        "marsad.db",
        "--warc",
        "warc",
    ]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', ROOT / 'src')}"}
    env["PYTHONPATH"] = os.pathsep.join(str(Path(p).resolve()) for p in env["PYTHONPATH"].split(os.pathsep))
    return subprocess.Popen(
        [*command, *arguments], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        **options,  # type: ignore[call-overload]
    )  # fmt: skip


def once(folder: Path, **options: object) -> tuple[int, str]:
    child = start(folder, "--once", **options)
    _, told = child.communicate(timeout=60)
    return child.returncode, told


def listed(site: Site, folder: Path, pages: int = PAGES) -> None:
    """A feed of many pages on one host, without pauses."""
    text = f'[watch]\ndelay = 0\n[[source]]\nname = "one"\nkind = "rss"\nurl = "{site.url("/feed")}"\n'
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    site.answers["/feed"] = rss(*(site.url(f"/{n}") for n in range(pages)))
    site.answers |= {f"/{n}": article(n) for n in range(pages)}


@pytest.mark.slow
def test_kill_at_random_points(site: Site, tmp_path: Path):
    listed(site, tmp_path)
    chance, cut_off = random.Random(11), 0
    for _ in range(KILLS):
        asked = len(site.asked)
        child = start(tmp_path, "--once")
        until = time.monotonic() + 20
        while len(site.asked) == asked and child.poll() is None and time.monotonic() < until:
            time.sleep(0.002)  # starting takes longer than a run; kill only what works already
        time.sleep(chance.uniform(0.0, 0.06))
        child.kill()
        child.communicate()
        cut_off += child.returncode == -9
    assert cut_off >= KILLS // 2, "the kills came too late to say anything"
    status, told = once(tmp_path)
    assert status == 0, told
    whole = sorted(f"/{n}" for n in range(PAGES))
    assert sorted(responses(tmp_path)) == whole, "each page is in the archive once"
    with Store.view(tmp_path / "marsad.db") as store:
        counts = store.counts()
        assert (counts["articles"], counts["readings"], store.check()) == (PAGES, PAGES, [])


def test_a_torn_record_is_cut_off_and_the_file_closed(site: Site, tmp_path: Path):
    listed(site, tmp_path, pages=3)
    source = Source("one", "feed", site.url("/feed"), delay=0.0)
    with running(tmp_path, source) as run:
        run.round()
    [path] = (tmp_path / "warc").iterdir()
    assert path.name == "marsad-20251125-00001.warc.gz.open"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[-700:-50])
    site.answers |= {"/feed": rss(site.url("/new")), "/new": article("new")}
    with running(tmp_path, source) as run:
        assert "torn record of 650 bytes" in run.told[0][1] and run.told[0][2] == "recovered"
        run.state.run("UPDATE sources SET due = 0")
        run.round()
    names = sorted(p.name for p in (tmp_path / "warc").iterdir())
    assert names == ["marsad-20251125-00001.warc.gz", "marsad-20251125-00002.warc.gz.open"]
    assert (tmp_path / "warc" / names[0]).read_bytes() == whole
    assert sorted(responses(tmp_path)) == ["/0", "/1", "/2", "/new"]


def test_a_pair_that_the_state_missed_is_taken_over(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Killed between the archive and the state: the page is not fetched again, its record not written again."""
    from marsad.watch.state import State

    class Killed(BaseException):
        pass

    def dies(self: State, kept: object) -> int:
        raise Killed

    listed(site, tmp_path, pages=2)
    source = Source("one", "feed", site.url("/feed"), delay=0.0)
    with monkeypatch.context() as patched, pytest.raises(Killed), running(tmp_path, source) as run:
        patched.setattr(State, "add_capture", dies)
        run.round()
    assert len(responses(tmp_path)) == 1
    with running(tmp_path, source) as run:
        assert "1 pages were in the archive" in run.told[0][1]
        run.round()
        assert run.store.counts()["articles"] == 2
    assert sorted(responses(tmp_path)) == ["/0", "/1"] and site.count("/0") == site.count("/1") == 1


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_no_cut_makes_a_torn_pair_look_whole(site: Site, tmp_path: Path, cut: int):
    from marsad.watch.warc import pair_length

    listed(site, tmp_path, pages=1)
    with running(tmp_path, Source("one", "feed", site.url("/feed"))) as run:
        run.round()
        [(start_, length)] = [tuple(r) for r in run.state.rows("SELECT start, length FROM captures")]
    [path] = (tmp_path / "warc").iterdir()
    assert pair_length(path, start_) == length
    os.truncate(path, start_ + length - cut)
    assert pair_length(path, start_) == 0


def test_an_archive_that_is_gone_is_fetched_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Fetched, killed before it was coded, and the archive thrown away: the page is fetched once more."""
    from marsad.watch.watcher import Watch

    class Killed(BaseException):
        pass

    def dies(self: Watch, captures: object) -> None:
        raise Killed

    listed(site, tmp_path, pages=1)
    source = Source("one", "feed", site.url("/feed"))
    with monkeypatch.context() as patched, pytest.raises(Killed), running(tmp_path, source) as run:
        patched.setattr(Watch, "_code", dies)
        run.round()
    for path in (tmp_path / "warc").iterdir():
        path.unlink()
    with running(tmp_path, source) as run:
        assert "is gone" in run.told[0][1]
        run.round()
        assert run.store.counts()["articles"] == 1 and site.count("/0") == 2


def test_files_end_by_size_and_by_day(site: Site, tmp_path: Path):
    from tests.watch.running import FakeClock

    listed(site, tmp_path, pages=3)
    source, clock = Source("one", "feed", site.url("/feed"), delay=0.0), FakeClock()
    with running(tmp_path, source, clock=clock, size=1000) as run:
        run.round()
        clock.pass_(86_400)
        site.answers |= {"/feed": rss(site.url("/new")), "/new": article("new")}
        run.round()
    names = sorted(p.name for p in (tmp_path / "warc").iterdir())
    assert names == [*(f"marsad-20251125-0000{n}.warc.gz" for n in (1, 2, 3)), "marsad-20251126-00001.warc.gz.open"]
    assert Counter(name for name, kind, _ in records(tmp_path) if kind == "response") == dict.fromkeys(names, 1)


def test_no_room_in_the_archive(site: Site, tmp_path: Path):
    """A file size limit stands in for a full disk: the write is refused half-way, as there."""
    listed(site, tmp_path, pages=6)
    noise = random.Random(3)
    for n in range(
        6
    ):  # large, and not Arabic: they go into the archive only, which meets the limit before the base does
        site.answers[f"/{n}"] = f"<p>{n} Not in Arabic at all. {noise.randbytes(150_000).hex()}</p>".encode()
    room = 500_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    status, told = once(tmp_path, preexec_fn=limit)
    assert status == 4 and "cannot be written (File too large)" in told and "[warc]" in told
    before = responses(tmp_path)
    status, told = once(tmp_path)
    assert status == 0 and f"not coded: not-arabic {6 - len(before)}" in told, told
    assert sorted(responses(tmp_path)) == [f"/{n}" for n in range(6)] and 0 < len(before) < 6
    assert [site.count(f"/{n}") for n in range(6)].count(2) == 1, "the one that was refused is fetched again"


def test_no_room_in_the_base(site: Site, tmp_path: Path):
    listed(site, tmp_path, pages=30)
    noise = random.Random(3)
    for n in range(30):
        site.answers[f"/{n}"] = article(n) + f"<!-- {noise.randbytes(20_000).hex()} -->".encode()
    room = 700_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    status, told = once(tmp_path, preexec_fn=limit)
    assert status == 4 and "[store-full]" in told
    status, told = once(tmp_path)
    assert status == 0, told
    assert sorted(responses(tmp_path)) == sorted(f"/{n}" for n in range(30))
    with Store.view(tmp_path / "marsad.db") as store:
        assert store.counts()["articles"] == 30 and store.check() == []


def test_a_refused_write_leaves_the_file_as_it_was(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    listed(site, tmp_path, pages=2)
    with running(tmp_path, Source("one", "feed", site.url("/feed"), delay=0.0, most=1)) as run:
        run.round()
        [path] = (tmp_path / "warc").iterdir()
        size = path.stat().st_size
        run.state.run("UPDATE sources SET due = 0")

        def refuses(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", refuses)
        with pytest.raises(ArchiveError) as error:
            run.round()
        assert "No space left" in str(error.value) and path.stat().st_size == size
        monkeypatch.undo()


def working(site: Site, child: subprocess.Popen[str], path: str = "/feed") -> None:
    until = time.monotonic() + 20
    while not site.count(path) and child.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert child.poll() is None, child.communicate()[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(site: Site, tmp_path: Path, number: signal.Signals):
    listed(site, tmp_path, pages=3)
    child = start(tmp_path)
    working(site, child, "/2")
    time.sleep(0.3)
    asked = time.monotonic()
    child.send_signal(number)
    _, told = child.communicate(timeout=10)
    assert child.returncode == 0 and "ended by a signal" in told and "Traceback" not in told
    assert time.monotonic() - asked < 5  # under a second, on a machine that is busy some more
    with sqlite3.connect(tmp_path / "marsad.db") as base:
        assert base.execute("SELECT count(*) FROM runs WHERE ended IS NULL").fetchone() == (0,)


def test_a_signal_ends_a_slow_fetch_too(site: Site, tmp_path: Path):
    from tests.watch.site import drip

    listed(site, tmp_path, pages=1)
    site.answers["/0"] = drip
    child = start(tmp_path)
    working(site, child, "/0")
    child.send_signal(signal.SIGTERM)
    _, told = child.communicate(timeout=3)
    assert child.returncode == 0 and "ended by a signal" in told
    site.answers["/0"] = article(0)
    assert once(tmp_path)[0] == 0 and responses(tmp_path) == ["/0"]


def test_two_watches_of_one_base(site: Site, tmp_path: Path):
    listed(site, tmp_path, pages=1)
    child = start(tmp_path)
    working(site, child, "/0")
    status, told = once(tmp_path)
    assert status == 4 and "[watch-locked]" in told
    child.kill()
    child.communicate()
    assert once(tmp_path)[0] == 0, "the lock goes with its holder"


def test_health_on_the_command_line(site: Site, tmp_path: Path):
    listed(site, tmp_path, pages=2)
    assert once(tmp_path)[0] == 0
    command = [sys.executable, "-m", "tests.watch.child", "watch", "--health", "--db", str(tmp_path / "marsad.db")]
    table = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert table[1].split()[0] == "one" and table[1].split()[2:4] == ["0", "2"]
    made = subprocess.run([*command, "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(json.loads(made)[0]) == {
        "name", "kind", "url", "listed", "success", "failures", "error", "error_at", "note", "next", "articles",
        "waiting", "left",
    }  # fmt: skip


def test_the_exit_status_says_that_something_failed(site: Site, tmp_path: Path):
    listed(site, tmp_path, pages=2)
    del site.answers["/1"]
    status, told = once(tmp_path)
    assert status == 1 and "answered 404" in told and "not coded: http-404 1" in told
