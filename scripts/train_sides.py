"""Trains the score that completes an open side of an event (coding/completion.py).

Usage: python scripts/train_sides.py met ARTICLES.jsonl.gz GOLD [GOLD …]   who met whom: data/models/sides_met.json
       python scripts/train_sides.py weights GOLD [GOLD …]                 the coefficients: data/models/sides.json

GOLD: folders as `marsad eval --gold` reads them (scripts/annotations.py join makes those of benchmarks/articles.jsonl). `met` counts
over the articles of a dump that nobody annotated (neither those of GOLD and benchmarks/articles.jsonl nor copies of them) who the
rules say did something to whom. `weights` fits a ridge-penalised choice among all actors of an article and nobody (multinomial
logit, Newton's method); sides that the rules fill count for a tenth. Figures printed come from ten-fold cross-validation by
document. Only counts and coefficients are written: no text, no id. Needs numpy (dev extra).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from marsad.capture.problems import CaptureError
from marsad.coding.coder import Coder
from marsad.coding.completion import SIDES, ArticleSides, Completion, Facts, Met
from marsad.evaluation.gold import article_of
from marsad.service import load_extract

RIDGE = 4.0
FILLED = 0.1  # weight of a side that the rules fill
FOLDS = 10
LEAST = 6  # options of open sides that must show a fact for it to get a weight
THRESHOLD = 0.4
TWICE = 2  # articles that must tell of a pair or a side for it to be kept
HEAD = 60  # letters by which a copy of an annotated article is known
MODELS = Path("src/marsad/data/models")
ANNOTATIONS = Path("benchmarks/articles.jsonl")
EXTRACT = load_extract()
Record = dict[str, Any]


class Caught:
    """Stands in the place of the score and keeps what it would be given."""

    def __init__(self) -> None:
        self.given: tuple[Any, ...] = ([], [], [])

    def complete(self, *given: Any) -> tuple[list[Any], list[Any]]:
        self.given = given
        return list(given[0]), []


class Choice(NamedTuple):
    """One side of one event: its options with their facts ("" is nobody), which are right, and what the rules chose."""

    document: str
    event: int
    side: str
    names: list[str]
    facts: list[Facts]
    right: list[str] | None  # None where no gold event stands against it
    chosen: list[str]
    rest: bool  # type and place are right


def rows(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def met(coder: Coder, articles: Path, folders: Sequence[Path]) -> dict[str, dict[str, int]]:
    """Counts of articles by doer, by who was struck and by pair."""
    gold = [row for folder in folders for file in folder.glob("articles_*.jsonl") for row in rows(file)]
    known = {row["id"] for row in (*gold, *rows(ANNOTATIONS))}
    heads = {row["text"][:HEAD] for row in gold}
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        heads |= {row["text"][:HEAD] for row in map(json.loads, lines) if row["id"] in known}
    pairs, doers, struck = Counter[str](), Counter[str](), Counter[str]()
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in known or row["text"][:HEAD] in heads:
                continue
            heads.add(row["text"][:HEAD])
            try:
                events = coder.code(article_of(row, EXTRACT)).events
            except CaptureError:
                continue  # no Arabic
            doers.update({a.name for e in events for a in e.actor1})
            struck.update({a.name for e in events for a in e.actor2})
            pairs.update({f"{a.name} > {b.name}" for e in events for a in e.actor1 for b in e.actor2})
    counted = {"pairs": pairs, "doers": doers, "struck": struck}
    return {key: {k: n for k, n in sorted(c.items()) if n >= TWICE} for key, c in counted.items()}


def choices(coder: Coder, score: Completion, folder: Path) -> Iterator[Choice]:
    """Both sides of every event that the rules code in the articles of a gold folder."""
    module = scorer(folder)
    for row in (row for file in sorted(folder.glob("articles_*.jsonl")) for row in rows(file)):
        caught = Caught()
        coder.completion = caught  # type: ignore[assignment]
        record = coder.code(article_of(row, EXTRACT))
        events, incidents, views = caught.given
        if not events:
            continue
        article = ArticleSides(score, events, incidents, views)
        coded = json.loads(json.dumps([plain(e) for e in events]))
        pairs = {j: row["events"][i] for i, j in module.pair(row["events"], coded, record.text)[0]}
        for j, event in enumerate(coded):
            gold = pairs.get(j)
            rest = bool(gold) and gold["event_type"] == event["event_type"]
            rest = rest and module.same_place(gold.get("place"), event["place"])
            for side in SIDES:
                options = article.options(j, side)
                if options:
                    names = ["", *(module.name(c.name) for c, _ in options)]
                    facts = [article.nobody(j, side, len(options)), *(f for _, f in options)]
                else:
                    names, facts = [""], [{}]
                right = sorted(module.names(gold[side])) if gold else None
                yield Choice(row["id"], j, side, names, facts, right, sorted(module.names(event[side])), rest)


def plain(event: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(event)


def fit(data: Sequence[Choice], names: Sequence[str]) -> np.ndarray:
    """Coefficients of the choice; where several options are right they share it."""
    data = [c for c in data if c.right is not None and len(c.names) > 1]
    x = matrix([f for c in data for f in c.facts], names)
    sizes = [len(c.names) for c in data]
    start = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(data)), sizes)
    weight = np.array([FILLED if c.chosen else 1.0 for c in data])
    each = weight[group]
    y = np.concatenate([target(c) for c in data])
    w = np.zeros(len(names))
    for _ in range(25):
        p = shares(x @ w, start, group)
        mean = np.add.reduceat(x * p[:, None], start, axis=0)
        hessian = (x * (each * p)[:, None]).T @ x - (mean * weight[:, None]).T @ mean + RIDGE * np.eye(len(w))
        step = np.linalg.solve(hessian, x.T @ ((p - y) * each) + RIDGE * w)
        w -= step
        if np.abs(step).max() < 1e-5:
            break
    return w


def target(choice: Choice) -> np.ndarray:
    hit = np.array([name in (choice.right or ()) for name in choice.names], dtype=float)
    if not hit.sum():
        hit[0] = 1.0
    return hit / hit.sum()


def shares(z: np.ndarray, start: np.ndarray, group: np.ndarray) -> np.ndarray:
    e = np.exp(z - np.maximum.reduceat(z, start)[group])
    return e / np.add.reduceat(e, start)[group]


def matrix(facts: Sequence[Facts], names: Sequence[str]) -> np.ndarray:
    index = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(facts), len(names)))
    for i, one in enumerate(facts):
        for name, value in one.items():
            if name in index:
                x[i, index[name]] = value
    return x


def weighed(data: Sequence[Choice]) -> list[str]:
    counts = Counter(name for c in data if not c.chosen for facts in c.facts for name in facts)
    return sorted(name for name, n in counts.items() if n >= LEAST)


def held_out(data: Sequence[Choice], names: Sequence[str]) -> dict[tuple[str, int], tuple[float, str]]:
    """The best actor of each open side with its share, under coefficients trained without its document."""
    out = {}
    fold = [zlib.crc32(c.document.encode()) % FOLDS for c in data]
    for f in range(FOLDS):
        w = fit([c for c, at in zip(data, fold, strict=True) if at != f], names)
        for c in (c for c, at in zip(data, fold, strict=True) if at == f and not c.chosen and len(c.names) > 1):
            z = np.exp(matrix(c.facts, names) @ w)
            best = int(np.argmax(z[1:])) + 1
            out[c.document, c.event] = float(z[best] / z.sum()), c.names[best]
    return out


def report(data: dict[str, list[Choice]], best: dict[str, dict[tuple[str, int], tuple[float, str]]], at: float) -> str:
    """F1 of both sides, what was added (right; another is; nobody is), and events with type, place and sides right."""
    hits: Counter[tuple[str, int]] = Counter()
    parts = []
    for side in SIDES:
        tp = wrong = missed = 0
        added: Counter[str] = Counter()
        for c in (c for c in data[side] if c.right is not None):
            share, name = best[side].get((c.document, c.event), (0.0, ""))
            filled = not c.chosen and share >= at
            ours, right = {name} if filled else set(c.chosen), set(c.right or ())
            tp, wrong, missed = tp + len(ours & right), wrong + len(ours - right), missed + len(right - ours)
            if filled:
                added["right" if name in right else "another" if right else "nobody"] += 1
            hits[c.document, c.event] += ours == right and c.rest
        f1 = 2 * tp / max(1, 2 * tp + wrong + missed)
        parts.append(f"{side} {f1:.3f} added {added['right']}/{added['another']}/{added['nobody']}")
    return f"{'  '.join(parts)}  all right {sum(n == len(SIDES) for n in hits.values())}"


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = args.add_subparsers(dest="what", required=True)
    for name in ("met", "weights"):
        one = what.add_parser(name)
        if name == "met":
            one.add_argument("articles", type=Path)
        one.add_argument("gold", type=Path, nargs="+")
        one.add_argument("--out", type=Path, default=MODELS)
    options = args.parse_args()
    coder = Coder.load()
    coder.completion = None
    if options.what == "met":
        write(options.out / "sides_met.json", met(coder, options.articles, options.gold))
        return
    counts = json.loads((options.out / "sides_met.json").read_text(encoding="utf-8"))
    score = Completion({}, THRESHOLD, Met.of(**counts), coder.lexicon)
    found = [c for folder in options.gold for c in choices(coder, score, folder)]
    data = {side: [c for c in found if c.side == side] for side in SIDES}
    names = {side: weighed(data[side]) for side in SIDES}
    best = {side: held_out(data[side], names[side]) for side in SIDES}
    print(f"{len(data[SIDES[0]])} events; without the score: {report(data, best, 2.0)}")
    for at in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        print(f"held out, from {at:.2f}: {report(data, best, at)}")
    weights = {
        side: {n: round(float(w), 3) for n, w in zip(names[side], fit(data[side], names[side]), strict=True) if abs(w) >= 0.005}
        for side in SIDES
    }  # fmt: skip
    write(options.out / "sides.json", {"threshold": THRESHOLD, "weights": weights})


def write(path: Path, data: Record) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"-> {path}")


if __name__ == "__main__":
    main()
