"""Trains the score "reported incident or mere talk" (coding/news/reported.py) on gold data beside the checkout.

Usage: python scripts/train_reported.py ../shared/eval [--out src/marsad/data/models/reported.json]

Ridge-penalised logistic regression by Newton's method over the features of each draft; figures printed come from five-fold
cross-validation by document. Only coefficients are written: no text, no id. Needs numpy (dev extra).
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np

from marsad.coding.coder import Coder
from marsad.coding.incident import merge
from marsad.coding.incident.acled import event_kind, plover
from marsad.coding.news.reported import features
from marsad.coding.sentence.reading import Reading
from marsad.evaluation.gold import article_of
from marsad.service import load_extract

RIDGE = 3.0
FOLDS = 5
EXTRACT = load_extract()


def incidents_of(coder: Coder, row: dict) -> list[tuple[str, list[dict], list[tuple[int, int]]]]:
    """(PLOVER event, features of each draft, spans of its triggers) for each incident that the rules alone would record."""
    reading = Reading(article_of(row, EXTRACT), coder.tools)
    views = coder._views(reading, reading.sentences)
    drafts, _ = coder._drafts(reading, views)
    out = []
    for incident in merge.merge(drafts, event_kind):
        if all(d.outcome_only for d in incident.drafts):
            continue
        lead = max(incident.drafts, key=lambda d: d.head.frame.rank)
        found = [features(views[d.sentence.number], d, len(views)) for d in incident.drafts]
        spans = [reading.span(u.first, u.last) for d in incident.drafts for u in d.uses]
        out.append((plover(lead, event_kind(lead)[0]).event, found, spans))
    return out


def bags(coder: Coder, gold: Path) -> list[tuple[str, str, float, list[dict]]]:
    """(document, question, label, candidate feature sets): a sentence of OEDA, or an incident of an article."""
    out = []
    for row in rows(gold / "oeda_dev.jsonl"):
        if row["label"] == "ambiguous" or sum("\u0621" <= c <= "\u064a" for c in row["text"]) < 20:
            continue
        found = [f for event, fs, _ in incidents_of(coder, row) if event == row["question"] for f in fs]
        if found:
            out.append(
                (row["id"].split(":")[1].rsplit("-", 1)[0], row["question"], float(row["label"] == "yes"), found)
            )
    for row in rows(gold / "articles_dev.jsonl"):
        marks = [
            sentence(row["text"], row["text"].find(q)) for e in row["events"] for q in e["quotes"] if q in row["text"]
        ]
        for _, fs, spans in incidents_of(coder, row):
            hit = any(a < y and x < b for a, b in marks for x, y in spans)
            out.append((row["id"], "article", float(hit), fs))
    return out


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def sentence(text: str, at: int) -> tuple[int, int]:
    """Bounds of the line's sentence around an offset (full stops, question and exclamation marks)."""
    start = max(text.rfind(stop, 0, at) for stop in ("\n", ". ", "؟ ", "! ")) + 1
    ends = [e for stop in ("\n", ". ", "؟ ", "! ") if (e := text.find(stop, at)) >= 0]
    return start, min(ends, default=len(text))


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + RIDGE * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def train(data: list, names: list[str]) -> np.ndarray:
    """Each bag stands by its best candidate under the weights so far (three rounds)."""
    index = {n: i for i, n in enumerate(names)}

    def vector(f: dict) -> np.ndarray:
        v = np.zeros(len(names))
        for k, value in f.items():
            if k in index:
                v[index[k]] = value
        return v

    vectors = [[vector(f) for f in fs] for *_, fs in data]
    y = np.array([label for _, _, label, _ in data])
    w = np.zeros(len(names))
    for _ in range(3):
        x = np.array([max(vs, key=lambda v: float(v @ w)) for vs in vectors])
        w = fit(x, y)
    return w


def f1(pairs: list[tuple[bool, bool]], missed: int) -> tuple[float, float, float]:
    tp = sum(a and b for a, b in pairs)
    p, r = tp / max(1, sum(b for _, b in pairs)), tp / max(1, sum(a for a, _ in pairs) + missed)
    return p, r, 2 * p * r / max(1e-9, p + r)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", type=Path)
    args.add_argument("--out", type=Path, default=Path("src/marsad/data/models/reported.json"))
    options = args.parse_args()
    coder = Coder.load()
    coder.reported = None
    data = bags(coder, options.gold)
    counts: dict[str, int] = defaultdict(int)
    for *_, fs in data:
        for k in {k for f in fs for k in f}:
            counts[k] += 1
    names = sorted(k for k, n in counts.items() if n >= 5)
    held: list[tuple[str, float, float]] = []
    for fold in range(FOLDS):
        inside = [d for d in data if zlib.crc32(d[0].encode()) % FOLDS != fold]
        w = dict(zip(names, train(inside, names), strict=True))
        outside = [d for d in data if zlib.crc32(d[0].encode()) % FOLDS == fold]
        held += [(d[1], d[2], max(sum(w.get(k, 0.0) * v for k, v in f.items()) for f in d[3])) for d in outside]
    best = max(
        (
            np.mean(
                [
                    f1([(y > 0, s >= t) for q, y, s in held if q == question], 0)[2]
                    for question in ("ASSAULT", "PROTEST")
                ]
            ),
            t,
        )
        for t in np.arange(-3, 1.5, 0.1)
    )
    threshold = round(float(best[1]), 2)
    for question in ("ASSAULT", "PROTEST", "article"):
        for t in (threshold - 0.5, threshold, threshold + 0.5):
            p, r, f = f1([(y > 0, s >= t) for q, y, s in held if q == question], 0)
            print(f"{question:8} threshold {t:+.2f}  held-out precision {p:.3f} recall {r:.3f} F1 {f:.3f}")
    weights = {k: round(float(v), 3) for k, v in zip(names, train(data, names), strict=True) if abs(v) >= 0.005}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps(
            {"threshold": threshold, "trained_on": len(data), "weights": weights},
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(weights)} coefficients -> {options.out}")


if __name__ == "__main__":
    main()
