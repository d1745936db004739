"""The features of a GeoJSON file, one by one with file:line. Used for boundaries, points and control maps."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from marsad.places.added.drafts import degrees

_SPACE = re.compile(r"[ \t\r\n]*")
_WGS84 = ("CRS84", "4326")


class Feature(NamedTuple):
    """A feature: its place in the file, id, properties and geometry (GeoJSON, longitude first)."""

    where: str
    id: str
    properties: Mapping[str, Any]
    geometry: Any

    def text(self, *names: str) -> str:
        """The first property of these names (any case) that has a value, as text."""
        lower = {str(k).lower(): v for k, v in self.properties.items()}
        for name in names:
            value = lower.get(name)
            if value is not None and str(value).strip():
                return str(value).strip()
        return ""


def features_of(file: str, text: str, problem: Callable[[str, str], None]) -> Iterator[Feature]:
    """Features in order; `problem(where, what)` hears of everything that is wrong with the file."""
    kind, found, line, counted = "", False, 1, 0
    try:
        for key, at, value in _members(text):
            line, counted = line + text.count("\n", counted, at), at
            if key is None:
                found = True
                feature = _feature(f"{file}:{line}", value, problem)
                if feature:
                    yield feature
            elif key == "type":
                kind = str(value)
            elif key == "crs" and not any(known in json.dumps(value) for known in _WGS84):
                problem(f"{file}:{line}", "has a coordinate system of its own; export it as WGS 84 (EPSG:4326)")
    except json.JSONDecodeError as error:
        problem(f"{file}:{error.lineno}", f"broken JSON, column {error.colno} ({error.msg})")
        return
    except RecursionError:
        problem(f"{file}:1", "nested too deeply to be GeoJSON")
        return
    if kind != "FeatureCollection":
        problem(f"{file}:1", f"is a {kind or 'JSON value'} where a GeoJSON FeatureCollection is wanted")
    elif not found:
        problem(f"{file}:1", "has no features")


def _feature(where: str, value: Any, problem: Callable[[str, str], None]) -> Feature | None:
    if not isinstance(value, dict) or value.get("type") != "Feature":
        problem(where, "a member of features is no Feature")
        return None
    properties = value.get("properties")
    identity = value.get("id")
    return Feature(
        where,
        "" if identity is None else str(identity),
        properties if isinstance(properties, dict) else {},
        value.get("geometry"),
    )


def _members(text: str) -> Iterator[tuple[str | None, int, Any]]:
    """(key, offset, value) of the members of the outer object; those of `features` one by one with key None."""
    decoder = json.JSONDecoder()

    def skip(i: int, wanted: str) -> int:
        i = _space(text, i)
        if text[i : i + 1] not in tuple(wanted):
            raise json.JSONDecodeError(f"want one of {wanted}", text, i)
        return i

    i = skip(0, "{") + 1
    while text[(i := _space(text, i)) : i + 1] != "}":
        key, i = decoder.raw_decode(text, skip(i, '"'))
        i = _space(text, skip(i, ":") + 1)
        if key == "features" and text[i : i + 1] == "[":
            i = _space(text, i + 1)
            while text[i : i + 1] != "]":
                value, end = decoder.raw_decode(text, i)
                yield None, i, value
                i = skip(end, ",]")
                i = _space(text, i + 1) if text[i] == "," else i
            i += 1
        else:
            start = i
            value, i = decoder.raw_decode(text, i)
            yield str(key), start, value
        i = skip(i, ",}")
        i += text[i] == ","
    if _space(text, i + 1) != len(text):
        raise json.JSONDecodeError("extra data after the collection", text, i + 1)


def _space(text: str, i: int) -> int:
    found = _SPACE.match(text, i)
    return found.end() if found else i


def polygon_of(geometry: Any) -> Any:
    """The shapely polygon of a Polygon or MultiPolygon. Raises ValueError with what is wrong: self-crossings,
    degrees out of range."""
    import shapely
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        raise ValueError(f"the geometry is {kind or 'missing'} where a Polygon or MultiPolygon is wanted")
    try:
        made = shape(geometry)
    except (ValueError, TypeError, IndexError, KeyError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"the polygon cannot be read ({error})") from None
    if made.is_empty:
        raise ValueError("the polygon is empty")
    west, south, east, north = made.bounds
    degrees(south, west)
    degrees(north, east)
    if not made.is_valid:
        raise ValueError(
            f"the polygon is not valid: {explain_validity(made)} (lon lat); repair it, e.g. with a buffer of 0"
        )
    return shapely.force_2d(made)
