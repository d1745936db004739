"""Logging in and out, and the log of changes."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from marsad.api.identity import SESSION, Throttle, checked_form, known_user, needs, settings_of, store_of
from marsad.store import accounts
from marsad.web.highlight import ORDER
from marsad.web.rendering import render

router = APIRouter(include_in_schema=False)
PAGE = 100  # lines of the log on a page
_REVISION = re.compile(r"(.+) (\d+)-\d+ (\w+)", re.DOTALL)  # as reader_pages.py writes them
_INCIDENT = re.compile(r"(i[0-9a-f]{12}|\S+#\d+) (.*)", re.DOTALL)


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
        user = known_user(request)
        accounts.end_session(store_of(request), cookie)
        if user is not None:
            address = request.client.host if request.client else ""
            accounts.note(store_of(request), user.name, "logout", "", settings_of(request).clock(), address)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION)
    return response


@router.get("/log", dependencies=[Depends(needs("admin"))])
def log(
    request: Request,
    who: Annotated[str, Query(max_length=200)] = "",
    action: Annotated[str, Query(max_length=100)] = "",
    before: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Who changed or tried what, newest first, with a way to what was changed; users and tokens beside it."""
    store = store_of(request)
    notes = accounts.last_notes(store, PAGE + 1, who, action, before)
    whos, actions = accounts.noted(store)
    return render(
        request, "log.html", notes=[note | subject(note["action"], note["what"]) for note in notes[:PAGE]],
        older=notes[PAGE - 1]["key"] if len(notes) > PAGE else None, who=who, action=action, whos=whos, actions=actions,
        users=accounts.list_users(store), tokens=accounts.list_tokens(store), known=ORDER,
    )  # fmt: skip


def subject(action: str, what: str) -> dict[str, str]:
    """Where a line of the log leads to, the words of that link, and what else it says."""
    if action.startswith("revision ") and (found := _REVISION.fullmatch(what)):
        return {"to": f"/articles/{quote(found[1], safe='')}#at-{found[2]}", "named": found[1], "rest": found[3]}
    if action in ("merge", "split") and (found := _INCIDENT.fullmatch(what)):
        return {"to": f"/incidents/{quote(found[1], safe='')}", "named": found[1], "rest": found[2]}
    return {"to": "", "named": "", "rest": what}
