"""Linking in a base: what is new, what is read again, what analysts decide, and runs that are cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from marsad import incident_service as service
from marsad.errors import MarsadError
from marsad.model.incident import Incident
from marsad.model.record import Figure
from marsad.store import incidents, linking
from marsad.store.dump import dump
from marsad.store.failures import NotStoredError
from marsad.store.load import load
from marsad.store.repository import Store
from marsad.store.schema import memberships, reports
from tests.store.made import AT, FIRST, SECOND, make_article, make_capture, make_record


def put(store: Store, n: int, *, toll: int = 9, place: str = "Al-Tabqah", lat: float = 35.84, versions=FIRST, publisher: str | None = None,
        text: str | None = None) -> None:  # fmt: skip
    capture = make_capture(n, word=text or "هجوم" + chr(0x628 + n) * 3)
    article = replace(make_article(capture), publisher=publisher or f"paper {n}")
    record = make_record(article, versions, events=1)
    event = record.events[0]
    assert event.place is not None
    moved = replace(event, fatalities=Figure(toll, toll), place=replace(event.place, name=place, lat=lat))
    store.add(capture, article, replace(record, events=(moved,)), at=AT)


def groups(store: Store) -> set[frozenset[str]]:
    return {frozenset(r.event for r in found.reports) for found in incidents.every(store)}


@pytest.fixture
def base(base: str):
    with Store.open(base) as store:
        for n in range(3):
            put(store, n)
        put(store, 3, place="Idlib", lat=30.0)
        yield store


ONE = frozenset({"a0#1", "a1#1", "a2#1"})


def only(store: Store, report: str) -> Incident:
    with store.reading() as connection:
        return incidents.incident(connection, report)


def test_reports_are_linked_and_nothing_is_done_twice(base: Store):
    assert linking.waiting(base) == 4
    done = service.link(base)
    assert groups(base) == {ONE, frozenset({"a3#1"})}
    assert (done.texts, done.reports, done.incidents) == (4, 4, 2)
    again = service.link(base)
    assert (again.texts, again.reports, linking.waiting(base)) == (0, 0, 0)


def test_a_new_report_joins_and_the_old_id_still_finds_it(base: Store):
    service.link(base)
    before = only(base, "a3#1").id
    put(base, 4, place="Idlib", lat=30.0)
    service.link(base)
    assert groups(base) == {ONE, frozenset({"a3#1", "a4#1"})}
    assert only(base, before).id == only(base, "a4#1").id


def test_step_by_step_is_all_at_once(tmp_path: Path):
    made = [(n, f"v{n % 3}", 35.0 + (n % 3) * 0.5, 3 + n % 2) for n in range(12)]
    with Store.open(tmp_path / "steps.db") as steps, Store.open(tmp_path / "once.db") as once:
        for n, place, lat, toll in made:
            put(steps, n, place=place, lat=lat, toll=toll)
            service.link(steps)
        for n, place, lat, toll in reversed(made):
            put(once, n, place=place, lat=lat, toll=toll)
        service.link(once)
        assert groups(steps) == groups(once)
        assert {i.id for i in incidents.every(steps)} == {i.id for i in incidents.every(once)}


def test_a_new_reading_replaces_the_old_report(base: Store):
    service.link(base)
    put(base, 2, place="Idlib", lat=30.0, versions=SECOND)
    assert linking.waiting(base) == 1
    service.link(base)
    assert groups(base) == {frozenset({"a0#1", "a1#1"}), frozenset({"a2#1", "a3#1"})}
    assert base.check() == []


def test_split_holds_in_later_runs_and_can_be_undone(base: Store):
    service.link(base)
    key = service.split(base, "a0#1", ["a2#1"], who="rima", why="another day", at=AT)
    apart = {frozenset({"a0#1", "a1#1"}), frozenset({"a2#1"}), frozenset({"a3#1"})}
    assert groups(base) == apart
    put(base, 2, versions=SECOND)  # read again: the decision is about the report, not about its row
    service.link(base)
    assert groups(base) == apart
    service.undo(base, key, who="rima", why="the same after all", at=AT)
    assert groups(base) == {ONE, frozenset({"a3#1"})}
    with pytest.raises(NotStoredError):
        service.undo(base, key, who="rima", why="again", at=AT)


def test_merge_holds_and_the_later_decision_about_a_pair_wins(base: Store):
    service.link(base)
    service.merge(base, ["a0#1", "a3#1"], who="omar", why="the same convoy", at=AT)
    assert {"a0#1", "a3#1"} <= {r.event for r in only(base, "a0#1").reports}
    service.split(base, "a0#1", ["a3#1"], who="rima", why="no", at=AT)
    assert groups(base) == {ONE, frozenset({"a3#1"})}


def test_wrong_splits_are_refused(base: Store):
    service.link(base)
    with pytest.raises(MarsadError, match="not among its reports"):
        service.split(base, "a0#1", ["a3#1"], who="x", why="x", at=AT)
    with pytest.raises(MarsadError, match="nothing would stay"):
        service.split(base, "a0#1", ["a0#1", "a1#1", "a2#1"], who="x", why="x", at=AT)
    with pytest.raises(NotStoredError):
        service.split(base, "nobody", ["a0#1"], who="x", why="x", at=AT)


def test_explaining_a_pair(base: Store):
    service.link(base)
    near, far = service.explain_pair(base, "a0#1", "a1#1"), service.explain_pair(base, "a0#1", "a3#1")
    assert near.together and near.average is None and near.comparison.score > 0
    assert not far.together and far.average is not None and far.average < 0
    service.merge(base, ["a0#1", "a3#1"], who="x", why="x", at=AT)
    assert service.explain_pair(base, "a0#1", "a3#1").decided == "same"


def test_copies_of_one_text_are_one_source(tmp_path: Path):
    words = " ".join(f"كلمة{n}" for n in range(60)).translate({ord(str(n)): chr(0x627 + n) for n in range(10)})
    with Store.open(tmp_path / "x.db") as store:
        for n in range(3):
            put(store, n, text=words if n < 2 else "غيره")
        service.link(store)
        found = only(store, "a0#1")
        assert len(found.reports) == 3
        assert found.sources == 2
        assert {r.article: r.copy_of for r in found.reports} == {"a0": None, "a1": "a0", "a2": None}


def test_a_run_that_is_cut_off_goes_on(base: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linking, "BATCH", 1)
    wrote = linking._write

    def dies(*args: object) -> None:
        wrote(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(linking, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        service.link(base)
    assert base.check() == []
    monkeypatch.setattr(linking, "_write", wrote)
    service.link(base)
    assert groups(base) == {ONE, frozenset({"a3#1"})}


def test_every_report_is_in_one_incident(base: Store):
    service.link(base)
    query = select(reports.c.key).where(reports.c.key.not_in(select(memberships.c.report)))
    with base.reading() as connection:
        assert connection.execute(query).all() == []


def test_a_saved_base_is_linked_again_and_keeps_its_decisions(base: Store, tmp_path: Path):
    service.link(base)
    service.split(base, "a0#1", ["a2#1"], who="rima", why="another day", at=AT)
    before = groups(base)
    lines = list(dump(base))
    with Store.open(tmp_path / "again.db") as again:
        load(again, lines, "saved")
        assert groups(again) == set()
        service.link(again)
        assert groups(again) == before


def test_an_incident_that_lost_a_report_is_not_whole(base: Store):
    service.link(base)
    with base.writing() as connection:
        connection.execute(memberships.delete().where(memberships.c.report == 1))
    assert any("of 3 reports" in line for line in base.check())
