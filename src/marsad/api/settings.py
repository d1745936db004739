"""How a server is run: handed in at the start, the same for every request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from marsad.model.months import USUAL, Custom

LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))


class Settings(Struct, frozen=True):
    """`login`: everybody has to; else whoever reaches the loopback address works as `who` with all rights. `hosts`:
    names that requests may address, empty = any (only with login). `clock`: now, ISO, UTC; `now`: seconds since 1970.
    `secret`: signs the tokens of forms, made anew at each start."""

    login: bool
    hosts: frozenset[str]
    who: str
    clock: Callable[[], str]
    now: Callable[[], float]
    secret: bytes
    secure: bool = False  # cookies only over HTTPS (behind a proxy that speaks it)
    months: Custom = USUAL  # names of months in Arabic, where the reader's are not known
    places: Path | None = None  # folder of the places that the user added
