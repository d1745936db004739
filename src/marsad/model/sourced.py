"""An incident with its reports in full: what exports are made from."""

from __future__ import annotations

from msgspec import Struct

from marsad.model.incident import Incident
from marsad.model.record import Event


class PrivateName(Struct, frozen=True):
    """A person without a public role, as an article names them; `spellings` are the words of the text and the name."""

    event: str | None
    spellings: tuple[str, ...]


class SourcedReport(Struct, frozen=True):
    """One report of an incident. `sentence`: the captured sentences that hold its trigger; `read_at`: when it was coded
    (ISO 8601, UTC)."""

    article: str
    event: Event
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    sentence: str
    read_at: str
    private: tuple[PrivateName, ...] = ()


class Sourced(Struct, frozen=True):
    """An incident and its reports in the order of `incident.reports` (by publication)."""

    incident: Incident
    reports: tuple[SourcedReport, ...]
