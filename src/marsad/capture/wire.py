"""One HTTP exchange over a connection to an address that was checked, with one deadline over every read and write.

A per-read timeout alone lets a server that sends a byte a second hold us for ever, in the headers too; here each wait
gets what is left until the deadline. The host name still goes into TLS (SNI, certificate) and the Host header.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable
from typing import Any

import httpcore
from msgspec import Struct

from marsad.capture.problems import CaptureError

Headers = tuple[tuple[str, str], ...]
LINES_MOST = 200  # header lines; pages of large sites send 20 to 60
MEMBERS_MOST = 100  # gzip members in one body; servers send one


class Raw(Struct, frozen=True):
    """An answer as it came: `body` is without transfer coding, but still compressed where `headers` say so."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    sent: Headers
    address: str


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, end: float) -> None:
        self._inner, self._end = inner, end

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._left()), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the checked address, whatever the name resolves to by now."""

    def __init__(self, address: str, end: float) -> None:
        self._address, self._end = address, end

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ConnectTimeout
        return _Stream(httpcore.SyncBackend().connect_tcp(self._address, port, timeout=left), self._end)


def exchange(url: str, address: str, headers: Headers, *, end: float, limit: int) -> Raw:
    """GET `url` (ASCII) from `address`. `end`: time.monotonic() to be done by; `limit`: bytes of the body on the wire.
    Raises CaptureError `too-large`, `timeout`, `cut-short` or `network`."""
    encoded = [(name.encode(), value.encode()) for name, value in headers]
    try:
        with (
            httpcore.ConnectionPool(network_backend=_Pinned(address, end)) as pool,
            pool.stream("GET", url, headers=encoded) as answer,
        ):
            body = bytearray()
            for chunk in answer.iter_stream():
                body += chunk
                if len(body) > limit:
                    raise too_large(limit)
            got = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in answer.headers[:LINES_MOST])
            reason = bytes(answer.extensions.get("reason_phrase", b"")).decode("latin-1")
            return Raw(answer.status, reason, got, bytes(body), headers, address)
    except httpcore.TimeoutException as error:
        raise CaptureError("timeout", "did not answer in time", todo="Try again later") from error
    except httpcore.RemoteProtocolError as error:
        raise CaptureError("cut-short", f"broke off its answer ({error})", todo="Try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:
        raise CaptureError("network", "cannot be reached", todo="Check the address and the connection") from error


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content coding, at most `limit` bytes of it: more is refused while it unpacks.
    Raises CaptureError `bomb` or `bad-encoding`."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise CaptureError("bad-encoding", f"is packed as {encoding[:40]}, which was not asked for", todo="Report it")
    windows = (31,) if "gzip" in encoding else (15, -15)  # servers send deflate with and without its header
    for number, bits in enumerate(windows):
        try:
            return _inflate(body, bits, limit)
        except zlib.error as error:
            if number + 1 == len(windows):
                raise CaptureError("bad-encoding", "is badly packed", todo="Try again later") from error
    raise AssertionError("unreachable")


def _inflate(body: bytes, bits: int, limit: int) -> bytes:
    """All gzip members of a body; bytes that follow the last one are padding."""
    out, rest = bytearray(), body
    for _ in range(MEMBERS_MOST):
        packer = zlib.decompressobj(bits)
        out += packer.decompress(rest, limit + 1 - len(out))
        if len(out) > limit:
            break
        if not packer.eof:
            raise CaptureError("cut-short", "is packed and broken off", todo="Try again later")
        rest = packer.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return bytes(out)
    raise CaptureError("bomb", f"unpacks to far more than its size (limit {limit:,} bytes)", todo="Leave it out")


def too_large(limit: int) -> CaptureError:
    return CaptureError("too-large", f"is larger than {max(1, limit // 1_000_000)} MB", todo="Raise --limit-mb")
