"""/overview.json: the incidents of a filter as columns, for the map and the timeline of the first page."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from marsad.api.asked import AskedLoosely
from marsad.api.formats import JSON, etag_of, tagged
from marsad.api.identity import needs, store_of
from marsad.api.remembered import remembered
from marsad.store.filters import IncidentFilter
from marsad.store.listing import overview
from marsad.store.repository import Store

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)


@router.get("/overview.json")
def overview_json(request: Request, wanted: AskedLoosely) -> Response:
    store = store_of(request)
    made = body_of(store, wanted) if wanted.given() else remembered(request, "overview", lambda: body_of(store, wanted))
    body, etag = made
    return tagged(request, body, JSON, etag)


def body_of(store: Store, wanted: IncidentFilter) -> tuple[bytes, str]:
    """The answer and its ETag."""
    body = msgspec.json.encode(overview(store, wanted))
    return body, etag_of(body)
