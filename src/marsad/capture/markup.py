"""Markup as a string, before any tree is built: what is never text goes out, what no browser page looks like is refused."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from itertools import accumulate
from operator import sub

TAGS_MOST = 200_000  # elements; real articles have fewer than 20,000
DEPTH_MOST = 400  # nesting; lxml and recursion are safe far below it
TAG_MOST = 1_000_000  # characters of one tag

BLOCKS = frozenset((
    "p", "div", "br", "li", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "blockquote", "ul", "ol", "figure", "figcaption", "header", "footer", "nav", "aside", "main", "center", "hr", "dd",
    "dt", "title",
))  # fmt: skip
_UNNESTED = frozenset((
    "br", "img", "meta", "link", "input", "hr", "area", "base", "col", "embed", "source", "wbr", "param", "p", "li", "td",
    "tr", "th", "option", "dt", "dd",
))  # fmt: skip  # elements without content, or whose end tag may be left out
_HIDDEN = re.compile(r"<(?=[sntiSNTI!])(?:(script|style|noscript|template|svg|iframe)\b|!--)", re.I)
_ENDS = {
    name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "noscript", "template", "svg", "iframe")
}
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)")
_BREAK = re.compile(r"</?(?:" + "|".join(sorted(BLOCKS)) + r")\b[^>]{0,2000}>", re.I)
_SHOWN = re.compile(r">([^<]+)")
SPACE = re.compile(r"[ \t\xa0\r\f\v]+")
_UNEVEN = re.compile(r"[ \t\xa0\r\f\v][ \t\xa0\r\f\v]+|[\t\xa0\r\f\v]")  # all that `SPACE` finds but single spaces


def without_hidden(html: str) -> str:
    """Markup without scripts, styles, comments and the like; one that is not closed takes the rest of the page."""
    return " ".join(_kept(html))


def _kept(html: str) -> Iterator[str]:
    at = 0
    while opening := _HIDDEN.search(html, at):
        yield html[at : opening.start()]
        name = opening.group(1)
        if name is None:
            end = html.find("-->", opening.end())
            at = end + 3 if end >= 0 else len(html)
        else:
            closing = _ENDS[name.lower()].search(html, opening.end())
            at = closing.end() if closing else len(html)
    yield html[at:]


def shown(markup: str) -> str:
    """What stands between the tags."""
    return " ".join(_SHOWN.findall(f">{markup}"))


def too_wild(markup: str) -> str | None:
    """Why no tree should be built of it, or None."""
    if markup.count("<") > TAGS_MOST and sum(1 for _ in _TAG.finditer(markup)) > TAGS_MOST:
        return f"more than {TAGS_MOST} tags"
    if markup.count("<") > DEPTH_MOST:  # else there are too few tags for it
        depth = list(accumulate(map(_Steps().__getitem__, _TAG.findall(markup)), initial=0))
        if max(depth) - min(depth) > DEPTH_MOST:  # else nothing is so deep
            deepest = max(
                map(sub, depth, accumulate(depth, min))
            )  # an end tag too many does not make the rest less deep
            if deepest > DEPTH_MOST:
                return f"nested {deepest} deep"
    if len(markup) > TAG_MOST and max(map(len, markup.split(">"))) > TAG_MOST:
        return "a tag of over a megabyte"
    return None


class _Steps(dict[str, int]):
    """By how much a tag ("div", "/div") changes the depth."""

    def __missing__(self, tag: str) -> int:
        name = tag.lstrip("/").lower()
        self[tag] = step = 0 if name in _UNNESTED else -1 if tag[0] == "/" else 1
        return step


def flat(markup: str) -> str:
    """Tags out, blocks as line ends: for markup that no tree should be built from."""
    text = entities.unescape(re.sub(r"<[^>]{0,2000}>?", " ", _BREAK.sub("\n", markup)))
    return lines_of(text)


def lines_of(text: str) -> str:
    """Without empty lines, and with single spaces."""
    return "\n".join(filter(None, map(str.strip, _UNEVEN.sub(" ", text).split("\n"))))
