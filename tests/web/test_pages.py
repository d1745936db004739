"""Every page in both languages; what pages say, and that hostile text stays text."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from marsad import incident_service
from marsad.model.months import CUSTOMS
from marsad.store.repository import Store
from marsad.store.revisions import Revision, keep
from tests.store.made import AT, SECOND
from tests.web.made import Page, at_machine, put, token_of

PAGES = ("/", "/incidents", "/incidents/a0%231", "/articles/a0", "/search", "/search?q=هجوم", "/tallies", "/claims", "/actors",
         "/actors/Islamic%20State", "/people", "/sources", "/files", "/health", "/agreement", "/articles/a0?second=1", "/login", "/incidents?start=2024-01-01&min_killed=1&q=tab")  # fmt: skip


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


@pytest.mark.parametrize(
    ("accepted", "address", "name", "locale"),
    [
        ("ar", "", "نيسان", "ar-SY"),
        ("ar-EG,en;q=0.5", "", "أبريل", "ar-SA"),
        ("en,ar-TN;q=0.5", "&lang=ar", "أفريل", "ar-DZ"),
        ("ar-EG", "&months=levant", "نيسان", "ar-SY"),
    ],
)
def test_pages_map_and_brief_call_months_alike(client: TestClient, accepted: str, address: str, name: str, locale: str):
    headers = {"Accept-Language": accepted}
    others = {"نيسان", "أبريل", "أفريل"} - {name}
    assert f'data-dates="{locale}"' in client.get(f"/?x=1{address}", headers=headers).text
    brief = f"/api/v1/brief?start=2024-04-24&end=2024-04-30{address}&lang=ar".replace("&lang=ar&lang=ar", "&lang=ar")
    for path in (f"/incidents?start=2024-01-01{address}", "/incidents/a0%231?x=1" + address, brief):
        told = client.get(path, headers=headers).text
        assert name in told and not any(other in told for other in others), path


def test_names_of_months_that_do_not_exist_choose_nothing(client: TestClient):
    assert 'data-dates="ar-SA"' in client.get("/?months=julian", headers={"Accept-Language": "ar-EG"}).text
    assert client.get("/api/v1/brief?start=2024-04-24&end=2024-04-30&months=julian").status_code == 422


def test_the_names_of_months_are_offered_and_remembered(client: TestClient):
    page = client.get("/?lang=ar&months=maghreb").text
    assert all(f'href="?lang=ar&amp;months={c}"' in page for c in CUSTOMS)
    assert 'id="months"' not in client.get("/?lang=en").text
    client.get("/?lang=ar")
    assert "أفريل" in client.get("/incidents?start=2024-01-01", headers={"Accept-Language": "ar-EG"}).text


def test_without_javascript_there_is_a_table(client: TestClient):
    page = Page(client.get("/").text)
    assert (
        "div",
        {"id": "overview", "data-src": "/overview.json", "data-lang": "en", "data-dates": "en-GB"},
    ) in page.elements
    assert [a["href"] for t, a in page.elements if t == "a" and (a.get("href") or "").startswith("/incidents/i")]


def test_incident_shows_every_source_and_the_sentence(client: TestClient):
    text = client.get("/incidents/a0%231").text
    assert all(f"صحيفة {n}" in text for n in range(3)) and "قُتل 0 في هجوم على البلدة رقم 0" in text
    assert "<circle" in text


def test_incidents_of_these_days_nearby_are_proposed_for_a_merge(client: TestClient):
    client.get("/?lang=en")
    text = client.get("/incidents/a0%231").text
    assert '<datalist id="near"><option value="' in text
    proposed = text.partition('id="near"><option value="')[2].partition('"')[0]
    token = token_of(client, "/incidents/a0%231")
    answer = client.post(
        "/incidents/a0%231/merge", data={"csrf": token, "other": f"http://localhost/incidents/{proposed}", "why": "one"}
    )
    assert answer.status_code == 303 and "one incident" in client.get("/incidents/a0%231").text


def test_incident_says_who_held_it_by_which_map(client: TestClient):
    for language, words in (("en", ("Held on that day", "by the map", "stated by no report")),
                            ("ar", ("المسيطر في ذلك اليوم", "بحسب الخريطة", "ولم يذكره أي تقرير"))):  # fmt: skip
        text = client.get(f"/incidents/a0%231?lang={language}").text
        assert all(w in text for w in (*words, "Alpha", "front.geojson", "0123456789ab")), language


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


def test_arabic_pages_have_arabic_names(client: TestClient):
    for path in (
        "/",
        "/incidents",
        "/incidents/a0%231",
        "/actors",
        "/actors/Islamic%20State",
        "/claims",
        "/articles/a0",
    ):
        text = client.get(path, headers={"Accept-Language": "ar"}).text
        assert "تنظيم الدولة الإسلامية" in text, path
    overview = Page(client.get("/?lang=ar").text)
    names = next(a["data-names"] for t, a in overview.elements if a.get("id") == "overview")
    shown = json.loads(names or "")
    assert shown["SDF"] == "قوات سوريا الديمقراطية" and shown["Armed clash"] == "اشتباك مسلح"


def test_dates_are_in_the_readers_habit(client: TestClient):
    assert "30 نيسان 2024" in client.get("/incidents?lang=ar").text
    assert "30 April 2024" in client.get("/incidents?lang=en").text


def test_a_second_reading_hides_what_others_said(client: TestClient, store: Store):
    said = Revision(
        "a0", 0, 4, store.record("a0").text[:4], "trigger", "a0#1", "reject", None, None, "BIASED", "omar", AT
    )
    keep(store, said)
    assert client.get("/queue?second=1").headers["location"] == "/articles/a0?second=1"
    assert "BIASED" in client.get("/articles/a0").text
    page = client.get("/articles/a0?second=1").text
    assert "BIASED" not in page and 'name="second" value="1"' in page
    keep(store, replace(said, who="rima"))
    agreed = client.get("/agreement").text
    assert "omar" in agreed and "rima" in agreed and "1.00" in agreed


def test_what_was_worked_out_is_made_anew_when_incidents_change(client: TestClient, store: Store):
    before = client.get("/overview.json")
    assert client.get("/overview.json", headers={"If-None-Match": before.headers["etag"]}).status_code == 304
    assert client.get("/overview.json?event_type=Battles").json()["id"] == before.json()["id"]
    incident_service.merge(store, ["a0#1", "a0#2"], who="rima", why="one convoy", at=AT)
    after = client.get("/overview.json")
    assert after.json()["id"] != before.json()["id"]
    assert after.headers["etag"] != before.headers["etag"]
    assert client.get("/overview.json?event_type=Battles").json()["id"] == after.json()["id"]


def test_counts_follow_what_is_read_and_linked(client: TestClient, store: Store):
    def counts() -> dict[str, int]:
        cells = re.findall(
            r'<th scope="row">([^<]+)</th><td class="num">(\d+)</td>', client.get("/health?lang=en").text
        )
        return {name: int(number) for name, number in cells}

    assert counts() == counts() and counts()["Articles"] == 3
    put(store, 3)
    assert counts()["Articles"] == 4 and counts()["Readings"] == 4
    put(store, 3, versions=SECOND)
    assert counts()["Articles"] == 4 and counts()["Readings"] == 5


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
        "place",
    )
    assert {len(found[name]) for name in lists} == {found["n"]}
    assert found["n"] > 0 and found["actors"][found["actor1"][0]] == "Islamic State"
    assert found["places_ar"][found["place"][0]] == "الطبقة"
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
