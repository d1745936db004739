"""Looks into a base, and breaks it, past the store."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marsad.store.repository import Store
from marsad.store.schema import metadata
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
