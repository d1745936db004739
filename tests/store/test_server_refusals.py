"""What a server refuses comes back as a named error that says what, where and what to do, and never a password."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest

from marsad.errors import StoreError
from marsad.store import failures
from marsad.store.engine import shown
from marsad.store.engine.postgres import WRITER
from marsad.store.repository import Store
from tests.store.bases import sql, write
from tests.store.cluster import SECRET, SECRET_USER, Cluster


def refused(target: str, kind: type[StoreError], what: str, *, view: bool = False) -> None:
    with pytest.raises(kind) as caught, (Store.view if view else Store.open)(target, timeout=0.3):
        pass
    error = caught.value
    assert type(error) is kind and what in error.what, str(error)
    assert error.where == shown(target) and error.todo and error.exit_status == 4
    assert "wrong-one" not in str(error)


def test_no_such_database(cluster: Cluster):
    refused(cluster.url("nowhere"), failures.StoreMissingError, "no such database")


def test_a_wrong_password(cluster: Cluster):
    base = cluster.make()
    name = base.split("@/")[1].split("?")[0]
    wrong = cluster.url(name, user=SECRET_USER, password="wrong-one")
    refused(wrong, failures.StoreDeniedError, "refuses this user or password")
    refused(cluster.url(name, user=SECRET_USER), failures.StoreDeniedError, "refuses this user or password")
    cluster.run(f"ALTER DATABASE {name} OWNER TO {SECRET_USER}")
    right = cluster.url(name, user=SECRET_USER, password=SECRET)
    with Store.open(right) as store:
        assert SECRET not in store.where and "***" in store.where
        write(store, 1)


def test_no_such_user(cluster: Cluster):
    refused(cluster.url("postgres", user="nobody"), failures.StoreDeniedError, "does not know this user")


def test_no_server(cluster: Cluster, tmp_path):
    refused(f"postgresql+psycopg://marsad@/x?host={tmp_path}", failures.StoreMissingError, "no server answers")
    refused("postgresql+psycopg://marsad@127.0.0.1:1/x", failures.StoreMissingError, "no server answers")


def test_a_user_who_may_not_write(cluster: Cluster):
    base = cluster.make()
    Store.open(base).close()
    name = base.split("@/")[1].split("?")[0]
    refused(cluster.url(name, user=SECRET_USER, password=SECRET), failures.StoreDeniedError, "may not do that")


def test_another_writer(cluster: Cluster):
    base = cluster.make()
    Store.open(base).close()
    name = base.split("@/")[1].split("?")[0]
    with psycopg.connect(f"host={cluster.folder} user=marsad dbname={name}") as blocker:
        blocker.execute(f"SELECT pg_advisory_xact_lock({WRITER})")
        refused(base, failures.StoreLockedError, "another process is writing")
        with Store.view(base, timeout=0.3) as store:  # readers do not wait
            assert store.counts()["articles"] == 0
    Store.open(base, timeout=0.3).close()


def test_a_view_of_an_empty_database(cluster: Cluster):
    refused(cluster.make(), failures.StoreForeignError, "no Marsad tables", view=True)


def test_somebody_elses_database(cluster: Cluster):
    base = cluster.make()
    sql(base, "CREATE TABLE recipes (name TEXT)")
    refused(base, failures.StoreForeignError, "other tables")


def test_a_newer_base(cluster: Cluster):
    base = cluster.make()
    Store.open(base).close()
    sql(base, "UPDATE marsad_schema SET version_num = '9999'")
    refused(base, failures.StoreNewerError, "9999")


def test_another_encoding(cluster: Cluster):
    base = cluster.make("ENCODING 'SQL_ASCII'")
    refused(base, failures.StoreForeignError, "encoding is SQL_ASCII")


@pytest.mark.parametrize("url", ["postgresql+psycopg://a@h:port/db", "postgresql+psycopg://"])
def test_a_url_that_is_none(url: str):
    with pytest.raises(StoreError) as caught:
        Store.open(url, timeout=0.3)
    assert caught.value.todo


def test_no_driver():
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from marsad.store.repository import Store\n"
        "from marsad.store.failures import StoreDriverError\n"
        "try: Store.open('postgresql+psycopg://a@h/db')\n"
        "except StoreDriverError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "not installed. Install it with: pip install 'marsad[postgres]'" in done.stdout, done.stderr


def test_the_password_is_never_shown():
    assert shown("postgresql+psycopg://user:wrong-one@host/db") == "postgresql+psycopg://user:***@host/db"
    assert "wrong-one" not in shown("postgresql+psycopg://user:wrong-one@host:port/db")
    assert shown("marsad.db") == "marsad.db"
