"""Following sources: what is fetched, when, and that nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.watch.health import health
from marsad.watch.sources import Source
from tests.watch.running import NOON, FakeClock, records, responses, running
from tests.watch.site import Site, article, redirect, rss, status, tagged


def feed(site: Site, **more: object) -> Source:
    return Source("one", "feed", site.url("/feed"), **more)  # type: ignore[arg-type]


def three(site: Site) -> None:
    for n in (1, 2, 3):
        site.answers[f"/{n}"] = article(n)
    site.answers["/feed"] = rss(*(site.url(f"/{n}?utm_source=rss#top") for n in (1, 2, 3)))


def test_a_feed_is_followed(site: Site, tmp_path: Path):
    three(site)
    with running(tmp_path, feed(site)) as run:
        report = run.round()
        assert (report.counts["new"], report.counts["fetched"], report.coded.new) == (3, 3, 3)
        assert run.captures() == [("/1", "coded"), ("/2", "coded"), ("/3", "coded")]
        assert responses(tmp_path) == ["/1", "/2", "/3"]
        assert [kind for _, kind, _ in records(tmp_path)] == ["warcinfo"] + ["response", "request"] * 3
        assert run.store.counts()["articles"] == 3
        [one] = health(run.state)
        assert (one.failures, one.articles, one.waiting, one.success) == (0, 3, 0, "2025-11-25T12:00:00Z")
        assert site.asked[0][1] == "/robots.txt" and site.asked[0][2]["User-Agent"] == "marsad/test"


def test_a_second_round_does_nothing_twice(site: Site, tmp_path: Path):
    three(site)
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        clock.pass_(3600)
        report = run.round()
        assert (report.counts["polled"], report.counts["new"], report.counts["fetched"]) == (1, 0, 0)
    assert len(responses(tmp_path)) == 3 and site.count("/1") == 1


def test_conditional_requests(site: Site, tmp_path: Path):
    three(site)
    body = site.answers["/feed"]
    assert isinstance(body, bytes)
    site.answers["/feed"] = tagged(lambda: body, '"v1"')
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        clock.pass_(3600)
        assert run.round().counts["quiet"] == 1
    assert [headers.get("If-None-Match") for _, path, headers in site.asked if path == "/feed"] == [None, '"v1"']


def test_another_choice_of_links_asks_without_conditions(site: Site, tmp_path: Path):
    three(site)
    body = site.answers["/feed"]
    assert isinstance(body, bytes)
    site.answers["/feed"] = tagged(lambda: body, '"v1"')
    with running(tmp_path, feed(site, pattern=r"/1$")) as run:
        report = run.round()
        assert (report.counts["fetched"], dict(report.reasons["left-out"])) == (1, {"pattern": 2})
    with running(tmp_path, feed(site, pattern=r"/[12]$")) as run:
        assert run.round().counts["fetched"] == 1


def test_the_rest_of_a_long_feed_comes_at_the_next_poll(site: Site, tmp_path: Path):
    three(site)
    body = site.answers["/feed"]
    assert isinstance(body, bytes)
    site.answers["/feed"] = tagged(lambda: body, '"v1"')
    clock = FakeClock()
    with running(tmp_path, feed(site, most=2), clock=clock) as run:
        assert run.round().counts["fetched"] == 2
        clock.pass_(3600)
        assert run.round().counts["fetched"] == 1
    assert len(responses(tmp_path)) == 3


def test_an_update_is_a_new_capture_of_the_same_article(site: Site, tmp_path: Path):
    day = {site.url("/1"): "Tue, 25 Nov 2025 10:00:00 GMT"}
    site.answers |= {"/1": article(1), "/feed": rss(site.url("/1"), dates=day)}
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        [first] = list(run.store.records())
        later = {site.url("/1"): "Tue, 25 Nov 2025 12:30:00 GMT"}
        site.answers |= {"/1": article(2), "/feed": rss(site.url("/1"), dates=later)}
        clock.pass_(3600)
        assert run.round().counts["again"] == 1
        [second] = list(run.store.records())
        assert second.id == first.id and second.text != first.text
        assert run.captures() == [("/1", "coded"), ("/1", "coded")]
        counts = run.store.counts()
        assert (counts["articles"], counts["captures"]) == (1, 2)


def test_two_dates_of_one_page_do_not_fetch_it_over_and_over(site: Site, tmp_path: Path):
    """A feed states when it was published, a sitemap when it was modified: that is no update at every poll."""
    published = {site.url("/1"): "Tue, 25 Nov 2025 10:00:00 GMT"}
    site.answers |= {
        "/feed": rss(site.url("/1"), dates=published),
        "/map": f"<urlset><url><loc>{site.url('/1')}</loc><lastmod>2025-11-25T11:00:00Z</lastmod></url></urlset>".encode(),
        "/1": article(1),
    }
    clock = FakeClock()
    with running(tmp_path, feed(site), Source("map", "sitemap", site.url("/map")), clock=clock) as run:
        for _ in range(5):
            run.round()
            clock.pass_(3600)
    assert site.count("/1") == 1


def test_rechecks_are_conditional(site: Site, tmp_path: Path):
    site.answers |= {"/1": tagged(lambda: article(1), '"a"'), "/feed": rss(site.url("/1"))}
    clock = FakeClock()
    with running(tmp_path, feed(site, recheck=(3600.0, 7200.0)), clock=clock) as run:
        run.round()
        for _ in range(4):
            clock.pass_(3700)
            run.round()
        assert site.count("/1") == 3
        assert [h.get("If-None-Match") for _, p, h in site.asked if p == "/1"] == [None, '"a"', '"a"']
    assert len(responses(tmp_path)) == 1


def test_two_links_to_one_article_are_one(site: Site, tmp_path: Path):
    site.answers["/feed"] = rss(site.url("/1"), site.url("/amp/1"), site.url("/moved"))
    same = article(1, canonical="/1?fbclid=abc")
    site.answers |= {"/1": same, "/amp/1": same, "/moved": redirect("/1")}
    with running(tmp_path, feed(site)) as run:
        report = run.round()
        assert (report.counts["fetched"], report.counts["same"]) == (1, 2)
        assert run.captures() == [("/1", "coded")] and run.store.counts()["articles"] == 1


def test_a_page_cannot_speak_for_another_site(site: Site, tmp_path: Path):
    site.answers |= {"/feed": rss(site.url("/1")), "/1": article(1, canonical="http://other.example/9")}
    with running(tmp_path, feed(site)) as run:
        run.round()
        assert run.captures() == [("/1", "coded")]


def test_sitemap_index_and_news_sitemap(site: Site, tmp_path: Path):
    for n in (1, 2):
        site.answers[f"/{n}"] = article(n)
    site.answers |= {
        "/index.xml": f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{site.url('/news.xml')}</loc>"
        f"<lastmod>2025-11-25</lastmod></sitemap></sitemapindex>".encode(),
        "/news.xml": (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
            f"<url><loc>{site.url('/1')}</loc><news:news><news:publication_date>2025-11-25T09:00:00+03:00</news:publication_date></news:news></url>"
            f"<url><loc>{site.url('/2')}</loc><lastmod>2019-01-01</lastmod></url></urlset>"
        ).encode(),
    }
    clock = FakeClock()
    with running(tmp_path, Source("map", "sitemap", site.url("/index.xml")), clock=clock) as run:
        report = run.round()
        assert run.captures() == [("/1", "coded")]
        assert dict(report.reasons["left-out"]) == {"older": 1}
        clock.pass_(3600)
        run.round()
        assert site.count("/news.xml") == 1, "the index says that nothing changed in it"


def test_a_listing_page(site: Site, tmp_path: Path):
    site.answers["/"] = (
        '<nav><a href="/about">من نحن</a></nav><div class="list"><h2><a href="/1">خبر</a></h2>'
        '<h2><a href="http://ads.example/x">إعلان</a></h2></div>'
    ).encode()
    site.answers["/1"] = article(1)
    with running(tmp_path, Source("front", "listing", site.url("/"), select=".list h2")) as run:
        report = run.round()
        assert run.captures() == [("/1", "coded")] and dict(report.reasons["left-out"]) == {"elsewhere": 1}


PERSIAN = "سه سرباز در حمله افراد مسلح به یک ایست بازرسی ارتش در نزدیکی شهر کشته شدند و پنج نفر دیگر زخمی شدند، به گفته یک منبع امنیتی"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Three soldiers were killed in an attack on a checkpoint near the town.", "not-arabic"),
        (PERSIAN, "other-language"),
    ],
)
def test_other_languages_are_left_with_the_reason(site: Site, tmp_path: Path, text: str, reason: str):
    page = f"<html><body><article>{f'<p>{text}</p>' * 4}</article></body></html>".encode()
    site.answers |= {"/feed": rss(site.url("/1")), "/1": page}
    with running(tmp_path, feed(site)) as run:
        report = run.round()
        assert dict(report.coded.failures) == {reason: 1} and run.store.counts()["articles"] == 0
        assert run.captures() == [("/1", "refused")], "kept all the same"
        assert report.failed == 0


def test_old_charsets(site: Site, tmp_path: Path):
    page = article(1).decode().replace("utf-8", "windows-1256").encode("windows-1256")
    site.answers |= {
        "/feed": rss(site.url("/1")),
        "/1": lambda handler: handler.send(200, page, Content_Type="text/html; charset=windows-1256"),
    }
    with running(tmp_path, feed(site)) as run:
        run.round()
        [record] = list(run.store.records())
        assert "قُتل ثلاثة جنود" in record.text


def test_robots_are_obeyed(site: Site, tmp_path: Path):
    three(site)
    site.answers["/robots.txt"] = b"User-agent: *\nDisallow: /\n\nUser-agent: marsad\nCrawl-delay: 40\nDisallow: /2\n"
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        report = run.round()
        assert run.pages()["/2"] == ("skipped", "robots") and report.counts["fetched"] == 2
        assert site.count("/2") == 0
        assert all(seconds >= 40 for seconds in clock.slept) and clock.slept


def test_pauses_between_requests_to_a_host(site: Site, tmp_path: Path):
    three(site)
    clock = FakeClock()
    with running(tmp_path, feed(site, delay=10.0), clock=clock) as run:
        run.round()
        assert [10 <= seconds <= 12.5 for seconds in clock.slept] == [True] * 3
    assert len(set(clock.slept)) == 3, "with jitter"


def test_robots_that_fail_mean_no(site: Site, tmp_path: Path):
    three(site)
    site.answers["/robots.txt"] = status(503)
    with running(tmp_path, feed(site)) as run:
        assert run.round().reasons["poll-failed"] == {"http-503": 1}
    assert site.count("/feed") == 0


def test_a_source_taken_off_the_list_rests(site: Site, tmp_path: Path):
    three(site)
    with running(tmp_path, feed(site, off=True)) as run:
        assert run.round().counts["polled"] == 0 and site.asked == []


def test_the_clock_set_back_by_a_day_stops_nothing(site: Site, tmp_path: Path):
    three(site)
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        clock.wall -= 86_400
        assert run.round().counts["polled"] == 0, "what is left of the pause counts"
        clock.pass_(1000)
        assert run.round().counts["polled"] == 1
        assert clock.wall < NOON
    assert len(responses(tmp_path)) == 3


def test_a_clock_that_leaps_ahead_and_is_set_right_doubles_nothing(site: Site, tmp_path: Path):
    three(site)
    clock = FakeClock()
    with running(tmp_path, feed(site), clock=clock) as run:
        run.round()
        clock.wall += 400 * 86_400
        assert run.round().counts["polled"] == 1
        clock.wall -= 400 * 86_400
        assert run.round().counts["polled"] == 0
        clock.pass_(1000)
        assert run.round().counts["polled"] == 1, "the pause is a quarter of an hour, not 400 days"
        assert run.store.counts()["articles"] == 3 and run.store.check() == []
    assert sorted(responses(tmp_path)) == sorted(set(responses(tmp_path))) and len(responses(tmp_path)) == 3
