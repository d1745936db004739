"""What of an article is searched, and the spellings under which each word is found.

Text and query go through the same folding (`arabic/folding.py`: no diacritics, one alef, ه for ة …). A word of the text
stands in the index under its whole spelling and under every stem that its proclitics leave (`arabic/tokens.py`), so
that قتل finds وقتل and القتل. A change here needs a migration that fills the index anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from marsad.arabic.folding import Folded
from marsad.arabic.tokens import Token, stems, tokenize
from marsad.model.document import Paragraph, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOT_SEARCHED = frozenset({Role.BOILERPLATE, Role.RELATED})  # menus, and teasers of other articles
BATCH = 500  # articles read at once when an index is filled


@lru_cache(maxsize=65536)
def spellings(norm: str) -> tuple[str, ...]:
    """The spellings under which a folded word of a text is found: the whole first, then its stems."""
    return tuple(dict.fromkeys(stem for _, stem in stems(norm)))


def words_of(text: str) -> list[Token]:
    """The words and numbers of a text, without marks; Latin letters small."""
    return [Token(t.norm.lower(), t.line, t.at) for t in tokenize(Folded(text)) if t.norm[0].isalnum()]


def searched(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are searched, as offsets into it."""
    if not paragraphs:
        yield 0, len(text)
    for paragraph in paragraphs:
        if paragraph.role not in NOT_SEARCHED:
            yield paragraph.start, paragraph.end


def heads(title: str | None, subtitle: str | None, text: str) -> Iterator[str]:
    """Title and subtitle where they are stated beside the text and not in it."""
    for head in (title, subtitle):
        if head and head not in text:
            yield head


def index_words(title: str | None, subtitle: str | None, text: str, paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """All spellings of an article for the search index, in order, repeated as they occur."""
    parts = [*heads(title, subtitle, text), *(text[start:end] for start, end in searched(text, paragraphs))]
    return [spelling for part in parts for token in words_of(part) for spelling in spellings(token.norm)]


def fill_index(connection: Connection) -> None:
    """Index every article that the search index misses (an older base, an import)."""
    from sqlalchemy import select

    from marsad.store import engine as engines
    from marsad.store.schema import articles

    missing = engines.unindexed(connection)
    columns = (articles.c.key, articles.c.title, articles.c.subtitle, articles.c.text, articles.c.paragraphs)
    for first in range(0, len(missing), BATCH):
        wanted = missing[first : first + BATCH]
        for key, title, subtitle, text, paragraphs in connection.execute(
            select(*columns).where(articles.c.key.in_(wanted)).order_by(articles.c.key)
        ).all():
            parsed = msgspec.json.decode(paragraphs, type=tuple[Paragraph, ...])
            engines.add_words(connection, key, index_words(title, subtitle, text, parsed))
