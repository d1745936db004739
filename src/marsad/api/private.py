"""CSV and GeoJSON are files to pass on: names of private persons are left out of them, as in `marsad export`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from marsad.export.withheld import without
from marsad.store.repository import Store
from marsad.store.sourced import private_names

# Ids, by which one looks things up, and names out of the gazetteer stay as they are.
KEPT = frozenset(("id", "article", "event", "place", "place_ar", "admin1", "admin2", "country"))
Row = Mapping[str, Any]


def shown(store: Store, found: Iterable[tuple[Sequence[str], Row]]) -> Iterator[dict[str, Any]]:
    """The rows without names. Each comes with the ids of the articles it is made from; they are looked up once, when the
    first row is asked for."""
    pairs = list(found)
    names = private_names(store, sorted({article for its, _ in pairs for article in its}))
    for its, row in pairs:
        hidden = tuple(dict.fromkeys(name for article in its for name in names.get(article, ())))
        yield {key: value if key in KEPT else _without(value, hidden) for key, value in row.items()}


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return without(value, names) if names and value else value
    return [_without(v, names) for v in value] if isinstance(value, (list, tuple)) else value
