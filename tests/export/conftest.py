"""The base of the export tests, made once, and a way to export from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli.app import app
from tests.export.made import make_base

Export = Callable[..., Path]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("exports") / "x.db")


@pytest.fixture
def export(base: Path, tmp_path: Path) -> Export:
    def run(format: str, *options: object, out: str = "") -> Path:
        path = tmp_path / (out or f"out.{format}")
        arguments = ["export", format, "--db", str(base), "--out", str(path), *map(str, options)]
        done = CliRunner().invoke(app, arguments)  # in this process: a new one takes seconds to load the tables
        assert done.exit_code == 0, done.output
        return path

    return run
