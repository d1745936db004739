"""Full-text search: an index in the manner of each database, filled from the articles that are there.

The index is derived: it can be made anew from the articles, so that it is no table of schema.py.
"""

from __future__ import annotations

from alembic import op

from marsad.store.engine import postgres, sqlite
from marsad.store.indexing import fill_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    (postgres if connection.dialect.name == "postgresql" else sqlite).make_index(connection)
    fill_index(connection)


def downgrade() -> None:
    raise NotImplementedError("restore the base from a backup instead")
