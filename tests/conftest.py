"""What several tests share: the PostgreSQL server of a test run, started when the first test wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.cluster import Cluster, NoServerError


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    pytest.importorskip("psycopg", reason="the driver is not installed (pip install 'marsad[postgres]')")
    try:
        server = Cluster()
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    yield server
    server.remove()
