"""Writes the archives that the tests read: WARC and WACZ by warcio, mail by the email package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2021-05-06T07:08:09Z"
TEXT = "قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز قرب المدينة مساء أمس، وفق مصدر أمني، فيما أصيب آخرون بجروح."
PERSIAN = "پس از این گفت‌وگو، رئیس شورای شهر گفت که پروژه‌های تازه برای پارک‌های بزرگ چند شهر تا پایان سال آماده می‌شود."
URDU = "شہر کی کونسل نے کہا ہے کہ بڑے پارکوں کے لیے نئے منصوبے اس سال کے آخر تک تیار ہو جائیں گے اور لوگ ان سے فائدہ اٹھائیں گے۔"


class Answer(NamedTuple):
    """What a site answered to a crawler."""

    url: str
    body: bytes
    media: str | None = "text/html; charset=utf-8"
    status: str = "200 OK"
    kind: str = "response"
    more: tuple[tuple[str, str], ...] = ()


def page(text: str, title: str = "هجوم على حاجز قرب المدينة") -> str:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"


def make_warc(answers: Iterable[Answer], *, packed: bool = True) -> bytes:
    """A WARC with a warcinfo record, a request before each response, and the answers."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for answer in answers:
        http = None
        if answer.kind == "response":
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(answer.url, "request", http_headers=request))
            media = [("Content-Type", answer.media)] if answer.media else []
            http = StatusAndHeaders(answer.status, [*media, *answer.more], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            answer.url, answer.kind, payload=io.BytesIO(answer.body), http_headers=http,
            warc_content_type=answer.media if http is None else "", warc_headers_dict={"WARC-Date": DATE},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def make_wacz(warc: bytes) -> bytes:
    """A web archive in a zip, laid out as its specification says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/data.warc.gz", warc)
        packed.writestr("indexes/index.cdx", "news,example)/ 20210506 {}\n")
        packed.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n')
        packed.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
    return out.getvalue()


def make_mail(
    subject: str, text: str, *, charset: str = "utf-8", cte: str = "quoted-printable", html: str | None = None
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "وكالة <desk@news.example>", "reader@example.org"
    mail["Subject"], mail["Date"] = subject, "Thu, 06 May 2021 09:10:00 +0300"
    mail.set_content(text, charset=charset, cte=cte)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    return mail
