"""Columns of a filter, picked out of those of all incidents: the same incidents and values as the pages give, by every filter."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.model.incident import Incident
from marsad.store.drawn import drawn, keys_of
from marsad.store.filters import IncidentFilter
from marsad.store.listing import choices, page
from marsad.store.repository import Store
from tests.store.conftest import KINDS, fresh

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
made_base = pytest.importorskip("made_base")


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(fresh(request.param, tmp_path_factory.mktemp("drawn"), request)) as opened:
        made_base.fill(opened, 200)
        yield opened


def columns(store: Store, wanted: IncidentFilter | None = None) -> dict[str, Any]:
    with store.reading() as connection:
        found = drawn(connection)
        return found.of(keys_of(connection, wanted)) if wanted else found.all()


def rows(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By id, with names in place of their indices."""
    kinds = {"type": "types", "sub": "subs", "actor1": "actors", "actor2": "actors", "country": "countries", "control": "controls",
             "place": "places"}  # fmt: skip
    out = {}
    for n, id_ in enumerate(told["id"]):
        row = {name: told[name][n] for name in ("lat", "lon", "extent_km", "precision", "day", "killed", "sources")}
        row |= {name: told[of][told[name][n]] if told[name][n] is not None else None for name, of in kinds.items()}
        row["place_ar"] = told["places_ar"][told["place"][n]] if told["place"][n] is not None else None
        out[id_] = row
    return out


FILTERS = [
    IncidentFilter(country="SY"), IncidentFilter(event_type="Battles", country="IQ"), IncidentFilter(min_killed=3), IncidentFilter(min_sources=2),
    IncidentFilter(start="2019-01-01", end="2020-12-31"), IncidentFilter(q="syria"), IncidentFilter(country="XX"),
]  # fmt: skip


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_a_filter_gives_the_incidents_of_the_pages_with_the_values_of_the_whole(store: Store, wanted: IncidentFilter):
    told, every = columns(store, wanted), rows(columns(store))
    asked = {incident.id for incident in page(store, wanted, limit=500).incidents}
    assert told["n"] == len(asked) and set(told["id"]) == asked
    assert told["n"] < len(every) and (told["n"] > 0) is (wanted.country != "XX")
    assert rows(told) == {id_: every[id_] for id_ in asked}
    order = list(columns(store)["id"])
    assert told["id"] == sorted(told["id"], key=order.index)


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_names_are_those_that_occur_each_once(store: Store, wanted: IncidentFilter):
    told = columns(store, wanted)
    for kind, of in {"types": ("type",), "actors": ("actor1", "actor2"), "places": ("place",)}.items():
        assert set(range(len(told[kind]))) == {n for name in of for n in told[name]} - {None}
        assert len(set(told[kind])) == len(told[kind])
    assert len(told["places_ar"]) == len(told["places"])


def test_values_are_those_of_the_records(store: Store):
    every = rows(columns(store))
    found = page(store, IncidentFilter(), limit=500).incidents
    assert set(every) == {incident.id for incident in found}
    for incident in found:
        row = every[incident.id]
        assert (row["type"], row["sub"], row["sources"]) == (
            incident.event_type,
            incident.sub_event_type,
            incident.sources,
        )
        assert (row["lat"], row["place"], row["place_ar"]) == _place(incident)


def test_choices_are_the_values_on_record_the_most_frequent_first(store: Store):
    found = page(store, IncidentFilter(), limit=500).incidents
    actors = Counter(name for i in found for side in (i.actor1, i.actor2) for name in {s.value for s in side})
    kinds = Counter(i.sub_event_type for i in found)
    told = choices(store)
    assert told["actor"] == sorted(actors, key=lambda name: (-actors[name], name))
    assert told["sub_event_type"] == sorted(kinds, key=lambda name: (-kinds[name], name))
    assert told["country"] and "" not in told["country"] and told["control"] == []


def _place(incident: Incident) -> tuple[float | None, str | None, str | None]:
    place = incident.place
    return (place.lat, place.name, place.name_ar) if place else (None, None, None)
