"""Who was struck: those whom the headline and the first sentence that says who they are name; where nobody is named, whose country was fired
at, whose building was hit, and who is told by a name alone."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.incident.actors import Forces
from marsad.coding.incident.figures import HARMED
from marsad.coding.lexicon import Lexicon
from marsad.coding.people.participants import FACTIONS, Participant
from marsad.coding.roles.objects import object_struck, post_at
from marsad.coding.sentence.draft import (
    Draft,
    sides,
)
from marsad.coding.sentence.reading import Reading
from marsad.coding.sentence.view import SentenceView
from marsad.model.document import Role
from marsad.model.record import ActorRef, PlaceRef

TOLD_WITHIN = 3  # sentences that say who was struck; those after them go on to other things


def struck_in(drafts: Sequence[Draft], doers: set[str]) -> list[Participant]:
    """Those it was done to: all that the headline and the first sentence which says who they are name. Later sentences tell of
    other incidents too ("وشهدت المحافظة من قبل تفجيرات طالت مقاتلين"): they add to mere numbers and "people", and allies."""
    told: dict[int, list[Draft]] = {}
    for d in drafts:
        told.setdefault(d.sentence.number, []).append(d)
    found: list[Participant] = []
    closed = False
    naming = 0
    for same in told.values():
        struck = [p for d in same for p in _other_side(d, doers)]
        allies = {n.side for p in found for n in p.named if n.side}
        found += [p for p in struck if not closed or any(n.side in allies for n in p.named)]
        headline = same[0].sentence.role in (Role.TITLE, Role.SUBTITLE)
        described = not all(_undescribed(p) for p in found)
        naming += bool(struck)
        closed = closed or (not headline and described) or naming == TOLD_WITHIN
    return found


def harmed_beside(drafts: Sequence[Draft]) -> list[Participant]:
    """ "وأصيب سبعة مدنيين في الهجوم": people without arms whom a later sentence counts among those hit by the one blow."""
    if any(d.has("clash", "clash_soft", "repel", "operation") for d in drafts):
        return []
    back = [d for d in drafts if any(u.hit.definite and not u.verb and u.frame.family == "violence" for u in d.uses)]
    told = [c.who for d in back if not d.separate for c in d.counts if c.key in HARMED and c.stated and not c.tally]
    return [p for p in told if p.civil and p.counted and not p.part and not _undescribed(p)]


def _other_side(draft: Draft, doers: set[str]) -> list[Participant]:
    """The patients; in a fight that is told from the other side ("القتال بين المتمردين والجيش") those who are not the doers."""
    if draft.has("clash") and sides(draft.patients) & doers and not sides(draft.agents) & doers:
        return draft.agents
    return draft.patients


def _undescribed(p: Participant) -> bool:
    """A number, "people", a proper name, "hostages": who they are may yet be told."""
    hostages = p.kinds == {"detainee"} and all(n.name == "Civilians" for n in p.named)
    return (hostages or p.kinds <= {"person", "unknown", "family", "named", "them"}) and not any(
        n.organisation for n in p.named
    )


def foreigners(people: Sequence[Participant], country: str) -> bool:
    """Somebody of another nation is among them ("أربعة أميركيين هم جنديان ومدنيان"): soldiers may be of that army."""
    stated = {n.entry.removeprefix("nation.").upper() for p in people for n in p.named if n.entry.startswith("nation.")}
    return bool(stated - {country})


def without_bystanders(actor2: tuple[ActorRef, ...], sub_type: str) -> tuple[ActorRef, ...]:
    """ "سيطر الجيش على البلدة وقتل مدنيون", "وأصيب شبان في الصدامات": where land changes hands or a crowd riots, people without arms are
    no other side; beside forces or a faction that were struck from afar, dead of whom nothing is said are theirs ("قتل 12 شخصا في قصف
    على مقر للحزب"); and "المشتبه بهم" who are arrested are told as nobody yet."""
    if sub_type in _BETWEEN_SIDES:
        return tuple(a for a in actor2 if a.name != "Civilians")
    if sub_type in FROM_AFAR and any(a.actor_class != "Civilians" for a in actor2):
        return tuple(a for a in actor2 if a.entry not in UNTOLD)
    if sub_type == "Arrests":
        return tuple(a for a in actor2 if a.entry != _SUSPECT)
    return actor2


_BETWEEN_SIDES = frozenset(
    {"Government regains territory", "Non-state actor overtakes territory", "Violent demonstration"}
)
FROM_AFAR = ("Shelling/artillery/missile attack", "Air/drone strike")
UNTOLD = ("group.person", "group.person.01", "group.person.02")  # a number, شخص, رجل: of whom nothing else is said
_SUSPECT = "group.suspect.01"  # entry of groups.tsv: مشتبه به, مشتبه بهم

_SHORTEST_NAME = 3  # letters


def by_name(reading: Reading, drafts: Sequence[Draft]) -> tuple[ActorRef, ...]:
    """ "اعتقلت السلطات سارة حسين": who is told by name alone bore no arms."""
    for p in (c.who for d in drafts for c in d.own if c.who.kinds == {"named"}):
        if len(reading.tokens[p.first].norm) < _SHORTEST_NAME:
            continue
        start, end = reading.span(p.first, p.last)
        return (ActorRef("Civilians", reading.quote(p.first, p.last), start, end, "group.person", "Civilians"),)
    return ()


def fired_at(actor1: Sequence[ActorRef], place: PlaceRef, lexicon: Lexicon) -> tuple[ActorRef, ...]:
    """ "أطلق الحوثيون صاروخا على جازان": a group's missiles into a country that is not its own, where nobody is told to have been
    struck, were fired at that state."""
    country = place.country or ""
    homes = [lexicon.homes.get(a.entry, "") for a in actor1 if a.actor_class in FACTIONS]
    abroad = (
        bool(homes) and len(homes) == len(actor1) and all(home and country not in home.split(",") for home in homes)
    )
    if not abroad or country not in lexicon.nations:
        return ()
    entry = f"nation.{country.lower()}"
    return (ActorRef(lexicon.nations[country], place.text, place.start, place.end, entry, "State forces"),)


_SOLDIERS = "group.state.01"  # entry of groups.tsv: جندي, جنود


def whose_object(
    reading: Reading,
    drafts: Sequence[Draft],
    views: Sequence[SentenceView],
    forces: Forces | None,
) -> tuple[ActorRef, ...]:
    """ "غارة على مدرسة", "هاجم مسلحون قاعدة عسكرية": of civilians, or of the soldiers of the scene's country."""
    found = object_struck(drafts, views)
    if found is None:
        return ()
    start, end = reading.span(found.first, found.last)
    quote = reading.quote(found.first, found.last)
    if not found.military:
        return (ActorRef("Civilians", quote, start, end, "group.person", "Civilians"),)
    if forces is None:
        return ()
    return (ActorRef(forces.soldiers, quote, start, end, _SOLDIERS, "State forces"),)


def garrison(
    reading: Reading, views: Sequence[SentenceView], place: PlaceRef, forces: Forces | None
) -> tuple[ActorRef, ...]:
    """ "تفجير في مسجد قوات الطوارئ": whose building or post the scene itself is."""
    found = post_at(place, reading.tokens, views) if forces else None
    if forces is None or found is None:
        return ()
    start, end = reading.span(found.first, found.last)
    quote = reading.quote(found.first, found.last)
    return (ActorRef(forces.soldiers, quote, start, end, _SOLDIERS, "State forces"),)


def of_a_foe(actor1: Sequence[ActorRef], place: PlaceRef | None, lexicon: Lexicon) -> bool:
    """Nobody, groups, or an army that the scene's country did not call (`uncalled.tsv`): its bases are then its army's. Whom another
    state strikes in bases there ("غارات التحالف على قاعدة جوية") the text does not say."""
    country = (place.country if place else "") or ""
    return all(a.actor_class in FACTIONS or (a.name, country) in lexicon.uncalled for a in actor1)
