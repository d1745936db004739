"""Where errors come to the surface: one line each on stderr, and an exit status that scripts can rely on.

0 all good · 1 some inputs failed, the others were coded · 2 wrong use · 3 lexicon · 4 store or output ·
130 interrupted (Ctrl-C) · 141 the reader of our output went away
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import typer
from typer.core import TyperGroup

from marsad.errors import NO_ROOM, MarsadError

INTERRUPTED, PIPE_CLOSED = 130, 141
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class OutputError(MarsadError):
    """The result cannot be written (--out in a missing folder, full disk)."""

    code = "output"
    exit_status = 4


def printable(text: str) -> str:
    """Without control characters: what comes from pages and file names must not steer the terminal."""
    return _CONTROLS.sub("\ufffd", text)


def complain(where: str, message: str, code: str) -> None:
    """One problem, one line: `marsad: FILE: what. what to do [code]`."""
    line = printable(f"{where}: {message}" if where else message).replace("\n", " ")
    sys.stderr.write(f"marsad: {line} [{code}]\n")


def _report(error: MarsadError) -> None:
    problems = getattr(error, "problems", None)  # of lexicons, of a list of sources
    if problems:
        for problem in problems:
            complain("", problem, error.code)
    else:
        complain("", str(error), error.code)


class Surface(TyperGroup):
    """The group of all commands: turns errors of any of them into lines and exit statuses."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except MarsadError as error:
            _report(error)
            raise typer.Exit(error.exit_status) from None
        except KeyboardInterrupt:
            sys.stderr.write("marsad: interrupted; what was written before is whole\n")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _close_stdout()
            raise typer.Exit(PIPE_CLOSED) from None
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            _close_stdout()
            complain("", f"cannot write the output ({error.strerror}). Check the disk", OutputError.code)
            raise typer.Exit(OutputError.exit_status) from None
        return result


def _close_stdout() -> None:
    """So that the interpreter does not stumble over the unwritten rest when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Shield:
    """Keeps Ctrl-C from cutting a record in two: inside `with shield.hold():` it waits until the end of the block."""

    def __init__(self) -> None:
        self._held = self._wanted = False

    def __enter__(self) -> Shield:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if not self._held or self._wanted:  # the second Ctrl-C does not wait
            raise KeyboardInterrupt
        self._wanted = True

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._wanted:
            raise KeyboardInterrupt
