"""Capture to article: decode, extract, lay out. The text of plain and JSONL input is the input exactly as given."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from marsad.arabic.folding import word_key
from marsad.capture.charsets import arabic_share, decode
from marsad.capture.headline import Stamp, read_machine_stamp
from marsad.capture.inputs import json_row
from marsad.capture.layout import Head, Layout, read_layout
from marsad.capture.pages import Page, read_page
from marsad.capture.problems import CaptureError
from marsad.model.document import Article, Capture

ARABIC_LEAST = 4  # letters under which a text is not called Arabic
ARABIC_SHARE = 0.2
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)


def to_article(capture: Capture, layout: Layout) -> Article:
    """The article in a capture. Raises CaptureError with a stable code (empty, not-arabic, not-json, no-text, …)."""
    if capture.media == "application/json":
        return _from_row(capture, layout)
    declared = capture.charset
    if capture.media == "text/html" and not declared:
        match = _META_CHARSET.search(capture.raw[:4000])
        declared = match.group(1).decode("ascii") if match else None
    decoded = decode(capture.raw, declared)
    if capture.media == "text/html":
        page = read_page(decoded.text)
    else:
        page = Page(decoded.text, None, None, None, None, None, None)
    url = page.url or (capture.origin if capture.obtained == "url" else None)
    return _article(None, page, url, capture, layout, decoded.charset, decoded.basis)


def _from_row(capture: Capture, layout: Layout) -> Article:
    row = json_row(capture.raw)
    text = row.get("text")
    if not isinstance(text, str):
        raise CaptureError("no-text", 'has no "text" that is a string', todo='Each line needs {"id": …, "text": …}')

    def said(key: str) -> str | None:
        value = row.get(key)
        return value.strip() or None if isinstance(value, str) else None

    page = Page(text, said("title"), said("author"), said("publisher"), said("section"), said("published"), said("url"))
    identity = row.get("id")
    return _article(
        str(identity) if isinstance(identity, (str, int)) and identity != "" else None,
        page,
        page.url,
        capture,
        layout,
        "utf-8",
        "given",
    )


def _article(
    identity: str | None, page: Page, url: str | None, capture: Capture, layout: Layout, charset: str, basis: str
) -> Article:
    if not page.text.strip():
        raise CaptureError("empty", "has no text", todo="Give a text with words in it")
    letters, share = arabic_share(page.text)
    if letters < ARABIC_LEAST or share < ARABIC_SHARE:
        raise CaptureError("not-arabic", "is not Arabic text", todo="Marsad reads Arabic only")
    paragraphs, head = read_layout(page.text, layout, page.title)
    stamp, ground = _published(page, head, capture)
    zone, zone_basis = _zone(stamp, head.place_line, layout)
    return Article(
        id=identity or hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=page.text, paragraphs=paragraphs, title=page.title or head.title, subtitle=head.subtitle,
        publisher=page.publisher or head.publisher or _domain(url, layout), author=page.author or head.author,
        section=page.section, place_line=head.place_line,
        published=stamp.value if stamp else None, published_basis=ground if stamp else None,
        zone=zone, zone_basis=zone_basis,
        url=url, charset=charset, charset_basis=basis,
    )  # fmt: skip


def _published(page: Page, head: Head, capture: Capture) -> tuple[Stamp | None, str | None]:
    """Metadata first (a JSONL's field, a page's meta tags), with the head's time of the same day; then the head; then the user."""
    stated = read_machine_stamp(page.published or "")
    if stated:
        if head.stamp and "T" not in stated.value and head.stamp.value.startswith(stated.value):
            return head.stamp, "metadata"
        return stated, "metadata"
    if head.stamp:
        return head.stamp, "text"
    given = read_machine_stamp(capture.published or "")
    return (given, "user") if given else (None, None)


def _zone(stamp: Stamp | None, place_line: str | None, layout: Layout) -> tuple[str | None, str | None]:
    """The stated zone of a time, else the one of the place line's city, which is an assumption; a bare day has none."""
    if stamp is None or "T" not in stamp.value:
        return None, None
    if stamp.zone:
        return stamp.zone, "stated"
    key = word_key(place_line or "")
    zone = next(
        (z for city, z in layout.zones.items() if key == city or key.startswith((city + " ", city + "،", city + ":"))),
        None,
    )
    return (zone, "assumed") if zone else (None, None)


def _domain(url: str | None, layout: Layout) -> str | None:
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    parts = host.split(".")
    return next(
        (layout.domains[d] for i in range(len(parts) - 1) if (d := ".".join(parts[i:])) in layout.domains), None
    )
