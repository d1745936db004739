"""The bodies of the API's answers, and their JSON Schema for /openapi.json."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from marsad.api.problems import ProblemBody
from marsad.incident_service import Audit
from marsad.model.incident import Incident
from marsad.model.record import Record
from marsad.store.overviews import SaidClaim
from marsad.store.repository import StoredReport
from marsad.store.search import SearchResult


class IncidentList(Struct, frozen=True):
    """`next`: the cursor of the following page, null on the last; `total`: all that meet the filter."""

    incidents: tuple[Incident, ...]
    next: str | None
    total: int


class ReportList(Struct, frozen=True):
    reports: tuple[StoredReport, ...]
    next: str | None


class TallyList(Struct, frozen=True):
    tallies: tuple[Audit, ...]
    next: str | None


class ClaimList(Struct, frozen=True):
    claims: tuple[SaidClaim, ...]
    next: str | None


class SearchList(Struct, frozen=True):
    results: tuple[SearchResult, ...]


BODIES = (IncidentList, Incident, ReportList, Record, TallyList, ClaimList, SearchList, ProblemBody)
REF = "#/components/schemas/{name}"


def components() -> dict[str, Any]:
    """JSON Schemas of all bodies by name."""
    return msgspec.json.schema_components(BODIES, ref_template=REF)[1]


def describes(body: type[Struct], *more: str) -> dict[int | str, dict[str, Any]]:
    """What FastAPI is to say of the answers: the body as JSON, other formats as text, and the shape of refusals."""
    content: dict[str, Any] = {"application/json": {"schema": {"$ref": REF.format(name=body.__name__)}}}
    content |= {media: {"schema": {"type": "string"} if media == "text/csv" else {"type": "object"}} for media in more}
    refusal = {"application/json": {"schema": {"$ref": REF.format(name="ProblemBody")}}}
    told = {
        400: "Refused", 401: "Not logged in", 403: "Role or form token", 404: "Not found", 406: "No such format",
        413: "Too long", 421: "Another host name", 422: "A parameter is wrong", 500: "The base cannot be read", 503: "Busy",
    }  # fmt: skip
    refusals: dict[int | str, dict[str, Any]] = {
        s: {"description": text, "content": refusal} for s, text in told.items()
    }
    found: dict[int | str, dict[str, Any]] = {200: {"description": "Found", "content": content}}
    return found | {304: {"description": "Unchanged"}} | refusals
