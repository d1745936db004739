"""A linked base of a few incidents that show what exports must get right."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace

from marsad import incident_service
from marsad.model.document import Article, Capture
from marsad.model.record import ActorRef, DateRef, Event, Evidence, Figure, Part, Person, Plover
from marsad.store.repository import Store
from tests.store.made import AT, make_article, make_capture, make_record

PRIVATE = "سعاد الخياط"
QUOTE = "قتل"


def put(
    store: Store, n: int, *, word: str = "هجوم", title: str | None = None, private: bool = False, **changes: object
) -> None:
    """An article with one event, changed as told."""
    capture: Capture = make_capture(n, word=word + chr(0x628 + n) * 3)
    url = f"https://news.example/{n}"
    article: Article = replace(make_article(capture), publisher=f"paper {n}", url=url, title=title or f"خبر {n}")
    record = make_record(article, events=1)
    event: Event = replace(record.events[0], **changes)
    people = ()
    if private:
        start = article.text.index(PRIVATE)
        words = Evidence(start, start + len(PRIVATE), PRIVATE, "person")
        people = (Person(PRIVATE, start, start + len(PRIVATE), event=event.id, private=True, evidence=(words,)),)
    store.add(capture, article, replace(record, events=(event,), claims=(), people=people, url=url), at=AT)


def make_base(path: Path) -> Path:
    """Six reports: an attack told twice with other figures; a strike; a protest without a toll or place; one told of as
    long ago; a name that is a formula, beside a private person; nine dead on the other side of the globe."""
    with Store.open(path) as store:
        civilians = (ActorRef("Civilians", "مدنيين", 0, 4, actor_class="Civilians"),)
        state = (ActorRef("Syrian government forces", "الجيش", 0, 4, actor_class="State forces"),)
        parts = (Part("Civilians", 4, 4), Part("SDF", 3, 3))
        put(store, 0, fatalities=Figure(9, 9, parts))
        put(store, 1, fatalities=Figure(12, None, parts))
        strike = {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
                  "plover": Plover("ASSAULT", "aerial"), "actor1": state, "actor2": civilians}  # fmt: skip
        place = make_record(make_article(make_capture(2)), events=1).events[0].place
        assert place is not None
        put(store, 2, **strike, fatalities=Figure(5, 5), place=replace(place, name="Idlib", admin1="Idlib", lat=35.93, lon=36.63),
            date=DateRef("2024-04-01", "2024-04-30", "month"))  # fmt: skip
        put(store, 3, event_type="Protests", sub_event_type="Peaceful protest", plover=Plover("PROTEST", "firearms"),
            actor1=(ActorRef("Protesters", "محتجون", 0, 4, actor_class="Civilians"),), actor2=(), place=None,
            fatalities=None, date=DateRef(None, None, "unknown"))  # fmt: skip
        put(store, 4, background=True, fatalities=None, date=DateRef("2011-01-01", "2011-12-31", "year"),
            place=replace(place, name="Homs", admin1="Homs", lat=34.73, lon=36.71))  # fmt: skip
        put(store, 5, word=f"=HYPERLINK {PRIVATE} ", title=f"=1+1 {PRIVATE}", private=True, status="disputed", fatalities=Figure(1, 1),
            actor1=(ActorRef("=cmd|' /C calc'!A0", "x", 0, 1),), actor2=civilians,
            place=replace(place, name="-Dash", country="AR", admin1=None, lat=-34.6, lon=-58.4))  # fmt: skip
        incident_service.link(store)
    return path


def bare_rows(text: str) -> list[dict[str, str]]:
    import csv
    import io

    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def objects(path: Path) -> list[dict[str, object]]:
    return json.loads(path.read_text("utf-8"))
