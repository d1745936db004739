"""A base of any size for trying the workbench: invented incidents at real places between named actors. Nothing in it is news.

    python bench/made_base.py OUT.db 100000          # incidents wanted; the base is linked and ready for marsad serve

Articles are written in Arabic by a pattern and coded by construction (each value with the span of its words). Rows are
made by the store's own code (`part_rows`, `card_of`, `reconcile`, `incident_row`) and written many at a time; which
reports are one incident is known, so that linking is left out (bench/link_scale.py measures that). Same size, same base.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from marsad import incident_service
from marsad.incidents.cards import card_of
from marsad.incidents.reconcile import Member, reconcile
from marsad.lexicon.tables import load_tables
from marsad.model.document import Article, Capture, Paragraph, Role
from marsad.model.incident import ReportRef
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
    SourceRef,
    Tally,
    Versions,
)
from marsad.places.catalogue import Gazetteer
from marsad.places.rows import Row
from marsad.store.engine import add_words
from marsad.store.incident_rows import incident_row
from marsad.store.indexing import index_words
from marsad.store.keeping import article_digest, stamped
from marsad.store.repository import Store
from marsad.store.rows import Row as TableRow
from marsad.store.rows import part_rows
from marsad.store.schema import metadata
from marsad.store.stamps import incidents_changed

if TYPE_CHECKING:
    from marsad.incidents.cards import SideOf

AT = "2024-05-01T10:00:00Z"
MADE = Versions("made", "made", "made")
BATCH = 1000  # scenes written in one transaction
FIRST_DAY, DAYS = dt.date(2015, 1, 1), 3650
COUNTRIES = ("SY", "IQ", "YE", "LY", "SD", "LB", "PS", "SO", "EG", "ML", "AF")
# What happens: word in the text, type, sub-type, how often, share with deaths stated.
KINDS = (
    ("قصف", "Explosions/Remote violence", "Shelling/artillery/missile attack", 22, 0.5),
    ("غارة", "Explosions/Remote violence", "Air/drone strike", 18, 0.5),
    ("اشتباك", "Battles", "Armed clash", 22, 0.5),
    ("هجوم", "Violence against civilians", "Attack", 12, 0.7),
    ("انفجار عبوة", "Explosions/Remote violence", "Remote explosive/landmine/IED", 9, 0.5),
    ("خطف", "Violence against civilians", "Abduction/forced disappearance", 3, 0.0),
    ("اعتقال", "Strategic developments", "Arrests", 5, 0.0),
    ("تظاهرة", "Protests", "Peaceful protest", 7, 0.0),
    ("سيطرة", "Battles", "Non-state actor overtakes territory", 2, 0.2),
)  # fmt: skip
PAPERS = [f"صحيفة {word}" for word in ("الساحل", "النهر", "الجبل", "البادية", "المرفأ", "الواحة", "السهل", "الجسر", "المنارة", "الميدان", "القلعة", "الوادي")]  # fmt: skip


class Scene(NamedTuple):
    """One invented happening; every report of it tells this, with its own figure."""

    number: int
    place: Row | None
    day: dt.date | None
    kind: tuple[str, str, str, int, float]
    actors: tuple[tuple[str, str], ...]  # name and Arabic form: who, to whom
    killed: int | None


class Writing:
    """A text that grows piece by piece and knows where each piece stands."""

    def __init__(self) -> None:
        self.text = ""

    def say(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


def scenes(count: int, rng: random.Random) -> Iterator[Scene]:
    """Happenings spread over ten years and over places as news spreads them: a few places have most of them."""
    rows = [r for r in Gazetteer.load().rows.values() if r.country in COUNTRIES and r.level != "country" and r.name_ar]
    rows.sort(key=lambda r: r.id)
    rng.shuffle(rows)
    weights = [1 / (20 + n) for n in range(len(rows))]
    cast = {country: _cast(country) for country in COUNTRIES}
    kinds = [kind[3] for kind in KINDS]
    for number, place in enumerate(rng.choices(rows, weights, k=count)):
        kind = rng.choices(KINDS, kinds)[0]
        known = cast[place.country]
        pair = tuple(known[min(len(known) - 1, int(rng.expovariate(0.25)))] for _ in range(2))
        day = FIRST_DAY + dt.timedelta(rng.randrange(DAYS)) if rng.random() > 0.03 else None
        killed = 1 + int(rng.expovariate(0.25)) if rng.random() < kind[4] else None
        yield Scene(number, place if rng.random() > 0.03 else None, day, kind, pair, killed)


def _cast(country: str) -> list[tuple[str, str]]:
    """Who acts in a country: name and a form that always stands for it."""
    found = {}
    for actor in load_tables().actors:
        plain = next((f.text for f in actor.forms if not f.condition and not f.label), None)
        if plain and country in actor.country.split(","):
            found.setdefault(actor.name, plain)
    return [*[*found.items()][:60], ("Civilians", "مدنيون"), ("Unidentified armed group", "مسلحون مجهولون")]


def article(scene: Scene, turn: int, rng: random.Random) -> tuple[Capture, Article, Record]:
    """One report of a scene: its page, article and record."""
    w = Writing()
    spans = {"trigger": w.say(scene.kind[0])}
    w.say(" نفذه ")
    spans["actor1"] = w.say(scene.actors[0][1])
    w.say(" على ")
    spans["actor2"] = w.say(scene.actors[1][1])
    if scene.place:
        w.say(" في ")
        spans["place"] = w.say(scene.place.name_ar)
    if scene.day:
        w.say(" يوم ")
        spans["date"] = w.say(scene.day.isoformat())
    killed = scene.killed and max(1, scene.killed + (rng.choice((0, 0, 1, 2)) if turn else 0))
    if killed:
        w.say(" وقتل فيه ")
        spans["fatalities"] = w.say(f"{killed} أشخاص")
    title = w.text
    w.say("، بحسب ")
    spans["source"] = w.say("مصدر محلي")
    w.say(f".\nوهذا الخبر رقم {scene.number} ({turn}) مختلق لتجربة الصفحات.")
    published = ((scene.day or FIRST_DAY + dt.timedelta(scene.number % DAYS)) + dt.timedelta(1 + turn)).isoformat()
    id_ = f"m{scene.number:06d}-{turn}"
    paper = PAPERS[(scene.number + turn) % len(PAPERS)]
    body = (Paragraph(0, len(w.text), Role.BODY),)
    raw = w.text.encode()
    capture = Capture(raw, hashlib.sha256(raw).hexdigest(), f"made#{id_}", "file", AT, "text/plain")
    page = Article(id_, w.text, body, title=title, publisher=paper, published=published)
    return capture, page, _record(page, scene, spans, killed, rng)


def _record(page: Article, scene: Scene, spans: dict[str, tuple[int, int]], killed: int | None, rng: random.Random) -> Record:  # fmt: skip
    text = page.text
    words = tuple(
        Evidence(a, b, text[a:b], role, "made", "made") for role, (a, b) in spans.items()
        if role not in ("actor1", "actor2", "source")
    )  # fmt: skip
    who, whom = (ActorRef(name, said, *spans[role], "made") for role, (name, said) in zip(("actor1", "actor2"), scene.actors, strict=True))  # fmt: skip
    day = scene.day.isoformat() if scene.day else None
    event = Event(
        id=f"{page.id}#1", event_type=scene.kind[1], sub_event_type=scene.kind[2], plover=Plover("ASSAULT"), tactics=(),
        actor1=(who,), actor2=(whom,), place=_place(scene.place, spans), place_reason=None if scene.place else "not_stated",
        date=DateRef(day, day, "day" if day else "unknown", day or ""), reported=page.published,
        fatalities=Figure(killed, killed) if killed else None, injured=None, captured=None, abducted=None, escaped=None,
        control=None, sources=(SourceRef("local source", "مصدر محلي", *spans["source"]),),
        status=rng.choices(("reported", "claimed", "disputed"), (94, 4, 2))[0], background=False, evidence=words,
    )  # fmt: skip
    start, end = spans["trigger"]
    said = {"start": start, "end": end}
    n = scene.number
    claims = () if n % 40 else (Claim(**said, quote=text[start:end], kind="claim", claimant=who.name, outlet=None, date=day, event=event.id),)  # fmt: skip
    people = () if n % 50 else (Person("قائد مختلق", **said, role="قائد", group=who.name, event=event.id),)
    rejections = () if n % 5 else (Rejection(**said, quote=text[start:end], reason=("planned", "negated", "historical")[n % 3]),)  # fmt: skip
    return Record(
        page.id, text, page.title, None, page.publisher, None, None, None, page.published, None, None, None, page.paragraphs,
        (event,), () if n % 100 else (_tally(text, spans, scene, killed),), claims, people, rejections, versions=MADE,
    )  # fmt: skip


def _place(row: Row | None, spans: dict[str, tuple[int, int]]) -> PlaceRef | None:
    return row and PlaceRef(row.name, row.name_ar, *spans["place"], row.level, row.country, row.admin1 or None, None,
                            row.lat, row.lon, row.precision, row.extent_km, row.name_ar, row.id)  # fmt: skip


def _tally(text: str, spans: dict[str, tuple[int, int]], scene: Scene, killed: int | None) -> Tally:
    start, end = spans.get("fatalities", spans["trigger"])
    month = scene.day.isoformat()[:7] if scene.day else None
    period = Period(f"{month}-01", f"{month}-28", "") if month else Period(None, None, "")
    figure = Figure(killed, killed) if killed else Figure(1, None)
    return Tally(start, end, text[start:end], figure, "killed", (scene.actors[0][0],), (), None, period, None)


class Rows:
    """Rows of a fresh base, table by table, written many at a time: keys are counted here, as the base would count them."""

    def __init__(self, sides: SideOf, ignored: frozenset[str]) -> None:
        self._sides, self._ignored = sides, ignored
        self._rows: dict[str, list[TableRow]] = defaultdict(list)
        self._last: dict[str, int] = defaultdict(int)
        self._words: list[tuple[int, list[str]]] = []

    def put(self, table: str, **row: Any) -> int:
        self._last[table] += 1
        self._rows[table].append({"key": self._last[table], **row})
        return self._last[table]

    def tell(self, told: list[tuple[Capture, Article, Record]]) -> None:
        """All reports of one scene, and the incident that they are."""
        members = []
        for capture, page, record in told:
            reading = self._article(capture, page, record)
            parts = part_rows(record)
            (report,) = (self.put("reports", reading=reading, **row) for row in parts.pop("reports"))
            for name, rows in parts.items():
                for row in rows:
                    self.put(name, reading=reading, **row)
            event = record.events[0]
            ref = ReportRef(page.id, event.id, page.title, page.publisher, page.published, page.publisher or page.id)
            members.append((report, Member(ref, event, record.claims, record.people)))
            card = card_of(
                event, page.id, page.text, page.published, ref.source, record.people, self._sides, self._ignored
            )
            if card:
                self._rows["cards"].append({"report": report, "article": page.id, "event": event.id, "first": card.first, "last": card.last,
                                            "linked": 1, "part": members[0][0], "card": msgspec.msgpack.encode(card)})  # fmt: skip
        incident = self.put("incidents", **incident_row(reconcile([member for _, member in members])))
        self._rows["memberships"] += [{"report": report, "incident": incident} for report, _ in members]

    def _article(self, capture: Capture, page: Article, record: Record) -> int:
        raw = zlib.compress(capture.raw)
        kept = self.put("captures", sha256=capture.sha256, raw=raw, size=len(capture.raw), media=capture.media, charset=capture.charset)  # fmt: skip
        self.put("sightings", capture=kept, origin=capture.origin, obtained=capture.obtained, at=AT)
        facts = msgspec.structs.asdict(page) | {"paragraphs": msgspec.json.encode(page.paragraphs).decode()}
        key = self.put("articles", **facts, capture=kept, given_published=None, digest=article_digest(page), at=AT)
        self._words.append((key, index_words(page.title, page.subtitle, page.text, page.paragraphs)))
        self._rows["signatures"].append({"article": key})
        encoded = msgspec.json.encode(replace(record, text="", paragraphs=()))
        digest = hashlib.sha256(encoded).hexdigest()
        return self.put("readings", article=key, digest=digest, at=AT, current=1, record=encoded.decode(), **stamped(MADE))  # fmt: skip

    def write(self, store: Store) -> None:
        with store.writing() as connection:
            for table in metadata.sorted_tables:
                if rows := self._rows.pop(table.name, None):
                    connection.execute(table.insert(), rows)
            incidents_changed(connection)
            for key, words in self._words:
                add_words(connection, key, words)
        self._words.clear()


def fill(store: Store, count: int, tick: Callable[[int], None] = lambda done: None) -> int:
    """Put scenes into a fresh base, each told once to three times. Returns the number of articles."""
    rng = random.Random(count)  # noqa: S311 (nothing secret)
    run = store.start_run("made", MADE, AT)
    rows, articles = Rows(incident_service.sides(), incident_service.function_words()), 0
    for scene in scenes(count, rng):
        told = [article(scene, turn, rng) for turn in range(rng.choices((1, 2, 3), (84, 12, 4))[0])]
        rows.tell(told)
        articles += len(told)
        if scene.number % BATCH == BATCH - 1:
            rows.write(store)
            tick(scene.number + 1)
    rows.write(store)
    store.end_run(run, AT, coded=articles, new_readings=articles, failed=0)
    return articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("incidents", type=int, nargs="?", default=100_000)
    args = parser.parse_args()
    if args.out.exists():
        parser.error(f"{args.out} is there already")
    with Store.open(args.out) as store:
        articles = fill(store, args.incidents, lambda done: print(f"{done} incidents", flush=True))
    print(f"{articles} articles, {args.incidents} incidents in {time.process_time():.0f} s of CPU")


if __name__ == "__main__":
    main()
