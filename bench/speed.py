"""How fast Marsad reads, codes, extracts and keeps: every stage on the same articles in one run, with peers beside it.

usage: python bench/speed.py [DUMP.jsonl[.gz]] [--articles 1000] [--pages 120] [--rounds 3] [--all] [--write NAME] [--no-peers]

Without DUMP, or where it is missing, the texts are made (bench/made.py). Figures are articles or pages a second of processor
time of one core, the best of some short rounds in which all stages take turns, because other jobs on a machine slow down
whatever runs beside them. Two workers against one are by the clock, also the best of turns. MB are UTF-8 bytes of the texts,
or of the pages. Each stage has a floor in bench/floors.toml: below it, exit status 1. `--write NAME` writes
docs/benchmarks/NAME.md and NAME.json with the machine and the versions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import resource
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from made import Made, articles, page, warc
from peers import naive_regex, phrase_matcher, trafilatura_alone

from marsad import __version__, incident_service, service
from marsad.batch.run import Plan, run
from marsad.coding.coder import Coder
from marsad.coding.sentence.reading import Reading
from marsad.model.document import Article, Capture
from marsad.places.mentions import find_mentions
from marsad.store.repository import Store

ROOT = Path(__file__).parents[1]
FLOORS = tomllib.loads((ROOT / "bench" / "floors.toml").read_text(encoding="utf-8"))
PACKAGES = ("msgspec", "ahocorasick_rs", "lxml", "trafilatura", "resiliparse", "fastwarc", "pyarrow", "spacy")
AT = "2024-01-01T00:00:00Z"
WORKED_OVER = 4
Figures = dict[str, Any]


class Stage(NamedTuple):
    """`work` is done with each of `items`; `size`: their bytes in all."""

    name: str
    work: Callable[[Any], object]
    items: Sequence[Any]
    size: int
    unit: str = "articles"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="the whole dump")
    parser.add_argument("--write", metavar="NAME", help="write docs/benchmarks/NAME.md and .json")
    parser.add_argument("--no-peers", action="store_true", help="Marsad alone")
    args = parser.parse_args()
    texts = list(load(args.dump, None if args.all else args.articles))
    started = time.process_time()
    coder = service.load_coder()
    figures: Figures = {"texts": "of the dump" if args.dump and args.dump.is_file() else "made", "articles": len(texts)}
    figures["load_s"] = round(time.process_time() - started, 2)
    with tempfile.TemporaryDirectory() as folder:
        figures |= measure(coder, texts, args, Path(folder))
        figures["workers"] = workers(coder, texts, Path(folder), args.rounds)
    report = {"machine": machine(), "versions": versions(), "figures": figures}
    print(json.dumps(report, ensure_ascii=False))
    if args.write:
        write(args.write, report)
    return judged(figures)


def load(dump: Path | None, most: int | None) -> Iterator[Made]:
    """Texts of the dump, or made ones."""
    if dump is None or not dump.is_file():
        yield from articles(most or 20_000)
        return
    captures = service.read([str(dump)], clock=lambda: AT, stdin=None, fetcher=None, limit_mb=64)
    for capture in islice(captures, most):
        row = json.loads(capture.raw)  # type: ignore[union-attr]
        title = row.get("title") or row["text"].partition("\n")[0]
        yield Made(str(row["id"]), title, row["text"], row.get("published") or "")


def line(made: Made) -> bytes:
    row = {"id": made.id, "title": made.title, "text": made.text, "published": made.published or None}
    return json.dumps(row, ensure_ascii=False).encode()


def capture(raw: bytes, media: str) -> Capture:
    return Capture(raw, hashlib.sha256(raw).hexdigest(), "bench", "crawl", AT, media, "utf-8")


def measure(coder: Coder, texts: Sequence[Made], args: argparse.Namespace, folder: Path) -> Figures:
    extract = service.load_extract()
    captures = [capture(line(made), "application/json") for made in texts]
    read = [extract(c) for c in captures]
    for article in read:  # once before anything is measured: words are remembered
        coder.code(article)
    html = [page(made, n).encode() for n, made in enumerate(texts[: args.pages])]
    stages = [*text_stages(coder, read), *page_stages(coder, html, folder), store_stage(coder, captures, read, folder)]
    if not args.no_peers:
        stages += peer_stages(coder, read, html)
    best, yard = rounds(stages, args.rounds)
    coding = next(s for s in stages if s.name == "coding")
    seconds = sorted(each(coding))
    slowest = max(range(len(read)), key=[*each(coding)].__getitem__)
    return {
        "yardstick_ms": round(yard * 1000, 1),
        "stages": {s.name: speed(s, best[s.name]) for s in stages},
        "coding_against_scan": round(best["coding"] / best["scan"], 2),
        "median_ms": milliseconds(seconds[len(seconds) // 2]),
        "p99_ms": milliseconds(seconds[int(len(seconds) * 0.99)]),
        "slowest_ms": milliseconds(seconds[-1]),
        "slowest": {"id": read[slowest].id, "characters": len(read[slowest].text)},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def text_stages(coder: Coder, read: Sequence[Article]) -> list[Stage]:
    """(a) reading, folding, token scan; (b) full coding; and coding of articles in which no trigger stands. Of places:
    the look-up of names in folded words, and place expressions with what leads to them, before any is resolved."""

    def triggered(article: Article) -> bool:
        return any(h.phrase.kind == "trigger" for hits in Reading(article, coder.tools).raw_hits for h in hits)

    quiet = [article for article in read if not triggered(article)]
    gazetteer, readings = coder.gazetteer, [Reading(article, coder.tools) for article in read]
    norms, tokens = [r.norms for r in readings], [r.tokens for r in readings]
    return [
        Stage("scan", lambda a: Reading(a, coder.tools).raw_hits, read, size(read)),
        Stage("coding", coder.code, read, size(read)),
        Stage("coding_quiet", coder.code, quiet, size(quiet)),
        Stage("places_lookup", gazetteer.look, norms, size(read)),
        Stage("places_mentions", lambda t: find_mentions(t, gazetteer), tokens, size(read)),
    ]


def page_stages(coder: Coder, html: Sequence[bytes], folder: Path) -> list[Stage]:
    """(c) pages through extraction, both ways; (d) a WARC from the file to the line of the record."""
    pages = [capture(raw, "text/html") for raw in html]
    weight = sum(map(len, html))
    path = folder / "bench.warc.gz"
    path.write_bytes(warc((f"https://news.example/{n}", raw.decode()) for n, raw in enumerate(html)))
    extract = service.load_extract()

    def end_to_end(path: Path) -> int:
        found = service.read([str(path)], clock=lambda: AT, stdin=None, fetcher=None, limit_mb=64)
        return sum(len(service.record_line(service.code_one(c, coder, extract)) or b"") for c in found)

    return [
        Stage("pages", extract, pages, weight, "pages"),
        Stage("pages_fast", service.load_extract(fast=True), pages, weight, "pages"),
        Stage("warc", lambda _: end_to_end(path), [None], weight, f"{len(html)} pages"),
    ]


def store_stage(coder: Coder, captures: Sequence[Capture], read: Sequence[Article], folder: Path) -> Stage:
    """(e) coded articles into a new base, then linked."""
    coded = [(c, a, coder.code(a)) for c, a in zip(captures, read, strict=True)]
    bases = iter(range(1_000_000))

    def keep(_: object) -> None:
        with Store.open(folder / f"{next(bases)}.db") as store:
            for one, article, record in coded:
                store.add(one, article, record, at=AT)
            incident_service.link(store)

    return Stage("store_link", keep, [None], size(read), f"{len(read)} articles")


def peer_stages(coder: Coder, read: Sequence[Article], html: Sequence[bytes]) -> list[Stage]:
    """What finding our forms, or the article in a page, costs other tools: looking only, no clitics, roles or places."""
    forms = sorted({" ".join(p.words) for p in coder.lexicon.index.phrases()})
    few = read[: max(20, len(read) // 10)]  # the regex takes 20 ms an article
    found = [("peer_regex", naive_regex(forms), few), ("peer_spacy", phrase_matcher(forms), few)]
    out = [Stage(name, lambda a, look=look: look(a.text), some, size(some)) for name, look, some in found if look]
    return [
        *out,
        Stage("peer_trafilatura", trafilatura_alone, [h.decode() for h in html], sum(map(len, html)), "pages"),
    ]


def size(read: Sequence[Article]) -> int:
    return sum(len(a.text.encode()) for a in read)


def rounds(stages: Sequence[Stage], count: int) -> tuple[dict[str, float], float]:
    """Seconds of each stage for one item, and of the yardstick: the least over turns in which each comes once."""
    best: dict[str, float] = {}
    yard = float("inf")
    for _ in range(count):
        for stage in stages:
            yard = min(yard, taken(yardstick, [None]))
            many = int(stage.unit.split()[0]) if stage.unit[0].isdigit() else len(stage.items)
            best[stage.name] = min(best.get(stage.name, float("inf")), taken(stage.work, stage.items) / max(1, many))
    return best, yard


def taken(work: Callable[[Any], object], items: Iterable[Any]) -> float:
    started = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - started


def each(stage: Stage) -> Iterator[float]:
    for item in stage.items:
        yield taken(stage.work, [item])


def yardstick(_: object) -> int:
    """A fixed piece of work of the kinds that coding consists of: calls, dictionaries, strings."""
    held: dict[str, int] = {}
    for n in range(60_000):
        word = f"w{n % 997}"
        held[word] = held.get(word, 0) + len(word)
    return sum(held.values())


def speed(stage: Stage, seconds: float) -> Figures:
    many = int(stage.unit.split()[0]) if stage.unit[0].isdigit() else len(stage.items)
    unit = "pages" if "pages" in stage.unit else "articles"
    return {
        f"{unit}_per_s": round(1 / seconds) if seconds else 0,
        "mb_per_s": round(stage.size / max(seconds * many, 1e-9) / 1e6, 2),
    }


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)


# ---- two workers
def workers(coder: Coder, texts: Sequence[Made], folder: Path, turns: int) -> Figures:
    """A batch with one worker and with two, in turns, loading left out: the best of each by the clock; and what two could
    give by processor time: two cores share the work of the workers and of the parent, which reads and hands out. The texts are
    taken some times over, since a run of seconds measures how long workers take to start."""
    dump = folder / "dump.jsonl"
    again = (made._replace(id=f"{made.id}-{n}") for n in range(WORKED_OVER) for made in texts)
    dump.write_bytes(b"\n".join(line(made) for made in again))
    best: dict[int, float] = {}
    parent = children = float("inf")
    for turn in range(turns):
        for count in (1, 2):
            plan = Plan((str(dump),), folder / f"out-{turn}-{count}", count, shard_articles=50)
            before = used()
            summary = run(plan, coder, clock=lambda: AT, tick=lambda progress: None)
            own, theirs = (after - earlier for after, earlier in zip(used(), before, strict=True))
            parent, children = min(parent, own), min(children, theirs)
            best[count] = max(best.get(count, 0.0), summary.articles_per_second)
    return {
        "one_articles_per_s": best[1],
        "two_articles_per_s": best[2],
        "ratio": round(best[2] / best[1], 2),
        "parent_share_of_work": round(parent / (parent + children), 3),
        "ratio_by_processor_time": round(2 * children / (children + parent), 2),
    }


def used() -> tuple[float, float]:
    """Processor seconds of this process and of its children that have ended."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, theirs.ru_utime + theirs.ru_stime


# ---- the report
def judged(figures: Figures) -> int:
    """0 where every floor is kept; says each that is not."""
    slower = min(1.0, FLOORS["yardstick_ms"] / figures["yardstick_ms"])
    missed = 0
    for name, floor in FLOORS["floors"].items():
        reached = next(iter(figures["stages"][name].values()))
        if reached < floor * slower:
            print(
                f"MISSED: {name} {reached} a second, the floor here is {floor * slower:.0f} ({floor} x {slower:.2f})",
                file=sys.stderr,
            )
            missed += 1
    for name, target in FLOORS["targets"].items():
        reached = next(iter(figures["stages"][name].values()))
        print(
            f"{name}: {reached} a second; target {target}: {'reached' if reached >= target else 'not reached'}",
            file=sys.stderr,
        )
    for name, target in FLOORS["targets_mb"].items():
        reached = figures["stages"][name]["mb_per_s"]
        print(
            f"{name}: {reached} MB/s; target {target}: {'reached' if reached >= target else 'not reached'}",
            file=sys.stderr,
        )
    return 1 if missed else 0


def machine() -> Figures:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    cores = len([x for x in lines if x.startswith("processor")])
    load_ = Path("/proc/loadavg")
    busy = load_.read_text().split()[0] if load_.is_file() else "unknown"
    return {"cpu": model, "cores": cores, "system": platform.system(), "load_at_the_end": busy}


def versions() -> dict[str, str]:
    out = {"marsad": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            out[package] = version(package)
        except PackageNotFoundError:
            continue
    return out


def write(name: str, report: Figures) -> None:
    """docs/benchmarks/NAME.json and the same as tables."""
    folder = ROOT / "docs" / "benchmarks"
    (folder / f"{name}.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    figures = report["figures"]
    lines = [
        f"# Benchmark: {name}",
        "",
        "Written by `make bench` (bench/speed.py; what is measured and how is said there). Processor time of one core unless said otherwise.",
        "",
    ]
    lines += [f"- {key}: {value}" for part in ("machine", "versions") for key, value in report[part].items()]
    lines += ["", "| stage | a second | MB/s | floor | target |", "|---|---|---|---|---|"]
    for stage, found in figures["stages"].items():
        unit, reached = next(iter(found.items()))
        floor, target = (FLOORS[part].get(stage, "") for part in ("floors", "targets"))
        target = f"{FLOORS['targets_mb'][stage]} MB/s" if stage in FLOORS["targets_mb"] else target
        lines.append(f"| {stage} | {reached} {unit.split('_')[0]} | {found['mb_per_s']} | {floor} | {target} |")
    lines += [
        "",
        f"Floors are for a yardstick of {FLOORS['yardstick_ms']} ms; it took {figures['yardstick_ms']} ms here.",
        "",
    ]
    lines += ["| measure | value |", "|---|---|"]
    lines += [f"| {key} | {value} |" for key, value in figures.items() if key not in ("stages", "workers")]
    lines += [f"| batch, by the clock: {key} | {value} |" for key, value in figures["workers"].items()]
    (folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
