"""The value sets of the formats: facts of their public codebooks (docs/EXPORTS.md says where each is used)."""

from __future__ import annotations

BOTH = "Political violence; Demonstrations"


def disorder_type(event_type: str, sub_event_type: str) -> str:
    """ACLED's disorder type of an event."""
    if event_type == "Strategic developments":
        return event_type
    if sub_event_type == "Excessive force against protesters":
        return BOTH
    demonstration = event_type == "Protests" or sub_event_type == "Violent demonstration"
    return "Demonstrations" if demonstration else "Political violence"


INTER = {"State forces": 1, "Rebel group": 2, "Political militia": 3, "Identity militia": 4, "Rioters": 5,
         "Protesters": 6, "Civilians": 7, "External/Other forces": 8}  # fmt: skip
_NAMES = {number: name for name, number in INTER.items()}


def interaction(inter1: str, inter2: str, *, numbers: bool = False) -> str | int:
    """The pair of classes, the smaller number first; "X only" where one side alone is on record, empty without a first
    side: who struck is then not stated."""
    if not inter1:
        return ""
    if not inter2:
        return INTER[inter1] * 10 if numbers else f"{inter1} only"
    low, high = sorted((INTER[inter1], INTER[inter2]))
    return low * 10 + high if numbers else f"{_NAMES[low]}-{_NAMES[high]}"


PLOVER_EVENTS = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
                 "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
PLOVER_MODES = {
    "ASSAULT": frozenset(("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
                          "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
                          "unconventional")),
    "COERCE": frozenset(("seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
                         "misinformation", "cyber")),
    "PROTEST": frozenset(("demo", "riot", "strike", "hunger", "boycott", "obstruct")),
    "RETREAT": frozenset(("withdraw", "release", "disarm", "ceasefire", "access", "resign")),
}  # fmt: skip
# Quads: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, in the order of PLOVER_EVENTS.
QUADS = dict(zip(PLOVER_EVENTS, (1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4), strict=True))
