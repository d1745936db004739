"""Linking on Spark, by blocks: copies of texts, then incidents, as `marsad link` finds them in a base.

Every step compares only inside a block: texts that share a band of their signatures, reports of one week. What hangs
together over blocks is put together by the driver, which holds the pairs (two numbers each) and no text; then each
connected part is clustered and reconciled by itself. Analysts' decisions live in a base and are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.incidents.cards import Card
from marsad.incidents.linking import Decisions, Shelf, cluster_part, in_memory
from marsad.incidents.reconcile import Member
from marsad.model.record import Record

if TYPE_CHECKING:
    from marsad.incidents.copies import Copy

WEEK = 7  # days of a block of reports
CROWDED = 200  # texts in one band: beyond them a band tells nothing, as in store/copies.py
Keyed = tuple[int, tuple[bytes | None, bytes]]  # a report's number, its card and its member, packed


def link_coded(session: Any, coded: str, out: str) -> None:
    """Link what `code_paths` wrote to `coded`: a folder of Parquet at `out` (which must not be there) with an incident a
    row: id, date_start, record (JSON as `marsad incidents --format jsonl`). The same records in any order give the same."""
    rows = session.read.parquet(f"{coded}/records").rdd.map(lambda row: ((row[0], row[1]), row[2]))
    newest = rows.map(_with_id).filter(bool).reduceByKey(max).map(lambda pair: pair[1][1])
    records = newest.persist(_on_disk())
    copies = session.sparkContext.broadcast(_originals(records))
    reports = records.mapPartitions(lambda part: _reports(part, copies.value)).sortByKey().values().zipWithIndex()
    keyed = reports.map(lambda pair: (pair[1], pair[0])).persist(_on_disk())
    try:
        edges = keyed.flatMap(_weeks).groupByKey().flatMap(lambda block: _near_pairs(block[1])).distinct()
        part_of = session.sparkContext.broadcast(_parts(edges.keys().toLocalIterator()))
        parted = keyed.map(lambda pair: (part_of.value.get(pair[0], pair[0]), pair))
        by_part = edges.map(lambda edge: (part_of.value[edge[0][0]], edge))
        incidents = parted.cogroup(by_part).flatMap(lambda part: _incidents(*part[1]))
        session.createDataFrame(incidents, "id string, date_start string, record string").write.parquet(out)
    finally:
        keyed.unpersist()
        records.unpersist()


def _on_disk() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _with_id(row: tuple[tuple[str, int], str]) -> tuple[str, tuple[tuple[str, int], str]] | None:
    """Of records with one id the last counts, as in a base. None: the line of an input that was not coded."""
    known = msgspec.json.decode(row[1])
    return None if "error" in known else (known["id"], row)


# ---- copies of texts
def _originals(records: Any) -> dict[str, str]:
    """Article -> the article whose text it repeats, for the copies alone."""
    texts = records.map(lambda line: msgspec.json.decode(line, type=Record))
    banded = texts.flatMap(_bands)
    pairs = banded.groupByKey().flatMap(lambda band: _candidates(band[1])).distinct()
    told = texts.map(lambda record: (record.id, (record.published, record.text)))
    left = pairs.join(told).map(lambda row: (row[1][0], (row[0], row[1][1])))
    same = left.join(told).filter(lambda row: _copy(row[1][0][1][1], row[1][1][1]) is not None)
    found = same.map(lambda row: ((row[1][0][0], row[1][0][1][0]), (row[0], row[1][1][0]))).collect()
    published = dict(day for pair in found for day in pair)
    names = sorted(published, key=lambda name: (published[name] or "9999", name))
    place = {name: n for n, name in enumerate(names)}
    parts = _parts((place[a], place[b]) for (a, _), (b, _) in found)
    return {names[n]: names[first] for n, first in parts.items() if n != first}


def _bands(record: Record) -> Iterator[tuple[int, str]]:
    from marsad.incidents.copies import bands, shingles, words_of

    for value in bands(shingles(words_of(record.text))):
        yield value, record.id


def _candidates(articles: Iterable[str]) -> Iterator[tuple[str, str]]:
    held = sorted(set(articles))
    if len(held) <= CROWDED:
        yield from ((a, b) for n, a in enumerate(held) for b in held[n + 1 :])


def _copy(a: str, b: str) -> Copy | None:
    from marsad.incidents.copies import shingles, verify, words_of

    return verify(shingles(words_of(a)), shingles(words_of(b)))


# ---- reports of incidents
def _reports(
    lines: Iterable[str], originals: dict[str, str]
) -> Iterator[tuple[tuple[str, str], tuple[bytes | None, bytes]]]:
    """Each event with its card (None without any date) and what reconciling needs, by article and event."""
    from marsad import incident_service
    from marsad.incidents.cards import card_of
    from marsad.incidents.publishers import source_of
    from marsad.model.incident import ReportRef

    sides, ignored = incident_service.sides(), incident_service.function_words()
    pack = msgspec.msgpack.encode
    for line in lines:
        record = msgspec.json.decode(line, type=Record)
        source = source_of(record.publisher, record.url, record.id)
        for event in record.events:
            card = card_of(event, record.id, record.text, record.published, source, record.people, sides, ignored)
            ref = ReportRef(record.id, event.id, record.title, record.publisher, record.published, source,
                            originals.get(record.id))  # fmt: skip
            member = Member(ref, event, record.claims, record.people)
            yield (record.id, event.id), (pack(card) if card else None, pack(member))


def _card(packed: bytes) -> Card:
    return msgspec.msgpack.decode(packed, type=Card)


def _weeks(pair: Keyed) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """A report goes into the block of each week that it can have neighbours in."""
    from marsad.incidents.linking import reach

    key, (packed, _) = pair
    if packed is not None:
        first, last = reach(_card(packed))
        for week in range(first // WEEK, last // WEEK + 1):
            yield week, (key, packed)


def _near_pairs(block: Iterable[tuple[int, bytes]]) -> Iterator[tuple[tuple[int, int], float]]:
    from marsad.incidents.linking import likely_pairs

    cards = {key: _card(packed) for key, packed in block}
    yield from likely_pairs(cards, Shelf(in_memory(cards)))


def _parts(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The smallest number of the connected part of each number in a pair."""
    above: dict[int, int] = {}

    def top(n: int) -> int:
        while (up := above.setdefault(n, n)) != n:
            above[n] = above[up]
            n = above[n]
        return n

    for a, b in pairs:
        low, high = sorted((top(a), top(b)))
        above[high] = low
    return {n: top(n) for n in list(above)}


def _incidents(
    keyed: Iterable[Keyed], edges: Iterable[tuple[tuple[int, int], float]]
) -> Iterator[tuple[str, str | None, str]]:
    from marsad.incidents.reconcile import reconcile

    held = list(keyed)
    members = {key: msgspec.msgpack.decode(packed, type=Member) for key, (_, packed) in held}
    cards = {key: _card(packed) for key, (packed, _) in held if packed is not None}
    groups: list[tuple[int, ...]] = [(key,) for key in members if key not in cards]
    groups += cluster_part(cards, dict(edges), Decisions()) if cards else []
    for group in groups:
        incident = reconcile([members[key] for key in group])
        yield incident.id, incident.date.start, msgspec.json.encode(incident).decode()
