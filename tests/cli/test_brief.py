"""marsad brief: as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.brief.made_base import made_base
from tests.cli.running import marsad

WEEK = ("--from", "2024-05-01", "--to", "2024-05-07")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_base(tmp_path_factory.mktemp("brief") / "x.db")


@pytest.mark.parametrize(("name", "start"), [("w.html", b"<!DOCTYPE html>"), ("w.md", b"# "), ("w.docx", b"PK")])
def test_the_ending_says_the_format(db: Path, tmp_path: Path, name: str, start: bytes):
    done = marsad("brief", "--db", db, *WEEK, "-o", tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_one_language_and_one_area(db: Path, tmp_path: Path):
    out = tmp_path / "w.md"
    assert marsad("brief", "--db", db, *WEEK, "--area", "sy", "--lang", "ar", "-o", out).returncode == 0
    text = out.read_text("utf-8")
    assert "المنطقة: سوريا" in text and "حادثة واحدة" in text and "Observatory brief" not in text


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (("--from", "2024-05-09", "--to", "2024-05-07", "-o", "x.html"), "[brief-period]", 2),
        ((*WEEK, "--area", "Atlantis Nowhere", "-o", "x.html"), "[brief-area]", 2),
        ((*WEEK, "-o", "x.odt"), "End it in .html, .pdf, .docx or .md", 4),
        ((*WEEK, "--base-url", "javascript:alert(1)", "-o", "x.html"), "is no address", 1),
    ],
)
def test_what_is_wrong_is_said(db: Path, arguments: tuple[str, ...], words: str, status: int):
    done = marsad("brief", "--db", db, *arguments)
    assert words in done.stderr and done.returncode == status and "Traceback" not in done.stderr
