"""Trains the score "told as news or talked of" (coding/news/genre_score.py) on articles that a reader has judged event by event.

Usage: python scripts/train_genre.py ARTICLES.jsonl.gz GOLD.jsonl [GOLD.jsonl …] [--read benchmarks/events_read.tsv] [--out ...]

ARTICLES is a dump beside the checkout, read by id; `benchmarks/events_read.tsv` holds the ids, the offsets of the triggers and
the verdicts; GOLD: annotated articles, as `make eval` has them. Ridge-penalised logistic regression by Newton's method; the figures
printed come from five-fold cross-validation by document. Only coefficients are written: no text, no id. Needs numpy (dev extra).
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from marsad.coding.coder import Coder, incidents_in
from marsad.coding.news.genre_score import SHORTEST_JUDGED, ArticleFacts, incident_facts
from marsad.coding.sentence.reading import Reading
from marsad.coding.tally import tallies
from marsad.evaluation.gold import article_of
from marsad.service import load_extract

RIDGE = 12.0
FOLDS = 10
LEAST = 20  # incidents that must show a fact for it to get a weight
DOUBTED = (
    1.0  # for what the sentences alone take for talk: held out 44 of 55 above it are true, 32 of 65 between the two
)
THRESHOLD = -0.25  # log-odds: where a false incident more costs F1 as much as a true one less (F1 about 0.8)
EXTRACT = load_extract()
Case = tuple[str, float, dict[str, float]]


def incidents_of(coder: Coder, row: dict) -> list[tuple[dict[str, float], list[tuple[int, int]]]]:
    """(facts, spans of the triggers) of each incident that the coder records without this score."""
    article = article_of(row, EXTRACT)
    reading = Reading(article, coder.tools)
    views = coder._views(reading, reading.sentences)
    drafts, rejected = coder._drafts(reading, views)
    if len(views) < SHORTEST_JUDGED:
        return []
    tallies.find(views, drafts, article.published)  # figures of tallies are none of an incident
    kept, _ = coder._reported(incidents_in(drafts), views, rejected, article.published)
    facts = ArticleFacts(views, kept, article.published, coder.fighting)
    return [
        (incident_facts(i, views, facts), [reading.span(u.first, u.last) for d in i.drafts for u in d.uses])
        for i in kept
    ]


def read_cases(coder: Coder, articles: Path, verdicts: Path) -> Iterator[Case]:
    """Cases of the articles that were read: true, or false of any class but doubles and those left unsure."""
    read: dict[str, list[tuple[set[int], str]]] = defaultdict(list)
    for line in verdicts.read_text(encoding="utf-8").splitlines()[1:]:
        name, triggers, verdict, _, _, _ = line.split("\t")
        read[name].append(({int(t) for t in triggers.split(",")}, verdict))
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for facts, spans in incidents_of(coder, row) if row["id"] in read else ():
                said = {verdict for starts, verdict in read[row["id"]] if starts & {a for a, _ in spans}}
                if "true" in said or said == {"false"}:
                    yield row["id"], float("true" in said), facts


def gold_cases(coder: Coder, file: Path) -> Iterator[Case]:
    """Cases of the development articles: an incident is true whose trigger stands in a sentence that the gold quotes."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marks = [
            sentence(row["text"], row["text"].find(q)) for e in row["events"] for q in e["quotes"] if q in row["text"]
        ]
        for facts, spans in incidents_of(coder, row):
            yield row["id"], float(any(a < y and x < b for a, b in marks for x, y in spans)), facts


def sentence(text: str, at: int) -> tuple[int, int]:
    """Bounds of the line's sentence around an offset."""
    stops = ("\n", ". ", "؟ ", "! ")
    ends = [e for stop in stops if (e := text.find(stop, at)) >= 0]
    return max(text.rfind(stop, 0, at) for stop in stops) + 1, min(ends, default=len(text))


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w)), x.T @ (p - y) + RIDGE * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def matrix(cases: list[Case], names: list[str]) -> np.ndarray:
    return np.array([[facts.get(n, 0.0) for n in names] for _, _, facts in cases])


def held_out(cases: list[Case], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Scores of every case under weights trained without its fold, and the labels."""
    x, y = matrix(cases, names), np.array([label for _, label, _ in cases])
    fold = np.array([zlib.crc32(name.encode()) % FOLDS for name, *_ in cases])
    scores = np.zeros(len(y))
    for f in range(FOLDS):
        scores[fold == f] = x[fold == f] @ fit(x[fold != f], y[fold != f])
    return scores, y


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("articles", type=Path)
    args.add_argument("gold", type=Path, nargs="+")
    args.add_argument("--read", type=Path, default=Path("benchmarks/events_read.tsv"))
    args.add_argument("--out", type=Path, default=Path("src/marsad/data/models/genre.json"))
    options = args.parse_args()
    coder = Coder.load()
    coder.genre_score = coder.reported = None
    cases = [
        *read_cases(coder, options.articles, options.read),
        *(c for file in options.gold for c in gold_cases(coder, file)),
    ]
    counts = Counter(name for _, _, facts in cases for name in facts)
    names = sorted(name for name, n in counts.items() if n >= LEAST)
    scores, y = held_out(cases, names)
    ranks = (scores[y == 1][:, None] > scores[y == 0][None, :]).mean()
    print(f"{len(cases)} incidents, {int(y.sum())} true; held out: true ranked above false {ranks:.3f}")
    for at in (-0.6, -0.4, THRESHOLD, -0.1, 0.0, 0.2):
        lost, left = int((scores[y == 1] < at).sum()), int((scores[y == 0] >= at).sum())
        print(f"threshold {at}: {lost} true lost, {left} of {int((y == 0).sum())} false left")
    weights = dict(zip(names, (round(float(w), 4) for w in fit(matrix(cases, names), y)), strict=True))
    options.out.write_text(
        json.dumps({"threshold": THRESHOLD, "doubted": DOUBTED, "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
