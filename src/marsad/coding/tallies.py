"""Counts over several incidents or a period ("43 عملية خلال رمضان"), with their parts and whether these add up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from marsad.arabic.dates import EDGES, DateMention
from marsad.arabic.numbers import Number, NumberWords
from marsad.arabic.tokens import unwaw
from marsad.coding.actors import choose
from marsad.coding.draft import Count, Draft
from marsad.coding.participants import OUTCOMES, Participant
from marsad.coding.reading import Reading, Sentence, within
from marsad.coding.several import blows_on_areas, several_told
from marsad.coding.view import SentenceView
from marsad.model.document import Role
from marsad.model.record import Evidence, Figure, Period, Tally, TallyPart, TallySource
from marsad.places.locate import PlaceFound

LONG_PERIOD_DAYS = 4  # a toll over more days than this is a tally, not one incident's toll
MASSACRE = 10_000  # fewer dead or hurt can be those of one deed that is named in the singular
WAR_DEAD = 20_000  # "عشرات الآلاف"
OPEN_ENDED = 20  # times its least that a vague count may stand for a number told elsewhere
SO_FAR = 20  # fewer dead "so far" are those of one incident that is still told of
LARGE = 1000  # no single incident of the codebook's kind in an Arabic report has a toll this high without being a sum
MANY_PEOPLE = 100  # fewer displaced or held people belong to one incident's story
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
_MOVE_LETTERS = (
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
_CLAUSE_ENDS = frozenset({"،", "؛", ".", ":", "فضلا", "اضافه"})
_BACK = frozenset({"عاد", "عادت", "عادوا", "يعود", "عوده", "بعوده", "اعاده", "باعاده", "الافراج", "افرج", "افرجت", "بالافراج", "اطلق", "اطلقت", "اطلاق", "باطلاق"})  # fmt: skip
_LET_GO = frozenset({"افرج", "افرجت", "يفرج", "تفرج", "الافراج", "بالافراج", "العفو", "عفا"})
_FREED_WITHIN = 16  # words from "أفرجت" to those for whom "عن" stands
_BACK_WITHIN = 6  # words from "عودة", "الإفراج عن" to those who are displaced or held no longer
_HELD_VERBS = {
    "arrested": ("محتجز", "معتقل", "موقوف", "اعتقل", "اوقف"),
    "abducted": ("تحتجزهم", "يحتجزهم", "مختطف", "مخطوف", "خطف", "اختطف"),
}
_PERSONS = frozenset(
    {"شخص", "شخصا", "اشخاص", "مدني", "مدنيا", "مواطن", "مواطنا", "رجل", "رجلا", "امراه", "طفل", "طفلا"}
)
_COUNTABLE = frozenset(
    {"حاله", "المدنيين", "السكان", *_PERSONS, *_KIND_OF, *("ال" + word for word in _KIND_OF)}
)  # no count without one
_PEOPLE = ("displaced", "abducted", "arrested")
DEEDS = frozenset({"operations", "strikes", "protests", "violations"})
FEARED_WITHIN = 8  # words from a threat or fear to what it would do
MOST_DEEDS = 100_000  # more "operations" are of banks and networks
_CASES = frozenset({"انتهاك", "اعتقال", "خطف", "اختطاف", "اعتداء", "تعذيب", "اغتيال", "اعدام"})
_HOSTED = ("ياوي", "تاوي", "يووي", "تووي", "يضم", "تضم", "يستضيف", "تستضيف", "استضاف", "استقبل", "تستقبل", "يستقبل", "يعيش", "تعيش", "يقيم", "يقطن", "يسكن")  # fmt: skip
_HOSTED_WITHIN = 4  # words from "مخيم يؤوي" to those who live there
_BUSINESS = frozenset({"حجز", "تدريبيه", "تدريب", "ناجحه", "حره", "ركنيه", "جزاء", "راسيه", "ترجيح", "ارسال", "استباقيه", "قرصنه", "احتيال", "تهريب", "تجاريه", "لوجستيه", "جراحيه", "بيع", "شراء", "سحب", "نقل", "تداول", "ماليه", "مصرفيه", "الكترونيه", "ولاده", "زراعه", "انقاذ", "تجميل", "قلب", "تمت"})  # fmt: skip
DETAIL = 20  # fewer deeds than this without a period are details of one incident
_OUTCOME_WHAT = {"fatalities": "killed", "injured": "injured", "captured": "arrested", "abducted": "abducted"}
_THAT = frozenset({"هذه", "تلك", "هذا", "ذلك"})
_SPAN = frozenset({"الفتره", "المده", "السنوات", "الاشهر", "الشهر", "العام"})
_THROUGH = frozenset({"خلال", "في", "طوال", "طيله", "اثناء"})  # "أكثر المعارك ضراوة هذا العام" counts nothing
_THE_SAME = frozenset({"نفسها", "ذاتها", "نفسه", "ذاته"})
ROUNDED = 0.03  # share by which a headline's figure may differ from the body's
LEAST = 3  # smaller tolls are told of single incidents
HUNDREDS = 200  # "مئات" without a place or a day


@dataclass(slots=True)
class Found:
    """A tally as found in one sentence, before repeats and parts are sorted out."""

    view: SentenceView
    first: int
    last: int
    count: Figure
    what: str
    actor: tuple[str, ...]
    victim: tuple[str, ...]
    place: str | None
    period: DateMention | None
    source: TallySource | None


def counting(reading: Reading, words: NumberWords) -> list[Sentence]:
    """The sentences in which a number stands beside something that is counted: where an article without triggers can have
    a tally."""
    moved = any(map(reading.holds, _MOVE_LETTERS))
    if not moved and _COUNTABLE.isdisjoint(reading.norms):
        return []
    said = ((s, reading.norms[s.first : s.last]) for s in reading.sentences)
    counted = ((s, norms) for s, norms in said if _may_count(norms, moved))
    return [s for s, norms in counted if any(map(words.begins.__getitem__, norms))]


def _may_count(norms: Sequence[str], moved: bool) -> bool:
    """May a number among these words be one of `_things`? `moved`: people may have left their homes in the article."""
    return not _COUNTABLE.isdisjoint(norms) or (moved and any(map(_of_leaving, norms)))


@lru_cache(maxsize=65536)
def _of_leaving(norm: str) -> bool:
    """May a word, with or without a letter that is joined to it, say that people left their homes (`_moved`, `_fled`)?"""
    return any(n.startswith(_MOVED) or n in _MADE_LEAVE or n in _FLED or n in _LEFT for n in (norm, norm[1:]))


def things(views: Iterable[SentenceView]) -> list[Found]:
    """Tallies of sentences that tell of no event (see `counting`)."""
    return [found for view in views for found in _things(view, ())]


def find(views: Sequence[SentenceView], drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """Tallies of an article; marks drafts whose figures are sums as `summary` so that they do not become one event."""
    out: list[Found] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    moved = bool(views) and any(map(views[0].reading.holds, _MOVE_LETTERS))
    countable = moved or (bool(views) and not _COUNTABLE.isdisjoint(views[0].norms))
    numbered = bool(views) and not _NUMBERED.isdisjoint(views[0].norms)
    for view in views:
        mine = by_sentence.get(view.sentence.number, [])
        if countable and _may_count(view.norms[view.sentence.first : view.sentence.last], moved):
            out += _things(view, mine)
        if numbered and view.holds(_NUMBERED):
            out += _totals(view, mine)
        if view.uses:
            out += _tolls(view, mine, anchor)
            out += _dead_and_hurt(view, mine, anchor)
    return out if not out or not _peaceful(views) else [f for f in out if f.what not in _HARM]


_HARM = frozenset({"killed", "injured", "other"})
_NATURAL = frozenset({"accident", "health"})
_WARRING = frozenset({"حرب", "الحرب", "نزاع", "النزاع", "قتال", "القتال", "صراع", "الصراع", "معارك", "المعارك", "ابادة", "مجزره", "مجازر", "مذبحه", "مذابح", "تمرد"})  # fmt: skip


def _peaceful(views: Sequence[SentenceView]) -> bool:
    """An article of illness, floods, the roads or the market: it tells of people who died or were hurt and of no other violence,
    of no weapon and no war; where it names nothing of nature or traffic, of nobody killed or in arms either."""
    named = any(h.phrase.entry.reason in _NATURAL for view in views for h in view.markers)
    harmed = _HARMED | _KILLED if named else _HARMED
    if any(u.trigger.frame not in harmed for view in views for u in view.uses if not u.reason):
        return False
    carried = {h.phrase.entry.id for view in views for h in view.weapons}
    if carried - (_RESCUERS if named else frozenset()) or any(view.holds(_WARRING) for view in views):
        return False
    return named or not any(view.armed for view in views)


_HARMED = frozenset(
    {"die", "die_soft", "die_light", "injure", "toll_hurt", "toll_lives"}
)  # frames of people in trouble
_KILLED = frozenset({"kill", "toll_dead", "toll_mixed"})
_RESCUERS = frozenset({"air"})  # weapons that come to the help of the hurt, too


def _things(view: SentenceView, drafts: Sequence[Draft]) -> list[Found]:
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
            _of_any_kind(view, number) or (number.low in _DOZENS and number.high is None and not _span(view))
        ):
            continue
        if (what == "displaced" and _lives_there(view, number)) or (what in _PEOPLE and _of_nature(view)):
            continue
        if any(p.first <= number.first < p.last for p in told):
            continue
        if deeds and number.low < DETAIL and (drafts or _of_a_day(view)) and not _period(view, None):
            continue  # "هجوم تخلله 10 عمليات انتحارية", "نفذت القوات فجر اليوم خمس عمليات أمنية"
        last = min(view.sentence.last, number.last + 2)
        out.append(_found(view, number.first, last, _figure(view, number), what))
    return out


def _figure(view: SentenceView, number: Number) -> Figure:
    """ "تجاوز عدد النازحين 11 مليونا": at least so many."""
    before = view.norms[max(view.sentence.first, number.first - _NUMBER_OF_WITHIN - 1) : number.first]
    at = max((i for i, n in enumerate(before) if unwaw(n) in _EXCEEDS), default=None)
    above = at is not None and not any(n in _CLAUSE_ENDS or n.isdecimal() for n in before[at:])
    above = above and (not at or before[at - 1] not in _NOT)
    return Figure(number.low, None if above else number.high)


_NOT = frozenset({"لم", "لا", "لن", "ولم", "ولا"})
_EXCEEDS = frozenset({"تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "فاق", "يفوق", "تخطي", "يتخطي"})


def _of_a_day(view: SentenceView) -> bool:
    return any(d.precision == "day" for d in view.dates)


_DOZENS = frozenset({20})  # "عشرات" without an upper bound


def _span(view: SentenceView) -> bool:
    """Is a period told, or "حتى الآن"? "شنت الطائرات عشرات الغارات" alone is the one attack that the article tells of."""
    if _period(view, None) is not None or _that_period(view):
        return True
    return any(a == "حتي" and b in _NOW for a, b in pairwise(view.norms[view.sentence.first : view.sentence.last]))


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
    before = view.norms[max(view.sentence.first, number.first - _NUMBER_OF_WITHIN) : number.first]
    of = [b for a, b in pairwise(before) if a in ("عدد", "وعدد", "اعداد")]
    if what := next((what for what in _PEOPLE if any(n in KINDS[what] for n in of)), None):
        return what
    return "displaced" if _moved(view, number) or _fled(view, number) else None


_NUMBER_OF_WITHIN = 9  # words from "عدد" to the number ("عدد النازحين داخل البلاد واللاجئين إلى الخارج …")


def _moved(view: SentenceView, number: Number) -> bool:
    """ "نزوح أكثر من 70 ألفا", "أجبر 70 ألف شخص على النزوح"; another clause's flight is not theirs ("قتل 500 ألف شخص، وشرد نصف السكان")."""
    before = view.norms[max(view.sentence.first, number.first - 5) : number.first]
    after = view.norms[number.last : min(view.sentence.last, number.last + 6)]
    since = max((i + 1 for i, n in enumerate(before) if n in _CLAUSE_ENDS), default=0)
    until = next((i for i, n in enumerate(after) if n in _CLAUSE_ENDS or n.startswith(_AND_MOVED)), len(after))
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
        many = (number.low or 0) >= LARGE and heads.isdisjoint(_FLEE_OTHERWISE) and not _hangs_on_b(view, number)
        near = [*(n.removeprefix("و") for n in before[-2:]), *after[:_FLED_AT_ONCE]]
        return many and any(n in _FLED and not n.endswith("هم") for n in near)
    pause = 1 if "الذين" in after[:3] else 0
    ends = [i for i, n in enumerate(after) if n in _CLAUSE_ENDS]
    since = max((i + 1 for i, n in enumerate(before) if n in _CLAUSE_ENDS), default=0)
    clause = [*before[since:], *after[: ends[pause] if len(ends) > pause else len(after)]]
    said = {n[k:] for n in clause for k in (0, 1) if k == 0 or n[0] in "وفلب"}
    if not said.isdisjoint(_FLED):
        return True
    return not said.isdisjoint(_LEFT) and (
        not heads.isdisjoint(_CIVILIANS) or not _HOMES.isdisjoint(view.norms[number.last : number.last + _FLED_WITHIN])
    )


def _tolls(view: SentenceView, drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """Killed, injured, held: summed over a long period, over several incidents, or too many for one."""
    if not drafts:
        return []
    out = []
    for draft in drafts:
        stated = [c for c in draft.counts if c.stated and c.low >= LEAST and c.who.outcome != "victims"]
        several = bool(stated) and several_told(view, draft)
        for c in stated:
            dated = draft.date is not None and draft.date.precision == "day"
            if {u.trigger.frame for u in draft.uses if u.frame.counts == c.key} == {"die_soft"}:
                continue  # "وفاة 600 شخص" of disease
            period = _toll_period(view, draft, anchor, c.who)
            one = _of_one_deed(view, draft, c.who)
            rough = period is not None and _when(view, period) and (one or _at_one_place(view, draft))
            wide = ((_days(period) > LONG_PERIOD_DAYS and not rough) or _that_period(view)) and not dated
            apart = several and not (rough and draft.date is not None)
            running = _runs_since(view, draft, c.who) or (c.low >= SO_FAR and not one and _so_far(view, draft))
            if _aboard(view, c.who):
                continue
            hurt = c.key == "injured" and ((dated and _at_a_point(draft)) or _few_dead(draft))
            massacre = one and c.low < MASSACRE and _at_a_point(draft) and not draft.has("execute", "arrest")
            large = c.low >= LARGE and not (hurt or massacre)
            placeless = (
                c.low >= HUNDREDS
                and not (hurt and c.low < LARGE)
                and draft.date is None
                and not _placed(view)
                and not _title(view)
            )
            summed = _over_days(view, draft, c.who) or (c.low >= MANY_PEOPLE and _of_a_land(view, draft))
            summed = summed or large or wide or apart or placeless or running
            if summed or c.tally:  # of several scenes, or a running toll told beside the incident's own
                first, last = c.who.first, max(c.who.last, c.who.first + 1)
                what = _OUTCOME_WHAT.get(c.key, "other")
                if (period is not None or running or apart or not _vaguely(view, draft, c)) and not _dozens(c):
                    out.append(_found(view, first, last, Figure(c.low, c.high), what, draft, c.who))
                draft.summary = draft.summary or summed
                c.tally = True
                draft.over_period = draft.over_period or running or wide or blows_on_areas(view, draft)
        if _number_of_those(view, draft):
            out += _reached(view, draft)
            if not stated:
                draft.summary = draft.over_period = True
        draft.over_period = (
            draft.over_period
            and (draft.toll_only or blows_on_areas(view, draft))
            and all(c.tally for c in draft.counts if c.stated)
        )
    return out


_HARMS = frozenset({"fatalities", "injured"})


_HARMS = frozenset({"fatalities", "injured"})


def _vaguely(view: SentenceView, draft: Draft, count: Count) -> bool:
    """ "تسبب الرئيس في قتل آلاف السوريين", "جرح الآلاف": no number, no war and no raids in the plural ("أودت غاراته بمئات المدنيين"), and
    not the tens of thousands dead that only a war has."""
    if not count.who.vague or count.key not in _HARMS or (count.key == "fatalities" and count.low >= WAR_DEAD):
        return False
    said = [unwaw(n).removeprefix("ب") for n in view.norms[view.sentence.first : draft.last]]
    return _WARRING.isdisjoint(said) and not any(_RAIDS.fullmatch(n) for n in said)


def _dozens(count: Count) -> bool:
    """ "وإصابة العشرات", "أسر عشرات": dozens hurt or held are told beside a toll and counted by nobody."""
    return count.key in ("injured", "captured") and count.who.vague and count.low in _DOZENS


_RAIDS = re.compile("(?:ال)?(?:غارات|ضربات|هجمات|حملات)(?:ه|ها|هم)?")


def _so_far(view: SentenceView, draft: Draft) -> bool:
    """ "أسفرت الحملة حتى الآن عن مقتل أكثر من 200": of what still goes on, and of no day."""
    said = view.norms[draft.first : draft.last]
    still = draft.date is None and not _at_a_point(draft) and not draft.has("bomb", "clash")
    return still and any(a == "حتي" and b in _NOW for a, b in pairwise(said))


_NOW = frozenset({"الان", "اليوم", "اللحظه", "الساعه"})


def _aboard(view: SentenceView, who: Participant) -> bool:
    """ "298 شخصا كانوا على متنها": the dead of one craft, whatever month it was."""
    after = view.norms[who.last : who.last + 4]
    return any(a == "علي" and b.startswith("متن") for a, b in pairwise(after))


def _at_a_point(draft: Draft) -> bool:
    """One day's thousand hurt in one town ("إصابة أكثر من 1000 شخص في دوما الجمعة") are the toll of what happened there."""
    return draft.place is not None and draft.place.where.level not in ("country", "region", "province")


def _few_dead(draft: Draft) -> bool:
    """ "مقتل ستين وجرح أكثر من ألفين": the thousands hurt in one day's shooting, told beside its dead."""
    dead = [c.low for c in draft.counts if c.key == "fatalities" and c.stated]
    return bool(dead) and max(dead) < MANY_PEOPLE


_THOSE_WITHIN = 9  # words from "عدد" to "قتلوا" ("عدد الفلسطينيين الذين قتلوا")


def _number_of_those(view: SentenceView, draft: Draft) -> bool:
    """ "بلغ عدد السودانيين الذين قتلوا منذ بدء الاعتصام 61": how many there are by now, told of no incident."""
    before = view.norms[max(draft.first, draft.head.first - _THOSE_WITHIN) : draft.head.first]
    if _NUMBERED.isdisjoint(before) or _RELATIVES.isdisjoint(before):
        return False
    return any(unwaw(n) in _SO_FAR for n in view.norms[draft.head.last : draft.last])


def _totals(view: SentenceView, drafts: Sequence[Draft]) -> list[Found]:
    """ "ارتفع عدد الذين قتلوا منذ بدء التظاهرات إلى 141", "بلغ عدد من اعتقلتهم السلطات حتى الآن 786": a number that has grown over a
    span of time, of nobody whom an incident of the sentence counts."""
    counted = [c.who for d in drafts for c in d.counts if c.stated]
    for number in view.numbers:
        if number.kind in ("percent", "decimal", "ordinal") or not number.low or number.low < LEAST:
            continue
        if any(p.first <= number.first < p.last for p in counted) or any(
            d.first <= number.first < d.last for d in view.dates
        ):
            continue
        before = view.norms[max(view.sentence.first, number.first - _TOTAL_WITHIN) : number.first]
        at = max((i for i, n in enumerate(before) if unwaw(n) in _NUMBERED), default=None)
        after = view.norms[number.last : min(view.sentence.last, number.last + _TOTAL_OF)]
        if not (_UP_TO & {*before[-2:]} or _hangs_on_b(view, number)):
            continue
        if at is not None:
            after = before[at + 1 :]
        elif not after or after[0] not in _NUMBERED:  # "يرفع الهجوم إلى 245 عدد الذين قتلوا"
            continue
        of = {unwaw(n).removeprefix("ال") for n in after}
        what = next((what for what, words in _OF_WHOM.items() if not words.isdisjoint(of)), None)
        if what and (_over_a_span(view) or (what == "arrested" and _span(view))):
            return [_found(view, number.first, number.last, _figure(view, number), what)]
    return []


def _hangs_on_b(view: SentenceView, number: Number) -> bool:
    """ "بنحو 40 ألفا", "بـ20": the number hangs on "ب"."""
    return view.norms[number.first].startswith("ب") and not view.norms[number.first].isdecimal()


def _over_a_span(view: SentenceView) -> bool:
    """A period, or "منذ" and what a count runs from."""
    said = view.norms[view.sentence.first : view.sentence.last]
    since = any(unwaw(a) == "منذ" and b in view.words["since"] for a, b in pairwise(said))
    return since or _period(view, None) is not None


_TOTAL_WITHIN = 16  # words from "عدد" to the number
_TOTAL_OF = 5  # words from a number to "عدد الأشخاص الذين قتلوا"
_UP_TO = frozenset({"الي", "بلغ", "وبلغ", "تجاوز", "يتجاوز", "بنحو", "بحوالي", "نحو", "حوالي"})
_OF_WHOM = {
    "killed": frozenset({"قتلي", "ضحايا", "شهداء", "قتلوا", "قتلتهم", "قتلهم", "قضوا", "سقطوا"}),
    "injured": frozenset({"جرحي", "مصابين", "مصابي", "اصيبوا", "جرحوا", "اصابات"}),
    "arrested": frozenset({"معتقلين", "معتقلي", "اعتقلوا", "اعتقلتهم", "اعتقلهم", "موقوفين", "اوقفوا", "اوقفتهم", "محتجزين"}),
}  # fmt: skip


def _reached(view: SentenceView, draft: Draft) -> list[Found]:
    """ "يرتفع إلى 96 عدد الجنود الذين قتلوا منذ بدء التصعيد": the number before "عدد"."""
    what = _OUTCOME_WHAT.get(draft.head.frame.counts or "")
    for number in view.numbers:
        near = number.last < draft.head.first and view.norms[number.last] in _NUMBERED
        if what and near and number.low and number.low >= LEAST and draft.head.first - number.last <= _REACHED_WITHIN:
            return [_found(view, number.first, number.last, Figure(number.low, number.high), what, draft)]
    return []


_REACHED_WITHIN = 14  # words from "96 عدد" to "قتلوا"
_NUMBERED = frozenset({"عدد", "اعداد", "وعدد", "حصيله"})
_RELATIVES = frozenset({"الذين", "اللواتي", "اللاتي", "ممن", "الذي"})
_SO_FAR = frozenset({"منذ", "خلال", "هذا", "طوال"})
_YEAR_DIGITS = 4  # "منذ 2015"


def _first_of_its_kind(view: SentenceView, draft: Draft, since: int) -> bool:
    lead = view.norms[max(draft.first, since - _FOREMOST_WITHIN) : since]
    return any(a in view.words["foremost"] and a.startswith("الا") and b not in _NO_MORE for a, b in pairwise(lead))


_NO_MORE = frozenset({"من", "/", "منذ"})  # "كانون الأول/ديسمبر"
_FOREMOST_WITHIN = 8  # words from "الأكثر دموية" to "منذ"
_SINCE_WITHIN = 10  # words between a count and "منذ بدء …"
_SINCE_FAR = (
    16  # words of one clause from "منذ" to the count ("منذ بدء التصعيد على المدينة في 18 فبراير إلى 770 قتيلا")
)


def _runs_since(view: SentenceView, draft: Draft, who: Participant) -> bool:
    """ "قتل 110 أشخاص منذ بدء الاحتجاجات", "عدد القتلى منذ الانقلاب 112": a count that has run ever since; "الهجوم الأعنف منذ
    بدء الهدنة" has its own toll."""
    norms = view.norms
    for i in range(draft.first, draft.last - 1):
        if norms[i] not in ("منذ", "ومنذ"):
            continue
        year = norms[i + 1].isdigit() and len(norms[i + 1]) == _YEAR_DIGITS
        # "ومنذ 30 مارس قتل 35", "منذ يوم الجمعة"
        day = any(d.kind in ("absolute", "weekday") and 1 <= d.first - i <= 2 for d in view.dates)
        then = norms[i + 1] == "ذلك" and norms[i + 2] in _THAT_TIME
        if not (year or day or then or norms[i + 1] in view.words["since"]):
            continue
        lead = {n.removeprefix("و") for n in norms[max(draft.first, i - 3) : i]}
        if _first_of_its_kind(view, draft, i):
            continue  # "الأكثر دموية في النزاع منذ الحرب"
        far = _SINCE_WITHIN if "،" in norms[i : who.first] else _SINCE_FAR
        near = 0 <= i - who.last <= _SINCE_WITHIN or 0 <= who.first - i <= far
        if who.first <= i < who.last or (near and view.words["foremost"].isdisjoint(lead)):
            return True  # "عدد القتلى منذ بدء المسيرات إلى 45": the span of a count that is told of their number
    return False


_THAT_TIME = frozenset({"الحين", "الوقت", "التاريخ"})
_UNITS = frozenset({"ايام", "اسابيع", "اشهر", "شهور", "سنوات"})
_UNITS_WITHIN = 14  # words from "أيام من" to the count


def _over_days(view: SentenceView, draft: Draft, who: Participant) -> bool:
    """ "بعد أيام من التصعيد أسفر عن 500 قتيل": the toll of the days before what the sentence tells."""
    norms = view.norms
    near = range(max(draft.head.last, who.first - _UNITS_WITHIN), who.first - 1)
    return any(norms[i] in _UNITS and norms[i + 1] == "من" and norms[i - 1] in _AFTER_DAYS for i in near)


_AFTER_DAYS = frozenset({"بعد", "عقب", "خلال", "اثر"})  # and not "بعد ثلاثة أيام من مقتل 14"


_IN_THEM = frozenset({"خلال", "في", "اثناء", "جراء"})


def _of_a_land(view: SentenceView, draft: Draft) -> bool:
    """ "وقتل أكثر من 240 شخصا في تشاد خلال معارك": many dead of fights in the plural, in a whole country and on no day."""
    wide = draft.place is not None and draft.place.where.level in ("country", "region")
    if draft.date is not None or not wide or view.sentence.role in (Role.TITLE, Role.SUBTITLE, Role.LEAD):
        return False
    norms = view.norms[draft.first : draft.last]
    return any(a in _IN_THEM and b in _FIGHTS_OVER for a, b in pairwise(norms))


_FIGHTS_OVER = frozenset({"اشتباكات", "مواجهات", "احتجاجات", "هجمات", "اعتداءات", "تفجيرات", "غارات", "اعمال", "معارك", "النزاع", "القتال"})  # fmt: skip


def _dead_and_hurt(view: SentenceView, drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """ "5122 شخصا بين قتيل وجريح": one figure for dead and hurt, over a period or several incidents, or too high for one."""
    out: list[Found] = []
    if not any(u.trigger.id in OUTCOMES for u in view.uses):
        return out  # asks for no people, dates or places where nobody is told dead or hurt
    if ("victims" not in view.outcomes and len(view.outcomes) == 1) or _nobodys_violence(view):
        return out
    for p in view.people:
        if p.outcome != "victims" or p.figure is None or p.figure.low is None or p.figure.low < LEAST:
            continue
        if (
            p.figure.low >= MANY_PEOPLE
            or _days(_period(view, anchor)) > LONG_PERIOD_DAYS
            or any(several_told(view, d) for d in drafts)
        ):
            out.append(_found(view, p.first, p.last, Figure(p.figure.low, p.figure.high), "other"))
    return out


def _nobodys_violence(view: SentenceView) -> bool:
    """ "87 مليونا ضحايا التسريب", "ضحايا الأمطار": victims of no violence; "بين قتيل وجريح" says how they were harmed."""
    if any(h.phrase.entry.reason == "accident" for h in view.markers):
        return True
    harmed = bool(view.outcomes - {"victims"}) or bool(view.weapons)
    return not harmed and all(u.frame.family == "outcome" for u in view.uses)


def _toll_period(view: SentenceView, draft: Draft, anchor: str | None, who: Participant) -> DateMention | None:
    """The period of a toll: "تفجير وقع في شباط 2016" is one bombing with a rough date, "قتلى الهجمات في شباط" a month's toll."""
    period = _period(view, anchor, (who.first, who.last))
    if period is not None and period.last < len(view.norms) and view.norms[period.last] in _WHEN:
        # "الأعنف منذ يوليو 2005 عندما قتل انتحاريون 52 شخصا"; but "منذ 30 مارس عندما بدأت المسيرات، ما أسفر عن مقتل 118"
        return period if period.kind == "period" and "،" in view.norms[period.last : who.first] else None
    if period is None or period.kind != "absolute" or view.norms[period.first - 1] != "في":
        return period
    far = min((period.first - u.last for u in draft.uses), key=abs, default=0) > _PERIOD_WITHIN
    if far or view.norms[period.first] in EDGES:
        return None  # "… المتهم بمحاولة الانقلاب في يوليو"; "اعتقال سبعة في نهاية أيار" is one arrest with a rough date
    plural = any(t.norm.removeprefix("ال") in view.words["several"] for t in view.tokens[draft.first : draft.last])
    one = any(u.trigger.frame in _INCIDENTS for u in draft.uses)
    return None if one and not plural else period


_WHEN = frozenset({"عندما", "حين", "حينما"})
_PERIOD_WITHIN = 14  # words from a deed to the month in which it was done
_INCIDENTS = frozenset({"attack", "bomb", "strike", "shoot", "execute", "massacre"})


def _of_one_deed(view: SentenceView, draft: Draft, who: Participant) -> bool:
    """ "من أبرز الهجمات الهجوم على الفندق في أبريل الماضي وقد أوقع 19 قتيلا": the deed told next to the dead is one."""
    deeds = [u for u in draft.uses if u.trigger.frame in _INCIDENTS and not u.verb]
    before = [u for u in deeds if u.last <= who.first]
    near = before[-1] if before else next(iter(deeds), None)
    return (
        near is not None
        and unwaw(view.norms[near.first]).removeprefix("ب").removeprefix("ال") not in view.words["several"]
    )


def _at_one_place(view: SentenceView, draft: Draft) -> bool:
    """ "خطفت الجماعة 270 تلميذة من مدرسة في شيبوك عام 2014": a deed of one place, told in the singular."""
    said = (unwaw(n).removeprefix("ب").removeprefix("ال") for n in view.norms[draft.first : draft.last])
    return _at_a_point(draft) and view.words["several"].isdisjoint(said)


def _when(view: SentenceView, period: DateMention) -> bool:
    """ "في مارس الماضي", "عام 2012": a rough date, and no span that is counted over ("خلال مارس", "منذ مارس")."""
    before = view.norms[period.first - 1] if period.first else ""
    dated = before in ("في", "وفي") or (before not in _OVER and view.norms[period.first] in _YEAR)
    return period.kind in ("absolute", "relative") and dated


_YEAR = frozenset({"عام", "العام", "سنه"})
_OVER = frozenset({"خلال", "منذ", "ومنذ", "وخلال", "طوال", "طيله", "حتي", "مدار", "مدي", "غضون", "بدايه", "مطلع"})


def _placed(view: SentenceView) -> bool:
    return any(p.place is not None for p in view.places)


def _that_period(view: SentenceView) -> bool:
    """ "خلال هذه الفترة", "الفترة نفسها": a period told before."""
    norms = ["", *view.norms[view.sentence.first : view.sentence.last]]
    return any(
        (a in _THAT and b in _SPAN and before in _THROUGH) or (a in _SPAN and b in _THE_SAME)
        for before, a, b in zip(norms, norms[1:], norms[2:], strict=False)
    )


def _title(view: SentenceView) -> bool:
    return view.sentence.role in (Role.TITLE, Role.SUBTITLE)


def _days(mention: DateMention | None) -> int:
    if not mention or not mention.start or not mention.end:
        return 400 if mention and mention.kind == "period" else 0
    return (dt.date.fromisoformat(mention.end) - dt.date.fromisoformat(mention.start)).days + 1


def _period(view: SentenceView, anchor: str | None, count: tuple[int, int] = (0, 0)) -> DateMention | None:
    """A period of the sentence; of several that nearest to `count`, the tokens of a count."""
    spans = [d for d in view.dates if d.kind in ("period", "absolute", "relative") and _days(d) > LONG_PERIOD_DAYS]
    spans = [
        d
        for d in spans
        if d.kind == "period"
        or (
            d.first
            and view.tokens[d.first - 1].norm in ("خلال", "منذ", "في", "طوال", "حتي", "طيله", "مدار", "مدي", "غضون")
        )
    ]
    spans = [d for d in spans if not (_of_the_war(view, d) or _of_print(view, d) or _of_a_record(view, d))]
    return min(spans, key=lambda d: max(d.first - count[1], count[0] - d.last), default=None)


def _of_the_war(view: SentenceView, period: DateMention) -> bool:
    """ "النزاع المستمر منذ 2001": how long the war has lasted is not the period of a toll."""
    before = view.tokens[max(view.sentence.first, period.first - 3) : period.first + 1]
    return any(t.norm.removeprefix("ال") in _LASTING for t in before)


def _of_a_record(view: SentenceView, period: DateMention) -> bool:
    """ "من بين الأسوأ منذ 25 عاما", "أعنف هجوم منذ سنوات": how long there has been none like it."""
    lead = view.norms[max(view.sentence.first, period.first - _RECORD_WITHIN) : period.first + 1]
    since = lead.index("منذ") if "منذ" in lead else 0
    return any(unwaw(a) in view.words["foremost"] and b != "من" for a, b in pairwise(lead[: since + 1]))


_RECORD_WITHIN = 4  # words from "الأعنف" to "منذ"
_LASTING = frozenset({"مستمر", "مستمره", "داير", "دايره", "متواصل", "متواصله", "مندلع", "مندلعه", "قايم", "قايمه", "مسيطر", "خاضعه", "محاصر", "محاصره"})  # fmt: skip


def _found(
    view: SentenceView,
    first: int,
    last: int,
    count: Figure,
    what: str,
    draft: Draft | None = None,
    who: Participant | None = None,
) -> Found:
    armed = [p for p in view.people if p.organisation and p.slot != "source"]
    actor = tuple(
        dict.fromkeys(
            n.name
            for p in armed
            if p.slot in ("", "by", "for") and p.first < first + 25
            for n in p.named
            if n.organisation
        )
    )[:1]
    hurt = [p for p in view.people if p.slot in ("on",) or (p.counted and p.kinds)]
    if draft is not None and who is not None:
        actor = tuple(dict.fromkeys(n.name for p in draft.agents if p is not who for n in p.named if n.organisation))[
            :2
        ]
        hurt = [who]
    said = [n for p in hurt if p.named for n in choose(p, "patient")]  # "40 ألف قتيل" does not say who they were
    victim = tuple(dict.fromkeys(n.name for n in said if n.name not in actor))[:3]
    span = (first, last)
    return Found(
        view, first, last, count, what, actor, victim, _place(view, span), _told_period(view, span), _source(view, span)
    )


def _place(view: SentenceView, count: tuple[int, int]) -> str | None:
    """The place told nearest to a count, before all one that a preposition or a type noun leads in; a land that the article
    counts in ("في تركيا") stands among them."""
    lands = within(view.reading.lands, view.sentence.first, view.sentence.last)
    told = sorted((p for p in (*view.places, *lands) if p.place is not None), key=lambda p: p.first)
    outer = {id(b) for a, b in pairwise(told) if b.first - a.last <= _NESTED_WITHIN and not _listed(view, a, b)}

    def distance(place: PlaceFound) -> tuple[bool, int]:
        led = place.typed is not None or view.norms[place.first - 1] in _WHERE or view.norms[place.first][0] == "ب"
        return not led, max(place.first - count[1], count[0] - place.last)

    near = min((p for p in told if id(p) not in outer), key=distance, default=None)
    return near.place.name if near is not None and near.place is not None else None


_WHERE = frozenset({"في", "وفي", "من", "داخل", "علي", "شمال", "جنوب", "شرق", "غرب", "وسط"})
_NESTED_WITHIN = 2  # words between "الغوطة الشرقية" and the "دمشق" that it lies near


def _listed(view: SentenceView, a: PlaceFound, b: PlaceFound) -> bool:
    """ "حلب وإدلب", "حلب، إدلب": neither lies in the other."""
    between = view.norms[a.last : b.first + 1]
    return any(n == "،" or n.startswith("و") for n in between)


def _told_period(view: SentenceView, count: tuple[int, int]) -> DateMention | None:
    """The period of a tally: one that a preposition leads in, else "هذا الشهر", "العام الماضي" after the count."""
    led = _period(view, None, count)
    if led is not None:
        return led
    after = (d for d in view.dates if d.kind == "relative" and d.first >= count[1] and d.rule != "date.ago")
    bare = (d for d in after if _days(d) > LONG_PERIOD_DAYS)
    return next((d for d in bare if not _of_the_war(view, d) and not _of_print(view, d)), None)


_PRINTED = ("صادر", "صدر", "نشر", "منشور", "مورخ", "اعد", "تقرير")  # "تقرير صادر في أبريل 2016" says when it was told


def _of_print(view: SentenceView, period: DateMention) -> bool:
    before = view.norms[max(view.sentence.first, period.first - 3) : period.first]
    return any(n.removeprefix("و").removeprefix("ال").startswith(_PRINTED) for n in before)


def _source(view: SentenceView, count: tuple[int, int]) -> TallySource | None:
    """The source cited for a count: the one told nearest to it."""
    from marsad.coding.attribution import cited

    start, end = view.reading.span(*count)
    ref = min(cited(view), key=lambda r: max(r.start - end, start - r.end), default=None)
    return TallySource(ref.name, ref.text) if ref is not None else None


def assemble(found: Sequence[Found], views: Sequence[SentenceView], anchor: str | None) -> tuple[Tally, ...]:
    """Tallies of the record: repeats of one count are one tally, later smaller counts of the same kind may be its parts."""
    kept: list[Found] = []
    # the body tells more than the headline, which may round, and a telling with its period more than one without
    for f in sorted(found, key=lambda f: (_title(f.view), f.period is None)):
        twin = next(
            (
                k
                for k in kept
                if k.what == f.what and (_same(k.count, f.count) or (_title(f.view) and _rounds(f.count, k.count)))
            ),
            None,
        )
        if twin is None:
            kept.append(f)
        else:
            _complete(twin, f)
    for f in kept:
        if f.what == "operations" and f.period is None:
            f.period = _period_before(f.view, views)
    kept.sort(key=lambda f: (f.first, f.last))
    kept = [f for f in kept if not any(_says_more(k, f) for k in kept)]
    _spread(kept)
    parts = [_parts(f, kept) for f in kept]
    inside = {id(p) for group in parts for p in group if p.what not in DEEDS}
    return tuple(_record(f, p, anchor) for f, p in zip(kept, parts, strict=True) if id(f) not in inside)


# "عشرات", "مئات", "آلاف", "عشرات الآلاف" … without an upper bound
_VAGUE = frozenset({20, 200, 2000, 20_000, 200_000, 2_000_000})


def _says_more(told: Found, vague: Found) -> bool:
    """ "اختطفت آلاف الناشطين، … عددهم يقارب ثلاثة آلاف": the number says what "thousands" leaves open, of deeds and of people who
    fled in any sentence of the article, else in the same one."""
    if told is vague or told.what != vague.what or not _open_ended(vague.count) or _open_ended(told.count):
        return False
    wide = vague.what == "displaced" or vague.what in DEEDS
    near = told.view is vague.view and (told.count.high is not None or wide)
    low, least = told.count.low or 0, vague.count.low or 0
    return least <= low and (near or (wide and low <= OPEN_ENDED * least))


def _open_ended(count: Figure) -> bool:
    return count.low in _VAGUE and count.high is None


def _same(a: Figure, b: Figure) -> bool:
    return (a.low, a.high) == (b.low, b.high)


def _rounds(title: Figure, body: Figure) -> bool:
    """A headline's figure for the body's: "أكثر من ألف" for 1692, "15 ألفا" for "أكثر من 15 ألف", or next to it."""
    low, told = title.low or 0, body.low or 0
    return low == told or (title.high is None and low <= told < 10 * low) or abs(low - told) <= ROUNDED * told


def _complete(twin: Found, other: Found) -> None:
    """A repeat adds what the first mention left out."""
    twin.actor, twin.victim = twin.actor or other.actor, twin.victim or other.victim
    twin.place, twin.period, twin.source = (
        twin.place or other.place,
        twin.period or other.period,
        twin.source or other.source,
    )


def _spread(kept: Sequence[Found]) -> None:
    """Counts of one kind and actor told together share source and period when only one of them states it."""
    for f in kept:
        for other in kept:
            same = (
                other is not f and other.what == f.what and (not f.actor or not other.actor or f.actor == other.actor)
            )
            near = abs(other.view.sentence.para - f.view.sentence.para) <= 3
            if same and near:
                f.source, f.period = f.source or other.source, f.period or other.period


def _period_before(view: SentenceView, views: Sequence[SentenceView]) -> DateMention | None:
    """A count of operations told after "خلال شهر رمضان" in the paragraph before is over that period."""
    for other in (views[n] for n in range(view.sentence.number - 1, -1, -1)):
        if view.sentence.para - other.sentence.para > 2:
            return None
        spans = [d for d in other.dates if d.kind == "period" and _days(d) > LONG_PERIOD_DAYS]
        if spans:
            return spans[-1]
    return None


def _parts(whole: Found, kept: Sequence[Found]) -> list[Found]:
    """Counts of the same kind whose sum is the whole's count; else those told with a place of their own right after it."""
    others = [
        f for f in kept if f is not whole and f.what == whole.what and (f.count.low or 0) < (whole.count.low or 0)
    ]
    others = [f for f in others if not whole.actor or not f.actor or whole.actor == f.actor]
    return _run_of(others, whole.count.low or 0)


def _run_of(found: Sequence[Found], total: int) -> list[Found]:
    """The shortest run of two or more neighbours whose counts make up the total, the first among equals; else none.
    Counts are positive, so that one pass with two ends sees every run that can."""
    best: tuple[int, int] | None = None
    first, held = 0, 0
    for last, f in enumerate(found):
        held += f.count.low or 0
        while held > total:
            held -= found[first].count.low or 0
            first += 1
        size = last - first + 1
        if held == total and size >= 2 and (best is None or size < best[0]):
            best = (size, first)
    return list(found[best[1] : best[1] + best[0]]) if best else []


def _record(f: Found, parts: Sequence[Found], anchor: str | None) -> Tally:
    start, end = f.view.reading.span(f.first, f.last)
    quote = f.view.reading.quote(f.first, f.last)
    period = _stated_period(f, anchor)
    records = tuple(TallyPart(_label(p), p.count.low or 0, *p.view.reading.span(p.first, p.last)) for p in parts)
    adds_up = sum(p.count for p in records) == f.count.low if records else None
    return Tally(
        start=start, end=end, quote=quote, count=f.count, what=f.what, actor=f.actor, victim=f.victim, place=f.place,
        period=period, source=f.source, parts=records, adds_up=adds_up, kinds=_kinds(f),
        evidence=(Evidence(start, end, quote, "count", "tally." + f.what),),
    )  # fmt: skip


def _stated_period(f: Found, anchor: str | None) -> Period:
    """ "منذ بداية الصراع في مارس 2011" lasts until the publication, not to the end of that March."""
    if f.period is None:
        return Period(None, None, "")
    end = f.period.end
    before = [t.norm for t in f.view.tokens[max(f.view.sentence.first, f.period.first - 6) : f.period.first]]
    if f.period.kind == "absolute" and "منذ" in before:
        end = anchor[:10] if anchor else None
    return Period(f.period.start, end, f.view.reading.quote(f.period.first, f.period.last))


def _label(f: Found) -> str:
    control = _control(f.view, f.first)
    if control:
        return f"areas of {control.named[0].name}"
    return f.place or f.view.reading.quote(f.first, f.last)


_HELD = ("الخاضعه", "خاضعه", "التابعه", "سيطره", "سيطرتها", "نفوذ")


def _control(view: SentenceView, first: int) -> Participant | None:
    for p in view.people:
        if (
            p.first > first
            and p.organisation
            and any(t.norm in _HELD for t in view.tokens[max(first, p.first - 4) : p.first])
        ):
            return p
    return None


_KIND_NAMES = {
    "تفجير": "bombing",
    "هجوم": "assault",
    "استهداف": "targeting",
    "كمين": "ambush",
    "كماين": "ambush",
    "اغتيال": "assassination",
    "قصف": "shelling",
    "خطف": "abduction",
    "اعدام": "execution",
}


def _kinds(f: Found) -> tuple[str, ...]:
    """The kinds that the sentence lists for the operations ("بين تفجير وهجوم واستهداف وكماين")."""
    if f.what != "operations":
        return ()
    norms = [t.norm for t in f.view.tokens[f.last : f.view.sentence.last]]
    listed = [_KIND_NAMES[n.removeprefix("و")] for n in norms if n.removeprefix("و") in _KIND_NAMES]
    return tuple(dict.fromkeys(listed)) if len(listed) >= 2 else ()
