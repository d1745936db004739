"""What was worked out from all incidents or readings, kept until they change (store/stamps.py): the first reader waits, the
rest do not.

Only answers of which there is one each are kept, never one a filter: what anybody may ask must not fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request
from sqlalchemy import Connection

from marsad.api.identity import store_of
from marsad.store.stamps import incidents_stamp

T = TypeVar("T")


class Remembered:
    """Answers by name (that of the overview has some 80 bytes an incident), each with the stamp of what it was made from. Readers
    who come together after a change wait for one of them to make it; nobody waits for an answer of another name, or the
    first page would wait for the whole map."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Any]] = {}
        self._making: dict[str, Lock] = {}

    def get(self, name: str, stamp: int, make: Callable[[], T]) -> T:
        """The answer kept under a name for these incidents, or a new one."""
        held = self._kept.get(name)
        if held is not None and held[0] == stamp:
            return held[1]  # type: ignore[no-any-return]
        with self._making.setdefault(name, Lock()):
            held = self._kept.get(name)
            if held is None or held[0] != stamp:
                held = self._kept[name] = (stamp, make())
        return held[1]


def remembered(
    request: Request, name: str, make: Callable[[], T], stamp_of: Callable[[Connection], int] = incidents_stamp
) -> T:
    """`make()`, or what it gave before for the same incidents (by another `stamp_of`: the same readings). The stamp is read
    first: an answer may be newer, never older."""
    with store_of(request).reading() as connection:
        stamp = stamp_of(connection)
    kept: Remembered = request.app.state.remembered
    return kept.get(name, stamp, make)
