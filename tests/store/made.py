"""Captures, articles and records made by rule from a number, so that the store can be tried without the coder."""

from __future__ import annotations

import hashlib
import json

from marsad.model.document import Article, Capture, Paragraph, Role
from marsad.model.record import (
    ActorRef,
    Claim,
    DateRef,
    Event,
    Evidence,
    Figure,
    Period,
    Person,
    PlaceRef,
    Plover,
    Record,
    Rejection,
    Tally,
    Versions,
)

AT = "2024-05-01T10:00:00Z"
FIRST = Versions("0.1.0", "lexicon-1", "rules-1")
SECOND = Versions("0.1.0", "lexicon-2", "rules-1")


def make_capture(n: int, *, origin: str | None = None, word: str = "هجوم") -> Capture:
    text = f"قُتل {n} في {word} على البلدة رقم {n}"
    raw = json.dumps({"id": f"a{n}", "text": text}, ensure_ascii=False).encode()
    where = origin or f"dump.jsonl#{n + 1}"
    return Capture(raw, hashlib.sha256(raw).hexdigest(), where, "file", AT, "application/json")


def make_article(capture: Capture) -> Article:
    line = json.loads(capture.raw)
    text = line["text"]
    return Article(line["id"], text, (Paragraph(0, len(text), Role.BODY),), published="2024-05-01")


def make_event(article: Article, number: int) -> Event:
    words = Evidence(0, 4, article.text[0:4], "trigger", "frame.kill", "t.qtl")
    figure = Figure(number + 1, None)
    return Event(
        id=f"{article.id}#{number + 1}", event_type="Battles", sub_event_type="Armed clash",
        plover=Plover("ASSAULT", "firearms"), tactics=("assault",),
        actor1=(ActorRef("Islamic State", "داعش", 0, 4), ActorRef("Tribal militia", "مسلحون", 0, 4)),
        actor2=(ActorRef("SDF", "قسد", 0, 3),),
        place=PlaceRef("Al-Tabqah", "الطبقة", 0, 6, "town", "SY", "Raqqa", None, 35.84, 38.55, 1), place_reason=None,
        date=DateRef("2024-04-30", "2024-04-30", "day", "أمس"), reported="2024-05-01",
        fatalities=figure, injured=None, captured=None, abducted=None, escaped=None, control=None, sources=(),
        status="reported", background=False, evidence=(words, words),
    )  # fmt: skip


def make_record(article: Article, versions: Versions = FIRST, *, events: int = 2) -> Record:
    words = (Evidence(0, 4, article.text[0:4], "count"),)
    return Record(
        id=article.id, text=article.text, title=None, subtitle=None, publisher="وكالة", author=None, section=None,
        place_line=None, published=article.published, zone=None, zone_basis=None, url=article.url,
        paragraphs=article.paragraphs, events=tuple(make_event(article, n) for n in range(events)),
        tallies=(Tally(0, 4, article.text[0:4], Figure(5, 5), "operations", (), (), None, Period(None, None, ""), None,
                       evidence=words),),
        claims=(Claim(0, 4, article.text[0:4], "claim", "Islamic State", "Amaq", None, f"{article.id}#1"),),
        people=(Person("أبو فلان", 0, 4, evidence=words),),
        rejections=(Rejection(0, 4, article.text[0:4], "planned"),),
        versions=versions,
    )  # fmt: skip
