"""Cards made by hand for tests: a strike on a village, told by several papers."""

from __future__ import annotations

import datetime as dt

from marsad.incidents.cards import Card, Side

DAY = dt.date(2021, 3, 10).toordinal()
REBELS, ARMY, PEOPLE = Side("Rebels", "x.rebels", False), Side("Army", "x.gov", False), Side("Civilians", "", True)


def card(article: str, event: str | None = None, **changes: object) -> Card:
    """A strike of the army on civilians in the village "v1" on DAY; `changes` replace fields."""
    values: dict[str, object] = {
        "article": article, "event": event or f"{article}#1", "group": f"paper {article}", "first": DAY, "last": DAY,
        "stated": True, "published": DAY + 1, "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
        "country": "SY", "place": "v1", "level": "village", "division": "Idlib", "lat": 35.8, "lon": 36.6, "reach": 4.0, "once": False,
        "actor1": (ARMY,), "actor2": (PEOPLE,), "figures": {"fatalities": (9, 9)}, "people": (),
        "words": frozenset(range(10)), "quote": hash(article) & 0xFFFF,
    }  # fmt: skip
    return Card(**(values | changes))  # type: ignore[arg-type]
