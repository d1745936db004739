"""`control` and `control_basis` of `--more`: what is stated, else what the user's control map tells, never both in a cell."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update
from typer.testing import CliRunner

from marsad import incident_service
from marsad.cli.app import app
from marsad.model.record import ControlRef, DateRef, MapControl
from marsad.store.drawn import drawn as columns_of
from marsad.store.filters import IncidentFilter
from marsad.store.listing import page
from marsad.store.repository import Store
from marsad.store.schema import VERSION_TABLE, incidents
from tests.export.made import bare_rows, put

ALPHA = MapControl("front.geojson", "0123456789ab", "Alpha", None, "2024-01-01")
OUTSIDE = MapControl("front.geojson", "0123456789ab", reason="outside_map")
SDF = ControlRef("SDF", "قسد", 0, 3)


def rows_of(folder: Path, *options: str) -> dict[str, tuple[str, str]]:
    """Control and its basis by the first day of the incident."""
    with Store.open(folder / "x.db") as store:
        for n, told in enumerate(((None, ALPHA), (SDF, ALPHA), (SDF, None), (None, OUTSIDE), (None, None))):
            day = f"2024-0{n + 1}-15"
            put(store, n, date=DateRef(day, day, "day"), control=told[0], control_map=told[1])
        incident_service.link(store)
    done = CliRunner().invoke(
        app, ["export", "csv", "--db", str(folder / "x.db"), "--out", str(folder / "x.csv"), *options]
    )
    assert done.exit_code == 0, done.output
    rows = bare_rows((folder / "x.csv").read_text("utf-8"))
    return {row["date_start"]: (row["control"], row["control_basis"]) for row in rows}


def test_the_basis_is_said(tmp_path: Path):
    assert rows_of(tmp_path, "--more") == {
        "2024-01-15": ("Alpha", "map:front.geojson"),
        "2024-02-15": ("SDF", "stated"),
        "2024-03-15": ("SDF", "stated"),
        "2024-04-15": ("", ""),
        "2024-05-15": ("", ""),
    }


def test_a_filter_finds_who_held_it_by_either_basis(tmp_path: Path):
    assert rows_of(tmp_path, "--more", "--control", "Alpha") == {"2024-01-15": ("Alpha", "map:front.geojson")}
    with Store.open(tmp_path / "x.db") as store:
        pages = {
            name: page(store, IncidentFilter(control=name)).incidents for name in ("Alpha", "SDF", "front.geojson")
        }
        with store.reading() as connection:
            drawn = columns_of(connection).all()
    assert {name: [i.date.start for i in found] for name, found in pages.items()} == {
        "Alpha": ["2024-01-15"], "SDF": ["2024-03-15", "2024-02-15"], "front.geojson": []}  # fmt: skip
    assert [None if n is None else drawn["controls"][n] for n in drawn["control"]] == [
        "Alpha",
        "SDF",
        "SDF",
        None,
        None,
    ]


def test_a_stated_holder_outranks_the_map_in_a_filter(tmp_path: Path):
    assert rows_of(tmp_path, "--more", "--control", "SDF") == {
        "2024-02-15": ("SDF", "stated"), "2024-03-15": ("SDF", "stated")}  # fmt: skip


def test_a_base_made_before_is_found_by_its_map(tmp_path: Path):
    rows_of(tmp_path, "--more")
    with Store.open(tmp_path / "x.db") as store, store.writing() as connection:
        connection.execute(update(incidents).where(incidents.c.control == "Alpha").values(control=None))
        connection.exec_driver_sql(
            "UPDATE marsad_version SET version_num = '0005'".replace("marsad_version", VERSION_TABLE)
        )
    with Store.open(tmp_path / "x.db") as store:
        assert [i.date.start for i in page(store, IncidentFilter(control="Alpha")).incidents] == ["2024-01-15"]
