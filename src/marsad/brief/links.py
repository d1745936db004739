"""Where a number leads: a list of its incidents in the appendix, or a filter of a running workbench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from marsad.brief.document import Span
from marsad.brief.tongue import Lang


class Links:
    """Collects the lists that numbers lead to, in the order of the text; each is written in the appendix.

    With `base_url` a number leads into the workbench where its filter can say the same, else to the appendix."""

    def __init__(self, lang: Lang, base_url: str | None) -> None:
        self.lang, self.base_url = lang, base_url.rstrip("/") if base_url else None
        self.lists: dict[tuple[str, ...], tuple[str, str]] = {}  # incidents: anchor, name

    def number(self, text: str, incidents: Sequence[str], name: str, filter: Mapping[str, str] | None = None) -> Span:
        """A number as a link; without incidents there is nothing to lead to."""
        if not incidents:
            return Span(text)
        anchor, _ = self.lists.setdefault(tuple(incidents), (f"{self.lang}-list-{len(self.lists) + 1}", name))
        if self.base_url and filter:
            return Span(text, f"{self.base_url}/incidents?{urlencode(dict(filter))}")
        return Span(text, f"#{anchor}")

    def incident(self, id_: str) -> Span:
        """An incident's id, leading to its reports."""
        if self.base_url:
            return Span(id_, f"{self.base_url}/incidents/{quote(id_)}", foreign=True)
        return Span(id_, f"#{self.anchor(id_)}", foreign=True)

    def anchor(self, id_: str) -> str:
        return f"{self.lang}-{id_}"
