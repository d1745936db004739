"""What the markup of a page says of itself: JSON-LD, Open Graph and other meta tags, <time>, the canonical address."""

from __future__ import annotations

import html as entities
import json
import re
from typing import NamedTuple

META_MOST = 400_000  # characters of a page in which its metadata are looked for
_SPACE = re.compile(r"[ \t\xa0\r\f\v]+")


class Page(NamedTuple):
    """Text of a page and its metadata, as stated."""

    text: str
    title: str | None
    author: str | None
    publisher: str | None
    section: str | None
    published: str | None
    url: str | None


def tag_text(html: str, name: str) -> str | None:
    """The text of the first element of that name, entities read; of a <title> without the site's name after a bar."""
    match = re.search(rf"<{name}\b[^>]*>(.{{1,2000}}?)</{name}\s*>", html, re.I | re.S)
    if not match:
        return None
    text = _SPACE.sub(" ", entities.unescape(re.sub(r"<[^>]*>", " ", match.group(1))).replace("\n", " ")).strip()
    if name == "title":
        text = re.split(r"\s+[|–—]\s+", text)[0].strip()
    return text or None


_META = re.compile(r"<meta\b([^>]{1,3000})>", re.I)
_ATTR = re.compile(r"""([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)'|[^\s"'>]+)""")
_JSONLD = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>(.*?)</script", re.I | re.S)
_CANONICAL = re.compile(r"<link\b[^>]*rel=[\"']?canonical[^>]*>", re.I)


def read_metadata(html: str) -> Page:
    """A page without its text: JSON-LD before Open Graph before the rest."""
    meta = _metas(html)
    linked = _jsonld(html)
    author = linked.get("author") or meta.get("author") or meta.get("article:author")
    if author and author.startswith("http"):
        author = None
    return Page(
        "", linked.get("headline") or meta.get("og:title") or meta.get("twitter:title"), author,
        linked.get("publisher") or meta.get("og:site_name"), linked.get("section") or meta.get("article:section"),
        linked.get("published") or meta.get("article:published_time") or meta.get("datepublished") or meta.get("date") or meta.get("pubdate") or _time(html),
        meta.get("og:url") or _canonical(html),
    )  # fmt: skip


def _metas(html: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for match in _META.finditer(html):
        attrs = {k.lower(): entities.unescape(a or b or v.strip("\"'")) for k, v, a, b in _ATTR.findall(match.group(1))}
        key = attrs.get("property") or attrs.get("name") or attrs.get("itemprop")
        if key and attrs.get("content", "").strip():
            out.setdefault(key.lower(), attrs["content"].strip())
    return out


def _jsonld(html: str) -> dict[str, str]:
    for match in _JSONLD.finditer(html):
        try:
            data = json.loads(match.group(1))
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and str(item.get("@type", "")).endswith(("Article", "Posting")):
                found = {
                    "headline": item.get("headline"),
                    "published": item.get("datePublished"),
                    "section": item.get("articleSection"),
                    "author": _named(item.get("author")),
                    "publisher": _named(item.get("publisher")),
                }
                return {k: v.strip() for k, v in found.items() if isinstance(v, str) and v.strip()}
    return {}


def _named(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _time(html: str) -> str | None:
    match = re.search(r"<time\b[^>]*datetime=[\"']([^\"']{8,40})", html, re.I)
    return match.group(1) if match else None


def _canonical(html: str) -> str | None:
    match = _CANONICAL.search(html)
    found = re.search(r"href=[\"']([^\"'>]+)", match.group()) if match else None
    return found.group(1) if found else None
