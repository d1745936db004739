"""A side of an event that its own sentences leave open, completed from those whom the article names, or left open.

"وسيطرت قوات الجيش على البلدة" in an article about its war with one group, "الهجوم" of which the headline names the doer: the rules name
a side only where words bind it to the deed. Here each actor that the article names is weighed for the open side, beside the
choice to name nobody: where it is told (how near, in which slot, in the headline), what the article's other events say of it, and
how often it was told against the known side in other news. Only an actor that outweighs all others and nobody together is
taken, with the words of its nearest mention. Coefficients are data (data/models/sides.json, sides_met.json; docs/DATA_CARD.md), trained by
scripts/train_sides.py; without the files the rules work alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import NamedTuple

from msgspec import structs

from marsad.coding.draft import Draft
from marsad.coding.events import Forces, actors_of, forces_at
from marsad.coding.lexicon import Lexicon
from marsad.coding.merge import Incident
from marsad.coding.participants import FACTIONS, STATES, Participant
from marsad.coding.signs import bare_nation
from marsad.coding.view import SentenceView
from marsad.model.record import ActorRef, Event, Evidence

COMPLETED = "side.completed"  # the rule of an actor that the score added
SIDES = ("actor1", "actor2")
OTHER = {"actor1": "actor2", "actor2": "actor1"}
_ROLES = {"actor1": "agent", "actor2": "patient"}
SHORTEST = 3  # sentences of an article that may tell of a side elsewhere
OPENING = 2  # sentences that are asked for people although they tell of no deed
_SHOWN = 5  # facts that `explain` prints
_KINDS = {
    "Unidentified armed group": "unknown", "Police": "police", "State forces": "soldiers", "Civilians": "civilians",
    "Protesters": "crowd", "Rioters": "crowd", "Officials": "people", "Detainees": "people", "Journalists": "people",
    "Aid workers": "people", "Health workers": "people",
}  # fmt: skip
_ARMED = frozenset({"unknown", "police", "soldiers", "state", "faction"})
Facts = dict[str, float]


class Mention(NamedTuple):
    """One time that the article names an actor."""

    ref: ActorRef
    who: Participant
    sentence: int


@dataclass(slots=True)
class Candidate:
    """An actor that the article names, with all its mentions."""

    name: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    words: Facts = field(default_factory=dict)  # `_how` of it, which all events share


class Met(NamedTuple):
    """How often each actor was a doer, was struck, and who did something to whom, in articles that nobody annotated."""

    doers: Mapping[str, int]
    struck: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, pairs: Mapping[str, int], doers: Mapping[str, int], struck: Mapping[str, int]) -> Met:
        split = ((pair.partition(" > "), n) for pair, n in pairs.items())
        return cls(doers, struck, {(a, b): n for (a, _, b), n in split})


class Completed(NamedTuple):
    """What the score added: to which event, on which side, whom, how sure, and the facts that weighed most."""

    event: str
    side: str
    name: str
    share: float
    facts: tuple[tuple[str, float], ...]


class Completion:
    """The trained score: `weights` by side, the share of the choice from which an actor is taken, and who met whom."""

    def __init__(
        self, weights: Mapping[str, Mapping[str, float]], threshold: float, met: Met, lexicon: Lexicon
    ) -> None:
        self.weights, self.threshold, self.met = weights, threshold, met
        self.nations = lexicon.nations

    @classmethod
    def load(cls, lexicon: Lexicon) -> Completion | None:
        """The package's coefficients, or None when they are not there (the rules work without them)."""
        folder = files("marsad") / "data" / "models"
        weights, met = folder / "sides.json", folder / "sides_met.json"
        if not weights.is_file() or not met.is_file():
            return None
        data = json.loads(weights.read_text(encoding="utf-8"))
        counts = json.loads(met.read_text(encoding="utf-8"))
        return cls(data["weights"], data["threshold"], Met.of(**counts), lexicon)

    def complete(
        self, events: Sequence[Event], incidents: Sequence[Incident], views: Sequence[SentenceView]
    ) -> tuple[list[Event], list[Completed]]:
        """The events, with what was added to those that leave a side open."""
        if len(views) < SHORTEST or all(e.actor1 and e.actor2 for e in events):
            return list(events), []
        article = ArticleSides(self, events, incidents, views)
        out, added = [], []
        for number, event in enumerate(events):
            for side in SIDES:
                found = None if getattr(event, side) else self._choose(article, number, side)
                if found:
                    done, ref = found
                    words = Evidence(ref.start, ref.end, ref.text, side, COMPLETED, ref.entry)
                    event = structs.replace(event, **{side: (ref,)}, evidence=(*event.evidence, words))
                    added.append(done)
            out.append(_one_each(event, added))
        return out, added

    def _choose(self, article: ArticleSides, number: int, side: str) -> tuple[Completed, ActorRef] | None:
        """The actor that takes more than `threshold` of the choice, if there is one."""
        options = article.options(number, side)
        if not options:
            return None
        weights = self.weights[side]
        scores = [sum(weights.get(k, 0.0) * v for k, v in facts.items()) for _, facts in options]
        nobody = sum(weights.get(k, 0.0) * v for k, v in article.nobody(number, side, len(options)).items())
        top = max(*scores, nobody)
        shares = [math.exp(s - top) for s in scores]
        best = max(range(len(shares)), key=lambda i: shares[i])
        share = shares[best] / (sum(shares) + math.exp(nobody - top))
        if share < self.threshold:
            return None
        candidate, facts = options[best]
        parts = sorted(((k, weights.get(k, 0.0) * v) for k, v in facts.items()), key=lambda p: (-abs(p[1]), p[0]))
        shown = tuple((k, round(w, 2)) for k, w in parts[:_SHOWN])
        done = Completed(article.events[number].id, side, candidate.name, round(share, 2), shown)
        return done, article.nearest(number, candidate).ref


def _one_each(event: Event, added: list[Completed]) -> Event:
    """Nobody stands on both sides: where both were open and got the same actor, the less sure stays open."""
    mine = [c for c in added if c.event == event.id]
    if len(mine) < len(SIDES) or mine[0].name != mine[1].name:
        return event
    less = min(mine, key=lambda c: c.share)
    added.remove(less)
    kept = tuple(w for w in event.evidence if not (w.role == less.side and w.rule == COMPLETED))
    return structs.replace(event, **{less.side: ()}, evidence=kept)


class ArticleSides:
    """What the article says of its actors, counted once and asked by each open side."""

    def __init__(
        self,
        score: Completion,
        events: Sequence[Event],
        incidents: Sequence[Incident],
        views: Sequence[SentenceView],
    ) -> None:
        self.score, self.events, self.views = score, events, views
        self.drafts: list[list[Draft]] = [list(i.drafts) for i in incidents]
        self.told = [frozenset(d.sentence.number for d in drafts) for drafts in self.drafts]
        self.telling = frozenset(n for told in self.told for n in told)
        # away from the deeds hardly anybody stands who is meant, and to look for people there takes time
        self.asked = [v for v in views if v.sentence.number < OPENING or v.sentence.number in self.telling]
        self.names = [{side: {a.name for a in getattr(e, side)} for side in SIDES} for e in events]
        self._found: dict[tuple[str, str, Forces | None], list[Candidate]] = {}

    def candidates(self, number: int, side: str) -> list[Candidate]:
        """All whom the article names, as this side of this event would call them."""
        event = self.events[number]
        country = event.place.country if event.place else self.views[0].reading.country
        forces = forces_at(country or "", self.score.nations)
        key = (side, event.event_type, forces)
        if key not in self._found:
            found: dict[str, Candidate] = {}
            for view in self.asked:
                for p in view.people:
                    for ref in actors_of(view.reading, p, _ROLES[side], event.event_type, forces):
                        one = found.setdefault(ref.name, Candidate(ref.name, kind_of(ref)))
                        one.mentions.append(Mention(ref, p, view.sentence.number))
            self._found[key] = list(found.values())
        return self._found[key]

    def options(self, number: int, side: str) -> list[tuple[Candidate, Facts]]:
        """Candidates for a side, each with its facts; whoever stands on the other side is none."""
        beyond = self.names[number][OTHER[side]]
        rivals = [c for c in self.candidates(number, side) if c.name not in beyond]
        return [(c, self.facts(number, side, c, rivals)) for c in rivals]

    def nobody(self, number: int, side: str, rivals: int) -> Facts:
        """Facts of the choice to leave the side open."""
        event = self.events[number]
        others = getattr(event, OTHER[side])
        return {
            "nobody": 1.0,
            "nobody.rivals": math.log(rivals + 1),
            f"nobody.type.{event.event_type}": 1.0,
            f"nobody.sub.{event.sub_event_type}": 1.0,
            f"nobody.facing.{kind_of(others[0]) if others else 'nobody'}": 1.0,
        }

    def nearest(self, number: int, candidate: Candidate) -> Mention:
        """The mention next to a trigger of the event: by sentences, then by words, then the first."""
        away = [self._sentences_to(number, m) for m in candidate.mentions]
        least = min(away)
        close = [m for m, n in zip(candidate.mentions, away, strict=True) if n == least]
        return close[0] if least or len(close) == 1 else min(close, key=lambda m: self._words_to(number, m))

    def _sentences_to(self, number: int, m: Mention) -> int:
        return min(abs(m.sentence - n) for n in self.told[number])

    def _words_to(self, number: int, m: Mention) -> int:
        return min((abs(gap) for gap in self._gaps(number, m)), default=99)

    def _gaps(self, number: int, m: Mention) -> Iterator[int]:
        """Words between a mention and each trigger of its sentence, below zero where the mention stands first."""
        for draft in self.drafts[number]:
            if draft.sentence.number == m.sentence:
                for use in draft.uses:
                    after = m.who.first - use.last
                    yield after if after >= 0 else min(m.who.last - use.first, 0)

    def facts(self, number: int, side: str, candidate: Candidate, rivals: Sequence[Candidate]) -> Facts:
        """What holds of a candidate for a side of an event, as named numbers from 0 to about 3."""
        near = self.nearest(number, candidate)
        candidate.words = candidate.words or _how(candidate)
        facts = self._where(number, candidate, near) | candidate.words | self._what(number, candidate)
        facts |= self._elsewhere(number, side, candidate) | self._met(number, side, candidate)
        facts |= self._rivals(candidate, rivals)
        return {name: value for name, value in facts.items() if value}

    def _where(self, number: int, candidate: Candidate, near: Mention) -> Facts:
        """How far from the deed, before or after it, and in which part of the article."""
        away, told = self._sentences_to(number, near), {m.sentence for m in candidate.mentions}
        first = min(self.told[number])
        facts = {
            f"away.{'0' if away == 0 else '1' if away == 1 else '2' if away <= _NEAR else '4'}": 1.0,
            "title": float(0 in told),
            "mentions": math.log(len(candidate.mentions)),
            "once": float(len(candidate.mentions) == 1),
            "beside.deeds": sum(m.sentence in self.telling for m in candidate.mentions) / len(candidate.mentions),
            "no.deed.beside": float(told.isdisjoint(self.telling)),
        }
        if away:
            return facts | {
                "told.before": float(any(n < first for n in told)),
                "just.before": float(away == 1 and near.sentence < first),
            }
        gap = min(self._gaps(number, near), key=abs)
        close = "0" if abs(gap) <= 2 else "3" if abs(gap) <= _BESIDE else "8"
        inside = any(
            d.first <= m.who.first < d.last
            for m in candidate.mentions
            for d in self.drafts[number]
            if d.sentence.number == m.sentence
        )
        return facts | {
            f"{'after' if gap >= 0 else 'before'}.{close}": 1.0,
            f"slot.{near.who.slot or 'none'}": 1.0,
            "in.draft": float(inside),
        }

    def _what(self, number: int, candidate: Candidate) -> Facts:
        """Of what kind it is, for a deed of this kind."""
        event = self.events[number]
        return {
            f"is.{candidate.kind}": 1.0,
            f"type.{event.event_type}.{candidate.kind}": 1.0,
            f"sub.{event.sub_event_type}.{candidate.kind}": 1.0,
        }

    def _elsewhere(self, number: int, side: str, candidate: Candidate) -> Facts:
        """On which side the article's other events have it."""
        event, name = self.events[number], candidate.name
        others = [(e, n) for e, n in zip(self.events, self.names, strict=True) if e is not event]
        here = [e for e, names in others if name in names[side]]
        there = any(name in names[OTHER[side]] for _, names in others)
        return {
            "here": float(bool(here)),
            "here.twice": float(len(here) > 1),
            "there": float(there),
            "only.here": float(bool(here) and not there),
            "only.there": float(there and not here),
            "no.side": float(not here and not there),
            "same.type": float(any(e.event_type == event.event_type for e in here)),
            "same.sub": float(any(e.sub_event_type == event.sub_event_type for e in here)),
        }

    def _met(self, number: int, side: str, candidate: Candidate) -> Facts:
        """On which side other news has it, and how often against the known side."""
        met, beyond, name = self.score.met, self.names[number][OTHER[side]], candidate.name
        on, off = (met.doers, met.struck) if side == "actor1" else (met.struck, met.doers)
        facts = {
            "news.side": math.log((on.get(name, 0) + 1) / (off.get(name, 0) + 1)),
            "news.new": float(name not in on and name not in off),
        }
        if beyond and candidate.kind != "civilians":
            pairs = met.pairs
            forth = [pairs.get((name, o) if side == "actor1" else (o, name), 0) for o in beyond]
            back = [pairs.get((o, name) if side == "actor1" else (name, o), 0) for o in beyond]
            facts |= {
                "news.met": float(max(forth) > 0),
                "news.often": math.log(1 + max(forth)),
                "news.back": float(max(back) > 0),
                "news.back.often": math.log(1 + max(back)),
            }
        return facts

    def _rivals(self, candidate: Candidate, rivals: Sequence[Candidate]) -> Facts:
        """Whether others of the article could be meant as well."""
        alike = {
            "alone": list(rivals),
            "alone.armed": [c for c in rivals if c.kind in _ARMED],
            "alone.faction": [c for c in rivals if c.kind == "faction"],
            "alone.state": [c for c in rivals if c.kind == "state"],
        }
        return {name: float(len(them) == 1 and them[0] is candidate) for name, them in alike.items()}


_NEAR, _BESIDE = 3, 7  # sentences away, words from a trigger


def _how(candidate: Candidate) -> Facts:
    """By which words it is named."""
    people, n = [m.who for m in candidate.mentions], len(candidate.mentions)
    nation = sum(m.ref.entry.startswith("nation.") for m in candidate.mentions) / n
    bare = sum(bare_nation(p) for p in people) / n
    return {
        "any": sum(m.ref.entry.endswith(".any") for m in candidate.mentions) / n,
        "cited": sum(p.slot == "source" for p in people) / n,
        "organisation": float(any(p.organisation for p in people)),
        "armed": float(any(p.armed for p in people)),
        "nation": nation,
        "nation.only": float(nation == 1.0),
        "bare": bare,
        "bare.only": float(bare == 1.0),
    }


def kind_of(ref: ActorRef) -> str:
    """A coarse kind, so that weights learned of one war hold in another."""
    if ref.name in _KINDS:
        return _KINDS[ref.name]
    if ref.actor_class in FACTIONS:
        return "faction"
    return "state" if ref.actor_class in STATES else "other"


def explain(added: Iterable[Completed]) -> list[str]:
    """Lines for a reader: who was added to which event, how sure, and what weighed most."""
    return [
        f"completed {c.side} of {c.event}: {c.name} ({c.share:.2f} of the choice): "
        + ", ".join(f"{name} {weight:+.2f}" for name, weight in c.facts)
        for c in added
    ]
