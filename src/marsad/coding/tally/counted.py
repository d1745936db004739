"""A count over several incidents as found in one sentence, with what stands nearest to it: place, period, source, whose and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import unwaw
from marsad.coding.incident.actors import choose
from marsad.coding.incident.attribution import cited
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.reading import within
from marsad.coding.sentence.view import SentenceView
from marsad.coding.tally.spans import told_period
from marsad.model.document import Role
from marsad.model.record import Figure, TallySource
from marsad.places.locate import PlaceFound

LARGE = 1000  # no single incident of the codebook's kind in an Arabic report has a toll this high without being a sum
MANY_PEOPLE = 100  # fewer displaced or held people belong to one incident's story
LEAST = 3  # smaller tolls are told of single incidents
DOZENS = frozenset({20})  # "عشرات" without an upper bound
CLAUSE_ENDS = frozenset({"،", "؛", ".", ":", "فضلا", "اضافه"})
NUMBER_OF_WITHIN = 9  # words from "عدد" to the number ("عدد النازحين داخل البلاد واللاجئين إلى الخارج …")


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


def found_at(
    view: SentenceView,
    first: int,
    last: int,
    count: Figure,
    what: str,
    draft: Draft | None = None,
    who: Participant | None = None,
) -> Found:
    """A count at tokens[first:last] with what its sentence tells beside it. `draft`, `who`: whose toll it is, where it is one."""
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
    if draft is not None and who is not None:
        actor = tuple(dict.fromkeys(n.name for p in draft.agents if p is not who for n in p.named if n.organisation))[
            :2
        ]
        hurt = [who]
    said = [n for p in hurt if p.named for n in choose(p, "patient")]  # "40 ألف قتيل" does not say who they were
    victim = tuple(dict.fromkeys(n.name for n in said if n.name not in actor))[:3]
    span = (first, last)
    return Found(
        view, first, last, count, what, actor, victim, _place(view, span), told_period(view, span), _source(view, span)
    )


def _place(view: SentenceView, count: tuple[int, int]) -> str | None:
    """The place told nearest to a count, before all one that a preposition or a type noun leads in; a land that the article
    counts in ("في تركيا") stands among them."""
    lands = within(view.reading.lands, view.sentence.first, view.sentence.last)
    told = sorted((p for p in (*view.places, *lands) if p.place is not None), key=lambda p: p.first)
    outer = {id(b) for a, b in pairwise(told) if b.first - a.last <= _NESTED_WITHIN and not _listed(view, a, b)}

    def distance(place: PlaceFound) -> tuple[bool, int]:
        led = place.typed is not None or view.norms[place.first - 1] in _WHERE or view.norms[place.first][0] == "ب"
        return not led, max(place.first - count[1], count[0] - place.last)

    near = min((p for p in told if id(p) not in outer), key=distance, default=None)
    return near.place.name if near is not None and near.place is not None else None


_WHERE = frozenset({"في", "وفي", "من", "داخل", "علي", "شمال", "جنوب", "شرق", "غرب", "وسط"})
_NESTED_WITHIN = 2  # words between "الغوطة الشرقية" and the "دمشق" that it lies near


def _listed(view: SentenceView, a: PlaceFound, b: PlaceFound) -> bool:
    """ "حلب وإدلب", "حلب، إدلب": neither lies in the other."""
    between = view.norms[a.last : b.first + 1]
    return any(n == "،" or n.startswith("و") for n in between)


def _source(view: SentenceView, count: tuple[int, int]) -> TallySource | None:
    """The source cited for a count: the one told nearest to it."""
    start, end = view.reading.span(*count)
    ref = min(cited(view), key=lambda r: max(r.start - end, start - r.end), default=None)
    return TallySource(ref.name, ref.text) if ref is not None else None


def figure_told(view: SentenceView, number: Number) -> Figure:
    """ "تجاوز عدد النازحين 11 مليونا": at least so many."""
    before = view.norms[max(view.sentence.first, number.first - NUMBER_OF_WITHIN - 1) : number.first]
    at = max((i for i, n in enumerate(before) if unwaw(n) in _EXCEEDS), default=None)
    above = at is not None and not any(n in CLAUSE_ENDS or n.isdecimal() for n in before[at:])
    above = above and (not at or before[at - 1] not in _NOT)
    return Figure(number.low, None if above else number.high)


_NOT = frozenset({"لم", "لا", "لن", "ولم", "ولا"})
_EXCEEDS = frozenset({"تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "فاق", "يفوق", "تخطي", "يتخطي"})


def hangs_on_b(view: SentenceView, number: Number) -> bool:
    """ "بنحو 40 ألفا", "بـ20": the number hangs on "ب"."""
    return view.norms[number.first].startswith("ب") and not view.norms[number.first].isdecimal()


def in_a_headline(view: SentenceView) -> bool:
    """Is it the title or the subtitle?"""
    return view.sentence.role in (Role.TITLE, Role.SUBTITLE)
