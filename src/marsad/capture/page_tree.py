"""Our own walk over a page's tree: the block that holds most running text, line by line, and what is no more than links."""

from __future__ import annotations

from typing import Any

from marsad.capture.charsets import arabic_letters
from marsad.capture.markup import BLOCKS, lines_of

_HOLDERS = frozenset(("body", "div", "table", "tbody", "tr", "td", "article", "section", "main", "center"))
_SKIP = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "footer", "form", "select", "button", "svg", "iframe",
    "aside", "menu",
))  # fmt: skip
_LINKS_LEAST = 3  # links of a block that is nothing but links …
_LINKED = 0.9  # … by this share of its letters


class Tree:
    """A parsed page. Raises lxml's errors for what it cannot parse."""

    def __init__(self, markup: str) -> None:
        import lxml.etree
        import lxml.html

        parser = lxml.etree.HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True)
        parser.set_element_class_lookup(lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement))
        self.root = lxml.html.document_fromstring(markup, parser=parser)
        self._deep_text = lxml.etree.XPath("string()", smart_strings=False)
        self._held = list(self.root.iter())  # else lxml makes each element's Python side anew at each visit
        self._linked: dict[Any, int] = {}  # Arabic letters in the links inside an element
        self._links: dict[Any, int] = {}  # and how many links with such letters
        self._count_links()

    def _count_links(self) -> None:
        """What is inside an element comes after it in the document: backwards, every sum is whole when it is handed up."""
        linked, links = self._linked, self._links
        for node in reversed(self._held):
            if node.tag == "a" and (found := arabic_letters(self._text(node))):
                linked[node], links[node] = found, 1
            if (found := linked.get(node, 0)) and (parent := node.getparent()) is not None:
                linked[parent] = linked.get(parent, 0) + found
                links[parent] = links.get(parent, 0) + links[node]

    def _text(self, node: Any) -> str:
        return self._deep_text(node) if len(node) else node.text or ""

    def lines(self) -> str:
        """Lines of the article's block, read with its <br>s."""
        body = self.root.find("body")
        out: list[str] = []
        _walk(self._article(body if body is not None else self.root), out, inside=False)
        return lines_of("".join(out))

    def _article(self, node: Any) -> Any:
        """Descend while one child holds at least seven tenths of the Arabic letters (links excluded)."""
        weight = self._weight(node)
        while True:
            children = [(self._weight(x), x) for x in node if isinstance(x.tag, str) and x.tag in _HOLDERS]
            most, best = max(children, key=lambda pair: pair[0], default=(0, None))
            if best is None or most < 0.7 * max(1, weight) or most < 150:
                return node
            if self._headings(node) > self._headings(best):
                return node
            node, weight = best, most

    def _weight(self, node: Any) -> int:
        found = arabic_letters(self._text(node))
        return max(0, found - 2 * self._linked.get(node, 0)) if found else 0

    def _headings(self, node: Any) -> int:
        return sum(arabic_letters(self._text(heading)) >= 8 for heading in node.iter("h1", "h2"))

    def drop_links(self) -> None:
        """Take out menus, lists of teasers and the like: blocks whose text is in links. Ends the use of `lines`."""
        self._prune(self.root)
        self._held.clear()

    def _prune(self, node: Any) -> None:
        for child in list(node):
            links = self._links.get(child, 0)
            if not links or child.tag == "a":
                continue
            if links >= _LINKS_LEAST and self._linked[child] >= _LINKED * arabic_letters(self._text(child)):
                child.drop_tree()
            else:
                self._prune(child)


def _walk(node: Any, out: list[str], *, inside: bool) -> None:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag and tag not in _SKIP:
        block = tag in BLOCKS
        if block:
            out.append("\n")
        if node.text:
            out.append(node.text.replace("\n", " "))
        for child in node:
            _walk(child, out, inside=True)
        if block:
            out.append("\n")
    if node.tail and inside:
        out.append(node.tail.replace("\n", " "))
