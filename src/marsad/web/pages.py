"""The pages that only show: overview, incidents, search, tallies, claims, people, actors, sources, health."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from marsad import incident_service
from marsad.api.asked import AskedLoosely, Cursor
from marsad.api.identity import needs, store_of
from marsad.api.problems import NoPageError
from marsad.store import overviews
from marsad.store.listing import choices, page
from marsad.store.search import search as find
from marsad.web.plots import bars
from marsad.web.rendering import render

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
PAGE = 50  # tallies on a page
Words = Annotated[str, Query(max_length=500)]


@router.get("/")
def overview(request: Request, wanted: AskedLoosely) -> Response:
    store = store_of(request)
    return render(request, "overview.html", found=page(store, wanted), wanted=wanted, choices=choices(store))


@router.get("/incidents")
def incidents(request: Request, wanted: AskedLoosely, cursor: Cursor = "") -> Response:
    store = store_of(request)
    found = page(store, wanted, cursor or None)
    if request.headers.get("hx-request") == "true" and cursor:
        return render(request, "incident_rows.html", found=found)
    return render(request, "incidents.html", found=found, wanted=wanted, choices=choices(store))


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
    return render(request, "actors.html", actors=bars(overviews.actors(store_of(request))))


@router.get("/actors/{name:path}")
def actor(request: Request, name: str) -> Response:
    found = overviews.actor(store_of(request), name)
    if found is None:
        raise NoPageError("no incident names this actor", where=name[:100])
    return render(request, "actor.html", actor=found, months=bars(found.months), kinds=bars(found.kinds))


@router.get("/sources")
def sources(request: Request) -> Response:
    return render(request, "sources.html", sources=overviews.sources(store_of(request)))


@router.get("/health")
def health(request: Request) -> Response:
    found = overviews.health(store_of(request))
    return render(
        request, "health.html", health=found, rejections=bars(found.rejections), problems=bars(found.problems)
    )
