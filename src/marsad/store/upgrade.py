"""Brings a base to the tables of this Marsad. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marsad.store.failures import StoreForeignError, StoreNewerError, StoreOlderError
from marsad.store.schema import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def revision(connection: Connection, where: str) -> str | None:
    """The revision of the base; None for an empty one. Raises StoreForeignError for somebody else's tables."""
    from sqlalchemy import inspect

    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        row = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").first()  # noqa: S608 (a constant)
        return str(row[0]) if row else None
    if tables:
        raise StoreForeignError(
            "not a Marsad base: it holds other tables", where=where, todo="Name another file after --db"
        )
    return None


def known() -> set[str]:
    """The revisions this Marsad can read: the first part of each migration's file name."""
    return {file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def bring_up(engine: Engine, where: str, *, readonly: bool) -> None:
    """Upgrade in one transaction, so that a killed upgrade leaves the older base as it was."""
    with engine.begin() as connection:
        found = revision(connection, where)
        if found == HEAD:
            return
        if found is not None and found not in known():
            raise StoreNewerError(
                f"written by a newer Marsad (tables {found}, this one knows up to {HEAD})",
                where=where,
                todo="Update Marsad, or code into a new file",
            )
        if readonly:
            if found:
                todo = f"Back it up if you like, then bring it up to date with: marsad upgrade --db {where}"
                raise StoreOlderError(f"written by an older Marsad (tables {found})", where=where, todo=todo)
            todo = "Name a base that marsad code wrote"
            raise StoreForeignError("no Marsad tables in it", where=where, todo=todo)
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
