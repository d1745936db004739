from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from marsad.store.repository import Store
from tests.web.made import EVIL, at_machine, fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "x.db") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return at_machine(store)


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("evil") / "x.db") as opened:
        fill(opened, EVIL)
        yield opened
