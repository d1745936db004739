"""Reports in force page by page, with what one needs to know of their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from marsad.model.record import Event
from marsad.store.repository import StoredReport
from marsad.store.schema import articles, readings, reports

if TYPE_CHECKING:
    from marsad.store.filters import IncidentFilter
    from marsad.store.repository import Store


def reports_page(
    store: Store, wanted: IncidentFilter, article: str, after: int, limit: int
) -> tuple[list[StoredReport], int | None]:
    """Reports after a row key, in the order in which they were written, and the key to go on from (None: no more).

    Of the filter the days, country, types and status hold; `article`: only its reports, empty = all."""
    c = reports.c
    query = (
        select(c.key, articles.c.id, articles.c.title, articles.c.publisher, articles.c.published, c.record)
        .join(readings, readings.c.key == c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1, c.key > after)
    )
    for name in ("country", "event_type", "sub_event_type", "status"):
        if value := getattr(wanted, name):
            query = query.where(c[name] == value)
    if wanted.start:
        query = query.where(c.date_end >= wanted.start)
    if wanted.end:
        query = query.where(c.date_start <= wanted.end)
    if article:
        query = query.where(articles.c.id == article)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(c.key).limit(limit + 1)).all()
    found = [StoredReport(*row[1:5], msgspec.json.decode(row[5], type=Event)) for row in rows[:limit]]
    return found, rows[limit - 1][0] if len(rows) > limit else None
