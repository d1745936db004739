"""Numbers and dates against their corpora: grouped by expected value, with phrases that must yield nothing."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.dates.calendar import Calendar, load_calendar
from marsad.arabic.dates.finding import dates, told_on
from marsad.arabic.dates.mention import DateMention
from marsad.arabic.folding import Folded, fold
from marsad.arabic.inflection import conjugate_spec, decline_noun, parse_verb
from marsad.arabic.numbers import Number, NumberWords, load_number_words, numbers
from marsad.arabic.sentences import sentence_bounds
from marsad.arabic.tokens import glue, norms_of, stems, tokenize, tokens_of

CORPUS = Path(__file__).parents[1] / "corpus"
ANCHOR = dt.date(2020, 5, 26)


def corpus(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CORPUS / name).read_text(encoding="utf-8"))
    return loaded


NUMBERS, DATES = corpus("numbers.yaml"), corpus("dates.yaml")


@cache
def words() -> NumberWords:
    return load_number_words()


@cache
def calendar() -> Calendar:
    return load_calendar()


def read_numbers(text: str) -> list[Number]:
    tokens = tokens_of(text)
    return numbers(norms_of(tokens), glue(tokens), words())


def read_dates(text: str, anchor: dt.date | None = ANCHOR) -> list[DateMention]:
    return dates(norms_of(tokens_of(text)), read_numbers(text), calendar(), anchor)


@pytest.mark.parametrize(("phrase", "value"), [(p, c["value"]) for c in NUMBERS["positive"] for p in c["phrases"]])
def test_a_number(phrase: str, value: list[Any]):
    [found] = read_numbers(phrase)
    assert [found.low, found.high, found.kind] == value


@pytest.mark.parametrize("digits", ["9" * 5000, "9" + ",999" * 2000, "²", "①"])
@pytest.mark.parametrize(
    "phrase", ["{} جنديا", "ألف و {}", "في {} مايو 2020", "5 محرم {}", "3/9/{}", "{}/9/{}", "قبل {} يوما"]
)
def test_digits_that_are_no_number(phrase: str, digits: str):
    text = phrase.replace("{}", digits)
    assert all(n.low is None or n.low < 10**12 for n in read_numbers(text))
    assert all(len(d.start or "") <= 10 for d in read_dates(text))


@pytest.mark.parametrize("phrase", NUMBERS["negative"])
def test_no_count_of_people(phrase: str):
    assert [n for n in read_numbers(phrase) if n.kind not in ("ordinal", "percent", "decimal")] == []


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def spell(n: int) -> str:
    """Number words of 1 to 999 in the nominative masculine, written here apart from the reader."""
    hundreds, rest = divmod(n, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if rest == 10:
        parts.append("عشرة")
    elif 10 < rest < 20:
        parts.append({11: "أحد عشر", 12: "اثنا عشر"}.get(rest) or f"{UNITS[rest - 10]} عشر")
    elif rest:
        tens, units = divmod(rest, 10)
        parts += [w for w in (UNITS[units], TENS[tens]) if w]
    return " و".join(parts)


@given(st.integers(min_value=3, max_value=999))
def test_number_words_come_back(n: int):
    found = read_numbers(spell(n) + " شخصا")
    assert [(f.low, f.high) for f in found] == [(n, n)], spell(n)


@pytest.mark.parametrize(("phrase", "value"), [(p, c["value"]) for c in DATES["positive"] for p in c["phrases"]])
def test_a_date(phrase: str, value: list[Any]):
    [found] = read_dates(phrase)
    assert [found.start, found.end, found.precision] == [str(v) for v in value]


@pytest.mark.parametrize("phrase", DATES["none"])
def test_no_day_of_the_past(phrase: str):
    assert [d for d in read_dates(phrase) if d.start and d.kind not in ("future", "age_or_duration")] == []


@pytest.mark.parametrize("phrase", ["أمس", "قبل يومين", "الخميس", "22 مايو", "الشهر الماضي", "خلال شهر رمضان"])
def test_without_an_anchor_nothing_is_invented(phrase: str):
    assert all(d.start is None and d.end is None for d in read_dates(phrase, None))


@given(
    st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 1, 1)),
    st.sampled_from(["أمس", "الجمعة", "قبل ثلاثة أيام", "الأسبوع الماضي", "في مارس الماضي", "شهر رمضان"]),
)
def test_dates_never_lie_after_the_day_of_publication(anchor: dt.date, phrase: str):
    for d in read_dates(phrase, anchor):
        if d.start and d.end:
            assert d.start <= d.end
            assert d.start <= anchor.isoformat() or "رمضان" in phrase


@given(st.text(alphabet="ابتةىأإء ًُّـ\u200fقل٣5.،«»ﻻ", max_size=60))
def test_offsets_point_at_the_same_letters(text: str):
    folded = Folded(text)
    for token in tokenize(folded):
        assert 0 <= token.start <= token.end <= len(text)
        assert token.norm in fold(text[token.start : token.end])


@pytest.mark.parametrize(
    ("spelled", "plain"),
    [
        ("قُتِل", "قتل"),
        ("إدلب", "ادلب"),
        ("الحسكــة", "الحسكه"),
        ("ﻻجئ", "لاجي"),
        ("مدنيّاً", "مدنيا"),
        ("٤٣", "43"),
        ("شئون", "شيون"),
    ],
)
def test_folding(spelled: str, plain: str):
    assert fold(spelled) == plain


def test_clitics():
    assert ("وبال", "مدينه") in stems("وبالمدينه")
    assert ("ل", "العراق") in stems("للعراق")
    assert stems("في") == (("", "في"),)


VERBS = [
    ("ق ت ل:I", {"قتل", "قتلت", "قتلوا", "يقتل", "قتلته", "قتلوهم", "قتلتم", "اقتل"}, {"مقتول", "قاتل"}),
    ("غ ي ل:VIII", {"اغتال", "اغتيل", "اغتالت", "يغتال", "اغتالوه"}, {"اغتول"}),
    ("ص و ب:IV", {"اصاب", "اصيب", "اصيبوا", "يصاب", "يصب"}, {"اصوب"}),
    ("ش ن ن:I", {"شن", "شنت", "شنوا", "يشن", "شنته"}, {"شنن"}),
    ("ه ج م:III", {"هاجم", "هوجم", "يهاجمون", "هاجمته"}, {"هجم"}),
    ("و ل ي:X", {"استولي", "استولت", "استولوا", "يستولي"}, {"استوليت عليه"}),
    ("ح ج ج:VIII", {"احتج", "احتجوا", "يحتجون"}, {"احتججوا"}),
    ("س ي ط ر:QI", {"سيطر", "سيطرت", "يسيطر"}, {"سطر"}),
    ("ص د م:VIII", {"اصطدم", "يصطدم"}, {"اصتدم"}),
    ("ف ج ر:VII", {"انفجر", "انفجرت", "ينفجر"}, {"افجر"}),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "there", "absent"), VERBS)
def test_verb_forms(spec: str, there: set[str], absent: set[str]):
    forms = dict(conjugate_spec(spec))
    assert there <= forms.keys()
    assert not absent & forms.keys()


def test_voice():
    assert dict(conjugate_spec("ص و ب:IV"))["اصيب"] == "passive past"
    assert dict(conjugate_spec("ق ت ل:I"))["قتل"] == "both past"
    assert dict(conjugate_spec("ه ج م:III"))["هاجم"] == "active past"


@pytest.mark.parametrize("spec", ["قتل", "ق ت:I", "ق ت ل:XI"])
def test_a_bad_verb_is_refused(spec: str):
    with pytest.raises(ValueError, match="not a verb"):
        parse_verb(spec)


def test_noun_forms():
    assert {"غارة", "غارته", "غارتين", "غارتان"} <= set(decline_noun("غارة"))


def test_sentences():
    text = fold("قال د. أحمد إن 3.5 ملايين نزحوا. وقتل شخص! ثم ساد الهدوء")
    assert len(sentence_bounds(norms_of(tokens_of(text)), text)) == 3


def test_a_text_that_names_its_own_weekday_was_written_on_that_day():
    published, sunday = dt.date(2020, 5, 26), dt.date(2020, 5, 24)
    assert told_on(["اعلن", "التنظيم", "اليوم", "الاحد", "تفجير", "المبني"], published, load_calendar()) == sunday
    assert told_on(["اعلن", "التنظيم", "امس", "السبت", "تفجير", "المبني"], published, load_calendar()) == sunday
    assert told_on(["اعلن", "التنظيم", "امس", "الاثنين", "تفجير", "المبني"], published, load_calendar()) == published
    assert told_on(["اليوم", "الاحد", "ثم", "قال", "اليوم", "السبت"], published, load_calendar()) == published
