"""How each source is doing, from the state: last success, failures in a row, last error, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from marsad.watch.clock import iso
from marsad.watch.state import State

_QUERY = """
SELECT s.name, s.kind, s.url, s.listed, s.success, s.failures, s.error, s.error_at, s.note, s.due AS next,
  (SELECT count(DISTINCT c.article) FROM captures c JOIN pages p ON p.key = c.page
    WHERE p.source = s.name AND c.state = 'coded') AS articles,
  (SELECT count(*) FROM pages p WHERE p.source = s.name AND p.state = 'due') AS waiting,
  (SELECT count(*) FROM pages p WHERE p.source = s.name AND p.state IN ('failed', 'skipped'))
  + (SELECT count(*) FROM captures c JOIN pages p ON p.key = c.page WHERE p.source = s.name AND c.state = 'refused') AS "left"
FROM sources s ORDER BY s.listed DESC, s.failures DESC, s.name"""


class Health(Struct, frozen=True):
    """One source. `articles`: coded; `waiting`: pages to fetch; `left`: pages not fetched or not coded, each with its
    reason in the state; `next`: when it is polled again; times are ISO, UTC."""

    name: str
    kind: str
    url: str
    listed: bool
    success: str | None
    failures: int
    error: str | None
    error_at: str | None
    note: str
    next: str | None
    articles: int
    waiting: int
    left: int


def health(state: State) -> list[Health]:
    """All sources, listed ones first, the ones that fail on top."""
    rows = [dict(row) for row in state.rows(_QUERY)]
    return [
        Health(**row | {"listed": bool(row["listed"]), "next": iso(row["next"]) if row["next"] else None})
        for row in rows
    ]


def lines(sources: Iterable[Health]) -> Iterator[str]:
    """A table in plain text."""
    yield f"{'source':24} {'last success':20} {'failures':>8} {'articles':>8} {'waiting':>7} {'left':>5}  last error"
    for s in sources:
        name = s.name if s.listed else f"({s.name})"
        error = f"{s.error_at} {s.error}" if s.error else s.note
        yield (
            f"{name:24} {s.success or 'never':20} {s.failures:8} {s.articles:8} {s.waiting:7} {s.left:5}  {error}"
        ).rstrip()
