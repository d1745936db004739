"""Puts the server together: guard, API, pages, static files, and one shape for everything that goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from marsad import __version__, export_service
from marsad.api import files, map_data, routes, shapes
from marsad.api.guard import Guard
from marsad.api.identity import Throttle
from marsad.api.problems import LoginError, NoPageError, RequestError, answer_to, problem, status_of
from marsad.api.remembered import Remembered
from marsad.api.settings import Settings
from marsad.errors import MarsadError
from marsad.incident_service import arabic_names, country_names, source_name
from marsad.service import gazetteer_with
from marsad.store import overviews
from marsad.store.filters import IncidentFilter
from marsad.store.listing import choices, page
from marsad.store.repository import Store
from marsad.store.stamps import incidents_stamp, readings_stamp
from marsad.web import account_pages, file_pages, incident_pages, pages, reader_pages
from marsad.web.rendering import HERE, environment, render
from marsad.web.texts import load_texts

AT_ONCE = 12  # requests worked on at one time: more only get in each other's way, and the base lends 15 connections
FOR_PROGRAMS = ("/api/", "/overview.json", "/openapi.json")


def make_app(store: Store, settings: Settings, names: Callable[[], Mapping[str, str]] = arabic_names) -> FastAPI:
    """The whole server over an open base; `names`: Arabic names of actors and sources, asked for once."""
    app = FastAPI(
        title="Marsad",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_lifespan,
    )
    app.state.store, app.state.settings, app.state.throttle = store, settings, Throttle()
    app.state.remembered = Remembered()
    app.state.texts, app.state.templates = load_texts(cache(names), source_name), environment()
    app.state.countries = cache(country_names)  # read when a page first wants them
    app.state.codes, app.state.gazetteer = cache(export_service.codes), cache(partial(gazetteer_with, settings.places))
    app.state.bundle = (HERE / "static" / "marsad.js").is_file()
    for part in (routes, files, map_data, account_pages, file_pages, pages, incident_pages, reader_pages):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Guard, settings=settings)
    app.add_exception_handler(MarsadError, _named)
    app.add_exception_handler(RequestValidationError, _wrong_parameter)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _internal)
    setattr(app, "openapi", lambda: _openapi(app))  # noqa: B010 (FastAPI's way to extend the schema)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def warm(app: FastAPI) -> None:
    """Work out what is kept of a large base, the first page's share first, so that no first reader need wait for it."""
    store, kept, all_of_it = app.state.store, app.state.remembered, IncidentFilter()
    with store.reading() as connection:
        stamp = incidents_stamp(connection)
    kept.get("choices", stamp, lambda: choices(store))
    kept.get("page", stamp, lambda: page(store, all_of_it))
    map_data.body_of(store, kept, all_of_it)
    kept.get("actors", stamp, lambda: overviews.actors(store))
    kept.get("sources", stamp, lambda: overviews.sources(store))
    with store.reading() as connection:
        read = readings_stamp(connection)
    kept.get("in force", read, lambda: overviews.in_force(store))
    app.state.texts["ar"].names()
    app.state.countries()


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes,
                             description="Incidents that Arabic news reports tell of, with their words. Read only.")  # fmt: skip
        parts = schema.setdefault("components", {})
        parts["schemas"] = shapes.components()
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        app.openapi_schema = schema
    return app.openapi_schema


async def _named(request: Request, error: Exception) -> Response:
    assert isinstance(error, MarsadError)
    if request.url.path.startswith(FOR_PROGRAMS):
        return answer_to(error)
    if isinstance(error, LoginError):
        return RedirectResponse("/login", 303)
    answer = _page(request, error.code, str(error), status_of(error))
    answer.headers.update({k: v for k, v in answer_to(error).headers.items() if k == "retry-after"})
    return answer


async def _wrong_parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    message = f"{first['msg']}. See /openapi.json for what is allowed"
    if request.url.path.startswith(FOR_PROGRAMS):
        return problem("parameter", message, where, 422)
    return _page(request, "parameter", f"{where}: {message}", 422)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found: RequestError = NoPageError("nothing is at this address", where=request.url.path)
    if error.status_code != 404:
        message = str(error.detail)
        return problem("http", message, request.url.path, error.status_code, error.headers)
    if request.url.path.startswith((*FOR_PROGRAMS, "/static/")):
        return answer_to(found)
    return _page(request, found.code, str(found), 404)


async def _internal(request: Request, error: Exception) -> Response:
    return problem(
        "internal", f"Marsad itself failed ({type(error).__name__}). Please report it", request.url.path, 500
    )


def _page(request: Request, code: str, message: str, status: int) -> Response:
    return render(request, "error.html", status=status, code=code, message=message)
