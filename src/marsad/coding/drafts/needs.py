"""What a general word must have beside it to report something ("أوقفت" somebody, "مسيرة" of a crowd): each need by its name in triggers.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from marsad.arabic.tokens import unwaw
from marsad.coding.people.participants import FACTIONS, Participant, with_joined
from marsad.coding.roles.deeds import DECLARES, done
from marsad.coding.sentence.draft import FREED, HOLDING, Use, of_the_state
from marsad.coding.sentence.view import SentenceView
from marsad.places.locate import PlaceFound
from marsad.places.nations import STATE

_CAPTIVE_KINDS = frozenset({"detainee"})
_CROWD_KINDS = frozenset({"protester", "rioter"})


_AMID = frozenset({"خلال", "اثناء"})
_AMID_WITHIN = 16  # words from a deed to the demonstration in which it was done


def done_amid(view: SentenceView, deed: Use, use: Use) -> bool:
    """ "ألقى ملثمون زجاجات حارقة خلال مظاهرة", "قتل خلال مشاركته في مسيرة", "قتل 20 شخصا على أيدي الجنود خلال احتجاجات", "اعتقلت 30 شخصا في
    الاعتصام": the deed is of the demonstration. Gunmen who shoot during one are no part of it."""
    before = view.norms[use.first - 1]
    called = before == _OPERATION and use.trigger.frame == "intervene"  # "خلال عملية قمع لمظاهرة"
    if (use.verb and not called) or not 0 <= use.first - deed.last <= _AMID_WITHIN:
        return False
    before = view.norms[use.first - 2] if called else before
    struck = deed.trigger.frame == "shoot" or (deed.trigger.frame == "attack" and _by_forces(view))
    if struck and (before in _AT or any(deed.last <= p.first and p.last == use.first for p in view.armed)):
        return True
    if before in _AMID and deed.trigger.frame in _FELL_IN_IT:
        return _by_forces(view)
    if deed.trigger.frame == "arrest" and use.trigger.frame in ("protest", "intervene") and before in ("في", *_AMID):
        return True
    return took_part(view, use) or (before in _AMID and deed.trigger.frame in ("attack", "bomb"))


_FELL_IN_IT = frozenset({"shot", "shoot", "kill", "die", "die_light", "injure"})
_OPERATION = "عمليه"
# "استهداف قوات الاحتلال مسيرات سلمية", "فتح الجنود النار على مسيرة": the demonstration is what was struck
_AT = frozenset({"علي", "ضد", "تجاه", "صوب", "باتجاه", "بحق"})


def _by_forces(view: SentenceView) -> bool:
    """ "قتل 60 شخصا برصاص الجيش خلال احتجاجات": soldiers or policemen, and nobody else in arms."""
    return bool(view.armed) and all(of_the_state(p) for p in view.armed)


def what_lacks(view: SentenceView, use: Use) -> str | None:
    """The reason code when the neighbour of the word's trigger, and of the others that it may be, is missing."""
    first = _lacking(view, use)
    if first is None or not use.others:
        return first
    told = use.hit, use.trigger, use.frame
    for use.hit, use.trigger, use.frame in use.others:  # noqa: B020
        if _lacking(view, use) is None:
            return None
    use.hit, use.trigger, use.frame = told
    return first


def _lacking(view: SentenceView, use: Use) -> str | None:
    """The reason code when the neighbour that a general word needs is not in its sentence."""
    if _titled(view, use) or (use.trigger.unless and _other_sense(view, use)):
        return "other_sense"
    if _cites(view, use) or _pretends(view, use):
        return "other_sense"
    if use.trigger.frame == "withdraw" and _from_a_deal(view, use):
        return "other_sense"
    need = use.trigger.needs
    if not need:
        return None
    test = _TESTS.get(need)
    if test is None or test(view, use):
        return None
    return f"no_{need}"


def _scene(p: PlaceFound) -> bool:
    """A place with a name: "المدن الإيرانية" makes no incident of general talk."""
    return p.place is not None and p.typed != STATE


_VANISHING = frozenset({"journalist", "aid", "health"})  # who vanish in a conflict as a rule were taken
_VANISHED_WITHIN = 5  # words from "اختفى" to who did
_AT_SOMETHING = ("استهدف", "تستهدف")  # "ثماني ضربات استهدفت الجماعة قرب الحسكة"


def _at_land(view: SentenceView, use: Use) -> bool:
    """A place behind the word; or, where somebody in arms takes it, land without a name that we know ("سيطرت المقاومة على التلال",
    "على قرية المستريحة") or named before ("توجهت القوات إلى مدينة شقرة وسيطرت عليها")."""
    start = _past_on(view, use)
    ahead = [p for p in view.places if p.first >= use.first]
    if any((_words_to(view, use, p) <= _LAND_WITHIN or 0 <= p.first - start <= 1) and _scene(p) for p in ahead):
        return True
    if not (_land_at(view, use, start) or _land_at(view, use, _past_who(view, use, start))):
        before = view.norms[view.sentence.first : use.first]
        named = any(p.last <= use.first and _scene(p) for p in view.places) or not _LAND_NAMED.isdisjoint(before)
        if not (_told_before(view, use) and named):
            return False
    return any("police" not in p.kinds for p in _near(view.armed, use, 20))


def _land_at(view: SentenceView, use: Use, start: int) -> bool:
    known = not use.verb  # "بعد تحرير المدينة": land told of before
    return not _LAND.isdisjoint(
        w if known and w.removeprefix("ال") not in _SEVERAL_LANDS else w.removeprefix("ال")
        for w in view.norms[start : min(view.sentence.last, start + _UNNAMED_WITHIN)]
    )


def _past_who(view: SentenceView, use: Use, start: int) -> int:
    """Behind the subject: "حررت قوات الجيش الوطني أمس عددا من المواقع"."""
    return max((p.last for p in view.armed if use.verb and p.first == use.last), default=start)


def _told_before(view: SentenceView, use: Use) -> bool:
    """The land is a pronoun: "سيطروا عليها"; "تدمر التي سقطت بأيدي التنظيم"; or, of a deed that was done, "عدن بعد تحريرها من المسلحين",
    "بعد أن استعاد الجيش السيطرة عليها"."""
    if view.norms[use.last - 1] in _ON_IT or not _ON_IT.isdisjoint(view.norms[use.last : use.last + 1]):
        return True
    before = view.norms[use.first - 1].removeprefix("و") if use.first > view.sentence.first else ""
    if use.verb:
        return use.trigger.frame == "fall" and before in _WHICH
    if "ل" in use.hit.proclitics:
        return False
    announced = any(
        unwaw(n) in DECLARES for n in view.norms[max(view.sentence.first, use.first - _ON_IT_WITHIN) : use.first]
    )
    if not (before in _SINCE or announced or done(view.words, view.tokens, view.sentence.first, use)):
        return False
    behind = view.norms[use.last : min(view.sentence.last, use.last + _ON_IT_WITHIN)]
    return view.norms[use.last - 1].endswith(_IT) or not _ON_IT.isdisjoint(behind)


_IT = ("ها", "هما")  # "تحريرها": the city; "تحريره" may be a hostage
_WHICH = frozenset({"التي", "الذي"})
_SINCE = frozenset({"بعد", "عقب", "منذ", "حتي", "اثر", "فور"})
_ON_IT_WITHIN = 5  # words from "سيطرة" past who took it to "عليها"


def _past_on(view: SentenceView, use: Use) -> int:
    """The token behind "على": "سيطر الجيش في محافظة مأرب، شرقي اليمن، أمس، على جبل …"."""
    if use.trigger.frame != "overtake" or view.norms[use.last - 1] == "علي":
        return use.last
    ahead = range(use.last, min(view.sentence.last - 1, use.last + _ON_WITHIN))
    return next((i + 1 for i in ahead if view.norms[i] == "علي"), use.last)


_ON_WITHIN = 14  # words from "سيطر" past who, where and when to "على"
_LAND_WITHIN, _UNNAMED_WITHIN = 8, 5  # words from a trigger to the land
_ON_IT = frozenset({"عليها", "عليه", "عليهما", "عليهم", "فيها", "منها"})
_LAND = frozenset({"قريه", "قري", "قريتي", "قريتين", "بلده", "بلدات", "بلدتي", "بلدتين", "مدينه", "مدن", "حي", "حيا", "حيي", "احياء", "جبل", "جبال", "جبلي", "تله", "تلال", "تل", "مرتفع", "مرتفعات", "مفرق", "مثلث", "مواقع", "موقع", "موقعا", "موقعين", "معسكر", "معسكرا", "معسكرات", "قاعده", "مطار", "ميناء", "معبر", "حقل", "حقول", "سد", "طريق", "طرق", "حاجز", "حواجز", "ثكنه", "نقاط", "منطقه", "مناطق", "مديريه", "ناحيه", "مخيم", "مزارع", "وادي", "جسر", "سلسله", "مربعات", "كيلومترا", "كيلومتر", "كيلومترات", "مساحات", "مساحه", "اراض", "اراضي", "اجزاء", "مرتفعا", "تبه", "تباب", "هضبه", "هضاب", "قمه", "قمم", "منفذ", "مبني", "مباني", "مقر", "مقرات", "مقار", "مجمع", "شارع", "شوارع", "جزيره", "جزر", "مديريات", "محافظه", "محافظات", "نواحي", "مداخل", "مدخل", "ضواحي", "قواعد", "مطارات", "موانيء", "معابر", "جسور", "وديان", "مثلثات", "نقطه", "نقطتين", "مواقعهم"})  # fmt: skip


_LAND_NAMED = frozenset({"القريه", "البلده", "المدينه", "الحي", "الجبل", "التله", "التل", "الموقع", "المعسكر", "القاعده", "المطار", "الميناء", "المعبر", "المنطقه", "المديريه"})  # fmt: skip
_SEVERAL_LANDS = frozenset(
    {"قري", "بلدات", "مدن", "احياء", "جبال", "تلال", "مرتفعات", "مواقع", "مناطق", "نقاط", "حقول"}
)


def _declared(view: SentenceView, use: Use) -> bool:
    """ "أعلن الحوثيون وقف الهجمات", "إعلان التحالف هدنة": a verb or noun of declaring and who bears arms stand before it."""
    first = max(view.sentence.first, use.first - _DECLARED_WITHIN)
    said = [i for i in range(first, use.first) if unwaw(view.norms[i]) in DECLARES]
    return bool(said) and any(said[0] - _DECLARED_WITHIN <= p.first < use.first for p in view.armed)


_DECLARED_WITHIN = 8  # words from "أعلن" to what was declared


def _words_to(view: SentenceView, use: Use, place: PlaceFound) -> int:
    """Words from a trigger to a place, without what stands between two commas ("حررت القوات، بإسناد من …، جبل …")."""
    between = list(view.norms[use.last : place.first])
    if between.count("،") == _PAIR:
        opens = between.index("،")
        between = between[:opens] + between[between.index("،", opens + 1) + 1 :]
    return len(between)


_PAIR = 2
_CAUGHT_WITHIN = 7  # words from "أوقفت" to those who were arrested ("أوقفت الشرطة الفرنسية مساء أمس ثلاثة مشتبهين")
_OF_THEM = frozenset({"عنهم", "عنهما", "عنهن"})
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_NOT_CAUGHT = frozenset({"state", "police", "unknown", "authority"})  # they catch, or are no people


def _caught(view: SentenceView, use: Use) -> bool:
    """ "ضبطت القوات ستة عناصر", "توقيف سوريين", "احتجز المسلحون الطبيب": people stand behind a word that also stops and seizes things."""
    if view.tokens[use.first].norm.endswith(_PRONOUNS):
        return False  # "احتجزتهم لساعات": whom is told elsewhere
    if use.trigger.frame in FREED and not _OF_THEM.isdisjoint(view.norms[use.last : use.last + 4]):
        return True  # "إفراج الحوثيين عنهم"
    for p in view.people:
        near = 0 <= p.first - use.last <= _CAUGHT_WITHIN and p.slot in ("", "with_b", "for", "source", "on")
        told = p.kinds or (p.counted and (p.named or p.others))  # "وإيقاف آخر"
        if (
            near
            and told
            and not p.asset
            and (p.counted or not p.armed or "suspect" in p.kinds or _one_of_them(p) or _a_cell(p))
            and not (p.kinds and p.kinds <= _NOT_CAUGHT)
        ):
            return True
    return False


def _a_cell(p: Participant) -> bool:
    """ "أوقف الأمن خلية لداعش": people, however many."""
    return any(n.entry == "group.armed.cell" for n in p.named)


def _one_of_them(p: Participant) -> bool:
    """ "أوقفت الشرطة عنصرا تكفيريا", "قياديا في التنظيم": an indefinite man of an armed group."""
    return bool(p.kinds & {"member", "armed"}) and not (p.definite or p.plural or p.organisation) and p.slot == ""


def _entered(view: SentenceView, use: Use) -> bool:
    """ "دخلت قوات الجيش مدينة …", "وحدات من الجيش دخلت البلدة": a force beside the verb, and right behind them a place."""
    dated = {i for d in view.dates for i in range(d.first, d.last)}
    for force in _forces_beside(view, use)[:1]:
        end = max(use.last, *(p.last for p in with_joined(force, view.people)))
        while end < view.sentence.last and (end in dated or unwaw(view.norms[end]) == "الي"):
            end += 1  # "دخلت القوات أمس إلى مدينة …"
        return any(p.place and p.first - end <= 1 and end < p.last for p in view.places)
    return False


def _forces_beside(view: SentenceView, use: Use) -> list[Participant]:
    """Armed people right behind a verb, or right before it; those behind it first."""
    forces = [p for p in view.armed if not p.counted and not p.kinds & _CAPTIVE_KINDS and not p.slot]
    behind = [p for p in forces if 0 <= p.first - use.last <= 1]
    return behind + [p for p in forces if 0 <= use.first - p.last <= 1]


_SENSE_BEFORE, _SENSE_AFTER = 3, 5  # words around a trigger that can give it another sense


def _titled(view: SentenceView, use: Use) -> bool:
    """ "رئيس تحرير الصحيفة", "جبهة التحرير": a word right before the trigger makes it a title; behind it the word says nothing."""
    before = view.norms[use.first - 1] if use.first > view.sentence.first else ""
    return (
        bool(use.trigger.unless_led)
        and {before, before.lstrip("وبل"), before.removeprefix("ال")} & use.trigger.unless_led != set()
    )


def _other_sense(view: SentenceView, use: Use) -> bool:
    """ "السيطرة على حريق", "انسحاب من الاتفاق", "رئيس تحرير": a word beside the trigger gives it another sense."""
    first, last = view.sentence.first, view.sentence.last
    near = [*view.norms[max(first, use.first - _SENSE_BEFORE) : use.first]]
    behind = view.norms[use.last : min(last, use.last + _SENSE_AFTER)]
    if _UPON in behind and not use.trigger.with_.isdisjoint(behind[: behind.index(_UPON)]):
        behind = [n for n in behind if n != _UPON]  # "قضوا في غارة على البلدة": the strike is upon it
    near += behind
    return any(n in use.trigger.unless or n.removeprefix("و") in use.trigger.unless for n in near)


_UPON = "علي"
_FROM_IT = frozenset({"منه", "منها"})
_FROM_WITHIN = 4  # words from "انسحبت" to "منه"
_DEALS = frozenset({"الاتفاق", "الاتفاقيه", "المعاهده", "المفاوضات", "المحادثات", "الحكومه", "التحالف", "المجلس"})


def _from_a_deal(view: SentenceView, use: Use) -> bool:
    """ "لن يصمد الاتفاق بعدما انسحبت واشنطن منه": from what was named before, and it is no land."""
    near = view.norms[use.last : min(view.sentence.last, use.last + _FROM_WITHIN)]
    return not _FROM_IT.isdisjoint(near) and view.holds(_DEALS)


def _cites(view: SentenceView, use: Use) -> bool:
    """ "استشهد بالصحيفة", "تستشهد بأعمالها": the verb with ب and neither a place nor what killed is to cite."""
    if use.trigger.id != "die.martyr" or not use.verb or use.last >= view.sentence.last:
        return False
    word = view.tokens[use.last].norm
    if not word.startswith("ب") or word in view.words["killed_by"] or len(word) < _SHORTEST_CITED:
        return False
    return not any(p.first <= use.last < p.last for p in view.places)


def _pretends(view: SentenceView, use: Use) -> bool:
    """ "تظاهر بالموافقة": the verb with ب and neither a place nor a crowd ("تظاهروا بالآلاف") is to pretend."""
    if use.trigger.id != "protest.tazahara" or not use.verb or use.last >= view.sentence.last:
        return False
    word = view.tokens[use.last].norm
    if not word.startswith("بال") or word.removeprefix("بال") in view.words["crowds"]:
        return False
    number = any(n.first <= use.last < n.last for n in view.numbers)
    return not number and not any(p.first <= use.last < p.last for p in view.places)


_SHORTEST_CITED = 5  # letters; shorter words with ب are parts of names and pronouns


def _force(view: SentenceView, use: Use) -> bool:
    """Somebody armed, a weapon, a struck thing, a crowd or a casualty: an attack of deeds and not of words."""
    if view.weapons or any(u.frame.family == "outcome" or u.trigger.frame in _DEEDS for u in view.uses if u is not use):
        return True
    if any(p.place and 0 <= p.first - use.last <= 3 for p in view.places):
        return True
    return any(p.armed or p.asset or p.outcome or p.kinds & _STRUCK for p in _near(view.people, use, 16))


_DEEDS = frozenset(
    {"kill", "die", "die_light", "injure", "shoot", "shot", "strike", "bomb", "abduct", "execute", "clash"}
)
_STRUCK = frozenset({"protester", "rioter", "detainee"})


_NUCLEAR = "النووي"


def _peace(view: SentenceView, use: Use) -> bool:
    """An agreement between parties of a conflict: an armed group or a word of truce stands in its sentence."""
    if view.reading.holds(_NUCLEAR) and use.trigger.frame == "agreement":
        return False  # "توقيع الاتفاق مع إيران" in an article about the nuclear deal
    if view.holds(view.words["truce"]):
        return True
    near = _near(view.people, use, 20)
    return any("armed" in p.kinds or any(n.actor_class in FACTIONS for n in p.named) for p in near)


def _sure_protest(view: SentenceView) -> bool:
    return any(u.frame.family == "protest" and not u.trigger.needs and not u.reason for u in view.uses)


_MARCHES = frozenset({"protest.march", "protest.ihtajja"})
_TOOK_PART_WITHIN = 2  # words between "مشاركته" and the demonstration


def _shot_at(view: SentenceView, use: Use) -> bool:
    """ "قتل 60 شخصا برصاص الجيش خلال احتجاجات": who was shot then had come together."""
    amid = not use.verb and use.first > view.sentence.first and view.norms[use.first - 1] in _AMID
    return amid and any(done_amid(view, u, use) for u in view.uses if u.trigger.frame in ("shot", "shoot"))


def _dispersed(view: SentenceView, use: Use) -> bool:
    """ "أطلقت الشرطة الغاز على مسيرة": a march and what disperses one say of each other which they are; so does who took part."""
    if use.trigger.id in _MARCHES:
        return any(u.trigger.frame == "intervene" for u in view.uses) or took_part(view, use)
    if use.trigger.frame != "intervene":
        return False
    behind = view.norms[use.last : min(view.sentence.last, use.last + _DISPERSED_WITHIN)]
    return not _GATHERINGS.isdisjoint(behind) or any(u.trigger.id in _MARCHES for u in view.uses)


_GATHERINGS = frozenset({"وقفه", "وقفات", "الوقفه", "تجمع", "تجمعا", "تجمهر", "اعتصام", "اعتصاما", "الاعتصام", "تظاهره", "مظاهره"})  # fmt: skip
_DISPERSED_WITHIN = 6  # words from "فرقت", past who, to "وقفة"


_TAKING_PART = frozenset({"يشارك", "تشارك", "يشاركون", "يشاركان"})  # "قتل فتى كان يشارك في مظاهرة"


def took_part(view: SentenceView, use: Use) -> bool:
    """ "قتل شاب خلال مشاركته في مسيرة": somebody whom the sentence tells of was in the demonstration."""
    near = view.norms[max(view.sentence.first, use.first - _TOOK_PART_WITHIN) : use.first]
    return not use.verb and any(n.startswith("مشاركت") or n in _TAKING_PART for n in near)


def _crowded(view: SentenceView, use: Use) -> bool:
    """A crowd and what it wants stand near the word: "تجمع المئات أمام … للمطالبة ب…"; or many people who protest by the verb
    itself: "احتج مئات التجار"."""
    if _joined_in(view, use):
        return True
    if use.verb and (use.trigger.id == "protest.ihtajja" or _before_a_building(view, use)):
        beside = [p for p in view.people if 0 <= p.first - use.last <= 1 and not p.armed]
        if any(p.counted and (p.figure and (p.figure.low or 0) >= _MANY) for p in beside):
            return True
    near = [
        t.norm.removeprefix("و")
        for t in view.tokens[max(view.sentence.first, use.first - 8) : min(view.sentence.last, use.last + 22)]
    ]
    if view.words["demands"].isdisjoint(near):
        return False
    return any(n in view.words["crowds"] for n in near[:20]) or any(
        p.counted and (p.kinds or p.named) for p in _near(view.people, use, 8)
    )


def _near(people: Sequence[Participant], use: Use, reach: int) -> list[Participant]:
    return [
        p
        for p in people
        if (-reach <= p.first - use.last and p.last - use.first <= reach + 4 and p.slot != "source")
        or use.first <= p.first <= use.last + reach
    ]


_MANY = 10  # people who object together: a crowd
_SPREAD = frozenset({"امتدت", "انتقلت", "اتسعت", "توسعت", "تجددت", "اندلعت", "انطلقت", "خرجت", "عمت", "تمددت", "وصلت", "اجتاحت"})  # fmt: skip


def spread(view: SentenceView, use: Use) -> bool:
    """ "امتدت الاحتجاجات إلى محافظة النجف", "انطلقت مظاهرة في البصرة": the verb right before a demonstration says that it was held."""
    return _told_with(view, use, _SPREAD, _SPREAD_WITHIN)


def _broke_out(view: SentenceView, use: Use) -> bool:
    """ "شهدت مدينة الناصرية احتجاجات", "اندلاع احتجاجات في السليمانية", "موجة احتجاجات في …": a word of happening before it."""
    return _told_with(view, use, view.words["happened"] | _BREAKING_OUT, _HAPPENED_WITHIN)


def _told_with(view: SentenceView, use: Use, words: frozenset[str], within: int) -> bool:
    if use.verb or use.trigger.id not in _HELD_SOMEWHERE:
        return False
    before = view.norms[max(view.sentence.first, use.first - within) : use.first]
    return any(unwaw(n) in words for n in before) and any(map(_scene, view.places))


_BREAKING_OUT = frozenset({"اندلاع", "تجدد", "انطلاق", "خروج", "موجه"})


def _somewhere(view: SentenceView, use: Use) -> bool:
    """ "احتجاجات واسعة في مدن الأردن", "موجة احتجاجات في طهران": demonstrations that nobody has told of yet, and behind them where."""
    before = view.norms[use.first - 1] if use.first > view.sentence.first else ""
    if use.verb or use.hit.definite or use.trigger.id not in _HELD_SOMEWHERE or unwaw(before) in _CIRCUMSTANCE:
        return False
    return any(_scene(p) and p.relation == "in" and 0 <= p.first - use.last <= _IN_WITHIN for p in view.places)


_CIRCUMSTANCE = frozenset({"خلال", "اثناء", "في", "وسط", "بعد", "عقب", "قبل", "منذ"})  # "قتل شرطي خلال احتجاجات"
_IN_WITHIN = 3  # words from "احتجاجات", past its adjective and "في", to the place
_HELD_SOMEWHERE = frozenset({"protest.ihtajja", "protest.tazahara", "protest.march"})
_SPREAD_WITHIN = 3  # words from the verb to its demonstration ("انطلقت صباح السبت مظاهرة")
_HAPPENED_WITHIN = 5  # and past a place ("شهدت العاصمة الأردنية عمان أمس احتجاجات")
_BEFORE_WITHIN = 8  # words from "تجمع" to "أمام"
_JOINED_WITHIN = 8  # words from "شارك" to "مسيرة"


def _joined_in(view: SentenceView, use: Use) -> bool:
    """ "شارك آلاف العمال في مسيرة", "أهالي المدينة يحتجون على": many people in it, or people right before a verb of theirs."""
    if use.verb:
        if use.trigger.id != "protest.ihtajja":
            return False
        if view.norms[use.first].endswith(("ون", "وا")):
            return any(0 <= use.first - p.last <= 1 and p.civil for p in view.people)
        return (
            view.norms[use.last : use.last + 1] != ["علي"]
            and _many_by_noun(view, use)
            and any(map(_scene, view.places))
        )
    first = max(view.sentence.first, use.first - _JOINED_WITHIN)
    if not any(n.removeprefix("و").startswith("شارك") for n in view.norms[first : use.first]):
        return False
    many = (p for p in view.people if first <= p.first < use.first and p.counted and not p.armed and p.figure)
    return any((p.figure.low or 0) >= _MANY for p in many if p.figure)


def _many_by_noun(view: SentenceView, use: Use) -> bool:
    """ "احتجت نقابات عمالية", "احتج ناشطون", "احتجت جماعات قبلية": an indefinite plural right behind the verb does it, and no state."""
    noun = view.norms[use.last] if use.last < view.sentence.last else ""
    if noun.startswith("ال") or noun in _OFFICES:
        return False
    return noun.endswith(("ات", "ون")) or any(p.first == use.last and p.plural and p.civil for p in view.people)


_OFFICES = frozenset({"سلطات", "وزارات", "حكومات", "مسوولون", "دبلوماسيون", "محامون", "نواب", "الولايات"})


def _before_a_building(view: SentenceView, use: Use) -> bool:
    """ "تجمع مئات من السكان أمام مقر البلدية": people come together before somebody's door to be heard."""
    return use.trigger.id == "protest.gather" and "امام" in view.norms[use.last : use.last + _BEFORE_WITHIN]


_CROWD_VERBS = (
    "اقفل",
    "تراشق",
    "يقتحم",
    "يحرق",
    "يقطع",
    "يغلق",
    "يرشق",
    "يضرم",
    "يحاصر",
    "يخرج",
    "يتجمع",
    "يحتشد",
    "ينزل",
    "حطم",
    "كسر",
    "خرب",
    "اوقفت",
    "تفرق",
    "يفرق",
    "قمع",
    "فض",
    "سد",
    "اعتصم",
    "خرج",
    "تجمع",
    "احتشد",
    "رفع",
    "ردد",
    "هتف",
    "طالب",
    "احرق",
    "قطع",
    "اغلق",
    "نزل",
    "سار",
    "جاب",
    "توجه",
    "اقتحم",
    "رشق",
    "حاصر",
    "اضرم",
    "شارك",
    "تدفق",
    "انضم",
    "يردد",
    "يطالب",
    "يهتف",
    "يرفع",
    "داع",
    "مطالب",
    "هاتف",
    "اقدم",
    "فرق",
    "اطلق",
    "اعتقل",
    "وقف",
    "نفذ",
    "منع",
    "اصط",
)


def _crowd_act(view: SentenceView, use: Use) -> list[bool]:
    near = view.tokens[max(view.sentence.first, use.first - 8) : min(view.sentence.last, use.last + 8)]
    return [t.norm.removeprefix("و").startswith(_CROWD_VERBS) for t in near]


_EFFECT_STRONG = ("دخل", "دخول", "سريان", "سري", "وقع", "يوقع", "توقيع", "ابرم", "ابرام", "بدا", "بدء", "توصل", "اتفقت", "اتفقا", "اتفقوا", "وافق", "موافق", "التزم", "بموجب", "مدد", "مددت", "تمديد", "توقعان")  # fmt: skip


def _took_effect(view: SentenceView, use: Use) -> bool:
    near = view.tokens[max(view.sentence.first, use.first - _SIGNED_WITHIN) : min(view.sentence.last, use.last + 7)]
    if any(unwaw(t.norm).removeprefix("ال").startswith(_EFFECT_STRONG) for t in near):
        return True  # "توصل الطرفان إلى", "أكد التوصل إلى"
    if use.trigger.frame == "ceasefire" and not use.hit.definite and _declared(view, use):
        return True  # "أعلن التحالف هدنة إنسانية"
    first = max(view.sentence.first, use.first - _SIGNED_WITHIN)
    signed = [i for i in range(first, use.first) if view.tokens[i].norm.startswith("وقع")]
    return any(i == view.sentence.first or view.tokens[i - 1].norm not in view.words["relative"] for i in signed)


_SIGNED_WITHIN = 10  # words from "توصل طرفا النزاع في …" to "وقف إطلاق النار"


# what a need asks for; each asks for people and places last: these take the most time
_TESTS: Mapping[str, Callable[[SentenceView, Use], bool]] = {
    "person": lambda view, use: any(p.kinds or p.outcome or p.counted or p.named for p in _near(view.people, use, 14)),
    "party": lambda view, use: bool(view.weapons) or bool(_near(view.people, use, 16)),
    "armed": lambda view, use: bool(view.weapons) or bool(_near(view.armed, use, 20)),
    "weapon": lambda view, use: bool(view.weapons),
    "fighters": lambda view, use: any("police" not in p.kinds for p in _near(view.armed, use, 20)),
    "place": _at_land,
    "cleared": lambda view, use: _at_land(view, use) and bool(_near(view.armed, use, 20)),
    "ousted": lambda view, use: (
        any(p.first >= use.last and _scene(p) for p in view.places)
        and any("police" not in p.kinds for p in _near(view.armed, use, 20))
    ),
    "declared": _declared,
    "vanished": lambda view, use: any(
        p.kinds & _VANISHING and -_VANISHED_WITHIN <= p.first - use.last <= _VANISHED_WITHIN for p in view.people
    ),
    "blow": lambda view, use: (
        bool(view.weapons)
        or bool(_near(view.armed, use, 20))
        or (view.norms[use.last].startswith(_AT_SOMETHING) and any(map(_scene, view.places)))
    ),
    "captive": lambda view, use: (
        bool(view.people_of(_CAPTIVE_KINDS))
        or (use.trigger.frame in FREED and (any(u.trigger.frame in HOLDING for u in view.uses) or _caught(view, use)))
        or any(pl.place and pl.place.level == "site" for pl in view.places)
    ),
    "crowd": lambda view, use: (
        _sure_protest(view)
        or _shot_at(view, use)
        or _dispersed(view, use)
        or bool(view.people_of(_CROWD_KINDS))
        or _crowded(view, use)
        or spread(view, use)
        or _broke_out(view, use)
        or _somewhere(view, use)
    ),
    "crowd_act": lambda view, use: any(_crowd_act(view, use)),
    "protesters": lambda view, use: bool(_near(view.people_of(_CROWD_KINDS), use, 8)) or _crowded(view, use),
    "took_effect": _took_effect,
    "force": _force,
    "scene": lambda view, use: use.hit.definite or _force(view, use) or any(map(_scene, view.places)),
    "peace": lambda view, use: _took_effect(view, use) and _peace(view, use),
    "caught": _caught,
    "armed_place": lambda view, use: (
        bool(_near(view.armed, use, 10)) and any(_scene(p) and 0 <= p.first - use.last <= 8 for p in view.places)
    ),
    "garrison": _entered,
    "force_beside": lambda view, use: bool(_forces_beside(view, use)),
}
