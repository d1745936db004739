"""The REST API: shapes, cursors, formats, ETags, errors; and schemathesis over what /openapi.json promises."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from marsad.api.formats import csv_bytes
from marsad.store.repository import Store
from tests.web.made import at_machine, fill

V1 = "/api/v1"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("api")
    with Store.open(folder / "x.db") as store:
        fill(store)
        yield at_machine(store)


@pytest.mark.parametrize(
    ("path", "name"), [("incidents", "incidents"), ("reports", "reports"), ("claims", "claims"), ("tallies", "tallies")]
)
def test_cursors_walk_through_everything_once(client: TestClient, path: str, name: str):
    whole = client.get(f"{V1}/{path}").json()
    assert whole["next"] is None and len(whole[name]) > 1
    found, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{V1}/{path}?limit=1&cursor={cursor}").json()
        found += page[name]
        cursor = page["next"]
    assert found == whole[name]


@pytest.mark.parametrize("cursor", ["x", "!!!", "W10", "WyJhIiwiIl0", "é"])
def test_a_foreign_cursor_is_refused(client: TestClient, cursor: str):
    for path in ("reports", "claims", "tallies"):
        answer = client.get(f"{V1}/{path}", params={"cursor": cursor})
        assert answer.status_code == 400 and answer.json()["error"]["where"] == "cursor"


def test_filters(client: TestClient):
    total = client.get(f"{V1}/incidents").json()["total"]
    for query, wanted in (("country=SY", total), ("country=XX", 0), ("actor=Islamic State", total), ("actor=Islamic", 0), ("min_killed=100", 0),
                          ("start=2024-04-30&end=2024-04-30", total), ("start=2024-05-01", 0), ("q=%", 0), ("q=الطبقة", total), ("min_sources=4", 0)):  # fmt: skip
        assert client.get(f"{V1}/incidents?{query}").json()["total"] == wanted, query


def test_formats(client: TestClient):
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{V1}/incidents", headers={"Accept": "text/csv"}).content.decode("utf-8-sig"))
        )
    )
    features = client.get(f"{V1}/incidents", headers={"Accept": "application/geo+json"}).json()["features"]
    plain = client.get(f"{V1}/incidents", headers={"Accept": "text/html, */*;q=0.1"}).json()["incidents"]
    assert [r["id"] for r in rows] == [f["id"] for f in features] == [i["id"] for i in plain]
    assert features[0]["geometry"]["coordinates"] == [38.55, 35.84]
    assert rows[0]["injured_best"] == ""  # not stated is not zero
    assert (rows[0]["control"], rows[0]["control_basis"]) == ("Alpha", "map:front.geojson")
    assert plain[0]["control"] == [] and plain[0]["control_map"][0]["holder"] == "Alpha", "the map states nothing"
    refused = client.get(f"{V1}/incidents", headers={"Accept": "image/png"})
    assert refused.status_code == 406 and refused.json()["error"]["code"] == "format"


def test_a_cell_is_no_formula():
    assert (
        csv_bytes([{"a": "=cmd()", "b": -3, "c": "+1", "d": "x"}]).decode("utf-8-sig").splitlines()[1]
        == "'=cmd(),-3,'+1,x"
    )


def test_unchanged_answers_are_not_sent_again(client: TestClient):
    first = client.get(f"{V1}/incidents")
    again = client.get(f"{V1}/incidents", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""
    other = client.get(f"{V1}/incidents?country=XX", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("incidents/x", 404, "not-found"), ("articles/x", 404, "not-found"), ("search?q=!", 400, "query"), ("search", 422, "parameter"),
     ("incidents?limit=0", 422, "parameter"), ("incidents?start=1", 422, "parameter"), ("nothing", 404, "not-found")],
)  # fmt: skip
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str):
    answer = client.get(f"{V1}/{path}")
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"] == code and set(error) == {"code", "message", "where"} and error["message"]


def test_writing_is_not_offered(client: TestClient):
    answer = client.post(f"{V1}/incidents", content=b"{}")
    assert answer.status_code == 405 and answer.json()["error"]["code"] == "http"


def test_what_the_schema_promises(client: TestClient, tmp_path: Path):
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as told

    wanted = [
        checks.not_a_server_error,
        told.status_code_conformance,
        told.content_type_conformance,
        told.response_schema_conformance,
    ]
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    schema.app = client.app
    paths, statuses = set(), set()
    for result in schema.get_all_operations():
        operation = result.ok()
        paths.add(operation.path)

        @given(case=operation.as_strategy())
        @settings(max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        def probe(case: schemathesis.Case) -> None:
            statuses.add(case.call_and_validate(base_url="http://localhost", checks=wanted).status_code)

        probe()
    assert len(paths) == 9 and {200, 404} <= statuses
