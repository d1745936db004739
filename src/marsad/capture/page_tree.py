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
        self._held = list(self.root.iter())  # else lxml makes each element's Python side anew at each visit
        self._letters = dict.fromkeys(self._held, 0)  # Arabic letters inside an element
        self._linked = dict.fromkeys(self._held, 0)  # those of them in links
        self._links = dict.fromkeys(self._held, 0)  # and how many links with such letters
        self._count()

    def _count(self) -> None:
        """What is inside an element comes after it in the document: backwards, every sum is whole when it is handed up."""
        letters, linked, links = self._letters, self._linked, self._links
        for node in reversed(self._held):
            if text := node.text:
                letters[node] += arabic_letters(text)
            inside = letters[node]
            if inside and node.tag == "a":
                linked[node], links[node] = inside, 1
            handed = inside + arabic_letters(tail) if (tail := node.tail) else inside
            if handed and (parent := node.getparent()) is not None:
                letters[parent] += handed
                linked[parent] += linked[node]
                links[parent] += links[node]

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
        return max(0, self._letters[node] - 2 * self._linked[node])

    def _headings(self, node: Any) -> int:
        return sum(self._letters[heading] >= 8 for heading in node.iter("h1", "h2"))

    def drop_links(self) -> None:
        """Take out menus, lists of teasers and the like: blocks whose text is in links. Ends the use of `lines`."""
        self._prune(self.root)
        self._held, self._letters, self._linked, self._links = [], {}, {}, {}  # no element is held any longer

    def _prune(self, node: Any) -> None:
        for child in list(node):
            links = self._links[child]
            if not links or child.tag == "a":
                continue
            if links >= _LINKS_LEAST and self._linked[child] >= _LINKED * self._letters[child]:
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
