"""WARC records as bytes: a request and its response as two gzip members, made by warcio."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from marsad.capture.fetch import Answer

FOUND = "Marsad-Found-As"  # our own header: the link under which the page was found
_CHUNK = 1 << 16
_DECHUNKED = "X-Archive-Orig-Transfer-Encoding"  # the body is kept without it; other tools write the same


def pair_bytes(found: str, answer: Answer, at: str) -> bytes:
    """The pair as gzip members, response first."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    kept = [(_DECHUNKED if n.lower() == "transfer-encoding" else n, v) for n, v in answer.headers]
    response = writer.create_warc_record(
        answer.url, "response", payload=io.BytesIO(answer.packed), length=len(answer.packed),
        http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}", kept, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": at, "WARC-IP-Address": answer.address, FOUND: found},
    )  # fmt: skip
    parts = urlsplit(answer.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = writer.create_warc_record(
        answer.url, "request", payload=io.BytesIO(b""), length=0,
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(answer.sent), is_http_request=True),
    )  # fmt: skip
    writer.write_request_response_pair(request, response)
    return out.getvalue()


def info_bytes(name: str, agent: str, at: str) -> bytes:
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    about = {"software": agent, "format": "WARC File Format 1.0", "robots": "obey", "created": at}
    writer.write_record(writer.create_warcinfo_record(name, about))
    return out.getvalue()


def pair_length(path: Path, start: int) -> int:
    """Bytes of the two gzip members that begin at `start`; 0 where one of them is missing, torn or damaged (its
    checksum is read too)."""
    at = start
    try:
        with path.open("rb") as file:
            for _ in range(2):
                file.seek(at)
                packer = zlib.decompressobj(31)
                while not packer.eof:
                    if not packer.unconsumed_tail and not (chunk := file.read(_CHUNK)):
                        return 0
                    packer.decompress(packer.unconsumed_tail or chunk, _CHUNK)
                at = file.tell() - len(packer.unused_data)
    except (OSError, zlib.error):
        return 0
    return at - start
