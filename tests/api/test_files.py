"""Exports and the brief over HTTP: every format comes as a file, without private names, and what is wrong is refused by name."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import get_args

import pytest
from starlette.testclient import TestClient

from marsad import incident_service
from marsad.api import files
from marsad.export.formats import FORMATS
from marsad.store.repository import Store
from tests.web.made import at_machine, fill

PRIVATE = "SECRETPRIVATE"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Store.open(tmp_path_factory.mktemp("files") / "x.db") as store:
        fill(store)
        incident_service.link(store)
        yield at_machine(store)


@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_comes_as_a_file(client: TestClient, format: str):
    answer = client.get(f"/api/v1/exports/{format}?country=&actor=&min_sources=&more=true")
    assert answer.status_code == 200 and len(answer.content) == int(answer.headers["content-length"]) > 100
    assert "without-private-names" in answer.headers["content-disposition"] and PRIVATE.encode() not in answer.content


def test_the_address_knows_every_format():
    assert get_args(files.FormatName) == tuple(FORMATS)


def test_the_filter_is_that_of_the_command(client: TestClient):
    every = json.loads(client.get("/api/v1/exports/geojson").content)["features"]
    none = json.loads(client.get("/api/v1/exports/geojson?start=1999-01-01&end=1999-01-02").content)["features"]
    assert every and not none


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/exports/nothing", 422, "parameter"),
        ("/api/v1/exports/csv?country=Atlantis", 400, "filter"),
        ("/api/v1/exports/csv?start=2024-05-02&end=2024-05-01", 400, "filter"),
        ("/api/v1/brief", 422, "parameter"),
        ("/api/v1/brief?start=2024-05-02&end=2024-05-01", 400, "brief-period"),
        ("/api/v1/brief?start=2024-05-01&end=2024-05-02&area=Atlantis", 400, "brief-area"),
        ("/api/v1/brief?start=2024-05-01&end=2024-05-02&format=pdf", 422, "parameter"),
    ],
)
def test_what_is_wrong_has_a_name(client: TestClient, path: str, status: int, code: str):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_the_brief_in_the_browser_runs_nothing(client: TestClient):
    answer = client.get("/api/v1/brief?start=2024-05-01&end=2024-05-07&area=&lang=both")
    assert answer.headers["content-type"].startswith("text/html") and "موجز المرصد" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "script" not in policy and PRIVATE not in answer.text


def test_the_brief_as_a_document(client: TestClient):
    docx = pytest.importorskip("docx")
    answer = client.get("/api/v1/brief?start=2024-05-01&end=2024-05-07&lang=en&format=docx")
    assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text.startswith("Observatory brief: 1 to 7 May 2024")
