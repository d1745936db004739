"""The named error of the second reader."""

from __future__ import annotations

from marsad.errors import MarsadError


class ReaderError(MarsadError):
    """The second reader gave no answer that can be used; the rules' record stands without it. Codes: reader-url,
    reader-key, reader-file, reader-unreachable, reader-timeout, reader-status, reader-redirect, reader-too-large,
    reader-bad-answer, reader-cut, reader-not-json, reader-given-up. No message repeats an answer or a key."""

    def __init__(self, code: str, what: str, todo: str, where: str = "second reader") -> None:
        self.code = code
        self.exit_status = 4 if code == "reader-file" else 2  # as for other output; the rest is wrong use
        super().__init__(what, where=where, todo=todo)
