"""Who may do what: forms, host names, headers, roles, log-in."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from marsad.api import files, map_data, routes
from marsad.store.accounts import AccountError, add_token, add_user, last_notes, remove_user
from marsad.store.decisions import listing
from marsad.store.repository import Store
from marsad.store.revisions import of_article
from marsad.web import account_pages, file_pages, incident_pages, pages, reader_pages
from tests.store.made import AT
from tests.web.made import PASSWORD, Clock, log_in, team, token_of

OPEN = {"/login", "/logout", "/openapi.json"}  # what nobody needs to be logged in for
REVISION = {
    "article": "a0",
    "start": "0",
    "end": "4",
    "quote": "قُتل"[:4],
    "field": "trigger",
    "event": "a0#1",
    "action": "reject",
    "why": "no",
}


def decided(store: Store) -> int:
    with store.reading() as connection:
        return len(listing(connection))


def revised(store: Store) -> int:
    with store.reading() as connection:
        return len(of_article(connection, "a0"))


@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_a_change_without_its_token_is_refused(client: TestClient, store: Store, token: str):
    client.get("/")
    for path, data in (("/revisions", REVISION), ("/incidents/a0%231/merge", {"other": "a1#2", "why": "x"}),
                       ("/incidents/a0%231/split", {"report": "a0#1", "why": "x"}), ("/decisions/1/undo", {"why": "x", "back": "a0#1"}),
                       ("/login", {"name": "x", "password": "x"}), ("/logout", {})):  # fmt: skip
        answer = client.post(path, data={**data, "csrf": token})
        assert answer.status_code == 403 and "form-token" in answer.text, path
    assert decided(store) == 0 and revised(store) == 0


def test_the_token_of_another_visitor_does_not_do(client: TestClient):
    token = token_of(client, "/incidents/a0%231")
    client.cookies.clear()
    client.get("/")
    assert client.post("/revisions", data={**REVISION, "csrf": token}).status_code == 403


def test_a_form_sent_from_elsewhere_is_refused(client: TestClient):
    data = {**REVISION, "csrf": token_of(client, "/incidents/a0%231")}
    assert client.post("/revisions", data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/revisions", data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:80", "127.0.0.1.nip.example", ""])
def test_other_names_are_refused_on_loopback(client: TestClient, host: str):
    answer = client.get("/api/v1/incidents", headers={"Host": host})
    assert answer.status_code == 421 and answer.json()["error"]["code"] == "host"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:1", "[::1]:80", "LOCALHOST"])
def test_our_own_names_are_answered(client: TestClient, host: str):
    assert client.get("/api/v1/claims", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/pages.js", "/api/v1/incidents", "/incidents?start=x"])
def test_headers(client: TestClient, path: str):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_cookies_are_for_the_server_alone(store: Store):
    answer = log_in(team(store), "reader")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("marsad_session"))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie


def test_a_large_body_is_refused(client: TestClient):
    assert client.post("/login", data={"name": "x" * 2_000_000}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2f__init__.py",
        "/static/%2fetc%2fpasswd",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/incidents/..%5c..%5cx",
        "/api/v1/exports/..%2fcsv",
        "/api/v1/articles/%2fetc%2fpasswd",
    ],
)
def test_no_path_of_a_user_reaches_the_disk(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code in (404, 422), answer.status_code
    assert "root:" not in answer.text and "import annotations" not in answer.text


def test_nothing_is_open_without_log_in(store: Store):
    client = team(store)
    parts = (routes, files, map_data, account_pages, file_pages, pages, incident_pages, reader_pages)
    known = [
        route
        for part in parts
        for route in part.router.routes
        if isinstance(route, APIRoute) and route.path not in OPEN
    ]
    assert len(known) > 20
    for route in known:
        path = (
            route.path.replace("{id:path}", "a0")
            .replace("{id}", "a0")
            .replace("{key}", "1")
            .replace("{name:path}", "x")
            .replace("{format}", "csv")
        )
        for method in route.methods:
            answer = client.request(method, path, data={"x": "y"} if method == "POST" else None)
            refused = answer.status_code in (401, 403) or answer.headers.get("location") == "/login"
            assert refused, f"{method} {path}: {answer.status_code}"
    for path in (
        "/",
        "/incidents",
        "/articles/a0",
        "/overview.json",
        "/api/v1/incidents",
        "/api/v1/search?q=x",
        "/log",
        "/health",
    ):
        answer = client.get(path)
        assert answer.status_code == 401 or answer.headers.get("location") == "/login", path


@pytest.mark.parametrize(
    ("role", "revision", "merge", "log"),
    [("reader", 403, 403, 403), ("coder", 303, 403, 403), ("editor", 303, 303, 403), ("admin", 303, 303, 200)],
)
def test_roles(store: Store, role: str, revision: int, merge: int, log: int):
    client = team(store)
    assert log_in(client, role).status_code == 303
    token = token_of(client)
    assert client.post("/revisions", data={**REVISION, "csrf": token}).status_code == revision
    assert revised(store) == (revision == 303)
    data = {"other": "a1#2", "why": "one convoy", "csrf": token}
    assert client.post("/incidents/a0%231/merge", data=data).status_code == merge
    assert decided(store) == (merge == 303)
    assert client.post("/decisions/1/undo", data={"why": "x", "back": "a0#1", "csrf": token}).status_code == merge
    assert client.get("/log").status_code == log
    if revision == 303:
        assert last_notes(store)[-1]["action"] == "login"
        assert {n["who"] for n in last_notes(store)} == {role}


def test_wrong_passwords_are_slowed_down(store: Store):
    clock = Clock()
    client = team(store, clock)
    for _ in range(5):
        assert log_in(client, "admin", "wrong password").status_code == 401
    answer = log_in(client, "admin")
    assert answer.status_code == 429 and answer.headers.get("retry-after") is not None
    clock.seconds += 16 * 60
    assert log_in(client, "admin").status_code == 303


def test_sessions_end(store: Store):
    clock = Clock()
    client = team(store, clock)
    log_in(client, "reader")
    assert client.get("/incidents").status_code == 200
    clock.seconds += 13 * 3600
    assert client.get("/incidents").headers["location"] == "/login"
    log_in(client, "reader")
    cookie = client.cookies["marsad_session"]
    client.post("/logout", data={"csrf": token_of(client)})
    client.cookies.set("marsad_session", cookie)
    assert client.get("/incidents").status_code == 303


def test_api_tokens(store: Store):
    client = team(store)
    token = add_token(store, "reader", "test", AT)
    sent = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/incidents", headers=sent).status_code == 200
    assert client.get("/api/v1/incidents", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/", headers=sent).status_code == 303  # for programs only
    remove_user(store, "reader")
    assert client.get("/api/v1/incidents", headers=sent).status_code == 401


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("x", "king", PASSWORD), ("x", "reader", "short"), ("a b", "reader", PASSWORD), ("", "reader", PASSWORD)],
)
def test_users_that_cannot_be(store: Store, name: str, role: str, password: str):
    with pytest.raises(AccountError):
        add_user(store, name, role, password, AT)


def test_passwords_are_not_kept(store: Store, tmp_path):
    add_user(store, "rima", "admin", PASSWORD, AT)
    store.close()
    assert PASSWORD.encode() not in (tmp_path / "x.db").read_bytes() + b"".join(
        p.read_bytes() for p in tmp_path.glob("*-wal")
    )
