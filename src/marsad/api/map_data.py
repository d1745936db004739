"""/overview.json: the incidents of a filter as columns, for the map and the timeline of the first page."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from marsad.api.asked import AskedLoosely
from marsad.api.formats import answered
from marsad.api.identity import needs, store_of
from marsad.store.listing import overview

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)


@router.get("/overview.json")
def overview_json(request: Request, wanted: AskedLoosely) -> Response:
    return answered(request, overview(store_of(request), wanted))
