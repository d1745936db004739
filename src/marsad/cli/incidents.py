"""`marsad link`, `incidents`, `incident`, and the decisions about them: merge, split, undo."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.base import BaseOption
from marsad.cli.output import Format, write_values
from marsad.cli.surface import printable

if TYPE_CHECKING:
    from marsad.incident_service import PairExplained, Tick

FormatOption = Annotated[Format, typer.Option(help="How to write it.")]
WhoOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who decides; the name you are logged in with if left out.")
]
WhyOption = Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with the decision.")]


def shown(db: str) -> str:
    """The base as messages may show it: a URL without its password."""
    from marsad.store.engine import shown as shown_target

    return shown_target(db)


def link(
    db: BaseOption,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Do not link: say why two reports or incidents are, or are not, one."),
    ] = None,
    format: FormatOption = Format.TABLE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no counts.")] = False,
) -> None:
    """Find copies of texts, and link reports of one incident. Only what is new is looked at; it may be cut off and run again.

    Example: marsad link --db marsad.db

    Example: marsad link --db marsad.db --explain "a1#1" "b7#2"
    """
    from marsad import incident_service as service
    from marsad.store.repository import Store

    if explain is not None:
        with Store.view(db) as store:
            _explain(service.explain_pair(store, *explain), format)
        return
    with Store.open(db) as store, progress(quiet) as tick:
        done = service.link(store, tick)
    if format is not Format.TABLE:
        write_values([done], format)
    elif not quiet:
        sys.stderr.write(f"in {shown(db)}: {done.reports} reports linked, {done.incidents} incidents\n")


@contextmanager
def progress(quiet: bool) -> Iterator[Tick]:
    """A moving line on stderr where it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, more: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} {task.description}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def tick(what: str, more: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=None)
            bar.advance(tasks[what], more)  # type: ignore[arg-type]

        yield tick


def _explain(found: PairExplained, format: Format) -> None:
    if format is not Format.TABLE:
        write_values([found], format)
        return
    from marsad.incidents.weights import LINK_AT

    verdict = "one incident" if found.together else "two incidents"
    lines = [f"{found.a} and {found.b}: {verdict}"]
    lines += [f"  {step.score:+6.2f}  {step.name:8} {step.why}" for step in found.comparison.steps]
    lines.append(f"  {found.comparison.score:+6.2f}  sum: {'above' if found.comparison.score > 0 else 'not above'} 0")
    if found.average is not None:
        lines.append(
            f"  {found.average:+6.2f}  average over all pairs between the two incidents; above {LINK_AT} they would be one"
        )
    if found.decided:
        lines.append(f"  decided by an analyst: {found.decided} (marsad decisions)")
    _put(lines)


def incidents(
    db: BaseOption,
    format: FormatOption = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="How many to list as a table; JSON lists all.")] = 20,
) -> None:
    """List the incidents on record, with the reports each is made of.

    Example: marsad incidents --db marsad.db --format jsonl | head
    """
    from marsad.cli.incident_lines import COLUMNS, row
    from marsad.cli.output import printer
    from marsad.store import incidents as stored
    from marsad.store import linking
    from marsad.store.repository import Store

    with Store.view(db) as store:
        if unlinked := linking.waiting(store):
            sys.stderr.write(f"marsad: {unlinked} reports are not linked yet. Run: marsad link --db {shown(db)}\n")
        if format is not Format.TABLE:
            write_values(stored.every(store), format)
            return
        put = printer(sys.stdout.buffer)
        put([COLUMNS], "bold")
        put([row(found) for found in stored.last(store, limit)], "")
        sys.stderr.write(f"in {shown(db)}: {stored.count(store)} incidents\n")


def incident(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An incident, or a report in it.")],
    db: BaseOption,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show an incident: reports side by side, figures by source, what they agree and differ on, and why they are one.

    Example: marsad incident i3f2a9c1d0b7e --db marsad.db
    """
    from marsad import incident_service as service
    from marsad.cli.incident_lines import incident_lines
    from marsad.store.repository import Store

    with Store.view(db) as store:
        found, links = service.incident_with_links(store, wanted)
    if format is not Format.TABLE:
        write_values([found], format)
        return
    _put(incident_lines(found, links))


def merge(
    wanted: Annotated[list[str], typer.Argument(metavar="ID ID…", help="Incidents or reports that are one incident.")],
    db: BaseOption,
    why: WhyOption,
    who: WhoOption = None,
) -> None:
    """Decide that incidents are one. Later runs obey; undo takes it back.

    Example: marsad merge i3f2a9c1d0b7e i77aa0c9e1f42 --db marsad.db --why "same market, both at noon"
    """
    from marsad import incident_service as service
    from marsad.cli.clock import utc_now
    from marsad.store.repository import Store

    if len(wanted) < 2:
        raise typer.BadParameter("name at least two incidents or reports")
    with Store.open(db) as store:
        key = service.merge(store, wanted, who=_who(who), why=why, at=utc_now())
    _put([f"decision {key}: one incident; take it back with: marsad undo {key} --db {shown(db)} --why …"])


def split(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An incident.")],
    out: Annotated[list[str], typer.Argument(metavar="REPORT…", help="Its reports that tell of something else.")],
    db: BaseOption,
    why: WhyOption,
    who: WhoOption = None,
) -> None:
    """Decide that reports of an incident are not of it. Later runs obey; undo takes it back.

    Example: marsad split i3f2a9c1d0b7e "b7#2" --db marsad.db --why "another village"
    """
    from marsad import incident_service as service
    from marsad.cli.clock import utc_now
    from marsad.store.repository import Store

    with Store.open(db) as store:
        key = service.split(store, wanted, out, who=_who(who), why=why, at=utc_now())
    _put([f"decision {key}: not the same incident; take it back with: marsad undo {key} --db {shown(db)} --why …"])


def undo(
    decision: Annotated[int, typer.Argument(help="The number of a decision.")],
    db: BaseOption,
    why: WhyOption,
    who: WhoOption = None,
) -> None:
    """Take back a merge or a split. The decision stays on record with who took it back, when and why.

    Example: marsad undo 3 --db marsad.db --why "the second source corrected itself"
    """
    from marsad import incident_service as service
    from marsad.cli.clock import utc_now
    from marsad.store.repository import Store

    with Store.open(db) as store:
        service.undo(store, decision, who=_who(who), why=why, at=utc_now())
    _put([f"decision {decision} is taken back"])


def decisions(db: BaseOption, format: FormatOption = Format.TABLE) -> None:
    """List what was decided about incidents: merges and splits, with who, when and why, those taken back too.

    Example: marsad decisions --db marsad.db
    """
    from marsad.store.decisions import listing
    from marsad.store.repository import Store

    with Store.view(db) as store, store.reading() as connection:
        found = listing(connection)
    if format is not Format.TABLE:
        write_values(found, format)
        return
    for d in found:
        sides = " / ".join(", ".join(event for _, event in side) for side in (d.a, d.b))
        _put([f"{d.key}  {d.kind}  {sides}  {d.who} {d.at} «{d.why}»"])
        if d.undone_at:
            _put([f"   taken back by {d.undone_by} {d.undone_at} «{d.undone_why}»"])


def tallies(
    db: BaseOption,
    audit: Annotated[bool, typer.Option("--audit", help="Put each beside the incidents on record.")] = False,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Only those of this article.")] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """List the tallies that articles state; with --audit against their parts and the incidents on record.

    Example: marsad tallies --audit --db marsad.db
    """
    from marsad import incident_service as service
    from marsad.cli.incident_lines import tally_lines
    from marsad.store.repository import Store

    with Store.view(db) as store:
        found = service.audits(store, article)
    if format is not Format.TABLE:
        write_values(found, format)
        return
    for done in found:
        _put(tally_lines(done, audit))


def _who(given: str | None) -> str:
    import getpass

    return given or getpass.getuser()


def _put(lines: list[str] | Iterator[str]) -> None:
    sys.stdout.buffer.write("".join(f"{printable(line)}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
