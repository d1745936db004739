"""What the store keeps, what it never writes twice, and what it refuses."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from marsad.errors import StoreError
from marsad.store import failures
from marsad.store.repository import Store
from tests.store.bases import rows, sql, write
from tests.store.made import AT, FIRST, SECOND, make_article, make_capture, make_record


def test_a_record_comes_back_byte_for_byte(base: str):
    article = make_article(make_capture(7))
    record = make_record(article)
    with Store.open(base) as store:
        write(store, 7)
    with Store.view(base) as store:
        assert msgspec.json.encode(store.record("a7")) == msgspec.json.encode(record)
        assert [r.id for r in store.records()] == ["a7"]
        assert store.article_of("a7#2") == "a7"


def test_the_same_page_twice_is_one_article(base: str):
    with Store.open(base) as store:
        first = write(store, 1)
        again = write(store, 1)
        assert (first.new_article, first.new_reading) == (True, True)
        assert again == msgspec.structs.replace(first, new_article=False, new_reading=False)
    for table, count in {"articles": 1, "captures": 1, "sightings": 1, "readings": 1, "reports": 2}.items():
        assert rows(base, table) == count, table


def test_the_same_bytes_elsewhere_are_a_further_sighting_only(base: str):
    with Store.open(base) as store:
        write(store, 1)
        write(store, 1, origin="copy.jsonl#1")
    assert (rows(base, "captures"), rows(base, "articles"), rows(base, "sightings")) == (1, 1, 2)


def test_a_newer_lexicon_adds_a_reading_and_keeps_the_older(base: str):
    with Store.open(base) as store:
        write(store, 1)
        assert write(store, 1, SECOND).new_reading
        assert store.record("a1").versions == SECOND
        assert store.counts()["reports"] == 2  # in force
        assert not write(store, 1, FIRST).new_reading  # known already, and not put in force again
        assert store.record("a1").versions == SECOND
    assert (rows(base, "readings"), rows(base, "reports")) == (2, 4)


def test_a_changed_text_under_the_same_id_keeps_the_older_text(base: str):
    with Store.open(base) as store:
        write(store, 1)
        write(store, 1, word="قصف")
        assert "قصف" in store.record("a1").text
        assert store.counts()["articles"] == 1
    assert (rows(base, "articles"), rows(base, "captures")) == (2, 2)
    texts = [row[0] for row in sql(base, "SELECT text FROM articles ORDER BY key")]
    assert "هجوم" in texts[0] and "قصف" in texts[1]


def test_known_only_for_the_same_bytes_versions_and_stated_date(base: str):
    page = make_capture(1)
    dated = msgspec.structs.replace(page, published="2020-01-01")
    with Store.open(base) as store:
        write(store, 1)
        assert store.known(page, FIRST) is not None
        assert store.known(page, SECOND) is None
        assert store.known(dated, FIRST) is None
        assert store.known(make_capture(2), FIRST) is None


def test_columns_can_be_queried(base: str):
    with Store.open(base) as store:
        write(store, 1)
    query = (
        "SELECT actor1, actor2, country, date_start, fatalities_low, fatalities_high, injured_low, background "
        "FROM reports ORDER BY number"
    )
    first, second = sql(base, query)
    assert first == ("Islamic State; Tribal militia", "SDF", "SY", "2024-04-30", 1, None, None, 0)
    assert second[4] == 2


def test_last_reports_are_newest_first_and_limited(base: str):
    with Store.open(base) as store:
        for n in range(5):
            write(store, n)
        assert [r.event.id for r in store.last_reports(3)] == ["a4#1", "a4#2", "a3#1"]


def test_a_refused_row_leaves_nothing_of_the_article(base: str, monkeypatch: pytest.MonkeyPatch):
    def broken(record):
        raise RuntimeError("after the reading, before its parts")

    with Store.open(base) as store:
        write(store, 1)
        monkeypatch.setattr("marsad.store.keeping.part_rows", broken)
        with pytest.raises(RuntimeError):
            write(store, 2)
        assert store.check() == []
    assert (rows(base, "captures"), rows(base, "articles"), rows(base, "readings")) == (1, 1, 1)


def test_runs_and_problems_are_kept(base: str):
    with Store.open(base) as store:
        run = store.start_run("code", FIRST, AT)
        store.add_problem(run, "empty.html", "empty", "no text", AT)
        store.end_run(run, AT, coded=0, new_readings=0, failed=1)
    assert sql(base, "SELECT origin, code FROM problems") == [("empty.html", "empty")]
    assert sql(base, "SELECT coded, failed, ended FROM runs") == [(0, 1, AT)]


def test_readers_while_a_writer_works(base: str):
    with Store.open(base) as writer:
        write(writer, 1)
        with writer.writing() as connection:
            connection.exec_driver_sql("DELETE FROM problems")
            with Store.view(base, timeout=0.1) as reader:
                assert reader.counts()["articles"] == 1


def test_a_view_writes_nothing(base: str):
    with Store.open(base) as store:
        write(store, 1)
    with Store.view(base) as store, pytest.raises(StoreError):
        write(store, 2)


class TestRefusals:
    """Each says what, where and what to do, under its own code."""

    @pytest.fixture
    def base(self, tmp_path: Path) -> Path:
        return tmp_path / "marsad.db"

    def refused(self, target: Path | str, kind: type[StoreError], *, view: bool = False) -> str:
        with pytest.raises(kind) as caught, (Store.view if view else Store.open)(target, timeout=0.2):
            pass
        assert str(target) in str(caught.value)
        assert caught.value.todo
        assert caught.value.exit_status == 4
        return str(caught.value)

    def test_a_folder(self, tmp_path: Path):
        self.refused(tmp_path, failures.StoreDeniedError)

    def test_a_folder_that_is_not_there(self, tmp_path: Path):
        self.refused(tmp_path / "no" / "x.db", failures.StoreMissingError)

    def test_no_base_to_view(self, base: Path):
        self.refused(base, failures.StoreMissingError, view=True)
        assert not base.exists()

    def test_not_a_database(self, base: Path):
        base.write_text("خبر عاجل\n" * 400)
        before = base.read_bytes()
        self.refused(base, failures.StoreForeignError)
        assert base.read_bytes() == before

    def test_somebody_elses_database(self, base: Path):
        with sqlite3.connect(base) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        self.refused(base, failures.StoreForeignError)
        with sqlite3.connect(base) as connection:
            assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]

    def test_a_newer_base(self, base: Path):
        Store.open(base).close()
        with sqlite3.connect(base) as connection:
            connection.execute("UPDATE marsad_schema SET version_num = '9999'")
        assert "9999" in self.refused(base, failures.StoreNewerError)

    def test_an_empty_file_to_view(self, base: Path):
        base.touch()
        self.refused(base, failures.StoreForeignError, view=True)

    def test_another_writer(self, base: Path):
        Store.open(base).close()
        blocker = sqlite3.connect(base, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        self.refused(base, failures.StoreLockedError)
        blocker.execute("ROLLBACK")
        Store.open(base, timeout=0.2).close()

    def test_a_damaged_base(self, base: Path):
        with Store.open(base) as store:
            for n in range(20):
                write(store, n)
        with base.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (base.stat().st_size - 4096))
        self.refused(base, failures.StoreDamagedError)

    def test_a_url_of_another_kind(self):
        assert "mysql" in self.refused("mysql://localhost/marsad", failures.StoreForeignError)
