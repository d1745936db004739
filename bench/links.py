"""Measures linking: B-cubed on the gold clusters, precision and recall on pairs that were read (benchmarks/links.tsv).

    python bench/links.py ../shared/eval ../shared/bench/news_20k.jsonl.gz

Codes and links the whole of both in a base under --work (made if missing, reused if there) and prints the figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from marsad import incident_service, service
from marsad.evaluation.links import b_cubed, linked_pairs, pair_scores, read_marked
from marsad.store import incidents
from marsad.store.repository import Store

PAIRS = Path(__file__).parents[1] / "benchmarks" / "links.tsv"


def lines(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield {key: row[key] for key in ("id", "text", "published", "url", "title") if row.get(key)}


def linked(store: Store, inputs: Path) -> frozenset[tuple[str, str]]:
    """Code what is not coded yet, link it, and give the pairs of articles that share an incident."""
    captures = service.read([str(inputs)], clock=lambda: "2024-01-01T00:00:00Z", stdin=sys.stdin.buffer,
                            fetcher=service.make_fetcher(64), limit_mb=64)  # fmt: skip
    for _ in service.code(
        captures, service.load_coder(), service.load_extract(), clock=lambda: "2024-01-01T00:00:00Z", store=store
    ):
        pass
    incident_service.link(store)
    return linked_pairs([ref.article for ref in found.reports] for found in incidents.every(store))


def measure(name: str, source: Path, work: Path, only: frozenset[str] | None) -> frozenset[tuple[str, str]]:
    inputs = work / f"{name}.jsonl"
    with inputs.open("w", encoding="utf-8") as file:
        for row in lines(source):
            if only is None or row["id"] in only:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    start = time.perf_counter()
    with Store.open(work / f"{name}.db") as store:
        found = linked(store, inputs)
        every = list(incidents.every(store))
    several = sum(i.sources > 1 for i in every)
    print(
        f"{name}: {len(every)} incidents, {several} with 2 or more independent sources ({time.perf_counter() - start:.0f} s)"
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder with articles_dev.jsonl")
    parser.add_argument("news", type=Path, help="the corpus that the marked pairs are from")
    parser.add_argument("--work", type=Path, help="keep the bases there")
    parser.add_argument("--all", action="store_true", help="the whole corpus, not only the marked articles")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = args.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        dev = args.gold / "articles_dev.jsonl"
        clusters = {}
        for line in dev.read_text("utf-8").splitlines():
            row = json.loads(line)
            clusters[row["id"]] = row.get("cluster")
        print("B-cubed on gold clusters", b_cubed(clusters, measure("gold", dev, work, None)))
        marked = read_marked(PAIRS)
        found = measure("news", args.news, work, None if args.all else marked.articles)
        print(f"pairs: {len(marked.same)} same, {len(marked.different)} different", pair_scores(marked, found))


if __name__ == "__main__":
    main()
