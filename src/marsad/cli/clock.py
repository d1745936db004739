"""The wall clock, read only here and handed down from here."""

from __future__ import annotations

import datetime as dt


def utc_now() -> str:
    """Now, ISO 8601 to the second, UTC."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
