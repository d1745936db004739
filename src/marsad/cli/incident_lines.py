"""Incidents and audits as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from marsad.cli.render import OUTCOMES, figure
from marsad.model.incident import Incident, MapHolder, Reconciled, Support
from marsad.model.record import Figure

if TYPE_CHECKING:
    from marsad.incidents.audit import Audit, Counted, HeldBy
    from marsad.incidents.compare import Comparison

COLUMNS = ("incident", "date", "what", "who", "whom", "where", "people", "sources")


def row(found: Incident) -> tuple[str, ...]:
    """The cells of COLUMNS."""
    where = ", ".join(p for p in (found.place.name, found.place.country) if p) if found.place else "-"
    sources = f"{found.sources} ({len(found.reports)} reports)" if len(found.reports) > 1 else "1"
    return (
        found.id, _days(found), found.sub_event_type, _names(found.actor1), _names(found.actor2), where, _toll(found), sources,
    )  # fmt: skip


def incident_lines(found: Incident, links: Sequence[tuple[str, str, Comparison]]) -> Iterator[str]:
    """What is known, then by source, then why its reports are one."""
    yield f"{found.id}  {found.event_type} / {found.sub_event_type}  {found.status}{', background' if found.background else ''}"
    yield f"  sources   {found.sources} independent, {len(found.reports)} reports"
    yield f"  date      {_days(found)} ({found.date.precision}, {found.date.basis}){_others(found.dates)}"
    if found.place:
        chain = dict.fromkeys(
            p for p in (found.place.name, found.place.admin2, found.place.admin1, found.place.country) if p
        )
        yield f"  place     {', '.join(chain)}{_others(found.places)}"
    for label, supports in (
        ("who", found.actor1),
        ("whom", found.actor2),
        ("held by", found.control),
        ("people", found.people),
    ):
        if supports:
            yield f"  {label:9} " + ", ".join(f"{s.value} ({s.sources})" for s in supports)
    yield from (f"  map says  {_by_map(told)}" for told in found.control_map)
    for key, word in OUTCOMES.items():
        value: Reconciled | None = getattr(found, key)
        if value:
            yield from _figures(word, value)
    for stance in found.stances:
        through = f" through {stance.outlet}" if stance.outlet else ""
        silent = f"; silent on {', '.join(stance.silent_on)}" if stance.silent_on else ""
        yield f"  {stance.kind:9} {stance.claimant}{through}{silent} «{stance.quote}»"
    if found.contradictions:
        yield f"  differ on {', '.join(found.contradictions)}"
    yield "  reports"
    for ref in found.reports:
        facts = "  ".join(f for f in (ref.published, ref.publisher, ref.title) if f)
        yield f"    {ref.event}  {facts}" + (f"  (repeats {ref.copy_of})" if ref.copy_of else "")
    for a, b, comparison in links:
        steps = ", ".join(f"{step.name} {step.score:+.1f} ({step.why})" for step in comparison.steps if step.score)
        yield f"  {a} with {b}: {comparison.score:+.2f} = {steps}"


def _by_map(told: MapHolder) -> str:
    """What the user's control map tells, marked as derived from it."""
    return f"{told.holder or f'no holder, {told.reason}'} ({told.sources}; derived from {told.map} {told.digest})"


def _figures(word: str, value: Reconciled) -> Iterator[str]:
    bounds = figure(Figure(value.low, value.high)) if value.low is not None or value.high is not None else "-"
    yield f"  {word:9} {bounds}, best {value.best if value.best is not None else '-'} ({value.rule})"
    for stated in value.series:
        yield f"    {figure(stated.figure):>8}  {stated.published or '-'}  {stated.source}  {stated.report}"
    if value.silent:
        yield f"    not stated by {', '.join(value.silent)}"


def tally_lines(done: Audit, audited: bool) -> Iterator[str]:
    """A tally, and with `audited` what is on record for it."""
    by = f" by {done.source}" if done.source else ""
    yield f"{done.article}  {done.what}{by} «{done.quote}»"
    if done.sum is not None:
        parts = " + ".join(str(part.claimed) for part in done.parts) or str(done.sum)
        claimed = done.whole.claimed if done.whole else None
        yield f"  parts     {parts} = {done.sum}: " + ("adds up" if done.adds_up else f"does not add up to {claimed}")
    if not audited:
        return
    if done.whole is None:
        unsaid = f" (unsaid: {', '.join(done.open)})" if done.open else ""
        yield f"  record    not counted: no incidents, or too little is said to count{unsaid}"
        return
    yield f"  record    {_against(done.whole)}"
    yield from (f"    {part.label}: {_against(part)}" for part in done.parts)
    yield from (f"  held by   {_held(its)}" for its in done.held)
    if done.open:
        yield f"  unsaid    {', '.join(done.open)}" + (
            " (without a period nothing can be counted)" if "period" in done.open else ""
        )
    yield from (f"  beside    {other}" for other in done.beside)


def _held(its: HeldBy) -> str:
    """A holder, by which basis, and what of the record lies in its area."""
    whose = f"{its.holder} ({its.basis})" if its.holder else "not known"
    return f"{whose}: {its.recorded} on record: {_some(its.incidents)}"


def _some(incidents: Sequence[str]) -> str:
    return ", ".join(incidents[:8]) + (" …" if len(incidents) > 8 else "")


def _against(counted: Counted) -> str:
    claimed = "?" if counted.claimed is None else str(counted.claimed)
    some = _some(counted.incidents)
    missing = f", {counted.gap} not on record" if counted.gap and counted.gap > 0 else ""
    return f"{claimed} claimed, {counted.recorded} on record{missing}" + (f": {some}" if some else "")


def _days(found: Incident) -> str:
    if found.date.start is None:
        return f"by {found.date.end}" if found.date.end else "not stated"
    return found.date.start if found.date.end in (None, found.date.start) else f"{found.date.start}..{found.date.end}"


def _names(supports: Sequence[Support]) -> str:
    return ", ".join(s.value for s in supports[:3]) or "-"


def _others(supports: Sequence[Support]) -> str:
    rest = ", ".join(f"{s.value} ({s.sources})" for s in supports[1:])
    return f"; also {rest}" if rest else ""


def _toll(found: Incident) -> str:
    values = ((getattr(found, key), word) for key, word in OUTCOMES.items())
    return ", ".join(f"{value.best} {word}" for value, word in values if value and value.best is not None) or "-"
