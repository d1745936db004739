"""Copies of texts, incidents and decisions about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FIGURE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("alias", name=op.f("pk_aliases")),
        sqlite_strict=True,
    )
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_why", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('same', 'different')", name=op.f("ck_decisions_kind")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decisions")),
        sqlite_strict=True,
    )
    op.create_table(
        "incidents",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("sub_event_type", sa.Text(), nullable=False),
        sa.Column("actor1", sa.Text(), nullable=False),
        sa.Column("actor2", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_ar", sa.Text(), nullable=True),
        sa.Column("place_level", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("lon", sa.Float().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("geo_precision", sa.Integer(), nullable=True),
        sa.Column("control", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.Text(), nullable=False),
        sa.Column("reported", sa.Text(), nullable=True),
        sa.Column("fatalities_low", FIGURE, nullable=True),
        sa.Column("fatalities_high", FIGURE, nullable=True),
        sa.Column("fatalities_best", FIGURE, nullable=True),
        sa.Column("injured_low", FIGURE, nullable=True),
        sa.Column("injured_high", FIGURE, nullable=True),
        sa.Column("injured_best", FIGURE, nullable=True),
        sa.Column("captured_low", FIGURE, nullable=True),
        sa.Column("captured_high", FIGURE, nullable=True),
        sa.Column("captured_best", FIGURE, nullable=True),
        sa.Column("abducted_low", FIGURE, nullable=True),
        sa.Column("abducted_high", FIGURE, nullable=True),
        sa.Column("abducted_best", FIGURE, nullable=True),
        sa.Column("escaped_low", FIGURE, nullable=True),
        sa.Column("escaped_high", FIGURE, nullable=True),
        sa.Column("escaped_best", FIGURE, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("background", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_incidents")),
        sa.UniqueConstraint("id", name=op.f("uq_incidents_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_incidents_country"), "incidents", ["country"], unique=False)
    op.create_index(op.f("ix_incidents_date_start"), "incidents", ["date_start"], unique=False)
    op.create_table(
        "bands",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("value", FIGURE, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name=op.f("fk_bands_article")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bands")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bands_article"), "bands", ["article"], unique=False)
    op.create_index(op.f("ix_bands_value"), "bands", ["value"], unique=False)
    op.create_table(
        "copies",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("original", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float().with_variant(sa.REAL(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name=op.f("fk_copies_article")),
        sa.ForeignKeyConstraint(["original"], ["articles.key"], name=op.f("fk_copies_original")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_copies")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_copies_original"), "copies", ["original"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name=op.f("fk_signatures_article")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_signatures")),
        sqlite_strict=True,
    )
    op.create_table(
        "cards",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("linked", sa.Integer(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_cards_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_cards")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cards_article"), "cards", ["article"], unique=False)
    op.create_index(op.f("ix_cards_first"), "cards", ["first"], unique=False)
    op.create_index(op.f("ix_cards_linked"), "cards", ["linked"], unique=False)
    op.create_index(op.f("ix_cards_part"), "cards", ["part"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name=op.f("fk_memberships_incident")),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_memberships_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_memberships")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_memberships_incident"), "memberships", ["incident"], unique=False)
