"""What holds for every format: filters, whole and repeatable files, empty results, errors; marsad.load and the notebook."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest

import marsad
from marsad.export.formats import FORMATS
from marsad.store.repository import Store
from tests.cli.running import ROOT
from tests.cli.running import marsad as run
from tests.export.conftest import Export
from tests.export.made import bare_rows, put


@pytest.mark.parametrize("format", FORMATS)
def test_same_base_same_bytes(export: Export, format: str):
    assert export(format, "--more", out="a").read_bytes() == export(format, "--more", out="b").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found_is_a_valid_file(export: Export, format: str):
    path = export(format, "--from", "1901-01-01", "--to", "1901-12-31")
    if format == "xlsx":
        from openpyxl import load_workbook

        assert load_workbook(path)["Incidents"].max_row == 1
    elif format == "geoparquet":
        assert len(pytest.importorskip("geopandas").read_parquet(path)) == 0
    elif format in ("plover", "timemap"):
        assert json.loads(path.read_bytes()) == []
    elif format == "geojson":
        assert json.loads(path.read_bytes())["features"] == []
    else:
        assert len(path.read_text("utf-8-sig").splitlines()) == (2 if format == "hxl" else 1)


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (("--country", "SYR"), {"Al-Tabqah", "Idlib"}),
        (("--country", "Syria", "--country", "ar"), {"Al-Tabqah", "Idlib", "'-Dash"}),
        (("--admin1", "idlib"), {"Idlib"}),
        (("--type", "Air/drone strike"), {"Idlib"}),
        (("--type", "Protests"), {""}),
        (("--actor", "SDF"), {"Al-Tabqah"}),
        (("--control", "SDF"), set()),
        (("--min-sources", "2"), {"Al-Tabqah"}),
        (("--status", "disputed"), {"'-Dash"}),
        (("--to", "2024-04-29"), {"Idlib"}),
        (("--from", "2024-05-01"), {""}),
        (("--to", "2012-01-01", "--background"), {"Homs"}),
        (("--to", "2012-01-01"), set()),
    ],
)
def test_filters(export: Export, options: tuple[str, ...], places: set[str]):
    assert {row["location"] for row in bare_rows(export("csv", *options).read_text("utf-8"))} == places


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--country", "Nowhere"), "--country: no country is known as 'Nowhere'"),
        (("--from", "yesterday"), "--from: 'yesterday' is not a day"),
        (("--from", "2024-02-01", "--to", "2024-01-01"), "is after"),
        (("--type", "Fights"), "--type: there is no 'Fights'"),
        (("--status", "true"), "reported, claimed, disputed"),
    ],
)
def test_wrong_choices_are_told_and_leave_the_old_file(
    base: Path, tmp_path: Path, options: tuple[str, ...], words: str
):
    old = tmp_path / "old.csv"
    old.write_text("old")
    done = run("export", "csv", "--db", base, "--out", old, *options)
    assert done.returncode == 2 and words in done.stderr and "Traceback" not in done.stderr
    assert old.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["old.csv"]


def test_pipes(base: Path):
    done = run("export", "acled", "--db", base, "--out", "-", "--no-bom")
    assert done.returncode == 0 and done.stdout.startswith("event_id_cnty,") and "4 incidents" in done.stderr
    done = run("export", "xlsx", "--db", base, "--out", "-")
    assert done.returncode == 4 and "Name a file" in done.stderr


def test_options_of_other_formats_are_refused(base: Path):
    assert run("export", "ucdp", "--db", base, "--out", "-", "--numbers").returncode == 2
    assert run("export", "geojson", "--db", base, "--out", "-", "--no-bom").returncode == 2


def test_not_linked_yet(tmp_path: Path):
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        put(store, 0)
    done = run("export", "acled", "--db", path, "--out", tmp_path / "a.csv")
    assert done.returncode == 4 and f"marsad link --db {path}" in done.stderr and "[not-linked]" in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_load(base: Path):
    pytest.importorskip("pandas")
    frame = marsad.load(base)
    assert len(frame) == 4 and str(frame.dtypes["fatalities"]) == "Int64" and frame.date_start.dt.year.max() == 2024
    assert frame.fatalities.isna().sum() == 1
    assert len(marsad.load(base, background=True)) == 5 and len(marsad.load(base, countries="Syria", more=True)) == 2
    assert len(marsad.load(base, "reports")) == 6 and len(marsad.load(base, "tallies")) == 6
    assert marsad.load(base, what="claims").columns[0] == "article"
    with pytest.raises(ValueError, match="no 'people'"):
        marsad.load(base, what="people")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Choices: actors"):
        marsad.load(base, where="here")


def test_load_without_pandas(base: Path, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install 'marsad\[pandas\]'"):
        marsad.load(base)


def test_the_notebook_runs(base: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pandas")
    monkeypatch.setenv("MARSAD_DB", str(base))
    notebook = json.loads((ROOT / "examples" / "incidents.ipynb").read_text("utf-8"))
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    names: dict[str, object] = {}
    for cell in cells:
        exec(cell, names)
    assert len(cells) == 4 and len(names["incidents"]) == 4 and len(names["syria"]) == 2  # type: ignore[arg-type]
