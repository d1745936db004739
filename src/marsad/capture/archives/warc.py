"""WARC files (ISO 28500), packed or plain: what crawlers, CC-NEWS and web archivers write.

Responses and resources that are HTML become captures with the record's URL, its date as the time of capture, and the
charset of the HTTP header; WET text (`conversion`) too. The date of a crawl is never taken for a publication date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from marsad.capture.archives.detect import media_of
from marsad.capture.archives.reading import Reader, Source
from marsad.capture.archives.warc_frames import Bad, frames
from marsad.capture.problems import Unreadable
from marsad.model.document import Capture

_HTML = ("text/html", "application/xhtml+xml")
_DROPPED = {
    "http-status": "is a redirect or an error of the site",
    "not-html": "is no HTML page",
    "revisit": "is a revisit: the page is held by an earlier record",
}


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """A capture for each page, `origin@offset`; what is no page is dropped with its reason, broken records reported."""
    last, turn = -1, 0
    for found in frames(source.file, reader.limit):
        turn = turn + 1 if found.offset == last else 0  # a member that holds several records
        last = found.offset
        where = f"{source.origin}@{found.offset}" + (f"+{turn}" if turn else "")
        if isinstance(found, Bad):
            yield Unreadable(where, found.code, f"{found.what}. The other records are read; fetch the file again")
        elif page := _page(reader, found.raw, where):
            yield page


def _page(reader: Reader, raw: bytes, where: str) -> Capture | Unreadable | None:
    """What one record holds; None for the records about the crawl itself (request, metadata, warcinfo)."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
    try:
        for record in ArchiveIterator(io.BytesIO(raw), record_types=pages, parse_http=True, auto_decode="all"):
            reason = _reason(record, WarcRecordType)
            if reason:
                return Unreadable(where, reason, _DROPPED[reason], dropped=True)
            body = record.reader.read(reader.limit + 1)
            return _capture(reader, record, body, where)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        return Unreadable(where, "bad-record", f"is a record that cannot be unpacked ({error}). Fetch the file again")
    return None


def _reason(record: object, kinds: object) -> str | None:
    """Why a record is no page: a key of `_DROPPED`."""
    kind, http = record.record_type, record.http_headers  # type: ignore[attr-defined]
    if kind == kinds.revisit:  # type: ignore[attr-defined]
        return "revisit"
    if kind == kinds.conversion:  # type: ignore[attr-defined]
        return None
    if http is not None and http.status_code != 200:
        return "http-status"
    media = record.http_content_type if http is not None else record.headers.get("Content-Type", "")  # type: ignore[attr-defined]
    media = (media or "").split(";")[0].strip().lower()
    address = record.headers.get("WARC-Target-URI", "").strip("<>")  # type: ignore[attr-defined]
    web = address.startswith(("http://", "https://"))
    return None if web and (not media or media in _HTML) else "not-html"


def _capture(reader: Reader, record: object, body: bytes, where: str) -> Capture | Unreadable | None:
    headers = record.headers  # type: ignore[attr-defined]
    if len(body) > reader.limit:
        return Unreadable(where, "too-large", f"is larger than {reader.limit // 1_000_000} MB. Raise --limit-mb")
    if not body.strip():
        return Unreadable(where, "empty", "holds an empty page", dropped=True)
    address = headers.get("WARC-Target-URI", "").strip("<>") or None
    text = headers.get("WARC-Type", "").lower() == "conversion"
    http = record.http_headers is not None  # type: ignore[attr-defined]
    media = "text/plain" if text else media_of(body, "") if not http or not record.http_content_type else "text/html"  # type: ignore[attr-defined]
    charset = "utf-8" if text else record.http_charset if http else None  # type: ignore[attr-defined]
    return reader.capture(body, where, "crawl", media, charset, url=address, at=headers.get("WARC-Date"))
