"""Each sentence of the corpus through the whole coder: what must be coded, what must not, and why not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.coding.coder import Coder
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Event, Record

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "events.yaml").read_text(encoding="utf-8"))


@cache
def coder() -> Coder:
    return Coder.load()


def read(text: str, published: str | None = "2020-05-26") -> Record:
    paragraph = Paragraph(0, len(text), Role.BODY)
    return coder().code(Article(id="t", text=text, paragraphs=(paragraph,), published=published))


def values(event: Event) -> dict[str, Any]:
    figures = ("fatalities", "injured", "captured", "abducted", "escaped")
    found: dict[str, Any] = {k: [f.low, f.high] for k in figures if (f := getattr(event, k))}
    found |= {
        "type": event.event_type,
        "sub": event.sub_event_type,
        "date": event.date.start,
        "background": event.background,
    }
    found |= {k: sorted(a.name for a in getattr(event, k)) for k in ("actor1", "actor2")}
    return found | {"place": event.place.name if event.place else None}


def agree(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """What a case names is coded so; actors named may stand beside others, but [] means nobody."""
    for key, want in wanted.items():
        got = found.get(key)
        if key == "place" and want:
            assert got and want in got, f"{key}: {got}"
        elif key.startswith("actor") and want:
            assert set(want) <= set(got), f"{key}: {got}"
        else:
            assert str(got) == str(want), f"{key}: {got}"


@pytest.mark.parametrize("case", CORPUS["positive"], ids=lambda c: c["text"][:40])
def test_a_report_is_coded(case: dict[str, Any]):
    [event] = read(case["text"]).events
    agree(values(event), case["event"])


@pytest.mark.parametrize("case", CORPUS["negative"], ids=lambda c: c["text"][:40])
def test_mere_talk_is_not(case: dict[str, Any]):
    record = read(case["text"])
    assert record.events == ()
    if "reason" in case:
        assert case["reason"] in {r.reason for r in record.rejections}


@pytest.mark.parametrize("case", CORPUS["positive"], ids=lambda c: c["text"][:40])
def test_every_value_has_its_words(case: dict[str, Any]):
    text = case["text"]
    for event in read(text).events:
        for e in event.evidence:
            assert text[e.start : e.end] == e.quote
        for ref in (*event.actor1, *event.actor2, *event.sources):
            assert text[ref.start : ref.end] == ref.text
        roles = {e.role for e in event.evidence}
        assert "trigger" in roles
        assert not event.fatalities or "fatalities" in roles
        assert not event.place or text[event.place.start : event.place.end] == event.place.text


def test_without_a_publication_day_relative_dates_stay_empty():
    [event] = read("قتل جنديان في هجوم شنه مسلحون على حاجز للجيش السوري قرب تدمر أمس.", None).events
    assert (event.date.start, event.date.end, event.reported) == (None, None, None)
    assert event.date.reason == "no_publication_date"


def test_a_day_that_is_not_told_stays_empty_and_the_publication_day_is_the_latest():
    [event] = read("قتل جنديان في هجوم شنه مسلحون على حاجز للجيش السوري قرب تدمر.").events
    assert (event.date.start, event.date.reason, event.reported) == (None, "not_stated", "2020-05-26")


def test_headline_lead_and_body_are_one_event():
    text = (
        "مقتل خمسة جنود بهجوم على حاجز قرب تدمر\n"
        "قتل خمسة جنود في هجوم شنه مسلحون على حاجز للجيش السوري قرب مدينة تدمر أمس.\n"
        "وقال مصدر عسكري إن الهجوم وقع فجرا."
    )
    lines, at, paragraphs = text.split("\n"), 0, []
    for line, role in zip(lines, (Role.TITLE, Role.LEAD, Role.BODY), strict=True):
        paragraphs.append(Paragraph(at, at + len(line), role))
        at += len(line) + 1
    record = coder().code(Article(id="t", text=text, paragraphs=tuple(paragraphs), published="2020-05-26"))
    [event] = record.events
    assert (event.fatalities.low, event.fatalities.high) == (5, 5)
    assert "military source" in {s.name for s in event.sources}


def test_two_places_are_two_events():
    text = "قتل شخصان في انفجار عبوة ناسفة في مدينة الموصل أمس. وفي حادث منفصل قتل ثلاثة أشخاص في انفجار سيارة مفخخة في مدينة الرمادي أمس."
    assert [e.fatalities.low for e in read(text).events if e.fatalities] == [2, 3]


def test_coding_is_deterministic():
    import msgspec

    text = CORPUS["positive"][0]["text"]
    assert msgspec.json.encode(read(text)) == msgspec.json.encode(read(text))


def test_quoted_speech_and_who_speaks():
    text = 'وقال مصدر أمني إن "المهاجمين انسحبوا بعد ساعة من الاشتباك" قرب تدمر. وسمى التنظيم نفسه "الخلافة" في بيان.'
    [spoken] = read(text).quotations
    assert spoken.quote == "المهاجمين انسحبوا بعد ساعة من الاشتباك" and text[spoken.start : spoken.end] == spoken.quote
    assert spoken.speaker and spoken.speaker.name == "security source"


def test_speech_without_a_named_speaker():
    [spoken] = read('ونقل البيان المجهول: "لن نترك هذه المدينة أبدا مهما حدث".').quotations
    assert spoken.speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "أقدم أمس محتجون غاضبون في البقاع على قطع الطريق الدولية.",
        "تجمهر الأهالي في الشارع الرئيسي في بلدة جويا مطلقين الشعارات.",
    ],
)
def test_a_crowd_that_blocks_a_road_or_shouts_is_a_protest(text: str):
    assert [e.event_type for e in read(text).events] == ["Protests"]


def test_people_who_gather_to_look_are_none():
    assert read("تجمهر الأهالي في الشارع الرئيسي في بلدة جويا لمشاهدة المباراة.").events == ()
