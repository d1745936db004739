"""Tolls that are sums: killed, hurt and held over a long period, over several incidents, or too many for one; their drafts are no single
incident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.dates.calendar import EDGES
from marsad.arabic.dates.mention import DateMention
from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.several import blows_on_areas, several_told
from marsad.coding.people.participants import OUTCOMES, Participant
from marsad.coding.sentence.draft import Count, Draft
from marsad.coding.sentence.view import SentenceView
from marsad.coding.tally.counted import (
    DOZENS,
    LARGE,
    LEAST,
    MANY_PEOPLE,
    Found,
    figure_told,
    found_at,
    hangs_on_b,
    in_a_headline,
)
from marsad.coding.tally.spans import (
    LONG_PERIOD_DAYS,
    NOW,
    days_in,
    over_a_span,
    period_of,
    runs_since,
    spanned,
    that_period,
)
from marsad.model.document import Role
from marsad.model.record import Figure

MASSACRE = 10_000  # fewer dead or hurt can be those of one deed that is named in the singular
WAR_DEAD = 20_000  # "عشرات الآلاف"
SO_FAR = 20  # fewer dead "so far" are those of one incident that is still told of
HUNDREDS = 200  # "مئات" without a place or a day
_OUTCOME_WHAT = {"fatalities": "killed", "injured": "injured", "captured": "arrested", "abducted": "abducted"}
WARRING = frozenset({"حرب", "الحرب", "نزاع", "النزاع", "قتال", "القتال", "صراع", "الصراع", "معارك", "المعارك", "ابادة", "مجزره", "مجازر", "مذبحه", "مذابح", "تمرد"})  # fmt: skip


def tolls_in(view: SentenceView, drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
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
            wide = ((days_in(period) > LONG_PERIOD_DAYS and not rough) or that_period(view)) and not dated
            apart = several and not (rough and draft.date is not None)
            running = runs_since(view, draft, c.who) or (c.low >= SO_FAR and not one and _so_far(view, draft))
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
                and not in_a_headline(view)
            )
            summed = _over_days(view, draft, c.who) or (c.low >= MANY_PEOPLE and _of_a_land(view, draft))
            summed = summed or large or wide or apart or placeless or running
            if summed or c.tally:  # of several scenes, or a running toll told beside the incident's own
                first, last = c.who.first, max(c.who.last, c.who.first + 1)
                what = _OUTCOME_WHAT.get(c.key, "other")
                if (period is not None or running or apart or not _vaguely(view, draft, c)) and not _dozens(c):
                    out.append(found_at(view, first, last, Figure(c.low, c.high), what, draft, c.who))
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


def _vaguely(view: SentenceView, draft: Draft, count: Count) -> bool:
    """ "تسبب الرئيس في قتل آلاف السوريين", "جرح الآلاف": no number, no war and no raids in the plural ("أودت غاراته بمئات المدنيين"), and
    not the tens of thousands dead that only a war has."""
    if not count.who.vague or count.key not in _HARMS or (count.key == "fatalities" and count.low >= WAR_DEAD):
        return False
    said = [unwaw(n).removeprefix("ب") for n in view.norms[view.sentence.first : draft.last]]
    return WARRING.isdisjoint(said) and not any(_RAIDS.fullmatch(n) for n in said)


def _dozens(count: Count) -> bool:
    """ "وإصابة العشرات", "أسر عشرات": dozens hurt or held are told beside a toll and counted by nobody."""
    return count.key in ("injured", "captured") and count.who.vague and count.low in DOZENS


_RAIDS = re.compile("(?:ال)?(?:غارات|ضربات|هجمات|حملات)(?:ه|ها|هم)?")


def _so_far(view: SentenceView, draft: Draft) -> bool:
    """ "أسفرت الحملة حتى الآن عن مقتل أكثر من 200": of what still goes on, and of no day."""
    said = view.norms[draft.first : draft.last]
    still = draft.date is None and not _at_a_point(draft) and not draft.has("bomb", "clash")
    return still and any(a == "حتي" and b in NOW for a, b in pairwise(said))


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
    if NUMBERED.isdisjoint(before) or _RELATIVES.isdisjoint(before):
        return False
    return any(unwaw(n) in _SO_FAR for n in view.norms[draft.head.last : draft.last])


def totals_in(view: SentenceView, drafts: Sequence[Draft]) -> list[Found]:
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
        at = max((i for i, n in enumerate(before) if unwaw(n) in NUMBERED), default=None)
        after = view.norms[number.last : min(view.sentence.last, number.last + _TOTAL_OF)]
        if not (_UP_TO & {*before[-2:]} or hangs_on_b(view, number)):
            continue
        if at is not None:
            after = before[at + 1 :]
        elif not after or after[0] not in NUMBERED:  # "يرفع الهجوم إلى 245 عدد الذين قتلوا"
            continue
        of = {unwaw(n).removeprefix("ال") for n in after}
        what = next((what for what, words in _OF_WHOM.items() if not words.isdisjoint(of)), None)
        if what and (over_a_span(view) or (what == "arrested" and spanned(view))):
            return [found_at(view, number.first, number.last, figure_told(view, number), what)]
    return []


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
        near = number.last < draft.head.first and view.norms[number.last] in NUMBERED
        if what and near and number.low and number.low >= LEAST and draft.head.first - number.last <= _REACHED_WITHIN:
            return [found_at(view, number.first, number.last, Figure(number.low, number.high), what, draft)]
    return []


_REACHED_WITHIN = 14  # words from "96 عدد" to "قتلوا"
NUMBERED = frozenset({"عدد", "اعداد", "وعدد", "حصيله"})
_RELATIVES = frozenset({"الذين", "اللواتي", "اللاتي", "ممن", "الذي"})
_SO_FAR = frozenset({"منذ", "خلال", "هذا", "طوال"})
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


def dead_and_hurt(view: SentenceView, drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
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
            or days_in(period_of(view, anchor)) > LONG_PERIOD_DAYS
            or any(several_told(view, d) for d in drafts)
        ):
            out.append(found_at(view, p.first, p.last, Figure(p.figure.low, p.figure.high), "other"))
    return out


def _nobodys_violence(view: SentenceView) -> bool:
    """ "87 مليونا ضحايا التسريب", "ضحايا الأمطار": victims of no violence; "بين قتيل وجريح" says how they were harmed."""
    if any(h.phrase.entry.reason == "accident" for h in view.markers):
        return True
    harmed = bool(view.outcomes - {"victims"}) or bool(view.weapons)
    return not harmed and all(u.frame.family == "outcome" for u in view.uses)


def _toll_period(view: SentenceView, draft: Draft, anchor: str | None, who: Participant) -> DateMention | None:
    """The period of a toll: "تفجير وقع في شباط 2016" is one bombing with a rough date, "قتلى الهجمات في شباط" a month's toll."""
    period = period_of(view, anchor, (who.first, who.last))
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
