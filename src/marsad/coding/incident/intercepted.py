"""Missiles and drones that were brought down: who fired them, and at whom.

"اعترضت الدفاعات الجوية صاروخا أطلقه الحوثيون": the deed is of those who fired it, and who caught it is the side it was fired at.
Whose a drone is that somebody shoots down may be nobody's attack: there only a word for firing says so."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.incident.merge import Incident
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Draft, flies, intercepts, launch_only, shot_down
from marsad.coding.sentence.view import SentenceView


def launchers(drafts: Sequence[Draft], tokens: Sequence[Token]) -> list[Participant]:
    """Who is told to have fired what was brought down: "صاروخا أطلقه الحوثيون", "صاروخ حوثي", "رصد إطلاق صاروخ من قبل الحركة"."""
    caught = [d for d in drafts if intercepts(d)]
    ours = {n.name for d in caught for p in d.agents for n in p.named if not _fired_by(tokens, p)}
    told = [p for d in drafts if launch_only(d) for p in d.agents]
    told += [p for d in caught for p in d.patients if not shot_down(d) or _fired_by(tokens, p)]
    told += [p for d in caught for p in d.agents if _fired_by(tokens, p)]
    return [p for p in told if _may_fire(p) and ours.isdisjoint(n.name for n in p.named)]


def _may_fire(p: Participant) -> bool:
    return p.armed and not p.outcome and any(n.organisation for n in p.named)


def _fired_by(tokens: Sequence[Token], p: Participant) -> bool:
    """ "صاروخ أطلقه الحوثيون", "صاروخا حوثيا", "صواريخ الحوثيين": right behind a word for firing or for what was fired."""
    lead = unwaw(tokens[p.first - 1].norm) if p.first else ""
    if lead in _BALLISTIC and p.first > 1:
        lead = unwaw(tokens[p.first - 2].norm)
    return lead.removesuffix("ا").removeprefix("ال") in _ARMS or lead in _FIRED


_ARMS = frozenset({"صاروخ", "صاروخين", "صواريخ", "مسيره", "مسيرات", "قذيفه", "قذايف", "مقذوف", "مقذوفات"})
_BALLISTIC = frozenset({"باليستي", "باليستيا", "بالستي", "بالستيا", "باليستيه", "بالستيه", "الباليستيه", "البالستيه"})
_FIRED = frozenset(
    {"اطلقه", "اطلقها", "اطلقته", "اطلقتها", "اطلقهما", "اطلقتهما", "اطلقوه", "اطلقوها", "اطلقت", "اطلق"}
)


def fill_launchers(incidents: Sequence[Incident], views: Sequence[SentenceView]) -> None:
    """ "واعترضت الدفاعات صاروخا فوق نجران": where the article tells of one party, and of one only, that it fired missiles or drones,
    it fired those too that were brought down without a word of who fired them."""
    open_ = [i for i in incidents if any(intercepts(d) and not shot_down(d) for d in i.drafts)]
    open_ = [i for i in open_ if any(map(flies, i.drafts))]
    open_ = [i for i in open_ if not launchers(i.drafts, views[0].tokens)]
    if not open_:
        return
    told: dict[str, Participant] = {}
    for view in views:
        if view.holds(_LAUNCHING):
            told |= {n.name: p for p in view.people if _may_fire(p) and _fired_by(view.tokens, p) for n in p.named}
    if len(told) != 1:
        return
    [(name, p)] = told.items()
    for incident in open_:
        draft = next(d for d in incident.drafts if intercepts(d))
        if all(name != n.name for d in incident.drafts for q in d.agents for n in q.named):
            draft.patients.append(p)


_LAUNCHING = _FIRED | _ARMS | {a + b for a in ("ال", "و", "ب", "وال") for b in _ARMS} | {"صاروخا", "و" + "اطلقت"}
