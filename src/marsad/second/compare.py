"""Lays the second reading beside the rules' record: agree, differ, only one of them, with both quotes. Merges nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.model.record import ActorRef, Event, Figure, Record
from marsad.second.quotes import distance
from marsad.second.reading import FIGURES, Compared, Pair, Proposal, Words

FAR = 160  # code points: a proposal whose words stand further from all of an event's evidence is another event
Names = Callable[[str], frozenset[str]]  # the lexicon's neutral names in a few words


def compare(record: Record, proposals: Sequence[Proposal], names: Names) -> tuple[Pair, ...]:
    """Pairs in the order of the record, then what only the reader saw, in the order of the answer."""
    free = dict(enumerate(proposals, 1))
    scores = sorted(
        ((-_closeness(e, p), n, number) for n, e in enumerate(record.events) for number, p in free.items()),
    )
    partner: dict[int, int] = {}
    for score, n, number in scores:
        if score < 0 and n not in partner and number in free:
            partner[n] = number
            del free[number]
    pairs = []
    for n, event in enumerate(record.events):
        match = partner.get(n)
        pairs.append(_pair(record.text, event, match, proposals[match - 1] if match else None, names))
    pairs += [Pair("only_reader", None, number, _fields(record.text, None, p, names)) for number, p in free.items()]
    return tuple(pairs)


def _closeness(event: Event, proposal: Proposal) -> float:
    """0 for another event; more for quotes that meet, the same type, place and figures."""
    here = proposal.type.start, proposal.type.end
    gap = min((distance((e.start, e.end), here) for e in event.evidence), default=FAR + 1)
    if gap > FAR:
        return 0
    met = 3.0 if gap == 0 else 1.0 - gap / (FAR + 1)
    met += float(event.event_type == proposal.type.value)
    if event.place and proposal.place:
        met += _meet(event.place.start, event.place.end, proposal.place)
    same = [k for k in FIGURES if (w := getattr(proposal, k)) and _figure_value(getattr(event, k)) == w.value]
    return met + len(same)


def _pair(text: str, event: Event, number: int | None, proposal: Proposal | None, names: Names) -> Pair:
    fields = _fields(text, event, proposal, names)
    if proposal is None:
        return Pair("only_rules", event.id, None, fields)
    verdict = "agree" if all(f.verdict == "agree" for f in fields) else "differ"
    return Pair(verdict, event.id, number, fields)


def _fields(text: str, event: Event | None, proposal: Proposal | None, names: Names) -> tuple[Compared, ...]:
    rules = _of_event(text, event) if event else {}
    reader = _of_proposal(proposal) if proposal else {}
    out = []
    for field in dict.fromkeys([*rules, *reader]):
        ours, theirs = rules.get(field, ()), reader.get(field, ())
        if ours and theirs:
            verdict = "agree" if _same(field, ours, theirs, names) else "differ"
        else:
            verdict = "only_rules" if ours else "only_reader"
        out.append(Compared(field, verdict, ours, theirs))
    return tuple(out)


def _of_event(text: str, event: Event) -> dict[str, tuple[Words, ...]]:
    trigger = [(e.start, e.end) for e in event.evidence if e.role == "trigger"][:1]

    def by_trigger(value: str) -> tuple[Words, ...]:
        return tuple(Words(value, text[a:b], a, b) for a, b in trigger)

    found: dict[str, tuple[Words, ...]] = {
        "type": by_trigger(event.event_type),
        "sub_type": by_trigger(event.sub_event_type),
    }
    found["actor1"], found["actor2"] = _actors(event.actor1), _actors(event.actor2)
    if event.place:
        found["place"] = (Words(event.place.name, event.place.text, event.place.start, event.place.end),)
    date = event.date
    if date.start:
        value = date.start if date.end in (None, date.start) else f"{date.start}/{date.end}"
        spot = (date.span_start or 0, date.span_end or 0)
        found["date"] = (Words(value, date.text, *spot),)
    for key in FIGURES:
        figure = getattr(event, key)
        if figure:
            said = [(e.start, e.end) for e in event.evidence if e.role == key] or trigger
            found[key] = tuple(Words(_figure_value(figure), text[a:b], a, b) for a, b in said[:1])
    return {field: words for field, words in found.items() if words}


def _actors(refs: Sequence[ActorRef]) -> tuple[Words, ...]:
    return tuple(Words(a.name, a.text, a.start, a.end) for a in refs)


def _of_proposal(p: Proposal) -> dict[str, tuple[Words, ...]]:
    found: dict[str, tuple[Words, ...]] = {"type": (p.type,)}
    if p.sub_type:
        found["sub_type"] = (Words(p.sub_type, p.type.quote, p.type.start, p.type.end),)
    found |= {"actor1": p.actor1, "actor2": p.actor2}
    found |= {key: (w,) for key in ("place", "date", *FIGURES) if (w := getattr(p, key))}
    return {field: words for field, words in found.items() if words}


def _same(field: str, ours: Sequence[Words], theirs: Sequence[Words], names: Names) -> bool:
    if field in ("actor1", "actor2"):
        return all(any(_one(a, b, names) for b in theirs) for a in ours) and all(
            any(_one(a, b, names) for a in ours) for b in theirs
        )
    if field == "place":
        return any(_meet(a.start, a.end, b) or a.value in names(b.value) for a in ours for b in theirs)
    return {w.value for w in ours} == {w.value for w in theirs}


def _one(ours: Words, theirs: Words, names: Names) -> bool:
    """The same actor: the words meet in the text, or the lexicon knows both by one name."""
    return _meet(ours.start, ours.end, theirs) or ours.value in names(theirs.value)


def _meet(start: int, end: int, words: Words) -> bool:
    return start < words.end and words.start < end


def _figure_value(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.high is None:
        return f"{figure.low}+"
    if figure.low is None:
        return f"0-{figure.high}"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}-{figure.high}"
