"""Quoted speech: runs between quotation marks that are long enough to be speech and not a name or a word at a distance."""

from __future__ import annotations

from collections.abc import Sequence

SPEECH_WORDS = 4  # shorter runs in quotation marks are names ("داعش") or words kept at a distance ("الخلافة")


def quoted_spans(norms: Sequence[str], marks: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open token ranges inside the marks of one sentence; a mark without its partner opens nothing."""
    spans = []
    for opened, closed in zip(marks[::2], marks[1::2], strict=False):
        words = sum(map(str.isalpha, norms[opened + 1 : closed]))
        if words >= SPEECH_WORDS:
            spans.append((opened + 1, closed))
    return spans
