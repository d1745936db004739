"""GeoJSON, GeoParquet, XLSX, PLOVER and timemap, read back with the tools that people use."""

from __future__ import annotations

import json

import pytest

from marsad.export import arabic_sheet, plain, plover, timemap
from marsad.model.kinds import EVENT_TYPES
from tests.export.conftest import Export
from tests.export.made import objects

FIELDS = "id, date, time, enddate, endtime, actor, recipient, event, event_loc, event_text, quad_code, event_scale, mode, context, link, text, text_info, size, cite_info, coder, coded_date, comment"


def test_geojson(export: Export):
    path = export("geojson")
    collection = json.loads(path.read_bytes())
    points = {f["properties"]["location"]: f["geometry"] for f in collection["features"]}
    assert points["Al-Tabqah"] == {"type": "Point", "coordinates": [38.55, 35.84]} and points[None] is None
    assert list(collection["features"][0]["properties"]) == list(plain.COLUMNS)
    frame = pytest.importorskip("geopandas").read_file(path)
    assert frame.crs.to_epsg() == 4326 and len(frame) == 4


def test_geoparquet(export: Export):
    import pyarrow.parquet as pq

    path = export("geoparquet", "--more")
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0" and geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"] == {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "bbox": [-58.4, -34.6, 38.55, 35.93],
    }
    assert b"left out" in pq.read_schema(path).metadata[b"marsad"]
    frame = pytest.importorskip("geopandas").read_parquet(path)
    assert str(frame.crs) == "OGC:CRS84" and frame.set_index("location").loc["Idlib"].geometry.coords[0] == (
        36.63,
        35.93,
    )
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.execute(f"SELECT sum(fatalities), min(fatalities_low) FROM read_parquet('{path}')").fetchone() == (
        15,
        1,
    )


def test_xlsx(export: Export):
    from openpyxl import load_workbook

    book = load_workbook(export("xlsx"))
    english, arabic, about = book["Incidents"], book["الحوادث"], book["About"]
    assert [c.value for c in english[1]] == list(plain.COLUMNS) and [c.value for c in arabic[1]] == list(
        arabic_sheet.COLUMNS
    )
    assert english.freeze_panes == arabic.freeze_panes == "A2"
    assert arabic.sheet_view.rightToLeft and not english.sheet_view.rightToLeft
    assert "left out" in about["A2"].value and english.max_row == arabic.max_row == 5
    cells = [c for row in english.iter_rows(min_row=2) for c in row]
    assert "f" not in {c.data_type for c in cells} and -34.6 in [c.value for c in cells]
    assert "معارك" in [c.value for c in arabic["D"]]


def test_every_kind_has_an_arabic_word():
    assert {name for kind, subs in EVENT_TYPES.items() for name in (kind, *subs)} == set(arabic_sheet.KINDS)


def test_plover(export: Export):
    path = export("plover")
    assert FIELDS.split(", ") == list(plover.FIELDS)
    found = {(e["event_loc"] or {}).get("name"): e for e in objects(path)}
    assert all(list(e) == list(plover.FIELDS) for e in found.values())
    strike, protest = found["Idlib"], found[None]
    assert (strike["event"], strike["mode"], strike["quad_code"]) == (["ASSAULT"], ["aerial"], 4)
    assert strike["size"] == {"dead": 5, "injured": None, "arrested": None} and strike["coder"].startswith("marsad ")
    assert protest["mode"] == [] and "Mode as coded: firearms" in protest["comment"]  # no mode of PROTEST
    lines = export("plover", "--background", out="x.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 5 and "historical" in [m for line in lines for m in json.loads(line)["mode"]]


def test_timemap(export: Export):
    found = {e["location"]: e for e in objects(export("timemap"))}
    assert all(list(e) == list(timemap.FIELDS) for e in found.values())
    attack = found["Al-Tabqah"]
    assert (attack["date"], attack["latitude"], attack["longitude"]) == ("2024-04-30", "35.84", "38.55")
    assert attack["sources"] == ["https://news.example/0", "https://news.example/1"]
    assert attack["associations"] == ["Islamic State", "Tribal militia", "SDF"]
