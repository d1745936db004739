"""Marsad (مرصد): reads Arabic news and keeps a sourced record of reported events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from marsad.frames import load

__all__ = ["__version__", "load"]


def __getattr__(name: str) -> Any:
    """`marsad.load` (frames.py), imported when it is asked for, so that starting stays quick."""
    if name == "load":
        from marsad.frames import load

        return load
    raise AttributeError(f"module 'marsad' has no attribute {name!r}")
