"""Does a worker's memory stay flat? Streams short made articles through `marsad batch` and watches every process.

usage: python bench/memory.py ARTICLES [--workers 1] [--minutes 60]

Memory is the resident set (VmRSS) of each process from /proc, looked at every few seconds. The slope is the least-squares
line through the second half of the run, in MB for a million articles: the first half holds what is loaded and remembered once.
Ends early after --minutes and says how far it came. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from made import articles

POOL = 2000
LEAST = 100_000  # articles under which a slope is noise: what is remembered of words is bounded by as many


class Look(NamedTuple):
    """`done`: articles in finished shards; MB of the parent and of the largest worker."""

    done: int
    parent: float
    worker: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump, out = Path(folder) / "made.jsonl", Path(folder) / "out"
        write(dump, args.articles)
        command = [
            sys.executable,
            "-m",
            "marsad",
            "batch",
            str(dump),
            "--out",
            str(out),
            "--workers",
            str(args.workers),
            "-q",
        ]
        batch = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
        looks = watch(batch, out, args.every, args.minutes * 60)
    print(json.dumps(told(looks, args.articles)))


def write(path: Path, count: int) -> None:
    """Short articles: title and the first sentences of made ones, which return under new ids with a new first word."""
    pool = [(made.text[:400], made.published) for made in articles(POOL)]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text, published = pool[n % POOL]
            row = {"id": f"m{n}", "text": f"{_word(n)} {text}", "published": published}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _word(n: int) -> str:
    """A word that no other article has: what a coder remembers of words must not grow with them."""
    return "".join("ابتثجحخدذر"[int(digit)] for digit in str(n))


def watch(batch: subprocess.Popen[bytes], out: Path, every: float, most: float) -> list[Look]:
    looks, end = [], time.monotonic() + most
    while batch.poll() is None:
        workers = [resident(pid) for pid in children(batch.pid)]
        done = len(list((out / "done").glob("*"))) * 500 if (out / "done").is_dir() else 0
        if done and workers:
            looks.append(Look(done, resident(batch.pid), max(workers)))
        if time.monotonic() > end:
            batch.terminate()
        time.sleep(every)
    return looks


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.is_file() else []


def resident(pid: int) -> float:
    """MB; 0 for a process that has ended."""
    try:
        said = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(said.group(1)) / 1024 if said else 0.0


def told(looks: list[Look], wanted: int) -> dict[str, object]:
    half = looks[len(looks) // 2 :]
    out: dict[str, object] = {"articles": looks[-1].done if looks else 0, "of": wanted, "cores": os.cpu_count()}
    for name in ("parent", "worker"):
        values = [getattr(look, name) for look in looks]
        out[f"{name}_mb_most"] = round(max(values, default=0.0))
        out[f"{name}_mb_per_million"] = None
        if looks and looks[-1].done >= LEAST:
            line = statistics.linear_regression([look.done for look in half], [getattr(look, name) for look in half])
            out[f"{name}_mb_per_million"] = round(line.slope * 1e6, 1)
    step = max(1, len(looks) // 12)
    out["looks"] = [tuple(round(value) for value in look) for look in looks[::step]]
    return out


if __name__ == "__main__":
    main()
