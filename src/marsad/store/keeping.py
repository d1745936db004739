"""Writing one article with its reading, inside a transaction of the caller; what is there already is left as it is."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from marsad.model.document import Article, Capture
from marsad.model.record import Record, Versions
from marsad.store import engine as engines
from marsad.store.indexing import index_words
from marsad.store.rows import part_rows
from marsad.store.schema import articles, captures, metadata, readings, sightings

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def article_digest(article: Article) -> str:
    """SHA-256 over the article as JSON: what tells a changed text or changed metadata from the same again."""
    return hashlib.sha256(msgspec.json.encode(article)).hexdigest()


def insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Write a row; returns its key."""
    key = connection.execute(table.insert().values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def stamped(versions: Versions) -> dict[str, str]:
    """The columns that say who read."""
    return {"marsad": versions.marsad, "lexicon": versions.lexicon, "rules": versions.rules}


def keep_capture(connection: Connection, capture: Capture) -> int:
    """The key of the row with these bytes, and a row for where they were met."""
    """Write a row; returns its key."""
    key = connection.execute(select(captures.c.key).where(captures.c.sha256 == capture.sha256)).scalar()
    if key is None:
        row = {"sha256": capture.sha256, "raw": zlib.compress(capture.raw), "size": len(capture.raw)}
        key = insert(connection, captures, row | {"media": capture.media, "charset": capture.charset})
    seen = select(sightings.c.key).where(sightings.c.capture == key, sightings.c.origin == capture.origin)
    if connection.execute(seen).first() is None:
        row = {"capture": key, "origin": capture.origin, "obtained": capture.obtained, "at": capture.at}
        insert(connection, sightings, row)
    return key


def keep_article(
    connection: Connection, capture: int, given: str | None, article: Article, at: str
) -> tuple[int, bool]:
    """The key of the article's row, with its words in the search index, and whether it is new."""
    digest = article_digest(article)
    query = select(articles.c.key).where(articles.c.id == article.id, articles.c.digest == digest)
    key = connection.execute(query).scalar()
    if key is not None:
        return key, False
    row = msgspec.structs.asdict(article)
    row |= {"paragraphs": msgspec.json.encode(article.paragraphs).decode(), "digest": digest, "at": at}
    key = insert(connection, articles, row | {"capture": capture, "given_published": given})
    words = index_words(article.title, article.subtitle, article.text, article.paragraphs)
    engines.add_words(connection, key, words)
    return key, True


def keep_reading(connection: Connection, article: int, record: Record, at: str) -> tuple[int, bool]:
    """The key of the reading, in force from now on where it is new, and whether it is new."""
    encoded = msgspec.json.encode(replace(record, text="", paragraphs=()))
    digest = hashlib.sha256(encoded).hexdigest()
    key = connection.execute(
        select(readings.c.key).where(readings.c.article == article, readings.c.digest == digest)
    ).scalar()
    if key is not None:
        return key, False
    same_id = select(articles.c.key).where(articles.c.id == record.id)
    connection.execute(readings.update().where(readings.c.article.in_(same_id)).values(current=0))
    row = {"article": article, "digest": digest, "at": at, "current": 1, "record": encoded.decode()}
    key = insert(connection, readings, row | stamped(record.versions))
    for name, rows in part_rows(record).items():
        if rows:
            connection.execute(metadata.tables[name].insert(), [{"reading": key, **part} for part in rows])
    return key, True
