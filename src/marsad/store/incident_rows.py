"""An incident as the row of its table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.incidents.cards import FIGURES
from marsad.model.holder import held_by
from marsad.model.incident import Incident, Reconciled, Support
from marsad.store.rows import Row


def incident_row(incident: Incident) -> Row:
    """Columns to filter and sort by, and the whole as JSON. `control`: as stated, else by the control map."""
    place = incident.place
    row: Row = {
        "id": incident.id, "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "actor1": _names(incident.actor1), "actor2": _names(incident.actor2), "control": "; ".join(held_by(incident)[0]) or None,
        "date_start": incident.date.start, "date_end": incident.date.end, "date_precision": incident.date.precision,
        "reported": min((r.published for r in incident.reports if r.published), default=None),
        "status": incident.status, "background": int(incident.background), "sources": incident.sources,
        "reports": len(incident.reports), "record": msgspec.json.encode(incident).decode(),
    }  # fmt: skip
    row |= {
        "place": place and place.name, "place_ar": place and place.name_ar, "place_level": place and place.level,
        "country": place and place.country, "admin1": place and place.admin1, "admin2": place and place.admin2,
        "lat": place and place.lat, "lon": place and place.lon, "geo_precision": place and place.geo_precision,
        "extent_km": place and place.extent_km,
    }  # fmt: skip
    for name in FIGURES:
        figure: Reconciled | None = getattr(incident, name)
        row |= {f"{name}_low": figure and figure.low, f"{name}_high": figure and figure.high}
        row[f"{name}_best"] = figure and figure.best
    return row


def _names(supports: Sequence[Support]) -> str:
    return "; ".join(support.value for support in supports)
