"""A base with a little of everything, and servers over it: for one person at the machine, and for a team."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

from msgspec.structs import replace
from starlette.testclient import TestClient

from marsad import incident_service
from marsad.api.settings import LOOPBACK, Settings
from marsad.model.record import MapControl, Person, SourceRef
from marsad.store.accounts import add_user
from marsad.store.repository import Store
from marsad.web.app import make_app
from tests.store.made import AT, FIRST, make_article, make_capture, make_record

NAMES = cache(incident_service.arabic_names)  # read once for all tests
PASSWORD = "a long enough password"
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</title><script src=//evil.example/x.js></script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "\u202e\u0000<b onmouseover=alert(1)>x</b>",
)
EVIL = " ".join(ATTACKS)


def put(
    store: Store, n: int, *, evil: str = "", toll: int = 9, versions=FIRST, before: str = "", sub: str = ""
) -> None:
    """An article with two events, a tally, a claim and a person; `evil` goes everywhere that a page can put text."""
    capture = make_capture(n, word=f"هجوم{evil}")
    article = make_article(capture)
    text = before + article.text
    paragraph = replace(article.paragraphs[0], end=len(text))
    article = replace(article, text=text, paragraphs=(paragraph,), title=f"عنوان {n}{evil}", publisher=f"صحيفة {n}{evil}",
                      author=f"كاتب{evil}", place_line=f"بيروت{evil}", url=f"javascript:alert({n})" if evil else None)  # fmt: skip
    record = make_record(article, versions)
    shift = len(before)
    first, second = (_moved(event, shift, toll, evil) for event in record.events)
    person = Person(f"فلان{evil}", shift, shift + 4, role=f"قائد{evil}", group=f"جماعة{evil}")
    hidden = Person("SECRETPRIVATE", shift, shift + 4, role="x", private=True)
    tally = replace(record.tallies[0], start=shift, end=shift + 4, evidence=())
    claim = replace(record.claims[0], start=shift, end=shift + 4, claimant=f"Islamic State{evil}", outlet=f"Amaq{evil}")
    rejection = replace(record.rejections[0], start=shift, end=shift + 4)
    store.add(capture, article, replace(
        record, title=article.title, publisher=article.publisher, author=article.author, place_line=article.place_line,
        url=article.url, events=(first, second), people=(person, hidden), tallies=(tally,), claims=(claim,), rejections=(rejection,),
    ), at=AT)  # fmt: skip


def _moved(event: Any, shift: int, toll: int, evil: str) -> Any:
    words = tuple(replace(e, start=e.start + shift, end=e.end + shift) for e in event.evidence)
    source = SourceRef(f"مصدر{evil}", "مصدر", shift, shift + 4)
    place = replace(event.place, name=f"Al-Tabqah{evil}", name_ar=f"الطبقة{evil}", start=shift, end=shift + 6)
    actor = replace(event.actor1[0], name=f"Islamic State{evil}", start=shift, end=shift + 4)
    by_map = MapControl(f"front{evil}.geojson", "0123456789ab", f"Alpha{evil}", None, "2024-01-01")
    return replace(event, control_map=by_map, evidence=words, sources=(source,), place=place, actor1=(actor,),
                   fatalities=replace(event.fatalities, low=toll, high=toll))  # fmt: skip


def fill(store: Store, evil: str = "") -> None:
    run = store.start_run("code", FIRST, AT)
    for n in range(3):
        put(store, n, evil=evil, toll=9 + n)
    store.add_problem(run, f"x.html{evil}", "empty", f"no text{evil}", AT)
    incident_service.link(store)


class Clock:
    seconds = 1_700_000_000.0


def settings(login: bool, clock: Clock | None = None) -> Settings:
    now = clock or Clock()
    return Settings(login, frozenset() if login else LOOPBACK, "rima", lambda: AT, lambda: now.seconds, b"s" * 32)


def at_machine(store: Store) -> TestClient:
    return TestClient(make_app(store, settings(False), NAMES), base_url="http://localhost", follow_redirects=False)


def team(store: Store, clock: Clock | None = None) -> TestClient:
    for role in ("reader", "coder", "editor", "admin"):
        add_user(store, role, role, PASSWORD, AT)
    return TestClient(
        make_app(store, settings(True, clock), NAMES), base_url="http://team.example", follow_redirects=False
    )


def token_of(client: TestClient, path: str = "/") -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> Any:
    client.cookies.clear()
    return client.post("/login", data={"csrf": token_of(client, "/login"), "name": name, "password": password})


class Page(HTMLParser):
    """The elements of a page and their attributes, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
