"""Numbers that grow whenever the incidents change, or what was read, so that what was worked out from all of it need not be
worked out again for every reader. The same number never means two states of one base, through an import neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from marsad.store.schema import captures, readings, stamps

if TYPE_CHECKING:
    from sqlalchemy import Connection

INCIDENTS = "incidents"


def incidents_stamp(connection: Connection) -> int:
    """The number of the incidents as they are now; 0 where none was ever linked."""
    found = connection.execute(select(stamps.c.number).where(stamps.c.name == INCIDENTS)).scalar()
    return int(found or 0)


def readings_stamp(connection: Connection) -> int:
    """The number of captures and readings: rows are never taken out, and only a new reading puts an older one out of force."""
    tables = (captures, readings)
    return sum(int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in tables)


def incidents_changed(connection: Connection) -> None:
    """To be called in every transaction that adds or takes out incidents."""
    grown = update(stamps).where(stamps.c.name == INCIDENTS).values(number=stamps.c.number + 1)
    if connection.execute(grown).rowcount == 0:
        connection.execute(stamps.insert().values(name=INCIDENTS, number=1))
