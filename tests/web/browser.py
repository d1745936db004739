"""A browser at the workbench, as its readers have one: Debian's chromium by playwright, and what must hold on every page."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from marsad.store.repository import Store
from marsad.web.app import make_app
from tests.web.made import NAMES, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
# Drawing by the processor: the map needs WebGL, and a test machine has no other.
ARGS = ("--no-sandbox", "--disable-background-networking", "--use-gl=angle", "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is no word of ours: captured text, names as they were coded, code, keys, and what screen readers pass over.
NOT_OURS = "bdi, code, kbd, blockquote, [lang]:not(html), [data-at], svg, [aria-hidden=true], script, style, noscript"
PROPER = ("Natural Earth", "PDF", "Ctrl", "Shift", "Home", "End", "Enter", "Escape", "Esc", "Tab", "marsad link")
FOREIGN = """([skip, wanted]) => {
  const bad = new RegExp(wanted === 'ar' ? '[A-Za-z]{2,}' : '[\\u0621-\\u064a]'), out = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (bad.test(node.data) && !node.parentElement.closest(skip)) out.push(node.data.trim());
  for (const element of document.querySelectorAll('[title], [aria-label], [placeholder], [alt]'))
    for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
      if (bad.test(element.getAttribute(name) ?? '') && !element.closest(skip) && element.localName !== 'mark')
        out.push(element.getAttribute(name));
  return out;
}"""
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  if (!e.dataset.tab) e.dataset.tab = '1';
  return [e.localName, e === document.body || ring && box.bottom > 0 && box.top < innerHeight, e.outerHTML.slice(0, 160)];
}"""
UNREACHED = """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
  .filter(e => !e.dataset.tab && e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility())
  .map(e => e.outerHTML.slice(0, 160))"""


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The workbench over a base on a free loopback port."""
    app = make_app(store, settings(False), NAMES)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's chromium; skips the test, with the reason, where something is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install 'marsad[dev]'")
    if not CHROMIUM:
        pytest.skip("no chromium: apt install chromium, or CHROMIUM=path")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield browser
        browser.close()


class Visit:
    """A reader with a language, a light or dark system and a width; `problems` collects what must not be."""

    def __init__(self, browser: Browser, address: str, language: str, scheme: str, width: int) -> None:
        self.address, self.language, self.problems = address, language, list[str]()
        settled: Any = {"light": "light", "dark": "dark"}[scheme]
        context = browser.new_context(
            locale=language, color_scheme=settled, reduced_motion="reduce", viewport={"width": width, "height": 850}
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        if not any(known in message.text for known in ("GPU stall", "GL Driver", "status of 404")):
            self.problems.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"foreign request: {request.url}")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.drawn()

    def drawn(self) -> None:
        """Wait until the overview, where it is one, is drawn."""
        if self.page.locator("#overview").count():
            self.page.wait_for_selector("#overview[data-ready]")

    def look(self) -> None:
        """Language, direction, width and words of the page that is open."""
        root = self.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        if root != [self.language, "rtl" if self.language == "ar" else "ltr"]:
            self.problems.append(f"{self.page.url}: {root}")
        if (over := self.page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            self.problems.append(f"{self.page.url}: {over} px wider than the window")
        for text in self.page.evaluate(FOREIGN, [NOT_OURS, self.language]):
            rest = re.sub("|".join(PROPER), "", text)
            if self.language == "en" or re.search("[A-Za-z]{2,}", rest):
                self.problems.append(f"{self.page.url}: other language: {text}")

    def audit(self) -> None:
        """What axe-core finds against WCAG A and AA and its own good practice."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: pip install 'marsad[dev]'")
        found = axe.Axe().run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        for broken in found.response["violations"]:
            self.problems.append(f"{self.page.url}: {broken['id']}: {broken['nodes'][0]['html'][:200]}")

    def tab_through(self, most: int = 250) -> None:
        """With the Tab key alone: everything is reached, and one sees where one is."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            name, visible, html = self.page.evaluate(FOCUSED)
            if name == "body":
                break
            if not visible:
                self.problems.append(f"{self.page.url}: focus not to be seen: {html}")
        for html in self.page.evaluate(UNREACHED):
            self.problems.append(f"{self.page.url}: not reached: {html}")
