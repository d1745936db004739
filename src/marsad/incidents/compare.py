"""Two reports: one incident? Named comparisons, each with its weight and its reason, that add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

from marsad.incidents import weights as w
from marsad.incidents.cards import FINE, Card, Side

Said = tuple[
    str, tuple[object, ...]
]  # a reason and what fills it in (names, numbers, reasons): put together only for people
Step = tuple[float, str, tuple[object, ...]]  # weight, and the reason for it
Bounds = tuple[int | None, int | None]

_EARTH_KM = 6371.0
_PEACE = "Strategic developments"
_CROWDS = frozenset(("Protests", "Riots"))
_SEIZURES = frozenset(("Arrests", "Abduction/forced disappearance"))
_DAMAGE = frozenset(("Looting/property destruction", "Disrupted weapons use"))
_FORCE_AT_CROWDS = frozenset(
    ("Protest with intervention", "Excessive force against protesters", "Mob violence", "Violent demonstration")
)


class Weight(Struct, frozen=True):
    """One step of the waterfall; `said`: the reason in its parts, for other languages."""

    name: str
    score: float
    said: Said

    @property
    def why(self) -> str:
        return told(self.said)


class Comparison(Struct, frozen=True):
    """All steps and their sum; above zero the two reports tell of one incident as far as the pair itself goes."""

    score: float
    steps: tuple[Weight, ...]


def told(said: Said) -> str:
    """A reason in English words."""
    reason, filling = said
    return reason.format(*(told(part) if isinstance(part, tuple) else part for part in filling))


def compare(a: Card, b: Card) -> Comparison:
    """The whole waterfall, for people."""
    steps = [Weight("prior", w.PRIOR, ("two reports of about the same days and place", ()))]
    for name, step in STEPS.items():
        value, reason, filling = step(a, b)
        steps.append(Weight(name, value, (reason, filling)))
    return Comparison(round(sum(step.score for step in steps), 6), tuple(steps))


def score(a: Card, b: Card) -> float:
    """The sum alone; stops where the rest cannot bring it above zero."""
    total = w.PRIOR
    for step in _ORDER:
        total += step(a, b)[0]
        if total < w.HOPELESS:
            break
    return round(total, 6)


def likely(a: Card, b: Card, limit: float) -> float | None:
    """The sum where it is above `limit`, else None: stops as soon as what is left cannot lift it there.

    Nearly all pairs that blocking proposes end here, so the order is from cheap to dear.
    """
    total = w.PRIOR + _article(a, b)[0] + _date(a, b)[0] + _place(a, b)[0] + _type(a, b)[0]
    rest = w.ACTOR_MOST
    if a.figures and b.figures:
        rest += w.FIGURES_BOUNDS[1]
    if a.people and b.people:
        rest += w.PERSON_SAME
    if total + rest + (w.SAME_WORDS if a.quote == b.quote else w.WORDS_SHARED[0][1]) <= limit:
        return None
    total += _words(a, b)[0]
    if total + rest <= limit:
        return None
    total = round(total + _actors(a, b)[0] + _figures(a, b)[0] + _people(a, b)[0], 6)
    return total if total > limit else None


def _article(a: Card, b: Card) -> Step:
    if a.article == b.article:
        return w.VETO, "the article itself tells them as two", ()
    return 0.0, "two articles", ()


def _date(a: Card, b: Card) -> Step:
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap > w.DATE_MAX_GAP:
        return w.VETO, "{} days apart", (gap,)
    if gap > 0:
        return w.DATE_GAP[gap], "{} day(s) apart", (gap,)
    if not (a.stated and b.stated):
        between = abs((a.published or a.last) - (b.published or b.last))
        return (
            w.DATE_UNSTATED + w.DATE_PUBLISHED_LATER * min(between, 3),
            "not stated in both; published {} day(s) apart",
            (between,),
        )
    if (a.first, a.last) == (b.first, b.last):
        return w.DATE_SAME_DAY, "the same days are stated", ()
    return w.DATE_OVERLAP, "the days overlap", ()


def _place(a: Card, b: Card) -> Step:
    if not a.country or not b.country:
        return w.PLACE_UNSTATED, "not stated in both", ()
    if a.country != b.country:
        return w.COUNTRY_OTHER, "{} is not {}", (a.country, b.country)
    if a.place == b.place:
        if a.once:
            return w.PLACE_SAME_ONCE, "the same {}, seldom a scene twice", (a.level,)
        return w.PLACE_SAME.get(a.level, 0.5), "the same {}", (a.level,)
    if a.lat is None or b.lat is None:
        return 0.0, "a point is missing", ()
    km = kilometres(a, b)
    if a.level in FINE and b.level in FINE:
        return next((gain for limit, gain in w.PLACE_NEAR if km <= limit), w.PLACE_FAR), "{} km apart", (round(km),)
    if a.division and a.division == b.division and "province" in (a.level, b.level):
        return w.PLACE_IN_DIVISION, "{} names the province of the other", (a.division,)
    if km <= a.reach + b.reach:
        return w.PLACE_INSIDE, "{} km apart, within the area that one names", (round(km),)
    return w.PLACE_APART, "{} km apart, outside the area that one names", (round(km),)


def kilometres(a: Card, b: Card) -> float:
    """Great-circle distance; both cards must have a point."""
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def _type(a: Card, b: Card) -> Step:
    if a.sub_event_type == b.sub_event_type:
        return w.SUB_SAME, "{} in both", (a.sub_event_type,)
    if a.event_type == b.event_type and a.event_type != _PEACE:
        return w.TYPE_SAME, "{} in both", (a.event_type,)
    if related(a, b):
        if "Attack" in (a.sub_event_type, b.sub_event_type):
            return w.TYPE_GENERIC, "{} may be told as {}", (a.sub_event_type, b.sub_event_type)
        return w.TYPE_RELATED, "{} may be told as {}", (a.sub_event_type, b.sub_event_type)
    return w.TYPE_OTHER, "{} is not {}", (a.sub_event_type, b.sub_event_type)


def related(a: Card, b: Card) -> bool:
    """Whether one incident may be told as both sub-types."""
    subs = {a.sub_event_type, b.sub_event_type}
    if subs <= _SEIZURES:
        return True
    if subs & _SEIZURES:
        return False
    crowds = (a.event_type in _CROWDS) + (b.event_type in _CROWDS)
    if crowds == 1:
        return bool(subs & _FORCE_AT_CROWDS) and _PEACE not in (a.event_type, b.event_type)
    peaceful = (a.event_type == _PEACE) + (b.event_type == _PEACE)
    return peaceful == 0 or (peaceful == 1 and bool(subs & _DAMAGE))


def _actors(a: Card, b: Card) -> Step:
    straight = _party(a.actor1, b.actor1), _party(a.actor2, b.actor2)
    total = straight[0][0] + straight[1][0]
    if total < w.ACTOR_NAME and (a.actor1 or a.actor2):
        swapped = _party(a.actor1, b.actor2), _party(a.actor2, b.actor1)
        turned = swapped[0][0] + swapped[1][0] + w.ACTOR_SWAPPED
        if turned > total:
            return turned, "told the other way round: {}; {}", (swapped[0][1], swapped[1][1])
    return total, "{}; {}", (straight[0][1], straight[1][1])


def _party(a: tuple[Side, ...], b: tuple[Side, ...]) -> tuple[float, Said]:
    if not a or not b:
        return 0.0, ("not stated in both", ())
    named_a, named_b = [x for x in a if not x.generic], [x for x in b if not x.generic]
    if named_a and named_b:
        if names := {x.name for x in named_a} & {x.name for x in named_b}:
            return w.ACTOR_NAME, _listed(sorted(names))
        if sides := {s for x in named_a for y in named_b if (s := shared_side(x.side, y.side))}:
            return w.ACTOR_SIDE, ("one side ({})", (", ".join(sorted(sides)),))
        return w.ACTOR_OTHER, ("{} is not {}", (named_a[0].name, named_b[0].name))
    kinds = {x.name for x in a} & {x.name for x in b}
    return (w.ACTOR_KIND, _listed(sorted(kinds))) if kinds else (0.0, ("a kind of people only", ()))


def _listed(parts: Sequence[object]) -> Said:
    return ", ".join(["{}"] * len(parts)), tuple(parts)


def shared_side(a: str, b: str) -> str:
    """The alignment two parties share: equal, or one a part of the other ("syria" and "syria.gov"); "" where none."""
    if not a or not b:
        return ""
    short, long = sorted((a, b), key=len)
    return short if long == short or long.startswith(f"{short}.") else ""


def _figures(a: Card, b: Card) -> Step:
    total, reasons = 0.0, []
    later = (a.published or 0) - (b.published or 0)
    for name, mine in a.figures.items():
        if name in b.figures:
            gain, why = _figure(mine, b.figures[name], later)
            total += gain
            reasons.append(("{} {}", (name, why)))
    least, most = w.FIGURES_BOUNDS
    return max(least, min(most, total)), *(_listed(reasons) if reasons else ("none in both", ()))


def _figure(a: Bounds, b: Bounds, later: int) -> tuple[float, Said]:
    """`later`: days by which the first was published after the second. A toll that has risen since contradicts less."""
    x, y = a[0] if a[0] is not None else a[1], b[0] if b[0] is not None else b[1]
    if x is None or y is None:
        return 0.0, ("open", ())
    if x == y:
        return next((gain for least, gain in w.FIGURE_EQUAL if x >= least), 0.0), ("{} in both", (x,))
    ratio = min(x, y) / max(x, y)
    gain = next(gain for least, gain in w.FIGURE_RATIO if ratio >= least)
    if gain < 0 and (x - y) * later > 0:
        return gain * w.FIGURE_RISING, ("{} and {}, rising", (x, y))
    return gain, ("{} and {}", (x, y))


def _people(a: Card, b: Card) -> Step:
    if a.people and b.people and (shared := set(a.people) & set(b.people)):
        return w.PERSON_SAME, *_listed(sorted(shared))
    return 0.0, "no name in both", ()


def _words(a: Card, b: Card) -> Step:
    least = min(len(a.words), len(b.words))
    if least < w.WORDS_LEAST:
        return w.WORDS_FEW, "too few words to tell", ()
    if a.quote == b.quote:
        return w.SAME_WORDS, "the very same sentence", ()
    share = len(a.words & b.words) / least
    return (
        next(gain for limit, gain in w.WORDS_SHARED if share >= limit),
        "{} of the words of the shorter sentence",
        (f"{share:.0%}",),
    )


STEPS: dict[str, Callable[[Card, Card], Step]] = {
    "article": _article, "date": _date, "place": _place, "type": _type, "words": _words, "actors": _actors,
    "figures": _figures, "people": _people,
}  # fmt: skip
_ORDER = tuple(STEPS.values())
