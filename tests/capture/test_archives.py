"""Archives of every kind: what is read out of them, what is left out and why, and what damage costs."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.capture import Layout, Unreadable, read_inputs, to_article
from marsad.capture.archives.columns import ColumnsError, parse_columns
from marsad.capture.archives.warc_frames import Bad, Frame, frames
from marsad.capture.problems import CaptureError
from marsad.model.document import Article, Capture
from tests.capture.made_archives import DATE, PERSIAN, TEXT, URDU, Answer, make_mail, make_wacz, make_warc, page

PAGES = [Answer(f"https://news.example/{n}", page(f"{TEXT} رقم {n}").encode()) for n in range(5)]
WHOLE = [make_warc(PAGES[:3], packed=packed) for packed in (True, False)]


@cache
def layout() -> Layout:
    return Layout.load()


def read(path: Path, raw: bytes | None = None, **options: object) -> list[Capture | Unreadable]:
    if raw is not None:
        path.write_bytes(raw)
    return list(read_inputs([str(path)], at="2020-01-01T00:00:00Z", **options))  # type: ignore[arg-type]


def urls(found: list[Capture | Unreadable]) -> list[str | None]:
    return [c.url for c in found if isinstance(c, Capture)]


def bad(found: list[Capture | Unreadable]) -> list[str]:
    return [c.code for c in found if isinstance(c, Unreadable) and not c.dropped]


def dropped(found: list[Capture | Unreadable]) -> list[str]:
    return [c.code for c in found if isinstance(c, Unreadable) and c.dropped]


def article(found: Capture | Unreadable) -> Article:
    assert isinstance(found, Capture), found
    return to_article(found, layout())


class TestWarc:
    @pytest.mark.parametrize("packed", [True, False])
    def test_pages_with_the_url_and_date_of_the_record(self, tmp_path: Path, packed: bool):
        found = read(tmp_path / "x.warc", make_warc(PAGES, packed=packed))
        assert urls(found) == [a.url for a in PAGES] and len(found) == 5
        first = found[0]
        assert isinstance(first, Capture)
        assert (first.raw, first.obtained, first.at, first.charset) == (PAGES[0].body, "crawl", DATE, "utf-8")
        assert article(first).url == "https://news.example/0"
        assert article(first).published is None, "the day of a crawl is no day of publication"

    def test_the_offset_in_the_origin_is_where_the_record_is(self, tmp_path: Path):
        raw = make_warc(PAGES)
        for capture in read(tmp_path / "x.warc.gz", raw):
            offset = int(capture.origin.rsplit("@", 1)[1])
            assert capture.url.encode() in gzip.GzipFile(fileobj=io.BytesIO(raw[offset:])).read(2000)  # type: ignore[union-attr]

    def test_the_charset_of_the_header_where_the_page_has_none(self, tmp_path: Path):
        answer = Answer("https://news.example/", page(TEXT).encode("windows-1256"), "text/html; charset=windows-1256")
        [found] = read(tmp_path / "x.warc.gz", make_warc([answer]))
        assert TEXT in article(found).text and article(found).charset_basis == "declared"

    @pytest.mark.parametrize("coding", ["gzip", "chunked"])
    def test_packed_answers(self, tmp_path: Path, coding: str):
        body = page(TEXT).encode()
        if coding == "gzip":
            answer = Answer("https://news.example/", gzip.compress(body), more=(("Content-Encoding", "gzip"),))
        else:
            cut = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            answer = Answer("https://news.example/", cut, more=(("Transfer-Encoding", "chunked"),))
        [found] = read(tmp_path / "x.warc.gz", make_warc([answer]))
        assert isinstance(found, Capture) and found.raw == body

    def test_what_is_no_page_is_left_out_with_its_reason(self, tmp_path: Path):
        answers = [
            Answer("https://news.example/a", b"", status="301 Moved", more=(("Location", "/b"),)),
            Answer("https://news.example/b.png", b"\x89PNG", "image/png"),
            Answer("https://news.example/c", b" \n"),
            PAGES[0],
            Answer("urn:thumbnail:x", b"x", "text/html", kind="resource"),
            Answer("https://news.example/d", page(TEXT).encode(), None),
        ]
        found = read(tmp_path / "x.warc.gz", make_warc(answers))
        assert dropped(found) == ["http-status", "not-html", "empty", "not-html"] and bad(found) == []
        assert urls(found) == ["https://news.example/0", "https://news.example/d"]

    def test_wet_text(self, tmp_path: Path):
        wet = Answer("https://news.example/", TEXT.encode(), "text/plain", kind="conversion")
        [found] = read(tmp_path / "x.warc.wet.gz", make_warc([wet]))
        assert article(found).text == TEXT

    def test_wacz(self, tmp_path: Path):
        found = read(tmp_path / "x.wacz", make_wacz(make_warc(PAGES)))
        assert urls(found) == [a.url for a in PAGES] and len(found) == 5
        assert "!archive/data.warc.gz@" in found[0].origin

    def test_a_wacz_may_be_larger_than_the_limit_of_one_page(self, tmp_path: Path):
        noise = random.Random(1)
        many = [Answer(a.url, a.body + noise.randbytes(30_000).hex().encode()) for a in PAGES * 3]
        found = read(tmp_path / "x.wacz", make_wacz(make_warc(many)), limit=100_000)
        assert len(urls(found)) == 15 and bad(found) == []

    def test_one_gzip_stream_over_all_records(self, tmp_path: Path):
        found = read(tmp_path / "x.warc.gz", gzip.compress(make_warc(PAGES, packed=False)))
        assert urls(found) == [a.url for a in PAGES] and len({c.origin for c in found}) == 5


class TestBrokenWarc:
    def test_a_cut_file_keeps_what_came_before(self, tmp_path: Path):
        for packed in (True, False):
            raw = make_warc(PAGES, packed=packed)
            found = read(tmp_path / "x.warc", raw[:-40])
            assert urls(found) == [a.url for a in PAGES[:4]]
            assert bad(found) == ["bad-archive" if packed else "bad-length"]

    def test_damage_costs_the_record_it_hits(self, tmp_path: Path):
        raw = make_warc(PAGES)
        hit = read(tmp_path / "x.warc.gz", raw)[2]
        at = int(hit.origin.rsplit("@", 1)[1])
        found = read(tmp_path / "y.warc.gz", raw[: at + 30] + b"\xff" * 60 + raw[at + 90 :])
        assert urls(found) == [a.url for n, a in enumerate(PAGES) if n != 2]
        assert bad(found) == ["bad-archive"]

    @pytest.mark.parametrize("wrong", [b"1", b"99999", b"12345678901234567", b"many", b"-5"])
    @pytest.mark.parametrize("packed", [True, False])
    def test_a_wrong_length_costs_that_record(self, tmp_path: Path, wrong: bytes, packed: bool):
        lone = [make_warc([a], packed=False) for a in PAGES]
        where = lone[2].rindex(b"Content-Length: ", 0, lone[2].index(b"HTTP/1.1 200")) + 16
        lone[2] = lone[2][:where] + wrong + lone[2][lone[2].index(b"\r\n", where) :]
        raw = b"".join(gzip.compress(x) if packed else x for x in lone)
        found = read(tmp_path / "x.warc", raw)
        assert urls(found) == [a.url for n, a in enumerate(PAGES) if n != 2]
        assert bad(found) and set(bad(found)) <= {"bad-length", "bad-record", "too-large"}

    def test_a_record_over_the_limit(self, tmp_path: Path):
        big = Answer("https://news.example/big", random.Random(1).randbytes(400_000).hex().encode())
        found = read(tmp_path / "x.warc.gz", make_warc([PAGES[0], big, PAGES[1]]), limit=500_000)
        assert urls(found) == [PAGES[0].url, PAGES[1].url] and bad(found) == ["too-large"]

    def test_bombs(self, tmp_path: Path):
        zeros = Answer("https://news.example/bomb", b"0" * 80_000_000)
        inner = Answer(
            "https://news.example/in", gzip.compress(b"0" * 80_000_000), more=(("Content-Encoding", "gzip"),)
        )
        raw = make_warc([PAGES[0], zeros, inner, PAGES[1]])
        found = read(tmp_path / "x.warc.gz", raw, limit=10_000_000)
        assert urls(found) == [PAGES[0].url, PAGES[1].url]
        assert len(bad(found)) == 2 and set(bad(found)) <= {"too-large", "bomb"}

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_no_damage_stops_the_reading(self, data: st.DataObject):
        raw = bytearray(data.draw(st.sampled_from(WHOLE)))
        for _ in range(data.draw(st.integers(1, 5))):
            at = data.draw(st.integers(0, len(raw) - 1))
            raw[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
        for found in frames(io.BytesIO(bytes(raw)), 1_000_000):
            assert isinstance(found, Frame | Bad)


class TestTables:
    ROWS = (("g1", "2021-05-06", "عنوان أول", TEXT), ("g2", "2021-05-07", "عنوان ثان", f'{TEXT} "نص"\nوسطر ثان'))
    MAP = parse_columns("text=body,id=guid,published=date,title=headline")

    def check(self, found: list[Capture | Unreadable]) -> None:
        assert [article(c).id for c in found] == ["g1", "g2"]
        assert [article(c).published for c in found] == ["2021-05-06", "2021-05-07"]
        assert [article(c).title for c in found] == ["عنوان أول", "عنوان ثان"]
        assert [article(c).text for c in found] == [row[3] for row in self.ROWS]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
    def test_csv(self, tmp_path: Path, separator: str, charset: str):
        import csv

        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows([("guid", "date", "headline", "body"), *self.ROWS])
        raw = out.getvalue().encode(charset)
        self.check(read(tmp_path / "x.csv", raw, columns=self.MAP))
        self.check(read(tmp_path / "x.csv.gz", gzip.compress(raw), columns=self.MAP))

    def test_parquet(self, tmp_path: Path):
        import datetime as dt

        import pyarrow as pa
        import pyarrow.parquet as pq

        names = ("guid", "date", "headline", "body")
        columns = dict(zip(names, zip(*self.ROWS, strict=True), strict=True))
        columns["date"] = [dt.date.fromisoformat(d) for d in columns["date"]]
        pq.write_table(pa.table(columns), tmp_path / "x.parquet")
        self.check(read(tmp_path / "x.parquet", columns=self.MAP))
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
            packed.write(tmp_path / "x.parquet", "x.parquet")
        self.check(read(tmp_path / "x.zip", columns=self.MAP))

    def test_json_lines_with_a_path(self, tmp_path: Path):
        rows = [{"guid": i, "meta": {"date": d, "headline": t}, "body": x} for i, d, t, x in self.ROWS]
        raw = "".join(json.dumps(row) + "\n" for row in rows).encode()
        columns = parse_columns("text=body,id=guid,published=meta.date,title=meta.headline")
        self.check(read(tmp_path / "x.jsonl", raw, columns=columns))

    def test_broken_rows_cost_themselves(self, tmp_path: Path):
        good = f"g,{TEXT.replace(',', '')}\n"
        found = read(tmp_path / "x.csv", f'id,text\n{good}too,many,cells\n{good}g,"quote"s\n{good}'.encode())
        assert len(urls(found)) == 3 and bad(found) == ["bad-row", "bad-row"]

    def test_a_missing_column_is_named(self, tmp_path: Path):
        [found] = read(tmp_path / "x.csv", b"a,b\n1,2\n")
        assert isinstance(found, Unreadable) and found.code == "no-column" and "a, b" in found.message

    def test_a_cut_parquet(self, tmp_path: Path):
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"text": [TEXT] * 10}), tmp_path / "x.parquet")
        assert bad(read(tmp_path / "y.parquet", (tmp_path / "x.parquet").read_bytes()[:-20])) == ["bad-archive"]

    @pytest.mark.parametrize("written", ["", "text", "text=", "body=text", "text=a,text=b"])
    def test_a_wrong_map(self, written: str):
        with pytest.raises(ColumnsError):
            parse_columns(written)


def make_tar(members: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            packed.addfile(info, io.BytesIO(raw))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    return out.getvalue()


class TestTarAndZip:
    MEMBERS = {
        "a.txt": TEXT.encode(),
        "b/c.html": page(TEXT).encode(),
        "d.jsonl": json.dumps({"id": "d", "text": TEXT}).encode(),
        "e.warc.gz": make_warc(PAGES[:1]),
    }

    @pytest.mark.parametrize(("name", "mode"), [("x.tar", "w"), ("x.tar.gz", "w:gz"), ("x.tgz", "w:gz")])
    def test_tar(self, tmp_path: Path, name: str, mode: str):
        found = read(tmp_path / name, make_tar(self.MEMBERS, mode))
        assert [c.media for c in found if isinstance(c, Capture)] == [
            "text/plain", "text/html", "application/json", "text/html",
        ]  # fmt: skip
        assert found[1].origin.endswith(f"{name}!b/c.html") and bad(found) == []

    @pytest.mark.parametrize("mode", ["w", "w:gz"])
    def test_a_cut_tar_keeps_what_came_before(self, tmp_path: Path, mode: str):
        members = {f"{n}.txt": f"{TEXT} {random.Random(n).randbytes(3000).hex()}".encode() for n in range(9)}
        raw = make_tar(members, mode)
        found = read(tmp_path / "x.tar", raw[: len(raw) // 2])
        assert 0 < len(urls(found)) < 9 and set(bad(found)) == {"bad-archive"}
        assert [c.raw for c in found if isinstance(c, Capture)] == list(members.values())[: len(urls(found))]

    def test_a_large_member_is_passed_over(self, tmp_path: Path):
        found = read(
            tmp_path / "x.tar.gz", make_tar({"a": b"0" * 5_000_000, "b.txt": TEXT.encode()}, "w:gz"), limit=1_000_000
        )
        assert bad(found) == ["too-large"] and len(urls(found)) == 1

    def test_a_cut_gzip_gives_all_whole_lines(self, tmp_path: Path):
        chance = random.Random(1)
        rows = [json.dumps({"id": n, "text": f"{TEXT} {chance.getrandbits(4000)}"}) + "\n" for n in range(50)]
        raw = gzip.compress("".join(rows).encode())
        found = read(tmp_path / "x.jsonl.gz", raw[: len(raw) // 2])
        assert 20 <= len(urls(found)) <= 25 and bad(found) == ["bad-archive"]
        assert [article(c).id for c in found[:-1]] == [str(n) for n in range(len(urls(found)))]

    def test_a_cut_document_is_not_taken_for_a_whole_one(self, tmp_path: Path):
        raw = gzip.compress((TEXT + random.Random(1).randbytes(9000).hex()).encode())
        assert bad(read(tmp_path / "x.txt.gz", raw[:5000])) == ["bad-archive"]
        assert urls(read(tmp_path / "x.txt.gz")) == []

    def test_an_archive_in_itself_has_an_end(self, tmp_path: Path):
        raw = TEXT.encode()
        for _ in range(30):
            raw = gzip.compress(raw)
        assert bad(read(tmp_path / "x.gz", raw)) == ["bomb"]


class TestMail:
    @pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
    @pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
    def test_a_message(self, tmp_path: Path, charset: str, cte: str):
        raw = make_mail("هجوم على حاجز", TEXT + "\n", charset=charset, cte=cte).as_bytes()
        [found] = read(tmp_path / "x.eml", raw)
        mail = article(found)
        assert isinstance(found, Capture) and found.raw == raw
        assert (mail.title, mail.text.strip()) == ("هجوم على حاجز", TEXT)
        assert (mail.published, mail.zone) == ("2021-05-06T09:10:00", "+03:00")

    def test_html_alone_and_beside_plain_text(self, tmp_path: Path):
        both = make_mail("عنوان الخبر", TEXT, html=page("آخر"))
        assert article(read(tmp_path / "x.eml", both.as_bytes())[0]).text.strip() == TEXT
        mail = make_mail("عنوان الخبر", " ", html=page(TEXT))
        assert TEXT in article(read(tmp_path / "x.eml", mail.as_bytes())[0]).text

    def test_a_digest_gives_each_of_its_messages(self, tmp_path: Path):
        digest = EmailMessage()
        digest["Subject"] = "Digest"
        digest.make_mixed()
        for n in range(3):
            digest.attach(make_attached(make_mail(f"خبر {n}", f"{TEXT} رقم {n}")))
        found = read(tmp_path / "x.eml", digest.as_bytes())
        assert [article(c).title for c in found] == ["خبر 0", "خبر 1", "خبر 2"]
        assert [c.origin.rsplit("!", 1)[1] for c in found] == ["1", "2", "3"]

    def test_a_mailbox(self, tmp_path: Path):
        mails = [make_mail(f"خبر {n}", f"{TEXT}\nFrom هنا سطر").as_bytes() for n in range(3)]
        raw = b"".join(b"From desk@news.example Thu May  6 09:10:00 2021\n" + m + b"\n" for m in mails)
        found = read(tmp_path / "x.mbox", raw)
        assert [article(c).title for c in found] == ["خبر 0", "خبر 1", "خبر 2"]

    def test_a_mail_without_text(self, tmp_path: Path):
        mail = EmailMessage()
        mail["Subject"] = "صور"
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
        [found] = read(tmp_path / "x.eml", mail.as_bytes())
        with pytest.raises(CaptureError) as error:
            article(found)
        assert error.value.code == "no-text"


def make_attached(mail: EmailMessage) -> EmailMessage:
    part = EmailMessage()
    part.set_content(mail)
    return part


class TestLanguage:
    @pytest.mark.parametrize("text", [PERSIAN, URDU])
    @pytest.mark.parametrize("as_page", [True, False])
    def test_other_languages_in_arabic_letters(self, tmp_path: Path, text: str, as_page: bool):
        raw = page(text, "عنوان").encode() if as_page else text.encode()
        with pytest.raises(CaptureError) as error:
            article(read(tmp_path / "x", raw)[0])
        assert error.value.code == "other-language"

    @pytest.mark.parametrize(
        "text",
        [
            TEXT.replace("ي", "ی").replace("ك", "ک"),  # typed on a Persian keyboard
            f"{TEXT} وقال المتحدث گوران چلبي إن القوات انسحبت من بلدة پيرمام مساء اليوم.",
        ],
    )
    def test_arabic_with_some_of_their_letters(self, tmp_path: Path, text: str):
        assert article(read(tmp_path / "x.txt", text.encode())[0]).text == text

    def test_an_english_page_is_refused_before_its_article_is_looked_for(self, monkeypatch: pytest.MonkeyPatch):
        import marsad.capture.article as module

        monkeypatch.setattr(module, "read_page", lambda html: pytest.fail("looked for the article"))
        raw = page("The council met on Tuesday to discuss the budget. " * 20, "News").encode()
        with pytest.raises(CaptureError) as error:
            article(Capture(raw, "0" * 64, "x", "crawl", DATE, "text/html"))
        assert error.value.code == "not-arabic"
