"""One incident, many mentions: joins drafts of the same incident inside one article.

Each pair is scored with named weights (`Weights`); hard contradictions (other place, other day, other weapon) never join.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from marsad.coding.drafts.mentions import broke_out
from marsad.coding.drafts.tolls import RIVALS
from marsad.coding.people.participants import FACTIONS, Participant
from marsad.coding.roles.casualties import total
from marsad.coding.sentence.draft import (
    FREED,
    HOLDING,
    Draft,
    against_crowd,
    intercepts,
    launch_only,
    of_a_crowd,
    sides,
)
from marsad.model.document import Role
from marsad.model.record import Figure
from marsad.places.geometry import km

# How far back a draft looks for its incident, so that a page of thousands of reports (a year's list) takes time in
# proportion to its length. The most seen in one of 13,000 articles: 22 drafts of one incident, 13 events.
MOST_INCIDENTS = 40
MOST_DRAFTS = 30  # the latest, besides the first


@dataclass(frozen=True, slots=True)
class Weights:
    """Evidence that two drafts tell of one incident; set by hand on the development articles (docs/DATA_CARD.md). `told_last`: the text
    goes on with the incident that it told last, and a bare toll (`toll_of_last`) is mostly of that one."""

    same_kind: float = 0.8
    near_kind: float = 0.4
    same_place: float = 1.0
    nested_place: float = 0.7
    no_place: float = 0.4
    other_place: float = -0.6
    same_date: float = 0.7
    no_date: float = 0.3
    other_day: float = -0.8
    long_ago: float = -0.8
    same_count: float = 1.2
    no_count: float = 0.4
    other_count: float = -1.2
    far_count: float = -2.0
    another_toll: float = 0.3
    same_agent: float = 0.6
    other_agent: float = -1.4
    same_patient: float = 0.4
    other_patient: float = -0.4
    anaphora: float = 0.9
    separate: float = -2.0
    title: float = 0.8
    two_stories: float = -0.5
    next_sentence: float = 0.3
    same_sentence: float = -0.3
    another_story: float = -0.8
    one_more: float = -1.5
    its_own: float = -0.8
    its_toll: float = 1.3
    outcome: float = 0.8
    from_afar: float = -1.2
    told_last: float = 0.3
    toll_of_last: float = 0.3
    join_at: float = 1.7


@dataclass(slots=True)
class Incident:
    """Drafts of one incident, in order of the text."""

    drafts: list[Draft] = field(default_factory=list)


def _apart(a: Any, b: Any) -> float:
    return km(a.lat, a.lon, b.lat, b.lon)


def merge(
    drafts: Sequence[Draft], kind: Callable[[Draft], tuple[str, str]], weights: Weights | None = None
) -> list[Incident]:
    """Incidents of an article, each with its drafts; drafts with only outcome words join or are left out."""
    w = weights or Weights()
    kinds = {id(draft): kind(draft) for draft in drafts}
    kind = lambda draft: kinds[id(draft)]  # noqa: E731 - asked for each pair
    incidents: list[Incident] = []
    pending: list[Draft] = []
    last = 0  # the incident that was told last
    for draft in drafts:
        first = max(0, len(incidents) - MOST_INCIDENTS)
        goes_on = _goes_on(incidents, last, draft, w)
        scored = [
            (score(incidents[i], draft, kind, w) + (goes_on if i == last else 0.0), -i)
            for i in range(first, len(incidents))
        ]
        best = max(scored, default=(-math.inf, 0))
        if best[0] >= w.join_at:
            last = -best[1]
            incidents[last].drafts.append(draft)
        elif draft.outcome_only and not broke_out(draft):
            pending.append(draft)
        else:
            last = len(incidents)
            incidents.append(Incident([draft]))
            _adopt(incidents[-1], pending, kind, w)
    return incidents


def _told(incident: Incident) -> list[Draft]:
    """The first draft and the latest, which is all that a long list of reports is compared with."""
    return incident.drafts[:1] + incident.drafts[1:][-MOST_DRAFTS:]


def _goes_on(incidents: Sequence[Incident], last: int, draft: Draft, w: Weights) -> float:
    """What speaks for the incident that was told last; nothing, where the draft opens another story or names another place."""
    if (
        not incidents
        or draft.also
        or draft.another_story
        or any(_apart_by_place(d, draft) or intercepts(d) != intercepts(draft) for d in _told(incidents[last]))
    ):
        return 0.0
    return w.told_last + (w.toll_of_last if draft.toll_only else 0.0)


def _adopt(incident: Incident, pending: list[Draft], kind: Callable[[Draft], tuple[str, str]], w: Weights) -> None:
    """A headline of outcomes ("قتلى وجرحى في بغداد") joins the first incident told after it."""
    for draft in list(pending):
        if draft.sentence.role in (Role.TITLE, Role.SUBTITLE) and score(incident, draft, kind, w) >= w.join_at - 0.4:
            incident.drafts.insert(0, draft)
        pending.remove(draft)


_DEEDS = frozenset({"clash", "strike", "bomb", "shoot", "abduct", "arrest", "overtake", "retake", "kill"})


def _two_stories(title: Draft) -> bool:
    """ "اشتباكات في دمشق وقصف على الغوطة": a headline that names two deeds of different kinds with "and"."""
    deeds = [u for u in title.uses if u.trigger.frame in _DEEDS]
    joined = [u for u in deeds[1:] if u.hit.proclitics.startswith("و")]
    return any(u.trigger.frame != deeds[0].trigger.frame for u in joined)


_HEADS = frozenset({Role.TITLE, Role.SUBTITLE})


def score(incident: Incident, draft: Draft, kind: Callable[[Draft], tuple[str, str]], w: Weights) -> float:
    """Weight of evidence that the draft tells of the incident; minus infinity on a contradiction."""
    told = _told(incident)
    alone = all(d.sentence.role in _HEADS for d in told)
    pairs = []
    for other in told:
        pairs.append(_pair(other, draft, kind, w, alone))
        if pairs[-1] == -math.inf:
            return -math.inf
    protest = draft.family == "protest"
    crowd = any((d.family == "protest") != protest for d in told) and any(
        of_a_crowd(d) or against_crowd(d) for d in (*told, draft)
    )
    if any(_clash(other, draft, crowd) for other in told):
        return -math.inf
    counts = [_count_score(other, draft, w) for other in told]
    best = max(pairs)
    if draft.also:  # a headline of several strikes does not join one more to the first
        text = [
            p for o, p in zip(told, pairs, strict=True) if o.sentence.role not in _HEADS and _apart_by_place(o, draft)
        ]
        best = min(best, max(text, default=best))
    if draft.place and min(counts) < 0 and max(counts) < w.same_count and not draft.toll_only and not draft.anaphoric:
        best = min(best, max(p - c for p, c in zip(pairs, counts, strict=True)) + min(counts))
    if not (draft.anaphoric or draft.same_attacker or draft.toll_only):
        best = _carried(best, told, pairs, [_scene_score(o, draft, w) for o in told])
    return best


def _carried(best: float, told: Sequence[Draft], pairs: Sequence[float], said: Sequence[float]) -> float:
    """What one sentence of the incident contradicts, and none bears out, weighs on those too that are silent of it: a lead or a
    headline that names the province alone joins no second town to the first."""
    if min(said) >= 0 or max(said) > 0:
        return best
    text = [p - s for o, p, s in zip(told, pairs, said, strict=True) if o.sentence.role not in _HEADS]
    return min(best, max(text) + min(said)) if text else best


def _scene_score(a: Draft, b: Draft, w: Weights) -> float:
    """Points on the map, each told with "in" or its type: the same (more than 0), another, or no word of it (0)."""
    x, y = _point(a), _point(b)
    if x is None or y is None or _SETTLED.get(x.level) is None or _SETTLED.get(x.level) != _SETTLED.get(y.level):
        return 0.0
    if _told_apart(x, y) or _apart(x, y) >= _CLEARLY_APART_KM:
        return 0.0 if _fight(a, b) and x.level == "neighbourhood" else w.other_place
    return w.same_place


_CLEARLY_APART_KM = 10.0  # towns and districts: farther than their outskirts
_POINTED_BACK = "named before"  # basis of "في البلدة"


def _point(draft: Draft) -> Any:
    found = draft.place
    if found is None or found.place is None or found.place.basis.endswith(_POINTED_BACK):
        return None
    return found.place if found.relation == "in" or (found.typed and found.relation == "bare") else None


def _clash(a: Draft, b: Draft, crowd: bool) -> bool:
    """Contradictions that no evidence outweighs. `crowd`: the incident is a clash with demonstrators, so that a sentence of
    their demonstration may be of it, and so may a headline's "اشتباكات"."""
    if (
        (a.family == "protest") != (b.family == "protest")
        and not (a.outcome_only or b.outcome_only)
        and not (crowd and not (_apart_by_place(a, b) and not _nested(a, b)))
        and not (_dead_of_the_crowd(a, b) or _dead_of_the_crowd(b, a))
    ):
        return True
    if _abroad(a, b) or _set_free(a, b) or _set_free(b, a):
        return True
    if a.uses[0] is b.uses[0] and a.place is not b.place:
        return True  # one clause told of several scenes
    if _struck_back(a, b) or _struck_back(b, a):
        return True
    x, y = _scene(a), _scene(b)
    if (
        x
        and y
        and x.lat is not None
        and y.lat is not None
        and _distinct(x, y)
        and not (_capital_for_province(x, y) and not _counts_differ(a, b))
        and not _headline_of(a, b)
    ):
        return True
    d, e = a.date, b.date
    if b.anaphoric and ((a.has("clash") and b.has("clash")) or (b.long_ago and a.family == b.family == "protest")):
        return False  # "الاشتباكات بدأت قبل أربعة أيام", "المحتجون من خريجي عام 2010": no day of what is reported
    if d and e and a.announced and b.anaphoric and _days_between(e, d) in range(_ANNOUNCED_WITHIN):
        return False  # "أعلنت الوزارة الاثنين تنفيذ غارة … وقالت إن الغارة نفذت الجمعة"
    return bool(
        d
        and e
        and d.start
        and e.start
        and ((d.end or d.start) < e.start or (e.end or e.start) < d.start)
        and not (_adjacent(d, e) and not (_named_days(d, e) and _days_tell(a, b)))
    )


def _dead_of_the_crowd(a: Draft, b: Draft) -> bool:
    """ "قتل أربعة برصاص الجيش خلال احتجاجات …، وقالت الوزارة إن الشاب فلانا استشهد برصاص الاحتلال": one of those shot at the
    demonstration, by the same and no farther off."""
    if not (a.family == "protest" and a.has(*_DEATHS) and b.has(*_DEATHS)) or any(
        u.trigger.frame not in _SHOT for u in b.uses
    ):
        return False
    if (_apart_by_place(a, b) and not _nested(a, b)) or b.separate or b.also or b.another_story:
        return False
    dead, told = (sum(c.low for c in d.own if c.key == "fatalities") for d in (a, b))
    doers, theirs = sides(a.agents) - _NO_SIDE, sides(b.agents) - _NO_SIDE
    return dead > 0 and told <= dead and (not theirs or bool(doers & theirs))


_DEATHS = ("kill", "die")
_SHOT = frozenset({*_DEATHS, "die_soft", "shot"})


def _struck_back(a: Draft, b: Draft) -> bool:
    """ "قصف الجيش مواقع … وأصيب جنديان": those who struck from afar are no victims of that strike, but of what was answered."""
    blows = [u for u in a.uses if u.trigger.frame in _BLOWS]
    if not blows or any(
        u.trigger.frame in ("clash", "operation", "attack") and u.trigger.tactic != _AIMED for u in blows
    ):
        return False
    doers, struck = _names(a.agents), _names(a.patients)
    told = [c.who for c in b.counts if c.stated and c.who.kinds and c.key in ("fatalities", "injured")]
    hurt = _names(told) - _NO_SIDE
    return bool(hurt) and hurt <= doers and not hurt & struck and not _names(b.agents) & doers


_AIMED = "targeting"  # "استهدف" tells of blows from afar too
_BLOWS = frozenset({"strike", "bomb", "attack", "clash", "operation"})


def _names(people: Sequence[Participant]) -> set[str]:
    return {n.name for p in people for n in p.named}


def _set_free(a: Draft, b: Draft) -> bool:
    """That somebody was let go, and how he came to be held, are two deeds."""
    return a.head.trigger.frame in FREED and b.head.trigger.frame in HOLDING


def _abroad(a: Draft, b: Draft) -> bool:
    """Scenes in two countries; "شرق العراق" is precise enough to tell."""
    x, y = (_scene(d) or (d.place.place if d.place and d.place.relation == "direction" else None) for d in (a, b))
    return bool(x and y and x.country and y.country and x.country != y.country)


def _headline_of(a: Draft, b: Draft) -> bool:
    """A headline names a larger town than the text, and the same number of dead."""
    x, y = _stated(a, "fatalities"), _stated(b, "fatalities")
    same = x is not None and y is not None and (x.low, x.high) == (y.low, y.high) and (x.low or 0) >= _TELLING
    return a.sentence.role == Role.TITLE and same


def _scene(draft: Draft) -> Any:
    """The draft's place when the text says "in" or "near" it or names its type; a bare name is too weak to contradict."""
    found = draft.place
    return (
        found.place
        if found and (found.relation in ("in", "near") or found.typed or found.where.level == "site")
        else None
    )


def _adjacent(d: Any, e: Any) -> bool:
    """Reports of one incident may say "اليوم" and "أمس" of it; only days further apart contradict."""
    first, second = sorted(((d.start, d.end or d.start), (e.start, e.end or e.start)))
    between = (dt.date.fromisoformat(second[0]) - dt.date.fromisoformat(first[1])).days
    return between <= (1 if d.precision == e.precision == "day" else _LOOSELY)


def _days_between(earlier: Any, later: Any) -> int:
    """Days from the end of one date to another; below zero where either has no day."""
    if not (earlier.end and later.start) or earlier.precision != "day":
        return -1
    return (dt.date.fromisoformat(later.start) - dt.date.fromisoformat(earlier.end)).days


_ANNOUNCED_WITHIN = 8  # days from a deed to the statement that makes it known
_LOOSELY = 300  # days from a day to a week, month or year told of it; farther off it is another time ("في مارس 2015")


def _days_tell(a: Draft, b: Draft) -> bool:
    """Do two days that stand side by side tell two incidents apart? Where the figures differ, where one is background, and where
    both are told by a verb and by the name of its day ("تظاهر المئات السبت … وتظاهر الآلاف الجمعة")."""
    if _counts_differ(a, b) or a.background != b.background:
        return True
    if any(_stated(a, key) and _stated(a, key) == _stated(b, key) for key in ("fatalities", "injured", "abducted")):
        return False
    verbs = all(d.head.verb and d.sentence.role not in _HEADS and not d.anaphoric for d in (a, b))
    meant = any(
        d.head.hit.phrase.words[0].endswith(_HIS) for d in (a, b)
    )  # "الذين قتلهم الجيش": the day of another verb
    return (
        verbs
        and not meant
        and all(d.date is not None and d.date.kind == "weekday" and d.date.precision == "day" for d in (a, b))
    )


_HIS = ("ه", "ها", "هم")


def _named_days(d: Any, e: Any) -> bool:
    return all(
        x.kind in ("weekday", "absolute") and "today" not in x.rule and "yesterday" not in x.rule for x in (d, e)
    )


def _apart_by_place(a: Draft, b: Draft) -> bool:
    x, y = (d.place.place if d.place else None for d in (a, b))
    return x is not None and y is not None and (x.name != y.name or _told_apart(x, y))


def _told_apart(x: Any, y: Any) -> bool:
    """ "شارع الأربعين" and "حي الجحملية" of one town: two names that no table has, each told with its noun."""
    one, other = x.told.split(), y.told.split()
    lands = len(one) > 1 and len(other) > 1 and one[0] in _LANDS and other[0] in _LANDS
    return lands and set(one[1:]).isdisjoint(other[1:])


# nouns of places that lie side by side; a mosque may lie in a camp
_LANDS = frozenset(
    {"شارع", "حي", "قرية", "منطقة", "بلدة", "مدينة", "مديرية", "جبهة", "جبل", "طريق", "ناحية", "قضاء", "وادي"}
)


def _nested(a: Draft, b: Draft) -> bool:
    """One scene lies in the other, or on its border ("السياج الحدودي", "قطاع غزة")."""
    x, y = (d.place.place if d.place else None for d in (a, b))
    if x is None or y is None or x.lat is None or y.lat is None or not {x.level, y.level} & _WIDE:
        return False
    return x.country == y.country and not _distinct(x, y)


def _distinct(x: Any, y: Any) -> bool:
    """Two places that cannot be one scene: too far for their levels, unless one contains the other."""
    if _in_another_province(x, y) or _in_another_province(y, x) or _in_another_country(x, y):
        return True
    reach = {"country": 2000.0, "region": 350.0, "province": 220.0, "district": 60.0}
    limit = max(_WIDER * p.extent_km if p.extent_km and p.level in _WIDE else reach.get(p.level, 15.0) for p in (x, y))
    return _apart(x, y) > limit


def _in_another_country(x: Any, y: Any) -> bool:
    """ "غارات في ليبيا" and "هجوم المنيا": a country, and a place that lies in another one; on a border none can tell."""
    land, other = (x, y) if x.level == "country" else (y, x)
    return (
        land.level == "country"
        and bool(land.country and other.country)
        and land.country != other.country
        and other.level != "region"
    )


def _in_another_province(town: Any, province: Any) -> bool:
    """A town, or what lies by it, that the place tables put in another province than the one named."""
    if province.level != "province" or town.level not in _WITHIN_ONE or town.country != province.country:
        return False
    return town.admin_basis == _BY_TABLES and town.admin1 not in (None, "", province.name, province.admin1)


_WIDE = frozenset({"region", "province"})
_WIDER = 1.5  # times its extent: how far from the middle of a province or region the press goes with its name
_WITHIN_ONE = frozenset({"town", "village", "neighbourhood", "site", "district"})
_BY_TABLES = "parents in the place tables"


def _capital_for_province(x: Any, y: Any) -> bool:
    """The press names the capital of a province or district for a place in it ("في مدينة الرقة" for Tabqa)."""
    if x.country != y.country or not x.admin1 or x.admin1 != y.admin1:
        return False
    return x.admin1 in (x.name, y.name) or y.admin2 == x.name or x.admin2 == y.name


def _counts_differ(a: Draft, b: Draft) -> bool:
    """Both state figures of the same things, and none is the same."""
    if not a.counts or not b.counts:
        return False
    figures = [(_stated(a, key), _stated(b, key)) for key in ("fatalities", "injured", "captured", "abducted")]
    both = [(x, y) for x, y in figures if x and y]
    return bool(both) and not any((x.low, x.high) == (y.low, y.high) for x, y in both)


def _pair(a: Draft, b: Draft, kind: Callable[[Draft], tuple[str, str]], w: Weights, alone: bool) -> float:
    """Weight of two drafts; `alone`: no sentence of the text has joined the headline yet."""
    value = _kind_score(a, b, kind, w)
    if value is None:
        return -math.inf
    value += _place_score(a, b, w) + _date_score(a, b, w) + _count_score(a, b, w)
    value += 0.0 if _of_one_missile(a, b) else _actor_score(a, b, w)
    if a.date and b.date and a.date.start != b.date.start and _counts_differ(a, b):
        value += w.other_day
    value += w.anaphora if (b.anaphoric and not _others_deed(a, b)) or b.same_attacker else 0.0
    value += w.long_ago if _of_another_time(a, b) else 0.0
    value += w.separate if b.separate or a.answered != b.answered else 0.0
    value += w.outcome if b.outcome_only or a.outcome_only else 0.0
    if a.sentence.role == Role.TITLE and b.sentence.role != Role.TITLE:
        value += w.title if alone or not _two_stories(a) else w.two_stories
    more = b.also and not b.toll_only and (_apart_by_place(a, b) or _counts_differ(a, b))
    value += w.another_story if b.another_story and not b.anaphoric else 0.0
    value += w.its_own if b.another_story and not b.anaphoric and _counts_differ(a, b) else 0.0
    value += w.one_more if more and not b.anaphoric else 0.0
    gap = b.sentence.number - a.sentence.number
    if gap == 0 and any(d.toll_only and d.place is None for d in (a, b)):
        value += w.its_toll
    elif gap == 0:
        value += w.same_sentence
    elif gap == 1:
        value += w.next_sentence
    return value


def _others_deed(a: Draft, b: Draft) -> bool:
    """ "قصفت مقاتلات روسية …" and "الهجوم الذي نفذته إيران على …": no deed of the same, however definite its noun."""
    ours, theirs = sides(a.agents) - _NO_SIDE, sides(b.agents) - _NO_SIDE
    struck, told = sides(a.patients) - _NO_SIDE, sides(b.patients) - _NO_SIDE
    return bool(ours) and bool(theirs) and not (ours | struck) & (theirs | told)


def _of_another_time(a: Draft, b: Draft) -> bool:
    """ "وكان طبيب قد اغتيل في ديسمبر 2015" beside what is told without a date: background with a date of its own."""
    earlier = (b.background or b.long_ago) and not (a.background or a.long_ago)
    return earlier and a.date is None and b.date is not None and b.date.kind == "absolute"


def _kind_score(a: Draft, b: Draft, kind: Callable[[Draft], tuple[str, str]], w: Weights) -> float | None:
    if a.outcome_only or b.outcome_only:
        return w.near_kind
    x, y = kind(a), kind(b)
    if x == y or _of_one_missile(a, b):
        return w.same_kind
    if a.has("execute") != b.has("execute") and (a if b.has("execute") else b).has(*_IN_THE_FIELD):
        return None  # "أعدم التنظيم 44 شابا … وشن هجوما رافقه قصف"
    if {x[1], y[1]} & _HELD_ALONE and {x[0], y[0]} & {_REMOTE}:
        return None  # "خطفوا لأنهم شاركوا في غارات"
    if {x[1], y[1]} & _BLOODLESS and {x[0], y[0]} & {_REMOTE}:
        return None  # "انسحب المقاتلون من المدينة بعد غارات"
    p, q = a.best_weapon(), b.best_weapon()
    if (p == "air" != q and _on_the_ground(a, b)) or (q == "air" != p and _on_the_ground(b, a)):
        return None
    if (a.has(*_LAND) and _bloody_blow(b, y)) or (b.has(*_LAND) and _bloody_blow(a, x)):
        return None
    general = {None, "gun", "fire"}
    gas = p != q and "chemical" in (p, q) and not (_one_place(a, b) or _headline_of(a, b))
    if p == q or p in general or q in general or (any({p, q} <= alike for alike in _TOLD_ALIKE) and not gas):
        far = {x[0], y[0]} & {"Strategic developments"} and x[0] != y[0]
        blow = _fight_and_blow(a, b, x, y)
        return w.near_kind - (0.6 if far else 0.0) + (w.from_afar if blow else 0.0)
    return None


def _fight_and_blow(a: Draft, b: Draft, x: tuple[str, str], y: tuple[str, str]) -> bool:
    """ "دارت معارك في المديرية … وشنت المقاتلات غارات على مواقع …": a fight on the ground, and a strike told in words of its own
    (in five annotated sets 110 such pairs within five sentences are of two incidents, 19 of one); a headline may name both, a definite noun goes back to the same,
    and "معارك بإسناد جوي" tells of one."""
    if a.sentence.role in _HEADS or b.anaphoric:
        return False
    blow, kind, other = (a, x, y) if x[1] in _FROM_AFAR else (b, y, x)
    return kind[1] in _FROM_AFAR and other[1] in _ON_GROUND and blow.has("strike", "attack", "bomb")


_FROM_AFAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})
_ON_GROUND = frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"})


def _of_one_missile(a: Draft, b: Draft) -> bool:
    """ "رصدت الدفاعات إطلاق صاروخ باتجاه المملكة … اعترضته": that it was fired, and that it was brought down."""
    if not (launch_only(a) or launch_only(b)):
        return False
    fired, caught = (a, b) if intercepts(b) else (b, a)
    if not intercepts(caught) or not launch_only(fired):
        return False
    return not fired.counts and not (fired.date and caught.date and fired.date.start != caught.date.start)


def _on_the_ground(a: Draft, b: Draft) -> bool:
    """An air strike (`a`), and an attack of an armed group, which has no aircraft but drones: "غارة على المعسكر … هاجم المسلحون"."""
    drones = any(w.id == _DRONE for d in (a, b) for _, w in d.weapons)
    if drones or not b.has("attack", "clash", "overtake"):
        return False
    doers = [n for p in b.agents for n in p.named]
    return (
        bool(doers) and all(n.actor_class in FACTIONS for n in doers) and not sides(a.agents) & {n.name for n in doers}
    )


def _bloody_blow(draft: Draft, kind: tuple[str, str]) -> bool:
    """ "حررت القوات البلدة … وأدت غارات التحالف إلى مقتل 20", "قتل مدنيون بألغام في البلدة": the dead of a blow from afar are none of
    those who fell for the land; those of a fight with strikes are."""
    fought = draft.has("clash", "attack", "overtake", "retake", "repel", "operation")
    return kind[0] == _REMOTE and not fought and any(c.key == "fatalities" for c in draft.own)


_LAND = ("overtake", "retake")
_DRONE = "drone"  # id of weapons.yaml
_IN_THE_FIELD = ("attack", "strike", "bomb", "clash", "overtake", "retake")
_HELD_ALONE = frozenset({"Abduction/forced disappearance", "Arrests"})
_BLOODLESS = frozenset({"Non-violent transfer of territory", "Agreement"})
_REMOTE = "Explosions/Remote violence"


def _one_place(a: Draft, b: Draft) -> bool:
    """Gas comes from aircraft and shells, where both are told of one place: strikes elsewhere are often answers to it."""
    gas, other = (a, b) if a.best_weapon() == "chemical" else (b, a)
    x, y = (d.place.place if d.place else None for d in (gas, other))
    return x is not None and (y is None or x.name == y.name)


_TOLD_ALIKE = (frozenset({"ied", "suicide", "grenade"}), frozenset({"air", "shell", "chemical"}))  # weapons of one blow


def _place_score(a: Draft, b: Draft, w: Weights) -> float:
    x, y = (a.place.place if a.place else None), (b.place.place if b.place else None)
    if not x or not y:
        return w.no_place
    if x.lat is None or y.lat is None:
        return w.nested_place
    if x.level == y.level and _apart(x, y) < 5:
        return w.other_place if _told_apart(x, y) else w.same_place
    if "near" in (a.place.relation, b.place.relation) and _apart(x, y) < _NEAR_KM:  # type: ignore[union-attr]
        return w.nested_place  # "قرب طولكرم" and the village that it is
    side_by_side = _SETTLED.get(x.level) and _SETTLED.get(x.level) == _SETTLED.get(y.level)
    if side_by_side and _apart(x, y) >= 2 and not (x.level == "neighbourhood" and _fight(a, b)):
        return w.nested_place if y.admin2 == x.name or x.admin2 == y.name else w.other_place
    return w.nested_place


_NEAR_KM = 15.0  # how far the press goes with "near"
# levels whose places stand side by side
_SETTLED = {"town": "town", "village": "town", "neighbourhood": "quarter", "district": "district"}
_TELLING = 3  # dead: a number that two incidents seldom share


def _date_score(a: Draft, b: Draft, w: Weights) -> float:
    if not a.date or not b.date or not a.date.start or not b.date.start:
        return w.no_date
    return w.same_date


def _count_score(a: Draft, b: Draft, w: Weights) -> float:
    if not a.counts or not b.counts:
        return w.no_count
    value, compared = 0.0, False
    for key in ("fatalities", "injured", "captured", "abducted"):
        x, y = _stated(a, key), _stated(b, key)
        if not x or not y:
            continue
        if _other_side(a, b, key):
            continue  # the dead of one side are no contradiction to those of the other
        compared = True
        if (x.low, x.high) == (y.low, y.high) or (x.low == y.low and (x.low or 0) >= _TELLING):
            value += w.same_count  # "12 شخصا", "12 شخصا على الأقل"
        elif _another_toll(a, b) and RIVALS <= (x.low or 0) / (y.low or 1) <= 1 / RIVALS:
            value += w.another_toll
        elif x.high is None or y.high is None:
            value += 0.2
        else:
            value += w.far_count if _far(x, y) and not (a.update or b.update or _fight(a, b)) else w.other_count
    return value if compared else w.no_count


def _another_toll(a: Draft, b: Draft) -> bool:
    """ "وقال ناشطون إن عدد القتلى بلغ 25", "إن 25 قتلوا في التفجير": another figure for those told of just before, and no scene or
    day."""
    near = 0 <= b.sentence.number - a.sentence.number <= _TOLL_WITHIN
    bare = b.place is None and b.date is None and not (b.separate or b.also or b.another_story or b.background)
    known, told = (sides(d.patients) - _NO_SIDE for d in (a, b))
    return near and bare and (b.toll or b.anaphoric) and (not told or bool(known & told))


_TOLL_WITHIN = 2  # sentences from what happened to another voice's toll of it


def _far(x: Figure, y: Figure) -> bool:
    """The later figure is no part and no earlier count of the first: at least twice as many."""
    return (x.low or 0) * 2 <= (y.low or 0)


def _fight(a: Draft, b: Draft) -> bool:
    return any(d.has("clash", "overtake", "retake", "repel", "attack", "operation") for d in (a, b))


def _other_side(a: Draft, b: Draft, key: str) -> bool:
    if a.sentence is b.sentence and b.toll_only:  # "إصابة 18 مصليا، في وقت أصيب أربعة من الشرطة"
        x, y = ({n.entry for c in d.own if c.key == key and c.stated for n in c.who.named} for d in (a, b))
        if x and y and not x & y:
            return True
    if not _fight(a, b):
        return False
    x, y = (
        {n.name for c in d.own if c.key == key and c.stated and c.who.armed for n in c.who.named if n.name}
        for d in (a, b)
    )
    return bool(x and y) and not x & y


def _stated(draft: Draft, key: str) -> Figure | None:
    """The figure that a number, dual or quantifier gives; a bare noun or a name is too little to contradict."""
    return total([c for c in draft.counts if c.key == key and c.stated and not c.tally], key)


def _actor_score(a: Draft, b: Draft, w: Weights) -> float:
    value = 0.0
    for ours, theirs, same, other in (
        (a.agents, b.agents, w.same_agent, w.other_agent),
        (a.patients, b.patients, w.same_patient, w.other_patient),
    ):
        if ours and theirs and (x := sides(ours) - _VAGUE) and (y := sides(theirs) - _VAGUE):
            value += same if x & y else other
    return value


_VAGUE = frozenset({"Unidentified armed group", "", "unknown"})
_NO_SIDE = _VAGUE | {"Civilians", "State forces", "Police"}
