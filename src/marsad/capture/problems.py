"""Named errors of the capture stage. Codes are stable; docs/CODEBOOK.md and scripts may rely on them."""

from __future__ import annotations

from msgspec import Struct

from marsad.errors import InputError


class CaptureError(InputError):
    """An input that cannot become an article; `code` says why."""

    def __init__(self, code: str, what: str, *, todo: str = "", where: str = "") -> None:
        self.code = code
        super().__init__(what, where=where, todo=todo)


class Unreadable(Struct, frozen=True):
    """An input that could not be read: where, a stable code, and what is wrong with what to do.

    `dropped`: left out on purpose and no fault of anybody's: a crawl's picture, redirect or page in another language.
    """

    origin: str
    code: str
    message: str
    dropped: bool = False


def unreadable(origin: str, error: CaptureError) -> Unreadable:
    """What a reader reports of an error that ends one input while the others go on."""
    return Unreadable(origin, error.code, error.what + (f". {error.todo}" if error.todo else ""))
