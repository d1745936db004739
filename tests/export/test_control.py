"""`control` and `control_basis` of `--more`: what is stated, else what the user's control map tells, never both in a cell."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from marsad import incident_service
from marsad.cli.app import app
from marsad.model.record import ControlRef, DateRef, MapControl
from marsad.store.repository import Store
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


def test_a_filter_asks_for_stated_holders(tmp_path: Path):
    assert rows_of(tmp_path, "--more", "--control", "Alpha", "--control", "SDF") == {
        "2024-02-15": ("SDF", "stated"), "2024-03-15": ("SDF", "stated")}  # fmt: skip
