"""A base of a few incidents whose every number is known.

Week 1-7 May 2024: A (3 sources, tolls 9, 9, 12; two places of one town), B (one source, 4 dead and 2 hurt, no
coordinates), C (a protest without any figure). The week before: D (one dead). Not counted: E (a whole month), F (no
date, published in the week). A's commander has a role; its other person is private. With a control map there are two more, coded with it: G (two dead, no report says who holds the area)
and H (three dead, a report says it).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from msgspec.structs import replace

from marsad import incident_service
from marsad.coding.control import held
from marsad.model.document import Article, Capture, Paragraph, Role
from marsad.model.record import (
    ActorRef,
    Claim,
    ControlRef,
    DateRef,
    Event,
    Evidence,
    Figure,
    Period,
    Person,
    PlaceRef,
    Plover,
    Record,
    Tally,
    TallyPart,
)
from marsad.places.control.map import ControlMap
from marsad.store.repository import Store
from tests.store.made import AT, FIRST

PRIVATE = "سلمى الحلبي"
TABQAH = PlaceRef("Al-Tabqah", "الطبقة", 0, 6, "town", "SY", "Raqqa", None, 35.84, 38.55, 1, name_ar="الطبقة")
NOWHERE = replace(
    TABQAH, name="Wadi al-Dhib", lat=None, lon=None, geo_precision=None, name_ar="وادي الذيب", country="IQ", admin1=None
)
TUNIS = replace(
    TABQAH, name="Tunis", country="TN", admin1="Tunis", lat=36.8, lon=10.18, name_ar="تونس", geo_precision=2
)
ALEPPO = replace(TABQAH, name="Aleppo", admin1="Aleppo", lat=36.2, lon=37.16, name_ar="حلب")
HOMS = replace(TABQAH, name="Homs", admin1="Homs", lat=34.73, lon=36.71, name_ar="حمص")
ADEN = replace(TABQAH, name="Aden", country="YE", admin1="Aden", lat=12.78, lon=45.03, name_ar="عدن")


def made_base(path: Path, control: ControlMap | None = None) -> Path:
    with Store.open(path) as store:
        told = (
            "هاجم مسلحون حاجزا عند المدخل",
            "نقل شهود عيان من القرية روايات عن كمين ليلي",
            "أفاد مصدر طبي في المشفى بوصول الضحايا",
        )
        for n, dead in enumerate((9, 9, 12)):
            _put(store, f"a{n}", f"قتل {dead} جنود قرب الطبقة، وكانت {PRIVATE} هناك <b>&</b> {n}. {told[n]}.", place=TABQAH, day="2024-05-02", dead=dead,
                 publisher=f"صحيفة {n}", control=True, people=n == 0, claim=n == 1)  # fmt: skip
        _put(store, "b0", "مقتل أربعة مدنيين وإصابة اثنين في الوادي.", place=NOWHERE, day="2024-05-03", dead=4, hurt=2)
        _put(
            store,
            "c0",
            "تظاهر محتجون في العاصمة.",
            place=TUNIS,
            day="2024-05-07",
            kind=("Protests", "Peaceful protest"),
        )
        _put(store, "d0", "قتل شخص في حمص.", place=HOMS, day="2024-04-28", dead=1)
        _put(store, "e0", "قصف طوال الشهر على عدن.", place=ADEN, day="2024-05-01", last="2024-05-31", dead=50)
        _put(store, "f0", "انفجار في سوق.", place=None, day=None, dead=7)
        if control:
            _put(store, "g0", "قتل جنديان في حلب.", place=ALEPPO, day="2024-05-04", dead=2, control_map=control)
            _put(
                store,
                "h0",
                "قتل ثلاثة في حمص.",
                place=HOMS,
                day="2024-05-05",
                dead=3,
                control=True,
                control_map=control,
            )
        _tally(store)
        incident_service.link(store)
    return path


def _article(id_: str, text: str, publisher: str) -> tuple[Capture, Article]:
    raw = json.dumps({"id": id_, "text": text}, ensure_ascii=False).encode()
    capture = Capture(raw, hashlib.sha256(raw).hexdigest(), f"{id_}.jsonl", "file", AT, "application/json")
    article = Article(id_, text, (Paragraph(0, len(text), Role.BODY),), title=f"عنوان {id_} <i>", publisher=publisher,
                      published="2024-05-04", url=f"https://news.example/{id_}")  # fmt: skip
    return capture, article


def _put(store: Store, id_: str, text: str, *, place: PlaceRef | None, day: str | None, last: str = "", dead: int | None = None,
         hurt: int | None = None, publisher: str = "وكالة الأخبار", control: bool = False, control_map: ControlMap | None = None, people: bool = False, claim: bool = False,
         kind: tuple[str, str] = ("Battles", "Armed clash")) -> None:  # fmt: skip
    capture, article = _article(id_, text, publisher)
    words = text[:4]
    precision = "month" if last else "day"
    date = DateRef(day, last or day, precision, "أمس") if day else DateRef(None, None, "unknown", reason="none")
    event = Event(
        id=f"{id_}#1", event_type=kind[0], sub_event_type=kind[1], plover=Plover("ASSAULT"), tactics=(),
        actor1=(ActorRef("Islamic State", words, 0, 4),), actor2=(ActorRef("SDF", words, 0, 4),) if place is not TUNIS else (),
        place=place, place_reason=None if place else "none", date=date, reported="2024-05-04",
        fatalities=Figure(dead, dead) if dead is not None else None, injured=Figure(hurt, hurt) if hurt is not None else None,
        captured=None, abducted=None, escaped=None, control=ControlRef("SDF", words, 0, 4) if control else None, sources=(),
        status="reported", background=False, evidence=(Evidence(0, 4, words, "trigger"), Evidence(0, 8, text[:8], "fatalities")),
    )  # fmt: skip
    event = held(event, control_map) if control_map else event
    role = Person("أبو حفص", 0, 4, role="قائد ميداني", group="Islamic State", outcome="killed", event=event.id)
    private = Person(PRIVATE, 20, 30, role="ممرضة", outcome="killed", event=event.id, private=True)
    claims = (
        (Claim(0, 4, words, "claim", "Islamic State", "Amaq", None, event.id, silent_on=("fatalities",)),)
        if claim
        else ()
    )
    record = _record(article, events=(event,), claims=claims, people=(role, private) if people else ())
    store.add(capture, article, record, at=AT)


def _tally(store: Store) -> None:
    """Twenty dead in Syria in the week, of whom 15 and 4: the parts do not add up."""
    capture, article = _article("t0", "بلغ عدد القتلى 20 في سوريا هذا الأسبوع.", "وكالة الأخبار")
    parts = (TallyPart("الرقة", 15, 0, 3), TallyPart("حمص", 4, 4, 6))
    tally = Tally(0, 17, article.text[:17], Figure(20, 20), "killed", (), (), "Syria", Period("2024-05-01", "2024-05-07", "هذا الأسبوع"),
                  None, parts, adds_up=False)  # fmt: skip
    store.add(capture, article, _record(article, tallies=(tally,)), at=AT)


def _record(article: Article, **parts: object) -> Record:
    return Record(
        id=article.id, text=article.text, title=article.title, subtitle=None, publisher=article.publisher, author=None, section=None,
        place_line=None, published=article.published, zone=None, zone_basis=None, url=article.url, paragraphs=article.paragraphs,
        versions=FIRST, **parts,  # type: ignore[arg-type]
    )  # fmt: skip
