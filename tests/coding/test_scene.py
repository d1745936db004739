"""Which place mention is the scene of an event: no party, no court, no dateline."""

from __future__ import annotations

import pytest

from marsad.model.document import Article, Paragraph, Role
from tests.coding.test_events import coder, read


def places(text: str) -> list[str | None]:
    return [e.place.name if e.place else None for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("شهدت باريس تفجيرا انتحاريا أدى إلى مقتل عشرة أشخاص الثلاثاء.", "Paris"),
        ("قتل عشرة أشخاص في هجمات باريس الثلاثاء.", "Paris"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون في اليمن الثلاثاء.", "Yemen"),
        ("قتل مسلحون ثلاثة جنود في هجوم وسط بغداد الثلاثاء.", "Baghdad"),
        ("تجددت المعارك في جبل مرة غرب السودان وقتل عشرة جنود الثلاثاء.", "Jebel Marra"),
    ],
)
def test_the_scene(text: str, place: str) -> None:
    assert place in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت طهران أن ثلاثة جنود قتلوا في هجوم شنه مسلحون الثلاثاء.",
        "قتل ثلاثة جنود في هجوم شنه مسلحون تدعمهم إيران الثلاثاء.",
        "دبي، الإمارات العربية المتحدة (CNN) -- قتل ثلاثة جنود في هجوم شنه مسلحون الثلاثاء.",
        "مثل متهمون أمام محكمة في أديس أبابا على خلفية هجوم بقنبلة قتل فيه شخصان السبت.",
    ],
)
def test_a_party_a_desk_and_a_court_are_no_scene(text: str) -> None:
    assert set(places(text)) <= {None}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل شرطيان برصاص مسلحين بقرية أبو زنبيل بمركز سنورس بالفيوم الثلاثاء.", "قرية أبو زنبيل, Sinnuris"),
        ("قتل ثلاثة جنود في اشتباكات في جبل الصقيع بمديرية ناطع بمحافظة البيضاء.", "جبل الصقيع, Natia"),
        ("وفي مدينة منبج قتل عشرة مدنيين جراء قصف جوي استهدف مستشفى النبراس.", "مستشفى النبراس, Manbij"),
        ("استهدفت غارات موقعا في قرية صغيرة بمديرية ناطع بمحافظة البيضاء وقتلت جنديا.", "Natia"),
        ("قتل ثلاثة مدنيين بانفجار في سوق شعبية بمدينة منبج الثلاثاء.", "Manbij"),
        ("قتل ثلاثة مدنيين بقصف استهدف مستشفى النبراس بعد هجوم في مدينة منبج.", "Manbij"),
    ],
)
def test_a_place_that_no_table_has_is_named_as_the_text_does(text: str, place: str) -> None:
    assert place in places(text)


def test_the_name_from_the_text_has_the_point_of_its_parent_and_says_so() -> None:
    (event,) = read("قتل شرطيان برصاص مسلحين بقرية أبو زنبيل بمركز سنورس بالفيوم الثلاثاء.").events
    place = event.place
    assert place and (place.name_ar, place.entry) == ("قرية أبو زنبيل، سنورس", "eg.sinnuris")
    assert place.geo_precision == 2
    assert place.basis.startswith("parent of unlisted")
    assert "أبو زنبيل" in place.text


def test_the_border_is_more_exact_than_the_town_that_opens_the_sentence() -> None:
    text = "وفي غزة، جرح عشرون فلسطينيا الثلاثاء بنيران الجيش الإسرائيلي على حدود القطاع مع إسرائيل."
    assert places(text) == ["Gaza-Israel border"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("عرضت القناة صورا من بلدة داعل، حيث تظاهر العشرات مطالبين بالإفراج عن المعتقلين.", "Da'el"),
        ("أوقفت قوات الأمن في جندوبة عنصرا إرهابيا كان يخطط لتفجير في تونس العاصمة.", "Jendouba"),
        ("اعتقلت فرقة الحرس الوطني بالقيروان خمسة متظاهرين بمدينة السبيخة الثلاثاء.", "Sbikha"),
        ("قتل ثلاثة مدنيين في هجوم مسلح في إسرائيل الثلاثاء.", "Israel"),
        ("قتل شاب برصاص الجيش الإسرائيلي على الحدود الشرقية لغزة الثلاثاء.", "Gaza-Israel border"),
        ("اعتقلت الشرطة خمسة ناشطين معارضين في الولايات المتحدة الأمريكية الثلاثاء.", "United States"),
        ("قتل ثلاثة جنود في هجوم في سيناء بعد مؤتمر في روسيا الثلاثاء.", "Sinai"),
    ],
)
def test_where_the_deed_itself_was_done(text: str, place: str) -> None:
    assert place in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "أوقفت قوات الأمن عنصرا إرهابيا كان يخطط لتفجير في تونس العاصمة.",
        "قتل ثلاثة مدنيين في هجوم أدانته روسيا الثلاثاء.",
        "قتل ثلاثة مدنيين في هجوم شنته إسرائيل الثلاثاء.",
    ],
)
def test_a_plan_and_a_state_that_acts_are_no_scene(text: str) -> None:
    assert set(places(text)) <= {None}


def under_a_headline(headline: str, text: str) -> list[str | None]:
    whole, start = f"{headline}\n{text}", len(headline) + 1
    paragraphs = (Paragraph(0, len(headline), Role.TITLE), Paragraph(start, len(whole), Role.LEAD))
    article = Article(id="t", text=whole, title=headline, paragraphs=paragraphs, published="2020-05-26")
    return [e.place.name if e.place else None for e in coder().code(article).events]


def test_the_one_place_of_the_headline_places_the_lead() -> None:
    lead = "قتل ثلاثة مدنيين وأصيب خمسة بانفجار سيارة ملغومة قرب سوق شعبية الثلاثاء."
    assert under_a_headline("دماء في مدينة الصدر", lead) == ["Sadr City"]
    assert under_a_headline("دماء بين مدينة الصدر ومدينة بعقوبة", lead) != ["Sadr City"]
    assert under_a_headline("دماء على الأرصفة", lead) == [None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أوقف الأمن العام ثلاثة أشخاص فور وصولهم إلى مطار بيروت قادمين من باريس.", "Beirut airport"),
        ("توجه المهاجمون إلى مدينة بعقوبة وقتلوا سبعة من رجال الشرطة.", "Baqubah"),
        ("قال حاكم إقليم زابل إن عشرة جنود قتلوا في هجوم شنه مسلحو طالبان في جنوب أفغانستان.", "Zabul"),
        ("أعلن المتحدث باسم إقليم هلمند أن قنبلة انفجرت وقتلت خمسة مدنيين في جنوب أفغانستان.", "Helmand"),
        ("قال محافظ كركوك إن مسلحين قتلوا خمسة أشخاص في المحافظة الواقعة شمال العراق.", "Kirkuk"),
    ],
)
def test_where_one_arrives_and_the_land_of_the_official_who_tells_it(text: str, place: str) -> None:
    assert places(text) == [place]


def test_where_one_comes_from_is_no_scene() -> None:
    assert places("اعتقلت الشرطة رجلين بعد عودتهما من إسطنبول الثلاثاء.") == [None]


def test_the_town_that_a_province_is_named_for_gives_way_to_a_district_of_it() -> None:
    text = "شن الطيران غارات في محافظة صعدة. وقال السكان إن الغارات أصابت مواقع في مديرية شدا في صعدة. وأضافوا أن الغارات على صعدة قتلت خمسة."
    assert "Saada" not in places(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("رصد الجيش إطلاق صاروخ من قبل الحوثيين من داخل محافظة صعدة باتجاه مدينة خميس مشيط.", "Khamis Mushait"),
        ("أطلق الحوثيون صاروخا من صعدة نحو نجران الثلاثاء.", "Najran"),
        ("أطلق مسلحون صواريخ من قطاع غزة صوب عسقلان الثلاثاء.", "Ashkelon"),
        ("أطلق مسلحون صواريخ على بلدات في محافظة حلب الثلاثاء.", "Aleppo"),
    ],
)
def test_a_missile_falls_where_it_was_aimed_and_not_where_it_was_fired(text: str, place: str) -> None:
    assert places(text) == [place]
