"""HTML to text, one paragraph a line, with what the page's metadata says.

trafilatura finds the article in most pages; pages that it reads badly (table layouts and <br> paragraphs of the 2000s, div
soup) go through our own walk over the tree, resiliparse being the fallback for broken markup. Scripts and styles are never text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from marsad.capture.charsets import arabic_letters
from marsad.capture.markup import flat, too_wild, without_hidden
from marsad.capture.page_meta import META_MOST, Page, read_metadata, tag_text
from marsad.capture.page_tree import Tree
from marsad.capture.problems import CaptureError

_NO_WORD = re.compile(r"\W+")
HEAD_LINES = 6  # lines kept before the first that trafilatura takes for the article: title, byline, date, share line
TAIL_LINES = 3


def read_page(html: str, markup: str | None = None) -> Page:
    """The article of an HTML page. `markup`: the page without what is hidden, where it is at hand. Raises CaptureError
    `no-text` or `bomb`."""
    markup = without_hidden(html) if markup is None else markup
    bomb = too_wild(markup)
    meta = read_metadata(html[:META_MOST])
    if bomb:
        text = flat(markup[:2_000_000])
        if not arabic_letters(text):
            raise CaptureError(
                "bomb",
                f"is HTML that no browser page looks like ({bomb})",
                todo="Save the text of the page and give that",
            )
        return meta._replace(text=text)
    return titled(meta, _best(markup), html, markup)


def titled(meta: Page, body: str, html: str, markup: str) -> Page:
    """The page with its title as the first line. Raises CaptureError `no-text` where there is no body."""
    if not body.strip():
        raise CaptureError("no-text", "holds no text", todo="Save the page from a browser and try again")
    title = meta.title or tag_text(markup, "h1")
    if title is None and (named := tag_text(html[:META_MOST], "title")) and named in body.split("\n"):
        title = named  # a <title> is often the site's; it is the article's only when the page shows it
    return meta._replace(text=_with_title(body, title), title=title)


def _best(markup: str) -> str:
    """Our own walk keeps every line; trafilatura says where in them the article is. Where the two do not meet, the one
    that holds more running Arabic is taken."""
    try:
        tree = Tree(markup)
    except Exception:
        own, found = _resiliparse(markup) or flat(markup), _trafilatura(markup)
    else:
        own = tree.lines()
        tree.drop_links()  # trafilatura drops them too, and takes long to see what they are
        found = _trafilatura(tree.root) or _trafilatura(markup)  # a page so small may seem too little without its menus
    lines = own.split("\n")
    letters = list(map(arabic_letters, lines))
    keys = {_key(line) for line in found.split("\n") if arabic_letters(line) >= 15}
    at = [i for i, line in enumerate(lines) if letters[i] >= 15 and _key(line) in keys]
    covered, wanted = sum(letters[i] for i in at), arabic_letters(found)
    if at and covered >= 0.7 * wanted:
        first = max(0, at[0] - HEAD_LINES)
        return "\n".join(lines[first : at[-1] + 1 + TAIL_LINES])
    mashed = sum(line.startswith("|") for line in found.split("\n")) or found.count("\n") * 2 < own.count("\n")
    if wanted >= 0.6 * sum(letters) and wanted >= 200 and not mashed:
        return found
    return own if sum(letters) >= 0.8 * wanted else found


def _key(line: str) -> str:
    key = _NO_WORD.sub("", line[:150])[:60]
    return key if len(key) == 60 else _NO_WORD.sub("", line)[:60]


def _trafilatura(page: Any) -> str:
    """What it takes for the article of a page, given as markup or as a tree (which it may change)."""
    try:
        import trafilatura

        found = trafilatura.extract(page, options=_wanted())
    except Exception:
        return ""
    return found or ""


@cache
def _wanted() -> Any:
    """What trafilatura is asked for: made once, as it reads its configuration for it."""
    from trafilatura.settings import Extractor

    return Extractor(comments=False, tables=True, recall=True, fast=True, dedup=False)


def _resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(extract_plain_text(markup, main_content=True))
    except Exception:
        return ""


def _with_title(body: str, title: str | None) -> str:
    """The title first, once."""
    if not title:
        return body
    lines = body.split("\n")
    head = [line.strip() for line in lines[:6]]
    return body if title in head else "\n".join([title, *lines])
