"""Which article a coder should read next: the one whose coding is least certain and that nobody has judged yet.

Doubts of a report: each thing the text left open or the rules had to guess counts one; a missing place or disputed
status counts two. An article is as doubtful as its most doubtful report; equal ones come as they came into the base.
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
    judged = select(articles.c.key).where(articles.c.id.in_(select(revisions.c.article)))
    found = (
        select(readings.c.article, func.max(doubts).label("doubts"))
        .join(reports, reports.c.reading == readings.c.key)
        .where(readings.c.current == 1, readings.c.article.not_in(judged))
        .group_by(readings.c.article)
        .order_by(func.max(doubts).desc(), readings.c.article)
        .limit(limit + 1)
        .subquery()
    )
    query = select(articles.c.id).join(found, found.c.article == articles.c.key).order_by(found.c.doubts.desc(), found.c.article)  # fmt: skip
    with store.reading() as connection:
        return [id_ for id_ in connection.execute(query).scalars() if id_ != beside][:limit]


def second_readings(store: Store, who: str, limit: int = 1) -> list[str]:
    """Ids of articles in force that others have judged and `who` has not, for agreement between coders; by id."""
    mine = select(revisions.c.article).where(revisions.c.who == who)
    query = (
        select(articles.c.id)
        .join(readings, readings.c.article == articles.c.key)
        .where(readings.c.current == 1, articles.c.id.in_(select(revisions.c.article)), articles.c.id.not_in(mine))
        .order_by(articles.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return list(connection.execute(query).scalars())
