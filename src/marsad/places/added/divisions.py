"""One name for one first-level division: an added file's spelling is matched to the package's (`admin1.tsv`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from marsad.arabic.folding import word_key
from marsad.places.rows import Division

_HEADS = ("محافظه ", "ولايه ", "اماره ", "مقاطعه ", "اقليم ")
_PLAIN = re.compile(r"governorate|province|region|wilayat|state|[^a-z]")


class DivisionNames:
    """Finds the package's division for a name in Latin or Arabic letters."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_key: dict[tuple[str, str], Division] = {}
        for division in divisions:
            for key in (_latin(division.name), *(_arabic(n) for n in division.names)):
                self._by_key.setdefault((division.country, key), division)

    def find(self, country: str, *names: str) -> Division | None:
        """The division of any of these names, the first that fits."""
        keys = [key for name in names for key in (_arabic(name), _latin(name)) if key]
        return next((d for key in keys if (d := self._by_key.get((country, key)))), None)


def _arabic(name: str) -> str:
    key = word_key(name.rstrip("~"))
    for head in _HEADS:
        key = key.removeprefix(head)
    return key.removeprefix("ال").replace(" ", "") if re.search("[\u0621-\u064a]", key) else ""


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _PLAIN.sub("", re.sub(r"^(al|ar|as|ad|at|an|el)[- ]", "", plain))
