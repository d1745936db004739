"""What a side is called: the names of its people, organisations before the nouns that stand for them, soldiers of no named army by the
country of the scene, a crowd before the forces that face it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import unwaw
from marsad.coding.people.participants import ARMED_CLASSES, AUTHORITY, FACTIONS, STATES, Named, Participant
from marsad.coding.sentence.draft import (
    FOLLOWERS,
    Draft,
)
from marsad.coding.sentence.reading import Reading
from marsad.model.record import ActorRef

_MEMBER_OF = "group.family.01"  # فرد, أفراد: of a family or of a force
_SETTLERS = frozenset({"settlers"})  # who attack are an actor, who are attacked civilians
_UNITS = "group.state.10"  # entry of groups.tsv: "دورية", "رتل عسكري"
_ALLIES = 4  # nations that one phrase names together

_CIVIL = frozenset(
    {
        "civilian",
        "person",
        "journalist",
        "aid",
        "health",
        "official",
        "detainee",
        "family",
        "worker",
        "religious",
        "protester",
        "rioter",
    }
)  # kinds of people who bear no arms


def choose(p: Participant, role: str = "", *, crowd: bool = False) -> list[Named]:
    """Names of a participant: the organisation where there is one, civilians by their noun, a nation by its forces."""
    organisations = [n for n in p.named if n.organisation]
    nations = [n for n in p.named if n.entry.startswith("nation.")]
    groups = [n for n in p.named if not n.organisation and n not in nations and n.name]
    if p.armed and len(groups) > 1 and groups[0].entry == _MEMBER_OF:
        groups = groups[1:]  # "أفراد من الشرطة" are no family
    if len(groups) > 1 and groups[0].entry == _UNITS and groups[1].actor_class == "State forces":
        groups = groups[1:]  # "دورية للشرطة": whose unit it is
    civil = (p.kinds - {"family"} if _MEMBER_OF in {n.entry for n in p.named} and p.armed else p.kinds) & _CIVIL
    if role == "patient" and any(n.entry in _SETTLERS for n in organisations) and "armed" not in p.kinds:
        return [Named("Civilians", n.entry, n.first, n.last, "Civilians") for n in organisations[:1]]
    if organisations and role == "agent" and not crowd and groups and groups[0].entry == FOLLOWERS:
        return organisations[:2]  # "اعتدى مناصرو الحزب على مرشح"
    if civil == {"person"} and not organisations and len(groups) > 1:
        armed = [n for n in groups[1:] if n.actor_class in FACTIONS and n.first == groups[0].last]
        if armed:
            return armed[:1]  # "قتلت الشرطة رجلين مسلحين"
    if role == "patient" and civil == {"official"} and any(n.actor_class in FACTIONS for n in organisations):
        return organisations[:1]  # "المسؤول العسكري في الجبهة"
    if civil and groups and not (organisations and groups[0].entry == _MEMBER_OF and p.armed):
        return groups[:1]
    if organisations:
        return organisations[:2]
    if nations and (p.kinds & {"state", AUTHORITY} or (not p.kinds and not p.counted and role != "patient")):
        together = all(a.last == b.first for a, b in pairwise(nations))
        # "الضربة الأميركية البريطانية الفرنسية"
        return nations[:_ALLIES] if role == "agent" and together else nations[:1]
    if groups:
        return groups[:1]
    if (
        p.kinds == {"unknown"}
        or (p.outcome and not p.lost)
        or p.others
        or (nations and (p.counted or "person" in p.kinds))
    ):
        return [Named("Civilians", "group.person", p.first, p.last, "Civilians")]
    return []


def actors_of(
    reading: Reading,
    people: Sequence[Participant],
    role: str,
    other: set[str] | None = None,
    *,
    crowd: bool = False,
) -> tuple[ActorRef, ...]:
    """Actors each name once; organisations are preferred to the nouns that stand for them ("مسلحون" of a named group)."""
    refs = _mentioned(reading, people, role, crowd=crowd)
    _without_stand_ins(refs, people, role)
    mutual = {n.name for p in people if p.slot == "and" for n in p.named}  # "بين قبيلتين"
    for name in [
        n for n in refs if n in (other or ()) and n not in mutual
    ]:  # in the order of mention: which one stays must not be chance
        refs.pop(name, None)
    return tuple(refs.values())


def _mentioned(reading: Reading, people: Sequence[Participant], role: str, *, crowd: bool) -> dict[str, ActorRef]:
    """Each name with its mention: the first in the order of people, of those struck the first in the text."""
    refs: dict[str, ActorRef] = {}
    for p in people:
        for named in choose(p, role, crowd=crowd):
            start, end = reading.span(p.first, p.last)
            ref = ActorRef(
                named.name, reading.quote(p.first, p.last), start, end, named.entry, named.actor_class, named.label
            )
            known = refs.get(ref.name)
            if known is None or (role == "patient" and ref.start < known.start):
                refs[ref.name] = ref
    return refs


def _without_stand_ins(refs: dict[str, ActorRef], people: Sequence[Participant], role: str) -> None:
    """Takes out nouns that stand for somebody whose name is among the others."""
    armed = [r for r in refs.values() if r.actor_class in ARMED_CLASSES]
    if "Unidentified armed group" in refs and (len(armed) > 1 if only_counted(people) else len(refs) > 1):
        armed.remove(refs.pop("Unidentified armed group"))
    for ref in armed:
        if ref.entry.endswith(".any") and any(not r.entry.endswith(".any") for r in armed):
            refs.pop(ref.name)  # "المتمردون" beside the name of theirs
    facing = any(p.slot in ("with", "and") and p.armed for p in people)
    suspects = any(
        p.kinds == {"suspect"} for p in people
    )  # "إيقاف شخصين": a sentence says of them what they are suspected of
    unknown = only_counted(people) if facing or suspects else not any(p.civil for p in people)
    if role == "patient" and "Civilians" in refs and len(refs) > 1 and unknown:
        refs.pop("Civilians")  # "قتلى", "الجرحى" beside those that are named: who they are is told
    branches = {n.side for p in people for n in p.named if n.organisation and n.entry != n.side}
    for ref in [r for r in refs.values() if r.entry in branches]:
        refs.pop(ref.name)  # "القاعدة" beside the name of its branch


_ANYBODY = "group.person.01"  # شخص, أشخاص
_ANYBODIES = frozenset({_ANYBODY, "group.person.02"})  # رجل, رجال


def only_counted(people: Sequence[Participant]) -> bool:
    """Are those without arms mere numbers and "persons" ("قتل تسعة أشخاص في اشتباكات بين الجيش ومسلحين")?"""
    return not any(p.civil and any(n.entry != _ANYBODY and not n.organisation for n in p.named) for p in people)


def without_the_untold(actor2: tuple[ActorRef, ...], struck: Sequence[Participant]) -> tuple[ActorRef, ...]:
    """ "مقتل 39 شخصا في اشتباكات بين فصيلين", "القبض على أربعة أشخاص": who fell in a fight or was arrested is told as a number or as
    "persons" alone, and nobody says that they bore no arms."""
    untold = all(_untold(p) for p in struck if any(n.name == "Civilians" for n in choose(p, "patient")))
    return tuple(a for a in actor2 if a.name != "Civilians") if untold else actor2


def _untold(p: Participant) -> bool:
    return p.kinds <= {"person", "unknown"} and all(n.entry in _ANYBODIES for n in p.named)


class Forces(NamedTuple):
    """Neutral names of the soldiers and of the security services of the country of a scene, where the text names neither."""

    soldiers: str
    security: str


_OCCUPIED = {"PS": ("Israel", "Palestinian Authority")}  # soldiers there are the occupier's, security services its own


def forces_of(country: str, nations: Mapping[str, str]) -> Forces | None:
    """Forces of the country of the scene, or, where no place is told, of the one that the article is about."""
    if country in _OCCUPIED:
        return Forces(*_OCCUPIED[country])
    return Forces(nations[country], nations[country]) if country in nations else None


_SECURITY = frozenset({"الامن", "قوات الامن", "رجال الامن", "عناصر الامن", "قوي الامن", "القوي الامنيه", "القوات الامنيه", "اجهزه الامن"})  # fmt: skip


def sided(
    refs: tuple[ActorRef, ...], event_type: str, forces: Forces | None, *, struck: bool = False
) -> tuple[ActorRef, ...]:
    """Soldiers of an unnamed army are those of the country of the scene; demonstrators who riot are rioters, the
    people they struck are not."""
    out: dict[str, ActorRef] = {}
    named = any(r.actor_class == "State forces" and r.name not in ("State forces", "Police") for r in refs)
    for ref in refs:
        if ref.name == "State forces" and named:
            continue
        security = word_key(ref.text).removeprefix("و") in _SECURITY
        if event_type in ("Protests", "Riots") and security and ref.actor_class == "State forces":
            ref = structs.replace(ref, name="Police")  # the forces that face a crowd at home
        elif ref.name == "State forces" and forces:
            ref = structs.replace(ref, name=forces.security if security else forces.soldiers)
        elif ref.name == "Civilians" and event_type == "Protests":
            ref = structs.replace(ref, name="Protesters")
        elif event_type == "Riots" and (ref.name == "Protesters" or (ref.name == "Civilians" and not struck)):
            ref = structs.replace(ref, name="Rioters")
        out.setdefault(ref.name, ref)
    return tuple(out.values())


def struck_first(actor1: tuple[ActorRef, ...], struck: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """ "طعن شاب جنديا إسرائيليا قبل أن يقتل برصاص الجيش": whose people are struck by another, and then answer, did not begin."""
    at = {a.name: a.start for a in struck}
    others = tuple(a for a in actor1 if not (a.name in at and at[a.name] < a.start))
    return others if others and others[0] == actor1[0] else actor1


def fliers(actor1: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Of those told with an air strike the states, where there are any: fighters of another clause flew nothing."""
    states = tuple(a for a in actor1 if a.actor_class in STATES)
    others = tuple(a for a in actor1 if a.actor_class not in STATES and a.actor_class not in FACTIONS)
    return (*states, *others) if states else actor1


def crowd_of(reading: Reading, drafts: Sequence[Draft], event_type: str) -> tuple[ActorRef, ...]:
    """A demonstration without a noun for its people is told by its own word ("مظاهرة", "احتجاجات"), here or in another sentence."""
    uses = [u for d in drafts for u in d.uses if u.frame.family == "protest"]
    if not uses:
        return ()
    start, end = reading.span(uses[0].first, uses[0].last)
    name = "Rioters" if event_type == "Riots" else "Protesters"
    return (ActorRef(name, reading.quote(uses[0].first, uses[0].last), start, end, uses[0].trigger.id, name),)


def forces_alone(actor1: Sequence[ActorRef], sub_type: str) -> bool:
    """ "اعتقلت قوات الاحتلال عشرين شابا إثر التظاهرة": the forces are no demonstrators."""
    return sub_type != "Excessive force against protesters" and all(a.actor_class == "State forces" for a in actor1)


def facing_a_crowd(
    actor1: tuple[ActorRef, ...], actor2: tuple[ActorRef, ...], event_type: str, sub_type: str
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Those who demonstrate are the first side and the forces that step in against them the second (CODEBOOK.md). Nobody stands against a peaceful one: its sentence tells of other deeds of the forces."""
    if event_type not in ("Protests", "Riots"):
        return actor1, actor2
    if actor1 and all(a.actor_class == "State forces" for a in actor1) and any(a.name == "Rioters" for a in actor2):
        others = tuple(a for a in actor2 if a.actor_class == "State forces")
        return tuple(a for a in actor2 if a not in others), (*actor1, *others)
    crowd = tuple(a for a in actor1 if a.actor_class != "State forces")
    if not crowd or len(crowd) == len(actor1):
        return actor1, actor2
    if sub_type == "Peaceful protest":
        return crowd, actor2
    known = {a.name for a in actor2}
    forces = tuple(a for a in actor1 if a.actor_class == "State forces" and a.name not in known)
    return crowd, (*actor2, *forces)


def against_a_crowd(
    actor1: tuple[ActorRef, ...], actor2: tuple[ActorRef, ...]
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """The crowd before the forces of a state that met it, whichever sentence told them first; gunmen and militias that shoot at it
    before the crowd ("أطلق مسلحون النار على متظاهرين")."""
    both = {a.name: a for a in (*actor1, *actor2)}.values()
    forces = tuple(a for a in both if a.actor_class in ARMED_CLASSES)
    crowd = tuple(a for a in both if a not in forces)
    gunmen = any(unwaw(word_key(a.text)).removeprefix("ال").startswith(_GUNMEN) for a in forces)
    state = not gunmen and all(a.actor_class in STATES for a in forces)
    return (crowd, forces) if state else (forces, crowd)


_GUNMEN = ("مسلحو", "مسلحي")
