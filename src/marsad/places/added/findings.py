"""What is wrong in the files of a user, and what was left out of them on purpose: both are told, nothing vanishes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

MOST_SHOWN = 500  # problems listed one by one; a wrong file can have as many as it has lines


class Finding(NamedTuple):
    """A problem at `where` (file:line). `row`: it concerns this line alone, so that the others could go without it."""

    where: str
    what: str
    row: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Findings:
    """Collects problems in the order of reading, and counts what is left out by reason."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.left_out: Counter[str] = Counter()

    def file(self, where: str, what: str) -> None:
        """A problem of a file as a whole: nothing of it can be used."""
        self.found.append(Finding(where, what, row=False))

    def row(self, where: str, what: str) -> None:
        """A problem of one line or feature."""
        self.found.append(Finding(where, what, row=True))

    def skip(self, reason: str, times: int = 1) -> None:
        """Something well-formed that has no use here, by reason."""
        self.left_out[reason] += times

    def fatal(self, *, leave_out: bool) -> list[str]:
        """Problems that forbid the import, each a line; with `leave_out` those of single lines do not."""
        lines = [str(f) for f in self.found if not (leave_out and f.row)]
        more = len(lines) - MOST_SHOWN
        return lines if more <= 0 else [*lines[:MOST_SHOWN], f"and {more} more problems of the same files"]
