"""Puts values into templates: everything escaped, in the visitor's language, with the token that forms need."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from marsad.api.asked import months_of
from marsad.api.identity import SESSION, VISIT, form_token, known_user, settings_of
from marsad.store.values import date_text, figure_text
from marsad.web.texts import Texts, chosen

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
YEAR_SECONDS = 31_536_000
NAVIGATION = (
    "overview",
    "incidents",
    "reader",
    "search",
    "tallies",
    "claims",
    "actors",
    "people",
    "sources",
    "files",
    "health",
)
ADDRESSES = {"overview": "/", "reader": "/queue"}


def environment() -> Environment:
    """Templates with escaping on for all of them, and an error for a name that is not there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    own: dict[str, Callable[..., str]] = {"part": _address_part, "figure": figure_text, "days": date_text}
    made.filters |= own
    return made


def _address_part(text: object) -> str:
    return quote(str(text), safe="")


def language_of(request: Request) -> str:
    return chosen(
        request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language", "")
    )


def texts_of(request: Request) -> Texts:
    """The words of the reader's language, with the months of the reader's custom."""
    texts: Texts = request.app.state.texts[language_of(request)]
    return texts.calling_months(months_of(request))


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page. Language, theme and names of months asked for in the address are remembered in cookies."""
    state, settings = request.app.state, settings_of(request)
    texts = texts_of(request)
    visit = request.cookies.get(VISIT) or secrets.token_urlsafe(24)
    theme = request.query_params.get("theme") or request.cookies.get("theme") or ""
    theme = theme if theme in ("light", "dark") else ""
    shared: Mapping[str, Any] = {
        "t": texts.say, "v": texts.name, "reason": texts.reason, "day": texts.day, "moment": texts.moment, "num": texts.number, "lang": texts.language, "dir": texts.direction, "theme": theme,
        "user": values.pop("user", None) or known_user(request), "login": settings.login, "path": request.url.path,
        "navigation": [(name, ADDRESSES.get(name, f"/{name}")) for name in NAVIGATION],
        "csrf": form_token(settings, visit, request.cookies.get(SESSION, "")), "url": lambda **more: _url(request, more),
        "bundle": state.bundle, "custom": texts.months, "customs": texts.eighth_months, "date_locale": texts.date_locale,
    }  # fmt: skip
    body = state.templates.get_template(template).render(**shared, **values)
    response = HTMLResponse(body, status)
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Content-Language"] = texts.language
    if VISIT not in request.cookies:
        response.set_cookie(VISIT, visit, httponly=True, samesite="lax", secure=settings.secure)
    for name, value in (("lang", texts.language), ("theme", theme), ("months", texts.months)):
        if name in request.query_params and value:
            response.set_cookie(
                name, value, max_age=YEAR_SECONDS, samesite="lax", httponly=True, secure=settings.secure
            )
    return response


def _url(request: Request, changes: Mapping[str, Any]) -> str:
    """The address of this page with some parameters changed; None takes one out."""
    query = {k: v for k, v in request.query_params.items() if v} | {
        k: str(v) for k, v in changes.items() if v is not None
    }
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
    return "?" + urlencode(query)
