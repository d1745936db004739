"""One made base for all tests of the brief: they only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.brief.made_base import made_base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_base(tmp_path_factory.mktemp("brief") / "made.db")
