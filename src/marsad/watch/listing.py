"""Links of a listing page (a front page, a section): those a CSS selector picks, in the order of the page."""

from __future__ import annotations

from typing import Any

from marsad.capture.charsets import decode
from marsad.capture.problems import CaptureError
from marsad.watch.feeds import Entry
from marsad.watch.links import plain

TAGS_MOST = 200_000  # elements; real front pages have below 10,000


def read_listing(raw: bytes, charset: str | None, url: str, select: str | None) -> tuple[Entry, ...]:
    """The links that `select` picks (or the ones inside what it picks); all links without it. Relative ones are
    resolved. Raises CaptureError `bomb`, `encoding` or `binary`."""
    text = decode(raw, charset).text
    if text.count("<") > TAGS_MOST:
        raise CaptureError("bomb", f"is HTML of more than {TAGS_MOST} tags", todo="Give a smaller listing")
    bases = picked(text, "base[href]")
    base = plain(bases[0].getattr("href") or "", url) if bases else None
    found: dict[str, None] = {}
    for node in picked(text, select or "a[href]"):
        for link in [node] if node.tag == "a" else node.query_selector_all("a[href]"):
            if address := plain(link.getattr("href") or "", base or url):
                found.setdefault(address)
    return tuple(Entry(address) for address in found)


def picked(html: str, select: str) -> list[Any]:
    """The elements that a CSS selector picks. Raises ValueError for what is no selector."""
    from resiliparse.parse.html import HTMLTree

    document = HTMLTree.parse(html).document
    return list(document.query_selector_all(select)) if document else []
