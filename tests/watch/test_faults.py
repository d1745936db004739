"""Servers, feeds, disks and clocks that misbehave: the good pages come all the same, the bad ones leave a reason."""

from __future__ import annotations

import gzip
import time
from itertools import pairwise
from pathlib import Path

import pytest

from marsad.watch.health import health
from marsad.watch.manners import Limits
from marsad.watch.sources import Source
from tests.watch import site as sites
from tests.watch.running import SMALL, FakeClock, Running, responses, running
from tests.watch.site import Answerer, Site, article, redirect, rss, status


def feed(site: Site, **more: object) -> Source:
    return Source("one", "feed", site.url("/feed"), **more)  # type: ignore[arg-type]


def good_and(site: Site, bad: Answerer | bytes, host: str = "bad.example") -> str:
    """A feed of a good page and a bad one on another host; returns the key of the bad page."""
    site.answers |= {"/feed": rss(site.url("/bad", host), site.url("/good")), "/good": article(1), "/bad": bad}
    return "/bad"


def good_is_whole(run: Running, folder: Path) -> None:
    assert ("/good", "coded") in run.captures()
    assert responses(folder).count("/good") == 1
    assert run.store.check() == []


TAKES = {
    "drip": (sites.drip, "timeout"),
    "drip-headers": (sites.drip_headers, "timeout"),
    "503": (status(503), "http-503"),
    "500": (status(500), "http-500"),
    "429": (status(429), "http-429"),
    "short": (sites.too_short, "cut-short"),
}
ENDS = {
    "404": (status(404), "http-404"),
    "endless": (sites.endless, "too-large"),
    "bomb": (sites.bomb, "bomb"),
    "loop": (redirect("/bad"), "redirects"),
    "inside": (redirect("http://inside.example/secret"), "private-address"),
    "metadata": (redirect("http://169.254.169.254/latest/meta-data"), "private-address"),
    "inside-v6": (redirect("http://[fd00::1]/"), "private-address"),
    "inside-nat64": (redirect("http://[64:ff9b::a00:1]/"), "private-address"),
    "scheme": (redirect("file:///etc/passwd"), "scheme"),
    "image": (lambda handler: handler.send(200, b"GIF89a", Content_Type="image/gif"), "media"),
}


@pytest.mark.parametrize("name", TAKES)
def test_what_may_mend_is_tried_again_and_then_given_up(site: Site, tmp_path: Path, name: str):
    answer, code = TAKES[name]
    bad, clock = good_and(site, answer), FakeClock()
    with running(tmp_path, feed(site), clock=clock, seconds=0.3) as run:
        report = run.round()
        assert report.reasons["waiting"] == {code: 1} and run.pages()[bad] == ("due", code)
        good_is_whole(run, tmp_path)
        for _ in range(4):
            clock.pass_(7 * 3600)
            report = run.round()
        assert run.pages()[bad] == ("failed", code) and site.count("/bad") == SMALL.tries
        assert [told for told in run.told if told[2] == code] != [], "the user hears of it"
        good_is_whole(run, tmp_path)


def test_what_is_mended_meanwhile_comes(site: Site, tmp_path: Path):
    good_and(site, status(500))
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        site.answers["/bad"] = article(2)
        clock.pass_(200)
        run.round()
        assert sorted(responses(tmp_path)) == ["/bad", "/good"] and run.store.counts()["articles"] == 2


@pytest.mark.parametrize("name", ENDS)
def test_what_cannot_mend_ends_with_its_reason(site: Site, tmp_path: Path, name: str):
    answer, code = ENDS[name]
    bad, started = good_and(site, answer), time.monotonic()
    with running(tmp_path, feed(site)) as run:
        report = run.round()
        assert run.pages()[bad][1] == code and dict(report.coded.failures) == {code: 1}
        good_is_whole(run, tmp_path)
        assert "/bad" not in responses(tmp_path)
    assert time.monotonic() - started < 5


def test_a_host_that_cannot_be_found(site: Site, tmp_path: Path):
    good_and(site, b"", host="gone.example")
    with running(tmp_path, feed(site)) as run:
        assert run.round().reasons["waiting"] == {"network": 1}
        good_is_whole(run, tmp_path)


@pytest.mark.parametrize("code", [429, 503])
def test_retry_after_rests_the_whole_host(site: Site, tmp_path: Path, code: int):
    site.answers |= {
        "/feed": rss(*(site.url(f"/{n}", "busy.example") for n in (1, 2, 3))),
        "/1": status(code, Retry_After="1800"),
        "/2": article(2),
        "/3": article(3),
    }
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        assert [site.count(f"/{n}") for n in (1, 2, 3)] == [1, 0, 0]
        site.answers["/1"] = article(1)
        clock.pass_(1700)
        run.round()
        assert site.count("/2") == 0
        clock.pass_(200)
        run.round()
        assert sorted(responses(tmp_path)) == ["/1", "/2", "/3"]


def test_a_source_that_fails_is_polled_ever_less_often(site: Site, tmp_path: Path):
    site.answers["/feed"] = status(500)
    clock = FakeClock()
    times = []
    with running(tmp_path, feed(site), clock=clock) as run:
        for _ in range(24 * 60):
            if run.round().counts["polled"]:
                times.append(clock.now())
            clock.pass_(60)
        [one] = health(run.state)
        assert one.failures == len(times) and "500" in (one.error or "")
    gaps = [b - a for a, b in pairwise(times)]
    assert 5 <= len(times) <= 8 and all(later > 1.4 * earlier for earlier, later in pairwise(gaps))


def test_a_name_that_changes_between_check_and_connection(monkeypatch: pytest.MonkeyPatch):
    """The resolver is asked once for each connection, so that its second answer (inside) is never used."""
    import httpcore

    from marsad.capture import Fetcher
    from marsad.capture.problems import CaptureError

    asked: list[str] = []
    reached: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(self: object, host: str, port: int, **options: object) -> None:
        reached.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(CaptureError) as error:
        Fetcher(resolver=rebinding).fetch("http://rebind.example/")
    assert (error.value.code, asked, reached) == ("network", ["rebind.example"], ["93.184.216.34"])


# ---- feeds
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><link>&b;</link></item></channel></rss>'  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><link>http://a.example/&x;</link></item></channel></rss>'  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LAUGHS, "feed-entities"),
        (OUTSIDE, "feed-entities"),
        (LAUGHS.decode().encode("utf-16"), "feed-entities"),
        (b"<html><body>captcha</body></html>", "not-a-feed"),
        (b"<rss><channel><item><li", "bad-feed"),
        (b"no xml at all", "bad-feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary"),
        (rss(*(f"http://a.example/{n}" for n in range(20_000))), "too-large"),
        (b"", "bad-feed"),
    ],
)
def test_bad_feeds_fail_by_name(site: Site, tmp_path: Path, body: bytes, code: str):
    site.answers["/feed"] = body
    with running(tmp_path, feed(site)) as run:
        report = run.round()
        assert dict(report.reasons["poll-failed"]) == {code: 1} and run.pages() == {}
        assert "passwd" not in str(run.told) and run.told[0][2] == code


def test_the_limit_of_a_packed_sitemap_counts_unpacked(site: Site, tmp_path: Path):
    site.answers["/feed"] = gzip.compress(b"<urlset>" + b" " * 3_000_000 + b"</urlset>")
    with running(tmp_path, Source("map", "sitemap", site.url("/feed"))) as run:
        assert dict(run.round().reasons["poll-failed"]) == {"bomb": 1}


def test_a_broken_feed_is_read_as_far_as_it_goes(site: Site, tmp_path: Path):
    whole = rss(site.url("/1?a=1&b=2"), site.url("/2"))
    broken = whole.replace(b"&amp;", b"&").replace(b"<title>", b"<title>\x0b&nbsp;")[: whole.index(b"/2") + 20]
    site.answers |= {"/feed": broken, "/1?a=1&b=2": article(1)}
    with running(tmp_path, feed(site)) as run:
        run.round()
        assert run.captures() == [("/1?a=1&b=2", "coded")]
        assert "broken XML" in health(run.state)[0].note


def test_one_bad_source_leaves_the_others_alone(site: Site, tmp_path: Path):
    site.answers |= {"/bad": b"no xml", "/feed": rss(site.url("/good")), "/good": article(1)}
    bad = Source("bad", "feed", site.url("/bad"))
    with running(tmp_path, bad, feed(site)) as run:
        report = run.round()
        assert report.failed == 1
        good_is_whole(run, tmp_path)


def test_a_bug_in_reading_a_page_does_not_end_the_watch(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    from marsad.watch import pages

    usual = pages.canonical

    def fails(html: str, url: str) -> str:
        if "/bad" in url:
            raise ZeroDivisionError("a bug")
        return usual(html, url)

    monkeypatch.setattr(pages, "canonical", fails)
    bad = good_and(site, article(2))
    with running(tmp_path, feed(site)) as run:
        assert dict(run.round().coded.failures) == {"internal": 1} and run.pages()[bad] == ("failed", "internal")
        good_is_whole(run, tmp_path)


def test_patience_has_an_end(site: Site, tmp_path: Path):
    """A Crawl-delay of ten minutes does not hold up the round; what is left comes when it may."""
    site.answers |= {
        "/robots.txt": b"User-agent: *\nCrawl-delay: 600\n",
        "/feed": rss(site.url("/1")),
        "/1": article(1),
        "other.example/robots.txt": b"",
        "/other": rss(site.url("/2", "other.example")),
        "/2": article(2),
    }
    clock = FakeClock()
    slow = feed(site)
    quick = Source("quick", "feed", site.url("/other", "other.example"))
    with running(tmp_path, slow, quick, clock=clock, limits=Limits(patience=30)) as run:
        report = run.round()
        assert responses(tmp_path) == ["/2"] and report.counts["waiting-still"] == 1
        clock.pass_(800)
        run.round()
        assert sorted(responses(tmp_path)) == ["/1", "/2"]
