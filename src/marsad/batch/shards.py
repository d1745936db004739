"""Cuts inputs into shards: the same inputs give the same shards, and a shard's digest says whether it is still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from marsad.model.document import Capture
from marsad.model.record import Versions

if TYPE_CHECKING:
    from marsad.capture import Unreadable


class Shard(Struct, frozen=True):
    """Captures that are coded together and whose files appear together. `digest`: of the captures and the versions."""

    name: str
    captures: tuple[Capture | Unreadable, ...]
    digest: str


def cut(
    items: Sequence[str],
    read: Callable[[str], Iterable[Capture | Unreadable]],
    versions: Versions,
    *,
    articles: int,
    size: int,
) -> Iterator[Shard | None]:
    """Shards of each input in turn, named INPUT-SHARD; None after each capture, so that the caller may do other things.
    A shard ends at `articles` captures or at `size` bytes of them."""
    for place, item in enumerate(items):
        held: list[Capture | Unreadable] = []
        number = weight = 0
        for capture in read(item):
            held.append(capture)
            weight += len(capture.raw) if isinstance(capture, Capture) else 0
            if len(held) >= articles or weight >= size:
                yield _shard(place, number, held, versions)
                number, held, weight = number + 1, [], 0
            yield None
        if held:
            yield _shard(place, number, held, versions)


def _shard(place: int, number: int, captures: list[Capture | Unreadable], versions: Versions) -> Shard:
    digest = hashlib.sha256(f"{versions.marsad} {versions.lexicon} {versions.rules}".encode())
    for c in captures:
        told: tuple[str | None, ...] = (c.origin,)
        told += (c.sha256, c.media, c.charset, c.url, c.published) if isinstance(c, Capture) else (c.code, c.message)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
    return Shard(f"{place:04d}-{number:05d}", tuple(captures), digest.hexdigest())
