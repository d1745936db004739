"""A brief from a base to the bytes of a file: what the command line calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.brief.tongue import Lang
from marsad.store.repository import Store

Format = Literal["html", "pdf", "docx", "md"]


class Wanted(Struct, frozen=True):
    """What a user asks for, as written. `months`: levant, gulf or maghreb."""

    first: str
    last: str
    area: str | None = None
    languages: Sequence[Lang] = ("ar", "en")
    months: str = "levant"
    base_url: str | None = None


def brief(store: Store, wanted: Wanted, format: Format) -> bytes:
    """The brief as a file. Raises PeriodError, AreaError, WriterError, StoreError."""
    from marsad.brief.compose import compose
    from marsad.brief.gathering import gather
    from marsad.brief.names import load_names
    from marsad.brief.tongue import load_tongue
    from marsad.brief.wish import parse_area, parse_period
    from marsad.places.catalogue import Gazetteer

    period = parse_period(wanted.first, wanted.last)
    gazetteer = Gazetteer.load()
    area = parse_area(wanted.area, gazetteer) if wanted.area is not None else None
    names = load_names(gazetteer)
    facts = gather(store, period, area, {code: english for code, (english, _) in names.countries.items()})
    documents = [compose(facts, load_tongue(lang, wanted.months, names), wanted.base_url) for lang in wanted.languages]
    if format == "md":
        from marsad.brief.markdown import markdown

        return markdown(documents)
    if format == "docx":
        from marsad.brief.docx import docx

        return docx(documents)
    from marsad.brief.html import html

    if format == "html":
        return html(documents)
    from marsad.brief.pdf import pdf

    return pdf(html(documents, beside=False))
