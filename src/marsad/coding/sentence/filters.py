"""What is not an event: negated, planned, threatened, feared, commemorated, judged, rehearsed, metaphorical, accidental.

Every trigger that is set aside carries a reason code (docs/CODEBOOK.md lists them); nothing vanishes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import FACTIONS, Participant
from marsad.coding.sentence.draft import FREED, HOLDING, Use
from marsad.coding.sentence.reading import Sentence
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role
from marsad.places.locate import PlaceFound

_WALLS = frozenset({".", "؛", ":", "؟", "!"})
_ASSERTED = frozenset({"عقب", "بعدما", "بعد", "اثر", "اسفر", "اسفرت", "ادي", "ادت", "اوقع", "اوقعت", "خلف", "خلفت"})


class Headed(Protocol):
    """What is asked of a sentence's view here (coding/sentence/view.py)."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def tokens(self) -> Sequence[Token]: ...
    @property
    def norms(self) -> Sequence[str]: ...
    @property
    def words(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def markers(self) -> Sequence[Hit]: ...
    @property
    def uses(self) -> Sequence[Use]: ...
    @property
    def weapons(self) -> Sequence[Hit]: ...
    @property
    def people(self) -> Sequence[Participant]: ...
    @property
    def names_faction(self) -> bool: ...
    def people_of(self, kinds: frozenset[str]) -> Sequence[Participant]: ...
    @property
    def dates(self) -> Sequence[DateMention]: ...
    @property
    def places(self) -> Sequence[PlaceFound]: ...
    @property
    def numbers(self) -> Sequence[Number]: ...


def judge(view: Headed, topics: set[str]) -> None:
    """Set `reason` on each trigger of the sentence that a marker, or the article's topic, sets aside."""
    norms, sentence, uses, markers = view.norms, view.sentence, view.uses, view.markers
    animal = _scoped(markers, "animal") or ("accident" if "animal" in topics else None)
    accident = _scoped(markers, "accident") or ("accident" if "accident" in topics else None)
    crime = _crime(view, topics)
    for use in uses:
        use.reason = (
            _of_a_name(view, use)
            or _future_verb(use)
            or _future_launch(norms, sentence, use, view.words["launch"])
            or _would(norms, sentence, use)
            or _may(norms, use)
            or _to_be(norms, use)
            or _purpose(norms, sentence, use)
            or _foiled(norms, sentence, use, view)
            or _situation(norms, sentence, use)
            or _meant_for(norms, sentence, use)
            or _held_now(view, use)
            or _in_the_midst(norms, sentence, use)
            or _in_support(view, use)
            or _earlier(norms, sentence, use)
            or _marked(norms, sentence, use, markers)
            or _governed(view, use)
            or _verbal(view, use)
            or _over_years(view, use)
            or _practised(view, use)
            or _goes_on(view, use)
            or _several_undated(view, use)
            or _or_else(view, use)
            or _topic(view, use, topics)
        )
        if not use.reason and animal and use.frame.family in ("violence", "outcome", "protest"):
            use.reason = animal
        if not use.reason and accident and _could_be_accident(view, use):
            use.reason = accident
        if not use.reason and "accident" in topics and use.frame.family == "coerce" and not _stirred(view):
            use.reason = "accident"  # "القبض على سائق القطار"
        if not use.reason and "judged" in topics and use.trigger.id == "kill.execute" and not war_in(view):
            use.reason = "court"
        if use.trigger.id in ("die.martyr", "kill.assassinate"):
            continue  # whoever is called a martyr, or assassinated, died in a conflict, whatever crime the sentence names
        if not use.reason and crime and _could_be_crime(use):
            use.reason = crime
    _spread(norms, uses)


_SIDES = frozenset({"armed", "police", "protester", "rioter"})
_STIRRED = frozenset({"armed", "protester", "rioter", "suspect"})


def _stirred(view: Headed) -> bool:
    """Somebody armed, a crowd or war in the sentence: its arrests are no matter of the accident."""
    return war_in(view) or bool(view.people_of(_STIRRED))


def _crime(view: Headed, topics: set[str]) -> str | None:
    """Why the sentence's violence and arrests are no conflict: judged, or a crime where no word of war stands."""
    found = _scoped(view.markers, "crime")
    if found == "court" or "court" in topics:
        return "court"
    kin = _scoped(view.markers, "kin")
    if kin and any("state" in p.kinds and p.slot != "source" for p in view.people):
        kin = None  # "أطلق جنود النار على والده": soldiers, and no family quarrel
    reason = found or kin or ("ordinary_crime" if "ordinary_crime" in topics else None)
    return None if reason is None or war_in(view) else reason


_CRIME_FAMILIES = ("violence", "coerce", "outcome")
_CRIME_FRAMES = frozenset({"disrupt", "disarm", "destroy", "mutiny", "release"})


def _could_be_crime(use: Use) -> bool:
    return use.frame.family in _CRIME_FAMILIES or (use.trigger.frame in _CRIME_FRAMES and use.trigger.id != "strat.rob")


WAR_FRAMES = frozenset({"strike", "bomb", "clash", "incident", "massacre", "overtake", "retake"})
_WAR_WEAPONS = frozenset({"air", "shell", "ied", "suicide", "chemical", "grenade"})


EXCHANGED = "attack.exchange"  # "تبادل لإطلاق النار": the police and a dealer do so too


def war_in(view: Headed) -> bool:
    """The sentence speaks of war: a weapon of war, a bombing or a battle, or an armed group by its name."""
    if any(h.phrase.entry.weapon in _WAR_WEAPONS for h in view.weapons):
        return True
    if any(
        u.trigger.frame in WAR_FRAMES and u.trigger.id not in BLASTS and u.trigger.id != EXCHANGED and _of_war(view, u)
        for u in view.uses
    ):
        return True
    people = view.people if view.names_faction else ()  # who ask for dates and places
    return any(n.organisation and n.actor_class in FACTIONS for p in people for n in p.named)


def _of_war(view: Headed, use: Use) -> bool:
    """Not "تحرير محضر", "السيطرة على الحريق": no word stands beside it that gives it another sense."""
    near = view.norms[max(view.sentence.first, use.first - 3) : min(view.sentence.last, use.last + _SENSE_WITHIN)]
    return use.trigger.unless.isdisjoint(map(unwaw, near))


_SENSE_WITHIN = 5  # words behind a trigger that can give it another sense (coding/drafts/needs.py)
_GOVERNED_WITHIN = 22  # words from "هدد", past who and whom, to "باستهداف"
_GOVERNING = (("threatening", "ب", "threatened"), ("accusing", "ب", "alleged"), ("warning", "من", "feared"))


def _governed(view: Headed, use: Use) -> str | None:
    """ "هدد الأمين العام للحزب، فلان، أمس، إسرائيل باستهداف المفاعل", "حذر الرئيس الحكومة من شن هجوم على المدينة": the deed is what a
    verb of threat, accusation or warning governs, however long its subject and object are."""
    first = view.sentence.first
    at = use.first
    carried = at > first and _unlinked(view.norms[at - 1]) in view.words["carrying_on"]
    if use.verb and not carried:
        return None
    link = at - 1 if carried else at
    by = view.norms[link]
    behind = view.norms[link - 1] if link > first else ""
    for verbs, preposition, reason in _GOVERNING:
        if not (by.startswith("ب") if preposition == "ب" else behind == "من") or (by == "بن"):
            continue
        if preposition == "ب" and not carried and not use.hit.proclitics.endswith("ب"):
            continue
        for i in range(link - 1, max(first, link - _GOVERNED_WITHIN) - 1, -1):
            norm = unwaw(view.norms[i])
            if norm in _WALLS or norm in _CLAUSE_OF or any(u.verb and u.first == i for u in view.uses):
                break
            if norm in view.words[verbs]:
                told = verbs == "accusing" and _told_of_a_case(view)  # "اتهمت دمشق إسرائيل … بشن غارة قتل فيها سبعة"
                return None if told else reason
    return None


_CLAUSE_OF = frozenset({"الذي", "التي", "الذين", "فيما", "بينما", "حين", "بعد", "اثر", "عقب"})


def _unlinked(norm: str) -> str:
    return norm.removeprefix("ب")


_PRACTISING = frozenset(
    {"يشن", "تشن", "يشنها", "تشنها", "يشنون", "يشنونها", "ينفذ", "تنفذ", "ينفذها", "تنفذها", "ينفذون", "ينفذونها"}
)
_PRACTISED_WITHIN = 4  # words from "يشن" to "هجماته"


def _practised(view: Headed, use: Use) -> str | None:
    """ "نقطة انطلاق يشن منها التنظيم هجماته", "الهجمات التي تشنها الجماعة": deeds in the plural whose verb is in the present, without a
    day or a toll, below the first sentences, are how things are."""
    if use.verb or use.trigger.frame not in _STRUCK_BY or not _plural(view.norms[use.first]) or _fresh(view):
        return None
    first, last = view.sentence.first, view.sentence.last
    around = (*range(max(first, use.first - _PRACTISED_WITHIN), use.first), *range(use.last, min(last, use.last + 3)))
    now = any(_as_a_rule(view, i) for i in around)
    return "general" if now and not _told_of_a_case(view) else None


def _as_a_rule(view: Headed, i: int) -> bool:
    """A present verb of doing that opens the sentence or a relative clause; "أفاد السكان بأن الطائرات تشن غارات" is news."""
    if unwaw(view.norms[i]) not in _PRACTISING:
        return False
    before = view.norms[i - 1] if i > view.sentence.first else ""
    behind = view.norms[i + 1] if i + 1 < view.sentence.last else ""
    return before == "" or before in _WHICH or behind in _FROM_THERE


_FROM_THERE = frozenset({"منها", "منه", "فيها", "عبرها", "خلالها"})


_HABITS = frozenset({"strike", "attack", "arrest", "abduct", "abuse", "kill"})
_STILL = frozenset({"تزال", "يزال", "زالت", "زال", "تتعمد", "يتعمد", "يتعمدون", "تعمدت", "تعمدوا"})


def _goes_on(view: Headed, use: Use) -> str | None:
    """ "ولا تزال الميليشيات تقصف الأحياء", "وتقول المنظمات إن القوات تعتقل المعارضين": a present verb without a day, a toll or a town,
    below the first sentences, tells how things are."""
    if use.trigger.frame not in _HABITS or _fresh(view) or not view.sentence.number:
        return None
    before = [unwaw(n) for n in view.norms[max(view.sentence.first, use.first - _STILL_WITHIN) : use.first]]
    still = not _STILL.isdisjoint(before)
    if not still and not (use.verb and use.hit.phrase.info.endswith("present")):
        return None
    told = any(u.frame.counts and not u.reason and u is not use and not u.verb for u in view.uses)
    if told or any(d.names_a_day or d.rule in ("date.since", "date.row", "date.just_now") for d in view.dates):
        return None
    if any(n.low for n in view.numbers) or (not still and _at_a_town(view)):
        return None
    return "general"


_STILL_WITHIN = 5  # words from "لا تزال" to the verb


def _plural(norm: str) -> bool:
    """ "هجمات", "الغارات", "هجماته", "عملياتها"."""
    return any(norm.removesuffix(of).endswith("ات") for of in ("", "ه", "ها", "هم"))


def _fresh(view: Headed) -> bool:
    """Headline, lead and the first sentence, whose present is news."""
    return view.sentence.role in (Role.TITLE, Role.SUBTITLE, Role.LEAD) or view.sentence.number <= 1


def _told_of_a_case(view: Headed) -> bool:
    """A toll or a day in the sentence: one case is told."""
    told = any(u.frame.counts and not u.reason for u in view.uses)
    return told or any(d.names_a_day or d.rule in ("date.since", "date.row") for d in view.dates)


_QUANTITIES = frozenset({"عده", "العديد", "عشرات", "مئات", "سلسله", "سلسله من", "كثيره", "عديده", "متعدده", "متكرره"})
_QUANTITY_WITHIN = 2  # words between "عدة" and "هجمات"
_GROUND_DEEDS = frozenset({"attack", "operation"})


def _several_undated(view: Headed, use: Use) -> str | None:
    """ "شن مسلحون عدة هجمات في سيناء واستهدفوا الجيش": several attacks on no day, with no toll, in no town, are no single incident."""
    if use.verb or use.trigger.frame not in _GROUND_DEEDS or not _plural(view.norms[use.first]) or _fresh(view):
        return None
    near = view.norms[max(view.sentence.first, use.first - _QUANTITY_WITHIN) : use.first]
    behind = view.norms[use.last : min(view.sentence.last, use.last + _QUANTITY_WITHIN)]
    if not any(unwaw(n) in _QUANTITIES for n in (*near, *behind)) or _told_of_a_case(view):
        return None
    return "general" if not any(d.start for d in view.dates) and not _at_a_town(view) else None


def _at_a_town(view: Headed) -> bool:
    return any(p.place is not None and p.place.level not in _WIDE_LEVELS for p in view.places)


_WIDE_LEVELS = frozenset({"country", "region", "province"})

_VERBAL = frozenset({"attack.hajama", "attack.hujum"})
_VERBAL_WITHIN = 14  # words between "هاجم" and what was said


def _verbal(view: Headed, use: Use) -> str | None:
    """ "شن الوزير هجوما على الحكومة معتبرا أنها…", "وهاجم المنظمة واتهمها…": an attack in words has no weapon and no casualty."""
    if use.trigger.id not in _VERBAL or view.weapons or any(u.frame.family == "outcome" for u in view.uses):
        return None
    after = view.norms[use.last : min(view.sentence.last, use.last + _VERBAL_WITHIN)]
    if not any(n.removeprefix("و") in view.words["verbal"] for n in after):
        return None
    return None if any(p.kinds & {"armed"} or p.outcome for p in view.people) else "metaphor"


_MANY = frozenset(
    waw + word
    for word in (
        "ضربات",
        "الضربات",
        "غارات",
        "الغارات",
        "هجمات",
        "الهجمات",
        "اعتداءات",
        "الاعتداءات",
        "تفجيرات",
        "التفجيرات",
        "عمليات",
        "العمليات",
    )
    for waw in ("", "و")
)
_YEARS = frozenset({"سنوات", "السنوات", "اعوام", "الاعوام", "اشهر", "الاشهر", "الاخيره", "الماضيه"})
_STRUCK_BY = frozenset({"attack", "strike", "bomb", "clash", "operation"})


def _over_years(view: Headed, use: Use) -> str | None:
    """ "زادت خلال الأعوام الأخيرة الهجمات التي يشنها": attacks in the plural over months or years, without a day, are how things are."""
    if use.trigger.frame not in _STRUCK_BY:
        return None
    said = view.norms[view.sentence.first : view.sentence.last]
    if _MANY.isdisjoint(said) or any(d.names_a_day for d in view.dates):
        return None
    over = any(d.precision == "year" and view.norms[d.first - 1] in _DURING for d in view.dates if d.first)
    return "general" if over or len(_YEARS.intersection(n.removeprefix("و") for n in said)) >= _BOTH else None


_DURING = frozenset({"خلال", "طوال", "طيله"})
_BOTH = 2  # the unit and which of them ("الأعوام الأخيرة")


_NOT_DONE = frozenset({"planned", "threatened", "feared", "hypothetical", "averted", "called_for"})
_OR_WITHIN = 5  # words from a deed to "أو" and the other


def _or_else(view: Headed, use: Use) -> str | None:
    """ "كانت قريبة من اعتقال الرئيس أو قتله": the other of two deeds of which neither was done."""
    if use.verb or use.first == view.sentence.first or view.norms[use.first - 1] != "او":
        return None
    before = [u for u in view.uses if u.last < use.first and use.first - u.last <= _OR_WITHIN]
    return before[-1].reason if before and before[-1].reason in _NOT_DONE else None


def _scoped(markers: Sequence[Hit], kind: str) -> str | None:
    return next((h.phrase.entry.reason for h in markers if h.phrase.entry.kind == kind), None)


def _of_a_name(view: Headed, use: Use) -> str | None:
    """ "حي التحرير", "مستشفى الشهداء", "قناة الثورة": the noun names a street or a house, and tells of no deed."""
    first = use.first
    if use.verb or first == view.sentence.first or not view.norms[first].startswith("ال"):
        return None
    before = unwaw(view.norms[first - 1])
    named = view.words["named_so"]
    return "other_sense" if before in named or (before[0] in "وبل" and before[1:] in named) else None


def _future_verb(use: Use) -> str | None:
    return "planned" if use.verb and "س" in use.hit.proclitics else None


def _future_launch(norms: Sequence[str], sentence: Sentence, use: Use, launch: frozenset[str]) -> str | None:
    """ "سيشن التحالف غارات", "ستنفذ عملية", "لشن هجوم": the light verb of the deed is in the future or a purpose."""
    if use.verb:
        return None
    near = [n.removeprefix("و") for n in norms[max(sentence.first, use.first - 5) : use.first]]
    behind = [unwaw(n) for n in norms[use.last : min(sentence.last, use.last + 2)]]  # "الضربات التي ستنفذها"
    if any(n.startswith(("سي", "ست")) and n[1:] in launch for n in (*near, *behind)):
        return "planned"
    aimed = not _TO_LAUNCH.isdisjoint(norms[max(sentence.first, use.first - 2) : use.first])
    return "planned" if aimed and not any(n.startswith(_SUFFERED) for n in near) else None


_TO_LAUNCH = frozenset({"لشن", "لتنفيذ"})


_WILL_BE = frozenset({"سيكشف", "ستكشف", "سيودي", "ستودي", "سيشكل", "ستشكل", "سيمثل", "ستمثل", "سيقطع", "سيفتح", "ستفتح", "سيمكن", "سيسمح", "سيعني", "سيجعل", "سيسهم", "سيمهد", "سيغير", "سينهي", "سيكون", "ستكون", "سيتم", "ستتم", "سيبدا", "ستبدا"})  # fmt: skip
_LAND = frozenset({"retake", "overtake", "withdraw", "expel"})
_VERB_LETTERS = 4  # of the shortest future verb
_WOULD_WITHIN = 5  # words from "تحرير" to the future verb whose subject it is
_NO_FUTURE = ("سيار", "سيطر", "سينا", "سياس", "سيد", "سير", "سيل", "سته", "ستين", "ستون", "ستم", "ستار")


def _would(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "تحرير المدينة سيقطع خطوط الإمداد", "تحرير المدينة هو المطلوب": land whose taking is weighed is not taken yet."""
    before = unwaw(norms[use.first - 1]) if use.first > sentence.first else ""
    if not use.verb and before in _WILL_BE:
        return "planned"  # "سيكشف إعدامه محدودية الحملة", "سيؤدي تحريره إلى"
    if use.verb or use.trigger.frame not in _LAND:
        return None
    behind = norms[use.last : min(sentence.last, use.last + _WOULD_WITHIN)]
    future = any(
        n.startswith(("سي", "ست")) and len(n) >= _VERB_LETTERS and not n.startswith(_NO_FUTURE) for n in behind
    )
    return "planned" if future or not _AHEAD.isdisjoint(behind) else None


_AHEAD = frozenset({"مطلوب", "المطلوب", "ضروره", "ضروري", "ضروريا", "وشيك", "وشيكا", "قريبا", "حتمي", "حتميه"})


def _may(norms: Sequence[str], use: Use) -> str | None:
    """ "قد" before a present verb says that it may be; before a past verb that it was."""
    before = norms[use.first - 1] if use.first else ""
    return "hypothetical" if before in ("قد", "وقد") and use.verb and use.hit.phrase.info.endswith("present") else None


_PURPOSE = frozenset(
    {
        "clash",
        "attack",
        "overtake",
        "retake",
        "expel",
        "arrest",
        "execute",
        "massacre",
        "destroy",
        "protest",
        "attack_soft",
        "withdraw",
        "release",
        "exchange",
        "handover",
        "enter",
        "lift",
    }
)
_DONE = frozenset({"attack.hujum", "attack.ightidaa", "attack.ambush"})  # nouns of a deed, not of a purpose
_SUFFERED = ("تعرض", "تتعرض", "يتعرض", "نتيج", "ضحي", "شهد", "ادا", "ادي", "ادت", "وفق", "مشاهد", "شن", "نفذ", "كمين", "عمليه", "هجوم", "اطلق", "خرج", "استخدم", "فتح")  # fmt: skip


def _to_be(norms: Sequence[str], use: Use) -> str | None:
    """ "على أن تتسلم القوات الميناء", "قبل أن تنسحب": prisoners and land in the subjunctive."""
    before = norms[use.first - 1] if use.first else ""
    present = use.verb and use.hit.phrase.info.endswith("present")
    return "planned" if before == "ان" and present and use.trigger.frame in _SOUGHT else None


def _purpose(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "مستعدة لقتال القوات", "فرصة لاقتحام البلدة": what is to be done; "تعرض لهجوم" and "شن هجوما لاستعادة" were done."""
    proclitics = use.hit.proclitics
    either = use.first - sentence.first >= 2 and norms[use.first - 1] == "او" and norms[use.first - 2][0] == "ل"
    # "في محاولة للتقدم والاستيلاء على المواقع": joined to what was aimed at
    joined = use.trigger.frame in _LAND and "و" in proclitics and _aimed(norms, sentence, use)
    either = either or joined
    purpose = use.trigger.frame in _PURPOSE or use.hit.phrase.words[0] == "شن"
    if use.verb and "ل" in proclitics and use.trigger.frame in _LAND:
        return "planned"  # "وزحفت القوات لتطهر المدينة"
    if use.verb or not (proclitics.startswith("ل") or either) or not purpose or use.trigger.id in _DONE:
        return None
    near = norms[max(sentence.first, use.first - 8) : use.first]
    done = any(n.removeprefix("و").startswith(_SUFFERED) for n in near)
    return None if done else "planned"


def _aimed(norms: Sequence[str], sentence: Sentence, use: Use) -> bool:
    """Does a masdar with ل stand right before the word?"""
    before = norms[use.first - 1] if use.first > sentence.first else ""
    return before.startswith("ل") and len(before) >= _MASDAR_LETTERS


_MASDAR_LETTERS = 5  # with its ل ("للتقدم")
_FOILED_WITHIN = 8  # words from "أحبطت" to the deed that was not done
_TRIED_WITHIN = 3  # words from "محاولة" to the deed


def _foiled(norms: Sequence[str], sentence: Sentence, use: Use, view: Headed) -> str | None:
    """ "أحبطت الشرطة محاولة تفجير كنيسة", "إحباط عملية انتحارية كانت تستهدف مقرا": what was tried and did not come about."""
    if use.frame.family != "violence" or use.trigger.frame == "repel":
        return None
    if use.verb:
        was = norms[use.first - 1] if use.first > sentence.first else ""
        foiled = any(u.trigger.id == "strat.foil" and u.last <= use.first for u in view.uses)
        return "averted" if foiled and was in _WAS_TO and use.hit.phrase.info.endswith("present") else None
    if any(u.trigger.id == "strat.foil" and 0 <= use.first - u.last <= _TRIED_WITHIN for u in view.uses):
        return "averted"
    behind = norms[use.last : min(sentence.last, use.last + 2)]  # "هجوم أحبطته السلطات", "الهجوم الذي أحبطته"
    if not view.words["foiled"].isdisjoint(behind):
        return "averted"
    tried = range(use.first - 1, max(sentence.first, use.first - _TRIED_WITHIN) - 1, -1)
    at = next((i for i in tried if unwaw(norms[i]).removeprefix("ل") in view.words["tried"]), None)
    if at is None:
        return None
    before = norms[max(sentence.first, at - _FOILED_WITHIN) : at]
    return "averted" if any(unwaw(n).removeprefix("ب") in view.words["foiling"] for n in before) else None


_WAS_TO = frozenset({"كان", "كانت", "كانوا"})  # "كانت تستهدف": what was to be
_STATES = frozenset({"overtake", "coerce", "enter"})  # frames whose present tense tells how things stand


_WHILE_HELD = frozenset(
    {"نتيجه", "بسبب", "ظل", "تحت", "رغم", "مع", "ان", "استمرار", "انهاء", "بانهاء", "لانهاء", "خارج"}
    | {"خلال", "اثناء", "فتره", "قرب"}
)
_SIDE = frozenset({"جانب", "جوار"})
_WHICH = frozenset({"الذي", "التي", "الذين", "والتي", "والذي", "والذين"})
_SINCE_WITHIN = 4  # words from the verb to "منذ"
_HOURS = frozenset({"صباح", "فجر", "مساء", "ليل", "ليله", "ظهر", "امس", "اليوم", "ساعات", "الصباح", "الفجر", "الليله"})


def _situation(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "تسيطر الجماعة على مناطق واسعة": present control is how things stand; in a headline the present is news."""
    if not use.verb:
        if use.trigger.frame != "overtake" or not norms[use.first].startswith("سيطر"):
            return None
        lead = unwaw(norms[use.first - 1]) if use.first > sentence.first else ""
        return "general" if lead in _WHILE_HELD else None  # "نتيجة سيطرة الجماعة على الميناء"
    if use.trigger.frame in FREED or use.trigger.frame in HOLDING:
        near = norms[use.last : min(sentence.last, use.last + _SINCE_WITHIN + 1)]
        if "منذ" in near[:-1]:
            since = near[near.index("منذ") + 1]
            return None if since in _HOURS else "general"  # "وأفرجت السلطات منذ يناير عن آلاف السجناء"
    beside = norms[use.last : use.last + 2]
    which = bool(use.first) and norms[use.first - 1] in _WHICH  # "وحدات تقاتل إلى جوار"
    serves = use.trigger.id == "clash.taqatala" and (which or (beside[:1] == ["الي"] and beside[-1][:4] in _SIDE))
    if serves:
        return "general"
    held = use.trigger.frame in _STATES or use.trigger.id == "arrest.hold"
    if not held or sentence.role == Role.TITLE:
        return None
    return "general" if use.hit.phrase.info.endswith("present") else None


_MEANT_WITHIN = 3  # words from "قاعدة" to "لإطلاق", from "يستخدمه" to "في استهداف"
_MEANT = frozenset({"قاعده", "مركز", "مركزا", "منصه", "منصات", "منصتين", "منطلق", "منطلقا", "نقطه", "مكانا", "موقعا", "وكرا", "ثكنه", "مقرا"})  # fmt: skip
_SERVES = ("يستخدم", "تستخدم", "المستخدم", "مستخدم", "تستعمل", "يستعمل", "المستعمل")


def _meant_for(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "مركزا لإطلاق الصواريخ", "كانت تستخدمه في قصف المدينة": what a place or a thing serves for is no single deed."""
    if use.verb or use.frame.family != "violence":
        return None
    before = [unwaw(n) for n in norms[max(sentence.first, use.first - _MEANT_WITHIN) : use.first]]
    if use.hit.proclitics == "ل":
        return "general" if not _MEANT.isdisjoint(before) else None
    serves = before[-1:] == ["في"] and any(word.startswith(_SERVES) for word in before)
    return "general" if serves else None


def _held_now(view: Headed, use: Use) -> str | None:
    """ "ويعتقل 24 من هؤلاء في السجن", "التي تحتجز مئات الأسرى": whom somebody holds, told in the present and without a day."""
    if not use.verb or use.trigger.frame not in _HOLDS or not use.hit.phrase.info.endswith("present"):
        return None
    opens = use.first == view.sentence.first or view.norms[use.first - 1] in _WHICH
    told = "و" in use.hit.proclitics or view.norms[use.first].startswith("و") or opens
    if view.sentence.role == Role.TITLE or not told or any(d.names_a_day for d in view.dates):
        return None
    return "general"


_HOLDS = frozenset({"arrest", "abduct"})


_RESULTS = frozenset({"يسفر", "تسفر", "يود", "تود", "يوقع", "توقع", "يخلف", "تخلف"})
_RESULT_WITHIN = 12  # words from "لم يسفر" to "قتلى", the attack and its place among them


def _marked(norms: Sequence[str], sentence: Sentence, use: Use, markers: Sequence[Hit]) -> str | None:
    for hit in markers:
        entry = hit.phrase.entry
        if not entry.reason or entry.kind in ("accident", "crime") or entry.scope == "article":
            continue
        if hit.first < use.last and use.first < hit.last:
            continue
        gap = use.first - hit.last
        if entry.kind == "negation" and not _RESULTS.isdisjoint(norms[hit.first : hit.last + 1]):
            # "لم يسفر الهجوم على الحاجز عن وقوع قتلى": the attack was made, and cost nobody
            if use.frame.family == "outcome" and not use.verb and 0 <= gap <= _RESULT_WITHIN:
                return str(entry.reason)
            if use.frame.family == "violence" and not use.verb and not use.frame.counts:
                continue
        if 0 <= gap < entry.reach and not _walled(norms, hit.last, use.first) and _applies(entry.kind, use, norms, hit):
            return str(entry.reason)
        if entry.id == "allege.supposed" and hit.last < len(norms) and norms[hit.last].startswith("ل"):
            continue  # "قتلوا في هجمات مفترضة للحركة": who did it is supposed, and not that it was done
        gap = hit.first - use.last
        behind = 0 <= gap < entry.before and use.frame.family != "protest" and not _walled(norms, use.last, hit.first)
        if behind and not (entry.kind == "metaphor" and use.frame.counts and use.frame.family != "outcome"):
            return str(entry.reason)  # "قتل قيادي سياسي": who was killed may be of politics, the deed is not
    return None


def _earlier(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "كان هدفا لهجمات سابقة", "بعد هجوم سابق": right behind a bare noun for the deed the word that it is another one."""
    bare = not use.verb and not use.hit.definite and use.frame.family == "violence" and use.last < sentence.last
    return "historical" if bare and norms[use.last] in _FORMER else None


_FORMER = frozenset({"سابق", "سابقا", "سابقه", "سابقين"})


def _in_the_midst(norms: Sequence[str], sentence: Sentence, use: Use) -> str | None:
    """ "تواصلت الاشتباكات … وسط قصف عنيف": shelling told as what goes on around a fight is its detail."""
    if use.verb or use.trigger.frame != "strike" or use.first == sentence.first or norms[use.first - 1] != "وسط":
        return None
    before = norms[max(sentence.first, use.first - _FIGHT_WITHIN) : use.first]
    return "detail" if not _FIGHTS.isdisjoint(before) else None


_SUPPORT_WITHIN = 3  # words from "بدعم" to "غارات"
_SUPPORTED = frozenset({"overtake", "retake", "clash", "repel"})


def _in_support(view: Headed, use: Use) -> str | None:
    """ "سيطرت القوات على البلدة بدعم من غارات للتحالف": strikes that help a fight or the taking of land are its detail."""
    if use.verb or use.trigger.frame != "strike":
        return None
    before = view.norms[max(view.sentence.first, use.first - _SUPPORT_WITHIN) : use.first]
    if not any(unwaw(n).removeprefix("ال") in view.words["backing"] for n in before):
        return None
    helped = any(u.trigger.frame in _SUPPORTED and not u.reason for u in view.uses if u is not use)
    return "detail" if helped else None


_FIGHT_WITHIN = 25  # words from "اشتباكات" to "تخللها قصف"
_FIGHTS = frozenset({"اشتباكات", "الاشتباكات", "مواجهات", "المواجهات", "معارك", "المعارك", "القتال", "قتال"})
_BRINGS = frozenset({"توقع", "يوقع"})  # spelled like "expects"
_FIGURE_WORDS = 2  # a figure between the verb and its dead ("توقع 12 قتيلا", "توقع خمسة وعشرين قتيلا")
_TALKED_OF = frozenset({"plan", "threat", "fear", "call"})


# What is talked about before it comes about: "مفاوضات للإفراج عن", "جهود لوقف إطلاق النار"
_SOUGHT = frozenset(
    {"release", "exchange", "ceasefire", "agreement", "withdraw", "handover", "lift", "surrender", "enter"}
)


_AGREED_ON = frozenset({"withdraw", "handover", "surrender", "enter", "lift"})


def _applies(kind: str, use: Use, norms: Sequence[str], hit: Hit) -> bool:
    between = norms[hit.last : use.first]
    if kind == "call" and use.frame.family == "protest":
        told = norms[hit.first : use.first]
        return not use.verb and use.trigger.id != "protest.who" and "تلبيه" not in told and _called_out(told)
    if kind in ("court", "condemnation", "accusation", "commemoration") and use.frame.family == "protest":
        return False
    if kind == "plan" and use.trigger.frame in HOLDING and use.hit.proclitics.startswith("و"):
        return False  # "إحباط مخطط لخلية واعتقال أفرادها"
    if kind == "generic":
        return not use.verb and use.hit.definite  # "عمليات الاختطاف": the practice, not one case
    if kind == "amid":  # only where the fight stands before it
        near = norms[max(0, hit.first - _FIGHT_WITHIN) : hit.last + 3]
        return use.trigger.frame in ("strike", "bomb", "shoot") and not _FIGHTS.isdisjoint(near)
    if kind == "expected" and norms[hit.first] in _BRINGS and use.frame.family == "outcome":
        return len(between) > _FIGURE_WORDS  # "اشتباكات … توقع ثلاثة قتلى": brings about, and does not expect
    if kind == "attempt":
        return False  # an attempt that was made is an event; merging marks it
    if kind in ("condemnation", "accusation", "topic", "denial") and use.verb:
        return kind in ("denial",) and not any(g in ("الذي", "التي") for g in between)
    if kind == "agreed":  # "اتفقوا على انسحاب القوات": that it was agreed on is the event
        return use.trigger.frame in _AGREED_ON and not use.verb
    if kind == "effort":
        done = use.verb and use.hit.phrase.info.endswith("past")
        return use.trigger.frame in _SOUGHT and not done
    if kind == "threat" and use.verb and use.hit.phrase.info.endswith("past"):
        return False  # "هدد المسلحون الركاب ثم قتلوا سبعة"
    if kind in _TALKED_OF and "،" in between and use.verb and use.hit.phrase.info.endswith("past"):
        return False  # a past verb after the comma tells what happened: "جهود لإقناع الدول بفتح سفاراتها، أصيب السفير"
    if (
        kind == "hypothetical"
        and use.verb
        and use.hit.phrase.info.endswith("past")
        and norms[hit.first] in ("حال", "حق", "اجل")
    ):
        return False
    return _ASSERTED.isdisjoint(between)


_A_CALL = ("دعو", "لدعو", "بدعو", "الدعو")
_TO_HOLD = frozenset({"تنظيم", "تنفيذ", "خوض", "الدخول", "المشاركه", "الخروج", "النزول", "في", "سلسله"})


def _called_out(told: Sequence[str]) -> bool:
    """ "دعت النقابة إلى إضراب", "إلى تنظيم مظاهرات", "دعوات التظاهر": between the call and the demonstration stands only that
    it be held."""
    if len(told) == 1:
        return told[0].startswith(_A_CALL)
    to = next((i for i in range(len(told) - 1, -1, -1) if unwaw(told[i]) == "الي"), None)
    return to is not None and all(word in _TO_HOLD for word in told[to + 1 :])


def _walled(norms: Sequence[str], first: int, last: int) -> bool:
    return not _WALLS.isdisjoint(norms[first:last])


def _topic(view: Headed, use: Use, topics: set[str]) -> str | None:
    if not topics:
        return None
    for reason in ("sport", "fiction", "metaphor", "health"):
        if reason in topics and (
            reason in ("sport", "fiction")
            or use.frame.family == "outcome"
            or use.frame.rank < 30
            or reason == "metaphor"
        ):
            return reason
    past = next((reason for reason in ("historical", "commemorated") if reason in topics), None)
    if past and use.frame.family != "protest" and not any(d.kind in ("relative", "weekday") for d in view.dates):
        return past
    return "historical" if "chronicle" in topics else None


VIOLENT_FRAMES = frozenset(
    {"attack", "bomb", "strike", "clash", "shoot", "shot", "execute", "abduct", "repel", "operation", "massacre"}
)
BLASTS = frozenset(
    {"bomb.infijar", "bomb.detonated", "clash.taqatala", "attack.overrun", "attack.ram"}
)  # words of accidents too: "اصطدمت الطائرة", "اجتاح الإعصار", "دهست سيارة أجرة امرأة"


def _could_be_accident(view: Headed, use: Use) -> bool:
    """Deaths and blasts in a sentence that names an accident, unless some other word there says violence."""
    if use.frame.family not in ("violence", "outcome") and use.trigger.frame not in ("destroy", "intercept"):
        return False
    violent = {u.trigger.id for u in view.uses if u.trigger.frame in VIOLENT_FRAMES and not u.reason}
    return violent <= BLASTS and (_FOUGHT not in violent or not view.people_of(_SIDES))


_FOUGHT = "clash.taqatala"  # of those who bear arms no accident


_SPOKEN_OF = frozenset({"court", "historical", "commemorated"})


def _either(norms: Sequence[str], first: Use, second: Use) -> bool:
    """ "لم ترد تقارير عن قتلى أو مصابين", "دون إصابات أو ضحايا": what is denied of the one is denied of the other."""
    between = norms[first.last : second.first]
    return between in (["او"], ["ولا"], ["او", "اي"], ["ولا", "اي"])


def _spread(norms: Sequence[str], uses: Sequence[Use]) -> None:
    """Outcome words live on the reason of the event word that they depend on: "خشية من هجوم يوقع قتلى"."""
    for blow, means in pairwise(uses):  # "لم يتم استهدافها بقصف": with what it was not done
        if blow.reason == "negated" and means.hit.proclitics == "ب" and means.first - blow.last <= 1:
            means.reason = means.reason or blow.reason
        outcomes = blow.frame.family == means.frame.family == "outcome" and not means.verb
        if blow.reason == "negated" and outcomes and _either(norms, blow, means):
            means.reason = means.reason or blow.reason
    reasons = {u.reason for u in uses if u.frame.family != "outcome"}
    if len(reasons) == 1 and None not in reasons:
        [reason] = reasons
        for use in uses:
            use.reason = use.reason or reason
        return
    for (
        use
    ) in uses:  # "قضية الهجوم الذي سقط فيه 19 قتيلا": a toll right behind a deed that is only spoken of is that deed's
        deed = next((u for u in reversed(uses) if u.last <= use.first and u.frame.family != "outcome"), None)
        if use.frame.family == "outcome" and deed and deed.reason in _SPOKEN_OF:
            use.reason = use.reason or deed.reason
