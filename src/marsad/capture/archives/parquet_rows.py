"""Parquet dumps, a few rows at a time; only the columns that are asked for are read."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.capture.archives.columns import as_row, wanted
from marsad.capture.archives.reading import Reader, Source, broken, seekable
from marsad.capture.problems import CaptureError, Unreadable
from marsad.model.document import Capture

_ROWS = 64  # held at once


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """A capture a row, "#n" counted from 1. Raises CaptureError; a row group that is damaged ends the file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = seekable(source.file)
    number = 0
    try:
        table = pq.ParquetFile(file)
        names = wanted(reader.columns, table.schema_arrow.names)
        for batch in table.iter_batches(_ROWS, columns=[*dict.fromkeys(names.values())], use_threads=False):
            cells = batch.to_pydict()
            for at in range(batch.num_rows):
                number += 1
                yield _row(reader, source, number, {field: cells[column][at] for field, column in names.items()})
    except (pa.ArrowException, OSError, ValueError) as error:
        if number:
            raise CaptureError("bad-archive", f"breaks off after row {number}", todo="Fetch it again") from error
        raise broken("Parquet") from error
    finally:
        if file is not source.file:
            file.close()


def _row(reader: Reader, source: Source, number: int, values: dict[str, object]) -> Capture | Unreadable:
    where = f"{source.origin}#{number}"
    line = as_row(values)
    if len(line) > reader.limit:
        return Unreadable(where, "too-large", f"is a row larger than {reader.limit // 1_000_000} MB. Raise --limit-mb")
    return reader.capture(line, where, source.obtained, "application/json")
