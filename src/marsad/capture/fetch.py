"""Fetches public pages and nothing else: no private, loopback or link-local address, not after a redirect either."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urljoin

from msgspec import Struct

from marsad.capture.addresses import Resolve, ascii_url, checked_address, parse_url, resolve
from marsad.capture.problems import CaptureError

REDIRECTS = 5
SECONDS = 30.0  # for one page, redirects included
AGENT = "marsad (+offline Arabic news coder)"
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/x-ndjson")
_MOVED = (301, 302, 303, 307, 308)


class Answer(Struct, frozen=True):
    """What a server said. `body` is unpacked, `packed` as it came; `url` is the last address after redirects, `hops`
    the ones before it; `sent` and `headers` are those of the last exchange, names as sent."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes
    sent: tuple[tuple[str, str], ...]
    address: str
    hops: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def media(self) -> str:
        """The media type in lower case; a page without one is taken for HTML, as browsers do."""
        return (self.header("content-type") or "text/html").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        kind = (self.header("content-type") or "").lower()
        return kind.split("charset=", 1)[1].split(";")[0].strip(" \"'") or None if "charset=" in kind else None


class Fetcher:
    """`get(url)` -> body. `limit`: bytes of the unpacked body; `seconds`: for one page with its redirects; `agent`: the
    User-Agent. The address that was checked is the one connected to, so that a name that changes between check and
    connection gains nothing. `allow_loopback` and `resolver` exist for tests only; no option or file sets them."""

    def __init__(
        self,
        limit: int = 50_000_000,
        *,
        allow_loopback: bool = False,
        resolver: Resolve = resolve,
        seconds: float = SECONDS,
        agent: str = AGENT,
    ) -> None:
        self._limit, self._loopback, self._resolve, self._seconds = limit, allow_loopback, resolver, seconds
        self._agent = agent

    def get(self, url: str) -> tuple[bytes, str | None, str]:
        """(body, declared charset, media type). Raises CaptureError: private-address, http-status, redirects, timeout, network …"""
        answer = self.fetch(url)
        if answer.status != 200:
            raise CaptureError("http-status", f"answered {answer.status}", todo="Check the address in a browser")
        kind = check_text(answer)
        return answer.body, answer.charset, "text/html" if "html" in kind else kind

    def fetch(
        self,
        url: str,
        *,
        headers: tuple[tuple[str, str], ...] = (),
        accept: str = "text/html,application/xhtml+xml,text/plain;q=0.9",
        permit: Callable[[str], None] | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Whatever the server answers in the end, of any status. `headers` are added (conditions); `permit` is asked for
        the address and each redirect and raises what forbids it; `limit` may lower the one of the fetcher.
        Raises CaptureError: scheme, network, private-address, redirects, timeout, cut-short, too-large, bomb …"""
        end = time.monotonic() + self._seconds
        most = min(limit or self._limit, self._limit)
        hops: list[str] = []
        while len(hops) <= REDIRECTS:
            if permit:
                asked = time.monotonic()
                permit(url)
                end += time.monotonic() - asked  # waiting for our turn is not the server's slowness
            answer = self._once(url, end, most, headers, accept, tuple(hops))
            place = answer.header("location")
            if answer.status not in _MOVED or not place:
                return answer
            hops.append(url)
            try:
                # header bytes reach us as Latin-1; sites put UTF-8 into them
                url = urljoin(url, place.encode("latin-1").decode("utf-8", "replace"))
            except ValueError as error:
                raise CaptureError("scheme", "redirects to no valid address", todo="Report it to the site") from error
        raise CaptureError(
            "redirects",
            f"redirects more than {REDIRECTS} times",
            todo="Open it in a browser and give the final address",
        )

    def _once(
        self, url: str, end: float, limit: int, extra: tuple[tuple[str, str], ...], accept: str, hops: tuple[str, ...]
    ) -> Answer:
        url = _sendable(url)
        parts = parse_url(url)
        address = checked_address(parts, self._resolve, loopback=self._loopback)
        from marsad.capture.wire import exchange, unpack  # loads the HTTP library

        sent = (
            ("Host", parts.netloc),
            ("User-Agent", self._agent),
            ("Accept", accept),
            ("Accept-Encoding", "gzip, deflate"),
            *extra,
        )
        try:
            raw = exchange(url, address, sent, end=end, limit=limit)
        except CaptureError as error:
            if error.code == "timeout":
                raise CaptureError(
                    "timeout", f"took longer than {self._seconds:.0f} seconds", todo="Try again later"
                ) from error
            raise
        coding = next((value for name, value in raw.headers if name.lower() == "content-encoding"), "")
        body = unpack(raw.body, coding, limit) if raw.body else b""
        return Answer(url, raw.status, raw.reason, raw.headers, body, raw.body, raw.sent, raw.address, hops)


def _sendable(url: str) -> str:
    parse_url(url)
    try:
        return ascii_url(url)
    except ValueError as error:
        raise CaptureError("scheme", "is no valid address", todo="Check the spelling") from error


def check_text(answer: Answer) -> str:
    """The media type of a page of text that is not empty. Raises CaptureError `media` or `empty`."""
    kind = answer.media
    if not kind.startswith(_TEXT):
        raise CaptureError("media", f"is no page but {kind[:60]}", todo="Give the address of a text page")
    if not answer.body:
        raise CaptureError("empty", "answered with an empty page", todo="Check the address in a browser")
    return kind
