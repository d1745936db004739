"""How fast Marsad reads and codes: articles and megabytes a second, the slowest articles, memory; with peers beside it.

usage: python bench/speed.py DUMP.jsonl[.gz] [--articles 3000] [--all] [--write NAME] [--peers]

One core unless said otherwise. MB are UTF-8 bytes of the articles' text. `--write NAME` writes docs/benchmarks/NAME.md and
NAME.json with the machine and the versions; without it one line of JSON is printed. Times are wall clock.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from marsad import __version__, service
from marsad.coding.coder import Coder
from marsad.coding.reading import Reading
from marsad.model.document import Article
from marsad.places.mentions import find_mentions

ROOT = Path(__file__).parents[1]
PACKAGES = ("msgspec", "ahocorasick_rs", "spacy")
Figures = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--all", action="store_true", help="the whole dump")
    parser.add_argument("--write", metavar="NAME", help="write docs/benchmarks/NAME.md and .json")
    parser.add_argument(
        "--peers", action="store_true", help="also a naive regex coder and, if installed, spaCy's PhraseMatcher"
    )
    args = parser.parse_args()
    if not args.dump.is_file():
        print(f"{args.dump} is not there: nothing to measure", file=sys.stderr)
        return 0
    articles, failed = load(args.dump, None if args.all else args.articles)
    started = time.perf_counter()
    coder = service.load_coder()
    figures: Figures = {"load_s": round(time.perf_counter() - started, 2), "not_read": failed}
    figures |= measure(coder, articles)
    figures["two_processes"] = two_processes(articles)
    if args.peers:
        figures["peers"] = peers(coder, articles)
    report = {"machine": machine(), "versions": versions(), "figures": figures}
    print(json.dumps(report, ensure_ascii=False))
    if args.write:
        write(args.write, report)
    return 0


def load(dump: Path, most: int | None) -> tuple[list[Article], int]:
    """Articles of the dump (read and taken apart beforehand: not part of the times) and how many could not be read."""
    fetcher, extract = service.make_fetcher(64), service.load_extract()
    articles, failed = [], 0
    captures = service.read([str(dump)], clock=lambda: "", stdin=sys.stdin.buffer, fetcher=fetcher, limit_mb=64)
    for capture in islice(captures, most):
        try:
            articles.append(extract(capture))  # type: ignore[arg-type]
        except Exception as error:
            failed += 1
            print(type(error).__name__, error, file=sys.stderr)
    return articles, failed


def measure(coder: Coder, articles: Sequence[Article]) -> Figures:
    """All stages on one core."""
    cold = timed(coder.code, articles)
    warm = timed(coder.code, articles)
    seconds = sorted(warm["seconds"])
    readings = [Reading(a, coder.tools) for a in articles]
    quiet = [r.article for r in readings if not any(h.phrase.kind == "trigger" for hits in r.raw_hits for h in hits)]
    scans = timed(lambda r: find_mentions(r.tokens, coder.gazetteer), readings, [r.article for r in readings])
    slowest = max(range(len(articles)), key=lambda i: warm["seconds"][i])
    return {
        "articles": len(articles),
        "characters": sum(len(a.text) for a in articles),
        "read_fold_scan": speed(timed(lambda a: Reading(a, coder.tools), articles)),
        "coding_cold": speed(cold),
        "coding": speed(warm),
        "coding_without_trigger": speed(timed(coder.code, quiet)) | {"articles": len(quiet)},
        "place_mentions": speed(scans),
        "median_ms": milliseconds(seconds[len(seconds) // 2]),
        "p99_ms": milliseconds(seconds[int(len(seconds) * 0.99)]),
        "slowest_ms": milliseconds(seconds[-1]),
        "slowest": {"id": articles[slowest].id, "characters": len(articles[slowest].text)},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def timed(work: Callable[[Any], object], items: Sequence[Any], articles: Sequence[Article] | None = None) -> Figures:
    """Seconds for each item, and the bytes of text in them."""
    seconds = []
    for item in items:
        started = time.perf_counter()
        work(item)
        seconds.append(time.perf_counter() - started)
    return {"seconds": seconds, "bytes": sum(len(a.text.encode()) for a in articles or items)}


def speed(times: Figures) -> Figures:
    total = sum(times["seconds"]) or 1e-9
    return {"articles_per_s": round(len(times["seconds"]) / total), "mb_per_s": round(times["bytes"] / total / 1e6, 2)}


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)


_coder: list[Coder] = []  # of a worker process


def _start() -> None:
    _coder.append(service.load_coder())


def _code_all(articles: Sequence[Article]) -> int:
    return sum(len(_coder[0].code(a).events) for a in articles)


def two_processes(articles: Sequence[Article]) -> Figures:
    """Articles a second of one worker process and of two, start and loading left out."""
    out = {}
    for workers in (1, 2):
        batches = [articles[i : i + 50] for i in range(0, len(articles), 50)]
        with ProcessPoolExecutor(workers, initializer=_start) as pool:
            list(pool.map(_code_all, [articles[:20]] * workers * 2))  # every worker has loaded
            started = time.perf_counter()
            list(pool.map(_code_all, batches))
            out[f"{workers}_articles_per_s"] = round(len(articles) / (time.perf_counter() - started))
    return out


def peers(coder: Coder, articles: Sequence[Article]) -> Figures:
    """What finding our forms costs other tools: looking only, without clitics, numbers, dates, places or roles."""
    from peers import naive_regex, phrase_matcher

    forms = sorted({" ".join(p.words) for p in coder.lexicon.index.phrases()})
    out: Figures = {"forms": len(forms), "our_scan": speed(timed(lambda a: Reading(a, coder.tools), articles))}
    for name, make in (("naive_regex", naive_regex), ("spacy_phrase_matcher", phrase_matcher)):
        look = make(forms)
        out[name] = speed(timed(lambda a, look=look: look(a.text), articles)) if look else "not installed"
    return out


def machine() -> Figures:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    return {"cpu": model, "cores": len([x for x in lines if x.startswith("processor")]), "system": platform.system()}


def versions() -> dict[str, str]:
    out = {"marsad": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            out[package] = version(package)
        except PackageNotFoundError:
            continue
    return out


def write(name: str, report: Figures) -> None:
    """docs/benchmarks/NAME.json and the same as a table."""
    folder = ROOT / "docs" / "benchmarks"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = [f"# Benchmark: {name}", "", "Written by `bench/speed.py`; see there what each line means.", ""]
    lines += [f"- {key}: {value}" for part in ("machine", "versions") for key, value in report[part].items()]
    lines += ["", "| measure | value |", "|---|---|", *table(report["figures"])]
    (folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(figures: Figures, prefix: str = "") -> Iterable[str]:
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from table(value, f"{prefix}{key} ")
        else:
            yield f"| {prefix}{key} | {value} |"


if __name__ == "__main__":
    sys.exit(main())
