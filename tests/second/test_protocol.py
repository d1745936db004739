"""The endpoint, well and badly behaved: what is sent, what is taken, and the name of each failure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from marsad.second.problems import ReaderError
from marsad.second.protocol import Endpoint, endpoint
from tests.second.server import Server, free_port, serving

ASKED = [{"role": "user", "content": "x"}]
SCHEMA: dict[str, Any] = {"type": "object"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def ask(server: Server, deed: str, seconds: float = 20, **more: Any) -> str:
    return Endpoint(server.url(deed), "m", seconds=seconds, sleep=lambda _s: None, **more).ask(ASKED, SCHEMA)


def test_what_is_asked(server: Server):
    server.answer = "hello"
    assert ask(server, "good", key="sesame") == "hello"
    body, headers = server.asked[-1], server.headers[-1]
    assert (body["model"], body["messages"], body["temperature"]) == ("m", ASKED, 0)
    assert body["response_format"]["json_schema"] == {"name": "events", "strict": True, "schema": SCHEMA}
    assert headers["authorization"] == "Bearer sesame"


def test_without_a_key_no_header(server: Server):
    ask(server, "good")
    assert "authorization" not in server.headers[-1]


def test_a_server_without_schemas_gets_plain_json_and_is_remembered(server: Server):
    server.answer = "{}"
    reader = Endpoint(server.url("noschema"), "m", seconds=20)
    before = server.seen["noschema"]
    assert [reader.ask(ASKED, SCHEMA) for _ in range(2)] == ["{}", "{}"]
    assert server.seen["noschema"] - before == 3
    assert server.asked[-1]["response_format"] == {"type": "json_object"}


def test_a_busy_server_is_asked_again_after_what_it_asks_for(server: Server):
    server.seen["busy"] = 0
    waits: list[float] = []
    Endpoint(server.url("busy"), "m", seconds=60, sleep=waits.append).ask(ASKED, SCHEMA)
    assert waits == [7.0, 2.0]


def test_no_wait_runs_over_the_time_given(server: Server):
    server.seen["busy"] = 0
    with pytest.raises(ReaderError, match="answered 429"):
        ask(server, "busy", seconds=5)


@pytest.mark.parametrize(
    ("deed", "code", "said"),
    [
        ("broken", "reader-status", "answered 500"),
        ("denied", "reader-status", "MARSAD_READER_KEY"),
        ("unknown", "reader-status", "answered 404"),
        ("moved", "reader-redirect", "not followed"),
        ("huge", "reader-too-large", "more than 1 MB"),
        ("packed", "reader-bad-answer", "packed"),
        ("torn", "reader-unreachable", "broke the connection"),
        ("html", "reader-bad-answer", "chat completion"),
        ("deep", "reader-bad-answer", "chat completion"),
        ("empty", "reader-bad-answer", "chat completion"),
        ("silent", "reader-bad-answer", "without any text"),
        ("cut", "reader-cut", "short"),
    ],
)
def test_each_failure_has_its_name(server: Server, deed: str, code: str, said: str):
    with pytest.raises(ReaderError, match=said) as error:
        ask(server, deed, key="sesame")
    assert error.value.code == code
    assert "sesame" not in str(error.value)


def test_a_failing_server_is_asked_four_times(server: Server):
    server.seen["broken"] = 0
    with pytest.raises(ReaderError):
        ask(server, "broken")
    assert server.seen["broken"] == 4


def test_a_redirect_is_not_followed(server: Server):
    before = server.seen["good"]
    with pytest.raises(ReaderError):
        ask(server, "moved", key="sesame")
    assert server.seen["good"] == before


@pytest.mark.parametrize("deed", ["slow", "drip"])
def test_the_time_is_kept_even_where_bytes_keep_dripping(server: Server, deed: str):
    started = time.monotonic()
    with pytest.raises(ReaderError) as error:
        ask(server, deed, seconds=0.5)
    assert error.value.code == "reader-timeout"
    assert time.monotonic() - started < 2


def test_nobody_there():
    with pytest.raises(ReaderError) as error:
        Endpoint(f"http://127.0.0.1:{free_port()}/v1", "m", seconds=5).ask(ASKED, SCHEMA)
    assert error.value.code == "reader-unreachable"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("https://models.example/v1/chat/completions", "https://models.example/v1/chat/completions"),
        ("http://[::1]:8080", "http://[::1]:8080/chat/completions"),
    ],
)
def test_addresses(given: str, asked: str):
    assert endpoint(given) == asked


@pytest.mark.parametrize(
    "bad",
    ["ftp://x/v1", "localhost:8080", "http://", "http://a:b@x/v1", "http://x/v1?key=1", "http://x:99999/", "file:///x"],
)
def test_bad_addresses(bad: str):
    with pytest.raises(ReaderError) as error:
        endpoint(bad)
    assert error.value.code == "reader-url"


@pytest.mark.parametrize(
    ("url", "key", "fine"),
    [
        ("http://models.example/v1", "sesame", False),
        ("http://8.8.8.8/v1", "sesame", False),
        ("http://models.example/v1", None, True),
        ("https://models.example/v1", "sesame", True),
        ("http://192.168.1.5/v1", "sesame", True),
        ("http://localhost/v1", "ses\name", False),
    ],
)
def test_the_key_does_not_travel_in_the_clear(url: str, key: str | None, fine: bool):
    if fine:
        Endpoint(url, "m", key=key)
        return
    with pytest.raises(ReaderError) as error:
        Endpoint(url, "m", key=key)
    assert error.value.code == "reader-key"
    assert str(key) not in str(error.value)
