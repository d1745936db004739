"""Counts over several incidents or a period ("43 عملية خلال رمضان"), with their parts and whether these add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.dates import DateMention
from marsad.arabic.numbers import Number
from marsad.coding.draft import Draft
from marsad.coding.mentions import SentenceView
from marsad.coding.participants import Participant
from marsad.model.record import Evidence, Figure, Period, Tally, TallyPart, TallySource

LONG_PERIOD_DAYS = 4  # a toll over more days than this is a tally, not one incident's toll
LARGE = 1000  # no single incident of the codebook's kind in an Arabic report has a toll this high without being a sum
MANY_PEOPLE = 100  # fewer displaced or held people belong to one incident's story
MANY_OPERATIONS = 5  # "خمس هجمات" and more are counted, not told one by one

KINDS = {
    "operations": ("عمليه", "عمليات", "هجوم", "هجوما", "هجمات", "هجمه", "تفجير", "تفجيرا", "تفجيرات", "اعتداء", "اعتداءات", "عمليات ارهابيه", "كمين", "كماين", "اشتباك", "اشتباكات"),
    "strikes": ("غاره", "غارات", "الغارات", "ضربه", "ضربات", "الضربات", "طلعه", "طلعات", "قصف"),
    "protests": ("مظاهره", "مظاهرات", "تظاهره", "تظاهرات", "احتجاج", "احتجاجا", "احتجاجات", "وقفه", "اعتصام", "اعتصامات"),
    "violations": ("انتهاك", "انتهاكا", "انتهاكات", "خرق", "خرقا", "خروقات", "حاله"),
    "displaced": ("نازح", "نازحا", "نازحين", "لاجئ", "لاجئا", "لاجئين", "مشرد", "مشردين", "المشردين", "النازحين", "اللاجئين", "مهجر", "مهجرين"),
    "abducted": ("مختطف", "مختطفا", "مختطفين", "المختطفين", "مخطوف", "مخطوفا", "مخطوفين", "رهينه", "مفقود", "مفقودا"),
    "arrested": ("معتقل", "معتقلا", "معتقلين", "المعتقلين", "محتجز", "محتجزا", "محتجزين", "موقوف", "موقوفا", "موقوفين", "سجين", "سجينا"),
}  # fmt: skip
_VERB_KINDS = {
    "displaced": ("نزح", "نزوح", "بنزوح", "تشريد", "تهجير", "شرد", "النزوح"),
    "arrested": ("محتجزون", "محتجزين", "اعتقل", "اعتقال", "احتجاز"),
    "abducted": ("تحتجزهم", "خطف", "اختطف", "اختطاف"),
}
_OUTCOME_WHAT = {"fatalities": "killed", "injured": "injured", "captured": "arrested", "abducted": "abducted"}
_SUMS = ("tally",)


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


def find(views: Sequence[SentenceView], drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """Tallies of an article; marks drafts whose figures are sums as `summary` so that they do not become one event."""
    out: list[Found] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    for view in views:
        mine = by_sentence.get(view.sentence.number, [])
        out += _things(view)
        out += _tolls(view, mine, anchor)
    return out


def _things(view: SentenceView) -> list[Found]:
    """A number with a counted noun of operations, strikes, displaced people …"""
    out = []
    for number in view.numbers:
        if number.kind in ("percent", "decimal", "ordinal") or number.low is None or number.low < MANY_OPERATIONS:
            continue
        what = _counted_kind(view, number)
        least = MANY_OPERATIONS if what in ("operations", "strikes", "protests", "violations") else MANY_PEOPLE
        if what and number.low >= least:
            out.append(
                _found(
                    view, number.first, min(view.sentence.last, number.last + 2), Figure(number.low, number.high), what
                )
            )
    return out


def _counted_kind(view: SentenceView, number: Number) -> str | None:
    near = [t.norm for t in view.tokens[number.last : min(view.sentence.last, number.last + 3)]]
    for what, words in KINDS.items():
        if any(n in words for n in near[:2] if n not in ("من",)) or (
            near[:1] == ["من"] and near[1:2] and near[1].removeprefix("ال") in words
        ):
            return what
    around = [
        t.norm.removeprefix("و")
        for t in view.tokens[max(view.sentence.first, number.first - 5) : min(view.sentence.last, number.last + 6)]
    ]
    for what, stems in _VERB_KINDS.items():
        if what == "displaced" and any(a.startswith(stems) for a in around):
            return what
    return None


def _tolls(view: SentenceView, drafts: Sequence[Draft], anchor: str | None) -> list[Found]:
    """Killed, injured, held: summed over a long period, over several incidents, or too many for one."""
    if not drafts:
        return []
    out = []
    period = _period(view, anchor)
    sums = any(h.phrase.entry.kind in _SUMS for h in view.markers)
    for draft in drafts:
        for c in draft.counts:
            dated = draft.date is not None and draft.date.precision == "day"
            wide = bool(period) and _days(period) > LONG_PERIOD_DAYS and not dated
            if not c.stated or c.low < 3:
                continue
            if c.low >= LARGE or wide or (sums and _several(view, draft)):
                first, last = c.who.first, max(c.who.last, c.who.first + 1)
                out.append(_found(view, first, last, Figure(c.low, c.high), _OUTCOME_WHAT.get(c.key, "other")))
                draft.summary = True
    return out


def _several(view: SentenceView, draft: Draft) -> bool:
    """Event words in the plural: the toll is over several incidents."""
    return (
        any(
            u.hit.phrase.words[-1].endswith(("ات", "ان", "ين"))
            and u.trigger.frame in ("attack", "bomb", "strike", "clash")
            for u in draft.uses
        )
        or draft.head.frame.family == "outcome"
    )


def _days(mention: DateMention | None) -> int:
    if not mention or not mention.start or not mention.end:
        return 400 if mention and mention.kind == "period" else 0
    return (dt.date.fromisoformat(mention.end) - dt.date.fromisoformat(mention.start)).days + 1


def _period(view: SentenceView, anchor: str | None) -> DateMention | None:
    spans = [d for d in view.dates if d.kind in ("period", "absolute", "relative") and _days(d) > LONG_PERIOD_DAYS]
    spans = [
        d
        for d in spans
        if d.kind == "period"
        or (d.first and view.tokens[d.first - 1].norm in ("خلال", "منذ", "في", "طوال", "حتي", "طيله"))
    ]
    return spans[0] if spans else None


def _found(view: SentenceView, first: int, last: int, count: Figure, what: str) -> Found:
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
    victim = tuple(dict.fromkeys(n.name for p in hurt for n in p.named if n.name not in actor))[:3]
    place = next((p.place.name for p in view.places if p.place is not None), None)
    return Found(view, first, last, count, what, actor, victim, place, _period(view, None), _source(view))


def _source(view: SentenceView) -> TallySource | None:
    from marsad.coding.attribution import cited

    refs = cited(view)
    return TallySource(refs[0].name, refs[0].text) if refs else None


def assemble(found: Sequence[Found], views: Sequence[SentenceView], anchor: str | None) -> tuple[Tally, ...]:
    """Tallies of the record: repeats of one count are one tally, later smaller counts of the same kind may be its parts."""
    kept: list[Found] = []
    for f in found:
        twin = next(
            (k for k in kept if k.what == f.what and (k.count.low, k.count.high) == (f.count.low, f.count.high)), None
        )
        if twin is None:
            kept.append(f)
        else:
            _complete(twin, f)
    for f in kept:
        if f.what == "operations" and f.period is None:
            f.period = _period_before(f.view, views)
    _spread(kept)
    return tuple(_record(f, _parts(f, kept), anchor) for f in kept)


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
    period = (
        Period(f.period.start, f.period.end, f.view.reading.quote(f.period.first, f.period.last))
        if f.period
        else Period(None, None, "")
    )
    records = tuple(TallyPart(_label(p), p.count.low or 0, *p.view.reading.span(p.first, p.last)) for p in parts)
    adds_up = sum(p.count for p in records) == f.count.low if records else None
    return Tally(
        start=start, end=end, quote=quote, count=f.count, what=f.what, actor=f.actor, victim=f.victim, place=f.place,
        period=period, source=f.source, parts=records, adds_up=adds_up, kinds=_kinds(f),
        evidence=(Evidence(start, end, quote, "count", "tally." + f.what),),
    )  # fmt: skip


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
