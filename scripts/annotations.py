"""Annotated articles without their texts: benchmarks/articles.jsonl holds ids, offsets and values only.

Usage: python scripts/annotations.py join ARTICLES.jsonl.gz SCORER OUT   one gold folder for each set: OUT/SET
       python scripts/annotations.py strip GOLD.jsonl SET                records for benchmarks/articles.jsonl, on stdout

`join` takes the texts from a dump beside the checkout by id, cuts them where the annotators' copy ended, checks them by their
hash and writes OUT/SET/articles_SET.jsonl with SCORER beside it, so that `marsad eval --gold OUT/SET` scores them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ANNOTATIONS = Path("benchmarks/articles.jsonl")
QUOTED = {"tallies": "quote", "claims": "quote"}
Record = dict[str, Any]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def span(text: str, words: str) -> list[int]:
    at = text.find(words)
    if at < 0:
        raise SystemExit(f"not in the text: {words!r}")
    return [at, at + len(words)]


def strip(row: Record, name: str) -> Record:
    """A gold record with offsets for its words and without text, notes and the words for actors and periods."""
    text = row["text"]
    out: Record = {"id": row["id"], "set": name, "published": row["published"], "length": len(text)}
    out |= {"sha256": digest(text), "relevant": row["relevant"], "events": []}
    for event in row["events"]:
        kept = {k: v for k, v in event.items() if k not in ("quotes", "actor1_text", "actor2_text", "evidence")}
        kept["quotes"] = [span(text, q) for q in event["quotes"]]
        if kept["place"]:
            kept["place"] = kept["place"] | {"text": span(text, kept["place"]["text"])}
        out["events"].append(kept)
    for kind, field in QUOTED.items():
        out[kind] = [one | {field: span(text, one[field])} for one in row[kind]]
        for one in out[kind]:
            one.pop("note", None)
            if isinstance(one.get("period"), dict):
                one["period"] = {k: v for k, v in one["period"].items() if k != "text"}
            one.pop("parts", None)
    return out


def joined(row: Record, text: str) -> Record:
    """The gold record with its text and words. Raises SystemExit where the text is another one."""
    text = text[: row["length"]]
    if digest(text) != row["sha256"]:
        raise SystemExit(f"{row['id']}: the text is not the one that was annotated")
    out = {k: v for k, v in row.items() if k not in ("set", "length", "sha256")} | {"text": text}
    for event in out["events"]:
        event["quotes"] = [text[a:b] for a, b in event["quotes"]]
        if event["place"]:
            event["place"]["text"] = text[slice(*event["place"]["text"])]
    for kind, field in QUOTED.items():
        for one in out[kind]:
            one[field] = text[slice(*one[field])]
    return out


def join(articles: Path, scorer: Path, out: Path) -> dict[str, int]:
    """Write a gold folder for each set; how many records each has."""
    rows = {r["id"]: r for r in map(json.loads, ANNOTATIONS.read_text(encoding="utf-8").splitlines())}
    sets: dict[str, list[Record]] = defaultdict(list)
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if row := rows.get(article["id"]):
                sets[row["set"]].append(joined(row, article["text"]))
    for name, found in sets.items():
        (out / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(scorer, out / name / "score.py")
        written = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found)
        (out / name / f"articles_{name}.jsonl").write_text(written, encoding="utf-8")
    return {name: len(found) for name, found in sets.items()}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = args.add_subparsers(dest="what", required=True)
    one = what.add_parser("join")
    for name in ("articles", "scorer", "out"):
        one.add_argument(name, type=Path)
    two = what.add_parser("strip")
    two.add_argument("gold", type=Path)
    two.add_argument("set")
    options = args.parse_args()
    if options.what == "join":
        print(join(options.articles, options.scorer, options.out))
        return
    for line in options.gold.read_text(encoding="utf-8").splitlines():
        sys.stdout.write(json.dumps(strip(json.loads(line), options.set), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
