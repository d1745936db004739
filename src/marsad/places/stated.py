"""A place that a person states in a field, not in a text: by its name in Arabic or English, and where that is not enough
with a larger place ("Tripoli, Libya", "الطبقة، الرقة") or with coordinates ("Al-Tabqah @ 35.84, 38.55").

Unlike a name in a text it needs no cue: whoever writes it means a place. Of rivals far apart none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from marsad.arabic.folding import word_key
from marsad.places.added.administered import administered
from marsad.places.catalogue import Gazetteer
from marsad.places.geometry import km
from marsad.places.resolve import CLOSE_SCORE, LEVEL_PRIOR, PRECISION, Alternative, Refused, Resolved, apart, type_fit
from marsad.places.rows import LEVELS, Row

BASIS = "stated by a person"
REACH_KM = 50.0  # a place stated with coordinates takes country and division of the nearest row within this
_POINT = re.compile(r"(?P<name>[^@]*)@\s*(?P<lat>-?\d{1,2}(?:\.\d+)?)\s*[,،; ]\s*(?P<lon>-?\d{1,3}(?:\.\d+)?)\s*")
_BRACKETS = re.compile(r" \([^)]*\)$")
_COMMA = re.compile(r"\s*[,،]\s*")
_ENGLISH_LEVELS = {level: level for level in LEVELS} | {"governorate": "province", "city": "town"}


def stated(gazetteer: Gazetteer, written: str, near: Collection[str] = (), instead: str = "") -> Resolved | Refused:
    """The place that a person means. `near`: countries of the article, which tell namesakes apart; not where the row
    `instead`, that the person corrects, is one of them. Refused: unlisted_place, ambiguous_name (with the rivals)."""
    point = _POINT.fullmatch(written.strip())
    if point:
        lat, lon = float(point["lat"]), float(point["lon"])
        if abs(lat) <= 90 and abs(lon) <= 180:
            return _at(gazetteer, point["name"].strip(), lat, lon)
    name, *outer = _COMMA.split(written.strip())
    scored = _scored(gazetteer, name)
    for larger in filter(None, outer):
        scored = [(score, row) for score, row in scored if _inside(gazetteer, row, larger)]
    if near and not any(row.id == instead for _, row in scored):
        scored = [(score, row) for score, row in scored if row.country in near] or scored
    if not scored:
        return Refused("unlisted_place")
    best, row = scored[0]
    rivals = [(s, r) for s, r in scored[1:] if s > best - CLOSE_SCORE and apart(row, r)]
    if rivals:
        named = (Alternative(r.id, r.name, r.country, round(s, 2)) for s, r in [scored[0], *rivals])
        return Refused("ambiguous_name", tuple(named))
    return administered(_resolved(gazetteer, row), gazetteer.added)


def _scored(gazetteer: Gazetteer, name: str) -> list[tuple[float, Row]]:
    """Rows of that name, the likeliest first: what the type noun says, then a town before its district."""
    typed, found = _named(gazetteer, name)
    scored = [(LEVEL_PRIOR[r.level] + min(r.rank, 3.0) * 0.6 + type_fit(typed, r), r) for r in found]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].rank, pair[1].id))


def _named(gazetteer: Gazetteer, name: str) -> tuple[str | None, list[Row]]:
    """The type noun, if the name has one before it ("محافظة حلب", "Aleppo province"), and the rows of the name."""
    if name in gazetteer.rows:
        return None, [gazetteer.rows[name]]
    whole = gazetteer.find(name) or list(_english(gazetteer, name))
    if whole:
        return None, whole
    first, _, rest = name.partition(" ")
    typed = gazetteer.noun(word_key(first))
    if typed:
        return typed, gazetteer.find(rest)
    front, _, last = name.rpartition(" ")
    level = _ENGLISH_LEVELS.get(last.casefold())
    return None, [row for row in _english(gazetteer, front) if row.level == level] if level else []


def _english(gazetteer: Gazetteer, name: str) -> Iterator[Row]:
    """Rows by their English name; a country in brackets behind it is no part of it ("Tripoli (Lebanon)")."""
    wanted = name.casefold()
    if wanted:
        yield from (r for r in gazetteer.rows.values() if wanted in (low := r.name.casefold(), _BRACKETS.sub("", low)))


def _inside(gazetteer: Gazetteer, row: Row, larger: str) -> bool:
    """Does a row lie in a country (name or ISO code), division or district of that name?"""
    if larger.upper() == row.country:
        return True
    district = gazetteer.district(row)
    of = {(row.country, row.admin1), (row.country, district.name if district else "")}
    return any(
        o.country == row.country and (o.level == "country" or (o.country, o.name) in of)
        for o in _named(gazetteer, larger)[1]
    )


def _at(gazetteer: Gazetteer, written: str, lat: float, lon: float) -> Resolved:
    """A place with coordinates of the person's own: its country as stated, else that of the nearest row."""
    name, *outer = _COMMA.split(written)
    rows = (r for r in gazetteer.rows.values() if r.level not in ("country", "region", "province"))
    inside = (r for r in rows if all(_inside(gazetteer, r, larger) for larger in filter(None, outer)))
    far, nearest = min(
        ((km(lat, lon, r.lat, r.lon), r) for r in inside), key=lambda p: (p[0], p[1].id), default=(0.0, None)
    )
    if nearest is None or (far > REACH_KM and not outer):
        return Resolved(name, "unknown", None, None, None, lat, lon, 1, None, "", "", f"coordinates {BASIS}")
    place = _resolved(gazetteer, nearest)
    admin1, admin2 = (place.admin1, place.admin2) if far <= REACH_KM else (None, None)
    made = Resolved(
        name,
        "unknown",
        place.country,
        admin1,
        admin2,
        lat,
        lon,
        1,
        None,
        "",
        "",
        f"coordinates {BASIS}; nearest {nearest.id}",
    )
    return administered(made, gazetteer.added)


def _resolved(gazetteer: Gazetteer, row: Row) -> Resolved:
    district = gazetteer.district(row)
    precision = max(PRECISION[row.level], row.precision)
    return Resolved(
        row.name, row.level, row.country or None, row.admin1 or None, district.name if district else None, row.lat, row.lon,
        precision, row.extent_km, row.name_ar, row.id, BASIS,
    )  # fmt: skip
