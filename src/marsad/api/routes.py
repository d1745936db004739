"""/api/v1: incidents, reports, articles, tallies, claims and search, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from msgspec.structs import asdict, replace
from starlette.responses import Response

from marsad import incident_service
from marsad.api import private, shapes
from marsad.api.asked import Asked, Cursor, Text
from marsad.api.formats import CSV, GEOJSON, answered, feature, incident_cells
from marsad.api.identity import needs, store_of
from marsad.model.incident import Incident
from marsad.model.record import Record
from marsad.store import incidents as stored
from marsad.store.failures import QueryError
from marsad.store.listing import page, read_cursor, write_cursor
from marsad.store.overviews import claims_made
from marsad.store.reports import reports_page
from marsad.store.search import search as find

router = APIRouter(prefix="/api/v1", dependencies=[Depends(needs("reader"))], tags=["v1"])
Limit = Annotated[int, Query(ge=1, le=500)]
Id = Annotated[str, Path(min_length=1, max_length=300)]


@router.get("/incidents", responses=shapes.describes(shapes.IncidentList, CSV, GEOJSON), response_class=Response)
def incidents(request: Request, wanted: Asked, cursor: Cursor = "", limit: Limit = 50) -> Response:
    """Incidents, the latest first. CSV and GeoJSON hold the same page, without names of private persons."""
    found = page(store_of(request), wanted, cursor or None, limit)
    body = shapes.IncidentList(found.incidents, found.next, found.total)
    rows = _incident_rows(request, found.incidents)
    return answered(request, body, rows, map(feature, rows))


@router.get("/incidents/{id}", responses=shapes.describes(Incident, GEOJSON), response_class=Response)
def incident(request: Request, id: Id) -> Response:
    """One incident by its id, an id it once had, or the id of a report in it."""
    with store_of(request).reading() as connection:
        found = stored.incident(connection, id)
    return answered(request, found, features=map(feature, _incident_rows(request, (found,))))


@router.get("/reports", responses=shapes.describes(shapes.ReportList, CSV), response_class=Response)
def reports(request: Request, wanted: Asked, article: Text = "", cursor: Cursor = "", limit: Limit = 100) -> Response:
    """What single articles report, in the order of reading. Of the filter: days, country, types, status."""
    found, last = reports_page(store_of(request), wanted, article, _key(cursor), limit)
    rows = ({k: v for k, v in asdict(r).items() if k != "event"} | _event_cells(r.event) for r in found)
    return answered(request, shapes.ReportList(tuple(found), _next(last)), _shown(request, rows))


@router.get("/articles/{id}", responses=shapes.describes(Record), response_class=Response)
def article(request: Request, id: Id) -> Response:
    """An article as captured, with everything coded in it; private persons are left out."""
    record = store_of(request).record(id)
    return answered(request, replace(record, people=tuple(p for p in record.people if not p.private)))


@router.get("/tallies", responses=shapes.describes(shapes.TallyList, CSV), response_class=Response)
def tallies(request: Request, article: Text = "", cursor: Cursor = "", limit: Limit = 100) -> Response:
    """Counts that articles state, each against its parts and the incidents on record."""
    first = _key(cursor)
    countries = request.app.state.countries()
    found, total = incident_service.audit_page(store_of(request), countries, article or None, first, limit)
    last = first + limit if first + limit < total else None
    rows = ({"article": a.article, "source": a.source, "what": a.what, "quote": a.quote, "adds_up": a.adds_up,
             "claimed": a.whole.claimed if a.whole else None, "recorded": a.whole.recorded if a.whole else None} for a in found)  # fmt: skip
    return answered(request, shapes.TallyList(tuple(found), _next(last)), _shown(request, rows))


@router.get("/claims", responses=shapes.describes(shapes.ClaimList, CSV), response_class=Response)
def claims(request: Request, cursor: Cursor = "", limit: Limit = 100) -> Response:
    """Claims and denials of responsibility, the last read first."""
    rows = claims_made(store_of(request), limit + 1, _key(cursor) or None)
    found = tuple(said for _, said in rows[:limit])
    last = rows[limit - 1][0] if len(rows) > limit else None
    cells = ({"article": s.article, "published": s.published, "kind": s.claim.kind, "claimant": s.claim.claimant,
              "outlet": s.claim.outlet, "date": s.claim.date, "event": s.claim.event, "quote": s.claim.quote} for s in found)  # fmt: skip
    return answered(request, shapes.ClaimList(found, _next(last)), _shown(request, cells))


@router.get("/search", responses=shapes.describes(shapes.SearchList, CSV), response_class=Response)
def search(
    request: Request, q: Annotated[str, Query(max_length=500)], limit: Annotated[int, Query(ge=1, le=200)] = 20
) -> Response:
    """Articles that hold all the words, best first; words in quotation marks stand side by side."""
    found = tuple(find(store_of(request), q, limit))
    rows = ({"article": r.article, "published": r.published, "publisher": r.publisher, "title": r.title,
             "snippet": r.snippet.text} for r in found)  # fmt: skip
    return answered(request, shapes.SearchList(found), _shown(request, rows))


def _shown(request: Request, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows that name their article, without names of private persons."""
    return private.shown(store_of(request), (((row["article"],), row) for row in rows))


def _incident_rows(request: Request, found: Iterable[Incident]) -> Iterator[dict[str, Any]]:
    return private.shown(store_of(request), (([r.article for r in i.reports], incident_cells(i)) for i in found))


def _key(cursor: str) -> int:
    """The row key in a cursor; 0 without one. Raises QueryError."""
    if not cursor:
        return 0
    number = read_cursor(cursor)[0]
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        raise QueryError("no cursor of ours", where="cursor", todo="Take `next` of the page before")
    return int(number)


def _next(last: int | None) -> str | None:
    return None if last is None else write_cursor(str(last), "")


def _event_cells(event: Any) -> dict[str, Any]:
    place = event.place
    row = {"event": event.id, "event_type": event.event_type, "sub_event_type": event.sub_event_type,
           "actor1": [a.name for a in event.actor1], "actor2": [a.name for a in event.actor2],
           "date_start": event.date.start, "date_end": event.date.end, "place": place and place.name,
           "country": place and place.country, "lat": place and place.lat, "lon": place and place.lon,
           "status": event.status}  # fmt: skip
    for name in ("fatalities", "injured"):
        figure = getattr(event, name)
        row |= {f"{name}_low": figure and figure.low, f"{name}_high": figure and figure.high}
    return row
