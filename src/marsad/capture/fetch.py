"""Fetches public pages and nothing else: no private, loopback or link-local address, not after a redirect either."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

from marsad.capture.problems import CaptureError

REDIRECTS = 5
SECONDS = 30.0  # for one page, redirects included
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/x-ndjson")
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # carrier-grade NAT, RFC 6598

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's resolver."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """`get(url)` -> body. `limit`: bytes of the unpacked body. The address that was checked is the one connected to, so
    that a name that changes between check and connection gains nothing. `allow_loopback` exists for tests only."""

    def __init__(
        self,
        limit: int = 50_000_000,
        *,
        allow_loopback: bool = False,
        resolver: Resolve = resolve,
        seconds: float = SECONDS,
    ) -> None:
        self._limit, self._loopback, self._resolve, self._seconds = limit, allow_loopback, resolver, seconds

    def get(self, url: str) -> tuple[bytes, str | None, str]:
        """(body, declared charset, media type). Raises CaptureError: private-address, http-status, redirects, timeout, network …"""
        end = time.monotonic() + self._seconds
        for hop in range(REDIRECTS + 1):
            answer = self._once(url, end, first=hop == 0)
            if isinstance(answer, str):
                url = urljoin(url, answer)
                continue
            return answer
        raise CaptureError(
            "redirects",
            f"redirects more than {REDIRECTS} times",
            todo="Open it in a browser and give the final address",
        )

    def _check(self, url: str, first: bool) -> tuple[Any, str]:
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise CaptureError("scheme", "is no valid address", todo="Check the spelling") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CaptureError("scheme", "is no http or https address", todo="Only these are fetched")
        try:
            addresses = self._resolve(parts.hostname, port)
        except (OSError, UnicodeError) as error:
            raise CaptureError(
                "network", "has a host name that cannot be found", todo="Check the spelling and the connection"
            ) from error
        public = [a for a in addresses if self._allowed(a, first)]
        if not public or len(public) < len(addresses):
            raise CaptureError(
                "private-address",
                "points into a private or local network",
                todo="Only public pages are fetched; save the page and name the file",
            )
        return parts, public[0]

    def _allowed(self, text: str, first: bool) -> bool:
        address = ipaddress.ip_address(text.split("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        address = mapped or address
        if self._loopback and address.is_loopback:
            return True
        if address.version == 4 and address in _SHARED:
            return False
        return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)

    def _once(self, url: str, end: float, first: bool) -> tuple[bytes, str | None, str] | str:
        import httpx

        parts, address = self._check(url, first)
        literal = f"[{address}]" if ":" in address else address
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rsplit("@", 1)[-1]
        headers = {
            "Host": host,
            "User-Agent": "marsad (+offline Arabic news coder)",
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
        }
        left = max(0.1, end - time.monotonic())
        try:
            with httpx.Client(timeout=httpx.Timeout(left), trust_env=False, follow_redirects=False) as client:
                request = client.build_request(
                    "GET",
                    f"{parts.scheme}://{literal}:{port}{path}",
                    headers=headers,
                    extensions={"sni_hostname": parts.hostname},
                )
                answer = client.send(request, stream=True)
                try:
                    return self._answer(answer, end)
                finally:
                    answer.close()
        except httpx.TimeoutException as error:
            raise CaptureError(
                "timeout", f"did not answer within {self._seconds:.0f} seconds", todo="Try again later"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise CaptureError("network", "cannot be reached", todo="Check the address and the connection") from error

    def _answer(self, answer: Any, end: float) -> tuple[bytes, str | None, str] | str:
        if answer.status_code in (301, 302, 303, 307, 308) and answer.headers.get("location"):
            return str(answer.headers["location"])
        if answer.status_code != 200:
            raise CaptureError("http-status", f"answered {answer.status_code}", todo="Check the address in a browser")
        kind = answer.headers.get("content-type", "text/html").lower()
        if not kind.startswith(_TEXT):
            raise CaptureError(
                "media", f"is no page but {kind.split(';')[0][:60]}", todo="Give the address of a text page"
            )
        body = bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > self._limit:
                raise CaptureError(
                    "too-large", f"is larger than {self._limit // 1_000_000} MB", todo="Raise --limit-mb"
                )
            if time.monotonic() > end:
                raise CaptureError("timeout", f"took longer than {self._seconds:.0f} seconds", todo="Try again later")
        if not body:
            raise CaptureError("empty", "answered with an empty page", todo="Check the address in a browser")
        charset = kind.split("charset=", 1)[1].split(";")[0].strip(" \"'") if "charset=" in kind else None
        return (
            bytes(body),
            charset,
            "text/html" if "html" in kind else "text/plain" if kind.startswith("text/plain") else kind.split(";")[0],
        )
