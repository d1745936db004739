"""A small local server that speaks chat completions, well or badly, as a test tells it to.

Each path of DEEDS is a behaviour: /good/v1/chat/completions answers with `answer`; the others fail in their own way.
Requests are kept in `asked` for the test to look at.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.seen: Counter[str] = Counter()
        self.answer: str | Callable[[dict[str, Any]], str] = '{"events": []}'

    def url(self, deed: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{deed}/v1"

    def content(self, body: dict[str, Any]) -> str:
        return self.answer(body) if callable(self.answer) else self.answer


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        deed = self.path.split("/")[1]
        self.server.seen[deed] += 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"deed_{deed}")(body, self.server.seen[deed])

    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def complete(self, content: object, finish: str = "stop") -> None:
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
        self.send(200, json.dumps({"choices": [choice]}).encode(), content_type="application/json")

    # ---- deeds
    def deed_good(self, body: dict[str, Any], _n: int) -> None:
        self.complete(self.server.content(body))

    def deed_noschema(self, body: dict[str, Any], _n: int) -> None:
        if body["response_format"]["type"] == "json_schema":
            self.send(400, b'{"error": "response_format"}')
        else:
            self.complete(self.server.content(body))

    def deed_busy(self, body: dict[str, Any], n: int) -> None:
        if n < 3:
            self.send(429 if n == 1 else 500, b"later", **({"retry_after": "7"} if n == 1 else {}))
        else:
            self.complete(self.server.content(body))

    def deed_broken(self, _body: dict[str, Any], _n: int) -> None:
        self.send(500, b"no")

    def deed_denied(self, _body: dict[str, Any], _n: int) -> None:
        self.send(401, b"no")

    def deed_unknown(self, _body: dict[str, Any], _n: int) -> None:
        self.send(404, b"no such model")

    def deed_moved(self, _body: dict[str, Any], _n: int) -> None:
        self.send(307, b"", location="/good/v1/chat/completions")

    def deed_slow(self, _body: dict[str, Any], _n: int) -> None:
        time.sleep(3)

    def deed_drip(self, _body: dict[str, Any], _n: int) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nx-long: ")
        for _ in range(60):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def deed_huge(self, _body: dict[str, Any], _n: int) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b" " * 10_000)

    def deed_packed(self, _body: dict[str, Any], _n: int) -> None:
        self.send(200, b"\x1f\x8b", content_encoding="gzip")

    def deed_torn(self, _body: dict[str, Any], _n: int) -> None:
        self.send_response(200)
        self.send_header("content-length", "5000")
        self.end_headers()
        self.wfile.write(b'{"choices": [')

    def deed_html(self, _body: dict[str, Any], _n: int) -> None:
        self.send(200, b"<html>Welcome</html>")

    def deed_deep(self, _body: dict[str, Any], _n: int) -> None:
        self.send(200, b"[" * 200_000)

    def deed_empty(self, _body: dict[str, Any], _n: int) -> None:
        self.send(200, b'{"choices": []}')

    def deed_silent(self, _body: dict[str, Any], _n: int) -> None:
        self.complete(None)

    def deed_cut(self, _body: dict[str, Any], _n: int) -> None:
        self.complete('{"events": [{"ty', finish="length")


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
