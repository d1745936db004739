"""One figure of an incident from the figures of its sentences: the most often told, the bounds of rival sources, two sides of a fight added
up, and the parts of each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from msgspec import structs

from marsad.coding.drafts.dating import (
    LONG_AGO,
)
from marsad.coding.drafts.tolls import RIVALS
from marsad.coding.incident.actors import choose
from marsad.coding.incident.attribution import cited
from marsad.coding.incident.days import days_between
from marsad.coding.people.participants import Participant
from marsad.coding.roles.casualties import total
from marsad.coding.sentence.draft import (
    ATTACKER,
    Draft,
)
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Role
from marsad.model.record import ActorRef, DateRef, Figure, Part

FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")
HARMED = ("fatalities", "injured")
_HEADS = frozenset({Role.TITLE, Role.SUBTITLE})


def figures_of(
    drafts: Sequence[Draft], views: Sequence[SentenceView], date: DateRef, actor1: Sequence[ActorRef]
) -> dict[str, Figure | None]:
    """Each of `FIGURES`; none where nothing was counted."""
    counted = {c.key for d in drafts for c in d.counts}
    return {
        key: _attackers_named(_figure(drafts, key, views, date), drafts, actor1) if key in counted else None
        for key in FIGURES
    }


def _figure(drafts: Sequence[Draft], key: str, views: Sequence[SentenceView], date: DateRef) -> Figure | None:
    """One figure of all drafts: stated numbers before mere nouns, exact before "dozens"; of differing ones the most often
    told, then the highest (a running toll replaces the earlier); "at least" said once opens the upper bound."""
    told = [(d, f) for d in drafts if (f := total(d.own, key)) and f.low]
    told = [t for t in told if not (t[0].background or _days_ago(t[0], views))] or told
    told = [t for t in told if not _before_it(t[0], date)] or told
    told = _added_up(told, key)
    if not told:
        none = any(c.key == key and c.high == 0 for d in drafts for c in d.own)
        return Figure(0, 0) if none else None
    stated = [(d, f) for d, f in told if any(c.stated for c in d.own if c.key == key)] or told
    if len(stated) > 1 and not any(c.stated for d, _ in stated for c in d.own if c.key == key):
        return _unnumbered(stated, key)
    exact = [(d, f) for d, f in stated if not any(c.who.vague for c in d.own if c.key == key)] or stated
    exact = [
        t for t in exact if t[0].sentence.role not in _HEADS
    ] or exact  # a headline rounds, and may name another deed
    summed = _with_attackers(exact, key, views) or _both_sides(
        [(d, f) for d, f in exact if any(c.stated for c in d.own if c.key == key)]
    )
    if summed and key in ("fatalities", "injured"):
        return summed
    often = Counter(f.low for _, f in exact)
    low = max(often, key=lambda n: (often[n], n or 0))
    base = low
    same = [f for _, f in stated if f.low == base]
    high = None if any(f.high is None for f in same) else max(f.high or 0 for f in same)
    rivals = _rivals(exact, low, views)
    if rivals:
        # "at least" of one is the figure that another gives
        low, high = min([low or 0, *rivals]), max([low or 0, *rivals])
    return Figure(low, high, _parts([d for d, f in exact if f.low == base], key))


def _unnumbered(told: Sequence[tuple[Draft, Figure]], key: str) -> Figure:
    """Nouns without a number ("آخرون", "جنود", "شرطي"): as many at least as the noun says that means most, and no bounds of two voices."""
    low = max(f.low or 0 for _, f in told)
    high = None if any(f.high is None for _, f in told) else low
    return Figure(low, high, _parts([d for d, f in told if f.low == low], key))


def _rivals(exact: Sequence[tuple[Draft, Figure]], low: int | None, views: Sequence[SentenceView]) -> list[int]:
    """Other sources' figures for the same incident: cited by another name, and not too far from the first."""
    said: dict[int | None, set[str]] = {}
    if all(f.low == low for _, f in exact):
        return []
    for d, f in exact:
        said.setdefault(f.low, set()).update(_voices(d, views[d.sentence.number]))
    mine = said.get(low) or set()
    tolls = {f.low for d, f in exact if d.toll}  # "وقال ناشطون إن عدد القتلى بلغ 25", beside the article's own figure
    out = []
    for other, names in said.items():
        near = other and low and other != low and RIVALS <= other / low <= 1 / RIVALS
        told = (mine and names) or ((mine or names) and not tolls.isdisjoint((low, other)))
        if other and near and told and not mine & names and not _of_others(exact, low, other, views):
            out.append(other)
    return out


def _voices(draft: Draft, view: SentenceView) -> set[str]:
    """Who says what the stretch tells: those that it cites, else somebody whom it does not name ("قال ضابط آخر إن")."""
    start, end = view.reading.span(draft.first, draft.last)
    named = {s.name for s in cited(view) if start <= s.start < end}
    speech = any(h.phrase.entry.kind == "said" and draft.first <= h.first < draft.last for h in view.markers)
    return named or ({"somebody"} if speech else set())


def _of_others(
    told: Sequence[tuple[Draft, Figure]], low: int | None, other: int, views: Sequence[SentenceView]
) -> bool:
    """The soldiers or gunmen among the dead ("مقتل خمسة عسكريين" beside "12 شخصا") are a part of them, and no other toll; so are those
    told as a part elsewhere ("25 قتيلا بينهم تسعة صحفيين"), and who make up the whole with a number beside them ("19 قتيلا", "13 من
    القوات مقابل ستة من المسلحين")."""
    armed = {n: {c.who.armed for d, f in told if f.low == n for c in d.own if c.low == n} for n in (low, other)}
    who = {n.entry for d, _ in told for c in d.own if c.low == other for n in c.who.named}
    parts = [p for d, _ in told for p in views[d.sentence.number].people if p.part and p.figure]
    parts = [p for p in parts if p.armed or any(n.entry in who for n in p.named)]
    least, most = sorted((low or 0, other))
    beside = (n for d, f in told if f.low == least for n in views[d.sentence.number].numbers)
    whole = most != 2 * least and any(n.kind == "exact" and n.low == most - least for n in beside)
    return whole or armed[low].isdisjoint(armed[other]) or any(p.figure and p.figure.low == other for p in parts)


def _days_ago(draft: Draft, views: Sequence[SentenceView]) -> bool:
    """ "وقتل قبل أيام 45 مسلحا": an earlier toll, told beside today's."""
    norms = [t.norm for t in views[draft.sentence.number].tokens[draft.first : draft.last]]
    return any(a == "قبل" and b in LONG_AGO for a, b in pairwise(norms))


def _before_it(draft: Draft, date: DateRef) -> bool:
    """ "والشهر الماضي قتل عشرة": dated days before the incident."""
    ended = draft.date.end if draft.date else None
    return bool(ended and date.start) and days_between(str(ended), str(date.start)) > _STILL_IT


_STILL_IT = 2  # days from a toll's day to the one chosen for its incident: news of the day after tells both


def _both_sides(told: Sequence[tuple[Draft, Figure]]) -> Figure | None:
    """The dead of two sides told apart ("25 قتيلا من قوات النظام … مقتل 18 داعشيا") are one toll with parts, unless some sentence
    gives a toll as high. Only for fights, and only where each figure names its side."""
    fought = any(d.has("clash", "overtake", "retake", "repel") for d, _ in told)
    sides: dict[frozenset[str], Figure] = {}
    for draft, figure in told:
        names = frozenset(n.name for c in draft.own if c.stated for n in c.who.named if n.organisation)
        if names and not (figure.low or 0) < (sides[names].low or 0 if names in sides else 0):
            sides[names] = figure
    groups = list(sides)
    if not fought or len(groups) != 2 or groups[0] & groups[1]:
        return None
    figures = [sides[g] for g in groups]
    low = sum(f.low or 0 for f in figures)
    if any((f.low or 0) >= low for _, f in told):
        return None
    high = None if any(f.high is None for f in figures) else sum(f.high or 0 for f in figures)
    parts = tuple(Part(min(g), f.low, f.high) for g, f in sides.items())
    return Figure(low, high, parts)


def _with_attackers(told: Sequence[tuple[Draft, Figure]], key: str, views: Sequence[SentenceView]) -> Figure | None:
    """ "سبعة مهاجمين قتلوا …، وقتل شرطي": the dead attackers and those whom they killed are told apart and are one toll, unless
    some sentence has them among the others ("خمسة قتلى بينهم المهاجم")."""
    if key != "fatalities" or len(told) < 2:
        return None
    people = (p for d, _ in told for p in views[d.sentence.number].people)
    if any(p.part and any(n.entry == ATTACKER for n in p.named) for p in people):
        return None
    ours = [(d, f, {n.entry for c in d.own if c.key == key for n in c.who.named}) for d, f in told]
    attackers = [f for _, f, who in ours if who == {ATTACKER}]
    others = [f for d, f, who in ours if ATTACKER not in who and any(_struck_man(c.who) for c in d.own if c.key == key)]
    if not attackers or not others or len(attackers) + len(others) < len(ours):
        return None
    theirs, rest = (max(g, key=lambda f: f.low or 0) for g in (attackers, others))
    return _plus(rest, theirs) if rest.low != theirs.low or not rest.low or rest.low < _SAME_TOLL else None


def _struck_man(p: Participant) -> bool:
    """Told by his kind: "20 قتيلا" may hold the attackers."""
    return p.civil or bool(p.kinds & {"police", "state"})


_SAME_TOLL = 3  # the same higher figure for both is one toll told twice


def _added_up(told: Sequence[tuple[Draft, Figure]], key: str) -> list[tuple[Draft, Figure]]:
    """ "إصابة 18 مصليا، فيما أصيب أربعة من الشرطة": the figures of different people in the clauses of one sentence are one toll, and
    so is what "كما أصيب ثلاثة مدنيين" adds in the next; so are those of "إيقاف شخص … كما تم إيقاف 12 شخصا"."""
    out: list[tuple[Draft, Figure]] = []
    for draft, figure in told:
        before = out[-1] if out else None
        if before is not None and before[0].sentence.role in _HEADS:
            out.append((draft, figure))  # a headline's figure is told again
            continue
        if before is not None and draft.also and key in _TAKEN and before[1].low != figure.low:
            out[-1] = (before[0], _plus(before[1], figure))
            continue
        if before is not None and not draft.toll and (before[0].sentence is draft.sentence or draft.also):
            ours, theirs = (
                {n.entry for c in d.own if c.key == key and c.stated for n in c.who.named} for d in (before[0], draft)
            )
            vague = any(c.who.vague for d in (before[0], draft) for c in d.own if c.key == key)
            if ours and theirs and not ours & theirs and not vague:
                both = [*before[0].counts, *(c for c in draft.counts if c.key == key)]
                out[-1] = (replace(before[0], counts=both), _plus(before[1], figure))
                continue
        out.append((draft, figure))
    return out


_TAKEN = frozenset({"captured", "abducted"})


def _plus(a: Figure, b: Figure) -> Figure:
    high = None if a.high is None or b.high is None else a.high + b.high
    return Figure((a.low or 0) + (b.low or 0), high)


def _attackers_named(figure: Figure | None, drafts: Sequence[Draft], actor1: Sequence[ActorRef]) -> Figure | None:
    """Losses of "المهاجمين" are those of actor1."""
    if figure is None or not actor1 or "Unidentified armed group" in {a.name for a in actor1}:
        return figure
    words = {n.entry for d in drafts for c in d.own for n in c.who.named}
    parts = tuple(
        structs.replace(p, group=actor1[0].name) if p.group == "Unidentified armed group" and ATTACKER in words else p
        for p in figure.parts
    )
    return structs.replace(figure, parts=parts)


def _parts(drafts: Sequence[Draft], key: str) -> tuple[Part, ...]:
    """Shares by group, from the first draft that names who is counted."""
    for draft in drafts:
        parts: dict[str, Part] = {}
        for c in draft.own:
            names = choose(c.who)
            if c.key == key and c.stated and names:
                old = parts.get(names[0].name)
                low = c.low + (old.low or 0 if old else 0)
                high = None if c.high is None or (old and old.high is None) else c.high + (old.high or 0 if old else 0)
                parts[names[0].name] = Part(names[0].name, low, high)
        if parts:
            return tuple(parts.values())
    return ()
