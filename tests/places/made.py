"""Small files of invented places in the formats that can be added: nobody's data."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from marsad.places.catalogue import Gazetteer
from marsad.places.rows import OWN


@lru_cache(maxsize=1)
def package() -> Gazetteer:
    """The gazetteer without a user's places."""
    return Gazetteer.load()


OWN_HEADER = "\t".join(OWN)


def dump_line(
    i: int | str, name: str, arabic: str = "", lat: object = 36.6, lon: object = 40.2, feature: str = "P.PPL",
    country: str = "SY", admin1: str = "01", admin2: str = "", population: object = 0,
) -> str:  # fmt: skip
    """A line of a GeoNames country dump, 19 columns."""
    kind, code = feature.split(".")
    cells = [
        i, name, name, arabic, lat, lon, kind, code, country, "", admin1, admin2, "", "", population, "", 300, "Asia/Damascus",
        "2024-01-01",
    ]  # fmt: skip
    return "\t".join(str(c) for c in cells)


def alternate_line(number: int, i: int | str, tongue: str, name: str, preferred: str = "", historic: str = "") -> str:
    """A line of alternateNamesV2.txt, 10 columns."""
    return "\t".join([str(number), str(i), tongue, name, preferred, "", "", historic, "", ""])


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def own_line(i: str, arabic: str, lat: object = 36.6, lon: object = 40.2, **more: str) -> str:
    cells = {"id": i, "name": i, "level": "village", "country": "SY", "admin1": "Al-Hasakah", "lat": str(lat), "lon": str(lon),
             "precision": "1", "source": "test", "names_ar": arabic, **more}  # fmt: skip
    return "\t".join(cells.get(c, "") for c in OWN)


def square(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(geometry: Mapping[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(coordinates: Sequence[Any], **properties: object) -> dict[str, Any]:
    return feature({"type": "Polygon", "coordinates": coordinates}, **properties)


def point(lat: float, lon: float, **properties: object) -> dict[str, Any]:
    return feature({"type": "Point", "coordinates": [lon, lat]}, **properties)


def collection(path: Path, *features: Mapping[str, Any]) -> Path:
    """A FeatureCollection with one feature a line: the first is on line 2."""
    body = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    path.write_text('{"type": "FeatureCollection", "features": [\n' + body + "\n]}\n", encoding="utf-8")
    return path


def unit(level: int, pcode: str, english: str, arabic: str, **outer: str) -> dict[str, str]:
    """Properties of a boundary in the manner of common operational datasets."""
    own = {f"adm{level}_pcode": pcode, f"adm{level}_en": english, f"adm{level}_ar": arabic}
    return {**outer, **own, "adm0_pcode": "SY", "adm0_en": "Syria"}


FIRST = {"adm1_pcode": "SY98", "adm1_en": "Al-Hasakeh", "adm1_ar": "الحسكة"}


def boundaries(folder: Path) -> Path:
    """A square division with two districts, west and east of 40.5."""
    return collection(
        folder / "bounds.geojson",
        polygon(square(40, 36, 41, 37), **unit(1, "SY98", "Al-Hasakeh", "الحسكة")),
        polygon(square(40, 36, 40.5, 37), **unit(2, "SY9801", "Gharbiya", "غربية الاختبار", **FIRST)),
        polygon(square(40.5, 36, 41, 37), **unit(2, "SY9802", "Sharqiya", "شرقية الاختبار", **FIRST)),
    )


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A minimal XLSX: text as shared strings, numbers as they are."""
    strings: list[str] = []

    def cell(value: object, at: str) -> str:
        if isinstance(value, int | float):
            return f'<c r="{at}"><v>{value}</v></c>'
        strings.append(str(value))
        return f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as book:
        for n, rows in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{r}">'
                + "".join(cell(v, f"{chr(65 + c)}{r}") for c, v in enumerate(row) if v != "")
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            book.writestr(
                f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
            )
        names = "".join(f'<sheet name="{escape(s)}" sheetId="{n}" r:id="r{n}"/>' for n, s in enumerate(sheets, 1))
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
        )
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        shared = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{shared}</sst>')
    return path


def holding(
    coordinates: Sequence[Any], holder: str, first: str, last: str | None = None, **more: object
) -> dict[str, Any]:
    return polygon(coordinates, holder=holder, valid_from=first, valid_to=last, **more)
