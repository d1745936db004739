"""The migrations make exactly the tables of schema.py, in one transaction, and ship with the package."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from marsad.store import upgrade
from marsad.store.repository import Store
from marsad.store.schema import HEAD, VERSION_TABLE, metadata


def test_head_is_the_newest_migration():
    assert max(upgrade.known()) == HEAD


def test_migrations_and_schema_agree(tmp_path: Path):
    Store.open(tmp_path / "x.db").close()
    with sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_tables_are_strict_and_wal_is_on(tmp_path: Path):
    Store.open(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main'"
        names = {row[0] for row in connection.execute(loose)}
        assert {n for n in names if not n.startswith("sqlite_")} == {VERSION_TABLE}
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO runs (command, started, marsad, lexicon, rules, coded) "
                               "VALUES ('x', 'x', 'x', 'x', 'x', 'many')")  # fmt: skip


def test_a_failing_migration_leaves_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wanted = upgrade._upgrade

    def broken(connection: sa.Connection) -> None:
        wanted(connection)
        raise RuntimeError("killed here")

    monkeypatch.setattr(upgrade, "_upgrade", broken)
    with pytest.raises(RuntimeError):
        Store.open(tmp_path / "x.db")
    with sqlite3.connect(tmp_path / "x.db") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


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
