"""Looks into a base, and breaks it, past the store."""

from __future__ import annotations

import importlib
from typing import Any

import sqlalchemy as sa

from marsad.store.repository import Store
from marsad.store.schema import VERSION_TABLE, metadata
from tests.store.made import AT, FIRST, make_article, make_capture, make_record


def direct(base: str) -> sa.Engine:
    return sa.create_engine(base if "://" in base else f"sqlite:///{base}", poolclass=sa.NullPool)


def sql(base: str, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement; the rows, where it has any. Foreign keys are not watched over."""
    with direct(base).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")  # triggers of foreign keys are off
        result = connection.exec_driver_sql(statement)
        return [tuple(row) for row in result] if result.returns_rows else []


BEFORE_SEARCH = importlib.import_module("marsad.store.migrations.versions.0003_search").down_revision


def make_older(base: str) -> None:
    """Take a base back to before there was a search index: what a later migration has made is gone."""
    for index in ("ix_readings_current_article", "ix_incidents_asked", "ix_reports_doubted"):
        sql(base, f"DROP INDEX IF EXISTS {index}")
    sql(base, "ALTER TABLE incidents DROP COLUMN extent_km")
    for later in ("search", "revisions", "sessions", "tokens", "users", "audit_log", "stamps"):
        sql(base, f"DROP TABLE {later}")
    sql(base, f"UPDATE {VERSION_TABLE} SET version_num = '{BEFORE_SEARCH}'")


def rows(base: str, table: str) -> int:
    return sql(base, f"SELECT count(*) FROM {table}")[0][0]


def everything(base: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, by key."""
    with direct(base).connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def write(store: Store, n: int, versions=FIRST, **capture):
    page = make_capture(n, **capture)
    article = make_article(page)
    return store.add(page, article, make_record(article, versions), at=AT)
