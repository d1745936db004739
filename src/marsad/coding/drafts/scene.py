"""The place of an event: which of the place mentions of its stretch is the scene, and which is a party, a source or a court."""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from marsad.arabic.tokens import unwaw
from marsad.coding.sentence.draft import HOLDING, Draft, launches
from marsad.places.before import readings
from marsad.places.locate import LOCATIVE, Answer, PlaceFound
from marsad.places.resolve import Resolved

if TYPE_CHECKING:
    from marsad.arabic.tokens import Token
    from marsad.coding.sentence.reading import Sentence
    from marsad.coding.sentence.view import SentenceView

_LEVELS = {
    "site": 7,
    "neighbourhood": 6,
    "village": 6,
    "town": 5,
    "district": 4,
    "region": 2,
    "province": 3,
    "country": 0,
}
_LEADS_AWAY = frozenset({"الي", "نقل", "نقلوا", "مستشفي", "من", "عن", "وكاله", "باسم", "ابناء"})
_NARROW_KM, _WIDE = 25.0, 250.0  # up to here a region is no wider than a district; the extent of one that tells none


def on_a_border(place: Resolved) -> bool:
    """A short border, more exact than the land it bounds: "على حدود قطاع غزة" before "غزة" that opens the sentence."""
    return place.level == "region" and (place.extent_km or _WIDE) <= _NARROW_KM and "border" in place.name


def choose_place(view: SentenceView, draft: Draft) -> PlaceFound | None:
    """The place of the event among the mentions of its stretch: after the trigger, with a locative relation, precise."""
    found = [p for p in view.places if p.place is not None and draft.first <= p.first < draft.last]
    if not found:
        return None
    found = [p for p in found if not (_of_a_cause(view, p, draft, found) or _of_a_source(view, p))]
    written_from = dateline(view.tokens, view.sentence)
    found = [
        p
        for p in found
        if p.first >= written_from
        and not _party(view, p, draft)
        and not _of_a_charge(view, p, draft)
        and not _of_a_meeting(view, p, draft)
        and not _how_far(view, p)
        and not _seat(view, p)
        and not _glossing(view, p)
        and not _office(view, p, draft)
        and not _of_a_reason(view, p, draft)
        and not _of_a_plan(view, p, draft)
        and not _of_a_burial(view, p, draft)
        and not _taken_to(view, p, draft)
        and not _hails_from(view, p)
        and not (
            draft.anaphoric and _of_a_speaker(view, p)
        )  # "قال محافظ جازان إن الهجوم …": of what befell another place
    ]
    if not found:
        return None
    head = draft.head
    slipped_in = any(u.trigger.id == "attack.infiltrate" for u in draft.uses)  # "تسللت إلى المخيم"
    taken = head.trigger.frame in ("abduct", "arrest", "capture")  # "خطف … من منزله في بغداد"
    fought = head.trigger.frame in _AIMED  # "هجوما باتجاه مدينة …"
    fired_from = _fired_from(view, draft) if launches(draft) else range(0)
    left = head.trigger.frame == "withdraw" or draft.has("expel")  # "طردتهم من تعز", "انسحبت القوات من منبج إلى الحدود"

    def score(p: PlaceFound) -> tuple[float, int]:
        by_direction = p.relation == "direction" and p.where.level in ("town", "village")  # "شرق صنعاء … بمديرية نهم"
        level = "town" if p.relation in LOCATIVE and on_a_border(p.where) else p.where.level
        if level == "region" and p.where.entry.startswith("country."):
            level = "country"  # "جنوب البلاد" tells little more
        value = 1.5 if by_direction else float(_LEVELS.get(level, 1)) * 0.5
        struck = p.where.level == "site" and any(0 <= p.first - u.last <= 1 for u in draft.uses)  # "استهدف مستشفى …"
        heads = p.first == view.sentence.first and view.norms[p.last : p.last + 1] == [":"]  # "قفصة : مسيرة سلمية …"
        value += 2.0 if p.relation in LOCATIVE or struck or heads or (left and p.relation == "from") else 0.0
        value += 3.0 if left and p.relation == "from" and p.first >= head.last else 0.0
        value -= 2.0 if _sets_the_scene(view, p, draft, found) else 0.0
        aimed = p.relation == "to" and fought and unwaw(view.norms[p.first - 1]) in _TOWARDS
        arrived = p.relation == "to" and _arrived(view, p, draft)
        value += 2.0 if arrived else 0.0
        there = _where(view, p, draft)
        value += 2.0 if there and p.relation not in LOCATIVE else 0.0
        value -= 1.5 if _of_a_service(view, p) else 0.0
        value -= 5.0 if p.first in fired_from else 0.0
        governed = len(found) > 1 and _governed(view, p, found)
        if governed:
            value += 2.0
        elif len(found) > 1 and _of_a_speaker(view, p):
            value -= 2.5
        value += 1.5 if _narrowed(view, p) else 0.0
        value += 0.5 if p.where.told else 0.0  # "في مديرية أندر", which no table has, before its province
        partly = p.relation == "from" and view.norms[p.first - 2] in _PARTS  # "أجزاء من مدينة …"
        from_there = p.relation == "from" and not (taken or left or there or partly)
        passed = from_there or (p.relation == "to" and not (slipped_in or aimed or there or arrived))
        value -= 3.0 if passed else 0.0
        distance = p.first - head.last if p.first >= head.last else head.first - p.last + 4
        value -= min(distance, 30) * 0.1
        if (
            p.first
            and not (left and p.relation == "from")
            and not (there or partly or arrived or governed)
            and view.tokens[p.first - 1].norm.removeprefix("و") in _LEADS_AWAY
        ):
            value -= 2.0
        if p.last <= head.first and turns(view.norms[p.last : head.first]):
            value -= 3.0
        return value, -p.first

    scores = [score(p) for p in found]
    best = max(scores)
    return _within(view, found[scores.index(best)], draft) if best[0] > -1.5 else None


def _fired_from(view: SentenceView, draft: Draft) -> range:
    """ "إطلاق صاروخ من داخل الأراضي اليمنية (صعدة) باتجاه نجران": the words that say where it was fired from, which is not where it was to
    fall; none, where no target is told."""
    said = view.norms[draft.first : draft.last]
    towards = next((i for i, n in enumerate(said) if n in _TOWARDS), 0)
    begins = {p.first - draft.first for p in view.places}
    origins = (i for i in range(towards - 1) if said[i] == "من" and (said[i + 1] == "داخل" or i + 1 in begins))
    start = next(origins, towards)
    return range(draft.first + start, draft.first + towards)


def _within(view: SentenceView, frame: PlaceFound, draft: Draft) -> PlaceFound:
    """ "وفي مدينة منبج … استهدف مستشفى عائشة": in the place that opens the sentence one behind the deed that no table has."""
    if frame.first > view.sentence.first + 2 or frame.last > draft.head.first or frame.relation not in LOCATIVE:
        return frame
    for p in view.places:
        if not (draft.head.last <= p.first < draft.last and p.answer.told):
            continue
        if p.relation in LOCATIVE or any(0 <= p.first - u.last <= 1 for u in draft.uses):
            return _told_in(p, frame.where)
    return frame


def _told_in(p: PlaceFound, parent: Resolved) -> PlaceFound:
    precision = 3 if parent.level in ("province", "region", "country") else 2
    basis = f"unlisted {p.typed} in {parent.name}, which opens the sentence"
    place = parent._replace(told=p.answer.told, geo_precision=precision, basis=basis)
    return PlaceFound(p.first, p.last, p.relation, p.typed, partial(Answer, place))


_WHERE_WITHIN = 4  # words from "حيث" to the word of the deed ("حيث لا يزال الجنود يقاتلون")


def _where(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "وصل إلى درعا حيث قتل جنود": the place before "حيث" is where the deed behind it was done."""
    at = p.last + 1 if view.norms[p.last : p.last + 1] == ["،"] else p.last
    return draft.head.verb and view.norms[at : at + 1] == ["حيث"] and 0 < draft.head.first - at <= _WHERE_WITHIN


_PARTS = frozenset(
    "اجزاء جزء مناطق احياء معظم اغلب انحاء نواح اطراف قسم اقسام نصف ثلث بعض مساحات مواقع بلدات قري".split()
)

_SERVICES = frozenset(
    "الوطني الوطنيه العدليه الامن للامن الحرس للحرس الشرطه للشرطه الابتدائيه الجهوي الجهويه الاحمر المدني".split()
)


def _of_a_service(view: SentenceView, p: PlaceFound) -> bool:
    """ "فرقة الحرس الوطني بالقيروان": the seat of a service, weaker than any other place of the sentence."""
    within = not _SERVICES.isdisjoint(view.norms[p.first : p.last])  # "بإقليم الحرس الوطني بسوسة"
    return within or (view.norms[p.first].startswith("ب") and view.norms[p.first - 1] in _SERVICES)


WITNESS = frozenset(
    {"شهد", "شهدت", "يشهد", "تشهد", "شهدتها", "شهدته", "تعيش", "عاشت"}
)  # verbs whose subject is a scene


def _of_a_meeting(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "يجتمع المجلس في نيويورك لبحث القصف": the seat of the verb that opens the sentence, before the noun of the deed."""
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    told = any(u.verb and u.first < draft.head.first for u in draft.uses)
    return bool(opens & view.words["visits"]) and not draft.head.verb and p.last <= draft.head.first and not told


_PLANS = frozenset("يخطط تخطط يخططون يخططان التخطيط للتخطيط بالتخطيط يعتزم يعتزمون ينوي ينوون نيته نيتهم مخطط".split())


def _of_a_plan(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "القبض في جندوبة على رجل يخطط لهجوم في تونس": behind the plan of whoever was seized stands the place of what did not happen."""
    held = draft.head.trigger.frame in ("arrest", "capture")
    return held and any(view.norms[i] in _PLANS for i in range(draft.head.last, p.first))


_BURIES = frozenset("شيع شيعت يشيع تشيع شيعوا ودع ودعت ووري واري دفن دفنت".split())
_FUNERALS = frozenset("جنازه جنازات جثمان جثامين جثماني".split())
_DURING = frozenset({"خلال", "اثناء", "في", "استهدف", "استهدفت", "موكب", "مراسم"})
_WHOSE = frozenset({"الذي", "التي", "الذين", "اللذين", "بعد", "بعدما", "عقب", "اثر"})


def _of_a_burial(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "شيع المئات في القنفذة جثمان الجندي الذي قتل في …", "جنازات في شيتا لجنود قتلوا في سوريا": where the dead of the deed told
    behind it are buried."""
    funeral = (i for i in range(p.last, draft.head.first) if view.norms[i].removeprefix("ال") in _FUNERALS)
    if any(view.norms[i - 1] not in _DURING for i in funeral):
        return True
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    told = not _WHOSE.isdisjoint(view.norms[p.last : draft.head.first])
    return bool(opens & _BURIES) and p.last <= draft.head.first and told


_MOVED = frozenset("نقل نقلت نقلوا ينقل تنقل اقتاد اقتادت اقتادوا ساق ساقت احتجز احتجزت احتجزوا".split())
_OBJECTS = ("هم", "هما", "ها", "ه", "وهم", "وهما", "وها", "وه")  # "ونقلوهم" of "نقلوا"
_MOVED_WITHIN = 7  # words from the verb to where they were brought ("ونقلوهم إلى قاعدة عسكرية في بغداد")


def _moves(norm: str) -> bool:
    word = unwaw(norm)
    return word.endswith(_OBJECTS) and any(word.removesuffix(o) in _MOVED for o in _OBJECTS if word.endswith(o))


def _taken_to(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "خطفوا خمسة صيادين في البادية ونقلوهم إلى قاعدة في بغداد": where those who were seized were brought afterwards."""
    behind = view.norms[max(draft.head.last, p.first - _MOVED_WITHIN) : p.first]
    at = next((i for i, norm in enumerate(behind) if _moves(norm)), None)
    return draft.head.trigger.frame in HOLDING and at is not None and "الي" in behind[at:]


_CAUSES = frozenset("تنديدا للتنديد احتجاجا للاحتجاج استنكارا رفضا تضامنا للتضامن دعما نصره".split())


def _of_a_cause(view: SentenceView, p: PlaceFound, draft: Draft, found: Sequence[PlaceFound]) -> bool:
    """ "تظاهر المئات في عمان تنديدا بالهجوم في القدس": behind the cause of a protest whose place is told before it."""
    if draft.head.trigger.frame != "protest":
        return False
    cause = next((i for i in range(draft.head.last, p.first) if view.norms[i] in _CAUSES), None)
    told = [q for q in found if cause is not None and q.first < cause]
    return any(q.relation in LOCATIVE or unwaw(view.norms[q.first - 1]) in WITNESS for q in told)


_SOURCES = frozenset({"مصدر", "مصادر", "المصدر"})
_SOURCE_WITHIN = 4  # words from the source to the hospital ("مصدر طبي في مستشفى ناصر")


def _of_a_source(view: SentenceView, p: PlaceFound) -> bool:
    """ "قال مصدر طبي في مستشفى ناصر إن شابا قتل شرق البريج": the hospital that reports a toll."""
    hospital = "مستشفي" in view.norms[p.first] or "مشفي" in view.norms[p.first]
    return hospital and not _SOURCES.isdisjoint(map(unwaw, view.norms[max(0, p.first - _SOURCE_WITHIN) : p.first]))


_SPEAKERS = frozenset(
    (
        "مسوول المسوول مسووله المسووله مسوولون مسوولين المسوولون المسوولين مسوولو مسوولان دبلوماسي دبلوماسيه دبلوماسيون دبلوماسيين "
        "متحدث المتحدث متحدثه المتحدثه ناطق الناطق محلل محللون محللين خبير خبراء مدير المدير مديره نايب وزير الوزير قايد القايد "
        "حاكم محافظ رييس عضو"
    ).split()
)
_SPEAKER_WITHIN = 5  # words from the office to its town ("المسؤول الصحي في عدن", "المتحدث باسم الشرطة في كركوك")
_SAYS_WITHIN = 3  # words from the office, or the name of its town, to the word of saying


def _of_a_speaker(view: SentenceView, p: PlaceFound) -> bool:
    """ "قال المسؤول الصحي في عدن إن مدنيين قتلوا في زنجبار", "مسؤولون في واشنطن قد صرحوا": where one who speaks has his office is
    weaker than any other place."""
    for i in range(p.first - 1, max(view.sentence.first, p.first - _SPEAKER_WITHIN) - 1, -1):
        if view.norms[i] in _PAUSES:
            return False
        if unwaw(view.norms[i]) in _SPEAKERS:
            before = view.norms[max(view.sentence.first, i - _SAYS_WITHIN) : i]
            return any(_says(view, n) for n in (*before, *view.norms[p.last : p.last + _SAYS_WITHIN]))
    return False


def _says(view: SentenceView, norm: str) -> bool:
    word = unwaw(norm)
    return word in view.words["said"] or word.removesuffix("وا") in view.words["said"]


_ABOVE_ALL = frozenset({"سيما", "خصوصا", "خاصه", "تحديدا", "بالتحديد", "بالذات", "بالاخص", "لاسيما", "وبخاصه"})


def _narrowed(view: SentenceView, p: PlaceFound) -> bool:
    """ "في محافظة البيضاء، لا سيما في ناطع": the part of the scene that is told behind it."""
    behind = view.norms[max(view.sentence.first, p.first - 2) : p.first]
    return any(unwaw(n) in _ABOVE_ALL for n in behind)


_HIM = frozenset(
    {"هو", "هي", "هم", "هما", "اصله", "اصلها", "اصلهم", "ينحدر", "تنحدر", "ينحدرون", "المنحدر", "المنحدره", "المنحدرين"}
)


_COMES = re.compile(
    r"(ال)?(عايد|قادم|اتي|راجع|متجه|متوجه|مسافر)(ا|ه|ين|ون|ان|ات|تين|تان)?|(ل)?(عوده|عودت|رجوع|قدوم|وصول)(ه|ها|هم|هما|هن)?"
)


def _hails_from(view: SentenceView, p: PlaceFound) -> bool:
    """ "القس، وهو من ولاية …", "المنحدر من مدينة …", "لدى عودتهما من إسطنبول": where somebody comes from."""
    before = view.norms[p.first - 2]
    comes = _COMES.fullmatch(before) or _COMES.fullmatch(unwaw(before))  # "وصوله" and "وعائدا"
    return p.relation == "from" and (unwaw(before) in _HIM or comes is not None)


_UPON = frozenset({"لدي", "فور", "عند", "حين", "لحظه", "حال", "عقب", "بعد", "بمجرد", "اثناء", "خلال"})
_ARRIVAL = re.compile(r"(وصول|دخول|قدوم|عوده|عودت)(ه|ها|هم|هما|هن|نا)?")
_GOES_THERE = frozenset(
    (
        "وصل وصلت وصلوا وصلا دخل دخلت دخلوا توجه توجهت توجهوا اتجه اتجهت اتجهوا انتقل انتقلوا قاد قادوا عاد عادت عادوا حضر حضرت "
        "حضروا جاء جاءت جاووا اتي اتوا نزل نزلوا ذهب ذهبوا هرع هرعت هرعوا زحف زحفوا"
    ).split()
)
_GOES_WITHIN = 8  # words from going to where one goes ("وصل مسلحون على متن سيارات إلى قرية")


def _arrived(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "أوقفا لدى وصولهما إلى مطار بيروت", "وصل مسلحون إلى قرية … وقتلوا خمسة": who comes to a place, and there the deed is done."""
    before = view.norms[max(view.sentence.first, p.first - 3) : p.first - 1]
    if len(before) == 2 and unwaw(before[0]) in _UPON and _ARRIVAL.fullmatch(before[1]):
        return True
    if not draft.head.verb or p.last > draft.head.first or draft.head.trigger.frame in ("free", "withdraw"):
        return False
    then = range(p.last, draft.head.first + 1)
    joined = any(view.norms[i] == "ثم" or view.norms[i].startswith(("و", "ف")) for i in then)
    went = range(p.first - 1, max(view.sentence.first, p.first - _GOES_WITHIN) - 1, -1)
    return joined and any(not _GOES_THERE.isdisjoint((view.norms[i], unwaw(view.norms[i]))) for i in went)


_GOVERNS = frozenset("محافظ حاكم والي عمده امير".split())
_FOR_IT = frozenset(
    {("قايد", "شرطه"), ("رييس", "شرطه"), ("مدير", "شرطه"), ("قايد", "عمليات"), ("مدير", "امن"), ("رييس", "بلديه")}
)
_SPOKESMEN = frozenset({"متحدث", "المتحدث", "متحدثه", "المتحدثه", "ناطق", "الناطق"})
_BROAD_KM = 100.0  # a region of this extent or wider tells little more than its country


def _governed(view: SentenceView, p: PlaceFound, found: Sequence[PlaceFound]) -> bool:
    """ "قال حاكم إقليم زابل إن عشرة قتلوا في جنوب أفغانستان": nothing but the country beside the land of the official who tells it."""
    if p.relation not in ("bare", "speaker") or p.first - 2 < view.sentence.first:
        return False
    two, one = unwaw(view.norms[p.first - 2]), view.norms[p.first - 1]
    speaks = unwaw(one) in _GOVERNS or (two, one) in _FOR_IT or (one == "باسم" and two in _SPOKESMEN)
    return speaks and all(q is p or (_broad(q) and q.where.country == p.where.country) for q in found)


def _broad(p: PlaceFound) -> bool:
    wide = p.where.level == "region" and (p.where.extent_km or _WIDE) >= _BROAD_KM
    return p.where.level == "country" or (wide and not p.answer.told)


_DAY_AFTER = frozenset({"غداه", "عشيه"})
_REASONS = frozenset({"خلفيه", "ردا", "انتقاما", "ثارا"})


_OFFICES = frozenset(  # held in a town that is no scene
    (
        "سفير السفير سفيره السفيره سفيرها سفيرنا قنصل القنصل القايم مراسل مراسله مراسلنا مراسلتنا مراسلو مندوب المندوب ممثل ممثله "
        "مبعوث المبعوث شوون لشوون لمراسل لمراسله لمراسلنا لمراسلتنا تصريح موتمر للصحفيين للصحافيين"
    ).split()
)
_OFFICE_WITHIN = 6  # words from the office to its town ("القائم بالأعمال في السفارة الإيرانية في المنامة")


def _office(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "قال سفير البحرين في طهران إن …", "في تصريح لإذاعة X في بنزرت": where an envoy sits or somebody spoke, unless the deed
    befell him there."""
    for i in range(p.first - 1, max(view.sentence.first, p.first - _OFFICE_WITHIN) - 1, -1):
        if view.norms[i] in _PAUSES or any(u.first <= i < u.last for u in draft.uses):
            return False
        if unwaw(view.norms[i]) in _OFFICES:
            return not any(0 <= i - u.last <= 2 for u in draft.uses)
    return False


_PAUSES = frozenset({"،", ",", ":", ".", "ان", "انه", "انها", "("})


def _of_a_reason(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """ "ضربة على أهداف … على خلفية الهجوم ببلدة …": behind the reason that follows the deed stands the place of another one."""
    between = range(draft.head.last, p.first)
    if any(view.norms[i] in _DAY_AFTER for i in between):
        return True  # "غارات على القطاع غداة احتجاجات على الحدود": of the deed of the day before
    at = next((i for i in between if view.norms[i] in _REASONS), None)
    return at is not None and not any(u.first > at and u.frame.family != "outcome" for u in draft.uses)


def _sets_the_scene(view: SentenceView, p: PlaceFound, draft: Draft, found: list[PlaceFound]) -> bool:
    """ "وفي تعز استهدفت الغارات … بمديرية الصلو": the place that opens the sentence holds the one told behind the deed."""
    opens = p.first <= view.sentence.first + 2 and p.last <= draft.head.first and p.relation in LOCATIVE
    province = p.where.admin1 or p.where.name
    return opens and any(
        q.first >= draft.head.first
        and q.relation in LOCATIVE
        and q.where.admin1 == province
        and q.where.name != province
        for q in found
    )


def _seat(view: SentenceView, p: PlaceFound) -> bool:
    """ "أورد تلفزيون النبأ ومقره طرابلس أن …": where those who report it have their seat."""
    before = view.norms[max(view.sentence.first, p.first - 2) : p.first]  # a preposition may stand between
    return any(unwaw(n) in view.words["seated"] for n in before)


def _glossing(view: SentenceView, p: PlaceFound) -> bool:
    """ "والطفيلة ومعان (جنوب المملكة)", "مدينة البوكمال والمحاذية للحدود العراقية": right behind a place stands where it lies."""
    beside = unwaw(view.norms[p.first]) in _ADJOINING
    at = p.first - 1
    while at > view.sentence.first and unwaw(view.norms[at]) in _ALONGSIDE:
        beside = beside or unwaw(view.norms[at]) in _ADJOINING
        at -= 1
    if view.norms[at] in ("،", ",") and beside:
        at -= 1
    led = beside or (view.norms[at] == "(" and at == p.first - 1)
    return led and any(o.place is not None and o is not p and o.last in (at, at + 1) for o in view.places)


_ADJOINING = frozenset(
    "المحاذيه المحاذي المتاخمه المتاخم المجاوره المجاور الحدوديه الحدودي المقابله المطله المطل".split()
)
_ALONGSIDE = _ADJOINING | {"مع", "من", "علي"}


_AIMED = frozenset({"attack", "strike", "shoot", "operation", "clash_soft", "intercept"})
_TOWARDS = frozenset({"باتجاه", "نحو", "صوب"})
_FAR_WITHIN = 7  # words from "على بعد" to where it is measured from


def _how_far(view: SentenceView, p: PlaceFound) -> bool:
    """ "مدينة درنة الواقعة على بعد ألف كلم شرق طرابلس": the distance tells where the place named before it lies."""
    near = range(p.first, max(view.sentence.first, p.first - _FAR_WITHIN) - 1, -1)
    at = next((i for i in near if view.norms[i] == "بعد" and view.norms[i - 1] in ("علي", "تبعد")), None)
    at = at - 1 if at is not None else next((i for i in near if view.norms[i] in ("تبعد", "يبعد")), None)
    named = [o for o in view.places if o.place is not None and at is not None and o is not p and o.last <= at]
    return at is not None and any(at - o.last <= _GLOSSED_WITHIN for o in named)


_GLOSSED_WITHIN = 3  # words from a place to its distance ("الواقعة", "التي تقع", a comma)


def _party(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """A country or its capital, bare, is who acts or speaks ("باريس تتهم", "حلفاء إيران") unless it heads the text ("اليمن: …"), or
    stands right after an event word ("قصف اليمن", "هجمات باريس") or a verb such as "شهدت"."""
    where = p.where
    if where.level == "country" and _unled(view.norms[p.first - 1]) in _MISSIONS:
        return True  # "سفارة كوريا الشمالية في طوكيو"
    if p.relation == "bare" and p.typed is None and not _RULERS.isdisjoint(readings(view.norms[p.first - 1])):
        return True  # "وزير بحكومة طبرق"
    bare = p.relation in ("bare", "speaker", "from", "to", "between") and p.typed is None
    plain = where.basis == "name" and (where.level == "country" or where.entry in view.reading.capitals)
    if not (bare and plain):
        return False
    tokens = view.tokens
    if draft.head.trigger.frame in _AIMED and unwaw(view.norms[p.first - 1]) in _TOWARDS:
        return False  # "أطلقت صاروخا نحو الرياض"
    if p.first == view.sentence.first and p.last < len(tokens) and tokens[p.last].norm in (":", "."):
        return False
    if p.first and tokens[p.first - 1].norm.removeprefix("و") in WITNESS:
        return False
    led = tokens[p.first - 1].norm.endswith("ها")  # "غارات شنتها إسرائيل": its deed
    return led or not any(0 <= p.first - u.last <= 1 for u in draft.uses)


_RULERS = frozenset({"حكومه", "برلمان", "نظام", "سلطات"})  # named for where they sit
_MISSIONS = frozenset({"سفاره", "قنصليه", "بعثه", "سفارتي", "ممثليه"})  # of a country, in another


def _unled(norm: str) -> str:
    """A word without the conjunctions and prepositions written to it."""
    return norm if norm in _MISSIONS else norm.lstrip("وفبلك")


MOST_DATELINE = 14  # tokens of a dateline with its agency ("أتلانتا، الولايات المتحدة الأمريكية (CNN) --" has nine)
_DASHES = frozenset({"-", "–", "—", "ـ"})


def dateline(tokens: Sequence[Token], sentence: Sentence) -> int:
    """The token after "دبي، الإمارات (CNN) --" at the head of a sentence: the desk that writes, not the scene; else its first."""
    first = sentence.first
    norms = [t.norm for t in tokens[first : sentence.last][:MOST_DATELINE]]
    if "(" not in norms:
        return first
    ends = [k for k, (a, b) in enumerate(pairwise(norms)) if a == ")" and b in _DASHES and norms.index("(") < k]
    return first + ends[0] + 2 if ends else first


_CHARGES = frozenset(
    {
        "خلفيه",
        "بتهمه",
        "تهمه",
        "بتهم",
        "تهم",
        "لادانته",
        "لادانتهم",
        "لادانتها",
        "لاتهامه",
        "لاتهامهم",
        "بقضيه",
        "قضيه",
        "للاشتباه",
        "بشبهه",
    }
)


def _of_a_charge(view: SentenceView, p: PlaceFound, draft: Draft) -> bool:
    """The court stands in the place, and the deed is what it hears: "أمام محكمة في X على خلفية هجوم"."""
    if p.last <= draft.head.first:
        return not _CHARGES.isdisjoint(view.norms[p.last : draft.head.first])
    return draft.head.trigger.frame in HOLDING and _of_what_they_did(view.norms[draft.head.last : p.first])


_SUSPECTED = frozenset(
    "بتهمه بتهم للاشتباه لاشتباه يشتبه بشبهه لصلته لصلتهم علاقه خلفيه لتورطه لتورطهم لضلوعه لضلوعهم المتهم المتورط".split()
)
_DEEDS = ("هجوم", "هجمات", "اعتداء", "تفجير", "عمليه", "عمليات", "عمليتي", "قتل", "اغتيال", "احداث", "خطف", "تخطيط")


def _of_what_they_did(norms: Sequence[str]) -> bool:
    """ "القبض على تونسي للاشتباه في مشاركته في الهجوم على متحف باردو": behind the charge and its deed stands the place of that deed."""
    at = next((i for i, n in enumerate(norms) if n in _SUSPECTED), None)
    return at is not None and any(deed in n for n in norms[at:] for deed in _DEEDS)


_TURNS = (
    ("الي", "ذلك"),
    ("جهه", "اخري"),
    ("جانب", "اخر"),
    ("ناحيه", "اخري"),
    ("صعيد", "اخر"),
    ("سياق", "اخر"),
    ("سياق", "متصل"),
    ("المقابل", "،"),
)


def turns(norms: Sequence[str]) -> bool:
    """Do words turn to something else ("إلى ذلك", "من جهة أخرى")?"""
    return any(pair in _TURNS for pair in pairwise(norms))
