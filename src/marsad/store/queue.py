"""Which article a coder should read next: the one whose coding is least certain and that nobody has judged yet.

Doubts of a report: each thing the text left open or the rules had to guess counts one; a missing place or disputed
status counts two. An article is as doubtful as its most doubtful report; equal ones come as they came into the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, exists, func, or_, select

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
    r = readings.c
    doubtful = (  # first alone: most reports leave no doubt, and to look up the reading of each takes time
        select(c.reading, func.max(doubts).label("doubts")).where(doubts > 0).group_by(c.reading).subquery()
    )
    first = (
        select(r.article)
        .join(doubtful, doubtful.c.reading == r.key)
        .where(r.current == 1, r.article.not_in(judged))
        .order_by(doubtful.c.doubts.desc(), r.article)
        .limit(limit + 1)
    )
    certain = (  # asked for when nothing doubtful is left
        select(r.article)
        .where(r.current == 1, r.article.not_in(judged), exists().where(c.reading == r.key))
        .order_by(r.article)
        .limit(limit + 1)
    )
    with store.reading() as connection:
        keys = list(connection.execute(first).scalars())
        if len(keys) <= limit:
            doubted = readings.c.article.not_in(keys)
            keys += connection.execute(certain.where(doubted)).scalars()
        ids = dict(connection.execute(select(articles.c.key, articles.c.id).where(articles.c.key.in_(keys))).all())
    return [id_ for key in keys if (id_ := ids[key]) != beside][:limit]


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
