"""A base as pandas data frames: `marsad.load("marsad.db")`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from marsad.errors import MarsadError

if TYPE_CHECKING:
    from pandas import DataFrame

    from marsad.store.repository import Store

What = Literal["incidents", "reports", "tallies", "claims"]


class NoPandasError(MarsadError, ImportError):
    """pandas is not installed; Marsad works without it."""

    code = "no-pandas"


class LoadError(MarsadError, ValueError):
    """What was asked for is not there to be loaded."""

    code = "load"


def load(
    db: str | Path, what: What = "incidents", *, more: bool = False, private: bool = False, **wanted: Any
) -> DataFrame:
    """A data frame of a base, one row an incident (or report, tally, claim).

    Of incidents: the columns of docs/EXPORTS.md (`marsad export csv`), dates as pandas times, counts as whole numbers that
    may be missing; `more` and `private` as on the command line, and the choices `first`, `last` (days), `countries`,
    `admin1`, `types`, `actors`, `control`, `statuses` (each a text or several), `min_sources`, `background`. Of the
    others: the columns of their table with the id of the article. Raises NoPandasError, LoadError, FilterError,
    StoreError; NotLinkedError where incidents are asked for and nothing is linked."""
    try:
        import pandas  # noqa: F401
    except ImportError:
        raise NoPandasError(
            "pandas is not installed", where="marsad.load", todo="Run: pip install 'marsad[pandas]'"
        ) from None
    from marsad.store.repository import Store

    if what not in get_args(What):
        raise LoadError(f"there is no {what!r}", where="what", todo=f"It may be: {', '.join(get_args(What))}")
    if what != "incidents" and (wanted or more or private):
        raise LoadError(f"{what} cannot be chosen among", where=", ".join(wanted) or "more, private",
                        todo="Leave it out and choose in the data frame")  # fmt: skip
    with Store.view(db) as store:
        return _incidents(store, wanted, more=more, private=private) if what == "incidents" else _rows(store, what)


def _incidents(store: Store, wanted: dict[str, Any], *, more: bool, private: bool) -> DataFrame:
    import pandas as pd

    from marsad import __version__, export_service
    from marsad.export.choice import Choice
    from marsad.export.filters import filter_of
    from marsad.export.plain import COLUMNS, REALS, WHOLES, row_of

    codes = export_service.codes()
    several: dict[str, Any] = {
        name: [v] if name in _SEVERAL and isinstance(v, str) else v for name, v in wanted.items()
    }
    if unknown := sorted(set(several) - _SEVERAL - _SINGLE):
        raise LoadError(
            "is no choice", where=", ".join(unknown), todo=f"Choices: {', '.join(sorted(_SEVERAL | _SINGLE))}"
        )
    choice = Choice(codes, __version__, more=more, private=private)
    found = export_service.incidents(store, filter_of(codes, **several), private=private)
    frame = pd.DataFrame((choice.row(row_of(one, choice), one) for one in found), columns=choice.columns(COLUMNS))
    for name in frame.columns:
        if name in ("date_start", "date_end"):
            frame[name] = pd.to_datetime(frame[name])
        else:
            frame[name] = frame[name].astype("float64" if name in REALS else "Int64" if name in WHOLES else "string")
    return frame


_SEVERAL = frozenset(("countries", "admin1", "types", "actors", "control", "statuses"))
_SINGLE = frozenset(("first", "last", "min_sources", "background"))


def _rows(store: Store, what: str) -> DataFrame:
    import pandas as pd

    from marsad.store.sourced import columns_of, rows_of

    rows: Iterator[tuple[Any, ...]] = rows_of(store, what)
    return pd.DataFrame(rows, columns=columns_of(what)).convert_dtypes()
