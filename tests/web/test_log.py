"""The log of changes: what goes into it, and what an administrator sees of it."""

from __future__ import annotations

import re
from importlib.resources import files

from starlette.testclient import TestClient

from marsad.store.accounts import add_token, list_tokens, note, remove_tokens
from marsad.store.repository import Store
from marsad.web.account_pages import PAGE, subject
from marsad.web.texts import load_texts
from tests.store.made import AT
from tests.web.made import log_in, team, token_of
from tests.web.test_safety import REVISION


def admin(store: Store) -> TestClient:
    client = team(store)
    log_in(client, "admin")
    return client


def rows(client: TestClient, query: str = "") -> list[str]:
    text = client.get(f"/log?lang=en{query}").text
    return [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)[1:]]


def test_each_change_is_told_with_a_way_to_it(store: Store):
    client = admin(store)
    token = token_of(client)
    client.post("/revisions", data={**REVISION, "csrf": token})
    client.post("/incidents/a0%231/merge", data={"other": "a1#2", "why": "one convoy", "csrf": token})
    client.post("/logout", data={"csrf": token})
    log_in(client, "admin", "wrong password")
    log_in(client, "admin")
    told = rows(client)
    wanted = ("logged in", "log-in failed", "logged out", "merged incidents", "rejected a value", "logged in")
    assert len(told) == len(wanted) and all(w in row for w, row in zip(wanted, told, strict=True)), told
    page = client.get("/log?lang=en").text
    assert 'href="/articles/a0#at-0"' in page and "What happened" in told[4]
    assert 'href="/incidents/a0%231"' in page and client.get("/incidents/a0%231").status_code == 200
    arabic = client.get("/log?lang=ar").text
    assert "رفض قيمة" in arabic and "محاولة دخول فاشلة" in arabic


def test_one_person_one_action_and_older_lines(store: Store):
    client = admin(store)
    for n in range(PAGE + 5):
        note(store, "omar", "undo", f"{n}", AT, None)
    assert len(rows(client)) == PAGE
    assert len(rows(client, "&who=omar&action=undo")) == PAGE
    assert len(rows(client, "&who=admin")) == 1
    assert "Nothing found" in client.get("/log?lang=en&who=nobody").text
    older = re.search(r'href="([^"]*before=\d+)"', client.get("/log?lang=en&who=omar").text)
    assert older
    assert len(rows(client, older[1].replace("&amp;", "&").replace("?", "&"))) == 5


def test_every_action_that_is_written_has_words():
    written: set[str] = set()
    for path in ("web/incident_pages.py", "web/account_pages.py", "cli/serve.py"):
        source = (files("marsad") / path).read_text("utf-8")
        written |= set(re.findall(r'(?:user\.name|name\[:64\]|user|store), "([a-z ]+)"', source))
    assert written >= {"login", "login failed", "logout", "merge", "split", "undo", "user added", "token revoked"}
    written |= {f"revision {action}" for action in ("accept", "edit", "reject", "add")}
    for texts in load_texts().values():
        assert [a for a in sorted(written) if texts.name("did", a) == a] == []


def test_what_a_line_is_about():
    assert subject("revision edit", "a b 12-14 place") == {
        "to": "/articles/a%20b#at-12",
        "named": "a b",
        "rest": "place",
    }
    assert subject("merge", "i0123456789ab x")["to"] == "/incidents/i0123456789ab"
    assert subject("login failed", "i0123456789ab x") == {"to": "", "named": "", "rest": "i0123456789ab x"}
    assert subject("merge", "//evil.example x")["to"] == ""


def test_tokens_stand_in_the_log_page_by_their_notes_and_can_be_ended(store: Store):
    client = admin(store)
    secret = add_token(store, "admin", "weekly <export>", AT)
    page = client.get("/log").text
    assert "weekly &lt;export&gt;" in page and secret not in page
    client.cookies.clear()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/incidents", headers=bearer).status_code == 200
    assert remove_tokens(store, "admin", "weekly <export>") == 1 and list_tokens(store) == []
    assert client.get("/api/v1/incidents", headers=bearer).status_code == 401
