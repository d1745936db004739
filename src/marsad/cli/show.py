"""`marsad show`: what a base holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import Format, printer, write_values
from marsad.cli.render import COLUMNS, article_lines, event_lines, heading, row

if TYPE_CHECKING:
    from marsad.store.repository import Store

LAST = 20


def show(
    db: Annotated[str, typer.Argument(metavar="DB", help="A base that marsad code wrote (a file or database URL).")],
    wanted: Annotated[str | None, typer.Argument(metavar="ID", help="An article or an event.")] = None,
    format: Annotated[Format, typer.Option(help="How to write it.")] = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="How many events to list.")] = LAST,
) -> None:
    """Show the last events of a base, or one article or event with the words it rests on.

    Example: marsad show marsad.db

    Example: marsad show marsad.db "ARTICLE#1" --format json
    """
    from marsad.store.repository import Store

    with Store.view(db) as store:
        if wanted is None:
            _last(store, format, limit)
        else:
            _one(store, wanted, format)


def _last(store: Store, format: Format, limit: int) -> None:
    found = store.last_reports(limit)
    if format is not Format.TABLE:
        write_values(found, format)
        return
    put = printer(sys.stdout.buffer)
    put([COLUMNS], "bold")
    put([row(report.event) for report in found], "")
    counts = ", ".join(f"{number} {name}" for name, number in store.counts().items())
    sys.stderr.write(f"in {store.where}: {counts}\n")
    if found:
        sys.stderr.write(f'one with its evidence: marsad show {store.where} "{found[0].event.id}"\n')


def _one(store: Store, wanted: str, format: Format) -> None:
    from marsad.store.failures import NotStoredError

    try:
        record, event = store.record(wanted), None
    except NotStoredError:
        record = store.record(store.article_of(wanted))
        event = next(e for e in record.events if e.id == wanted)
    if format is not Format.TABLE:
        write_values([event or record], format)
        return
    lines = [heading(record), *event_lines(event)] if event else list(article_lines(record))
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
