"""Codes the gold files through the same service as the command line and runs their own scorer on the result."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from marsad import service
from marsad.errors import InputError
from marsad.model.document import Article, Capture
from marsad.service import Coding, Extract

KINDS = ("oeda", "articles")  # what the scorer knows; each has a file KIND_*.jsonl in the gold folder
SHOWN = ("id", "text", "published")  # the coder sees these fields of a gold record and no other


class GoldMissingError(InputError):
    """There is no gold data where it was looked for."""

    code = "gold-missing"


class Scored(msgspec.Struct, frozen=True):
    """The scorer's tables for one gold file: as text, and as figures by measure."""

    kind: str
    gold: Path
    records: int
    table: str
    figures: dict[str, dict[str, Any]]


def gold_files(folder: Path) -> list[tuple[str, Path]]:
    """Kind and path of each gold file. Raises GoldMissingError."""
    found = [(kind, path) for kind in KINDS for path in sorted(folder.glob(f"{kind}_*.jsonl"))]
    if not found or not (folder / "score.py").is_file():
        todo = "Name the folder that holds score.py and the gold files with --gold"
        raise GoldMissingError("no gold data here", where=str(folder), todo=todo)
    return found


def score(kind: str, gold: Path, out: Path, coder: Coding, extract: Extract) -> Scored:
    """Code one gold file into `out` (coded-*.jsonl, errors-*.jsonl, figures-*.json) and score it."""
    out.mkdir(parents=True, exist_ok=True)
    coded, figures, errors = (
        out / f"{name}-{gold.stem}.{suffix}"
        for name, suffix in (("coded", "jsonl"), ("figures", "json"), ("errors", "jsonl"))
    )
    records = 0
    with coded.open("wb") as file:
        for outcome in service.code(_captures(gold), coder, extract, clock=_no_time):
            if isinstance(outcome, service.Failure):
                sys.stderr.write(f"marsad: {outcome.origin}: {outcome.message} [{outcome.code}]\n")
                continue
            file.write(msgspec.json.encode(outcome.record) + b"\n")
            records += 1
    command = [sys.executable, str(gold.parent / "score.py"), kind, str(gold), str(coded)]
    command += ["--json", str(figures), "--errors", str(errors)]
    done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 (the scorer the user named)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise GoldMissingError(f"the scorer failed: {last}", where=str(gold), todo="Check the gold file and score.py")
    parsed: Mapping[str, dict[str, Any]] = json.loads(figures.read_text())
    return Scored(kind, gold, records, done.stdout + done.stderr, dict(parsed))


def _captures(gold: Path) -> Iterator[Capture]:
    import hashlib

    with gold.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                whole = json.loads(line)
                raw = json.dumps({key: whole.get(key) for key in SHOWN}, ensure_ascii=False).encode()
                digest = hashlib.sha256(raw).hexdigest()
                yield Capture(raw, digest, f"{gold.name}#{number}", "file", _no_time(), "application/json")


def article_of(row: Mapping[str, Any], extract: Extract) -> Article:
    """The article of one gold record, as the coder sees it."""
    raw = json.dumps({key: row.get(key) for key in SHOWN}, ensure_ascii=False).encode()
    return extract(Capture(raw, "", str(row.get("id")), "file", _no_time(), "application/json"))


def _no_time() -> str:
    """Scores do not depend on when they were taken."""
    return "1970-01-01T00:00:00Z"
