"""`marsad serve` and `marsad users` as a user types them, and the pages in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from marsad.store.accounts import last_notes
from marsad.store.repository import Store
from marsad.store.revisions import Revision, keep
from tests.cli.running import marsad, start
from tests.web.made import PASSWORD, fill


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "x.db") as store:
        fill(store)
    return tmp_path / "x.db"


@pytest.fixture
def address(db: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start("serve", "--db", db, "--port", port)
    try:
        for _ in range(150):
            try:
                httpx.get(f"http://127.0.0.1:{port}/static/icon.svg")
                break
            except httpx.ConnectError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize("arguments", [("--host", "0.0.0.0"), ("--host", "192.0.2.1"), ("--login",)])
def test_nobody_listens_to_others_without_users(db: Path, arguments: tuple[str, ...]):
    done = marsad("serve", "--db", db, "--port", 0, *arguments)
    assert done.returncode == 2 and "[serve]" in done.stderr and "marsad users add" in done.stderr


def test_users(db: Path):
    assert marsad("users", "add", "rima", "--role", "editor", "--db", db, stdin=PASSWORD.encode()).returncode == 0
    assert marsad("users", "list", "--db", db).stdout == "rima  editor\n"
    assert marsad("users", "token", "rima", "--note", "weekly", "--db", db).stdout.startswith("marsad_")
    assert re.fullmatch(r"rima  editor\n  token  20\S+  weekly\n", marsad("users", "list", "--db", db).stdout)
    assert marsad("users", "revoke", "rima", "--note", "daily", "--db", db).returncode == 2
    assert marsad("users", "revoke", "rima", "--note", "weekly", "--db", db).returncode == 0
    assert marsad("users", "list", "--db", db).stdout == "rima  editor\n"
    short = marsad("users", "add", "omar", "--db", db, stdin=b"short")
    assert short.returncode == 2 and "[account]" in short.stderr
    assert marsad("users", "remove", "rima", "--db", db).returncode == 0
    assert marsad("users", "remove", "rima", "--db", db).returncode == 2
    assert marsad("users", "list", "--db", db).stdout == ""
    with Store.view(db) as store:
        noted = [(n["action"], n["what"]) for n in reversed(last_notes(store))]
    assert noted == [
        ("user added", "rima editor"),
        ("token made", "rima weekly"),
        ("token revoked", "rima weekly"),
        ("user removed", "rima"),
    ]


def test_users_are_in_no_export(db: Path):
    marsad("users", "add", "rima", "--role", "editor", "--db", db, stdin=PASSWORD.encode())
    out = marsad("export", "base", "--db", db, "--out", "-").stdout
    assert '"revisions"' in out and "rima" not in out and "argon2" not in out


def test_gold_of_a_base_that_nobody_judged_is_empty(db: Path):
    done = marsad("export", "gold", "--db", db, "--out", "-")
    assert done.returncode == 0 and done.stdout == ""


@pytest.mark.parametrize(
    ("value", "lat", "told"), [("حلب", 36.201, ""), ("طرابلس", None, "marsad: a0: no coordinates for طرابلس. ")]
)
def test_gold_says_where_corrected_places_are_and_which_are_nowhere(db: Path, value: str, lat: float | None, told: str):
    with Store.open(db) as store:
        quote = store.record("a0").text[:4]
        keep(
            store,
            Revision("a0", 0, 4, quote, "place", "a0#1", "add", None, value, "stated", "rima", "2024-05-02T10:00:00Z"),
        )
    done = marsad("export", "gold", "--db", db, "--out", "-")
    assert json.loads(done.stdout)["events"][0]["place"]["lat"] == lat
    assert done.stderr.startswith(told) and done.stderr.count("\n") == bool(told)


@pytest.mark.slow
def test_in_a_browser(address: str):
    """Keys, selecting words, the policy against foreign scripts: no message of the browser about any of it."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here")
    with sync.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(locale="ar", viewport={"width": 390, "height": 800}).new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        for path in ("/", "/incidents", "/incidents/a0%231", "/tallies", "/health", "/articles/a0"):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} is too wide for a phone"
            )
        assert page.evaluate("document.dir") == "rtl"
        page.keyboard.press("l")
        page.wait_for_url("**lang=en")
        assert page.evaluate("document.dir") == "ltr"
        page.evaluate("""() => { const marks = [...document.querySelectorAll('.block [data-at]')]; const last = marks.at(-1);
            const range = document.createRange(); range.setStart(marks[0].firstChild, 0); range.setEnd(last.firstChild, 3);
            getSelection().removeAllRanges(); getSelection().addRange(range); }""")
        page.wait_for_function("document.querySelector('#add [name=end]').value !== ''")
        quote, start, end = page.evaluate(
            "['quote', 'start', 'end'].map(n => document.querySelector(`#add [name=${n}]`).value)"
        )
        assert len(quote) == int(end) - int(start) and int(start) == 0
        page.fill("#add [name=value]", "3")
        page.fill("#add [name=why]", "stated")
        page.click("#add button")
        page.wait_for_url("**#at-0")
        assert page.locator(".badge.add").count() == 1
        browser.close()
    assert [text for text in told if "GL Driver Message" not in text] == []  # of software rendering, not of the page
