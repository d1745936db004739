"""CSV and GeoJSON of /api/v1 leave out the names of private persons, as `marsad export` does; JSON is as captured."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from marsad import incident_service
from marsad.export.withheld import MARK, STATEMENT
from marsad.model.record import ActorRef, Claim, DateRef, Evidence, Person, Tally
from marsad.store.repository import Store
from tests.store.made import AT, make_article, make_capture, make_record
from tests.web.made import at_machine

NAME, OTHERWISE = "سعاد أحمد الخياط", "ســعاد احمد الخيّاط"  # in the text, and as titles spell it
PUBLIC = "اللواء كمال النجار"
HOSPITAL = f"مستشفى {NAME}"  # a place of the gazetteer
V1 = "/api/v1"


def put(
    store: Store, n: int, *, title: str, private: bool = False, day: str = "2024-04-30", actor: str = "SDF"
) -> None:
    """An article whose text, tally and claim hold the name; only where `private` has the coder taken it for one."""
    capture = make_capture(n, word=f"هجوم جرحت فيه {NAME} كما قال {PUBLIC} {chr(0x628 + n) * 3}")
    article = replace(make_article(capture), title=title, publisher=f"صحيفة {n}")
    record = make_record(article, events=1)
    start = article.text.index(NAME)
    end = start + len(NAME)
    words = Evidence(start, end, NAME, "person")
    at = article.text.index(PUBLIC)
    people = [Person(PUBLIC, at, at + len(PUBLIC), role="اللواء")]
    if private:
        people.append(Person(NAME, start, end, event=record.events[0].id, private=True, evidence=(words,)))
    place = replace(record.events[0].place, name_ar=HOSPITAL)
    event = replace(
        record.events[0], place=place, date=DateRef(day, day, "day"), actor2=(ActorRef(actor, "قسد", 0, 3),)
    )
    told = f"جرحت فيه {NAME}"
    tally: Tally = replace(record.tallies[0], quote=told)
    claim: Claim = replace(record.claims[0], quote=told, claimant=f"أهل {NAME}")
    record = replace(record, title=title, events=(event,), people=tuple(people), tallies=(tally,), claims=(claim,))
    store.add(capture, article, record, at=AT)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """a0 and a1 tell of one incident, and only in a0 the name is known for a private person's; a2 tells of another one,
    where it is nobody's."""
    with Store.open(tmp_path_factory.mktemp("private") / "x.db") as store:
        put(store, 0, title=f"إصابة {OTHERWISE} ونجاة {PUBLIC}", private=True, actor=f"Family of {NAME}")
        put(store, 1, title=f"جرح {NAME}")
        put(store, 2, title=f"جرح {NAME}", day="2019-01-01")
        incident_service.link(store)
        yield at_machine(store)


def rows_of(client: TestClient, path: str) -> list[dict[str, str]]:
    answer = client.get(f"{V1}/{path}", headers={"Accept": "text/csv"})
    assert answer.status_code == 200 and answer.headers["x-private-names"] == STATEMENT
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_base_is_as_told(client: TestClient):
    found = client.get(f"{V1}/incidents").json()["incidents"]
    assert sorted([r["article"] for r in i["reports"]] for i in found) == [["a0", "a1"], ["a2"]]


def test_titles_of_reports(client: TestClient):
    titles = {row["article"]: row["title"] for row in rows_of(client, "reports")}
    assert titles == {"a0": f"إصابة {MARK} ونجاة {PUBLIC}", "a1": f"جرح {MARK}", "a2": f"جرح {NAME}"}
    assert next(r for r in rows_of(client, "reports") if r["article"] == "a0")["actor2"] == f"Family of {MARK}"


@pytest.mark.parametrize("path", ["tallies", "claims"])
def test_quotes(client: TestClient, path: str):
    quotes = {row["article"]: row["quote"] for row in rows_of(client, path)}
    assert quotes == {"a0": f"جرحت فيه {MARK}", "a1": f"جرحت فيه {MARK}", "a2": f"جرحت فيه {NAME}"}


def test_who_claims(client: TestClient):
    claimants = {row["article"]: row["claimant"] for row in rows_of(client, "claims")}
    assert claimants["a0"] == f"أهل {MARK}" and claimants["a2"] == f"أهل {NAME}"


def test_snippets_of_a_search(client: TestClient):
    found = {row["article"]: row for row in rows_of(client, f"search?q={quote('الخياط')}")}
    assert set(found) == {"a0", "a1", "a2"} and PUBLIC in found["a0"]["snippet"]
    assert MARK in found["a0"]["snippet"] and NAME not in found["a0"]["snippet"] and NAME in found["a2"]["snippet"]


def test_incidents(client: TestClient):
    rows = {row["date_start"]: row for row in rows_of(client, "incidents")}
    assert f"Family of {MARK}" in rows["2024-04-30"]["actor2"]
    assert {row.pop("place_ar") for row in rows.values()} == {HOSPITAL} and NAME not in str(rows)
    assert rows["2019-01-01"]["actor2"] == "SDF"
    answer = client.get(f"{V1}/incidents", headers={"Accept": "application/geo+json"})
    features = {f["id"]: f["properties"] for f in answer.json()["features"]}
    assert {i: p["actor2"] for i, p in features.items()} == {r["id"]: r["actor2"].split("; ") for r in rows.values()}
    assert answer.headers["x-private-names"] == STATEMENT
    for id_, properties in features.items():
        one = client.get(f"{V1}/incidents/{quote(id_, safe='')}", headers={"Accept": "application/geo+json"})
        assert one.json()["features"][0]["properties"] == properties


@pytest.mark.parametrize("path", ["reports", "tallies", "claims", "incidents"])
def test_json_is_as_captured(client: TestClient, path: str):
    answer = client.get(f"{V1}/{path}")
    assert NAME in answer.text and MARK not in answer.text and "x-private-names" not in answer.headers


def test_ids_stay_so_that_rows_can_be_looked_up(client: TestClient):
    for row in rows_of(client, "reports"):
        assert client.get(f"{V1}/articles/{row['article']}").status_code == 200
