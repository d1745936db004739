"""What keeps the pages of a large base quick: the extent of an incident as a column, a mark of when incidents changed,
and, on SQLite, indexes that hold all that filters ask for, so that no filter reads the whole records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

DEGREES = sa.Float().with_variant(sa.REAL(), "sqlite")
FIGURE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
ASKED = ["date_start", "id", "date_end", "country", "event_type", "sub_event_type", "status", "sources", "fatalities_best",
         "control", "actor1", "actor2", "place", "place_ar", "admin1", "lat", "lon", "geo_precision", "extent_km"]  # fmt: skip
DOUBTED = ["reading", "country", "geo_precision", "date_start", "date_precision", "actor1", "actor2", "status",
           "fatalities_low", "fatalities_high"]  # fmt: skip


def upgrade() -> None:
    op.add_column("incidents", sa.Column("extent_km", DEGREES, nullable=True))
    op.create_table(
        "stamps",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", FIGURE, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamps")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_readings_current_article"), "readings", ["current", "article"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE incidents SET extent_km = CAST(json_extract(record, '$.place.extent_km') AS REAL)")
        op.create_index("ix_incidents_asked", "incidents", ASKED)
        op.create_index("ix_reports_doubted", "reports", DOUBTED)
    else:
        op.execute("UPDATE incidents SET extent_km = (record::json #>> '{place,extent_km}')::double precision")


def downgrade() -> None:
    raise NotImplementedError("restore the base from a backup instead")
