"""robots.txt after RFC 9309, sections 2.2 and 5."""

from __future__ import annotations

import time

import pytest

from marsad.watch.robots import matches, read_robots

BOTS = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: marsad
User-Agent: otherbot
Disallow: /private
Allow: /private/press
Disallow: /*?print=
Crawl-delay: 7

User-agent: quietbot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/press/1", True),
        ("/news?print=1", False),
        ("/news?page=1", True),
        ("/example/1", True),  # the group for "*" is not ours
    ],
)
def test_our_own_group_counts(path: str, allowed: bool):
    rules = read_robots(BOTS)
    assert rules.allow("https://x.example" + path) is allowed and rules.delay == 7


def test_others_take_the_group_for_all():
    rules = read_robots(BOTS, "somebody")
    assert not rules.allow("http://x.example/a/b.gif") and rules.allow("http://x.example/a/b.gif?x")
    assert rules.delay == 0


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: * # all\r\nDisallow: / # nothing\r\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /", True),  # a tie: the permission wins
        ("User-agent: *\nDisallow: /\n\nUser-agent: Marsad\nAllow: /", True),
        ("Disallow: /", True),  # a rule of no group
        ("<html>not found</html>", True),
        ("User-agent: *\nDisallow: /%D8%AE%D8%A8%D8%B1", False),
    ],
)
def test_odd_files(text: str, allowed: bool):
    assert read_robots(text).allow("http://x.example/خبر") is allowed


def test_delays_are_numbers_within_reason():
    assert read_robots("User-agent: *\nCrawl-delay: x").delay == 0
    assert read_robots("User-agent: *\nCrawl-delay: nan").delay == 0
    assert read_robots("User-agent: *\nCrawl-delay: 99999999").delay == 3600


def test_no_pattern_is_slow():
    started = time.perf_counter()
    assert not matches("/" + "*a" * 200 + "$", "/" + "a" * 150 + "b" * 2000)
    assert time.perf_counter() - started < 0.1
