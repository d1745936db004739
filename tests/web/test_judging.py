"""Judging in the reader and deciding about incidents: kept with who, when and why, and there again after a new coding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from marsad.evaluation.gold import score
from marsad.export_service import gold as gold_lines
from marsad.model.document import Capture
from marsad.model.record import PlaceRef
from marsad.service import gazetteer_with, load_coder, load_extract
from marsad.store.repository import Store
from tests.store.made import AT, SECOND
from tests.web.made import put, token_of

SHARED = Path(__file__).parents[3] / "shared" / "eval" / "score.py"
SCORER = """
import json, sys
rows = [json.loads(row) for row in open(sys.argv[2], encoding="utf-8")]
json.dump({"gold": {"quotes": sum(bool(e["quotes"]) for r in rows for e in r["events"])}}, open(sys.argv[5], "w"))
open(sys.argv[7], "w").close()
"""


def judge(client: TestClient, store: Store, **said: str):
    text = store.record(said.get("article", "a0")).text
    start = int(said.pop("start", "0"))
    values = {"article": "a0", "start": str(start), "end": str(start + 4), "quote": text[start : start + 4], "field": "trigger", "event": "a0#1",
              "action": "accept", "csrf": token_of(client, "/articles/a0")}  # fmt: skip
    return client.post("/revisions", data=values | said)


@cache
def gazetteer():
    return gazetteer_with(None)


def gold(store: Store) -> Iterator[bytes]:
    return gold_lines(store, gazetteer())


def lines(store: Store) -> list[dict]:
    return [json.loads(line) for line in gold(store)]


def test_accept_edit_reject_add(client: TestClient, store: Store):
    assert judge(client, store).status_code == 303
    assert judge(client, store, field="actor1", action="edit", value="SDF", why="named").status_code == 303
    assert judge(client, store, field="source", action="reject", why="nobody is cited").status_code == 303
    assert judge(client, store, field="injured", action="add", value="3-5", why="stated").status_code == 303
    text = client.get("/articles/a0").text
    assert "nobody is cited" in text and "rima" in text and "SDF" in text
    (line,) = lines(store)
    event = line["events"][0]
    assert [a["name"] for a in event["actor1"]] == ["SDF"] and event["injured"] == {"low": 3, "high": 5}
    assert len(line["revisions"]) == 4 and line["unjudged"] > 0 and len(line["events"]) == 2


def test_a_rejected_event_is_not_in_the_gold_data(client: TestClient, store: Store):
    judge(client, store, action="reject", why="it is a drill")
    assert [e["id"] for e in lines(store)[0]["events"]] == ["a0#2"]


def test_a_corrected_kind_takes_its_type_along(client: TestClient, store: Store):
    assert store.record("a0").events[0].event_type != "Protests"
    judge(client, store, action="edit", value="Peaceful protest", why="a march")
    event = lines(store)[0]["events"][0]
    assert (event["event_type"], event["sub_event_type"]) == ("Protests", "Peaceful protest")


def test_gold_lines_are_what_the_scorer_reads(client: TestClient, store: Store, tmp_path: Path):
    """`marsad export gold` into a folder with a scorer, then `marsad eval`: nothing in between."""
    judge(client, store, field="injured", action="add", value="3-5", why="stated")
    (line,) = lines(store)
    assert line["relevant"] is True and all(event["quotes"] for event in line["events"])
    for event in line["events"]:
        triggers = [e for e in event["evidence"] if e["role"] == "trigger"]
        assert all(quote in line["text"] for quote in event["quotes"])
        assert all(any(t["quote"] in quote for quote in event["quotes"]) for t in triggers)
    (tmp_path / "articles_own.jsonl").write_bytes(b"".join(gold(store)))
    (tmp_path / "score.py").write_text(SCORER)
    scored = score("articles", tmp_path / "articles_own.jsonl", tmp_path, load_coder(), load_extract())
    assert scored.records == 1 and scored.figures == {"gold": {"quotes": len(line["events"])}}


@pytest.mark.gold
@pytest.mark.skipif(not SHARED.is_file(), reason="no gold data beside the checkout")
def test_the_scorer_itself_takes_gold_lines(client: TestClient, store: Store, tmp_path: Path):
    judge(client, store)
    (tmp_path / "articles_own.jsonl").write_bytes(b"".join(gold(store)))
    (tmp_path / "score.py").write_bytes(SHARED.read_bytes())
    scored = score("articles", tmp_path / "articles_own.jsonl", tmp_path, load_coder(), load_extract())
    assert scored.records == 1 and scored.figures["events"]["fn"] + scored.figures["events"]["tp"] == 2


def coded_wrong(store: Store) -> PlaceRef:
    """An article of our own whose older reading has the place wrong: Damascus instead of what the coder says now, which is returned."""
    line = {"id": "own", "text": "قتل خمسة مدنيين في قصف مدفعي على مدينة الطبقة.", "published": "2020-05-26"}
    raw = json.dumps(line, ensure_ascii=False).encode()
    capture = Capture(raw, hashlib.sha256(raw).hexdigest(), "own.json", "file", AT, "application/json")
    article = load_extract()(capture)
    record = load_coder().code(article)
    (event,) = record.events
    right = event.place
    assert right is not None and right.name == "Al-Tabqah"
    wrong = replace(right, name="Damascus", admin1="Damascus", admin2=None, lat=33.51, lon=36.29, entry="sy.damascus")
    store.add(capture, article, replace(record, events=(replace(event, place=wrong),)), at=AT)
    return right


def correct_place(client: TestClient, place: PlaceRef, value: str, action: str = "edit"):
    return client.post("/revisions", data={"article": "own", "start": str(place.start), "end": str(place.end), "quote": place.text, "field": "place",
        "event": "own#1", "action": action, "old": "Damascus", "value": value, "why": "named in the text", "csrf": token_of(client, "/articles/own")})  # fmt: skip


@pytest.mark.parametrize(
    ("value", "lat", "country"),
    [
        ("الطبقة", 35.838, "SY"),
        ("Al-Tabqah", 35.838, "SY"),
        ("طرابلس، لبنان", 34.434, "LB"),
        ("Hill 7 @ 35.9, 38.6", 35.9, "SY"),
    ],
)
def test_a_corrected_place_has_coordinates(client: TestClient, store: Store, value: str, lat: float, country: str):
    right = coded_wrong(store)
    assert correct_place(client, right, value).status_code == 303
    (line,) = lines(store)
    place = line["events"][0]["place"]
    assert (place["lat"], place["country"], place["text"]) == (lat, country, right.text) and line["unlocated"] == []
    assert str(lat) in client.get("/articles/own").text


def test_a_corrected_place_that_nobody_can_tell_has_none_and_says_so(client: TestClient, store: Store):
    right = coded_wrong(store)
    correct_place(client, right, "قرية لا يعرفها أحد")
    (line,) = lines(store)
    assert line["unlocated"] == ["قرية لا يعرفها أحد"] and line["events"][0]["place"]["lat"] is None
    assert "No coordinates are known" in client.get("/articles/own").text
    correct_place(client, right, "Springfield, US")
    page = client.get("/articles/own").text
    assert "Which one?" in page and "Springfield, US" in page


def test_what_came_instead_of_a_rejected_place_stays(client: TestClient, store: Store):
    """Also where its words stand before those that were rejected."""
    right = coded_wrong(store)
    text = store.record("own").text
    client.post("/revisions", data={"article": "own", "start": "0", "end": "3", "quote": text[:3], "field": "place", "event": "own#1", "action": "add",
                                    "value": "حلب", "why": "x", "csrf": token_of(client, "/articles/own")})  # fmt: skip
    correct_place(client, right, "", action="reject")
    assert lines(store)[0]["events"][0]["place"]["name"] == "Aleppo"


@pytest.mark.gold
@pytest.mark.skipif(not SHARED.is_file(), reason="no gold data beside the checkout")
@pytest.mark.parametrize(("value", "hit"), [("الطبقة", 1), ("حلب", 0), ("قرية لا يعرفها أحد", 0)])
def test_the_scorer_counts_a_corrected_place(client: TestClient, store: Store, tmp_path: Path, value: str, hit: int):
    """The coder says Al-Tabqah now: right where the correction says so too."""
    correct_place(client, coded_wrong(store), value)
    (tmp_path / "articles_own.jsonl").write_bytes(b"".join(gold(store)))
    (tmp_path / "score.py").write_bytes(SHARED.read_bytes())
    scored = score("articles", tmp_path / "articles_own.jsonl", tmp_path, load_coder(), load_extract())
    assert scored.figures["place right"] == {"share": float(hit), "hit": hit, "of": 1}
    assert scored.figures["events"]["tp"] == 1


@pytest.mark.parametrize(
    "said",
    [{"quote": "غير"}, {"end": "9999"}, {"event": "nobody"}, {"action": "burn"}, {"action": "edit", "why": "x"}, {"action": "reject"}, {"article": "a77"}],
)  # fmt: skip
def test_what_the_text_does_not_say_is_refused(client: TestClient, store: Store, said: dict[str, str]):
    said = dict(said)
    article = said.pop("article", None)
    answer = judge(client, store, **said) if article is None else client.post(
        "/revisions", data={"article": article, "start": "0", "end": "1", "quote": "x", "field": "date", "action": "accept",
                            "csrf": token_of(client, "/articles/a0")})  # fmt: skip
    assert answer.status_code in (400, 404)
    assert lines(store) == []


def test_a_judgement_outlives_a_new_coding_and_a_moved_text(client: TestClient, store: Store):
    judge(client, store, action="edit", value="Attack", why="unarmed")
    put(store, 0, versions=SECOND)
    assert lines(store)[0]["events"][0]["sub_event_type"] == "Attack"
    put(store, 0, versions=SECOND, before="عاجل: ", toll=12)
    line = lines(store)[0]
    assert line["events"][0]["sub_event_type"] == "Attack" and line["loose"] == []
    assert "unarmed" in client.get("/articles/a0").text


def test_a_judgement_whose_words_are_gone_is_shown_as_loose(client: TestClient, store: Store):
    judge(client, store, action="edit", value="Attack", why="unarmed")
    put(store, 0, versions=SECOND, before="قُتل قُتل ", toll=12)
    [loose] = lines(store)[0]["loose"]
    page = client.get("/articles/a0", headers={"accept-language": "ar"}).text
    assert (
        "unarmed" in page and loose["field"] not in page[page.index("card warn") :]
    )  # the role is told in the reader's language


def test_a_judged_article_leaves_the_queue(client: TestClient, store: Store):
    seen = set()
    for _ in range(3):
        article = client.get("/queue").headers["location"].rpartition("/")[2]
        seen.add(article)
        judge(client, store, article=article, event=f"{article}#1")
    assert seen == {"a0", "a1", "a2"} and client.get("/queue").status_code == 404


def test_merge_split_undo(client: TestClient, store: Store):
    token = token_of(client, "/incidents/a0%231")
    assert (
        client.post("/incidents/a0%231/split", data={"report": "a2#1", "why": "another day", "csrf": token}).status_code
        == 303
    )
    page = client.get("/incidents/a0%231").text
    assert "another day" in page and 'value="a2#1"' not in page and 'value="a1#1"' in page
    assert client.post("/decisions/1/undo", data={"why": "no", "back": "a0#1", "csrf": token}).status_code == 303
    assert 'value="a2#1"' in client.get("/incidents/a0%231").text
    answer = client.post("/incidents/a0%231/split", data={"report": "a9#1", "why": "x", "csrf": token})
    assert answer.status_code == 400 and "not among its reports" in answer.text
