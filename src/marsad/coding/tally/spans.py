"""The time over which something is counted: the period of a sentence, "منذ بدء …", "حتى الآن"; not how long a war has lasted, since when
there was none like it, or when a report was printed."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.tokens import unwaw
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.view import SentenceView

LONG_PERIOD_DAYS = 4  # a toll over more days than this is a tally, not one incident's toll


def days_in(mention: DateMention | None) -> int:
    """How many days a mention lasts: a period without bounds is a long one, nothing told none."""
    if not mention or not mention.start or not mention.end:
        return 400 if mention and mention.kind == "period" else 0
    return (dt.date.fromisoformat(mention.end) - dt.date.fromisoformat(mention.start)).days + 1


def period_of(view: SentenceView, anchor: str | None, count: tuple[int, int] = (0, 0)) -> DateMention | None:
    """A period of the sentence; of several that nearest to `count`, the tokens of a count."""
    spans = [d for d in view.dates if d.kind in ("period", "absolute", "relative") and days_in(d) > LONG_PERIOD_DAYS]
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


_LASTING = frozenset({"مستمر", "مستمره", "داير", "دايره", "متواصل", "متواصله", "مندلع", "مندلعه", "قايم", "قايمه", "مسيطر", "خاضعه", "محاصر", "محاصره"})  # fmt: skip


def _of_a_record(view: SentenceView, period: DateMention) -> bool:
    """ "من بين الأسوأ منذ 25 عاما", "أعنف هجوم منذ سنوات": how long there has been none like it."""
    lead = view.norms[max(view.sentence.first, period.first - _RECORD_WITHIN) : period.first + 1]
    since = lead.index("منذ") if "منذ" in lead else 0
    return any(unwaw(a) in view.words["foremost"] and b != "من" for a, b in pairwise(lead[: since + 1]))


_RECORD_WITHIN = 4  # words from "الأعنف" to "منذ"
_PRINTED = ("صادر", "صدر", "نشر", "منشور", "مورخ", "اعد", "تقرير")  # "تقرير صادر في أبريل 2016" says when it was told


def _of_print(view: SentenceView, period: DateMention) -> bool:
    before = view.norms[max(view.sentence.first, period.first - 3) : period.first]
    return any(n.removeprefix("و").removeprefix("ال").startswith(_PRINTED) for n in before)


def told_period(view: SentenceView, count: tuple[int, int]) -> DateMention | None:
    """The period of a tally: one that a preposition leads in, else "هذا الشهر", "العام الماضي" after the count."""
    led = period_of(view, None, count)
    if led is not None:
        return led
    after = (d for d in view.dates if d.kind == "relative" and d.first >= count[1] and d.rule != "date.ago")
    bare = (d for d in after if days_in(d) > LONG_PERIOD_DAYS)
    return next((d for d in bare if not _of_the_war(view, d) and not _of_print(view, d)), None)


_THAT = frozenset({"هذه", "تلك", "هذا", "ذلك"})
_SPAN = frozenset({"الفتره", "المده", "السنوات", "الاشهر", "الشهر", "العام"})
_THROUGH = frozenset({"خلال", "في", "طوال", "طيله", "اثناء"})  # "أكثر المعارك ضراوة هذا العام" counts nothing
_THE_SAME = frozenset({"نفسها", "ذاتها", "نفسه", "ذاته"})


def that_period(view: SentenceView) -> bool:
    """ "خلال هذه الفترة", "الفترة نفسها": a period told before."""
    norms = ["", *view.norms[view.sentence.first : view.sentence.last]]
    return any(
        (a in _THAT and b in _SPAN and before in _THROUGH) or (a in _SPAN and b in _THE_SAME)
        for before, a, b in zip(norms, norms[1:], norms[2:], strict=False)
    )


NOW = frozenset({"الان", "اليوم", "اللحظه", "الساعه"})


def spanned(view: SentenceView) -> bool:
    """Is a period told, or "حتى الآن"? "شنت الطائرات عشرات الغارات" alone is the one attack that the article tells of."""
    if period_of(view, None) is not None or that_period(view):
        return True
    return any(a == "حتي" and b in NOW for a, b in pairwise(view.norms[view.sentence.first : view.sentence.last]))


def over_a_span(view: SentenceView) -> bool:
    """A period, or "منذ" and what a count runs from."""
    said = view.norms[view.sentence.first : view.sentence.last]
    since = any(unwaw(a) == "منذ" and b in view.words["since"] for a, b in pairwise(said))
    return since or period_of(view, None) is not None


_YEAR_DIGITS = 4  # "منذ 2015"
_SINCE_WITHIN = 10  # words between a count and "منذ بدء …"
_SINCE_FAR = (
    16  # words of one clause from "منذ" to the count ("منذ بدء التصعيد على المدينة في 18 فبراير إلى 770 قتيلا")
)
_THAT_TIME = frozenset({"الحين", "الوقت", "التاريخ"})


def runs_since(view: SentenceView, draft: Draft, who: Participant) -> bool:
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


_NO_MORE = frozenset({"من", "/", "منذ"})  # "كانون الأول/ديسمبر"
_FOREMOST_WITHIN = 8  # words from "الأكثر دموية" to "منذ"


def _first_of_its_kind(view: SentenceView, draft: Draft, since: int) -> bool:
    lead = view.norms[max(draft.first, since - _FOREMOST_WITHIN) : since]
    return any(a in view.words["foremost"] and a.startswith("الا") and b not in _NO_MORE for a, b in pairwise(lead))
