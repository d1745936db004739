"""Where a number leads: a list of its incidents in the appendix, or a filter of a running workbench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from marsad.brief.document import Span
from marsad.brief.tongue import Lang


class Links:
    """Collects the lists that numbers lead to, in the order of the text; each is written in the appendix.

    With `base_url` a number leads into the workbench where its filter can say the same, else to the appendix."""

    def __init__(self, lang: Lang, base_url: str | None, order: Sequence[str] = ()) -> None:
        """`order`: the incidents as the appendix tells them, by which they are numbered."""
        self.lang, self.base_url = lang, base_url.rstrip("/") if base_url else None
        self.numbers = {id_: n for n, id_ in enumerate(order, 1)}
        self.lists: dict[tuple[str, ...], tuple[str, str]] = {}  # incidents: anchor, name

    def number(self, text: str, incidents: Sequence[str], name: str, filter: Mapping[str, str] | None = None) -> Span:
        """A number as a link; without incidents there is nothing to lead to."""
        if not incidents:
            return Span(text)
        anchor, _ = self.lists.setdefault(tuple(incidents), (f"{self.lang}-list-{len(self.lists) + 1}", name))
        if self.base_url and filter:
            return Span(text, f"{self.base_url}/incidents?{urlencode(dict(filter))}")
        return Span(text, f"#{anchor}")

    def incident(self, id_: str, template: str = "{n}") -> Span:
        """An incident's number in the appendix, leading to its reports."""
        told = template.format(n=self.numbers.get(id_, id_))
        return Span(told, f"{self.base_url}/incidents/{quote(id_)}" if self.base_url else f"#{self.anchor(id_)}")

    def runs(self, incidents: Sequence[str]) -> list[tuple[str, str]]:
        """First and last of each run of incidents that follow one another in the appendix; a run of two is told one by
        one, and so is every incident where a workbench has a page for each."""
        numbers = self.numbers
        out: list[list[str]] = []
        for id_ in sorted(incidents, key=lambda i: numbers.get(i, 0)):
            if out and not self.base_url and numbers.get(id_, 0) == numbers.get(out[-1][-1], 0) + 1:
                out[-1].append(id_)
            else:
                out.append([id_])
        parted = [[[id_] for id_ in run] if len(run) == 2 else [run] for run in out]
        return [(run[0], run[-1]) for runs in parted for run in runs]

    def anchor(self, id_: str) -> str:
        return f"{self.lang}-{id_}"
