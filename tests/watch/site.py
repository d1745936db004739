"""A news site on this machine that behaves as told: each path has an answer, and every request is written down.

The tests' fetcher resolves every host name to this server, so that one server plays many hosts.
"""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Callable

Answerer = Callable[["Handler"], None]

ARABIC = "قُتل ثلاثة جنود وأصيب خمسة آخرون في هجوم شنه مسلحون على حاجز للجيش قرب البلدة يوم الثلاثاء، بحسب مصدر أمني."


def article(number: object, *, canonical: str = "", text: str = ARABIC) -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{text} رقم الخبر {number} والفقرة {n}.</p>" for n in range(3))
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>خبر {number}</title>{link}</head>'
        f"<body><article><h1>هجوم على حاجز رقم {number}</h1>{body}</article></body></html>"
    ).encode()


def rss(*links: str, dates: dict[str, str] | None = None) -> bytes:
    def item(link: str) -> str:
        date = (dates or {}).get(link)
        stamp = f"<pubDate>{date}</pubDate>" if date else ""
        return f"<item><title>خبر</title><link>{link.replace('&', '&amp;')}</link>{stamp}</item>"

    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(map(item, links))}</channel></rss>'.encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        host = (self.headers["Host"] or "").split(":")[0]
        self.server.asked.append((host, self.path, dict(self.headers)))
        answer = self.server.answers.get(f"{host}{self.path}", self.server.answers.get(self.path))
        if answer is None:
            self.send(404, b"none")
        elif callable(answer):
            answer(self)
        else:
            self.send(200, answer)

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **names,
        }.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


class Site(http.server.ThreadingHTTPServer):
    """`answers`: path or host/path -> body or what answers; `asked`: (host, path, headers) of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, bytes | Answerer] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        threading.Thread(target=lambda: self.serve_forever(poll_interval=0.02), daemon=True).start()

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def count(self, path: str) -> int:
        return sum(asked == path for _, asked, _ in self.asked)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is what these tests are about."""


# ---- ways to misbehave
def status(code: int, **headers: str) -> Answerer:
    return lambda handler: handler.send(code, b"sorry", **headers)


def redirect(place: str) -> Answerer:
    return lambda handler: handler.send(302, Location=place)


def tagged(body: Callable[[], bytes], etag: str) -> Answerer:
    """Answers 304 to those who have the tag."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.send(304, ETag=etag)
        else:
            handler.send(200, body(), ETag=etag)

    return answer


def drip(handler: Handler) -> None:
    """Header, then a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    _bytes_for_ever(handler, b"x", 0.05)


def drip_headers(handler: Handler) -> None:
    """Not even the headers come to an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _bytes_for_ever(handler, b"X-A: b\r\n", 0.05)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    _bytes_for_ever(handler, b"x" * 65536, 0.0)


def _bytes_for_ever(handler: Handler, data: bytes, pause: float) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        handler.wfile.write(data)
        time.sleep(pause)


def bomb(handler: Handler) -> None:
    handler.send(200, gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")


def too_short(handler: Handler) -> None:
    """Promises more than it sends."""
    body = article(1)
    handler.send(200, body, Content_Length=str(len(body) + 1000))
