"""Tallies of the record: counts over several incidents or a period ("43 عملية خلال رمضان"), with their parts and whether these add up."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.dates.mention import DateMention
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.view import SentenceView
from marsad.coding.tally.counted import Found, in_a_headline
from marsad.coding.tally.spans import LONG_PERIOD_DAYS, days_in
from marsad.coding.tally.sums import NUMBERED, WARRING, dead_and_hurt, tolls_in, totals_in
from marsad.coding.tally.things import COUNTABLE, DEEDS, MOVE_LETTERS, may_count, things_in
from marsad.model.record import Evidence, Figure, Period, Tally, TallyPart

OPEN_ENDED = 20  # times its least that a vague count may stand for a number told elsewhere
ROUNDED = 0.03  # share by which a headline's figure may differ from the body's


def find(views: Sequence[SentenceView], drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """Tallies of an article; marks drafts whose figures are sums as `summary` so that they do not become one event."""
    out: list[Found] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    moved = bool(views) and any(map(views[0].reading.holds, MOVE_LETTERS))
    countable = moved or (bool(views) and not COUNTABLE.isdisjoint(views[0].norms))
    numbered = bool(views) and not NUMBERED.isdisjoint(views[0].norms)
    for view in views:
        mine = by_sentence.get(view.sentence.number, [])
        if countable and may_count(view.norms[view.sentence.first : view.sentence.last], moved):
            out += things_in(view, mine)
        if numbered and view.holds(NUMBERED):
            out += totals_in(view, mine)
        if view.uses:
            out += tolls_in(view, mine, anchor)
            out += dead_and_hurt(view, mine, anchor)
    return of_violence(out, views)


def of_violence(found: Sequence[Found], views: Sequence[SentenceView]) -> list[Found]:
    """Without the dead, the hurt and the homeless of illness, floods and traffic, where the article reports nothing else."""
    if not any(f.what in _HARM or f.what == "displaced" for f in found) or not _peaceful(views):
        return list(found)
    natural = _names_nature(views)
    return [f for f in found if f.what not in _HARM and not (natural and f.what == "displaced")]


_HARM = frozenset({"killed", "injured", "other"})
_NATURAL = frozenset({"accident", "health"})


def _peaceful(views: Sequence[SentenceView]) -> bool:
    """An article of illness, floods, the roads or the market: it tells of people who died or were hurt and of no other violence,
    of no weapon and no war; where it names nothing of nature or traffic, of nobody killed or in arms either."""
    named = _names_nature(views)
    harmed = _HARMED | _KILLED if named else _HARMED
    if any(u.trigger.frame not in harmed for view in views for u in view.uses if not u.reason):
        return False
    carried = {h.phrase.entry.id for view in views for h in view.weapons}
    if carried - (_RESCUERS if named else frozenset()) or any(view.holds(WARRING) for view in views):
        return False
    return named or not any(view.armed for view in views)


def _names_nature(views: Sequence[SentenceView]) -> bool:
    return any(h.phrase.entry.reason in _NATURAL for view in views for h in view.markers)


_HARMED = frozenset(
    {"die", "die_soft", "die_light", "injure", "toll_hurt", "toll_lives"}
)  # frames of people in trouble
_KILLED = frozenset({"kill", "toll_dead", "toll_mixed"})
_RESCUERS = frozenset({"air"})  # weapons that come to the help of the hurt, too


def assemble(found: Sequence[Found], views: Sequence[SentenceView], anchor: str | None) -> tuple[Tally, ...]:
    """Tallies of the record: repeats of one count are one tally, later smaller counts of the same kind may be its parts."""
    kept: list[Found] = []
    # the body tells more than the headline, which may round, and a telling with its period more than one without
    for f in sorted(found, key=lambda f: (in_a_headline(f.view), f.period is None)):
        twin = next(
            (
                k
                for k in kept
                if k.what == f.what
                and (_same(k.count, f.count) or (in_a_headline(f.view) and _rounds(f.count, k.count)))
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
        spans = [d for d in other.dates if d.kind == "period" and days_in(d) > LONG_PERIOD_DAYS]
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
