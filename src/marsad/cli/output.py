"""Where and how records are written: table, JSON array or JSON lines, on stdout or in a file that appears whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

import msgspec

from marsad.cli.render import COLUMNS, heading, row
from marsad.cli.second import comparison
from marsad.cli.surface import OutputError, printable
from marsad.errors import NO_ROOM
from marsad.service import Coded, Failure, record_line

PIPE_WIDTH = 200  # columns of a table that nobody sees in a terminal
SHARES = (14, 11, 18, 16, 16, 16, 16, 10)  # of the width, for each of COLUMNS


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


@contextmanager
def opened(out: Path | None) -> Iterator[IO[bytes]]:
    """stdout, or `out`: written beside it and renamed at the end, so that a failed run leaves the old file alone.
    After Ctrl-C the whole records written so far are kept."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if out.is_dir():
        raise OutputError("is a folder", where=str(out), todo="Name a file after --out")
    device = out.exists() and not out.is_file()  # /dev/null, a pipe
    part = out if device else out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        with file:
            yield file
    except KeyboardInterrupt:
        part.replace(out)
        raise
    except OSError as error:
        raise _unwritable(out, error) if error.errno in NO_ROOM else error from error
    else:
        part.replace(out)
    finally:
        if not device:
            part.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> OutputError:
    todo = "Check the folder, its permissions and the room on the disk"
    return OutputError(f"cannot be written ({error.strerror})", where=str(out), todo=todo)


class Lines:
    """JSON lines: each record is written and handed on at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, outcome: Coded | Failure) -> None:
        line = record_line(outcome)
        if line is not None:
            self._file.write(line + b"\n")
            self._file.flush()

    def close(self) -> None:
        self._file.flush()


class Array:
    """One JSON array, written as it grows; `close` ends it, after Ctrl-C too."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._lead = file, b"[\n"

    def write(self, outcome: Coded | Failure) -> None:
        line = record_line(outcome)
        if line is not None:
            self._file.write(self._lead + line)
            self._lead = b",\n"
            self._file.flush()

    def close(self) -> None:
        self._file.write(b"\n]\n" if self._lead != b"[\n" else b"[]\n")
        self._file.flush()


class Listing:
    """For reading: a line for each article and below it a row for each event, in columns that stay in line."""

    def __init__(self, file: IO[bytes]) -> None:
        self._print = printer(file)
        self._begun = False

    def write(self, outcome: Coded | Failure) -> None:
        if isinstance(outcome, Failure):
            return
        if not self._begun:
            self._begun = True
            self._print([COLUMNS], "bold")
        record = outcome.record
        self._print(heading(record), "cyan")
        self._print([row(e) for e in record.events], "")
        others = [f"{len(getattr(record, n))} {n}" for n in ("tallies", "claims", "people") if getattr(record, n)]
        if others:
            self._print("  " + ", ".join(others), "")
        if outcome.second:
            for line in comparison(outcome.second):
                self._print(printable(line), "")

    def close(self) -> None:
        pass


def printer(file: IO[bytes]) -> Callable[[str | Sequence[Sequence[str]], str], None]:
    """A function that prints a line of text, or rows in the columns of an event listing, in a style."""
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = file.isatty()
    drawn = StringIO()
    width = None if terminal else PIPE_WIDTH
    console = Console(file=drawn, width=width, force_terminal=terminal, highlight=False, markup=False)

    def show(what: str | Sequence[Sequence[str]], style: str) -> None:
        if isinstance(what, str):
            console.print(Text(what, style=style), soft_wrap=True)
        elif what:
            table = Table(box=None, show_header=False, pad_edge=False, expand=True, style=style)
            for share in SHARES:
                table.add_column(ratio=share, overflow="fold")
            for cells in what:
                table.add_row(*(Text(printable(cell)) for cell in cells))
            console.print(table)
        file.write(drawn.getvalue().encode("utf-8", "replace"))
        file.flush()
        drawn.seek(0)
        drawn.truncate()

    return show


WRITERS: dict[Format, type[Lines] | type[Array] | type[Listing]] = {
    Format.TABLE: Listing,
    Format.JSON: Array,
    Format.JSONL: Lines,
}


def write_values(values: Iterable[object], format: Format) -> None:
    """Any values of ours as JSON lines or as one JSON array, on stdout."""
    out = sys.stdout.buffer
    if format is Format.JSONL:
        for value in values:
            out.write(msgspec.json.encode(value) + b"\n")
    else:
        out.write(msgspec.json.encode(list(values)) + b"\n")
    out.flush()
