"""The databases that every test of the store runs on."""

from __future__ import annotations

from pathlib import Path

import pytest

KINDS = ("sqlite", "postgresql")


def fresh(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """A place for a base that is not made yet."""
    if kind == "sqlite":
        return str(folder / "marsad.db")
    return request.getfixturevalue("cluster").make()


@pytest.fixture(params=KINDS)
def base(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return fresh(request.param, tmp_path, request)


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    (tmp_path / "other").mkdir()
    return fresh(request.param, tmp_path / "other", request)
