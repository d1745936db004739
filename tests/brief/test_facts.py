"""Every number of the made base, and the incidents behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from marsad.brief import telling
from marsad.brief.document import Text, line
from marsad.brief.facts import Facts, Toll
from marsad.brief.gathering import gather
from marsad.brief.links import Links
from marsad.brief.names import load_names
from marsad.brief.problems import AreaError, PeriodError
from marsad.brief.tongue import load_tongue
from marsad.brief.wish import Area, parse_area, parse_period
from marsad.places.catalogue import Gazetteer
from marsad.store.repository import Store
from tests.brief.made_base import PRIVATE

WEEK = parse_period("2024-05-01", "2024-05-07")
SYRIA = Area("Syria", "سوريا", "SY")


def facts(base: Path, area: Area | None = None, period=WEEK) -> Facts:
    with Store.view(base) as store:
        return gather(store, period, area, {"SY": "Syria"})


def told(found: Facts, ids: tuple[str, ...]) -> list[str]:
    """The first report of each incident, by which the tests know it."""
    return sorted(found.reports[id_][0].report for id_ in ids)


def test_what_is_counted(base: Path):
    found = facts(base)
    assert told(found, tuple(i.id for i in found.incidents)) == ["a0#1", "b0#1", "c0#1"]
    assert told(found, tuple(i.id for i in found.before)) == ["d0#1"]
    assert told(found, found.doubts.wide) == ["e0#1"]
    assert told(found, found.doubts.undated) == ["f0#1"]
    assert (
        found.held.articles == 9 and found.held.incidents == 6 and found.held.versions == ("0.1.0 lexicon-1 rules-1",)
    )


def test_tolls(base: Path):
    found = facts(base)
    dead = found.tolls["fatalities"]
    assert (dead.low, dead.best, dead.high, dead.silent) == (13, 13, 16, 1)  # 9..12 and 4; the protest states none
    assert told(found, dead.incidents) == ["a0#1", "b0#1"]
    assert (found.tolls["injured"].best, found.tolls["injured"].silent) == (2, 2)
    assert found.tolls["captured"] == Toll(0, 0, 0, (), 3)
    assert found.tolls_before["fatalities"].best == 1


def test_shares(base: Path):
    found = facts(base)
    assert [(s.key[1], len(s.incidents), s.killed.best) for s in found.kinds] == [
        ("Armed clash", 2, 13),
        ("Peaceful protest", 1, 0),
    ]
    assert found.kinds[1].killed.incidents == ()  # not stated, which is not zero
    assert [(s.key[0], told(found, s.incidents)) for s in found.holders] == [("", ["b0#1", "c0#1"]), ("SDF", ["a0#1"])]
    assert [len(s.incidents) for s in found.days] == [0, 1, 1, 0, 0, 0, 1]


def test_gravest_come_first_and_need_a_figure(base: Path):
    found = facts(base)
    assert told(found, (found.gravest[0].id,)) == ["a0#1"]
    assert [i.fatalities.best for i in found.gravest if i.fatalities] == [9, 4] and len(found.gravest) == 2


def test_commanders_have_a_public_role_and_private_names_are_hidden(base: Path):
    found = facts(base)
    assert [(c.name, c.role, c.outcome) for c in found.commanders] == [("أبو حفص", "قائد ميداني", "killed")]
    shown = [r for its in found.reports.values() for r in its if r.report == "a0#1"]
    assert "[…]" in shown[0].sentence and PRIVATE not in shown[0].sentence
    assert PRIVATE not in found.commanders[0].sentence


def test_claims_and_tallies(base: Path):
    found = facts(base)
    assert [(h.stance.claimant, h.stance.silent_on) for h in found.stances] == [("Islamic State", ("fatalities",))]
    ((audit, sentence),) = found.audits
    assert audit.whole is not None
    assert (audit.sum, audit.adds_up, audit.whole.claimed) == (19, False, 20)
    assert "a0#1" in told(found, audit.whole.incidents)
    assert sentence.startswith("بلغ عدد القتلى 20") and (found.audits_bare, found.audits_earlier) == (0, 0)


def test_doubts(base: Path):
    doubts = facts(base).doubts
    found = facts(base)
    assert told(found, doubts.contradicted) == ["a0#1"]
    assert told(found, doubts.pointless) == ["b0#1"]
    assert told(found, doubts.single) == ["b0#1", "c0#1"]
    assert doubts.waiting == 0


def test_area(base: Path):
    found = facts(base, SYRIA)
    assert told(found, tuple(i.id for i in found.incidents)) == ["a0#1"]
    assert len(facts(base, Area("Tunis", "تونس", None, frozenset({"tunis"}))).incidents) == 1


def test_empty(base: Path):
    found = facts(base, period=parse_period("1999-01-01", "1999-01-07"))
    assert (found.incidents, found.gravest, found.tolls["fatalities"].incidents) == ((), (), ())
    assert len(found.days) == 7


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-05-07", "2024-05-01", "is before --from"),
        ("2024-13-01", "2024-05-01", "--from '2024-13-01' is no date"),
        ("2024-05-01", "tomorrow", "--to 'tomorrow' is no date"),
        ("2024-05-01", "2024-W19-1", "is no date"),
        ("2020-01-01", "2024-01-01", "more than a brief holds"),
        ("0001-01-01", "0001-01-07", "no 7 days before"),
    ],
)
def test_wrong_periods(first: str, last: str, words: str):
    with pytest.raises(PeriodError, match=words):
        parse_period(first, last)


def test_areas_by_code_and_name():
    gazetteer = Gazetteer.load()
    assert {parse_area(name, gazetteer).country for name in ("SY", "sy", "Syria", "سوريا")} == {"SY"}
    assert parse_area("الطبقة", gazetteer).country is None
    for wrong in ("Atlantis Nowhere", "", "XX"):
        with pytest.raises(AreaError, match="is no country or place"):
            parse_area(wrong, gazetteer)


def test_a_claim_that_several_reports_tell_is_told_once(base: Path):
    found = facts(base)
    again = replace(found.stances[0], sentence="جملة أخرى")
    more = replace(found, stances=(*found.stances, again, again))
    tongue = load_tongue("ar", "levant", load_names(Gazetteer.load()))
    once, twice = (telling.stances(f, tongue, Links("ar", None)) for f in (found, more))
    assert len(twice) == len(once) + 1 and twice[-1] == Text(line("«جملة أخرى»"), "quote")
