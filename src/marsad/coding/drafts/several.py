"""One clause that tells of several incidents: attacks in the plural or dual at more than one scene, and their joint toll."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.clauses import SETTLED
from marsad.coding.sentence.draft import Draft, Use
from marsad.model.document import Role
from marsad.places.geometry import km
from marsad.places.locate import LOCATIVE, PlaceFound

if TYPE_CHECKING:
    from marsad.coding.sentence.view import SentenceView

_AND_PLACE = frozenset({"ومدينه", "وبلده", "وقريه", "وقضاء", "وناحيه", "ومحافظه", "وحي", "ومنطقه", "ومديريه"})
_WIDE = frozenset({"country", "region", "province"})
_ONE_OF = frozenset({"احدي", "باحدي", "اكبر", "اهم", "ابرز", "كبري", "ثاني", "ثالث"})  # "في أكبر مدن البلاد"
_A_SERIES = "سلسله"


def several_told(view: SentenceView, draft: Draft) -> bool:
    """Event words in the plural or dual, and more than one scene: two places, "مناطق متفرقة", "حادثين منفصلين", two days."""
    if view.sentence.role in (Role.TITLE, Role.SUBTITLE):
        return False
    said = view.norms[draft.first : draft.last]
    words = [n.removeprefix("و").removeprefix("ب").removeprefix("ال") for n in said]
    if view.words["several"].isdisjoint(words):
        return False
    exact = draft.place is not None and draft.place.where.level not in _WIDE
    joined = [
        n.removeprefix("و")
        for before, n in pairwise(["", *said])
        if (n[0] == "و" or not exact) and before not in _ONE_OF
    ]  # "السويداء وقرى في ريفها"
    areas = not view.words["areas"].isdisjoint(joined)
    apart = view.words["apart"].intersection(words)
    if apart == {_A_SERIES} and (draft.has("strike") or exact) and draft.place is not None and draft.date is not None:
        apart = frozenset()  # "سلسلة غارات على مواقع في صعدة أمس": one episode, where one place is told
    if apart or (areas and draft.date is None) or blows_on_areas(view, draft):
        return True
    days = {
        d.start
        for d in view.dates
        if d.kind == "absolute" and d.precision == "day" and draft.first <= d.first < draft.last
    }
    return len(days) > 1 or _two_scenes(view, draft)


_MANY_BLOWS = frozenset({"هجمات", "تفجيرات", "انفجارات", "اعتداءات"})  # and not strikes, of which one episode has many
_STRUCK = frozenset({"استهدفت", "ضربت", "هزت", "طالت"})


def blows_on_areas(view: SentenceView, draft: Draft) -> bool:
    """ "مقتل 21 في هجمات استهدفت مناطق في بغداد": attacks on areas of one town, told together."""
    said, areas = view.norms[draft.first : draft.last], view.words["areas"]
    return any(
        a.removeprefix("ال") in _MANY_BLOWS and b in _STRUCK and c in areas
        for a, b, c in zip(said, said[1:], said[2:], strict=False)
    )


def _two_scenes(view: SentenceView, draft: Draft) -> bool:
    """Two places of one level side by side: "في قضاء المقدادية وناحية كنعان", "سوريا والعراق"."""
    found = [p for p in view.places if p.place is not None and draft.first <= p.first < draft.last]
    found = [p for p in found if p.relation != "between"]  # "بين مديرية التحيتا ومدينة زبيد": one scene
    if any(t.norm in _AND_PLACE for p in found for t in view.tokens[p.first + 1 : p.last]):
        return True
    for a, b in pairwise(found):
        coordinated = any(t.norm.startswith("و") for t in view.tokens[a.last : min(b.first + 1, draft.last)])
        if (
            b.first - a.last <= 2
            and coordinated
            and _alike(a.where.level, b.where.level)
            and a.where.entry != b.where.entry
        ):
            return True
    return False


def _alike(level: str, other: str) -> bool:
    """A town beside a district is a second scene, a province named after its town is the same one."""
    return level == other or not {level, other} & _WIDE


_POINTS = {**SETTLED, "district": "town"}  # "قضاء X" is told of the town and of its district


def coordinated_scenes(view: SentenceView, draft: Draft) -> list[PlaceFound]:
    """ "في قضاء المقدادية وناحية كنعان": settled places of one draft side by side, joined by "و"; [] without two. A name that no
    table has ("بنش وبلدات طعوم وسرمين") stands among them and is passed over."""
    inside = [p for p in view.places if draft.first <= p.first < draft.last]
    found = [p for p in inside if p.relation != "between"]
    run: list[PlaceFound] = []
    before: PlaceFound | None = None  # the last in the row, with a place or without
    for p in found:
        beside = before is not None and p.first - before.last <= 1
        joined = beside and before is not None and view.norms[min(before.last, p.first)].startswith("و")
        if p.place is None:
            before = p if joined and run else before
        elif joined and run and _one_row(run[-1], p):
            run, before = [*run, p], p
        elif len(run) > 1:
            break
        else:
            run, before = [p], p
    return run if len(run) > 1 else []


def _one_row(a: PlaceFound, b: PlaceFound) -> bool:
    """Places of one kind: two towns, two quarters, what one word names together ("في محافظتي نينوى وصلاح الدين"), or a town and a
    site far from it ("مدينة الأبيض ومطار نيالا")."""
    alike = _POINTS.get(a.where.level) is not None and _POINTS.get(b.where.level) == _POINTS.get(a.where.level)
    together = a.typed in _TOGETHER | _PROVINCES and a.where.level == b.where.level
    exact = _EXACT.issuperset((a.where.level, b.where.level)) and _km(a, b) >= _FAR_KM
    return (alike or together or exact) and a.where.entry != b.where.entry


_EXACT = frozenset({"town", "village", "district", "site"})


def _km(a: PlaceFound, b: PlaceFound) -> float:
    """Kilometres between two places; 0 where one of them has no point."""
    if a.where.lat is None or a.where.lon is None or b.where.lat is None or b.where.lon is None:
        return 0.0
    return km(a.where.lat, a.where.lon, b.where.lat, b.where.lon)


# "قصف مواقع في مديريتي X وY", "قصف بلدات X وY وZ": words before two or more places
_TOGETHER = frozenset({"مديريتي", "مدينتي", "بلدتي", "بلدتا", "قريتي", "قريتا", "محافظتي", "منطقتي", "بلدات", "قري", "مدن", "مناطق", "مديريات", "جبهتي", "جبهات", "محوري", "محاور", "مخيمي"})  # fmt: skip
_PROVINCES = frozenset({"محافظات", "ولايتي", "ولايات"})
_IN_EACH = (
    "strike",
    "attack",
    "clash",
    "arrest",
    "raid",
    "protest",
    "destroy",
    "overtake",
    "retake",
)  # what happens in each of two towns
_BLOWS = frozenset(
    {"bomb", "strike", "attack", "clash", "shoot", "raid"}
)  # frames of deeds that are told in the dual or plural


def at_each_scene(view: SentenceView, draft: Draft) -> list[Draft]:
    """ "انفجار عبوتين في قضاء المقدادية وناحية كنعان": an incident at each place; their joint toll is a tally of its own."""
    further = [
        replace(draft, place=_scene_of(p), counts=[c for c in draft.counts if c.who.first > p.first])
        for p in [*_another_in(view, draft), *_spread_to(view, draft)]
    ]
    if further:
        return [draft, *further]
    many = any(_many(view, draft, u) for u in draft.uses) and several_told(view, draft)
    if not many and not (draft.has(*_IN_EACH) and draft.place is not None):
        return [draft]
    scenes = coordinated_scenes(view, draft)
    provinces = [p for p in scenes if p.typed in _PROVINCES]
    if provinces and (provinces[0].relation not in LOCATIVE or not draft.has("protest", "arrest")):
        return [draft]  # air raids on several provinces are a summary; "5 ولايات ترفض الإضراب" names a party
    together = any(_named_together(view, p) for p in scenes) and not any(
        p.where.level == "neighbourhood" for p in scenes
    )
    together = together and not (draft.anaphoric and not draft.has("strike"))
    far = draft.has(*_TOLD_OF_EACH) and _told_anew(draft) and _far_apart(view, scenes)
    if draft.place not in scenes or not (many or together or far):
        return [draft]
    return [
        replace(
            draft,
            place=_scene_of(place) if far else place,
            counts=[replace(c, tally=c.tally or (c.stated and not many)) for c in draft.counts],
        )
        for place in scenes
    ]


_ANOTHER = frozenset({"واخري", "واخر", "ومثلها", "ومثله", "ومثلهم"})


def _another_in(view: SentenceView, draft: Draft) -> list[PlaceFound]:
    """ "مظاهرة في القرنة وأخرى في أبو الخصيب": places of one more of the same, told with a word for the deed alone."""
    if not draft.has(*_TOLD_OF_EACH, "bomb", "raid") or draft.place is None or draft.toll_only:
        return []
    out = []
    for p in view.places:
        if p.place is None or not draft.head.last <= p.first < draft.last or p.relation not in ("in", "near", "to"):
            continue
        before = view.norms[max(draft.head.last, p.first - _ANOTHER_WITHIN) : p.first]
        if not _ANOTHER.isdisjoint(before) and p.where.entry != draft.place.where.entry:
            out.append(p)
    return out


_ANOTHER_WITHIN = 3  # words from "وأخرى" to its place ("وأخرى في مدينة …")
_SPREADS = frozenset({"امتدت", "امتد", "اتسعت", "انتقلت", "توسعت", "تمددت", "وصلت"})
_SPREAD_WITHIN = 6  # words from "امتدت" to the first place ("وامتدت أمس إلى محافظات أخرى مثل")


def _spread_to(view: SentenceView, draft: Draft) -> list[PlaceFound]:
    """ "المظاهرات التي انطلقت في البصرة وامتدت إلى العمارة والناصرية": places that a demonstration or a fight reached."""
    if not draft.has("protest", "clash") or draft.place is None:
        return []
    said = view.norms[draft.first : draft.last]
    at = next((draft.first + i for i, n in enumerate(said) if unwaw(n) in _SPREADS), None)
    if at is None or "الي" not in view.norms[at + 1 : at + 3]:
        return []
    out: list[PlaceFound] = []
    for p in view.places:
        if p.place is None or not at < p.first < draft.last or p.where.level in _WIDE:
            continue
        near = p.first - at <= _SPREAD_WITHIN if not out else p.first - out[-1].last <= 1
        if near and p.where.entry != draft.place.where.entry:
            out.append(p)
    return out


def _named_together(view: SentenceView, p: PlaceFound) -> bool:
    return p.typed in _TOGETHER | _PROVINCES or view.norms[p.first - 1] in _TOGETHER


def _told_anew(draft: Draft) -> bool:
    """ "سقطت صواريخ على قواعد في …", "أصابت الغارات أهدافا قرب …", and not "القتال في درعا والقنيطرة", which is a topic."""
    head = draft.sentence.role in (Role.TITLE, Role.SUBTITLE)
    return not head and not (draft.anaphoric and not draft.has("strike"))


def _far_apart(view: SentenceView, scenes: list[PlaceFound]) -> bool:
    """ "قصف مواقع في حلب وحماة", "تظاهرات في تونس وصفاقس": towns that no one incident reaches, told with "in" or "near"."""
    if not scenes or (
        scenes[0].relation not in ("in", "near", "to") and view.norms[scenes[0].first - 1] not in _AMONG_THEM
    ):
        return False
    return all(
        km(a.where.lat, a.where.lon, b.where.lat, b.where.lon) >= _FAR_KM
        for a, b in combinations(scenes, 2)
        if a.where.lat is not None and b.where.lat is not None
    )


def _scene_of(p: PlaceFound) -> PlaceFound:
    """ "بينها الموصل", "وتلعفر": in the list of scenes a bare name says as much as one with "in"."""
    return p if p.relation in LOCATIVE else PlaceFound(p.first, p.last, "in", p.typed, lambda: p.answer)


_TOLD_OF_EACH = ("strike", "attack", "clash", "protest")
_AMONG_THEM = frozenset({"بينها", "منها", "بينهما", "ابرزها", "مثل"})  # "قرب تسع مدن بينها الموصل ومخمور"
_FAR_KM = 15.0  # towns nearer to each other may share one fight or raid


def _many(view: SentenceView, draft: Draft, use: Use) -> bool:
    """The deed itself is in the dual or plural, or what it was done with: "غارتين", "انفجار عبوتين"."""
    near = view.tokens[use.first : min(use.last + 1, view.sentence.last)]
    said = {t.norm.removeprefix("و").removeprefix("ب").removeprefix("ال") for t in near}
    if use.trigger.frame == "bomb" and not any(c.stated for c in draft.counts):
        return False  # "دوي انفجارات في حي X وحي Y": what was heard
    return use.trigger.frame in _BLOWS and not view.words["several"].isdisjoint(said)
