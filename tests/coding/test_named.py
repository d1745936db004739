"""Who is named in a public role, who is a private person, and what is no name of a person in the news."""

from __future__ import annotations

import pytest

from tests.coding.test_events import read

EVENT = "قتل خمسة مدنيين في قصف لقوات النظام على مدينة إدلب أمس. "


def people(text: str) -> tuple[list[str], list[tuple[str, str | None]]]:
    """Private names, and public ones with their outcome."""
    found = read(text).people
    for person in found:
        assert read(text).text[person.start : person.end] == person.name
    return [p.name for p in found if p.private], [(p.name, p.outcome) for p in found if not p.private]


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("وقال الأهالي إن القصف أدى إلى مقتل الطفل سامر حسن الخطيب أمام منزله.", ["سامر حسن الخطيب"]),
        ("ومن بين القتلى الشاب محمود درويش سعيد (23 عاما) وشقيقه خالد درويش.", ["محمود درويش سعيد", "خالد درويش"]),
        ("وروى أحمد السيد العلي لمراسلنا ما جرى.", ["أحمد السيد العلي"]),
        ("والضحايا هم: حسين علي كاظم، وعباس جاسم محمد.", ["حسين علي كاظم", "عباس جاسم محمد"]),
        ("واعتقل الجنود الأسير المحرر رامي خالد عودة من منزله.", ["رامي خالد عودة"]),
        ("وأصيب في القصف فادي مروان وهو سائق سيارة إسعاف.", ["فادي مروان"]),
        ("والشهداء هم: العريف أول سامر أحمد الخطيب والجندي رامي حسن.", ["سامر أحمد الخطيب", "رامي حسن"]),
        ("وقال الشيخ كريم الأحمد إن القرية خلت من سكانها.", ["كريم الأحمد"]),  # a sheikh may be anybody
    ],
)
def test_ordinary_people_are_private(text: str, private: list[str]):
    known = EVENT + text
    assert people(known) == (private, [])


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("قتل القائد العسكري محمود سعيد الأحمد في غارة جوية على مدينة إدلب أمس.", [("محمود سعيد الأحمد", "killed")]),
        ("اغتال مسلحون العقيد حسن علي جاسم بإطلاق النار عليه في مدينة البصرة أمس.", [("حسن علي جاسم", "killed")]),
        (
            "قتل القيادي في تنظيم داعش أبو عمر الحلبي في غارة للتحالف الدولي على مدينة الشرقاط أمس.",
            [("أبو عمر الحلبي", "killed")],
        ),
        (
            "أصيب العقيد حسام العزب والرائد أحمد فهمي في تفجير عبوة ناسفة بمدينة العريش أمس.",
            [("حسام العزب", "injured"), ("أحمد فهمي", "injured")],
        ),
        (
            "قتل قائد اللواء 44 مدرع العميد الركن عدنان الصبري برصاص مسلحين في مدينة تعز أمس.",
            [("عدنان الصبري", "killed")],
        ),
        ("خطف مسلحون محمد خالد العلي، رئيس المجلس المحلي، في مدينة إدلب أمس.", [("محمد خالد العلي", "abducted")]),
    ],
)
def test_commanders_and_officials_are_public(text: str, public: list[tuple[str, str]]):
    assert people(text) == ([], public)
    assert all(p.role for p in read(text).people)


def test_a_commander_with_office_group_and_alias():
    text = "قتل أمير التنظيم في ديالى المدعو أبو حمزة الجبوري والملقب بالصقر الصغير في غارة على جبال حمرين أمس."
    [person] = read(text).people
    assert (person.name, person.role, person.alias) == (
        "أبو حمزة الجبوري",
        "أمير التنظيم في ديالى",
        "الصقر الصغير",
    )
    assert not person.private


@pytest.mark.parametrize(
    "text",
    [
        "واعتقلت الشرطة أحد أقارب الوزير كريم سعيد الحلبي.",  # another befell it
        "وقال وزير الداخلية السوري كريم سعيد الحلبي إن القصف توقف.",
        "وأوضح عبد الرحمن أنه لا يعرف العدد.",  # one given name
        "وقال المتحدث باسم الجيش العميد حسن علي سعيد إن القصف توقف.",  # cited in a public role, and nothing befell him
        "ووقع القصف قرب مسجد خالد بن الوليد وفي شارع محمد محمود.",
        "وقال أحمد كريم حاكم منطقة الباب إن القصف توقف.",
        "وقتل عشرات المدنيين وأعلن القائد محمود سعيد وقف القصف.",
        "واعتقل أمير التنظيم في المدينة.",  # an office, and no name
        "وأعلنت كتيبة أحمد سعيد مشاركتها.",
        "وأدى القصف إلى مقتل محمد في منزله.",  # a given name alone names nobody
        "وشن الجيش هجوما على حسن نية الأهالي.",
    ],
)
def test_no_person_is_taken(text: str):
    assert people(EVENT + text) == ([], [])


def test_a_public_role_anywhere_in_the_article_holds_for_all_of_it():
    text = EVENT + "وزار الوزير كريم سعيد الحلبي المدينة. وقال كريم سعيد الحلبي إن القصف مستمر."
    assert people(text) == ([], [])


def test_in_the_name_of_is_no_given_name():
    killed = "وقتل المتحدث باسم تنظيم الدولة أبو محمد الحلبي في القصف نفسه."
    assert people(EVENT + killed) == ([], [("أبو محمد الحلبي", "killed")])
    assert people(EVENT + "وقتل القائد باسم سعيد الحلبي في القصف نفسه.") == ([], [("باسم سعيد الحلبي", "killed")])


def test_a_role_has_neither_the_and_before_it_nor_the_others_after_it():
    killed = "وقتل في القصف نفسه المسؤول الأمني «محمد علي حسن» والقيادي «أحمد سعيد العلي»."
    assert [p.role for p in read(EVENT + killed).people] == ["المسؤول الأمني", "القيادي"]
    taken = "وخطف المسلحون كريم سعيد الحلبي وزير الصحة وخمسة من مرافقيه في مدينة إدلب أمس."
    assert [p.role for p in read(EVENT + taken).people] == ["وزير الصحة"]


def test_a_role_ends_before_what_introduces_the_name():
    killed = "وقتل القائد الميداني المكنى بـ أبي حمزة الحلبي في القصف نفسه."
    assert [(p.name, p.role) for p in read(EVENT + killed).people] == [("أبي حمزة الحلبي", "القائد الميداني")]


def test_an_article_without_events_names_nobody():
    assert read("قال الطبيب سامر حسن الخطيب إن الطقس بارد في مدينة إدلب أمس.").people == ()


def test_a_quoted_name_stands_after_a_title_of_several_words():
    private, public = people(EVENT + "وقتل نائب رئيس هيئة الحشد «حسين علي كاظم» في القصف نفسه.")
    assert (private, [name for name, _ in public]) == ([], ["حسين علي كاظم"])


def test_a_quoted_run_that_is_no_name_is_nobody():
    assert people(EVENT + "وقال رئيس هيئة الإغاثة «سنعود إلى القرية غدا» بعد القصف.") == ([], [])
