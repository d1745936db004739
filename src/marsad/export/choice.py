"""What a user chose for a file, apart from which incidents are in it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from marsad.export.codes import Codes
from marsad.export.more import COLUMNS, more
from marsad.export.wording import Cell
from marsad.model.sourced import Sourced


class Choice(Struct, frozen=True):
    """`numbers`: codes as numbers; `more`: our further columns; `private`: names of private persons too; `bom`: the mark
    by which Excel knows UTF-8; `lines`: JSON lines instead of one array; `version`: of Marsad."""

    codes: Codes
    version: str
    numbers: bool = False
    more: bool = False
    private: bool = False
    bom: bool = True
    lines: bool = False

    def columns(self, base: Iterable[str]) -> list[str]:
        """The columns of a format, and ours behind them where they are asked for and not there already."""
        names = list(base)
        return names + [name for name in COLUMNS if self.more and name not in names]

    def row(self, base: dict[str, Cell], found: Sourced) -> dict[str, Cell]:
        """A row of a format with our further columns where they are asked for; the format's own values stay."""
        return {**more(found, private=self.private), **base} if self.more else base
