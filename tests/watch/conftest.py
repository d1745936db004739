from __future__ import annotations

from collections.abc import Iterator

import pytest

from marsad import service
from tests.cli.stand_in import StandIn
from tests.watch.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch is tried with the simplest of coders."""
    monkeypatch.setattr(service, "load_coder", StandIn)
