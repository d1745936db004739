"""The words of a text as dates are read from them: calendar words without their clitics, months, and years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from marsad.arabic.dates.calendar import Calendar
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import is_figure

_YEARS = range(1900, 2100)


class DateText:
    """The words of a text as dates are read from them, with its numbers, the calendar and the anchor."""

    def __init__(
        self, norms: Sequence[str], numbers: Sequence[Number], calendar: Calendar, anchor: dt.date | None
    ) -> None:
        self.norms = norms
        self.calendar, self.anchor = calendar, anchor
        self.number_at = {n.first: n for n in numbers}

    def norm(self, i: int) -> str:
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def bare(self, i: int) -> str:
        """The word without a leading و/ب/ل/ف when the rest is a calendar word."""
        return self.calendar.bare[self.norm(i)]

    def month(self, i: int) -> tuple[int, int] | None:
        """(month, index after it), doubled names ("كانون الثاني/يناير", "مارس آذار") read as one."""
        found = self.named(i, self.calendar.months)
        if not found:
            return None
        value, j = found
        k = j
        while self.norm(k) in ("/", "-", "(", "،") and k - j < 2:
            k += 1
        again = self.named(k, self.calendar.months)
        if again and again[0] == value:
            j = again[1]
            if self.norm(j) == ")":
                j += 1
        return value, j

    def named(self, i: int, table: Mapping[tuple[str, ...], int]) -> tuple[int, int] | None:
        """What the table says of the longest name of one or two words at i, and the index after it."""
        first = self.bare(i)
        for width in (2, 1):
            key = (first, *(self.norm(k) for k in range(i + 1, i + width)))
            if key in table:
                return table[key], i + width
        return None

    def year(self, i: int) -> int | None:
        norm = self.norm(i)
        return int(norm) if is_figure(norm) and len(norm) == 4 and int(norm) in _YEARS else None

    def year_after(self, i: int) -> tuple[int, int] | None:
        """The year that stands behind a day or a month ("من عام 2018", "2018"), and the index after it."""
        j = i
        while self.norm(j) in ("من", "عام", "سنه", "العام", "،", "/", "-", ".", "لعام", "لسنه") and j - i < 2:
            j += 1
        year = self.year(j)
        return (year, j + 1) if year else self.named_year(i)

    def named_year(self, i: int) -> tuple[int, int] | None:
        """ "25 أبريل من العام الماضي", "أغسطس العام الجاري"."""
        j = i + 1 if self.norm(i) == "من" else i
        past, now = self.norm(j + 1) in self.calendar.past, self.norm(j + 1) in self.calendar.present
        if self.anchor is None or self.norm(j) not in ("العام", "السنه") or not (past or now):
            return None
        return self.anchor.year - past, j + 2

    def recent(self, month: int, day: int | None) -> int | None:
        """The year of the latest such month or day that is not after the anchor."""
        if self.anchor is None:
            return None
        limit = self.anchor + dt.timedelta(days=1)
        this = (month, day or 1) <= (limit.month, limit.day)
        return self.anchor.year if this else self.anchor.year - 1

    def edge(self, i: int) -> str:
        """The word as one of `EDGES` may stand there ("ومطلع")."""
        return self.norm(i).removeprefix("و")
