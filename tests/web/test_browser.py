"""Every page in a browser, as a new user has it: both languages, light and dark, wide and on a phone, by mouse and by keys."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from marsad.store.filters import IncidentFilter
from marsad.store.listing import page as incident_page
from marsad.store.overviews import actors
from marsad.store.repository import Store
from marsad.web.texts import load_texts
from tests.store.made import AT, FIRST
from tests.web.browser import Visit, chromium, served

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
made_base = pytest.importorskip("made_base")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
PAGES = ("/", "/incidents?start=2017-01-01&min_killed=1", "/incidents/{incident}", "/articles/{article}", "/search?q=قصف",
         "/tallies", "/claims", "/actors", "/actors/{actor}", "/people", "/sources", "/files", "/health", "/agreement",
         "/nothing", "/api/v1/brief?start={day}&end={day}&lang={language}")  # fmt: skip
# The first two also with axe, which is dear: between them both languages, both colours and both widths.
READERS = (("en", "dark", 390, True), ("ar", "light", 1280, True), ("ar", "dark", 390, False))
TEXTS = load_texts()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("seen") / "x.db") as opened:
        made_base.fill(opened, 80)
        opened.add_problem(opened.start_run("code", FIRST, AT), "x.html", "empty", "no text", AT)
        yield opened


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with served(store) as address:
        yield address


@pytest.fixture(scope="module")
def names(store: Store) -> dict[str, str]:
    """What stands in the addresses of pages: an incident of several reports, one of its articles, its day, an actor."""
    found = max(incident_page(store, IncidentFilter(), limit=80).incidents, key=lambda i: (len(i.reports), i.id))
    return {"incident": found.id, "article": found.reports[0].article, "day": found.date.start or "", "actor": actors(store)[0][0]}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(("language", "scheme", "width", "audited"), READERS)
def test_every_page_is_sound(
    browser: Browser, address: str, names: dict[str, str], language: str, scheme: str, width: int, audited: bool
):
    visit = Visit(browser, address, language, scheme, width)
    for path in PAGES:
        visit.open(path.format(**names, language=language))
        visit.look()
        if audited:
            visit.audit()
    assert visit.problems == []


@pytest.mark.parametrize("path", ["/", "/incidents", "/incidents/{incident}", "/articles/{article}", "/files"])
def test_the_tab_key_reaches_everything(browser: Browser, address: str, names: dict[str, str], path: str):
    visit = Visit(browser, address, "ar", "light", 1280)
    visit.open(path.format(**names))
    visit.tab_through()
    assert visit.problems == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_new_user_finds_the_way(browser: Browser, address: str, names: dict[str, str], language: str, tmp_path: Path):
    say = TEXTS[language].say
    visit = Visit(browser, address, language, "light", 1280)
    page = visit.page
    visit.open("/")
    for name in ("incidents", "search", "tallies", "claims", "actors", "people", "sources", "files", "health"):
        page.get_by_role("link", name=say(f"nav.{name}"), exact=True).first.click()
        page.wait_for_url(f"**/{name}")
        assert page.locator("h1").inner_text() == say(f"nav.{name}")
    with page.expect_download() as got:
        page.get_by_role("link", name=say("nav.files"), exact=True).click()
        page.get_by_role("button", name="csv", exact=True).click()
    got.value.save_as(tmp_path / "x.csv")
    assert len((tmp_path / "x.csv").read_text("utf-8").splitlines()) > 2
    page.get_by_role("link", name=say("nav.incidents"), exact=True).click()
    page.locator("select[name=event_type]").select_option("Battles")
    page.get_by_role("button", name=say("filter.apply")).click()
    page.wait_for_url("**event_type=Battles**")
    other = (page.locator(".list tbody a").nth(1).get_attribute("href") or "").rpartition("/")[2]
    page.locator(".list tbody a").first.click()
    _merges_and_takes_back(visit, other)
    _judges_with_keys(visit, names["article"])
    page.keyboard.press("l")
    visit.language = "en" if language == "ar" else "ar"
    page.wait_for_url("**lang=**")
    visit.look()
    page.keyboard.press("t")
    page.wait_for_url("**theme=dark**")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert visit.problems == []


def _merges_and_takes_back(visit: Visit, other: str) -> None:
    """Merge with another incident, then undo: each with its reason, which the page then shows."""
    page, say = visit.page, TEXTS[visit.language].say
    merging = page.locator("form[action$='/merge']")
    merging.get_by_label(say("decide.other")).fill(other)
    merging.get_by_label(say("decide.why")).fill("one convoy")
    merging.get_by_role("button", name=say("decide.merge")).click()
    page.get_by_text("one convoy").first.wait_for()
    undoing = page.locator("form[action$='/undo']")
    undoing.get_by_label(say("decide.why")).fill("two convoys")
    undoing.get_by_role("button", name=say("decide.undo")).click()
    page.get_by_text("two convoys").first.wait_for()


def _shows_the_rule_under_the_mouse(visit: Visit) -> None:
    """Pointing at marked words opens their value, with the rule and the entry that read it."""
    page = visit.page
    mark = page.locator("article.page mark").first
    value = (mark.get_attribute("data-values") or "").split()[0]
    mark.hover()
    shown = page.locator(f'.value.on[data-value="{value}"]')
    shown.locator("details[open] code").wait_for()  # the line of rule and entry (test_pages.py reads it)
    assert mark.inner_text() in shown.inner_text()


def _judges_with_keys(visit: Visit, article: str) -> None:
    """In the reader: accept with `a`, correct with `e`, reject with `r`, add by selecting words, next with `n`."""
    page, say = visit.page, TEXTS[visit.language].say
    visit.open(f"/articles/{article}")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**#at-*")
    page.locator(".value .badge.accept").first.wait_for(state="attached")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.keyboard.type("as the text has it")
    page.keyboard.press("Enter")
    page.locator(".value .badge.edit").first.wait_for(state="attached")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("Enter")  # without a reason nothing is sent
    page.keyboard.type("nobody says so")
    page.keyboard.press("Enter")
    page.locator(".value .badge.reject").first.wait_for(state="attached")
    assert page.locator(".value .badge.accept").count() == 1
    _shows_the_rule_under_the_mouse(visit)
    words = page.locator("article.page mark").last
    words.select_text()
    adding = page.locator("#add")
    assert adding.get_by_label(say("reader.words")).input_value() == words.inner_text()
    adding.get_by_label(say("reader.value")).fill("x")
    adding.get_by_label(say("decide.why")).fill("it says so")
    adding.get_by_role("button").click()
    page.locator(".value .badge.add").first.wait_for(state="attached")
    page.keyboard.press("n")
    page.wait_for_url(
        lambda address: re.search(r"/articles/([^?#]+)", address) and f"/articles/{article}" not in address
    )
