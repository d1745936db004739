"""Judging in the reader and deciding about incidents: kept with who, when and why, and there again after a new coding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from marsad.evaluation.gold import score
from marsad.service import load_coder, load_extract
from marsad.store.gold import gold
from marsad.store.repository import Store
from tests.store.made import SECOND
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
