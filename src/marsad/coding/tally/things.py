"""Counts of deeds and of people who fled or are held ("43 عملية", "نزوح 70 ألفا"): a number beside a noun for them, or beside a word for leaving
home; not what is feared, is over, or is no violence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from marsad.arabic.numbers import Number, NumberWords
from marsad.arabic.tokens import unwaw
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.reading import Reading, Sentence
from marsad.coding.sentence.view import SentenceView
from marsad.coding.tally.counted import (
    CLAUSE_ENDS,
    DOZENS,
    LARGE,
    MANY_PEOPLE,
    NUMBER_OF_WITHIN,
    Found,
    figure_told,
    found_at,
    hangs_on_b,
)
from marsad.coding.tally.spans import period_of, spanned

MANY_OPERATIONS = 5  # "خمس هجمات" and more are counted, not told one by one
KINDS = {
    "operations": ("عمليه", "عمليات", "هجوم", "هجوما", "هجمات", "هجمه", "تفجير", "تفجيرا", "تفجيرات", "اعتداء", "اعتداءات", "عمليات ارهابيه", "كمين", "كماين", "اشتباك", "اشتباكات"),
    "strikes": ("غاره", "غارات", "الغارات", "ضربه", "ضربات", "الضربات", "طلعه", "طلعات", "قصف"),
    "protests": ("مظاهره", "مظاهرات", "تظاهره", "تظاهرات", "احتجاج", "احتجاجا", "احتجاجات", "وقفه", "اعتصام", "اعتصامات"),
    "violations": ("انتهاك", "انتهاكا", "انتهاكات", "خرق", "خرقا", "خروقات"),
    "displaced": ("نازح", "نازحا", "نازحين", "لاجئ", "لاجئا", "لاجئين", "مشرد", "مشردين", "المشردين", "النازحين", "اللاجئين", "مهجر", "مهجرين"),
    "abducted": ("مختطف", "مختطفا", "مختطفين", "المختطفين", "مخطوف", "مخطوفا", "مخطوفين", "رهينه", "مفقود", "مفقودا"),
    "arrested": ("معتقل", "معتقلا", "معتقلين", "المعتقلين", "محتجز", "محتجزا", "محتجزين", "موقوف", "موقوفا", "موقوفين", "سجين", "سجينا"),
}  # fmt: skip
_KIND_OF = {word: what for what, words in reversed(KINDS.items()) for word in words}
_MOVED = ("نزح", "نزوح", "بنزوح", "تشريد", "تهجير", "شرد", "النزوح")
_FLED = frozenset({"فر", "فرت", "فروا", "يفر", "تفر", "يفرون", "فرار", "فرارهم", "الفرار", "هرب", "هربت", "هربوا", "يهرب", "يهربون", "هروب", "هروبهم", "الهرب", "الهروب"})  # fmt: skip
_LEFT = frozenset({"خرج", "خرجوا", "خروج", "غادر", "غادروا", "مغادره", "اجلاء", "اجلي", "اخراج", "تركوا", "ترك"})
_CIVILIANS = frozenset(
    {"مدني", "مدنيا", "مدنيين", "مدنيون", "سكان", "ساكن", "نسمه", "اهالي", "عايله", "عايلات", "اسره", "اسر"}
)
_ANYBODY = _CIVILIANS | {"شخص", "شخصا", "اشخاص", "مواطن", "مواطنا", "مواطنين", "طفل", "طفلا"}
_FLEE_OTHERWISE = frozenset({"جندي", "جنديا", "جنود", "مسلح", "مسلحا", "مسلحين", "مقاتل", "مقاتلا", "مقاتلين", "عنصر", "عنصرا", "عناصر", "سجين", "سجينا", "سجناء", "نزيل", "معتقل", "سايح", "سايحا", "سياح", "مصطاف", "مصطافين", "شبان", "شباب", "مهاجر", "مهاجرا", "مهاجرين", "حاج", "حجاج", "راس", "طاير", "دولار", "ريال"})  # fmt: skip
_FLED_AT_ONCE = 3  # words from the number to "فروا"
_HOMES = frozenset({"منازلهم", "ديارهم", "بيوتهم", "مساكنهم"})
_FLED_WITHIN = 9  # words from the people to "فروا", over a clause of their own ("آلاف السكان الذين …، فرارهم")
_MADE_LEAVE = frozenset({"هجر", "هجرت", "هجروا"})  # whole words: "هجرة" is another thing
# in each word for it stands one of these, and in news of other things few
MOVE_LETTERS = (
    "نزح",
    "نزوح",
    "تشريد",
    "تهجير",
    "شرد",
    "هجر",
    "فرار",
    "فروا",
    "يفر",
    "فرت",
    "وفر ",
    " فر ",
    "هرب",
    "هروب",
    "اجلاء",
    "اجلي",
    "منازلهم",
    "ديارهم",
)
_AND_MOVED = tuple("و" + moved for moved in _MOVED)
_BACK = frozenset({"عاد", "عادت", "عادوا", "يعود", "عوده", "بعوده", "اعاده", "باعاده", "الافراج", "افرج", "افرجت", "بالافراج", "اطلق", "اطلقت", "اطلاق", "باطلاق"})  # fmt: skip
_LET_GO = frozenset({"افرج", "افرجت", "يفرج", "تفرج", "الافراج", "بالافراج", "العفو", "عفا", "عفوا", "عفو"})
_PARDONED = frozenset({"بالعفو", "بعفو", "العفو", "عفو"})  # behind those who are pardoned
_FREED_WITHIN = 16  # words from "أفرجت" to those for whom "عن" stands
_BACK_WITHIN = 6  # words from "عودة", "الإفراج عن" to those who are displaced or held no longer
_HELD_VERBS = {
    "arrested": ("محتجز", "معتقل", "موقوف", "اعتقل", "اوقف"),
    "abducted": ("تحتجزهم", "يحتجزهم", "مختطف", "مخطوف", "خطف", "اختطف"),
}
_PERSONS = frozenset(
    {"شخص", "شخصا", "اشخاص", "مدني", "مدنيا", "مواطن", "مواطنا", "رجل", "رجلا", "امراه", "طفل", "طفلا"}
)
COUNTABLE = frozenset(
    {"حاله", "المدنيين", "السكان", *_PERSONS, *_KIND_OF, *("ال" + word for word in _KIND_OF)}
)  # no count without one
_NOUNS = frozenset({"حاله", *_ANYBODY, *_PERSONS, *_KIND_OF})  # what a count may end with
_PEOPLE = ("displaced", "abducted", "arrested")
DEEDS = frozenset({"operations", "strikes", "protests", "violations"})
FEARED_WITHIN = 8  # words from a threat or fear to what it would do
MOST_DEEDS = 100_000  # more "operations" are of banks and networks
_CASES = frozenset({"انتهاك", "اعتقال", "خطف", "اختطاف", "اعتداء", "تعذيب", "اغتيال", "اعدام"})
_HOSTED = ("ياوي", "تاوي", "يووي", "تووي", "يضم", "تضم", "يستضيف", "تستضيف", "استضاف", "استقبل", "تستقبل", "يستقبل", "يعيش", "تعيش", "يقيم", "يقطن", "يسكن")  # fmt: skip
_HOSTED_WITHIN = 4  # words from "مخيم يؤوي" to those who live there
_BUSINESS = frozenset({"حجز", "تدريبيه", "تدريب", "ناجحه", "حره", "ركنيه", "جزاء", "راسيه", "ترجيح", "ارسال", "استباقيه", "قرصنه", "احتيال", "تهريب", "تجاريه", "لوجستيه", "جراحيه", "بيع", "شراء", "سحب", "نقل", "تداول", "ماليه", "مصرفيه", "الكترونيه", "ولاده", "زراعه", "انقاذ", "تجميل", "قلب", "تمت", "سرقه", "سطو", "نشل", "غش"})  # fmt: skip
DETAIL = 20  # fewer deeds than this without a period are details of one incident


def counting(reading: Reading, words: NumberWords) -> list[Sentence]:
    """The sentences in which a number stands beside something that is counted: where an article without triggers can have
    a tally."""
    moved = any(map(reading.holds, MOVE_LETTERS))
    if not moved and COUNTABLE.isdisjoint(reading.norms):
        return []
    said = ((s, reading.norms[s.first : s.last]) for s in reading.sentences)
    counted = ((s, norms) for s, norms in said if may_count(norms, moved))
    return [s for s, norms in counted if any(map(words.begins.__getitem__, norms))]


def may_count(norms: Sequence[str], moved: bool) -> bool:
    """May a number among these words be one of `things_in`? `moved`: people may have left their homes in the article."""
    return not COUNTABLE.isdisjoint(norms) or (moved and any(map(_of_leaving, norms)))


@lru_cache(maxsize=65536)
def _of_leaving(norm: str) -> bool:
    """May a word, with or without a letter that is joined to it, say that people left their homes (`_moved`, `_fled`)?"""
    return any(n.startswith(_MOVED) or n in _MADE_LEAVE or n in _FLED or n in _LEFT for n in (norm, norm[1:]))


def things_of(views: Iterable[SentenceView]) -> list[Found]:
    """Tallies of sentences that tell of no event (see `counting`)."""
    return [found for view in views for found in things_in(view, ())]


def things_in(view: SentenceView, drafts: Sequence[Draft]) -> list[Found]:
    """A number with a counted noun of operations, strikes, displaced people … that no event of the sentence counts."""
    out = []
    told = [c.who for d in drafts for c in d.counts]
    for number in view.numbers:
        if number.kind in ("percent", "decimal", "ordinal") or number.low is None or number.low < MANY_OPERATIONS:
            continue
        what = _counted_kind(view, number)
        if what and any(d.first <= number.first < d.last and d.kind != "age_or_duration" for d in view.dates):
            continue  # "تشن منذ 2015 عمليات عسكرية": a year
        deeds = what in DEEDS
        if not what or number.low < (MANY_OPERATIONS if deeds else MANY_PEOPLE):
            continue
        if (deeds and number.low > MOST_DEEDS) or _only_feared(view, number) or _no_longer(view, number, what):
            continue
        if deeds and (
            _of_any_kind(view, number) or (number.low in DOZENS and number.high is None and not spanned(view))
        ):
            continue
        if (what == "displaced" and _lives_there(view, number)) or (what in _PEOPLE and _of_nature(view)):
            continue
        if any(p.first <= number.first < p.last for p in told):
            continue
        if deeds and number.low < DETAIL and (drafts or _of_a_day(view)) and not period_of(view, None):
            continue  # "هجوم تخلله 10 عمليات انتحارية", "نفذت القوات فجر اليوم خمس عمليات أمنية"
        out.append(found_at(view, number.first, _end_of_counted(view, number), figure_told(view, number), what))
    return out


def _end_of_counted(view: SentenceView, number: Number) -> int:
    """Where the count ends with whom or what it counts ("41 ضربة جوية", "120 ألفا من السكان"), and nothing behind ("45 ألفا | خلال أسبوع")."""
    people = max((p.last for p in view.people if p.first <= number.first < p.last), default=0)
    after = view.norms[number.last : min(view.sentence.last, number.last + 2)]
    noun = bool(after) and after[0].removeprefix("ال") in _NOUNS
    of_them = len(after) > 1 and after[0] == "من" and after[1].startswith("ال")  # "مئات آلاف من الروهينغا"
    described = len(after) > 1 and noun and after[1].removeprefix("ال") in _OF_FORCE
    return max(people, number.last + (2 if of_them or described else noun))


def _of_a_day(view: SentenceView) -> bool:
    return any(d.precision == "day" for d in view.dates)


_ANY_KIND = frozenset({"عمليه", "عمليات", "ضربه", "ضربات", "طلعه", "طلعات"})
# beside such a noun: what kind of deed it was
_OF_FORCE = frozenset({"عسكريه", "حربيه", "ارهابيه", "انتحاريه", "هجوميه", "قتاليه", "جويه", "صاروخيه", "مدفعيه", "نوعيه", "فداييه", "استشهاديه", "جهاديه", "امنيه", "مسلحه", "دهم", "مداهمه", "اقتحام", "اغتيال", "قتل", "اعدام", "خطف", "اختطاف", "اعتقال", "توقيف", "تفجير", "طعن", "دهس", "قصف", "استهداف", "اطلاق", "هدم", "انتقاميه", "تخريبيه"})  # fmt: skip


def _of_any_kind(view: SentenceView, number: Number) -> bool:
    """ "خمس عمليات إحصاء", "55 ضربة ثابتة": nothing in the sentence says that the deeds were of force."""
    near = [n.removeprefix("ال") for n in view.norms[number.last : min(view.sentence.last, number.last + 4)]]
    said = next((i for i, n in enumerate(near[:2]) if n in _ANY_KIND), None)
    if said is None or not _OF_FORCE.isdisjoint(near[said + 1 :]):
        return False
    return not (view.weapons or view.armed or any(u.frame.family == "violence" for u in view.uses))


_EXPECTED_WITHIN = 12  # words from "نتوقع" to the number
_EXPECTED = frozenset({"نتوقع", "يتوقع", "تتوقع", "توقعت", "توقع", "المتوقع"})


def _only_feared(view: SentenceView, number: Number) -> bool:
    """ "يهدد بإجبار 700 ألف شخص على النزوح": not yet so."""
    before = view.norms[max(view.sentence.first, number.first - _EXPECTED_WITHIN) : number.first]
    if not _EXPECTED.isdisjoint(before):
        return True  # "كنا نتوقع أن يصل عدد النازحين إلى 200 ألف"
    feared = [h for h in view.markers if h.phrase.entry.kind in ("threat", "fear", "hypothetical", "plan", "future")]
    return any(0 <= number.first - h.last <= FEARED_WITHIN for h in feared)


def _no_longer(view: SentenceView, number: Number, what: str) -> bool:
    """ "الإفراج عن آلاف المعتقلين", "عاد 150 ألف نازح": a count of who is free or at home again."""
    if what not in _PEOPLE:
        return False
    before = view.norms[max(view.sentence.first, number.first - _FREED_WITHIN) : number.first]
    if "عن" in before[-2:] and any(unwaw(n) in _LET_GO for n in before):
        return True  # "أفرجت وزارة الداخلية، الجمعة، عن 2700 سجين"
    if not _PARDONED.isdisjoint(view.norms[number.last : min(view.sentence.last, number.last + 3)]):
        return True  # "تمتيع 1400 سجين بالعفو"
    freed = any(a in ("سراح", "سبيل") for a in before[-_BACK_WITHIN:])
    return freed or any(unwaw(n) in _BACK for n in before[-_BACK_WITHIN:])


def _lives_there(view: SentenceView, number: Number) -> bool:
    """ "مخيم يؤوي مئات النازحين", "تستضيف المدينة 30 ألف نازح": how many a place holds is no count of what befell people."""
    before = view.norms[max(view.sentence.first, number.first - _HOSTED_WITHIN) : number.first]
    return any(n.removeprefix("و").startswith(_HOSTED) for n in before)


def _of_nature(view: SentenceView) -> bool:
    """ "شردت السيول آلاف السكان": no violence did it."""
    return any(h.phrase.entry.reason == "accident" for h in view.markers) and not (view.weapons or view.armed)


def _counted_kind(view: SentenceView, number: Number) -> str | None:
    near = view.norms[number.last : min(view.sentence.last, number.last + 7)]
    if near[:1] == ["حاله"]:
        return "violations" if near[1:2] and near[1] in _CASES else None
    if len(near) > 1 and near[1].removeprefix("ال") in _BUSINESS:
        return None  # "عملية جراحية", "عملية سحب"
    if near[:1] == ["احتجاجا"] and len(near) > 1 and near[1] in ("علي", "ضد"):
        return None  # "شارك الآلاف احتجاجا على": people, and no protests
    several = bool(near[1:2]) and (near[1].startswith("ال") or near[1].endswith(("ات", "ين", "ون")))
    head, of = near[:1], near[1:2] if near[:1] == ["من"] and several else []  # "الدقيقة 77 من ضربة جزاء"
    counted = {_KIND_OF.get(n) for n in (*head, *of, *(n.removeprefix("ال") for n in of))}
    if what := next((what for what in KINDS if what in counted), None):
        return what
    if head and head[0] in _PERSONS:
        for what, said in _HELD_VERBS.items():
            if any(n.startswith(said) for n in near[1:]):
                return what
    before = view.norms[max(view.sentence.first, number.first - NUMBER_OF_WITHIN) : number.first]
    of = [b for a, b in pairwise(before) if a in ("عدد", "وعدد", "اعداد")]
    if what := next((what for what in _PEOPLE if any(n in KINDS[what] for n in of)), None):
        return what
    return "displaced" if _moved(view, number) or _fled(view, number) else None


def _moved(view: SentenceView, number: Number) -> bool:
    """ "نزوح أكثر من 70 ألفا", "أجبر 70 ألف شخص على النزوح"; another clause's flight is not theirs ("قتل 500 ألف شخص، وشرد نصف السكان")."""
    before = view.norms[max(view.sentence.first, number.first - 5) : number.first]
    after = view.norms[number.last : min(view.sentence.last, number.last + 6)]
    since = max((i + 1 for i, n in enumerate(before) if n in CLAUSE_ENDS), default=0)
    until = next((i for i, n in enumerate(after) if n in CLAUSE_ENDS or n.startswith(_AND_MOVED)), len(after))
    said = [n.removeprefix("و") for n in (*before[since:], *after[:until])]
    return any(n.startswith(_MOVED) or n in _MADE_LEAVE for n in said)


def _fled(view: SentenceView, number: Number) -> bool:
    """ "فر نحو 700 ألف شخص", "آلاف السكان الذين أنهكهم الحصار، فرارهم", "إجلاء ألف مدني", "غادر آلاف السكان منازلهم": people without
    arms who left their homes; soldiers, prisoners and tourists flee otherwise, and whoever goes out to demonstrate comes home."""
    after = view.norms[number.last : min(view.sentence.last, number.last + _FLED_WITHIN)]
    before = view.norms[max(view.sentence.first, number.first - 5) : number.first]
    heads = {n.removeprefix("ال") for n in (after[1:2] if after[:1] == ["من"] else after[:1])}
    if any(u.frame.family == "protest" for u in view.uses):
        return False
    if heads.isdisjoint(_ANYBODY):  # "700 ألف من الروهينغا فروا", "فر 25 ألفا عبر البحر"
        many = (number.low or 0) >= LARGE and heads.isdisjoint(_FLEE_OTHERWISE) and not hangs_on_b(view, number)
        near = [*(n.removeprefix("و") for n in before[-2:]), *after[:_FLED_AT_ONCE]]
        return many and any(n in _FLED and not n.endswith("هم") for n in near)
    pause = 1 if "الذين" in after[:3] else 0
    ends = [i for i, n in enumerate(after) if n in CLAUSE_ENDS]
    since = max((i + 1 for i, n in enumerate(before) if n in CLAUSE_ENDS), default=0)
    clause = [*before[since:], *after[: ends[pause] if len(ends) > pause else len(after)]]
    said = {n[k:] for n in clause for k in (0, 1) if k == 0 or n[0] in "وفلب"}
    if not said.isdisjoint(_FLED):
        return True
    return not said.isdisjoint(_LEFT) and (
        not heads.isdisjoint(_CIVILIANS) or not _HOMES.isdisjoint(view.norms[number.last : number.last + _FLED_WITHIN])
    )
