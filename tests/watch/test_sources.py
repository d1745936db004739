"""The list of sources: what is wrong with it is told at once, with lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.watch.problems import SourcesError
from marsad.watch.sources import load, parse, span, starter

FAULTY = """
[watch]
every = "soon"
colour = 1

[[source]]
name = "A b"
kind = "rss2"
url = "ftp://x.example/feed"

[[source]]
name = "two"
kind = "listing"
url = "http://x.example/"
title = '''
[[source]]
name = "no source"
'''
select = "a[[["
pattern = "("

[[source]]
name = "two"
kind = "sitemap"
most = 0
recheck = ["1h", "x"]
"""


def test_every_problem_with_its_line():
    with pytest.raises(SourcesError) as error:
        parse(FAULTY, "s.toml")
    told = {line.split(": ")[0]: line.split(": ", 1)[1] for line in error.value.problems}
    assert {place: text.split()[0] for place, text in told.items()} == {
        "s.toml:3": "every", "s.toml:4": "unknown", "s.toml:7": "name", "s.toml:8": "kind", "s.toml:9": "url",
        "s.toml:19": "select", "s.toml:20": "pattern", "s.toml:22": "has", "s.toml:23": "name", "s.toml:25": "most",
        "s.toml:26": "recheck",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "s.toml:1: names no source"),
        ("[[source]\nname = 1", "s.toml:1: is no valid TOML"),
        ('[source]\nname = "x"', "s.toml:1: each source begins with [[source]]"),
        ('[[source]]\nname = "x"\nkind = "listing"\nurl = "http://x.example/"', "s.toml:1: a listing needs select or pattern"),
        ('[[source]]\nname = "x"\nkind = "rss"\nurl = "http://x.example/"\nselect = "a"', "s.toml:5: select is only"),
        ('[[source]]\nname = "x"\nkind = "rss"\nurl = "http://x.example/"\nallow_loopback = true', "s.toml:5: unknown key"),
        ('[watch]\ncontact = "a\\nX-Header: b"\n', "s.toml:2: contact must be plain ASCII"),
    ],
)  # fmt: skip
def test_single_problems(text: str, told: str):
    with pytest.raises(SourcesError) as error:
        parse(text, "s.toml")
    assert any(line.startswith(told) for line in error.value.problems), error.value.problems


def test_defaults_come_from_watch():
    text = '[watch]\nevery = "1h"\ndelay = 2\n[[source]]\nname = "x"\nkind = "atom"\nurl = "https://x.example/f"\nevery = "2d"\n'
    [source] = parse(text, "s.toml").sources
    assert (source.kind, source.every, source.delay) == ("feed", 2 * 86400, 2)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(SourcesError, match="marsad watch --init"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("given", "seconds"), [("15m", 900), ("1.5h", 5400), (30, 30), ("x", None), (True, None), ("-5m", None)]
)
def test_spans(given: object, seconds: float | None):
    assert span(given) == seconds


def test_the_starter_is_a_clean_list():
    listed = parse(starter(), "starter.toml").sources
    assert 40 <= len(listed) <= 60 and len({s.url for s in listed}) == len(listed)
    assert all(s.title for s in listed) and {s.kind for s in listed} == {"feed", "listing"}
    assert "NOT CHECKED" in starter()
