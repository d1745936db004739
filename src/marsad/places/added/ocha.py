"""Coded gazetteers as OCHA's country offices publish them on HDX: CSV or XLSX with p-codes, names and often a point."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.places.added.codes import Layout, country_of, layout_of
from marsad.places.added.drafts import CODED, COUNTRY, LEVEL_OF, NOWHERE, Contents, PlaceDraft, degrees
from marsad.places.added.findings import Findings
from marsad.places.added.sheets import Sheet, csv_sheet, xlsx_sheets
from marsad.places.rows import Row

WEAK_FROM = 3  # names below the second level are small places: they need a cue, as unreviewed names do ("~")
KIND = "gazetteer with p-codes"


def read_csv(file: str, raw: bytes, country: str, findings: Findings) -> Contents:
    """The units of a CSV gazetteer."""
    sheet = csv_sheet(file, raw, findings)
    layout = layout_of(sheet.header if sheet else ())
    if sheet and not layout.coded:
        findings.file(
            f"{file}:1", f"no column of p-codes such as adm1_pcode; the columns are {', '.join(sheet.header)}"
        )
        return Contents(KIND, [], [])
    return Contents(KIND, _units(sheet, layout, country, findings) if sheet else [], [])


def read_xlsx(file: str, raw: bytes, country: str, findings: Findings) -> Contents:
    """The units of all sheets that have p-codes; a unit told again in a deeper sheet's columns is not told twice."""
    before = len(findings.found)
    sheets = xlsx_sheets(file, raw, findings)
    coded = [(s, layout) for s in sheets if (layout := layout_of(s.header)).coded]
    if not coded and len(findings.found) == before:
        findings.file(f"{file}:1", "no sheet has a column of p-codes such as adm1_pcode")
    for sheet in sheets:
        if not any(s is sheet for s, _ in coded):
            findings.skip("sheets without p-codes")
    return Contents(KIND, [p for s, layout in coded for p in _units(s, layout, country, findings)], [])


def _units(sheet: Sheet, layout: Layout, country: str, findings: Findings) -> list[PlaceDraft]:
    out = []
    for line in sheet.lines:
        if len(line.cells) > len(sheet.header):
            findings.row(line.where, f"{len(line.cells)} cells where the header has {len(sheet.header)}")
            continue
        values = dict(zip(sheet.header, line.cells, strict=False))
        try:
            draft = unit_draft(line.where, values, layout, country)
        except ValueError as error:
            findings.row(line.where, str(error))
            continue
        if draft is None:
            findings.skip("countries (the package has them)")
        elif not draft.names:
            findings.skip("no Arabic name")
        else:
            out.append(draft)
    return out


def unit_draft(where: str, values: Mapping[str, str], layout: Layout, country: str) -> PlaceDraft | None:
    """The deepest unit that a line names, in its outer ones; None for a whole country. Raises ValueError."""
    units = layout.units(values)
    if not units:
        raise ValueError("no p-code")
    level = max(units)
    if level == 0:
        return None
    own = units[level]
    if not (own.name or own.name_ar):
        raise ValueError(f"the name of {own.pcode} is empty")
    iso = country_of(units, country)
    if not COUNTRY.match(iso):
        raise ValueError(f"no country: p-code {own.pcode} does not begin with its two letters; give --country")
    lat, lon = _point(values, layout)
    outer = [units[n] for n in range(level - 1, 0, -1) if n in units]
    first = units.get(1)
    second = units.get(2) if level > 2 else None
    names = (own.name_ar + ("~" if level >= WEAK_FROM else ""),) if own.name_ar else ()
    row = Row(
        f"pc.{own.pcode}", own.name or own.name_ar, LEVEL_OF[level], "", iso,
        (first.name or first.name_ar) if first else "", f"pc.{outer[0].pcode}" if outer else "", lat, lon, None,
        (3, 3, 2, 2, 1)[level], own.name_ar, CODED,
    )  # fmt: skip
    return PlaceDraft(
        where, row, names, (second.name or second.name_ar) if second else "", level, first.name_ar if first else ""
    )


def _point(values: Mapping[str, str], layout: Layout) -> tuple[float, float]:
    lat, lon = (values.get(c or "", "") for c in (layout.lat, layout.lon))
    return degrees(lat, lon) if lat or lon else (NOWHERE, NOWHERE)
