"""RSS, Atom and sitemaps to entries. The XML is a stranger's: no entity is expanded, no DTD read, nothing is loaded.

lxml reads all of them, strictly first and then forgivingly: feeds with bare ampersands, stray control characters or a
missing end are common, and what can be read of them is read.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec import Struct

from marsad.capture.charsets import decode
from marsad.capture.problems import CaptureError

ENTRIES_MOST = 50_000  # sitemaps.org: the most a sitemap may hold
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.-]{2,30})")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(r"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)", re.S)
_DATES = ("updated", "modified", "lastmod", "pubdate", "published", "publication_date", "date", "issued")


class Entry(Struct, frozen=True):
    """A link that a source shows. `stamp`: its date as stated, "" for none (another stamp later means an update);
    `at`: the same as seconds since 1970, if it can be read."""

    url: str
    stamp: str = ""
    at: float | None = None


class Contents(Struct, frozen=True):
    """What a feed or sitemap holds. `children`: the sitemaps of an index; `note`: what was wrong with it but not fatal."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()
    note: str = ""


def read_feed(raw: bytes, charset: str | None = None) -> Contents:
    """Entries of RSS, RDF, Atom, a sitemap or an index. Raises CaptureError `bad-feed`, `feed-entities`, `not-a-feed`."""
    declared = _CHARSET.match(raw[:400])
    text = decode(raw, declared.group(1).decode("ascii") if declared else charset).text
    prolog = re.search(r"<[A-Za-z]", text)
    if _SUBSET.search(text, 0, prolog.start() if prolog else len(text)):
        raise CaptureError("feed-entities", "declares entities of its own, as attacks do", todo="Leave the source out")
    root, broken = _tree(_CONTROL.sub("", _DECLARED.sub("", text, count=1)))
    name = _name(root)
    if name in ("rss", "rdf", "feed", "channel"):
        entries = [_entry(node) for node in root.iter() if _name(node) in ("item", "entry")]
        children = []
    elif name in ("urlset", "sitemapindex"):
        entries = [_located(node) for node in root if _name(node) == "url"]
        children = [_located(node) for node in root if _name(node) == "sitemap"]
    else:
        raise CaptureError(
            "not-a-feed", f"is no RSS, Atom or sitemap but <{name[:40]}>", todo="Check the address in a browser"
        )
    found = [entry for entry in entries if entry]
    notes = ["is broken XML, read as far as it goes"] if broken else []
    if len(found) > ENTRIES_MOST:
        notes.append(f"holds {len(found)} entries, of which the first {ENTRIES_MOST} were read")
    if broken and not found and not children:
        raise CaptureError("bad-feed", "is broken XML without one entry that can be read", todo="Try again later")
    return Contents(tuple(found[:ENTRIES_MOST]), tuple(child for child in children if child), "; ".join(notes))


def _tree(text: str) -> tuple[Any, bool]:
    """(root, was it broken). Raises CaptureError `bad-feed`."""
    from lxml import etree

    if not text.strip():
        raise CaptureError("bad-feed", "is empty", todo="Try again later")
    safe: dict[str, Any] = {
        "encoding": "utf-8", "resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False,
        "remove_comments": True, "remove_pis": True,
    }  # fmt: skip
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(**safe)), False
    except etree.XMLSyntaxError:
        mended = _AMPERSAND.sub(lambda m: m.group() if len(m.group()) > 1 else "&amp;", text.lstrip())
    try:
        root = etree.fromstring(mended.encode(), etree.XMLParser(recover=True, **safe))
    except etree.XMLSyntaxError as error:
        raise CaptureError("bad-feed", f"is no XML ({error})", todo="Try again later") from error
    if root is None:
        raise CaptureError("bad-feed", "is no XML", todo="Check the address in a browser")
    return root, True


def _name(node: Any) -> str:
    """The element's name without its namespace, in lower case; "" for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()


def _entry(item: Any) -> Entry | None:
    links: dict[str, str] = {}
    stamps: dict[str, str] = {}
    for node in item:
        name = _name(node)
        if name == "link" and node.get("href"):
            links.setdefault("link" if node.get("rel", "alternate") == "alternate" else "other", node.get("href"))
        elif name in ("link", "origlink"):
            links.setdefault(name, _text(node))
        elif name in ("guid", "id") and (name == "id" or node.get("ispermalink", node.get("isPermaLink")) != "false"):
            links.setdefault("guid", _text(node))
        elif name in _DATES:
            stamps.setdefault(name, _text(node))
    url = links.get("origlink") or links.get("link") or links.get("guid") or ""
    return _dated(url, stamps) if links.get("link") or url.startswith(("http://", "https://")) else None


def _located(node: Any) -> Entry | None:
    url, stamps = "", dict[str, str]()
    for child in node.iter():
        name = _name(child)
        if name == "loc" and not url:
            url = _text(child)
        elif name in _DATES:
            stamps.setdefault(name, _text(child))
    return _dated(url, stamps) if url else None


def _dated(url: str, stamps: dict[str, str]) -> Entry:
    stamp = next((stamps[name] for name in _DATES if stamps.get(name)), "")[:60]
    return Entry(url, stamp, moment(stamp))


def moment(stamp: str) -> float | None:
    """Seconds since 1970 of an RFC 822 or ISO 8601 date; one without a zone is taken as UTC. None if unreadable."""
    if not stamp:
        return None
    try:
        found = dt.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        try:
            found = parsedate_to_datetime(stamp)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp()
    except (OverflowError, ValueError):
        return None
