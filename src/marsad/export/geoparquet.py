"""GeoParquet 1.1: our columns and a point as WKB, in row groups of bounded size."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

import msgspec

from marsad.export.choice import Choice
from marsad.export.plain import COLUMNS, REALS, WHOLES, row_of
from marsad.export.withheld import OPEN_STATEMENT, STATEMENT
from marsad.model.sourced import Sourced

GROUP = 2_000  # rows held at once


def write(file: IO[bytes], incidents: Iterable[Sourced], choice: Choice) -> None:
    """The Parquet file. The `geo` metadata come last: the box of all points is known only then."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = choice.columns(COLUMNS)
    kinds = {**dict.fromkeys(REALS, pa.float64()), **dict.fromkeys(WHOLES, pa.int64())}
    fields = [pa.field(name, kinds.get(name, pa.string())) for name in columns]
    schema = pa.schema([*fields, pa.field("geometry", pa.binary())])
    box: list[float] = []
    rest = iter(incidents)
    with pq.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer:
        while rows := [choice.row(row_of(found, choice), found) for found in islice(rest, GROUP)]:
            for row in rows:
                box = _wider(box, row["longitude"], row["latitude"])
            table: list[dict[str, Any]] = [
                {**row, "geometry": point(row["longitude"], row["latitude"])} for row in rows
            ]
            writer.write_table(pa.Table.from_pylist(table, schema=schema))
        private = OPEN_STATEMENT if choice.private else STATEMENT
        about = msgspec.json.encode({"marsad": choice.version, "private_names": private})
        writer.add_key_value_metadata(
            {"geo": msgspec.json.encode(geo_metadata(box)).decode(), "marsad": about.decode()}
        )


def geo_metadata(box: list[float]) -> dict[str, Any]:
    """The `geo` value of GeoParquet 1.1; without a `crs` it is longitude and latitude on WGS 84 (OGC:CRS84)."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box else []}
    if box:
        column["bbox"] = box
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def point(lon: Any, lat: Any) -> bytes | None:
    """A point as well-known binary, little-endian."""
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)


def _wider(box: list[float], lon: Any, lat: Any) -> list[float]:
    """[west, south, east, north] that holds the point too."""
    if lon is None or lat is None:
        return box
    if not box:
        return [lon, lat, lon, lat]
    return [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]
