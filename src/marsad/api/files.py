"""Whole files over HTTP: every format of export, and the brief. Names of private persons are always left out here; who
needs them asks the command line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from marsad.api import shapes
from marsad.api.asked import Day, Text, months_of
from marsad.api.identity import needs, store_of
from marsad.export.formats import FORMATS
from marsad.export.withheld import STATEMENT
from marsad.model.months import Custom

router = APIRouter(prefix="/api/v1", dependencies=[Depends(needs("reader"))], tags=["files"])
FormatName = Literal["acled", "ucdp", "plover", "hxl", "geojson", "geoparquet", "xlsx", "timemap", "csv"]
ENDINGS = {"plover": "json", "timemap": "json", "geojson": "geojson", "geoparquet": "parquet", "xlsx": "xlsx"}
MEDIA = {
    "csv": "text/csv; charset=utf-8", "json": "application/json", "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
BRIEFS = ("html", "docx", "md")  # the kinds of brief that the server makes
# A brief has its style inside and nothing that runs; everything from pages is escaped (brief/html.py).
BRIEF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
IN_MEMORY = 8_000_000  # bytes of a file kept in memory while it is sent; a larger one lies in a temporary file
PORTION = 1 << 16
Least = Annotated[str, Query(pattern=r"^\d{0,4}$", description="Independent sources at least")]


def _described(*media: str) -> dict[int | str, dict[str, Any]]:
    """Refusals as everywhere; the answer is a file."""
    told = shapes.describes(shapes.IncidentList)
    content: dict[str, Any] = {m.partition(";")[0]: {} for m in media}
    return {k: v for k, v in told.items() if k != 304} | {200: {"description": "The file", "content": content}}


@router.get(
    "/exports/{format}", response_class=Response, responses=_described(*(MEDIA[e] for e in ("csv", *ENDINGS.values())))
)
def export(
    request: Request, format: Annotated[FormatName, Path()], start: Day = "", end: Day = "", country: Text = "", admin1: Text = "",
    event_type: Text = "", actor: Text = "", control: Text = "", status: Text = "", min_sources: Least = "",
    background: bool = False, more: bool = False,
) -> Response:  # fmt: skip
    """Incidents as a file, columns as in docs/EXPORTS.md. What is left blank chooses nothing."""
    from marsad import __version__, export_service
    from marsad.export.choice import Choice
    from marsad.export.filters import filter_of

    codes = request.app.state.codes()
    wanted = filter_of(
        codes, first=start or None, last=end or None, countries=_given(country), admin1=_given(admin1),
        types=_given(event_type), actors=_given(actor), control=_given(control), statuses=_given(status),
        min_sources=max(1, int(min_sources or 1)), background=background,
    )  # fmt: skip
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        export_service.write(store_of(request), file, FORMATS[format], wanted, Choice(codes, __version__, more=more))
    except BaseException:
        file.close()
        raise
    ending = ENDINGS.get(format, "csv")
    headers = {
        "Content-Disposition": f'attachment; filename="incidents-{format}-without-private-names.{ending}"',
        "Content-Length": str(file.tell()), "X-Private-Names": STATEMENT,
    }  # fmt: skip
    return StreamingResponse(_portions(file), media_type=MEDIA[ending], headers=headers)


@router.get("/brief", response_class=Response, responses=_described(*(MEDIA[e] for e in BRIEFS)))
def brief(
    request: Request, start: Day, end: Day, area: Text = "", lang: Literal["ar", "en", "both"] = "both",
    months: Custom | None = None, format: Literal["html", "docx", "md"] = "html",
) -> Response:  # fmt: skip
    """The brief of some days (docs/BRIEF.md), to read in the browser or to keep. For a PDF print the page.
    `months`: their names in Arabic; left out: as on the pages."""
    from marsad.brief.writing import Wanted
    from marsad.brief.writing import brief as write

    languages: tuple[Literal["ar", "en"], ...] = ("ar", "en") if lang == "both" else (lang,)
    wanted = Wanted(start, end, area.strip() or None, languages, months or months_of(request), None)
    headers = {"Content-Security-Policy": BRIEF_POLICY, "Vary": "Accept-Language, Cookie"}
    if format != "html":
        headers["Content-Disposition"] = f'attachment; filename="brief-{start}-{end}.{format}"'
    return Response(
        write(store_of(request), wanted, format, request.app.state.gazetteer()),
        media_type=MEDIA[format],
        headers=headers,
    )


def _given(value: str) -> tuple[str, ...]:
    return (value.strip(),) if value.strip() else ()


def _portions(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while portion := file.read(PORTION):
            yield portion
