"""Small drawings as numbers: the templates write them as SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from marsad.model.incident import Reconciled, Stated

WIDTH, HEIGHT, EDGE = 320, 90, 12  # pixels


class Dot(Struct, frozen=True):
    """A report's figure: x by time of publication, y from low to high (open above: `open`)."""

    x: float
    low: float
    high: float
    open: bool
    number: str
    stated: Stated


class Plot(Struct, frozen=True):
    dots: tuple[Dot, ...]
    most: int
    first: str
    last: str


def toll_plot(value: Reconciled) -> Plot | None:
    """The figures of one kind over time; None where fewer than two reports state one."""
    told: list[tuple[float, Stated]] = []
    for stated in value.series:
        time = _time(stated.published)
        if time is not None and (stated.figure.low is not None or stated.figure.high is not None):
            told.append((time, stated))
    if len(told) < 2:
        return None
    times = [time for time, _ in told]
    most = max(max(s.figure.low or 0, s.figure.high or 0) for _, s in told) or 1
    span = (max(times) - min(times)) or 1.0

    def height(number: int | None) -> float:
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * min(number or 0, most) / most, 1)

    dots = []
    for time, s in told:
        low = s.figure.low if s.figure.low is not None else s.figure.high
        high = s.figure.high if s.figure.high is not None else low
        x = round(EDGE + (WIDTH - 2 * EDGE) * (time - min(times)) / span, 1)
        number = f"{low}+" if s.figure.high is None else f"{low}" if low == high else f"{low}-{high}"
        dots.append(Dot(x, height(low), height(high), s.figure.high is None, number, s))
    days = sorted((s.published or "")[:10] for _, s in told)
    return Plot(tuple(dots), most, days[0], days[-1])


def bars(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int, float]]:
    """Label, count and width in percent of the longest."""
    most = max((count for _, count in counts), default=1) or 1
    return [(label, count, round(100 * count / most, 1)) for label, count in counts]


def _time(published: str | None) -> float | None:
    try:
        return dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC).timestamp() if published else None
    except ValueError:
        return None
