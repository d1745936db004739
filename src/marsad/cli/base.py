"""`marsad backup`, `restore`, `verify` and `import`: keeping a base, and knowing that it is whole."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated

import typer

from marsad.cli.surface import printable

BASE_HELP = "The base: a file, or postgresql+psycopg://user@host/db."
BaseOption = Annotated[str, typer.Option("--db", metavar="FILE", help=BASE_HELP)]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Take the place of what is there.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress; problems are still shown.")]


def told(quiet: bool) -> Callable[[str], None]:
    """Says each step on stderr as it begins."""

    def tell(step: str) -> None:
        if not quiet:
            sys.stderr.write(f"marsad: {step} …\n")

    return tell


def backup(
    db: BaseOption,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The backup; for a base on a server .jsonl or .jsonl.gz.")],
    replace: ReplaceOption = False,
    quiet: QuietOption = False,
) -> None:
    """Copy a base while others work with it, and check the copy.

    A file is copied as a file, a base on a server as an export (docs/BASE_FORMAT.md). Exit status 4 where the copy
    would not be whole; then none is written.

    Example: marsad backup --db marsad.db --out marsad-2026-01-31.db
    """
    from marsad.store.backup import backup as write

    write(db, out, told(quiet), replace=replace)
    typer.echo(f"{out}: {out.stat().st_size:,} bytes, checked", err=True)


def restore(
    saved: Annotated[Path, typer.Argument(metavar="BACKUP", help="A backup, or a file of marsad export base.")],
    db: BaseOption,
    replace: ReplaceOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a base from a backup, after checking it; a file that was there is kept under another name.

    Example: marsad restore marsad-2026-01-31.db --db marsad.db
    """
    from marsad.store.backup import restore as bring_back
    from marsad.store.engine import shown

    aside = bring_back(saved, db, told(quiet), replace=replace)
    typer.echo(f"{shown(db)}: restored from {saved}", err=True)
    if aside:
        typer.echo(f"the base that was there is now {aside}; remove it when you are sure", err=True)


def verify(db: BaseOption, quiet: QuietOption = False) -> None:
    """Check that a base is whole: pages, references, hashes, digests, quotes, parts of records, search index.

    Exit status 0 only when all is whole; else 1, and each problem is a line on stdout that says where it is.

    Example: marsad verify --db marsad.db
    """
    from marsad.store.failures import StoreDamagedError
    from marsad.store.repository import Store

    counts: dict[str, int] = {}
    try:
        with Store.view(db) as store:
            problems = store.check(told(quiet))
            if not problems:
                counts = store.counts()
    except StoreDamagedError as error:
        problems = [str(error)]
    for problem in problems:
        typer.echo(printable(problem))
    if problems:
        typer.echo(
            f"marsad: {len(problems)} problems. Restore the base from a backup, or code into a new one", err=True
        )
        raise typer.Exit(1)
    if not quiet:
        typer.echo("whole: " + ", ".join(f"{number} {name}" for name, number in counts.items()), err=True)


def upgrade(db: BaseOption) -> None:
    """Bring a base of an older Marsad up to date, in one transaction (any command that writes does it too).

    Example: marsad upgrade --db marsad.db
    """
    from marsad.store.engine import file_of, sqlite
    from marsad.store.repository import Store

    path = file_of(db)
    if path is not None:
        sqlite.check_file(path, create=False)
    with Store.open(db) as store:
        typer.echo(f"{store.where}: up to date", err=True)


def import_base(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A file of marsad export base, plain or gzip; - is stdin.")
    ],
    db: BaseOption,
) -> None:
    """Bring all rows of an exported base into a base (made if missing), in one transaction: whole or not at all.

    What is there already stays as it is, so that the same file twice is the same as once. A damaged line is refused
    with file:line.

    Example: marsad import base.jsonl.gz --db marsad.db

    Example: marsad export base --db old.db --out - | marsad import - --db postgresql+psycopg://user@host/db
    """
    from contextlib import ExitStack

    from marsad.store.failures import StoreMissingError
    from marsad.store.load import load
    from marsad.store.repository import Store
    from marsad.store.undump import file_lines

    with ExitStack() as stack:
        source: IO[bytes] = sys.stdin.buffer
        if file != "-":
            path = Path(file)
            if not path.is_file():
                raise StoreMissingError("no such file", where=file, todo="Name a file that marsad export base wrote")
            source = stack.enter_context(path.open("rb"))
        store = stack.enter_context(Store.open(db))
        new = load(store, file_lines(source, file), file)
        where = store.where
    found = ", ".join(f"{number} {name}" for name, number in new.items() if number)
    typer.echo(f"in {where}: {found or 'nothing'} new", err=True)
