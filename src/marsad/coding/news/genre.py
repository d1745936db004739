"""What the article is about, and what that sets aside: sport, crime without politics, days of history, old and coming days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from marsad.coding.incident.merge import Incident
from marsad.coding.people.participants import FACTIONS, Participant
from marsad.coding.sentence.filters import BLASTS, EXCHANGED, VIOLENT_FRAMES, WAR_FRAMES, Headed, war_in
from marsad.lexicon.phrases import Hit
from marsad.lexicon.tables import ActorEntry
from marsad.model.document import Role

TOPIC_WORDS = 4  # different words of one foreign topic (sport, film, markets, health) that make an article about it
CRIME_WORDS = 2  # different words of ordinary crime that do, where no word of politics or armed groups stands
HISTORY_YEARS = 12  # an incident so long before the article is history, not background (gold: up to 7 years are coded)


def topics_of(views: Sequence[Headed]) -> set[str]:
    """Reasons of all that the article is about (see `filters.judge`)."""
    markers = [h for v in views for h in v.markers]
    topics = _foreign(markers) | _headline(views) | _past(views)
    if any(h.phrase.entry.kind == "sentenced" for h in markers):
        topics.add("judged")  # executions in the article carry out a sentence
    return topics | {"ordinary_crime"} if _crime(views) else topics


def _foreign(markers: Sequence[Hit]) -> set[str]:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for hit in markers:
        if hit.phrase.entry.scope == "article":
            seen.setdefault(hit.phrase.entry.reason or hit.phrase.entry.kind, set()).add(hit.phrase.words)
    return {reason for reason, words in seen.items() if len(words) >= TOPIC_WORDS}


def _headline(views: Iterable[Headed]) -> set[str]:
    """Accident, animal or ordinary crime named in the headline, without any word of violence there."""
    out: set[str] = set()
    for view in views:
        title = view.sentence.role == Role.TITLE
        if not title and view.sentence.number > 1:
            continue
        kinds = {h.phrase.entry.kind: h.phrase.entry.reason for h in view.markers}
        out |= {"animal"} if title and "animal" in kinds else set()
        named = [k for k in ("accident", "crime") if k in kinds and (k == "accident" or (title and _harm(view)))]
        if named and not _armed_words(view):  # asked last: it asks for people, and they for dates and places
            out |= {str(kinds[k]) for k in named}
    return out


def _harm(view: Headed) -> bool:
    return any(u.frame.family in ("violence", "outcome", "coerce") for u in view.uses)


_ARMED = frozenset({"armed"})


def _armed_words(view: Headed) -> bool:
    """Weapons, armed groups or sure words of violence in the sentence."""
    if view.weapons or war_in(view) or view.people_of(_ARMED):
        return True
    return any(u.trigger.frame in VIOLENT_FRAMES and u.trigger.id not in BLASTS for u in view.uses)


def _past(views: Sequence[Headed]) -> set[str]:
    """A headline of an anniversary or of "this day in history", or a first sentence that stands in an old war."""
    out: set[str] = set()
    for view in views[:2]:
        title = view.sentence.role == Role.TITLE
        for hit in view.markers:
            kind = hit.phrase.entry.kind
            if kind == "history" or (kind == "commemoration" and title):
                out.add(str(hit.phrase.entry.reason))
            if kind == "chronicle" and title and hit.first == view.sentence.first:
                out.add(kind)
    return out


def _crime(views: Sequence[Headed]) -> bool:
    """Several words of ordinary crime, or one in the headline or lead, in an article without politics or armed groups."""
    hits = [(v.sentence, h) for v in views for h in v.markers if h.phrase.entry.kind in ("crime", "kin")]
    early = any(s.role == Role.TITLE or s.number <= 1 for s, _ in hits)
    return bool(hits) and (early or len({h.phrase.words for _, h in hits}) >= CRIME_WORDS) and not political(views)


def political(views: Sequence[Headed]) -> bool:
    """A word of politics, terror, protest or armed groups anywhere in the article."""
    if not views:
        return False
    words, norms = views[0].words["political"], views[0].norms
    if not (
        words.isdisjoint(norms)
        and words.isdisjoint([n[1:] for n in norms])
        and words.isdisjoint([n.lstrip("وبل") for n in norms if n[0] in "وبل"])
    ):
        return True
    return any(war_in(v) for v in views if v.uses)


_UNJUDGED = ("protest", "strategic")
SHORTEST = 3  # sentences of an article that can be said to name no politics
_YEAR = re.compile(r"\d{4}-")
FIGHTING_ROWS = 2  # armed groups of a country in the actor tables that make it one where violence is taken for conflict
_POLICED = frozenset(
    {
        "arrest",
        "raid",
        "disrupt",
        "disarm",
        "dismantle",
        "topple",
        "release",
        "capture",
        "toll_hurt",
        "toll_dead",
        "toll_mixed",
    }
)
_TRAPS = frozenset({"attack.ambush"})  # the police lie in wait for smugglers too


def policed(incident: Incident, sentences: int) -> bool:
    """Nothing but arrests, searches and what was foiled: with no politics in the article it is ordinary crime. Gunmen that
    let people go, and soldiers that find arms, are no matter of the police."""
    doers = [p for d in incident.drafts for p in d.agents]
    soldiers = any(p.armed and "police" not in p.kinds and all(n.name != "Police" for n in p.named) for p in doers)
    if any("armed" in p.kinds for p in doers) or (soldiers and any(d.has("disarm") for d in incident.drafts)):
        return False
    return sentences >= SHORTEST and all(
        u.trigger.frame in _POLICED or u.trigger.id in _TRAPS for d in incident.drafts for u in d.uses
    )


def fighting(actors: Iterable[ActorEntry]) -> frozenset[str]:
    """Countries (ISO 3166-1) with several armed groups of their own in the actor tables."""
    rows = Counter(c for a in actors if a.class_ in FACTIONS for c in a.country.split(",") if c)
    return frozenset(c for c, n in rows.items() if n >= FIGHTING_ROWS)


def peaceful(incident: Incident, sentences: int, fighting: frozenset[str]) -> bool:
    """Violence or arrests in a country where no armed group is known (`fighting`), without a weapon of war or the word attack.
    A text of a few sentences is too short to tell."""
    places = [d.place.where.country for d in incident.drafts if d.place]
    if sentences < SHORTEST or not places or any(c is None or c in fighting for c in places):
        return False
    uses = [u for d in incident.drafts for u in d.uses]
    return not any(
        u.trigger.frame in WAR_FRAMES or u.frame.family in _UNJUDGED or u.trigger.id == "attack.hujum" for u in uses
    )


_PRIVATE = frozenset(
    {
        "kill",
        "die",
        "die_light",
        "die_soft",
        "injure",
        "shoot",
        "shot",
        "attack",
        "massacre",
        "incident",
        "abduct",
        "capture",
    }
    | {
        "arrest",
        "raid",
        "disarm",
        "escape",
        "toll_dead",
        "toll_hurt",
        "toll_lives",
        "toll_mixed",
        "rape",
        "abuse",
        "execute",
    }
)  # frames of what one man with a gun or a knife does, and of what the police do then
_UNSURE_BLASTS = BLASTS & {"bomb.infijar", "bomb.detonated"}
_DISMISSED_WITHIN = 6  # words from "استبعدت" to "إرهابي"


def unmotivated(incident: Incident, views: Sequence[Headed], fighting: frozenset[str]) -> str | None:
    """ "طالب يفتح النار في مدرسة ثانوية بفلوريدا", "انفجار في مصفاة نفط بكندا": one man's shots, a store of guns or a blast in a country
    without armed groups, in an article that names no motive, no armed group and no weapon of war: a crime or an accident."""
    uses = [u for d in incident.drafts for u in d.uses]
    blast = any(u.trigger.id in _UNSURE_BLASTS for u in uses)
    lone = all(u.trigger.frame in _PRIVATE or u.trigger.id == EXCHANGED or u.trigger.id in _UNSURE_BLASTS for u in uses)
    if (
        len(views) < SHORTEST
        or not lone
        or any(_soldierly(p) for d in incident.drafts for p in (*d.agents, *d.patients))
    ):
        return None
    used = [w.weapon for d in incident.drafts if not d.has("disarm") for _, w in d.weapons]
    called = any(u.trigger.id == "attack.hujum" for u in uses) and not _BY_TERROR_TOO.isdisjoint(used)
    if called or "vehicle" in used or not _MADE_FOR_WAR.isdisjoint(used) or not _in_quiet(incident, views, fighting):
        return None
    if _motive(views) or any(_faction_in(v) for v in views):
        return None
    return "accident" if blast else "ordinary_crime"


_BY_TERROR_TOO = frozenset({"knife", "fire"})  # "هجوم بسكين في حافلة": an attack in a crowd before anybody knows why
_MADE_FOR_WAR = frozenset({"air", "shell", "ied", "suicide", "chemical", "grenade"})


def _soldierly(p: Participant) -> bool:
    """A side of a conflict: soldiers, gunmen in the plural, an armed group by its name, a crowd, somebody in office; the police and
    one gunman are none."""
    if any(n.organisation and n.actor_class in FACTIONS for n in p.named):
        return True
    if p.kinds & {"protester", "rioter", "official", "journalist"} or ("state" in p.kinds and "police" not in p.kinds):
        return True
    return "armed" in p.kinds and (p.plural or p.counted)


def _faction_in(view: Headed) -> bool:
    people = view.people if view.names_faction else ()  # who ask for dates and places
    return any(n.organisation and n.actor_class in FACTIONS for p in people for n in p.named)


def _in_quiet(incident: Incident, views: Sequence[Headed], fighting: frozenset[str]) -> bool:
    """All its places lie in countries without armed groups; where it has none, all that the article's first sentences name."""
    places = [d.place.where.country for d in incident.drafts if d.place]
    if not places:
        places = [p.place.country for v in views[:3] for p in v.places if p.place is not None]
    return bool(places) and not any(c is None or c in fighting for c in places)


def _motive(views: Sequence[Headed]) -> bool:
    """A word of politics, hatred, terror or protest that the article does not dismiss ("استبعدت الشرطة أي دافع إرهابي")."""
    tokens, words = views[0].tokens, views[0].words
    motives = words["motives"]
    for i, token in enumerate(tokens):
        bare = token.norm.lstrip("وبل")
        if not motives.isdisjoint(
            (token.norm, bare, bare.removeprefix("ال"), token.norm.removeprefix("ال"), token.norm[1:])
        ):
            before = [t.norm.lstrip("و") for t in tokens[max(0, i - _DISMISSED_WITHIN) : i]]
            if words["dismissing"].isdisjoint(before) or "لم" in before:
                return True
    return False


def out_of_time(incident: Incident, published: str | None) -> str | None:
    """ "historical" when all days told lie many years before the article, "planned" when the first lies after it."""
    days = [d.date.start for d in incident.drafts if d.date and d.date.start]
    if not days or not published or not _YEAR.match(published):
        return None
    told_first = any(d.sentence.number <= 2 or d.sentence.role in (Role.TITLE, Role.LEAD) for d in incident.drafts)
    if not told_first and int(max(days)[:4]) <= int(published[:4]) - HISTORY_YEARS:
        return "historical"
    return "planned" if min(days) > published[:10] else None
