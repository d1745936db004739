"""Who is asking, and whether they may: sessions, API tokens, tokens of forms, and the brake on guessing passwords."""

from __future__ import annotations

import hashlib
import hmac
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Annotated

from fastapi import Depends, Form, Request

from marsad.api.problems import FormError, LoginError, RoleError, TooManyError
from marsad.api.settings import Settings
from marsad.store.accounts import User, user_of_session, user_of_token
from marsad.store.repository import Store

SESSION, VISIT = "marsad_session", "marsad_visit"  # cookies
TRIES, WINDOW_SECONDS = 5, 900.0  # failed log-ins for one name or one address, as OWASP's guidance on throttling
WATCHED = 10_000  # names and addresses remembered at most


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def known_user(request: Request) -> User | None:
    """Who sent the request; on a loopback address without log-in the person at the machine."""
    settings, store = settings_of(request), store_of(request)
    if not settings.login:
        return User(0, settings.who, "admin")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and request.url.path.startswith("/api/"):
        return user_of_token(store, token.strip())
    cookie = request.cookies.get(SESSION)
    return user_of_session(store, cookie, int(settings.now())) if cookie else None


def needs(role: str) -> Callable[[Request], User]:
    """A dependency: the user, who must have at least this role."""

    def allowed(request: Request) -> User:
        user = known_user(request)
        if user is None:
            raise LoginError("nobody is logged in", where=request.url.path, todo="Log in, or send an API token")
        if not user.may(role):
            raise RoleError(f"this needs the role {role}", where=request.url.path, todo="Ask an admin for it")
        return user

    return allowed


Reader = Annotated[User, Depends(needs("reader"))]
Coder = Annotated[User, Depends(needs("coder"))]
Editor = Annotated[User, Depends(needs("editor"))]
Admin = Annotated[User, Depends(needs("admin"))]


def form_token(settings: Settings, visit: str, session: str) -> str:
    """What a form must bring along: bound to the visitor's and the session's cookie."""
    return hmac.new(settings.secret, f"{visit}|{session}".encode(), hashlib.sha256).hexdigest()


def checked_form(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """Every change needs the token of the page it was sent from. Raises FormError."""
    visit = request.cookies.get(VISIT, "")
    wanted = form_token(settings_of(request), visit, request.cookies.get(SESSION, ""))
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if not visit or elsewhere or not hmac.compare_digest(wanted.encode(), csrf.encode("utf-8", "replace")):
        raise FormError(
            "the form does not carry its token", where=request.url.path, todo="Load the page again and repeat"
        )


class Throttle:
    """Counts failed log-ins by name and by address; in memory, for one process."""

    def __init__(self) -> None:
        self._failed: dict[str, deque[float]] = {}
        self._lock = Lock()

    def check(self, keys: tuple[str, ...], now: float) -> None:
        """Raises TooManyError where one of the keys has used up its tries."""
        with self._lock:
            if any(len(self._recent(key, now)) >= TRIES for key in keys):
                raise TooManyError("too many tries to log in", todo="Wait a quarter of an hour")

    def failed(self, keys: tuple[str, ...], now: float) -> None:
        with self._lock:
            for key in keys:
                self._recent(key, now)
                self._failed.setdefault(key, deque(maxlen=TRIES)).append(now)
            while len(self._failed) > WATCHED:
                self._failed.pop(next(iter(self._failed)))

    def _recent(self, key: str, now: float) -> deque[float]:
        times = self._failed.get(key, deque())
        while times and times[0] < now - WINDOW_SECONDS:
            times.popleft()
        return times
