"""The day of an incident: the finest date of its sentences, else the one that the news tells around them; and whether that day makes it
background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from marsad.arabic.dates.mention import DateMention
from marsad.coding.drafts.clauses import days_later
from marsad.coding.drafts.dating import (
    came_before,
    counted_back,
    of_other_years,
    of_something_else,
    of_the_past,
    of_the_saying,
    put_out_then,
    said_then,
    speaks,
    told_of_the_answer,
    went_before,
)
from marsad.coding.sentence.draft import (
    Draft,
)
from marsad.coding.sentence.reading import Reading
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Role
from marsad.model.record import DateRef

_ROW = "date.row"  # the rule of a row of days


def date_of(
    reading: Reading, drafts: Sequence[Draft], views: Sequence[SentenceView], days: Collection[tuple[int, int]]
) -> DateRef:
    """The finest date told for the incident; empty with its reason when the text gives none."""
    order = {"day": 0, "week": 1, "month": 2, "year": 3}
    found = [(d.date, d) for d in drafts if d.date is not None and d.date.start]
    said = min((str(m.end) for m, d in found if d.undated), default=None)  # a rough date is another deed's then
    found = [(m, d) for m, d in found if not d.undated and (said is None or m.precision == "day")]
    if found:
        rank = [(order.get(m.precision, 9), m.rule == _ROW, _loose(views[d.sentence.number], d, m)) for m, d in found]
        best = _told_yesterday(found[rank.index(min(rank))][0], views)
        if best.rule == _ROW:  # "لليوم الخامس على التوالي": a day that is told beside it says more
            best = _discourse_date(drafts, views, reading.article.published, days) or best
        return _ref(reading, best, best.rule)
    heard = _discourse_date(drafts, views, reading.article.published, days)
    if heard and (said is None or str(heard.end) <= said):
        return _ref(reading, heard, "date.discourse")
    unresolved = next((d.date for d in drafts if d.date is not None and not (d.undated or d.date.start)), None)
    if unresolved:
        start, end = reading.span(unresolved.first, unresolved.last)
        quote = reading.quote(unresolved.first, unresolved.last)
        return DateRef(None, None, "unknown", quote, start, end, unresolved.rule, "no_publication_date")
    return DateRef(None, None, "unknown", reason="not_stated")


def _ref(reading: Reading, date: DateMention, rule: str) -> DateRef:
    start, end = reading.span(date.first, date.last)
    return DateRef(date.start, date.end, date.precision, reading.quote(date.first, date.last), start, end, rule)


def _loose(view: SentenceView, draft: Draft, date: DateMention) -> bool:
    """A day that may be later than the deed's: of a statement, or of what came after it."""
    return said_then(view, date) or told_of_the_answer(view, draft, date)


def _told_yesterday(date: DateMention, views: Sequence[SentenceView]) -> DateMention:
    """ "الليلة الماضية" in tomorrow's paper: where all that happened is told as "أمس" and nothing as "اليوم", whoever speaks of
    last night spoke yesterday."""
    if date.rule != "date.last_night" or not date.start or not date.end:
        return date
    rules = [d.rule for view in views for d in view.dates]
    if not any("yesterday" in r for r in rules) or any("today" in r for r in rules):
        return date
    start, end = ((dt.date.fromisoformat(d) - dt.timedelta(days=1)).isoformat() for d in (date.start, date.end))
    return date._replace(start=start, end=end, rule="date.last_night.told_yesterday")


def _discourse_date(
    drafts: Sequence[Draft], views: Sequence[SentenceView], published: str | None, taken: Collection[tuple[int, int]]
) -> DateMention | None:
    """News tells the day once: an undated incident has the day of the sentence before it in its paragraph, else of the
    paragraph just before, else today or yesterday where the whole text tells of no other day. Background and incidents told as past keep none."""
    first = min(drafts, key=lambda d: d.sentence.number)
    if any(d.background or _recently(d, views) for d in drafts):
        return None
    if (at := came_before(views[first.sentence.number], first)) is not None:  # "بعد يومين من هجوم صاروخي"
        before = (d for view in reversed(views[: first.sentence.number]) if not _speaks_only(view) for d in _days(view))
        return counted_back(views[first.sentence.number], at, next(before, None))
    if days_later(views[first.sentence.number], first.head) is not None:
        return None
    others = _of_others(drafts, views)
    return _told_before(first, views, others) or _only_day(first, views, others, published, taken)


def _of_others(drafts: Sequence[Draft], views: Sequence[SentenceView]) -> set[tuple[int, int]]:
    """Days within the drafts that are of something else or of the saying."""
    return {
        (d.first, d.last)
        for draft in drafts
        for d in _days(views[draft.sentence.number])
        if draft.first <= d.first < draft.last
        and (
            of_something_else(views[draft.sentence.number], draft, d)
            or of_the_saying(views[draft.sentence.number], draft, d)
        )
    }


def _told_before(
    first: Draft, views: Sequence[SentenceView], others: Collection[tuple[int, int]]
) -> DateMention | None:
    """The day of the incident's own sentence, or of the nearest before it in its paragraph and the one before that."""
    for view in reversed(views[: first.sentence.number + 1]):
        sentences = first.sentence.number - view.sentence.number
        if first.sentence.para - view.sentence.para > 1 or sentences > _NEAR:
            break
        if view.sentence.number != first.sentence.number and of_the_past(view):
            continue  # "وكانت قوات هاجمت أمس …": told as what went before, and of nothing told beside it
        days = [*_days(view), *_row(view, first)]
        if not sentences:  # "غارة يوم السبت كما قصفت …": and not "… قتل خمسة، فيما اعتقل الجيش أمس ثلاثة"
            days = [d for d in days if d.first < first.head.first] if not first.answered else []
        dated = [d for d in days if (d.first, d.last) not in others and not _only_said(view, d)]
        claimed = min((h.first for h in view.markers if h.phrase.entry.kind == "claim"), default=view.sentence.last)
        deeds = [u.first for u in view.uses if not u.reason]
        if (
            dated
            and view.uses
            and not _speaks_only(view)
            and (claimed == view.sentence.last or (deeds and min(deeds) < dated[0].first < claimed))
            and not _of_an_old_deed(view, dated[0], first)
        ):
            return dated[0]  # a day that is told after a claim is that of the statement
    return None


def _only_day(
    first: Draft,
    views: Sequence[SentenceView],
    others: Collection[tuple[int, int]],
    published: str | None,
    taken: Collection[tuple[int, int]],
) -> DateMention | None:
    """Today or yesterday, where the whole text tells of no other day."""
    head = (
        first.sentence.role == Role.TITLE
    )  # what it tells is told again right behind it, in words that may name no deed
    telling = [
        view
        for view in views
        if (view.uses and not _speaks_only(view))
        or (head and not view.uses and _ahead(view, first) and not speaks(view))
    ]
    told = [(view, d) for view in telling for d in _days(view) if (d.first, d.last) not in others]
    if len({(d.start, d.end) for _, d in told}) != 1:
        return None
    apart = (p for p in told if p[0].sentence.number != first.sentence.number)
    own = [(view, d) for view, d in apart if not (of_the_past(view) or _only_said(view, d))]
    own = [
        (view, d)
        for view, d in own
        if _ahead(view, first)
        or ((d.first, d.last) in taken and not said_then(view, d))  # a day of news, and no statement's
    ]
    return next((d for _, d in own if _fresh(d, published)), None)


_NEAR = 2  # sentences of a long paragraph after which its day is told no more
_AHEAD = 2  # sentences after a headline in which the day of what it tells may be found


def _ahead(view: SentenceView, first: Draft) -> bool:
    """A sentence right behind the headline, or the lead, of an incident: there its day is told."""
    return 0 < view.sentence.number - first.sentence.number <= _AHEAD


_UNREAL = frozenset({"threatened", "planned", "feared", "called_for", "hypothetical", "averted", "general", "question", "other_sense", "metaphor", "negated", "denied"})  # fmt: skip


def _only_said(view: SentenceView, date: DateMention) -> bool:
    """ "حذر الوزير، الثلاثاء، من أي هجوم", "أعلن المتحدث الاثنين بدء الإعمار": the day of a statement that tells of no deed."""
    return put_out_then(view, date) or (all(u.reason in _UNREAL for u in view.uses) and said_then(view, date))


def _of_an_old_deed(view: SentenceView, date: DateMention, draft: Draft) -> bool:
    """ "قتل برصاص شرطي في 9 أغسطس 2014. ونظمت تظاهرات في عموم البلاد": a day of other years is that of the killing told with it,
    and of no demonstration of another sentence."""
    plain = draft.family == "protest" and all(u.frame.family == "protest" for u in draft.uses)
    if not plain or view.sentence.number == draft.sentence.number:
        return False
    return of_other_years(view, date) and all(u.frame.family != "protest" for u in view.uses)


_SPOKEN_OF = frozenset({"court", "commemorated", "historical"})


def _speaks_only(view: SentenceView) -> bool:
    """ "قضت محكمة، الخميس، بإعدام 17 في قضية تفجير": the day of a sentence that only judges or remembers the deed is none of a deed."""
    return all(u.reason in _SPOKEN_OF for u in view.uses)


_WITH_TODAY, _WITH_YESTERDAY = "today_weekday", "yesterday_weekday"


def _fresh(d: DateMention, published: str | None) -> bool:
    """The day of the report or the one before it."""
    if d.kind == "relative" or _WITH_TODAY in d.rule or _WITH_YESTERDAY in d.rule:
        return True
    return bool(published and d.start) and 0 <= days_between(str(d.start), str(published)[:10]) <= 1


_RECENTLY = frozenset({"موخرا", "اخيرا", "حديثا", "سابقا"})


def _recently(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """ "التفجير الذي وقع مؤخرا": its day is not that of the report."""
    return any(t.norm in _RECENTLY for t in views[draft.sentence.number].tokens[draft.first : draft.last])


def _days(view: SentenceView) -> list[DateMention]:
    kinds = ("relative", "weekday", "absolute")
    return [d for d in view.dates if d.start and d.precision == "day" and d.kind in kinds]


def _row(view: SentenceView, draft: Draft) -> list[DateMention]:
    """ "لليوم الثالث على التوالي": the days of a protest, told in the sentence before it."""
    return [d for d in view.dates if d.rule == _ROW and d.start] if draft.family == "protest" else []


_GONE_BY = (
    5  # days: of the incidents of the gold that are told six days and more after their day nine of ten are background
)
_LEADING = (Role.TITLE, Role.SUBTITLE, Role.LEAD)
_OPENING = 3  # sentences of an article that say what its headline is about
_LONG_GONE = 30  # days after which a headline's incident too is one that the news only comes back to


def of_the_background(drafts: Sequence[Draft], reading: Reading, views: Sequence[SentenceView], date: DateRef) -> bool:
    """Told as what went before: dated well before the publication, or every draft in the pluperfect or as what led up to it."""
    published = (reading.article.published or "")[:10]
    ago = days_between(date.end, published) if published and date.end else 0
    headline = any(d.sentence.role == Role.TITLE for d in drafts)
    opening = (d.date for d in drafts if d.sentence.role in _LEADING or d.sentence.number <= _OPENING)
    leading = any(m and m.end and published and days_between(m.end, published) > _LONG_GONE for m in opening)
    if ago > (_LONG_GONE if headline else _GONE_BY) and (leading or not headline):
        return True
    return not headline and all(d.background or went_before(views[d.sentence.number], d) for d in drafts)


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date to a later one; less than none where it is earlier."""
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days
