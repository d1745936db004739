"""What capture hands on: raw bytes as obtained (`Capture`) and the article found in them (`Article`).

All spans are half-open offsets in code points into `Article.text`, the text as captured.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    """What a paragraph is. Only TITLE, SUBTITLE, LEAD, BODY and (as hints) SUBHEAD are coded; nothing is cut."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    BYLINE = "byline"  # author, agency, place line, date line
    RELATED = "related"  # teasers of other articles: "للمزيد: …", "اقرأ أيضا"
    BOILERPLATE = "boilerplate"  # share, print, ads, cookie notes, menus


CODED_ROLES = frozenset({Role.TITLE, Role.SUBTITLE, Role.LEAD, Role.BODY})


class Paragraph(Struct, frozen=True):
    """A run of `Article.text` without line break (start, end: code points) and its role."""

    start: int
    end: int
    role: Role


class Capture(Struct, frozen=True):
    """One input as obtained: a file, a line of a JSONL, a member of an archive, a page.

    `raw` holds the bytes exactly as obtained, `sha256` their hash. `media` is "text/plain", "text/html" or
    "application/json" (one JSONL line). `origin` is what the user named (path, path!member, path#line, URL, "-").
    `obtained` is "file", "stdin", "url", "archive" or "crawl" (a record of a web archive); `at` the ISO time of capture
    (UTC), given by the caller's clock or, in a crawl, by the record. `charset` is what the transport declared, if anything.
    `media` may also be "message/rfc822" (one mail). `url` is where a crawl's record got it from.
    """

    raw: bytes
    sha256: str
    origin: str
    obtained: str
    at: str
    media: str
    charset: str | None = None
    published: str | None = None  # stated by the user (--published) for inputs that show no date
    url: str | None = None


class Article(Struct, frozen=True):
    """The article found in a capture. `text` is the input as given (plain text, JSONL) or the extracted text (HTML).

    `published` is ISO local time as the page states it ("2020-05-26T19:37:00", or a bare date when no time is given);
    `zone` is its UTC offset ("+03:00") if stated or assumed, `zone_basis` "stated", "assumed" or None.
    """

    id: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    author: str | None = None
    section: str | None = None
    place_line: str | None = None  # "القاهرة - رويترز" as written
    published: str | None = None
    published_basis: str | None = None  # "text", "metadata", "user"
    zone: str | None = None
    zone_basis: str | None = None
    url: str | None = None
    charset: str | None = None
    charset_basis: str | None = None  # "bom", "declared", "detected", "given"
