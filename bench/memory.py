"""Does a worker's memory stay flat? Streams articles through the coder and watches the processes.

usage: python bench/memory.py ARTICLES [--workers 1] [--minutes 60]
       python bench/memory.py ARTICLES --dump DUMP.jsonl[.gz] --batch [--workers 1] [--minutes 60]
       python bench/memory.py ARTICLES --dump DUMP.jsonl[.gz] [--minutes 60] [--looks 100]

Short articles go through `marsad batch`: made ones, all of which report something, or with --dump and --batch the beginnings of
the dump's articles, again and again, each with a word that no other has. With a dump alone its articles are coded in this process,
over and over and never twice the same: their sentences are drawn from several articles and some words are spelled anew each
time, so that nothing remembered helps; a line on standard error for each look.

Memory is the resident set (VmRSS) of each process from /proc, looked at every few seconds. The slope is the least-squares
line through the second half of the run, in MB for a million articles: the first half holds what is loaded and remembered once.
Ends early after --minutes and says how far it came. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from made import articles
from speed import load

from marsad import service
from marsad.model.document import Article, Paragraph, Role

POOL = 2000
CUT = 400  # characters of a short article
NEW_WORDS = 20  # one word in so many: 14 in an article of the common length, as many as news brings
LEAST = 100_000  # articles under which a slope is noise: what is remembered of words is bounded by as many


class Look(NamedTuple):
    """`done`: articles coded, in a batch those in finished shards; MB of the parent and of the largest worker."""

    done: int
    parent: float
    worker: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")
    parser.add_argument("--dump", type=Path, help="articles to make new ones of")
    parser.add_argument("--batch", action="store_true", help="the dump's articles, cut, through `marsad batch`")
    parser.add_argument("--looks", type=int, default=100, help="looks in all, with a dump")
    args = parser.parse_args()
    if args.dump and not args.batch:
        looks = coded_here(args.dump, args.articles, max(1, args.articles // args.looks), args.minutes * 60)
        print(json.dumps(told(looks, args.articles)))
        return
    with tempfile.TemporaryDirectory() as folder:
        dump, out = Path(folder) / "made.jsonl", Path(folder) / "out"
        write(dump, args.articles, args.dump)
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


def write(path: Path, count: int, source: Path | None) -> None:
    """Short articles: title and the first sentences of made ones or of the source's, which return under new ids with a new
    first word."""
    pool = [(made.text[:CUT], made.published) for made in (load(source, None) if source else articles(POOL))]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text, published = pool[n % len(pool)]
            row = {"id": f"m{n}", "text": f"{_word(n)} {text}", "published": published or None}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def coded_here(dump: Path, count: int, every: int, most: float) -> list[Look]:
    """Code made-over articles one after the other; the parent's column is this process, there is no worker."""
    looks, coder, started = [], service.load_coder(), time.monotonic()
    sources = Sources(dump)
    for n in range(1, count + 1):
        text = made_over(sources, n)
        coder.code(Article(id=f"m{n}", text=text, paragraphs=tuple(paragraphs(text)), published="2020-05-26"))
        if n % every == 0:
            looks.append(Look(n, resident(os.getpid()), 0.0))
            minutes = (time.monotonic() - started) / 60
            print(f"{n} articles, {minutes:.1f} minutes, {looks[-1].parent:.0f} MB", file=sys.stderr, flush=True)
            if minutes * 60 > most:
                break
    return looks


class Sources:
    """The texts of a dump in a file, so that they are no part of the memory that is watched."""

    def __init__(self, dump: Path) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process)
        self._ends = [0]
        for made in load(dump, None):
            self._ends.append(self._ends[-1] + self._file.write(made.text.encode()))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, n: int) -> str:
        self._file.seek(self._ends[n])
        return self._file.read(self._ends[n + 1] - self._ends[n]).decode()


def made_over(sources: Sources, n: int) -> str:
    """Article n: the lines of one text with sentences of two others between them, one word in NEW_WORDS never seen before."""
    dice = random.Random(n)  # noqa: S311 (no secret)
    first, *others = (sources[dice.randrange(len(sources))] for _ in range(3))
    sentences = [s for text in others for s in text.replace("\n", " ").split(". ")]
    lines = first.split("\n")
    for _ in range(min(len(lines), len(sentences)) // 2):
        lines.insert(dice.randrange(1, len(lines) + 1), dice.choice(sentences))
    return "\n".join(" ".join(_anew(word, n, dice) for word in line.split(" ")) for line in lines)


def _anew(word: str, n: int, dice: random.Random) -> str:
    return f"{word}{_word(n)}" if dice.randrange(NEW_WORDS) == 0 else word


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Each line a paragraph of the body, the first one the title."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(at, at + len(line), Role.BODY if at else Role.TITLE)
        at += len(line) + 1


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
