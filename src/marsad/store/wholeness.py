"""Is the base whole? Every check yields a line for each thing that is wrong, with where it is.

What is checked: the pages of the file; no row that points to a missing one; captures match their hash; articles match
their digest; readings match theirs and have all the rows of their record; every quote stands in the captured text where
its row says; one reading in force for each article; every article is in the search index.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import and_, func, select

from marsad.model.document import Article, Paragraph
from marsad.model.incident import Incident
from marsad.model.record import Record
from marsad.store import engine as engines
from marsad.store.keeping import article_digest
from marsad.store.rows import part_rows
from marsad.store.schema import articles, captures, evidence, incidents, memberships, metadata, readings

if TYPE_CHECKING:
    from sqlalchemy import Connection

PARTS = ("reports", "tallies", "claims", "people", "rejections", "evidence")
QUOTED = ("evidence", "tallies", "claims", "rejections")
ROWS = 200  # fetched at once: articles may be long
Check = Callable[["Connection"], Iterator[str]]


def faults(connection: Connection, tick: Callable[[str], None] = lambda step: None) -> Iterator[str]:
    """A line for each thing that is not whole. `tick` is told each check as it begins."""
    from sqlalchemy.exc import DBAPIError

    for name, check in CHECKS:
        tick(name)
        try:
            yield from check(connection)
        except DBAPIError as error:
            yield f"{name}: cannot be read ({str(error.orig).splitlines()[0]})"


def _rows(connection: Connection, query: Any) -> Iterator[Any]:
    yield from connection.execute(query.execution_options(yield_per=ROWS))


def _orphans(connection: Connection) -> Iterator[str]:
    for table in metadata.sorted_tables:
        for column in sorted(table.columns, key=lambda c: c.name):
            for link in column.foreign_keys:
                parent = link.column.table.alias("parent")
                target = parent.c[link.column.name]
                query = select(*table.primary_key, column).select_from(
                    table.join(parent, column == target, isouter=True)
                )
                for row in _rows(connection, query.where(column.is_not(None), target.is_(None))):
                    keys = ", ".join(map(str, row[:-1]))
                    yield f"{table.name} {keys}: points to a missing row of {link.column.table.name} ({row[-1]})"


def _captures(connection: Connection) -> Iterator[str]:
    query = select(captures.c.key, captures.c.sha256, captures.c.size, captures.c.raw).order_by(captures.c.key)
    for key, sha256, size, packed in _rows(connection, query):
        try:
            raw = zlib.decompress(packed)
        except zlib.error as error:
            yield f"captures {key}: its bytes cannot be unpacked ({error})"
            continue
        if hashlib.sha256(raw).hexdigest() != sha256:
            yield f"captures {key}: its bytes do not match their hash"
        elif len(raw) != size:
            yield f"captures {key}: {len(raw)} bytes instead of {size}"


def _articles(connection: Connection) -> Iterator[str]:
    columns = [articles.c[name] for name in Article.__struct_fields__]
    for key, digest, *values in _rows(connection, select(articles.c.key, articles.c.digest, *columns)):
        fields = dict(zip(Article.__struct_fields__, values, strict=True))
        try:
            fields["paragraphs"] = msgspec.json.decode(fields["paragraphs"], type=tuple[Paragraph, ...])
        except msgspec.DecodeError as error:
            yield f"articles {key} ({fields['id']}): its paragraphs cannot be read ({error})"
            continue
        if article_digest(Article(**fields)) != digest:
            yield f"articles {key} ({fields['id']}): it does not match its digest"
        length = len(fields["text"])
        if any(not 0 <= p.start <= p.end <= length for p in fields["paragraphs"]):
            yield f"articles {key} ({fields['id']}): a paragraph lies outside of its text"


def _in_force(connection: Connection) -> Iterator[str]:
    current = func.coalesce(func.sum(readings.c.current), 0)
    query = (
        select(articles.c.id, current)
        .join(readings, readings.c.article == articles.c.key, isouter=True)
        .group_by(articles.c.id)
        .having(current != 1)
        .order_by(articles.c.id)
    )
    for id_, count in connection.execute(query):
        yield f"article {id_}: {count} readings in force instead of 1"


def _readings(connection: Connection) -> Iterator[str]:
    written: dict[str, dict[int, int]] = {}
    for name in PARTS:
        table = metadata.tables[name]
        query = select(table.c.reading, func.count()).group_by(table.c.reading)
        written[name] = {row[0]: row[1] for row in connection.execute(query)}
    wanted = select(readings.c.key, readings.c.digest, readings.c.record).order_by(readings.c.key)
    for key, digest, text in _rows(connection, wanted):
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            yield f"readings {key}: its record does not match its digest"
            continue
        try:
            parts = part_rows(msgspec.json.decode(text, type=Record))
        except msgspec.DecodeError as error:
            yield f"readings {key}: its record cannot be read ({error})"
            continue
        for name in PARTS:
            have = written[name].get(key, 0)
            if have != len(parts[name]):
                yield f"readings {key}: {have} of {len(parts[name])} {name}"


def _owners(connection: Connection) -> Iterator[str]:
    """Evidence belongs to a report, tally, claim or person of the same reading."""
    known = ("reports", "tallies", "claims", "people")
    for key, part in connection.execute(select(evidence.c.key, evidence.c.part).where(evidence.c.part.not_in(known))):
        yield f"evidence {key}: belongs to no kind of value ({part})"
    for name in known:
        owner = metadata.tables[name]
        same = and_(owner.c.reading == evidence.c.reading, owner.c.number == evidence.c.part_number)
        query = select(evidence.c.key, evidence.c.part_number).join(owner, same, isouter=True)
        for key, number in _rows(connection, query.where(evidence.c.part == name, owner.c.key.is_(None))):
            yield f"evidence {key}: points to a missing row of {name} (number {number})"


def _quotes(connection: Connection) -> Iterator[str]:
    of_reading = select(articles.c.id, articles.c.text).join(readings, readings.c.article == articles.c.key)
    for name in QUOTED:
        c = metadata.tables[name].c
        query = select(c.key, c.reading, c.start, c.end, c.quote).order_by(c.reading, c.key)
        last, found = None, None
        for key, reading, start, end, quote in _rows(connection, query):
            if reading != last:
                last, found = reading, connection.execute(of_reading.where(readings.c.key == reading)).first()
            if found is not None and not (0 <= start <= end and found.text[start:end] == quote):
                yield f"{name} {key} (article {found.id}): its quote does not stand at {start}-{end} of the text"


def _incidents(connection: Connection) -> Iterator[str]:
    """An incident has the reports that its record names, and each of them is in force."""
    counted = select(memberships.c.incident, func.count()).group_by(memberships.c.incident)
    held = {row[0]: int(row[1]) for row in connection.execute(counted)}
    for key, id_, record in _rows(connection, select(incidents.c.key, incidents.c.id, incidents.c.record)):
        try:
            wanted = len(msgspec.json.decode(record, type=Incident).reports)
        except msgspec.DecodeError as error:
            yield f"incidents {key} ({id_}): its record cannot be read ({error})"
            continue
        if held.get(key, 0) != wanted:
            yield f"incidents {key} ({id_}): {held.get(key, 0)} of {wanted} reports"


def _unindexed(connection: Connection) -> Iterator[str]:
    for key in engines.unindexed(connection):
        yield f"articles {key}: not in the search index"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("pages of the database", engines.damage),
    ("references", _orphans),
    ("captures", _captures),
    ("articles", _articles),
    ("readings in force", _in_force),
    ("readings", _readings),
    ("owners of evidence", _owners),
    ("quotes", _quotes),
    ("incidents", _incidents),
    ("search index", _unindexed),
)
