"""One incident: what is known by source, and the decisions about it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from marsad import incident_service
from marsad.api.identity import Editor, checked_form, needs, settings_of, store_of
from marsad.api.problems import RequestError
from marsad.store import accounts
from marsad.store.rows import FIGURES
from marsad.web.plots import toll_plot
from marsad.web.rendering import render

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
Why = Annotated[str, Form(min_length=1, max_length=2000)]
Change = [Depends(checked_form)]


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> Response:
    store = store_of(request)
    found, links = incident_service.incident_with_links(store, id)
    figures = [(name, value, toll_plot(value)) for name in FIGURES if (value := getattr(found, name))]
    tellings = incident_service.tellings(store, found)
    decisions = incident_service.decisions_about(store, found)
    near = incident_service.beside(store, found)
    places = [told.event.place for told in tellings if told.event.place]
    return render(
        request, "incident.html", found=found, links=links, figures=figures, tellings=tellings, decisions=decisions, near=near,
        places_ar={place.name: place.name_ar for place in places if place.name_ar},
    )  # fmt: skip


@router.post("/incidents/{id}/merge", dependencies=Change)
def merge(request: Request, id: str, user: Editor, other: Annotated[str, Form(max_length=300)], why: Why) -> Response:
    wanted = [part.rstrip("/").rpartition("/")[2] for part in other.split()]  # ids, or addresses of their pages
    if not all(wanted) or not wanted:
        raise RequestError("name the other incident", where="other")
    store, at = store_of(request), settings_of(request).clock()
    incident_service.merge(store, [id, *wanted], who=user.name, why=why, at=at)
    return _done(request, user, "merge", f"{id} {' '.join(wanted)}", id)


@router.post("/incidents/{id}/split", dependencies=Change)
def split(
    request: Request, id: str, user: Editor, why: Why, report: Annotated[list[str] | None, Form()] = None
) -> Response:
    if not report:
        raise RequestError("choose the reports that do not belong to it", where="report")
    store, at = store_of(request), settings_of(request).clock()
    incident_service.split(store, id, report, who=user.name, why=why, at=at)
    return _done(request, user, "split", f"{id} {' '.join(report)}", id)


@router.post("/decisions/{key}/undo", dependencies=Change)
def undo(request: Request, key: int, user: Editor, why: Why, back: Annotated[str, Form(max_length=300)]) -> Response:
    store, at = store_of(request), settings_of(request).clock()
    incident_service.undo(store, key, who=user.name, why=why, at=at)
    return _done(request, user, "undo", str(key), back)


def _done(request: Request, user: accounts.User, action: str, what: str, back: str) -> Response:
    address = request.client.host if request.client else None
    accounts.note(store_of(request), user.name, action, what, settings_of(request).clock(), address)
    return RedirectResponse(f"/incidents/{quote(back, safe='')}", 303)
