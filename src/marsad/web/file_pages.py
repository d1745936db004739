"""The page from which the brief and the files of every format are taken."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from marsad.api.files import BRIEFS
from marsad.api.identity import needs
from marsad.export.formats import FORMATS
from marsad.web.rendering import render

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)


@router.get("/files")
def files(request: Request) -> Response:
    """Two forms that ask the API: the brief of some days, and incidents in a format."""
    return render(request, "files.html", formats=list(FORMATS), briefs=BRIEFS)
