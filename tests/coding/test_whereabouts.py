"""Places told by a nation, by a noun that points back, by names that no table has, and elsewhere than in the deed's sentence."""

from __future__ import annotations

import pytest

from tests.coding.test_events import read
from tests.coding.test_scene import places, under_a_headline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أفرجت السلطات أمس عن عشرة صيادين تونسيين كانوا في السجون الليبية.", "Libya"),
        ("شنت إسرائيل غارات على مواقع عسكرية داخل الأراضي السورية الثلاثاء.", "Syria"),
        ("سقطت ثلاثة صواريخ على قرى لبنانية وأصابت مدنيين اثنين الثلاثاء.", "Lebanon"),
        ("سقطت ثلاثة صواريخ على بلدة حدودية لبنانية وأصابت مدنيين اثنين الثلاثاء.", "Lebanon"),
        ("خرجت مظاهرات حاشدة في الشارع الأردني رفضا لقانون الضريبة الثلاثاء.", "Jordan"),
        ("قتل الحرس الثوري الإيراني ثلاثة مسلحين في غرب البلاد الثلاثاء.", "Western Iran"),
        ("قتل ثلاثة مدنيين في قصف للتحالف على جنوب البلاد الثلاثاء. وتشهد سوريا حربا.", "Southern Syria"),
    ],
)
def test_a_land_told_by_its_nation(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "هاجم مسلحون قاعدة أمريكية الثلاثاء وقتلوا ثلاثة جنود.",
        "كتبت صحيفة المدينة السعودية أن مسلحين قتلوا ثلاثة جنود.",
        "قتل ثلاثة جنود بالرصاص الحي الإسرائيلي.",
    ],
)
def test_a_base_a_newspaper_and_a_bullet_are_no_land(text: str) -> None:
    assert all(place is None or not place.basis.endswith("دوله") for e in read(text).events for place in [e.place])


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("قتل الحرس الثوري الإيراني ثلاثة مسلحين قرب الحدود مع العراق الثلاثاء.", "IQ-IR border", "IR"),
        ("قتل جنديان تركيان بقذيفة قرب الحدود مع سوريا الثلاثاء.", "SY-TR border", "TR"),
        ("أوقف الجيش التونسي خمسة مسلحين في المنطقة الحدودية مع ليبيا الثلاثاء.", "LY-TN border", "TN"),
        ("قتل 32 شخصا في تفجير انتحاري في بلدة تركية على الحدود السورية الثلاثاء.", "SY-TR border", "TR"),
    ],
)
def test_this_side_of_a_border(text: str, place: str, country: str) -> None:
    (event,) = read(text).events
    assert event.place and (event.place.name, event.place.country) == (place, country)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("سيطر الجيش الليبي الثلاثاء على منطقة «شيحة» في مدينة درنة بعد معارك مع مسلحين.", "منطقة شيحة, Derna"),
        ("خطف مسلحون ثلاثة أطفال من قرية العوش بمنطقة يعر بمديرية عنس الثلاثاء.", "قرية العوش, Anss"),
        ("قتل مسلح خمس نساء أمام كنيسة في مدينة كيزليار في شمال جمهورية داغستان.", "مدينة كيزليار, Dagestan"),
        ("قتل أربعة قياديين في غارة للتحالف بمنطقة بني فاضل بمديرية حيدان بمحافظة صعدة.", "منطقة بني فاضل, Haydan"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون على تل حمكي بريف جسر الشغور.", "تل حمكي, Jisr al-Shughur"),
        ("قتل مسلحون عشرين مدنيا في قرية زنقيسة الإثيوبية الثلاثاء.", "قرية زنقيسة, Ethiopia"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون في مدينة صغيرة في ألمانيا الثلاثاء.", "Germany"),
    ],
)
def test_a_name_that_no_table_has(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل ثلاثة مدنيين بانفجار في موسكو الثلاثاء.", "Moscow"),
        ("قتل ثلاثة مدنيين بانفجار بأنقرة الثلاثاء.", "Ankara"),
        ("قتل ثلاثة مدنيين بانفجار في العاصمة التركية أنقرة الثلاثاء.", "Ankara"),
        ("تظاهر الآلاف وسط تل أبيب الثلاثاء.", "Tel Aviv"),
        ("قتل السفير الروسي في أنقرة الثلاثاء برصاص مسلح.", "Ankara"),
        ("سيطر تنظيم داعش الجمعة على أجزاء من مدينة البوكمال والمحاذية للحدود العراقية.", "Al-Bukamal"),
        ("تظاهر المئات في الطفيلة (جنوب المملكة) الثلاثاء وأحرقوا الإطارات في الأردن.", "Tafilah"),
    ],
)
def test_the_town_itself(text: str, place: str) -> None:
    assert place in places(text)


def test_an_envoy_sits_where_nothing_happened() -> None:
    assert places("قال سفير البحرين في طهران إن مسلحين قتلوا ثلاثة جنود الثلاثاء.") != ["Tehran"]


def test_where_forces_seize_people_at_home() -> None:
    assert places("اعتقلت السلطات الإيرانية مساعد محافظ البنك المركزي الثلاثاء.") == ["Iran"]
    assert places("تظاهر آلاف الأردنيين الثلاثاء ضد رفع الأسعار وطالبوا برحيل الحكومة.") == [
        None
    ]  # anywhere, as far as is told
    assert places("قصفت طائرات إسرائيلية مواقع لحركة حماس الثلاثاء وقتلت شخصين.") == [None]


def test_where_the_sentence_before_plays() -> None:
    text = "انتشرت شائعات عن أعمال عنف في طرابلس الليبية. وبدأ إطلاق النار الخميس بين فصائل مسلحة وقتل ثلاثة مدنيين."
    assert places(text) == ["Tripoli"]


def test_a_state_that_heads_the_text() -> None:
    lead = "اعتقلت قوات الأمن عشرين شخصا الثلاثاء للاشتباه في صلتهم بتنظيم داعش."
    assert under_a_headline("تركيا: اعتقال عشرين شخصا", lead) == ["Turkey"]


def test_the_strip_is_no_sector() -> None:
    told = "قصفت طائرات إسرائيلية مواقع لحركة حماس في القطاع الثلاثاء. وقالت وزارة الصحة في قطاع غزة إن شخصين قتلا."
    assert places(told)[0] == "Gaza Strip"
    assert "Gaza Strip" not in places("تظاهر عمال القطاع الخاص في وجدة الثلاثاء.")
