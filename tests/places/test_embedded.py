"""Names inside other names, adjectives that look like countries, and the words that lead to a name."""

from __future__ import annotations

import pytest

from marsad.places.geometry import km
from tests.places.made import package
from tests.places.test_places import read, resolved


@pytest.mark.parametrize(
    "text",
    [
        "اتهم مجلس ثوار بنغازي الطيران باستهداف مدنيين",
        "أصدر مجلس شورى ثوار درنة بيانا",
        "أعلنت كتيبة شهداء داريا اندماجها",
        "اجتمع رئيس غرفة تجارة جيبوتي مع الوفد",
        "طالب حزب جبهة عمان بقانون جديد",
        "أطلقت الجماعة صاروخا من نوع ذمار",
        "تعهد الأطراف باحترام تفاهمات الغردقة",
        "ينتمي القتيل إلى تحالف دعم الشرعية في اليمن",
        "تقول مصادر إن صالح الصماد قتل",
        "شكر الوزير أهل أطهر البقاع",
        "بثت إذاعة صوت بغداد نشرتها المسائية",
        "أوقفت شركة إسمنت أسيوط أفرانها",
        "أعيد المبلغ إلى فرع لبنك دمشق",
        "هتف الحشد لبيك يا حلب",
        "تقدمت فصائل فجر تعز",
        "تدرس اللجنة مخرجات الطائف",
        "أنشد الأطفال نشيد صنعاء",
        "أعد الطهاة صينية كبة الموصل",
        "وصلت السفينة بنغازي محملة بالقمح",
        "غرقت ناقلة النفط عدن",
        "أطلقت الوحدة الصاروخ الباليستي طهران",
        "أغلقت البلدية مقهى بغداد",
        "قالت الناشطة بغداد العامري إنها مهددة",
        "ودع اللاعبون المدافع صنعاء بالتصفيق",
        "سرت أنباء عن وقف القتال",
        "التقت جورجيا ميلوني الوفد",
        "سرق اللصوص كابل الكهرباء من العمود",
        "حضر الوالي والسلط الأمنية",
        "انتقد اللاعب بلاتر بشدة",
        "نفت قوات دفاع حضرموت الاتهام",
        "انشقت جبهة تحرير دارفور عن الحركة",
        "علق مركز بغداد للدراسات على القرار",
        "نشر موقع صنعاء نيوز الخبر",
        "استقال مدرب البصرة بعد الخسارة",
        "قطف الفلاحون ثمار الزيتون مبكرا",
        "تعامل الحراس بمنتهى الرقة معه",
        "أصيب بجروح في الوجه",
        "اعترض الصحفي حسام دوما على الحكم",
        "رست سفينة الحاويات بنغازي أمس",
        "تقدمت القوات على الضفة الغربية لنهر الفرات",
        "تمركزت القوات حول الموقع العسكري ساعات",
    ],
)
def test_no_place_inside_the_name_of_something_else(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اجتمع مجلس الثوار في بنغازي", "Benghazi"),
        ("خرج ثوار بنغازي إلى الساحة", "Benghazi"),
        ("أعلنت غرفة التجارة في جيبوتي ذلك", "Djibouti"),
        ("انفجرت عبوة في اليمن", "Yemen"),
        ("قتل جنديان في عين صالح جنوبي الجزائر", "In Salah"),
        ("انقطع صوت بغداد", "Baghdad"),
        ("دافعت القوات عن دفاعاتها في حضرموت", "Hadramawt"),
        ("وصلت أنباء تحرير دارفور", "Darfur"),
        ("وقع الانفجار في مركز بغداد التجاري", "Baghdad"),
        ("سقطت قذيفة على حي الزيتون في غزة", "Zeitoun"),
        ("وصلت سفينة الحاويات إلى بنغازي", "Benghazi"),
        ("وصلت السفينة إلى بنغازي", "Benghazi"),
        ("غادر القاضي لبنان", "Lebanon"),
        ("التقى الناشطة في صنعاء", "Sanaa"),
        ("عاد الهدوء إلى سرت وأنباء عن هدنة", "Sirte"),
        ("شب حريق في مقهى ببغداد", "Baghdad"),
        ("قصفت الطائرات حلب فجرا", "Aleppo"),
        ("داهمت الشرطة بناية في السلط", "Salt"),
    ],
)
def test_a_place_beside_such_a_name_stays_a_place(text: str, name: str) -> None:
    assert name in [p.name for p in resolved(text)]


@pytest.mark.parametrize(
    ("text", "with_country", "entry"),
    [
        ("انفجرت عبوة في شارع فلسطين", "انفجرت عبوة في شارع فلسطين شرقي بغداد بالعراق", "iq.bag.palestine_st"),
        ("أصيب شرطي في مدينة بدر", "أصيب شرطي مصري في مدينة بدر شرق القاهرة", "eg.ca.badr"),
        ("طعن شاب في شارع الاستقلال", "طعن شاب في شارع الاستقلال بإسطنبول", "tr.ist.istiklal"),
        ("أصيب متظاهر في مدينة البيضاء", "أصيب متظاهر ليبي في مدينة البيضاء شرقي ليبيا", "ly.bayda"),
    ],
)
def test_names_of_several_towns_need_their_country_even_with_their_noun(
    text: str, with_country: str, entry: str
) -> None:
    assert resolved(text) == []
    assert entry in [p.entry for p in resolved(with_country)]


def test_a_country_that_is_an_adjective_is_no_place() -> None:
    assert resolved("قتلت القوات السعودية ثلاثة مسلحين") == []
    assert resolved("قتل مسلحون جنديا سوريا وضابطا روسيا") == []
    assert [p.country for p in resolved("قتل مسلحون جنديا في سوريا")] == ["SY"]
    assert [p.country for p in resolved("وقع انفجار في السعودية")] == ["SA"]


def test_oman_or_amman_is_told_by_the_article() -> None:
    assert [p.name for p in resolved("قال الوزير الأردني في مؤتمر صحافي في عمان إن القصف تجدد")] == ["Amman"]
    assert [p.name for p in resolved("التقى السلطان العماني وفدا في عمان")] == ["Oman"]
    assert resolved("عقد مؤتمر صحافي في عمان") == []


def test_an_adjective_and_a_comma_between_the_capital_and_its_name() -> None:
    found = read("وقع انفجار في العاصمة الفرنسية، باريس")
    assert [(f.relation, f.typed, f.place and f.place.name) for f in found] == [("in", "العاصمه", "Paris")]


def test_the_middle_of_a_town_is_in_it() -> None:
    assert [f.relation for f in read("وقع انفجار وسط بغداد")] == ["in"]
    assert [f.relation for f in read("وقع انفجار في بغداد وفي الموصل")] == ["in", "in"]


@pytest.mark.parametrize(
    ("text", "bearing", "away"),
    [
        ("انفجرت عبوة على بعد 25 كلم جنوب غربي كركوك", 225, 25),
        ("انفجرت عبوة على بعد عشرين كيلومترا غرب الرمادي", 270, 20),
        ("انفجرت عبوة على بعد خمسة وثلاثين كيلومترا شمال تكريت", 0, 35),
        ("انفجرت عبوة على بعد كيلومترين شرق الفلوجة", 90, 2),
        ("انفجرت عبوة في منطقة تبعد 20 كلم عن جنوب الحديدة", 180, 20),
        ("انفجرت عبوة شمال الرقة بنحو 20 كيلومترا", 0, 20),
        ("وقع الكمين شرق تدمر على بعد 40 كلم", 90, 40),
    ],
)
def test_a_distance_is_measured_from_the_town_itself(text: str, bearing: float, away: float) -> None:
    place = resolved(text)[-1]
    town = package().rows[place.entry]
    assert town.level in ("town", "district")
    assert km(place.lat, place.lon, town.lat, town.lon) == pytest.approx(away, abs=0.5)
    assert place.basis.startswith(f"{away} km at {bearing}°")


def test_a_distance_without_direction_is_an_extent() -> None:
    place = resolved("سقطت قذيفة على بعد 20 كلم من مدينة الحديدة")[0]
    assert (place.level, place.geo_precision, place.extent_km) == ("region", 2, 20)


def test_a_region_of_that_direction_stays_one_without_a_distance() -> None:
    assert resolved("اشتباكات جنوب غربي كركوك")[0].entry == "iq.kirkuk_sw"
    assert resolved("انفجرت عبوة شمال الرقة على بعد 20 كلم من الطبقة")[0].entry == "sy.raqqa_n"


def test_a_namesake_that_is_said_to_lie_far_off_stands_for_its_parent() -> None:
    place = resolved("انفجرت عبوة في منطقة السيدة زينب وسط قضاء سنجار")[0]
    assert (place.country, place.basis) == ("IQ", "parent of unlisted منطقه")
    assert resolved("انفجرت عبوة في منطقة السيدة زينب بريف دمشق")[0].country == "SY"


def test_a_region_of_saudi_arabia_is_the_province() -> None:
    assert [p.level for p in resolved("اشتباك على الحدود بمنطقة نجران")] == ["province"]
    assert [p.level for p in resolved("اشتباك في مدينة نجران")] == ["town"]


def test_a_bare_name_does_not_bring_its_country_into_another_countrys_article() -> None:
    cameroon = "قتل أربعون في الكاميرون. وقالت الكاميرون إن انفجارا وقع في حانة (بوكان) في مدينة كاميرونية، وفق الجيش الكاميروني"
    assert {p.country for p in resolved(cameroon)} == {"CM"}
    assert [p.country for p in resolved("قتل ضابط في بوكان غربي إيران")] == ["IR"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("اعتقالات في حي الثورة بصنعاء", "Ath Thawrah", "YE"),
        ("قصف طال حي الثورة في أم درمان", "Al-Thawra (Omdurman)", "SD"),
        ("انفجار في حي الثورة بدير الزور", "Deir ez-Zor", "SY"),
        ("اشتباكات بمنطقة الوحدة في بغداد", "Baghdad", "IQ"),
        ("قنص مدني في شارع الستين بمدينة الحديدة", "Hodeidah", "YE"),
    ],
)
def test_a_quarter_is_looked_for_in_its_town(text: str, name: str, country: str) -> None:
    assert [(p.name, p.country) for p in resolved(text)] == [(name, country)]


def test_no_checkpoint_holds_a_town() -> None:
    found = read("قتل شاب من بلدة سلواد شرق رام الله على حاجز عطارة")
    assert [(f.relation, f.place and f.place.level) for f in found] == [("from", "town"), ("in", "site")]


def test_the_border_between_two_countries_is_that_border() -> None:
    assert [p.entry for p in resolved("هجوم في المنطقة الحدودية بين تركيا وسوريا")] == ["w.border.sy_tr"]


def test_a_body_that_bears_a_places_name() -> None:
    assert resolved("رفض مجلس حضرموت الوطني القرار") == []
    assert [p.name for p in resolved("وصل الوفد إلى حضرموت")] == ["Hadramawt"]


def test_a_district_is_no_town_and_a_province_told_by_its_town_is_wide() -> None:
    assert [(p.level, p.geo_precision) for p in resolved("قتل جندي في قضاء سنجار")] == [("district", 2)]
    assert [(p.level, p.geo_precision) for p in resolved("قصف مدينة سنجار")] == [("town", 1)]
    assert [p.geo_precision for p in resolved("قتل شرطي في إقليم ستافروبول الروسي")] == [3]
    assert [p.level for p in resolved("هجوم في منطقة تيلابيري غربي النيجر")] == ["province"]


def test_a_sea_is_no_countrys() -> None:
    assert [(p.name, p.country) for p in resolved("هاجم مسلحون سفينة في البحر الأحمر")] == [("Red Sea", None)]


def test_a_per_cent_is_no_town() -> None:
    assert resolved("ارتفع العدد 20 في المائة") == []


def test_a_town_with_a_name_of_its_own_points_to_nothing() -> None:
    found = read("وصلت القوات إلى الحوطة في لحج. وجرت معارك في المدينة الخضراء شمال عدن")
    assert "ye.houta" not in [f.place.entry for f in found[1:] if f.place]


def test_gaza_is_the_strip_where_the_article_names_the_strip() -> None:
    """ "غارات على غزة … قطاع غزة"; with its type noun, or alone in its article, the name stays the town's."""
    assert [p.name for p in resolved("شنت المقاتلات غارات على غزة، وقال شهود إن قطاع غزة هادئ")] == ["Gaza Strip"] * 2
    assert [p.name for p in resolved("انفجر لغم في مدينة غزة، وفق الوزارة في قطاع غزة")] == ["Gaza City", "Gaza Strip"]
    assert [p.name for p in resolved("انفجر لغم في غزة أمس")] == ["Gaza City"]


def test_a_weak_name_alone_is_the_place_that_the_article_names_in_full() -> None:
    found = read("عادت الحافلات من مدينة دوما السورية. وأحيا الناجون ذكرى حصار دوما")
    assert [f.place and f.place.entry for f in found] == ["sy.douma"] * 2
    assert found[1].answer.place is not None
    assert found[1].answer.place.basis == "named in full elsewhere in the article"


def test_a_weak_name_that_heads_the_text_is_the_place_told_in_it() -> None:
    found = read("المهدية : إيقاف خمسة أشخاص. قال الأمن التونسي إن الحملة جرت بالمهدية وأوقفت شابا أصيل المهدية")
    assert [f.place and f.place.entry for f in found] == ["tn.mahdia"] * 3
    assert [f.place and f.place.entry for f in read("المهدية : إيقاف خمسة أشخاص")] == [None]


def test_an_ordinary_word_is_no_place_though_the_article_names_the_town() -> None:
    found = read("قتل شرطيان في مدينة الباب السورية. وقال جار إن الباب كان مفتوحا")
    assert [f.place.entry for f in found if f.place] == ["sy.bab"]


def test_a_quarter_lies_in_the_town_that_is_named_with_it() -> None:
    assert [p.entry for p in resolved("طعن جندي في البلدة القديمة من الخليل")] == ["ps.heb.old"]
    assert [p.entry for p in resolved("طعن جندي في البلدة القديمة في القدس")] == ["ps.jer.old"]
    assert resolved("طعن شاب في البلدة القديمة") == []


def test_a_weak_name_of_a_list_of_small_places_lies_near_the_first_of_them() -> None:
    near = resolved("تقدمت القوات اليمنية في جبهات حريب وبيحان")
    assert [p.country for p in near] == ["YE", "YE"]
    far = resolved("تقدمت القوات اليمنية في جبهات كهبوب والعمري وعزان")
    assert "ye.azzan" not in [p.entry for p in far]
    assert "ye.azzan" in [p.entry for p in resolved("قتل قيادي في مدينة عزان بمحافظة شبوة")]


def test_a_city_with_its_noun_is_the_tables_own_row() -> None:
    assert [p.entry for p in resolved("انفجرت عبوة في مدينة حمص")] == ["sy.homs"]


def test_a_street_of_many_towns_is_not_that_of_the_capital() -> None:
    found = resolved("سطا ملثمون على بنك في مدينة طبلبة التونسية بشارع الحبيب بورقيبة")
    assert [p.name for p in found] == ["Teboulba"]


def test_a_namesake_is_told_by_the_direction_from_a_town() -> None:
    assert resolved("انفجرت عبوة في حصيبة شرقي الرمادي")[0].name == "Husaybah al-Sharqiyah"
    assert resolved("انفجرت عبوة في حصيبة على الحدود السورية غربي العراق")[0].name == "Al-Qaim"
