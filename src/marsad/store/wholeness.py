"""Is every reading whole? Compares what a reading's record says with the rows that were written for it."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func, select

from marsad.model.record import Record
from marsad.store.rows import part_rows
from marsad.store.schema import articles, captures, metadata, readings

if TYPE_CHECKING:
    from sqlalchemy import Connection

PARTS = ("reports", "tallies", "claims", "people", "rejections", "evidence")


def incomplete(connection: Connection) -> list[str]:
    """A line for each thing that is not whole."""
    return [*_readings(connection), *_articles(connection), *_captures(connection)]


def _readings(connection: Connection) -> list[str]:
    written: dict[str, dict[int, int]] = {}
    for name in PARTS:
        table = metadata.tables[name]
        query = select(table.c.reading, func.count()).group_by(table.c.reading)
        written[name] = {row[0]: row[1] for row in connection.execute(query)}
    lines = []
    for key, digest, text in connection.execute(select(readings.c.key, readings.c.digest, readings.c.record)):
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            lines.append(f"reading {key}: its record does not match its digest")
            continue
        wanted = part_rows(msgspec.json.decode(text, type=Record))
        for name in PARTS:
            have = written[name].get(key, 0)
            if have != len(wanted[name]):
                lines.append(f"reading {key}: {have} of {len(wanted[name])} {name}")
    return lines


def _articles(connection: Connection) -> list[str]:
    current = func.coalesce(func.sum(readings.c.current), 0)
    query = (
        select(articles.c.id, current)
        .join(readings, readings.c.article == articles.c.key, isouter=True)
        .group_by(articles.c.id)
        .having(current != 1)
    )
    return [f"article {id_}: {count} readings in force instead of 1" for id_, count in connection.execute(query)]


def _captures(connection: Connection) -> list[str]:
    lines = []
    for key, sha256, raw in connection.execute(select(captures.c.key, captures.c.sha256, captures.c.raw)):
        if hashlib.sha256(zlib.decompress(raw)).hexdigest() != sha256:
            lines.append(f"capture {key}: its bytes do not match their hash")
    return lines
