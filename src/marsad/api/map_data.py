"""/overview.json: the incidents of a filter as columns, for the map and the timeline of the first page."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from marsad.api.asked import AskedLoosely
from marsad.api.formats import JSON, etag_of, tagged
from marsad.api.identity import needs, store_of
from marsad.api.remembered import Remembered
from marsad.store.drawn import drawn, keys_of
from marsad.store.filters import IncidentFilter
from marsad.store.repository import Store
from marsad.store.stamps import incidents_stamp

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)


@router.get("/overview.json")
def overview_json(request: Request, wanted: AskedLoosely) -> Response:
    body, etag = body_of(store_of(request), request.app.state.remembered, wanted)
    return tagged(request, body, JSON, etag)


def body_of(store: Store, kept: Remembered, wanted: IncidentFilter) -> tuple[bytes, str]:
    """The answer and its ETag. Stamp, columns and keys are of one state of the base."""
    with store.reading() as connection:
        stamp = incidents_stamp(connection)
        columns = kept.get("drawn", stamp, lambda: drawn(connection))
        if not wanted.given():
            return kept.get("overview", stamp, lambda: _encoded(columns.all()))
        keys = keys_of(connection, wanted)
    return _encoded(columns.of(keys))


def _encoded(value: object) -> tuple[bytes, str]:
    body = msgspec.json.encode(value)
    return body, etag_of(body)
