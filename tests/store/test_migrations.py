"""The migrations make exactly the tables of schema.py, in one transaction, and ship with the package."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from marsad.store import upgrade
from marsad.store.failures import StoreOlderError
from marsad.store.repository import Store
from marsad.store.schema import HEAD, VERSION_TABLE, metadata
from marsad.store.search import search
from tests.store.bases import direct, make_older, sql, write


def test_head_is_the_newest_migration():
    assert max(upgrade.known()) == HEAD


def test_migrations_and_schema_agree(base: str):
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and name and name.split("_")[0] == "search")  # the index is the engine's own

    def here(thing: sa.schema.SchemaItem, _name: str | None, _kind: str, reflected: bool, _other: object) -> bool:
        only = None if reflected else getattr(thing, "_ddl_if", None)  # an index for one database alone
        return only is None or only.dialect == connection.dialect.name

    Store.open(base).close()
    with direct(base).connect() as connection:
        options = {"version_table": VERSION_TABLE, "include_name": ours, "include_object": here, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_tables_are_strict_and_wal_is_on(tmp_path: Path):
    Store.open(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main'"
        names = {row[0] for row in connection.execute(loose)}
        assert {n for n in names if not n.startswith(("sqlite_", "search_"))} == {VERSION_TABLE}
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO runs (command, started, marsad, lexicon, rules, coded) "
                               "VALUES ('x', 'x', 'x', 'x', 'x', 'many')")  # fmt: skip


def test_a_failing_migration_leaves_no_table(base: str, monkeypatch: pytest.MonkeyPatch):
    wanted = upgrade._upgrade

    def broken(connection: sa.Connection) -> None:
        wanted(connection)
        raise RuntimeError("killed here")

    monkeypatch.setattr(upgrade, "_upgrade", broken)
    with pytest.raises(RuntimeError):
        Store.open(base)
    with direct(base).connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_opening_a_current_base_does_not_load_alembic(tmp_path: Path):
    import subprocess
    import sys

    Store.open(tmp_path / "x.db").close()
    code = (
        "import sys; from marsad.store.repository import Store; Store.open(sys.argv[1]).close(); "
        "print('alembic' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code, tmp_path / "x.db"], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_an_older_base_is_filled_into_the_search_index(base: str):
    with Store.open(base) as store:
        for n in range(3):
            write(store, n)
    make_older(base)
    with pytest.raises(StoreOlderError, match="marsad upgrade"):
        Store.view(base)
    with Store.open(base) as store:
        assert len(search(store, "هجوم", 10)) == 3
        assert store.check() == []


def test_an_older_base_finds_incidents_by_the_holder_of_the_control_map(base: str):
    """0006: where no report states a holder, the map's; a stated one stays."""
    with Store.open(base):
        pass
    common = {
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "", "actor2": "", "date_precision": "unknown",
        "status": "reported", "background": 0, "sources": 1, "reports": 1,
    }  # fmt: skip
    by_map = '{"control_map":[{"holder":"SDF"}]}'
    with direct(base).begin() as connection:
        connection.execute(
            sa.insert(metadata.tables["incidents"]),
            [
                {**common, "id": "i1", "control": None, "record": by_map},
                {**common, "id": "i2", "control": "Turkey", "record": by_map},
                {**common, "id": "i3", "control": None, "record": '{"control_map":[]}'},
            ],
        )
    sql(base, f"UPDATE {VERSION_TABLE} SET version_num = '0005'")
    with Store.open(base):
        pass
    assert sql(base, "SELECT id, control FROM incidents ORDER BY id") == [("i1", "SDF"), ("i2", "Turkey"), ("i3", None)]
