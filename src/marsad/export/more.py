"""Columns of ours that no format has: written only where the user asks for more."""

from __future__ import annotations

from marsad.export.withheld import names_of
from marsad.export.wording import Cell, by_source, joined, links_of
from marsad.model.holder import held_by
from marsad.model.incident import Reconciled
from marsad.model.sourced import Sourced

FIGURES = ("fatalities", "injured", "captured", "abducted", "escaped")
_OF_FIGURE = ("", "_low", "_high", "_open", "_by_source")
COLUMNS = (
    "marsad_id",
    *(f"{name}{end}" for name in FIGURES for end in _OF_FIGURE),
    "fatalities_rule", "status", "background", "control", "control_basis", "date_basis", "published_by", "independent_sources", "reports",
    "contradictions", "people", "claims", "quotes", "links",
)  # fmt: skip
TAGS = {
    "fatalities": "#affected+killed", "injured": "#affected+injured", "captured": "#affected+captured",
    "abducted": "#affected+abducted", "escaped": "#affected+escaped",
}  # fmt: skip
_END_TAGS = {"": "", "_low": "+min", "_high": "+max", "_open": "+open", "_by_source": "+by_source"}
HXL = {f"{name}{end}": TAGS[name] + _END_TAGS[end] for name in FIGURES for end in _OF_FIGURE} | {
    "marsad_id": "#event+id", "status": "#status+report", "control": "#group+name+control", "links": "#meta+url+all",
    "quotes": "#description+quote", "claims": "#description+claim", "independent_sources": "#meta+source+num",
}  # fmt: skip
NUMBERS = frozenset(f"{name}{end}" for name in FIGURES for end in ("", "_low", "_high", "_open")) | {
    "background", "independent_sources", "reports"}  # fmt: skip


def more(found: Sourced, *, private: bool) -> dict[str, Cell]:
    """The further columns. Figures: one number by its rule, bounds over all sources (`_open` 1: no upper bound), and every
    source's own; empty where not stated."""
    incident = found.incident
    row: dict[str, Cell] = {"marsad_id": incident.id}
    for name in FIGURES:
        row |= _figure(name, getattr(incident, name))
    people = [p.value for p in incident.people]
    if private:
        people += names_of(found)
    names, basis = held_by(incident)
    return row | {
        "fatalities_rule": incident.fatalities.rule if incident.fatalities else "",
        "status": incident.status,
        "background": int(incident.background),
        "control": joined(names),
        "control_basis": basis,
        "date_basis": incident.date.basis if incident.date.end else "",
        "published_by": min((r.published[:10] for r in incident.reports if r.published), default=""),
        "independent_sources": incident.sources,
        "reports": len(incident.reports),
        "contradictions": joined(incident.contradictions),
        "people": joined(people),
        "claims": joined((f"{s.kind}: {s.claimant}{' (' + s.outlet + ')' if s.outlet else ''}: {s.quote}"
                          for s in incident.stances), " | "),
        "quotes": joined((f"{r.event.id}: {r.sentence}" for r in found.reports if r.sentence), " | "),
        "links": links_of(found),
    }  # fmt: skip


def _figure(name: str, figure: Reconciled | None) -> dict[str, Cell]:
    if figure is None:
        return dict.fromkeys(f"{name}{end}" for end in _OF_FIGURE)
    values = figure.best, figure.low, figure.high, int(figure.high is None), by_source(figure)
    return dict(zip((f"{name}{end}" for end in _OF_FIGURE), values, strict=True))
