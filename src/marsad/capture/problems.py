"""Named errors of the capture stage. Codes are stable; docs/CODEBOOK.md and scripts may rely on them."""

from __future__ import annotations

from marsad.errors import InputError


class CaptureError(InputError):
    """An input that cannot become an article; `code` says why."""

    def __init__(self, code: str, what: str, *, todo: str = "", where: str = "") -> None:
        self.code = code
        super().__init__(what, where=where, todo=todo)
