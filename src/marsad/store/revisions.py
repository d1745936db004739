"""What people said of coded values: accepted, corrected, rejected, added. Revisions outlive every new coding.

A revision belongs to an article id and to words of its text (offsets and quote), not to a row of a reading. Where a
newer text of the article moved the words, the quote finds them again if it stands there once; else it is loose.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from sqlalchemy import select

from marsad.errors import MarsadError
from marsad.store.schema import articles, readings, revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.repository import Store

ACTIONS = ("accept", "edit", "reject", "add")
LONGEST = 2_000  # characters of a value or a reason


class RevisionError(MarsadError):
    """A revision that cannot be kept: its words are not in the text, or something is missing."""

    code = "revision"
    exit_status = 2


class Revision(Struct, frozen=True):
    """One judgement. `field`: the role of the value (docs/WORKBENCH.md lists them); `event`: the event id it belongs
    to, None for values of the article; `old`: the value as it was coded; `value`: as it should be."""

    article: str
    start: int
    end: int
    quote: str
    field: str
    event: str | None
    action: str
    old: str | None
    value: str | None
    why: str
    who: str
    at: str


def keep(store: Store, revision: Revision) -> None:
    """Keep a revision; the same one twice is one. Raises RevisionError, NotStoredError."""
    _check(revision)
    record = store.record(revision.article)
    if not 0 <= revision.start < revision.end or record.text[revision.start : revision.end] != revision.quote:
        what = f"the text does not say «{revision.quote[:80]}» at {revision.start}-{revision.end}"
        raise RevisionError(what, where=revision.article, todo="Load the article again: it may have been captured anew")
    if revision.event is not None and revision.event not in {event.id for event in record.events}:
        raise RevisionError(f"no event {revision.event}", where=revision.article, todo="Load the article again")
    values = msgspec.structs.asdict(revision)
    id_ = hashlib.sha256(msgspec.json.encode(revision)).hexdigest()[:16]
    with store.writing() as connection:
        if connection.execute(select(revisions.c.key).where(revisions.c.id == id_)).first() is None:
            connection.execute(revisions.insert().values(id=id_, **values))


def _check(revision: Revision) -> None:
    if revision.action not in ACTIONS:
        raise RevisionError(
            f"{revision.action} is no action", where=revision.article, todo=f"One of {', '.join(ACTIONS)}"
        )
    if revision.action in ("edit", "add") and not (revision.value or "").strip():
        raise RevisionError("the new value is missing", where=revision.article, todo="Say what it should be")
    if revision.action != "accept" and not revision.why.strip():
        raise RevisionError("the reason is missing", where=revision.article, todo="Say why, in a few words")
    if max(len(revision.value or ""), len(revision.why)) > LONGEST:
        raise RevisionError("too long", where=revision.article, todo=f"{LONGEST} characters at most")


def of_article(connection: Connection, article: str) -> list[Revision]:
    """The revisions of an article, the oldest first."""
    query = select(revisions).where(revisions.c.article == article).order_by(revisions.c.key)
    names = Revision.__struct_fields__
    return [Revision(*(getattr(row, name) for name in names)) for row in connection.execute(query)]


def revised_articles(connection: Connection) -> list[str]:
    """The ids of articles with revisions and a reading in force, sorted."""
    query = (
        select(revisions.c.article)
        .join(articles, articles.c.id == revisions.c.article)
        .join(readings, readings.c.article == articles.c.key)
        .where(readings.c.current == 1)
    )
    return sorted(set(connection.execute(query).scalars()))


def found_at(text: str, revision: Revision) -> tuple[int, int] | None:
    """Where the words of a revision stand in the text as captured now; None where they cannot be told."""
    if text[revision.start : revision.end] == revision.quote:
        return revision.start, revision.end
    first = text.find(revision.quote)
    if first < 0 or text.find(revision.quote, first + 1) >= 0:
        return None
    return first, first + len(revision.quote)
