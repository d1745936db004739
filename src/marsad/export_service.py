"""Exporting as a service: what the command line, `marsad.load` (and later the API) call to get incidents out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.export.choice import Choice
    from marsad.export.codes import Codes
    from marsad.export.filters import Filter
    from marsad.export.formats import Format
    from marsad.model.sourced import Sourced
    from marsad.store.repository import Store


def codes() -> Codes:
    """Codes of countries and classes of actors from the package's tables."""
    from marsad.export.codes import Codes, load_countries
    from marsad.lexicon.shown import arabic_names, read_shown
    from marsad.lexicon.tables import load_tables

    tables = load_tables()
    classes = {a.id: a.class_ for a in tables.actors} | {g.id: g.class_ for g in tables.groups}
    names: dict[str, str] = {}
    for actor in tables.actors:
        names.setdefault(actor.name, actor.class_)
    for group in tables.groups:
        names.setdefault(group.name, group.class_)
    for nation in tables.demonyms:
        names.setdefault(nation.name, nation.class_)
    homes = {n.name: n.country for n in tables.demonyms}
    countries, divisions = _places()
    return Codes(load_countries(), classes, names, homes, divisions, countries, arabic_names(tables, read_shown()))


def _places() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Arabic names of countries, and ISO 3166-2 codes of first-level divisions."""
    from importlib.resources import files

    folder = files("marsad") / "data" / "places"
    rows = [line.split("\t") for line in (folder / "countries.tsv").read_text("utf-8").splitlines()[1:]]
    arabic = {row[2]: row[5].split("|")[0] for row in rows if len(row) > 5}
    rows = [line.split("\t") for line in (folder / "admin1.tsv").read_text("utf-8").splitlines()[1:]]
    return arabic, {(row[1], row[2]): row[0] for row in rows if len(row) > 2}


def incidents(store: Store, wanted: Filter, *, private: bool = False) -> Iterator[Sourced]:
    """The incidents asked for, with their reports; without names of private persons unless `private`.

    Raises NotLinkedError where nothing is linked yet."""
    from marsad.export.withheld import shown
    from marsad.store.sourced import check_linked, every_sourced

    check_linked(store)
    for found in every_sourced(store, wanted.keeps):
        yield found if private else shown(found)


def write(store: Store, file: IO[bytes], format: Format, wanted: Filter, choice: Choice) -> int:
    """Write incidents in a format. Returns how many."""
    from marsad.export.deaths import deaths_of

    count = 0

    def counted() -> Iterator[Sourced]:
        nonlocal count
        for found in incidents(store, wanted, private=choice.private):
            if not format.deaths_only or deaths_of(found.incident, choice.codes):
                count += 1
                yield found

    format.writer()(file, counted(), choice)
    return count
