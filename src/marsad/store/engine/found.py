"""What a search index answers."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """An article by key, and how well it fits (larger is better; comparable within one answer only)."""

    article: int
    score: float
