"""Places that a person states in a field: names in two languages, larger places, coordinates, and what is refused."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad.places.catalogue import Gazetteer
from marsad.places.resolve import Refused, Resolved
from marsad.places.stated import stated


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        ("الطبقة", "sy.tabqa"), ("al-tabqah", "sy.tabqa"), ("sy.tabqa", "sy.tabqa"), ("مدينة الطبقة", "sy.tabqa"), ("الطبقة، الرقة", "sy.tabqa"),
        ("محافظة حلب", "sy.aleppo.p"), ("Aleppo governorate", "sy.aleppo.p"), ("Aleppo", "sy.aleppo"), ("طرابلس، ليبيا", "ly.tripoli"),
        ("Tripoli, Lebanon", "lb.tripoli"), ("طرابلس، محافظة الشمال", "lb.tripoli"), ("Mexico City", "w.mx.mexico_city"),
    ],
)  # fmt: skip
def test_the_row_that_is_meant(written: str, entry: str):
    found = stated(gazetteer(), written)
    assert isinstance(found, Resolved), found
    assert found.entry == entry and found.lat == gazetteer().rows[entry].lat


@pytest.mark.parametrize("written", ["طرابلس", "Tripoli", "Springfield, US"])
def test_rivals_far_apart_are_refused_and_named(written: str):
    found = stated(gazetteer(), written)
    assert isinstance(found, Refused) and found.reason == "ambiguous_name" and len(found.alternatives) > 1


@pytest.mark.parametrize("written", ["", " ", "،", "@", "قرية لا يعرفها أحد", "حلب، ليبيا", "x @ 99, 3", "x @ 1, 181"])
def test_what_no_row_fits_is_refused(written: str):
    assert stated(gazetteer(), written) == Refused("unlisted_place")


def test_the_countries_of_the_article_tell_namesakes_apart_but_not_from_the_corrected_one():
    found = stated(gazetteer(), "طرابلس", ["LB"], "sy.damascus")
    assert isinstance(found, Resolved) and found.entry == "lb.tripoli"
    assert isinstance(stated(gazetteer(), "طرابلس", ["LB"], "lb.tripoli"), Refused)


@pytest.mark.parametrize(
    ("written", "point", "country"),
    [
        ("Al-Tabqah @ 35.84, 38.55", (35.84, 38.55), "SY"),
        ("تل ما @ 35.84 38.55", (35.84, 38.55), "SY"),
        ("تل ما، العراق @ 35.84، 38.55", (35.84, 38.55), "IQ"),
        ("raft @ 30.0, -40.0", (30.0, -40.0), None),
    ],
)
def test_coordinates_of_ones_own(written: str, point: tuple[float, float], country: str | None):
    found = stated(gazetteer(), written)
    assert isinstance(found, Resolved)
    assert ((found.lat, found.lon), found.country) == (point, country)
    assert found.name == written.partition("@")[0].partition("،")[0].strip()
