"""Who set off a blast, told elsewhere in the article: a suicide of whom the blast's own sentences do not speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.coding.incident.merge import Incident
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.view import SentenceView


def fill_bombers(
    incidents: Sequence[Incident], views: Sequence[SentenceView], kind: Callable[[Draft], tuple[str, str]]
) -> None:
    """Where an article tells of one blast alone, and another of its sentences of "الانتحاري" who did it, the blast was his."""
    if _BOMBER.isdisjoint(views[0].norms):
        return
    blasts = [i for i in incidents if any(kind(d)[1] in _BLASTS for d in i.drafts)]
    if len(blasts) != 1 or any(kind(d)[1] == "Suicide bomb" for d in blasts[0].drafts):
        return
    told = {d.sentence.number for i in incidents if i is not blasts[0] for d in i.drafts}
    for view in views:
        first, last = view.sentence.first, view.sentence.last
        if view.sentence.number in told or _BOMBER.isdisjoint(view.norms[first:last]):
            continue
        for hit in view.weapons:
            if view.norms[hit.first] in _BOMBER and not view.norms[hit.first - 1].startswith("ال"):
                lead = max(blasts[0].drafts, key=lambda d: (d.head.frame.rank, -d.first))
                lead.weapons = [*lead.weapons, (hit, hit.phrase.entry)]
                return


_BLASTS = frozenset({"Remote explosive/landmine/IED", "Suicide bomb"})
_BOMBER = frozenset({"الانتحاري", "الانتحاريه", "للانتحاري", "والانتحاري"})  # "الهجوم الانتحاري" is of any deed
