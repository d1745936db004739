"""A brief from a base to the bytes of a file: what the command line calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.brief.tongue import Lang
from marsad.places.catalogue import Gazetteer
from marsad.store.repository import Store

Format = Literal["html", "pdf", "docx", "md"]


class Wanted(Struct, frozen=True):
    """What a user asks for, as written. `months`: a custom of model/months.py."""

    first: str
    last: str
    area: str | None = None
    languages: Sequence[Lang] = ("ar", "en")
    months: str = "levant"
    base_url: str | None = None


def gazetteer() -> Gazetteer:
    """The places by which a brief is made; a server reads them once."""
    return Gazetteer.load()


def brief(store: Store, wanted: Wanted, format: Format, places: Gazetteer | None = None) -> bytes:
    """The brief as a file (`places`: the package's own, where a server holds it already). Raises PeriodError, AreaError,
    WriterError, StoreError."""
    from marsad.brief.compose import compose
    from marsad.brief.gathering import gather
    from marsad.brief.names import load_names
    from marsad.brief.tongue import load_tongue
    from marsad.brief.wish import parse_area, parse_period

    period = parse_period(wanted.first, wanted.last)
    places = places or gazetteer()
    area = parse_area(wanted.area, places) if wanted.area is not None else None
    names = load_names(places)
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
