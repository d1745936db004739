"""Asking a base for incidents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import func, select

from marsad.model.incident import Incident
from marsad.model.record import Event
from marsad.store.failures import NotStoredError
from marsad.store.schema import aliases, articles, incidents, memberships, readings, reports

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql import Select

    from marsad.store.repository import Store


class Told(Struct, frozen=True):
    """A report in full, with the key by which it is known to linking."""

    key: int
    article: str
    event: Event


def every(store: Store) -> Iterator[Incident]:
    """All incidents by date, then id."""
    query = select(incidents.c.record).order_by(incidents.c.date_start, incidents.c.id)
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=500).execute(query):
            yield msgspec.json.decode(row[0], type=Incident)


def count(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(incidents)).scalar_one())


def last(store: Store, limit: int) -> list[Incident]:
    """The latest by date."""
    query = select(incidents.c.record).order_by(incidents.c.date_start.desc().nulls_last(), incidents.c.id).limit(limit)
    with store.reading() as connection:
        return [msgspec.json.decode(row[0], type=Incident) for row in connection.execute(query)]


def incident(connection: Connection, wanted: str) -> Incident:
    """An incident by its id, an id it once had, or the id of a report in it. Raises NotStoredError."""
    record = connection.execute(select(incidents.c.record).where(incidents.c.id == wanted)).scalar()
    if record is None:
        key = _by_alias(connection, wanted) or _report_key(connection, wanted)
        query = select(incidents.c.record).join(memberships, memberships.c.incident == incidents.c.key)
        record = connection.execute(query.where(memberships.c.report == key)).scalar() if key is not None else None
    if record is None:
        raise NotStoredError(f"no incident and no linked report has the id {wanted}",
                             todo="List them: marsad incidents --db FILE; link what is new: marsad link --db FILE")  # fmt: skip
    return msgspec.json.decode(record, type=Incident)


def told(connection: Connection, article: str, event: str) -> Told:
    """A report in force by the ids of its article and event. Raises NotStoredError."""
    query = _reports().where(articles.c.id == article, reports.c.id == event)
    row = connection.execute(query).first()
    if row is None:
        raise NotStoredError(f"no report {event} in force")
    return Told(row[0], row[1], msgspec.json.decode(row[2], type=Event))


def _by_alias(connection: Connection, wanted: str) -> int | None:
    row = connection.execute(select(aliases.c.article, aliases.c.event).where(aliases.c.alias == wanted)).first()
    if row is None:
        return None
    return connection.execute(_reports().where(articles.c.id == row[0], reports.c.id == row[1])).scalar()


def _report_key(connection: Connection, wanted: str) -> int | None:
    return connection.execute(_reports().where(reports.c.id == wanted)).scalar()


def _reports() -> Select[Any]:
    return (
        select(reports.c.key, articles.c.id, reports.c.record)
        .join(readings, readings.c.key == reports.c.reading)
        .join(articles, articles.c.key == readings.c.article)
        .where(readings.c.current == 1)
    )
