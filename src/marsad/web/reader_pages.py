"""The reader: an article as captured with every coded value on its words, and what people say of them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from marsad import export_service
from marsad.api.identity import Coder, Reader, checked_form, needs, settings_of, store_of
from marsad.api.problems import NoPageError
from marsad.store import accounts
from marsad.store.agreement import agreement
from marsad.store.overviews import incidents_of
from marsad.store.queue import next_articles, second_readings
from marsad.store.revisions import Revision, keep, of_article
from marsad.store.values import Value, values_of
from marsad.web.highlight import ORDER, blocks
from marsad.web.rendering import render

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
Short = Annotated[str, Form(max_length=200)]
Long = Annotated[str, Form(max_length=4000)]
Offset = Annotated[int, Form(ge=0, le=2**31)]
ADDABLE = tuple(role for role in ORDER if role not in ("rejected", "claimant", "outlet", "count"))


@router.get("/reader")
@router.get("/queue")
def queue(request: Request, user: Reader, after: str | None = None, second: bool = False) -> Response:
    """To the article whose coding is least certain and that nobody has judged yet; with `second` to one that others have
    judged, but not the user."""
    store = store_of(request)
    found = second_readings(store, user.name) if second else next_articles(store, 1, beside=after)
    if not found:
        raise NoPageError("the queue is empty: every article with events has been judged", where="/queue")
    return RedirectResponse(_address(found[0], second), 303)


def _address(article: str, second: bool) -> str:
    return f"/articles/{quote(article, safe='')}{'?second=1' if second else ''}"


@router.get("/agreement")
def agree(request: Request) -> Response:
    """How far the coders agree."""
    with store_of(request).reading() as connection:
        found = agreement(connection)
    return render(request, "agreement.html", found=found)


@router.get("/articles/{id:path}")
def article(request: Request, user: Reader, id: str, second: bool = False) -> Response:
    """The article; in a second reading without what others said of it."""
    store = store_of(request)
    record = store.record(id)
    with store.reading() as connection:
        judged = [said for said in of_article(connection, id) if not second or said.who == user.name]
    values, loose = values_of(record, judged)
    private = {(p.start, p.end) for p in record.people if p.private}
    values = [v for v in values if v.field != "person" or (v.start, v.end) not in private]
    roles = [role for role in ORDER if any(v.field == role for v in values)]
    located = {
        n: export_service.located(request.app.state.gazetteer(), record, x)
        for n, x in enumerate(values)
        if _states_place(x)
    }
    return render(
        request, "reader.html", located=located, second=second, record=record, values=values, loose=loose, judged=judged, roles=roles, addable=ADDABLE, known=ORDER,
        places_ar={e.place.name: e.place.name_ar for e in record.events if e.place and e.place.name_ar},
        blocks=blocks(record.text, record.paragraphs, values), incidents=list(incidents_of(store, {e.id for e in record.events})),
    )  # fmt: skip


def _states_place(value: Value) -> bool:
    said = value.revision
    return value.field == "place" and said is not None and said.action in ("edit", "add")


@router.post("/revisions", dependencies=[Depends(checked_form)])
def revise(
    request: Request, user: Coder, article: Short, start: Offset, end: Offset, quote_: Annotated[str, Form(alias="quote", max_length=4000)],
    field: Short, action: Short, event: Short = "", old: Long = "", value: Long = "", why: Long = "",
    second: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Keep a judgement about a value, then back to the article."""
    store, at = store_of(request), settings_of(request).clock()
    said = Revision(
        article, start, end, quote_, field, event or None, action, old or None, value or None, why, user.name, at
    )
    keep(store, said)
    address = request.client.host if request.client else None
    accounts.note(store, user.name, f"revision {action}", f"{article} {start}-{end} {field}", at, address)
    return RedirectResponse(f"{_address(article, second)}#at-{start}", 303)
