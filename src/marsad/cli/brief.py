"""`marsad brief`: a period told in Arabic and English, every number with its incidents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.base import BaseOption
from marsad.cli.months import Months, MonthsOption

if TYPE_CHECKING:
    from marsad.brief.tongue import Lang
    from marsad.brief.writing import Format


class Language(StrEnum):
    AR = "ar"
    EN = "en"
    BOTH = "both"


def brief(
    db: BaseOption,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, as 2018-04-07.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, in it.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Its ending says the format: .html, .pdf, .docx or .md.")
    ],
    area: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only a country (ISO code or name) or a place.")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language; both stand side by side in HTML.")] = Language.BOTH,
    months: MonthsOption = Months.LEVANT,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Let numbers lead into a workbench that runs there.")
    ] = None,
) -> None:
    """Write a brief of some days: figures, map, gravest incidents, claims, tallies, doubts, and the sources of every number.

    Example: marsad brief --db marsad.db --from 2018-04-07 --to 2018-04-13 -o brief.html

    Example: marsad brief --db marsad.db --from 2018-04-07 --to 2018-04-13 --area SY --lang ar -o syria.pdf
    """
    from marsad.brief.writing import Wanted
    from marsad.brief.writing import brief as write
    from marsad.cli.output import opened
    from marsad.store.repository import Store

    kind = _format(out)
    url = _url(base_url)
    languages: tuple[Lang, ...] = ("ar", "en") if lang is Language.BOTH else ("ar",) if lang is Language.AR else ("en",)
    with Store.view(db) as store:
        made = write(store, Wanted(first, last, area, languages, months.value, url), kind)
    with opened(out) as file:
        file.write(made)


def _format(out: Path) -> Format:
    from marsad.cli.surface import OutputError

    match out.suffix.lower():
        case ".html" | ".htm":
            return "html"
        case ".pdf":
            return "pdf"
        case ".docx":
            return "docx"
        case ".md":
            return "md"
    raise OutputError(
        "its ending names no format of a brief", where=str(out), todo="End it in .html, .pdf, .docx or .md"
    )


def _url(written: str | None) -> str | None:
    from marsad.errors import MarsadError

    if written is not None and not written.startswith(("http://", "https://")):
        raise MarsadError(f"--base-url {written!r} is no address", todo="Give one as http://localhost:8000")
    return written
