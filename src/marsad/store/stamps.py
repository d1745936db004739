"""A number that grows whenever the incidents change, so that what was worked out from all of them need not be worked out
again for every reader. It stays with the base through an import: the same number never means two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from marsad.store.schema import stamps

if TYPE_CHECKING:
    from sqlalchemy import Connection

INCIDENTS = "incidents"


def incidents_stamp(connection: Connection) -> int:
    """The number of the incidents as they are now; 0 where none was ever linked."""
    found = connection.execute(select(stamps.c.number).where(stamps.c.name == INCIDENTS)).scalar()
    return int(found or 0)


def incidents_changed(connection: Connection) -> None:
    """To be called in every transaction that adds or takes out incidents."""
    grown = update(stamps).where(stamps.c.name == INCIDENTS).values(number=stamps.c.number + 1)
    if connection.execute(grown).rowcount == 0:
        connection.execute(stamps.insert().values(name=INCIDENTS, number=1))
