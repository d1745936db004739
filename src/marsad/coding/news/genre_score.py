"""Is the incident told as news, in an article of this kind? A small linear score over facts of the incident and of its article.

`reported.py` looks at one stretch of one sentence; an op-ed, a study or a speech tells its examples in sentences of the same
make. Here all stretches of the incident, the room it takes in the article, how long ago it happened and how much of the
article's violence was set aside are weighed together, with the words for the deed and the kinds of markers (courts, plans, sport) around it
and in the whole article. Coefficients are data (data/models/genre.json, docs/DATA_CARD.md), trained by
scripts/train_genre.py; without the file the rules work alone.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files

from marsad.coding.incident.merge import Incident
from marsad.coding.news.reported import features
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Role

SHORTEST_JUDGED = 3  # sentences; a shorter text has no genre to speak of
_OF_ONE = (
    "verb.past", "verb.present", "head.definite", "all.definite", "head.plural", "count.stated", "count.deaths",
    "agent", "agent.armed", "patient", "both", "weapon", "asset", "toll", "date.recent", "date.absolute", "date.coarse",
    "period", "place.fine", "place.country", "after.time", "abstract", "relative", "talk", "report", "question",
    "background", "attempt", "refused", "topic.marks", "court", "quoted", "late",
)  # fmt: skip


class GenreScore:
    """The trained score. `score(facts)` in log-odds; an incident below `threshold` is not reported, nor below `doubted` one that its
    sentences alone (reported.py) take for talk."""

    def __init__(self, weights: Mapping[str, float], threshold: float, doubted: float) -> None:
        self.weights, self.threshold, self.doubted = weights, threshold, doubted

    @classmethod
    def load(cls) -> GenreScore | None:
        """The package's coefficients, or None when they are not there (the rules work without them)."""
        path = files("marsad") / "data" / "models" / "genre.json"
        if not path.is_file():
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["weights"], data["threshold"], data["doubted"])

    def score(self, facts: Mapping[str, float]) -> float:
        return sum(self.weights.get(name, 0.0) * value for name, value in facts.items())


class ArticleFacts:
    """What is counted once an article: its length, how much of it is violence, how much of that was set aside, its genre. `fighting`: countries
    with armed groups of their own (`genre.fighting`)."""

    def __init__(
        self,
        views: Sequence[SentenceView],
        incidents: Sequence[Incident],
        published: str | None,
        fighting: frozenset[str] = frozenset(),
    ) -> None:
        self.published, self.fighting = published, fighting
        self.told_in = Counter(n for i in incidents for n in {d.sentence.number for d in i.drafts})
        self.sentences = max(len(views), 1)
        uses = [u for v in views for u in v.uses if not u.reason or u.refused]
        alive = sum(not u.reason for u in uses)
        norms = views[0].norms if views else []
        self.facts: dict[str, float] = {
            "long": math.log(self.sentences) / 3.0,
            "alive.share": sum(any(not u.reason for u in v.uses) for v in views) / self.sentences,
            "refused.share": 1.0 - alive / max(len(uses), 1),
            "alone": float(len(incidents) == 1),
            "many": float(len(incidents) >= 4),
            "title.alive": float(any(not u.reason for v in views[:1] for u in v.uses)),
            "title.refused": float(any(u.refused for v in views[:1] for u in v.uses)),
            "asks": min(norms.count("؟") + norms.count("?"), 3) / 3.0,
        }
        kinds = Counter(h.phrase.entry.kind for v in views for h in v.markers)
        self.facts |= {f"all.{kind}": min(2 * n / self.sentences, 1.0) for kind, n in kinds.items()}


def incident_facts(incident: Incident, views: Sequence[SentenceView], article: ArticleFacts) -> dict[str, float]:
    """What holds of an incident and its article, as named numbers from 0 to about 1."""
    found = [features(views[d.sentence.number], d, len(views)) for d in incident.drafts]
    any_of: dict[str, float] = {}
    for one in found:
        for name, value in one.items():
            plain = name.partition(":")[2]
            if value > any_of.get(plain, 0.0):
                any_of[plain] = value
    facts = {name: any_of[name] for name in _OF_ONE if any_of.get(name)}
    first = min(d.sentence.number for d in incident.drafts)
    facts |= _telling(incident, views) | _age(incident, article.published) | _words(incident, views)
    lands = [d.place.where.country for d in incident.drafts if d.place]
    facts |= {
        "bias": 1.0,
        "share": len({d.sentence.number for d in incident.drafts}) / article.sentences,
        "first": first / article.sentences,
        "in.title": float(any(d.sentence.role == Role.TITLE for d in incident.drafts)),
        "early": float(first <= 2),
        "told.again": float(len({d.sentence.number for d in incident.drafts}) > 1),
        "words": min(sum(len(d.uses) for d in incident.drafts), 8) / 8.0,
        "no.date": float(all(d.date is None for d in incident.drafts)),
        "no.place": float(all(d.place is None for d in incident.drafts)),
        "fighting": float(any(c in article.fighting for c in lands)),
        "quiet": float(any(c and c not in article.fighting for c in lands)),
        "shared": float(any(article.told_in[d.sentence.number] > 1 for d in incident.drafts)),
        f"family.{_lead(incident).family}": 1.0,
        f"frame.{_lead(incident).head.trigger.frame}": 1.0,
    }
    return {name: value for name, value in (facts | article.facts).items() if value}


def headlined(incident: Incident) -> bool:
    """Dead or hurt of violence in the headline, and told again below: news, whatever the score says."""
    titled = [d for d in incident.drafts if d.sentence.role == Role.TITLE]
    tolls = any(d.counts for d in titled) and any(u.frame.family == "violence" for d in titled for u in d.uses)
    return tolls and len({d.sentence.number for d in incident.drafts}) > 1


def _telling(incident: Incident, views: Sequence[SentenceView]) -> dict[str, float]:
    """How the best stretch tells it: a deed done or a toll, by or to somebody, on a day or at a place; or how things are."""
    best = 0
    told = now = plural = relative = 0.0
    for draft in incident.drafts:
        done = any(u.verb and "past" in u.hit.phrase.info for u in draft.uses) or any(c.stated for c in draft.counts)
        who = any(p.named or p.counted for p in (*draft.agents, *draft.patients))
        day = draft.date is not None and draft.date.precision == "day"
        where = draft.place is not None and draft.place.where.level not in ("country", "region")
        best = max(best, done + who + day + where)
        told = max(told, float(done and (day or where)))
        undated = draft.date is None and draft.sentence.role not in (Role.TITLE, Role.LEAD)
        now = max(now, float(undated and not done and any(u.verb for u in draft.uses)))
        nouns = [u for u in draft.uses if not u.verb and u.hit.phrase.words[0].endswith("ات")]
        plural = max(plural, float(undated and not done and bool(nouns)))
        head = draft.head.first
        relative = max(
            relative, float(draft.head.verb and views[0].tokens[head - 1].norm in _RELATIVE) if head else 0.0
        )
    return {
        "done.0": float(best == 0),
        "done.1": float(best == 1),
        "done.3": float(best == 3),
        "done.4": float(best == 4),
        "told": told,
        "now": now,
        "practice": plural,
        "relative.verb": relative,
    }


_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "ما", "من"})


def _words(incident: Incident, views: Sequence[SentenceView]) -> dict[str, float]:
    """By which words it is told (`by.` entry of triggers.yaml), and which kinds of markers that set deeds aside stand within (`in.`)."""
    by = {f"by.{u.trigger.id}": 1.0 for d in incident.drafts for u in d.uses}
    return by | {
        f"in.{h.phrase.entry.kind}": 1.0
        for d in incident.drafts
        for h in views[d.sentence.number].markers
        if h.phrase.entry.reason and d.first <= h.first < d.last
    }


def _age(incident: Incident, published: str | None) -> dict[str, float]:
    """How long before the article it happened, where both days are known."""
    days = [d.date.start for d in incident.drafts if d.date and d.date.start]
    if not days or not published or len(published) < 10:
        return {}
    try:
        gap = (date.fromisoformat(published[:10]) - date.fromisoformat(max(days)[:10])).days
    except ValueError:
        return {}
    return {"age.week": float(gap <= 7), "age.months": float(30 < gap <= 365), "age.years": float(gap > 365)}


def _lead(incident: Incident) -> Draft:
    return max(incident.drafts, key=lambda d: d.head.frame.rank)
