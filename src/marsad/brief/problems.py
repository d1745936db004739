"""What can be wrong with a wish for a brief."""

from __future__ import annotations

from marsad.errors import MarsadError


class PeriodError(MarsadError):
    """Dates that are none, or an end before the start."""

    code = "brief-period"
    exit_status = 2


class AreaError(MarsadError):
    """An area that no table knows."""

    code = "brief-area"
    exit_status = 2


class WriterError(MarsadError):
    """A format that cannot be written here: a program or package is missing, or failed."""

    code = "brief-writer"
    exit_status = 4
