"""Names inside the names of works, bodies, goods and persons are no places; and what makes a weak name one."""

from __future__ import annotations

import pytest

from marsad.places.service import explain
from tests.places.made import package

NO_PLACES = [
    ("رواية ساعة [بغداد] تدور حول طفلتين", "work"),
    ("يعرض المهرجان فيلم الطريق إلى [كابول] مساء", "work"),
    ("اشتهر المطرب بأغنية قمر [كسلا] في الثمانينيات", "work"),
    ("قالت الفنانة إليسا [زحلة] إنها ستتبرع", "surname"),
    ("وثقت الناشطة ريهام [حماة] ما جرى", "surname"),
    ("فقدت الطفلة السورية [يافا] أهلها", "surname"),
    ("انتقل المهاجم إلى هلال [بنغازي] أمس", "club"),
    ("ودع اتحاد [طنجة] الكأس", "club"),
    ("تعاقد [طرابزون] سبور مع مدافع", "club"),
    ("ارتفع سهم [القاهرة] للزيوت", "company"),
    ("أعلن سوق [أبوظبي] للأوراق المالية تعليق السهم", "company"),
    ("استعاد الكاتب زمن لاءات [الخرطوم] الثلاث", "document"),
    ("تمسك الوسيط بخارطة [الصخيرات]", "document"),
    ("بات عسل [دوعن] هدية", "goods"),
    ("صادرت الجمارك شحنة من هيل [جازان]", "goods"),
    ("رست العبارة [القاهرة] في المرفأ", "ship"),
    ("توصل مركز [الدوحة] لحرية الإعلام إلى نتائج", "body"),
    ("أصدرت جامعة [بغداد] بيانا", "body"),
    ("عقد تجمع أحفاد [الكوفة] اجتماعا", "body"),
    ("قال إن القرار مرفوض [بتاتا] في المجلس", "word"),
    ("حصلت الجمعيات على دعم [مالي] كبير", "word"),
    ("اتهم الوزير بفساد [مالي] في الشركة", "word"),
    ("قال الخبير إن الخوف [ينبع] من انتشار السلاح", "word"),
    ("انتشر الغبار في [الباحة] الخلفية للمستشفى", "word"),
    ("قدم المطعم صحن [حمص] للزبائن", "word"),
    ("اختار السائق الطريق [الأقصر] إلى المطار", "word"),
    ("قال قيادي في [الحراك] السوري إن المسيرات ستستمر", "word"),
]

PLACES = [
    ("زار الوزير فيصل [دمشق] أمس", "sy.damascus"),
    ("أعلن الصحفي سقوط [حلب] بيد المعارضة", "sy.aleppo"),
    ("عرض فيلم وثائقي عن [حلب] أمس", "sy.aleppo"),
    ("عرض فيلم قصير بمدينة [حلب] أمس", "sy.aleppo"),
    ("وفق رواية سكان [حلب] فإن القصف استمر", "sy.aleppo"),
    ("قتل جنود [مالي] في كمين", "country.ml"),
    ("دخلت القوات الفرنسية [مالي] قبل سنوات", "country.ml"),
    ("دخل الجيش السوداني [بارا] فجرا", "sd.bara"),
    ("تقدمت القوات العراقية نحو [راوة]", "iq.rawa"),
    ("وقع الهجوم على بعد عشرة كيلومترات شمال [الأبيض]", "sd.obeid"),
    ("رست سفينة في ميناء [خصب]", "om.khasab"),
    ("تكدست الشاحنات أمام معبر [رفح] البري", "eg.rafah.x"),
    ("هاجمت زوارق ناقلة في مضيق [هرمز]", "w.hormuz.r"),
    ("ألقى مسلحون الجثث قرب بئر في [أبالا]", "ne.abala"),
    ("زار الوزير جرحى الهجوم على [إنغيغمي]", "ne.nguigmi"),
    ("أودت مجزرة بالمصلين في [ماي كادرا]", "et.maykadra"),
]


def split(marked: str) -> tuple[str, int, int]:
    before, _, rest = marked.partition("[")
    name, _, after = rest.partition("]")
    return before + name + after, len(before), len(before) + len(name)


def entries(marked: str) -> list[str]:
    text, start, end = split(marked)
    found = explain(package(), text)[1]
    return [m.answer.entry for m in found if m.start < end and m.end > start and not hasattr(m.answer, "reason")]


@pytest.mark.parametrize(("marked", "of"), NO_PLACES)
def test_a_name_inside_another_is_no_place(marked: str, of: str) -> None:
    assert entries(marked) == [], of


@pytest.mark.parametrize(("marked", "entry"), PLACES)
def test_and_these_are_places(marked: str, entry: str) -> None:
    assert entries(marked) == [entry]


def test_pilgrims_of_a_country_are_no_village_of_it() -> None:
    assert entries("أغلق المنفذ أمام [الحجاج] العراقيين") == []
