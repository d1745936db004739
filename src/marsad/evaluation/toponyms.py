"""Scores places against `benchmarks/toponyms.jsonl`: mentions with a point, and names that must be refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from marsad import service
from marsad.errors import InputError
from marsad.places.geometry import km
from marsad.places.service import Explained

NEAR_KM = 10.0  # the distance that the issue "Where it happened" asks for
UNLISTED = "no_such_place"  # such a name may stand for the parent that the text names, if the answer says so
Verdict = Literal["right", "far", "refused", "missed", "refused_rightly", "placed_wrongly"]


class BenchmarkError(InputError):
    """A benchmark file that cannot be used."""

    code = "benchmark-broken"


class Toponym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mention, sentence[start:end], with its point (WGS 84) and tolerance, or the reason why it is no place."""

    id: str
    sentence: str
    start: int
    end: int
    lat: float | None
    lon: float | None
    tolerance_km: float | None
    reason: str | None
    country: str
    hard: bool
    kind: str


class Outcome(msgspec.Struct, frozen=True):
    """What the reader made of a mention; `away_km` from the expected point where both have one."""

    toponym: Toponym
    verdict: Verdict
    away_km: float | None
    answer: str


class Figures(msgspec.Struct, frozen=True):
    """One line of a table. `points`: mentions with a tolerance of at most 10 km; `places`: all that have a point."""

    group: str
    points: int
    points_right: int
    places: int
    near: int  # within 10 km, whatever the tolerance
    places_right: int  # within their own tolerance
    refusals: int
    refusals_right: int


def read_benchmark(path: Path) -> list[Toponym]:
    """The mentions of a benchmark file. Raises BenchmarkError with file and line."""
    todo = "See benchmarks/README.md for the fields"
    out = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BenchmarkError(
            "cannot read the benchmark", where=str(path), todo="Name the file with --toponyms"
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            toponym = msgspec.json.decode(line, type=Toponym)
        except msgspec.DecodeError as error:
            raise BenchmarkError(str(error), where=f"{path}:{number}", todo=todo) from error
        placed = (toponym.lat is None, toponym.lon is None, toponym.tolerance_km is None, toponym.reason is not None)
        if len(set(placed)) != 1 or not 0 <= toponym.start < toponym.end <= len(toponym.sentence):
            raise BenchmarkError(
                "want a span in the sentence, and a point or a reason", where=f"{path}:{number}", todo=todo
            )
        out.append(toponym)
    return out


def score_toponyms(toponyms: Iterable[Toponym]) -> list[Outcome]:
    """Read each sentence as an article of its own and judge every mention."""
    explain = service.load_place_explainer()
    read: dict[str, Sequence[Explained]] = {}
    out = []
    for toponym in toponyms:
        if toponym.sentence not in read:
            read[toponym.sentence] = explain(toponym.sentence)
        out.append(judge(toponym, read[toponym.sentence]))
    return out


def judge(toponym: Toponym, found: Sequence[Explained]) -> Outcome:
    """The first place given for the words of a mention decides; if none is given, the first refusal."""
    over = [f for f in found if f.start < toponym.end and f.end > toponym.start]
    best = next((f.answer for f in over if not hasattr(f.answer, "reason")), over[0].answer if over else None)
    placed = best if best is not None and not hasattr(best, "reason") else None
    answer = (
        f"{getattr(placed, 'entry', '')}: {getattr(placed, 'basis', '')}"
        if placed
        else str(getattr(best, "reason", "none"))
    )
    lat, lon = getattr(placed, "lat", None), getattr(placed, "lon", None)
    if toponym.lat is None or toponym.lon is None:
        honest = toponym.reason == UNLISTED and answer.partition(": ")[2].startswith("parent of unlisted")
        wrong = placed is not None and not honest
        return Outcome(toponym, "placed_wrongly" if wrong else "refused_rightly", None, answer)
    if lat is None or lon is None:
        return Outcome(toponym, "refused" if best is not None else "missed", None, answer)
    away = round(km(lat, lon, toponym.lat, toponym.lon), 1)
    return Outcome(toponym, "right" if away <= (toponym.tolerance_km or NEAR_KM) else "far", away, answer)


def figures(group: str, outcomes: Sequence[Outcome]) -> Figures:
    """Count one group."""
    placed = [o for o in outcomes if o.toponym.reason is None]
    points = [o for o in placed if (o.toponym.tolerance_km or 0) <= NEAR_KM]
    refusals = [o for o in outcomes if o.toponym.reason is not None]
    return Figures(
        group,
        len(points),
        sum(o.verdict == "right" for o in points),
        len(placed),
        sum(o.away_km is not None and o.away_km <= NEAR_KM for o in placed),
        sum(o.verdict == "right" for o in placed),
        len(refusals),
        sum(o.verdict == "refused_rightly" for o in refusals),
    )


def tables(outcomes: Sequence[Outcome]) -> dict[str, list[Figures]]:
    """Figures for all and hard mentions, by kind and by country."""
    hard = [o for o in outcomes if o.toponym.hard]
    return {
        "all": [figures("all", outcomes), figures("hard", hard)],
        "kind": _by(outcomes, lambda o: o.toponym.kind),
        "country": _by(outcomes, lambda o: o.toponym.country),
    }


def _by(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> list[Figures]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return [figures(name, groups[name]) for name in sorted(groups)]


def share(part: int, whole: int) -> float:
    """A share, not a number where there is nothing to share."""
    return part / whole if whole else math.nan


def render(found: dict[str, list[Figures]]) -> str:
    """The tables as text, shares with their sizes."""
    head = f"{'':<14}{'point mentions':>18}{'any within 10 km':>20}{'own tolerance':>18}{'refused rightly':>18}"
    lines = []
    for name, rows in found.items():
        lines += ["", f"places by {name}" if name != "all" else "places", head]
        for f in rows:
            cells = (
                (f.points_right, f.points, 18), (f.near, f.places, 20), (f.places_right, f.places, 18), (f.refusals_right, f.refusals, 18),
            )  # fmt: skip
            lines.append(f"{f.group:<14}" + "".join(_cell(a, b).rjust(wide) for a, b, wide in cells))
    return "\n".join(lines)


def _cell(part: int, whole: int) -> str:
    return f"{share(part, whole):.2f} {part:>4}/{whole:<4}" if whole else "-         "
