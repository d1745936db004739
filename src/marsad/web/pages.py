"""The pages that only show: overview, incidents, search, tallies, claims, people, actors, sources, health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from marsad import incident_service
from marsad.api.asked import AskedLoosely, Cursor
from marsad.api.identity import needs, store_of
from marsad.api.problems import NoPageError
from marsad.api.remembered import remembered
from marsad.store import overviews
from marsad.store.filters import IncidentFilter
from marsad.store.listing import IncidentPage, choices, page
from marsad.store.search import search as find
from marsad.store.stamps import readings_stamp
from marsad.web.plots import bars
from marsad.web.rendering import render, texts_of

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
PAGE = 50  # tallies on a page
Words = Annotated[str, Query(max_length=500)]


@router.get("/")
def overview(request: Request, wanted: AskedLoosely) -> Response:
    found = _first_page(request, wanted)
    known = _choices(request)
    return render(request, "overview.html", found=found, wanted=wanted, choices=known, shown=_shown(request, known))


def _shown(request: Request, known: Mapping[str, Sequence[str]]) -> str:
    """What the drawings call the values on record, as JSON; empty where all stand as they are coded."""
    texts = texts_of(request)
    kinds = {"event_type": "type", "sub_event_type": "sub", "actor": "actor", "control": "actor"}
    named = {value: texts.name(kind, value) for part, kind in kinds.items() for value in known[part]}
    told = {value: name for value, name in named.items() if name != value}
    return msgspec.json.encode(told).decode() if told else ""


@router.get("/incidents")
def incidents(request: Request, wanted: AskedLoosely, cursor: Cursor = "") -> Response:
    found = page(store_of(request), wanted, cursor) if cursor else _first_page(request, wanted)
    if request.headers.get("hx-request") == "true" and cursor:
        return render(request, "incident_rows.html", found=found)
    return render(request, "incidents.html", found=found, wanted=wanted, choices=_choices(request))


def _first_page(request: Request, wanted: IncidentFilter) -> IncidentPage:
    store = store_of(request)
    return page(store, wanted) if wanted.given() else remembered(request, "page", lambda: page(store, wanted))


def _choices(request: Request) -> dict[str, list[str]]:
    return remembered(request, "choices", lambda: choices(store_of(request)))


@router.get("/search")
def search(request: Request, q: Words = "") -> Response:
    results = find(store_of(request), q, 50) if q.strip() else None
    return render(request, "search.html", q=q, results=results)


@router.get("/tallies")
def tallies(request: Request, begin: Annotated[int, Query(ge=0, le=10**9)] = 0) -> Response:
    countries = request.app.state.countries()
    found, total = incident_service.audit_page(store_of(request), countries, None, begin, PAGE)
    return render(request, "tallies.html", audits=found, begin=begin, total=total)


@router.get("/claims")
def claims(request: Request) -> Response:
    return render(request, "claims.html", claims=[said for _, said in overviews.claims_made(store_of(request), 500)])


@router.get("/people")
def people(request: Request) -> Response:
    return render(request, "people.html", people=overviews.public_people(store_of(request)))


@router.get("/actors")
def actors(request: Request) -> Response:
    return render(
        request, "actors.html", actors=bars(remembered(request, "actors", lambda: overviews.actors(store_of(request))))
    )


@router.get("/actors/{name:path}")
def actor(request: Request, name: str) -> Response:
    found = overviews.actor(store_of(request), name)
    if found is None:
        raise NoPageError("no incident names this actor", where=name[:100])
    return render(request, "actor.html", actor=found, months=bars(found.months), kinds=bars(found.kinds))


@router.get("/sources")
def sources(request: Request) -> Response:
    return render(
        request, "sources.html", sources=remembered(request, "sources", lambda: overviews.sources(store_of(request)))
    )


@router.get("/health")
def health(request: Request) -> Response:
    store = store_of(request)
    held = remembered(request, "in force", lambda: overviews.in_force(store), readings_stamp)
    found = overviews.health(store, held)
    return render(
        request, "health.html", health=found, rejections=bars(found.rejections), problems=bars(found.problems)
    )
