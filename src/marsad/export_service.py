"""Exporting as a service: what the command line, `marsad.load` (and later the API) call to get incidents out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from marsad.export.choice import Choice
    from marsad.export.codes import Codes
    from marsad.export.filters import Filter
    from marsad.export.formats import Format
    from marsad.model.record import PlaceRef, Record
    from marsad.model.sourced import Sourced
    from marsad.places.catalogue import Gazetteer
    from marsad.store.repository import Store
    from marsad.store.values import Value


class Located(Struct, frozen=True):
    """Where a place is that a person states; None where it cannot be told, with the rivals that bear the name."""

    place: PlaceRef | None
    rivals: tuple[str, ...] = ()


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


def gold(store: Store, gazetteer: Gazetteer) -> Iterator[bytes]:
    """Judged articles as gold data, a line each (store/gold.py), corrected places with the gazetteer's coordinates."""
    from marsad.store.gold import gold as lines

    return lines(store, lambda record, value: located(gazetteer, record, value).place)


def located(gazetteer: Gazetteer, record: Record, value: Value) -> Located:
    """The place that the revision of a value of a record states."""
    from marsad.model.record import PlaceRef
    from marsad.places.resolve import Refused
    from marsad.places.stated import stated

    coded = {event.id: event.place for event in record.events if event.place}
    wrong = coded.get(value.event or "")
    written = (value.revision.value if value.revision else None) or ""
    found = stated(gazetteer, written, {p.country for p in coded.values() if p.country}, wrong.entry if wrong else "")
    if isinstance(found, Refused):
        return Located(None, tuple(f"{rival.name}, {rival.country}" for rival in found.alternatives))
    place = PlaceRef(
        found.name, value.quote, value.start, value.end, found.level, found.country, found.admin1, found.admin2, found.lat,
        found.lon, found.geo_precision, found.extent_km, found.name_ar or None, found.entry, found.basis, found.admin_basis,
    )  # fmt: skip
    return Located(place)
