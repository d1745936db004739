"""The coder on a Spark cluster, by Common Crawl's convention: paths in, one partition each, Parquet out.

`pip install 'marsad[spark]'`. The executors need Marsad too, and must see the paths. The tables are those of
`marsad batch`, with the path's number in the place of the shard; `records` holds each record as JSON.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad import service
from marsad.batch.folder import TABLES
from marsad.batch.tables import clean, column_kinds, problem_row, record_rows
from marsad.model.document import Capture
from marsad.service import Coded

if TYPE_CHECKING:
    from marsad.capture import Unreadable


class Options(NamedTuple):
    """How to read; as the options of `marsad batch`. `at` is the time of capture to note. `limit_seconds`: for one article."""

    at: str
    columns: str | None = None
    published: str | None = None
    limit_mb: int = 64
    fast_pages: bool = False
    limit_seconds: float = 10.0


Row = tuple[str, str, dict[str, Any]]  # table, shard, cells
Outcome = service.Coded | service.Failure


def code_partition(paths: Iterable[tuple[int, str]], options: Options) -> Iterator[Row]:
    """Rows of all tables, and of "records" in their order, for numbered paths: what `mapPartitions` is given. A path
    that cannot be read gives a row in `problems`."""
    coder, extract = _tools(options.fast_pages)
    columns = service.parse_columns(options.columns) if options.columns else None
    for place, path in paths:
        captures = service.read(
            [path], clock=lambda: options.at, stdin=None, fetcher=None, limit_mb=options.limit_mb,
            published=options.published, columns=columns,
        )  # fmt: skip
        for number, capture in enumerate(captures):
            yield from _rows(f"{place:04d}", number, capture, _code(capture, coder, extract, options.limit_seconds))


class _TooSlowError(BaseException):
    """Not an Exception, so that it passes the coder's own handling of errors."""


def _code(capture: Capture | Unreadable, coder: service.Coding, extract: service.Extract, seconds: float) -> Outcome:
    """Code one capture; one that hangs is given up by an alarm, where the system and the thread can have one."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return service.code_one(capture, coder, extract)

    def ring(*_: object) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return service.code_one(capture, coder, extract)
    except _TooSlowError:
        what = f"Marsad took longer than {seconds:g} seconds over it. Please report it with the input"
        identity = service.stated_id(capture) if isinstance(capture, Capture) else None
        return service.Failure(capture.origin, "too-slow", what, identity)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@lru_cache(maxsize=1)
def _tools(fast: bool) -> tuple[service.Coding, service.Extract]:
    """Loaded once in each of Spark's Python processes, which do one partition after the other."""
    return service.load_coder(), service.load_extract(fast=fast)


def _rows(shard: str, number: int, capture: object, outcome: Outcome) -> Iterator[Row]:
    outcome = service.as_dropped(outcome)
    line = service.record_line(outcome)
    if line is not None:
        yield "records", shard, {"shard": shard, "article_number": number, "record": line.decode()}
    if isinstance(outcome, Coded) and isinstance(capture, Capture):
        for name, rows in record_rows(shard, number, capture.origin, capture.sha256, outcome.record).items():
            for row in rows:
                yield name, shard, clean(row)
    elif not isinstance(outcome, Coded):
        yield "problems", shard, clean(problem_row(shard, number, outcome, None))


def code_paths(session: Any, paths: Sequence[str], out: str, options: Options) -> None:
    """Code the inputs at `paths` on the session's executors and write a folder of Parquet a table below `out`, which
    must not be there. The result is the same whatever the number of executors."""
    context = session.sparkContext
    numbered = context.parallelize(list(enumerate(paths)), max(1, len(paths)))
    rows = numbered.mapPartitions(lambda part: code_partition(part, options)).persist(_on_disk())
    try:
        for name in (*TABLES, "records"):
            cells = rows.filter(lambda row, name=name: row[0] == name).map(lambda row: row[2])
            frame = session.createDataFrame(cells, schema=_schema(name))
            frame.write.parquet(str(Path(out) / name) if "://" not in out else f"{out}/{name}")
    finally:
        rows.unpersist()


def _on_disk() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _schema(name: str) -> Any:
    """The columns of a table in Spark's types."""
    from pyspark.sql.types import (
        BooleanType,
        DateType,
        DoubleType,
        IntegerType,
        LongType,
        StringType,
        StructField,
        StructType,
    )

    kinds = {
        "bool": BooleanType(), "date32[day]": DateType(), "double": DoubleType(), "int32": IntegerType(),
        "int64": LongType(), "string": StringType(),
    }  # fmt: skip
    if name == "records":
        columns = [("shard", "string"), ("article_number", "int32"), ("record", "string")]
    else:
        columns = column_kinds(name)
    return StructType([StructField(column, kinds[kind]) for column, kind in columns])
