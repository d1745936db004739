"""Which article a coder should read next: the one whose coding is least certain and that nobody has judged yet.

Doubts of a report: each thing the text left open or the rules had to guess counts one; a missing place or disputed
status counts two. An article is as doubtful as its most doubtful report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from marsad.store.schema import articles, readings, reports, revisions

if TYPE_CHECKING:
    from marsad.store.repository import Store


def next_articles(store: Store, limit: int = 1, beside: str | None = None) -> list[str]:
    """Ids of articles nobody has judged, the least certain first; `beside`: an article to leave out."""
    c = reports.c
    doubts = (
        case((c.country.is_(None), 2), (c.geo_precision == 3, 1), else_=0)
        + case((c.date_start.is_(None), 1), (c.date_precision != "day", 1), else_=0)
        + case((c.actor1 == "", 1), else_=0)
        + case((c.actor2 == "", 1), else_=0)
        + case((c.status != "reported", 2), else_=0)
        + case((and_(c.fatalities_low.is_not(None), or_(c.fatalities_high.is_(None), c.fatalities_high != c.fatalities_low)), 1),
               else_=0)
    )  # fmt: skip
    query = (
        select(articles.c.id)
        .join(readings, readings.c.article == articles.c.key)
        .join(reports, reports.c.reading == readings.c.key)
        .where(readings.c.current == 1, articles.c.id.not_in(select(revisions.c.article)))
        .group_by(articles.c.id)
        .order_by(func.max(doubts).desc(), articles.c.id)
        .limit(limit)
    )
    if beside is not None:
        query = query.where(articles.c.id != beside)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())
