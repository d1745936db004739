"""RSS, RDF, Atom and sitemaps to entries."""

from __future__ import annotations

import pytest

from marsad.capture.problems import CaptureError
from marsad.watch.clock import retry_after
from marsad.watch.feeds import Entry, moment, read_feed

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://x.example/"/>
<entry><link rel="self" href="http://x.example/api/1"/><link href="http://x.example/1"/>
<published>2025-11-25T08:00:00Z</published><updated>2025-11-25T10:00:00+03:00</updated></entry>
<entry><id>urn:uuid:2</id><title>no link</title></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>http://x.example/</link></channel>
<item><link>http://x.example/1</link><dc:date>2025-11-25T07:00:00Z</dc:date></item></rdf:RDF>"""
RSS = """<rss><channel><link>http://x.example/</link>
<item><guid>http://x.example/1</guid></item><item><guid isPermaLink="false">http://x.example/tag</guid></item>
<item><link>http://feeds.example/~r/2</link><feedburner:origLink xmlns:feedburner="f">http://x.example/2</feedburner:origLink></item>
<item><link><![CDATA[ http://x.example/3?a=1&b=2 ]]></link><pubDate>Tue, 25 Nov 2025 10:00:00 +0300</pubDate></item></channel></rss>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" xmlns:image="i"><url><loc>http://x.example/1</loc>
<image:image><image:loc>http://x.example/1.jpg</image:loc></image:image><news:news><news:publication_date>2025-11-25</news:publication_date>
</news:news></url></urlset>"""
SEVEN = 1_764_054_000.0  # 2025-11-25T07:00:00Z


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (ATOM, [Entry("http://x.example/1", "2025-11-25T10:00:00+03:00", SEVEN)]),
        (RDF, [Entry("http://x.example/1", "2025-11-25T07:00:00Z", SEVEN)]),
        (
            RSS,
            [
                Entry("http://x.example/1"),
                Entry("http://x.example/2"),
                Entry("http://x.example/3?a=1&b=2", "Tue, 25 Nov 2025 10:00:00 +0300", SEVEN),
            ],
        ),
        (NEWS, [Entry("http://x.example/1", "2025-11-25", SEVEN - 7 * 3600)]),
    ],
)
def test_entries(text: str, entries: list[Entry]):
    assert list(read_feed(text.encode()).entries) == entries


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1256", "iso8859-6"])
def test_charsets(charset: str):
    text = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><title>أخبار</title><item><link>http://x.example/خبر</link></item></channel></rss>'
    assert read_feed(text.encode(charset)).entries == (Entry("http://x.example/خبر"),)


def test_an_index_has_children():
    found = read_feed(b"<sitemapindex><sitemap><loc>http://x.example/a.xml</loc></sitemap></sitemapindex>")
    assert (found.entries, found.children) == ((), (Entry("http://x.example/a.xml"),))


def test_an_old_doctype_is_no_attack():
    text = '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd"><rss/>'
    assert read_feed(text.encode()).entries == ()


def test_deep_nesting_does_no_harm():
    with pytest.raises(CaptureError, match="broken XML"):
        read_feed(b"<rss>" + b"<a>" * 50_000)


@pytest.mark.parametrize("stamp", ["", "yesterday", "2025-13-45", "Tue, 99 Nov 2025 10:00:00 +0300", "9" * 60])
def test_dates_that_are_none(stamp: str):
    assert moment(stamp) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 0), ("120", 120), ("999999999", 86_400), ("-5", 0), ("soon", 0), ("٣", 0),
        ("Tue, 25 Nov 2025 07:10:00 GMT", 600), ("Tue, 25 Nov 2024 07:10:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float):
    assert retry_after(value, SEVEN) == seconds
