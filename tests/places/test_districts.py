"""The district tables: complete where a full official list is known, and honest where only the governorate is."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad.arabic.tokens import tokens_of
from marsad.model.document import Article
from marsad.places.catalogue import Gazetteer
from marsad.places.locate import read_places
from marsad.places.resolve import Resolved

OFFICIAL = {"YE": 333, "SY": 65, "LB": 26}
"""Districts by the official division: Yemen's mudiriyat, Syria's manatiq with Damascus, Lebanon's qadas with Beirut."""


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def resolved(text: str) -> list[Resolved]:
    article = Article(id="x", text=text, paragraphs=(), place_line=None)
    return [f.place for f in read_places(tokens_of(text), gazetteer(), [], article)[0] if f.place]


@pytest.mark.parametrize(("country", "count"), OFFICIAL.items())
def test_every_district_of_the_official_division_has_its_row(country: str, count: int) -> None:
    assert sum(row.level == "district" and row.country == country for row in gazetteer().rows.values()) == count


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("اشتبك الطرفان في مديرية خور مكسر", "ye.khormaksar.d"),
        ("هاجم مسلحون سوقا في محلية أبو زبد", "sd.abu_zabad.d"),
        ("قتل شخصان في قضاء قلعة سكر", "iq.qalat_sukkar.d"),
        ("أغلق محتجون مقر بلدية القيقب", "ly.qayqab.d"),
        ("خطف مسلحون تاجرا في ناحية علي الشرقي", "iq.ali_sharqi.d"),
        ("انفجر لغم في ناحية عز الدين سليم شمالي البصرة", "iq.izz_din_salim.d"),
        ("قصف الطيران ناحية القيارة جنوب الموصل", "iq.qayyarah.d"),
        ("اعتقل الأمن العراقي مشتبها به في ناحية الإصلاح بمحافظة ذي قار", "iq.islah.d"),
        ("اختطف رئيس بلدية تيجي", "ly.tiji.d"),
        ("انقطعت الكهرباء عن بلدية الداوون", "ly.dawun.d"),
        ("انفجرت عبوة في حي باب السباع بحمص", "sy.homs.bab_sbaa"),
        ("أطلق قناص النار في حي الشعف شرق غزة", "ps.gaza.shaaf"),
        ("اندلع اشتباك في حي الطوارئ داخل مخيم عين الحلوة", "lb.ain_hilweh.tawari"),
        ("سقطت قذيفة على حي الشعبية بالخرطوم بحري", "sd.bahri.shabiya"),
    ],
)
def test_districts_and_quarters_as_reports_name_them(text: str, entry: str) -> None:
    assert resolved(text)[0].entry == entry


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت الحكومة حالة الطوارئ بعد الهجوم",
        "مني الجيش بفادح الخسارات في المعركة",
        "سكب شراب القيقب على الطعام",
        "دافع الكاتب عن القضاء الحر وعن السلام",
        "زرع الفلاح هذه الشجيرة قرب بيته",
        "الخطة ضعيفة من ناحية الإصلاح",
        "ركض الولد ناحية النيل",
        "تكلم من ناحية الصلاحية القانونية",
    ],
)
def test_ordinary_words_that_are_also_quarters_are_no_places(text: str) -> None:
    assert resolved(text) == []


def test_a_district_whose_seat_is_not_known_is_as_wide_as_its_governorate() -> None:
    place = resolved("قصفت مسيرة سوقا في محلية الكومة بشمال دارفور")[0]
    assert (place.entry, place.geo_precision, place.extent_km) == ("sd.kuma.d", 3, 250)


def test_a_district_with_its_seat_s_point_is_part_of_a_region() -> None:
    assert resolved("اشتبك الطرفان في محلية الميرم")[0].geo_precision == 2


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("نقل السجين إلى معتقل غوانتانامو الأميركي", "w.cu.guantanamo"),
        ("أطلق طالب النار في ولاية أوهايو الأمريكية", "w.us.ohio"),
        ("ضبطت الشرطة سلاحا في معتمدية بوفيشة", "tn.bouficha"),
        ("تحطمت طائرة نقل عسكرية قرب قاعدة بوفاريك الجوية", "dz.boufarik.ab"),
        ("قتل راهب داخل دير أبو مقار", "eg.abu_maqar"),
        ("تعقبت القوات المسلحين في مرتفعات حمرين", "iq.hamrin"),
    ],
)
def test_places_that_the_gaps_of_the_news_showed(text: str, entry: str) -> None:
    assert resolved(text)[0].entry == entry
