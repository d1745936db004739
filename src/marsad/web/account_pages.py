"""Logging in and out, and the log of changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from marsad.api.identity import SESSION, Throttle, checked_form, needs, settings_of, store_of
from marsad.store import accounts
from marsad.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login(request: Request) -> Response:
    return render(request, "login.html", failed=False)


@router.post("/login", dependencies=[Depends(checked_form)])
def log_in(
    request: Request, name: Annotated[str, Form(max_length=200)], password: Annotated[str, Form(max_length=1000)]
) -> Response:
    """A session for the right password; tries are counted by name and by address."""
    store, settings = store_of(request), settings_of(request)
    throttle: Throttle = request.app.state.throttle
    address = request.client.host if request.client else ""
    keys = (f"name {name.casefold()}", f"address {address}")
    throttle.check(keys, settings.now())
    user = accounts.check_password(store, name, password)
    if user is None:
        throttle.failed(keys, settings.now())
        accounts.note(store, name[:64], "login failed", "", settings.clock(), address)
        return render(request, "login.html", status=401, failed=True)
    accounts.note(store, user.name, "login", "", settings.clock(), address)
    response = RedirectResponse("/", 303)
    cookie = accounts.begin_session(store, user, int(settings.now()))
    response.set_cookie(
        SESSION, cookie, max_age=accounts.SESSION_SECONDS, httponly=True, samesite="lax", secure=settings.secure
    )
    return response


@router.post("/logout", dependencies=[Depends(checked_form)])
def log_out(request: Request) -> Response:
    if cookie := request.cookies.get(SESSION):
        accounts.end_session(store_of(request), cookie)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION)
    return response


@router.get("/log", dependencies=[Depends(needs("admin"))])
def log(request: Request) -> Response:
    store = store_of(request)
    return render(request, "log.html", notes=accounts.last_notes(store), users=accounts.list_users(store))
