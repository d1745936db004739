"""Talks to an OpenAI-compatible chat-completions endpoint over plain HTTP, bounded in time, size and attempts.

Unlike capture/fetch.py this may reach private and loopback addresses: the user names the endpoint, content never does.
The key comes from the environment variable MARSAD_READER_KEY, goes into one header, and appears in no message.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from marsad.second.problems import ReaderError

KEY = "MARSAD_READER_KEY"
SECONDS = 120.0  # for one article, attempts and waits included: what a small model needs for a long article on a CPU
MOST_BYTES = 1_000_000  # of one answer; forty full events take about 40 kB
ATTEMPTS = 4
LONGEST_WAIT = 20.0  # seconds between two attempts, whatever Retry-After asks for
_AGAIN = frozenset({429, 500, 502, 503, 504})
_NO_SUCH_FORMAT = frozenset({400, 404, 415, 422, 501})  # how servers say that they do not know a response_format
_TRY_LATER = "Try again later: what was answered is kept with --reader-out"


def endpoint(url: str) -> str:
    """The address that is asked: "http://localhost:8080/v1" gets "/chat/completions". Raises ReaderError reader-url."""
    try:
        parts = urlsplit(url)
        port_ok = parts.port is None or parts.port > 0
    except ValueError:
        port_ok, parts = False, urlsplit("")
    if not port_ok or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReaderError("reader-url", "is no http or https address", "Give one such as http://localhost:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ReaderError(
            "reader-url", "holds a password, a query or a fragment", f"Give the bare address; a key goes into {KEY}"
        )
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _near(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


class Endpoint:
    """`ask(messages, schema)` -> the content of the answer. `sleep` and `now` are handed in so that tests need not wait."""

    def __init__(
        self, url: str, model: str, *, key: str | None = None, seconds: float = SECONDS,
        sleep: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.url, self.model, self._key, self._seconds = endpoint(url), model, key, seconds
        self._sleep, self._now, self._plain = sleep, now, False
        parts = urlsplit(self.url)
        if key and not (key.isascii() and key.isprintable()):
            raise ReaderError("reader-key", f"{KEY} holds characters that no header can carry", "Set it anew")
        if key and parts.scheme == "http" and not _near(parts.hostname or ""):
            raise ReaderError("reader-key", "the key would travel in the clear", f"Use https, or unset {KEY}")

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        """Raises ReaderError: reader-unreachable, reader-timeout, reader-status, reader-redirect, reader-too-large,
        reader-bad-answer, reader-cut."""
        end = self._now() + self._seconds
        if not self._plain:
            answer = self._insist(self._body(messages, schema), end, also=_NO_SUCH_FORMAT)
            if answer is not None:
                return _content(answer)
        answer = self._insist(self._body(messages, None), end)
        assert answer is not None
        self._plain = True  # this server does not take a schema; what it answers is checked all the same
        return _content(answer)

    def _body(self, messages: list[dict[str, str]], schema: dict[str, Any] | None) -> dict[str, Any]:
        wanted: dict[str, Any] = {"type": "json_object"}
        if schema is not None:
            wanted = {"type": "json_schema", "json_schema": {"name": "events", "strict": True, "schema": schema}}
        return {
            "model": self.model, "messages": messages, "temperature": 0, "stream": False, "response_format": wanted,
        }  # fmt: skip

    def _insist(self, body: dict[str, Any], end: float, also: frozenset[int] = frozenset()) -> bytes | None:
        """The body of a good answer; None for a status in `also`. Busy and failing servers are asked again."""
        for attempt in range(ATTEMPTS):
            status, retry_after, answer = self._once(body, end)
            if status == 200:
                return answer
            if status in also:
                return None
            wait = min(LONGEST_WAIT, _seconds(retry_after) or 2.0**attempt)
            if status not in _AGAIN or attempt + 1 == ATTEMPTS or self._now() + wait >= end:
                raise _refusal(status)
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, body: dict[str, Any], end: float) -> tuple[int, str | None, bytes]:
        import httpx

        left = end - self._now()
        try:
            if left <= 0:
                raise TimeoutError
            return asyncio.run(asyncio.wait_for(self._post(body), left))
        except (TimeoutError, httpx.TimeoutException) as error:
            what = f"did not answer within {self._seconds:g} seconds"
            raise ReaderError("reader-timeout", what, "Raise --reader-timeout or use a smaller model") from error
        except httpx.ConnectError as error:
            what = "cannot be reached"
            raise ReaderError("reader-unreachable", what, "Check the address and that the server runs") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ReaderError("reader-unreachable", "broke the connection off", _TRY_LATER) from error

    async def _post(self, body: dict[str, Any]) -> tuple[int, str | None, bytes]:
        """One request. The wait around it bounds the whole exchange, a server that drips byte after byte included."""
        import httpx

        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "marsad second reader"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        async with (
            httpx.AsyncClient(timeout=None, trust_env=False, follow_redirects=False) as client,  # noqa: S113 - the caller waits for a set time
            client.stream("POST", self.url, json=body, headers=headers) as answer,
        ):
            status, wait = answer.status_code, answer.headers.get("retry-after")
            if status != 200:
                return status, wait, b""
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise ReaderError("reader-bad-answer", "answered packed though it was asked not to", "Check the server")
            whole = bytearray()
            async for chunk in answer.aiter_raw():
                whole += chunk
                if len(whole) > MOST_BYTES:
                    what = f"answered with more than {MOST_BYTES // 1_000_000} MB"
                    raise ReaderError("reader-too-large", what, "Check the server and the model")
            return status, wait, bytes(whole)


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds; a date or nonsense counts as not stated."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None


def _refusal(status: int) -> ReaderError:
    if 300 <= status < 400:
        return ReaderError("reader-redirect", f"redirects ({status}), which is not followed", "Name the final address")
    if status in (401, 403):
        return ReaderError("reader-status", f"refuses access ({status})", f"Set {KEY} to a valid key")
    todo = _TRY_LATER if status in _AGAIN else "Check the address, the model's name and the server's log"
    return ReaderError("reader-status", f"answered {status}", todo)


def _content(answer: bytes) -> str:
    """The message in a chat completion."""
    import msgspec

    try:
        choice = msgspec.json.decode(answer)["choices"][0]
        content, finish = choice["message"]["content"], choice.get("finish_reason")
    except (msgspec.DecodeError, UnicodeDecodeError, LookupError, TypeError, AttributeError, RecursionError) as error:
        what = "answered with something else than a chat completion"
        raise ReaderError("reader-bad-answer", what, "Check that the address is that of such an endpoint") from error
    if finish == "length":
        raise ReaderError("reader-cut", "cut its answer short", "Let the model write more tokens, or use another one")
    if not isinstance(content, str):
        raise ReaderError("reader-bad-answer", "answered without any text", "Use another model")
    return content
