"""What 100 million articles take: docs/benchmarks/hundred_million.md, worked out from measured slopes and stated assumptions.

usage: python bench/plan.py [DUMP.jsonl[.gz]] [--articles 1000] [--cores 16] [--core-hour 0.04] [--gb-month 0.02] [--target 100000000]

Speeds are read from docs/benchmarks/speed.json (`make bench`), linking from the table of docs/benchmarks/linking.md; bytes
and reports an article are measured here, on a third of the articles and on all of them, so that the slope is that of
growth and not of what an empty base holds. Prices and sizes of machines are assumptions: give your own.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from speed import AT, ROOT, capture, line, load

from marsad import incident_service, service
from marsad.batch.run import Plan, run
from marsad.coding.coder import Coder
from marsad.store.repository import Store

PAGE = ROOT / "docs" / "benchmarks" / "hundred_million.md"
_ROW = re.compile(r"^\| ([\d,]+) \| [\d,]+ \| ([\d.]+) s.*\| ([\d,]+) MB \|$", re.M)
GB = 1e9


class Kept(NamedTuple):
    """Bytes and numbers of some coded articles."""

    articles: int
    captured: int
    parquet: int
    base: int
    reports: int


class Linked(NamedTuple):
    reports: int
    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--cores", type=int, default=16, help="of one machine")
    parser.add_argument("--core-hour", type=float, default=0.04, help="price in USD")
    parser.add_argument("--gb-month", type=float, default=0.02, help="price in USD")
    parser.add_argument("--target", type=int, default=100_000_000)
    args = parser.parse_args()
    texts = [line(made) for made in load(args.dump, args.articles)]
    coder = service.load_coder()
    few, all_ = kept(coder, texts[: len(texts) // 3]), kept(coder, texts)
    speed = json.loads((ROOT / "docs" / "benchmarks" / "speed.json").read_text(encoding="utf-8"))
    linked = [Linked(*(float(x.replace(",", "")) for x in row)) for row in  # type: ignore[arg-type]
              _ROW.findall((ROOT / "docs" / "benchmarks" / "linking.md").read_text(encoding="utf-8"))]  # fmt: skip
    PAGE.write_text("\n".join(told(args, speed, few, all_, linked)) + "\n", encoding="utf-8")


def kept(coder: Coder, lines: Sequence[bytes]) -> Kept:
    """Code some articles into Parquet and into a base that is linked, and see what is there."""
    with tempfile.TemporaryDirectory() as folder:
        dump, out, base = Path(folder) / "dump.jsonl", Path(folder) / "out", Path(folder) / "base.db"
        dump.write_bytes(b"\n".join(lines))
        run(Plan((str(dump),), out), coder, clock=lambda: AT, tick=lambda progress: None)
        with Store.open(base) as store:
            captures = (capture(one, "application/json") for one in lines)
            for _ in service.code(captures, coder, service.load_extract(), clock=lambda: AT, store=store):
                pass
            incident_service.link(store)
        with sqlite3.connect(base) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (reports,) = connection.execute("SELECT count(*) FROM reports").fetchone()
        parquet = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        return Kept(len(lines), sum(map(len, lines)), parquet, base.stat().st_size, reports)


def growth(few: Kept, all_: Kept, name: str) -> float:
    """Of one figure for each article more."""
    return (getattr(all_, name) - getattr(few, name)) / max(1, all_.articles - few.articles)


def exponent(linked: Sequence[Linked]) -> float:
    """How the time of linking grows with the reports: 1 is in proportion."""
    first, last = linked[0], linked[-1]
    return math.log(last.seconds / first.seconds) / math.log(last.reports / first.reports)


def told(
    args: argparse.Namespace, speed: dict[str, object], few: Kept, all_: Kept, linked: Sequence[Linked]
) -> list[str]:
    figures, host = speed["figures"], speed["machine"]
    stages = figures["stages"]  # type: ignore[index, call-overload]
    million = args.target / 1e6
    two = figures["workers"]["ratio_by_processor_time"]  # type: ignore[index, call-overload]
    share = min(1.0, two / 2)
    reports = growth(few, all_, "reports") * args.target
    power, last = exponent(linked), linked[-1]
    alone = last.seconds * (reports / last.reports) ** power
    blocks = last.seconds * reports / last.reports
    rates = {
        "texts (JSONL, Parquet, CSV)": stages["coding"]["articles_per_s"],  # type: ignore[index]
        "pages in WARC, full extraction": stages["warc"]["pages_per_s"],  # type: ignore[index]
        "pages in WARC, `--fast-pages`": fast_rate(stages),  # type: ignore[arg-type]
        "coded articles into a base, linked": stages["store_link"]["articles_per_s"],  # type: ignore[index]
    }
    out = [
        f"# {million:g} million articles: what it takes", "",
        f"Written by `bench/plan.py` from `speed.json`, `linking.md` and {all_.articles:,} articles coded for it ({figures['texts']}). "  # type: ignore[call-overload, index]
        "Measured figures are on the machine of `speed.json` "
        f"({host['cpu']}, {host['cores']} cores, load {host['load_at_the_end']} from other jobs); what is only assumed is marked so. Nothing here was run at this size.", "",  # type: ignore[call-overload, index]
        "## Slopes", "", "| measured | value |", "|---|---|",
        *(f"| {name}, one core | {rate} a second = {1e6 / rate / 3600:.1f} core-hours a million |" for name, rate in rates.items()),
        f"| second worker, by processor time | {two} x one |",
        f"| reports an article | {growth(few, all_, 'reports'):.2f} |",
        f"| text as captured (JSONL) | {growth(few, all_, 'captured'):,.0f} bytes an article |",
        f"| Parquet and records of `marsad batch` | {growth(few, all_, 'parquet'):,.0f} bytes an article |",
        f"| base (SQLite) with captures, search and links | {growth(few, all_, 'base'):,.0f} bytes an article |",
        *(f"| linking {row.reports:,.0f} reports, one process | {row.seconds:,.0f} s, {row.megabytes:,.0f} MB |" for row in linked),
        f"| growth of linking | reports ^ {power:.2f} |", "",
        "## Coding and keeping", "",
        f"Assumed: machines of {args.cores} cores at {args.core_hour} USD a core-hour, of which {share:.0%} is got when all work (half of what two workers are to one).", "",
        "| what | core-hours | on 1 machine | on 10 machines | cost |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, rate in rates.items():
        hours = args.target / rate / 3600 / share
        cost = hours * args.core_hour
        out.append(
            f"| {name} | {hours:,.0f} | {hours / args.cores:,.1f} h | {hours / args.cores / 10:,.1f} h | {cost:,.0f} USD |"
        )
    out += ["", "A crawl in all languages comes on top: a record that is no Arabic page costs its reading alone (docs/ARCHIVES.md). A base has one writer: more machines do not help it.", "",
            "## Linking", "",
            f"{args.target:,} articles give {reports:,.0f} reports. One process: {alone / 3600:,.0f} hours by the measured growth, and "
            f"{last.megabytes / last.reports * reports / 1000:,.0f} GB if memory goes on in proportion: that is for one large machine, not for a laptop. ",
            f"By blocks on Spark (`link_coded`), the work for a report is that of {last.reports:,.0f} reports: {blocks / 3600 / share:,.0f} core-hours, "
            f"{blocks / 3600 / share * args.core_hour:,.2f} USD (assumed: shuffles as much again). The driver holds two numbers for each likely pair.", "",
            "## Storage", "", "| what | size | a month |", "|---|---|---|"]  # fmt: skip
    for name, title in (
        ("captured", "captured texts, unpacked"),
        ("parquet", "Parquet and records"),
        ("base", "one base"),
    ):
        size = growth(few, all_, name) * args.target / GB
        out.append(f"| {title} | {size:,.0f} GB | {size * args.gb_month:,.0f} USD |")
    out += ["", f"Assumed: {args.gb_month} USD for a GB and month. A base of this size belongs on PostgreSQL; Parquet is enough for analysis with DuckDB or Spark.", "",
            "## Order of work", "",
            "1. `marsad batch` (or `code_paths`) by input file; a file is the unit that is repeated after a fault. 500 articles a shard make 200,000 shards of nine small files: raise `--shard-articles` to 20,000.",
            "2. `link_coded` over the records, by blocks.",
            "3. Only incidents, reports and evidence go into a base for the workbench; articles stay in Parquet."]  # fmt: skip
    return out


def fast_rate(stages: dict[str, dict[str, float]]) -> int:
    """A page of a WARC with the fast way in place of the full one: what is saved a page is the difference of the two."""
    saved = 1 / stages["pages"]["pages_per_s"] - 1 / stages["pages_fast"]["pages_per_s"]
    return round(1 / max(1e-6, 1 / stages["warc"]["pages_per_s"] - saved))


if __name__ == "__main__":
    main()
