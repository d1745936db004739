"""What the address of a page or of an API call asks for, checked once at the edge."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from marsad.api.identity import settings_of
from marsad.model.months import Custom, chosen_custom
from marsad.store.filters import IncidentFilter

DAY = r"^(\d{4}-\d{2}-\d{2})?$"
Text = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(pattern=DAY, description="ISO date, such as 2015-08-01")]
Least = Annotated[int, Query(ge=0, le=1_000_000)]
Cursor = Annotated[str, Query(max_length=1000, description="`next` of the page before")]


def months_of(request: Request) -> Custom:
    """What months are called in Arabic for this reader: by the address, a cookie, the browser's region, or the server."""
    accepted = request.headers.get("accept-language", "")
    asked, cookie = request.query_params.get("months"), request.cookies.get("months")
    return chosen_custom(asked, cookie, accepted, settings_of(request).months)


def asked(
    start: Day = "", end: Day = "", country: Text = "", event_type: Text = "", sub_event_type: Text = "",
    actor: Text = "", control: Text = "", status: Text = "", q: Text = "", min_sources: Least = 0, min_killed: Least = 0,
) -> IncidentFilter:  # fmt: skip
    """The filter that the parameters state."""
    return IncidentFilter(
        start, end, country, event_type, sub_event_type, actor, control, status, q, min_sources, min_killed
    )


def blank_is_none(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def asked_loosely(
    start: Day = "", end: Day = "", country: Text = "", event_type: Text = "", sub_event_type: Text = "",
    actor: Text = "", control: Text = "", status: Text = "", q: Text = "",
    min_sources: Annotated[str, Query(pattern=r"^\d{0,7}$")] = "", min_killed: Annotated[str, Query(pattern=r"^\d{0,7}$")] = "",
) -> IncidentFilter:  # fmt: skip
    """As `asked`; an HTML form sends empty fields too."""
    least = blank_is_none(min_sources), blank_is_none(min_killed)
    return IncidentFilter(start, end, country, event_type, sub_event_type, actor, control, status, q, *least)


Asked = Annotated[IncidentFilter, Depends(asked)]
AskedLoosely = Annotated[IncidentFilter, Depends(asked_loosely)]
