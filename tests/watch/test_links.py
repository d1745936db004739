"""One spelling for one page."""

from __future__ import annotations

import pytest

from marsad.watch.links import article_id, canonical, plain


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("http://News.Example:80/a?utm_source=x&id=5&fbclid=z#top", "http://news.example/a?id=5"),
        ("HTTPS://news.example:443", "https://news.example/"),
        ("https://news.example/خبر عاجل", "https://news.example/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84"),
        ("https://news.example/%D8%AE", "https://news.example/%D8%AE"),
        ("/a?at_medium=RSS&page=2", "https://base.example/a?page=2"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://مثال.إختبار/a", "https://xn--mgbh0fb.xn--kgbechtv/a"),
        ("https://news.example/a?b&c=", "https://news.example/a?b&c="),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("https://[bad", None),
        ("https://news.example:99999/", None),
        ("https://news.example/" + "a" * 3000, None),
    ],
)
def test_plain(given: str, made: str | None):
    assert plain(given, "https://base.example/feed") == made


@pytest.mark.parametrize(
    ("tag", "made"),
    [
        ('<link rel="canonical" href="https://www.news.example/1?utm_campaign=a&amp;id=2">', "https://www.news.example/1?id=2"),
        ("<LINK href='/1' REL=canonical>", "https://news.example/1"),
        ("<link rel=canonical href=/1>", "https://news.example/1"),
        ('<link rel="alternate" href="/2">', "https://news.example/x"),
        ('<link rel="canonical" href="https://evil.example/1">', "https://news.example/x"),
        ('<link rel="canonical" href="https://news.example/">', "https://news.example/x"),  # a front page is no article
        ('<link rel="canonical" href="javascript:1">', "https://news.example/x"),
        ("", "https://news.example/x"),
    ],
)  # fmt: skip
def test_canonical(tag: str, made: str):
    assert canonical(f"<html><head>{tag}</head>", "https://news.example/x?utm_source=rss") == made


def test_one_article_has_one_id():
    same = {article_id(u) for u in ("http://news.example/1", "https://www.news.example/1/", "https://m.news.example/1")}
    assert len(same) == 1 and article_id("http://news.example/1?id=2") not in same
