"""How many articles a second: codes the first articles of a JSONL dump and prints one line of JSON.

usage: python bench/speed.py DUMP.jsonl[.gz] [--articles 1000] [--all]
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from marsad import service


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="the whole dump")
    args = parser.parse_args()
    if not args.dump.is_file():
        print(f"{args.dump} is not there: nothing to measure", file=sys.stderr)
        return 0
    started = time.perf_counter()
    coder, extract = service.load_coder(), service.load_extract()
    loaded = time.perf_counter()
    fetcher = service.make_fetcher(64)
    captures = service.read([str(args.dump)], clock=_now, stdin=sys.stdin.buffer, fetcher=fetcher, limit_mb=64)
    counts, characters = service.Counts(), 0
    for outcome in service.code(islice(captures, None if args.all else args.articles), coder, extract, clock=_now):
        counts.add(outcome)
        if isinstance(outcome, service.Coded):
            characters += len(outcome.record.text)
        else:
            print(outcome.origin, outcome.code, outcome.message, file=sys.stderr)
    seconds = time.perf_counter() - loaded
    figures = {
        "articles": counts.coded,
        "failed": dict(counts.failures),
        "load_s": round(loaded - started, 2),
        "articles_per_s": round(counts.coded / seconds, 1),
        "characters_per_s": round(characters / seconds),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **counts.found,
    }
    print(json.dumps(figures))
    return 1 if counts.failed else 0


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


if __name__ == "__main__":
    sys.exit(main())
