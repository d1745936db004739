"""The dead of an incident by side, so that the sides add up to the one figure that is written."""

from __future__ import annotations

from msgspec import Struct

from marsad.export.codes import Codes
from marsad.model.incident import Incident, Reconciled
from marsad.model.record import Figure


class Deaths(Struct, frozen=True):
    """best = side_a + side_b + civilians + unknown; low <= best <= high."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int
    low: int
    best: int
    high: int


def deaths_of(incident: Incident, codes: Codes) -> Deaths | None:
    """The dead, or None where no death is stated. An open upper bound ends at the largest number that a source gives; the
    parts are those of the last report whose figure was written, and what they leave over is unknown."""
    figure = incident.fatalities
    if figure is None or not figure.best:
        return None
    best = figure.best
    numbers = [n for s in figure.series for n in (s.figure.low, s.figure.high) if n is not None]
    high = figure.high if figure.high is not None else max(numbers, default=best)
    a, b, civilians = _parts(incident, figure, codes)
    if a + b + civilians > best:  # the parts contradict the sum: which is right cannot be told
        a = b = civilians = 0
    low = min(figure.low if figure.low is not None else best, best)
    return Deaths(a, b, civilians, best - a - b - civilians, low, best, max(high, best))


def _parts(incident: Incident, figure: Reconciled, codes: Codes) -> tuple[int, int, int]:
    told = next(
        (s.figure for s in reversed(figure.series) if s.figure.parts and _number(s.figure) == figure.best), None
    )
    a = b = civilians = 0
    first, second = ({s.value for s in side} for side in (incident.actor1, incident.actor2))
    for part in told.parts if told else ():
        count = part.low if part.low is not None else part.high or 0
        if codes.class_of_name(part.group) in ("Civilians", "Protesters"):
            civilians += count
        elif part.group in first and part.group not in second:
            a += count
        elif part.group in second and part.group not in first:
            b += count
    return a, b, civilians


def _number(figure: Figure) -> int | None:
    return figure.low if figure.low is not None else figure.high
