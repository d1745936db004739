"""Bytes of a user's table as text: UTF-8 with or without a byte order mark; anything else is a problem with its line."""

from __future__ import annotations

import codecs

from marsad.places.added.findings import Findings

MOST_BYTES = 2_000_000_000  # of one file that is read whole; the largest country dump is below 200 MB
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(file: str, raw: bytes, findings: Findings) -> str | None:
    """The text, or None after noting the problem."""
    if raw.startswith(_WIDE):
        findings.file(f"{file}:1", "is UTF-16; save it as UTF-8")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = " (it looks like Windows-1256)" if _windows(raw) else ""
        findings.file(f"{file}:{line}", f"not UTF-8, byte {error.start}{hint}; save it as UTF-8")
        return None


def _windows(raw: bytes) -> bool:
    """Would the bytes above 127 be mostly Arabic letters in Windows-1256?"""
    high = [b for b in raw[:200_000] if b > 127]
    text = bytes(high).decode("cp1256", "replace")
    return bool(high) and sum("\u0621" <= c <= "\u064a" for c in text) > 0.8 * len(text)
