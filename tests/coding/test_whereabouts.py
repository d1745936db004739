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
        ("قتل مسلح خمس نساء أمام كنيسة في مدينة خاسافيورت في شمال جمهورية داغستان.", "مدينة خاسافيورت, Dagestan"),
        ("قتل أربعة قياديين في غارة للتحالف بمنطقة بني فاضل بمديرية حيدان بمحافظة صعدة.", "منطقة بني فاضل, Haydan"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون على تل حمكي بريف جسر الشغور.", "تل حمكي, Jisr al-Shughur"),
        ("قتل مسلحون عشرين مدنيا في قرية زنقيسة الإثيوبية الثلاثاء.", "قرية زنقيسة, Ethiopia"),
        ("قتل ثلاثة جنود في هجوم شنه مسلحون في مدينة صغيرة في ألمانيا الثلاثاء.", "Germany"),
        ("طعن شاب معلما في مدينة واقعة في شمال بنغلاديش الثلاثاء.", "Bangladesh"),
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
        ("سيطر مسلحو داعش الجمعة على أحياء من مدينة البوكمال والمحاذية للحدود العراقية.", "Al-Bukamal"),
        ("تظاهر المئات في الطفيلة (جنوب المملكة) الثلاثاء وأحرقوا الإطارات في الأردن.", "Tafilah"),
    ],
)
def test_the_town_itself(text: str, place: str) -> None:
    assert place in places(text)


def test_a_deed_that_only_a_country_places_is_where_the_sentence_before_plays() -> None:
    told = (
        "قتل سبعة أشخاص بانفجار سيارة في مدينة درنة الليبية الثلاثاء. ونفذ سلاح الجو في ليبيا ضربة جوية على مواقع داعش."
    )
    assert set(places(told)) == {"Derna"}
    other = told.replace("ونفذ", "ومن جانب آخر نفذ")
    assert set(places(other)) == {"Derna", "Libya"}


def test_a_known_deed_befell_another_place_than_that_of_the_official_who_speaks_of_it() -> None:
    known = "قتل عشرة مصلين في تفجير في أبها الثلاثاء. وأكد مدير جوازات منطقة جازان أن التفجير عمل جبان."
    assert set(places(known)) == {"Abha"}
    assert places("قال مدير شرطة محافظة ديالى إن مسلحين قتلوا ثلاثة جنود الثلاثاء.") == ["Diyala"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("استهدف تفجير مصلين في عسير الثلاثاء وقتل عشرة منهم، وأدانت السعودية التفجير.", "Asir"),
        ("كان الأمر في عسير الثلاثاء وقتل عشرة جنود.", None),
        ("سيطر الجيش السوري الثلاثاء على قرى الجنينة والجيعة في سوريا بعد معارك مع تنظيم داعش.", "Al-Junaynah"),
        ("قتل عشرة مدنيين في معارك في مدينة الجنينة في غرب السودان الثلاثاء.", "El Geneina"),
    ],
)
def test_a_weak_name_in_its_own_land(text: str, place: str | None) -> None:
    assert set(places(text)) == {place}


def test_an_envoy_sits_where_nothing_happened() -> None:
    assert places("قال سفير البحرين في طهران إن مسلحين قتلوا ثلاثة جنود الثلاثاء.") != ["Tehran"]


def test_where_forces_seize_people_at_home() -> None:
    assert places("اعتقلت السلطات الإيرانية مساعد محافظ البنك المركزي الثلاثاء.") == ["Iran"]
    assert places("تظاهر آلاف الأردنيين الثلاثاء ضد رفع الأسعار وطالبوا برحيل الحكومة.") == ["Jordan"]
    abroad = "تظاهر مئات السوريين الثلاثاء. وقالت السلطات في ألمانيا إن ألمانيا ترحب بالتجمع في أنحاء ألمانيا."
    assert "Syria" not in places(abroad)  # anywhere, as far as is told
    assert places("وشهدت روسيا الأحد مظاهرات شارك فيها الآلاف.") == ["Russia"]
    assert places("قصفت طائرات إسرائيلية مواقع لحركة حماس الثلاثاء وقتلت شخصين.") == [None]


def test_where_the_sentence_before_plays() -> None:
    text = "انتشرت شائعات عن أعمال عنف في طرابلس الليبية. وبدأ إطلاق النار الخميس بين فصائل مسلحة وقتل ثلاثة مدنيين."
    assert places(text) == ["Tripoli"]


def test_the_scene_told_some_sentences_before() -> None:
    text = (
        "شهدت مدينة نانت الفرنسية مواجهات بين شبان والشرطة الثلاثاء. وقال شهود إن التوتر ساد المكان طويلا. "
        "وأحرق المحتجون سيارة وأصابوا صحفيا بجروح."
    )
    assert set(places(text)) == {"Nantes"}
    spoken = "قال الوزير في مؤتمر في أنقرة إن الأمن مستتب. وأضاف أن الوضع هادئ. وقتل ثلاثة جنود بانفجار عبوة ناسفة."
    assert "Ankara" not in places(spoken)


@pytest.mark.parametrize(
    ("headline", "place"),
    [
        ("معارك درنة تدخل مراحلها الأخيرة", "Derna"),
        ("بعد هجوم واغادوغو الرئيس يدعو إلى الحذر", "Ouagadougou"),
        ("معركة الأطباء تصل ذروتها في الجزائر", "Algeria"),
        ("دمشق تتهم الدول الغربية بالتبعية", None),
        ("أزمة جديدة بين البرازيل ونيكاراغوا", None),
        ("مواجهات في درنة وبنغازي", None),
    ],
)
def test_the_headline_tells_where_the_whole_text_plays(headline: str, place: str | None) -> None:
    body = (
        "قال المتحدث إن العمليات متواصلة. وأضاف أن الوضع جيد. وتابع أن الأمور تسير كما يجب. وأكد أن الصبر مطلوب. "
        "وقتل ثلاثة جنود بانفجار عبوة ناسفة الثلاثاء."
    )
    assert under_a_headline(headline, body)[-1] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل أربعة في هجوم على مقر السفارة الفرنسية في العاصمة البوركينية الثلاثاء.", "Ouagadougou"),
        ("قتل ثلاثة في هجوم على مقر القوات التركية شمال سوريا الثلاثاء.", "Northern Syria"),
        ("اعتقلت الشرطة المصرية الثلاثاء المرشح السابق بعيد وصوله من العاصمة البريطانية لندن.", "Egypt"),
        (
            "قتل عشرة في سبها الليبية الثلاثاء. وتقع المدينة جنوب العاصمة طرابلس. وقتل ثلاثة في اشتباكات في المدينة الأربعاء.",
            "Sabha",
        ),
    ],
)
def test_missions_stand_abroad_and_a_capital_is_not_told_again_as_the_town(text: str, place: str) -> None:
    assert set(places(text)) == {place}


def test_a_state_that_heads_the_text() -> None:
    lead = "اعتقلت قوات الأمن عشرين شخصا الثلاثاء للاشتباه في صلتهم بتنظيم داعش."
    assert under_a_headline("تركيا: اعتقال عشرين شخصا", lead) == ["Turkey"]


def test_the_strip_is_no_sector() -> None:
    told = "قصفت طائرات إسرائيلية مواقع لحركة حماس في القطاع الثلاثاء. وقالت وزارة الصحة في قطاع غزة إن شخصين قتلا."
    assert places(told)[0] == "Gaza Strip"
    assert "Gaza Strip" not in places("تظاهر عمال القطاع الخاص في وجدة الثلاثاء.")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("خطف مسلحون خمسة صيادين في بادية السماوة الثلاثاء ونقلوهم إلى قاعدة في بغداد.", "Samawah desert"),
        ("اعتقلت القوات شابا من منزله في نابلس ونقلته إلى مركز تحقيق في حوارة الثلاثاء.", "Nablus"),
        ("قال الوزير في مؤتمر صحفي في عدن إن قواته اعتقلت عشرة مسلحين في لحج الثلاثاء.", "Lahij"),
        ("قال في مؤتمر صحفي إن ثلاثة جنود قتلوا في لحج الثلاثاء.", "Lahij"),
        ("قال رئيس النقابة في تصريح لمراسل إذاعة المنار في بنزرت إن المعلمين نفذوا إضرابا الثلاثاء.", None),
        ("هاجم مسلحون مؤتمرا في كركوك الثلاثاء وقتلوا شخصين.", "Kirkuk"),
        ("أقيمت في مدينة شيتا الروسية جنازات لأربعة جنود قتلوا في هجوم لتنظيم داعش في سوريا الثلاثاء.", "Syria"),
        ("استهدف مسلحون في مدينة تعز جنازة الثلاثاء وقتلوا شخصين.", "Taizz"),
        (
            "شيعت جموع الجندي محمد بمقبرة في محافظة القنفذة، بعد أن استشهد في الحد الجنوبي بظهران الجنوب.",
            "Dhahran al-Janub",
        ),
        ("قال المتحدث للصحفيين في الرياض إن التحالف قصف مواقع الحوثيين الثلاثاء.", None),
        ("قال مصدر طبي في مستشفى ناصر إن شابا قتل برصاص الاحتلال شرق البريج الثلاثاء.", "Bureij"),
        ("تظاهر المئات في صنعاء الثلاثاء تنديدا بالهجوم على المسجد الأقصى في القدس.", "Sanaa"),
        ("شهدت صنعاء الثلاثاء مظاهرة حاشدة تنديدا بقصف مستشفى المعمداني في غزة.", "Sanaa"),
        ("تظاهر المئات تنديدا بالقصف في مدينة الرقة الثلاثاء.", "Raqqa"),
        ("قتل جندي بقصف في الجانب السوري من الحدود الثلاثاء.", "Syria"),
        ("رشق المتظاهرون الجنود على الجانب الإسرائيلي من الحدود بالحجارة الثلاثاء.", None),
    ],
)
def test_where_somebody_spoke_was_buried_or_was_brought_is_no_scene(text: str, place: str | None) -> None:
    assert set(places(text)) <= {place}
    assert place is None or places(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أصيب شاب برصاص الاحتلال على الحدود بين القطاع وإسرائيل الثلاثاء. وساد التوتر غزة.", "Gaza-Israel border"),
        ("أصيب ثلاثة شبان برصاص الاحتلال قرب السياج الفاصل الثلاثاء. وساد التوتر غزة.", "Gaza-Israel border"),
        ("أطلق حرس الحدود النار على مهاجرين قرب السياج الحدودي في مليلية الثلاثاء.", "Melilla"),
        ("سيطر الجيش على جبال تطل على مفرق البرح الثلاثاء وقطع خطوط إمداد الحوثيين في مقبنة.", "Al-Barh"),
        ("هاجم مسلحون نقطة تفتيش في منطقة الزهور شرق بعقوبة الثلاثاء وقتلوا جنديا.", "منطقة الزهور, Baqubah"),
        ("قتل خمسة في هجوم في حي الكرامة شمال الرقة الثلاثاء.", "Al-Karamah"),
        (
            "سيطر الجيش على قريتي أم العصافير والغبيرة بريف حلب الشرقي الثلاثاء.",
            "قريتي أم العصافير والغبيرة, Eastern Aleppo countryside",
        ),
        ("سقطت قذائف على بلدة الصنوبرة التابعة لبلدية العطف بولاية البويرة وقتلت جنديا.", "بلدة الصنوبرة, Bouira"),
        ("انفجرت قنبلة في السوق المركزي في مروة الثلاثاء وقتلت شرطيين.", "Maroua"),
    ],
)
def test_the_exact_place_that_the_text_tells(text: str, place: str) -> None:
    assert places(text) == [place]


def test_the_blast_of_a_market_that_no_table_has_is_in_the_one_town_of_the_article() -> None:
    text = "قتل 21 شخصا السبت في تفجيرين وسط بغداد. وقد هز انفجار سوق النخالة السبت المنطقة وأصاب أربعين."
    assert places(text) == ["سوق النخالة, Baghdad"]


def test_protests_and_arrests_in_several_provinces_are_told_of_each_and_air_raids_are_not() -> None:
    assert places("تظاهر المئات بكل من ولايات سوسة والمنستير والمهدية الثلاثاء.") == ["Sousse", "Monastir", "Mahdia"]
    assert places("اعتقل الأمن سبعة أشخاص بكل من ولايتي سوسة والمنستير الثلاثاء.") == ["Sousse", "Monastir"]
    assert len(places("قصفت الطائرات مواقع في محافظات صعدة والجوف وحجة الثلاثاء.")) <= 1


def test_a_town_and_a_site_far_from_it_are_two_scenes_and_near_it_one() -> None:
    assert places("استهدفت غارات جوية الثلاثاء مدينة نيالا ومطار الفاشر.") == ["Nyala", "El Fasher airport"]
    assert len(places("استهدفت غارات جوية الثلاثاء مدينة الفاشر ومطارها.")) == 1
