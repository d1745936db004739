"""The option `--months` of `brief` and `serve`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Months(StrEnum):
    """The customs of model/months.py."""

    LEVANT = "levant"
    GULF = "gulf"
    MAGHREB = "maghreb"
    MOROCCO = "morocco"


MonthsOption = Annotated[Months, typer.Option(help="Names of the months in Arabic: آب, أغسطس, أوت or غشت.")]
