"""What leads to a place name: type-like words, directions, distances, near-words and the preposition before them all."""

from __future__ import annotations

from typing import NamedTuple

from marsad.places.before import AWAY, BY, TOWN_WORDS
from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import mean_bearing
from marsad.places.names import bare
from marsad.places.scan import Scan

_NEARNESS = frozenset({"القرب", "مقربه", "لقرب"})  # before "من", without و or ب
_TOWARDS = frozenset({"الي", "من", "جهه", "عن"})  # between a distance and its direction
_WITH = frozenset({"مع", "ومع"})
_BORDERING = frozenset({"الحدوديه", "حدوديه", "الحدودي", "حدودي", "الحدوديين", "المشتركه"})  # before "مع X"
_HOME = frozenset({"البلاد", "الدوله", "البلد", "المملكه"})
_OWN_BORDERS = frozenset({"حدودها", "حدوده", "بحدودها", "حدودهما"})
_EACH = frozenset({"بكل", "وبكل"})  # "بكل من X وY" is where, "انسحب من X" is where from
_OVERLOOKING = frozenset(
    {"تطل", "يطل", "مطله", "المطله", "المطل", "تشرف", "يشرف", "مشرفه", "المشرفه"}
)  # before "على X"
_LAST = frozenset({"to", "from", "speaker"})


class Approach(NamedTuple):
    """The expression begins at token `start`; bearing in degrees, distance in km."""

    start: int
    bearing: float | None
    distance_km: float | None
    relation: str


def approach(scan: Scan, first: int, floor: int) -> Approach:
    """What leads to tokens[first], not before token `floor` ("على بعد 20 كيلومترا شمال مدينة …")."""
    at = scan.back(first)
    if at < floor or not scan.gazetteer.before(scan.norms[at]).on_the_way:
        return Approach(first, None, None, _relation(scan, first, at, floor))
    way = _Way(scan, first, at, floor)
    way.pass_over_from()
    way.take_town_word(first)
    bearing = way.take_directions()
    away = way.take_distance(bearing)
    near = way.take_near_words()
    relation = _relation(scan, way.start, scan.back(way.start), floor)
    if away is not None or (bearing is not None and relation in ("bare", "in")):
        relation = "direction"
    elif near and relation in ("bare", "in", "from"):
        relation = "near"
    return Approach(way.start, bearing, away, relation)


class _Way:
    """Walks back from a name: `at` is the token looked at, `start` the first one that belongs to the expression."""

    def __init__(self, scan: Scan, first: int, at: int, floor: int) -> None:
        self.scan, self.floor = scan, floor
        self.start, self.at = first, at

    @property
    def here(self) -> str:
        return self.scan.norms[self.at] if self.at >= self.floor else ""

    def _take(self) -> None:
        self.start, self.at = self.at, self.at - 1

    def pass_over_from(self) -> None:
        """The "من" of "شمال من X", "بالقرب من X"."""
        if self.here != "من" or self.at - 1 < self.floor:
            return
        before, bearings = self.scan.norms[self.at - 1], self.scan.wording.bearings
        if before in bearings or before.removeprefix("ال") in bearings or before.lstrip("وب") in _NEARNESS:
            self.at -= 1

    def take_town_word(self, first: int) -> None:
        """ "مدينة" right before a type noun that was taken already ("مركز مدينة X")."""
        if self.at + 1 == first and bare(self.here, TOWN_WORDS) and self.here not in self.scan.wording.bearings:
            self.start, self.at = self.at, self.scan.back(self.at)

    def take_directions(self) -> float | None:
        """The bearing of "شمال", or of "شمال غرب" as the mean of both."""
        bearing = None
        while (degrees := self.scan.wording.bearings.get(self.here)) is not None:
            bearing = degrees if bearing is None else mean_bearing(bearing, degrees)
            self._take()
        return bearing

    def take_distance(self, bearing: float | None) -> float | None:
        """Kilometres of "20 كيلومترا" before the direction ("20 كلم إلى الشمال من X"), or before the name ("20 كلم عن X")."""
        at = self.at
        while at >= self.floor and self.scan.norms[at] in (_TOWARDS if bearing is not None else AWAY):
            at -= 1
        found = self.scan.length_before(at + 1)
        if found is None or found[1] < self.floor:
            return None
        self.start = found[1]
        self.at = self.start - 1
        return found[0]

    def take_near_words(self) -> bool:
        words, near = self.scan.wording.sets["near"], False
        while self.here in words or self.here.removeprefix("و") in words or self.here in BY:
            near = True
            self._take()
        return near


def _relation(scan: Scan, start: int, j: int, floor: int) -> str:
    """What word j before the expression says of it; a preposition bi- of its own comes before "to" and "from"."""
    own = scan.norms[start]
    word = scan.norms[j] if j >= 0 and j >= floor - 1 else ""
    lead = scan.gazetteer.lead(word) if word else ""
    if lead == "between" or own == "بين":
        return "between"
    if word in _WITH and _of_a_border(scan, j):
        return "border"
    if lead == "in" and word == "علي" and j and scan.norms[j - 1] in _OVERLOOKING:
        return "near"  # "جبال تطل على مفرق X"
    if lead == "from" and j > 1 and (scan.norms[j - 1] in _EACH or scan.norms[j - 2 : j] == ["في", "كل"]):
        return "in"
    if lead and lead not in _LAST:
        return lead
    if own.startswith(("ب", "وب", "فب")) and _with_clitic(own, scan.gazetteer):
        return "in"
    return lead or "bare"


def _of_a_border(scan: Scan, j: int) -> bool:
    """Is "مع" at j that of "الحدود مع كينيا", "المنطقة الحدودية مع كينيا", "حدود البلاد مع كينيا", "حدودها مع كينيا"?"""
    before = scan.norms[j - 1] if j else ""
    if before in _HOME and j > 1:
        before = scan.norms[j - 2]
    return before in _BORDERING or before.removeprefix("و") in _OWN_BORDERS or scan.gazetteer.lead(before) == "border"


def _with_clitic(norm: str, gazetteer: Gazetteer) -> bool:
    """Is the first letter the preposition bi-, before a name, a type noun or a direction?"""
    starts = gazetteer.starts(norm)
    if starts:
        return "ب" in starts[0].proclitics
    wording = gazetteer.wording
    return norm not in wording.types and (gazetteer.noun(norm) is not None or norm.lstrip("وف")[1:] in wording.bearings)
