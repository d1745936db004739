"""The weights of linking: what each agreement or contradiction between two reports is worth, in one place.

They are log-odds in bits, rounded by hand: a pair starts at PRIOR and is a link above zero. Where each comes from:
PRIOR, DATE, PLACE and FIGURES were set from the shares of true and false pairs among reports of the same country and
days in a development set read by hand (docs/LINKING.md has the table); VETO keeps apart what cannot be one incident.
Change a weight only with the figures of `marsad eval links` before and after.
"""

from __future__ import annotations

from typing import Final

PRIOR: Final = -3.1
VETO: Final = -20.0  # nothing outweighs it
HOPELESS: Final = -18.0  # below it no agreement in what is still to be compared leads to a link

SAME_WORDS: Final = 8.0  # the very sentence, in copies of one text

# Days between the two intervals (0: they overlap).
DATE_SAME_DAY: Final = 1.6  # both texts state it
DATE_OVERLAP: Final = 0.5
DATE_UNSTATED: Final = 0.0  # one of them is dated by its publication only
DATE_PUBLISHED_LATER: Final = -0.6  # a day, then
DATE_GAP: Final = {1: -0.6, 2: -1.5, 3: -3.5}
DATE_MAX_GAP: Final = 3

PLACE_SAME: Final = {"site": 2.0, "neighbourhood": 2.2, "village": 2.7, "town": 1.0, "district": 0.6, "region": 0.0,
                     "province": 0.2, "country": -0.4}  # fmt: skip
PLACE_SAME_ONCE: Final = 3.6  # a mosque, a hotel, a school: seldom struck twice in a week, unlike a base or a crossing
ONCE: Final = ("mosque", "church", "hotel", "school", "university", "hospital", "market", "restaurant", "museum", "embassy", "bus",
               "wedding", "theatre", "stadium", "parliament", "court", "bank", "monastery", "shrine", "hall")  # fmt: skip
PLACE_NEAR: Final = ((3.0, 1.6), (10.0, 0.8), (25.0, -0.8), (60.0, -3.0))  # km up to which, weight
PLACE_FAR: Final = -8.0
PLACE_INSIDE: Final = -0.5  # one of them is an area around the other
PLACE_IN_DIVISION: Final = 0.3  # and it is the very province or district of the other
PLACE_APART: Final = -5.0  # the areas do not touch
PLACE_UNSTATED: Final = -1.6
COUNTRY_OTHER: Final = -9.0

SUB_SAME: Final = 1.1
TYPE_SAME: Final = 0.0
TYPE_GENERIC: Final = 0.4  # one of them says "attack" only
TYPE_RELATED: Final = -0.3  # one incident is told as a clash here and as an attack there
TYPE_OTHER: Final = -5.0

ACTOR_NAME: Final = 0.2
ACTOR_SIDE: Final = 0.2  # a body and its parent, or two bodies of one side
ACTOR_KIND: Final = 0.3  # "civilians" in both
ACTOR_OTHER: Final = -1.0
ACTOR_MOST: Final = 2 * max(ACTOR_NAME, ACTOR_SIDE, ACTOR_KIND)
ACTOR_SWAPPED: Final = -0.2

FIGURE_EQUAL: Final = ((10, 2.1), (4, 1.4), (1, 1.0))  # from this count on: equal large tolls are rarely chance
FIGURE_RATIO: Final = ((0.75, 0.3), (0.5, 0.2), (0.2, -0.6), (0.0, -1.9))
FIGURE_RISING: Final = 0.4  # share of a contradiction that is left where the later report has the higher toll
FIGURES_BOUNDS: Final = (-2.2, 2.6)

PERSON_SAME: Final = 2.2

WORDS_SHARED: Final = ((0.8, 2.8), (0.6, 1.9), (0.45, 1.7), (0.33, 1.3), (0.22, 0.1), (0.12, -0.6), (0.0, -1.1))
WORDS_LEAST: Final = 4  # fewer content words say nothing
WORDS_FEW: Final = -0.3

LINK_AT: Final = 1.2  # the average over all pairs of two clusters that makes them one
EDGE_AT: Final = 0.0  # a pair that may start a link
