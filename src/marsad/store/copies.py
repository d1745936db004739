"""Which articles repeat one text: kept up to date article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from marsad.incidents.copies import Copy, shingles, verify, words_of
from marsad.incidents.copies import bands as bands_of
from marsad.store.schema import articles, bands, copies, readings, signatures

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql import Select

    from marsad.store.repository import Store

BATCH = 200  # articles in one transaction
CROWDED = 200  # articles in one band: beyond them a band tells nothing (error pages, consent notices)


def compare_texts(store: Store) -> Iterator[int]:
    """Compare every article in force that has not been compared yet; yields how many were done, batch by batch."""
    with store.writing() as connection:
        _forget(connection)
    while True:
        with store.writing() as connection:
            batch = _waiting(connection)
            for key, text in batch:
                _compare(connection, key, text)
        if not batch:
            return
        yield len(batch)


def original_of(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """For articles (keys) that are copies: the id of the article whose text they repeat."""
    query = (
        select(copies.c.article, articles.c.id)
        .join(articles, articles.c.key == copies.c.original)
        .where(copies.c.article.in_(keys))
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _in_force() -> Select[tuple[int]]:
    return select(readings.c.article).where(readings.c.current == 1)


def _forget(connection: Connection) -> None:
    """Take out articles that a newer capture has replaced; the rest of their group is compared anew."""
    gone = select(signatures.c.article).where(signatures.c.article.not_in(_in_force()))
    keys = [row[0] for row in connection.execute(gone)]
    for key in keys:
        again = [m for m in _group(connection, key) if m != key]
        for member in (key, *again):
            connection.execute(delete(copies).where(copies.c.article == member))
            connection.execute(delete(bands).where(bands.c.article == member))
            connection.execute(delete(signatures).where(signatures.c.article == member))


def _waiting(connection: Connection) -> list[tuple[int, str]]:
    query = (
        select(articles.c.key, articles.c.text)
        .where(articles.c.key.in_(_in_force()), articles.c.key.not_in(select(signatures.c.article)))
        .order_by(articles.c.key)
        .limit(BATCH)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def _compare(connection: Connection, key: int, text: str) -> None:
    mine = shingles(words_of(text))
    values = bands_of(mine)
    found = {}
    for other in _candidates(connection, values):
        its = connection.execute(select(articles.c.text).where(articles.c.key == other)).scalar_one()
        if copy := verify(mine, shingles(words_of(its))):
            found[other] = copy
    connection.execute(signatures.insert().values(article=key))
    connection.execute(bands.insert(), [{"value": value, "article": key} for value in values])
    if found:
        _unite(connection, key, found)


def _candidates(connection: Connection, values: Sequence[int]) -> list[int]:
    query = select(bands.c.value, bands.c.article).where(bands.c.value.in_(values))
    met: dict[int, set[int]] = {}
    for value, article in connection.execute(query):
        met.setdefault(value, set()).add(article)
    return sorted({article for found in met.values() if len(found) <= CROWDED for article in found})


def _group(connection: Connection, key: int) -> list[int]:
    """The articles that repeat one text, this one among them."""
    first = connection.execute(select(copies.c.original).where(copies.c.article == key)).scalar() or key
    rest = connection.execute(select(copies.c.article).where(copies.c.original == first)).scalars()
    return [first, *rest]


def _unite(connection: Connection, key: int, found: dict[int, Copy]) -> None:
    """All groups that the new article belongs to become one; its first article is the original."""
    members = {key, *(member for other in found for member in _group(connection, other))}
    kept = {
        row.article: (row.kind, row.similarity)
        for row in connection.execute(select(copies).where(copies.c.article.in_(members)))
    }
    facts = connection.execute(
        select(articles.c.key, articles.c.published, articles.c.id).where(articles.c.key.in_(members))
    ).all()
    order = [row[0] for row in sorted(facts, key=lambda row: (row[1] or "9999", row[2]))]
    best = max(found.values(), key=lambda copy: copy.similarity)
    connection.execute(delete(copies).where(copies.c.article.in_(members)))
    rows = []
    for member in order[1:]:
        own = found.get(member)
        kind, similarity = kept.get(member) or ((own.kind, own.similarity) if own else (best.kind, best.similarity))
        rows.append({"article": member, "original": order[0], "kind": kind, "similarity": similarity})
    connection.execute(copies.insert(), rows)
