"""Every page in both languages; what pages say, and that hostile text stays text."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from marsad.store.repository import Store
from tests.web.made import Page, at_machine

PAGES = ("/", "/incidents", "/incidents/a0%231", "/articles/a0", "/search", "/search?q=هجوم", "/tallies", "/claims", "/actors",
         "/actors/Islamic%20State", "/people", "/sources", "/files", "/health", "/login", "/incidents?start=2024-01-01&min_killed=1&q=tab")  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_both_languages(client: TestClient, path: str, language: str):
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert Page(answer.text).elements[0] == ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"})
    assert "None" not in answer.text


def test_the_language_is_remembered(client: TestClient):
    assert 'lang="ar"' in client.get("/?lang=ar").text
    assert 'lang="ar"' in client.get("/incidents", headers={"Accept-Language": "en"}).text


def test_without_javascript_there_is_a_table(client: TestClient):
    page = Page(client.get("/").text)
    assert ("div", {"id": "overview", "data-src": "/overview.json", "data-lang": "en"}) in page.elements
    assert [a["href"] for t, a in page.elements if t == "a" and (a.get("href") or "").startswith("/incidents/i")]


def test_incident_shows_every_source_and_the_sentence(client: TestClient):
    text = client.get("/incidents/a0%231").text
    assert all(f"صحيفة {n}" in text for n in range(3)) and "قُتل 0 في هجوم على البلدة رقم 0" in text
    assert "<circle" in text


def test_reader_marks_values_with_rule_and_entry(client: TestClient):
    text = client.get("/articles/a0").text
    assert "frame.kill" in text and "t.qtl" in text and 'data-values="' in text


def test_private_persons_are_nowhere(client: TestClient):
    for path in ("/people", "/articles/a0", "/incidents/a0%231", "/api/v1/articles/a0"):
        assert "SECRETPRIVATE" not in client.get(path).text
    assert "قائد" in client.get("/people").text


def test_the_queue_leads_to_an_article(client: TestClient):
    answer = client.get("/queue")
    assert answer.status_code == 303 and answer.headers["location"].startswith("/articles/a")


def test_overview_columns(client: TestClient):
    found = client.get("/overview.json").json()
    lists = (
        "id",
        "lat",
        "lon",
        "extent_km",
        "precision",
        "day",
        "type",
        "sub",
        "actor1",
        "actor2",
        "country",
        "control",
        "killed",
        "sources",
    )
    assert {len(found[name]) for name in lists} == {found["n"]}
    assert found["n"] > 0 and found["actors"][found["actor1"][0]] == "Islamic State"
    assert client.get("/overview.json?country=XX").json()["n"] == 0


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_stays_text(evil: Store, path: str):
    answer = at_machine(evil).get(path)
    if path.startswith("/actors/"):
        assert answer.status_code == 404  # its name is another one here
    for tag, attributes in Page(answer.text).elements:
        assert tag not in ("iframe", "img", "object", "embed", "base", "b") or (tag, attributes) == ("b", {})
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/")
        for name in ("href", "src", "action", "formaction", "hx-get"):
            assert (attributes.get(name) or "/")[0] in "/#?"


def test_hostile_text_is_really_on_the_pages(evil: Store):
    for path in ("/", "/incidents/a0%231", "/articles/a0", "/claims", "/people", "/sources", "/health", "/actors"):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in at_machine(evil).get(path).text, path


def test_templates_in_texts_are_not_run(evil: Store):
    assert "{{ 7 * 7 }}" in at_machine(evil).get("/articles/a0").text


def test_an_error_is_a_page_for_people_and_json_for_programs(client: TestClient):
    page = client.get("/incidents/nobody", headers={"Accept-Language": "ar"})
    assert page.status_code == 404 and 'dir="rtl"' in page.text
    assert client.get("/api/v1/incidents/nobody").json()["error"]["code"] == "not-found"
    assert client.get("/incidents?start=yesterday").status_code == 422
    assert client.get("/nothing").status_code == 404
