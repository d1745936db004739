"""HTML to text, one paragraph a line, with what the page's metadata says.

trafilatura finds the article in most pages; pages that it reads badly (table layouts and <br> paragraphs of the 2000s, div
soup) go through our own walk over the tree, resiliparse being the fallback for broken markup. Scripts and styles are never text.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from marsad.capture.problems import CaptureError

TAGS_MOST = 200_000  # elements; real articles have fewer than 20,000
DEPTH_MOST = 400  # nesting; lxml and recursion are safe far below it
HEAD_LINES = 6  # lines kept before the first that trafilatura takes for the article: title, byline, date, share line
TAIL_LINES = 3
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DROP = re.compile(r"<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_VOID = frozenset(
    {
        "br",
        "img",
        "meta",
        "link",
        "input",
        "hr",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "wbr",
        "param",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "option",
        "dt",
        "dd",
    }
)
_BLOCK = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "tr",
        "td",
        "th",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "figure",
        "figcaption",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "center",
        "hr",
        "dd",
        "dt",
        "title",
    }
)
_SKIP = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "form",
        "select",
        "button",
        "svg",
        "iframe",
        "aside",
        "menu",
    }
)
_HOLDERS = frozenset({"body", "div", "table", "tbody", "tr", "td", "article", "section", "main", "center"})
_SPACE = re.compile(r"[ \t\xa0\r\f\v]+")
_ARABIC = re.compile("[\u0621-\u064a]")


class Page(NamedTuple):
    """Text of a page and its metadata, as stated."""

    text: str
    title: str | None
    author: str | None
    publisher: str | None
    section: str | None
    published: str | None
    url: str | None


def read_page(html: str) -> Page:
    """The article of an HTML page. Raises CaptureError `no-text` or `bomb`."""
    markup = _DROP.sub(" ", html)
    bomb = _too_wild(markup)
    meta = _metadata(html[:400_000])
    if bomb:
        text = _flat(markup[:2_000_000])
        if not _ARABIC.search(text):
            raise CaptureError(
                "bomb",
                f"is HTML that no browser page looks like ({bomb})",
                todo="Save the text of the page and give that",
            )
        return meta._replace(text=text)
    body = _best(markup)
    if not body.strip():
        raise CaptureError("no-text", "holds no text", todo="Save the page from a browser and try again")
    title = meta.title or _tag(markup, "h1")
    if title is None and (named := _tag(html[:400_000], "title")) and named in body.split("\n"):
        title = named  # a <title> is often the site's; it is the article's only when the page shows it
    return meta._replace(text=_with_title(body, title), title=title)


def _too_wild(markup: str) -> str | None:
    depth = deepest = count = 0
    for match in _TAG.finditer(markup):
        name = match.group(2).lower()
        count += 1
        if count > TAGS_MOST:
            return f"more than {TAGS_MOST} tags"
        if name in _VOID:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEPTH_MOST:
        return f"nested {deepest} deep"
    longest = max((len(part) for part in markup.split(">")), default=0)
    return "a tag of over a megabyte" if longest > 1_000_000 else None


def _best(markup: str) -> str:
    """Our own walk keeps every line; trafilatura says where in them the article is. Where the two do not meet, the one
    that holds more running Arabic is taken."""
    own, found = _own(markup), _trafilatura(markup)
    lines = own.split("\n")
    keys = {_key(line) for line in found.split("\n") if _letters(line) >= 15}
    at = [i for i, line in enumerate(lines) if _letters(line) >= 15 and _key(line) in keys]
    covered = sum(_letters(lines[i]) for i in at)
    if at and covered >= 0.7 * _letters(found):
        first = max(0, at[0] - HEAD_LINES)
        return "\n".join(lines[first : at[-1] + 1 + TAIL_LINES])
    mashed = sum(line.startswith("|") for line in found.split("\n")) or found.count("\n") * 2 < own.count("\n")
    if _letters(found) >= 0.6 * _letters(own) and _letters(found) >= 200 and not mashed:
        return found
    return own if _letters(own) >= 0.8 * _letters(found) else found


def _key(line: str) -> str:
    return re.sub(r"\W+", "", line)[:60]


def _letters(text: str) -> int:
    return len(_ARABIC.findall(text))


def _trafilatura(markup: str) -> str:
    try:
        import trafilatura

        found = trafilatura.extract(
            markup, include_comments=False, include_tables=True, favor_recall=True, fast=True, deduplicate=False
        )
    except Exception:
        return ""
    return found or ""


def _own(markup: str) -> str:
    """Lines of the block that holds most running text: the subtree of the densest paragraphs, read with its <br>s."""
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(markup)
    except Exception:
        return _resiliparse(markup) or _flat(markup)
    body = tree.find("body")
    root = body if body is not None else tree
    node = _article_node(root)
    lines: list[str] = []
    _walk(node, lines, [])
    return "\n".join(line for line in (_SPACE.sub(" ", x).strip() for x in "".join(lines).split("\n")) if line)


def _article_node(root: Any) -> Any:
    """Descend while one child holds at least seven tenths of the Arabic letters (links excluded)."""
    node = root
    while True:
        weights = [(_weight(child), child) for child in node if isinstance(child.tag, str) and child.tag in _HOLDERS]
        best = max(weights, key=lambda w: w[0], default=(0, None))
        if best[1] is None or best[0] < 0.7 * max(1, _weight(node)) or best[0] < 150:
            return node
        if _headings(node) > _headings(best[1]):
            return node
        node = best[1]


def _headings(node: Any) -> int:
    return sum(_letters("".join(h.itertext())) >= 8 for name in ("h1", "h2") for h in node.iter(name))


def _weight(node: Any) -> int:
    text = "".join(t for t in node.itertext() if t)
    links = "".join("".join(a.itertext()) for a in node.iter("a"))
    return max(0, _letters(text) - 2 * _letters(links))


def _walk(node: Any, out: list[str], path: list[str]) -> None:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag in _SKIP or not tag:
        if node.tail and path:
            out.append(node.tail.replace("\n", " "))
        return
    block = tag in _BLOCK
    if block:
        out.append("\n")
    if node.text:
        out.append(node.text.replace("\n", " "))
    for child in node:
        _walk(child, out, [*path, tag] if len(path) < 3 else path)
    if block:
        out.append("\n")
    if node.tail and path:
        out.append(node.tail.replace("\n", " "))


def _resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(extract_plain_text(markup, main_content=True))
    except Exception:
        return ""


def _flat(markup: str) -> str:
    """Tags out, blocks as line ends: for markup that no tree should be built from."""
    import html as entities

    text = re.sub(r"</?(?:" + "|".join(sorted(_BLOCK)) + r")\b[^>]{0,2000}>", "\n", markup, flags=re.I)
    text = entities.unescape(re.sub(r"<[^>]{0,2000}>?", " ", text))
    return "\n".join(line for line in (_SPACE.sub(" ", x).strip() for x in text.split("\n")) if line)


def _with_title(body: str, title: str | None) -> str:
    """The title first, once."""
    if not title:
        return body
    lines = body.split("\n")
    head = [line.strip() for line in lines[:6]]
    return body if title in head else "\n".join([title, *lines])


# ---- metadata
def _tag(html: str, name: str) -> str | None:
    import html as entities

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


def _metadata(html: str) -> Page:
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
    import html as entities

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
