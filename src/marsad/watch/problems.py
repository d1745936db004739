"""Named errors of the watch; codes are stable."""

from __future__ import annotations

from marsad.errors import MarsadError, StoreError


class SourcesError(MarsadError):
    """A file of sources with problems: all of them are listed, each as file:line: problem."""

    code = "sources"
    exit_status = 2

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems) or "unknown problem")


class WatchLockedError(StoreError):
    """Another watcher works for the same base."""

    code = "watch-locked"


class WatchNewerError(StoreError):
    """The state was written by a newer Marsad."""

    code = "watch-newer"


class ArchiveError(StoreError):
    """The WARC archive cannot be written (full disk, no rights); the record was not written at all."""

    code = "warc"


class Stopped(BaseException):
    """A signal asked for the end; raised only where nothing is half done. Like KeyboardInterrupt it is no fault
    that a step may swallow."""
