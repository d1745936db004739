"""Place expressions found and resolved: nests, directions, ambiguity, and names that are no places."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad.arabic.tokens import tokens_of
from marsad.model.document import Article
from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import km, midpoint, offset
from marsad.places.locate import PlaceFound, read_places
from marsad.places.resolve import Resolved


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def read(text: str, place_line: str | None = None) -> list[PlaceFound]:
    article = Article(id="x", text=text, paragraphs=(), place_line=place_line)
    return read_places(tokens_of(text), gazetteer(), [], article)[0]


def resolved(text: str) -> list[Resolved]:
    return [f.place for f in read(text) if f.place]


@pytest.mark.parametrize(
    ("text", "country", "level", "lat", "lon"),
    [
        ("قتل جنديان في حي غويران في مدينة الحسكة شمال شرقي سوريا", "SY", "neighbourhood", 36.49, 40.74),
        ("قطعت قوات الأمن الطرق في محافظة الحسكة", "SY", "province", 36.6, 40.95),
        ("وصلت التعزيزات إلى مدينة الحسكة", "SY", "town", 36.5, 40.75),
        ("خرجت مظاهرة في مدينة طرابلس شمالي لبنان", "LB", "town", 34.43, 35.84),
        ("خرجت مظاهرة في طرابلس الليبية", "LY", "town", 32.89, 13.19),
        ("شن الطيران غارات على الحديدة", "YE", "town", 14.8, 42.95),
        ("انفجرت سيارة في العاصمة الصومالية مقديشو", "SO", "town", 2.04, 45.34),
        ("قتل مسلحون شرطيا ببعقوبة في العراق", "IQ", "town", 33.75, 44.64),
        ("هجوم قرب غروزني في الشيشان", "RU", "town", 43.31, 45.69),
        ("تسلل مسلحون على الحدود السورية العراقية", "SY", "region", 34.7, 41.1),
        ("كمين في شمالي شرقي مالي", "ML", "region", 17.2, 1.2),
        ("قتل جندي في غرب البلاد. وقال الجيش الباكستاني إن الهجوم انتهى", "PK", "region", 31.0, 68.5),
        ("كمين قرب الحدود مع النيجر. وقالت مالي إن الجيش بخير", "ML", "region", 15.5, 3.3),
        ("انفجار في العاصمة. وقال الجيش العراقي إن الوضع هادئ", "IQ", "town", 33.34, 44.4),
        ("مسيرة وسط العاصمة البريطانية", "GB", "town", 51.51, -0.13),
        (
            "دخلت القوات جنوبي منطقة عفرين بشمال البلاد. وقالت تركيا وتركيا إن الجيش التركي",
            "SY",
            "district",
            36.51,
            36.87,
        ),
        ("هاجموا ناقلة في البحر الأحمر قبالة اليمن. وقال الجيش اليمني", "YE", "region", 14.5, 42.2),
        ("معارك في جبهات الضباب. وقال اليمن إن الجيش اليمني هناك", "YE", "village", 13.545, 43.93),
        ("صلاة في باحات المسجد الأقصى في القدس", "PS", "site", 31.776, 35.235),
    ],
)
def test_first_place_of_a_sentence(text: str, country: str, level: str, lat: float, lon: float) -> None:
    place = resolved(text)[0]
    assert (place.country, place.level) == (country, level)
    assert km(place.lat, place.lon, lat, lon) <= 10


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("غارتان على مدينة تكريت ومدينة سامراء في العراق", ["Tikrit", "Samarra"]),
        ("عبوتان في قضاء الخالص وقضاء بلدروز", ["Al-Khalis", "Baladruz"]),
        ("عبوتان في قضاء الخالص بمحافظة ديالى", ["Al-Khalis"]),
        ("مداهمات في الشيخ زويد ورفح", ["Sheikh Zuweid", "Rafah (Egypt)"]),
        ("قصف على خان يونس ورفح", ["Khan Yunis", "Rafah"]),
        ("شن التحالف غارات في تعز وإب", ["Taizz", "Ibb"]),
        ("قتل عشرة في تفجير فندق بمقديشو", ["Mogadishu"]),
        ("قصف حرستا ودوما وعربين", ["Harasta", "Douma"]),
        ("غارات على الموصل ومخمور والفلوجة", ["Mosul", "Makhmur"]),
    ],
)
def test_a_type_noun_with_and_begins_another_place(text: str, names: list[str]):
    assert [place.name for place in resolved(text)][:2] == names


@pytest.mark.parametrize(
    "text",
    [
        "ذكرت صحيفة الرياض ذلك",
        "وقع الطرفان اتفاق الطائف",
        "أعلن جيش حلب ذلك",
        "أصاب صاروخ القاهر هدفه",
        "التقى محمد بغداد زملاءه",
        "قال أحمد الحلبي ذلك",
    ],
)
def test_a_name_inside_another_name_is_no_place(text: str) -> None:
    assert resolved(text) == []


def test_a_nest_is_one_mention_that_ends_after_its_outer_part() -> None:
    text = "قتل جنديان في حي غويران في مدينة الحسكة"
    found = read(text)
    tokens = tokens_of(text)
    assert [text[tokens[f.first].start : tokens[f.last - 1].end] for f in found] == ["حي غويران في مدينة الحسكة"]


def test_a_distance_with_a_direction_gives_the_point_there() -> None:
    place = resolved("انفجرت عبوة على بعد 30 كيلومترا غرب الرمادي")[0]
    ramadi = resolved("انفجرت عبوة في الرمادي")[0]
    assert place.geo_precision == 2
    assert place.lon < ramadi.lon
    assert km(place.lat, place.lon, ramadi.lat, ramadi.lon) == pytest.approx(30, abs=0.5)


def test_near_a_town_is_less_precise_than_in_it() -> None:
    assert [p.geo_precision for p in resolved("انفجار في تلعفر")] == [1]
    assert [p.geo_precision for p in resolved("انفجار في محيط مدينة تلعفر")] == [2]


def test_between_two_towns_is_half_way() -> None:
    place = resolved("نصب كمين بين حلب وإدلب")[0]
    assert km(place.lat, place.lon, 36.07, 36.9) < 10
    assert place.extent_km is not None and place.extent_km > 15


def test_an_unlisted_village_stands_for_its_parent_and_says_so() -> None:
    place = resolved("قصف استهدف قرية الفلانية بريف حلب الشمالي")[0]
    assert (place.country, place.admin1, place.geo_precision) == ("SY", "Aleppo", 3)
    assert place.basis.startswith("parent of unlisted")


def test_an_unlisted_village_alone_is_refused_with_a_reason() -> None:
    assert [(f.place, f.reason) for f in read("قصف استهدف قرية الفلانية")] == [(None, "unlisted_place")]


def test_the_city_means_the_last_one_named() -> None:
    places = resolved("دخلت القوات مدينة عفرين. وسمع دوي انفجار في المدينة")
    assert [p.name for p in places] == ["Afrin", "Afrin"]
    assert resolved("سمع دوي انفجار في المدينة") == []


def test_taken_words_are_no_places() -> None:
    tokens = tokens_of("قتل ثلاثة في بغداد")
    article = Article(id="x", text="", paragraphs=())
    assert read_places(tokens, gazetteer(), [(3, 4)], article)[0] == []


def test_offset_and_midpoint_agree_with_the_distance() -> None:
    lat, lon = offset(33.3, 44.4, 45.0, 100.0)
    assert km(33.3, 44.4, lat, lon) == pytest.approx(100, abs=0.1)
    middle = midpoint(33.3, 44.4, lat, lon)
    assert km(33.3, 44.4, *middle) == pytest.approx(50, abs=0.1)
