"""Every error that Marsad raises on purpose, with a stable code.

A message says what was wrong, where, and what to do. Errors are raised low and caught at the surfaces
(CLI, later API and web), which print one line and choose the exit status.
"""

from __future__ import annotations

import errno

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})  # the disk refuses a write


class MarsadError(Exception):
    """Base of all named errors. `code` is stable and may be scripted against; `exit_status` is for the CLI."""

    code = "error"
    exit_status = 1

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}. {self.todo}" if self.todo else line


class InputError(MarsadError):
    """An input that cannot be read. Subclasses name the cause; the other inputs go on."""

    code = "input"


class LexiconError(MarsadError):
    """Lexicon or table files with problems: all of them are listed, each as file:line: problem."""

    code = "lexicon"
    exit_status = 3

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems) or "unknown problem")


class StoreError(MarsadError):
    """The store cannot be opened or written (locked, full disk, not a Marsad base)."""

    code = "store"
    exit_status = 4


class PlacesError(LexiconError):
    """Files of a user's places or control map with problems: all of them are listed; nothing was taken from them."""

    code = "places"
