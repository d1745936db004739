"""A backup is whole or not there; a restore takes nothing away that was not asked for."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.store.backup import backup, restore
from marsad.store.dump import dump
from marsad.store.failures import (
    DumpError,
    StoreDamagedError,
    StoreDeniedError,
    StoreError,
    StoreExistsError,
    StoreLockedError,
    StoreMissingError,
)
from marsad.store.repository import Store
from marsad.store.schema import VERSION_TABLE
from tests.store.bases import BEFORE_SEARCH, everything, make_older, sql, write
from tests.store.test_hard_ends import ROOT


def tick(_step: str) -> None:
    pass


def fill(base: str | Path, count: int = 3) -> None:
    with Store.open(base) as store:
        for n in range(count):
            write(store, n)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    fill(tmp_path / "here.db")
    return tmp_path / "here.db"


def saved(base: str, folder: Path) -> Path:
    out = folder / ("saved.jsonl.gz" if "://" in base else "saved.db")
    backup(base, out, tick)
    return out


def test_there_and_back(base: str, other: str, tmp_path: Path):
    """From each database to each."""
    fill(base)
    out = saved(base, tmp_path)
    fill(base, 5)
    restore(out, other, tick)
    assert len(everything(other)["articles"]) == 3
    with Store.open(other) as store:
        assert store.check() == []
        write(store, 4)
    with pytest.raises(StoreExistsError):
        restore(out, other, tick)
    restore(out, other, tick, replace=True)
    with Store.view(other) as store:
        assert store.check() == [] and store.counts()["articles"] == 3


def test_a_backup_is_one_file_and_keeps_nothing_beside_it(here: Path, tmp_path: Path):
    before = set(tmp_path.iterdir())
    backup(str(here), tmp_path / "saved.db", tick)
    assert set(tmp_path.iterdir()) - before == {tmp_path / "saved.db"}
    assert everything(str(tmp_path / "saved.db")) == everything(str(here))


def test_while_a_writer_works(tmp_path: Path):
    base = tmp_path / "marsad.db"
    fill(base, 1)
    command = [sys.executable, "-m", "tests.store.writer", str(base), "600"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        counts = []
        for n in range(4):
            out = tmp_path / f"{n}.db"
            backup(str(base), out, tick)
            with Store.view(out) as store:
                ids = [record.id for record in store.records()]
            assert ids == [f"a{k}" for k in range(len(ids))]
            counts.append(len(ids))
        assert writer.communicate(timeout=120)[0].endswith("done 599\n")
    assert counts == sorted(counts) and counts[-1] > counts[0]


def test_an_existing_file_is_not_overwritten(here: Path, tmp_path: Path):
    out = tmp_path / "saved.db"
    out.write_text("mine")
    with pytest.raises(StoreExistsError):
        backup(str(here), out, tick)
    assert out.read_text() == "mine"
    backup(str(here), out, tick, replace=True)
    assert everything(str(out)) == everything(str(here))


def test_no_backup_of_a_base_that_is_not_whole(here: Path, tmp_path: Path):
    sql(str(here), "UPDATE evidence SET quote = 'آخر' WHERE key = 1")
    with pytest.raises(StoreDamagedError, match="evidence 1"):
        backup(str(here), tmp_path / "saved.db", tick)
    assert not (tmp_path / "saved.db").exists()
    assert not list(tmp_path.glob(".saved*"))


def test_the_old_base_is_kept_with_what_was_only_in_its_log(here: Path, tmp_path: Path):
    out = tmp_path / "saved.db"
    backup(str(here), out, tick)
    fill(here, 6)
    aside = restore(out, str(here), tick, replace=True)
    assert aside == tmp_path / "here.db.replaced-1"
    assert len(everything(str(aside))["articles"]) == 6
    assert len(everything(str(here))["articles"]) == 3
    assert restore(out, str(here), tick, replace=True) == tmp_path / "here.db.replaced-2"


def test_a_damaged_base_can_be_replaced(here: Path, tmp_path: Path):
    out = tmp_path / "saved.db"
    backup(str(here), out, tick)
    for rubbish in (b"", b"not a database at all" * 300):
        here.write_bytes(rubbish)
        restore(out, str(here), tick, replace=True)
        assert everything(str(here)) == everything(str(out))


def test_not_while_somebody_has_the_base_open(here: Path, tmp_path: Path):
    out = tmp_path / "saved.db"
    backup(str(here), out, tick)
    with Store.open(here) as store:
        write(store, 9)
        with pytest.raises(StoreLockedError):
            restore(out, str(here), tick, replace=True)
        assert store.counts()["articles"] == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here.db", "saved.db"]


@pytest.mark.parametrize("how", ["forged", "cut", "zeros"])
def test_a_damaged_backup_touches_nothing(here: Path, tmp_path: Path, how: str):
    out = tmp_path / "saved.db"
    backup(str(here), out, tick)
    if how == "forged":
        sql(str(out), "UPDATE articles SET text = 'آخر' WHERE key = 2")
    else:
        raw = out.read_bytes()
        out.write_bytes(raw[: len(raw) // 2] + (b"" if how == "cut" else bytes(len(raw) // 2)))
    before = everything(str(here))
    with pytest.raises(StoreError):
        restore(out, str(here), tick, replace=True)
    with pytest.raises(StoreError):
        restore(out, str(tmp_path / "new.db"), tick)
    assert everything(str(here)) == before
    assert not (tmp_path / "new.db").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_export_touches_nothing(here: Path, other: str, tmp_path: Path):
    with Store.view(here) as store:
        lines = list(dump(store))
    out = tmp_path / "saved.jsonl.gz"
    out.write_bytes(gzip.compress(b"".join(lines[:-3])))
    fill(other)
    before = everything(other)
    with pytest.raises(DumpError, match=r"saved.jsonl.gz:"):
        restore(out, other, tick, replace=True)
    assert everything(other) == before


@pytest.mark.parametrize(
    ("out", "kind"), [("no/such/saved.db", StoreMissingError), (".", StoreDeniedError)]
)  # fmt: skip
def test_where_no_backup_can_go(here: Path, tmp_path: Path, out: str, kind: type[StoreError]):
    with pytest.raises(kind):
        backup(str(here), tmp_path / out, tick, replace=True)


def test_nothing_to_restore_from(here: Path, tmp_path: Path):
    with pytest.raises(StoreMissingError):
        restore(tmp_path / "none.db", str(tmp_path / "new.db"), tick)
    with pytest.raises(StoreMissingError):
        backup(str(tmp_path / "none.db"), tmp_path / "saved.db", tick)
    with pytest.raises(StoreExistsError):
        restore(here, str(here), tick, replace=True)
    news = tmp_path / "news.txt"
    news.write_text("خبر عاجل")
    with pytest.raises(DumpError):
        restore(news, str(tmp_path / "new.db"), tick)


def test_somebody_elses_database_is_no_backup(tmp_path: Path):
    with sqlite3.connect(tmp_path / "recipes.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="not a Marsad base"):
        restore(tmp_path / "recipes.db", str(tmp_path / "new.db"), tick)


def test_a_base_of_an_older_marsad(here: Path, other: str, tmp_path: Path):
    """It can be saved as it is, before the upgrade, and restored by this version, which brings it up to date."""
    rows = everything(str(here))
    make_older(str(here))
    out = tmp_path / "saved.db"
    backup(str(here), out, tick)
    assert sql(str(out), f"SELECT version_num FROM {VERSION_TABLE}") == [(BEFORE_SEARCH,)]
    restore(out, other, tick)
    assert everything(other) == rows
    with Store.view(other) as store:
        assert store.check() == []
    assert not list(tmp_path.glob(".*"))
