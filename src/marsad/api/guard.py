"""What every request passes: the name it addresses, the size of its body, and the headers that keep browsers safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from marsad.api.problems import HostError, TooLongError, answer_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from marsad.api.settings import Settings

LARGEST = 1_000_000  # bytes of a form: a revision has some thousand
STYLE = "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='"  # the one style sheet that the bundle of the overview writes
HEADERS = {
    "Content-Security-Policy": f"default-src 'self'; script-src 'self'; style-src 'self' {STYLE}; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware around everything, static files too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await answer_to(refused)(scope, receive, safe)
            return
        await self._app(scope, receive, safe)

    def _refused(self, scope: Scope) -> HostError | TooLongError | None:
        headers = Headers(scope=scope)
        host = name_of(headers.get("host", ""))
        if self._settings.hosts and host not in self._settings.hosts:
            todo = "Open it under the name it was started for, or allow this one with --allow-host"
            return HostError("this server does not answer to that name", where=host[:100], todo=todo)
        if scope["method"] in ("POST", "PUT", "PATCH"):
            length = headers.get("content-length", "")
            if not length.isdecimal() or int(length) > LARGEST:
                return TooLongError(f"a body needs a length of at most {LARGEST} bytes", where=scope["path"])
        return None


def name_of(host: str) -> str:
    """The name in a Host header, without port and brackets, in small letters."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.rpartition(":")[2].isdecimal() and ":" in host else host.lower()
