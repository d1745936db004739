"""An incident out of its reports: every figure kept, the best by the stated rule, copies counted once."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.incidents.reconcile import Member, incident_id, independent, reconcile
from marsad.model.incident import Reconciled, ReportRef
from marsad.model.record import Claim, Figure
from tests.store.made import make_article, make_capture, make_event


def member(n: int, *, source: str, published: str = "2024-05-01", dead: Figure | None = None, copy_of: str | None = None,
           **changes: object) -> Member:  # fmt: skip
    event = make_event(make_article(make_capture(n)), 0)
    ref = ReportRef(f"a{n}", event.id, None, source, published, source, copy_of)
    return Member(ref, replace(event, fatalities=dead, **changes))


def dead(members: list[Member]) -> Reconciled:
    figure = reconcile(members).fatalities
    assert figure is not None
    return figure


def test_a_rising_toll_is_a_series_and_the_last_figures_bound_it():
    rising = [member(1, source="x", published="2024-05-01", dead=Figure(3, 3)),
              member(2, source="x", published="2024-05-02", dead=Figure(7, 7)),
              member(3, source="y", published="2024-05-02", dead=Figure(7, 9))]  # fmt: skip
    found = dead(rising)
    assert [s.figure.low for s in found.series] == [3, 7, 7]
    assert (found.low, found.high, found.best, found.agreed) == (7, 9, 7, False)


def test_best_is_what_most_independent_sources_say():
    found = dead([member(1, source="x", dead=Figure(5, 5)), member(2, source="y", dead=Figure(5, 5)),
                  member(3, source="z", published="2024-05-03", dead=Figure(30, 30))])  # fmt: skip
    assert (found.low, found.high, found.best) == (5, 30, 5)


def test_copies_of_one_text_do_not_outvote():
    found = dead([member(1, source="x", dead=Figure(5, 5)), member(2, source="y", dead=Figure(5, 5), copy_of="a1"),
                  member(3, source="z", published="2024-05-02", dead=Figure(8, 8))])  # fmt: skip
    assert found.best == 8, "one text printed twice is one voice; among equals the latest"


def test_at_least_stays_open():
    found = dead([member(1, source="x", dead=Figure(5, None))])
    assert (found.low, found.high, found.best) == (5, None, 5)


def test_silence_is_not_zero():
    incident = reconcile([member(1, source="x", dead=Figure(5, 5)), member(2, source="y", dead=None)])
    assert incident.fatalities is not None and incident.fatalities.silent == ("a2#1",)
    assert incident.fatalities.low == 5
    assert incident.injured is None


def test_independent_sources():
    refs = [ReportRef(f"a{n}", f"a{n}#1", None, None, None, source, copy) for n, (source, copy) in enumerate(
        [("x", None), ("x", None), ("y", "a0"), ("z", None)])]  # fmt: skip
    assert independent(refs) == 2, "x printed two pages, y repeats the text of x; z stands alone"


def test_the_id_is_that_of_the_founding_report_whatever_the_order():
    members = [member(n, source=f"s{n}", published=f"2024-05-0{n}") for n in (1, 2, 3)]
    assert reconcile(members) == reconcile(members[::-1])
    assert reconcile(members).id == incident_id([members[0].ref]) != incident_id([members[1].ref])


def test_contradictions_are_named():
    one, two = member(1, source="x", dead=Figure(5, 5)), member(2, source="y", dead=Figure(6, 6))
    two = Member(two.ref, replace(two.event, actor1=()))
    incident = reconcile([one, two])
    assert incident.contradictions == ("fatalities",), "silence about the actor is no contradiction"


def test_claims_and_denials_stand_beside_it():
    one = member(1, source="x")
    claim = Claim(0, 4, "تبنى", "claim", "Islamic State", "Amaq", None, one.event.id, ("escaped",))
    denial = replace(claim, kind="denial", claimant="SDF", event="another#1")
    incident = reconcile([Member(one.ref, one.event, (claim, denial))])
    assert [(s.kind, s.claimant, s.silent_on) for s in incident.stances] == [("claim", "Islamic State", ("escaped",))]
    assert incident.status == "reported"
    disputed = reconcile([Member(one.ref, one.event, (claim, replace(denial, event=one.event.id)))])
    assert disputed.status == "disputed"
