"""Counts over several incidents or a period: what is a tally of its own and what is one incident's toll."""

from __future__ import annotations

import pytest

from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record
from tests.coding.test_events import coder, read


def told(record: Record) -> list[tuple[str, int | None, int | None]]:
    return [(t.what, t.count.low, t.count.high) for t in record.tallies]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("قتل 14 مدنيا في انفجار عبوتين ناسفتين في مدينة تكريت ومدينة سامراء أمس.", [("killed", 14, 14)]),
        ("أصيب تسعة أشخاص في هجومين منفصلين في مدينة بغداد أمس.", [("injured", 9, 9)]),
        ("سقط 3200 شخص بين قتيل وجريح في أفغانستان خلال الأشهر الستة الماضية.", [("other", 3200, 3200)]),
        ("قتل 110 فلسطينيين منذ بدء الاحتجاجات على حدود قطاع غزة.", [("killed", 110, 110)]),
        ("قتل 29 فلسطينيا في غزة خلال الأسبوعين الأخيرين.", [("killed", 29, 29)]),
        ("شردت المعارك ربع مليون شخص من مدينة الفاشر.", [("displaced", 250000, 250000)]),
        ("قالت المنظمة إن نحو 12 ألف شخص معتقلون في سجون النظام السوري.", [("arrested", 12000, 12000)]),
        ("قتل 52 مدنيا في المدينة في أيار الماضي.", [("killed", 52, 52)]),
        ("قتل 19 مدنيا في غارات استهدفت مدينة الباب وقرى في ريفها.", [("killed", 19, 19)]),
        ("قتل 17 شخصا أمس في هجمات استهدفت مناطق في بغداد.", [("killed", 17, 17)]),
        ("هجر أكثر من 60 ألف شخص من قراهم بسبب هجمات التنظيم.", [("displaced", 60000, None)]),
        ("شهدت تونس 4500 احتجاج خلال النصف الأول من العام.", [("protests", 4500, 4500)]),
        ("فر نحو 40 ألف شخص من ديارهم في إقليم كاساي منذ آب/أغسطس الماضي.", [("displaced", 40000, 40000)]),
        ("يواصل آلاف السكان الذين أنهكهم الحصار فرارهم من الأحياء الشرقية لحلب.", [("displaced", 2000, None)]),
        ("خرج آلاف المدنيين من مدينة دوما عبر ممر آمن فتحه الجيش.", [("displaced", 2000, None)]),
        ("سقط 2400 شخص بين قتيل وجريح في المدينة منذ 2014، وشردت المعارك سكانها.", [("other", 2400, 2400)]),
    ],
)
def test_a_sum_is_a_tally(text: str, want: list[tuple[str, int | None, int | None]]):
    record = read(text)
    assert told(record) == want
    assert all(e.fatalities is None and e.injured is None for e in record.events)


@pytest.mark.parametrize(
    "text",
    [
        "قتل العشرات في اشتباكات في مدينة سبها أمس.",
        "ارتفعت حصيلة التفجير في مدينة كابول أمس إلى 34 قتيلا.",
        "سيطر التنظيم على بلدة هجين أمس بعد هجوم تخللته تسع عمليات انتحارية.",
        "قال التقرير إن هجوما جديدا يهدد بإجبار 300 ألف مدني على النزوح من المدينة.",
        "سجلت الوزارة نحو 900 حالة اشتباه بالمرض خلال شهر أبريل الماضي.",
        "نفذ المصرف أكثر من 36 مليون عملية سحب خلال الشهر الماضي.",
        "أدى انتشار الكوليرا إلى وفاة أكثر من 600 شخص منذ بداية العام.",
        "خرج آلاف المدنيين في مظاهرة بدمشق ضد الحكومة أمس.",
        "فر مئات الجنود من معسكراتهم أمام تقدم التنظيم في الموصل.",
        "فر آلاف السياح من الفندق بعد إطلاق النار في سوسة.",
        "وكان من أبرز الهجمات الهجوم على متحف في تونس في مارس الماضي الذي أدى إلى مقتل 22 شخصا.",
        "فر نحو 400 سجين من سجن مدينة بيجي بعد هجوم شنه مسلحون أمس.",
        "قتل أربعة عناصر من الفصائل خلال اشتباكات في محيط مدينة داريا بالتزامن مع قصف قوات النظام مناطق فيها.",
        "دعت المنظمة إلى الإفراج عن آلاف المعتقلين من أنصار المعارضة.",
        "اعتقلت الشرطة 40 شخصا، معظمهم من الضباط السابقين، للاشتباه في صلتهم بشبكة يقودها رجل دين متهم بتدبير محاولة انقلاب في تموز 2016.",
        "شهدت اللجنة أزمة بعد اعتقال ستة من أعضائها في نهاية أيار الماضي في مدينة إسطنبول.",
        "لقي 16 شخصا حتفهم في اشتباكات عنيفة في كشمير، في إحدى أكثر المعارك ضراوة هذا العام.",
        "أعلنت الشرطة أنها اعتقلت 14 من أعضاء الحزب في أكبر مدن البلاد للاشتباه في إعدادهم لهجمات.",
        "عاد ما يقرب من 90 ألف نازح إلى مدينة الموصل.",
        "قتل في المدينة حوالي 700 شخص في وباء الكوليرا، وشرد السيل نصف السكان.",
        "تدهورت أحوال ملايين المواطنين فضلا عن النزوح الداخلي.",
        "شارك الآلاف احتجاجا على رفع أسعار الوقود في مدينة عمان أمس.",
        "سقط صاروخ على مخيم يؤوي مئات النازحين في ريف إدلب أمس، فقتل طفل.",
        "تستضيف المدينة أكثر من 30 ألف نازح.",
        "سددت اللاعبة 23 ضربة ناجحة وفازت بالمباراة.",
        "بلغ عدد الحجوزات هذا الأسبوع 4 آلاف عملية حجز.",
        "نفذ الطيار 40 طلعة تدريبية خلال الشهر الماضي.",
        "تسببت الفيضانات في تشريد آلاف السكان في الخرطوم ومقتل العشرات.",
        "قتلت إنفلونزا الطيور أكثر من 30 مليون طائر منذ ديسمبر الماضي.",
        "تعاني المحافظة من انتشار حمى الضنك التي أصابت ستة آلاف شخص.",
        "أودت حوادث السيارات بحياة الآلاف سنويا.",
        "أسقط صاروخ طائرة ركاب في آب 2013 وقتل 176 مسافرا كانوا على متنها.",
        "أعلنت الشركة أن بيانات 40 مليون مستخدم ضحايا التسريب بيعت في الشهر الماضي.",
    ],
)
def test_the_toll_of_one_incident_is_none(text: str):
    assert told(read(text)) == []


def test_the_body_is_preferred_to_the_headline_that_rounds():
    title, body = "مقتل أكثر من ألف مدني في العراق", "قتل 1287 مدنيا في العراق خلال شهر أبريل الماضي."
    text = f"{title}\n{body}"
    paragraphs = (Paragraph(0, len(title), Role.TITLE), Paragraph(len(title) + 1, len(text), Role.BODY))
    record = coder().code(Article(id="t", text=text, paragraphs=paragraphs, published="2020-05-26"))
    assert told(record) == [("killed", 1287, 1287)]
    assert record.tallies[0].start > len(title)


def test_the_dead_of_two_sides_are_one_toll_with_parts():
    text = (
        "اندلعت معارك بين تنظيم داعش وقوات النظام السوري في مدينة البوكمال أمس أوقعت 21 قتيلا من قوات النظام. "
        "وأسفرت المعارك عن مقتل 14 داعشيا."
    )
    [event] = read(text).events
    assert event.fatalities and (event.fatalities.low, event.fatalities.high) == (35, 35)
    assert sorted(p.low or 0 for p in event.fatalities.parts) == [14, 21]


def test_a_number_says_what_thousands_leaves_open():
    text = "اختطفت جماعة الحوثيين منذ عام 2014 آلاف الناشطين في مدينة صنعاء، وتقدر منظمات أن عدد المختطفين يقارب ثلاثة آلاف شخص."
    counts = {t.count.low for t in read(text).tallies if t.what == "abducted"}
    assert counts == {3000}


@pytest.mark.parametrize(
    ("text", "victim", "start"),
    [
        ("قتل 118 فلسطينيا برصاص الجيش الإسرائيلي في قطاع غزة منذ بداية العام.", ("Civilians",), "2020-01-01"),
        ("قتل 230 جنديا عراقيا في معارك مدينة بيجي منذ بداية العام.", ("Iraqi government forces",), "2020-01-01"),
        ("أعلن الطرفان الهدنة في تموز 2015، وأوقعت الحرب أكثر من 40 ألف قتيل منذ 1984.", (), "1984-01-01"),
    ],
)
def test_who_was_counted_and_since_when(text: str, victim: tuple[str, ...], start: str):
    """People of a nation are civilians and no force of it; the dead without a noun are nobody's; the nearest period counts."""
    [tally] = read(text).tallies
    assert (tally.victim, tally.period.start) == (victim, start)


@pytest.mark.parametrize(
    ("text", "place", "start", "source"),
    [
        ("شنت قوات النظام 100 غارة جوية على إدلب هذا الشهر.", "Idlib", "2020-05-01", None),
        (
            "نفذت الطائرات الأميركية 35 ضربة جوية على حركة الشباب في الصومال العام الماضي.",
            "Somalia",
            "2019-01-01",
            None,
        ),
        (
            "قدر عدد القتلى بنحو 400 ألف شخص منذ بدء الصراع في سوريا، وفق الأمم المتحدة في تقرير صادر في أبريل 2016.",
            "Syria",
            None,
            "United Nations",
        ),
        (
            "طلبت جيبوتي خياما لمن فروا إليها من القتال في اليمن، حيث قتل أربعة آلاف شخص وفق الأمم المتحدة.",
            "Yemen",
            None,
            "United Nations",
        ),
        ("قتل 1300 مدني في الغوطة الشرقية قرب دمشق منذ مطلع العام.", "Eastern Ghouta", "2020-01-01", None),
    ],
)
def test_place_period_and_source_are_those_told_with_the_count(text: str, place: str, start: str, source: str | None):
    [tally] = read(text).tallies
    told_by = tally.source.name if tally.source else None
    assert (tally.place, tally.period.start, told_by) == (place, start, source)
