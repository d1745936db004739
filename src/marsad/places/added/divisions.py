"""One name for one first-level division: an added file's spelling is matched to the package's (`admin1.tsv`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from marsad.arabic.folding import word_key
from marsad.places.rows import Division

FEWEST = 3  # consonants that tell one division of a country from another
_HEADS = ("محافظه ", "ولايه ", "اماره ", "مقاطعه ", "اقليم ")
_PLAIN = re.compile(r"governorate|province|region|wilayat|state|[^a-z]")


class DivisionNames:
    """Finds the package's division for a name in Latin or Arabic letters."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_key: dict[tuple[str, str], Division] = {}
        self._by_bones: dict[tuple[str, str], list[Division]] = {}
        for division in divisions:
            for key in (_latin(division.name), *(_arabic(n) for n in division.names)):
                self._by_key.setdefault((division.country, key), division)
            self._by_bones.setdefault((division.country, _bones(division.name)), []).append(division)

    def find(self, country: str, *names: str) -> Division | None:
        """The division of any of these names, the first that fits."""
        keys = [key for name in names for key in (_arabic(name), _latin(name)) if key]
        found = next((d for key in keys if (d := self._by_key.get((country, key)))), None)
        if found is None:
            alike = [d for n in names if len(_bones(n)) >= FEWEST for d in self._by_bones.get((country, _bones(n)), ())]
            found = alike[0] if len({d.iso for d in alike}) == 1 else None
        return found


def _bones(name: str) -> str:
    """The consonants of a transliteration, which differ less than its vowels ("Hasakeh", "Hasakah")."""
    return re.sub("[aeiouy]", "", _latin(name))


def _arabic(name: str) -> str:
    key = word_key(name.rstrip("~"))
    for head in _HEADS:
        key = key.removeprefix(head)
    return key.removeprefix("ال").replace(" ", "") if re.search("[\u0621-\u064a]", key) else ""


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _PLAIN.sub("", re.sub(r"^(al|ar|as|ad|at|an|el)[- ]", "", plain))
