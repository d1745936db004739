"""Revisions of coded values, and who may work with the base: users, sessions, tokens, log of changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

FIGURE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _key(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return sa.Column("key", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("key", name=op.f(f"pk_{table}"))


def _unique(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=op.f(f"uq_{table}_{column}"))


def _of_user(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    link = sa.ForeignKeyConstraint(["user"], ["users.key"], name=op.f(f"fk_{table}_user"))
    return sa.Column("user", sa.Integer(), nullable=False), link


def upgrade() -> None:
    op.create_table(
        "revisions", *_key("revisions"), _text("id"), _text("article"),
        sa.Column("start", sa.Integer(), nullable=False), sa.Column("end", sa.Integer(), nullable=False),
        _text("quote"), _text("field"), _text("event", null=True), _text("action"), _text("old", null=True),
        _text("value", null=True), _text("why"), _text("who"), _text("at"), _unique("revisions", "id"),
        sa.CheckConstraint("action IN ('accept', 'edit', 'reject', 'add')", name=op.f("ck_revisions_action")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index(op.f("ix_revisions_article"), "revisions", ["article"])
    op.create_table(
        "users", *_key("users"), _text("name"), _text("role"), _text("password"), _text("at"), _unique("users", "name"),
        sa.CheckConstraint("role IN ('reader', 'coder', 'editor', 'admin')", name=op.f("ck_users_role")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "sessions", *_key("sessions"), _text("digest"), *_of_user("sessions"), sa.Column("ends", FIGURE, nullable=False),
        _unique("sessions", "digest"), sqlite_strict=True,
    )  # fmt: skip
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"])
    op.create_table(
        "tokens", *_key("tokens"), _text("digest"), *_of_user("tokens"), _text("note"), _text("at"),
        _unique("tokens", "digest"), sqlite_strict=True,
    )  # fmt: skip
    op.create_index(op.f("ix_tokens_user"), "tokens", ["user"])
    op.create_table(
        "audit_log", *_key("audit_log"), _text("at"), _text("who"), _text("action"), _text("what"),
        _text("address", null=True), sqlite_strict=True,
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("restore the base from a backup instead")
