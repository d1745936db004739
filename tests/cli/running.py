"""Runs the command line in a process of its own, with the stand-in coder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.cli.stand_in", *map(str, arguments)]


def environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", **(extra or {})}


def marsad(
    *arguments: object, stdin: bytes = b"", env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=ROOT, env=environment(env), timeout=120, **options
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: object, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env=environment(env), preexec_fn=_heeds_interrupts,
    )  # fmt: skip


def _heeds_interrupts() -> None:
    """A shell that starts the tests in the background has them, and all that they start, ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def records(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in done.stdout.splitlines()]


def line(id: object, text: object, **more: object) -> str:
    return json.dumps({"id": id, "text": text, **more}, ensure_ascii=False) + "\n"
