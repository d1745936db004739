"""Column types that hold the same values on every database.

PostgreSQL's text cannot hold NUL (U+0000), which dirty input does contain; there it is written as ESCAPE 0, and the
escape character itself as ESCAPE 1. INTEGER has 64 bits in SQLite and 32 in PostgreSQL, so figures are BIGINT there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, BigInteger, Float, Integer, Text
from sqlalchemy.types import TypeDecorator

ESCAPE = "\x1a"  # SUBSTITUTE: as rare as NUL itself


def without_nul(value: str) -> str:
    """The text as PostgreSQL can hold it."""
    if "\0" in value or ESCAPE in value:
        return value.replace(ESCAPE, ESCAPE + "1").replace("\0", ESCAPE + "0")
    return value


def with_nul(value: str) -> str:
    """The text as it was before `without_nul`."""
    return value.replace(ESCAPE + "0", "\0").replace(ESCAPE + "1", ESCAPE) if ESCAPE in value else value


class NulSafe(TypeDecorator[str]):
    """Text of any characters, in PostgreSQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else without_nul(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else with_nul(value)


WORDS = Text().with_variant(NulSafe(), "postgresql")
FIGURE = Integer().with_variant(BigInteger(), "postgresql")
DEGREES = Float().with_variant(REAL(), "sqlite")
