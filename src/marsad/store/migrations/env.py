"""Run by Alembic. The connection, already inside a transaction, is handed in by `marsad.store.upgrade`."""

from __future__ import annotations

from alembic import context

from marsad.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
