"""Capture to article: decode, extract, lay out. The text of plain and JSONL input is the input exactly as given."""

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import urlsplit

from marsad.arabic.folding import word_key
from marsad.capture.charsets import decode
from marsad.capture.fast_pages import read_page_fast
from marsad.capture.headline import Stamp, read_machine_stamp
from marsad.capture.language import has_arabic, page_refusal, refusal
from marsad.capture.layout import Head, Layout, read_layout
from marsad.capture.mail_text import read_mail
from marsad.capture.markup import without_hidden
from marsad.capture.page_meta import Page
from marsad.capture.pages import read_page
from marsad.capture.problems import CaptureError
from marsad.model.document import Article, Capture

_REFUSED = {
    "not-arabic": ("is not Arabic text", "Marsad reads Arabic only"),
    "other-language": ("is in another language of Arabic script", "Marsad reads Arabic only"),
}
_HALVES = re.compile("[\ud800-\udfff]")
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)


def to_article(capture: Capture, layout: Layout, *, fast: bool = False) -> Article:
    """The article in a capture; `fast`: pages by resiliparse alone. Raises CaptureError with a stable code (empty,
    not-arabic, not-json, no-text, …)."""
    if capture.media == "application/json":
        return _from_row(capture, layout)
    if capture.media == "message/rfc822":
        return _from_mail(capture, layout, fast)
    declared = capture.charset
    if capture.media == "text/html" and not declared:
        match = _META_CHARSET.search(capture.raw[:4000])
        declared = match.group(1).decode("ascii") if match else None
    decoded = decode(capture.raw, declared)
    if capture.media == "text/html":
        page = _page(decoded.text, fast)
    else:
        page = Page(decoded.text, None, None, None, None, None, None)
    url = capture.url or page.url or (capture.origin if capture.obtained == "url" else None)
    return _article(None, page, url, capture, layout, decoded.charset, decoded.basis)


def _sound(text: str) -> str:
    """Halves of surrogate pairs, which JSON can state and no file can hold, each as one U+FFFD: offsets stay."""
    return _HALVES.sub("\ufffd", text)


def _refuse(code: str | None) -> None:
    if code:
        what, todo = _REFUSED[code]
        raise CaptureError(code, what, todo=todo)


def _page(html: str, fast: bool) -> Page:
    if fast:
        _refuse(None if has_arabic(html) else "not-arabic")  # the text that is found is looked at as any other
        return read_page_fast(html)
    markup = without_hidden(html)
    _refuse(page_refusal(html, markup))
    return read_page(html, markup)


def _from_mail(capture: Capture, layout: Layout, fast: bool) -> Article:
    """The text of a message; its subject is the title and its date the day of publication, unless an HTML part says so itself."""
    mail = read_mail(capture.raw)
    page = _page(mail.body.text, fast) if mail.html else Page(mail.body.text, None, None, None, None, None, None)
    page = page._replace(title=page.title or mail.subject, published=page.published or mail.date)
    return _article(None, page, page.url, capture, layout, mail.body.charset, mail.body.basis)


def json_row(raw: bytes) -> dict[str, object]:
    """The object of a JSONL line. Raises CaptureError `not-json`."""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CaptureError(
            "not-json", "is no valid JSON", todo='Each line must be an object like {"id": …, "text": …}'
        ) from error
    if not isinstance(row, dict):
        raise CaptureError(
            "not-json", "is JSON but no object", todo='Each line must be an object like {"id": …, "text": …}'
        )
    return row


def _from_row(capture: Capture, layout: Layout) -> Article:
    row = json_row(capture.raw)
    text = row.get("text")
    if not isinstance(text, str):
        raise CaptureError("no-text", 'has no "text" that is a string', todo='Each line needs {"id": …, "text": …}')

    def said(key: str) -> str | None:
        value = row.get(key)
        return _sound(value).strip() or None if isinstance(value, str) else None

    page = Page(
        _sound(text), said("title"), said("author"), said("publisher"), said("section"), said("published"), said("url")
    )
    identity = row.get("id")
    return _article(
        _sound(str(identity)) if isinstance(identity, (str, int)) and identity != "" else None,
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
    _refuse(refusal(page.text))
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
