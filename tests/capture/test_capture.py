"""From bytes to articles: encodings, layouts of several generations, archives, addresses that must not be fetched."""

from __future__ import annotations

import gzip
import http.server
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.capture import Fetcher, Layout, Unreadable, read_inputs, to_article
from marsad.capture.charsets import decode
from marsad.capture.layout import read_layout
from marsad.capture.problems import CaptureError
from marsad.model.document import Article, Capture, Role

TEXT = "قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز قرب المدينة مساء أمس، وفق مصدر أمني، فيما أصيب آخرون بجروح."
SEED = Path(__file__).parents[3] / "shared" / "eval" / "articles" / "seed.txt"


@cache
def layout() -> Layout:
    return Layout.load()


def article(raw: bytes, media: str = "text/plain", charset: str | None = None, published: str | None = None) -> Article:
    return to_article(Capture(raw, "0" * 64, "x", "file", "2020-01-01T00:00:00Z", media, charset, published), layout())


def roles(found: Article) -> list[tuple[str, str]]:
    return [(p.role.value, found.text[p.start : p.end]) for p in found.paragraphs]


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso8859-6"]
)
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "latin-1", "nonsense"])
def test_the_encoding_is_told_by_the_bytes(charset: str, declared: str | None):
    assert decode(TEXT.encode(charset), declared).text == TEXT


def test_line_ends_stay_as_given():
    assert article(f"{TEXT}\r\n{TEXT}\r\n".encode()).text == f"{TEXT}\r\n{TEXT}\r\n"


@pytest.mark.parametrize("raw", [bytes(range(256)) * 50, b"\x7fELF\x00\x01\x02" + bytes(5000)])
def test_binary_is_refused(raw: bytes):
    with pytest.raises(CaptureError) as error:
        article(raw)
    assert error.value.code in ("binary", "encoding", "not-arabic")


@pytest.mark.parametrize(("raw", "code"), [(b" \n ", "empty"), (b"Only English words stand here.", "not-arabic")])
def test_no_arabic(raw: bytes, code: str):
    with pytest.raises(CaptureError) as error:
        article(raw)
    assert error.value.code == code


DUMP = f"""إعلان
إعلان إعلان

انفجار عبوة ناسفة وسط المدينة.. وحظر تجول حتى الصباح

الأحد 12/أبريل/2020 - 11:05 م
رويترز
سليم العلي
طباعة

{TEXT}

للمزيد: كيف تغيرت خريطة السيطرة

انفجار عبوة ناسفة وسط
ما بعد الانفجار

{TEXT}
"""


def test_a_dump_with_head_teaser_caption_and_subhead():
    found = article(DUMP.encode())
    assert (found.title, found.publisher, found.author) == (
        "انفجار عبوة ناسفة وسط المدينة.. وحظر تجول حتى الصباح",
        "رويترز",
        "سليم العلي",
    )
    assert (found.published, found.published_basis) == ("2020-04-12T23:05:00", "text")
    assert [r for r, _ in roles(found)] == [
        "boilerplate", "boilerplate", "title", "byline", "byline", "byline", "boilerplate", "lead", "related", "caption", "subhead", "body",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "published", "zone"),
    [
        ("2015-08-01 08:11:28", "2015-08-01T08:11:28", None),
        ("Tue, 22 May 2018 19:01:57 GMT", "2018-05-22T19:01:57", "+00:00"),
        ("Sat, 17 Mar 2018 15:23:32 +0400", "2018-03-17T15:23:32", "+04:00"),
        ("05/09/2016", "2016-09-05", None),
        ("الاثنين 4 يوليو / تموز 2016", "2016-07-04", None),
        ("آخر تحديث 3 كانون الثاني/يناير 2020 - 09:15 ص بتوقيت غرينتش", "2020-01-03T09:15:00", "+00:00"),
    ],
)
def test_head_dates(line: str, published: str, zone: str | None):
    found = article(f"عنوان الخبر عن هجوم على حاجز\n{line}\n{TEXT}".encode())
    assert (found.published, found.zone) == (published, zone)


def test_a_place_line_gives_an_assumed_zone():
    found = article(f"عنوان الخبر عن هجوم على حاجز\nالقاهرة - رويترز\n2015-08-01 08:11:28\n{TEXT}".encode())
    assert (found.place_line, found.zone, found.zone_basis) == ("القاهرة - رويترز", "+02:00", "assumed")


def test_no_date_is_invented():
    assert article(f"عنوان الخبر عن هجوم على حاجز\n{TEXT}".encode()).published is None


def test_a_stated_day_only_fills_the_gap():
    assert article(f"عنوان عن هجوم\n{TEXT}".encode(), published="2020-02-02").published == "2020-02-02"
    assert article(DUMP.encode(), published="2020-02-02").published == "2020-04-12T23:05:00"


@given(
    st.lists(
        st.sampled_from([TEXT, "طباعة", "للمزيد: خبر آخر", "", "عنوان قصير", "ad ad", "05/09/2016"]),
        min_size=1,
        max_size=12,
    )
)
def test_every_line_has_one_role(lines: list[str]):
    text = "\n".join(lines)
    paragraphs, _ = read_layout(text, layout())
    assert [text[p.start : p.end] for p in paragraphs] == [line for line in lines if line]


@pytest.mark.gold
@pytest.mark.skipif(not SEED.is_file(), reason="no gold data beside the checkout")
def test_the_seed_page():
    gold = json.loads(SEED.with_name("seed.gold.json").read_text())["document"]
    found = article(SEED.read_bytes())
    assert (found.title, found.publisher, found.author, found.published) == (
        gold["title"],
        gold["source"],
        gold["author"],
        gold["published"] + ":00",
    )
    by_role = {
        role: [t for r, t in roles(found) if r == role] for role in ("subhead", "related", "caption", "boilerplate")
    }
    assert by_role["subhead"] == gold["subheads"]
    assert [t.removeprefix("للمزيد:").strip() for t in by_role["related"]] == gold["related"]
    assert by_role["caption"] == gold["captions"] * 2
    assert set(gold["boilerplate"]) <= set(by_role["boilerplate"])


MODERN = f"""<!doctype html><html lang=ar><head><meta charset=utf-8><title>خبر | موقع</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"هجوم على حاجز قرب المدينة","datePublished":"2021-03-04T05:06:07+03:00","author":{{"name":"ليلى"}},"publisher":{{"name":"الموقع"}}}}</script>
<script>var قتل = "سري";</script><style>.x{{}}</style></head><body><nav><a href=/>الرئيسية</a></nav><article><h1>هجوم على حاجز قرب المدينة</h1>
<p>{TEXT}</p><p>{TEXT}</p><p>اقرأ أيضا: خبر آخر</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_a_page_of_today():
    found = article(MODERN.encode(), "text/html")
    assert (found.title, found.author, found.publisher) == ("هجوم على حاجز قرب المدينة", "ليلى", "الموقع")
    assert (found.published, found.zone, found.zone_basis) == ("2021-03-04T05:06:07", "+03:00", "stated")
    assert "سري" not in found.text and found.text.count(TEXT) == 2
    assert ("related", "اقرأ أيضا: خبر آخر") in roles(found)


def test_a_page_of_2005_in_windows_1256():
    html = f"<html dir=rtl><body><table><tr><td><a href=1>الرياضة</a> | <a href=2>الاقتصاد</a></td></tr><tr><td><b>انفجار في السوق القديم وسط المدينة</b><br>بغداد - رويترز<br>4 يوليو 2005<br><br>{TEXT}<br><br>{TEXT}<br></td><td>الأكثر قراءة</td></tr></table></body></html>"
    found = article(html.encode("windows-1256"), "text/html")
    assert found.title == "انفجار في السوق القديم وسط المدينة"
    assert (found.published, found.place_line) == ("2005-07-04", "بغداد - رويترز")
    assert [r for r, _ in roles(found)][-2:] == ["lead", "body"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + TEXT,
        "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{TEXT}</p>",
        f"<body><p>{TEXT}<!-- never closed " + "x" * 3_000_000,
        f"<body><p>{TEXT}<script>" + "(" * 2_000_000,
        "\0".join(f"<p>{TEXT}"),
    ],
    ids=["deep", "attributes", "comment", "script", "nul"],
)
def test_wild_markup_ends_soon(html: str):
    started = time.monotonic()
    try:
        article(html.encode(), "text/html")
    except CaptureError as error:
        assert error.code
    assert time.monotonic() - started < 20


# ---- inputs
def read(*items: object, **options: object) -> list[Capture | Unreadable]:
    return list(read_inputs([str(i) for i in items], at="2020-01-01T00:00:00Z", **options))  # type: ignore[arg-type]


def test_archives_and_lines(tmp_path: Path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    lines = "".join(json.dumps({"id": n, "text": TEXT}) + "\n" for n in range(3))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as packed:
        packed.writestr("one.txt", TEXT)
        packed.writestr("two.html", MODERN)
    found = [c for c in read(tmp_path) if isinstance(c, Capture)]
    assert [c.media for c in found] == ["text/plain", *["application/json"] * 3, "text/plain", "text/html"]
    assert found[1].origin.endswith("b.jsonl.gz#1") and found[4].origin.endswith("c.zip!one.txt")


def test_a_bomb_is_not_unpacked(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.txt", b"0" * 30_000_000)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * 60_000_000))
    assert [
        c.code for c in read(tmp_path / "bomb.zip", tmp_path / "bomb.gz", limit=10_000_000) if isinstance(c, Unreadable)
    ] == ["bomb", "too-large"]


def test_standard_input():
    [found] = read("-", stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(found, Capture) and found.obtained == "stdin"


# ---- addresses
PRIVATE = ["10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str):
    fetcher = Fetcher(resolver=lambda host, port: [address])
    with pytest.raises(CaptureError) as error:
        fetcher.get("http://news.example.org/page")
    assert error.value.code == "private-address"


def test_one_private_address_among_public_ones_is_enough():
    with pytest.raises(CaptureError) as error:
        Fetcher(resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"]).get("http://news.example.org/")
    assert error.value.code == "private-address"


@pytest.mark.parametrize("url", ["ftp://x.org/a", "file:///etc/passwd", "http://", "https://[bad"])
def test_other_schemes_are_refused(url: str):
    with pytest.raises(CaptureError) as error:
        Fetcher(resolver=lambda host, port: ["93.184.216.34"]).get(url)
    assert error.value.code == "scheme"


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        where = {"/loop": "/loop", "/inside": "http://10.0.0.1/secret"}.get(self.path)
        self.send_response(302 if where else 404 if self.path == "/none" else 200)
        if where:
            self.send_header("Location", where)
        self.send_header("Content-Type", "image/png" if self.path == "/image" else "text/html; charset=windows-1256")
        self.end_headers()
        if not where:
            self.wfile.write(f"<p>{TEXT}</p>".encode("windows-1256") * (3000 if self.path == "/large" else 1))

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_page_is_fetched(site: str):
    raw, charset, media = Fetcher(allow_loopback=True).get(f"{site}/page")
    assert (charset, media) == ("windows-1256", "text/html") and TEXT in raw.decode("windows-1256")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("none", "http-status"),
        ("loop", "redirects"),
        ("inside", "private-address"),
        ("image", "media"),
        ("large", "too-large"),
    ],
)
def test_bad_answers(site: str, path: str, code: str):
    with pytest.raises(CaptureError) as error:
        Fetcher(limit=100_000, allow_loopback=True).get(f"{site}/{path}")
    assert error.value.code == code


def test_coded_roles_leave_out_teasers():
    assert Role.RELATED.value == "related"
    assert all(r != "body" for r, t in roles(article(DUMP.encode())) if t.startswith("للمزيد"))
