"""Which of the dates of a sentence is that of the incident, and not of a statement, a visit, another deed or what followed."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.clauses import ON_THE_MORROW, breaks, days_later
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.view import SentenceView

_LONG_PAST = 240  # days: of a day and month without a year the coming one is meant where the last lies further back
_DATED_WITHIN = 4  # words from "إضراب" to its day


def yet_to_come(view: SentenceView, use: Use) -> str | None:
    """ "إضراب 8 ديسمبر" in a text of November, and no past verb in the sentence: a day still to come."""
    published = (view.reading.article.published or "")[:10]
    if use.verb or use.frame.family != "protest" or not published or any(u.verb for u in view.uses):
        return None
    for d in view.dates:
        near = d.rule == "date.day_month" and 0 <= d.first - use.last <= _DATED_WITHIN and d.start
        year = any(n.isdigit() and len(n) == 4 for n in view.norms[d.first : d.last])
        if near and not year:
            ago = dt.date.fromisoformat(published) - dt.date.fromisoformat(str(d.start))
            return "planned" if ago.days > _LONG_PAST else None
    return None


_OTHER_YEARS = 300  # days before publication: what is told with such a date is no news


def of_other_years(view: SentenceView, date: DateMention | None) -> bool:
    """ "اعتداءات 11 سبتمبر 2001" in an article of 2015."""
    published = view.reading.article.published
    if not published or date is None or date.kind != "absolute" or not date.end:
        return False
    return (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(date.end)).days > _OTHER_YEARS


def days_before(view: SentenceView, use: Use) -> bool:
    """ "وقتل قبل أيام 45 مسلحا": a deed told beside that of today."""
    after = [t.norm for t in view.tokens[use.last : use.last + 2]]
    return use.verb and after[:1] == ["قبل"] and after[1:] != [] and after[1] in LONG_AGO


LONG_AGO = frozenset({"ايام", "اسابيع", "اشهر", "شهور", "سنوات", "شهر", "عام", "اسبوع", "عامين", "شهرين", "اسبوعين"})


def pluperfect(view: SentenceView, draft: Draft) -> bool:
    """ "وكان … قد", "وكان جنود قتلوا": told as what went before."""
    head = draft.head
    norms = [t.norm for t in view.tokens[max(draft.first, head.first - 8) : head.first]]
    past = head.verb and head.hit.phrase.info.endswith("past")
    return any(n in ("وكان", "وكانت", "كان", "كانت") for n in norms) and ("قد" in norms or past)


def _of_a_toll(view: SentenceView, d: DateMention) -> bool:
    """ "حصيلة جديدة أعلنها مسؤولون لوكالة … السبت": the day on which the figure was given out, not that of the deed."""
    before = [t.norm for t in view.tokens[max(view.sentence.first, d.first - 9) : d.first]]
    return any(b in ("اعلنها", "اوردها", "اعلنتها", "اوردتها", "نشرها", "نشرتها") for b in before)


def _of_a_name(view: SentenceView, d: DateMention) -> bool:
    """ "كتيبة 17 فبراير", "ميدان 14 يناير": a day after which something is called."""
    before = view.norms[d.first - 1] if d.first > view.sentence.first else ""
    whole = d.rule != "date.day_month" or any(n.isdigit() and len(n) == _YEAR for n in view.norms[d.first : d.last])
    return not whole and before.lstrip("ولب") in view.words["called_by_a_day"]


_YEAR = 4  # digits of a year: "ثورة 25 يناير عام 2011" is a date
_SINCE_WITHIN = 5  # words from "منذ" to its year ("منذ انتهاء الاستعمار البريطاني عام 1947")


def _since(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "المقسمة منذ استقلال البلاد عام 1956": how long a state of things has lasted, in a month or a year, is no day of a deed."""
    if d.precision not in ("month", "year"):
        return False
    before = [t.norm for t in view.tokens[max(view.sentence.first, d.first - _SINCE_WITHIN) : d.first]]
    if "منذ" not in before:
        return False
    at = d.first - 1 - before[::-1].index("منذ")
    own = [u for u in draft.uses if not u.reason and at < u.first < d.first]
    return not own or draft.head.last <= at  # "أكبر هجوم منذ سيطرة الجيش عليها في نوفمبر"


def choose_date(view: SentenceView, draft: Draft) -> DateMention | None:
    """The date nearest to the event word; a day named with the speech verb ("أعلن الاثنين") only when there is no other."""
    dates = [
        d for d in view.dates if d.kind in ("absolute", "relative", "weekday") and (d.start or d.kind != "absolute")
    ]
    dates = [d for d in dates if not _of_a_name(view, d)]
    if any(
        h.phrase.entry.kind == "claim" for h in view.markers
    ):  # the day of the statement, unless the deed's verb has it
        dates = [d for d in dates if _told_of_the_deed(view, draft, d)]
    inside = [
        d for d in dates if draft.first <= d.first < draft.last and not (_of_a_toll(view, d) or _since(view, draft, d))
    ]
    inside = [d for d in inside if not (of_something_else(view, draft, d) or _of_a_clause(view, d))]
    inside = [d for d in inside if not (_of_what_followed(view, draft, d) or _of_another_deed(view, draft, d))]
    inside = [d for d in inside if not (_of_days_after(view, draft, d) or _of_the_place(view, draft, d))]
    inside = _behind_the_verb(draft, inside)
    said = [d for d in inside if said_then(view, d)]
    told_from = min(u.first for u in draft.uses)
    if len(said) < len(inside) and any(d.first > told_from for d in inside if d not in said):
        inside = [d for d in inside if d not in said]  # "أعلن الرئيس، الأربعاء، … الهجوم في مارس"
    elif said and len(said) == len(inside) and (_known(view, draft) or "موخرا" in view.norms[draft.first : draft.last]):
        return None  # "أعلنت الوزارة اليوم … الذين قاموا مؤخرا بالاعتداء", "قال الرئيس اليوم إن الهجوم …"
    if not inside:
        return _before_that(view, draft) or _began(view, draft)
    head = draft.head

    def score(d: DateMention) -> float:
        value = -abs(d.first - head.first) * 0.05
        value += 1.0 if d.names_a_day else {"week": 0.5, "month": 0.2}.get(d.precision, 0.0)
        return value - (1.0 if of_a_statement(view, d) else 0.0)

    return max(inside, key=score)


def _before_that(view: SentenceView, draft: Draft) -> DateMention | None:
    """ "عقد الوزراء اجتماعا الأحد بعد يومين من هجوم": counted back from the day of what came after it, where the sentence tells that."""
    at = came_before(view, draft)
    if at is None:
        return None
    days = [d for d in view.dates if d.kind in _DAYS and d.start and d.names_a_day]
    days = [d for d in days if d.last <= at] or [d for d in days if at <= view.sentence.first + 1]
    return counted_back(view, at, days[-1] if days else None)


def came_before(view: SentenceView, draft: Draft) -> int | None:
    """The token of "بعد" or "غداة" in "بعد يومين من هجوم استهدف", where the words before a noun of the deed say how long before it was."""
    for use in draft.uses:
        at = None if use.verb else days_later(view, use)
        if at is not None and not (use.trigger.frame in _LASTING and view.norms[use.first - 1] == "من"):
            return at  # not "بعد أسبوع من الاشتباكات": so long they took
    return None


def counted_back(view: SentenceView, at: int, after: DateMention | None) -> DateMention | None:
    """The day of a deed so many days before `after`, as the words at `at` say; months and years are counted from the publication."""
    told = next((d for d in view.dates if d.kind == "counted" and d.first <= at < d.last), None)
    if told and told.precision in ("month", "year"):
        return told._replace(kind="relative")
    anchor = view.reading.anchor
    if after is None or anchor is None or not (told or view.norms[at] == ON_THE_MORROW):
        return None
    day = dt.date.fromisoformat(str(after.start))
    if told is None:
        before = (day - dt.timedelta(days=1)).isoformat()
        return DateMention(at, at + 1, before, before, "day", "relative", "date.counted")
    start, end = ((dt.date.fromisoformat(str(d)) - (anchor - day)).isoformat() for d in (told.start, told.end))
    return told._replace(start=start, end=end, kind="relative")


_DAYS = ("absolute", "relative", "weekday")
_LASTING = frozenset({"clash", "protest", "operation", "fight"})

_THAT = frozenset({"ان", "بان"})


def _known(view: SentenceView, draft: Draft) -> bool:
    """A deed that the text takes as known; what is announced by its masdar ("أعلنت الشرطة اليوم إلقاء القبض على أربعة") is news."""
    articled = any("ال" in view.norms[u.first][:4] for u in draft.uses if not u.verb and u.last - u.first == 1)
    return _spoken_of(view, draft) or (draft.anaphoric and articled)


def _spoken_of(view: SentenceView, draft: Draft) -> bool:
    """ "قال الرئيس اليوم إن الهجوم الذي قتل فيه خمسة جنود …"."""
    first = min(draft.uses, key=lambda u: u.first)
    articled = not first.verb and view.norms[first.first].startswith("ال")
    return articled and first.first > view.sentence.first and view.norms[first.first - 1] in _THAT


def _announced(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أعلنت الشرطة اليوم إلقاء القبض على أربعة": news that is announced on its day. What is told in a clause ("قال اليوم إن …"), with whom it is
    from ("حسبما أفاد ناشطون، الأحد"), as known or as done lately may have happened days before."""
    first = min(draft.uses, key=lambda u: u.first)
    told_from = first.first
    between = {unwaw(n) for n in view.norms[d.last : told_from]}
    if d.last <= told_from and "today_weekday" in d.rule and not _known(view, draft):
        return True  # "قال المرصد اليوم الأحد إن …": so wires date the news itself (4 of 9 such days; of other days before a clause 19 of 50)
    if d.last <= told_from and first.verb and view.norms[told_from - 1] in _OF_HIMSELF:
        return True  # "قالت روسيا، السبت، إنها قتلت تسعة مسلحين": one's own deed
    if d.last > told_from or between & (_CLAUSES | _AFTER_IT | _LED_BY):
        return False
    said = {unwaw(n) for n in view.norms[max(view.sentence.first, d.first - _SPEECH_WITHIN) : d.first]}
    return any(n.startswith(_ANNOUNCES) for n in said | between) and not _known(view, draft)


_ANNOUNCES = ("اعلن", "افاد", "اورد")


def of_the_saying(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "قال الرئيس اليوم إن الهجوم …": the day of the speech (of 59 such days before a clause 23 were those of the deed in the annotated articles)."""
    return said_then(view, d) and not _announced(view, draft, d)


def of_something_else(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """A day of the draft's sentence on which somebody visited, met, spoke or was buried, or what is protested against was done."""
    return (
        _of_a_visit(view, draft, d)
        or _before_where(view, draft, d)
        or _of_the_cause(view, draft, d)
        or _speaks_about(view, draft, d)
    )


_ABOUT_WITHIN = 4  # words from "في قضية" to the noun of the deed ("في وقائع حرق منزل ونهبه")


def _speaks_about(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أيدت الرئاسة، الجمعة، الضربة", "نظرت المحكمة أمس في وقائع نهب", "أكد اليوم أن منفذ الهجوم …": the day on which somebody had to do with
    a known deed, told before it."""
    first = min(draft.uses, key=lambda u: u.first)
    if first.verb or d.last > first.first or draft.first > d.first:
        return False
    near = range(max(d.last, first.first - _ABOUT_WITHIN), first.first)
    about = view.words["about_deeds"]
    if not any(view.norms[i] in about or (view.norms[i][1:] in about and view.norms[i][0] in "وفبل") for i in near):
        return False
    told = view.norms[view.sentence.first : d.last]  # "وقع أمس انفجار …"
    return not any(unwaw(n) in view.words["happened"] or unwaw(n) in view.words["launch"] for n in told)


def _before_where(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "اجتمع المئات أمس على الجزيرة حيث قتل متطرف 69 شخصا": the day of what is told before "حيث", where that is no deed."""
    first = min(u.first for u in draft.uses)
    where = view.norms[first - 1] == "حيث" if first > view.sentence.first else False
    if not where or not view.uses or d.last > first:
        return False
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    return bool(opens & (view.words["visits"] | view.words["speaks"])) and not any(u.first < first for u in view.uses)


_GOING_ON = 6  # days of a fight or a demonstration that "منذ صباح الجمعة", "منذ الأربعاء الماضي" may still date


def _began(view: SentenceView, draft: Draft) -> DateMention | None:
    """ "مواجهات تدور منذ صباح الجمعة", "يتظاهر الآلاف منذ الأربعاء": a fight or a demonstration that goes on since a day of this
    week has the days from then on."""
    taken = draft.has(*_TAKEN) and not draft.has("clash", "strike", "bomb")
    if taken and (held := next((d for d in view.dates if d.rule == "date.since" and _within(draft, d)), None)):
        return _begun(held)
    if not taken and draft.family != "protest" and not draft.has("clash", "strike", "attack", "kill", "bomb"):
        return None
    since = [d for d in view.dates if d.rule in _SINCE and draft.first <= d.first < draft.last]
    for d in since:
        if _first_in_long(view, d):
            continue
        if draft.family == "protest" and _goes_on(view, d):
            return d
        if d.start and d.end and d.precision == "day" and 0 <= _days_of(d) <= _GOING_ON:
            return d
    lately = [d for d in view.dates if d.rule in _LATELY and d.start and d.end and _within(draft, d)]
    return next((d for d in lately if _days_of(d) <= _ONE_MONTH and not _first_in_long(view, d)), None)


_TAKEN = ("arrest", "abduct", "capture")
_LATELY = ("date.last_units", "date.within_last")  # "خلال ثلاثة أيام" alone says how long it took
_ONE_MONTH = 31  # days of "خلال الأسابيع الماضية" that may still date one incident


def _within(draft: Draft, d: DateMention) -> bool:
    return draft.first <= d.first < draft.last


def _days_of(d: DateMention) -> int:
    return (dt.date.fromisoformat(str(d.end)) - dt.date.fromisoformat(str(d.start))).days


def _begun(d: DateMention) -> DateMention | None:
    """ "احتجزته منذ أكثر من أسبوع": whoever is held since then was taken then, as precisely as it is told."""
    if not d.start or not d.end:
        return None
    day, spread = dt.date.fromisoformat(d.start), _SPREAD.get(d.precision, 0)
    start, end = (day + dt.timedelta(days=n) for n in (-spread, spread))
    return d._replace(start=start.isoformat(), end=min(end.isoformat(), d.end), rule="date.begun")


_SPREAD = {"week": 3, "month": 15, "year": 182}  # days before and after


_SINCE = ("date.since", "date.row")
_LONG_WITHIN = 4  # words from "الأولى" to "منذ" ("للمرة الأولى في المنطقة منذ أسبوع")


def _first_in_long(view: SentenceView, d: DateMention) -> bool:
    """ "للمرة الأولى منذ 4 أيام", "هو الأعنف منذ يومين": how long there was none before, and no day of the deed."""
    return any(
        n in view.words["first_in_long"] for n in view.norms[max(view.sentence.first, d.first - _LONG_WITHIN) : d.first]
    )


def _goes_on(view: SentenceView, d: DateMention) -> bool:
    """ "اعتصامهم المتواصل منذ قرابة ثلاثة أشهر": a protest that is told to go on has all the days since it began."""
    before = view.norms[d.first - 1] if d.first > view.sentence.first else ""
    return before in view.words["going_on"]


_VERB_WITHIN = 2  # words between the verb of a deed and its day ("هجوما استهدف السبت", "التفجير الذي وقع مساء السبت")


def _told_of_the_deed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """In a sentence that tells of a claim: a verb of the deed stands right before its day, or the deed is told with its day
    before anybody is said to have claimed it ("فجر انتحاري نفسه في معسكر، السبت، في هجوم أعلنت الحركة مسؤوليتها عنه")."""
    first = max(draft.first, d.first - _VERB_WITHIN - 1)
    if any(u.verb and first <= u.first < d.first for u in draft.uses):
        return True
    if any(t.norm.removeprefix("و") in view.words["happened"] for t in view.tokens[first : d.first]):
        return True
    told = min(u.first for u in draft.uses)
    if _opens(view, d) and d.last <= told:  # "الخميس الماضي قتل انتحاري خمسة، وتبنى التنظيم الهجوم"
        return not any(d.last <= h.first < told for h in view.markers if h.phrase.entry.kind in _STATED)
    deeds = [u.last for u in draft.uses if u.last <= d.first and u.frame.family == "violence"]
    said = [h.first for h in view.markers if h.phrase.entry.kind in ("said", "claim")]
    return bool(deeds) and not any(min(deeds) <= at < d.last for at in said)


_STATED = ("said", "claim")


def _opens(view: SentenceView, d: DateMention) -> bool:
    """ "الخميس الماضي، قتل …", "ففي 13 نوفمبر 2015 …": the day of all that the sentence tells."""
    return d.first - view.sentence.first <= 1 and not any(
        unwaw(n) in view.words["speaks"] for n in view.norms[d.last : d.last + 2]
    )


_SPEECH_WITHIN = (
    12  # words from a verb of speech, past who spoke, to its day ("أعلن الرئيس الروسي، فلاديمير بوتن، الأربعاء")
)
_COLON = ":"  # "قالت الوزارة في بيان: في الرابع من مارس هاجمت …": what is said from here on
_MARKS = frozenset('"«»“”')
_THEN = frozenset({"،", "قد", "فقد"})
_STUDENT = "طالب"  # a pupil more often than "demanded"
_UTTERS = ("speaks", "reacts", "condemns")
_RELATIVE = frozenset({"الذي", "التي"})
_THATS = frozenset({"ان", "انه", "انها", "انهم", "بان", "بانه", "بانها"})
_CLAUSES = _RELATIVE | _THATS
_OF_HIMSELF = frozenset({"انه", "انها", "انهم", "بانه", "بانها"})


def _said_on(view: SentenceView, d: DateMention) -> bool:
    """A day behind the speaker's name: no clause, quotation and event word between it and the verb of speech."""
    events = {i for u in view.uses for i in range(u.first, u.last)}
    marks = 0
    for i in range(d.first - 1, max(view.sentence.first, d.first - _SPEECH_WITHIN) - 1, -1):
        norm = unwaw(view.norms[i])
        marks += norm in _MARKS
        if i in events or norm in _CLAUSES or norm == _COLON:
            return False
        if norm in _PUT_OUT or _utters(view, norm):
            return marks % 2 == 0  # "وأضاف "قمنا أمس بغارات"": told in his words
    after = [n for n in view.norms[d.last : min(d.last + 3, view.sentence.last)] if n not in _THEN]
    return bool(after) and _utters(view, unwaw(after[0]))  # "وكانت السفيرة، الاثنين، قد قالت"


def _utters(view: SentenceView, norm: str) -> bool:
    return norm != _STUDENT and any(norm in view.words[c] for c in _UTTERS)


def _of_a_clause(view: SentenceView, d: DateMention) -> bool:
    """ "الهدنة التي أبرمت في تموز": the day of a relative clause whose verb tells of no deed."""
    at = d.first - 1
    while at > view.sentence.first and view.norms[at] in ("في", "خلال", "،"):
        at -= 1  # "الجلسة التي عقدت، الاثنين"
    if at <= view.sentence.first or view.norms[at - 1] not in _RELATIVE:
        return False
    happened = view.norms[at] in view.words["happened"] or view.norms[at] in view.words["launch"]
    return not happened and not any(u.first <= at < u.last for u in view.uses)


def _of_another_deed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أعلن أمس تحرير الرهينة التي خطفت قبل شهر": the day behind the verb of a deed that is told apart."""
    others = [u for u in view.uses if u not in draft.uses and draft.head.last <= u.first < d.first]
    return any(u.verb and draft.first <= u.first for u in others) or any(_described(view, u, d) for u in others)


_DESCRIBED_WITHIN = 3  # words from a noun of a deed to the relative that its day stands behind ("الهجمات الدامية التي")


def _described(view: SentenceView, use: Use, d: DateMention) -> bool:
    """ "بالهجمات التي شهدتها المدينة في 9 من مايو": the day of a noun's own clause."""
    near = view.norms[use.last : min(d.first, use.last + _DESCRIBED_WITHIN)]
    return not use.verb and any(n in _WHOM for n in near)


_AFTER_IT = frozenset({"بسبب", "خلفيه", "ردا", "اثر", "عقب", "جراء", "بعد", "نتيجه"})
_AFTER_WITHIN = 3  # words from "على خلفية" to the deed


def _of_what_followed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أقرت الدول الجمعة عقوبات بسبب الهجوم": the day of what came of a known deed, told before it."""
    head = draft.head
    if not draft.anaphoric or d.last > head.first or any(u.first < head.first for u in draft.uses):
        return False
    near = range(max(d.last, head.first - _AFTER_WITHIN), head.first)
    return any(view.norms[i] in _AFTER_IT for i in near)


def _of_the_place(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "استعاد الجيش بلدة دير حافر التي سيطر عليها التنظيم قبل عامين": the day of what a clause tells of the place."""
    relatives = [i for i in range(draft.head.last, d.first) if view.norms[i] in _WHOM]
    if not relatives or "،" in view.norms[relatives[-1] : d.first]:
        return False
    at = relatives[-1]
    told = any(at < u.first < d.first for u in draft.uses)
    told = told or view.norms[at + 1].startswith(("ت", "ي"))  # "التي تسيطر عليها المعارضة": a state, which has no day
    return not told and any(p.last in (at, at - 1) for p in view.places)


_OWN_WITHIN = 8  # words from the verb of a deed to its own day


def _behind_the_verb(draft: Draft, dates: list[DateMention]) -> list[DateMention]:
    """ "عثرت الشرطة اليوم على جثة صحفي اختطفه مسلحون الأسبوع الماضي": the day behind the deed's verb, not one that stands before
    it in another clause."""
    head = draft.head
    own = [d for d in dates if head.verb and 0 <= d.first - head.last <= _OWN_WITHIN]
    apart = [d for d in dates if d.last < head.first - 1 and all(u.first >= d.last for u in draft.uses)]
    return [d for d in dates if d not in apart] if own else dates


def _of_days_after(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أعلن الوزير، الاثنين، بعد أيام على إطلاق نار": the day that stands before "بعد أيام" or "غداة" and the noun of the deed."""
    head = draft.head
    if head.verb or head.trigger.frame == "clash" or d.last > head.first:
        return False  # "أمس، بعد يومين من المعارك": so long they took
    at = days_later(view, head)
    if at is None and head.first - view.sentence.first >= _EVE_WITHIN:
        near = range(head.first - _EVE_WITHIN, head.first)
        at = next((i for i in near if unwaw(view.norms[i]) == "غداه"), None)
    return at is not None and d.last <= at


def _of_the_cause(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "تظاهروا احتجاجا على مقتل شاب في 9 أغسطس 2014": the day right behind the killing that they are angry about."""
    if draft.family != "protest" or d.first <= draft.head.last or view.norms[d.first - 1] == "،":
        return False
    between = [u for u in view.uses if draft.head.last <= u.first < d.first]
    if not between or between[-1].frame.family == "protest":
        return False
    return any(unwaw(n) in view.words["because_of"] for n in view.norms[draft.head.last : between[-1].first])


_EVE_WITHIN = 2  # words from "غداة" to the noun ("غداة سلسلة هجمات")


def _of_a_visit(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "زار الوزير، أمس، المصابين في التفجير": the day of the verb that opens the sentence, before the noun of the deed."""
    opener = next((h.last for h in breaks(view) if h.first <= view.sentence.first + 1), view.sentence.first)
    opener += view.norms[opener] == "،"
    opens = {unwaw(n) for n in view.norms[opener : opener + 2]}  # "إلى ذلك، اطمأن الوزير أمس على …"
    first = min(u.first for u in draft.uses)
    if d.last <= first and any(unwaw(n) in view.words["buries"] for n in view.norms[view.sentence.first : first]):
        return True  # "شيع الآلاف أمس جثامين ستة قتلوا في قصف"
    if d.last > first or not opens & (view.words["visits"] | view.words["condemns"]):
        return False
    if (
        opens & view.words["condemns"]
    ):  # "دانت المنظمة الخميس قصف المتمردين"; not "الجريمة التي نفذها مستوطنون فجر اليوم"
        return not any(n in _WHOM for n in view.norms[opener : d.first])
    told_of = any(n in _WHOM for n in view.norms[d.last : draft.head.first])  # "زار أمس الجنود الذين أصيبوا"
    between = any(d.last <= u.first < draft.head.first and u.verb for u in draft.uses)
    return told_of or not (draft.head.verb or between)


_WHOM = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين"})


_SAYING = ("قال", "اعلن", "ذكر", "افاد", "اكد", "صرح", "بيان", "تصريح", "اوضح", "اورد", "نقل", "كشف", "مصدر", "مصادر", "فيديو", "تغريد")  # fmt: skip
_SAID_WITHIN = 3  # words between a verb of speech and its day ("حسبما أوردته مصادر إعلامية اليوم")


def said_then(view: SentenceView, d: DateMention) -> bool:
    """A day named with a verb of speech, behind the speaker's name or before what was said."""
    return of_a_statement(view, d) or _said_on(view, d) or _before_what_was_said(view, d)


def _before_what_was_said(view: SentenceView, d: DateMention) -> bool:
    """ "وجاء في حساب النقابة، في 13 أكتوبر، أنه …": whatever verb stands before the day."""
    at = d.last + (view.norms[d.last : d.last + 1] == ["،"])
    return at < view.sentence.last and view.norms[at] in _THATS and d.rule != "date.just_now"


def speaks(view: SentenceView) -> bool:
    """ "بحث الوزير أمس …", "أعلن الرئيس، الاثنين، …": a sentence that opens with what somebody said, or whom he met."""
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    return bool(opens & (view.words["visits"] | view.words["condemns"] | view.words["speaks"]))


_HAD = frozenset({"وكان", "وكانت", "كان", "كانت", "وكانوا"})


def of_the_past(view: SentenceView) -> bool:
    """ "وكانت قوات هاجمت أمس مواقع": a sentence that tells what went before the news."""
    return view.norms[view.sentence.first] in _HAD


def went_before(view: SentenceView, draft: Draft) -> bool:
    """What the news came after ("يأتي هذا بعد مقتل …"), the known deed that it answers ("ردا على الهجوم الذي …"; not rockets of the same
    night), since when something is so ("ومنذ سيطرة القوات على المدينة …"), and what "وكان …" tells without a day of its own."""
    since = view.norms[view.sentence.first].removeprefix("و") == "منذ" and draft.head.first <= view.sentence.first + 2
    answered = draft.answered and draft.head.hit.definite
    before = led_up(view, draft) or came_before(view, draft) is not None
    return before or answered or since or (of_the_past(view) and draft.date is None)


_COMES = frozenset({"ياتي", "تاتي", "جاء", "جاءت", "اتي", "اتت"})
_LED_BY = frozenset({"بعد", "عقب", "اثر", "اعقاب", "غداه", "بعيد"})
_LED_WITHIN = (
    12  # words from "بعد" to the noun of the deed ("بعد يومين من الضربة العسكرية", "في أعقاب سلسلة من الهجمات")
)


def led_up(view: SentenceView, draft: Draft) -> bool:
    """ "وجاءت المداهمات بعد مقتل 9 جنود في كمين", "وبعد أربعة أيام على هجوم": what the news of a sentence came after."""
    first = view.sentence.first
    if days_later(view, draft.head) is not None:
        return True
    if _COMES.isdisjoint(unwaw(n) for n in view.norms[first : first + 2]):
        return False
    last = draft.head.first  # the subject of "جاءت" may be a word for a deed too
    return any(unwaw(n) in _LED_BY for n in view.norms[max(first, last - _LED_WITHIN) : last])


def told_of_the_answer(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "انتشر الجنود اليوم عقب تفجير": the day of what came after the deed, which may be its own or not."""
    told_from = min(u.first for u in draft.uses)
    near = view.norms[max(view.sentence.first, told_from - _EVE_WITHIN) : told_from]
    return d.last <= told_from and any(unwaw(n) in _LED_BY for n in near)


_PUT_OUT = frozenset({"صدر", "صدرت", "صادر", "الصادر", "الصادره", "اصدر", "اصدرت", "نشر", "نشرت", "بث", "بثت", "انتشر"})


def put_out_then(view: SentenceView, d: DateMention) -> bool:
    """ "البيان الذي صدر اليوم": the day of a document."""
    return any(n in _PUT_OUT for n in view.norms[max(view.sentence.first, d.first - 2) : d.first])


def earlier_today(view: SentenceView, first: int, last: int) -> bool:
    """ "في وقت سابق اليوم", "التي هجروها في وقت سابق": no deed that went before the news."""
    days = {d.first for d in view.dates if d.precision == "day"}
    after = range(last, min(last + 2, view.sentence.last))  # "من يوم"
    return any(i in days for i in after) or view.norms[max(view.sentence.first, first - 2)] in _WHOM


def of_a_statement(view: SentenceView, d: DateMention) -> bool:
    """A day named with the speech verb: when it was said, which may be later than when it happened."""
    before = view.norms[max(view.sentence.first, d.first - _SAID_WITHIN) : d.first]
    return _COLON not in before and any(n.removeprefix("و").removeprefix("ال").startswith(_SAYING) for n in before)
